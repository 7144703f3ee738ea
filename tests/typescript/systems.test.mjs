// Modules of both kinds, and places that are not Node.
import assert from "node:assert/strict";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import {
  GPT,
  KEY,
  cjs,
  client,
  esm,
  json,
  picture,
  serve,
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
