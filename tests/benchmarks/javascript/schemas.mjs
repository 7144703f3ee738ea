// The rules of three models, as each library writes them: types, bounds, lists, unknown members, and the rules between
// members that refuse a request. Remarks that only warn are left out, as these libraries have none.
import { Type as T } from "@sinclair/typebox";
import * as v from "valibot";
import { z } from "zod";

const SIDES = "^[1-9][0-9]{0,5}[*x][1-9][0-9]{0,5}$";
const SIZES =
  "2048x2048 2304x1728 1728x2304 2560x1440 1440x2560 2496x1664 1664x2496 3024x1296 4096x4096 4704x3520 3520x4704 " +
  "5504x3040 3040x5504 4992x3328 3328x4992 6240x2656 2K 4K";
const MOST = 2147483647;

const told = (part) => part.text !== undefined;
const shown = (part) => part.image !== undefined;
const something = (part) => told(part) || shown(part);

/** What holds between members of a body whose members are right. */
export const RULES = {
  "doubao-seedream-4-5-251128": ({ prompt, contents = [] }) =>
    contents.every(
      ({ parts }) => parts.every(something) && parts.filter(shown).length <= 5,
    ) &&
    (prompt !== undefined || contents.some(({ parts }) => parts.some(told))),
  "gpt-image-2": ({ image, images = [] }) =>
    image === undefined || images.length <= 9,
  "qwen-image-edit-plus": ({ input: { messages } }) =>
    messages.every(
      ({ content }) =>
        content.every(something) &&
        content.some(told) &&
        content.filter(shown).length <= 3,
    ) && messages.some(({ content }) => content.some(shown)),
};

// Each function builds the three models out of the words of one library.
function models({
  is,
  one,
  text,
  matches,
  picture,
  bool,
  whole,
  list,
  object,
  obeys,
}) {
  const seen = (formats) =>
    picture(
      `^(https?://[^\\x00- ]+$|data:image/(${formats});base64,[A-Za-z0-9+/=]{64})`,
      13981043,
    );
  const part = (formats) => object({}, { text: text(1), image: seen(formats) });
  const image = seen("jpeg|jpg|png|gif|webp");
  const made = {
    "doubao-seedream-4-5-251128": object(
      { model: is("doubao-seedream-4-5-251128") },
      {
        prompt: text(1),
        contents: list(
          object(
            { parts: list(part("jpeg|jpg|png|webp|bmp|tiff|gif"), 1, 1000) },
            { role: one("user", "model") },
          ),
          0,
          1000,
        ),
        response_format: one("b64_json", "url"),
        size: one(...SIZES.split(" ")),
        watermark: bool(),
        seed: whole(0, MOST),
        sequential_image_generation: one("auto", "disabled"),
        sequential_image_generation_options: object(
          {},
          { max_images: whole(1, 4) },
        ),
        optimize_prompt_options: object(
          {},
          { mode: one("standard", "creative", "precise") },
        ),
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
        image,
        images: list(image, 0, 10),
      },
    ),
    "qwen-image-edit-plus": object(
      {
        model: is("qwen-image-edit-plus"),
        input: object(
          {
            messages: list(
              object(
                {
                  role: one("user"),
                  content: list(part("jpeg|jpg|png|bmp|tiff|webp"), 1, 1000),
                },
                {},
              ),
              1,
              1000,
            ),
          },
          {},
        ),
      },
      {
        response_format: one("b64_json", "url"),
        parameters: object(
          {},
          {
            n: whole(1, 6),
            size: matches(SIDES),
            watermark: bool(),
            seed: whole(0, MOST),
            negative_prompt: text(0),
            prompt_extend: bool(),
          },
        ),
      },
    ),
  };
  return Object.fromEntries(
    Object.entries(made).map(([id, body]) => [id, obeys(body, RULES[id])]),
  );
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
  picture: (pattern, maxLength) => T.String({ pattern, maxLength }),
  bool: () => T.Boolean(),
  whole: (minimum, maximum) => T.Integer({ minimum, maximum }),
  list: (items, minItems, maxItems) => T.Array(items, { minItems, maxItems }),
  object: (required, optional) =>
    T.Object(
      { ...required, ...each(optional, T.Optional) },
      { additionalProperties: false },
    ),
  obeys: (body) => body, // a schema holds no functions: the rules are asked beside it
});

export const zod = models({
  is: (value) => z.literal(value),
  one: (...values) => z.enum(values),
  text: (least) => z.string().min(least),
  matches: (pattern) => z.string().regex(new RegExp(pattern)),
  picture: (pattern, most) => z.string().max(most).regex(new RegExp(pattern)),
  bool: () => z.boolean(),
  whole: (least, most) => z.int().min(least).max(most),
  list: (items, least, most) => z.array(items).min(least).max(most),
  object: (required, optional) =>
    z.strictObject({
      ...required,
      ...each(optional, (value) => value.optional()),
    }),
  obeys: (body, rule) => body.refine(rule),
});

export const valibot = models({
  is: (value) => v.literal(value),
  one: (...values) => v.picklist(values),
  text: (least) => v.pipe(v.string(), v.minLength(least)),
  matches: (pattern) => v.pipe(v.string(), v.regex(new RegExp(pattern))),
  picture: (pattern, most) =>
    v.pipe(v.string(), v.maxLength(most), v.regex(new RegExp(pattern))),
  bool: () => v.boolean(),
  whole: (least, most) =>
    v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most)),
  list: (items, least, most) =>
    v.pipe(v.array(items), v.minLength(least), v.maxLength(most)),
  object: (required, optional) =>
    v.strictObject({ ...required, ...each(optional, v.optional) }),
  obeys: (body, rule) => v.pipe(body, v.check(rule)),
});
