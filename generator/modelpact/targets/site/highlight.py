"""Code with a class for each token that has a colour."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from modelpact.text import Code, html, shown_lines


def highlight(code: str, language: str) -> Code:
    """Mark the tokens of ``code`` that have a colour; ``language`` is a name that pygments knows."""
    tokens = (
        (_kind(token), text) for token, text in _lexer(language).get_tokens(shown_lines(code))
    )
    parts = []
    for kind, found in groupby(tokens, itemgetter(0)):
        text = html("".join(map(itemgetter(1), found)))
        parts.append(f'<span class="{kind}">{text}</span>' if kind else str(text))
    return Code("".join(parts).rstrip("\n"))


@cache
def _lexer(language: str) -> Any:
    from pygments.lexers import get_lexer_by_name

    return get_lexer_by_name(language, stripnl=False)


@cache
def _kind(token: Any) -> str:
    """The class of a kind of token: keyword, string, number, member or builtin, comment, prompt or output."""
    from pygments.token import Comment, Generic, Keyword, Name, Number, Operator, String

    kinds = (
        ("k", (Keyword, Operator.Word)),
        ("s", (String,)),
        ("m", (Number,)),
        ("n", (Name.Tag, Name.Variable, Name.Builtin, Name.Attribute)),
        ("c", (Comment,)),
        ("q", (Generic.Prompt, Generic.Output)),
    )
    return next((kind for kind, within in kinds if any(token in one for one in within)), "")
