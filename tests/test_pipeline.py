"""The stages in their order: all problems at once, and files only where there are none."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from modelpact import pipeline
from modelpact.files import File, Loss, Target

ROOT = Path(__file__).parents[1]
PROVIDER = """\
pact: 1
provider: NAME
title: A gateway
description: It sells pictures.
base_url: https://api.example.test
operations:
  generate: {method: POST, path: /v1/images}
parameters:
  prompt: {type: string, description: What to draw.}
"""
FAMILY = "pact: 1\nfamily: brush\ntitle: Brush\ndescription: Models that paint.\n"
MODEL = "pact: 1\nmodel: ID\nfamily: brush\ntitle: Model ID\ndescription: It paints.\n"


def write(spec: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (spec / name).parent.mkdir(parents=True, exist_ok=True)
        (spec / name).write_text(text)
    return spec


def pacts(*providers: str, **models: str) -> dict[str, str]:
    files = {}
    for provider in providers:
        files[f"{provider}/provider.yaml"] = PROVIDER.replace("NAME", provider)
        files[f"{provider}/families/brush.yaml"] = FAMILY
        for name, more in (models or {"one": ""}).items():
            id_ = f"{provider}-{name}"
            files[f"{provider}/models/{id_}.yaml"] = MODEL.replace("ID", id_) + more
    return files


def build(spec: Path, **how: object) -> pipeline.Result:
    return pipeline.build(
        spec,
        language=ROOT / "spec/language",
        templates=ROOT / "templates",
        **how,  # type: ignore[arg-type]
    )


def test_files_lie_below_provider_and_target_in_order(tmp_path: Path) -> None:
    steps: list[str] = []
    result = build(write(tmp_path, pacts("beta", "alpha")), tell=steps.append)
    assert result.problems == ()
    paths = [file.path for file in result.files]
    assert paths == sorted(paths) and len(set(paths)) == len(paths)
    assert {"/".join(path.split("/")[:2]) for path in paths} == set(steps)
    assert {path.split("/")[0] for path in paths} == {"alpha", "beta"}


def test_problems_of_every_stage_come_at_once_in_order_and_without_files(tmp_path: Path) -> None:
    files = pacts(
        "acme",
        load="title: twice\n",
        validate="colour: red\n",
        resolve="without: {rules: [nothing]}\n",
        check="parameters:\n  n: {type: integer, maximum: 2, description: N., default: {server: 9}}\n",
        good="",
    )
    result = build(write(tmp_path, files))
    assert result.files == () and result.losses == ()
    assert [problem.position.path for problem in result.errors] == [
        f"acme/models/acme-{stage}.yaml" for stage in ("check", "load", "resolve", "validate")
    ]
    assert len({problem.code[0] for problem in result.errors}) == 4
    assert list(result.problems) == sorted(result.problems)
    assert "acme-good" in {model.id for model in result.catalog.providers[0].models}


def test_only_the_targets_that_are_asked_for_are_rendered(tmp_path: Path) -> None:
    target = Target(
        name="poem",
        title="A poem",
        files=lambda provider, render: [File("b", provider.id), File("a/x", "")],
        names=lambda provider: [],
        losses=lambda provider: [Loss("acme-one", "rhyme", "there is none")],
    )
    result = build(write(tmp_path, pacts("acme")), targets=[target])
    assert result.files == (File("acme/poem/a/x", ""), File("acme/poem/b", "acme"))
    assert result.losses == (("acme", "poem", Loss("acme-one", "rhyme", "there is none")),)


def test_two_names_collide_only_within_one_target_of_one_provider(tmp_path: Path) -> None:
    assert not build(write(tmp_path / "far", pacts("acme", "zeta"))).problems
    near = {
        **pacts("acme"),
        "acme/models/acme_one.yaml": MODEL.replace("ID", "acme_one"),
    }
    errors = build(write(tmp_path / "near", near)).errors
    assert any("acme/python-validators" in problem.message for problem in errors)


@pytest.mark.parametrize("was", [True, False])
def test_garbage_collector_is_left_as_it_was(tmp_path: Path, was: bool) -> None:
    write(tmp_path, pacts("acme"))
    (gc.enable if was else gc.disable)()
    try:
        build(tmp_path)
        assert gc.isenabled() is was
    finally:
        gc.enable()


def test_same_pacts_give_the_same_files_from_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = build(write(tmp_path / "here", pacts("acme")))
    write(tmp_path / "else/where", dict(reversed(pacts("acme").items())))
    monkeypatch.chdir(tmp_path / "else")
    assert build(Path("where")).files == first.files
