"""The programs that come with an emitted validator: on its vectors, and on lines that nobody would send in good faith."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import javascript
from judges import Missing, emitted, link_packages, run, runners
from modelpact import naming

EMITTED = (("atelier", ""), ("atelier", "gone-1"), ("gravitex", "qwen-image-edit-plus"))
"""Providers, whole or one model: with all or little of what all validators share."""
DEEP = 10_000
LONG = 50_000_000
STEPS = '{"model": "numbers-1", "steps": %s}'
EXTRA = '{"model": "numbers-1", "extra": %s}'
NAMED = '{"model": "words-1", "prompt": "%s"}'
LINES = [
    ("not json", True),
    ("{", True),
    ('{"a":}', True),
    ("{'model': 'numbers-1'}", True),
    (STEPS % "1," + "}", True),
    (STEPS % "1" + " x", True),
    (STEPS % "01", True),
    (STEPS % "NaN", True),
    (STEPS % "-Infinity", True),
    (STEPS % "1e400", True),
    (STEPS % ("9" * 5000), True),
    (STEPS % ("[" * DEEP + "]" * DEEP), True),
    ('{"a":' * DEEP + "1" + "}" * DEEP, True),
    ("null", True),
    ("[]", True),
    ("1", True),
    ('{"model": "numbers-1", "steps": 1, "steps": 99}', True),
    ('{"model": "numbers-1", "steps": 99, "steps": 1}', False),
    ('{"__proto__": {"model": "numbers-1"}}', True),
    ('{"model": "__proto__"}', False),
    ('{"model": "constructor"}', False),
    ('{"model": "numbers-1", "__proto__": {"steps": 99}}', False),
    ('{"model": "numbers-1", "constructor": {"prototype": {}}}', False),
    (STEPS % "1" + " \t\r", False),
    (NAMED % "a\u2028\u0085b", False),
    (NAMED % "\\u0000", False),
    (NAMED % "a\x0bb", True),
    (NAMED % ("x" * LONG), True),
]
"""Lines, and whether they are refused."""
EITHER = [
    EXTRA % ("[" * DEEP + "]" * DEEP),
    EXTRA % ('{"a":' * DEEP + "1" + "}" * DEEP),
    "\ufeff" + STEPS % "1",
    NAMED % "\\ud800",
    '{"model": "numbers-1", "\\ud800": 1}',
]
"""Lines that may be judged or refused, as long as they are answered."""


def ran(target: str, folder: Path, *arguments: str) -> str:
    """Run an emitted validator, or skip the test where its tools are not there."""
    try:
        link_packages(target, folder.parent)
        return run(folder, *arguments)
    except Missing as missing:
        javascript.missing(str(missing))
        raise


@pytest.mark.slow
@pytest.mark.parametrize("target", runners())
def test_an_emitted_validator_keeps_the_vectors_beside_it(target: str, tmp_path: Path) -> None:
    for name, model in EMITTED:
        folder = emitted(target, name, tmp_path / naming.file_stem(name + model), True, model)
        ran(target, folder)
        first, *rest = (folder / "vectors.jsonl").read_text("utf-8").splitlines(keepends=True)
        row = json.loads(first)
        wrong = {**row, "verdict": "warn" if row["verdict"] == "reject" else "reject"}
        (folder / "vectors.jsonl").write_text(json.dumps(wrong) + "\n" + "".join(rest), "utf-8")
        with pytest.raises(AssertionError):
            ran(target, folder)


@pytest.mark.slow
@pytest.mark.parametrize("target", runners())
def test_every_line_gets_an_answer(target: str, tmp_path: Path) -> None:
    folder = emitted(target, "atelier", tmp_path / target, company=False)
    requests = tmp_path / "requests.jsonl"
    lines = [*(line for line, _ in LINES), "", "  ", *EITHER]
    requests.write_text("\n".join(lines), "utf-8", newline="")
    answers = [json.loads(line) for line in ran(target, folder, str(requests)).splitlines()]
    assert len(answers) == len(LINES) + len(EITHER)
    assert {answer["verdict"] for answer in answers} <= {"accept", "warn", "reject"}
    wrong = [
        (line[:80], answer)
        for (line, refused), answer in zip(LINES, answers, strict=False)
        if refused != (answer["verdict"] == "reject")
    ]
    assert wrong == []
    assert answers[0] == {"verdict": "reject", "issues": [{"pointer": "", "code": "notJson"}]}
