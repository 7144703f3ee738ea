// Prints for each line of a file of requests whether a schema accepts it: node judge.mjs SCHEMA REQUESTS
import { readFileSync } from "node:fs";
import process from "node:process";

import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";

const [schema, requests] = process.argv.slice(2).map((path) => readFileSync(path, "utf8"));
const known = JSON.parse(schema);
const Draft = known.$schema.includes("2020-12") ? Ajv2020 : Ajv;
const ajv = new Draft({ strict: true });
const accepts = ajv.compile(known);
const answers = requests.split("\n").filter(Boolean).map((line) => accepts(JSON.parse(line)));
process.stdout.write(answers.map((accepted) => `${accepted}\n`).join(""));
