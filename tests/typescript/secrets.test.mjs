// The key, and where it must not be.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";

import {
  GPT,
  Gravitex,
  KEY,
  client,
  esm,
  json,
  picture,
  serve,
  thrown,
} from "./loopback.mjs";

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
    inspect(structuredClone(some), { depth: 20 }),
    inspect(some.images.conversation({ model: "gemini-2.5-flash-image" }), {
      showHidden: true,
      depth: 20,
    }),
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
