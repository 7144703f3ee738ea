"""An image endpoint as FastAPI describes it: nested models, unions, a discriminator, null, bounds of every kind."""

import json
import sys
from enum import StrEnum
from typing import Annotated, Any, Literal

from fastapi import FastAPI, Security
from fastapi.security import APIKeyHeader
from pydantic import BaseModel, ConfigDict, Field, HttpUrl


class Quality(StrEnum):
    """How much care is taken."""

    draft = "draft"
    final = "final"


class Point(BaseModel):
    x: float = Field(ge=0, le=1)
    y: float = Field(ge=0, le=1)


class Region(BaseModel):
    """A part of the picture."""

    model_config = ConfigDict(extra="forbid")
    corner: Point
    opposite: Point
    label: Annotated[str, Field(min_length=1, max_length=20)] | None = None


class Oil(BaseModel):
    kind: Literal["oil"]
    thickness: int = Field(3, ge=1, le=9, description="Of the paint.")
    varnish: bool = False


class Ink(BaseModel):
    kind: Literal["ink", "wash"]
    colours: list[Annotated[str, Field(pattern="^#[0-9a-f]{6}$")]] = Field(max_length=4)


class Plain(BaseModel):
    """What every request has."""

    prompt: str = Field(min_length=1, max_length=500, examples=["A heron in the reeds"])
    n: int = Field(1, ge=1, le=4, description="How many pictures.")
    seed: int | None = Field(None, ge=0, lt=4294967296)
    quality: Quality = Quality.draft
    response_format: Literal["url", "b64_json"] = "url"
    style: Annotated[Oil | Ink, Field(discriminator="kind")] | None = None
    old: str | None = Field(None, deprecated=True)


class Small(Plain):
    """Quick and cheap."""

    model: Literal["studio-small"]
    steps: int = Field(8, gt=0, le=20, multiple_of=2)


class Large(Plain):
    """Slow, and takes pictures."""

    model: Literal["studio-large", "studio-large-preview"]
    image_url: HttpUrl | None = None
    regions: list[Region] = Field([], max_length=3)
    size: Literal["1024x1024", "1536x1024"] | Point | None = "1024x1024"
    guidance: float | Literal["auto"] = Field("auto", description="How closely to follow.")
    tags: dict[str, str] = {}


class Image(BaseModel):
    url: str | None = None
    b64_json: str | None = None
    revised_prompt: str | None = None


class Images(BaseModel):
    created: int
    data: list[Image]


app = FastAPI(
    title="Studio",
    version="2.1",
    servers=[{"url": "https://api.studio.example/v2"}],
    description="Pictures to order.",
)
key = APIKeyHeader(name="X-Studio-Key")


@app.post(
    "/pictures",
    operation_id="drawPictures",
    tags=["pictures"],
    responses={402: {"description": "Out of credit. Buy more."}},
)
def draw_pictures(
    request: Annotated[Small | Large, Field(discriminator="model")],
    token: Annotated[str, Security(key)],
) -> Images:
    """Draw pictures from words."""
    picture = Image(url="https://api.studio.example/v2/pictures/1.png")
    return Images(created=1767225600, data=[picture] * request.n)


@app.get("/pictures/{id}")
def picture(id: str) -> dict[str, Any]:
    """Look at a picture again."""
    return {"id": id, "url": f"https://api.studio.example/v2/pictures/{id}.png"}


if __name__ == "__main__":
    json.dump(app.openapi(), sys.stdout, indent=1)
    print()
