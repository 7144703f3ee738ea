"""Black, in-process and pinned: lays out Python that templates of a user's own have rendered."""

from __future__ import annotations


class Untidy(Exception):
    """Text is no Python: the line, from 1, and why."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line, self.reason = line, reason


def tidied(text: str, *, stub: bool = False) -> str:
    """Return Python in black's form; ``stub``: it is of a ``.pyi`` file. Raises ``Untidy``."""
    import ast

    import black  # here, since it is slow to import and most runs need none of it

    try:
        ast.parse(text)
        return black.format_str(text, mode=black.Mode(is_pyi=stub))
    except SyntaxError as error:
        raise Untidy(error.lineno or 1, error.msg) from error
    except ValueError as error:  # black's own refusals, and a zero byte
        raise Untidy(1, str(error)) from error
