"""Calls of the generated client for TypeScript, which are JavaScript too."""

from __future__ import annotations

from modelpact import example, ir
from modelpact.clients.typescript import arguments, class_name, laid, package_name, picture
from modelpact.naming import file_stem
from modelpact.print_ts import WIDTH, Data, data, key

_ENDINGS = {"jpeg": "jpg", "tiff": "tif"}
_COMMON = ("png", "jpeg", "webp", "gif", "bmp", "tiff")


def sample(provider: ir.Provider, model: ir.Model, use: ir.Use) -> str:
    """A use, from the import to the files."""
    name = class_name(provider)
    imported = f"import {{ {name} }} from {data(package_name(provider))};"
    return f"{imported}\n\nconst client = new {name}();\n{saved(model, use)}"


def saved(model: ir.Model, use: ir.Use) -> str:
    """A use with a client that is there, each image saved."""
    stem = data(f"{file_stem(model.id)}-{use.name}-")
    line = f"  await image.save({stem} + (index + 1));"
    if len(line) > WIDTH:
        line = f"  await image.save(\n    {stem} + (index + 1),\n  );"
    return (
        f"{call('response', given(model, use))}\n"
        "for (const [index, image] of response.data.entries()) {\n"
        f"{line}\n"
        "}"
    )


def call(
    name: str,
    params: dict[str, Data],
    indent: int = 0,
    method: str = "generate",
    options: str = "",
) -> str:
    """A call; an object with its first member on a line of its own stays so."""
    pad = " " * indent
    inner = f"{pad}  " if options else pad
    rows = "".join(
        f"{inner}  {data(value, len(inner) + 2, f'{key(each)}: ', ',')}\n"
        for each, value in params.items()
    )
    given = f"{{\n{rows}{inner}}}"
    if options:
        given = f"\n{inner}{given},\n{inner}{options},\n{pad}"
    return f"{pad}const {name} = await client.images.{method}({given});"


def given(model: ir.Model, use: ir.Use) -> dict[str, Data]:
    """What a use hands over."""
    found: dict[str, Data] = {"model": model.id}
    if "prompt" in laid(model):
        found["prompt"] = use.prompt or example.PROMPT
    if use.images:
        names = [_file(model, number) for number in range(1, use.images + 1)]
        found["image"] = names[0] if use.images == 1 else names
    return found | arguments_of(model, use)


def arguments_of(model: ir.Model, use: ir.Use) -> dict[str, Data]:
    """The arguments of a use; what no argument stands for goes into extraBody."""
    known = {argument.name for argument in arguments(model)}
    asked = use.arguments.value
    extra = {name: value for name, value in asked.items() if name not in known}
    found: dict[str, Data] = {name: value for name, value in asked.items() if name in known}
    return found | {"extraBody": extra} if extra else found


def _file(model: ir.Model, number: int) -> str:
    taken = picture(model)
    formats = taken.formats if taken and taken.formats else _COMMON
    found = next((known for known in _COMMON if known in formats), formats[0])
    return f"picture-{number}.{_ENDINGS.get(found, found)}"
