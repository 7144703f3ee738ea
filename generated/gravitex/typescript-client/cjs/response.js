"use strict";

/**
 * What comes back, out of whichever envelope it is in.
 *
 * @typedef {import("./provider.js").Answer} Answer
 * @typedef {import("./json.js").JsonObject} JsonObject
 * @typedef {import("./types.js").FetchLimits} FetchLimits
 * @typedef {import("./types.js").GeneratedImage} PublicImage
 * @typedef {(link: string, limits: FetchLimits) => Promise<Uint8Array<ArrayBuffer>>} Download
 */
const { decode, ending, sniff } = require("./bytes.js");
const { APIResponseValidationError, ClientError } = require("./errors.js");
const { find, isObject } = require("./json.js");
const { files } = require("./node.js");

const LINK = /^https?:\/\//i;
const DATA_URI = /^data:[^,]*;base64,/i;
const IMAGE_ENDING = /\.(png|jpe?g|gif|webp|bmp|tiff?|avif)$/i;

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
 * The code in a body that says that the request failed, or undefined.
 *
 * @param {Answer} answer
 * @param {unknown} body
 * @returns {number | undefined}
 */
function refusal(answer, body) {
  const shape = envelope(answer, body);
  if (!shape || shape.code === "" || shape.success === null) return undefined;
  const code = Number(find(body, shape.code));
  return code === shape.success ? undefined : code;
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
  for (const place of [...places, "/error/message", "/error", "/message"]) {
    const found = place === "" ? undefined : find(body, place);
    if (typeof found === "string" && found !== "") return short(found);
  }
  return "";
}

/** @param {string} text */
function short(text) {
  return text.length > 300 ? `${text.slice(0, 300)}...` : text;
}

/** @implements {PublicImage} */
class GeneratedImage {
  #url = "";
  #base64 = "";
  #raw;
  #billed;
  #download;

  /**
   * @param {JsonObject} raw
   * @param {readonly string[]} members
   * @param {string} idempotencyKey
   * @param {Download} download
   */
  constructor(raw, members, idempotencyKey, download) {
    this.#raw = raw;
    this.#billed = { maybeBilled: true, idempotencyKey };
    this.#download = download;
    for (const member of members) {
      const value = Object.hasOwn(raw, member) ? raw[member] : undefined;
      if (typeof value !== "string" || value === "") continue;
      if (LINK.test(value)) this.#url ||= value;
      else this.#base64 ||= value;
    }
  }

  get raw() {
    return this.#raw;
  }

  get url() {
    return this.#url || undefined;
  }

  get b64_json() {
    return this.#base64.replace(DATA_URI, "") || undefined;
  }

  get revised_prompt() {
    const found = find(this.#raw, "/revised_prompt");
    return typeof found === "string" ? found : undefined;
  }

  /** @param {FetchLimits} [limits] */
  async toBytes(limits = {}) {
    if (this.b64_json !== undefined) {
      const bytes = decode(this.b64_json);
      if (bytes) return bytes;
      throw new APIResponseValidationError(
        "The image is neither a link nor base64; image.raw holds what came.",
        this.#billed,
      );
    }
    if (this.url !== undefined) return this.#download(this.url, limits);
    throw new APIResponseValidationError(
      "The answer holds no picture here; image.raw holds what came.",
      this.#billed,
    );
  }

  /**
   * @param {string} path
   * @param {FetchLimits & { overwrite?: boolean }} [options]
   */
  async save(path, options = {}) {
    const bytes = await this.toBytes(options);
    const format = sniff(bytes);
    if (!format) {
      throw new APIResponseValidationError(
        "The bytes are no image that is known, and were not saved.",
        this.#billed,
      );
    }
    const target = IMAGE_ENDING.test(path) ? path : `${path}.${ending(format)}`;
    await write(target, bytes, options.overwrite ?? false);
    return target;
  }

  toJSON() {
    return this.#raw;
  }
}

/**
 * Write beside the target first, so that nothing half-written ever has its name.
 *
 * @param {string} target
 * @param {Uint8Array} bytes
 * @param {boolean} overwrite
 */
async function write(target, bytes, overwrite) {
  const system = await files();
  const draft = `${target}.${globalThis.crypto.randomUUID()}.part`;
  try {
    await system.writeFile(draft, bytes, { flag: "wx" });
    // A link takes no name that is taken, not even by a link that leads nowhere.
    if (overwrite) await system.rename(draft, target);
    else await system.link(draft, target);
  } catch (error) {
    if (/** @type {{ code?: string }} */ (error).code !== "EEXIST") throw error;
    throw new ClientError(
      `${target} exists already; pass { overwrite: true } to replace it.`,
      { cause: error },
    );
  } finally {
    await system.rm(draft, { force: true });
  }
}

/**
 * @param {Answer} answer
 * @param {unknown} body
 * @param {string} idempotencyKey
 * @param {Download} download
 */
function parse(answer, body, idempotencyKey, download) {
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
  return {
    created: typeof created === "number" ? created : undefined,
    data: list.map(
      (raw) =>
        new GeneratedImage(raw, answer.members, idempotencyKey, download),
    ),
    raw: body,
  };
}

module.exports = {
  GeneratedImage,
  explanation,
  parse,
  refusal,
  short,
};
