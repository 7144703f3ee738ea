/** So many lists and objects may lie in one another. */
const DEEPEST = 512;

/** Split bytes into lines, and leave out the empty ones. */
function* linesOf(bytes) {
  let start = 0;
  while (start < bytes.length) {
    const end = bytes.indexOf(10, start);
    const line = bytes.subarray(start, end < 0 ? bytes.length : end);
    if (line.some((byte) => byte !== 32 && byte !== 9 && byte !== 13)) {
      yield line;
    }
    start += line.length + 1;
  }
}

/** Read a line of JSON in UTF-8, or throw. */
function parsed(line) {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const text = decoder.decode(line);
  const body = JSON.parse(text);
  if (depthOf(text) > DEEPEST) {
    throw new RangeError("it is too deep");
  }
  return { text, body };
}

/** Count the lists and objects that lie in one another in good JSON. */
function depthOf(text) {
  let [depth, deepest, quoted] = [0, 0, false];
  for (let i = 0; i < text.length; i += 1) {
    const mark = text[i];
    if (quoted && mark === "\\") {
      i += 1;
    } else if (mark === '"') {
      quoted = !quoted;
    } else if (!quoted && (mark === "[" || mark === "{")) {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (!quoted && (mark === "]" || mark === "}")) {
      depth -= 1;
    }
  }
  return deepest;
}

/** Tell a vector, which holds a request and what to say of it, from a request. */
function isVector(body) {
  const has = (name) => Object.hasOwn(body, name);
  return (
    typeof body === "object" &&
    body !== null &&
    has("request") &&
    has("verdict") &&
    (has("id") || !has("model"))
  );
}

/** The request in a vector as it is spelled there, if it is found: parsed, 2.0 would be 2. */
function requestOf(text, vector) {
  const start = text.indexOf('"request":') + '"request":'.length;
  const spelled = text.slice(start, text.lastIndexOf(',"verdict":'));
  const request = JSON.stringify(vector.request);
  try {
    return JSON.stringify(JSON.parse(spelled)) === request ? spelled : request;
  } catch {
    return request;
  }
}

/** Judge each line and print it, or only what differs from vectors; return how many of these do. */
function run(bytes, every) {
  const report = every ? console.error : console.log;
  let [vectors, wrong] = [0, 0];
  for (const line of linesOf(bytes)) {
    let text, body;
    try {
      ({ text, body } = parsed(line));
    } catch {
      const issues = [{ pointer: "", code: "notJson" }];
      console.log(JSON.stringify({ verdict: "reject", issues }));
      continue;
    }
    const vector = isVector(body);
    const found = judged(vector ? requestOf(text, body) : text);
    if (every) {
      console.log(JSON.stringify(found));
    }
    vectors += Number(vector);
    if (vector && !agrees(found, body)) {
      wrong += 1;
      const { id = "a vector", why = "" } = body;
      report(`${id}: ${why}\n  ${JSON.stringify(found)}`);
    }
  }
  if (vectors > 0 || !every) {
    report(`${vectors} vectors, ${wrong} differ`);
  }
  return wrong;
}

async function bytesOf(path) {
  if (path !== "-") {
    return readFileSync(path);
  }
  const chunks = [];
  for await (const chunk of process.stdin) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function fail(message) {
  console.error(`run.mjs: ${message}`);
  process.exit(2);
}

const words = process.argv.slice(2);
if (words.length === 1 && ["-h", "--help"].includes(words[0])) {
  console.log(USAGE);
  process.exit(0);
}
if (words.length > 1 || words.some((word) => /^-./.test(word))) {
  fail("give one file of requests, or - to read them from the standard input");
}
process.stdout.on("error", () => fail("nobody reads what is written"));
const path = words[0] ?? new URL("vectors.jsonl", import.meta.url);
const bytes = await bytesOf(path).catch((error) => fail(error.message));
process.exitCode = run(bytes, words.length > 0) > 0 ? 1 : 0;
