"""What a mistyped name may have meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from modelpact.ir import Provider


def hint(name: str, known: Mapping[str, str]) -> str:
    """Return ``; did you mean X?`` or nothing; ``known`` pairs spellings in small letters with names."""
    close = difflib.get_close_matches(name.casefold(), known, n=1, cutoff=0.4)
    return f"; did you mean {known[close[0]]}?" if close else ""


def no_model(providers: Iterable[Provider], name: str) -> str:
    """Say that there is no such model, and which one may have been meant: by id, title or alias."""
    models = [model for provider in providers for model in provider.models]
    known = {model.id: model.id for model in models}
    known |= {
        alias.casefold(): model.id for model in models for alias in (model.title, *model.aliases)
    }
    return f"there is no model {name!r}{hint(name, known) or '; modelpact models lists them'}"
