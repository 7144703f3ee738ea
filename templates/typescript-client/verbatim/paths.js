/**
 * Which call a request becomes, and its address.
 *
 * @typedef {import("./calls.js").Operation} Operation
 * @typedef {import("./calls.js").Way} Way
 * @typedef {import("./json.js").JsonObject} JsonObject
 */
import { ClientError } from "./errors.js";
import { own } from "./json.js";

/**
 * @param {Way} way
 * @param {JsonObject} body
 * @returns {Operation}
 */
function operationOf({ usual, pictured, places }, body) {
  return places.some((place) => leads(body, place)) ? pictured : usual;
}

/**
 * Tell whether a path leads to anything; `-` is every item of a list.
 *
 * @param {unknown} here
 * @param {readonly string[]} path
 * @returns {boolean}
 */
function leads(here, [step, ...rest]) {
  if (step === undefined) return here !== undefined;
  if (step !== "-") return leads(own(here, step), rest);
  return Array.isArray(here) && here.some((item) => leads(item, rest));
}

/**
 * The path of a call with its holes filled.
 *
 * @param {Operation["path"]} path
 * @param {JsonObject} values
 */
function filled(path, values) {
  const pieces = path.map(([literal, name, whole]) => {
    if (name === "") return literal;
    const value = own(values, name);
    const known = ["string", "number", "boolean"].includes(typeof value);
    if (!known || value === "") {
      throw new ClientError(
        `${name} stands in the address of this call, and has to be given.`,
      );
    }
    const text = encodeURIComponent(String(value));
    return literal + (whole ? text.replaceAll("%2F", "/") : text);
  });
  return pieces.join("");
}

/**
 * The members that do not travel in the path.
 *
 * @param {Operation["path"]} path
 * @param {JsonObject} body
 * @returns {JsonObject}
 */
function left(path, body) {
  const away = new Set(path.map(([, name]) => name));
  return Object.fromEntries(
    Object.entries(body).filter(([name]) => !away.has(name)),
  );
}

export { filled, left, operationOf };
