"""Generated pydantic models: they refuse what the Python validators refuse, at the same places, and are pleasant to use."""

from __future__ import annotations

import ast
import importlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

import black
import pydantic
import pytest

import samples
from agreement import corpus
from builds import TEMPLATES, provider
from modelpact import ir, naming, render, vectors
from modelpact.files import File
from modelpact.targets.pydantic import TARGET
from modelpact.targets.pydantic.models import IMPORTED, TAKEN

RENDER = render.renderer((TEMPLATES,))
SHARE, SHORT, LONG = 10, 300, 20_000


def written(found: ir.Provider, folder: Path) -> Path:
    for file in (*TARGET.files(found, RENDER), *TARGET.runner(found, RENDER)):
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="ascii", newline="")
    return folder


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, ModuleType]]:
    """The packages of the real providers, imported."""
    folder = tmp_path_factory.mktemp("packages")
    for name in ("atelier", "gravitex"):
        for path, text in provider(name).files.items():
            if path.startswith(f"{name}/pydantic/"):
                target = folder / path.removeprefix(f"{name}/pydantic/")
                target.parent.mkdir(exist_ok=True)
                target.write_text(text, encoding="ascii", newline="")
    sys.path.insert(0, str(folder))
    names = ("atelier", "gravitex")
    yield {name: importlib.import_module(f"{name}_models") for name in names}
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.split(".")[0].endswith("_models")]:
        del sys.modules[name]


def wrong(validate: Any, body: Any) -> list[str]:
    """Where a body is at fault, as pointers."""
    try:
        validate(body)
    except pydantic.ValidationError as error:
        return [ir.pointer(tuple(map(str, line["loc"]))) for line in error.errors()]
    return []


def differences(package: ModuleType, name: str, generated: int, seed: str) -> Iterator[str]:
    """Where the models, one and all, differ from the validators."""
    for each in corpus(name, generated, SHARE, seed):
        wanted = {pointer for pointer, _ in each.errors}
        alone = getattr(package, naming.pascal(each.model)).model_validate if each.model else None
        for validate in filter(None, (alone, package.adapter.validate_python)):
            told = wrong(validate, each.body)
            if set(told) != wanted and not re.search("[\ud800-\udfff]", str(each.body)):
                yield f"{told} instead of {sorted(wanted)}: {each.line}"


@pytest.mark.parametrize("name", ["atelier", "gravitex"])
def test_requests_are_refused_at_the_same_places(
    packages: dict[str, ModuleType], name: str
) -> None:
    assert list(differences(packages[name], name, SHORT, "pydantic")) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["atelier", "gravitex"])
def test_many_requests_are_refused_at_the_same_places(
    packages: dict[str, ModuleType], name: str
) -> None:
    assert list(differences(packages[name], name, LONG, "pydantic at length")) == []


@pytest.mark.parametrize("body", [None, [], "x", {}, {"model": 1}, {"model": ""}, {"model": "new"}])
def test_what_names_no_known_model_is_judged_as_by_the_bundle(
    packages: dict[str, ModuleType], body: Any
) -> None:
    issues = provider("gravitex").bundle.check(body)
    wanted = [issue.pointer for issue in issues if issue.severity == "error"]
    assert wrong(packages["gravitex"].adapter.validate_python, body) == wanted


def test_what_is_accepted_comes_back(packages: dict[str, ModuleType]) -> None:
    """But for a spelling that is put up with, which is mended."""
    adapter, back = packages["gravitex"].adapter, 0
    respelled = {"integralFloat", "numericText", "separator", "tolerated", "ignoreCase"}
    for each in corpus("gravitex", 0, SHARE, ""):
        if not each.errors and not respelled & {code for _, code in each.issues}:
            found = adapter.validate_python(each.body)
            assert adapter.dump_python(found, exclude_unset=True) == each.body
            back += 1
    assert back > 50


@lru_cache
def tree() -> ir.Provider:
    """A provider with one model that has most of what is spelled in its own way."""
    deep = samples.obj(words=samples.array(samples.string(2), 1, 2))
    model = samples.model(
        *samples.members(
            n_=samples.integer(1, 4),
            gain=samples.number(0, 1, numeric_text=True),
            size=samples.dimensions("x", side=(8, 64), tolerated_separators=("*",)),
            tier=samples.value(enum=("1K", "2K"), ignore_case=True),
            items=samples.array(deep, maximum=2),
            either=samples.value(ir.String(max_length=3), ir.Array(max_items=1)),
            old=samples.string(deprecated=True),
            none=samples.string(disposition=ir.Rejected(because="Not here.")),
        ),
        rules=[
            samples.rule(ir.Required(samples.paths("size")), id="needs-size"),
            samples.rule(
                ir.Forbidden(samples.paths("words")),
                samples.condition("tier", ir.In(("2K",)), absolute=True),
                id="no-words",
                scope="items/-",
            ),
        ],
    )
    return samples.provider(model)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = written(tree(), tmp_path_factory.mktemp("small"))
    sys.path.insert(0, str(folder))
    yield importlib.import_module("acme_models.m_1")
    sys.path.remove(str(folder))


def test_all_errors_come_at_once(small: Any) -> None:
    body = {"model": "m-1", "n": 9, "tier": "2K", "none": 1, "items": [{"words": []}, 3, {}]}
    with pytest.raises(pydantic.ValidationError) as caught:
        small.M1.model_validate(body)
    assert [(line["loc"], line["type"]) for line in caught.value.errors()] == [
        (("n",), "less_than_equal"),
        (("items", 0, "words"), "too_short"),
        (("items", 1), "model_type"),
        (("items", 2), "too_long"),
        (("none",), "rejected"),
        (("size",), "needs-size"),
        (("items", 0, "words"), "no-words"),
    ]


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ({"n": 2.0}, {"n": 2}),
        ({"gain": "0.5"}, {"gain": 0.5}),
        ({"gain": 1}, {"gain": 1}),
        ({"size": "8*16"}, {"size": "8x16"}),
        ({"tier": "2k"}, {"tier": "2K"}),
        ({"unknown": [1]}, {"unknown": [1]}),
    ],
)
def test_what_is_put_up_with_is_respelled(small: Any, sent: Any, read: Any) -> None:
    body = {"model": "m-1", "n": 1, "size": "8x8"}
    found = small.M1.model_validate({**body, **sent}).model_dump(exclude_unset=True)
    assert found == {**body, **read}
    assert {key: type(found[key]) for key in read} == {key: type(read[key]) for key in read}


def test_models_may_stand_in_models(small: Any) -> None:
    item = small.M1Item(words=["ab"])
    made = small.M1(model="m-1", n=1, size="8x8", items=[item])
    assert made.model_dump(exclude_unset=True)["items"] == [{"words": ["ab"]}]
    with pytest.raises(pydantic.ValidationError, match="no-words"):
        small.M1(model="m-1", n=1, size="8x8", tier="2K", items=[item], unknown={"x": [item]})
    assert small.M1.model_validate(made) is made


def test_the_schema_says_what_may_be_sent(small: Any) -> None:
    schema = small.M1.model_json_schema()
    told = schema["properties"]
    for name in told:
        assert "null" not in json.dumps(told[name]), name
    assert schema["required"] == ["model", "n"]
    assert told["n"]["maximum"] == 4
    assert told["items"]["maxItems"] == 2
    assert told["none"]["not"] == {}
    assert told["size"]["pattern"] == "^[1-9][0-9]{0,5}x[1-9][0-9]{0,5}$"
    assert [branch["type"] for branch in told["either"]["oneOf"]] == ["string", "array"]
    assert told["old"]["deprecated"] is True


def test_null_is_no_way_to_leave_out(small: Any) -> None:
    body = {"model": "m-1", "n": 1, "size": "8x8"}
    assert small.M1.model_validate(body).tier is None
    assert wrong(small.M1.model_validate, {**body, "tier": None}) == ["/tier"]


def test_what_is_deep_or_odd_is_judged(small: Any) -> None:
    deep: list[Any] = []
    for _ in range(10_000):
        deep = [deep]
    body = {"model": "m-1", "n": 1, "size": "8x8", "__proto__": 1, "constructor": deep}
    assert wrong(small.M1.model_validate, body) == []
    assert wrong(small.M1.model_validate, {**body, "items": deep, "tier": deep}) == [
        "/tier",
        "/items/0",
    ]
    assert wrong(small.M1.model_validate, {**body, "either": "\ud800"}) == ["/either"]


def test_the_runner_prints_verdicts_and_runs_the_vectors(tmp_path: Path) -> None:
    folder = written(tree(), tmp_path)
    lines = "".join(row.line() for row in vectors.rows(tree(), RENDER))
    (folder / "vectors.jsonl").write_text(lines, "ascii")
    (folder / "some.jsonl").write_text(
        '{"model": "m-1", "n": 1, "size": "8x8"}\n\n{"model": "m-1", "n": true}\n{"n": NaN}\n',
        "ascii",
    )
    assert _run(folder, "some.jsonl") == (
        0,
        '{"verdict": "accept", "issues": []}\n'
        '{"verdict": "reject", "issues": [{"pointer": "/n", "code": "int_type"},'
        ' {"pointer": "/size", "code": "needs-size"}]}\n'
        '{"verdict": "reject", "issues": [{"pointer": "", "code": "notJson"}]}\n',
    )
    assert _run(folder) == (0, f"{lines.count(chr(10))} vectors, 0 differ\n")
    (folder / "vectors.jsonl").write_text(lines.replace('"reject"', '"warn"', 1), "ascii")
    status, said = _run(folder)
    assert status == 1 and said.endswith("vectors, 1 differ\n")


def _run(folder: Path, *arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "run.py", *arguments], cwd=folder, capture_output=True, text=True
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


@pytest.mark.parametrize("name", ["gravitex", "atelier"])
def test_black_changes_nothing_and_all_is_ascii(name: str) -> None:
    files = [*provider(name).files.items()]
    mine = [(path, text) for path, text in files if path.startswith(f"{name}/pydantic/")]
    assert len(mine) > 10
    for path, text in mine:
        assert text.isascii()
        if not path.endswith("_checks.py") or name == "atelier":
            assert black.format_str(text, mode=black.Mode()) == text, path


def test_one_model_makes_a_package_too(tmp_path: Path) -> None:
    whole = samples.provider(samples.model(id="only-1"), samples.model(id="not-me"))
    one = replace(whole, models=whole.models[1:])
    written(one, tmp_path)
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import acme_models as m; print(m.MODELS, m.adapter.validate_python({'model': 'only-1'}))",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.stdout == "('only-1',) model='only-1'\n", done.stderr


def test_names_that_are_imported_are_there() -> None:
    (file,) = (f for f in _files() if f.path.endswith("_checks.py"))
    tree_ = ast.parse(file.text)
    defined = {
        name
        for node in tree_.body
        for name in (
            [node.name]
            if isinstance(node, ast.FunctionDef | ast.ClassDef)
            else [
                target.id for target in getattr(node, "targets", ()) if isinstance(target, ast.Name)
            ]
        )
    }
    assert set(dict(IMPORTED)["._checks"]) <= defined


def test_no_field_hides_what_every_model_has() -> None:
    assert {name for name in dir(pydantic.BaseModel) if not name.startswith("_")} <= TAKEN


def _files() -> list[File]:
    return list(TARGET.files(tree(), RENDER))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["atelier", "gravitex"])
def test_types_and_style(name: str, tmp_path: Path) -> None:
    """By mypy with and without the plug-in, and by ruff."""
    mypy = pytest.importorskip("mypy.api", reason="mypy is not installed")
    for path, text in provider(name).files.items():
        if path.startswith(f"{name}/pydantic/"):
            target = tmp_path / path.removeprefix(f"{name}/pydantic/")
            target.parent.mkdir(exist_ok=True)
            target.write_text(text, encoding="ascii")
    for plugins in ("", "plugins = pydantic.mypy\n"):
        (tmp_path / "mypy.ini").write_text(f"[mypy]\nstrict = True\n{plugins}", "ascii")
        words = [
            "--config-file",
            str(tmp_path / "mypy.ini"),
            "--cache-dir",
            str(tmp_path / ".cache"),
        ]
        out, _, status = mypy.run([*words, str(tmp_path / f"{name}_models")])
        assert status == 0, out
    ruff = [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache"]
    rules = ["--select", "E4,E7,E9,F,I,UP,B,RUF022"]
    done = subprocess.run([*ruff, *rules, str(tmp_path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
