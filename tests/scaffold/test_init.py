"""A new provider and a further model: from nothing to pacts that render, with nothing overwritten."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from acme import lay, run, snapshot
from builds import ROOT
from modelpact.cli import main
from modelpact.write import STAGE

INIT = ("init", "--provider", "pictor", "--base-url", "https://api.pictor.example/v1", "--yes")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_flags_make_pacts_that_lint_render_and_judge(folder: Path) -> None:
    made = run(*INIT, "-m", "brush-1", "-m", "brush/2")
    assert made.exit_code == 0
    named = [Path(line).as_posix() for line in made.stdout.split()]
    assert "spec/pictor/models/brush-2.yaml" in named and "spec/pictor/families/brush.yaml" in named
    assert {*named} == {
        path.as_posix()
        for path in (file.relative_to(folder) for file in folder.rglob("*") if file.is_file())
    }
    linted = run("lint", "--strict")
    assert linted.exit_code == 0 and "2 models" in linted.stderr
    assert run("generate", "--target", "python-validators").exit_code == 0
    request = {"model": "brush/2", "prompt": "a fox", "n": 5}
    Path("r.json").write_text(json.dumps(request))
    judged = run("validate", "r.json")
    assert judged.exit_code == 1 and "/n  maximum" in judged.stdout
    Path("r.json").write_text(json.dumps({**request, "n": 4}))
    assert run("validate", "r.json").exit_code == 0


def test_the_first_line_leads_an_editor_to_the_schema(folder: Path) -> None:
    run(*INIT, "-m", "a-1")
    pacts = list(folder.rglob("*.yaml"))
    assert len(pacts) == 3
    for path in pacts:
        first = path.read_text().splitlines()[0]
        schema = path.parent / first.removeprefix("# yaml-language-server: $schema=")
        assert (
            json.loads(schema.read_text())["title"].lower()
            == {
                "pictor": "provider",
                "families": "family",
                "models": "model",
            }[path.parent.name]
        )


def test_questions_are_asked_again_until_the_answer_is_good(folder: Path) -> None:
    answers = "No id\npictor\nThe Pictor\nnowhere\nhttps://a.test\na b, ../c\nink-1, ink-2\n"
    asked = CliRunner().invoke(main, ["init", "pacts"], input=answers)
    assert asked.exit_code == 0, asked.output
    provider = (folder / "pacts/pictor/provider.yaml").read_text()
    assert "\ntitle: The Pictor\n" in provider and "\nbase_url: https://a.test\n" in provider
    assert {path.name for path in (folder / "pacts/pictor/models").iterdir()} == {
        "ink-1.yaml",
        "ink-2.yaml",
    }
    assert "modelpact lint --spec pacts" in asked.stderr
    assert run("lint", "--spec", "pacts").exit_code == 0


@pytest.mark.parametrize(
    "words",
    [
        (*INIT,),
        (*INIT, "-m", "../../x"),
        (*INIT, "-m", "a", "-m", "a"),
        (*INIT, "-m", "a", "--path", "images"),
        (*INIT, "-m", "a", "--provider", "language"),
        (*INIT, "-m", "a", "--base-url", "javascript:1"),
        (*INIT, "-m", "a", "--title", "x\x1b[2J"),
        (*INIT, "-m", "a-1", "-m", "a.1"),
    ],
)
def test_what_would_not_do_is_refused_before_anything_is_written(
    folder: Path, words: tuple[str, ...]
) -> None:
    refused = run(*words)
    assert refused.exit_code == 2 and "Traceback" not in refused.output
    assert not list(folder.rglob("*"))


def test_nothing_is_overwritten(folder: Path) -> None:
    run(*INIT, "-m", "a-1")
    before = snapshot(folder)
    assert run(*INIT, "-m", "a-1").exit_code == 2
    assert run("new", "model", "a-1", "--like", "a-1").exit_code == 2
    (folder / "spec/pictor/models/a-2.yaml").write_text("pact: 1\nmodel: a-3\nfamily: a\n")
    before = snapshot(folder)
    there = run("new", "model", "a-2", "--like", "a-1")
    assert there.exit_code == 2 and "is there already" in there.stderr
    assert snapshot(folder) == before
    assert not list(folder.rglob(STAGE))


def test_a_second_provider_goes_beside_the_first(folder: Path) -> None:
    run(*INIT, "-m", "a-1")
    (folder / "spec/language/model.schema.json").write_text("{}")
    made = run("init", "--provider", "other", "--base-url", "https://b.test", "-m", "b", "-y")
    assert made.exit_code == 0 and "language" not in made.stdout
    assert run("lint").exit_code == 0


def test_a_further_model_takes_what_the_other_takes(folder: Path) -> None:
    lay(folder)
    made = run("new", "model", "brush-2", "--like", "brush-1", "--title", "Brush: two")
    assert made.exit_code == 0, made.output
    text = (folder / "spec/acme/models/brush-2.yaml").read_text()
    assert 'title: "Brush: two"' in text and "n: {maximum: 2}" in text and "Brushy" not in text
    bodies = [{"prompt": "a", "n": n, "style": style} for n in (1, 2, 3) for style in ("oil", "x")]
    verdicts = []
    for model in ("brush-1", "brush-2"):
        Path("r.jsonl").write_text(
            "".join(json.dumps({"model": model, **b}) + "\n" for b in bodies)
        )
        lines = run("validate", "--jsonl", "r.jsonl").stdout.splitlines()
        verdicts.append([json.loads(line)["verdict"] for line in lines])
    assert verdicts[0] == verdicts[1] and {"accept", "reject"} <= {*verdicts[0]}


@pytest.mark.slow
def test_every_shipped_model_can_be_a_model_for_another(folder: Path) -> None:
    shutil.copytree(ROOT / "spec", folder / "spec")
    ids = run("models").stdout.split()
    for id_ in ids:
        made = run("new", "model", f"x-{id_}", "--like", id_)
        assert made.exit_code == 0, made.output
    assert run("lint").exit_code == 0 and len(run("models").stdout.split()) == 2 * len(ids)


def test_unknown_models_and_missing_folders_are_said(folder: Path) -> None:
    assert "--spec" in run("new", "model", "b", "--like", "a").stderr
    lay(folder)
    assert "did you mean brush-1" in run("new", "model", "b", "--like", "brush-l").stderr
    assert "cannot be" in run("new", "model", "a b", "--like", "brush-1").stderr
    (folder / "spec/acme/provider.yaml").write_text("pact: 2\n")
    assert run("new", "model", "b", "--like", "brush-1").exit_code == 2
