/** One finding about a request. */
class Issue {
  #mend;

  constructor(pointer, code, severity, message, mend) {
    /** A JSON Pointer (RFC 6901) to the member, or to where it would stand. */
    this.pointer = pointer;
    /** What kind of finding it is; stable. */
    this.code = code;
    /** "error" or "warning". */
    this.severity = severity;
    /** What it is, for people. */
    this.message = message;
    this.#mend = mend;
  }

  /** A JSON Patch operation (RFC 6902) that mends it, or null; found when asked for. */
  get fix() {
    return findFix(this.pointer, this.#mend);
  }

  /** The same finding with another severity. */
  withSeverity(severity) {
    const { pointer, code, message } = this;
    return new Issue(pointer, code, severity, message, this.#mend);
  }

  /** Plain data, for JSON. */
  toJSON() {
    const { pointer, code, severity, message, fix } = this;
    const told = { pointer, code, severity, message };
    return fix === null ? told : { ...told, fix };
  }

  toString() {
    const where = this.pointer || "(body)";
    return `${this.severity}: ${where}: ${this.message} [${this.code}]`;
  }
}

/** Note an issue; what follows the message is the recipe of its fix. */
function note(issues, pointer, code, severity, message, ...mend) {
  issues.push(new Issue(pointer, code, severity, message, mend));
}

/** Work out the operation that an issue proposes. */
function findFix(pointer, [kind, value, words, limits]) {
  switch (kind) {
    case "replace":
      return { op: "replace", path: pointer, value };
    case "remove":
      return { op: "remove", path: pointer };
    case "move":
      return { op: "move", from: pointer, path: value };
    case "nearest":
      return replaced(pointer, nearest(value, words));
    case "rename": {
      const found = nearest(value, words);
      if (found === null) {
        return { op: "remove", path: pointer };
      }
      const base = pointer.slice(0, pointer.lastIndexOf("/"));
      return { op: "move", from: pointer, path: `${base}/${escape(found)}` };
    }
    case "fit":
      return replaced(pointer, fit(value, words, limits));
    default:
      return null;
  }
}

function replaced(pointer, value) {
  return value === null ? null : { op: "replace", path: pointer, value };
}

/** Spell a member's name as a step of a JSON Pointer. */
function escape(name) {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
