/** The verdict on a line of JSON; codes are those of Zod, or ids of rules. */
function judged(line) {
  let body;
  try {
    body = JSON.parse(line);
  } catch {
    return { verdict: "reject", issues: [{ pointer: "", code: "notJson" }] };
  }
  const result = Request.safeParse(body);
  if (result.success) {
    return { verdict: "accept", issues: [] };
  }
  return { verdict: "reject", issues: result.error.issues.flatMap(told) };
}

/** An issue of Zod as places and codes; unknown keys are told one by one. */
function told({ path, code, params, keys }) {
  const at = pointerTo(path);
  if (code === "unrecognized_keys") {
    return keys.map((key) => ({ pointer: at + pointerTo([key]), code }));
  }
  return [{ pointer: at, code: params?.rule ?? code }];
}

function pointerTo(path) {
  return path
    .map((step) => String(step).replaceAll("~", "~0").replaceAll("/", "~1"))
    .map((step) => `/${step}`)
    .join("");
}

/** Tell whether a vector is refused as it should be, at places where it is at fault. */
function agrees(found, row) {
  if ((found.verdict === "reject") !== (row.verdict === "reject")) {
    return false;
  }
  const places = found.issues.map(({ pointer }) => pointer);
  const known = row.issues.map(({ pointer }) => pointer);
  return (
    places.every((place) => known.includes(place)) &&
    (places.length === 0 || places.includes(row.pointer))
  );
}

/** The lines of a file that are not empty. */
function linesOf(path) {
  const lines = readFileSync(path, "utf-8").split("\n");
  return lines.filter((line) => line.trim() !== "");
}

/** Tell whether a vector is about a place that Zod passes over. */
function isLost({ model, pointer }) {
  const place = pointer?.replaceAll(/[/][0-9]+(?=[/]|$)/g, "/-");
  return LOST.get(model)?.includes(place) ?? false;
}

function runVectors() {
  const rows = linesOf(new URL("vectors.jsonl", import.meta.url));
  let different = 0;
  for (const line of rows) {
    const row = JSON.parse(line);
    const found = judged(JSON.stringify(row.request));
    if (!agrees(found, row) && !isLost(row)) {
      different += 1;
      console.log(`${row.id}: ${row.why}\n  ${JSON.stringify(found)}`);
    }
  }
  console.log(`${rows.length} vectors, ${different} differ`);
  process.exitCode = different > 0 ? 1 : 0;
}

if (process.argv.length > 2) {
  for (const line of linesOf(process.argv[2])) {
    console.log(JSON.stringify(judged(line)));
  }
} else {
  runVectors();
}
