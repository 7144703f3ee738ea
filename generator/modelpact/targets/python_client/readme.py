"""The page that comes with the package: every example on it runs as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from modelpact import example, ir, naming, wire
from modelpact.print_py import Assign, Call, Display, Do, Expr, For, Format, Lit, Name, block
from modelpact.targets.python_client.arguments import parameters
from modelpact.targets.python_client.package import PackageView


@dataclass(frozen=True, slots=True)
class Example:
    """A use of a model, and the code for it."""

    title: str
    description: str
    model: str
    code: str


@dataclass(frozen=True, slots=True)
class FamilyView:
    """A family with one example a use."""

    title: str
    description: str
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class ReadmeView:
    """The holes of the page."""

    package: PackageView
    title: str
    description: str
    install: str
    shell: str
    first: str
    families: tuple[FamilyView, ...]
    conversation: str
    asynchronous: str
    errors: str
    raw: str
    inputs: str
    body: str


def readme(provider: ir.Provider, package: PackageView) -> ReadmeView:
    """Write the examples, each with the first model of its family that is for it."""
    usable = example.models(provider)
    plainest = next(example.plainest(usable), None)
    conversing = next((model for model in usable if wire.turns(model)), None)
    code = _Examples(str(package.name), package.package)
    return ReadmeView(
        package=package,
        title=provider.title,
        description=provider.description,
        install=f"pip install ./{provider.id}/python-client",
        shell=f"export {package.key_variable}={provider.auth.placeholder or 'your-key'}",
        first=code.one(*plainest, "first") if plainest else "",
        families=tuple(_family(code, family, usable) for family in provider.families),
        conversation=code.conversation(conversing) if conversing else "",
        asynchronous=code.asynchronous(*plainest) if plainest else "",
        errors=code.errors(*plainest) if plainest else "",
        raw=code.raw(*plainest) if plainest else "",
        inputs=code.inputs(usable),
        body=code.body(*plainest) if plainest else "",
    )


def _family(code: _Examples, family: ir.Family, models: list[ir.Model]) -> FamilyView:
    found: dict[str, Example] = {}
    for model in models:
        for use in model.uses if model.family == family.id else ():
            if use.name not in found:
                stem = f"{naming.kebab(family.id)}-{naming.kebab(use.name)}"
                spelled = code.one(model, use, stem)
                found[use.name] = Example(use.title, use.description, model.id, spelled)
    return FamilyView(family.title, family.description, tuple(found.values()))


# --- code --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Examples:
    """Writes examples for a client of this name."""

    name: str
    package: str

    def one(self, model: ir.Model, use: ir.Use, stem: str) -> str:
        """A use, each picture saved."""
        return f"{self._opening()}{self._asked(model, use)}\n{_saved(stem)}"

    def asynchronous(self, model: ir.Model, use: ir.Use) -> str:
        """The same for coroutines."""
        asked = Assign("response", Call("await client.images.generate", (), _given(model, use)))
        return (
            f"import asyncio\n\nfrom {self.package} import Async{self.name}\n\n\n"
            f"async def main() -> None:\n    async with Async{self.name}() as client:\n"
            f"{block([asked], 8)}\n"
            '        print(await response.data[0].save_async("async"))\n\n\nasyncio.run(main())'
        )

    def conversation(self, model: ir.Model) -> str:
        """Two turns: the first in words, the second about the picture."""
        begin = next((use for use in model.uses if not use.images), None)
        going_on = next((use for use in reversed(model.uses) if use.images == 1), begin)
        arguments = tuple(_arguments(model, going_on)) if going_on else ()
        given = (("model", Lit(model.id)), *arguments)
        lines = [str(block([Assign("chat", Call("client.images.conversation", (), given))]))]
        for number, use in enumerate((begin, going_on), 1):
            said = Lit(use.prompt if use and use.prompt else example.PROMPT)
            lines.append(str(block([Assign("response", Call("chat.send", (said,)))])))
            lines.append(f'print(response.data[0].save("conversation-{number}"))')
        return self._opening() + "\n".join(lines)

    def errors(self, model: ir.Model, use: ir.Use) -> str:
        """What can go wrong, from the inside out."""
        asked = Assign("response", Call("client.images.generate", (), _given(model, use)))
        return (
            f"import {self.package}\n\nclient = {self.package}.{self.name}()\ntry:\n"
            f"{block([asked], 4)}\n"
            f"except {self.package}.ValidationError as error:  # nothing was sent\n"
            "    for issue in error.issues:\n"
            "        print(issue.pointer, issue.message, issue.fix)\n"
            f"except {self.package}.RateLimitError as error:  # still, after all retries\n"
            '    print(error.response.headers.get("retry-after"))\n'
            f"except {self.package}.APIError as error:\n"
            "    print(error.message, error.maybe_billed, error.idempotency_key)\n"
            "else:\n    print(len(response.data[0].to_bytes()))"
        )

    def raw(self, model: ir.Model, use: ir.Use) -> str:
        """An answer with its headers."""
        function = "client.images.with_raw_response.generate"
        asked = Assign("raw", Call(function, (), _given(model, use)))
        return (
            f"{self._opening()}{block([asked])}\nprint(raw.status_code, raw.request_id)\n"
            'print(raw.parse().data[0].save("raw"))'
        )

    def inputs(self, models: list[ir.Model]) -> str:
        """A picture that was saved goes in again, as a path and as bytes."""
        drawing = next(example.plainest(models), None)
        using = next(
            ((m, use) for m in models for use in m.uses if use.images == 1 and _takes_files(m)),
            None,
        )
        if drawing is None or drawing[1].images or using is None:
            return ""
        model, use = using
        lines = [self._opening() + self._asked(*drawing)]
        lines.append('path = response.data[0].save("before")')
        for source, stem in (("path", "from-a-path"), ("path.read_bytes()", "from-bytes")):
            given = tuple(
                (name, Name(source) if name == "image" else value)
                for name, value in _given(model, use)
            )
            asked = Assign("response", Call("client.images.generate", (), given))
            lines += [str(block([asked])), f'print(response.data[0].save("{stem}"))']
        return "\n".join(lines)

    def body(self, model: ir.Model, use: ir.Use) -> str:
        """A body of one's own."""
        asked = Call("client.images.post", (_json(example.body(model, use)),))
        return (
            f"{self._opening()}{block([Assign('response', asked)])}\n"
            'print(response.data[0].save("body"))'
        )

    def _opening(self) -> str:
        return f"from {self.package} import {self.name}\n\nclient = {self.name}()\n"

    def _asked(self, model: ir.Model, use: ir.Use) -> str:
        call = Call("client.images.generate", (), _given(model, use))
        return str(block([Assign("response", call)]))


def _saved(stem: str) -> str:
    name = Format((f"{stem}-", Name("number")))
    body = (Do(Call("print", (Call("image.save", (name,)),))),)
    over = Call("enumerate", (Name("response.data"), Lit(1)))
    return str(block([For("number, image", over, body)]))


def _takes_files(model: ir.Model) -> bool:
    accepted = model.images.input
    return accepted is not None and {"data-uri", "base64"} & {*accepted.sources} != set()


def _given(model: ir.Model, use: ir.Use) -> tuple[tuple[str, Expr], ...]:
    given: list[tuple[str, Expr]] = [
        ("model", Lit(model.id)),
        ("prompt", Lit(use.prompt or example.PROMPT)),
    ]
    links = [Lit(example.image(model.images.input, n)) for n in range(1, use.images + 1)]
    if links:
        one = links[0] if len(links) == 1 else Display("list", tuple(links))
        given.append(("image", one))
    return (*given, *_arguments(model, use))


def _arguments(model: ir.Model, use: ir.Use) -> Iterator[tuple[str, Expr]]:
    spelled = {parameter.path: parameter.name for parameter in parameters(model)}
    paths = {argument.name: argument.path for argument in model.arguments}
    for name, value in use.arguments.value.items():
        yield spelled[paths[name]], _json(value)


def _json(value: object) -> Expr:
    match value:
        case dict():
            return Display("dict", tuple((Lit(str(k)), _json(v)) for k, v in value.items()))
        case list():
            return Display("list", tuple(map(_json, value)))
        case None | bool() | int() | float() | str():
            return Lit(value)
        case _:
            raise TypeError(type(value).__name__)
