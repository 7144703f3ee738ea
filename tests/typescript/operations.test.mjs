// Calls beyond one JSON POST: against the mock gateway (BASE_URL, KEY) and a server that says anything.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";

const { BASE_URL, KEY, PACKAGE } = process.env;
const foundry = await import(
  pathToFileURL(join(PACKAGE, "esm", "index.js")).href
);
const { WAYS } = await import(
  pathToFileURL(join(PACKAGE, "esm", "calls.js")).href
);
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);
const options = { apiKey: KEY, onWarning() {} };
const mock = new foundry.Foundry({ ...options, baseURL: BASE_URL });
const fault = (name) => ({ headers: { "x-mock-fault": name } });
const closers = [];
after(() => closers.forEach((close) => close()));

/** A server that gives these answers in order, the last one again and again. */
async function told(...answers) {
  const seen = [];
  const server = createServer(async (request, response) => {
    const pieces = [];
    for await (const piece of request) pieces.push(piece);
    const { method, url, headers } = request;
    seen.push({ method, url, headers, text: Buffer.concat(pieces).toString() });
    const [body, status = 200, more = {}] =
      answers[Math.min(seen.length, answers.length) - 1];
    if (body === undefined) return request.socket.destroy();
    const raw = Buffer.isBuffer(body);
    response.writeHead(status, {
      "content-type": raw ? "image/png" : "application/json",
      ...more,
    });
    response.end(raw ? body : JSON.stringify(body));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  closers.push(() => (server.closeAllConnections(), server.close()));
  const baseURL = `http://127.0.0.1:${server.address().port}/v1`;
  return { client: new foundry.Foundry({ ...options, baseURL }), seen };
}

async function thrown(promise, kind) {
  const error = await promise.then(
    () => assert.fail("nothing was thrown"),
    (found) => found,
  );
  assert.ok(error instanceof kind, String(error));
  return error;
}

const CALLS = [
  { model: "bell-1", prompt: "p", n: 2 },
  {
    model: "bell-1",
    prompt: "p",
    image: [PNG, PNG],
    tune: { pitch: 1.5 },
    n: 2,
  },
  { model: "bell-1", prompt: "p", image: PNG, polished: true, tags: ["a"] },
  { model: "works/press-1", prompt: "p", quality: "fine", format: "jpeg" },
  { model: "tracer-1", prompt: "p", image: PNG },
  { model: "kiln-1", prompt: "p", n: 2 },
  { model: "crucible-1", prompt: "p", grade: "fine" },
  { model: "oven-1", prompt: "p" },
];

for (const given of CALLS) {
  test(`${given.model} ends in pictures: ${Object.keys(given)}`, async () => {
    const { data, filtered } = await mock.images.generate(given);
    assert.equal(data.length, given.n ?? 1);
    for (const image of data) assert.ok((await image.toBytes()).length > 50);
    assert.deepEqual(filtered, []);
  });
}

test("what travels where", async () => {
  const images = { images: [{ b64: PNG.toString("base64") }] };
  const { client, seen } = await told(
    [images],
    [images],
    [PNG],
    [{ ok: true, traces: ["https://a.example/a.png"] }],
  );
  await client.images.generate({
    model: "bell-1",
    prompt: 'say\n"\u00e9"',
    image: [PNG],
    mask: PNG,
  });
  assert.equal(
    `${seen[0].method} ${seen[0].url}`,
    "POST /v1/models/bell-1/edits",
  );
  assert.equal(seen[0].headers["x-foundry-key"], `Token ${KEY}`);
  assert.equal(seen[0].headers["x-foundry-version"], "2026-01");
  assert.match(
    seen[0].headers["content-type"],
    /^multipart\/form-data; boundary=/,
  );
  assert.match(
    seen[0].text,
    /name="mask"; filename="picture-\d.png"\r\nContent-Type: image\/png\r\n/,
  );
  assert.ok(seen[0].text.includes('name="prompt"\r\n\r\nsay\n"\u00e9"\r\n'));
  assert.ok(!seen[0].text.includes('name="model"'));
  await client.images.generate({
    model: "bell-1",
    prompt: "p",
    image: [PNG, PNG],
  });
  assert.equal(seen[1].text.match(/name="image\[\]"; filename=/g).length, 2);
  const press = client.images.generate({
    model: "works/press-1",
    prompt: "p",
    quality: "fine",
  });
  const { data, response } = await press.withResponse();
  assert.equal(seen[2].url, "/v1/render/works/press-1/fine");
  assert.deepEqual(JSON.parse(seen[2].text), { prompt: "p" });
  assert.equal(seen[2].headers.accept, "image/*");
  assert.deepEqual(Buffer.from(await data.data[0].toBytes()), PNG);
  assert.deepEqual(Buffer.from(await response.arrayBuffer()), PNG);
  const link = "https://example.com/in.png";
  const traced = await client.images.generate({
    model: "tracer-1",
    prompt: "p",
    image: link,
  });
  assert.equal(`${seen[3].method} ${seen[3].url}`, "PUT /v1/traces");
  assert.ok(seen[3].text.includes(`name="image"\r\n\r\n${link}\r\n`));
  assert.equal(traced.data[0].url, "https://a.example/a.png");
});

test("a single picture is a list of one, and a job that is done is not asked for", async () => {
  const done = {
    urls: { get: "/v1/j" },
    status: "succeeded",
    output: "https://a.example/a",
  };
  const { client, seen } = await told([done]);
  const { data } = await client.images.generate({
    model: "oven-1",
    prompt: "p",
  });
  assert.equal(data[0].url, "https://a.example/a");
  assert.equal(seen.length, 1);
});

test("errors inside of 200 have their names", async () => {
  const bell = { model: "bell-1", prompt: "p" };
  const error = await thrown(
    mock.images.generate(bell, fault("code-409")),
    foundry.ConflictError,
  );
  assert.match(error.message, /Mould broken/);
  const trace = { model: "tracer-1", prompt: "p", image: PNG };
  for (const body of [
    { ok: false, said: "No more ink" },
    { ok: "no", said: "No more ink", traces: [] },
  ]) {
    const { client } = await told([body]);
    const failed = await thrown(
      client.images.generate(trace),
      foundry.APIStatusError,
    );
    assert.match(failed.message, /^200 No more ink/);
  }
  const { client } = await told([{ error: { text: "The mould is wet" } }]);
  await thrown(client.images.generate(bell), foundry.APIStatusError);
  const b64 = PNG.toString("base64");
  for (const nothing of [null, {}, "", []]) {
    const fine = await told([{ error: nothing, images: [{ b64 }] }]);
    assert.equal((await fine.client.images.generate(bell)).data.length, 1);
  }
});

test("fewer pictures, and why", async () => {
  const asked = { model: "bell-1", prompt: "p", n: 3 };
  const one = await mock.images.generate(asked, fault("filtered"));
  assert.deepEqual(
    [one.data.length, one.filtered],
    [2, ["The mock holds it back."]],
  );
  const gap = await mock.images.generate(asked, fault("filtered-null"));
  assert.deepEqual([gap.data.length, gap.filtered], [2, [""]]);
  const all = mock.images.generate(asked, fault("filtered-all"));
  const error = await thrown(all, foundry.ImagesFilteredError);
  assert.equal(error.reasons.length, 3);
  assert.equal(error.name, "ImagesFilteredError");
});

const WAITING = { job: { id: 7, state: "wet" } };
const DONE = { job: { id: 7, state: "done" } };
const IMAGES = { images: [{ b64: PNG.toString("base64") }] };
const KILN = { model: "kiln-1", prompt: "p" };

test("jobs that fail or are lost may have been billed", async () => {
  for (const model of ["kiln-1", "oven-1"]) {
    const call = mock.images.generate(
      { model, prompt: "p" },
      fault("job-failed"),
    );
    const error = await thrown(call, foundry.JobFailedError);
    assert.match(error.message, /is failed: The mock lets it fail/);
    assert.ok(error.maybeBilled);
  }
  const lost = mock.images.generate(KILN, fault("job-lost"));
  assert.ok((await thrown(lost, foundry.NotFoundError)).maybeBilled);
});

test("a question is asked again where a request is not", async () => {
  const { client, seen } = await told(
    [WAITING, 200, { "retry-after-ms": "1" }],
    [{}, 502, { "retry-after-ms": "1" }],
    [DONE],
    [IMAGES],
  );
  assert.equal((await client.images.generate(KILN)).data.length, 1);
  assert.deepEqual(
    seen.map(({ method, url }) => `${method} ${url}`),
    [
      "POST /v1/jobs",
      "GET /v1/jobs/7",
      "GET /v1/jobs/7",
      "GET /v1/jobs/7/result",
    ],
  );
  assert.equal(seen[1].text, "");
  assert.equal(seen[1].headers["idempotency-key"], undefined);
  assert.equal(seen[1].headers["x-foundry-version"], "2026-01");
});

const CRUCIBLE = { model: "crucible-1", prompt: "p", grade: "fine" };

test("an address keeps its query, and the first answer need not have a status", async () => {
  const done = { state: "done", ...IMAGES };
  const { client, seen } = await told([{ look: "/v1/look?job=7" }], [done]);
  const response = await client.images.generate(CRUCIBLE, {
    query: { trace: "on" },
  });
  assert.equal(response.data.length, 1);
  assert.deepEqual(
    seen.map(({ url }) => url),
    [
      "/v1/pours?version=2026-01&grade=fine&trace=on",
      "/v1/look?job=7&trace=on",
    ],
  );
  assert.deepEqual(JSON.parse(seen[0].text), {
    model: "crucible-1",
    prompt: "p",
  });
  const silent = await told([{ look: "/v1/look?job=7" }], [IMAGES]);
  const error = await thrown(
    silent.client.images.generate(CRUCIBLE),
    foundry.APIResponseValidationError,
  );
  assert.match(error.message, /how the job stands/);
});

for (const [link, kept] of [
  ["https://eu.foundry.example/j", true],
  ["https://a.b.foundry.test/j?id=1", true],
  ["http://eu.foundry.example/j", false],
  ["https://eu.foundry.example:8443/j", false],
  ["https://foundry.test/j", false],
  ["https://evilfoundry.test/j", false],
  ["https://foundry.test.evil.example/j", false],
  ["https://eu.foundry.example@evil.example/j", false],
  ["https://evil.example\\.foundry.test/j", false],
]) {
  test(`the key ${kept ? "goes" : "does not go"} to ${link}`, async () => {
    const heard = [];
    const client = new foundry.Foundry({
      ...options,
      fetch: async (url, init) => {
        heard.push([
          String(url),
          new Headers(init.headers).get("x-foundry-key"),
        ]);
        return Response.json(
          heard.length === 1 ? { look: link } : { state: "done", ...IMAGES },
        );
      },
    });
    const call = client.images.generate(CRUCIBLE);
    if (kept) {
      assert.equal((await call).data.length, 1);
      assert.deepEqual(heard[1], [link, `Token ${KEY}`]);
    } else {
      await thrown(call, foundry.APIResponseValidationError);
      assert.equal(heard.length, 1);
    }
  });
}

test("waiting ends", async () => {
  const { client } = await told([WAITING, 200, { "retry-after": "100" }]);
  const error = await thrown(
    client.images.generate(KILN),
    foundry.JobTimeoutError,
  );
  assert.equal(error.job, "7");
  assert.ok(error.maybeBilled);
});

test("a signal ends the waiting", async () => {
  const { client, seen } = await told([WAITING, 200, { "retry-after": "3" }]);
  const controller = new AbortController();
  const call = client.images.generate(KILN, { signal: controller.signal });
  while (seen.length === 0) await new Promise((done) => setImmediate(done));
  controller.abort();
  const error = await thrown(call, foundry.APIUserAbortError);
  assert.ok(error.maybeBilled);
  assert.equal(seen.length, 1);
});

test("a call says how it waits, and sends nothing of it", async () => {
  for (const asked of ["generate", "post"]) {
    const { client, seen } = await told(
      [WAITING, 200, { "retry-after": "100" }],
      [DONE],
      [IMAGES],
    );
    const given = { pollInterval: 1, pollTimeout: 9000 };
    assert.equal((await client.images[asked](KILN, given)).data.length, 1);
    assert.deepEqual(JSON.parse(seen[0].text), KILN);
    assert.equal(seen.length, 3);
  }
});

test("waiting may have no end", async () => {
  const { client, seen } = await told(
    [WAITING, 200, { "retry-after-ms": "1" }],
    [DONE],
    [IMAGES],
  );
  const { data } = await client.images.generate(KILN, {
    pollTimeout: Infinity,
  });
  assert.equal(data.length, 1);
  assert.equal(seen.length, 3);
});

test("no job is begun that cannot be waited for", async () => {
  const { client, seen } = await told([IMAGES]);
  const intervals = [0, -1, "2", true, null, Number.NaN, Infinity, 2 ** 31];
  const timeouts = [-1, "2", false, null, Number.NaN, 2 ** 31];
  for (const [name, values] of [
    ["pollInterval", intervals],
    ["pollTimeout", timeouts],
  ]) {
    for (const value of values) {
      const given = { [name]: value };
      for (const call of [
        client.images.generate(KILN, given),
        client.images.resume({ model: "kiln-1", job: "7" }, given),
      ]) {
        const error = await thrown(call, foundry.FoundryError);
        assert.match(error.message, new RegExp(`^${name} is a number of mill`));
      }
    }
  }
  assert.equal(seen.length, 0);
});

/** The error of a job that outlasts the patience of its caller. */
function begun(call, more = {}) {
  const given = { ...more, pollTimeout: 0 };
  return thrown(mock.images.generate(call, given), foundry.JobTimeoutError);
}

async function billed() {
  const health = await fetch(new URL("/health", BASE_URL));
  const calls = Object.entries((await health.json()).requests);
  const posts = calls.filter(([call]) => call.startsWith("POST "));
  return posts.reduce((sum, [, count]) => sum + count, 0);
}

for (const call of CALLS.slice(-3)) {
  test(`${call.model} is taken up again, and billed once`, async () => {
    const before = await billed();
    const { job, requestID, maybeBilled } = await begun(call);
    assert.ok(job && maybeBilled);
    assert.match(requestID, /^mock-/);
    const again = mock.images.resume({ model: call.model, job });
    const { data, response } = await again.withResponse();
    assert.equal(data.data.length, call.n ?? 1);
    assert.ok((await data.data[0].toBytes()).length > 50);
    assert.deepEqual(await response.json(), data.raw);
    assert.equal(await billed(), before + 1);
  });
}

test("what is taken up again may have gone wrong", async () => {
  for (const model of ["kiln-1", "oven-1"]) {
    const call = { model, prompt: "p" };
    const { job } = await begun(call, fault("job-failed"));
    const again = mock.images.resume({ model, job });
    const error = await thrown(again, foundry.JobFailedError);
    assert.deepEqual([error.job, error.status], [job, "failed"]);
  }
  const { job } = await begun(KILN, fault("job-stuck"));
  const late = await thrown(
    mock.images.resume({ model: "kiln-1", job }, { pollTimeout: 50 }),
    foundry.JobTimeoutError,
  );
  assert.match(late.message, /running after 0\.05 s/);
  assert.equal(late.job, job);
  const nobody = { model: "kiln-1", job: "job-of-nobody" };
  const lost = await thrown(mock.images.resume(nobody), foundry.NotFoundError);
  assert.equal(lost.job, "job-of-nobody");
  assert.ok(lost.maybeBilled);
});

test("the key is not sent where a kept link leads", async () => {
  const { client, seen } = await told([IMAGES]);
  for (const job of [
    "https://evil.example/j",
    "//evil.example/j",
    "http://[",
  ]) {
    for (const model of ["oven-1", "crucible-1"]) {
      const call = client.images.resume({ model, job });
      const error = await thrown(call, foundry.FoundryError);
      assert.match(error.message, /leads to another server/);
    }
  }
  assert.equal(seen.length, 0);
});

test("what is no job is not taken up", async () => {
  const bell = mock.images.resume({ model: "bell-1", job: "7" });
  assert.match(
    (await thrown(bell, foundry.FoundryError)).message,
    /bell-1 begins no jobs; .* crucible-1, kiln-1, oven-1/,
  );
  const none = mock.images.resume({ model: "kiln-1", job: "" });
  assert.match(
    (await thrown(none, foundry.FoundryError)).message,
    /job is what the error told/,
  );
});

test("a question about a job has no body, nor the mark of what began it", async () => {
  const { client, seen } = await told([DONE], [IMAGES]);
  const { data } = await client.images.resume(
    { model: "kiln-1", job: "a/7" },
    { query: { trace: "on" } },
  );
  assert.equal(data.length, 1);
  assert.deepEqual(
    seen.map(({ method, url, text }) => [method, url, text]),
    [
      ["GET", "/v1/jobs/a%2F7?trace=on", ""],
      ["GET", "/v1/jobs/a%2F7/result?trace=on", ""],
    ],
  );
  assert.equal(seen[0].headers["idempotency-key"], undefined);
  assert.equal(seen[0].headers["x-foundry-version"], "2026-01");
});

test("a signal that ends the waiting tells the job", async () => {
  const { client, seen } = await told([WAITING, 200, { "retry-after": "0" }]);
  const controller = new AbortController();
  const call = client.images.generate(KILN, { signal: controller.signal });
  while (seen.length < 2) await new Promise((done) => setImmediate(done));
  controller.abort();
  const error = await thrown(call, foundry.APIUserAbortError);
  assert.equal(error.job, "7");
});

test("a job may end in a picture that is the body itself", async () => {
  const [, way] = WAYS.find(([model]) => model === "kiln-1");
  const { client, seen } = await told([WAITING], [DONE], [PNG]);
  Object.assign(way, { binary: true });
  try {
    const { data } = await client.images.generate(KILN, { pollInterval: 1 });
    assert.deepEqual(Buffer.from(await data[0].toBytes()), PNG);
  } finally {
    Object.assign(way, { binary: false });
  }
  const accepted = seen.map(({ headers }) => headers.accept);
  assert.deepEqual(accepted, [
    "application/json",
    "application/json",
    "image/*",
  ]);
});

test("a lost connection tells the job", async () => {
  const headers = { "retry-after-ms": "1", "x-request-id": "r-1" };
  const lost = await told([WAITING, 200, headers], [undefined]);
  const client = lost.client.withOptions({ maxRetries: 0 });
  const error = await thrown(
    client.images.generate(KILN),
    foundry.APIConnectionError,
  );
  assert.deepEqual([error.job, error.requestID], ["7", "r-1"]);
  const never = (await told([undefined])).client;
  const first = never.withOptions({ maxRetries: 0 }).images.generate(KILN);
  const none = await thrown(first, foundry.APIConnectionError);
  assert.equal(none.job, undefined);
});

for (const nothing of [
  { images: [] },
  { other: 1 },
  { error: { text: "The mould is wet" } },
  [],
  { images: [null] },
]) {
  test(`a job that is done with ${JSON.stringify(nothing)} tells its id`, async () => {
    const named = { "x-request-id": "r-1" };
    const { client } = await told([DONE, 200, named], [nothing]);
    const error = await thrown(client.images.generate(KILN), foundry.APIError);
    const { job, requestID, maybeBilled } = error;
    assert.deepEqual([job, requestID, maybeBilled], ["7", "r-1", true]);
    assert.match(error.message, /idempotency key foundry-/);
  });
}

test("a question tells no key that was not sent", async () => {
  const kiln = { model: "kiln-1", job: "7" };
  for (const answers of [
    [[{ error: "no such job" }, 404]],
    [[{}, 502]],
    [[undefined]],
    [[{}]],
    [[DONE], [{ images: [] }]],
    [[{ job: { id: 7, state: "failed" } }]],
  ]) {
    const { client } = await told(...answers);
    const call = client.images.resume(kiln, {
      maxRetries: 0,
      idempotencyKey: "unsent",
    });
    const error = await thrown(call, foundry.APIError);
    const { job, maybeBilled, idempotencyKey } = error;
    assert.deepEqual([job, maybeBilled, idempotencyKey], ["7", true, ""]);
    assert.doesNotMatch(error.message, /billed|key/);
  }
  const { client } = await told([DONE], [IMAGES]);
  assert.equal((await client.images.resume(kiln)).idempotencyKey, "");
});

for (const link of [
  "https://evil.example/j",
  "//evil.example/j",
  "",
  true,
  "http://[",
]) {
  test(`the key is not sent where ${JSON.stringify(link)} leads`, async () => {
    const { client, seen } = await told([
      { urls: { get: link }, status: "starting" },
    ]);
    const call = client.images.generate({ model: "oven-1", prompt: "p" });
    await thrown(call, foundry.APIResponseValidationError);
    assert.equal(seen.length, 1);
  });
}

test("what cannot be sent is not", async () => {
  const { client, seen } = await told([IMAGES]);
  const unchecked = { validate: false };
  const press = client.images.post(
    { model: "works/press-1", prompt: "p" },
    unchecked,
  );
  assert.match(
    (await thrown(press, foundry.FoundryError)).message,
    /quality stands in the address/,
  );
  const bell = {
    model: "bell-1",
    prompt: "p",
    image: "data:image/png;base64,%%",
  };
  await thrown(client.images.post(bell, unchecked), foundry.ImageInputError);
  assert.equal(seen.length, 0);
});
