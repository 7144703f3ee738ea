"""Patterns as Go's regular expressions, and what those cannot say."""

from __future__ import annotations

import re
from typing import Final

from modelpact.print_go import Composite, Lit

_MOST: Final = 1000
_COUNTS: Final = re.compile(r"\{(\d+)(?:,(\d*))?\}")


def why_not(pattern: str) -> str | None:
    """Say why Go does not compile a pattern of the language; None for one that it does."""
    unescaped = re.sub(r"\\.", "", pattern, flags=re.DOTALL)
    bare = re.sub(r"\[[^\]]*\]", "", unescaped)
    counts = [int(end) for found in _COUNTS.finditer(bare) for end in found.groups() if end]
    if max(counts, default=0) > _MOST:
        return f"Go's regular expressions repeat up to {_MOST} times"
    return None


def spelled(pattern: str) -> Composite:
    """A pattern and what is said of a text that does not match."""
    return Composite("&pattern", (Lit(pattern), Lit(f"must match {pattern}")))
