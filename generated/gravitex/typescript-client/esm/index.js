/** The client of this package, and what it throws. */
import { Client } from "./client.js";
import { Conversation } from "./conversation.js";
import {
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
} from "./errors.js";
import { APIPromise } from "./promise.js";
import { PROVIDER } from "./provider.js";

class Gravitex extends Client {
  /** @param {import("./types.js").ClientOptions} [options] */
  constructor(options) {
    super(PROVIDER, options);
  }
}

export {
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
  ClientError as GravitexError,
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
