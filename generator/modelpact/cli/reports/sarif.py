"""SARIF 2.1.0, as code scanning reads it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote

from modelpact.cli.reports import Finding, printable

_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_FINGERPRINT: Final = "modelpactFinding/v1"


def log(findings: Iterable[Finding], pages: Mapping[str, str], version: str) -> dict[str, Any]:
    """Return the document; ``pages`` says what each code means."""
    findings = tuple(findings)
    codes = sorted({found.code for found in findings})
    seen: Counter[str] = Counter()
    results = [_result(found, codes.index(found.code), seen) for found in findings]
    driver = {
        "name": "modelpact",
        "version": version,
        "rules": [_rule(code, pages[code]) for code in codes],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str, page: str) -> dict[str, Any]:
    short = page.partition(". ")[0].rstrip(".") + "."
    return {
        "id": code,
        "shortDescription": {"text": _text(short)},
        "fullDescription": {"text": _text(page)},
        "help": {"text": _text(page)},
    }


def _result(found: Finding, rule: int, seen: Counter[str]) -> dict[str, Any]:
    region: dict[str, Any] = {
        "startLine": found.line,
        "startColumn": found.column,
        "endColumn": found.end,
    }
    if found.excerpt:
        region["snippet"] = {"text": _text(found.excerpt)}
    place = {"artifactLocation": _artifact(found.path), "region": region}
    return {
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": found.level,
        "message": {"text": _text(" ".join(filter(None, (found.message, found.help))))},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {_FINGERPRINT: _fingerprint(found, seen)},
        "suppressions": (
            [{"kind": "inSource", "status": "accepted", "justification": _text(found.suppressed)}]
            if found.suppressed
            else []
        ),
    }


def _artifact(path: str) -> dict[str, str]:
    """Name a file relative to the source tree; one outside of it by itself."""
    whole = PurePath(path)
    if whole.is_absolute():
        return {"uri": whole.as_uri()}
    return {"uri": quote(path.encode("utf-8", "replace")), "uriBaseId": "%SRCROOT%"}


def _fingerprint(found: Finding, seen: Counter[str]) -> str:
    """Name a finding so that it is known again when lines move: by its file, code and source line.

    The message is no part of it, since messages name lines; equal ones are counted.
    """
    about = "\n".join((found.path, found.code, " ".join(found.excerpt.split())))
    seen[about] += 1
    text = f"{about}\n{seen[about]}".encode("utf-8", "backslashreplace")
    return hashlib.sha256(text).hexdigest()[:32]


def _text(text: str) -> str:
    return printable(text, "\n")
