// The official client for Node, through the adapter. ADAPTER is its module, BASE_URL and API_KEY those of a mock.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

import OpenAI from "openai";

const { ADAPTER, ENVELOPE, BASE_URL: baseURL, API_KEY: apiKey } = process.env;
const { BASE_URL, gatewayFetch } = await import(
  pathToFileURL(`${ADAPTER}.mjs`).href
);
const twin = createRequire(import.meta.url)(`${ADAPTER}.cjs`);
const GPT = { model: "gpt-image-2", prompt: "a cat", n: 2 };

const wrapped = ENVELOPE === "wrapped";
const client = new OpenAI({
  baseURL,
  apiKey,
  maxRetries: 0,
  fetch: wrapped ? gatewayFetch() : undefined,
});

test("pictures come back", async () => {
  const answer = await client.images.generate(GPT);
  assert.equal(answer.data.length, 2);
  assert.equal(
    Buffer.from(answer.data[0].b64_json, "base64").subarray(1, 4).toString(),
    "PNG",
  );
  assert.equal(typeof answer.created, "number");
});

test(
  "without the adapter the envelope stays in the way",
  { skip: !wrapped },
  async () => {
    const bare = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
    assert.equal((await bare.images.generate(GPT)).data[0], undefined);
  },
);

test("a refusal is the error that it says, and so is a bad key", async () => {
  await assert.rejects(
    client.images.generate({ ...GPT, size: "1x1" }),
    OpenAI.BadRequestError,
  );
  const other = client.withOptions({ apiKey: "sk-bad-key-0000" });
  await assert.rejects(other.images.generate(GPT), OpenAI.AuthenticationError);
});

/** How often a client with three attempts asks a server that answers so, and what it throws. */
async function asked(answer) {
  let count = 0;
  const server = createServer((request, response) => {
    request.resume().on("end", () => ((count += 1), answer(response)));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${server.address().port}/v1`;
  const some = new OpenAI({
    baseURL: url,
    apiKey: "sk-test-0000",
    maxRetries: 2,
    fetch: twin.gatewayFetch(),
  });
  const error = await some.images.generate(GPT).catch((thrown) => thrown);
  server.closeAllConnections();
  server.close();
  return [count, error];
}

test("an answer that may have cost money is not asked for again", async () => {
  for (const [status, body, name] of [
    [500, "{}", "InternalServerError"],
    [502, "<html>", "InternalServerError"],
    [200, '{"code":500,"msg":"broken","data":null}', "InternalServerError"],
    [200, '{"code":409,"msg":"twice","data":null}', "ConflictError"],
    [200, '{"code":"odd","msg":"odd","data":null}', "InternalServerError"],
    [
      200,
      '{"code":401,"msg":"No such key","data":null}',
      "AuthenticationError",
    ],
    [307, "", "APIError"],
  ]) {
    const [count, error] = await asked((response) => {
      response.writeHead(status, {
        "content-type": "application/json",
        location: "http://127.0.0.1:9/",
      });
      response.end(body);
    });
    assert.equal(count, 1);
    assert.ok(error instanceof OpenAI[name], `${status} ${body}: ${error}`);
  }
  assert.equal(BASE_URL, twin.BASE_URL);
});

test("streams, bytes and what a browser shows of a redirect pass through", async () => {
  const through = (response) =>
    gatewayFetch(async () => response)("https://gateway.test");
  const stream = new Response("data: 1\n\n", {
    headers: { "content-type": "text/event-stream" },
  });
  assert.equal(await through(stream), stream);
  const bytes = Uint8Array.of(0xff, 0xfe, 0x00);
  const same = await through(new Response(bytes));
  assert.deepEqual(new Uint8Array(await same.arrayBuffer()), bytes);
  const hidden = {
    status: 0,
    headers: new Headers(),
    arrayBuffer: async () => new ArrayBuffer(0),
  };
  const told = await through(hidden);
  assert.equal(told.status, 502);
  assert.equal(told.headers.get("x-should-retry"), "false");
});

test("a code may be a text, and a wait that is asked for does not make a failure safe", async () => {
  for (const [status, body, headers, after, again] of [
    [200, '{"code":"200","data":{"data":[]}}', {}, 200, null],
    [200, '{"code":"401","data":null}', {}, 401, null],
    [404, '{"code":1001,"data":null}', {}, 404, null],
    [200, '{"code":400.5,"data":null}', {}, 500, "false"],
    [500, "{}", { "retry-after": "1" }, 500, "false"],
    [503, "{}", { "retry-after": "1" }, 503, null],
  ]) {
    const send = gatewayFetch(
      async () => new Response(body, { status, headers }),
    );
    const response = await send("https://gateway.test");
    assert.equal(response.status, after, body);
    assert.equal(response.headers.get("x-should-retry"), again, body);
  }
});

test("429 is asked again", async () => {
  const [count] = await asked((response) => {
    response.writeHead(200, {
      "content-type": "application/json",
      "retry-after-ms": "1",
    });
    response.end('{"code":429,"msg":"slow down","data":null}');
  });
  assert.equal(count, 3);
});
