"""The data that comes with the program, beside the package or inside of it; paths are texts."""

from __future__ import annotations

import os
from typing import NamedTuple

_PACKAGE = os.path.dirname(os.path.abspath(__file__))


class Data(NamedTuple):
    """Folders: ``spec`` holds the pact language and the shipped pacts."""

    spec: str
    templates: str

    @property
    def language(self) -> str:
        return os.path.join(self.spec, "language")


def data() -> Data | None:
    """Find what lies inside of the package, as in a wheel, or above it, as in a checkout."""
    inside = os.path.join(_PACKAGE, "_data")
    for base in (inside, os.path.dirname(os.path.dirname(_PACKAGE))):
        found = Data(os.path.join(base, "spec"), os.path.join(base, "templates"))
        if os.path.isdir(found.language) and os.path.isdir(found.templates):
            return found
    return None
