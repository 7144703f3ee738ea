"use strict";

/**
 * Calls that make pictures.
 *
 * @typedef {import("./json.js").JsonObject} JsonObject
 * @typedef {import("./promise.js").Outcome} Outcome
 * @typedef {import("./provider.js").Model} Model
 * @typedef {import("./types.js").RequestOptions} RequestOptions
 * @typedef {import("./types.js").Turn} Turn
 */
const { Conversation } = require("./conversation.js");
const { ClientError } = require("./errors.js");
const { isObject, merge } = require("./json.js");
const { pictures } = require("./pictures.js");
const { APIPromise } = require("./promise.js");
const { laidOut, laidOutTurns, plain } = require("./wire.js");

class Images {
  #models;
  #send;

  /**
   * @param {readonly Model[]} models
   * @param {(body: JsonObject, options: RequestOptions) => Promise<Outcome>} send
   */
  constructor(models, send) {
    this.#models = new Map(models.map((model) => [model.id, model]));
    this.#send = send;
  }

  /**
   * @param {JsonObject} params
   * @param {RequestOptions} [options]
   */
  generate(params, options = {}) {
    return new APIPromise(this.#generate(params, options));
  }

  /**
   * @param {JsonObject} params
   * @param {RequestOptions} options
   */
  async #generate(params, options) {
    const id = idOf(params);
    const model = this.#models.get(id);
    const body = model ? laidOut(model, params) : plain(id, params);
    return this.#send(extended(await body, params), options);
  }

  /** @param {JsonObject} params */
  conversation(params) {
    const id = idOf(params);
    const model = this.#models.get(id);
    if (!model?.turns) {
      const all = [...this.#models.values()];
      const able = all.filter(({ turns }) => turns).map((each) => each.id);
      throw new ClientError(
        `${id} holds no conversations; those that do: ${able.join(", ") || "none"}.`,
      );
    }
    const settings = { ...params };
    return new Conversation(
      async (turns, options) => {
        const body = await laidOutTurns(model, settings, turns);
        return this.#send(extended(body, settings), options);
      },
      (image) => pictures(image, "image", model.pictures),
    );
  }

  /**
   * @param {object} body
   * @param {RequestOptions} [options]
   */
  post(body, options = {}) {
    return new APIPromise(this.#post(body, options));
  }

  /**
   * @param {object} body
   * @param {RequestOptions} options
   */
  async #post(body, options) {
    /** @type {JsonObject} */
    const copy = {};
    merge(copy, body);
    return this.#send(copy, options);
  }
}

/** @param {JsonObject} params */
function idOf(params) {
  const id = isObject(params) ? params["model"] : undefined;
  if (typeof id === "string" && id !== "") return id;
  throw new ClientError("model is the id of a model.");
}

/**
 * The body with what the caller adds.
 *
 * @param {JsonObject} body
 * @param {JsonObject} params
 */
function extended(body, { extraBody }) {
  if (extraBody === undefined) return body;
  if (!isObject(extraBody)) throw new ClientError("extraBody is an object.");
  merge(body, extraBody);
  return body;
}

module.exports = {
  Images,
};
