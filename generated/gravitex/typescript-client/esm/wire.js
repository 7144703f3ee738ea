/**
 * From what a caller writes to the body that the model wants.
 *
 * @typedef {import("./provider.js").Model} Model
 * @typedef {import("./json.js").JsonObject} JsonObject
 * @typedef {import("./types.js").ImageInput} ImageInput
 */
import { ValidationError } from "./errors.js";
import { isObject, merge, put, set, steps } from "./json.js";
import { picture } from "./pictures.js";

const GENERAL = ["model", "prompt", "image", "extraBody"];
/** Of a model that is not known nothing is known: its pictures go as they come. */
const ANY_PICTURE = {
  minimum: 0,
  maximum: null,
  sources: ["url", "data-uri", "base64"],
  formats: [],
  megabytes: null,
};

/**
 * @param {string} code
 * @param {string} pointer
 * @param {string} message
 */
function issue(code, pointer, message) {
  return { code, pointer, message };
}

/**
 * The body of a request; `model` is undefined where the id is not known.
 *
 * @param {Model | undefined} model
 * @param {JsonObject} params
 * @returns {Promise<JsonObject>}
 */
async function body(model, params) {
  const images = listed(params["image"]);
  const issues = model ? known(model, params, images) : unknown(params);
  if (issues.length > 0) throw new ValidationError(issues);
  const texts = [];
  for (const [index, image] of images.entries()) {
    const pointer = Array.isArray(params["image"])
      ? `/image/${index}`
      : "/image";
    texts.push(await picture(image, pointer, model?.pictures ?? ANY_PICTURE));
  }
  /** @type {JsonObject} */
  const result = { model: params["model"] };
  if (model) fill(result, model, params, texts);
  else plain(result, params, texts);
  const extra = params["extraBody"];
  if (isObject(extra)) merge(result, extra);
  return result;
}

/**
 * @param {unknown} image
 * @returns {ImageInput[]}
 */
function listed(image) {
  if (image === undefined || image === null) return [];
  return Array.isArray(image) ? image : [/** @type {ImageInput} */ (image)];
}

/**
 * @param {Model} model
 * @param {JsonObject} params
 * @param {ImageInput[]} images
 */
function known(model, params, images) {
  const names = new Set([...GENERAL, ...model.arguments.map(([name]) => name)]);
  const issues = general(params, names, `${model.id} has no argument`);
  const { minimum, maximum } = model.pictures;
  if (images.length < minimum) {
    const told = `${model.id} needs at least ${minimum} image(s) in image.`;
    issues.push(issue("image-count-minimum", "/image", told));
  }
  if (maximum === 0 && images.length > 0) {
    issues.push(
      issue("no-image-input", "/image", `${model.id} takes no image.`),
    );
  } else if (maximum !== null && images.length > maximum) {
    const told = `${model.id} takes at most ${maximum} image(s).`;
    issues.push(issue("image-count-maximum", `/image/${maximum}`, told));
  } else if (images.length > 0 && !layout(model, images.length)) {
    const told = `${model.id} takes no image, or not so many.`;
    issues.push(issue("image-count-maximum", "/image", told));
  }
  return issues;
}

/** @param {JsonObject} params */
function unknown(params) {
  return general(
    params,
    new Set(GENERAL),
    "This package does not know the model, so that only extraBody takes",
  );
}

/**
 * @param {JsonObject} params
 * @param {Set<string>} names
 * @param {string} complaint
 */
function general(params, names, complaint) {
  const issues = [];
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined || names.has(name)) continue;
    const told = `${complaint} ${JSON.stringify(name)}; extraBody takes any member of the body.`;
    const step = name.replaceAll("~", "~0").replaceAll("/", "~1");
    issues.push(issue("unknownMember", `/${step}`, told));
  }
  const prompt = params["prompt"];
  if (prompt !== undefined && typeof prompt !== "string") {
    issues.push(issue("type", "/prompt", "prompt is a text."));
  }
  const extra = params["extraBody"];
  if (extra !== undefined && !isObject(extra)) {
    issues.push(issue("type", "/extraBody", "extraBody is an object."));
  }
  return issues;
}

/**
 * @param {Model} model
 * @param {number} count
 */
function layout(model, count) {
  if (count === 0) return model.none;
  return count === 1 && model.one ? model.one : model.many;
}

/**
 * @param {JsonObject} result
 * @param {Model} model
 * @param {JsonObject} params
 * @param {string[]} images
 */
function fill(result, model, params, images) {
  for (const [path, value] of model.defaults) {
    put(result, steps(path), JSON.parse(value));
  }
  for (const place of layout(model, images.length) ?? []) {
    const path = steps(place.path);
    if (place.constant !== undefined) {
      put(result, path, JSON.parse(place.constant));
    } else if (place.argument === "image") {
      for (const image of images) put(result, path, image);
    } else if (place.argument !== undefined) {
      const value = params[place.argument];
      if (value !== undefined) put(result, path, value);
    }
  }
  for (const [name, path] of model.arguments) {
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    // A copy: later merging must not reach into what belongs to the caller.
    if (value !== undefined) put(result, steps(path), structuredClone(value));
  }
}

/**
 * @param {JsonObject} result
 * @param {JsonObject} params
 * @param {string[]} images
 */
function plain(result, params, images) {
  if (params["prompt"] !== undefined) set(result, "prompt", params["prompt"]);
  if (images.length > 0) {
    set(result, "image", Array.isArray(params["image"]) ? images : images[0]);
  }
}

export { body };
