import type { Issue } from "./types.js";

/** The root of everything that this package throws. */
export declare class ClientError extends Error {}

/** The request breaks the rules of its model. Nothing was sent. */
export declare class ValidationError extends ClientError {
  readonly model: string;
  readonly issues: readonly Issue[];
  constructor(model: string, issues: readonly Issue[]);
}

/** A picture that goes in cannot be read or is none. Nothing was sent. */
export declare class ImageInputError extends ClientError {}

/** A picture that came back cannot be decoded. Nothing was written. */
export declare class ImageDecodeError extends ClientError {}

/** The link to a picture was refused or does not lead to it. Nothing was written. */
export declare class ImageDownloadError extends ClientError {}

export interface ErrorDetails {
  maybeBilled?: boolean;
  idempotencyKey?: string;
  cause?: unknown;
}

export interface StatusDetails extends ErrorDetails {
  status: number;
  headers: Headers;
  error?: unknown;
  code?: string | number;
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

/** The caller's signal ended the request; `cause` is its reason. */
export declare class APIUserAbortError extends APIError {}

/** No answer came: the connection failed or broke. */
export declare class APIConnectionError extends APIError {}

/** No answer came in time. */
export declare class APIConnectionTimeoutError extends APIConnectionError {}

/** An answer came that makes no sense. */
export declare class APIResponseValidationError extends APIError {}

/** The gateway refused, by HTTP status or by the code in the body. */
export declare class APIStatusError extends APIError {
  /** The code in the body where that is a number, else the HTTP status. */
  readonly status: number;
  /** The code in the body, as it stands there. */
  readonly code: string | number | undefined;
  readonly headers: Headers;
  /** The body, as parsed JSON where it is any. */
  readonly error: unknown;
  readonly requestID: string | null;
  constructor(message: string, details: StatusDetails);
  static of(message: string, details: StatusDetails): APIStatusError;
}

/** 400: a value was refused. */
export declare class BadRequestError extends APIStatusError {}

/** 401: the key is missing or wrong. */
export declare class AuthenticationError extends APIStatusError {}

/** 403: the key may not do this. */
export declare class PermissionDeniedError extends APIStatusError {}

/** 404: no such model or address. */
export declare class NotFoundError extends APIStatusError {}

/** 409: it clashes with another request. */
export declare class ConflictError extends APIStatusError {}

/** 422: understood and refused. */
export declare class UnprocessableEntityError extends APIStatusError {}

/** 429: too many requests, or no credit. */
export declare class RateLimitError extends APIStatusError {}

/** 500 and above: the gateway or the model behind it failed. */
export declare class InternalServerError extends APIStatusError {}
