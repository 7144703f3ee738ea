"""A small gateway, and the command as people call it in a folder with its pacts."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from modelpact.cli import main

PROVIDER = """\
pact: 1
provider: acme
title: Acme
description: A gateway.
base_url: https://api.acme.test
operations:
  generate: {method: POST, path: /v1/images}
parameters:
  prompt: {type: string, minLength: 1, description: What to draw.}
  n: {type: integer, minimum: 1, maximum: 4, default: {server: 1}, description: How many.}
required: [prompt]
rules:
  - id: no-two-words
    because: Two of a kind cannot be told apart.
    when: {n: 2}
    forbidden: [style]
"""
FAMILY = """\
pact: 1
family: brush
title: Brush
description: Models that paint.
parameters:
  style: {enum: [oil, ink], description: How to paint.}
"""
MODEL = """\
pact: 1
model: brush-1
family: brush
title: Brush One
description: The first.
aliases: [Brushy]
parameters:
  n: {maximum: 2}
"""
GOOD = {"model": "brush-1", "prompt": "a cat"}


def lay(folder: Path) -> None:
    """Write pacts below a folder: one provider, one family, one model."""
    for name, text in {
        "provider.yaml": PROVIDER,
        "families/brush.yaml": FAMILY,
        "models/brush-1.yaml": MODEL,
    }.items():
        path = folder / "spec/acme" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def run(*words: str, stdin: str | bytes | None = None) -> Result:
    result = CliRunner().invoke(main, list(words), input=stdin)
    assert "Traceback" not in result.output, result.output
    return result


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
