"""Every code that a validator can utter has a page."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from modelpact import check, load, pipeline, resolve, validate
from modelpact.check import upkeep
from modelpact.codes import ISSUE_CODES
from modelpact.targets import TARGETS

ROOT = Path(__file__).parents[1]


def uttered(text: str) -> set[str]:
    """The codes that a Python module makes issues with, as far as they are spelled out in it."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if (
            isinstance(node, ast.Call)
            and getattr(node.func, "id", "") == "Issue"
            and len(node.args) > 1
        ):
            code = node.args[1]
            for part in ast.walk(code):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    found.add(part.value)
    return found


def test_codes_of_the_generated_validators_have_a_page() -> None:
    result = pipeline.build(
        ROOT / "spec",
        language=ROOT / "spec/language",
        templates=ROOT / "templates",
        targets=[target for target in TARGETS if target.name == "python-validators"],
    )
    rules = {
        rule.id for p in result.catalog.providers for model in p.models for rule in model.rules
    }
    codes = set().union(*(uttered(file.text) for file in result.files)) - rules
    assert {"type", "maximum", "unknownMember", "notObject"} <= codes
    assert codes <= ISSUE_CODES.keys()


def test_codes_of_issues_are_words_and_those_of_problems_are_not() -> None:
    ours = {"image-count-maximum", "image-count-minimum", "no-image-input"}
    assert all(re.fullmatch("[a-z]+([A-Z][a-z]+)*", code) for code in ISSUE_CODES.keys() - ours)
    assert ours <= ISSUE_CODES.keys()
    tables = [load.CODES, validate.CODES, resolve.CODES, check.CODES, upkeep.CODES]
    problems = [code for table in tables for code in table]
    assert len(problems) == len(set(problems))
    assert all(re.fullmatch("[A-Z][0-9]{3}", code) for code in problems)


@pytest.mark.parametrize("code", ISSUE_CODES)
def test_page_is_sentences(code: str) -> None:
    page = ISSUE_CODES[code]
    assert page[0].isupper() or page.startswith("true")
    assert page.endswith(".") and len(page) > 20
