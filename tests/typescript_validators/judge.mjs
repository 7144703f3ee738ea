// Reads lines of [module, text] and prints for each what the module's checkText says of the text.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const modules = new Map();
for await (const line of createInterface({ input: process.stdin })) {
  const [path, text, options] = JSON.parse(line);
  if (!modules.has(path)) {
    modules.set(path, await import(pathToFileURL(path)));
  }
  const issues = modules.get(path).checkText(text, options);
  console.log(JSON.stringify(issues));
}
