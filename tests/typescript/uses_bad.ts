// What must not compile, each line for itself: a compiler that is content with one of them fails the test.
import { Gravitex, type GptImage2Params } from "gravitex";

const { images } = new Gravitex();
const link = "https://example.com/a.png";
const someId: string = JSON.parse('"gpt-image-2"');

// An argument of another model.
// @ts-expect-error
images.generate({ model: "gpt-image-2", prompt: "a", guidance_scale: 3 });
// @ts-expect-error
images.generate({ model: "gemini-2.5-flash-image", prompt: "a", watermark: false });
// @ts-expect-error
images.generate({ model: "qwen-image-plus", prompt: "a", quality: "high" });
// @ts-expect-error
images.generate({ model: "gpt-image-2", prompt: "a", negative_prompt: "b" });
// @ts-expect-error
images.generate({ model: "gpt-image-2", prompt: "a", contents: [] });

// One that the model rejects.
// @ts-expect-error
images.generate({ model: "doubao-seedream-4-0-250828", prompt: "a", guidance_scale: 2.5 });
// @ts-expect-error
images.generate({ model: "doubao-seedream-3-0-t2i-250415", prompt: "a", optimize_prompt_options: { mode: "fast" } });
// @ts-expect-error
images.generate({ model: "qwen-image-edit", prompt: "a", image: link, prompt_extend: true });

// A value that is not among those listed, or another model's.
// @ts-expect-error
images.generate({ model: "gpt-image-2", prompt: "a", size: "2048x2048" });
// @ts-expect-error
images.generate({ model: "doubao-seedream-4-5-251128", prompt: "a", size: "1024x1024" });
// @ts-expect-error
images.generate({ model: "gpt-image-2", prompt: "a", quality: "hd" });
// @ts-expect-error
images.generate({ model: "doubao-seedream-4-5-251128", prompt: "a", optimize_prompt_options: { mode: "fast" } });
// @ts-expect-error
images.generate({ model: "qwen-image-plus", prompt: "a", size: "2K" });
// @ts-expect-error
images.generate({ model: "gemini-2.5-flash-image", prompt: "a", size: "7:5" });

// Anything but what is forced.
// @ts-expect-error
images.generate({ model: "gpt-image-2", prompt: "a", response_format: "url" });
// @ts-expect-error
images.generate({ model: "gemini-3-pro-image-preview", prompt: "a", response_format: "url" });

// Pictures where there are none, none where there must be one, several where there is one.
// @ts-expect-error
images.generate({ model: "doubao-seedream-3-0-t2i-250415", prompt: "a", image: link });
// @ts-expect-error
images.generate({ model: "qwen-image-plus", prompt: "a", image: link });
// @ts-expect-error
images.generate({ model: "qwen-image-edit-plus", prompt: "a" });
// @ts-expect-error
images.generate({ model: "doubao-seededit-3-0-i2i-250628", prompt: "a", image: [link, link] });
// @ts-expect-error
images.generate({ model: "gpt-image-2", prompt: "a", image: 3 });

// Wrong types, misspelt names, nothing to say.
// @ts-expect-error
images.generate({ model: "gpt-image-2", prompt: "a", n: "2" });
// @ts-expect-error
images.generate({ model: "gpt-image-2", promt: "a" });
// @ts-expect-error
images.generate({ model: "gpt-image-2" });
// @ts-expect-error
images.generate({ model: "gpt-image-2", prompt: 3 });
// @ts-expect-error
images.generate({ prompt: "a" });
// @ts-expect-error
images.generate({ model: "doubao-seedream-4-0-250828", prompt: "a", sequential_image_generation_options: { max: 4 } });
// @ts-expect-error
images.generate({ model: "gpt-image-2", prompt: "a", extraBody: "style" });

// A model that is not known takes nothing but prompt, image and extraBody.
// @ts-expect-error
images.generate({ model: "brand-new", prompt: "a", size: "1024x1024" });
// @ts-expect-error
images.generate({ model: someId, prompt: "a", size: "1024x1024" });
// @ts-expect-error
images.generate({ model: "brand-new" });

// A conversation has settings of its model alone, and its words and pictures in turns.
// @ts-expect-error
images.conversation({ model: "gpt-image-2" });
// @ts-expect-error
images.conversation({ model: "gemini-2.5-flash-image", prompt: "a" });
// @ts-expect-error
images.conversation({ model: "gemini-2.5-flash-image", size: "7:5" });
// @ts-expect-error
images.conversation({ model: "gemini-2.5-flash-image" }).send("a", { picture: link });
// @ts-expect-error
images.conversation({ model: "gemini-2.5-flash-image" }).send();

// The client itself.
// @ts-expect-error
new Gravitex({ fetchOptions: { method: "GET" } });
// @ts-expect-error
new Gravitex({ api_key: "sk-1" });
// @ts-expect-error
new Gravitex({ timeout: "5" });
// @ts-expect-error
images.generate({ model: "gpt-image-2", prompt: "a" }, { abort: true });
// @ts-expect-error
images.generate({ model: "gpt-image-2", prompt: "a" }, { pollInterval: 1 });
// @ts-expect-error
images.generate({ model: "gpt-image-2", prompt: "a" }).then((answer) => answer.data[0].bytes);
// @ts-expect-error
export const params: GptImage2Params = { model: "gpt-image-1", prompt: "a" };
