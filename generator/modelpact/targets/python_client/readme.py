"""The page that comes with the package: every example on it runs as it stands."""

from __future__ import annotations

from dataclasses import dataclass

from modelpact import example, ir, naming, wire
from modelpact.clients import jobs
from modelpact.print_py import Assign, Call, Lit, Name, block, tree
from modelpact.samples import python
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
    shell: str
    first: str
    families: tuple[FamilyView, ...]
    conversation: str
    asynchronous: str
    errors: str
    raw: str
    inputs: str
    body: str
    waiting: tuple[jobs.Waiting, ...]
    job: str
    filtered: str


def readme(provider: ir.Provider, package: PackageView) -> ReadmeView:
    """Write the examples, each with the first model of its family that is for it."""
    usable = example.models(provider)
    plainest = next(example.plainest(usable), None)
    conversing = next((model for model in usable if wire.turns(model)), None)
    code = _Examples(provider, str(package.name), package.package)
    return ReadmeView(
        package=package,
        title=provider.title,
        description=provider.description,
        shell=f"export {package.key_variable}={provider.auth.placeholder or 'your-key'}",
        first=python.sample(provider, *plainest, "first") if plainest else "",
        families=tuple(_family(provider, family, usable) for family in provider.families),
        conversation=code.conversation(conversing) if conversing else "",
        asynchronous=code.asynchronous(*plainest) if plainest else "",
        errors=code.errors(*plainest) if plainest else "",
        raw=code.raw(*plainest) if plainest else "",
        inputs=code.inputs(usable),
        body=code.body(*plainest) if plainest else "",
        waiting=jobs.waiting(provider),
        job=code.job(usable),
        filtered=code.filtered(usable),
    )


def _family(provider: ir.Provider, family: ir.Family, models: list[ir.Model]) -> FamilyView:
    found: dict[str, Example] = {}
    for model in models:
        for use in model.uses if model.family == family.id else ():
            if use.name not in found:
                stem = f"{naming.kebab(family.id)}-{naming.kebab(use.name)}"
                spelled = python.sample(provider, model, use, stem)
                found[use.name] = Example(use.title, use.description, model.id, spelled)
    return FamilyView(family.title, family.description, tuple(found.values()))


# --- code --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Examples:
    """Writes examples for a client of this name."""

    provider: ir.Provider
    name: str
    package: str

    def asynchronous(self, model: ir.Model, use: ir.Use) -> str:
        """The same for coroutines."""
        asked = Assign(
            "response", Call("await client.images.generate", (), python.given(model, use))
        )
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
        arguments = tuple(python.arguments_of(model, going_on)) if going_on else ()
        given = (("model", Lit(model.id)), *arguments)
        lines = [str(block([Assign("chat", Call("client.images.conversation", (), given))]))]
        for number, use in enumerate((begin, going_on), 1):
            said = Lit(use.prompt if use and use.prompt else example.PROMPT)
            lines.append(str(block([Assign("response", Call("chat.send", (said,)))])))
            lines.append(f'print(response.data[0].save("conversation-{number}"))')
        return python.opening(self.provider) + "\n".join(lines)

    def _tried(self, model: ir.Model, use: ir.Use, **options: int) -> str:
        """A call, up to where it may fail."""
        given = (*python.given(model, use), *((name, Lit(n)) for name, n in options.items()))
        asked = Assign("response", Call("client.images.generate", (), given))
        return (
            f"import {self.package}\n\nclient = {self.package}.{self.name}()\ntry:\n"
            f"{block([asked], 4)}"
        )

    def errors(self, model: ir.Model, use: ir.Use) -> str:
        """What can go wrong, from the inside out."""
        return (
            f"{self._tried(model, use)}\n"
            f"except {self.package}.ValidationError as error:  # nothing was sent\n"
            "    for issue in error.issues:\n"
            "        print(issue.pointer, issue.message, issue.fix)\n"
            f"except {self.package}.RateLimitError as error:  # still, after all retries\n"
            '    print(error.response.headers.get("retry-after"))\n'
            f"except {self.package}.APIError as error:\n"
            "    print(error.message, error.maybe_billed, error.idempotency_key)\n"
            "else:\n    print(len(response.data[0].to_bytes()))"
        )

    def job(self, models: list[ir.Model]) -> str:
        """A call that begins a job, and how it is taken up again; empty where none does."""
        taking = [model for model in models if model.response.poll is not None]
        found = next(example.plainest(taking), None)
        if found is None:
            return ""
        given = (("model", Lit(found[0].id)), ("job", Name("error.job")))
        again = Assign("response", Call("client.images.resume", (), given))
        return (
            f"{self._tried(*found, poll_interval=1, poll_timeout=60)}\n"
            f"except {self.package}.JobFailedError as error:\n"
            "    print(error.job, error.status)\n    raise\n"
            f"except {self.package}.{self.name}Error as error:\n"
            "    if not error.job:  # none was begun\n        raise\n"
            f"{block([again], 4)}\n"
            "print(len(response.data))"
        )

    def filtered(self, models: list[ir.Model]) -> str:
        """A call of which pictures may be held back; empty where none is."""
        taking = [model for model in models if model.response.filtered is not None]
        found = next(example.plainest(taking), None)
        if found is None:
            return ""
        return (
            f"{self._tried(*found)}\n"
            "    print(len(response.data), response.filtered)\n"
            f"except {self.package}.ImagesFilteredError as error:  # there is no picture left\n"
            "    print(error.reasons)"
        )

    def raw(self, model: ir.Model, use: ir.Use) -> str:
        """An answer with its headers."""
        function = "client.images.with_raw_response.generate"
        asked = Assign("raw", Call(function, (), python.given(model, use)))
        return (
            f"{python.opening(self.provider)}{block([asked])}\nprint(raw.status_code, raw.request_id)\n"
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
        lines = [python.opening(self.provider) + python.asked(*drawing)]
        lines.append('path = response.data[0].save("before")')
        for source, stem in (("path", "from-a-path"), ("path.read_bytes()", "from-bytes")):
            given = tuple(
                (name, Name(source) if name == "image" else value)
                for name, value in python.given(model, use)
            )
            asked = Assign("response", Call("client.images.generate", (), given))
            lines += [str(block([asked])), f'print(response.data[0].save("{stem}"))']
        return "\n".join(lines)

    def body(self, model: ir.Model, use: ir.Use) -> str:
        """A body of one's own."""
        asked = Call("client.images.post", (tree(example.body(model, use)),))
        return (
            f"{python.opening(self.provider)}{block([Assign('response', asked)])}\n"
            'print(response.data[0].save("body"))'
        )


def _takes_files(model: ir.Model) -> bool:
    accepted = model.images.input
    return accepted is not None and {"data-uri", "base64"} & {*accepted.sources} != set()
