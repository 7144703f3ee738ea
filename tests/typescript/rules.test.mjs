// What the rules of the models make of a request before it is sent.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";

import { GPT, client, esm, json, picture, serve, thrown } from "./loopback.mjs";

const LINK = "https://example.com/a.png";

test("what its model refuses is not sent, and is told where and why", async () => {
  const { origin, seen } = await serve((_, response) =>
    json(response, picture),
  );
  const { images } = client(origin);
  for (const [params, code, pointer] of [
    [{ size: "2048x2048" }, "enum", "/size"],
    [{ n: "2" }, "type", "/n"],
    [{ prompt: undefined }, "required", "/prompt"],
    [{ extraBody: { n: Number.NaN } }, "type", "/n"],
    [{ image: Array(11).fill(LINK) }, "maxItems", "/images/10"],
    [{ image: "data:image/tiff;base64,SUkqAA==" }, "imageFormat", "/image"],
    [
      { model: "doubao-seedream-4-0-250828", guidance_scale: 3 },
      "rejected",
      "/guidance_scale",
    ],
    [
      { model: "doubao-seedream-3-0-t2i-250415", image: LINK },
      "no-image-input",
      "/contents/0/parts/0/image",
    ],
  ]) {
    const error = await thrown(images.generate({ ...GPT, ...params }));
    assert.equal(error.constructor, esm.ValidationError, inspect(params));
    const [issue] = error.issues;
    assert.deepEqual([issue.code, issue.pointer], [code, pointer]);
    assert.equal(issue.severity, "error");
    assert.equal(error.model, params.model ?? "gpt-image-2");
    assert.ok(error.message.includes(`\n  ${pointer}: ${issue.message}`));
  }
  const misspelt = { ...GPT, quality: "hihg" };
  const error = await thrown(images.generate(misspelt));
  const fix = { op: "replace", path: "/quality", value: "high" };
  assert.deepEqual(error.issues[0].fix, fix);
  const chat = images.conversation({
    model: "gemini-2.5-flash-image",
    size: "7:5",
  });
  await thrown(chat.send("a"));
  await thrown(images.post({ ...GPT, size: 1 }));
  assert.deepEqual([seen.length, chat.turns.length], [0, 0]);
  await images.generate(misspelt, { validate: false });
  await chat.send("a", { validate: false });
  await client(origin, { validate: false }).images.generate(misspelt);
  const strict = client(origin, { validate: false });
  await thrown(strict.images.generate(misspelt, { validate: true }));
  assert.equal(seen.length, 3);
});

test("what is only odd is sent, and told each time", async () => {
  const { origin, seen } = await serve((_, response) =>
    json(response, picture),
  );
  const told = [];
  const onWarning = ({ code, pointer, severity }, model) =>
    told.push([code, pointer, severity, model]);
  const { images } = client(origin, { onWarning });
  const body = { style: "vivid", response_format: "url" };
  for (let count = 0; count < 2; count += 1) {
    await images.generate({ ...GPT, extraBody: body });
  }
  await images.generate({ ...GPT, extraBody: body }, { validate: false });
  assert.equal(seen.length, 3);
  assert.deepEqual(told.slice(0, 2).sort(), [
    ["forced", "/response_format", "warning", "gpt-image-2"],
    ["unknownMember", "/style", "warning", "gpt-image-2"],
  ]);
  assert.equal(told.length, 4);
});
