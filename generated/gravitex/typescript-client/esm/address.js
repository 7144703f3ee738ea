/** Which addresses belong to nobody in particular on the public internet. */

/** First address and length of each block that is not public (IANA special-purpose registry). */
const CLOSED = /** @type {const} */ ([
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
]);

/**
 * @param {string} text
 * @returns {number | undefined}
 */
function version4(text) {
  const parts = text.split(".");
  if (parts.length !== 4) return undefined;
  let value = 0;
  for (const part of parts) {
    if (!/^\d{1,3}$/.test(part) || Number(part) > 255) return undefined;
    value = value * 256 + Number(part);
  }
  return value;
}

/**
 * @param {string} text
 * @returns {number[] | undefined}
 */
function version6(text) {
  const plain = text.split("%")[0] ?? "";
  const dotted = plain.slice(plain.lastIndexOf(":") + 1);
  const tail = dotted.includes(".") ? version4(dotted) : undefined;
  if (dotted.includes(".") && tail === undefined) return undefined;
  const whole =
    tail === undefined
      ? plain
      : plain.slice(0, -dotted.length) +
        `${Math.floor(tail / 65536).toString(16)}:${(tail % 65536).toString(16)}`;
  const halves = whole.split("::");
  if (halves.length > 2 || !whole.includes(":")) return undefined;
  const [left = [], right = []] = halves.map((half) =>
    half === "" ? [] : half.split(":"),
  );
  const gap = halves.length === 2 ? 8 - left.length - right.length : 0;
  if (gap < 0) return undefined;
  const groups = [...left, ...Array.from({ length: gap }, () => "0"), ...right];
  if (groups.length !== 8) return undefined;
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) {
    return undefined;
  }
  return groups.map((group) => Number.parseInt(group, 16));
}

/** @param {number} value */
function isPublic4(value) {
  return !CLOSED.some(([first, length]) => {
    const size = 2 ** (32 - length);
    const start = version4(first) ?? 0;
    return value >= start && value < start + size;
  });
}

/**
 * Tell whether an address (no name) may be reached by anybody. What is no address is not public.
 *
 * @param {string} address
 * @returns {boolean}
 */
function isPublic(address) {
  const four = version4(address);
  if (four !== undefined) return isPublic4(four);
  const six = version6(address);
  if (six === undefined) return false;
  const [a = 0, b = 0] = six;
  const low = (six[6] ?? 0) * 65536 + (six[7] ?? 0);
  // An IPv4 address inside an IPv6 one: mapped, or translated.
  if (six.slice(0, 5).every((group) => group === 0) && six[5] === 0xffff) {
    return isPublic4(low);
  }
  if (a === 0x64 && b === 0xff9b) return isPublic4(low);
  if (a < 0x2000 || a > 0x3fff) return false;
  // Protocol assignments and documentation, 6to4, documentation again.
  if (a === 0x2001 && (b < 0x200 || b === 0xdb8)) return false;
  return a !== 0x2002 && a !== 0x3fff;
}

/**
 * Tell whether a text is an address rather than a name.
 *
 * @param {string} host
 * @returns {boolean}
 */
function isAddress(host) {
  return version4(host) !== undefined || version6(host) !== undefined;
}

export { isAddress, isPublic };
