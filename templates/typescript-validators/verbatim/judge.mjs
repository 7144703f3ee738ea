function judged(text) {
  const found = checkText(text);
  const issues = found.map(({ pointer, code }) => ({ pointer, code }));
  if (found.some(({ severity }) => severity === "error")) {
    return { verdict: "reject", issues };
  }
  return { verdict: found.length > 0 ? "warn" : "accept", issues };
}

/** Tell whether a vector has its verdict and its issues, in any order. */
function agrees(found, row) {
  return (
    found.verdict === row.verdict &&
    (row.issues === undefined || spelled(found) === spelled(row))
  );
}

function spelled({ issues }) {
  return issues
    .map(({ pointer, code }) => `${pointer} ${code}`)
    .sort()
    .join("\n");
}
