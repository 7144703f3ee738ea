/**
 * Calls that are more than one JSON body sent and one received.
 *
 * @typedef {import("./calls.js").Shape} Shape
 * @typedef {import("./calls.js").Way} Way
 * @typedef {import("./http.js").Asked} Asked
 * @typedef {import("./http.js").Operations} Operations
 * @typedef {import("./json.js").JsonObject} JsonObject
 */
import { encode, sniff } from "./bytes.js";
import { HEADERS, OTHERS, WAYS } from "./calls.js";
import { APIResponseValidationError, APIStatusError } from "./errors.js";
import { ImagesFilteredError } from "./failures.js";
import { GeneratedImage } from "./image.js";
import { find, isObject } from "./json.js";
import { form } from "./multipart.js";
import { filled, left, operationOf } from "./paths.js";
import { REFUSED, judged, short } from "./response.js";

const KNOWN = new Map(WAYS);

/** @param {JsonObject} body */
function wayOf(body) {
  return KNOWN.get(String(body["model"])) ?? OTHERS;
}

/** @type {Operations} */
const OPERATIONS = {
  directed(body) {
    const way = wayOf(body);
    const { method, path, contentType, brackets } = operationOf(way, body);
    const rest = left(path, body);
    const sent =
      contentType === "multipart/form-data"
        ? form(rest, way.files, brackets)
        : { content: JSON.stringify(rest), type: contentType };
    // A call that begins a job has no picture for an answer; what asks for that of the job has.
    const binary = way.binary && !way.poll;
    const accept = binary ? "image/*" : "application/json";
    return {
      method,
      path: filled(path, body),
      headers: { accept, "content-type": sent.type },
      content: sent.content,
      binary,
    };
  },
  headers: HEADERS,
  judged(answer, reply, read, url, idempotencyKey, body) {
    const way = wayOf(body);
    const good = reply.status >= 200 && reply.status < 300;
    if (way.binary && good && reply.bytes && sniff(reply.bytes))
      return undefined;
    return (
      judged(answer, reply, read, url, idempotencyKey) ??
      failure(way, reply, read, idempotencyKey)
    );
  },
  settled: async (_body, first) => first,
  images(answer, last, idempotencyKey, download, body) {
    const way = wayOf(body);
    const { bytes } = last.reply;
    if (way.binary && bytes && sniff(bytes)) {
      const raw = { b64_json: encode(bytes) };
      const image = new GeneratedImage(raw, ["b64_json"], [], download);
      return {
        created: undefined,
        data: [image],
        filtered: [],
        raw: undefined,
      };
    }
    const { read } = last;
    const details = { maybeBilled: true, idempotencyKey };
    const shape = shapeOf(way, read);
    const found = shape && find(read, shape.images);
    const entries = Array.isArray(found) ? found : [found];
    if (!shape || !entries.every(isEntry)) {
      throw new APIResponseValidationError(
        "The answer holds no images where some were expected.",
        details,
      );
    }
    const reasons = entries.map((entry) => heldBack(way, entry));
    const shown = entries.filter((_, index) => reasons[index] === undefined);
    const filtered = reasons.filter((reason) => reason !== undefined);
    if (shown.length === 0) throw nothing(filtered, details);
    const created =
      shape.created === "" ? undefined : find(read, shape.created);
    return {
      created: typeof created === "number" ? created : undefined,
      data: shown.map((entry) =>
        isObject(entry)
          ? new GeneratedImage(entry, answer.members, answer.extras, download)
          : new GeneratedImage({ "": entry }, [""], [], download),
      ),
      filtered,
      raw: read,
    };
  },
};

/** @param {unknown} entry */
function isEntry(entry) {
  return entry === null || typeof entry === "string" || isObject(entry);
}

/**
 * @param {readonly string[]} reasons
 * @param {import("./errors.js").ErrorDetails} details
 */
function nothing(reasons, details) {
  if (reasons.length === 0) {
    return new APIResponseValidationError(
      "The answer holds no image.",
      details,
    );
  }
  const told = [...new Set(reasons)].filter(Boolean).join("; ");
  return new ImagesFilteredError(
    `Every picture was held back: ${told || "no reason is given"}.`,
    reasons,
    details,
  );
}

/**
 * The first shape that the body has anything of.
 *
 * @param {Way} way
 * @param {unknown} read
 */
function shapeOf(way, read) {
  return way.shapes.find(
    ({ code, error, images }) =>
      [code, error, images].some(
        (pointer) => pointer !== "" && find(read, pointer) !== undefined,
      ) ||
      (images === "" && Array.isArray(read)),
  );
}

/**
 * What an answer of HTTP status 200 says that went wrong, if anything did.
 *
 * @param {Way} way
 * @param {import("./http.js").Reply} reply
 * @param {unknown} read
 * @param {string} idempotencyKey
 */
function failure(way, reply, read, idempotencyKey) {
  const shape = shapeOf(way, read);
  if (!shape) return undefined;
  const code = shape.code === "" ? undefined : find(read, shape.code);
  const odd =
    shape.success !== null &&
    code !== undefined &&
    code !== shape.success &&
    code !== String(shape.success);
  const wrong = shape.error !== "" && says(find(read, shape.error));
  if (!odd && !wrong) return undefined;
  const status = Number.isInteger(code) ? Number(code) : reply.status;
  const said = shape.message === "" ? undefined : find(read, shape.message);
  const error = shape.error === "" ? undefined : find(read, shape.error);
  const told = [said, error].find((each) => typeof each === "string" && each);
  return APIStatusError.of(
    `${status} ${typeof told === "string" ? short(told) : short(reply.text)}`,
    {
      status,
      code:
        typeof code === "string" || typeof code === "number" ? code : undefined,
      headers: reply.headers,
      error: read,
      requestID: reply.headers.get("x-request-id"),
      maybeBilled: !REFUSED.has(status),
      idempotencyKey,
    },
  );
}

/**
 * Tell whether there is something: not null, false, or empty.
 *
 * @param {unknown} value
 */
function says(value) {
  if (typeof value === "object" && value !== null) {
    return Object.keys(value).length > 0;
  }
  return (
    value !== undefined && value !== null && value !== false && value !== ""
  );
}

/**
 * Why a picture was held back; undefined where it was not.
 *
 * @param {Way} way
 * @param {unknown} entry
 */
function heldBack({ filter }, entry) {
  if (entry === null) return "";
  if (!filter || !isObject(entry)) return undefined;
  const said = find(entry, filter.path);
  const held =
    filter.values.length > 0
      ? filter.values.some((value) => value === said)
      : says(said);
  if (!held) return undefined;
  const reason = filter.reason === "" ? said : find(entry, filter.reason);
  return typeof reason === "string" ? short(reason) : "";
}

export { OPERATIONS, wayOf };
