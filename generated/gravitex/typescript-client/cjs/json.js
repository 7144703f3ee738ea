"use strict";

/**
 * JSON pointers, and objects whose members may have any name.
 *
 * @typedef {{ [name: string]: unknown }} JsonObject
 */

/**
 * @param {unknown} value
 * @returns {value is JsonObject}
 */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * @param {string} pointer
 * @returns {string[]}
 */
function steps(pointer) {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/**
 * What a pointer leads to, or undefined.
 *
 * @param {unknown} value
 * @param {string} pointer
 * @returns {unknown}
 */
function find(value, pointer) {
  for (const step of steps(pointer)) {
    if (typeof value !== "object" || value === null) return undefined;
    if (!Object.hasOwn(value, step)) return undefined;
    value = /** @type {JsonObject} */ (value)[step];
  }
  return value;
}

/**
 * Set an own member, whatever its name: an assignment to `__proto__` would not.
 *
 * @param {object} target
 * @param {string} name
 * @param {unknown} value
 */
function set(target, name, value) {
  Object.defineProperty(target, name, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
}

/**
 * Put a value where the steps lead; `-` and an index past the end append an item.
 *
 * @param {unknown} here
 * @param {string[]} path
 * @param {unknown} value
 * @returns {unknown}
 */
function put(here, path, value) {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (step === "-" || (/^\d+$/.test(step) && !isObject(here))) {
    const list = Array.isArray(here) ? here : [];
    const index =
      step === "-" ? list.length : Math.min(Number(step), list.length);
    list[index] = put(list[index], rest, value);
    return list;
  }
  const object = isObject(here) ? here : {};
  const inner = Object.hasOwn(object, step) ? object[step] : undefined;
  set(object, step, put(inner, rest, value));
  return object;
}

/**
 * Merge objects member by member; anything else is replaced.
 *
 * @param {JsonObject} target
 * @param {JsonObject} extra
 */
function merge(target, extra) {
  for (const [name, value] of Object.entries(extra)) {
    const inner = Object.hasOwn(target, name) ? target[name] : undefined;
    if (isObject(inner) && isObject(value)) merge(inner, value);
    else if (value !== undefined) set(target, name, value);
  }
}

module.exports = {
  find,
  isObject,
  merge,
  put,
  set,
  steps,
};
