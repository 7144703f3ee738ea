"""Invent a provider of any number of models, as pacts and as the OpenAPI document that says the same.

No two models share a list, a range or a description, so that nothing can be gained by noticing equals.
Pacts are written as text, the way that people write them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_FAMILY = 10
"""Models a family."""

_PROVIDER = """\
pact: 1
provider: synthetic
title: Synthetic
description: Models that nobody trained.
source: {document: benchmark, read: 2026-01-01}
base_url: https://api.example.com
operations:
  generate: {method: POST, path: /v1/images, content_type: application/json}
auth: {header: Authorization, scheme: Bearer, placeholder: sk-xxxx, environment: SYNTHETIC_API_KEY}
images: {sources: [url, data-uri], formats: [jpeg, png], megabytes: 10}
response:
  selector: response_format
  forms: {b64_json: b64_json, url: url}
  envelopes:
    - {name: plain, images: /data, created: /created}
"""

_FAMILY_PACT = """\
pact: 1
family: family-{family}
title: Family {family}
description: Ten models that have the address and the answer in common.
layouts:
  text: {{prompt: prompt}}
  images: {{prompt: prompt, image: images/-}}
uses:
  text-to-image:
    title: Text to image
    description: Draw a picture from words alone.
    images: 0
    prompt: A lighthouse on cliff {family} in fog
"""

_MODEL_PACT = """\
pact: 1
model: model-{id}
family: family-{family}
title: Model {id}
description: Draws pictures of the kind number {i}, with {n} at most in one answer.
source: {{document: benchmark, section: Model {id}, read: 2026-01-01}}
required: [prompt]

parameters:
  prompt:
    type: string
    minLength: 1
    maxLength: {prompt}
    description: What model {i} is to draw, in at most {prompt} characters.
  negative_prompt:
    type: string
    maxLength: {negative}
    description: What model {i} is to keep out of the picture.
  size:
    dimensions: {{separator: x}}
    enum: [{sizes}]
    default: {{server: {size}}}
    description: Width and height of a picture of model {i} in pixels.
  n:
    type: integer
    minimum: 1
    maximum: {n}
    default: {{server: 1}}
    description: How many pictures to make, at most {n}.
  seed:
    type: integer
    minimum: 0
    maximum: {seed}
    description: Start value of the random numbers of model {i}.
  guidance_scale:
    type: number
    minimum: 0.5
    maximum: {guidance}
    description: How closely model {i} follows the prompt.
    evidence: {{section: Range {i}, certainty: stated}}
  steps:
    type: integer
    minimum: {steps_low}
    maximum: {steps_high}
    default: {{server: {steps}}}
    description: Passes over the picture, from {steps_low} to {steps_high}.
  style:
    enum: [{styles}]
    description: Look of the pictures of model {i}.
    tolerated:
      plain-{i}: {{because: An older name., use: ink-{i}}}
  quality:
    enum: [draft, fair-{i}, fine]
    default: {{server: fair-{i}}}
    description: Care against speed.
    enumDescriptions: {{draft: Quickest., fair-{i}: In between., fine: Finest.}}
  watermark:
    type: boolean
    default: {{server: true}}
    description: Whether model {i} marks its pictures.
  user:
    type: string
    pattern: "^u[0-9a-f]{{{hexadecimal}}}$"
    description: Whom to hold responsible.
  response_format:
    enum: [b64_json, url]
    description: How the pictures of model {i} come back.
    disposition: {{advisory: url, because: A link usually comes back.}}
  series:
    enum: [auto, disabled]
    default: {{server: disabled}}
    description: Whether one prompt may give several pictures that belong together.
  series_options:
    description: Settings of a series of model {i}.
    properties:
      length:
        type: integer
        minimum: 1
        maximum: {length}
        description: Most pictures in the series, up to {length}.
      order: {{enum: [forward, backward, order-{i}], description: Which comes first.}}
  images:
    description: Pictures that model {i} starts from.
    maxItems: {images}
    items: {{image: true, description: One of them.}}

rules:
  - id: options-need-series
    because: Without a series there is one picture, and the options have no effect.
    when: {{series: {{not: auto}}}}
    ignored: [series_options]
  - id: fine-takes-steps
    because: Fine pictures of model {i} take at least {steps} passes.
    when: {{quality: fine}}
    then: {{steps: {{minimum: {steps}}}}}
  - id: seed-or-series
    because: A seed gives one picture again, and a series has several.
    severity: warning
    when: {{series: auto}}
    forbidden: [seed]
"""


def pacts(to: Path, models: int, apart: bool = True) -> None:
    """Write the pacts of a provider with ``models`` models below ``to``; only if ``apart`` no two take the same."""
    folder = to / "synthetic"
    (folder / "models").mkdir(parents=True)
    (folder / "families").mkdir()
    (folder / "provider.yaml").write_text(_PROVIDER)
    for family in range((models + _FAMILY - 1) // _FAMILY):
        text = _FAMILY_PACT.format(family=family)
        (folder / "families" / f"family-{family}.yaml").write_text(text)
    for i in range(models):
        numbers = _numbers(i if apart else first(i)) | {"id": i}
        words = {name: ", ".join(numbers[name]) for name in ("sizes", "styles")}
        (folder / "models" / f"model-{i}.yaml").write_text(_MODEL_PACT.format(**numbers | words))


def first(i: int) -> int:
    """The first model of the family of model ``i``."""
    return i - i % _FAMILY


def openapi(to: Path, models: int) -> None:
    """Write an OpenAPI 3.1 document of the same requests: an operation a model."""
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {}
    for i in range(models):
        paths[f"/v1/images/model-{i}"] = {"post": _operation(i)}
        schemas[f"Model{i}Request"] = _request(_numbers(i))
        schemas[f"Model{i}Response"] = _response(i)
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Synthetic", "version": "1.0.0"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": paths,
        "components": {"schemas": schemas},
    }
    to.write_text(json.dumps(document, indent=1))


def _numbers(i: int) -> dict[str, Any]:
    """Return what sets model ``i`` apart."""
    sizes = [f"{side}x{side + 64 * k}" for k, side in enumerate(range(512 + i, 1112 + i, 100))]
    kinds = ("ink", "oil", "pencil", "photo", "pixel", "woodcut")
    return {
        "i": i,
        "family": i // _FAMILY,
        "prompt": 1000 + i,
        "negative": 500 + i,
        "sizes": sizes,
        "size": sizes[0],
        "n": 2 + i,
        "seed": 2147483647 - i,
        "guidance": f"{10 + i}.5",
        "steps_low": 1 + i,
        "steps": 20 + i,
        "steps_high": 50 + i,
        "styles": [f"{kind}-{i}" for kind in kinds],
        "hexadecimal": 8 + i % 90,
        "length": 4 + i,
        "images": 1 + i,
    }


def _operation(i: int) -> dict[str, Any]:
    def content(name: str) -> dict[str, Any]:
        return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}

    return {
        "operationId": f"generate_model_{i}",
        "summary": f"Draw pictures of the kind number {i}",
        "requestBody": {"required": True, "content": content(f"Model{i}Request")},
        "responses": {"200": {"description": "Pictures", "content": content(f"Model{i}Response")}},
    }


def _request(of: dict[str, Any]) -> dict[str, Any]:
    i = of["i"]

    def one(kind: str, description: str, **more: Any) -> dict[str, Any]:
        return {"type": kind, "description": description, **more}

    options = {
        "length": one("integer", "Most pictures in the series.", minimum=1, maximum=of["length"]),
        "order": one("string", "Which comes first.", enum=["forward", "backward", f"order-{i}"]),
    }
    steps = {"minimum": of["steps_low"], "maximum": of["steps_high"], "default": of["steps"]}
    qualities = {"enum": ["draft", f"fair-{i}", "fine"], "default": f"fair-{i}"}
    properties = {
        "model": one("string", "The model.", enum=[f"model-{i}"]),
        "prompt": one("string", f"What to draw {i}.", minLength=1, maxLength=of["prompt"]),
        "negative_prompt": one("string", "What to keep out.", maxLength=of["negative"]),
        "size": one("string", "Width and height.", enum=of["sizes"], default=of["size"]),
        "n": one("integer", "How many pictures.", minimum=1, maximum=of["n"], default=1),
        "seed": one("integer", f"Start value {i}.", minimum=0, maximum=of["seed"]),
        "guidance_scale": one("number", "Closeness.", minimum=0.5, maximum=float(of["guidance"])),
        "steps": one("integer", "Passes over the picture.", **steps),
        "style": one("string", f"Look of the pictures of model {i}.", enum=of["styles"]),
        "quality": one("string", "Care against speed.", **qualities),
        "watermark": one("boolean", "Whether to mark pictures.", default=True),
        "user": one("string", "Whom to hold responsible.", pattern=f"^u[0-9a-f]{{{8 + i % 90}}}$"),
        "response_format": one("string", "How pictures come back.", enum=["b64_json", "url"]),
        "series": one("string", "A series.", enum=["auto", "disabled"], default="disabled"),
        "series_options": one("object", f"Settings of a series of model {i}.", properties=options),
        "images": one("array", "Pictures.", items={"type": "string"}, maxItems=of["images"]),
    }
    return one("object", f"Ask model {i}.", required=["model", "prompt"], properties=properties)


def _response(i: int) -> dict[str, Any]:
    text = {"type": "string"}
    picture = {"type": "object", "properties": {"b64_json": text, "url": text}}
    properties = {
        "created": {"type": "integer", "description": f"When model {i} was done."},
        "data": {"type": "array", "items": picture},
    }
    return {"type": "object", "required": ["created", "data"], "properties": properties}
