/** What only Node and its like have, asked for when it is needed. */

/** @returns {boolean} */
function isBrowser() {
  return (
    typeof window !== "undefined" && typeof window.document !== "undefined"
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

/** The functions of the file system. */
function files() {
  return import(/* webpackIgnore: true */ "node:fs/promises");
}

/**
 * The addresses of a host name, or undefined where nobody can be asked.
 *
 * @param {string} host
 * @returns {Promise<string[] | undefined>}
 */
async function addresses(host) {
  if (isBrowser()) return undefined;
  let dns;
  try {
    dns = await import(/* webpackIgnore: true */ "node:dns/promises");
  } catch {
    return undefined;
  }
  const found = await dns.lookup(host, { all: true });
  return found.map(({ address }) => address);
}

export { addresses, environment, files, isBrowser };
