type Body = Record<string, any>;

type Note = (pointer: string, code: string, message: string) => void;

type Bounds = (number | null)[];

type Limits = Record<string, Bounds | (number[] | null)[]>;

/** Check the rules between the members of an object, whatever else is wrong with it. */
function withRules<S extends z.ZodObject>(
  schema: S,
  rules: (body: Body, note: Note) => void,
): S {
  return schema.check(
    always<z.output<S>>((value, context) => {
      if (isObject(value)) {
        rules(value, (pointer, rule, message) => {
          const path = pathOf(value, pointer);
          context.addIssue({ code: "custom", path, message, params: { rule } });
        });
      }
    }),
  );
}

/** Make a check that runs even where members or items are at fault. */
function always<T>(
  check: (value: T, context: z.core.$RefinementCtx<T>) => void,
): z.core.$ZodCheck<T> {
  const made = z.superRefine<T>(check);
  made._zod.def.when = () => true;
  return made;
}

/** Spell a JSON Pointer as a path of Zod: items of arrays by number. */
function pathOf(value: unknown, pointer: string): (string | number)[] {
  let node = value;
  return pointer
    .split("/")
    .slice(1)
    .map((step) => {
      const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
      const index = Array.isArray(node) && /^[0-9]+$/.test(name);
      node = stepInto(node, name);
      return index ? Number(name) : name;
    });
}

/** Validate by the schema that is chosen for the value; places are told as they are in it. */
function chosen<T>(
  choose: (value: unknown) => z.ZodType<T> | undefined,
  expected: string,
): z.ZodType<T> {
  return z.custom<T>().check((context) => {
    const input = context.value;
    const result = choose(input)?.safeParse(input);
    if (result === undefined) {
      const message = `must be ${expected}`;
      context.issues.push({ code: "custom", message, input });
    } else if (result.success) {
      context.value = result.data;
    } else {
      for (const issue of result.error.issues) {
        context.issues.push({ ...issue, input } as z.core.$ZodRawIssue);
      }
    }
  });
}

/** A value of one of several types, each with its own schema. */
function byType<B extends Partial<Record<JsonType, z.ZodType>>>(
  branches: B,
): z.ZodType<z.output<NonNullable<B[keyof B]>>> {
  const types: Partial<Record<JsonType, z.ZodType>> = branches;
  return chosen(
    (value) => types[typeOf(value)],
    Object.keys(branches).join(" or "),
  ) as z.ZodType<z.output<NonNullable<B[keyof B]>>>;
}

type JsonType = "null" | "boolean" | "number" | "string" | "array" | "object";

/** Name the type that a value has in JSON. */
function typeOf(value: unknown): JsonType {
  if (value === null) {
    return "null";
  }
  const type = typeof value;
  if (type === "boolean" || type === "number" || type === "string") {
    return type;
  }
  return Array.isArray(value) ? "array" : "object";
}

/** A list of so many items; what is wrong with each of them is told all the same. */
function listOf<S extends z.ZodType>(
  item: S,
  least: number,
  most = Infinity,
): z.ZodArray<S> {
  return z.array(item).check(
    always((value, context) => {
      const length = Array.isArray(value) ? value.length : least;
      if (length < least) {
        const message = `must have at least ${least} items`;
        context.addIssue({ code: "custom", message });
      } else if (length > most) {
        const message = `must have at most ${most} items`;
        context.addIssue({ code: "custom", path: [most], message });
      }
    }),
  );
}

/** An integer of any size. */
function whole(): z.core.$ZodCheck<number> {
  return z.refine<number>(Number.isInteger, "must be an integer");
}

/** A multiple of a step, with a tolerance for decimal fractions. */
function multiple(step: number): z.core.$ZodCheck<number> {
  return z.refine<number>(
    (value) => isMultiple(value, step),
    `must be a multiple of ${step}`,
  );
}

/** At least so many characters, as Unicode counts them. */
function atLeast(least: number): z.core.$ZodCheck<string> {
  const message = `must have at least ${least} characters`;
  return z.refine<string>((text) => !isShorter(text, least), message);
}

/** At most so many characters, as Unicode counts them. */
function atMost(most: number): z.core.$ZodCheck<string> {
  const message = `must have at most ${most} characters`;
  return z.refine<string>((text) => !isLonger(text, most), message);
}

/** Tell whether a text has fewer characters than this. */
function isShorter(text: string, least: number): boolean {
  return text.length < 2 * least && [...text].length < least;
}

/** Tell whether a text has more characters than this. */
function isLonger(text: string, most: number): boolean {
  return (
    text.length > most && (text.length > 2 * most || [...text].length > most)
  );
}

/** A number, also as a decimal text of at most 15 digits on either side. */
function orText(
  number: z.ZodType<number>,
  fraction = true,
): z.ZodType<number | string> {
  const rest = fraction ? "([.][0-9]{1,15})?" : "";
  const decimal = new RegExp(`^-?[0-9]{1,15}${rest}$`);
  const text = z.refine<string>(
    (value) => decimal.test(value) && number.safeParse(Number(value)).success,
    "must be such a number",
  );
  return z.union([number, z.string().check(text)]);
}

/** One of these words, in any upper and lower case. */
function anyCase(words: readonly string[]): z.core.$ZodCheck<string> {
  return z.refine<string>(
    (text) => recased(text, words),
    `must be one of ${words.join(", ")}`,
  );
}

/** One of these sizes, with one separator or another. */
function separated(
  words: readonly string[],
  separator: string,
  others: readonly string[],
): z.core.$ZodCheck<string> {
  return z.refine<string>(
    (text) =>
      others.some((other) => words.includes(text.replaceAll(other, separator))),
    `must be one of ${words.join(", ")}`,
  );
}

/** A text of two numbers around a separator within limits, or one of some words. */
function size(
  separator: string,
  limits: Limits,
  words: readonly string[] = [],
  others: readonly string[] = [],
  ignoreCase = false,
): z.core.$ZodCheck<string> {
  return z.refine<string>((text) => {
    if (words.includes(text) || (ignoreCase && recased(text, words))) {
      return true;
    }
    const first = [separator, ...others].find((each) => dimensions(text, each));
    return first !== undefined && !sizeFault(text, first, limits);
  }, `must be WIDTH${separator}HEIGHT within its limits`);
}

/** A picture as text: a URL, a data URI or bare Base64. Only the ends of the data are looked at. */
function image(
  sources: readonly string[],
  formats: readonly string[] = [],
  megabytes = Infinity,
): z.core.$ZodCheck<string> {
  return z.refine<string>(
    (text) => isImage(text, sources, formats, megabytes),
    `must be a picture: ${sources.join(" or ")}`,
  );
}

/** Tell whether a text is a picture that is taken. */
function isImage(
  text: string,
  sources: readonly string[],
  formats: readonly string[],
  megabytes: number,
): boolean {
  const start = text.slice(0, 16).toLowerCase();
  if (start.startsWith("https://") || start.startsWith("http://")) {
    const bare = start === "https://" || start === "http://";
    return sources.includes("url") && !bare && !/[\0- ]/.test(text);
  }
  if (!start.startsWith("data:")) {
    const looks = text.length >= 16 && !isForeign(text.slice(0, 64));
    return sources.includes("base64") && looks && isData(text, 0, megabytes);
  }
  const comma = text.slice(0, 80).indexOf(",");
  const head = text.slice(0, comma).toLowerCase();
  const found = /^data:image\/(.*);base64$/s.exec(head);
  if (comma < 0 || found === null || !sources.includes("data-uri")) {
    return false;
  }
  const format = found[1] === "jpg" ? "jpeg" : (found[1] ?? "");
  const known = formats.length === 0 || formats.includes(format);
  return known && isData(text, comma + 1, megabytes);
}

/** Tell whether base64 data is there and not too large; a text that ends in ... is taken for a placeholder. */
function isData(text: string, start: number, megabytes: number): boolean {
  const bytes = Math.floor(((text.length - start) * 3) / 4);
  const odd = isForeign(text.slice(start, start + 64)) && !text.endsWith("...");
  return text.length > start && !odd && bytes <= megabytes * 1048576;
}

/** Tell whether a text has what is not of the alphabet of base64. */
function isForeign(text: string): boolean {
  return !/^[A-Za-z0-9+/=]*$/.test(text);
}

/** Tell whether a text is one of some words in other upper and lower case, letter by letter. */
function recased(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  const upper = text.toUpperCase();
  return words.some(
    (word) => word.toLowerCase() === lower && word.toUpperCase() === upper,
  );
}

/** Read two whole numbers of 1 to 6 digits without leading zeros. */
function dimensions(
  text: string,
  separator: string,
): [number, number] | undefined {
  const middle = text.indexOf(separator);
  const sides = [text.slice(0, middle), text.slice(middle + separator.length)];
  if (middle < 0 || !sides.every((side) => /^[1-9][0-9]{0,5}$/.test(side))) {
    return undefined;
  }
  return [Number(sides[0]), Number(sides[1])];
}

/** Tell whether a text is no size within the limits. */
function sizeFault(text: string, separator: string, limits: Limits): boolean {
  const found = dimensions(text, separator);
  if (found === undefined) {
    return true;
  }
  const [width, height] = found;
  const measured: Record<string, number[]> = {
    width: [width],
    height: [height],
    side: [width, height],
    longest: [Math.max(width, height)],
    shortest: [Math.min(width, height)],
    area: [width * height],
  };
  return Object.entries(limits).some(([name, [low, high, step]]) =>
    Array.isArray(low) || Array.isArray(high)
      ? isOffRatio(width, height, low, high)
      : (measured[name] ?? []).some(
          (number) =>
            number < Number(low ?? -Infinity) ||
            number > Number(high ?? Infinity) ||
            number % Number(step ?? 1) !== 0,
        ),
  );
}

/** Tell whether width divided by height is out of bounds, each of which is a pair. */
function isOffRatio(
  width: number,
  height: number,
  low: unknown,
  high: unknown,
): boolean {
  const least = Array.isArray(low) ? low : [0, 1];
  const most = Array.isArray(high) ? high : [Infinity, 1];
  return (
    width * least[1] < height * least[0] || width * most[1] > height * most[0]
  );
}

/** Tell an object of JSON from everything else. */
function isObject(value: unknown): value is Body {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Return a member of an object's own, or undefined: every object inherits some names. */
function own(object: Body, name: string): any {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Take one step down: a member of an object, an item of an array by its index; undefined if it is not there. */
function stepInto(value: unknown, name: string): any {
  if (Array.isArray(value)) {
    return /^[0-9]+$/.test(name) ? value[Number(name)] : undefined;
  }
  return isObject(value) ? own(value, name) : undefined;
}

/** List what a path leads to, with pointers; the step "-" is every item of an array. */
function reach(
  value: unknown,
  path: readonly string[],
  at = "",
): [string, any][] {
  const [name, ...rest] = path;
  if (name === undefined) {
    return [[at, value]];
  }
  if (name === "-") {
    const list: unknown[] = Array.isArray(value) ? value : [];
    return list.flatMap((item, i) => reach(item, rest, `${at}/${i}`));
  }
  const next: unknown = stepInto(value, name);
  return next === undefined ? [] : reach(next, rest, `${at}/${escape(name)}`);
}

/** Spell a member's name as a step of a JSON Pointer. */
function escape(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** Count what a path leads to. */
function countAt(value: unknown, path: readonly string[]): number {
  return reach(value, path).length;
}

/** Return what a path without "-" leads to, or undefined. */
function valueAt(value: unknown, path: readonly string[]): any {
  return path.reduce<unknown>(stepInto, value);
}

/** Point to a place, cut behind the first step that is not there. Digits index arrays. */
function standing(value: unknown, path: readonly string[], at = ""): string {
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
function numberAt(
  value: unknown,
  path: readonly string[],
  absent: number | null,
): number | null {
  const found: unknown = valueAt(value, path);
  if (found === undefined) {
    return absent;
  }
  return typeof found === "number" && Number.isFinite(found) ? found : null;
}

/** Tell whether a value is a number within bounds; `above` and `below` are exclusive. */
function inRange(
  value: unknown,
  minimum?: number | null,
  maximum?: number | null,
  above?: number | null,
  below?: number | null,
  step?: number | null,
): boolean {
  return (
    typeof value === "number" &&
    Number.isFinite(value) &&
    value >= (minimum ?? -Infinity) &&
    value <= (maximum ?? Infinity) &&
    value > (above ?? -Infinity) &&
    value < (below ?? Infinity) &&
    isMultiple(value, step ?? 0)
  );
}

/** Tell whether a value is a multiple of a step, with a tolerance for decimal fractions; of no step, anything is. */
function isMultiple(value: number, step: number): boolean {
  const times = value / step;
  // Beyond what a number can hold there are no fractions.
  return times - times !== 0 || Math.abs(times - Math.round(times)) < 1e-9;
}

/** Tell whether a path leads to any of these values. */
function someIn(
  value: unknown,
  path: readonly string[],
  words: readonly unknown[],
): boolean {
  return reach(value, path).some(([, found]) => words.includes(found));
}

/** Tell whether a path leads to any value but these. */
function someNotIn(
  value: unknown,
  path: readonly string[],
  words: readonly unknown[],
): boolean {
  return reach(value, path).some(([, found]) => !words.includes(found));
}

/** Tell whether a path leads to any number within bounds, in the order of `inRange`. */
function someWithin(
  value: unknown,
  path: readonly string[],
  ...bounds: (number | null)[]
): boolean {
  return reach(value, path).some(([, found]) => inRange(found, ...bounds));
}

/** Point to the last of some places that is there; to the object itself where none is. */
function lastThere(value: unknown, at: string, ...paths: string[][]): string {
  const there = paths.flatMap((path) => reach(value, path, at).slice(0, 1));
  return there.at(-1)?.[0] ?? at;
}

/** Point to one of the many things that a path leads to, counted from 0. */
function nthThere(
  value: unknown,
  path: readonly string[],
  index: number,
  at: string,
): string {
  return reach(value, path, at)[index]?.[0] ?? at;
}
