/* What each model takes, and what comes back. An argument that a model rejects is not here; one that is forced has one value. */
import type { ExtraBody, ImageInput, SavedImage } from "./types.js";

/** One image of an answer. */
export interface GeneratedImage extends SavedImage {
  /** The prompt as it was used, when it was rewritten; otherwise empty. */
  readonly revised_prompt?: string;
}

/**
 * Seededit 3.0. Edits one picture as the words say. It does not draw from words
 * alone.
 */
export interface DoubaoSeededit30I2i250628Params {
  model: "doubao-seededit-3-0-i2i-250628";
  /** What to draw, or what to change. */
  prompt: string;
  /** The picture to work from. */
  image: ImageInput;
  /**
   * How the pictures should come back.
   * A link usually comes back whatever was asked for.
   */
  response_format?: "b64_json" | "url";
  /** Whether the picture gets a mark. */
  watermark?: boolean;
  /** Start value of the random numbers. The same one gives similar pictures. */
  seed?: number;
  /** How closely the picture follows the prompt. */
  guidance_scale?: number;
  /**
   * Width and height in pixels. The maker knows adaptive alone.
   * No size is listed for this model and its example sends none.
   */
  size?: "adaptive" | `${number}x${number}`;
  /** Members of the body that this package does not know; merged last. */
  extraBody?: ExtraBody;
}

/** Seedream 3.0. Draws from words alone, with guidance scale and seed. */
export interface DoubaoSeedream30T2i250415Params {
  model: "doubao-seedream-3-0-t2i-250415";
  /** What to draw, or what to change. */
  prompt: string;
  /**
   * How the pictures should come back.
   * A link usually comes back whatever was asked for.
   */
  response_format?: "b64_json" | "url";
  /** Width and height in pixels. */
  size?:
    | "1024x1024"
    | "1152x864"
    | "864x1152"
    | "1280x720"
    | "720x1280"
    | "1248x832"
    | "832x1248"
    | "1512x648";
  /** Whether the picture gets a mark. */
  watermark?: boolean;
  /** Start value of the random numbers. The same one gives similar pictures. */
  seed?: number;
  /** How closely the picture follows the prompt. */
  guidance_scale?: number;
  /** Members of the body that this package does not know; merged last. */
  extraBody?: ExtraBody;
}

/**
 * Seedream 4.0. Draws, reworks and merges pictures at 2K and 4K, and makes
 * series.
 */
export interface DoubaoSeedream40250828Params {
  model: "doubao-seedream-4-0-250828";
  /** What to draw, or what to change. */
  prompt: string;
  /** Pictures to work from, 0 to 5. */
  image?: ImageInput | readonly ImageInput[];
  /**
   * How the pictures should come back.
   * A link usually comes back whatever was asked for.
   */
  response_format?: "b64_json" | "url";
  /** Width and height in pixels. */
  size?:
    | "2048x2048"
    | "2304x1728"
    | "1728x2304"
    | "2560x1440"
    | "1440x2560"
    | "2496x1664"
    | "1664x2496"
    | "3024x1296"
    | "4096x4096"
    | "4704x3520"
    | "3520x4704"
    | "5504x3040"
    | "3040x5504"
    | "4992x3328"
    | "3328x4992"
    | "6240x2656"
    | "2K"
    | "4K";
  /** Whether the picture gets a mark. */
  watermark?: boolean;
  /** Start value of the random numbers. The same one gives similar pictures. */
  seed?: number;
  /** Whether one prompt may give a series of pictures that belong together. */
  sequential_image_generation?: "auto" | "disabled";
  /** Settings of a series. */
  sequential_image_generation_options?: DoubaoSeedream40250828SequentialImageGenerationOptions;
  /** How the prompt is reworked before drawing. */
  optimize_prompt_options?: DoubaoSeedream40250828OptimizePromptOptions;
  /** Members of the body that this package does not know; merged last. */
  extraBody?: ExtraBody;
}

export interface DoubaoSeedream40250828SequentialImageGenerationOptions {
  /** Most pictures in the series. */
  max_images?: number;
}

export interface DoubaoSeedream40250828OptimizePromptOptions {
  /** Care against speed. */
  mode?: "standard" | "fast" | "creative" | "precise";
}

/**
 * Seedream 4.5. As 4.0, with more picture formats going in and prompt
 * optimisation in one mode.
 */
export interface DoubaoSeedream45251128Params {
  model: "doubao-seedream-4-5-251128";
  /** What to draw, or what to change. */
  prompt: string;
  /** Pictures to work from, 0 to 5. */
  image?: ImageInput | readonly ImageInput[];
  /**
   * How the pictures should come back.
   * A link usually comes back whatever was asked for.
   */
  response_format?: "b64_json" | "url";
  /** Width and height in pixels. */
  size?:
    | "2048x2048"
    | "2304x1728"
    | "1728x2304"
    | "2560x1440"
    | "1440x2560"
    | "2496x1664"
    | "1664x2496"
    | "3024x1296"
    | "4096x4096"
    | "4704x3520"
    | "3520x4704"
    | "5504x3040"
    | "3040x5504"
    | "4992x3328"
    | "3328x4992"
    | "6240x2656"
    | "2K"
    | "4K";
  /** Whether the picture gets a mark. */
  watermark?: boolean;
  /** Start value of the random numbers. The same one gives similar pictures. */
  seed?: number;
  /** Whether one prompt may give a series of pictures that belong together. */
  sequential_image_generation?: "auto" | "disabled";
  /** Settings of a series. */
  sequential_image_generation_options?: DoubaoSeedream45251128SequentialImageGenerationOptions;
  /** How the prompt is reworked before drawing. */
  optimize_prompt_options?: DoubaoSeedream45251128OptimizePromptOptions;
  /** Members of the body that this package does not know; merged last. */
  extraBody?: ExtraBody;
}

export interface DoubaoSeedream45251128SequentialImageGenerationOptions {
  /** Most pictures in the series. */
  max_images?: number;
}

export interface DoubaoSeedream45251128OptimizePromptOptions {
  /** Care against speed. */
  mode?: "standard" | "creative" | "precise";
}

/** Gemini 2.5 Flash Image. The fast one of the two. */
export interface Gemini25FlashImageParams {
  model: "gemini-2.5-flash-image";
  /** What to draw, or what to change. */
  prompt: string;
  /** Pictures to work from, 0 to 5. */
  image?: ImageInput | readonly ImageInput[];
  /**
   * How the pictures should come back.
   * Base64 comes back whatever was asked for.
   */
  response_format?: "b64_json";
  /**
   * Shape of the picture. Pixels only choose the nearest ratio; image_size sets
   * the resolution.
   * The gateway turns pixels into one of the ratios.
   */
  size?:
    | "1:1"
    | "3:2"
    | "2:3"
    | "3:4"
    | "4:3"
    | "4:5"
    | "5:4"
    | "9:16"
    | "16:9"
    | "21:9"
    | `${number}x${number}`;
  /**
   * Another way to choose between the 1K and the 2K resolution.
   * It is translated into a resolution.
   */
  quality?:
    "hd" | "high" | "2K" | "standard" | "medium" | "low" | "auto" | "1K";
  /** How many pictures to make. */
  n?: number;
  /** How freely the model chooses. */
  temperature?: number;
  /** Share of the probability that the model samples from. */
  top_p?: number;
  /** Resolution of the picture. */
  image_size?: "1K" | "2K" | "4K" | "3K";
  /** File format of the picture. */
  mime_type?: "image/png" | "image/jpeg";
  /** Whether the answer is a picture alone or comes with words. */
  response_modalities?: "image" | "image-text";
  /**
   * Whether people may be drawn.
   * Its name is lost here; this is the spelling that fits the maker's.
   */
  person_generation?: string;
  /**
   * Most tokens that an answer may take.
   * Its name is lost here; this is the maker's.
   */
  max_output_tokens?: number;
  /**
   * Shape of the picture as a ratio, beside size.
   * Its name is lost here; size says the same.
   */
  aspect_ratio?: string;
  /** Members of the body that this package does not know; merged last. */
  extraBody?: ExtraBody;
}

/** Gemini 3 Pro Image. The one of the two with the better pictures. */
export interface Gemini3ProImagePreviewParams {
  model: "gemini-3-pro-image-preview";
  /** What to draw, or what to change. */
  prompt: string;
  /** Pictures to work from, 0 to 5. */
  image?: ImageInput | readonly ImageInput[];
  /**
   * How the pictures should come back.
   * Base64 comes back whatever was asked for.
   */
  response_format?: "b64_json";
  /**
   * Shape of the picture. Pixels only choose the nearest ratio; image_size sets
   * the resolution.
   * The gateway turns pixels into one of the ratios.
   */
  size?:
    | "1:1"
    | "3:2"
    | "2:3"
    | "3:4"
    | "4:3"
    | "4:5"
    | "5:4"
    | "9:16"
    | "16:9"
    | "21:9"
    | `${number}x${number}`;
  /**
   * Another way to choose between the 1K and the 2K resolution.
   * It is translated into a resolution.
   */
  quality?:
    "hd" | "high" | "2K" | "standard" | "medium" | "low" | "auto" | "1K";
  /** How many pictures to make. */
  n?: number;
  /** How freely the model chooses. */
  temperature?: number;
  /** Share of the probability that the model samples from. */
  top_p?: number;
  /** Resolution of the picture. */
  image_size?: "1K" | "2K" | "4K" | "3K";
  /** File format of the picture. */
  mime_type?: "image/png" | "image/jpeg";
  /** Whether the answer is a picture alone or comes with words. */
  response_modalities?: "image" | "image-text";
  /**
   * Whether people may be drawn.
   * Its name is lost here; this is the spelling that fits the maker's.
   */
  person_generation?: string;
  /**
   * Most tokens that an answer may take.
   * Its name is lost here; this is the maker's.
   */
  max_output_tokens?: number;
  /**
   * Shape of the picture as a ratio, beside size.
   * Its name is lost here; size says the same.
   */
  aspect_ratio?: string;
  /** Members of the body that this package does not know; merged last. */
  extraBody?: ExtraBody;
}

/**
 * GPT Image 2. Draws and reworks pictures, with a choice of quality and of how
 * much of the originals is kept.
 */
export interface GptImage2Params {
  model: "gpt-image-2";
  /** What to draw, or what to change. */
  prompt: string;
  /** Pictures to work from, 0 to 10. */
  image?: ImageInput | readonly ImageInput[];
  /**
   * How the pictures should come back.
   * Base64 is the only form that this family returns.
   */
  response_format?: "b64_json";
  /** Width and height in pixels. */
  size?: "1024x1024" | "1024x1536" | "1536x1024";
  /** Care against speed and price. */
  quality?: "low" | "medium" | "high";
  /** How many pictures to make; each is charged. */
  n?: number;
  /** How much of the given pictures is kept. */
  input_fidelity?: "low" | "medium" | "high" | "auto";
  /** Members of the body that this package does not know; merged last. */
  extraBody?: ExtraBody;
}

/**
 * Qwen Image Edit. The plainer editor. The page names it once, where it limits
 * n.
 */
export interface QwenImageEditParams {
  model: "qwen-image-edit";
  /** What to draw, or what to change. */
  prompt: string;
  /** Pictures to work from, 1 or more. */
  image: ImageInput | readonly ImageInput[];
  /** How the pictures should come back. */
  response_format?: "b64_json" | "url";
  /** How many pictures to make. */
  n?: number;
  /** What should not appear. */
  negative_prompt?: string;
  /** Whether the picture gets a mark. */
  watermark?: boolean;
  /** Start value of the random numbers. The same one gives similar pictures. */
  seed?: number | `${number}`;
  /** Width and height in pixels. */
  size?:
    `${number}*${number}` | `${number}x${number}` | `${number}\u00d7${number}`;
  /** Members of the body that this package does not know; merged last. */
  extraBody?: ExtraBody;
}

/** Qwen Image Edit Plus. Edits one to three pictures and returns up to six. */
export interface QwenImageEditPlusParams {
  model: "qwen-image-edit-plus";
  /** What to draw, or what to change. */
  prompt: string;
  /** Pictures to work from, 1 to 3. */
  image: ImageInput | readonly ImageInput[];
  /** How the pictures should come back. */
  response_format?: "b64_json" | "url";
  /** How many pictures to make. */
  n?: number;
  /** What should not appear. */
  negative_prompt?: string;
  /**
   * Whether the prompt is written out in more detail first. Good for short
   * prompts.
   */
  prompt_extend?: boolean;
  /** Whether the picture gets a mark. */
  watermark?: boolean;
  /** Start value of the random numbers. The same one gives similar pictures. */
  seed?: number | `${number}`;
  /** Width and height in pixels. */
  size?:
    `${number}*${number}` | `${number}x${number}` | `${number}\u00d7${number}`;
  /** Members of the body that this package does not know; merged last. */
  extraBody?: ExtraBody;
}

/**
 * Qwen Image Plus. Draws from words alone, in many styles, and writes Chinese
 * and English legibly into the picture.
 */
export interface QwenImagePlusParams {
  model: "qwen-image-plus";
  /** What to draw, or what to change. */
  prompt: string;
  /** How the pictures should come back. */
  response_format?: "b64_json" | "url";
  /** How many pictures to make. */
  n?: number;
  /** What should not appear. */
  negative_prompt?: string;
  /**
   * Whether the prompt is written out in more detail first. Good for short
   * prompts.
   * The parameter list keeps it to edit-plus; an example and the tips use it
   * here.
   */
  prompt_extend?: boolean;
  /** Whether the picture gets a mark. */
  watermark?: boolean;
  /** Start value of the random numbers. The same one gives similar pictures. */
  seed?: number | `${number}`;
  /** Width and height in pixels. */
  size?:
    `${number}*${number}` | `${number}x${number}` | `${number}\u00d7${number}`;
  /** Members of the body that this package does not know; merged last. */
  extraBody?: ExtraBody;
}

/** What can be asked for, told apart by model. */
export type ModelParams =
  | DoubaoSeededit30I2i250628Params
  | DoubaoSeedream30T2i250415Params
  | DoubaoSeedream40250828Params
  | DoubaoSeedream45251128Params
  | Gemini25FlashImageParams
  | Gemini3ProImagePreviewParams
  | GptImage2Params
  | QwenImageEditParams
  | QwenImageEditPlusParams
  | QwenImagePlusParams;

/** What a conversation can be begun with, told apart by model. */
export type ConversationParams =
  | Omit<Gemini25FlashImageParams, "prompt" | "image">
  | Omit<Gemini3ProImagePreviewParams, "prompt" | "image">;
