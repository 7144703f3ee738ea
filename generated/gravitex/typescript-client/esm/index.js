/** The client of this package, and what it throws. */
import { APIPromise, Client } from "./client.js";
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
  InternalServerError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  UnprocessableEntityError,
  ValidationError,
} from "./errors.js";
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
  Gravitex,
  ClientError as GravitexError,
  InternalServerError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  UnprocessableEntityError,
  ValidationError,
};
