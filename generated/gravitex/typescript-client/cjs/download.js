"use strict";

/**
 * Fetching a picture from a link that a server chose: without the key, and not from where it should not reach.
 *
 * @typedef {object} DownloadOptions
 * @property {typeof globalThis.fetch} fetch
 * @property {string} trusted the origin whose address may be private
 * @property {number} maxBytes
 * @property {number} timeout
 * @property {AbortSignal | null} [signal]
 */
const { isAddress, isPublic } = require("./address.js");
const {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIResponseValidationError,
  APIStatusError,
  APIUserAbortError,
  ClientError,
} = require("./errors.js");
const { addresses, isBrowser } = require("./node.js");
const { TooLong, deadline, read } = require("./stream.js");

const HOPS = 5;

/**
 * Refuse a link that leads where a stranger should not send us.
 *
 * @param {URL} url
 * @param {string} trusted
 */
async function check(url, trusted) {
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw new APIResponseValidationError(
      `The image's link is ${url.protocol}, and only http and https are fetched.`,
    );
  }
  if (url.username || url.password) {
    throw new APIResponseValidationError(
      "The image's link carries a user name or password.",
    );
  }
  if (url.origin === trusted) return;
  const host = url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  const local = host === "localhost" || host.endsWith(".localhost");
  const known = local || isAddress(host) ? [local ? "127.0.0.1" : host] : null;
  const found = known ?? (await addresses(host));
  if (found && (found.length === 0 || !found.every(isPublic))) {
    throw new APIResponseValidationError(
      `The image's link leads to a private address (${host}), which only the gateway's own origin may. ` +
        "Fetch image.url yourself if you trust it.",
    );
  }
}

/**
 * @param {string} link
 * @param {DownloadOptions} options
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
async function download(link, options) {
  const end = deadline(options.timeout, options.signal);
  try {
    let url = parsed(link);
    for (let hop = 0; hop <= HOPS; hop += 1) {
      await check(url, options.trusted);
      if (end.signal.aborted) throw new Error("ended");
      const response = await options.fetch(url.href, {
        credentials: "omit",
        headers: { accept: "image/*" },
        // A browser hides where a redirect leads; it guards its own network and has no key to lose here.
        redirect: isBrowser() ? "follow" : "manual",
        referrerPolicy: "no-referrer",
        signal: end.signal,
      });
      if (response.status < 300 || response.status > 399) {
        return await body(response, options.maxBytes);
      }
      response.body?.cancel().catch(() => {});
      const next = parsed(response.headers.get("location") ?? "", url);
      if (url.protocol === "https:" && next.protocol === "http:") {
        throw new APIResponseValidationError(
          "The image's link leads from https to http.",
        );
      }
      url = next;
    }
    throw new APIResponseValidationError(
      `The image's link leads on more than ${HOPS} times.`,
    );
  } catch (error) {
    if (error instanceof ClientError) throw error;
    if (options.signal?.aborted) {
      throw new APIUserAbortError("The download was ended by its signal.");
    }
    if (end.timedOut()) {
      throw new APIConnectionTimeoutError(
        `The image did not arrive within ${options.timeout} ms.`,
      );
    }
    throw new APIConnectionError("The image could not be fetched.", {
      cause: error,
    });
  } finally {
    end.stop();
  }
}

/**
 * @param {string} link
 * @param {URL} [base]
 * @returns {URL}
 */
function parsed(link, base) {
  try {
    return new URL(link, base);
  } catch {
    throw new APIResponseValidationError("The image's link is no URL.");
  }
}

/**
 * @param {Response} response
 * @param {number} limit
 */
async function body(response, limit) {
  if (!response.ok) {
    response.body?.cancel().catch(() => {});
    throw APIStatusError.of(`The image's link answers ${response.status}.`, {
      status: response.status,
      headers: response.headers,
    });
  }
  try {
    return await read(response, limit);
  } catch (error) {
    if (!(error instanceof TooLong)) throw error;
    throw new APIResponseValidationError(
      `The image is larger than ${limit} bytes; pass maxBytes to allow more.`,
    );
  }
}

module.exports = {
  check,
  download,
};
