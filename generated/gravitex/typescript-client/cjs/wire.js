"use strict";

/**
 * From what a caller writes to the body that the model wants.
 *
 * @typedef {import("./json.js").JsonObject} JsonObject
 * @typedef {import("./provider.js").Model} Model
 * @typedef {import("./provider.js").Path} Path
 * @typedef {import("./provider.js").Place} Place
 * @typedef {import("./types.js").Turn} Turn
 */
const { ClientError } = require("./errors.js");
const { lacks, own, put } = require("./json.js");
const { pictures } = require("./pictures.js");

const GENERAL = ["model", "prompt", "image", "extraBody"];

/**
 * The body of one request.
 *
 * @param {Model} model
 * @param {JsonObject} params
 * @returns {Promise<JsonObject>}
 */
async function laidOut(model, params) {
  const given = await known(model, params);
  const prompt = promptOf(params);
  const images = await pictures(params["image"], "image", model.pictures);
  const places = layout(model, images.length);
  /** @type {JsonObject} */
  const body = { model: model.id };
  for (const place of places) fill(body, place, prompt, images);
  return finished(model, body, given);
}

/**
 * The body of a conversation so far; what stands outside of the turns is said by the last.
 *
 * @param {Model} model
 * @param {JsonObject} params
 * @param {readonly Turn[]} turns
 * @returns {Promise<JsonObject>}
 */
async function laidOutTurns(model, params, turns) {
  const given = await known(model, params);
  const { path = [], role = [], model: own = "" } = model.turns ?? {};
  /** @type {JsonObject} */
  const body = { model: model.id };
  for (const [number, turn] of turns.entries()) {
    for (const place of model.many ?? []) {
      if (starts(place.path, path)) {
        const rest = place.path.slice(path.length + 1);
        const spoken =
          turn.own && rest.length === role.length && starts(rest, role);
        const there = { ...place, path: [...path, number, ...rest] };
        if (spoken) put(body, there.path, own);
        else fill(body, there, turn.prompt, turn.images);
      } else if (number === turns.length - 1) {
        fill(body, place, turn.prompt, turn.images);
      }
    }
  }
  return finished(model, body, given);
}

/**
 * The body for a model that is newer than this package.
 *
 * @param {string} id
 * @param {JsonObject} params
 * @returns {Promise<JsonObject>}
 */
async function plain(id, params) {
  const [name] = surplus(params, GENERAL);
  if (name !== undefined) {
    throw new ClientError(
      `The model ${JSON.stringify(id)} is not known here, so that nothing is known of ${JSON.stringify(name)}: put it into extraBody.`,
    );
  }
  const prompt = promptOf(params);
  const images = await pictures(params["image"], "image");
  return {
    model: id,
    ...(prompt !== undefined && { prompt }),
    ...(images.length > 0 && { image: images.length > 1 ? images : images[0] }),
  };
}

/**
 * @param {Model} model
 * @param {number} count how many images there are
 * @returns {readonly Place[]}
 */
function layout({ id, none, one, many }, count) {
  const fitting = [none, one, many].slice(Math.min(count, 2));
  const places = fitting.find((each) => each !== null) ?? [];
  if (count === 0 || places.some(({ argument }) => argument === "image")) {
    return places;
  }
  throw new ClientError(`${id} takes ${one ? "one image only" : "no image"}.`);
}

/**
 * The arguments of a model, each with the path where it belongs.
 *
 * @param {Model} model
 * @param {JsonObject} params
 * @returns {Promise<[Path, unknown][]>}
 */
async function known(model, params) {
  const names = model.arguments.map(({ name }) => name);
  const [odd] = surplus(params, [...GENERAL, ...names]);
  if (odd !== undefined) {
    throw new ClientError(
      `${model.id} has no argument ${JSON.stringify(odd)}; it takes ${names.join(", ")}. What is newer than this package goes into extraBody.`,
    );
  }
  /** @type {[Path, unknown][]} */
  const found = [];
  for (const { name, path, picture } of model.arguments) {
    const value = own(params, name);
    if (value === undefined) continue;
    if (picture) {
      const texts = await pictures(value, name, picture);
      found.push([path, Array.isArray(value) ? texts : texts[0]]);
    } else {
      // A copy: later merging must not reach into what belongs to the caller.
      found.push([path, structuredClone(value)]);
    }
  }
  return found;
}

/**
 * @param {JsonObject} params
 * @param {readonly string[]} names
 */
function surplus(params, names) {
  const known = new Set(names);
  return Object.keys(params).filter(
    (name) => params[name] !== undefined && !known.has(name),
  );
}

/** @param {JsonObject} params */
function promptOf(params) {
  const prompt = params["prompt"];
  if (prompt === undefined || typeof prompt === "string") return prompt;
  throw new ClientError("prompt is a text.");
}

/**
 * @param {Path} path
 * @param {Path} start
 */
function starts(path, start) {
  return start.every((step, index) => path[index] === step);
}

/**
 * @param {JsonObject} body
 * @param {Place} place
 * @param {string | undefined} prompt
 * @param {readonly string[]} images
 */
function fill(body, { path, argument, constant }, prompt, images) {
  if (constant !== undefined) put(body, path, JSON.parse(constant));
  else if (argument === "image") {
    for (const image of images) put(body, path, image);
  } else if (prompt !== undefined) put(body, path, prompt);
}

/**
 * @param {Model} model
 * @param {JsonObject} body
 * @param {[Path, unknown][]} given
 */
function finished(model, body, given) {
  for (const [path, value] of given) put(body, path, value);
  for (const { path, value } of model.defaults) {
    if (lacks(body, path)) put(body, path, JSON.parse(value));
  }
  return body;
}

module.exports = {
  laidOut,
  laidOutTurns,
  plain,
};
