"""Changes between two versions of the pacts, as Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby

from modelpact import ir
from modelpact.reference.words import listing
from modelpact.text import Code, md, md_code

_GATEWAY = Code("The gateway")


def changes(found: Iterable[ir.ReleasedChange], depth: int = 3) -> Iterator[Code]:
    """Yield a heading for each set of models, with an item for each change; blank lines stand between them."""
    for models, each in groupby(found, key=lambda change: change.models):
        heading = listing(md_code(model) for model in models) if models else _GATEWAY
        yield Code("#" * depth + " ") + heading
        yield Code("\n").join(_item(change) for change in each)


def _item(change: ir.ReleasedChange) -> Code:
    where = md_code(change.pointer) + Code(": ") if change.pointer else Code("")
    item = Code(f"- **{change.level}** ") + where + md(change.summary)
    if change.witness is None:
        return item
    old, new = change.verdicts
    verdicts = old if old == new else f"{old} → {new}"
    request = json.dumps(change.witness.value, ensure_ascii=False)
    return item + Code(f"\n  {verdicts}: ") + md_code(request)
