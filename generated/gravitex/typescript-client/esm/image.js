/**
 * One image of an answer, by a link or in base64, and what can be done with it either way.
 *
 * @typedef {import("./json.js").JsonObject} JsonObject
 * @typedef {import("./types.js").FetchLimits} FetchLimits
 * @typedef {import("./types.js").SaveOptions} SaveOptions
 * @typedef {import("./types.js").SavedImage} SavedImage
 * @typedef {(link: string, limits: FetchLimits) => Promise<Uint8Array<ArrayBuffer>>} Download
 */
import { decode, sniff, withEnding } from "./bytes.js";
import { ClientError, ImageDecodeError } from "./errors.js";
import { set } from "./json.js";
import { fileSystem } from "./node.js";

const LINK = /^https?:/i;
const DATA_URI = /^data:[^,]*,/i;

/** @implements {SavedImage} */
class GeneratedImage {
  #raw;
  #download;

  /**
   * @param {JsonObject} raw
   * @param {readonly string[]} members those that may hold the picture
   * @param {readonly string[]} extras those that say more of it
   * @param {Download} download
   */
  constructor(raw, members, extras, download) {
    this.#raw = raw;
    this.#download = download;
    const texts = members.map((name) => text(raw, name)).filter(Boolean);
    const link = texts.find((each) => LINK.test(each));
    const base64 = texts.find((each) => !LINK.test(each));
    /** @readonly */
    this.url = link;
    /** @readonly */
    this.b64_json = base64?.replace(DATA_URI, "");
    for (const name of extras) {
      const told = text(raw, name);
      if (told && !(name in this)) set(this, name, told);
    }
    Object.freeze(this);
  }

  get raw() {
    return this.#raw;
  }

  /** @param {FetchLimits} [limits] */
  async toBytes(limits = {}) {
    const bytes = await this.#bytes(limits);
    if (sniff(bytes)) return bytes;
    throw new ImageDecodeError(
      "What came back is no picture of a known format; image.raw holds it.",
    );
  }

  /** @param {FetchLimits} limits */
  async #bytes(limits) {
    if (this.b64_json !== undefined) {
      const bytes = decode(this.b64_json);
      if (bytes) return bytes;
      throw new ImageDecodeError(
        "The picture is neither a link nor base64; image.raw holds what came.",
      );
    }
    if (this.url !== undefined) return this.#download(this.url, limits);
    throw new ImageDecodeError(
      "The answer holds no picture here; image.raw holds what came.",
    );
  }

  /**
   * @param {string} path
   * @param {SaveOptions} [options]
   */
  async save(path, options = {}) {
    const bytes = await this.toBytes(options);
    const target = withEnding(path, sniff(bytes));
    await write(target, bytes, options.overwrite ?? false);
    return target;
  }

  toJSON() {
    return this.#raw;
  }
}

/**
 * @param {JsonObject} raw
 * @param {string} name
 */
function text(raw, name) {
  const found = Object.hasOwn(raw, name) ? raw[name] : undefined;
  return typeof found === "string" ? found : "";
}

/**
 * Write a whole file or none, following no link that lies at its place.
 *
 * @param {string} target
 * @param {Uint8Array} bytes
 * @param {boolean} overwrite
 */
async function write(target, bytes, overwrite) {
  const { basename, dirname, join, open, rename, rm, writeFile } = fileSystem();
  const unique = globalThis.crypto.randomUUID();
  const stem = basename(target).slice(0, 60);
  const draft = join(dirname(target), `.${stem}.${unique}.part`);
  let claimed = false;
  try {
    await writeFile(draft, bytes, { flag: "wx" });
    if (!overwrite) {
      await (await open(target, "wx")).close();
      claimed = true;
    }
    await rename(draft, target);
  } catch (error) {
    if (claimed) await rm(target, { force: true });
    if (/** @type {{ code?: string }} */ (error).code !== "EEXIST") throw error;
    throw new ClientError(
      `${target} exists already: choose another name, or pass { overwrite: true }.`,
      { cause: error },
    );
  } finally {
    await rm(draft, { force: true });
  }
}

export { GeneratedImage };
