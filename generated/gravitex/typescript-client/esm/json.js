/**
 * JSON pointers, paths, and objects whose members may have any name.
 *
 * @typedef {{ [name: string]: unknown }} JsonObject
 * @typedef {import("./provider.js").Path} Path
 */

/**
 * @param {unknown} value
 * @returns {value is JsonObject}
 */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * An own member of an object, or undefined.
 *
 * @param {unknown} value
 * @param {string | number} name
 * @returns {unknown}
 */
function own(value, name) {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
}

/**
 * What a pointer leads to, or undefined.
 *
 * @param {unknown} value
 * @param {string} pointer
 * @returns {unknown}
 */
function find(value, pointer) {
  for (const step of pointer.split("/").slice(1)) {
    value = own(value, step.replaceAll("~1", "/").replaceAll("~0", "~"));
  }
  return value;
}

/**
 * Set an own member, whatever its name: an assignment to `__proto__` would not.
 *
 * @param {object} target
 * @param {string | number} name
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
 * Put a value where a path leads, with objects and lists on the way. -1 and an index past the end append an item.
 *
 * @param {unknown} here
 * @param {Path} path
 * @param {unknown} value
 * @returns {unknown} what stands here now
 */
function put(here, [step, ...rest], value) {
  if (step === undefined) return value;
  if (typeof step === "string") {
    const object = isObject(here) ? here : {};
    set(object, step, put(own(object, step), rest, value));
    return object;
  }
  const list = Array.isArray(here) ? here : [];
  const index = step < 0 ? list.length : Math.min(step, list.length);
  list[index] = put(list[index], rest, value);
  return list;
}

/**
 * Tell whether a value is missing where a path leads, and there is room for it.
 *
 * @param {unknown} here
 * @param {Path} path
 * @returns {boolean}
 */
function lacks(here, [step, ...rest]) {
  if (here === undefined) return true;
  if (step === undefined || !isObject(here)) return false;
  return lacks(own(here, step), rest);
}

/**
 * Merge objects member by member; anything else is replaced.
 *
 * @param {JsonObject} target
 * @param {object} extra
 */
function merge(target, extra) {
  for (const [name, value] of Object.entries(extra)) {
    const inner = own(target, name);
    if (isObject(inner) && isObject(value)) merge(inner, value);
    else if (value !== undefined) set(target, name, structuredClone(value));
  }
}

export { find, isObject, lacks, merge, own, put, set };
