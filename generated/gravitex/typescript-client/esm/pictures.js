/**
 * Pictures on their way in: from whatever a caller has to the text that the model takes.
 *
 * @typedef {import("./provider.js").Picture} Picture
 */
import { decode, encode, sniff } from "./bytes.js";
import { ImageInputError } from "./errors.js";
import { fileSystem, isBrowser } from "./node.js";

const TEXT = /^(https?:\/\/|data:)/i;
const SCHEME = /^[a-z][a-z0-9+.-]+:/i;
const MEBIBYTE = 1_048_576;
/** Of a model that is not known nothing is known. */
const ANY = { sources: ["url", "data-uri", "base64"], megabytes: null };

/**
 * The texts for one picture or several.
 *
 * @param {unknown} input
 * @param {string} name what the argument is called
 * @param {Picture} [taken]
 * @returns {Promise<string[]>}
 */
async function pictures(input, name, taken = ANY) {
  if (input === undefined || input === null) return [];
  if (!Array.isArray(input)) return [await picture(input, name, taken)];
  const texts = [];
  for (const [index, each] of input.entries()) {
    texts.push(await picture(each, `${name}[${index}]`, taken));
  }
  return texts;
}

/**
 * @param {unknown} input
 * @param {string} where
 * @param {Picture} taken
 * @returns {Promise<string>}
 */
async function picture(input, where, taken) {
  if (input instanceof URL && input.protocol !== "file:") {
    return picture(input.href, where, taken);
  }
  if (typeof input === "string") {
    if (TEXT.test(input)) return input;
    const bytes = decode(input);
    if (bytes && sniff(bytes)) return carried(bytes, where, taken);
    if (SCHEME.test(input) && !/^[a-z]:[/\\]/i.test(input)) {
      throw new ImageInputError(
        `${where} is a URL that begins neither with http:// or https:// nor with data:.`,
      );
    }
  }
  if (typeof input === "string" || input instanceof URL) {
    return carried(await file(input, where, taken), where, taken);
  }
  if (input instanceof Blob) {
    limit(input.size, where, taken);
    const bytes = new Uint8Array(await input.arrayBuffer());
    return carried(bytes, where, taken, input.type);
  }
  if (input instanceof ArrayBuffer) {
    return carried(new Uint8Array(input), where, taken);
  }
  if (input instanceof Uint8Array) return carried(input, where, taken);
  throw new ImageInputError(
    `${where} is no picture: a URL, a data URI, base64, a path, a Blob, a Uint8Array or an ArrayBuffer is one.`,
  );
}

/**
 * @param {Uint8Array} bytes
 * @param {string} where
 * @param {Picture} taken
 * @param {string} [type] what the caller's Blob says it is
 */
function carried(bytes, where, taken, type = "") {
  limit(bytes.byteLength, where, taken);
  const format = sniff(bytes) || (/^image\/(.+)$/.exec(type)?.[1] ?? "");
  if (!format) {
    throw new ImageInputError(
      `${where} is no picture of a known format, or empty.`,
    );
  }
  if (taken.sources.includes("data-uri")) {
    return `data:image/${format};base64,${encode(bytes)}`;
  }
  if (taken.sources.includes("base64")) return encode(bytes);
  throw new ImageInputError(
    `${where} has to be a link for this model: upload the picture and pass its URL.`,
  );
}

/**
 * @param {string | URL} path
 * @param {string} where
 * @param {Picture} taken
 */
async function file(path, where, taken) {
  if (isBrowser()) {
    throw new ImageInputError(
      `${where} is a path, which a browser cannot read: pass a Blob or bytes.`,
    );
  }
  const { readFile, stat } = fileSystem();
  try {
    limit((await stat(path)).size, where, taken);
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if (error instanceof ImageInputError) throw error;
    const code = /** @type {{ code?: string }} */ (error).code ?? "error";
    const shown = JSON.stringify(String(path).slice(0, 100));
    throw new ImageInputError(
      `${where} is neither a link, a data URI nor base64, and ${shown} cannot be read as a file (${code}).`,
    );
  }
}

/**
 * @param {number} size
 * @param {string} where
 * @param {Picture} taken
 */
function limit(size, where, { megabytes }) {
  if (megabytes === null || size <= megabytes * MEBIBYTE) return;
  throw new ImageInputError(
    `${where} has ${(size / MEBIBYTE).toFixed(1)} MiB; at most ${megabytes} MiB are taken.`,
  );
}

export { pictures };
