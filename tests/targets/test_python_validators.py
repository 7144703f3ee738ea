"""Generated Python validators: what they offer, beside the verdicts that the fixture and the oracle test."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import pacts
from modelpact import pipeline, render, vectors
from modelpact.targets import python_validators

PACT = """
parameters:
  prompt: {type: string, minLength: 1}
  n: {type: integer, minimum: 1, maximum: 4, default: {client: 2}}
  size: {dimensions: {separator: x}, enum: [1024x1024, 2048x1024, 4096x4096]}
  free: {dimensions: {separator: x, tolerated: ['*'], side: {minimum: 64, maximum: 2048, multipleOf: 16}, area: {maximum: 1048576}}}
  ratio: {dimensions: {separator: x, words: ['1:1', '16:9'], nearestWord: 5}}
  quality: {enum: [low, high], disposition: {converted: {to: tier, values: {low: 1K, high: 2K}}}}
  tier: {enum: [1K, 2K], tolerated: {2k: {because: In small letters., use: 2K}}}
  seed: {type: integer, numericText: true}
  response_format: {enum: [url, b64_json], disposition: {advisory: url}}
  options: {additionalProperties: false, properties: {speed: {type: number}}}
required: [prompt]
response:
  selector: /response_format
  forms: {url: url, b64_json: b64_json}
  envelopes: [{name: plain, images: /data}]
rules:
  - {id: high-needs-tier, because: High is for 2K., when: {quality: high}, then: {tier: {enum: [2K]}}}
"""
OTHER = "pact: 1\nmodel: m-2\nfamily: fam\nparameters: {cfg: {type: number}}\n"


@pytest.fixture(scope="module")
def modules() -> dict[str, ModuleType]:
    return pacts.modules(pacts.catalog(PACT, other=OTHER))


@pytest.fixture(scope="module")
def alone(modules: dict[str, ModuleType]) -> ModuleType:
    return modules["m_1"]


@pytest.fixture(scope="module")
def bundle(modules: dict[str, ModuleType]) -> ModuleType:
    return modules["acme"]


def body(**more: Any) -> dict[str, Any]:
    return {"model": "m-1", "prompt": "p", **more}


def fix(module: ModuleType, **more: Any) -> Any:
    (issue,) = module.check(body(**more))
    return issue.fix


def test_a_good_body_has_no_issue_and_stays_as_it_is(alone: ModuleType, bundle: ModuleType) -> None:
    request = body(n=1, size="1024x1024", options={"speed": 1})
    before = json.dumps(request)
    assert alone.check(request) == bundle.check(request) == []
    assert alone.is_valid(request) and bundle.is_valid(request)
    assert json.dumps(request) == before


@pytest.mark.parametrize("payload", [None, [], "x", 1, True, [{"model": "m-1"}]])
def test_what_is_no_object_is_one_issue(
    alone: ModuleType, bundle: ModuleType, payload: Any
) -> None:
    assert pacts.said(alone, payload) == pacts.said(bundle, payload) == ["error notObject "]


def test_issues_come_in_the_catalogues_order_then_unknown_names_sorted(alone: ModuleType) -> None:
    request = {
        "zz": 1,
        "aa": 1,
        "n": 9,
        "prompt": "",
        "model": "m-1",
        "quality": "high",
        "tier": "1K",
    }
    assert pacts.said(alone, request) == [
        "error minLength /prompt",
        "error maximum /n",
        "error high-needs-tier /tier",
        "warning unknownMember /aa",
        "warning unknownMember /zz",
    ]


def test_the_other_models_names_and_depths_are_told(alone: ModuleType) -> None:
    messages = {issue.pointer: issue.message for issue in alone.check(body(cfg=1, speed=1))}
    assert messages["/cfg"] == "is known only to m-2"
    assert messages["/speed"].startswith("is not known here")
    (issue,) = alone.check(body(options={"seed": 1}))
    assert issue.severity == "error"
    assert issue.message == "belongs at /seed"
    assert issue.fix is None  # from inside, the place is not seen


def test_the_model_is_checked_by_both(alone: ModuleType, bundle: ModuleType) -> None:
    assert pacts.said(alone, {"model": "m-2", "prompt": "p"}) == ["error otherModel /model"]
    assert pacts.said(alone, {"prompt": "p"}) == ["error required /model"]
    assert pacts.said(bundle, {"prompt": "p"}) == ["error required /model"]
    assert pacts.said(bundle, {"model": 1}) == ["error type /model"]
    assert pacts.said(bundle, {"model": ""}) == ["error minLength /model"]
    assert pacts.said(bundle, {"model": "M-1 "}) == ["warning unknownModel /model"]
    assert bundle.check({"model": "M-1 "})[0].fix == {
        "op": "replace",
        "path": "/model",
        "value": "m-1",
    }


def test_modes(alone: ModuleType, bundle: ModuleType) -> None:
    request = body(n=9, size="1x1", zoom=1, seed="4", quality="high", tier="1K", prompt=5)
    for module in (alone, bundle):
        warn = dict(issue.split(" ", 1)[::-1] for issue in pacts.said(module, request))
        strict = {issue.split(" ")[0] for issue in pacts.said(module, request, "strict")}
        assert strict == {"error"}
        lowered = dict(
            issue.split(" ", 1)[::-1] for issue in pacts.said(module, request, "passthrough")
        )
        assert [key for key in warn if warn[key] == "error" and lowered[key] == "warning"] == [
            "maximum /n",
            "enum /size",
            "high-needs-tier /tier",
        ]
        assert lowered["type /prompt"] == "error"
        with pytest.raises(ValueError, match="mode must be"):
            module.check(request, mode="loose")


def test_fixes_are_json_patch_operations(alone: ModuleType) -> None:
    assert fix(alone, n=9) == {"op": "replace", "path": "/n", "value": 4}
    assert fix(alone, seed="4") == {"op": "replace", "path": "/seed", "value": 4}
    assert fix(alone, n=2.0) == {"op": "replace", "path": "/n", "value": 2}
    assert fix(alone, tier="2k") == {"op": "replace", "path": "/tier", "value": "2K"}
    assert fix(alone, quality="hgih") == {"op": "replace", "path": "/quality", "value": "high"}
    assert fix(alone, promt="x") is not None
    assert fix(alone, n=True) is None


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [
        ("1000x1000", "1024x1024"),
        ("2048*1000", "2048x1024"),
        ("4000x3900", "4096x4096"),
        ("2048X1024", "2048x1024"),
    ],
)
def test_the_nearest_size_is_proposed(alone: ModuleType, asked: str, nearest: str) -> None:
    assert fix(alone, size=asked)["value"] == nearest


@pytest.mark.parametrize(
    "asked", ["63x64", "4096x4096", "1000x1000", "2048x2048", "70x700", "999999x1"]
)
def test_a_proposed_size_keeps_the_limits(alone: ModuleType, asked: str) -> None:
    proposed = fix(alone, free=asked)["value"]
    assert alone.check(body(free=proposed)) == []


def test_a_fix_can_be_applied_until_nothing_is_left(alone: ModuleType) -> None:
    request = body(free="1024*1024", tier="2k", seed="7", n=2.0)
    sent, changes = alone.prepare(request)
    assert sent["tier"] == "2K" and sent["seed"] == 7 and sent["n"] == 2
    assert request["tier"] == "2k"
    assert {change.pointer for change in changes if change.by == "client"} == {
        "/tier",
        "/seed",
        "/n",
        "/free",
    }
    assert sent["free"] == "1024x1024"
    assert alone.check(sent) == []


def test_prepare_fills_in_the_clients_defaults_and_tells_what_the_server_does(
    alone: ModuleType,
) -> None:
    sent, changes = alone.prepare(body(quality="high", ratio="1600x900"))
    assert sent == body(quality="high", ratio="1600x900", n=2)
    assert [(c.pointer, c.before, c.after, c.by) for c in changes] == [
        ("/n", None, 2, "client"),
        ("/ratio", "1600x900", "16:9", "server"),
        ("/tier", "high", "2K", "server"),
    ]


def test_prepare_of_what_is_no_object_does_nothing(alone: ModuleType, bundle: ModuleType) -> None:
    for payload in (None, [1], "x"):
        assert alone.prepare(payload) == (payload, [])
        assert bundle.prepare(payload) == (payload, [])


@pytest.mark.parametrize(
    ("ratio", "said"),
    [
        ("16:9", []),
        ("1600x900", []),
        ("1024x1000", ["warning nearestWord /ratio"]),
        ("1000x100", ["warning nearestWord /ratio"]),
        ("4:3", ["error dimensions /ratio"]),
    ],
)
def test_ratios(alone: ModuleType, ratio: str, said: list[str]) -> None:
    assert pacts.said(alone, body(ratio=ratio)) == said


def test_response_format(alone: ModuleType, bundle: ModuleType) -> None:
    for module in (alone, bundle):
        absent = module.response_format(body())
        assert (absent.asked, absent.returned, absent.warn) == (None, "url_usually", False)
        assert absent.read == ("/data/*/url", "/data/*/b64_json")
        asked = module.response_format(body(response_format="b64_json"))
        assert (asked.asked, asked.returned, asked.warn) == ("b64_json", "url_usually", True)
        for invalid in (None, 1, "png", [], {}):
            found = module.response_format(body(response_format=invalid))
            assert (found.asked, found.warn) == (invalid, True)
    assert bundle.response_format({"model": "unknown"}) is None


def test_numbers_that_are_none(alone: ModuleType) -> None:
    for number in (float("nan"), float("inf"), True, "1", None, [1]):
        assert pacts.said(alone, body(n=number)) == ["error type /n"]
        assert pacts.said(alone, body(options={"speed": number})) == ["error type /options/speed"]
    assert pacts.said(alone, body(n=10**400)) == ["error maximum /n"]


def test_nothing_but_what_the_file_carries_is_imported(tmp_path: Path) -> None:
    found = pacts.catalog(PACT)
    for file in python_validators.TARGET.files(
        found.providers[0], render.renderer([pacts.ROOT / "templates"])
    ):
        (tmp_path / file.path).write_text(file.text, encoding="ascii")
        tree = ast.parse(file.text)
        imported = {
            name.name if isinstance(node, ast.Import) else node.module
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in node.names
        }
        assert imported <= {"__future__", "re", "typing", "collections.abc", "difflib"}
        code = (
            f"import sys; before = set(sys.modules); import {file.path[:-3]} as v; "
            "print(v.check({'model': 'm-1', 'prompt': 'p'}), sorted(set(sys.modules) - before - {'__future__'}))"
        )
        done = subprocess.run(
            [sys.executable, "-S", "-c", code],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == f"[] ['{file.path[:-3]}']\n", done.stdout


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The validators of the fixture provider, which has every shape of the language."""
    language, templates = pacts.ROOT / "spec" / "language", pacts.ROOT / "templates"
    result = pipeline.build(
        pacts.ROOT / "tests" / "fixtures",
        language=language,
        templates=templates,
        targets=[python_validators.TARGET],
    )
    assert len(result.files) > 5
    folder = tmp_path_factory.mktemp("validators")
    for file in result.files:
        (folder / Path(file.path).name).write_text(file.text, encoding="ascii")
    return folder


def test_generated_code_is_typed(written: Path, tmp_path: Path) -> None:
    mypy = pytest.importorskip("mypy.api", reason="mypy is not installed")
    out, _, status = mypy.run(["--strict", "--cache-dir", str(tmp_path), str(written)])
    assert status == 0, out


def test_generated_code_reads_as_written_by_hand(written: Path) -> None:
    pytest.importorskip("ruff", reason="ruff is not installed")
    rules = "E4,E7,E9,F,I,UP,B,C4,PIE,RET,SIM,PLR1714,PLR5501"
    ruff = [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", "--select", rules]
    ruff += ["--ignore", "SIM103"]  # a search ends in False, be it long or short
    done = subprocess.run([*ruff, str(written)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_names_of_the_runtime_are_taken() -> None:
    """A variable or constant of a model must not hide what every validator carries along."""
    from modelpact.python_checks.names import RUNTIME

    folder = pacts.ROOT / "templates" / "python-validators" / "verbatim"
    defined = {
        name
        for path in folder.glob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        for name in (
            [node.name]
            if isinstance(node, ast.FunctionDef | ast.ClassDef)
            else [t.id for t in getattr(node, "targets", ()) if isinstance(t, ast.Name)]
        )
    }
    assert defined and defined <= RUNTIME


def test_the_runner_prints_verdicts_and_runs_the_vectors(tmp_path: Path) -> None:
    found = pacts.catalog(PACT).providers[0]
    rendering = render.renderer([pacts.ROOT / "templates"])
    target = python_validators.TARGET
    for file in (*target.files(found, rendering), *target.runner(found, rendering)):
        (tmp_path / file.path).write_text(file.text, encoding="ascii")
    lines = "".join(row.line() for row in vectors.rows(found, rendering))
    (tmp_path / "vectors.jsonl").write_text(lines, "ascii")
    (tmp_path / "some.jsonl").write_text(
        '{"model": "m-1", "prompt": "p", "n": 2.0}\n\n{"model": "m-1", "n": true}\n[' + "\n",
        "ascii",
    )
    assert _ran(tmp_path, "some.jsonl") == (
        0,
        '{"verdict": "warn", "issues": [{"pointer": "/n", "code": "integralFloat"}]}\n'
        '{"verdict": "reject", "issues": [{"pointer": "/prompt", "code": "required"},'
        ' {"pointer": "/n", "code": "type"}]}\n'
        '{"verdict": "reject", "issues": [{"pointer": "", "code": "notJson"}]}\n',
    )
    assert _ran(tmp_path) == (0, f"{lines.count(chr(10))} vectors, 0 differ\n")
    (tmp_path / "vectors.jsonl").write_text(lines.replace('"reject"', '"warn"', 1), "ascii")
    status, said = _ran(tmp_path)
    assert status == 1 and said.endswith("vectors, 1 differ\n")


def _ran(folder: Path, *arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "run.py", *arguments], cwd=folder, capture_output=True, text=True
    )
    assert done.stderr == ""
    return done.returncode, done.stdout
