"use strict";

/**
 * What comes back, out of whichever envelope it is in.
 *
 * @typedef {import("./http.js").Reply} Reply
 * @typedef {import("./image.js").Download} Download
 * @typedef {import("./provider.js").Answer} Answer
 */
const { APIResponseValidationError, APIStatusError } = require("./errors.js");
const { redirected, retryAfter } = require("./http.js");
const { GeneratedImage } = require("./image.js");
const { find, isObject } = require("./json.js");

const LONGEST = 500;
/** Answers that say plainly that no work was begun. */
const REFUSED = new Set([400, 401, 402, 403, 404, 405, 413, 415, 422, 429]);

/**
 * @param {string} text
 * @returns {unknown} undefined where it is no JSON
 */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The first envelope that fits a body.
 *
 * @param {Answer} answer
 * @param {unknown} body
 */
function envelope(answer, body) {
  return answer.envelopes.find(
    ({ code, images }) =>
      (code !== "" && find(body, code) !== undefined) ||
      find(body, images) !== undefined,
  );
}

/**
 * The body's own code, where it has one that is not success.
 *
 * @param {Answer} answer
 * @param {unknown} body
 * @returns {string | number | undefined}
 */
function codeOf(answer, body) {
  const shape = envelope(answer, body);
  if (!shape || shape.code === "" || shape.success === null) return undefined;
  const code = find(body, shape.code);
  if (typeof code !== "number" && typeof code !== "string") return undefined;
  return String(code) === String(shape.success) ? undefined : code;
}

/**
 * What the gateway says about a failure.
 *
 * @param {Answer} answer
 * @param {unknown} body
 * @returns {string}
 */
function explanation(answer, body) {
  const places = answer.envelopes.map(({ message }) => message);
  for (const place of [...places, "/error/message", "/message", "/error"]) {
    const found = place === "" ? undefined : find(body, place);
    if (typeof found === "string" && found !== "") return short(found);
  }
  return "";
}

/**
 * One line of a few hundred signs, without control characters.
 *
 * @param {string} text
 */
function short(text) {
  const line = text
    .slice(0, 4 * LONGEST)
    .trim()
    .replace(/\s+/g, " ")
    .replace(/[\p{Cc}\p{Cf}]/gu, "?");
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}...` : line;
}

/**
 * What is wrong with a reply, if anything is.
 *
 * @param {Answer} answer
 * @param {Reply} reply
 * @param {unknown} body
 * @param {string} url
 * @param {string} idempotencyKey
 */
function judged(answer, reply, body, url, idempotencyKey) {
  // 0 is what a browser shows of a redirect.
  if (reply.status === 0 || (reply.status >= 300 && reply.status < 400)) {
    return redirected(reply, url, idempotencyKey);
  }
  const failed = reply.status < 200 || reply.status > 299;
  const code = codeOf(answer, body);
  if (code !== undefined || failed) {
    const said = Number(code ?? Number.NaN);
    const counts = Number.isInteger(said) && (!failed || said >= 400);
    const status = counts ? said : reply.status;
    const told = explanation(answer, body) || short(reply.text);
    return APIStatusError.of(told ? `${status} ${told}` : `${status}`, {
      status,
      code,
      headers: reply.headers,
      error: body,
      requestID: reply.headers.get("x-request-id"),
      // An answer that refuses has cost nothing; one that fails may have.
      maybeBilled:
        status === 503
          ? retryAfter(reply.headers) === undefined
          : !REFUSED.has(status),
      idempotencyKey,
    });
  }
  if (body === undefined) {
    return new APIResponseValidationError(
      `The answer is not JSON: ${short(reply.text) || "it is empty"}`,
      { maybeBilled: true, idempotencyKey },
    );
  }
  return undefined;
}

/**
 * @param {Answer} answer
 * @param {unknown} body
 * @param {string} idempotencyKey
 * @param {Download} download
 */
function images(answer, body, idempotencyKey, download) {
  const shape = envelope(answer, body);
  const list = shape ? find(body, shape.images) : undefined;
  if (!shape || !Array.isArray(list) || !list.every(isObject)) {
    throw new APIResponseValidationError(
      "The answer holds no list of images where one was expected.",
      { maybeBilled: true, idempotencyKey },
    );
  }
  if (list.length === 0) {
    throw new APIResponseValidationError("The answer holds no image.", {
      maybeBilled: true,
      idempotencyKey,
    });
  }
  const created = shape.created === "" ? undefined : find(body, shape.created);
  const { members, extras } = answer;
  return {
    created: typeof created === "number" ? created : undefined,
    data: list.map((raw) => new GeneratedImage(raw, members, extras, download)),
    raw: body,
  };
}

module.exports = {
  REFUSED,
  images,
  judged,
  parsed,
  short,
};
