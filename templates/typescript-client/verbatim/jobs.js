/**
 * Jobs: the first answer names one, and its pictures come when it is asked for again.
 *
 * @typedef {import("./calls.js").Operation} Operation
 * @typedef {import("./calls.js").Poll} Poll
 * @typedef {import("./http.js").Asked} Asked
 * @typedef {import("./http.js").Exchange} Exchange
 * @typedef {import("./json.js").JsonObject} JsonObject
 */
import { APIError, APIResponseValidationError } from "./errors.js";
import { JobFailedError, JobTimeoutError } from "./failures.js";
import { retryAfter } from "./http.js";
import { find } from "./json.js";
import { filled } from "./paths.js";
import { sleep } from "./stream.js";

const LONGEST_WAIT = 120_000;

/**
 * Ask for a job until it ends; what goes wrong on the way may have cost.
 *
 * @param {Poll} poll
 * @param {JsonObject} body
 * @param {Asked} first
 * @param {Exchange} exchange
 * @param {() => number} [now]
 * @returns {Promise<Asked>}
 */
async function settled(poll, body, first, exchange, now = Date.now) {
  try {
    return await asked(poll, body, first, exchange, now);
  } catch (error) {
    if (error instanceof APIError) {
      Object.defineProperty(error, "maybeBilled", { value: true });
    }
    throw error;
  }
}

/**
 * @param {Poll} poll
 * @param {JsonObject} body
 * @param {Asked} first
 * @param {Exchange} exchange
 * @param {() => number} now
 */
async function asked(poll, body, first, exchange, now) {
  const { base, signal, idempotencyKey } = exchange;
  const details = { maybeBilled: true, idempotencyKey };
  const ends = now() + poll.timeout * 1000;
  const said = find(first.read, poll.asks ? poll.id : poll.link);
  if ((typeof said !== "string" || said === "") && typeof said !== "number") {
    throw new APIResponseValidationError("The answer names no job.", details);
  }
  const job = String(said);
  const values = { ...body, id: poll.id ? find(first.read, poll.id) : job };
  /** @param {Operation} operation */
  const called = ({ method, path }) => ({
    method,
    href: base + filled(path, values),
  });
  const status = poll.asks
    ? called(poll.asks)
    : { method: "GET", href: linked(job, base, poll.hosts, details) };
  let last = first;
  for (;;) {
    const found = find(last.read, poll.status);
    // Some gateways name the job at first, and no more.
    const state = found === undefined && last === first ? "begun" : found;
    if (poll.failed.some((each) => each === state)) {
      const why = poll.reason === "" ? "" : find(last.read, poll.reason);
      const reason = typeof why === "string" && why ? why : "no reason given";
      throw new JobFailedError(
        `The job ${job.slice(0, 200)} is ${state}: ${reason.slice(0, 500)}`,
        job,
        state,
        details,
      );
    }
    if (poll.done.some((each) => each === state)) {
      return poll.answer ? exchange.ask(called(poll.answer)) : last;
    }
    if (state === undefined) {
      throw new APIResponseValidationError(
        "The answer does not say how the job stands.",
        details,
      );
    }
    const told = retryAfter(last.reply.headers);
    const wait =
      told === undefined ? poll.interval * 1000 : Math.min(told, LONGEST_WAIT);
    if (now() + wait > ends) {
      throw new JobTimeoutError(
        `The job ${job.slice(0, 200)} is still ${state} after ${poll.timeout} s.`,
        job,
        details,
      );
    }
    await sleep(wait, signal);
    last = await exchange.ask(status);
  }
}

/**
 * The address of a job. The key goes along: it must be one of the same gateway.
 *
 * @param {string} link
 * @param {string} base
 * @param {readonly string[]} hosts
 * @param {import("./errors.js").ErrorDetails} details
 */
function linked(link, base, hosts, details) {
  try {
    const url = new URL(link, `${base}/`);
    if (url.origin === new URL(base).origin) return url.href;
    const known = hosts.some((host) =>
      host.startsWith("*.")
        ? url.host.endsWith(host.slice(1))
        : url.host === host,
    );
    if (known && url.protocol === "https:") return url.href;
  } catch {
    // It is no URL.
  }
  throw new APIResponseValidationError(
    "The link of the job leads to another server.",
    details,
  );
}

export { settled };
