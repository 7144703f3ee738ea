/** The verdict on a line of JSON; codes are those of Zod, or ids of rules. */
function judged(line) {
  const result = Request.safeParse(JSON.parse(line));
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
  if (isLost(row)) {
    return true;
  }
  if ((found.verdict === "reject") !== (row.verdict === "reject")) {
    return false;
  }
  if (row.issues === undefined) {
    return true;
  }
  const places = found.issues.map(({ pointer }) => pointer);
  const known = row.issues.map(({ pointer }) => pointer);
  return (
    places.every((place) => known.includes(place)) &&
    (places.length === 0 || places.includes(row.pointer))
  );
}

/** Tell whether a vector is about a place that Zod passes over. */
function isLost({ model, pointer }) {
  const place = pointer?.replaceAll(/[/][0-9]+(?=[/]|$)/g, "/-");
  return LOST.get(model)?.includes(place) ?? false;
}
