/**
 * Jobs: the first answer names one, and its pictures come when it is asked for again.
 *
 * @typedef {import("./calls.js").Operation} Operation
 * @typedef {import("./calls.js").Poll} Poll
 * @typedef {import("./errors.js").ErrorDetails} ErrorDetails
 * @typedef {import("./http.js").Asked} Asked
 * @typedef {import("./http.js").Asking} Asking
 * @typedef {import("./http.js").Exchange} Exchange
 * @typedef {import("./json.js").JsonObject} JsonObject
 * @typedef {import("./calls.js").Way & { poll: Poll }} PolledWay how a model is called that begins jobs
 *
 * @typedef {object} Waiting milliseconds; undefined where those of the model are meant
 * @property {number | undefined} interval
 * @property {number | undefined} timeout
 *
 * @typedef {Asked & { job: string, begunBy: string | null }} Settled the last answer, and what began the job
 *
 * @typedef {object} Begun a job that was begun
 * @property {string} job its id, or its link
 * @property {Poll} poll
 * @property {Waiting} waiting
 * @property {boolean} named whether the first answer is the one that named it
 * @property {Asked} first
 * @property {() => Promise<Asked>} ask
 * @property {AbortSignal | null | undefined} signal
 * @property {ErrorDetails} details
 */
import { APIError, APIResponseValidationError, ClientError } from "./errors.js";
import { retryAfter } from "./http.js";
import { JobFailedError, JobTimeoutError } from "./jobfailures.js";
import { find } from "./json.js";
import { filled } from "./paths.js";
import { sleep } from "./stream.js";

const LONGEST_WAIT = 120_000;
const ELSEWHERE = "The link of the job leads to another server.";
const PICTURE = { headers: { accept: "image/*" }, binary: true };

/**
 * Wait for a job; what goes wrong on the way may have cost, and tells which job it was.
 *
 * @param {PolledWay} way
 * @param {Waiting} waiting
 * @param {JsonObject} body
 * @param {Asked} first what began the job or, where that is known, the first answer about it
 * @param {Exchange} exchange
 * @param {string} [known] its id, or its link
 * @returns {Promise<Settled>}
 */
async function settled(
  { poll, binary },
  waiting,
  body,
  first,
  exchange,
  known,
) {
  const { ask, base, signal, idempotencyKey } = exchange;
  const details = { maybeBilled: true, idempotencyKey };
  const named = known === undefined;
  const job = known ?? nameOf(poll, first, details);
  const id = poll.asks ? job : poll.id && find(first.read, poll.id);
  const values = id ? { ...body, id } : body;
  const status = question(poll, job, values, base);
  if (!status) throw new APIResponseValidationError(ELSEWHERE, details);
  const begunBy = first.reply.headers.get("x-request-id");
  try {
    const last = await ended({
      job,
      poll,
      waiting,
      named,
      first,
      ask: () => ask(status),
      signal,
      details,
    });
    if (!poll.answer) return { ...last, job, begunBy };
    const wanted = called(poll.answer, values, base);
    const found = await ask(binary ? { ...wanted, ...PICTURE } : wanted);
    return { ...found, job, begunBy };
  } catch (error) {
    tell(error, job, begunBy);
    throw error;
  }
}

/**
 * Ask for a job until it is done.
 *
 * @param {Begun} begun
 * @returns {Promise<Asked>}
 */
async function ended(begun) {
  const { job, poll, waiting, named, first, ask, signal, details } = begun;
  const patience = waiting.timeout ?? poll.timeout * 1000;
  const ends = Date.now() + patience;
  let last = first;
  for (;;) {
    const found = find(last.read, poll.status);
    // Some gateways name the job at first, and no more.
    const state =
      found === undefined && named && last === first ? "begun" : found;
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
    if (poll.done.some((each) => each === state)) return last;
    if (state === undefined) {
      throw new APIResponseValidationError(
        "The answer does not say how the job stands.",
        details,
      );
    }
    const wait = waiting.interval ?? told(last) ?? poll.interval * 1000;
    if (Date.now() + wait > ends) {
      throw new JobTimeoutError(
        `The job ${job.slice(0, 200)} is still ${state} after ${patience / 1000} s.`,
        job,
        details,
      );
    }
    await sleep(wait, signal);
    last = await ask();
  }
}

/**
 * How long the gateway asks to wait, no more than two minutes.
 *
 * @param {Asked} last
 */
function told({ reply }) {
  const wait = retryAfter(reply.headers);
  return wait === undefined ? undefined : Math.min(wait, LONGEST_WAIT);
}

/**
 * The job that an answer names.
 *
 * @param {Poll} poll
 * @param {Asked} first
 * @param {ErrorDetails} details
 */
function nameOf(poll, { read }, details) {
  const said = find(read, poll.asks ? poll.id : poll.link);
  if ((typeof said === "string" && said !== "") || typeof said === "number") {
    return String(said);
  }
  throw new APIResponseValidationError("The answer names no job.", details);
}

/**
 * What asks how a job stands; undefined where that would show the key to another server.
 *
 * @param {Poll} poll
 * @param {string} job
 * @param {JsonObject} body
 * @param {string} base
 * @returns {Asking | undefined}
 */
function question(poll, job, body, base) {
  if (poll.asks) return called(poll.asks, { ...body, id: job }, base);
  const href = linked(job, base, poll.hosts);
  return href === undefined ? undefined : { method: "GET", href };
}

/**
 * @param {Operation} operation
 * @param {JsonObject} values
 * @param {string} base
 * @returns {Asking}
 */
function called({ method, path }, values, base) {
  return { method, href: base + filled(path, values) };
}

/**
 * The address of a job. The key goes along: it must be one of the same gateway.
 *
 * @param {string} link
 * @param {string} base
 * @param {readonly string[]} hosts
 */
function linked(link, base, hosts) {
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
  return undefined;
}

/**
 * Say of which job an error is.
 *
 * @param {unknown} error
 * @param {string} job
 * @param {string | null} requestID
 */
function tell(error, job, requestID) {
  if (!(error instanceof ClientError)) return;
  const own = Reflect.get(error, "requestID");
  const told = { job, requestID: own ?? requestID };
  Object.assign(
    error,
    told,
    error instanceof APIError && { maybeBilled: true },
  );
}

export { ELSEWHERE, question, settled, tell };
