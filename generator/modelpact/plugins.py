"""Targets of other packages: entry points of the group ``modelpact.targets``, each a ``Target``.

None is loaded before it is asked for by its name, and none is part of what is made when nothing is named: what comes
out must not depend on what else is installed.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Final

from modelpact.files import Target
from modelpact.render import Unrenderable
from modelpact.targets import TARGETS

GROUP: Final = "modelpact.targets"
OURS: Final = "modelpact"
_NAME: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class PluginError(Exception):
    """A target of another package that cannot be used: which package, and why."""


@dataclass(frozen=True, slots=True)
class Known:
    """A target, and the package that it is from."""

    target: Target
    origin: str

    @property
    def default(self) -> bool:
        """Whether it is made when nothing is named."""
        return self.target.committed and self.origin == OURS


def names(*, plugins: bool = True) -> list[str]:
    """Return the names of all targets; no plugin is loaded."""
    found = {target.name for target in TARGETS}
    return sorted(found | {point.name for point in _points()} if plugins else found)


def known(*, plugins: bool = True) -> tuple[Known, ...]:
    """Load every target, the shipped ones first. Raises ``PluginError``."""
    theirs = [_loaded(point) for point in _points()] if plugins else []
    _refuse_twins(theirs)
    return (*(Known(target, OURS) for target in TARGETS), *theirs)


def named(name: str, *, plugins: bool = True) -> Target | None:
    """Return a target by its name, or None where there is no such one; load no other. Raises ``PluginError``."""
    theirs = [_loaded(point) for point in _points() if point.name == name] if plugins else []
    _refuse_twins(theirs)
    found = [target for target in TARGETS if target.name == name]
    found += [each.target for each in theirs]
    return found[0] if found else None


def _points() -> list[EntryPoint]:
    return sorted(entry_points(group=GROUP), key=lambda point: (point.name, _origin(point)))


def _origin(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else point.value


def _refuse_twins(theirs: Iterable[Known]) -> None:
    owners = {target.name: OURS for target in TARGETS}
    for each in theirs:
        if each.target.name in owners:
            raise PluginError(
                f"two targets are called {each.target.name!r}: one of {owners[each.target.name]}, "
                f"one of {each.origin}"
            )
        owners[each.target.name] = each.origin


def _loaded(point: EntryPoint) -> Known:
    origin = _origin(point)
    about = f"the target {point.name!r} of {origin}"
    try:
        target = point.load()
    except Exception as error:
        raise PluginError(f"{about} cannot be loaded: {_told(error)}") from error
    if not isinstance(target, Target):
        raise PluginError(f"{about} is no Target, but {point.value} is a {type(target).__name__}")
    if target.name != point.name or not _NAME.fullmatch(target.name):
        raise PluginError(
            f"{about} calls itself {target.name!r}: a target has the name of its entry point, in small letters"
        )
    guarded = replace(
        target,
        files=_guarded(target.files, about),
        names=_guarded(target.names, about),
        losses=_guarded(target.losses, about),
    )
    if target.runs:
        guarded = replace(guarded, runner=_guarded(target.runner, about))
    return Known(guarded, origin)


def _guarded(function: Callable[..., Iterable[Any]], about: str) -> Callable[..., tuple[Any, ...]]:
    """Run to the end here, where it is known whose fault an error is."""

    def guarded(*given: Any) -> tuple[Any, ...]:
        try:
            return tuple(function(*given))
        except Unrenderable:  # a user's own template
            raise
        except Exception as error:
            raise PluginError(f"{about} failed: {_told(error)}") from error

    return guarded


def _told(error: Exception) -> str:
    """Say what happened and in which line of which file."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({frames[-1].filename}:{frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}: {error}{where}"
