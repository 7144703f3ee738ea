// Compile schemas with ajv in its strictest mode: node strict.mjs FILE... prints what it says against them.
import fs from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const readers = {
  "http://json-schema.org/draft-07/schema#": require("ajv").default,
  "https://json-schema.org/draft/2020-12/schema": require("ajv/dist/2020").default,
};

for (const file of process.argv.slice(2)) {
  const schema = JSON.parse(fs.readFileSync(file, "utf8"));
  try {
    new readers[schema.$schema]({ strict: true }).compile(schema);
  } catch (error) {
    console.log(`${file}: ${error.message}`);
  }
}
