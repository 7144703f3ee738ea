"use strict";

/** The client of this package, and what it throws. */
const { Client } = require("./client.js");
const { Conversation } = require("./conversation.js");
const {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  APIResponseValidationError,
  APIStatusError,
  APIUserAbortError,
  AuthenticationError,
  BadRequestError,
  ClientError,
  ConflictError,
  ImageDecodeError,
  ImageDownloadError,
  ImageInputError,
  InternalServerError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  UnprocessableEntityError,
  ValidationError,
} = require("./errors.js");
const { APIPromise } = require("./promise.js");
const { PROVIDER } = require("./provider.js");

class Gravitex extends Client {
  /** @param {import("./types.js").ClientOptions} [options] */
  constructor(options) {
    super(PROVIDER, options);
  }
}

module.exports = {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  APIPromise,
  APIResponseValidationError,
  APIStatusError,
  APIUserAbortError,
  AuthenticationError,
  BadRequestError,
  ConflictError,
  Conversation,
  Gravitex,
  GravitexError: ClientError,
  ImageDecodeError,
  ImageDownloadError,
  ImageInputError,
  InternalServerError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  UnprocessableEntityError,
  ValidationError,
};
