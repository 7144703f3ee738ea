"""Calls for people to copy, one for each use of a model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from modelpact import example, ir, wire
from modelpact.clients import jobs
from modelpact.clients.typescript import picture
from modelpact.print_ts import WIDTH, Data, data
from modelpact.samples.typescript import arguments_of, call, given, saved
from modelpact.text import Code, Text


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


@dataclass(frozen=True, slots=True)
class Further:
    """Calls that show what a client can do besides; empty where no model can."""

    first: Text
    conversation: Text
    inputs: Text
    errors: Text
    raw: Text
    body: Text
    job: Text
    filtered: Text
    waiting: tuple[jobs.Waiting, ...] = ()


def further(provider: ir.Provider, package: str) -> Further:
    """Show each with the plainest use of all: a call that needs nothing but words, where there is one."""
    usable = example.models(provider)
    plain = list(example.plainest(usable))
    if not plain:
        nothing = Text("")
        return Further(nothing, nothing, nothing, nothing, nothing, nothing, nothing, nothing)
    params = given(*plain[0])
    return Further(
        first=Text(saved(*plain[0])),
        conversation=Text(_conversation(usable)),
        inputs=Text(_inputs(usable, params) if plain[0][1].images == 0 else ""),
        errors=Text(_ERRORS.format(package=data(package), call=call("response", params, 2))),
        raw=Text(_RAW.format(call=call("call", params).replace("await ", "", 1))),
        body=Text(
            f"{call('response', example.body(*plain[0]), method='post')}\n"
            'await response.data[0].save("body");'
        ),
        job=Text(_job(usable, package)),
        filtered=Text(
            _told(usable, _FILTERED, package, lambda answer: answer.filtered is not None)
        ),
        waiting=jobs.waiting(provider),
    )


def _told(
    models: list[ir.Model], page: str, package: str, wanted: Callable[[ir.Response], bool]
) -> str:
    """Fill a piece of code with a call of a model that has such answers; empty where none has."""
    found = _plainest(models, wanted)
    if found is None:
        return ""
    return page.format(package=data(package), call=call("response", given(*found), 2))


def _job(models: list[ir.Model], package: str) -> str:
    """A call that begins a job, and how it is taken up again; empty where none does."""
    found = _plainest(models, lambda answer: answer.poll is not None)
    if found is None:
        return ""
    waiting = "{ pollInterval: 1000, pollTimeout: 60000 }"
    return _JOB.format(
        package=data(package),
        model=data(found[0].id),
        call=call("response", given(*found), 2, options=waiting),
    )


def _plainest(
    models: list[ir.Model], wanted: Callable[[ir.Response], bool]
) -> tuple[ir.Model, ir.Use] | None:
    return next(example.plainest([m for m in models if wanted(m.response)]), None)


_ERRORS: Final = """\
import {{ APIError, RateLimitError, ValidationError }} from {package};

try {{
{call}
  console.log(response.data.length);
}} catch (error) {{
  if (error instanceof ValidationError) {{
    for (const {{ pointer, message }} of error.issues) {{
      console.log(pointer, message);
    }}
  }} else if (error instanceof RateLimitError) {{
    console.log(error.headers.get("retry-after"));
  }} else if (error instanceof APIError) {{
    console.log(error.message, error.maybeBilled, error.idempotencyKey);
  }} else {{
    throw error;
  }}
}}"""
_JOB: Final = """\
import {{ APIError, JobFailedError }} from {package};

try {{
{call}
  console.log(response.data.length);
}} catch (error) {{
  if (error instanceof JobFailedError) {{
    console.log(error.job, error.status);
    throw error;
  }}
  if (!(error instanceof APIError && error.job)) throw error; // none was begun
  const response = await client.images.resume({{
    model: {model},
    job: error.job,
  }});
  console.log(response.data.length);
}}"""
_FILTERED: Final = """\
import {{ ImagesFilteredError }} from {package};

try {{
{call}
  console.log(response.data.length, response.filtered);
}} catch (error) {{
  if (!(error instanceof ImagesFilteredError)) throw error;
  console.log(error.reasons); // there is no picture left
}}"""
_RAW: Final = """\
{call}
const {{ data, response }} = await call.withResponse();
console.log(response.status, data.requestID);"""


def _conversation(models: list[ir.Model]) -> str:
    model = next((model for model in models if wire.turns(model)), None)
    if model is None:
        return ""
    begin = next((use for use in model.uses if not use.images), None)
    going_on = next((use for use in reversed(model.uses) if use.images == 1), begin)
    params = {"model": model.id, **(arguments_of(model, going_on) if going_on else {})}
    lines = [call("chat", params, method="conversation").replace("await ", "", 1)]
    for name, use in (("first", begin), ("second", going_on)):
        said = data(
            use.prompt if use and use.prompt else example.PROMPT,
            before=f"const {name} = await chat.send(",
            after=");",
        )
        if len(said) > WIDTH:
            head, _, rest = said.partition("(")
            said = Code(f"{head}(\n  {rest[:-2].strip()},\n);")
        lines += [said, f'await {name}.data[0].save("{name}");']
    return "\n".join(lines)


def _inputs(models: list[ir.Model], drawing: dict[str, Data]) -> str:
    taking = ((m, use) for m in models for use in m.uses if use.images == 1 and _takes_files(m))
    model, use = next(taking, (None, None))
    if model is None or use is None:
        return ""
    shown = call("response", given(model, use), 2)
    asked = re.sub(r"^    image: .*,$", "    image,", shown, flags=re.M)
    return (
        f"{call('drawn', drawing)}\n"
        'const path = await drawn.data[0].save("drawn");\n'
        "const bytes = await drawn.data[0].toBytes();\n"
        "const blob = new Blob([bytes]);\n"
        "for (const [index, image] of [path, bytes, blob].entries()) {\n"
        f"{asked}\n"
        '  await response.data[0].save("reworked-" + (index + 1));\n'
        "}"
    )


def _takes_files(model: ir.Model) -> bool:
    taken = picture(model)
    return taken is not None and not {"data-uri", "base64"}.isdisjoint(taken.sources)


def _samples(model: ir.Model) -> Iterator[Sample]:
    for use in model.uses:
        yield Sample(Text(use.title), Text(use.description), Text(saved(model, use)))
