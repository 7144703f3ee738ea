/**
 * Judge request bodies: `node run.mjs requests.jsonl` prints a verdict for each line.
 *
 * Without a file, the vectors that lie beside this one are run, and each difference is told.
 */

import { readFileSync } from "node:fs";

import { checkText } from "./index.js";

function judged(text) {
  const found = checkText(text);
  const issues = found.map(({ pointer, code }) => ({ pointer, code }));
  if (found.some(({ severity }) => severity === "error")) {
    return { verdict: "reject", issues };
  }
  return { verdict: found.length > 0 ? "warn" : "accept", issues };
}

function spelled({ verdict, issues }) {
  const pairs = issues.map(({ pointer, code }) => `${pointer} ${code}`);
  return [verdict, ...pairs.sort()].join("\n");
}

/** The lines of a file that are not empty. */
function linesOf(path) {
  const lines = readFileSync(path, "utf-8").split("\n");
  return lines.filter((line) => line.trim() !== "");
}

/** The text of the request in a vector: parsed, 2.0 would be 2. */
function requestOf(row) {
  const start = row.indexOf('"request":') + '"request":'.length;
  return row.slice(start, row.lastIndexOf(',"verdict":'));
}

function runVectors() {
  const rows = linesOf(new URL("vectors.jsonl", import.meta.url));
  let different = 0;
  for (const row of rows) {
    const { id, ...wanted } = JSON.parse(row);
    const found = judged(requestOf(row));
    if (spelled(found) !== spelled(wanted)) {
      different += 1;
      console.log(JSON.stringify({ id, wanted, found }));
    }
  }
  console.log(`${rows.length} vectors, ${different} differences`);
  process.exitCode = different > 0 ? 1 : 0;
}

if (process.argv.length > 2) {
  for (const line of linesOf(process.argv[2])) {
    console.log(JSON.stringify(judged(line)));
  }
} else {
  runVectors();
}
