"""Every documented use; type checkers must have nothing to say."""

from __future__ import annotations

import asyncio
from pathlib import Path

from gravitex import AsyncGravitex, Conversation, Gravitex, ImagesResponse, RawResponse

client = Gravitex(api_key="sk-x", base_url="http://127.0.0.1:1/v1", timeout=9, max_retries=0)
images = client.images
PHOTO = Path("photo.png")

# words alone
images.generate(model="gpt-image-2", prompt="a", size="1536x1024", quality="high", n=2)
images.generate(model="doubao-seedream-4-5-251128", prompt="a", size="2048x2048", watermark=False)
images.generate(model="gemini-3-pro-image-preview", prompt="a", size="16:9", image_size="4K")
images.generate(model="qwen-image-plus", prompt="a", size="1328*1328", negative_prompt="blurry")
# guidance scale and seed
images.generate(model="doubao-seedream-3-0-t2i-250415", prompt="a", guidance_scale=7.5, seed=1)
# one picture, in each way
images.generate(model="gpt-image-2", prompt="a", image=PHOTO, input_fidelity="high")
images.generate(model="gpt-image-2", prompt="a", image=b"...")
images.generate(model="gpt-image-2", prompt="a", image="https://example.com/a.png")
with PHOTO.open("rb") as file:
    images.generate(model="gpt-image-2", prompt="a", image=file)
# several
images.generate(model="gemini-2.5-flash-image", prompt="a", image=[PHOTO, b"...", "data:..."])
images.generate(model="gpt-image-2", prompt="a", image=[PHOTO, PHOTO], n=2)
# editing
images.generate(model="doubao-seededit-3-0-i2i-250628", prompt="a", image=PHOTO)
images.generate(model="qwen-image-edit-plus", prompt="a", image=[PHOTO], prompt_extend=True, n=6)
images.generate(model="qwen-image-edit", prompt="a", image=PHOTO, watermark=False)
# a series
images.generate(
    model="doubao-seedream-4-0-250828",
    prompt="a",
    sequential_image_generation="auto",
    sequential_image_generation_options={"max_images": 4},
)
# standard and fast mode
images.generate(
    model="doubao-seedream-4-0-250828", prompt="a", optimize_prompt_options={"mode": "fast"}
)
images.generate(
    model="doubao-seedream-4-5-251128", prompt="a", optimize_prompt_options={"mode": "standard"}
)
# forms
images.generate(model="gpt-image-2", prompt="a", response_format="b64_json")
images.generate(model="doubao-seedream-4-0-250828", prompt="a", response_format="url")
# options of a call
images.generate(
    model="gpt-image-2",
    prompt="a",
    extra_headers={"X-A": "1"},
    extra_query={"a": 1},
    extra_body={"user": "u"},
    timeout=None,
    validate=False,
    retry_unsafe=True,
    idempotency_key="k",
)
# models that are not known
name: str = "gpt-image-3"
images.generate(model=name, prompt="a", image=PHOTO, extra_body={"size": "1x1"})
images.post({"model": "gpt-image-2", "prompt": "a"}, timeout=1)

response: ImagesResponse = images.generate(model="gpt-image-2", prompt="a")
path: Path = response.data[0].save("a", overwrite=True)
data: bytes = response.data[0].to_bytes()
prompt: str | None = response.data[0].revised_prompt
raw: RawResponse = images.with_raw_response.generate(model="gpt-image-2", prompt="a")
parsed: ImagesResponse = raw.parse()
chat: Conversation[ImagesResponse] = images.conversation(
    model="gemini-3-pro-image-preview", size="16:9"
)
turn: ImagesResponse = chat.send("a", image=PHOTO)
other: Gravitex = client.with_options(timeout=900, max_retries=0, retry_unsafe=True)


async def main() -> None:
    async with AsyncGravitex(api_key=lambda: "sk-x") as asking:
        answer: ImagesResponse = await asking.images.generate(model="gpt-image-2", prompt="a")
        saved: Path = await answer.data[0].save_async("b")
        talk = asking.images.conversation(model="gemini-2.5-flash-image")
        said: ImagesResponse = await talk.send("a")
        bare: RawResponse = await asking.images.with_raw_response.generate(
            model="gpt-image-2", prompt="a"
        )
        print(saved, said, bare)


asyncio.run(main())
