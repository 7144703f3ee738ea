/**
 * Pictures on their way in: from whatever a caller has to the text that the model takes.
 *
 * @typedef {import("./types.js").ImageInput} ImageInput
 */
import { decode, encode, sniff } from "./bytes.js";
import { ValidationError } from "./errors.js";
import { files, isBrowser } from "./node.js";

const DATA_URI = /^data:image\/([a-z0-9.+-]+);base64,/i;
const LINK = /^https?:\/\/\S+$/i;
const MEGABYTE = 1_048_576;

/**
 * @param {string} pointer
 * @param {string} message
 * @param {string} [code]
 */
function wrong(pointer, message, code = "imageSource") {
  return new ValidationError([{ code, pointer, message }]);
}

/**
 * The text for one picture.
 *
 * @param {ImageInput} input
 * @param {string} pointer
 * @param {import("./provider.js").Pictures} taken
 * @returns {Promise<string>}
 */
async function picture(input, pointer, taken) {
  if (input instanceof URL) {
    if (input.protocol === "file:") {
      return carried(await file(input, pointer, taken), pointer, taken);
    }
    return picture(input.href, pointer, taken);
  }
  if (input instanceof Blob) {
    limit(input.size, pointer, taken);
    const bytes = new Uint8Array(await input.arrayBuffer());
    return carried(bytes, pointer, taken, input.type);
  }
  if (input instanceof ArrayBuffer) {
    return carried(new Uint8Array(input), pointer, taken);
  }
  if (input instanceof Uint8Array) return carried(input, pointer, taken);
  if (typeof input !== "string") {
    throw wrong(
      pointer,
      "An image is a URL, a data URI, base64, a path, a Blob, a Uint8Array or an ArrayBuffer.",
      "type",
    );
  }
  if (LINK.test(input)) return linked(input, pointer, taken);
  const uri = DATA_URI.exec(input);
  if (uri) return embedded(input, uri, pointer, taken);
  const bytes = decode(input);
  if (bytes && sniff(bytes)) return carried(bytes, pointer, taken);
  if (/^[a-z][a-z0-9+.-]+:/i.test(input)) {
    throw wrong(
      pointer,
      "An image's URL begins with http:// or https://, a data URI with data:image/...;base64,.",
    );
  }
  return carried(await file(input, pointer, taken), pointer, taken);
}

/**
 * @param {string} link
 * @param {string} pointer
 * @param {import("./provider.js").Pictures} taken
 */
function linked(link, pointer, taken) {
  if (taken.sources.includes("url")) return link;
  throw wrong(
    pointer,
    "This model takes no link to an image: fetch it and pass its bytes.",
  );
}

/**
 * @param {string} text
 * @param {RegExpExecArray} found
 * @param {string} pointer
 * @param {import("./provider.js").Pictures} taken
 */
function embedded(text, found, pointer, taken) {
  const data = text.slice(found[0].length);
  limit(Math.floor((data.length * 3) / 4) - 2, pointer, taken);
  format((found[1] ?? "").toLowerCase(), pointer, taken);
  if (taken.sources.includes("data-uri")) return text;
  if (taken.sources.includes("base64")) return data;
  throw wrong(pointer, "This model takes images as links only.");
}

/**
 * @param {Uint8Array} bytes
 * @param {string} pointer
 * @param {import("./provider.js").Pictures} taken
 * @param {string} [type] what the caller's Blob says it is
 */
function carried(bytes, pointer, taken, type = "") {
  limit(bytes.byteLength, pointer, taken);
  const found = sniff(bytes) || /^image\/(.+)$/.exec(type)?.[1] || "";
  if (!found) {
    throw wrong(
      pointer,
      "The bytes are no image that is known.",
      "imageFormat",
    );
  }
  format(found, pointer, taken);
  if (taken.sources.includes("data-uri")) {
    return `data:image/${found};base64,${encode(bytes)}`;
  }
  if (taken.sources.includes("base64")) return encode(bytes);
  throw wrong(pointer, "This model takes images as links only.");
}

/**
 * @param {string | URL} path
 * @param {string} pointer
 * @param {import("./provider.js").Pictures} taken
 */
async function file(path, pointer, taken) {
  if (isBrowser()) {
    throw wrong(pointer, "A browser cannot read a path: pass a Blob or bytes.");
  }
  const system = await files();
  try {
    limit((await system.stat(path)).size, pointer, taken);
    return new Uint8Array(await system.readFile(path));
  } catch (error) {
    if (error instanceof ValidationError) throw error;
    const code = /** @type {{ code?: string }} */ (error).code ?? "error";
    const shown = String(path).slice(0, 100);
    throw wrong(
      pointer,
      `The image ${JSON.stringify(shown)} is neither a link, a data URI nor base64, and no file that can be read (${code}).`,
    );
  }
}

/**
 * @param {number} size
 * @param {string} pointer
 * @param {import("./provider.js").Pictures} taken
 */
function limit(size, pointer, taken) {
  if (taken.megabytes !== null && size > taken.megabytes * MEGABYTE) {
    throw wrong(
      pointer,
      `The image has ${(size / MEGABYTE).toFixed(1)} MB; at most ${taken.megabytes} MB are taken.`,
      "imageSize",
    );
  }
}

/**
 * @param {string} found
 * @param {string} pointer
 * @param {import("./provider.js").Pictures} taken
 */
function format(found, pointer, taken) {
  const spelled = found === "jpg" ? "jpeg" : found;
  if (taken.formats.length > 0 && !taken.formats.includes(spelled)) {
    throw wrong(
      pointer,
      `The image is ${spelled}; this model takes ${taken.formats.join(", ")}.`,
      "imageFormat",
    );
  }
}

export { picture };
