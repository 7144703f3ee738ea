"""What a question about a request needs: the request, its provider, and the provider's validator."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from modelpact.cli import bodies, near, options, out, validators

if TYPE_CHECKING:
    from modelpact import ir
    from modelpact.queries.translation import Lost

_Command = TypeVar("_Command", bound=Callable[..., Any])


class Gateway(NamedTuple):
    """A provider, its validator, and the other providers that there are."""

    provider: ir.Provider
    check: Callable[[Any], list[Any]]
    others: tuple[ir.Provider, ...] = ()

    def model(self, name: Any) -> ir.Model:
        """Find a model by its id, or say which one may have been meant."""
        found = next((model for model in self.provider.models if model.id == name), None)
        if found is not None:
            return found
        for other in self.others:
            if any(model.id == name for model in other.models):
                raise click.ClickException(
                    f"{name} is a model of {other.id}, and the request is one to {self.provider.id}"
                )
        raise click.ClickException(_no_model([self.provider], name))


def options_of(command: _Command) -> _Command:
    """Add the options that every question about a request takes."""
    command = options.format(command)
    command = click.option(
        "--out", "out", metavar="DIR", help="The folder of the output. [default: generated]"
    )(command)
    command = click.option(
        "--provider",
        metavar="ID",
        help="Ask about this provider. [default: the one that knows the model]",
    )(command)
    return options.spec(command)


def request(file: str) -> Any:
    """Read the request in a file, or on standard input."""
    try:
        with bodies.opened(file) as stream:
            body = bodies.parsed(stream.read())
        json.dumps(body, allow_nan=False)
    except OSError as error:
        named = "standard input" if file == "-" else file
        raise click.ClickException(f"{named}: {error.strerror or error}") from error
    except bodies.Unreadable as error:
        raise click.ClickException(str(error)) from error
    except ValueError as error:
        raise click.ClickException("there is a number in it that is too large to write") from error
    except RecursionError as error:
        raise click.ClickException("cannot check: nested too deeply") from error
    return body


def members(file: str) -> dict[str, Any]:
    """Read a request that is an object, as any that a model takes is."""
    body = request(file)
    if not isinstance(body, dict):
        raise click.ClickException("the body must be a JSON object")
    return body


def known(spec: str | None, out_: str | None, provider: str | None, model: Any) -> Gateway:
    """Understand the pacts, and find the provider that is named, else the one that knows a model."""
    from pathlib import Path

    from modelpact import pipeline

    sources = validators.sources(spec)
    with options.readable():
        result = pipeline.understand(Path(sources.spec), language=Path(sources.language))
    if result.errors:
        out.problems(result.errors, sources.spec, err=True)
        raise click.ClickException("there is no telling: the pacts have errors")
    chosen = _chosen(result.catalog.providers, provider, model)
    with validators.told(sources):
        asked = validators.Validators(sources, validators.output(out_), chosen.id)
        found = asked.by_provider()
    others = tuple(each for each in result.catalog.providers if each is not chosen)
    return Gateway(chosen, found[chosen.id].check, others)


def _no_model(providers: Sequence[ir.Provider], name: Any) -> str:
    named = isinstance(name, str)
    return near.no_model(providers, name) if named else "the request names no model"


def _chosen(providers: tuple[ir.Provider, ...], named: str | None, model: Any) -> ir.Provider:
    ids = ", ".join(provider.id for provider in providers) or "none"
    if named is not None:
        found = [provider for provider in providers if provider.id == named]
        if not found:
            raise click.ClickException(near.no_provider(named, (p.id for p in providers)))
        return found[0]
    knowing = [p for p in providers if any(m.id == model for m in p.models)]
    chosen = knowing or [p for p in providers if p.models]
    if len(chosen) == 1 or knowing:
        return chosen[0]
    if not chosen:
        raise click.ClickException("there are no models")
    raise click.ClickException(
        f"{_no_model(providers, model)}; name a provider with --provider: {ids}"
    )


@contextmanager
def shallow() -> Iterator[None]:
    """Turn a request that is nested too deeply to be worked on into a sentence and exit code 2."""
    try:
        yield
    except RecursionError as error:
        raise click.ClickException("cannot tell: nested too deeply") from error


def lost(found: Lost) -> str:
    """Say what was lost, in a line."""
    before, after = _short(found.before), _short(found.after)
    if found.source is None:
        return f"{found.argument}: {after} is added: {found.reason}"
    if found.target is None:
        return f"{found.argument}: {before} is dropped: {found.reason}"
    return f"{found.argument}: {before} becomes {after}: {found.reason}"


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."
