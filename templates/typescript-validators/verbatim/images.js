/**
 * Return code, severity and message of what is wrong with a picture given as text, or null.
 *
 * A URL, a data URI or bare base64. Only the ends of the data are looked at: it may be megabytes long.
 */
function imageFault(text, formats, sources, tolerated, megabytes) {
  const start = text.slice(0, 16).toLowerCase();
  if (start.startsWith("https://") || start.startsWith("http://")) {
    if (start === "https://" || start === "http://" || /[\0- ]/.test(text)) {
      const blank = "is no URL: it has blanks, or ends after the scheme";
      return ["imageSource", "error", blank];
    }
    return sourceFault("url", "a URL", sources, tolerated);
  }
  if (start.startsWith("data:")) {
    const comma = text.slice(0, 80).indexOf(",");
    const head = text.slice(0, comma < 0 ? 80 : comma).toLowerCase();
    const encoded = comma >= 0 && head.endsWith(";base64");
    if (!encoded || !head.startsWith("data:image/")) {
      if (encoded) {
        const type = head.slice(5, -7) || "plain text";
        return ["imageFormat", "error", `is no image but ${type}`];
      }
      const form = "is no data URI of the form data:image/png;base64,...";
      return ["imageSource", "error", form];
    }
    const subtype = head.slice(11, -7);
    const format = subtype === "jpg" ? "jpeg" : subtype;
    if (formats.length > 0 && !formats.includes(format)) {
      const wanted = `must be one of ${formats.join(", ")}, not ${subtype}`;
      return ["imageFormat", "error", wanted];
    }
    return (
      dataFault(text, head.length + 1, megabytes) ??
      sourceFault("data-uri", "a data URI", sources, tolerated)
    );
  }
  if (text.length >= 16 && !isForeign(text.slice(0, 64))) {
    return (
      dataFault(text, 0, megabytes) ??
      sourceFault("base64", "bare base64", sources, tolerated)
    );
  }
  const wanted = "must be a picture: an http(s) URL, or a data URI with base64";
  return ["imageSource", "error", wanted];
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
  if (isForeign(text.slice(start, start + 64)) && !text.endsWith("...")) {
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

/** Tell whether a text has what is not of the alphabet of base64. */
function isForeign(text) {
  return !/^[A-Za-z0-9+/=]*$/.test(text);
}
