// Pictures that came back, as bytes and as files.
import assert from "node:assert/strict";
import {
  mkdtemp,
  readFile,
  readdir,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import {
  GPT,
  JPEG,
  PNG,
  client,
  esm,
  json,
  serve,
  thrown,
  wrapped,
} from "./loopback.mjs";

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
  const error = await thrown(one.save(join(folder, "a.png")));
  assert.equal(error.constructor, esm.GravitexError);
  assert.match(error.message, /overwrite/);
  assert.deepEqual(await readFile(join(folder, "a.png")), PNG);
  assert.equal(
    await other.save(join(folder, "a.png"), { overwrite: true }),
    join(folder, "a.jpg"),
  );
  assert.equal(
    await other.save(join(folder, "b.JPEG")),
    join(folder, "b.JPEG"),
  );
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
    "b.JPEG",
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
    assert.equal(error.constructor, esm.ImageDecodeError);
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
    assert.equal(error.constructor, esm.ImageDecodeError);
  }
  assert.deepEqual(await readdir(folder), []);
});
