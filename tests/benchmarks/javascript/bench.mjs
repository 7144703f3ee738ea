// Times validators in turn: `node bench.mjs FOLDER REQUESTS ROUNDS OUT` writes nanoseconds by request, contestant,
// round. FOLDER holds what was generated. Bodies are parsed afresh for each turn.
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { TypeCompiler } from "@sinclair/typebox/compiler";
import Ajv from "ajv/dist/2020.js";
import ts from "typescript";
import * as v from "valibot";

import * as schemas from "./schemas.mjs";

const [folder, path, rounds, out] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const BATCH = 300;

/** Let typia write its validators, as its transformer of TypeScript does. */
async function typiaValidators() {
  const { default: transform } = require("typia/lib/transform.js");
  const source = new URL("typed.ts", import.meta.url).pathname;
  const options = {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
    strict: true,
    skipLibCheck: true,
  };
  const program = ts.createProgram([source], options);
  let code = "";
  program.emit(
    program.getSourceFile(source),
    (_, text) => {
      code = text;
    },
    undefined,
    false,
    { before: [transform(program, {}, { addDiagnostic: () => 0 })] },
  );
  const made = new URL("node_modules/.typed.mjs", import.meta.url);
  writeFileSync(made, code);
  const { seedream, gpt, qwen } = await import(made);
  return [seedream, gpt, qwen];
}

const requests = JSON.parse(readFileSync(path, "utf-8"));
const ids = Object.keys(requests);
const typia = await typiaValidators();
const ajv = new Ajv({ allErrors: true });
const read = (...names) => readFileSync(join(folder, ...names), "utf-8");

async function contestants(id) {
  const file = join(folder, "typescript-validators", `${id}.js`);
  const ours = await import(pathToFileURL(file));
  const judge = ajv.compile(
    JSON.parse(read("jsonschema", `${id}.schema.json`)),
  );
  const box = TypeCompiler.Compile(schemas.typebox[id]);
  const typed = typia[ids.indexOf(id)];
  const [zod, bot] = [schemas.zod[id], schemas.valibot[id]];
  const rule = schemas.RULES[id];
  return {
    modelpact: (body) => ours.check(body).length === 0,
    "ajv standalone": (body) => judge(body),
    typia: (body) => typed(body).success && rule(body),
    "typebox compiled": (body) =>
      box.Check(body) ? rule(body) : [...box.Errors(body)].length === 0,
    valibot: (body) => v.safeParse(bot, body).success,
    zod: (body) => zod.safeParse(body).success,
  };
}

/** Hold the peers to what ours refuses: all but ajv, whose schema says what it cannot express. */
function agree(id, { modelpact: _ours, "ajv standalone": _ajv, ...peers }) {
  const vectors = read("vectors", `${id}.jsonl`).trim().split("\n");
  for (const { request, verdict, codes } of vectors.map((line) =>
    JSON.parse(line),
  )) {
    for (const [name, check] of Object.entries(peers)) {
      // To valibot an array is an object.
      const lax = name === "valibot" && codes.includes("type");
      if (verdict === "reject" && !lax && check(request)) {
        throw new Error(`${name} takes ${JSON.stringify(request)}`);
      }
    }
  }
}

function timed(check, texts) {
  const bodies = texts.map((text) => JSON.parse(text));
  const began = process.hrtime.bigint();
  let good = 0;
  for (const body of bodies) {
    good += check(body);
  }
  const took = Number(process.hrtime.bigint() - began) / bodies.length;
  return [took, good];
}

for (const id of ids) {
  const checks = await contestants(id);
  agree(id, checks);
  for (const [kind, bodies] of Object.entries(requests[id])) {
    const texts = Array.from({ length: BATCH }, (_, i) =>
      JSON.stringify(bodies[i % bodies.length]),
    );
    const took = {};
    for (let round = -40; round < Number(rounds); round += 1) {
      for (const [name, check] of Object.entries(checks)) {
        const [nanoseconds, good] = timed(check, texts);
        if (good !== (kind === "valid" ? BATCH : 0)) {
          throw new Error(`${name} on ${id}, ${kind}: ${good} of ${BATCH}`);
        }
        if (round >= 0) {
          (took[name] ??= []).push(nanoseconds);
        }
      }
    }
    appendFileSync(out, `${JSON.stringify({ id, kind, took })}\n`);
  }
}
