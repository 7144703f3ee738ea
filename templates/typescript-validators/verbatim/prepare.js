/** Copy JSON data, however deep it is. */
function copied(value) {
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const copy = (node) => (Array.isArray(node) ? [...node] : { ...node });
  const top = copy(value);
  const copies = new Map([[value, top]]);
  const waiting = [top];
  while (waiting.length > 0) {
    const node = waiting.pop();
    for (const [key, item] of Object.entries(node)) {
      if (typeof item === "object" && item !== null) {
        if (!copies.has(item)) {
          copies.set(item, copy(item));
          waiting.push(copies.get(item));
        }
        node[key] = copies.get(item);
      }
    }
  }
  return top;
}

const RESPELLED = [
  "tolerated",
  "ignoreCase",
  "numericText",
  "integralFloat",
  "separator",
];

/** Respell what has one right spelling, fill in the client's defaults, tell what the server converts. */
function prepared(payload, issues, spec) {
  const body = copied(payload);
  const changes = [];
  for (const issue of issues) {
    const fix = RESPELLED.includes(issue.code) ? issue.fix : null;
    if (fix !== null && fix.op === "replace") {
      const before = put(body, issue.pointer, fix.value);
      const after = fix.value;
      changes.push({ pointer: issue.pointer, before, after, by: "client" });
    }
  }
  for (const [path, value] of spec?.defaults ?? []) {
    const parent = valueAt(body, path.slice(0, -1));
    const name = path[path.length - 1];
    if (isObject(parent) && own(parent, name) === undefined) {
      const after = copied(value);
      const data = { value: after, writable: true, enumerable: true };
      Object.defineProperty(parent, name, { ...data, configurable: true });
      const pointer = path.map((each) => `/${escape(each)}`).join("");
      changes.push({ pointer, before: null, after, by: "client" });
    }
  }
  for (const { path, to, table, ratios } of spec?.conversions ?? []) {
    const before = valueAt(body, path);
    if (typeof before === "string") {
      const row = table.find(([value]) => value === before);
      const after = row ? row[1] : nearestRatio(before, ratios);
      if (row || after !== null) {
        changes.push({ pointer: to, before, after, by: "server" });
      }
    }
  }
  return { body, changes };
}

/** Set the value at a pointer that exists, and return what stood there. */
function put(body, pointer, value) {
  const path = stepsOf(pointer);
  const last = path.pop();
  const holder = valueAt(body, path);
  const before = stepInto(holder, last);
  holder[last] = value;
  return before;
}

/** The steps of a JSON Pointer. */
function stepsOf(pointer) {
  const steps = pointer.split("/").slice(1);
  return steps.map((each) => each.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Name the ratio among the words that is nearest to WIDTHxHEIGHT, or null. */
function nearestRatio(text, words) {
  const size = words.includes(text) ? null : sizeOf(text);
  return size === null ? null : ratioOf(size, words)[0];
}

/** Name the ratio that is nearest to a size, and how far it is off, in percent. */
function ratioOf([width, height], words) {
  let best = [null, 0];
  for (const word of words) {
    const ratio = dimensions(word, ":");
    if (ratio !== null) {
      const off = (width * ratio[1]) / (height * ratio[0]);
      const distance = (Math.max(off, 1 / off) - 1) * 100;
      if (best[0] === null || distance < best[1]) {
        best = [word, distance];
      }
    }
  }
  return best;
}

/** Tell in which form the images come back, and where to read them. */
function formOf(body, { selector, forms, absent, otherwise }) {
  const asked = selector.length > 0 ? valueAt(body, selector) : undefined;
  if (asked === undefined) {
    return { asked: null, ...absent };
  }
  const known =
    typeof asked === "string" && forms.find(([value]) => value === asked);
  return { asked, ...(known ? known[1] : otherwise) };
}
