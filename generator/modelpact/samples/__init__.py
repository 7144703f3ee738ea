"""Calls for people to copy: each use of a model, in each language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from modelpact import example, ir
from modelpact.naming import kebab
from modelpact.samples import curl, openai, python, typescript


@dataclass(frozen=True, slots=True)
class Sample:
    """A call. ``language`` is what highlighters know it by."""

    name: str
    heading: str
    language: str
    code: str


def samples(provider: ir.Provider, model: ir.Model, use: ir.Use) -> Iterator[Sample]:
    """A use in each language that can say it."""
    stem = f"{kebab(model.id)}-{kebab(use.name)}"
    command = curl.command(provider, model, example.body(model, use))
    yield Sample("curl", "curl", "sh", command)
    yield Sample("python", "Python", "python", python.sample(provider, model, use, stem))
    code = typescript.sample(provider, model, use)
    yield Sample("typescript", "TypeScript", "typescript", code)
    if code := openai.sample(provider, model, use, stem):
        yield Sample("openai", "OpenAI", "python", code)
