/**
 * The client: what a caller holds, without what differs from gateway to gateway.
 *
 * @typedef {import("./provider.js").Provider} Provider
 * @typedef {import("./provider.js").Answer} Answer
 * @typedef {import("./http.js").Reply} Reply
 * @typedef {import("./json.js").JsonObject} JsonObject
 * @typedef {import("./types.js").ClientOptions} ClientOptions
 * @typedef {import("./types.js").RequestOptions} RequestOptions
 * @typedef {import("./types.js").ImagesResponse} ImagesResponse
 * @typedef {{ result: ImagesResponse, reply: Reply }} Outcome
 */
import { download } from "./download.js";
import {
  APIResponseValidationError,
  APIStatusError,
  ClientError,
} from "./errors.js";
import { redirected, send } from "./http.js";
import { environment, isBrowser } from "./node.js";
import { explanation, parse, refusal, short } from "./response.js";
import { body } from "./wire.js";

const TIMEOUT = 600_000;
const LARGEST_REPLY = 1_073_741_824;
const LARGEST_IMAGE = 67_108_864;
const IMAGE_TIMEOUT = 60_000;

/** @implements {Promise<ImagesResponse>} */
class APIPromise {
  /** @type {Promise<Outcome>} */
  #outcome;

  /** @param {Promise<Outcome>} outcome */
  constructor(outcome) {
    this.#outcome = outcome;
  }

  get [Symbol.toStringTag]() {
    return "APIPromise";
  }

  /**
   * @template [A=ImagesResponse]
   * @template [B=never]
   * @param {((value: ImagesResponse) => A | PromiseLike<A>) | null} [fulfilled]
   * @param {((reason: any) => B | PromiseLike<B>) | null} [rejected]
   * @returns {Promise<A | B>}
   */
  then(fulfilled, rejected) {
    return this.#outcome.then(({ result }) => result).then(fulfilled, rejected);
  }

  /**
   * @template [B=never]
   * @param {((reason: any) => B | PromiseLike<B>) | null} [rejected]
   * @returns {Promise<ImagesResponse | B>}
   */
  catch(rejected) {
    return this.then(undefined, rejected);
  }

  /**
   * @param {(() => void) | null} [settled]
   * @returns {Promise<ImagesResponse>}
   */
  finally(settled) {
    return this.then().finally(settled);
  }

  /** @returns {Promise<Response>} */
  async asResponse() {
    const { text, status, headers } = (await this.#outcome).reply;
    return new Response(text, { status, headers });
  }

  /** @returns {Promise<{ data: ImagesResponse, response: Response }>} */
  async withResponse() {
    const [data, response] = await Promise.all([this, this.asResponse()]);
    return { data, response };
  }
}

class Images {
  /** @type {(params: JsonObject, options: RequestOptions) => Promise<Outcome>} */
  #generate;

  /** @param {(params: JsonObject, options: RequestOptions) => Promise<Outcome>} generate */
  constructor(generate) {
    this.#generate = generate;
  }

  /**
   * @param {JsonObject} params
   * @param {RequestOptions} [options]
   */
  generate(params, options = {}) {
    return new APIPromise(this.#generate(params, options));
  }
}

class Client {
  /** @type {Provider} */
  #provider;
  /** @type {ClientOptions} */
  #options;
  /** @type {Map<string, import("./provider.js").Model>} */
  #models;
  /** @type {Set<string>} */
  #told = new Set();

  /**
   * @param {Provider} provider
   * @param {ClientOptions} [options]
   */
  constructor(provider, options = {}) {
    Object.defineProperty(ClientError, "name", {
      value: `${provider.className}Error`,
    });
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
    this.#options = { ...options, apiKey };
    this.#models = new Map(provider.models.map((model) => [model.id, model]));
    this.baseURL = base(
      options.baseURL ?? environment(provider.baseVariable) ?? provider.baseURL,
    );
    this.timeout = positive("timeout", options.timeout ?? TIMEOUT);
    this.maxRetries = natural("maxRetries", options.maxRetries ?? 2);
    this.images = new Images((params, given) => this.#generate(params, given));
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
   * @param {JsonObject} params
   * @param {RequestOptions} options
   * @returns {Promise<Outcome>}
   */
  async #generate(params, options) {
    const provider = this.#provider;
    const id = params["model"];
    if (typeof id !== "string" || id === "") {
      throw new ClientError("model is the id of a model.");
    }
    const model = this.#models.get(id);
    if (!model) this.#warn(id);
    const json = JSON.stringify(await body(model, params));
    const answer = provider.answers[model?.answer ?? 0];
    if (!answer) throw new ClientError("The package is damaged.");
    const url = new URL(this.baseURL + provider.path);
    for (const [name, value] of Object.entries(options.query ?? {})) {
      url.searchParams.set(name, value);
    }
    const idempotencyKey =
      options.idempotencyKey ?? globalThis.crypto.randomUUID();
    const secret = await this.#key();
    const fetch = this.#fetch();
    /** @type {unknown} */
    let read;
    const reply = await send({
      fetch,
      url: url.href,
      init: {
        ...this.#options.fetchOptions,
        method: provider.method,
        headers: this.#headers(secret, idempotencyKey, options.headers),
        body: json,
      },
      timeout: positive("timeout", options.timeout ?? this.timeout),
      maxRetries: natural("maxRetries", options.maxRetries ?? this.maxRetries),
      retryUnsafe: options.retryUnsafe ?? this.#options.retryUnsafe ?? false,
      idempotencyKey,
      signal: options.signal,
      secret,
      maxBytes: LARGEST_REPLY,
      judge: (each) => {
        read = parsed(each.text);
        return judged(answer, each, read, url.href, idempotencyKey);
      },
    });
    const found = parse(answer, read, idempotencyKey, this.#download());
    const requestID = reply.headers.get("x-request-id");
    return { result: { ...found, requestID }, reply };
  }

  /** @returns {import("./response.js").Download} */
  #download() {
    const fetch = this.#fetch();
    const trusted = new URL(this.baseURL).origin;
    return (link, limits) =>
      download(link, {
        fetch,
        trusted,
        maxBytes: limits.maxBytes ?? LARGEST_IMAGE,
        timeout: positive("timeout", limits.timeout ?? IMAGE_TIMEOUT),
        signal: limits.signal,
      });
  }

  #fetch() {
    return this.#options.fetch ?? globalThis.fetch;
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
   * @param {string} idempotencyKey
   * @param {Record<string, string | null>} [more]
   */
  #headers(key, idempotencyKey, more = {}) {
    const { scheme, header } = this.#provider;
    const headers = new Headers({
      accept: "application/json",
      "content-type": "application/json",
      "idempotency-key": idempotencyKey,
    });
    const given = { ...this.#options.defaultHeaders, ...more };
    for (const [name, value] of Object.entries(given)) {
      if (value === null) headers.delete(name);
      else headers.set(name, value);
    }
    headers.set(header, scheme === "" ? key : `${scheme} ${key}`);
    return headers;
  }

  /** @param {string} id */
  #warn(id) {
    if (this.#told.has(id)) return;
    this.#told.add(id);
    const { className } = this.#provider;
    (this.#options.logger ?? console).warn(
      `${className}: the model ${JSON.stringify(id)} is not known to this package; prompt and image are sent as they are.`,
    );
  }
}

/**
 * @param {string} text
 * @returns {unknown}
 */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * What is wrong with a reply, if anything is.
 *
 * @param {Answer} answer
 * @param {Reply} reply
 * @param {unknown} read
 * @param {string} url
 * @param {string} idempotencyKey
 */
function judged(answer, reply, read, url, idempotencyKey) {
  // 0 is what a browser shows of a redirect.
  if (reply.status === 0 || (reply.status >= 300 && reply.status < 400)) {
    return redirected(reply, url, idempotencyKey);
  }
  const code = refusal(answer, read);
  const failed = reply.status < 200 || reply.status > 299;
  if (code !== undefined || failed) {
    const status =
      code !== undefined && Number.isInteger(code) ? code : reply.status;
    const told = explanation(answer, read) || short(reply.text.trim());
    return APIStatusError.of(told ? `${status} ${told}` : `${status}`, {
      status,
      headers: reply.headers,
      error: read,
      requestID: reply.headers.get("x-request-id"),
      // An answer that refuses has cost nothing; one that fails may have.
      maybeBilled: maybeBilled(status, reply.headers),
      idempotencyKey,
    });
  }
  if (read === undefined) {
    return new APIResponseValidationError(
      `The answer is not JSON: ${short(reply.text.trim()) || "it is empty"}`,
      { maybeBilled: true, idempotencyKey },
    );
  }
  return undefined;
}

/**
 * @param {number} status
 * @param {Headers} headers
 */
function maybeBilled(status, headers) {
  if (status === 503) return !headers.has("retry-after");
  return status < 400 || status === 408 || status === 409 || status >= 500;
}

/** @param {string} text */
function base(text) {
  let url;
  try {
    url = new URL(text);
  } catch {
    throw new ClientError("baseURL is no URL.");
  }
  if (!/^https?:$/.test(url.protocol) || url.username || url.password) {
    throw new ClientError("baseURL is an http or https URL without a user.");
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

export { APIPromise, Client, Images };
