import { APIError } from "./errors.js";
import type { ErrorDetails } from "./errors.js";

declare module "./types.js" {
  interface ImagesResponse {
    /** Why pictures were held back, one reason for each; an empty text where none is given. */
    readonly filtered: readonly string[];
  }
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
