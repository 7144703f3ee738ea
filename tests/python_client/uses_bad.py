"""Mistakes, one a line below the mark; type checkers must object to each."""

# fmt: off
# ruff: noqa: B018
from gravitex import AsyncGravitex, Gravitex

client = Gravitex()
images = client.images
chat = images.conversation(model="gemini-3-pro-image-preview")
# --- each line from here on is wrong ---
images.generate(model="gpt-image-2", prompt="a", guidance_scale=7.5)
images.generate(model="gpt-image-2", prompt="a", size="2048x2048")
images.generate(model="gpt-image-2", prompt="a", response_format="url")
images.generate(model="gpt-image-2", prompt="a", quality="auto")
images.generate(model="gpt-image-2", prompt="a", n="2")
images.generate(model="gpt-image-2", prompt=7)
images.generate(model="gpt-image-2", prompt="a", image=7)
images.generate(model="gpt-image-2", prompt="a", watermark=True)
images.generate(model="gpt-image-2", prompt="a", stream=True)
images.generate(model="gpt-image-2")
images.generate(prompt="a")
images.generate("gpt-image-2", "a")
images.generate(model="doubao-seedream-4-0-250828", prompt="a", size="1024x1024")
images.generate(model="doubao-seedream-4-0-250828", prompt="a", guidance_scale=3)
images.generate(model="doubao-seedream-3-0-t2i-250415", prompt="a", size="2048x2048")
images.generate(model="doubao-seedream-4-5-251128", prompt="a", optimize_prompt_options={"mode": "fast"})
images.generate(model="doubao-seedream-4-0-250828", prompt="a", sequential_image_generation_options={"most": 4})
images.generate(model="doubao-seedream-4-0-250828", prompt="a", sequential_image_generation=True)
images.generate(model="doubao-seededit-3-0-i2i-250628", prompt="a", image=["a.png", "b.png"], seed=1)
images.generate(model="doubao-seededit-3-0-i2i-250628", prompt="a", image="a.png", optimize_prompt_options={})
images.generate(model="gemini-2.5-flash-image", prompt="a", response_format="url")
images.generate(model="gemini-2.5-flash-image", prompt="a", image_size="8K")
images.generate(model="gemini-2.5-flash-image", prompt="a", imageSize="1K")
images.generate(model="qwen-image-edit", prompt="a", image="a.png", prompt_extend=True)
images.generate(model="qwen-image-edit-plus", prompt="a", n=1)
images.generate(model="qwen-image-plus", prompt="a", seed="4")
images.generate(model="gpt-image-3", prompt="a", size="1024x1024")
images.generate(model="gpt-image-3", prompt="a", n=1)
images.generate(model="gpt-image-3")
images.generate(model="gpt-image-2", prompt="a", timeout="9")
images.generate(model="gpt-image-2", prompt="a", validate="no")
images.generate(model="gpt-image-2", prompt="a").data[0].save()
images.generate(model="gpt-image-2", prompt="a").data["url"]
images.generate(model="gpt-image-2", prompt="a").created = 7
images.with_raw_response.generate(model="gpt-image-2", prompt="a", size="2048x2048")
images.with_raw_response.generate(model="gpt-image-2", prompt="a").data
images.conversation(model="gpt-image-2")
images.conversation(model="gemini-3-pro-image-preview", response_format="url")
chat.send(7)
client.with_options(retries=3)
Gravitex("sk-x")
Gravitex(api_key=7)
AsyncGravitex().images.generate(model="gpt-image-2", prompt="a", size="2048x2048")
AsyncGravitex().images.generate(model="gpt-image-2", prompt="a").data
