/** Take one step down: a member of an object, an item of an array by its index; undefined if it is not there. */
function stepInto(value, name) {
  if (Array.isArray(value)) {
    return /^[0-9]+$/.test(name) ? value[Number(name)] : undefined;
  }
  return isObject(value) ? own(value, name) : undefined;
}

/** List what a path leads to, with pointers; the step "-" is every item of an array. */
function reach(value, path, at = "") {
  let found = [[at, value]];
  for (const name of path) {
    const below = [];
    for (const [pointer, node] of found) {
      if (name === "-") {
        if (Array.isArray(node)) {
          node.forEach((item, i) => below.push([`${pointer}/${i}`, item]));
        }
      } else {
        const next = stepInto(node, name);
        if (next !== undefined) {
          below.push([`${pointer}/${escape(name)}`, next]);
        }
      }
    }
    found = below;
  }
  return found;
}

/** Count what a path leads to, from one of its steps on. */
function countAt(value, path, from = 0) {
  for (let i = from; i < path.length; i += 1) {
    if (path[i] === "-") {
      if (!Array.isArray(value)) {
        return 0;
      }
      if (i + 1 === path.length) {
        return value.length;
      }
      let found = 0;
      for (const item of value) {
        found += countAt(item, path, i + 1);
      }
      return found;
    }
    value = stepInto(value, path[i]);
    if (value === undefined) {
      return 0;
    }
  }
  return 1;
}

/** Return what a path without "-" leads to, or undefined. */
function valueAt(value, path) {
  let found = value;
  for (const name of path) {
    found = stepInto(found, name);
    if (found === undefined) {
      return undefined;
    }
  }
  return found;
}

/** Point to a place, cut behind the first step that is not there. Digits index arrays. */
function standing(value, path, at = "") {
  let pointer = at;
  let node = value;
  for (const name of path) {
    pointer = `${pointer}/${escape(name)}`;
    node = stepInto(node, name);
    if (node === undefined) {
      return pointer;
    }
  }
  return pointer;
}

/** Return the number that a path leads to; `absent` where there is nothing, null for anything else. */
function numberAt(value, path, absent) {
  const found = valueAt(value, path);
  if (found === undefined) {
    return absent;
  }
  return Number.isFinite(found) ? found : null;
}

/** Tell whether a value is a number within bounds; `above` and `below` are exclusive. */
function inRange(value, minimum, maximum, above, below, multiple) {
  if (!Number.isFinite(value)) {
    return false;
  }
  return (
    value >= (minimum ?? -Infinity) &&
    value <= (maximum ?? Infinity) &&
    value > (above ?? -Infinity) &&
    value < (below ?? Infinity) &&
    (multiple === undefined || isMultiple(value, multiple))
  );
}

/** Tell whether a value is a multiple of a step, with a tolerance for decimal fractions. */
function isMultiple(value, multiple) {
  const times = value / multiple;
  // Beyond what a number can hold there are no fractions.
  return times - times !== 0 || Math.abs(times - Math.round(times)) < 1e-9;
}

/** Tell whether a path leads to any of these values. */
function someIn(value, path, words) {
  return reach(value, path).some(([, found]) => words.includes(found));
}

/** Tell whether a path leads to any value but these. */
function someNotIn(value, path, words) {
  return reach(value, path).some(([, found]) => !words.includes(found));
}

/** Tell whether a path leads to any number within bounds, in the order of `inRange`. */
function someWithin(value, path, ...bounds) {
  return reach(value, path).some(([, found]) => inRange(found, ...bounds));
}

/** Point to the last of some places that is there; to the object itself where none is. */
function lastThere(value, at, ...paths) {
  for (const path of paths.reverse()) {
    const [first] = reach(value, path, at);
    if (first !== undefined) {
      return first[0];
    }
  }
  return at;
}

/** Point to one of the many things that a path leads to, counted from 0. */
function nthThere(value, path, index, at) {
  return reach(value, path, at)[index][0];
}
