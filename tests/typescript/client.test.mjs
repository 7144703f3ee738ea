// The generated client against servers on the loopback that answer, fail, cut, lead away and lie.
// PACKAGE is the folder of the package of the provider "gravitex".
import assert from "node:assert/strict";
import {
  mkdtemp,
  readFile,
  readdir,
  symlink,
  writeFile,
} from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { createServer as createSocketServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";

const FOLDER = process.env.PACKAGE;
const at = (name) => pathToFileURL(join(FOLDER, "esm", name)).href;
const esm = await import(at("index.js"));
const { isPublic } = await import(at("address.js"));
const cjs = createRequire(import.meta.url)(join(FOLDER, "cjs", "index.js"));
const { Gravitex } = esm;

const KEY = "sk-canary-5d41402abc4b2a76";
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);
const JPEG = Buffer.from([
  0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46,
]);
const wrapped = (data) => ({
  code: 200,
  msg: "Success",
  data: { data, created: 7 },
});
const picture = wrapped([{ b64_json: PNG.toString("base64") }]);
const closers = [];
after(() => closers.forEach((close) => close()));

/** A server; `answer` gets the request, its body as text, and how many came before. */
async function serve(answer) {
  const seen = [];
  const server = createServer(async (request, response) => {
    const pieces = [];
    try {
      for await (const piece of request) pieces.push(piece);
    } catch {
      return;
    }
    const text = Buffer.concat(pieces).toString();
    seen.push({
      method: request.method,
      url: request.url,
      headers: request.headers,
      text,
    });
    answer(request, response, seen.length - 1, text);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  closers.push(() => (server.closeAllConnections(), server.close()));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { origin, seen };
}

const json = (response, body, status = 200, headers = {}) => {
  response.writeHead(status, {
    "content-type": "application/json",
    ...headers,
  });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
};

function client(origin, options = {}) {
  return new Gravitex({
    apiKey: KEY,
    baseURL: `${origin}/v1`,
    logger: { warn() {} },
    ...options,
  });
}

const GPT = { model: "gpt-image-2", prompt: "a cat" };

/** What a call throws, if it does. */
async function thrown(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return assert.fail("nothing was thrown");
}

// --- what is sent --------------------------------------------------------------------------------

async function sent(params, options) {
  const { origin, seen } = await serve((_, response) =>
    json(response, picture),
  );
  await client(origin, options).images.generate(params);
  assert.equal(seen.length, 1);
  return { ...seen[0], body: JSON.parse(seen[0].text) };
}

test("words, arguments and the key land where the gateway wants them", async () => {
  const { body, headers, url, method } = await sent({
    ...GPT,
    size: "1024x1024",
    n: 2,
  });
  assert.deepEqual(body, {
    model: "gpt-image-2",
    prompt: "a cat",
    size: "1024x1024",
    n: 2,
  });
  assert.equal(`${method} ${url}`, "POST /v1/images/generations");
  assert.equal(headers.authorization, `Bearer ${KEY}`);
  assert.match(headers["idempotency-key"], /^[0-9a-f-]{36}$/);
});

const LINK = "https://example.com/a.png";
for (const [params, body] of [
  [
    { ...GPT, image: LINK },
    { model: "gpt-image-2", prompt: "a cat", image: LINK },
  ],
  [
    { ...GPT, image: [LINK, LINK] },
    { model: "gpt-image-2", prompt: "a cat", images: [LINK, LINK] },
  ],
  [
    { model: "gemini-2.5-flash-image", prompt: "a", image: LINK, size: "16:9" },
    {
      model: "gemini-2.5-flash-image",
      contents: [{ role: "user", parts: [{ text: "a" }, { image: LINK }] }],
      size: "16:9",
    },
  ],
  [
    { model: "qwen-image-edit-plus", prompt: "a", image: [LINK, LINK], n: 2 },
    {
      model: "qwen-image-edit-plus",
      input: {
        messages: [
          {
            role: "user",
            content: [{ image: LINK }, { image: LINK }, { text: "a" }],
          },
        ],
      },
      parameters: { n: 2 },
    },
  ],
  [
    { model: "doubao-seedream-4-5-251128", prompt: "a", image: [LINK] },
    {
      model: "doubao-seedream-4-5-251128",
      prompt: "a",
      contents: [{ role: "user", parts: [{ image: LINK }, { text: "a" }] }],
    },
  ],
]) {
  test(`${params.model} with ${[params.image].flat().length} image(s) is laid out`, async () => {
    assert.deepEqual((await sent(params)).body, body);
  });
}

test("a model that is not known gets prompt, image and extraBody, and a warning once", async () => {
  const told = [];
  const { origin, seen } = await serve((_, response) =>
    json(response, picture),
  );
  const some = client(origin, { logger: { warn: (text) => told.push(text) } });
  const params = {
    model: "brand-new",
    prompt: "a",
    image: LINK,
    extraBody: { strength: 1 },
  };
  await some.images.generate(params);
  await some.images.generate(params);
  assert.deepEqual(JSON.parse(seen[0].text), {
    model: "brand-new",
    prompt: "a",
    image: LINK,
    strength: 1,
  });
  assert.equal(told.length, 1);
  assert.match(told[0], /brand-new/);
});

test("extraBody is merged member by member, last, and __proto__ is a name like any other", async () => {
  const extraBody = JSON.parse(
    '{"parameters":{"style":"x","n":3},"__proto__":{"polluted":1}}',
  );
  const { text } = await sent({
    model: "qwen-image-plus",
    prompt: "a",
    n: 1,
    watermark: false,
    extraBody,
  });
  assert.match(text, /"__proto__":\{"polluted":1\}/);
  assert.deepEqual(JSON.parse(text).parameters, {
    n: 3,
    watermark: false,
    style: "x",
  });
  assert.equal({}.polluted, undefined);
});

test("an argument that the model does not have, a bad type and too many images are refused", async () => {
  const some = client("http://127.0.0.1:9");
  for (const [more, code, pointer] of [
    [{ guidance_scale: 3 }, "unknownMember", "/guidance_scale"],
    [{ prompt: 3 }, "type", "/prompt"],
    [{ extraBody: 3 }, "type", "/extraBody"],
    [{ image: Array(11).fill(LINK) }, "image-count-maximum", "/image/10"],
    [
      { model: "doubao-seedream-3-0-t2i-250415", image: LINK },
      "no-image-input",
      "/image",
    ],
    [{ model: "qwen-image-edit-plus" }, "image-count-minimum", "/image"],
    [{ model: "brand-new", size: "1x1" }, "unknownMember", "/size"],
    [{ image: 3 }, "type", "/image"],
    [{ image: "no/such/file.png" }, "imageSource", "/image"],
    [{ image: "ftp://example.com/a.png" }, "imageSource", "/image"],
    [
      { image: [LINK, "data:image/tiff;base64,SUkqAA=="] },
      "imageFormat",
      "/image/1",
    ],
    [{ image: new Uint8Array(50_000_000) }, "imageSize", "/image"],
    [{ image: new Blob([new Uint8Array(50_000_000)]) }, "imageSize", "/image"],
    [{ image: Buffer.from("no image") }, "imageFormat", "/image"],
  ]) {
    const error = await thrown(some.images.generate({ ...GPT, ...more }));
    assert.ok(
      error instanceof esm.ValidationError,
      `${inspect(more)}: ${error}`,
    );
    assert.deepEqual(
      [error.issues[0].code, error.issues[0].pointer],
      [code, pointer],
    );
    assert.ok(error.message.length < 400);
  }
});

test("a picture may be a path, a file URL, bytes, a buffer, a blob, base64 or a data URI", async () => {
  const folder = await mkdtemp(join(tmpdir(), "pictures-"));
  const path = join(folder, "a.png");
  await writeFile(path, PNG);
  const uri = `data:image/png;base64,${PNG.toString("base64")}`;
  const bytes = new Uint8Array(PNG);
  for (const image of [
    path,
    pathToFileURL(path),
    PNG,
    bytes,
    bytes.buffer,
    new Blob([PNG]),
    PNG.toString("base64"),
    uri,
  ]) {
    assert.equal((await sent({ ...GPT, image })).body.image, uri);
  }
  assert.equal((await sent({ ...GPT, image: new URL(LINK) })).body.image, LINK);
  const large = join(folder, "large.png");
  await writeFile(large, Buffer.alloc(50_000_000));
  const error = await thrown(
    client("http://127.0.0.1:9").images.generate({ ...GPT, image: large }),
  );
  assert.equal(error.issues[0].code, "imageSize");
});

// --- what comes back -----------------------------------------------------------------------------

test("both envelopes are taken off, and the response is there too", async () => {
  for (const body of [
    picture,
    { created: 7, data: [{ b64_json: PNG.toString("base64") }] },
  ]) {
    const { origin } = await serve((_, response) =>
      json(response, body, 200, { "x-request-id": "r-1" }),
    );
    const call = client(origin).images.generate(GPT);
    const { data, response } = await call.withResponse();
    assert.equal(data, await call);
    assert.equal(data.created, 7);
    assert.equal(data.requestID, "r-1");
    assert.deepEqual(data.raw, body);
    assert.deepEqual(await response.json(), body);
    assert.deepEqual(Buffer.from(await data.data[0].toBytes()), PNG);
    assert.equal(data.data[0].url, undefined);
    assert.deepEqual(JSON.parse(JSON.stringify(data.data)), [
      { b64_json: PNG.toString("base64") },
    ]);
  }
});

const CLASSES = [
  [400, "BadRequestError"],
  [401, "AuthenticationError"],
  [403, "PermissionDeniedError"],
  [404, "NotFoundError"],
  [409, "ConflictError"],
  [418, "APIStatusError"],
  [422, "UnprocessableEntityError"],
  [429, "RateLimitError"],
  [500, "InternalServerError"],
  [504, "InternalServerError"],
];
for (const [code, name] of CLASSES) {
  test(`${code} is a ${name}, said by HTTP or by the body`, async () => {
    const body = { code, msg: "No such thing", data: null };
    for (const [status, sentBody] of [
      [code, "{}"],
      [code, "<html>"],
      [200, body],
      [500, body],
      [code, { error: { message: "No such thing" } }],
    ]) {
      const { origin, seen } = await serve((_, response) =>
        json(response, sentBody, status),
      );
      const error = await thrown(
        client(origin, { maxRetries: 0 }).images.generate(GPT),
      );
      assert.equal(error.constructor, esm[name]);
      assert.ok(
        error instanceof esm.APIError && error instanceof esm.GravitexError,
      );
      assert.equal(error.name, name);
      assert.equal(error.status, code);
      assert.equal(error.idempotencyKey, seen[0].headers["idempotency-key"]);
      assert.equal(error.maybeBilled, code >= 500 || code === 409);
      if (typeof sentBody === "object")
        assert.match(error.message, /No such thing/);
    }
  });
}

for (const [what, body, headers] of [
  ["nothing", "", {}],
  [
    "a page",
    `<html>${"x".repeat(5000)}</html>`,
    { "content-type": "text/html" },
  ],
  ["broken JSON", '{"code":200,', {}],
  ["no images", "{}", {}],
  ["an empty list", wrapped([]), {}],
  ["images that are none", wrapped([1]), {}],
  ["null for data", { code: 200, data: null }, {}],
]) {
  test(`${what} for an answer is a named error`, async () => {
    const { origin, seen } = await serve((_, response) =>
      json(response, body, 200, headers),
    );
    const error = await thrown(client(origin).images.generate(GPT));
    assert.equal(error.constructor, esm.APIResponseValidationError);
    assert.equal(error.maybeBilled, true);
    assert.equal(error.idempotencyKey, seen[0].headers["idempotency-key"]);
    assert.ok(error.message.length < 500);
    assert.equal(seen.length, 1);
  });
}

// --- money ---------------------------------------------------------------------------------------

for (const [status, headers, attempts] of [
  [429, { "retry-after-ms": "1" }, 3],
  [429, { "retry-after": "0" }, 3],
  [429, { "retry-after": new Date(0).toUTCString() }, 3],
  [429, { "retry-after-ms": "1", "x-should-retry": "false" }, 1],
  [503, { "retry-after": "0" }, 3],
  [503, {}, 1],
  [500, { "retry-after": "0" }, 1],
  [502, {}, 1],
  [408, {}, 1],
  [409, {}, 1],
]) {
  test(`${status} with ${JSON.stringify(headers)} is asked ${attempts} time(s), with one key`, async () => {
    const { origin, seen } = await serve((_, response) =>
      json(response, "{}", status, headers),
    );
    const error = await thrown(client(origin).images.generate(GPT));
    assert.equal(error.status, status);
    assert.equal(seen.length, attempts);
    assert.equal(
      new Set(seen.map((each) => each.headers["idempotency-key"])).size,
      1,
    );
  });
}

test("a code in the body counts as its status, and a retry that works is the answer", async () => {
  const { origin, seen } = await serve((_, response, count) =>
    json(
      response,
      count ? picture : { code: 429, msg: "slow", data: null },
      200,
      { "retry-after-ms": "1" },
    ),
  );
  const { data } = await client(origin).images.generate(GPT, {
    idempotencyKey: "mine",
  });
  assert.equal(data.length, 1);
  assert.deepEqual(
    seen.map((each) => each.headers["idempotency-key"]),
    ["mine", "mine"],
  );
});

test("no connection is tried again and costs nothing", async () => {
  let tries = 0;
  const fetch = (...given) => ((tries += 1), globalThis.fetch(...given));
  const { origin } = await serve(() => {});
  closers.pop()();
  const error = await thrown(
    client(origin, { fetch, maxRetries: 1 }).images.generate(GPT),
  );
  assert.equal(error.constructor, esm.APIConnectionError);
  assert.equal(error.maybeBilled, false);
  assert.equal(tries, 2);
});

const HEAD = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
const REPLY = JSON.stringify(picture);
const STAGES = {
  "on connecting": (socket) => socket.destroy(),
  "after the first bytes": (socket) =>
    socket.once("data", () => socket.destroy()),
  "inside the request": (socket) =>
    socket.once("data", () => setImmediate(() => socket.resetAndDestroy())),
  "before the answer": (socket, whole) => whole(() => socket.destroy()),
  "inside the status line": (socket, whole) =>
    whole(() => socket.end("HTTP/1.1 2")),
  "inside the head": (socket, whole) => whole(() => socket.end(HEAD)),
  "after the head": (socket, whole) =>
    whole(() => socket.end(`${HEAD}content-length: ${REPLY.length}\r\n\r\n`)),
  "inside the body": (socket, whole) =>
    whole(() =>
      socket.end(
        `${HEAD}content-length: ${REPLY.length}\r\n\r\n${REPLY.slice(0, 20)}`,
      ),
    ),
};
for (const [stage, cut] of Object.entries(STAGES)) {
  test(`a cut ${stage} is one POST, each of 100 times`, async () => {
    let connections = 0;
    const server = createSocketServer((socket) => {
      connections += 1;
      socket.on("error", () => {});
      let text = "";
      cut(socket, (then) => {
        socket.on("data", (piece) => {
          text += piece;
          const [head, body] = text.split("\r\n\r\n");
          const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
          if (body?.length === length) then();
        });
      });
    });
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
    closers.push(() => server.close());
    const some = client(`http://127.0.0.1:${server.address().port}`);
    for (let count = 1; count <= 100; count += 1) {
      const error = await thrown(some.images.generate(GPT));
      assert.equal(error.constructor, esm.APIConnectionError, inspect(error));
      assert.equal(error.maybeBilled, true);
      assert.ok(error.idempotencyKey);
      assert.equal(connections, count);
    }
  });
}

test("retryUnsafe asks again, with the same key", async () => {
  const { origin, seen } = await serve((_, response, count) =>
    count === 0
      ? response.destroy()
      : json(response, count === 1 ? "{}" : picture, count === 1 ? 500 : 200, {
          "retry-after-ms": "1",
        }),
  );
  await client(origin).images.generate(GPT, { retryUnsafe: true });
  assert.equal(seen.length, 3);
  assert.equal(
    new Set(seen.map((each) => each.headers["idempotency-key"])).size,
    1,
  );
});

test("a timeout and a signal end the call, and say that it may cost", async () => {
  const { origin, seen } = await serve(() => {});
  const late = await thrown(
    client(origin).images.generate(GPT, { timeout: 30 }),
  );
  assert.equal(late.constructor, esm.APIConnectionTimeoutError);
  assert.equal(late.maybeBilled, true);
  const controller = new AbortController();
  const call = client(origin).images.generate(GPT, {
    signal: controller.signal,
  });
  while (seen.length < 2) await new Promise(setImmediate);
  controller.abort();
  const ended = await thrown(call);
  assert.equal(ended.constructor, esm.APIUserAbortError);
  assert.equal(ended.maybeBilled, true);
  const early = await thrown(
    client(origin).images.generate(GPT, { signal: AbortSignal.abort() }),
  );
  assert.equal(early.constructor, esm.APIUserAbortError);
  assert.equal(early.maybeBilled, false);
  assert.equal(seen.length, 2);
});

test("a signal ends the wait between attempts", async () => {
  const controller = new AbortController();
  const { origin, seen } = await serve((_, response) => {
    json(response, "{}", 429, { "retry-after": "100" });
    response.on("close", () => controller.abort());
  });
  const error = await thrown(
    client(origin).images.generate(GPT, { signal: controller.signal }),
  );
  assert.equal(error.constructor, esm.APIUserAbortError);
  assert.equal(seen.length, 1);
});

// --- the key -------------------------------------------------------------------------------------

test("no redirect is followed: 40 of them, no credential and no body elsewhere", async () => {
  const other = await serve((_, response) => json(response, picture));
  const port = new URL(other.origin).port;
  for (const status of [301, 302, 303, 307, 308]) {
    for (const location of [
      other.origin,
      `${other.origin}/v1/images/generations`,
      `//127.0.0.1:${port}/`,
      `http://localhost:${port}/`,
      `http://user:pass@127.0.0.1:${port}/`,
      "https://example.com/",
      "/elsewhere",
      "",
    ]) {
      const { origin, seen } = await serve((_, response) =>
        json(response, "{}", status, { location }),
      );
      const error = await thrown(client(origin).images.generate(GPT));
      assert.equal(error.constructor, esm.APIStatusError);
      assert.equal(error.status, status);
      assert.match(
        error.message,
        /points to (http:\/\/(127.0.0.1|localhost):\d+|https:\/\/example.com)\./,
      );
      assert.equal(seen.length, 1);
    }
  }
  assert.deepEqual(other.seen, []);
});

test("the key shows in nothing that can be printed", async () => {
  const { origin } = await serve((request, response, count) => {
    const echo = request.headers.authorization;
    if (count % 4 === 0)
      json(response, { code: 400, msg: echo, echo }, 200, { "x-echo": echo });
    else if (count % 4 === 1)
      json(response, `<html>${echo}`, 500, { "x-echo": echo });
    else if (count % 4 === 2)
      json(response, { code: 200, msg: echo }, 200, { "x-echo": echo });
    else response.destroy();
  });
  const some = client(origin, { maxRetries: 0 });
  const texts = [
    inspect(some, { showHidden: true, depth: 20 }),
    JSON.stringify(some),
    String(some),
  ];
  for (let count = 0; count < 200; count += 1) {
    const error = await thrown(some.images.generate(GPT));
    texts.push(
      inspect(error, { showHidden: true, depth: 20 }),
      error.stack,
      JSON.stringify(error),
    );
    if (error.headers)
      texts.push(
        inspect([...error.headers]),
        inspect(error.error, { depth: 20 }),
      );
  }
  assert.equal(texts.filter((text) => text.includes("canary")).length, 0);
});

test("a key that would end its header is refused without being shown", async () => {
  for (const apiKey of [
    `${KEY}\r\nx: y`,
    `${KEY} `,
    "",
    `${KEY}\u00e9`,
    async () => `${KEY}\n`,
  ]) {
    const error = await thrown(
      client("http://127.0.0.1:9", { apiKey }).images.generate(GPT),
    );
    assert.equal(error.constructor, esm.GravitexError);
    assert.equal(error.name, "GravitexError");
    assert.doesNotMatch(inspect(error), /canary/);
  }
});

test("key and address come from the environment", async () => {
  const { origin, seen } = await serve((_, response) =>
    json(response, picture),
  );
  assert.throws(() => new Gravitex(), /GRAVITEX_API_KEY/);
  process.env.GRAVITEX_API_KEY = KEY;
  process.env.GRAVITEX_BASE_URL = `${origin}/v1/`;
  await new Gravitex().images.generate(GPT);
  delete process.env.GRAVITEX_API_KEY;
  delete process.env.GRAVITEX_BASE_URL;
  assert.equal(seen[0].url, "/v1/images/generations");
  for (const options of [
    { baseURL: "nowhere" },
    { baseURL: "file:///x" },
    { timeout: 0 },
    { timeout: Number.NaN },
    { maxRetries: -1 },
  ]) {
    assert.throws(
      () => client("http://127.0.0.1:9", options),
      esm.GravitexError,
    );
  }
  const other = new Gravitex({ apiKey: KEY }).withOptions({
    timeout: 5,
    maxRetries: 0,
  });
  assert.ok(other instanceof Gravitex);
  assert.deepEqual(
    [other.timeout, other.maxRetries, other.baseURL],
    [5, 0, "https://api.gravitex.ai/v1"],
  );
});

// --- pictures on disk ----------------------------------------------------------------------------

async function image(item, origin = "http://127.0.0.1:9") {
  const { origin: own } = await serve((_, response) =>
    json(response, wrapped([item])),
  );
  const fetch = (url, init) =>
    globalThis.fetch(String(url).replace(origin, own), init);
  const { data } = await client(origin, {
    fetch: origin === own ? undefined : fetch,
  }).images.generate(GPT);
  return data[0];
}

test("a file gets its ending from the bytes and is never replaced unasked", async () => {
  const folder = await mkdtemp(join(tmpdir(), "saved-"));
  const one = await image({ b64_json: PNG.toString("base64") });
  const other = await image({ b64_json: JPEG.toString("base64") + "" });
  assert.equal(await one.save(join(folder, "a")), join(folder, "a.png"));
  assert.equal(await other.save(join(folder, "a")), join(folder, "a.jpg"));
  assert.equal(
    await other.save(join(folder, "v1.5")),
    join(folder, "v1.5.jpg"),
  );
  const error = await thrown(other.save(join(folder, "a.png")));
  assert.equal(error.constructor, esm.GravitexError);
  assert.match(error.message, /overwrite/);
  assert.deepEqual(await readFile(join(folder, "a.png")), PNG);
  await other.save(join(folder, "a.png"), { overwrite: true });
  assert.deepEqual(await readFile(join(folder, "a.png")), JPEG);
  const precious = join(folder, "precious");
  await writeFile(precious, "mine");
  await symlink(precious, join(folder, "link.png"));
  await symlink(join(folder, "nowhere"), join(folder, "dangling.png"));
  await thrown(one.save(join(folder, "link.png")));
  await thrown(one.save(join(folder, "dangling.png")));
  await one.save(join(folder, "link.png"), { overwrite: true });
  assert.equal(await readFile(precious, "utf8"), "mine");
  await thrown(one.save(join(folder, "no/such/folder/x")));
  const names = [
    "a.jpg",
    "a.png",
    "dangling.png",
    "link.png",
    "precious",
    "v1.5.jpg",
  ];
  assert.deepEqual((await readdir(folder)).sort(), names);
});

for (const text of [
  "aGk=!!!!",
  "not base64",
  "aGk",
  "====",
  "ftp://example.com/a.png",
]) {
  test(`${text} for base64 is a named error and leaves no file`, async () => {
    const folder = await mkdtemp(join(tmpdir(), "saved-"));
    const error = await thrown(
      (await image({ b64_json: text })).save(join(folder, "a")),
    );
    assert.equal(error.constructor, esm.APIResponseValidationError);
    assert.deepEqual(await readdir(folder), []);
  });
}

test("an image without a picture, or with bytes that are none, is a named error", async () => {
  const folder = await mkdtemp(join(tmpdir(), "saved-"));
  for (const item of [
    {},
    { b64_json: "" },
    { b64_json: null, url: 3 },
    { b64_json: "aGVsbG8h" },
  ]) {
    const error = await thrown((await image(item)).save(join(folder, "a")));
    assert.equal(error.constructor, esm.APIResponseValidationError);
  }
  assert.deepEqual(await readdir(folder), []);
});

/** An image whose link leads to a path of the gateway's own origin, where `answer` answers. */
async function linked(path, answer) {
  const server = await serve((request, response, count) =>
    request.method === "POST"
      ? json(
          response,
          wrapped([
            { url: path.startsWith("/") ? `${server.origin}${path}` : path },
          ]),
        )
      : answer(request, response, count),
  );
  const { data } = await client(server.origin).images.generate(GPT);
  return { image: data[0], ...server };
}

test("a link is fetched without the key, through redirects of the same origin", async () => {
  const { image, seen } = await linked("/a", (request, response) =>
    request.url === "/a"
      ? json(response, "", 302, { location: "/b" })
      : response.end(PNG),
  );
  assert.deepEqual(Buffer.from(await image.toBytes()), PNG);
  assert.deepEqual(
    seen.map((each) => each.url),
    ["/v1/images/generations", "/a", "/b"],
  );
  assert.doesNotMatch(inspect(seen.slice(1), { depth: 5 }), /canary/);
});

test("a link is bounded in bytes, time and steps", async () => {
  const endless = await linked("/a", (_, response) => {
    const more = () =>
      response.write(Buffer.alloc(65536))
        ? setImmediate(more)
        : response.once("drain", more);
    response.on("error", () => {});
    more();
  });
  assert.match(
    (await thrown(endless.image.toBytes({ maxBytes: 1_000_000 }))).message,
    /larger than 1000000/,
  );
  const bomb = await linked("/a", (_, response) => {
    response.writeHead(200, { "content-encoding": "gzip" });
    import("node:zlib").then(({ gzipSync }) =>
      response.end(gzipSync(Buffer.alloc(20_000_000))),
    );
  });
  assert.match(
    (await thrown(bomb.image.toBytes({ maxBytes: 1_000_000 }))).message,
    /larger than 1000000/,
  );
  const slow = await linked("/a", () => {});
  assert.equal(
    (await thrown(slow.image.toBytes({ timeout: 30 }))).constructor,
    esm.APIConnectionTimeoutError,
  );
  const signal = AbortSignal.abort();
  assert.equal(
    (await thrown(slow.image.toBytes({ signal }))).constructor,
    esm.APIUserAbortError,
  );
  const round = await linked("/a", (_, response) =>
    json(response, "", 302, { location: "/a" }),
  );
  assert.match(
    (await thrown(round.image.toBytes())).message,
    /more than 5 times/,
  );
  assert.equal(round.seen.length, 7);
  const gone = await linked("/a", (_, response) => json(response, "", 404));
  assert.equal(
    (await thrown(gone.image.toBytes())).constructor,
    esm.NotFoundError,
  );
});

test("a link to a private address is refused, at once and after a redirect", async () => {
  const inner = await serve((_, response) => response.end(PNG));
  const port = new URL(inner.origin).port;
  for (const host of [
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "0",
    "localhost",
    "a.localhost",
    "localhost.",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[64:ff9b::7f00:1]",
    "[fe80::1]",
    "[fc00::1]",
    "[fd12::1]",
    "[2002:7f00:1::]",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "198.18.0.1",
    "192.0.2.1",
  ]) {
    const url = `http://${host}:${port}/`;
    const straight = await linked(url, () => {});
    assert.match(
      (await thrown(straight.image.toBytes())).message,
      /private address/,
      url,
    );
    const around = await linked("/a", (_, response) =>
      json(response, "", 302, { location: url }),
    );
    assert.match(
      (await thrown(around.image.toBytes())).message,
      /private address/,
      url,
    );
  }
  for (const location of [
    "file:///etc/passwd",
    "ftp://example.com/",
    "data:image/png;base64,AA==",
    "http://a:b@example.com/",
  ]) {
    const around = await linked("/a", (_, response) =>
      json(response, "", 302, { location }),
    );
    assert.equal(
      (await thrown(around.image.toBytes())).constructor,
      esm.APIResponseValidationError,
      location,
    );
  }
  assert.deepEqual(inner.seen, []);
});

test("a name is looked up, and a link may not fall back to http", async () => {
  const public_ = [
    "1.1.1.1",
    "8.8.8.8",
    "2606:4700:4700::1111",
    "172.15.0.1",
    "172.32.0.1",
    "100.128.0.1",
    "::ffff:8.8.8.8",
  ];
  for (const address of public_) assert.equal(isPublic(address), true, address);
  for (const text of [
    "",
    "x",
    "1.2.3",
    "1.2.3.256",
    "::g",
    ":::",
    "1::2::3",
    "2606::1.2.3",
  ])
    assert.equal(isPublic(text), false, text);
  const fetch = async (url, init) => {
    if (init.method === "POST")
      return new Response(
        JSON.stringify(wrapped([{ url: "https://1.1.1.1/a" }])),
      );
    assert.equal(init.headers.authorization, undefined);
    return new Response(null, {
      status: 302,
      headers: { location: "http://1.1.1.1/a" },
    });
  };
  const { data } = await client("http://127.0.0.1:9", {
    fetch,
  }).images.generate(GPT);
  assert.match((await thrown(data[0].toBytes())).message, /from https to http/);
});

// --- both systems --------------------------------------------------------------------------------

test("the twin exports the same and works the same", async () => {
  assert.deepEqual(
    Object.keys(cjs).sort(),
    Object.keys(esm)
      .filter((name) => name !== "default" && name !== "module.exports")
      .sort(),
  );
  const { origin } = await serve((_, response) => json(response, picture));
  const some = new cjs.Gravitex({ apiKey: KEY, baseURL: origin });
  const folder = await mkdtemp(join(tmpdir(), "saved-"));
  const { data } = await some.images.generate(GPT);
  assert.equal(await data[0].save(join(folder, "a")), join(folder, "a.png"));
});

test("a browser is refused unless it is wanted", () => {
  globalThis.window = { document: {} };
  try {
    assert.throws(
      () => client("http://127.0.0.1:9"),
      /dangerouslyAllowBrowser/,
    );
    client("http://127.0.0.1:9", { dangerouslyAllowBrowser: true });
  } finally {
    delete globalThis.window;
  }
});
