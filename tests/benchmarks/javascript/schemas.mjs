// The rules of three models, as each library writes them: types, bounds, lists, unknown members. No rules between
// members, and no warnings.
import { Type as T } from "@sinclair/typebox";
import * as v from "valibot";
import { z } from "zod";

const PICTURE =
  "^(https?://[^\\x00- ]+$|data:image/(jpeg|jpg|png|gif|webp);base64,[A-Za-z0-9+/=]{64})";
const SIDES = "^[1-9][0-9]{2,3}[*][1-9][0-9]{2,3}$";
const SIZES =
  "2048x2048 2304x1728 1728x2304 2560x1440 1440x2560 2496x1664 1664x2496 3024x1296 4096x4096 4704x3520 3520x4704 " +
  "5504x3040 3040x5504 4992x3328 3328x4992 6240x2656";
const MOST = 2147483647;

// Each function builds the three models out of the words of one library.
function models({ is, one, text, matches, bool, whole, list, either, object }) {
  const picture = matches(PICTURE);
  const several = (most) => either(picture, list(picture, 0, most));
  const part = object({}, { text: text(1), image: picture });
  return {
    "doubao-seedream-4-5-251128": object(
      { model: is("doubao-seedream-4-5-251128") },
      {
        prompt: text(1),
        contents: list(
          object({ role: one("user", "model"), parts: list(part, 1, 99) }, {}),
          1,
          99,
        ),
        response_format: one("b64_json", "url"),
        size: one(...SIZES.split(" ")),
        watermark: bool(),
        seed: whole(-1, MOST),
        sequential_image_generation: one("auto", "disabled"),
        sequential_image_generation_options: object(
          {},
          { max_images: whole(1, 15) },
        ),
        optimize_prompt_options: object({}, { mode: one("standard", "fast") }),
        image: several(10),
      },
    ),
    "gpt-image-2": object(
      { model: is("gpt-image-2"), prompt: text(1) },
      {
        response_format: one("b64_json", "url"),
        size: one("1024x1024", "1024x1536", "1536x1024"),
        quality: one("low", "medium", "high"),
        n: whole(1, 10),
        input_fidelity: one("low", "medium", "high", "auto"),
        image: several(5),
        images: list(picture, 0, 5),
      },
    ),
    "qwen-image-edit-plus": object(
      {
        model: is("qwen-image-edit-plus"),
        input: object(
          {
            messages: list(
              object({ role: one("user"), content: list(part, 1, 99) }, {}),
              1,
              1,
            ),
          },
          {},
        ),
      },
      {
        parameters: object(
          {},
          {
            n: whole(1, 6),
            size: matches(SIDES),
            watermark: bool(),
            seed: whole(-1, MOST),
            negative_prompt: text(0),
            prompt_extend: bool(),
          },
        ),
      },
    ),
  };
}

const each = (members, change) =>
  Object.fromEntries(
    Object.entries(members).map(([name, value]) => [name, change(value)]),
  );

export const typebox = models({
  is: (value) => T.Literal(value),
  one: (...values) => T.Union(values.map((value) => T.Literal(value))),
  text: (minLength) => T.String({ minLength }),
  matches: (pattern) => T.String({ pattern }),
  bool: () => T.Boolean(),
  whole: (minimum, maximum) => T.Integer({ minimum, maximum }),
  list: (items, minItems, maxItems) => T.Array(items, { minItems, maxItems }),
  either: (...values) => T.Union(values),
  object: (required, optional) =>
    T.Object(
      { ...required, ...each(optional, T.Optional) },
      { additionalProperties: false },
    ),
});

const json = (required, optional) => ({
  type: "object",
  properties: { ...required, ...optional },
  required: Object.keys(required),
  additionalProperties: false,
});

export const jsonSchema = models({
  is: (value) => ({ const: value }),
  one: (...values) => ({ type: "string", enum: values }),
  text: (minLength) => ({ type: "string", minLength }),
  matches: (pattern) => ({ type: "string", pattern }),
  bool: () => ({ type: "boolean" }),
  whole: (minimum, maximum) => ({ type: "integer", minimum, maximum }),
  list: (items, minItems, maxItems) => ({
    type: "array",
    items,
    minItems,
    maxItems,
  }),
  either: (...values) => ({ anyOf: values }),
  object: json,
});

export const zod = models({
  is: (value) => z.literal(value),
  one: (...values) => z.enum(values),
  text: (least) => z.string().min(least),
  matches: (pattern) => z.string().regex(new RegExp(pattern)),
  bool: () => z.boolean(),
  whole: (least, most) => z.int().min(least).max(most),
  list: (items, least, most) => z.array(items).min(least).max(most),
  either: (...values) => z.union(values),
  object: (required, optional) =>
    z.strictObject({
      ...required,
      ...each(optional, (value) => value.optional()),
    }),
});

export const valibot = models({
  is: (value) => v.literal(value),
  one: (...values) => v.picklist(values),
  text: (least) => v.pipe(v.string(), v.minLength(least)),
  matches: (pattern) => v.pipe(v.string(), v.regex(new RegExp(pattern))),
  bool: () => v.boolean(),
  whole: (least, most) =>
    v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most)),
  list: (items, least, most) =>
    v.pipe(v.array(items), v.minLength(least), v.maxLength(most)),
  either: (...values) => v.union(values),
  object: (required, optional) =>
    v.strictObject({ ...required, ...each(optional, v.optional) }),
});
