"""Conformance vectors as lines of JSON: a file a model, and one of requests that name no known model."""

from __future__ import annotations

from collections.abc import Iterable

from modelpact import ir, naming, vectors
from modelpact.files import File, Loss, Name, Render, Target


def files(provider: ir.Provider, render: Render) -> Iterable[File]:
    """Yield a file of vectors a model, then that of the provider."""
    found: dict[str, list[str]] = {}
    for row in vectors.rows(provider, render):
        found.setdefault(row.model or provider.id, []).append(row.line())
    for stem, lines in found.items():
        yield File(_file(stem), "".join(lines))


def _file(stem: str) -> str:
    return f"{naming.file_stem(stem)}.jsonl"


def names(provider: ir.Provider) -> Iterable[Name]:
    """Yield the names of the files; systems that are blind to case would mix up some."""
    for model in provider.models:
        yield Name("file", _file(model.id).casefold(), f"model {model.id}", model.origin)
    yield Name("file", _file(provider.id).casefold(), f"provider {provider.id}", provider.origin)


def losses(provider: ir.Provider) -> Iterable[Loss]:
    """Yield the limits that only a text would show that is too long for a vector."""
    for model, path in vectors.gaps(provider):
        yield Loss(
            model,
            ir.pointer(path),
            "the decoded size of a picture, which takes a text of that size",
        )


TARGET = Target(
    name="vectors",
    title="Conformance vectors: requests, each with the verdict that every validator must give.",
    files=files,
    names=names,
    losses=losses,
)
