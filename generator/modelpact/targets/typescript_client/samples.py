"""Calls for people to copy, one for each use of a model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from modelpact import example, ir
from modelpact.naming import file_stem
from modelpact.print_ts import WIDTH, Data, data, key
from modelpact.targets.typescript_client.wiring import arguments, laid, picture
from modelpact.text import Text

_ENDINGS = {"jpeg": "jpg", "tiff": "tif"}
_COMMON = ("png", "jpeg", "webp", "gif", "bmp", "tiff")


@dataclass(frozen=True, slots=True)
class Sample:
    """A use with the call that asks for it."""

    title: Text
    description: Text
    code: Text


@dataclass(frozen=True, slots=True)
class Samples:
    """The uses of one model."""

    id: Text
    title: Text
    uses: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """The models of one family that have uses."""

    title: Text
    models: tuple[Samples, ...]


def families(provider: ir.Provider) -> tuple[Family, ...]:
    """Every use of every model, by family."""
    return tuple(
        Family(
            Text(family.title),
            tuple(
                Samples(Text(model.id), Text(model.title), tuple(_samples(model)))
                for model in provider.models
                if model.family == family.id and model.uses
            ),
        )
        for family in provider.families
        if any(model.family == family.id and model.uses for model in provider.models)
    )


def first(provider: ir.Provider) -> Text:
    """The first call that needs nothing but words, else the first of all."""
    uses = [(model, use) for model in provider.models for use in model.uses]
    plain = [pair for pair in uses if pair[1].images == 0] or uses
    return Text(_code(*plain[0]) if plain else "")


def _samples(model: ir.Model) -> Iterator[Sample]:
    for use in model.uses:
        yield Sample(Text(use.title), Text(use.description), Text(_code(model, use)))


def _code(model: ir.Model, use: ir.Use) -> str:
    params: dict[str, Data] = {"model": model.id}
    if "prompt" in laid(model):
        params["prompt"] = use.prompt or example.PROMPT
    if use.images:
        names = [_file(model, number) for number in range(1, use.images + 1)]
        params["image"] = names[0] if use.images == 1 else names
    known = {argument.name for argument in arguments(model)}
    given = use.arguments.value
    params |= {name: value for name, value in given.items() if name in known}
    extra = {name: value for name, value in given.items() if name not in known}
    if extra:
        params["extraBody"] = extra
    # An object with its first member on a line of its own stays so.
    rows = "".join(f"  {data(value, 2, f'{key(name)}: ', ',')}\n" for name, value in params.items())
    stem = data(f"{file_stem(model.id)}-{use.name}-")
    saved = f"  await image.save({stem} + (index + 1));"
    if len(saved) > WIDTH:
        saved = f"  await image.save(\n    {stem} + (index + 1),\n  );"
    return (
        f"const response = await client.images.generate({{\n{rows}}});\n"
        "for (const [index, image] of response.data.entries()) {\n"
        f"{saved}\n"
        "}"
    )


def _file(model: ir.Model, number: int) -> str:
    taken = picture(model)
    formats = taken.formats if taken and taken.formats else _COMMON
    found = next((known for known in _COMMON if known in formats), formats[0])
    return f"picture-{number}.{_ENDINGS.get(found, found)}"
