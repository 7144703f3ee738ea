/**
 * Sending a request that costs money: once, unless it is sure that no work can have begun.
 *
 * @typedef {object} Call
 * @property {typeof globalThis.fetch} fetch
 * @property {string} url
 * @property {RequestInit} init
 * @property {number} timeout
 * @property {number} maxRetries
 * @property {boolean} retryUnsafe
 * @property {string} idempotencyKey
 * @property {AbortSignal | null} [signal]
 * @property {string} secret what must appear in no message
 * @property {number} maxBytes
 * @property {(reply: Reply) => ClientError | undefined} judge
 *
 * @property {boolean} [binary] whether the reply keeps its bytes
 *
 * @typedef {{ status: number, headers: Headers, text: string, bytes?: Uint8Array<ArrayBuffer> }} Reply
 *
 * @typedef {import("./json.js").JsonObject} JsonObject
 * @typedef {import("./provider.js").Answer} Answer
 *
 * @typedef {object} Asking what is asked: at a path of the gateway, or at an address of it
 * @property {string} method
 * @property {string} [path]
 * @property {string} [href]
 * @property {Record<string, string>} [headers]
 * @property {BodyInit} [content]
 * @property {boolean} [binary]
 *
 * @typedef {{ reply: Reply, read: unknown }} Asked a reply, and its JSON
 *
 * @typedef {object} Exchange how the same call may ask again
 * @property {(asking: Asking) => Promise<Asked>} ask
 * @property {string} base
 * @property {AbortSignal | null | undefined} signal
 * @property {string} idempotencyKey
 *
 * @typedef {object} Operations what a gateway needs whose calls are more than one JSON body sent and one received
 * @property {Record<string, string>} headers of every request
 * @property {(body: JsonObject) => Asking} directed
 * @property {(answer: Answer, reply: Reply, read: unknown, url: string, idempotencyKey: string, body: JsonObject) => ClientError | undefined} judged
 * @property {(body: JsonObject, first: Asked, exchange: Exchange) => Promise<Asked>} settled
 * @property {(answer: Answer, last: Asked, idempotencyKey: string, download: import("./image.js").Download, body: JsonObject) => Pick<import("./types.js").ImagesResponse, "created" | "data" | "raw">} images
 */
import {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  APIResponseValidationError,
  APIStatusError,
  APIUserAbortError,
  ClientError,
} from "./errors.js";
import { TooLong, deadline, read, sleep } from "./stream.js";

/** Failures after which nothing can have been sent: no address, no connection (Node, Bun), no trust. */
const UNSENT = [
  /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/,
  /^(ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT)$/,
  /^(ConnectionRefused|FailedToOpenSocket)$/,
  /^(CERT_.*|ERR_TLS_CERT_.*|.*_SIGNED_CERT.*|UNABLE_TO_(GET|VERIFY)_.*)$/,
];
/** What Node's fetch says when it loses patience by itself. */
const IMPATIENT = /^UND_ERR_(HEADERS|BODY)_TIMEOUT$/;
const LONGEST_WAIT = 120_000;
const ENDED = "The request was ended by its signal.";

/**
 * @param {Call} call
 * @returns {Promise<Reply>}
 */
async function send(call) {
  for (let attempt = 0; ; attempt += 1) {
    /** @type {unknown} */
    let failure;
    try {
      const reply = await once(call);
      failure = call.judge(reply);
      if (!failure) return reply;
    } catch (error) {
      failure = error;
    }
    const wait =
      attempt < call.maxRetries ? pause(failure, attempt, call) : undefined;
    if (wait === undefined) throw failure;
    await sleep(wait, call.signal);
  }
}

/**
 * @param {Call} call
 * @returns {Promise<Reply>}
 */
async function once(call) {
  const { idempotencyKey } = call;
  if (call.signal?.aborted) {
    throw new APIUserAbortError(ENDED, {
      cause: call.signal.reason,
      idempotencyKey,
    });
  }
  const end = deadline(call.timeout, call.signal);
  // As a method of something else it would not work in a browser.
  const { fetch } = call;
  try {
    const response = await fetch(call.url, {
      ...call.init,
      redirect: "manual",
      signal: end.signal,
    });
    const bytes = await read(response, call.maxBytes);
    return {
      status: response.status,
      headers: clean(response.headers, call.secret),
      text: hide(new TextDecoder().decode(bytes), call.secret),
      ...(call.binary && { bytes }),
    };
  } catch (error) {
    throw named(error, call, end.timedOut());
  } finally {
    end.stop();
  }
}

/**
 * @param {unknown} error
 * @param {Call} call
 * @param {boolean} timedOut
 * @returns {APIError}
 */
function named(error, call, timedOut) {
  const { idempotencyKey } = call;
  const billed = { cause: error, maybeBilled: true, idempotencyKey };
  if (call.signal?.aborted) {
    return new APIUserAbortError(ENDED, {
      ...billed,
      cause: call.signal.reason,
    });
  }
  if (timedOut) {
    return new APIConnectionTimeoutError(
      `No answer within ${call.timeout} ms.`,
      { maybeBilled: true, idempotencyKey },
    );
  }
  if (error instanceof TooLong) {
    return new APIResponseValidationError(error.message, billed);
  }
  const codes = reasons(error);
  const [code = "no code"] = codes;
  if (IMPATIENT.test(code)) {
    return new APIConnectionTimeoutError(
      `No answer before fetch gave up by itself (${code}): pass a dispatcher with longer timeouts in fetchOptions.`,
      billed,
    );
  }
  const unsent = codes.length > 0 && codes.every(isUnsent);
  const { origin } = new URL(call.url);
  return new APIConnectionError(
    unsent
      ? `${origin} could not be reached (${code}); nothing was sent.`
      : `The connection to ${origin} broke (${code}).`,
    { ...billed, maybeBilled: !unsent },
  );
}

/**
 * The codes of what made fetch fail; several where it tried several addresses.
 *
 * @param {unknown} error
 * @returns {string[]}
 */
function reasons(error) {
  const { cause, code, errors } =
    /** @type {{ cause?: unknown, code?: unknown, errors?: unknown[] }} */ (
      error ?? {}
    );
  if (Array.isArray(errors) && errors.length > 0) {
    return errors.flatMap(reasons);
  }
  return typeof code === "string" ? [code] : cause ? reasons(cause) : [];
}

/** @param {string} code */
function isUnsent(code) {
  return UNSENT.some((each) => each.test(code));
}

/**
 * Milliseconds to wait before the next attempt, or undefined where there must be none.
 *
 * @param {unknown} failure
 * @param {number} attempt
 * @param {Call} call
 * @returns {number | undefined}
 */
function pause(failure, attempt, call) {
  if (failure instanceof APIUserAbortError) return undefined;
  const status = failure instanceof APIStatusError ? failure.status : 0;
  const headers =
    failure instanceof APIStatusError ? failure.headers : new Headers();
  const told = retryAfter(headers);
  const safe =
    (failure instanceof APIConnectionError && !failure.maybeBilled) ||
    status === 429 ||
    (status === 503 && told !== undefined);
  const unsafe =
    failure instanceof APIConnectionError ||
    status === 408 ||
    status === 409 ||
    status >= 500;
  if (!safe && !(call.retryUnsafe && unsafe)) return undefined;
  if (headers.get("x-should-retry") === "false") return undefined;
  if (told !== undefined) return Math.min(told, LONGEST_WAIT);
  return Math.min(500 * 2 ** attempt, 8000) * (1 - Math.random() / 4);
}

/**
 * How long the gateway asks to wait.
 *
 * @param {Headers} headers
 * @returns {number | undefined} milliseconds
 */
function retryAfter(headers) {
  const precise = Number(headers.get("retry-after-ms") || Number.NaN);
  if (precise >= 0) return precise;
  const text = headers.get("retry-after");
  if (!text) return undefined;
  const seconds = Number(text);
  if (seconds >= 0) return seconds * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

/**
 * @param {string} text
 * @param {string} secret
 */
function hide(text, secret) {
  return secret.length < 8 ? text : text.replaceAll(secret, "[key]");
}

/**
 * @param {Headers} headers
 * @param {string} secret
 */
function clean(headers, secret) {
  const result = new Headers();
  for (const [name, value] of headers) result.append(name, hide(value, secret));
  return result;
}

/**
 * The error of a reply that leads elsewhere: following it would show the key there.
 *
 * @param {Reply} reply
 * @param {string} url
 * @param {string} idempotencyKey
 */
function redirected(reply, url, idempotencyKey) {
  const location = reply.headers.get("location");
  let origin = "an unknown place";
  try {
    if (location !== null) origin = new URL(location, url).origin;
  } catch {
    // The header is no URL: the place stays unknown.
  }
  return APIStatusError.of(
    `The gateway answers ${reply.status} and points to ${origin}. Redirects are not followed: set baseURL to the right address.`,
    {
      status: reply.status,
      headers: reply.headers,
      maybeBilled: true,
      idempotencyKey,
    },
  );
}

export { redirected, retryAfter, send };
