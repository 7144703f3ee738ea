// What is asked again, and what is not.
import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { createServer as createSocketServer } from "node:net";
import { test } from "node:test";
import { inspect } from "node:util";

import {
  GPT,
  client,
  closers,
  esm,
  json,
  picture,
  serve,
  thrown,
} from "./loopback.mjs";

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

test("what fetch says of a failure decides whether it may have cost", async () => {
  const broken = (code, more = {}) => ({ cause: { code, ...more } });
  const several = (...codes) => ({
    cause: { errors: codes.map((code) => ({ code })) },
  });
  for (const [how, name, maybeBilled] of [
    [broken("ENOTFOUND"), "APIConnectionError", false],
    [broken("CERT_HAS_EXPIRED"), "APIConnectionError", false],
    [broken("DEPTH_ZERO_SELF_SIGNED_CERT"), "APIConnectionError", false],
    [broken("UND_ERR_CONNECT_TIMEOUT"), "APIConnectionError", false],
    [{ code: "ConnectionRefused" }, "APIConnectionError", false],
    [several("ECONNREFUSED", "ENETUNREACH"), "APIConnectionError", false],
    [several("ECONNREFUSED", "ECONNRESET"), "APIConnectionError", true],
    [broken("ECONNRESET"), "APIConnectionError", true],
    [broken("ETIMEDOUT"), "APIConnectionError", true],
    [broken("UND_ERR_HEADERS_TIMEOUT"), "APIConnectionTimeoutError", true],
    [{}, "APIConnectionError", true],
  ]) {
    const failure = Object.assign(new TypeError("fetch failed"), how);
    const fetch = async () => {
      throw failure;
    };
    const some = client("http://127.0.0.1:9", { fetch, maxRetries: 0 });
    const error = await thrown(some.images.generate(GPT));
    assert.equal(error.constructor, esm[name], inspect(how));
    assert.equal(error.maybeBilled, maybeBilled, inspect(how));
    assert.equal(error.cause, failure);
    assert.ok(
      error.message.includes(how.cause?.code ?? how.code ?? "no code") ||
        how.cause?.errors,
    );
  }
});

test("a signal is let go of, and its reason is the cause", async () => {
  const { origin } = await serve((_, response, count) =>
    json(response, count ? picture : "{}", count ? 200 : 429, {
      "retry-after-ms": "1",
    }),
  );
  const controller = new AbortController();
  const { signal } = controller;
  const { data } = await client(origin).images.generate(GPT, { signal });
  await data[0].toBytes({ signal });
  assert.deepEqual(getEventListeners(signal, "abort"), []);
  const reason = new Error("enough");
  controller.abort(reason);
  const error = await thrown(client(origin).images.generate(GPT, { signal }));
  assert.equal(error.cause, reason);
});
