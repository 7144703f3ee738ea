import type { APIPromise } from "./client.js";
import { APIConnectionTimeoutError, APIError } from "./errors.js";
import type { ErrorDetails } from "./errors.js";
import type { ExtraBody, RequestOptions } from "./types.js";

declare module "./types.js" {
  interface RequestOptions {
    /** Milliseconds from one question how the job stands to the next, whatever the gateway asks for. */
    pollInterval?: number;
    /** Milliseconds to wait for the job, 0 only begins it; Infinity waits for ever. It goes on all the same. */
    pollTimeout?: number;
  }
}

declare module "./client.js" {
  interface Images<
    Params extends { model: string },
    Settings extends { model: string },
  > {
    /**
     * Go on waiting for a job that was begun: nothing is asked for that costs again. No idempotency key is sent, and
     * none is told by what comes back or goes wrong.
     */
    resume(params: JobParams, options?: RequestOptions): APIPromise;
  }
}

declare module "./errors.js" {
  interface ClientError {
    /** The id of the job that was begun before, or its link; `images.resume` takes it. */
    readonly job?: string;
    /** What the gateway calls the request: that which went wrong, or that which began the job. */
    readonly requestID?: string | null;
  }
}

/** Which job is waited for. */
export interface JobParams {
  model: string;
  /** What the error told that ended the waiting: its id, or its link. */
  job: string;
  /** What stands in the address of the job besides. */
  extraBody?: ExtraBody;
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
