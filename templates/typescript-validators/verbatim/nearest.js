/** Choose the word that was most likely meant, or null: by size for sizes, else by spelling. */
function nearest(value, words) {
  if (typeof value !== "string") {
    return null;
  }
  const texts = words.filter((word) => typeof word === "string");
  const wanted = sizeOf(value);
  if (wanted === null || texts.some((word) => sizeOf(word) === null)) {
    return closest(value, texts);
  }
  let best = null;
  for (const word of texts) {
    const [width, height] = sizeOf(word);
    const ratio = (width * wanted[1]) / (height * wanted[0]);
    const area = (width * height) / (wanted[0] * wanted[1]);
    const off = [Math.max(ratio, 1 / ratio), Math.max(area, 1 / area)];
    const nearer = best && (off[0] - best.off[0] || off[1] - best.off[1]) < 0;
    if (best === null || nearer) {
      best = { word, off };
    }
  }
  return best && best.word;
}

/** Choose the word that is spelled most like a text, or null if none is much like it. */
function closest(text, words) {
  const meant = [...folded(text.trim())];
  let best = null;
  for (const word of words) {
    const spelled = folded(word);
    const alike = likeness([...spelled], meant);
    const same = best && alike === best.alike;
    if (alike < 0.6 || (same && spelled <= best.spelled)) {
      continue;
    }
    if (best === null || same || alike > best.alike) {
      best = { word, spelled, alike };
    }
  }
  return best && best.word;
}

/** Fold the case of a text. */
function folded(text) {
  return text.toUpperCase().toLowerCase();
}

/** How much two lists of letters have in common, from 0 to 1: the longest run, then what is left and right of it. */
function likeness(left, right) {
  const letters = left.length + right.length;
  if (2 * Math.min(left.length, right.length) < 0.6 * letters) {
    return 0;
  }
  let common = 0;
  const waiting = [[0, left.length, 0, right.length]];
  while (waiting.length > 0) {
    const [a, aEnd, b, bEnd] = waiting.pop();
    let [start, other, length] = [a, b, 0];
    let runs = new Map();
    for (let i = a; i < aEnd; i += 1) {
      const next = new Map();
      for (let j = b; j < bEnd; j += 1) {
        if (left[i] === right[j]) {
          const run = (runs.get(j - 1) ?? 0) + 1;
          next.set(j, run);
          if (run > length) {
            [start, other, length] = [i - run + 1, j - run + 1, run];
          }
        }
      }
      runs = next;
    }
    if (length > 0) {
      common += length;
      waiting.push([a, start, b, other]);
      waiting.push([start + length, aEnd, other + length, bEnd]);
    }
  }
  return letters ? (2 * common) / letters : 1;
}

/** Tell whether a text is a listed word in other upper and lower case; letter by letter, as K has look-alikes. */
function recased(text, words) {
  const [lower, upper] = [text.toLowerCase(), text.toUpperCase()];
  return words.some(
    (word) =>
      typeof word === "string" &&
      lower === word.toLowerCase() &&
      upper === word.toUpperCase(),
  );
}
