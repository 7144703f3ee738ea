"""Spec text that nothing prints by accident, and the encoders that turn it into code.

An encoder takes the value as it is and returns ``Code`` that means exactly this value in its context.
"""

from __future__ import annotations

import math
import re
import textwrap
from dataclasses import dataclass
from functools import lru_cache
from json.encoder import encode_basestring_ascii
from typing import Final, NoReturn, SupportsIndex

from markupsafe import Markup, escape


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a spec. Printing it raises; ``raw`` is for encoders and computations."""

    raw: str

    def __bool__(self) -> bool:
        return bool(self.raw)

    def __str__(self) -> str:
        raise self._refusal()

    def __format__(self, spec: str) -> str:
        raise self._refusal()

    def __html__(self) -> str:
        raise self._refusal()

    def __add__(self, other: object) -> NoReturn:
        raise self._refusal()

    def __radd__(self, other: object) -> NoReturn:
        raise self._refusal()

    def _refusal(self) -> TypeError:
        return TypeError(f"{self!r} is text of a spec: print it through an encoder, as md or py")


class Code(Markup):
    """Text that is ready for its place in the output. It joins with other code only, never with a plain str."""

    __slots__ = ()

    # Pages are put together from some thousand pieces each: what Markup offers beyond plain text costs time here.

    def __new__(cls, text: str = "") -> Code:
        return str.__new__(cls, text)

    @classmethod
    def escape(cls, s: object, /) -> Code:
        """Take code as it is and refuse everything else; what Markup calls before it joins."""
        if isinstance(s, Code):
            return s
        if isinstance(s, Markup):
            return cls(s)
        raise TypeError(f"{s!r} is no code: encode it first")

    def format(self, *pieces: object) -> Code:  # type: ignore[override]
        """Fill the places marked ``{}``, in order."""
        return Code(str.format(self, *map(self.escape, pieces)))


NOTHING: Final = Code()


def raw(value: str | Text) -> str:
    """The plain text behind either."""
    return value if isinstance(value, str) else value.raw


# --- what cannot be seen -----------------------------------------------------------------------

# Written out rather than taken from unicodedata: its tables change with the version of Python.
UNSEEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\uffff\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
)
_WHITE: Final = re.compile(r"[ \t\n\r\v\f]+")
_BLANKS: Final = (
    " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)


def shown(text: str) -> str:
    """Put a visible mark such as ``[U+202E]`` for each control, bidi, invisible or private character."""
    return UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def shown_lines(text: str) -> str:
    """As ``shown``, but line feeds and tabs stay; every CommonMark line end becomes a line feed."""
    if text.isascii() and text.isprintable():
        return text
    lines = re.split(r"\r\n|\r|\n", text)
    return "\n".join("\t".join(shown(part) for part in line.split("\t")) for line in lines)


def fold(text: str) -> str:
    """Make one line: each run of ASCII white space becomes one blank; no blank of any width at the ends."""
    return _WHITE.sub(" ", text).strip(_BLANKS)


# --- code --------------------------------------------------------------------------------------

_DOUBLE_QUOTED: Final = {"\\'": "'", '"': '\\"'}
_PLAIN: Final = re.compile(r"[ !#-\[\]-~]*")
"""ASCII that can be seen, without the double quote and the backslash: it stands for itself."""


def py(value: str | Text) -> Code:
    """A Python string literal in ASCII, quoted as black would quote it."""
    return Code(quoted(raw(value)))


@lru_cache(maxsize=4096)
def quoted(text: str) -> str:
    """As ``py``, for printers: they spell so many, most of them again and again, that the making of ``Code`` counts."""
    if _PLAIN.fullmatch(text):
        return f'"{text}"'
    # A double quote in front makes ascii() choose single quotes and leave double ones alone.
    body = ascii('"' + text)[2:-1]
    if text.count('"') > text.count("'"):
        return f"'{body}'"
    # Each backslash pair is taken as one, so that only the escape of a quote is undone.
    body = re.sub(r"\\(.)|\"", lambda m: _DOUBLE_QUOTED.get(m[0], m[0]), body)
    return f'"{body}"'


def num(value: float) -> Code:
    """A number in the form that JSON, Python and JavaScript read alike and black leaves alone."""
    return Code(numeral(value))


def numeral(value: float) -> str:
    """As ``num``, for printers."""
    if type(value) not in (int, float) or not -math.inf < value < math.inf:
        raise TypeError(f"{value!r} is no number that JSON can write")
    return repr(value).replace("e+", "e")


def comment(value: str | Text) -> Code:
    """One line of ASCII for behind ``#`` or ``//``."""
    line = shown(fold(raw(value))).encode("ascii", "backslashreplace").decode("ascii")
    # PEP 263: in the first two lines of a file this would change how Python reads it.
    return Code(re.sub(r"coding([:=])", r"coding \1", line))


def py_doc(value: str | Text) -> Code:
    """One line of ASCII inside a docstring, which it does not end; each quote is a single one."""
    line = shown(fold(raw(value))).encode("ascii", "backslashreplace").decode("ascii")
    return Code(line.replace("\\", "\\\\").replace('"', "'"))


# What would end a script element, a comment around the code, or a line (which ASCII escapes anyway).
_TS_ESCAPED: Final = {"<": "\\u003c", "*/": "*\\u002f", "-->": "--\\u003e"}
_TS_SPECIAL: Final = re.compile(r"<|\*/|-->")


def ts(value: str | Text) -> Code:
    """A JavaScript and TypeScript string literal in ASCII, quoted as prettier would quote it."""
    return Code(ts_quoted(raw(value)))


@lru_cache(maxsize=4096)
def ts_quoted(text: str) -> str:
    """As ``ts``, for printers."""
    body = encode_basestring_ascii(text)[1:-1]
    body = _TS_SPECIAL.sub(lambda found: _TS_ESCAPED[found[0]], body)
    if text.count('"') <= text.count("'"):
        return f'"{body}"'
    # Each backslash pair is taken as one, so that only the escape of a quote is undone.
    body = re.sub(r"\\(.)|'", lambda m: {'\\"': '"', "'": "\\'"}.get(m[0], m[0]), body)
    return f"'{body}'"


def ts_template(value: str | Text) -> Code:
    """The text between the backticks of a template literal, in ASCII."""
    body = encode_basestring_ascii(raw(value))[1:-1].replace('\\"', '"')
    return Code(re.sub(r"[`$]|<(?=[/!])|(?<=\*)/", lambda m: f"\\x{ord(m[0]):02x}", body))


def ts_comment(value: str | Text) -> Code:
    """One line of ASCII inside a comment between ``/*`` and ``*/``: it neither ends it nor is a tag."""
    return Code(re.sub(r"(?<=\*)/|(?<=<)/|@", lambda m: f"\\{m[0]}", str(comment(value))))


def ts_doc(value: str | Text, width: int = 75) -> Code:
    """As ``ts_comment``, in lines."""
    line = str(ts_comment(value))
    return Code("\n".join(textwrap.wrap(line, width, break_long_words=False)))


_GO_ESCAPED: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_GO_SPECIAL: Final = re.compile(r"[^ !#-\[\]-~]")


def go(value: str | Text) -> Code:
    """A Go string literal in ASCII."""
    return Code(go_quoted(raw(value)))


@lru_cache(maxsize=4096)
def go_quoted(text: str) -> str:
    """As ``go``, for printers. Half a surrogate pair, which Go has no escape for, is three bytes as in UTF-8."""
    return f'"{_GO_SPECIAL.sub(_go_sign, text)}"'


def _go_sign(found: re.Match[str]) -> str:
    sign = found[0]
    if sign in _GO_ESCAPED:
        return _GO_ESCAPED[sign]
    code = ord(sign)
    if 0xD800 <= code < 0xE000:
        return "".join(f"\\x{byte:02x}" for byte in sign.encode("utf-8", "surrogatepass"))
    return (
        f"\\x{code:02x}"
        if code < 0x80
        else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    )


# What gofmt takes for the start of a heading, a list or a link, and for a pair of quotes.
_GO_LEAD: Final = re.compile(r"\A(?=[-#*+\[]|[0-9]+[.)])")
_GO_QUOTES: Final = re.compile(r"(?<=`)(?=`)|(?<=')(?=')")


def go_doc(value: str | Text, width: int = 77) -> Code:
    """Lines of ASCII for a documentation comment that gofmt leaves alone."""
    line = _GO_QUOTES.sub(" ", str(comment(value)))
    rows = textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)
    return Code("\n".join(_GO_LEAD.sub("\\\\", row) for row in rows))


def html(value: str | Text) -> Code:
    """Text for an HTML element or a quoted attribute."""
    return Code(escape(shown_lines(raw(value))))


def indent(code: Markup, width: SupportsIndex) -> Code:
    """Indent every line but the first; empty lines stay empty."""
    return Code(re.sub(r"\n(?=[^\n])", "\n" + " " * width.__index__(), str(code)))


# --- Markdown (CommonMark with GFM tables) ------------------------------------------------------

_MD_SPECIAL: Final = re.compile(
    r"""
      (?P<entity>  <  |  &(?=[#A-Za-z0-9])  |  \\\Z)      # as an entity: safe in every dialect
    | (?P<word>    (?<=[A-Za-z0-9])_+(?=[A-Za-z0-9]))     # inside a word an underscore means nothing
    | (?P<lead>    \A[-+=:]  |  \A\d{1,9}(?=[.)](?:[ ]|\Z)))      # would start a list, rule, heading or table
    | (?P<escape>  [\\`*_\[\]{}>|~\#$@]                   # inline syntax, also of GitHub and Jekyll
                 | :(?=//) | (?<=\w)\.(?=[^\W\d_]))       # what GitHub would make a link of
    """,
    re.VERBOSE,
)
_MD_ENTITY: Final = {"<": "&lt;", "&": "&amp;", "\\": "&#92;"}


def md(value: str | Text) -> Code:
    """Inline Markdown that reads as the value, in a paragraph, a heading or a table cell."""
    return Code(_MD_SPECIAL.sub(_md_special, shown(fold(raw(value)))))


def _md_special(found: re.Match[str]) -> str:
    match found.lastgroup:
        case "entity":
            return _MD_ENTITY[found[0]]
        case "word":
            return found[0]
        case "lead" if found[0].isdecimal():
            return found[0] + "\\"
        case _:
            return "\\" + found[0]


def md_code(value: str | Text) -> Code:
    """A code span. An empty text shows as two quotes, since Markdown has no empty span."""
    text = shown(raw(value)) or '""'
    fence = "`" * (_longest_run(text, shortest=0) + 1)
    padded = text.strip(" ") and (text[0] + text[-1] == "  " or "`" in text[0] + text[-1])
    return Code(f"{fence} {text} {fence}" if padded else f"{fence}{text}{fence}")


def md_cell_code(value: str | Text) -> Code:
    """A code span inside a table cell, where a bar ends the cell even in code."""
    return Code(str(md_code(value)).replace("|", "\\|"))


def md_fence(value: str | Text, info: Code = NOTHING) -> Code:
    """A fenced code block, from fence to fence, without a line feed behind it."""
    body = shown_lines(raw(value))
    fence = "`" * (_longest_run(body, shortest=2) + 1)
    end = "" if not body or body.endswith("\n") else "\n"
    return Code(f"{fence}{info}\n{body}{end}{fence}")


def _longest_run(text: str, shortest: int) -> int:
    if "`" not in text:
        return shortest
    return max([shortest, *map(len, re.findall("`+", text))])
