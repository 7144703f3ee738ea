"""A further model like one that is there: its file keeps what must differ, and what only that file says."""

from __future__ import annotations

from typing import Any

from modelpact.document import Document, plain
from modelpact.scaffold.starter import titled

_COPIED = (
    "description",
    "without",
    "source",
    "operation",
    "parameters",
    "required",
    "rules",
    "images",
    "layouts",
)
_ALSO = ("uses", "response")


def like(document: Document, id_: str, title: str = "") -> dict[str, Any]:
    """The data of a model as another one's file has it, under another id.

    Names, states of life and decisions are the other model's own: they are left out.
    """
    there = plain(document.root)
    return {
        "pact": 1,
        "model": id_,
        "family": there["family"],
        "title": title or titled(id_),
        **{key: there[key] for key in (*_COPIED, *_ALSO) if key in there and key != "description"},
    }
