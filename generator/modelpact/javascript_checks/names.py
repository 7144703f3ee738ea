"""How the names of a JavaScript validator are spelled, and those that are taken."""

from __future__ import annotations

import re
from typing import Final

from modelpact import naming
from modelpact.checks.scope import Style

# What the verbatim parts and the template's own functions are called.
_RUNTIME: Final = """
Issue note findFix replaced escape nearest closest folded likeness recased sizeOf dimensions readSide boundFault
measured fit STRETCHES PERCENTS roundHalf withinSides SOFT_CODES inMode isError isObject own unknown hasMember
movable readWhole readReal characters isLonger isShorter stepInto reach countAt valueAt standing numberAt
inRange isMultiple someIn someNotIn someWithin lastThere nthThere sizeFault imageFault sourceFault dataFault
isForeign picturesOf startsLike hasBlank dataStart headFault copied RESPELLED prepared put stepsOf nearestRatio
ratioOf formOf parsed noteFractions fractions closing standardIssue standardOf specOf issuesOf noteModel
noteNoObject check isValid prepare responseFormat checkText standard named issues body payload SPEC SPECS MODEL
MODELS key i j k l m
"""
RUNTIME: Final = frozenset(_RUNTIME.split())

# Names that a strict module must not declare, or that would hide what it reads.
_RESERVED: Final = frozenset(
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends "
    "false finally for function if implements import in instanceof interface let new null package private protected "
    "public return static super switch this throw true try typeof undefined var void while with yield".split()
)
# What functions of the module are called, which a variable would hide, and what they return.
_FUNCTION: Final = re.compile("(?:check|count|counted|has)[A-Z0-9]")
_LONGEST: Final = 24


def _local(hint: str) -> str:
    words = list(naming.words(hint)) or ["name"]
    while len(words) > 1 and len("".join(words)) > _LONGEST:
        del words[0]
    spelled = naming.camel(" ".join(words))[:40]
    clash = spelled in _RESERVED or _FUNCTION.match(spelled)
    return f"{spelled}_" if clash else spelled


def _numbered(name: str, number: int) -> str:
    return f"{name}_{number}" if name.isupper() else f"{name}{number}"


STYLE: Final = Style(
    taken=RUNTIME, local=_local, function=naming.camel, numbered=_numbered, longest=56
)
