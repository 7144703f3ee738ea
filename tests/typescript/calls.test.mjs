// What is sent, and where it lands.
import assert from "node:assert/strict";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";

import {
  Atelier,
  GPT,
  KEY,
  PNG,
  client,
  esm,
  json,
  picture,
  serve,
  thrown,
  wrapped,
} from "./loopback.mjs";

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
  assert.match(headers["idempotency-key"], /^gravitex-[0-9a-f]{32}$/);
  assert.match(headers["user-agent"], /^gravitex-js\/\d/);
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

test("a model that is not known gets prompt, image and extraBody, and a remark", async () => {
  const told = [];
  const { origin, seen } = await serve((_, response) =>
    json(response, picture),
  );
  const some = client(origin, { onWarning: (...given) => told.push(given) });
  const params = {
    model: "brand-new",
    prompt: "a",
    image: LINK,
    extraBody: { strength: 1 },
  };
  await some.images.generate(params);
  await some.images.generate({ ...params, image: [LINK, LINK] });
  assert.deepEqual(JSON.parse(seen[0].text), {
    model: "brand-new",
    prompt: "a",
    image: LINK,
    strength: 1,
  });
  assert.deepEqual(JSON.parse(seen[1].text).image, [LINK, LINK]);
  assert.equal(told.length, 2);
  assert.equal(told[0][0].code, "unknownModel");
  assert.equal(told[0][1], "brand-new");
});

test("a remark is a warning of the process, once, where nobody listens", async () => {
  const told = [];
  const hear = (warning) => told.push(warning);
  process.on("warning", hear);
  const { origin } = await serve((_, response) => json(response, picture));
  const some = client(origin, { onWarning: undefined });
  for (let count = 0; count < 2; count += 1)
    await some.images.generate({ model: "newer", prompt: "a" });
  process.off("warning", hear);
  assert.equal(told.length, 1);
  assert.equal(told[0].name, "GravitexWarning");
  assert.equal(told[0].code, "unknownModel");
  assert.match(told[0].message, /newer/);
});

test("a body of one's own goes as it is", async () => {
  const { origin, seen } = await serve((_, response) =>
    json(response, picture),
  );
  const body = { model: "gpt-image-2", prompt: "a", style: { a: [1] } };
  const { data } = await client(origin, {
    defaultQuery: { a: "1" },
  }).images.post(body, { query: { b: "2" } });
  assert.equal(data.length, 1);
  assert.deepEqual(JSON.parse(seen[0].text), body);
  assert.equal(seen[0].url, "/v1/images/generations?a=1&b=2");
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

test("what cannot be laid out is refused, by name", async () => {
  const some = client("http://127.0.0.1:9");
  for (const [more, name, told] of [
    [{ guidance_scale: 3 }, "GravitexError", /no argument "guidance_scale"/],
    [{ prompt: 3 }, "GravitexError", /prompt is a text/],
    [{ extraBody: 3 }, "GravitexError", /extraBody is an object/],
    [{ model: 3 }, "GravitexError", /model is the id/],
    [{ model: "brand-new", size: "1x1" }, "GravitexError", /"size"/],
    [{ image: 3 }, "ImageInputError", /image is no picture/],
    [{ image: [LINK, null] }, "ImageInputError", /image\[1\] is no picture/],
    [{ image: "no/such/file.png" }, "ImageInputError", /ENOENT/],
    [{ image: "ftp://example.com/a.png" }, "ImageInputError", /http:/],
    [{ image: new Uint8Array(50_000_000) }, "ImageInputError", /47.7 MiB/],
    [{ image: new Blob([new Uint8Array(5e7)]) }, "ImageInputError", /47.7 MiB/],
    [{ image: Buffer.from("no image") }, "ImageInputError", /known format/],
    [{ image: new Uint8Array(0) }, "ImageInputError", /empty/],
  ]) {
    const error = await thrown(some.images.generate({ ...GPT, ...more }));
    assert.ok(error instanceof esm[name], `${inspect(more)}: ${error}`);
    assert.equal(error.name, name);
    assert.match(error.message, told);
    assert.ok(error.message.length < 400);
  }
});

test("a conversation sends all turns of both sides, and its settings each time", async () => {
  const { origin, seen } = await serve((_, response, count) =>
    count === 1
      ? json(response, { code: 400, msg: "no" })
      : json(response, count === 0 ? picture : wrapped([{ url: LINK }])),
  );
  const chat = client(origin).images.conversation({
    model: "gemini-3-pro-image-preview",
    size: "16:9",
    extraBody: { user: "u" },
  });
  await chat.send("a cat", { image: [PNG, LINK] });
  await thrown(chat.send("refused"));
  const { response } = await chat
    .send("at night", { idempotencyKey: "mine" })
    .withResponse();
  assert.equal(response.status, 200);
  await chat.send("and a dog");
  const uri = `data:image/png;base64,${PNG.toString("base64")}`;
  const user = (text, ...images) => ({
    role: "user",
    parts: [{ text }, ...images.map((image) => ({ image }))],
  });
  const model = (image) => ({ role: "model", parts: [{ image }] });
  const contents = [
    user("a cat", uri, LINK),
    model(uri),
    user("at night"),
    model(LINK),
    user("and a dog"),
  ];
  assert.deepEqual(JSON.parse(seen[3].text), {
    model: "gemini-3-pro-image-preview",
    contents,
    size: "16:9",
    user: "u",
  });
  assert.deepEqual(JSON.parse(seen[2].text).contents, contents.slice(0, 3));
  assert.equal(seen[2].headers["idempotency-key"], "mine");
  assert.equal(chat.turns.length, 6);
  assert.deepEqual(chat.turns[3], {
    prompt: undefined,
    images: [LINK],
    own: true,
  });
  assert.throws(
    () => client(origin).images.conversation({ model: "gpt-image-2" }),
    /those that do: gemini/,
  );
});

test("defaults inside of objects are sent, around what the caller gives", async () => {
  const { origin, seen } = await serve((_, response) =>
    json(response, { images: [{ link: LINK }] }),
  );
  const { images } = new Atelier({ apiKey: KEY, baseURL: origin });
  const words = { model: "words-1", prompt: "a" };
  await images.generate(words);
  const options = { steps: 3 };
  await images.generate({ ...words, quality: "high", options });
  await images.generate({ ...words, options: { finish: "gloss" } });
  const bodies = seen.map(({ text }) => JSON.parse(text));
  const [bare, around, given] = bodies.map(({ quality, options }) => ({
    quality,
    options,
  }));
  assert.deepEqual(bare, { quality: "low", options: { finish: "matt" } });
  assert.deepEqual(around, {
    quality: "high",
    options: { steps: 3, finish: "matt" },
  });
  assert.deepEqual(given, { quality: "low", options: { finish: "gloss" } });
  assert.deepEqual(options, { steps: 3 });
});

test("a picture is converted wherever one goes in, and a name like a number is a name", async () => {
  const { origin, seen } = await serve((_, response) =>
    json(response, { images: [{ link: LINK }] }),
  );
  const { images } = new Atelier({ apiKey: KEY, baseURL: origin });
  const uri = `data:image/png;base64,${PNG.toString("base64")}`;
  await images.generate({
    model: "pictures-1",
    prompt: "a",
    image: PNG,
    mask: new Blob([PNG]),
  });
  const { turns, mask } = JSON.parse(seen[0].text);
  assert.deepEqual(turns, [
    { who: "me", parts: [{ say: "a" }, { show: uri }] },
  ]);
  assert.equal(mask, uri);
  await images.generate({
    model: "atelier/odd:names@v1.0",
    prompt: "a",
    0: 1,
    "/": 2,
    "m~n": { "x/y": "z" },
  });
  await images.generate(
    {
      model: "no-pictures-1",
      prompt: "a",
      extras: [LINK, PNG],
    },
    { validate: false },
  );
  assert.deepEqual(JSON.parse(seen[2].text).extras, [LINK, uri]);
  assert.deepEqual(JSON.parse(seen[1].text), {
    model: "atelier/odd:names@v1.0",
    prompt: "a",
    0: 1,
    "/": 2,
    "m~n": { "x/y": "z" },
  });
  const error = await thrown(
    images.generate({ model: "pictures-1", prompt: "a", image: LINK, mask: 3 }),
  );
  assert.match(error.message, /^mask is no picture/);
  const none = images.generate({ model: "gone-1", prompt: "a", image: LINK });
  assert.match((await thrown(none)).message, /takes no image/);
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
  assert.match(error.message, /47.7 MiB; at most/);
});
