"""What a mistyped name may have meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from modelpact.ir import Provider

    _Choice = click.Choice[str]
else:
    _Choice = click.Choice

_LEAST: Final = 0.4


def hint(name: str, known: Mapping[str, str]) -> str:
    """Return ``; did you mean X?`` or nothing; ``known`` pairs spellings with names."""
    from modelpact import naming

    close = naming.nearest(name, known, _LEAST)
    return f"; did you mean {known[close]}?" if close else ""


class Choice(_Choice):
    """One of a few words, of which the nearest is named."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            mean = hint(str(value), {each: each for each in self.choices})
            raise click.BadParameter(error.message.rstrip(".") + mean, ctx, param) from None


def no_provider(name: str, known: Iterable[str]) -> str:
    """Say that there is no such provider, and which there are."""
    known = [*known]
    mean = hint(name, {each: each for each in known})
    return f"no provider {name!r}{mean}; there are {', '.join(known) or 'none'}"


def no_model(providers: Iterable[Provider], name: str) -> str:
    """Say that there is no such model, and which one may have been meant: by id, title or alias."""
    models = [model for provider in providers for model in provider.models]
    known = {model.id: model.id for model in models}
    known |= {
        alias.casefold(): model.id for model in models for alias in (model.title, *model.aliases)
    }
    return f"there is no model {name!r}{hint(name, known) or '; modelpact models lists them'}"
