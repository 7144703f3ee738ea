"""Patterns that mean the same in Python and ECMAScript, match whole texts, and take linear time.

A small parser of the portable subset: whatever it does not know is refused with the reason.
"""

from __future__ import annotations

import re
from typing import Final

_LENGTH: Final = 500
_SPECIAL: Final = frozenset("\\^$.|?*+()[]{}")
_ESCAPABLE: Final = frozenset("\\^$.|?*+()[]{}/-")
_QUANTIFIER: Final = re.compile(r"[?*+]|\{(\d{1,4})(?:(,)(\d{1,4})?)?\}")

Reason = tuple[str, str]


class _Refused(Exception):
    def __init__(self, reason: str, mend: str) -> None:
        super().__init__(reason)
        self.answer = (reason, mend)


def why_not(pattern: str) -> Reason | None:
    """Say why a pattern is not portable, and what to write instead; None for a good one."""
    if len(pattern) > _LENGTH:
        return f"it is longer than {_LENGTH} characters", "Split it, or use enum."
    try:
        parser = _Parser(_unanchored(pattern))
        parser.alternatives(0)
        if parser.at < len(parser.text):
            raise _Refused("a ) has no (", "Write \\) for the character itself.")
        re.compile(pattern)
    except _Refused as refused:
        return refused.answer
    except re.error as error:
        return f"it does not compile: {error.msg}", "Mend the pattern."
    return None


def _unanchored(pattern: str) -> str:
    """Drop ^ and $ at the ends: every pattern matches the whole text anyway."""
    start = pattern.removeprefix("^")
    escaped = (
        len(start) - len(start.rstrip("$").rstrip("\\")) - (len(start) - len(start.rstrip("$")))
    ) % 2
    return start[:-1] if start.endswith("$") and not escaped else start


def _overlap(first: str, second: str) -> bool:
    """Tell whether two single-character pieces can take the same ASCII character."""
    if second.startswith("("):
        return False
    one, two = re.compile(first), re.compile(second)
    return (
        any(one.fullmatch(chr(code)) and two.fullmatch(chr(code)) for code in range(128))
        or first == second
    )


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def alternatives(self, depth: int) -> tuple[bool, bool]:
        """Parse up to a ) or the end; tell whether something repeats without bound, and whether there is a |."""
        if depth > 20:
            raise _Refused("its groups are nested too deep", "Write it flatter.")
        repeats, choice = False, False
        open_ended = (
            ""  # the last piece that repeats without bound and that nothing certain follows yet
        )
        while self.at < len(self.text) and self.text[self.at] != ")":
            if self.text[self.at] == "|":
                choice = True
                self.at += 1
                continue
            start = self.at
            repeats |= self._piece(depth)
            piece, quantifier = self._split(start)
            if quantifier in ("*", "+") or quantifier.endswith(",}"):
                if open_ended and _overlap(open_ended, piece):
                    raise _Refused(
                        f"{open_ended} and {piece} both repeat without bound and can take the same characters",
                        "That can take quadratic time: join them, or put something between them.",
                    )
                open_ended = "" if piece.startswith("(") else piece
            elif quantifier != "?" and not quantifier.startswith("{0"):
                open_ended = ""
        return repeats, choice

    def _split(self, start: int) -> tuple[str, str]:
        """Split the piece that was parsed last into what repeats and its quantifier."""
        text = self.text[start : self.at]
        found = re.search(r"(?<!\\)([?*+]|\{\d+(?:,\d*)?\})$", text) if len(text) > 1 else None
        return (text[: found.start()], found.group()) if found else (text, "")

    def _piece(self, depth: int) -> bool:
        inner, choice, group = False, False, False
        char = self.text[self.at]
        if char == "(":
            group = True
            inner, choice = self._group(depth)
        elif char == "[":
            self._class()
        elif char == "\\":
            self._escape()
        elif char == ".":
            raise _Refused(
                ". stands for other characters in Python than in ECMAScript",
                "Write [^\\n], or a class.",
            )
        elif char in "^$":
            raise _Refused(
                f"{char} stands inside", "A pattern matches the whole text: leave anchors out."
            )
        elif char in _SPECIAL:
            raise _Refused(
                f"{char} has nothing to repeat or close",
                f"Write \\{char} for the character itself.",
            )
        else:
            self.at += 1
        return self._quantifier(group, inner, choice) or inner

    def _quantifier(self, group: bool, inner: bool, choice: bool) -> bool:
        found = _QUANTIFIER.match(self.text, self.at)
        if not found:
            if self.text.startswith("{", self.at):
                raise _Refused(
                    "a { is no count",
                    "Write {2}, {2,} or {2,5}; {,5} is {0,5}; \\{ is the character.",
                )
            return False
        self.at = found.end()
        if self.text[self.at : self.at + 1] in ("?", "+", "*", "{"):
            raise _Refused(
                f"{found.group()} is followed by another quantifier",
                "Lazy and possessive quantifiers differ between languages, and change nothing in a whole match.",
            )
        if found.group(3) and int(found.group(1)) > int(found.group(3)):
            raise _Refused(f"{found.group()} counts down", "Write the smaller number first.")
        once = found.group() in ("?", "{1}", "{0,1}")
        unbounded = found.group() in ("*", "+") or (
            found.group(2) is not None and found.group(3) is None
        )
        if group and not once and (inner or choice):
            raise _Refused(
                "a group that repeats holds a repetition or a choice: that can take exponential time",
                "Write it without nesting, for example [a-z-]+ for ([a-z]+-)+, or use maxLength and a class.",
            )
        return unbounded or not once

    def _group(self, depth: int) -> tuple[bool, bool]:
        self.at += 1
        if self.text.startswith("?", self.at):
            if not self.text.startswith("?:", self.at):
                raise _Refused(
                    f"(?{self.text[self.at + 1 : self.at + 2]} is not known in every language",
                    "Use plain groups: (...) or (?:...); look-around, names and flags are not portable.",
                )
            self.at += 2
        found = self.alternatives(depth + 1)
        if not self.text.startswith(")", self.at):
            raise _Refused("a ( is never closed", "Write \\( for the character itself.")
        self.at += 1
        return found

    def _class(self) -> None:
        self.at += 1
        if self.text.startswith("^", self.at):
            self.at += 1
        start = self.at
        while self.at < len(self.text) and self.text[self.at] != "]":
            char = self.text[self.at]
            if char == "[":
                raise _Refused(
                    "[ stands inside a class",
                    "Write \\[; POSIX classes such as [:alpha:] are not portable.",
                )
            if char == "\\":
                self._escape()
            elif (
                char in "&~" and self.text[self.at : self.at + 2] == char * 2
            ) or self.text.startswith("--", self.at):
                raise _Refused(
                    "a class has && -- or ~~",
                    "These are set operations in some languages: write it once.",
                )
            else:
                self.at += 1
        if self.at == start:
            raise _Refused(
                "a class is empty", "Write the characters that it holds; \\] is the bracket itself."
            )
        if self.at >= len(self.text):
            raise _Refused("a [ is never closed", "Write \\[ for the character itself.")
        self.at += 1

    def _escape(self) -> None:
        char = self.text[self.at + 1 : self.at + 2]
        if char in ("d", "w"):
            raise _Refused(
                f"\\{char} stands for other characters in Python than in ECMAScript",
                "Write [0-9] for \\d and [A-Za-z0-9_] for \\w.",
            )
        if (char not in _ESCAPABLE and char not in ("n", "t")) or not char:
            raise _Refused(
                f"\\{char} does not mean the same in every language",
                "Write the character or a class.",
            )
        self.at += 2
