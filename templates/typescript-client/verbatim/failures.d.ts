import { APIConnectionTimeoutError, APIError } from "./errors.js";
import type { ErrorDetails } from "./errors.js";

declare module "./types.js" {
  interface ImagesResponse {
    /** Why pictures were held back, one reason for each; an empty text where none is given. */
    readonly filtered: readonly string[];
  }
}

/** The job ended badly. */
export declare class JobFailedError extends APIError {
  /** Its id, or its link. */
  readonly job: string;
  readonly status: unknown;
  constructor(
    message: string,
    job: string,
    status: unknown,
    details?: ErrorDetails,
  );
}

/** The job did not end in time; it may still. */
export declare class JobTimeoutError extends APIConnectionTimeoutError {
  /** Its id, or its link. */
  readonly job: string;
  constructor(message: string, job: string, details?: ErrorDetails);
}

/** Every picture was held back. */
export declare class ImagesFilteredError extends APIError {
  /** Why, as far as the gateway says. */
  readonly reasons: readonly string[];
  constructor(
    message: string,
    reasons: readonly string[],
    details?: ErrorDetails,
  );
}
