"""Texts that carry a picture, known by their format and name, or by a pattern of data URIs."""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from modelpact import ir, naming

_LINKS: Final = frozenset({"uri", "uri-reference", "url", "iri", "data-url"})
_BYTES: Final = frozenset({"byte", "binary", "base64"})
_NAMED: Final = re.compile(r"image|picture|photo|mask|img", re.IGNORECASE)
_LETTER: Final = re.compile(r"\[([A-Z])([a-z])\]")
_TYPES: Final = re.compile(r"data:image\\?/\((?:\?:)?([a-z0-9.+|-]+)\)")


class Picture(NamedTuple):
    """How a picture is given, and of which types; none named: of any."""

    sources: tuple[str, ...]
    formats: tuple[str, ...] = ()

    @property
    def images(self) -> dict[str, Any]:
        """As pacts say it."""
        return {
            "sources": list(self.sources),
            **({"formats": list(self.formats)} if self.formats else {}),
        }


def by_format(form: str, name: str) -> Picture | None:
    """Know a picture by the format of a text that is named like one."""
    if not _NAMED.search(name):
        return None
    if form in _LINKS:
        return Picture(("url", "data-uri"))
    return Picture(("data-uri", "base64")) if form in _BYTES else None


_LEAF: Final = frozenset({"url", "uri", "href", "link", "data", "base64", "b64"})
_ASKED: Final = re.compile(
    r"(?:(?:input|init|reference|control|source|subject|style|edit)_)?(?:image|picture|photo|mask)s?"
    r"(?:_(?:url|uri|prompt|base64|b64|data|file|input|\d+))?"
)
_SAID: Final[dict[str, str]] = {
    "url": r"\bur[li]s?\b|link",
    "data-uri": "data.ur[li]|base64",
    "base64": "base64",
}


def name_of(path: ir.Path) -> str:
    """The name that tells what a text is: of what holds it, where its own says only how it is given."""
    names = [step for step in path if step != ir.EACH]
    return names[-2] if len(names) > 1 and names[-1].lower() in _LEAF else "".join(names[-1:])


def by_words(name: str, description: str) -> Picture | None:
    """Know a picture by a name that is one's, and words that say how it is given."""
    if not _ASKED.fullmatch(naming.snake(name)):
        return None
    words = description.lower()
    return (
        Picture(sources)
        if (sources := tuple(s for s, w in _SAID.items() if re.search(w, words)))
        else None
    )


def by_pattern(pattern: str) -> Picture | None:
    """Know a picture by a pattern that data URIs of pictures match."""
    plain = _LETTER.sub(lambda found: found.group(2), pattern)
    if not re.search(r"data:image\\?/", plain):
        return None
    sources = ["url"] if re.search(r"https?\??\\?:|http\[ss\]\?:|http\[Ss\]", plain) else []
    sources += ["data-uri"]
    sources += (
        ["base64"]
        if re.search(
            r"\|\(?(?:\?:)?\[A-Za-z0-9\+/=?",
            plain.partition("base64,")[2].partition(")|")[2]
            and "|" + plain.partition("base64,")[2].partition(")|")[2],
        )
        else []
    )
    named = _TYPES.search(plain)
    formats = named.group(1).split("|") if named else []
    return Picture(
        tuple(sources), tuple(dict.fromkeys("jpeg" if f == "jpg" else f for f in formats))
    )
