/** The root of everything that this package throws. */
export declare class ClientError extends Error {}

/** One thing that is wrong with a request. */
export interface Issue {
  /** What kind of mistake it is. */
  readonly code: string;
  /** Where, as a JSON pointer into the arguments. */
  readonly pointer: string;
  readonly message: string;
}

/** A mistake found before anything was sent. */
export declare class ValidationError extends ClientError {
  readonly issues: readonly Issue[];
  constructor(issues: Issue[]);
}

export interface ErrorDetails {
  maybeBilled?: boolean;
  idempotencyKey?: string;
  cause?: unknown;
}

export interface StatusDetails extends ErrorDetails {
  status: number;
  headers: Headers;
  error?: unknown;
  requestID?: string | null;
}

/** Anything that went wrong between here and the gateway. */
export declare class APIError extends ClientError {
  /** Whether the request may have reached the gateway, and work may have begun. */
  readonly maybeBilled: boolean;
  /** The key that was sent with the request; the same on each attempt. */
  readonly idempotencyKey: string | undefined;
  constructor(message: string, details?: ErrorDetails);
}

/** The caller's signal ended the request. */
export declare class APIUserAbortError extends APIError {}

/** No answer came: the connection failed or broke. */
export declare class APIConnectionError extends APIError {}

/** No answer came in time. */
export declare class APIConnectionTimeoutError extends APIConnectionError {}

/** An answer came that makes no sense. */
export declare class APIResponseValidationError extends APIError {}

/** The gateway refused, by HTTP status or by the code in the body. */
export declare class APIStatusError extends APIError {
  /** The code in the body where there is one, else the HTTP status. */
  readonly status: number;
  readonly headers: Headers;
  /** The body, as parsed JSON where it is any. */
  readonly error: unknown;
  readonly requestID: string | null;
  constructor(message: string, details: StatusDetails);
  static of(message: string, details: StatusDetails): APIStatusError;
}

/** 400 */
export declare class BadRequestError extends APIStatusError {}

/** 401 */
export declare class AuthenticationError extends APIStatusError {}

/** 403 */
export declare class PermissionDeniedError extends APIStatusError {}

/** 404 */
export declare class NotFoundError extends APIStatusError {}

/** 409 */
export declare class ConflictError extends APIStatusError {}

/** 422 */
export declare class UnprocessableEntityError extends APIStatusError {}

/** 429 */
export declare class RateLimitError extends APIStatusError {}

/** 500 and above */
export declare class InternalServerError extends APIStatusError {}
