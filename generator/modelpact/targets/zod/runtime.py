"""The runtime of a file: of the real code under ``templates/zod/verbatim`` what the file needs, and no more."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from modelpact.checks.scope import Style
from modelpact.javascript_checks.names import STYLE as JAVASCRIPT

_NAMES: Final = """
Body Bounds JsonType Limits Note always anyCase atLeast atMost byType chosen countAt dimensions escape image inRange
isData isForeign isImage isLonger isMultiple isObject isOffRatio isShorter lastThere listOf multiple nthThere numberAt
orText own pathOf reach recased separated size sizeFault someIn someNotIn someWithin standing stepInto typeOf valueAt
whole withRules
"""
NAMES: Final = frozenset(_NAMES.split())
"""What the runtime declares."""

_FILE: Final = frozenset("z body note KnownRequest MODELS OtherRequest Request".split())
STYLE: Final[Style] = replace(JAVASCRIPT, taken=JAVASCRIPT.taken | NAMES | _FILE)

_DECLARED: Final = re.compile(r"^(?:function|type) (\w+)", re.M)
_PROSE: Final = re.compile(
    r"""/\*\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""", re.S
)
_USED: Final = re.compile(r"(?<![.\w])\w+\b(?!\??:)")


def needed(code: str, runtime: str) -> str:
    """Pick the declarations of the runtime that code needs, and those that these need."""
    parts = {}
    for part in re.split(r"\n\n(?=/\*\*|type )", runtime.strip()):
        for name in _DECLARED.findall(part):
            parts[name] = part
    wanted: set[str] = set()
    waiting = [code]
    while waiting:
        for name in set(_USED.findall(_PROSE.sub("", waiting.pop()))) & (parts.keys() - wanted):
            wanted.add(name)
            waiting.append(parts[name])
    return "\n\n".join(dict.fromkeys(part for name, part in parts.items() if name in wanted))
