/** What a place takes as pictures. `odd` finds what begins unlike nearly all; no text up to `short` is too long. */
function picturesOf(formats, sources, tolerated, megabytes) {
  const starts = [];
  if (sources.includes("url")) {
    starts.push("https?://[^\\0- ]+$");
  }
  if (sources.includes("data-uri") && formats.length > 0) {
    const names = formats.map((name) => name.replace(/[^a-z0-9]/g, "\\$&"));
    // Spelled out, as regular expressions are slow to count up to 64.
    const data = "[A-Za-z0-9+/=]".repeat(16);
    starts.push(`data:image/(?:${names.join("|")});base64,(?:${data}){4}`);
  }
  // Turned round, as a pattern that is not found leaves nothing to keep.
  const odd = starts.length > 0 ? `^(?!${starts.join("|")})` : "";
  return {
    formats,
    sources,
    tolerated,
    megabytes,
    odd: new RegExp(odd),
    short: (megabytes ?? Infinity) * 1000000,
  };
}

/**
 * Return code, severity and message of what is wrong with a picture given as text, or null.
 *
 * A URL, a data URI or bare base64. Only the ends of the data are looked at: it may be megabytes long.
 */
function imageFault(text, pictures) {
  if (text.length <= pictures.short && !pictures.odd.test(text)) {
    return null;
  }
  const { formats, sources, tolerated, megabytes } = pictures;
  const url = startsLike(text, "https://", 0) ? 8 : 7;
  if (url === 8 || startsLike(text, "http://", 0)) {
    if (text.length === url || hasBlank(text)) {
      const blank = "is no URL: it has blanks, or ends after the scheme";
      return ["imageSource", "error", blank];
    }
    return sourceFault("url", "a URL", sources, tolerated);
  }
  if (startsLike(text, "data:", 0)) {
    const start = dataStart(text, formats);
    if (start === 0) {
      return headFault(text, formats);
    }
    return (
      dataFault(text, start, megabytes) ??
      sourceFault("data-uri", "a data URI", sources, tolerated)
    );
  }
  if (text.length >= 16 && !isForeign(text, 0)) {
    return (
      dataFault(text, 0, megabytes) ??
      sourceFault("base64", "bare base64", sources, tolerated)
    );
  }
  const wanted = "must be a picture: an http(s) URL, or a data URI with base64";
  return ["imageSource", "error", wanted];
}

/** Tell whether a text goes on so at an index, in small letters or capitals. */
function startsLike(text, start, at) {
  for (let i = 0; i < start.length; i += 1) {
    const code = text.charCodeAt(at + i);
    const small = code >= 65 && code <= 90 ? code + 32 : code;
    if (small !== start.charCodeAt(i)) {
      return false;
    }
  }
  return true;
}

function hasBlank(text) {
  for (let i = 0; i < text.length; i += 1) {
    if (text.charCodeAt(i) <= 32) {
      return true;
    }
  }
  return false;
}

/** The index behind the head of a data URI of one of these formats; 0 if it has no such head. */
function dataStart(text, formats) {
  const [head] = /^data:image\/[^,]{0,61};base64,/i.exec(text) ?? [""];
  const subtype = head.slice(11, -8).toLowerCase();
  const format = subtype === "jpg" ? "jpeg" : subtype;
  const known = formats.length === 0 || formats.includes(format);
  return known ? head.length : 0;
}

/** Say what is wrong with the head of a data URI. */
function headFault(text, formats) {
  const comma = text.slice(0, 80).indexOf(",");
  const head = text.slice(0, comma < 0 ? 80 : comma).toLowerCase();
  if (comma < 0 || !head.endsWith(";base64")) {
    const form = "is no data URI of the form data:image/png;base64,...";
    return ["imageSource", "error", form];
  }
  if (!head.startsWith("data:image/")) {
    const type = head.slice(5, -7) || "plain text";
    return ["imageFormat", "error", `is no image but ${type}`];
  }
  const wanted = `must be one of ${formats.join(", ")}, not ${head.slice(11, -7)}`;
  return ["imageFormat", "error", wanted];
}

/** Say whether a way to give a picture is taken. */
function sourceFault(source, name, sources, tolerated) {
  if (sources.includes(source)) {
    return null;
  }
  if (tolerated.includes(source)) {
    const odd = `is ${name}, which is not documented here`;
    return ["imageSource", "warning", odd];
  }
  return ["imageSource", "error", `is ${name}, which is not taken here`];
}

/** Say what is wrong with base64 data; a text that ends in ... is taken for a placeholder. */
function dataFault(text, start, megabytes) {
  if (text.length === start) {
    return ["imageSource", "error", "has no data"];
  }
  if (isForeign(text, start) && !text.endsWith("...")) {
    return ["imageSource", "error", "is not base64"];
  }
  if (megabytes === null) {
    return null;
  }
  const size = Math.floor(((text.length - start) * 3) / 4);
  if (size > megabytes * 1048576) {
    return ["imageSize", "error", `is larger than ${megabytes} MB`];
  }
  if (size > megabytes * 1000000) {
    const over = `is larger than ${megabytes} million bytes`;
    return ["imageSize", "warning", over];
  }
  return null;
}

/** Tell whether the next 64 characters of a text have what is not of the alphabet of base64. */
function isForeign(text, start) {
  return /[^A-Za-z0-9+/=]/.test(text.slice(start, start + 64));
}
