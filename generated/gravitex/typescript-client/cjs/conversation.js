"use strict";

/**
 * Pictures in several turns.
 *
 * @typedef {import("./promise.js").Outcome} Outcome
 * @typedef {import("./types.js").RequestOptions} RequestOptions
 * @typedef {import("./types.js").Turn} Turn
 * @typedef {import("./types.js").TurnOptions} TurnOptions
 * @typedef {import("./types.js").SavedImage} SavedImage
 */
const { decode, sniff } = require("./bytes.js");
const { APIPromise } = require("./promise.js");

/** Keeps what was said and shown, by both sides, and sends all of it with each turn. */
class Conversation {
  #send;
  #spell;
  /** @type {Turn[]} */
  #turns = [];

  /**
   * @param {(turns: Turn[], options: RequestOptions) => Promise<Outcome>} send
   * @param {(image: unknown) => Promise<string[]>} spell
   */
  constructor(send, spell) {
    this.#send = send;
    this.#spell = spell;
  }

  get turns() {
    return [...this.#turns];
  }

  /**
   * @param {string} prompt
   * @param {TurnOptions} [options]
   */
  send(prompt, options = {}) {
    return new APIPromise(this.#take(prompt, options));
  }

  /**
   * @param {string} prompt
   * @param {TurnOptions} options
   */
  async #take(prompt, { image, ...options }) {
    const turn = { prompt, images: await this.#spell(image), own: false };
    const outcome = await this.#send([...this.#turns, turn], options);
    const images = outcome.result.data.map(shown);
    this.#turns.push(turn, { prompt: undefined, images, own: true });
    return outcome;
  }
}

/**
 * A picture of the model as the text that stands for it in the next request.
 *
 * @param {SavedImage} image
 */
function shown(image) {
  if (image.b64_json === undefined) return image.url ?? "";
  const format = sniff(decode(image.b64_json) ?? new Uint8Array(0)) || "png";
  return `data:image/${format};base64,${image.b64_json}`;
}

module.exports = {
  Conversation,
};
