"""Spell names for languages and file systems.

Wire names never change; what is spelled here is only what an identifier or a file is called.
"""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Container, Iterable
from functools import lru_cache

_SWAPPED, _BEGUN = 0.95, 0.25
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+|[0-9]+")

# Names that a generated module must not take: bound by the language, or read by the code around them.
PYTHON_RESERVED = (
    frozenset(keyword.kwlist)
    | frozenset(keyword.softkwlist)
    | frozenset(
        "self cls int float str bool dict list tuple set len type isinstance enumerate range min max sum any all "
        "payload issues issue mode index item object print print_ id input filter map property".split()
    )
)

# Modules of the standard library that a file in the same folder would hide from others.
SHADOWED = frozenset(
    "abc ast base64 code codecs collections copy csv dataclasses datetime decimal email enum fractions functools "
    "glob hashlib html http importlib inspect io itertools json keyword locale logging math numbers operator os "
    "pathlib pickle platform queue random re select shutil signal site socket ssl stat statistics string struct "
    "subprocess sys tempfile test textwrap threading time token tokenize trace traceback types typing unittest "
    "urllib uuid warnings xml zipfile".split()
)

# Names that Windows gives to devices, in any case and with any ending.
_DEVICES = re.compile(r"^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", re.IGNORECASE)


def ascii_text(text: str) -> str:
    """Reduce to ASCII: compatibility forms are folded, marks dropped, the rest becomes ``-``."""
    folded = unicodedata.normalize("NFKD", text)
    return "".join(
        char if char.isascii() else "-" for char in folded if not unicodedata.combining(char)
    )


@lru_cache(maxsize=4096)  # every target asks for the same names, for every model
def words(text: str) -> tuple[str, ...]:
    """Split a name into lower-case words at punctuation and humps."""
    return tuple(match.group().lower() for match in _WORD.finditer(ascii_text(text)))


def snake(text: str) -> str:
    """``gpt-image-2`` -> ``gpt_image_2``; always a Python identifier, maybe a reserved one."""
    joined = "_".join(words(text)) or "name"
    return f"n_{joined}" if joined[0].isdigit() else joined


def pascal(text: str) -> str:
    """``gpt-image-2`` -> ``GptImage2``."""
    joined = "".join(word.capitalize() for word in words(text)) or "Name"
    return f"N{joined}" if joined[0].isdigit() else joined


def camel(text: str) -> str:
    """``gpt-image-2`` -> ``gptImage2``."""
    spelled = pascal(text)
    return spelled[0].lower() + spelled[1:]


def kebab(text: str) -> str:
    """``GPT Image`` -> ``gpt-image``."""
    return "-".join(words(text)) or "name"


def local(text: str) -> str:
    """Spell a Python variable: snake case, the last words of a long name, an underscore behind what is reserved."""
    parts = snake(text).split("_")
    while len(parts) > 1 and len("_".join(parts)) > 20:
        parts = parts[1:]
    spelled = "_".join(parts)[:40]
    spelled = spelled if spelled[:1].isalpha() else f"n_{spelled}"
    return f"{spelled}_" if spelled in PYTHON_RESERVED else spelled


def module(text: str) -> str:
    """Spell a Python module that hides no other and can be imported."""
    spelled = snake(text)
    hides = keyword.iskeyword(spelled) or spelled in SHADOWED or _DEVICES.match(spelled)
    return f"{spelled}_" if hides else spelled


def file_stem(text: str) -> str:
    """Spell a file name without its ending: the text itself where it is safe everywhere, else mapped to ASCII."""
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", ascii_text(text)).strip("-. ") or "name"
    return f"{stem}_" if _DEVICES.match(stem) else stem


def unique(name: str, taken: Container[str], mark: str = "_") -> str:
    """Number a name until it is free: ``size``, ``size_2``, ``size_3``."""
    if name not in taken:
        return name
    number = 2
    while f"{name}{mark}{number}" in taken:
        number += 1
    return f"{name}{mark}{number}"


def nearest(name: str, known: Iterable[str], least: float = 0.6) -> str | None:
    """Find the known name that a mistyped one may have meant: the likest of those that are alike enough, 0 to 1.

    Case counts for nothing, the same letters in another order are nearly the same name, and a beginning is likely one.
    """
    import difflib  # most runs name nothing wrong

    written = same(name)
    judge = difflib.SequenceMatcher(None, "", written)

    def likeness(other: str) -> float:
        spelled = same(other)
        judge.set_seq1(spelled)
        if judge.real_quick_ratio() + _BEGUN < least:
            return 0.0
        swapped = _SWAPPED * (sorted(spelled) == sorted(written))
        begun = _BEGUN * (len(written) > 2 and spelled.startswith(written))
        return max(judge.ratio() + begun, swapped)

    found = max(((likeness(each), each) for each in known), default=(0.0, ""))
    return found[1] if found[0] >= least else None


def meant(name: str, known: Iterable[str], least: float = 0.6) -> str:
    """Return ``; did you mean X?`` for a mistyped name, or nothing."""
    near = nearest(name, known, least)
    return f"; did you mean {near}?" if near else ""


def same(text: str) -> str:
    """Fold a name to what a reader or a case-blind system takes it for; equal results collide."""
    return unicodedata.normalize("NFKC", text).casefold()
