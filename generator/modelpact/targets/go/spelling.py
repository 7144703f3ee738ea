"""Identifiers and files of a Go package."""

from __future__ import annotations

import re
from typing import Final

from modelpact import ir
from modelpact.naming import ascii_text, kebab, unique, words

# Written in capitals in names, as https://go.dev/wiki/CodeReviewComments#initialisms asks.
_INITIALISMS: Final = frozenset(
    "api ascii cpu css dns eof guid html http https id ip json png qps ram rgb rgba rpc sla smtp sql ssh svg tcp tls "
    "ttl udp ui uid uri url utf8 uuid vm xml".split()
)

# A package of one of these names could not be imported, or would hide what every program uses.
_PACKAGES: Final = frozenset(
    "break case chan const continue default defer else fallthrough for func go goto if import interface map package "
    "range return select struct switch type var any bool byte error int string nil true false len cap make new copy "
    "main internal vendor testdata cmd std builtin archive bufio bytes cmp compress container context crypto database "
    "debug embed encoding errors expvar flag fmt hash html image index io iter log maps math mime net os path plugin "
    "reflect regexp runtime slices sort strconv strings structs sync syscall testing text time unicode unique unsafe "
    "weak".split()
)

RUNTIME: Final = frozenset(
    "Accept Change Error Format Fix Issue Issues Mode ModeWarn ModeStrict ModePassthrough Operation Option Prepare "
    "Ptr Reject ResponseFormat Severity Validate Verdict Warn Warning".split()
)
"""What every package exports by itself."""

FILES: Final = (
    "issue",
    "fixes",
    "numbers",
    "paths",
    "pictures",
    "prepare",
    "rules",
    "sizes",
    "validate",
    "values",
)
"""The stems of the files that every package has."""


def package(provider: ir.Provider) -> str:
    """Name the package: lower-case letters and digits."""
    name = "".join(words(provider.id)) or "models"
    name = name if name[0].isalpha() else f"n{name}"
    return f"{name}models" if name in _PACKAGES else name


def exported(text: str) -> str:
    """``image_url`` -> ``ImageURL``."""
    spelled = "".join(w.upper() if w in _INITIALISMS else w.capitalize() for w in words(text))
    return spelled if spelled[:1].isalpha() else f"N{spelled}"


def constant(text: str) -> str:
    """What a constant for a value adds to the name of its type: ``16:9`` -> ``16x9``; maybe nothing."""
    joined = re.sub(r"(?<=[0-9])[^A-Za-z0-9]+(?=[0-9])", "x", ascii_text(text))
    return "".join(w.upper() if w in _INITIALISMS else w.capitalize() for w in words(joined))


def singular(text: str) -> str:
    """Name one of several: ``Parts`` -> ``Part``."""
    return text[:-1] if re.search(r"[^s]s\Z", text) else f"{text}Item"


def stems(provider: ir.Provider) -> dict[str, str]:
    """Name the file of each model. No underscores: Go reads systems and tests out of what follows them."""
    taken = {*FILES, "models", "doc"}
    found = {}
    for model in provider.models:
        found[model.id] = unique(kebab(model.id), taken, mark="-")
        taken.add(found[model.id])
    return found
