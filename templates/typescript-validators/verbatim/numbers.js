/** Take what is as good as an integer, with a warning, or note the fault and return null. */
function readWhole(value, at, issues, must, text = false) {
  if (text && typeof value === "string" && /^-?[0-9]{1,15}$/.test(value)) {
    const number = Number(value) + 0;
    const message = "is a number written as text";
    note(issues, at, "numericText", "warning", message, "replace", number);
    return number;
  }
  note(issues, at, "type", "error", must);
  return null;
}

/** Take what is as good as a finite number, with a warning, or note the fault and return null. */
function readReal(value, at, issues, must, text = false) {
  if (
    text &&
    typeof value === "string" &&
    /^-?[0-9]{1,15}(?:\.[0-9]{1,15})?$/.test(value)
  ) {
    const number = Number(value);
    const message = "is a number written as text";
    note(issues, at, "numericText", "warning", message, "replace", number);
    return number;
  }
  note(issues, at, "type", "error", must);
  return null;
}
