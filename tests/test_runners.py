"""The programs that come with an emitted validator: on its vectors, and on lines that nobody would send in good faith."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

import javascript
from judges import Missing, command, emitted, link_packages, run, runners
from modelpact import naming

EMITTED = (("atelier", ""), ("atelier", "gone-1"), ("gravitex", "qwen-image-edit-plus"))
"""Providers, whole or one model: with all or little of what all validators share."""
DEEPEST = 512
DEEP = 10_000
LONG = 50_000_000
STEPS = '{"model": "numbers-1", "steps": %s}'
EXTRA = '{"model": "numbers-1", "extra": %s}'
NAMED = '{"model": "words-1", "prompt": "%s"}'
BROKEN = (
    "not json",
    EXTRA % '"\udcff"',
    EXTRA % '"\udced\udca0\udc80"',
    EXTRA % ("[" * DEEPEST + "]" * DEEPEST),
    "\ufeff" + STEPS % "1",
    "\x0b",
    "\u2028",
)
"""Lines that are no JSON; a lone surrogate stands for a byte that is no UTF-8."""
LINES = [
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
    (EXTRA % ("[" * (DEEPEST - 1) + "]" * (DEEPEST - 1)), False),
    (EXTRA % ('{"a":' * DEEPEST + "1" + "}" * DEEPEST), True),
    (EXTRA % ('"' + "[" * DEEP + '\\\\\\"{"'), False),
    (EXTRA % ("[" * DEEP + "]" * DEEP), True),
    (EXTRA % ("9" * 5000), False),
    (EXTRA % ("0." + "1" * 5000), False),
    ('{"request": {"model": "numbers-1", "steps": 99}, "verdict": "reject"}', True),
    (
        '{"verdict": "accept", "model": "numbers-1", "id": 1, "request": {"model": "numbers-1"}}',
        False,
    ),
    ('{"model": "numbers-1", "request": 1, "verdict": "reject"}', False),
    *((line, True) for line in BROKEN),
]
"""Lines, and whether they are refused."""
EITHER = [
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
    lines = [*(line for line, _ in LINES), "", " \t\r", *EITHER]
    requests.write_bytes("\n".join(lines).encode("utf-8", "surrogateescape"))
    answers = [json.loads(line) for line in ran(target, folder, str(requests)).splitlines()]
    assert len(answers) == len(LINES) + len(EITHER)
    assert {answer["verdict"] for answer in answers} <= {"accept", "warn", "reject"}
    wrong = [
        (line[:80], answer)
        for (line, refused), answer in zip(LINES, answers, strict=False)
        if refused != (answer["verdict"] == "reject")
    ]
    assert wrong == []
    broken = {"verdict": "reject", "issues": [{"pointer": "", "code": "notJson"}]}
    last = len(LINES) - len(BROKEN)
    assert answers[last : len(LINES)] == [broken] * len(BROKEN)


@pytest.mark.slow
@pytest.mark.parametrize("target", runners())
def test_what_cannot_be_done_is_told_in_a_line(target: str, tmp_path: Path) -> None:
    folder = emitted(target, "atelier", tmp_path / target, company=False)
    link_packages(target, tmp_path)
    wrong = '{"request": {"model": "numbers-1", "steps": 99}, "verdict": "accept"}\n'

    def told(*arguments: str, given: str = "", out: int = subprocess.PIPE) -> tuple[int, str, str]:
        done = subprocess.run(
            [*command(folder), *arguments],
            cwd=folder,
            input=given,
            text=True,
            timeout=600,
            stdout=out,
            stderr=subprocess.PIPE,
        )
        ends = re.search(r"exit status (\d)\n$", done.stderr)  # of go run, which makes it 1
        said = done.stderr[: ends.start()] if ends else done.stderr
        return int(ends[1]) if ends else done.returncode, done.stdout, said

    for arguments in (["no-such-file"], ["."], ["--nonsense"], ["one", "two"], []):
        code, out, said = told(*arguments)
        assert (code, out, said.count("\n")) == (2, "", 1), said
    code, out, said = told("--help")
    assert (code, said) == (0, "") and out.startswith("Print a verdict") and "512" in out
    assert told("-", given=STEPS % "1")[0] == 0
    code, out, said = told("-", given=wrong)
    assert code == 1 and json.loads(out)["verdict"] == "reject" and "1 vectors, 1 differ\n" in said
    reading, writing = os.pipe()
    os.close(reading)
    try:
        code, _, said = told("-", given=STEPS % "1", out=writing)
    finally:
        os.close(writing)
    assert (code, said.count("\n")) == (2, 1), said
