"use strict";

/**
 * The client: what a caller holds, without what differs from gateway to gateway.
 *
 * @typedef {import("./http.js").Asked} Asked
 * @typedef {import("./http.js").Asking} Asking
 * @typedef {import("./http.js").Operations} Operations
 * @typedef {import("./json.js").JsonObject} JsonObject
 * @typedef {import("./promise.js").Outcome} Outcome
 * @typedef {import("./provider.js").Provider} Provider
 * @typedef {import("./types.js").ClientOptions} ClientOptions
 * @typedef {import("./types.js").RequestOptions} RequestOptions
 */
const { download } = require("./download.js");
const { ClientError } = require("./errors.js");
const { send } = require("./http.js");
const { Images } = require("./images.js");
const { environment, isBrowser } = require("./node.js");
const { PACKAGE, USER_AGENT } = require("./package.js");
const { images, judged, parsed } = require("./response.js");
const { validate } = require("./validation.js");
const { warn } = require("./warnings.js");

const TIMEOUT = 600_000;
/** Ten large pictures in base64 and room besides, and less than the longest text that JavaScript can hold. */
const LARGEST_REPLY = 402_653_184;
const LARGEST_IMAGE = 67_108_864;
const IMAGE_TIMEOUT = 60_000;

class Client {
  /** @type {Provider} */
  #provider;
  /** @type {ClientOptions} */
  #options;
  /** @type {Operations | undefined} */
  #operations;

  /**
   * @param {Provider} provider
   * @param {ClientOptions} [options]
   * @param {Operations} [operations] where calls are more than one JSON body sent and one received
   */
  constructor(provider, options = {}, operations = undefined) {
    if (isBrowser() && !options.dangerouslyAllowBrowser) {
      throw new ClientError(
        "In a browser everybody can read the key. Call the gateway from a server, or set dangerouslyAllowBrowser.",
      );
    }
    const apiKey = options.apiKey ?? environment(provider.keyVariable);
    if (apiKey === undefined) {
      throw new ClientError(
        `No key: pass apiKey, or set ${provider.keyVariable}.`,
      );
    }
    this.#provider = provider;
    this.#operations = operations;
    this.#options = { ...options, apiKey };
    this.baseURL = base(
      options.baseURL ?? environment(provider.baseVariable) ?? provider.baseURL,
    );
    this.timeout = positive("timeout", options.timeout ?? TIMEOUT);
    this.maxRetries = natural("maxRetries", options.maxRetries ?? 2);
    this.images = new Images(provider.models, (body, given) =>
      this.#send(body, given),
    );
  }

  /**
   * @param {Partial<ClientOptions>} options
   * @returns {this}
   */
  withOptions(options) {
    const Same =
      /** @type {new (provider: ClientOptions) => this} */
      (/** @type {unknown} */ (this.constructor));
    return new Same({ ...this.#options, baseURL: this.baseURL, ...options });
  }

  /**
   * @param {JsonObject} body
   * @param {RequestOptions} options
   * @returns {Promise<Outcome>}
   */
  async #send(body, options) {
    const provider = this.#provider;
    if (options.validate ?? this.#options.validate ?? true) {
      await validate(body, this.#options.onWarning ?? warn);
    }
    const model = provider.models.find(({ id }) => id === body["model"]);
    const answer = provider.answers[model?.answer ?? 0];
    if (!answer) throw new ClientError("The package is damaged.");
    const operations = this.#operations;
    const idempotencyKey = options.idempotencyKey ?? unique();
    const secret = await this.#key();
    /**
     * @param {Asking} asking
     * @returns {Promise<Asked>}
     */
    const ask = async ({
      method,
      path = "",
      href,
      headers,
      content,
      binary,
    }) => {
      const url = this.#url(href ?? this.baseURL + path, options).href;
      /** @type {unknown} */
      let read;
      const reply = await send({
        fetch: this.#options.fetch ?? globalThis.fetch,
        url,
        init: {
          ...this.#options.fetchOptions,
          method,
          headers: this.#headers(secret, { ...headers }, options.headers),
          ...(content !== undefined && { body: content }),
        },
        timeout: positive("timeout", options.timeout ?? this.timeout),
        maxRetries: natural(
          "maxRetries",
          options.maxRetries ?? this.maxRetries,
        ),
        // A question costs nothing, however often it is asked.
        retryUnsafe:
          content === undefined ||
          (options.retryUnsafe ?? this.#options.retryUnsafe ?? false),
        idempotencyKey,
        signal: options.signal,
        secret,
        maxBytes: LARGEST_REPLY,
        binary: binary ?? false,
        judge: (each) => {
          read = parsed(each.text);
          return operations
            ? operations.judged(answer, each, read, url, idempotencyKey, body)
            : judged(answer, each, read, url, idempotencyKey);
        },
      });
      return { reply, read };
    };
    const asking = operations?.directed(body) ?? {
      method: provider.method,
      path: provider.path,
      headers: { "content-type": provider.contentType },
      content: JSON.stringify(body),
    };
    const first = await ask({
      ...asking,
      headers: { ...asking.headers, "idempotency-key": idempotencyKey },
    });
    const { baseURL: base } = this;
    const { signal } = options;
    const exchange = { ask, base, signal, idempotencyKey };
    const last = operations
      ? await operations.settled(body, first, exchange)
      : first;
    const download = this.#download();
    const found = operations
      ? operations.images(answer, last, idempotencyKey, download, body)
      : images(answer, last.read, idempotencyKey, download);
    const { reply } = last;
    const requestID = reply.headers.get("x-request-id");
    return { result: { ...found, requestID, idempotencyKey }, reply };
  }

  /** @returns {import("./image.js").Download} */
  #download() {
    const { fetch } = this.#options;
    const trusted = new URL(this.baseURL).origin;
    return (link, { maxBytes = LARGEST_IMAGE, timeout, signal }) =>
      download(link, {
        fetch,
        trusted,
        maxBytes,
        timeout: positive("timeout", timeout ?? IMAGE_TIMEOUT),
        signal,
      });
  }

  /**
   * @param {string} href
   * @param {RequestOptions} options
   */
  #url(href, options) {
    const url = new URL(href);
    const query = { ...this.#options.defaultQuery, ...options.query };
    for (const [name, value] of Object.entries(query)) {
      url.searchParams.set(name, value);
    }
    return url;
  }

  async #key() {
    const given = this.#options.apiKey;
    const key = typeof given === "function" ? await given() : given;
    // Anything else would end the header and begin another one; fetch's own complaint would print the key.
    if (typeof key !== "string" || !/^[\x21-\x7e]+$/.test(key)) {
      throw new ClientError(
        "The key is empty or has characters that no key has, such as a blank or a line feed.",
      );
    }
    return key;
  }

  /**
   * @param {string} key
   * @param {Record<string, string>} own those of the call
   * @param {Record<string, string | null>} [more]
   */
  #headers(key, own, more = {}) {
    const { scheme, header } = this.#provider;
    const headers = new Headers({
      accept: "application/json",
      ...this.#operations?.headers,
      ...own,
    });
    // A browser has its own, and would ask the gateway first whether another may be sent.
    if (!isBrowser()) headers.set("user-agent", USER_AGENT);
    const given = { ...this.#options.defaultHeaders, ...more };
    for (const [name, value] of Object.entries(given)) {
      if (value === null) headers.delete(name);
      else headers.set(name, value);
    }
    headers.set(header, scheme === "" ? key : `${scheme} ${key}`);
    return headers;
  }
}

/** A name for one call. Unlike randomUUID this works on pages without https, too. */
function unique() {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  const digits = Array.from(bytes, (byte) =>
    byte.toString(16).padStart(2, "0"),
  );
  return `${PACKAGE}-${digits.join("")}`;
}

/** @param {string} text */
function base(text) {
  let url;
  try {
    url = new URL(text);
  } catch {
    throw new ClientError("baseURL is no URL.");
  }
  const { protocol, username, password, search, hash } = url;
  if (!/^https?:$/.test(protocol) || username || password || search || hash) {
    throw new ClientError(
      "baseURL is an http or https URL without a user, query or fragment.",
    );
  }
  return (url.origin + url.pathname).replace(/\/+$/, "");
}

/**
 * @param {string} name
 * @param {number} value
 */
function positive(name, value) {
  if (typeof value === "number" && value > 0) return value;
  throw new ClientError(`${name} is a number of milliseconds above 0.`);
}

/**
 * @param {string} name
 * @param {number} value
 */
function natural(name, value) {
  if (Number.isInteger(value) && value >= 0) return value;
  throw new ClientError(`${name} is a whole number, 0 or more.`);
}

module.exports = {
  Client,
};
