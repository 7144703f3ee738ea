// Modules of both kinds, and places that are not Node.
import assert from "node:assert/strict";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mock, test } from "node:test";

import {
  GPT,
  KEY,
  PNG,
  cjs,
  client,
  esm,
  json,
  picture,
  serve,
  thrown,
  wrapped,
} from "./loopback.mjs";

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

test("an error of one twin is an instance of the classes of the other", async () => {
  const { origin } = await serve((_, response) => json(response, "{}", 429));
  const options = { apiKey: KEY, baseURL: origin, maxRetries: 0 };
  const error = await thrown(new cjs.Gravitex(options).images.generate(GPT));
  for (const name of [
    "RateLimitError",
    "APIStatusError",
    "APIError",
    "GravitexError",
  ]) {
    assert.ok(error instanceof esm[name] && error instanceof cjs[name], name);
  }
  assert.ok(!(error instanceof esm.NotFoundError));
  class Own extends esm.RateLimitError {}
  assert.ok(!(error instanceof Own));
  const own = new Own("mine", { status: 429, headers: new Headers() });
  assert.ok(own instanceof cjs.RateLimitError && own instanceof Own);
  for (const other of [new Error("x"), null, undefined, 3, Object.create(null)])
    assert.ok(!(other instanceof esm.GravitexError));
});

test("without a file system there is a word for it, and bytes work", async () => {
  const { origin } = await serve((_, response) => json(response, picture));
  const { data } = await client(origin).images.generate(GPT);
  const hidden = mock.method(process, "getBuiltinModule", () => undefined);
  const error = await thrown(data[0].save("a"));
  const input = await thrown(
    client(origin).images.generate({ ...GPT, image: "a.png" }),
  );
  hidden.mock.restore();
  assert.equal(error.constructor, esm.GravitexError);
  assert.match(error.message, /no file system/);
  assert.match(input.message, /no file system/);
  assert.equal((await data[0].toBytes()).length, PNG.length);
});

test("a page and its workers are browsers; there links are followed by fetch without credentials", async () => {
  const agent = Object.getOwnPropertyDescriptor(globalThis, "navigator");
  Object.defineProperty(globalThis, "navigator", {
    value: { userAgent: "Mozilla/5.0" },
    configurable: true,
  });
  const asked = [];
  const fetch = mock.method(globalThis, "fetch", async (url, init) => {
    asked.push({ ...init, url });
    return init.method === "POST"
      ? new Response(JSON.stringify(wrapped([{ url: "https://a.example/" }])))
      : new Response(PNG);
  });
  try {
    assert.throws(() => client("http://127.0.0.1:9"), /everybody can read/);
    const some = client("http://127.0.0.1:9", {
      dangerouslyAllowBrowser: true,
    });
    const { data } = await some.images.generate(GPT);
    assert.deepEqual(Buffer.from(await data[0].toBytes()), PNG);
    const input = await thrown(
      some.images.generate({ ...GPT, image: "a.png" }),
    );
    assert.match(input.message, /a browser cannot read/);
  } finally {
    fetch.mock.restore();
    Object.defineProperty(globalThis, "navigator", agent);
  }
  const [post, get] = asked;
  assert.equal(post.headers.has("user-agent"), false);
  assert.equal(get.url, "https://a.example/");
  assert.equal(get.credentials, "omit");
  assert.equal(get.redirect, undefined);
  assert.deepEqual(get.headers, { accept: "image/*" });
});
