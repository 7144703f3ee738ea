/**
 * What only Node and its like have. `process.getBuiltinModule` is asked for it, so that bundlers see no import of
 * what a browser lacks.
 */
import { ClientError } from "./errors.js";

/** @returns {string} */
function userAgent() {
  return typeof navigator === "undefined" ? "" : (navigator.userAgent ?? "");
}

/**
 * Tell whether this is a page or one of its workers.
 *
 * @returns {boolean}
 */
function isBrowser() {
  const page =
    typeof window !== "undefined" && typeof window.document !== "undefined";
  return page || userAgent().startsWith("Mozilla/");
}

/**
 * Tell whether this is Node itself, and nothing that resembles it.
 *
 * @returns {boolean}
 */
function isNode() {
  const agent = userAgent();
  return (
    typeof process !== "undefined" &&
    process.versions?.node !== undefined &&
    (agent === "" || agent.startsWith("Node.js/")) &&
    !isBrowser()
  );
}

/**
 * @param {string} name
 * @returns {string | undefined}
 */
function environment(name) {
  const found =
    typeof process === "undefined" ? undefined : process.env?.[name];
  return found?.trim() || undefined;
}

/**
 * @template {"node:dns/promises" | "node:fs/promises" | "node:http" | "node:https" | "node:path" | "node:stream"} Name
 * @param {Name} name
 */
function builtin(name) {
  return typeof process === "undefined"
    ? undefined
    : process.getBuiltinModule?.(name);
}

/** The functions of the file system, and of paths in it. */
function fileSystem() {
  const files = builtin("node:fs/promises");
  const paths = builtin("node:path");
  if (files && paths) return { ...files, ...paths };
  throw new ClientError(
    "There is no file system here: pass a Blob or bytes, and take toBytes() of what comes back.",
  );
}

/**
 * The addresses of a host name, or undefined where nobody can be asked.
 *
 * @param {string} host
 */
async function addresses(host) {
  const dns = isBrowser() ? undefined : builtin("node:dns/promises");
  return dns?.lookup(host, { all: true });
}

export { addresses, builtin, environment, fileSystem, isBrowser, isNode };
