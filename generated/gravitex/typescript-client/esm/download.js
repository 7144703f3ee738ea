/**
 * Fetching a picture from a link that a server chose: without the key, and not from where it should not reach.
 *
 * @typedef {object} DownloadOptions
 * @property {typeof globalThis.fetch | undefined} fetch the caller's own, where there is one
 * @property {string} trusted the origin whose address may be private
 * @property {number} maxBytes
 * @property {number} timeout milliseconds
 * @property {AbortSignal | null | undefined} signal
 *
 * @typedef {{ address: string, family: number }[]} Addresses
 */
import { isAddress, isPublic } from "./address.js";
import {
  APIUserAbortError,
  ClientError,
  ImageDownloadError,
} from "./errors.js";
import { addresses, isBrowser, isNode } from "./node.js";
import { get } from "./pinned.js";
import { TooLong, deadline, read, within } from "./stream.js";

const HOPS = 5;
const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * @param {string} link
 * @param {DownloadOptions} options
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
async function download(link, options) {
  const end = deadline(options.timeout, options.signal);
  try {
    let url = parsed(link);
    for (let hop = 0; hop <= HOPS; hop += 1) {
      const response = await ask(url, options, end.signal);
      const location = REDIRECTS.includes(response.status)
        ? response.headers.get("location")
        : null;
      if (location === null) return await body(response, options.maxBytes);
      discard(response);
      const next = parsed(location, url);
      if (url.protocol === "https:" && next.protocol !== "https:") {
        throw refused("it leads from https to something else");
      }
      url = next;
    }
    throw refused(`it leads on more than ${HOPS} times`);
  } catch (error) {
    if (error instanceof ClientError) throw error;
    if (options.signal?.aborted) {
      const { reason } = options.signal;
      throw new APIUserAbortError("The download was ended by its signal.", {
        cause: reason,
      });
    }
    const told = end.timedOut()
      ? `did not arrive within ${options.timeout} ms`
      : "could not be fetched";
    throw new ImageDownloadError(`The image ${told}.`, { cause: error });
  } finally {
    end.stop();
  }
}

/** @param {string} why */
function refused(why) {
  return new ImageDownloadError(
    `The image's link is refused: ${why}. Fetch image.url yourself if you trust it.`,
  );
}

/**
 * Ask for one link: over fetch where the caller brought one, or where nothing better is there.
 *
 * @param {URL} url
 * @param {DownloadOptions} options
 * @param {AbortSignal} signal
 * @returns {Promise<Response>}
 */
async function ask(url, { fetch, trusted }, signal) {
  const found = await within(checked(url, trusted), signal);
  if (!fetch && isNode()) return get(url, found, signal);
  const send = fetch ?? globalThis.fetch;
  return send(url.href, {
    headers: { accept: "image/*" },
    signal,
    // A browser hides where a redirect leads; it guards its own network and has no key to lose here.
    ...(isBrowser()
      ? { credentials: "omit", referrerPolicy: "no-referrer" }
      : { redirect: "manual" }),
  });
}

/**
 * Refuse a link that leads where a stranger should not send us. Gives the addresses that were found good, or
 * undefined where any will do, or where names cannot be looked up.
 *
 * @param {URL} url
 * @param {string} trusted
 * @returns {Promise<Addresses | undefined>}
 */
async function checked(url, trusted) {
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw refused(`it is ${url.protocol}, not http or https`);
  }
  if (url.username || url.password) {
    throw refused("it carries a user name or password");
  }
  if (url.origin === trusted) return undefined;
  const host = url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  if (isAddress(host)) {
    if (isPublic(host)) return undefined;
    throw refused(`${host} is a private address`);
  }
  const local = host === "localhost" || host.endsWith(".localhost");
  const found = local ? [] : await addresses(host);
  if (found && (found.length === 0 || !found.every(isReachable))) {
    throw refused(`${host} has a private address`);
  }
  return found;
}

/** @param {Addresses[number]} found */
function isReachable({ address }) {
  return isPublic(address);
}

/**
 * @param {string} link
 * @param {URL} [base]
 * @returns {URL}
 */
function parsed(link, base) {
  try {
    return new URL(link, base);
  } catch {
    throw new ImageDownloadError("The image's link is no URL.");
  }
}

/** @param {Response} response */
function discard(response) {
  response.body?.cancel().catch(() => {});
}

/**
 * @param {Response} response
 * @param {number} limit
 */
async function body(response, limit) {
  if (response.status !== 200) {
    discard(response);
    throw new ImageDownloadError(
      `The image's link answers ${response.status}. Links expire: save images early.`,
    );
  }
  try {
    return await read(response, limit);
  } catch (error) {
    if (!(error instanceof TooLong)) throw error;
    throw new ImageDownloadError(
      `The image is larger than ${limit} bytes; pass maxBytes to allow more.`,
    );
  }
}

export { download };
