/**
 * A request as a form: pictures are files, everything else is text.
 *
 * @typedef {import("./json.js").JsonObject} JsonObject
 */
import { decode, sniff, withEnding } from "./bytes.js";
import { ImageInputError } from "./errors.js";

const LINK = /^https?:\/\//i;
const DATA_URI = /^data:(?:image\/([a-z0-9.+-]+))?[^,]*,/i;
const ESCAPED = new Map([
  ['"', "%22"],
  ["\r", "%0D"],
  ["\n", "%0A"],
]);

/**
 * @param {JsonObject} body
 * @param {readonly string[]} files the members that are files
 * @param {boolean} brackets whether each part of a list of files is named with `[]` behind
 */
function form(body, files, brackets) {
  const boundary = globalThis.crypto.randomUUID();
  /** @type {BlobPart[]} */
  const pieces = [];
  let count = 0;
  /**
   * @param {string} name
   * @param {BlobPart} content
   * @param {string} [format] of a file
   */
  const add = (name, content, format) => {
    count += 1;
    const quoted = name.replace(/["\r\n]/g, (sign) => ESCAPED.get(sign) ?? "");
    const file = format
      ? `; filename="${withEnding(`picture-${count}`, format)}"\r\nContent-Type: image/${format}`
      : "";
    pieces.push(
      `--${boundary}\r\nContent-Disposition: form-data; name="${quoted}"${file}\r\n\r\n`,
      content,
      "\r\n",
    );
  };
  for (const [name, value] of Object.entries(body)) {
    if (value === null || value === undefined) continue;
    if (!files.includes(name)) add(name, text(value));
    else if (!Array.isArray(value)) picture(name, name, value, add);
    else {
      const label = brackets ? `${name}[]` : name;
      for (const item of value) picture(name, label, item, add);
    }
  }
  pieces.push(`--${boundary}--\r\n`);
  return {
    content: new Blob(pieces),
    type: `multipart/form-data; boundary=${boundary}`,
  };
}

/**
 * @param {string} name
 * @param {string} label
 * @param {unknown} value
 * @param {(name: string, content: BlobPart, format?: string) => void} add
 */
function picture(name, label, value, add) {
  if (typeof value !== "string" || LINK.test(value)) {
    add(label, text(value));
    return;
  }
  const [head = "", stated = ""] = DATA_URI.exec(value) ?? [];
  const bytes = decode(value.slice(head.length));
  if (!bytes) {
    throw new ImageInputError(`${name} is no base64: it cannot be sent.`);
  }
  add(label, bytes, sniff(bytes) || stated.toLowerCase() || "png");
}

/** @param {unknown} value */
function text(value) {
  return typeof value === "string" ? value : JSON.stringify(value);
}

export { form };
