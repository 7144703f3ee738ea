"""Links to headings, as GitHub names them."""

from __future__ import annotations

import re
from urllib.parse import quote

from modelpact.text import Code


class Anchors:
    """Names the headings of one page in their order; an equal name gets a number."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def take(self, heading: str) -> Code:
        """The fragment of the next heading, without ``#``; ``heading`` is what a reader sees."""
        slug = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        number = self._taken.get(slug, 0)
        self._taken[slug] = number + 1
        return Code(quote(slug if number == 0 else f"{slug}-{number}", errors="replace"))
