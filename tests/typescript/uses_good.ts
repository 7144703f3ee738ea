// What people do with the models of "gravitex", as the vendor's page has it. Each line must compile.
import {
  APIConnectionError,
  APIStatusError,
  APIUserAbortError,
  Conversation,
  Gravitex,
  GravitexError,
  ImageDownloadError,
  RateLimitError,
  ValidationError,
  type ClientOptions,
  type GeneratedImage,
  type GptImage2Params,
  type ImagesResponse,
  type Issue,
  type ModelParams,
} from "gravitex";

const options: ClientOptions = { apiKey: async () => "sk-1", baseURL: "https://example.com/v1" };
const onWarning = ({ code, pointer }: Issue, model: string) => console.log(code, pointer, model);
const client = new Gravitex(options).withOptions({ maxRetries: 0, timeout: 900_000, onWarning });
const { images } = client;
const link = "https://example.com/a.png";
const gpt = "gpt-image-2";
const flash = "gemini-2.5-flash-image";
const pro = "gemini-3-pro-image-preview";
const dream4 = "doubao-seedream-4-0-250828";
const dream45 = "doubao-seedream-4-5-251128";
const edit = "qwen-image-edit-plus";

// Text to image, image to image, several images, editing.
await images.generate({ model: gpt, prompt: "a", size: "1536x1024", quality: "high", n: 1 });
await images.generate({ model: gpt, prompt: "a", image: link, input_fidelity: "high" });
await images.generate({ model: gpt, prompt: "a", image: [link, new Uint8Array(8)] as const });
await images.generate({ model: gpt, prompt: "a", response_format: "b64_json" });
await images.generate({ model: flash, prompt: "a", size: "16:9", quality: "high", image_size: "2K" });
await images.generate({ model: flash, prompt: "a", size: "1024x1024", temperature: 0.5, top_p: 0.9 });
await images.generate({ model: pro, prompt: "a", image: [link, link], size: "4:3" });
await images.generate({ model: pro, prompt: "a", image_size: "3K" });
await images.generate({ model: pro, prompt: "a", response_modalities: "image-text" });
await images.generate({ model: dream45, prompt: "a", size: "2048x2048", watermark: false });
await images.generate({ model: dream45, prompt: "a", image: new URL(link) });
await images.generate({ model: dream45, prompt: "a", response_format: "b64_json" });
await images.generate({ model: "doubao-seededit-3-0-i2i-250628", prompt: "a", image: new Blob() });
await images.generate({ model: "doubao-seedream-3-0-t2i-250415", prompt: "a", guidance_scale: 2.5 });
await images.generate({ model: edit, prompt: "a", image: link, n: 6, size: "2048*2048" });
await images.generate({ model: edit, prompt: "a", image: new ArrayBuffer(8), seed: "1" });
await images.generate({ model: "qwen-image-plus", prompt: "a", negative_prompt: "b", prompt_extend: true });

// Series, and both ways of reworking the prompt.
const auto = "auto";
const series = { max_images: 4 };
await images.generate({ model: dream4, prompt: "a", sequential_image_generation: auto, sequential_image_generation_options: series });
await images.generate({ model: dream4, prompt: "a", optimize_prompt_options: { mode: "fast" } });
await images.generate({ model: dream45, prompt: "a", optimize_prompt_options: { mode: "standard" } });

// Turns.
const chat: Conversation = images.conversation({ model: pro, size: "16:9", image_size: "2K" });
const turn: ImagesResponse = await chat.send("a");
await chat.send("b", { image: [link], signal: AbortSignal.timeout(5) });
const last: readonly string[] | undefined = chat.turns.at(-1)?.images;
console.log(turn, last);

// What this package does not know: a model, a member of the body.
await images.generate({ model: "brand-new", prompt: "a" });
await images.generate({ model: "brand-new", prompt: "a", image: link, extraBody: { strength: 1 } });
await images.generate({ model: gpt, prompt: "a", extraBody: { style: "vivid" } });
const someId: string = JSON.parse('"gpt-image-2"');
await images.generate({ model: someId, prompt: "a" });
await images.post({ model: gpt, prompt: "a", anything: [1] }, { query: { a: "b" } });

// Requests made elsewhere.
const params: GptImage2Params = { model: gpt, prompt: "a" };
params.size = "1024x1024";
const any: ModelParams = params;
await images.generate(any);
await images.generate(params, { signal: AbortSignal.timeout(5), idempotencyKey: "k", retryUnsafe: true });

// What comes back.
const call = images.generate(params);
const promise: Promise<ImagesResponse> = call;
const { data, response } = await call.withResponse();
const status: number = response.status + (await call.asResponse()).status;
const first: GeneratedImage | undefined = data.data[0];
const path: string | undefined = await first?.save("a", { overwrite: true, maxBytes: 1 });
const bytes: Uint8Array | undefined = await first?.toBytes({ timeout: 5 });
const texts: (string | undefined)[] = [first?.url, first?.b64_json, first?.revised_prompt];
const created: number | undefined = (await promise).created;
new Blob(bytes ? [await data.data[0]!.toBytes()] : []);
console.log(status, path, texts, created);

call.catch((error: unknown) => {
  if (error instanceof ValidationError) return error.issues.map(({ code, pointer }) => code + pointer);
  if (error instanceof RateLimitError) return error.headers.get("retry-after");
  if (error instanceof APIStatusError) return error.status + (error.requestID ?? "");
  if (error instanceof APIConnectionError && error.maybeBilled) return error.idempotencyKey;
  if (error instanceof ImageDownloadError) return error.cause;
  return error instanceof APIUserAbortError || error instanceof GravitexError;
});
