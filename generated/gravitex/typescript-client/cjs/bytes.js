"use strict";

/** Base64, and what the first bytes of a picture say. */

const HEADS = [
  { format: "png", head: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { format: "jpeg", head: [0xff, 0xd8, 0xff] },
  { format: "gif", head: [0x47, 0x49, 0x46, 0x38] },
  { format: "bmp", head: [0x42, 0x4d] },
  { format: "tiff", head: [0x49, 0x49, 0x2a, 0x00] },
  { format: "tiff", head: [0x4d, 0x4d, 0x00, 0x2a] },
];
/** The usual file endings of each format, the first one first. */
const ENDINGS = new Map([
  ["png", ["png"]],
  ["jpeg", ["jpg", "jpeg"]],
  ["gif", ["gif"]],
  ["bmp", ["bmp"]],
  ["tiff", ["tif", "tiff"]],
  ["webp", ["webp"]],
  ["avif", ["avif"]],
  ["heic", ["heic", "heif"]],
]);
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * The sub-type of `image/` that the bytes begin like, or an empty text.
 *
 * @param {Uint8Array} bytes
 * @returns {string}
 */
function sniff(bytes) {
  for (const { format, head } of HEADS) {
    if (head.every((byte, index) => bytes[index] === byte)) return format;
  }
  const text = String.fromCharCode(...bytes.subarray(0, 12));
  if (/^RIFF....WEBP$/s.test(text)) return "webp";
  if (!/^....ftyp/s.test(text)) return "";
  return /avi[fs]$/.test(text) ? "avif" : "heic";
}

/**
 * A path with an ending that fits a format: one that is missing is added, one of another format replaced.
 *
 * @param {string} path
 * @param {string} format
 * @returns {string}
 */
function withEnding(path, format) {
  const [usual = format, ...others] = ENDINGS.get(format) ?? [];
  const [, stem = "", ending = ""] =
    /^(.*[^/\\])\.([^./\\]+)$/s.exec(path) ?? [];
  const lower = ending.toLowerCase();
  if ([usual, ...others].includes(lower)) return path;
  const known = [...ENDINGS.values()].some((each) => each.includes(lower));
  return `${known ? stem : path}.${usual}`;
}

/**
 * The bytes of strict base64, or undefined: no white space, no other alphabet, whole groups.
 *
 * @param {string} text
 * @returns {Uint8Array<ArrayBuffer> | undefined}
 */
function decode(text) {
  if (text === "" || text.length % 4 !== 0 || !BASE64.test(text)) {
    return undefined;
  }
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) {
    bytes[index] = binary.charCodeAt(index);
  }
  return bytes;
}

/**
 * @param {Uint8Array} bytes
 * @returns {string}
 */
function encode(bytes) {
  const pieces = [];
  // A multiple of three, so that no piece but the last is padded.
  for (let index = 0; index < bytes.length; index += 24_573) {
    const piece = bytes.subarray(index, index + 24_573);
    pieces.push(btoa(String.fromCharCode(...piece)));
  }
  return pieces.join("");
}

module.exports = {
  decode,
  encode,
  sniff,
  withEnding,
};
