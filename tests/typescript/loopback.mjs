// Servers on the loopback that answer, fail, cut, lead away and lie, and clients for them.
// PACKAGE and OTHER are the folders of the packages of the providers "gravitex" and "atelier".
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after } from "node:test";
import { pathToFileURL } from "node:url";

const FOLDER = process.env.PACKAGE;
const at = (name, folder = FOLDER) =>
  import(pathToFileURL(join(folder, "esm", name)).href);
const esm = await at("index.js");
const { Atelier } = await at("index.js", process.env.OTHER);
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
    onWarning() {},
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

export {
  Atelier,
  GPT,
  Gravitex,
  JPEG,
  KEY,
  PNG,
  at,
  cjs,
  client,
  closers,
  esm,
  json,
  picture,
  serve,
  thrown,
  wrapped,
};
