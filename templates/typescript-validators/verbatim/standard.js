/** Say an issue in the words of Standard Schema: a path of names and indexes. */
function standardIssue(body, { message, pointer }) {
  let node = body;
  const path = stepsOf(pointer).map((name) => {
    const key = Array.isArray(node) ? Number(name) : name;
    node = stepInto(node, name);
    return key;
  });
  return { message, path };
}

/** A schema by https://standardschema.dev: what refuses a value are the errors; warnings pass. */
function standardOf(check) {
  const validate = (value) => {
    const errors = check(value).filter(isError);
    return errors.length === 0
      ? { value }
      : { issues: errors.map((issue) => standardIssue(value, issue)) };
  };
  return { "~standard": { version: 1, vendor: "modelpact", validate } };
}
