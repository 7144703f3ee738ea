import * as all from "gravitex-validators";
import {
  MODEL,
  check,
  checkText,
  isValid,
  prepare,
  responseFormat,
  standard,
  type GptImage2Request,
  type Issue,
} from "gravitex-validators/gpt-image-2";

const body: GptImage2Request = {
  model: "gpt-image-2",
  prompt: "a cat",
  size: "1024x1024",
  response_format: "url",
};
const model: "gpt-image-2" = MODEL;
const issues: Issue[] = check(body, { mode: "strict" });
const severity: "error" | "warning" | undefined = issues[0]?.severity;
const fix = issues[0]?.fix;
if (fix?.op === "move") {
  const from: string = fix.from;
  void from;
}
const found: unknown = JSON.parse("{}");
if (isValid(found)) {
  const prompt: string = found.prompt;
  const size: "1024x1024" | "1024x1536" | "1536x1024" | undefined = found.size;
  void [prompt, size];
}
if (all.isValid(found) && found.model === "gpt-image-2") {
  void found.model;
}
const sent: unknown = prepare(body).body;
const read: readonly string[] = responseFormat(body).read;
const form: string | undefined = all.responseFormat(body)?.returned;
void [model, severity, sent, read, form, checkText("{}"), all.MODELS.length];

// What https://standardschema.dev says a schema is.
interface StandardSchemaV1<Input = unknown, Output = Input> {
  readonly "~standard": StandardSchemaV1.Props<Input, Output>;
}
declare namespace StandardSchemaV1 {
  interface Props<Input, Output> {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (
      value: unknown,
    ) => Result<Output> | Promise<Result<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output };
  }
  type Result<Output> = SuccessResult<Output> | FailureResult;
  interface SuccessResult<Output> {
    readonly value: Output;
    readonly issues?: undefined;
  }
  interface FailureResult {
    readonly issues: ReadonlyArray<{
      readonly message: string;
      readonly path?: ReadonlyArray<PropertyKey | { key: PropertyKey }>;
    }>;
  }
}
async function accept<T>(schema: StandardSchemaV1<T>, value: unknown) {
  const result = await schema["~standard"].validate(value);
  return result.issues ? null : result.value;
}
const accepted: Promise<GptImage2Request | null> = accept(standard, {});
void [accepted, accept(all.standard, {})];

// --- what must not compile ---

// @ts-expect-error
check();
// @ts-expect-error
check(body, { mode: "lax" });
// @ts-expect-error
check(body, "strict");
// @ts-expect-error
checkText({});
// @ts-expect-error
const wrong: GptImage2Request = { model: "gpt-image-2" };
// @ts-expect-error
const other: GptImage2Request = { model: "gpt-image-1", prompt: "a" };
// @ts-expect-error
const size: GptImage2Request = { ...body, size: "1x1" };
// @ts-expect-error
const many: GptImage2Request = { ...body, n: "2" };
// @ts-expect-error
const odd: GptImage2Request = { model: "gpt-image-2", prompt: "a", odd: 1 };
// @ts-expect-error
const unknown: all.Request = { model: "no-such-model", prompt: "a" };
// @ts-expect-error
issues[0].pointer = "";
// @ts-expect-error
new all.Issue("", "", "error", "");
// @ts-expect-error
const text: string = prepare(body).body;
// @ts-expect-error
all.responseFormat(body).read;
// @ts-expect-error
import { missing } from "gravitex-validators/gpt-image-2";
// @ts-expect-error
import { CHECKS } from "gravitex-validators/no-such-model";
void [wrong, other, size, many, odd, unknown, text, missing, CHECKS];
