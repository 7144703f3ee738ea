/**
 * The rules of the models, asked before anything is sent.
 *
 * @typedef {import("./types.js").Issue} Issue
 */
import { ValidationError } from "./errors.js";

/**
 * Refuse a body that breaks the rules of its model, and tell what is only odd.
 *
 * @param {{ [name: string]: unknown }} body
 * @param {(issue: Issue, model: string) => void} warn
 */
async function validate(body, warn) {
  // All rules of all models: those who never send anything do not load them.
  const { check } = await import("./checks/index.js");
  const model = String(body["model"]);
  const issues = check(body);
  const errors = issues.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new ValidationError(model, errors);
  for (const issue of issues) warn(issue, model);
}

export { validate };
