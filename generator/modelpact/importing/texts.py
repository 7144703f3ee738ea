"""Texts of a document as pacts can hold them: descriptions, and patterns that match whole texts."""

from __future__ import annotations

import re
from typing import Final

from modelpact import naming
from modelpact.check import patterns

_REFUSED: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
_CLASSES: Final = {"d": "0-9", "w": "A-Za-z0-9_", "s": " \\t\\n"}
_AROUND: Final = "[^\\n]*"


def prose(text: object) -> str:
    """A text for people: what no file may hold becomes a space; what is no text, nothing."""
    if not isinstance(text, str):
        return ""
    lines = _REFUSED.sub(" ", text.replace("\r\n", "\n").replace("\t", " ")).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def is_clean(text: str) -> bool:
    """Tell whether a file may hold a text."""
    return not _REFUSED.search(text)


def whole(pattern: str) -> tuple[str | None, str]:
    """A pattern that matches whole texts where another one is searched for; None or a remark where it differs."""
    remark = ""
    found = []
    for part in _alternatives(pattern):
        part = part.replace("(?!\\n)", "").replace("\\Z", "$").replace("\\A", "^")
        begins, ends = part.startswith("^"), _ends(part)
        inner = part[begins : len(part) - ends]
        if not (begins and ends):
            remark = "it is searched for: with line breaks around what it finds, a text is refused"
        found.append(f"{'' if begins else _AROUND}{inner}{'' if ends else _AROUND}")
    made = _portable("|".join(found))
    if inner_of := re.fullmatch(r"\(\?:([^()]*)\)", made):
        made = inner_of.group(1)
    reason = patterns.why_not(made)
    if reason:
        return None, f"the pattern cannot be carried: {reason[0]}"
    return made, remark


def _ends(part: str) -> bool:
    """Tell whether a pattern ends with a $ that is none of its characters."""
    before = part[:-1]
    return part.endswith("$") and (len(before) - len(before.rstrip("\\"))) % 2 == 0


def _alternatives(pattern: str) -> list[str]:
    """Part a pattern at each | that stands in no group and no class."""
    parts, depth, inside, at = [""], 0, False, 0
    while at < len(pattern):
        char = pattern[at : at + 2] if pattern[at] == "\\" else pattern[at]
        at += len(char)
        if inside:
            inside = char != "]"
        elif char == "[":
            inside = True
        else:
            depth += (char == "(") - (char == ")")
        if char == "|" and not depth and not inside:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def _portable(pattern: str) -> str:
    """Spell classes, the dot and hyphens as every language reads them alike."""
    made, inside, at = "", False, 0
    while at < len(pattern):
        char = pattern[at]
        two = pattern[at : at + 2]
        if char == "\\" and two[1:] in _CLASSES:
            made += _CLASSES[two[1]] if inside else f"[{_CLASSES[two[1]]}]"
            at += 2
            continue
        if (
            char == "\\"
            and re.fullmatch(r"\\[^0-9A-Za-z]", two)
            and two[1] not in "\\^$.|?*+()[]{}/-"
        ):
            made += two[1]
            at += 2
            continue
        if char == "\\":
            made += two
            at += 2
            continue
        if char == "[" and not inside:
            inside = True
        elif char == "]" and inside:
            inside = False
        made += "[^\\n]" if char == "." and not inside else char
        at += 1
    return made


def literal(text: str) -> str:
    """The pattern of one text."""
    return re.sub(r"[\\^$.|?*+()\[\]{}]", r"\\\g<0>", text)


def slug(text: str, other: str) -> str:
    """An id of a text."""
    made = naming.kebab(text)
    return (
        made if made != "name" and made[0].isalpha() else other if made == "name" else f"p-{made}"
    )
