// Links that a server chose, and where they must not lead.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { inspect } from "node:util";

import {
  GPT,
  PNG,
  at,
  client,
  esm,
  json,
  serve,
  thrown,
  wrapped,
} from "./loopback.mjs";

const { isPublic } = await at("address.js");
const { get } = await at("pinned.js");

/** An image whose link leads to a path of the gateway's own origin, where `answer` answers. */
async function linked(path, answer, options) {
  const server = await serve((request, response, count) =>
    request.method === "POST"
      ? json(
          response,
          wrapped([
            { url: path.startsWith("/") ? `${server.origin}${path}` : path },
          ]),
        )
      : answer(request, response, count),
  );
  const { data } = await client(server.origin, options).images.generate(GPT);
  return { image: data[0], answer, ...server };
}

test("a link is fetched without the key, through redirects of the same origin", async () => {
  const { image, seen } = await linked("/a", (request, response) =>
    request.url === "/a"
      ? json(response, "", 302, { location: "/b" })
      : response.end(PNG),
  );
  assert.deepEqual(Buffer.from(await image.toBytes()), PNG);
  assert.deepEqual(
    seen.map((each) => each.url),
    ["/v1/images/generations", "/a", "/b"],
  );
  assert.doesNotMatch(inspect(seen.slice(1), { depth: 5 }), /canary/);
});

test("a link is bounded in bytes, time and steps", async () => {
  const endless = await linked("/a", (_, response) => {
    const more = () =>
      response.write(Buffer.alloc(65536))
        ? setImmediate(more)
        : response.once("drain", more);
    response.on("error", () => {});
    more();
  });
  assert.match(
    (await thrown(endless.image.toBytes({ maxBytes: 1_000_000 }))).message,
    /larger than 1000000/,
  );
  const bomb = await linked("/a", (_, response) => {
    response.writeHead(200, { "content-encoding": "gzip" });
    import("node:zlib").then(({ gzipSync }) =>
      response.end(gzipSync(Buffer.alloc(20_000_000))),
    );
  });
  assert.match((await thrown(bomb.image.toBytes())).message, /packed as gzip/);
  const { fetch } = globalThis;
  const unpacked = await linked("/a", bomb.answer, { fetch });
  assert.match(
    (await thrown(unpacked.image.toBytes({ maxBytes: 1_000_000 }))).message,
    /larger than 1000000/,
  );
  const cut = await linked("/a", (_, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write(PNG, () => response.destroy());
  });
  assert.match((await thrown(cut.image.toBytes())).message, /not be fetched/);
  const slow = await linked("/a", () => {});
  assert.equal(
    (await thrown(slow.image.toBytes({ timeout: 30 }))).constructor,
    esm.ImageDownloadError,
  );
  const signal = AbortSignal.abort();
  assert.equal(
    (await thrown(slow.image.toBytes({ signal }))).constructor,
    esm.APIUserAbortError,
  );
  const round = await linked("/a", (_, response) =>
    json(response, "", 302, { location: "/a" }),
  );
  assert.match(
    (await thrown(round.image.toBytes())).message,
    /more than 5 times/,
  );
  assert.equal(round.seen.length, 7);
  const gone = await linked("/a", (_, response) => json(response, "", 404));
  assert.equal(
    (await thrown(gone.image.toBytes())).constructor,
    esm.ImageDownloadError,
  );
});

test("a link to a private address is refused, at once and after a redirect", async () => {
  const inner = await serve((_, response) => response.end(PNG));
  const port = new URL(inner.origin).port;
  for (const host of [
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "0",
    "localhost",
    "a.localhost",
    "localhost.",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[64:ff9b::7f00:1]",
    "[fe80::1]",
    "[fc00::1]",
    "[fd12::1]",
    "[2002:7f00:1::]",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "198.18.0.1",
    "192.0.2.1",
  ]) {
    const url = `http://${host}:${port}/`;
    const straight = await linked(url, () => {});
    assert.match(
      (await thrown(straight.image.toBytes())).message,
      /private address/,
      url,
    );
    const around = await linked("/a", (_, response) =>
      json(response, "", 302, { location: url }),
    );
    assert.match(
      (await thrown(around.image.toBytes())).message,
      /private address/,
      url,
    );
  }
  for (const location of [
    "file:///etc/passwd",
    "ftp://example.com/",
    "data:image/png;base64,AA==",
    "http://a:b@example.com/",
  ]) {
    const around = await linked("/a", (_, response) =>
      json(response, "", 302, { location }),
    );
    assert.equal(
      (await thrown(around.image.toBytes())).constructor,
      esm.ImageDownloadError,
      location,
    );
  }
  assert.deepEqual(inner.seen, []);
});

test("a name is looked up, and all that it stands for must be public", async () => {
  const dns = process.getBuiltinModule("node:dns/promises");
  const far = await linked("http://pictures.example/a", () => {});
  for (const found of [
    [{ address: "10.0.0.1", family: 4 }],
    [
      { address: "1.1.1.1", family: 4 },
      { address: "::1", family: 6 },
    ],
    [],
  ]) {
    const lookup = mock.method(dns, "lookup", async () => found);
    const error = await thrown(far.image.toBytes());
    assert.match(error.message, /pictures.example has a private address/);
    assert.equal(lookup.mock.callCount(), 1);
    lookup.mock.restore();
  }
  const unknown = mock.method(dns, "lookup", async () => {
    throw Object.assign(new Error("unknown"), { code: "ENOTFOUND" });
  });
  const error = await thrown(far.image.toBytes());
  assert.equal(error.constructor, esm.ImageDownloadError);
  assert.equal(error.cause.code, "ENOTFOUND");
  unknown.mock.restore();
  const stuck = mock.method(dns, "lookup", () => new Promise(() => {}));
  const late = await thrown(far.image.toBytes({ timeout: 20 }));
  assert.match(late.message, /within 20 ms/);
  stuck.mock.restore();
});

test("the connection goes to the addresses that were checked, whatever the name is by then", async () => {
  const { origin, seen } = await serve((_, response) => response.end(PNG));
  const { port } = new URL(origin);
  const addresses = [{ address: "127.0.0.1", family: 4 }];
  const url = new URL(`http://pictures.example:${port}/a?b=1`);
  const { signal } = new AbortController();
  const response = await get(url, addresses, signal);
  assert.deepEqual(Buffer.from(await response.arrayBuffer()), PNG);
  assert.equal(seen[0].headers.host, `pictures.example:${port}`);
  assert.equal(seen[0].url, "/a?b=1");
  await thrown(
    get(url, [{ address: "127.0.0.2", family: 4 }], AbortSignal.abort()),
  );
});

test("addresses that are public are told from others", () => {
  for (const address of [
    "1.1.1.1",
    "8.8.8.8",
    "2606:4700:4700::1111",
    "172.15.0.1",
    "172.32.0.1",
    "100.128.0.1",
    "::ffff:8.8.8.8",
  ])
    assert.equal(isPublic(address), true, address);
  for (const text of [
    "",
    "x",
    "1.2.3",
    "1.2.3.256",
    "::g",
    ":::",
    "1::2::3",
    "2606::1.2.3",
  ])
    assert.equal(isPublic(text), false, text);
});

test("a fetch of one's own is used for links, too, without the key and not down to http", async () => {
  const fetch = async (url, init) => {
    if (init.method === "POST")
      return new Response(
        JSON.stringify(wrapped([{ url: "https://1.1.1.1/a" }])),
      );
    assert.equal(init.headers.authorization, undefined);
    return new Response(null, {
      status: 302,
      headers: { location: "http://1.1.1.1/a" },
    });
  };
  const { data } = await client("http://127.0.0.1:9", {
    fetch,
  }).images.generate(GPT);
  assert.match(
    (await thrown(data[0].toBytes())).message,
    /from https to something else/,
  );
});
