/**
 * What goes wrong, by the names that people know from the official OpenAI package.
 *
 * @typedef {import("./types.js").Issue} Issue
 *
 * @typedef {object} ErrorDetails
 * @property {boolean} [maybeBilled]
 * @property {string} [idempotencyKey]
 * @property {unknown} [cause]
 *
 * @typedef {ErrorDetails & {
 *   status: number,
 *   headers: Headers,
 *   error?: unknown,
 *   code?: string | number | undefined,
 *   requestID?: string | null,
 * }} StatusDetails
 */
import { CLASS_NAME, PACKAGE } from "./package.js";

/** Names a class for `instanceof`, which then holds for what the ESM or the CommonJS twin of this package throws. */
const KIND = Symbol.for(`${PACKAGE}.error`);

/**
 * @param {unknown} made
 * @returns {unknown}
 */
function kind(made) {
  return typeof made === "function" && Object.hasOwn(made, KIND)
    ? Reflect.get(made, KIND)
    : undefined;
}

class ClientError extends Error {
  static [KIND] = `${CLASS_NAME}Error`;

  /**
   * @param {string} message
   * @param {{ cause?: unknown }} [options]
   */
  constructor(message, options) {
    super(message, options);
    const name = kind(new.target) ?? new.target.name;
    Object.defineProperty(this, "name", { value: name });
  }

  /** @param {unknown} value */
  static [Symbol.hasInstance](value) {
    const wanted = kind(this);
    let here = Object(value) === value ? Object.getPrototypeOf(value) : null;
    for (; here !== null; here = Object.getPrototypeOf(here)) {
      if (here === this.prototype) return true;
      if (wanted !== undefined && kind(here.constructor) === wanted)
        return true;
    }
    return false;
  }
}

class ValidationError extends ClientError {
  static [KIND] = "ValidationError";

  /**
   * @param {string} model
   * @param {readonly Issue[]} issues
   */
  constructor(model, issues) {
    const told = issues.map(
      ({ pointer, message, code }) =>
        `\n  ${pointer || "(body)"}: ${message} [${code}]`,
    );
    super(
      `${model} does not take this request; validate: false sends it anyway:${told.join("")}`,
    );
    this.model = model;
    this.issues = issues;
  }
}

class ImageInputError extends ClientError {
  static [KIND] = "ImageInputError";
}

class ImageDecodeError extends ClientError {
  static [KIND] = "ImageDecodeError";
}

class ImageDownloadError extends ClientError {
  static [KIND] = "ImageDownloadError";
}

class APIError extends ClientError {
  static [KIND] = "APIError";

  /**
   * @param {string} message
   * @param {ErrorDetails} [details]
   */
  constructor(message, details = {}) {
    const { maybeBilled = false, idempotencyKey } = details;
    super(
      maybeBilled && idempotencyKey
        ? `${message} (It may have been billed; idempotency key ${idempotencyKey}.)`
        : message,
      "cause" in details ? { cause: details.cause } : undefined,
    );
    this.maybeBilled = maybeBilled;
    this.idempotencyKey = idempotencyKey;
  }
}

class APIUserAbortError extends APIError {
  static [KIND] = "APIUserAbortError";
}

class APIConnectionError extends APIError {
  static [KIND] = "APIConnectionError";
}

class APIConnectionTimeoutError extends APIConnectionError {
  static [KIND] = "APIConnectionTimeoutError";
}

class APIResponseValidationError extends APIError {
  static [KIND] = "APIResponseValidationError";
}

class APIStatusError extends APIError {
  static [KIND] = "APIStatusError";

  /**
   * @param {string} message
   * @param {StatusDetails} details
   */
  constructor(message, details) {
    super(message, details);
    this.status = details.status;
    this.code = details.code;
    this.headers = details.headers;
    this.error = details.error;
    this.requestID = details.requestID ?? null;
  }

  /**
   * The class that a status has, whether HTTP or the body says it.
   *
   * @param {string} message
   * @param {StatusDetails} details
   * @returns {APIStatusError}
   */
  static of(message, details) {
    const known = BY_STATUS.get(details.status);
    const Found =
      known ?? (details.status >= 500 ? InternalServerError : APIStatusError);
    return new Found(message, details);
  }
}

class BadRequestError extends APIStatusError {
  static [KIND] = "BadRequestError";
}

class AuthenticationError extends APIStatusError {
  static [KIND] = "AuthenticationError";
}

class PermissionDeniedError extends APIStatusError {
  static [KIND] = "PermissionDeniedError";
}

class NotFoundError extends APIStatusError {
  static [KIND] = "NotFoundError";
}

class ConflictError extends APIStatusError {
  static [KIND] = "ConflictError";
}

class UnprocessableEntityError extends APIStatusError {
  static [KIND] = "UnprocessableEntityError";
}

class RateLimitError extends APIStatusError {
  static [KIND] = "RateLimitError";
}

class InternalServerError extends APIStatusError {
  static [KIND] = "InternalServerError";
}

const BY_STATUS = new Map([
  [400, BadRequestError],
  [401, AuthenticationError],
  [403, PermissionDeniedError],
  [404, NotFoundError],
  [409, ConflictError],
  [422, UnprocessableEntityError],
  [429, RateLimitError],
]);

export {
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
};
