// An image endpoint as zod-to-openapi describes it.
import { extendZodWithOpenApi, OpenApiGeneratorV31, OpenAPIRegistry } from "@asteasolutions/zod-to-openapi";
import { z } from "zod";

extendZodWithOpenApi(z);
const registry = new OpenAPIRegistry();

const Palette = registry.register(
  "Palette",
  z
    .strictObject({
      name: z.enum(["dawn", "dusk"]).describe("A ready one."),
      weight: z.number().gt(0).lte(1).optional(),
    })
    .openapi({ description: "Which colours." }),
);
const Mask = z.object({ type: z.literal("mask"), image: z.url(), feather: z.int().min(0).max(64).default(4) });
const Crop = z.object({ type: z.literal("crop"), box: z.array(z.int().nonnegative()).min(4).max(4) });
const Common = z.object({
  prompt: z.string().min(1).max(1000).openapi({ example: "Two boats" }),
  negative_prompt: z.string().max(1000).nullable().optional(),
  n: z.int().min(1).max(10).default(1),
  size: z.enum(["512x512", "1024x1024"]).or(z.literal("auto")).default("auto"),
  palette: Palette.or(z.string().regex(/^[a-z]+(-[a-z]+)?$/)).nullish(),
  edits: z.array(z.discriminatedUnion("type", [Mask, Crop])).max(3).optional(),
  seed: z.union([z.int().min(0), z.literal("random")]).optional(),
  response_format: z.enum(["url", "b64_json"]).default("b64_json"),
  extra: z.record(z.string(), z.unknown()).optional(),
});
const Fast = registry.register("Fast", Common.extend({ model: z.literal("brushwork-fast") }));
const Fine = registry.register(
  "Fine",
  Common.extend({ model: z.enum(["brushwork-fine", "brushwork-fine-2"]), steps: z.number().multipleOf(5).max(50) }).strict(),
);
const Image = registry.register("Image", z.object({ url: z.url().optional(), b64_json: z.base64().optional() }));

registry.registerComponent("securitySchemes", "key", { type: "http", scheme: "bearer" });
registry.registerPath({
  method: "post",
  path: "/v1/images/generations",
  operationId: "paint",
  summary: "Paint an image",
  security: [{ key: [] }],
  request: {
    body: { required: true, content: { "application/json": { schema: z.discriminatedUnion("model", [Fast, Fine]) } } },
  },
  responses: {
    200: {
      description: "Painted.",
      content: { "application/json": { schema: z.object({ created: z.int(), data: z.array(Image) }) } },
    },
    429: { description: "Slow down" },
  },
});

const document = new OpenApiGeneratorV31(registry.definitions).generateDocument({
  openapi: "3.1.0",
  info: { title: "Brushwork", version: "1.0.0" },
  servers: [{ url: "https://brushwork.example" }],
});
process.stdout.write(`${JSON.stringify(document, null, 1)}\n`);
