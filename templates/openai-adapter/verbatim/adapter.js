/**
 * JSON pointers to where an answer has what, empty where it does not.
 *
 * @typedef {object} Envelope
 * @property {string} images
 * @property {string} created
 * @property {string} code
 * @property {string} message
 * @property {number | null} success
 */

/** What is not there. */
const MISSING = Symbol("missing");

/**
 * A fetch that hands answers over as OpenAI spells them, and sends requests by another one.
 *
 * @param {typeof globalThis.fetch} [inner]
 * @returns {typeof globalThis.fetch}
 */
function gatewayFetch(inner) {
  return async (input, init) => {
    const send = inner ?? globalThis.fetch;
    // A redirect would take the key and the body along.
    const response = await send(input, { ...init, redirect: "manual" });
    return respelled(response);
  };
}

/**
 * Take the envelope off an answer; what is no JSON, or has none, stays as it is.
 *
 * @param {Response} response
 * @returns {Promise<Response>}
 */
async function respelled(response) {
  const text = await response.text();
  /** @type {unknown} */
  let before;
  try {
    before = JSON.parse(text);
  } catch {
    // A page of a proxy, or nothing: the client says so.
  }
  const { status, body } = unwrapped(response.status, before);
  const headers = new Headers(response.headers);
  headers.delete("content-length");
  headers.delete("content-encoding");
  const unsure =
    status === 408 ||
    status === 409 ||
    (status >= 500 && !headers.has("retry-after"));
  // The work may have been done, and charged: openai would ask for it again.
  if (unsure && !headers.has("x-should-retry")) {
    headers.set("x-should-retry", "false");
  }
  const sent = body === before ? text : JSON.stringify(body);
  const empty = [101, 204, 205, 304].includes(status);
  return new Response(empty ? null : sent, { status, headers });
}

/**
 * Status and body as OpenAI would have sent them.
 *
 * @param {number} status
 * @param {unknown} body
 * @returns {{ status: number, body: unknown }}
 */
function unwrapped(status, body) {
  for (const { images, created, code, message, success } of ENVELOPES) {
    const told = code === "" ? MISSING : at(body, code);
    const found = at(body, images);
    if (told === MISSING && found === MISSING) continue;
    if (told !== MISSING && success !== null && told !== success) {
      const known = Number.isInteger(told) && told >= 400 && told <= 599;
      const text = message === "" ? MISSING : at(body, message);
      return {
        status: known ? told : Math.max(status, 500),
        body: failure(told, text === MISSING ? null : text),
      };
    }
    if (status >= 400 || !Array.isArray(found)) break;
    const around = at(body, images.slice(0, images.lastIndexOf("/")));
    const time = created === "" ? MISSING : at(body, created);
    const data = found.map(picture);
    return {
      status,
      body: { created: time === MISSING ? 0 : time, ...around, data },
    };
  }
  return { status, body };
}

/**
 * An error as OpenAI spells it.
 *
 * @param {unknown} code
 * @param {unknown} message
 */
function failure(code, message) {
  const error = { message, type: "gateway_error", param: null };
  return { error: { ...error, code: String(code) } };
}

/**
 * An image with the names of its members that OpenAI knows.
 *
 * @param {unknown} item
 */
function picture(item) {
  if (typeof item !== "object" || item === null) return item;
  const pairs = Object.entries(item);
  return Object.fromEntries(
    pairs.map(([name, value]) => [MEMBERS.get(name) ?? name, value]),
  );
}

/**
 * What a JSON pointer leads to, or MISSING.
 *
 * @param {unknown} body
 * @param {string} pointer
 * @returns {any}
 */
function at(body, pointer) {
  for (const step of pointer.split("/").slice(1)) {
    const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof body !== "object" || body === null) return MISSING;
    if (!Object.hasOwn(body, name)) return MISSING;
    body = /** @type {{ [name: string]: unknown }} */ (body)[name];
  }
  return body;
}

export { BASE_URL, gatewayFetch };
