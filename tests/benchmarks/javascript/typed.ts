// The rules of three models as types, out of which typia makes validators.
import typia, { type tags } from "typia";

type SeedreamPicture = string &
  tags.MaxLength<13981043> &
  tags.Pattern<"^(https?://[^\\x00- ]+$|data:image/(jpeg|jpg|png|webp|bmp|tiff|gif);base64,[A-Za-z0-9+/=]{64})">;
type GptPicture = string &
  tags.MaxLength<13981043> &
  tags.Pattern<"^(https?://[^\\x00- ]+$|data:image/(jpeg|jpg|png|gif|webp);base64,[A-Za-z0-9+/=]{64})">;
type QwenPicture = string &
  tags.MaxLength<13981043> &
  tags.Pattern<"^(https?://[^\\x00- ]+$|data:image/(jpeg|jpg|png|bmp|tiff|webp);base64,[A-Za-z0-9+/=]{64})">;
type Text = string & tags.MinLength<1>;
type Seed = number &
  tags.Type<"int64"> &
  tags.Minimum<0> &
  tags.Maximum<2147483647>;

interface Seedream {
  model: "doubao-seedream-4-5-251128";
  prompt?: Text;
  contents?: {
    role?: "user" | "model";
    parts: { text?: Text; image?: SeedreamPicture }[] & tags.MinItems<1>;
  }[];
  response_format?: "b64_json" | "url";
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
  watermark?: boolean;
  seed?: Seed;
  sequential_image_generation?: "auto" | "disabled";
  sequential_image_generation_options?: {
    max_images?: number &
      tags.Type<"int32"> &
      tags.Minimum<1> &
      tags.Maximum<4>;
  };
  optimize_prompt_options?: { mode?: "standard" | "creative" | "precise" };
}

interface Gpt {
  model: "gpt-image-2";
  prompt: Text;
  response_format?: "b64_json" | "url";
  size?: "1024x1024" | "1024x1536" | "1536x1024";
  quality?: "low" | "medium" | "high";
  n?: number & tags.Type<"int32"> & tags.Minimum<1> & tags.Maximum<10>;
  input_fidelity?: "low" | "medium" | "high" | "auto";
  image?: GptPicture;
  images?: GptPicture[] & tags.MaxItems<10>;
}

interface Qwen {
  model: "qwen-image-edit-plus";
  input: {
    messages: {
      role: "user";
      content: { text?: Text; image?: QwenPicture }[] & tags.MinItems<1>;
    }[] &
      tags.MinItems<1>;
  };
  response_format?: "b64_json" | "url";
  parameters?: {
    n?: number & tags.Type<"int32"> & tags.Minimum<1> & tags.Maximum<6>;
    size?: string & tags.Pattern<"^[1-9][0-9]{0,5}[*x][1-9][0-9]{0,5}$">;
    watermark?: boolean;
    seed?: Seed;
    negative_prompt?: string;
    prompt_extend?: boolean;
  };
}

export const seedream = typia.createValidateEquals<Seedream>();
export const gpt = typia.createValidateEquals<Gpt>();
export const qwen = typia.createValidateEquals<Qwen>();
