/**
 * What goes wrong, by the names that people know from the official OpenAI package.
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
 *   requestID?: string | null,
 * }} StatusDetails
 *
 * @typedef {{ code: string, pointer: string, message: string }} Issue
 */

class ClientError extends Error {
  /**
   * @param {string} message
   * @param {{ cause?: unknown }} [options]
   */
  constructor(message, options) {
    super(message, options);
    Object.defineProperty(this, "name", { value: new.target.name });
  }
}

class ValidationError extends ClientError {
  /** @param {Issue[]} issues */
  constructor(issues) {
    super(issues.map((issue) => issue.message).join(" "));
    this.issues = issues;
  }
}

class APIError extends ClientError {
  /**
   * @param {string} message
   * @param {ErrorDetails} [details]
   */
  constructor(message, details = {}) {
    super(message, "cause" in details ? { cause: details.cause } : undefined);
    this.maybeBilled = details.maybeBilled ?? false;
    this.idempotencyKey = details.idempotencyKey;
  }
}

class APIUserAbortError extends APIError {}

class APIConnectionError extends APIError {}

class APIConnectionTimeoutError extends APIConnectionError {}

class APIResponseValidationError extends APIError {}

class APIStatusError extends APIError {
  /**
   * @param {string} message
   * @param {StatusDetails} details
   */
  constructor(message, details) {
    super(message, details);
    this.status = details.status;
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

class BadRequestError extends APIStatusError {}

class AuthenticationError extends APIStatusError {}

class PermissionDeniedError extends APIStatusError {}

class NotFoundError extends APIStatusError {}

class ConflictError extends APIStatusError {}

class UnprocessableEntityError extends APIStatusError {}

class RateLimitError extends APIStatusError {}

class InternalServerError extends APIStatusError {}

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
  InternalServerError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  UnprocessableEntityError,
  ValidationError,
};
