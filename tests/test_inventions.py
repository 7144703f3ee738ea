"""Specs that nobody thought of: black changes no byte of what is written for them, and the referee agrees with it."""

from __future__ import annotations

import difflib
import random
import re
from pathlib import Path

import black
import pytest

from builds import SPECS, Provider, build, provider
from golden_tree import GOLDEN, cases, made
from inventions import invented
from modelpact import naming
from mutations import request
from referee import judge

# From here on a file is what lies under verbatim/, whatever the spec; it is looked at once.
RUNTIME = "\n# --- what every validator needs ---"


def unstable(source: str) -> str:
    """Say what black would change."""
    after = black.format_str(source, mode=black.Mode())
    lines = difflib.unified_diff(source.split("\n"), after.split("\n"), lineterm="", n=1)
    return "\n".join(list(lines)[:30])


def apart(source: str) -> str:
    """What a spec has a part in."""
    return source.split(RUNTIME)[0].rstrip() + "\n"


def agree(invention: Provider, requests: int) -> None:
    (known,) = invention.models.values()
    check, together = invention.alone[known.id].check, invention.bundle.check
    for number in range(requests):
        body = request(known, {"model": known.id}, random.Random(f"{invention.name} {number}"))
        said = {(i.pointer, i.code, i.severity) for i in check(body)}
        assert said == {tuple(finding) for finding in judge(known, body)}, body
        if body.get("model") == known.id:
            assert {(i.pointer, i.code, i.severity) for i in together(body)} == said


@pytest.mark.parametrize("number", range(30))
def test_an_invention_is_stable_and_agreed_upon(number: int, tmp_path: Path) -> None:
    invention = Provider("acme", invented(f"plain {number}", tmp_path))
    source = invention.files["acme/python-validators/m_1.py"]
    assert source.isascii()
    assert unstable(apart(source)) == ""
    agree(invention, 40)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(300))
def test_many_inventions_are_stable_and_agreed_upon(number: int, tmp_path: Path) -> None:
    invention = Provider("acme", invented(f"long {number}", tmp_path))
    for path in ("m_1", "acme"):
        assert unstable(apart(invention.files[f"acme/python-validators/{path}.py"])) == ""
    agree(invention, 200)


@pytest.mark.parametrize("name", [name for name in cases() if not name.startswith("bad-")])
def test_a_golden_case_is_stable(name: str) -> None:
    sources = [text for path, text in made(GOLDEN / name).items() if path.endswith(".py")]
    assert len(sources) > 1
    for source in sources:
        assert unstable(apart(source)) == ""


@pytest.mark.parametrize(("name", "model"), [(n, m) for n in SPECS for m in provider(n).models])
def test_the_file_of_a_model_is_stable(name: str, model: str) -> None:
    built = provider(name)
    source = built.files[f"{name}/python-validators/{naming.module(model)}.py"]
    whole = model == sorted(built.models)[-1]
    assert unstable(source if whole else apart(source)) == ""


@pytest.mark.slow
@pytest.mark.parametrize("name", SPECS)
def test_the_file_of_all_models_is_stable(name: str) -> None:
    assert unstable(provider(name).files[f"{name}/python-validators/{name}.py"]) == ""


@pytest.mark.parametrize("name", SPECS)
def test_no_branch_is_empty(name: str) -> None:
    empty = re.compile(r"^ +pass$|\{\n *\}", re.MULTILINE)
    written = {
        path: empty.findall(text)
        for path, text in provider(name).files.items()
        if "-validators/" in path and path.endswith((".py", ".js"))
    }
    assert len(written) > 10
    assert not any(written.values()), written


def acme(folder: Path, **models: str) -> Provider:
    """A provider whose models have these parameters."""
    files = {
        "provider": "pact: 1\nprovider: acme\ntitle: Acme\nbase_url: https://a.test\n"
        "operations: {g: {method: POST, path: /g}}\n",
        "families/fam": "pact: 1\nfamily: fam\ntitle: Fam\n",
    }
    for model, parameters in models.items():
        files[f"models/{model}"] = (
            f"pact: 1\nmodel: {model}\nfamily: fam\nparameters:\n{parameters}"
        )
    for file, content in files.items():
        target = folder / "acme" / f"{file}.yaml"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")
    return Provider("acme", build(folder))


def test_names_of_models_and_members_do_not_meet(tmp_path: Path) -> None:
    """In the file of all models: `a` with a member `b things`, and `a-b` with a member `things`."""
    members = {
        "a": ("b things", "b check_b_things", "b body"),
        "a-b": ("things", "check_things", "body"),
    }
    parameters = {
        model: "".join(
            f"  {member}: {{type: array, items: {{required: [x{number}], properties: "
            f"{{x{number}: {{enum: [one, two, three, four {number}]}}}}}}}}\n"
            for member in found
        )
        for number, (model, found) in enumerate(members.items())
    }
    built = acme(tmp_path, **parameters)
    for number, (model, found) in enumerate(members.items()):
        for check in (built.alone[model].check, built.bundle.check):
            good = {member: [{f"x{number}": f"four {number}"}] for member in found}
            assert check({"model": model, **good}) == []
            bad = {member: [{f"x{number}": f"four {1 - number}"}, {}] for member in found}
            told = {(i.pointer, i.code) for i in check({"model": model, **bad})}
            wanted = {(f"/{member}/0/x{number}", "enum") for member in found}
            assert told == wanted | {(f"/{member}/1/x{number}", "required") for member in found}


def test_a_refused_picture_is_not_counted(tmp_path: Path) -> None:
    """A list of pictures that is refused or unverified says nothing of how many the model takes."""
    for disposition, said in (("rejected", "rejected"), ("unverified", "unverified")):
        listed = f"{{type: array, minItems: 1, items: {{image: true}}, disposition: {disposition}}}"
        (model,) = acme(tmp_path / disposition, m=f"  list: {listed}\n").alone.values()
        (issue,) = model.check({"model": "m", "list": ["https://x.test/a.png"]})
        assert issue.code == said


def test_a_required_part_that_is_always_told_is_missed(tmp_path: Path) -> None:
    """Of an item whose required member is deprecated: no quick look may take its place as known."""
    item = "{properties: {old: {deprecated: true}}, required: [old]}"
    (model,) = acme(tmp_path, m=f"  list: {{type: array, items: {item}}}\n").alone.values()
    told = model.check({"model": "m", "list": [{"old": 1}, {"new": 1}]})
    assert [(issue.pointer, issue.code) for issue in told] == [
        ("/list/0/old", "deprecated"),
        ("/list/1/old", "required"),
        ("/list/1/new", "unknownMember"),
    ]
