"""Judge documents by the schemas of the pact language, and cut out what is wrong.

The schemas are the judge; this stage says in our words what they object to. What is left of a document after
the cut is valid, so that later stages can look for more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from modelpact.document import Document, plain
from modelpact.errors import Problem
from modelpact.validate.catalogs import read as read_catalog
from modelpact.validate.codes import CODES
from modelpact.validate.quick import acceptors

__all__ = ["CODES", "read_catalog", "validate"]


def validate(
    documents: Iterable[Document], schemas: Mapping[str, Any]
) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Return the documents without their faults, and the faults; ``schemas`` are spec/language by file name.

    A document that nothing is wrong with is returned as it is, one that cannot be mended by cutting is left out.
    """
    accepts = acceptors(schemas)
    kept: list[Document] = []
    problems: list[Problem] = []
    doubtful = None
    for document in documents:
        if accepts[document.kind](plain(document.root)) and not _may_be_rounded(document):
            kept.append(document)
            continue
        if doubtful is None:
            # Here and not above: jsonschema is only waited for where it has something to say.
            from modelpact.validate.faults import Faults

            doubtful = Faults(schemas)
        left, found = doubtful.of(document)
        problems += found
        kept += (left,) if left else ()
    return tuple(kept), tuple(problems)


_MAYBE = re.compile(r"\.[0-9]+0(?![0-9.])")


def _may_be_rounded(document: Document) -> bool:
    """Tell whether there may be a number such as 3.10, which would lose its zero."""
    return any(_MAYBE.search(line) for line in document.lines if "." in line)
