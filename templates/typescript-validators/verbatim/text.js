/** Read a text as JSON; `refusal` is an issue if it is none. */
function parsed(text) {
  try {
    return { body: JSON.parse(text), refusal: null };
  } catch (error) {
    const message = `is not JSON: ${error.message}`;
    return { refusal: new Issue("", "notJson", "error", message, []) };
  }
}

/**
 * Note the whole numbers that a text spells as fractions, such as 2.0, at the places of integers.
 *
 * ECMAScript parses 2.0 and 2 to the same number, but other languages do not.
 */
function noteFractions(text, body, places, issues) {
  if (places.length === 0 || !/[0-9][.eE]/.test(text)) {
    return;
  }
  const deepest = Math.max(...places.map((place) => place.length));
  for (const { path, number } of fractions(text, deepest)) {
    const there = (place) =>
      place.length === path.length &&
      place.every((name, i) =>
        typeof path[i] === "number" ? name === "-" : name === path[i],
      );
    // Of a member that is repeated only the last counts.
    if (places.some(there) && valueAt(body, path) === number) {
      const pointer = path.map((each) => `/${escape(String(each))}`).join("");
      const message = "is a whole number written as a fraction";
      const mend = ["replace", number];
      note(issues, pointer, "integralFloat", "warning", message, ...mend);
    }
  }
}

/** List the whole numbers that good JSON spells as fractions, with the paths to them. */
function fractions(text, deepest) {
  const found = new Map();
  const holders = [];
  const token = /-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?/y;
  for (let i = 0; i < text.length; i += 1) {
    const holder = holders[holders.length - 1];
    switch (text[i]) {
      case "{":
        holders.push({ step: "", naming: true });
        break;
      case "[":
        holders.push({ step: 0, naming: false });
        break;
      case "}":
      case "]":
        holders.pop();
        break;
      case ":":
        holder.naming = false;
        break;
      case ",":
        holder.naming = typeof holder.step === "string";
        holder.step = holder.naming ? "" : holder.step + 1;
        break;
      case '"': {
        const end = closing(text, i);
        if (holder?.naming && holders.length <= deepest) {
          holder.step = JSON.parse(text.slice(i, end + 1));
        }
        i = end;
        break;
      }
      default:
        token.lastIndex = i;
        if (/[-0-9]/.test(text[i]) && token.test(text)) {
          if (holders.length <= deepest) {
            const [path, spelled] = [
              holders.map(({ step }) => step),
              text.slice(i, token.lastIndex),
            ];
            const number = Number(spelled);
            const fraction = /[.eE]/.test(spelled) && Number.isInteger(number);
            found.set(JSON.stringify(path), fraction && { path, number });
          }
          i = token.lastIndex - 1;
        }
    }
  }
  return [...found.values()].filter(Boolean);
}

/** Find the quote that ends a text of JSON. */
function closing(text, start) {
  for (let end = start; ;) {
    end = text.indexOf('"', end + 1);
    let slash = end;
    while (text[slash - 1] === "\\") {
      slash -= 1;
    }
    if ((end - slash) % 2 === 0) {
      return end;
    }
  }
}
