/**
 * JSON pointers to where an answer has what, empty where it does not.
 *
 * @typedef {object} Envelope
 * @property {string} images
 * @property {string} created
 * @property {string} code
 * @property {string} message
 * @property {number | string | boolean | null} success
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
 * Take the envelope off an answer; what is no JSON, or has none, stays as it is. What comes in a stream is left alone.
 *
 * @param {Response} response
 * @returns {Promise<Response>}
 */
async function respelled(response) {
  const type = response.headers.get("content-type") ?? "";
  if (response.ok && type.startsWith("text/event-stream")) return response;
  const bytes = await response.arrayBuffer();
  const before = parsed(bytes);
  // A browser shows 0 for a redirect, and no Response can be made with that.
  const { status, body } = unwrapped(response.status || 502, before);
  const headers = new Headers(response.headers);
  headers.delete("content-length");
  headers.delete("content-encoding");
  // The work may have been done, and charged: openai would ask for it again.
  if (!refuses(status, headers) && !headers.has("x-should-retry")) {
    headers.set("x-should-retry", "false");
  }
  const empty = [204, 205, 304].includes(status);
  const sent = body === before ? bytes : JSON.stringify(body);
  return new Response(empty ? null : sent, { status, headers });
}

/**
 * @param {ArrayBuffer} bytes
 * @returns {unknown} undefined where they are no JSON
 */
function parsed(bytes) {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    // A page of a proxy, a picture, or nothing: the client says so.
    return undefined;
  }
}

/**
 * Tell whether no work can have been begun, or all of it is done.
 *
 * @param {number} status
 * @param {Headers} headers
 */
function refuses(status, headers) {
  if (status === 503) return headers.has("retry-after");
  return status < 500 && status !== 408 && status !== 409;
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
    if (told !== MISSING && success !== null && `${told}` !== `${success}`) {
      const number = Number(told);
      const known = Number.isInteger(number) && number >= 400 && number <= 599;
      const text = message === "" ? MISSING : at(body, message);
      return {
        status: known ? number : status < 400 ? 500 : status,
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
