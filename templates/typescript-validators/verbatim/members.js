/** Tell an object of JSON from everything else. */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Return a member of an object's own, or undefined: every object inherits some names. */
function own(object, name) {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Note every member that is not known here; one that is undefined is not there. */
function unknown(
  body,
  known,
  at,
  issues,
  elsewhere = null,
  severity = "warning",
) {
  const told =
    severity === "error"
      ? "is not known here, and nothing else may stand here"
      : "is not known here; the gateway is likely to drop it in silence";
  const there = new Set(known);
  const names = Object.keys(body).filter(
    (name) => !there.has(name) && own(body, name) !== undefined,
  );
  for (const name of names.sort()) {
    let message = told;
    let mend = ["rename", name, known.filter((word) => !hasMember(body, word))];
    const target = elsewhere?.get(name) ?? "";
    if (target.startsWith("/")) {
      message = `belongs at ${target}`;
      mend = movable(body, at, target);
    } else if (target) {
      message = `is known only to ${target}`;
      mend = ["remove"];
    }
    const pointer = `${at}/${escape(name)}`;
    note(issues, pointer, "unknownMember", severity, message, ...mend);
  }
}

function hasMember(object, name) {
  return own(object, name) !== undefined;
}

/** Propose a move only where the place is seen, there, and free. */
function movable(body, at, target) {
  const [, parent, name] = /^\/(?:(.*)\/)?([^/]*)$/s.exec(target);
  const holder = parent === undefined ? body : own(body, parent);
  return at || !isObject(holder) || hasMember(holder, name)
    ? []
    : ["move", target];
}
