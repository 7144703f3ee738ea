// What comes back.
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  GPT,
  PNG,
  client,
  esm,
  json,
  picture,
  serve,
  thrown,
  wrapped,
} from "./loopback.mjs";

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
      assert.equal(error.code, sentBody === body ? code : undefined);
      assert.equal(error.maybeBilled, [409, 418, 500, 504].includes(code));
      if (error.maybeBilled) assert.match(error.message, /idempotency key/);
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
    assert.ok(error.message.length < 700);
    assert.equal(seen.length, 1);
  });
}
