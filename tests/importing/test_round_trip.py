"""Our own OpenAPI imports to models with the same verdicts, but for what it or the import lists as lost."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

import documents
import pytest

import builds
from agreement import noted, rows
from modelpact import importing
from modelpact.targets import TARGETS
from referee import judge


def exported(name: str) -> tuple[Any, dict[str, set[str]]]:
    """A provider's OpenAPI document, and by model the rules and places that it does not express."""
    known = builds.provider(name).known
    (target,) = (each for each in TARGETS if each.name == "openapi")
    (file,) = target.files(known, lambda template, view: "")
    lost: dict[str, set[str]] = {}
    for loss in target.losses(known):
        lost.setdefault(loss.model, set()).add(loss.subject)
    return json.loads(file.text), lost


def meant(document: Any, pointer: str) -> str:
    """The rule or place of a body that a place in the document is about."""
    here, rule = document, ""
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    for step in steps:
        here = here[int(step)] if isinstance(here, list) else here.get(step, {})
        comment = here.get("$comment", "") if isinstance(here, dict) else ""
        rule = found[1] if (found := re.match("([a-z0-9-]+): ", comment)) else rule
    path = re.findall(r"/properties/([^/]+)|/(items)", pointer)
    return rule or "".join("/-" if item else f"/{name}" for name, item in path)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["gravitex", "atelier"])
def test_all_verdicts_are_the_same(name: str) -> None:
    vectors = [json.loads(row.request) for row in rows(name)]
    assert _compare(name, [*vectors, *noted(name)]) > 1000


@pytest.mark.parametrize("name", ["gravitex", "atelier"])
def test_verdicts_are_the_same(name: str) -> None:
    assert _compare(name, noted(name)) > 50


def _compare(name: str, bodies: Iterable[Any]) -> int:
    """Compare verdicts; return how many requests both reject."""
    document, lost = exported(name)
    found = importing.import_openapi(document, importing.Asked(provider="copy"), documents.LANGUAGE)
    copies, originals = documents.models(found), builds.provider(name).models
    assert copies.keys() == originals.keys()
    assert len(found.losses) < 6
    told = {meant(document, loss.pointer) for loss in found.losses}
    rejected = 0
    for body in bodies:
        model = body.get("model") if isinstance(body, dict) else None
        if not isinstance(model, str) or model not in originals:
            continue
        ours = [issue for issue in judge(originals[model], body) if issue.severity == "error"]
        theirs = documents.rejected_by(judge(copies[model], body))
        rejected += bool(theirs)
        assert ours or not theirs, (body, theirs)  # an import never refuses what was accepted
        if ours and not theirs:
            listed = lost.get(model, set()) | told
            unlisted = [
                i for i in ours if i.code not in listed and builds.places(i.pointer) not in listed
            ]
            assert not unlisted, (body, unlisted)
    return rejected
