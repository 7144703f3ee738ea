/**
 * A client of a gateway some of whose calls begin jobs: each call is made by one that waits as the call wants.
 *
 * @typedef {import("./http.js").Operations} Operations
 * @typedef {import("./jobs.js").Settled} Settled
 * @typedef {import("./jobs.js").Waiting} Waiting
 * @typedef {import("./json.js").JsonObject} JsonObject
 * @typedef {import("./promise.js").Outcome} Outcome
 * @typedef {import("./provider.js").Model} Model
 * @typedef {import("./provider.js").Provider} Provider
 * @typedef {import("./types.js").ClientOptions} ClientOptions
 * @typedef {import("./types.js").RequestOptions & { pollInterval?: number, pollTimeout?: number }} RequestOptions
 *
 * @typedef {object} JobParams
 * @property {string} model
 * @property {string} job
 * @property {JsonObject} [extraBody]
 */
import { WAYS } from "./calls.js";
import { Client } from "./client.js";
import { ClientError } from "./errors.js";
import { Images } from "./images.js";
import { ELSEWHERE, question, settled, tell } from "./jobs.js";
import { environment } from "./node.js";
import { OPERATIONS, wayOf } from "./operations.js";
import { APIPromise } from "./promise.js";

/** The longest that a timer can wait. */
const LONGEST = 2 ** 31 - 1;

class PollingClient extends Client {
  /**
   * @param {Provider} provider
   * @param {ClientOptions} [options]
   */
  constructor(provider, options) {
    const apiKey = options?.apiKey ?? environment(provider.keyVariable);
    const given = { ...options, ...(apiKey !== undefined && { apiKey }) };
    super(provider, given, OPERATIONS);
    const { baseURL } = this;
    this.images = new PolledImages(provider.models, baseURL, (operations) => {
      const client = new Client(provider, { ...given, baseURL }, operations);
      return client.images;
    });
  }
}

class PolledImages extends Images {
  #base;
  #calls;

  /**
   * @param {readonly Model[]} models
   * @param {string} base
   * @param {(operations: Operations) => Images} calls those of a client with these operations
   */
  constructor(models, base, calls) {
    super(models, async (body, options) =>
      outcome(calls(beginning(options)).post(body, options)),
    );
    this.#base = base;
    this.#calls = calls;
  }

  /**
   * @param {JobParams} params
   * @param {RequestOptions} [options]
   */
  resume(params, options = {}) {
    return new APIPromise(this.#resume(params, options));
  }

  /**
   * @param {JobParams} params
   * @param {RequestOptions} options
   */
  async #resume({ model, job, extraBody }, options) {
    const calls = this.#calls(resuming(model, job, this.#base, options));
    // A question has no body, and nothing in it to check or to be marked.
    const headers = { "idempotency-key": null, ...options.headers };
    try {
      return await outcome(
        calls.post(
          { ...extraBody, model },
          { ...options, validate: false, headers, idempotencyKey: "" },
        ),
      );
    } catch (error) {
      tell(error, job, null);
      throw error;
    }
  }
}

/**
 * The operations of a call that may begin a job.
 *
 * @param {RequestOptions} options
 * @returns {Operations}
 */
function beginning(options) {
  const waiting = waitingOf(options);
  /** @type {Settled | undefined} */
  let last;
  return {
    ...OPERATIONS,
    async settled(body, first, exchange) {
      const way = wayOf(body);
      const { poll } = way;
      if (!poll) return first;
      last = await settled({ ...way, poll }, waiting, body, first, exchange);
      return last;
    },
    images(...answered) {
      try {
        return OPERATIONS.images(...answered);
      } catch (error) {
        if (last) tell(error, last.job, last.begunBy);
        throw error;
      }
    },
  };
}

/**
 * The operations of a call that goes on waiting for a job.
 *
 * @param {string} model
 * @param {string} job
 * @param {string} base
 * @param {RequestOptions} options
 * @returns {Operations}
 */
function resuming(model, job, base, options) {
  const waiting = waitingOf(options);
  const way = wayOf({ model });
  const { poll } = way;
  if (!poll) {
    const able = WAYS.filter(([, way]) => way.poll).map(([id]) => id);
    throw new ClientError(
      `${model} begins no jobs; those that do: ${able.join(", ")}.`,
    );
  }
  if (typeof job !== "string" || job === "") {
    throw new ClientError(
      "job is what the error told: the id of a job, or its link.",
    );
  }
  return {
    ...OPERATIONS,
    directed(body) {
      const asking = question(poll, job, body, base);
      if (!asking) throw new ClientError(ELSEWHERE);
      return asking;
    },
    settled: (body, first, exchange) =>
      settled({ ...way, poll }, waiting, body, first, exchange, job),
  };
}

/**
 * Read how a call waits, before anything is sent that costs.
 *
 * @param {RequestOptions} options
 * @returns {Waiting}
 */
function waitingOf({ pollInterval: interval, pollTimeout: timeout }) {
  if (interval !== undefined && !(isTime(interval) && interval > 0)) {
    throw new ClientError("pollInterval is a number of milliseconds above 0.");
  }
  if (timeout !== undefined && !(isTime(timeout) || timeout === Infinity)) {
    throw new ClientError(
      "pollTimeout is a number of milliseconds, or Infinity.",
    );
  }
  return { interval, timeout };
}

/** @param {unknown} value */
function isTime(value) {
  return typeof value === "number" && value >= 0 && value <= LONGEST;
}

/**
 * What came of a call.
 *
 * @param {APIPromise} call
 * @returns {Promise<Outcome>}
 */
async function outcome(call) {
  const { data: result, response } = await call.withResponse();
  const { status, headers } = response;
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { result, reply: { status, headers, text: "", bytes } };
}

export { PollingClient };
