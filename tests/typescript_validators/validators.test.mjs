// What the validators do with bodies that no file of JSON lines holds, and how they can be used.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import vm from "node:vm";

const FOLDER = process.env.FOLDER;
const load = (name) => import(pathToFileURL(join(FOLDER, name)));
const all = await load("index.js");
const gpt = await load("gpt-image-2.js");
const good = { model: "gpt-image-2", prompt: "a cat" };
const told = (issues) => issues.map(({ pointer, code }) => [pointer, code]);

test("a good body has no issues", () => {
  assert.deepEqual(gpt.check(good), []);
  assert.deepEqual(all.check(good), []);
  assert.equal(gpt.isValid(good), true);
});

test("an issue says where, what, how bad, and what mends it", () => {
  const [issue, ...more] = gpt.check({ ...good, size: "1024x1023" });
  assert.deepEqual(more, []);
  assert.ok(issue instanceof gpt.Issue);
  assert.equal(issue.pointer, "/size");
  assert.equal(issue.code, "enum");
  assert.equal(issue.severity, "error");
  const value = "1024x1024";
  assert.deepEqual(issue.fix, { op: "replace", path: "/size", value });
  assert.equal(`${issue}`, `error: /size: ${issue.message} [enum]`);
  assert.deepEqual(JSON.parse(JSON.stringify(issue)), {
    pointer: "/size",
    code: "enum",
    severity: "error",
    message: issue.message,
    fix: issue.fix,
  });
});

test("an issue that nothing mends has no fix", () => {
  const [issue] = gpt.check({ ...good, prompt: 5 });
  assert.equal(issue.fix, null);
  assert.equal("fix" in issue.toJSON(), false);
});

test("a member in the wrong place is moved, a misspelled one renamed", () => {
  const [issue] = gpt.check({ ...good, qualty: "low" });
  const path = "/quality";
  assert.deepEqual(issue.fix, { op: "move", from: "/qualty", path });
});

test("modes raise and lower what is said", () => {
  const body = { ...good, response_format: "url", n: 99 };
  const severities = (mode) =>
    Object.fromEntries(
      gpt.check(body, { mode }).map(({ code, severity }) => [code, severity]),
    );
  const warn = { forced: "warning", maximum: "error" };
  assert.deepEqual(severities(undefined), warn);
  assert.deepEqual(severities("warn"), warn);
  assert.deepEqual(severities("strict"), { forced: "error", maximum: "error" });
  const soft = { forced: "warning", maximum: "warning" };
  assert.deepEqual(severities("passthrough"), soft);
  assert.equal(gpt.isValid(body), false);
  assert.equal(gpt.isValid(body, { mode: "passthrough" }), true);
  assert.throws(() => gpt.check(body, { mode: "lax" }), TypeError);
  const [{ fix }] = gpt.check(body, { mode: "strict" });
  assert.equal(fix.value, "b64_json");
});

test("what is no object is refused", () => {
  for (const body of [null, undefined, 5, "x", true, [], () => {}, 5n]) {
    assert.deepEqual(told(gpt.check(body)), [["", "notObject"]]);
    assert.deepEqual(told(all.check(body)), [["", "notObject"]]);
  }
});

test("the bundle says what is wrong with a model's name", () => {
  const said = (body) => told(all.check(body));
  assert.deepEqual(said({}), [["/model", "required"]]);
  assert.deepEqual(said({ model: undefined }), [["/model", "required"]]);
  assert.deepEqual(said({ model: 5 }), [["/model", "type"]]);
  assert.deepEqual(said({ model: "" }), [["/model", "minLength"]]);
  const [issue] = all.check({ model: "gpt-image-3" });
  assert.equal(issue.code, "unknownModel");
  assert.equal(issue.fix.value, "gpt-image-2");
  for (const model of ["__proto__", "constructor"]) {
    assert.deepEqual(said({ model }), [["/model", "unknownModel"]]);
  }
  assert.ok(all.MODELS.includes(gpt.MODEL));
});

test("a member that is undefined is not there", () => {
  const body = { ...good, size: undefined, extra: undefined };
  assert.deepEqual(gpt.check(body), []);
  assert.deepEqual(told(gpt.check({ ...good, prompt: undefined })), [
    ["/prompt", "required"],
  ]);
});

test("names that objects inherit are ordinary names", () => {
  const names = ["__proto__", "constructor", "toString", "hasOwnProperty"];
  for (const name of names) {
    const text = `{"model":"gpt-image-2","prompt":"a","${name}":{"prompt":1}}`;
    const issues = gpt.check(JSON.parse(text));
    assert.deepEqual(told(issues), [[`/${name}`, "unknownMember"]]);
    assert.ok(["remove", "move"].includes(issues[0].fix.op));
    const { body } = gpt.prepare(JSON.parse(text));
    assert.equal(JSON.stringify(body), text);
  }
  assert.equal({}.prompt, undefined);
});

test("bodies without a prototype, and instances, are objects", () => {
  assert.deepEqual(gpt.check(Object.assign(Object.create(null), good)), []);
  class Body {
    model = "gpt-image-2";
    prompt = "a";
  }
  assert.deepEqual(gpt.check(new Body()), []);
});

test("depth is no matter", () => {
  const deep = JSON.parse("[".repeat(10_000) + "]".repeat(10_000));
  for (const name of readdirSync(FOLDER).filter((n) => n.endsWith(".json"))) {
    assert.ok(name);
  }
  for (const body of [deep, { ...good, prompt: deep }, { ...good, x: deep }]) {
    assert.ok(gpt.check(body).length > 0);
    assert.ok(all.check(body).length > 0);
    gpt.prepare(body);
  }
  const text = `{"model":"gpt-image-2","prompt":"a","n":2.0,"x":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
  assert.deepEqual(told(gpt.checkText(text)), [
    ["/x", "unknownMember"],
    ["/n", "integralFloat"],
  ]);
});

test("texts of fifty megabytes are judged", () => {
  const long = "a5e".repeat(17_000_000);
  const image = `data:image/png;base64,${long}`;
  assert.deepEqual(gpt.check({ ...good, prompt: long }), []);
  assert.deepEqual(told(gpt.check({ ...good, image })), [
    ["/image", "imageSize"],
  ]);
  assert.deepEqual(told(gpt.check({ ...good, size: long })), [
    ["/size", "enum"],
  ]);
  const text = JSON.stringify({ ...good, prompt: long, n: 2 });
  assert.deepEqual(gpt.checkText(text), []);
});

test("lone surrogates are text", () => {
  const body = { ...good, prompt: "\ud800", quality: "\udc00low" };
  assert.deepEqual(told(gpt.check(body)), [["/quality", "enum"]]);
});

test("a text that is no JSON is refused", () => {
  for (const text of ["", "{", "NaN", "{'a':1}", "\ufeff{}", undefined, {}]) {
    assert.deepEqual(told(gpt.checkText(text)), [["", "notJson"]]);
    assert.deepEqual(told(all.checkText(text)), [["", "notJson"]]);
  }
});

test("a text tells 2.0 from 2, where an integer stands", () => {
  const said = (rest) =>
    told(gpt.checkText(`{"model":"gpt-image-2","prompt":"a\\"1.0",${rest}}`));
  assert.deepEqual(said('"n":2'), []);
  for (const spelled of ["2.0", "20e-1", "2E0", "2.00"]) {
    assert.deepEqual(said(`"n" : ${spelled} `), [["/n", "integralFloat"]]);
  }
  assert.deepEqual(said('"n":2.5'), [["/n", "type"]]);
  assert.deepEqual(said('"n":1,"n":2.0'), [["/n", "integralFloat"]]);
  assert.deepEqual(said('"n":2.0,"n":2'), []);
  assert.deepEqual(said('"n":2.0,"n":"x"'), [["/n", "type"]]);
  assert.deepEqual(said('"x":[{"n":2.0}]'), [["/x", "unknownMember"]]);
  const [issue] = gpt.checkText('{"model":"gpt-image-2","prompt":"a","n":2.0}');
  assert.deepEqual(issue.fix, { op: "replace", path: "/n", value: 2 });
});

test("a body is prepared without being changed", () => {
  const body = Object.freeze({ ...good, size: "1024*1024" });
  const { body: sent, changes } = gpt.prepare(body);
  assert.notEqual(sent, body);
  assert.deepEqual(body, { ...good, size: "1024*1024" });
  assert.ok(Array.isArray(changes));
  const cycle = { ...good };
  cycle.self = cycle;
  const copy = gpt.prepare(cycle).body;
  assert.equal(copy.self, copy);
});

test("the form of the answer is known", () => {
  const format = gpt.responseFormat({ ...good, response_format: "url" });
  assert.equal(format.asked, "url");
  assert.equal(format.returned, "b64_json");
  assert.equal(format.warn, true);
  assert.equal(gpt.responseFormat(good).asked, null);
  assert.deepEqual(all.responseFormat(good), gpt.responseFormat(good));
  assert.equal(all.responseFormat({ model: "?" }), null);
});

test("it is a standard schema", () => {
  for (const { standard } of [gpt, all]) {
    const { version, vendor, validate } = standard["~standard"];
    assert.deepEqual([version, vendor], [1, "modelpact"]);
    assert.deepEqual(validate(good), { value: good });
    assert.deepEqual(validate({ ...good, odd: 1 }).issues, undefined);
    const { issues } = validate({ ...good, images: ["x", 5], n: "a" });
    const paths = issues.map(({ path }) => path);
    assert.ok(paths.some((path) => path.join() === "n"));
    assert.ok(issues.every(({ message }) => message));
    const indexed = paths.filter((path) => path[0] === "images");
    assert.ok(indexed.every((path) => typeof path[1] !== "string"));
  }
});

test("the classic script is the bundle under a global name", () => {
  const context = vm.createContext({});
  const source = readFileSync(join(FOLDER, "gravitex.global.js"), "utf-8");
  vm.runInContext(source, context);
  const { gravitexValidators } = context;
  assert.deepEqual(
    Object.keys(gravitexValidators).sort(),
    Object.keys(all).sort(),
  );
  const body = { ...good, size: "big", odd: 1 };
  assert.equal(
    JSON.stringify(gravitexValidators.check(body)),
    JSON.stringify(all.check(body)),
  );
  assert.deepEqual(Object.keys(context), ["gravitexValidators"]);
});

test("each module says what the bundle says", async () => {
  for (const model of all.MODELS) {
    const alone = await load(`${model}.js`);
    const body = { model, prompt: 5, size: "big", seed: 0.5, n: null };
    assert.equal(
      JSON.stringify(alone.check(body)),
      JSON.stringify(all.check(body)),
    );
    assert.equal(alone.MODEL, model);
  }
});

test("nothing is imported", () => {
  const modules = readdirSync(FOLDER).filter((name) => name.endsWith(".js"));
  for (const name of modules) {
    const source = readFileSync(join(FOLDER, name), "utf-8");
    assert.ok(!/^\s*import\b|\bimport\(|\brequire\(|\beval\(/m.test(source));
  }
});
