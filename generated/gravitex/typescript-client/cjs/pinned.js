"use strict";

/** A download by Node's own http, which, unlike fetch, can be told which addresses to connect to. */
const { ImageDownloadError } = require("./errors.js");
const { builtin } = require("./node.js");
const { USER_AGENT } = require("./package.js");

/**
 * GET what a link leads to. Where `addresses` are given, the name of the host is not looked up again: it could lead
 * somewhere else by now.
 *
 * @param {URL} url
 * @param {readonly { address: string, family: number }[] | undefined} addresses
 * @param {AbortSignal} signal
 * @returns {Promise<Response>}
 */
function get(url, addresses, signal) {
  const http = builtin(url.protocol === "https:" ? "node:https" : "node:http");
  /** @type {import("node:net").LookupFunction} */
  const lookup = (_, options, done) => {
    const [first] = addresses ?? [];
    if (options.all) done(null, [...(addresses ?? [])]);
    else done(null, first?.address ?? "", first?.family);
  };
  return new Promise((resolve, reject) => {
    if (!http) throw new Error("no http");
    const request = http.request(url, {
      agent: false,
      headers: {
        accept: "image/*",
        "accept-encoding": "identity",
        "user-agent": USER_AGENT,
      },
      signal,
      ...(addresses && { lookup }),
    });
    request.on("error", reject);
    request.on("response", (message) => {
      try {
        resolve(response(message));
      } catch (error) {
        message.destroy();
        reject(error);
      }
    });
    request.end();
  });
}

/**
 * What fetch would have given.
 *
 * @param {import("node:http").IncomingMessage} message
 */
function response(message) {
  const { location, "content-encoding": encoding = "identity" } =
    message.headers;
  const status = message.statusCode ?? 0;
  const headers = new Headers();
  if (location !== undefined) headers.set("location", location);
  if (status === 200 && encoding.toLowerCase() !== "identity") {
    throw new ImageDownloadError(
      `The image's link is refused: the image is packed as ${encoding}, unasked.`,
    );
  }
  if ([204, 205, 304].includes(status)) {
    message.resume();
    return new Response(null, { status, headers });
  }
  return new Response(body(message), { status, headers });
}

/**
 * @param {import("node:http").IncomingMessage} message
 * @returns {any} a ReadableStream; what Node calls so and what browsers do are two types
 */
function body(message) {
  return builtin("node:stream")?.Readable.toWeb(message);
}

module.exports = {
  get,
};
