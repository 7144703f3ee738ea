/**
 * Remarks on a request that is sent all the same.
 *
 * @typedef {import("./types.js").Issue} Issue
 */
import { CLASS_NAME } from "./package.js";

const MOST = 1000;
/** @type {Set<string>} */
const told = new Set();

/**
 * Tell each kind of remark once: as a warning of the process, which Node can hide or turn into an error, or on the
 * console.
 *
 * @param {Issue} issue
 * @param {string} model
 */
function warn({ pointer, code, message }, model) {
  const kind = JSON.stringify([model, pointer, code]);
  if (told.has(kind)) return;
  // Pointers may come from strangers.
  if (told.size >= MOST) told.clear();
  told.add(kind);
  const text = `${model}: ${pointer || "(body)"}: ${message}`;
  const type = `${CLASS_NAME}Warning`;
  if (typeof process !== "undefined" && process.emitWarning) {
    process.emitWarning(text, { type, code });
  } else {
    console.warn(`${type}: ${text} [${code}]`);
  }
}

export { warn };
