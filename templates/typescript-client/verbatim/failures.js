/**
 * What goes wrong with pictures that are held back.
 *
 * @typedef {import("./errors.js").ErrorDetails} ErrorDetails
 */
import { APIError } from "./errors.js";
import { PACKAGE } from "./package.js";

const KIND = Symbol.for(`${PACKAGE}.error`);

class ImagesFilteredError extends APIError {
  static [KIND] = "ImagesFilteredError";

  /**
   * @param {string} message
   * @param {readonly string[]} reasons
   * @param {ErrorDetails} [details]
   */
  constructor(message, reasons, details) {
    super(message, details);
    this.reasons = reasons;
  }
}

export { ImagesFilteredError };
