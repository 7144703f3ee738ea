/** Note that a body is no object. */
function noteNoObject(issues) {
  const message = "the body must be a JSON object";
  note(issues, "", "notObject", "error", message);
}

/** Note what is wrong with the name of a model that is not known. */
function noteModel(model, known, issues) {
  if (model === undefined) {
    note(issues, "/model", "required", "error", "is required");
  } else if (typeof model !== "string") {
    note(issues, "/model", "type", "error", "must be a string");
  } else if (model === "") {
    note(issues, "/model", "minLength", "error", "must not be empty");
  } else {
    const message = "is no model that is known here";
    const mend = ["nearest", model, known];
    note(issues, "/model", "unknownModel", "warning", message, ...mend);
  }
}
