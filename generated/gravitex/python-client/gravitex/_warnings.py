"""Remarks on a request that is sent all the same, each kind with a class to filter by."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from typing import Final

from ._errors import Issue
from ._provider import BaseWarning

__all__ = [
    "AdviceWarning",
    "IgnoredWarning",
    "LifecycleWarning",
    "ToleratedWarning",
    "UnknownMemberWarning",
    "UnknownModelWarning",
    "UnverifiedWarning",
    "warn",
]


class AdviceWarning(BaseWarning):
    """Accepted, but outside of what is known to work well."""


class IgnoredWarning(BaseWarning):
    """Has no effect, or another one than it says."""


class LifecycleWarning(BaseWarning):
    """The model or the parameter is on its way out."""


class ToleratedWarning(BaseWarning):
    """Accepted, but there is a better way to write it."""


class UnknownMemberWarning(BaseWarning):
    """Not known to this model; likely to be dropped in silence."""


class UnknownModelWarning(BaseWarning):
    """The model is newer than this package, or misspelt."""


class UnverifiedWarning(BaseWarning):
    """Known from elsewhere, not documented here."""


_KINDS: Final[dict[str, type[BaseWarning]]] = {
    "advisory": IgnoredWarning,
    "deprecated": LifecycleWarning,
    "forced": IgnoredWarning,
    "ignoreCase": ToleratedWarning,
    "ignored": IgnoredWarning,
    "imageSource": ToleratedWarning,
    "integralFloat": ToleratedWarning,
    "lifecycle": LifecycleWarning,
    "numericText": ToleratedWarning,
    "separator": ToleratedWarning,
    "tolerated": ToleratedWarning,
    "unknownMember": UnknownMemberWarning,
    "unknownModel": UnknownModelWarning,
    "unverified": UnverifiedWarning,
}
_HERE: Final = str(Path(__file__).parent)


def warn(issue: Issue) -> None:
    """Warn at the line outside of this package that made the call."""
    level, frame = 1, sys._getframe()
    while frame.f_back and frame.f_code.co_filename.startswith(_HERE):
        level, frame = level + 1, frame.f_back
    kind = _KINDS.get(issue.code, AdviceWarning)
    warnings.warn(str(issue), kind, stacklevel=level)


for _name in __all__[:-1]:
    globals()[_name].__module__ = __package__
