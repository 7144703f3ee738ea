/** What a newer version of a model might take: in mode "passthrough" only warnings. */
const SOFT_CODES = [
  "enum",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "width",
  "height",
  "side",
  "longest",
  "shortest",
  "area",
  "ratio",
  "unknownMember",
];

/** Raise warnings to errors (strict), or lower what a newer model might take (passthrough). */
function inMode(issues, options, soft) {
  const mode = options?.mode ?? "warn";
  if (mode === "warn") {
    return issues;
  }
  if (mode !== "strict" && mode !== "passthrough") {
    throw new TypeError(`mode must be warn, strict or passthrough: ${mode}`);
  }
  return issues.map((issue) => {
    if (mode === "strict") {
      return issue.withSeverity("error");
    }
    const newer = SOFT_CODES.includes(issue.code) || soft.includes(issue.code);
    return newer ? issue.withSeverity("warning") : issue;
  });
}

/** Tell an error from a warning. */
function isError(issue) {
  return issue.severity === "error";
}
