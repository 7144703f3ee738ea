"use strict";

/** Reading bodies that may be too long, and ends that may come early. */

/** A body has more bytes than allowed. */
class TooLong extends Error {
  /** @param {number} limit */
  constructor(limit) {
    super(`The body is larger than ${limit} bytes.`);
  }
}

/**
 * Read a body, but never more than `limit` bytes of it, counted after decompression.
 *
 * @param {Response} response
 * @param {number} limit
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
async function read(response, limit) {
  if (!response.body) return new Uint8Array(0);
  const reader = response.body.getReader();
  const pieces = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.byteLength;
    if (length > limit) {
      reader.cancel().catch(() => {});
      throw new TooLong(limit);
    }
    pieces.push(value);
  }
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.byteLength;
  }
  return whole;
}

/** The longest that a timer can wait. */
const LONGEST = 2 ** 31 - 1;

/**
 * A signal that ends with the caller's, or after so many milliseconds; `stop` lets go of both.
 *
 * @param {number} timeout
 * @param {AbortSignal | null | undefined} signal
 */
function deadline(timeout, signal) {
  const controller = new AbortController();
  let timedOut = false;
  const timer = setTimeout(
    () => {
      timedOut = true;
      controller.abort();
    },
    Math.min(timeout, LONGEST),
  );
  const abort = () => controller.abort();
  signal?.addEventListener("abort", abort, { once: true });
  if (signal?.aborted) abort();
  return {
    signal: controller.signal,
    timedOut: () => timedOut,
    stop() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    },
  };
}

/**
 * Wait; the caller's signal ends the wait early.
 *
 * @param {number} milliseconds
 * @param {AbortSignal | null | undefined} signal
 * @returns {Promise<void>}
 */
function sleep(milliseconds, signal) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener("abort", done, { once: true });
    if (signal?.aborted) done();
  });
}

/**
 * Wait for something that cannot be ended itself; the signal ends the wait.
 *
 * @template Found
 * @param {Promise<Found>} promise
 * @param {AbortSignal} signal
 * @returns {Promise<Found>}
 */
function within(promise, signal) {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    if (signal.aborted) abort();
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener("abort", abort);
    });
  });
}

module.exports = {
  TooLong,
  deadline,
  read,
  sleep,
  within,
};
