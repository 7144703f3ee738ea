"""Which version each artefact of a provider has: that of the newest release."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from modelpact import ir

FIRST: Final = "0.1.0"
"""Before any release is recorded."""


def version(releases: Sequence[ir.Release], artefact: str) -> str:
    """Return the version of an artefact; ``releases`` begin with the newest."""
    return dict(releases[0].versions)[artefact] if releases else FIRST
