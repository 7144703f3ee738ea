"use strict";

/** The client of this package, and what it throws. */
const { APIPromise, Client } = require("./client.js");
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
  InternalServerError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  UnprocessableEntityError,
  ValidationError,
} = require("./errors.js");
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
  Gravitex,
  GravitexError: ClientError,
  InternalServerError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  UnprocessableEntityError,
  ValidationError,
};
