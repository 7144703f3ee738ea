/**
 * What goes wrong with jobs.
 *
 * @typedef {import("./errors.js").ErrorDetails} ErrorDetails
 */
import { APIConnectionTimeoutError, APIError } from "./errors.js";
import { PACKAGE } from "./package.js";

const KIND = Symbol.for(`${PACKAGE}.error`);

class JobFailedError extends APIError {
  static [KIND] = "JobFailedError";

  /**
   * @param {string} message
   * @param {string} job
   * @param {unknown} status
   * @param {ErrorDetails} [details]
   */
  constructor(message, job, status, details) {
    super(message, details);
    this.job = job;
    this.status = status;
  }
}

class JobTimeoutError extends APIConnectionTimeoutError {
  static [KIND] = "JobTimeoutError";

  /**
   * @param {string} message
   * @param {string} job
   * @param {ErrorDetails} [details]
   */
  constructor(message, job, details) {
    super(message, details);
    this.job = job;
  }
}

export { JobFailedError, JobTimeoutError };
