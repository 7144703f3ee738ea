/**
 * @typedef {import("./http.js").Reply} Reply
 * @typedef {import("./types.js").ImagesResponse} ImagesResponse
 * @typedef {{ result: ImagesResponse, reply: Reply }} Outcome
 */

/**
 * A promise of the parsed answer that can also give the HTTP response.
 *
 * @implements {Promise<ImagesResponse>}
 */
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
    const { text, bytes, status, headers } = (await this.#outcome).reply;
    return new Response(bytes ?? text, { status, headers });
  }

  /** @returns {Promise<{ data: ImagesResponse, response: Response }>} */
  async withResponse() {
    const [data, response] = await Promise.all([this, this.asResponse()]);
    return { data, response };
  }
}

export { APIPromise };
