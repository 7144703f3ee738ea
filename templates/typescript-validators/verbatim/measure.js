/** Read WIDTHxHEIGHT with any usual separator; null if it is no such text. */
function sizeOf(text) {
  for (const separator of ["x", "*", "\u00d7", "X", ":"]) {
    const size = dimensions(text, separator);
    if (size !== null) {
      return size;
    }
  }
  return null;
}

/** Read two whole numbers of 1 to 6 digits without leading zeros; null if it is no such text. */
function dimensions(text, separator) {
  const middle = text.indexOf(separator);
  if (middle < 0) {
    return null;
  }
  const width = readSide(text, 0, middle);
  const height = readSide(text, middle + separator.length, text.length);
  return width > 0 && height > 0 ? [width, height] : null;
}

/** Read a whole number of 1 to 6 digits out of a text; 0 if it is none. */
function readSide(text, start, end) {
  if (end - start > 6 || text[start] === "0") {
    return 0;
  }
  let number = 0;
  for (let i = start; i < end; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) {
      return 0;
    }
    number = 10 * number + digit;
  }
  return number;
}

/** Name the first limit that a size does not keep, or return an empty text. */
function boundFault(width, height, limits) {
  for (const name in limits) {
    const [low, high, step] = limits[name];
    if (name === "ratio") {
      if (low && width * low[1] < height * low[0]) {
        return name;
      }
      if (high && width * high[1] > height * high[0]) {
        return name;
      }
      continue;
    }
    for (const number of measured(name, width, height)) {
      if (
        (low !== null && number < low) ||
        (high !== null && number > high) ||
        (step !== null && number % step !== 0)
      ) {
        return name;
      }
    }
  }
  return "";
}

/** What a limit of this name bounds. */
function measured(name, width, height) {
  switch (name) {
    case "width":
      return [width];
    case "height":
      return [height];
    case "side":
      return [width, height];
    case "longest":
      return [Math.max(width, height)];
    case "shortest":
      return [Math.min(width, height)];
    default:
      return [width * height];
  }
}
