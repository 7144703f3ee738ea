"""What `modelpact emit` brings into somebody's project, and what it leaves alone there."""

from __future__ import annotations

import ast
import json
import re
import shlex
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import black
import pytest

import golang
import javascript
import samples
from acme import GOOD, MODEL, edit, lay, run, snapshot
from builds import LANGUAGE, SPECS, TEMPLATES
from modelpact import emission, ir, pipeline, render
from modelpact.files import File, Loss, Target, json_file
from modelpact.targets import TARGETS

CHECKS = ("emit", "python-validators", "--model", "brush-1")
SCHEMA = ("emit", "jsonschema", "--model", "brush-1", "--file", "brush-1.schema.json")
HEADER = emission.Header("spec/acme", "this folder", "modelpact emit x -o .", "a-rule")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Somebody's project, beside a folder with the pacts of two models."""
    lay(tmp_path)
    second = MODEL.replace("brush-1", "brush-2").replace("Brushy", "Brushier")
    (tmp_path / "spec/acme/models/brush-2.yaml").write_text(second)
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path / "project"


def renewal(text: str) -> list[str]:
    """The command that a header or a page tells."""
    (found,) = set(re.findall(r"modelpact emit [^`\n]*", text))
    return shlex.split(found)[1:]


# --- what is written -----------------------------------------------------------------------------


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_each_target_can_be_renewed_where_it_lies(
    project: Path, target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("emit", target.name, "-m", "brush-2", "-o", "project/out").exit_code == 0
    before = snapshot(project)
    assert not [path for path in before if "brush_1" in path or "brush-1" in path]
    for path, data in before.items():
        text = data.decode()
        assert "\r" not in text and (text == "" or text.endswith("\n"))
        assert str(project) not in text
        if path.endswith((".py", ".js", ".mjs", ".ts", ".toml", ".md")):
            assert emission.PAGE in text or path.endswith(emission.PAGE), path
            assert text.isascii() or path.endswith(".md")
        if path.endswith(".py"):
            ast.parse(text)
        if path.endswith(".json"):
            json.loads(text)
    command = renewal(before[f"out/{emission.PAGE}"].decode())
    monkeypatch.chdir(project / "out")
    assert run(*command, "--check").exit_code == 0
    again = run(*command)
    assert again.exit_code == 0 and " 0 written" in again.stdout and snapshot(project) == before


def test_validator_works_in_the_project(project: Path) -> None:
    assert run(*CHECKS, "-o", "project/checks").exit_code == 0
    program = "import brush_1, json, sys; print(len(brush_1.check(json.load(sys.stdin))))"
    for body, issues in ((GOOD, "0"), ({**GOOD, "n": 9}, "1")):
        done = subprocess.run(
            [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, '.'); {program}"],
            cwd=project / "checks",
            input=json.dumps(body),
            capture_output=True,
            text=True,
        )
        assert done.stdout == f"{issues}\n", done.stderr


def test_all_models_without_a_choice(project: Path) -> None:
    run("emit", "python-validators", "-o", "project/checks")
    assert {"checks/brush_1.py", "checks/brush_2.py", "checks/acme.py"} <= snapshot(project).keys()


def test_fewer_models_take_files_away_but_no_others(project: Path) -> None:
    run("emit", "python-validators", "-o", "project/checks")
    (project / "checks/mine.py").write_text("mine\n")
    result = run(*CHECKS, "-o", "project/checks")
    assert result.exit_code == 0 and "1 deleted" in result.stdout
    assert not (project / "checks/brush_2.py").exists()
    assert (project / "checks/mine.py").read_text() == "mine\n"


def test_file_of_the_project_between_ours_is_no_difference(project: Path) -> None:
    words = ["emit", "python-client", "-m", "brush-1", "-o", "project/client"]
    run(*words)
    (project / "client/acme/_checks/mine.py").write_text("mine\n")
    assert run(*words, "--check").exit_code == 0


def test_losses_stand_in_the_header_and_on_the_page(project: Path) -> None:
    run("emit", "typescript-validators", "-o", "project/validators")
    page = (project / "validators" / emission.PAGE).read_text()
    assert re.search(r"^- `integralFloat at /n`: \w", page, re.MULTILINE)
    header = (project / "validators/index.js").read_text().split("\n\n")[0]
    assert header.endswith("\n// What it cannot express: integralFloat at /n.")
    run(*CHECKS, "-o", "project/checks")
    assert (project / "checks" / emission.PAGE).read_text().endswith("express\n\nNothing.\n")


def test_many_losses_are_counted_in_the_header_where_a_page_lists_them() -> None:
    provider = ir.Provider(id="acme", title="", description="", base_url="", operations=())
    (target,) = (target for target in TARGETS if target.name == "typescript-client")
    for number, folded in ((3, False), (60, True)):
        lost = [Loss("m", f"rule-{n:02}", "why") for n in range(number)] * 2
        lossy = replace(target, losses=lambda _, lost=lost: lost)
        alone = emission.Emission(provider, lossy, ("x",), page=False).header
        beside = emission.Emission(provider, lossy, ("x",), page=True).header
        assert alone.lost == ", ".join(loss.subject for loss in lost[:number])
        assert beside.lost == (f"{number} facts, listed in MODELPACT.md" if folded else alone.lost)
        assert max(map(len, alone.lines)) <= 88


def test_validator_brings_its_runner_and_vectors() -> None:
    (atelier,) = pipeline.understand(SPECS["atelier"], language=LANGUAGE).catalog.providers
    provider = emission.reduced(atelier, ["numbers-1", "size-1"])
    (target,) = (target for target in TARGETS if target.name == "python-validators")
    running = replace(target, runner=lambda provider, render: [File("run.py", "print()\n")])
    emitted = emission.Emission(provider, running, ("modelpact",), page=True)
    found = {
        file.path: file.text for file in emission.company(emitted, render.renderer((TEMPLATES,)))
    }
    assert set(found) == {"run.py", "vectors.jsonl", emission.PAGE}
    rows = [json.loads(line) for line in found["vectors.jsonl"].splitlines()]
    assert {row["model"] for row in rows} == {"numbers-1", "size-1", ""}
    assert {row["verdict"] for row in rows} == {"accept", "warn", "reject"}
    assert "python run.py" in found[emission.PAGE]


def test_command_names_pacts_from_the_output(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The caller's working directory leaves no trace, so that a check may run anywhere."""
    run(*CHECKS, "-o", "project/a/checks")
    before = snapshot(project)
    page = (project / "a/checks" / emission.PAGE).read_text()
    assert renewal(page) == [*CHECKS, "--spec", "../../../spec", "-o", "."]
    monkeypatch.chdir(project)
    assert run(*CHECKS, "--spec", "../spec", "-o", "a/checks", "--check").exit_code == 0
    monkeypatch.chdir(project / "a/checks")
    spec = str(project.parent / "spec")
    assert run(*CHECKS, "--spec", spec, "-o", ".", "--check").exit_code == 0
    assert snapshot(project) == before


def test_shipped_pacts_need_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("emit", "catalog", "-m", "gpt-image-2", "-o", "out/")
    assert result.exit_code == 0 and "come with modelpact" in result.stderr
    page = (tmp_path / "out" / emission.PAGE).read_text()
    assert renewal(page) == ["emit", "catalog", "--model", "gpt-image-2", "-o", "."]


# --- one file ------------------------------------------------------------------------------------


def test_file_by_itself_is_named_as_asked(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(*SCHEMA, "-o", "project/brush.json").exit_code == 0
    assert run("emit", "catalog", "-o", "project/all.json").exit_code == 0
    (project / "mine.json").write_text("{}\n")
    assert set(snapshot(project)) == {".modelpact.json", "all.json", "brush.json", "mine.json"}
    schema = json.loads((project / "brush.json").read_text())
    assert [*schema][:3] == ["$schema", "$id", "$comment"] and schema["type"] == "object"
    monkeypatch.chdir(project)
    assert run(*renewal(schema["$comment"]), "--check").exit_code == 0
    assert run(*SCHEMA, "--spec", "../spec", "-o", ".", "--check").exit_code == 1
    assert not (project / "brush-1.schema.json").exists()


def test_standard_output_holds_the_file_and_nothing_else(project: Path) -> None:
    before = snapshot(project.parent)
    result = run(*SCHEMA, "--stdout")
    assert result.exit_code == 0 and result.stderr == "" and json.loads(result.stdout)["$comment"]
    assert snapshot(project.parent) == before
    printed = run("emit", "python-validators", "--file", "brush_1.py", "--stdout").stdout
    assert (
        printed.startswith("# Emitted by modelpact from spec/acme.")
        and "--stdout > FILE\n" in printed
    )
    assert black.format_str(printed, mode=black.Mode()) == printed


@pytest.mark.parametrize("where", [["--stdout"], ["-o", "project/checks.py"]])
def test_several_files_are_not_one(project: Path, where: list[str]) -> None:
    result = run(*CHECKS, *where)
    assert result.exit_code == 2 and result.stdout == "" and snapshot(project) == {}
    assert "acme.py, brush_1.py" in result.stderr and "--file" in result.stderr


def test_suffix_that_no_file_has_is_a_folder(project: Path) -> None:
    run(*CHECKS, "-o", "project/v1.2")
    assert (project / "v1.2/brush_1.py").is_file()


# --- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["python-validator", "-o", "x"], "did you mean python-validators?"),
        (["catalog", "-m", "brush-3", "-o", "x"], "did you mean brush-"),
        (["catalog", "-m", "Brushy", "-o", "x"], "did you mean brush-1?"),
        (["catalog", "--provider", "acne", "-o", "x"], "did you mean acme?"),
        (["markdown", "--file", "brush1.md", "-o", "x"], "did you mean brush-1.md?"),
        (["catalog"], "-o PATH, or --stdout"),
        (["catalog", "--stdout", "-o", "x"], "-o PATH, or --stdout"),
        (["catalog", "--stdout", "--check"], "nothing to check"),
        (["catalog", "-o", "spec/acme/x"], "lies in the folder of the pacts"),
        (["catalog", "--spec", "nowhere", "-o", "x"], "nowhere"),
        (["catalog", "-o", "spec.txt"], "spec.txt"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_refusal_says_what_to_do(project: Path, words: list[str], said: str) -> None:
    (project.parent / "spec.txt").write_text("mine")
    before = snapshot(project.parent)
    result = run("emit", *words)
    assert result.exit_code == 2 and result.stdout == "" and said in result.stderr
    assert snapshot(project.parent) == before


def test_pacts_with_errors_emit_nothing(project: Path) -> None:
    edit(project.parent / "spec/acme/models/brush-1.yaml", "maximum: 2", "maximun: 2")
    for words in (["-o", "project/x"], ["-o", "project/x", "--check"], ["--stdout"]):
        result = run("emit", "catalog", *words)
        assert result.exit_code == 2 and result.stdout == "" and "maximun" in result.stderr
    assert snapshot(project) == {}


def test_one_of_several_gateways_is_to_be_named(project: Path) -> None:
    spec = project.parent / "spec"
    for path in sorted((spec / "acme").rglob("*.yaml")):
        other = spec / "zenith" / path.relative_to(spec / "acme")
        other.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text().replace("brush-", "lens-").replace("Brush", "Lens")
        other.write_text(text.replace("provider: acme", "provider: zenith"))
    result = run("emit", "catalog", "-o", "project/x")
    assert result.exit_code == 2 and "--provider acme or zenith" in result.stderr
    mixed = run("emit", "catalog", "-m", "brush-1", "-m", "lens-1", "-o", "project/x")
    assert mixed.exit_code == 2 and "by itself" in mixed.stderr
    run("emit", "catalog", "-m", "lens-1", "-o", "project/of/model.json")
    run("emit", "catalog", "--provider", "zenith", "-o", "project/of/provider.json")
    for name, models in (("model", ["lens-1"]), ("provider", ["lens-1", "lens-2"])):
        told = json.loads((project / f"of/{name}.json").read_text())
        found = [model["id"] for family in told["families"] for model in family["models"]]
        assert found == models


# --- what belongs to somebody else ---------------------------------------------------------------


@pytest.mark.parametrize("words", [[*CHECKS, "-o", "project"], [*SCHEMA, "-o", "project/s.json"]])
def test_file_that_is_there_is_never_overwritten(project: Path, words: list[str]) -> None:
    for name in ("brush_1.py", "s.json", emission.PAGE):
        (project / name).write_text("mine\n")
    before = snapshot(project)
    for force in ([], ["--force"]):
        result = run(*words, *force)
        assert result.exit_code == 2 and "modelpact did not write it" in result.stderr
    assert snapshot(project) == before
    told = run(*words, "--check")
    assert told.exit_code == 1 and "blocked: project/" in told.stdout


@pytest.mark.parametrize(
    ("words", "path"),
    [([*CHECKS, "-o", "project"], "brush_1.py"), ([*SCHEMA, "-o", "project/s.json"], "s.json")],
)
def test_edited_file_stays_until_forced(project: Path, words: list[str], path: str) -> None:
    run(*words)
    made = snapshot(project)
    (project / path).write_text("mine\n")
    told = run(*words, "--check")
    assert told.exit_code == 1 and told.stdout == f"edited: project/{path}\n"
    assert run(*words).exit_code == 2 and (project / path).read_text() == "mine\n"
    mend = told.stderr.removeprefix("to mend: ").strip()
    assert mend.endswith("--force") and run(*shlex.split(mend)[1:]).exit_code == 0
    assert snapshot(project) == made


def test_check_names_what_differs_and_writes_nothing(project: Path) -> None:
    words = [*CHECKS, "-o", "project/checks"]
    assert run(*words, "--check").exit_code == 1
    assert not (project / "checks").exists()
    run(*words)
    assert run(*words, "--check").exit_code == 0
    edit(project.parent / "spec/acme/models/brush-1.yaml", "maximum: 2", "maximum: 3")
    before = snapshot(project)
    told = run(*words, "--check")
    assert told.exit_code == 1 and "differs: project/checks/brush_1.py" in told.stdout.splitlines()
    assert f"to mend: modelpact {shlex.join(words)}\n" in told.stderr
    assert snapshot(project) == before


def test_folder_has_one_owner(project: Path) -> None:
    """What another command keeps in a folder is not taken for stale."""
    run(*CHECKS, "-o", "project/checks")
    run(*SCHEMA, "-o", "project/s.json")
    run("generate", "--target", "catalog", "--out", "project/generated")
    before = snapshot(project)
    for words in (
        ["emit", "markdown", "-o", "project/checks"],
        ["emit", "markdown", "-o", "project/"],
        ["emit", "markdown", "-o", "project/generated"],
        [*SCHEMA, "-o", "project/generated/s.json"],
        ["generate", "--out", "project/checks"],
        ["generate", "--out", "project", "--target", "catalog"],
    ):
        for more in ([], ["--check"]):
            result = run(*words, *more)
            assert result.exit_code == 2 and "choose another folder" in result.stderr, words
    assert snapshot(project) == before


# --- headers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "first"),
    [
        ("a.py", "# Emitted"),
        (".gitignore", "# Emitted"),
        ("deep/a.yaml", "# Emitted"),
        ("a.mjs", "// Emitted"),
        ("a.d.mts", "// Emitted"),
        ("a.go", "// Emitted"),
        ("go.mod", "// Emitted"),
        ("a.md", "<!--"),
        ("a.jsonl", "text"),
        ("LICENSE", "text"),
    ],
)
def test_header_takes_the_form_of_the_file(path: str, first: str) -> None:
    text = emission.headed(File(path, "text\n"), HEADER).text
    assert text.startswith(first) and text.endswith("text\n")
    assert ("a-rule" in text) == (first != "text")


def test_header_lets_a_program_run(tmp_path: Path) -> None:
    shebang = "#!/usr/bin/env node\n"
    file = emission.headed(File("a.mjs", f"{shebang}console.log(1);\n"), HEADER)
    assert file.text.startswith(f"{shebang}// Emitted")
    (tmp_path / "a.mjs").write_text(file.text)
    assert javascript.run(tmp_path / "a.mjs") == "1\n"


def test_header_of_markdown_ends_where_it_should() -> None:
    header = emission.Header("spec/a", "here", "modelpact emit x -m 'a-->b--!>c'", "nothing")
    text = emission.headed(File("a.md", "# A\n"), header).text
    assert text.count("-->") == 1 and "--!>" not in text and text.endswith("\n-->\n\n# A\n")


def test_json_says_it_where_its_format_lets_it() -> None:
    openapi = {"openapi": "3.1.0", "info": {}}
    told = json.loads(emission.headed(json_file("a.json", openapi), HEADER).text)
    assert told["x-modelpact"]["renew"] == "modelpact emit x -o ."
    assert told["x-modelpact"]["cannotExpress"] == "a-rule"
    schema = {"$schema": "http://json-schema.org/draft-07/schema#", "$comment": "Mind."}
    said = json.loads(emission.headed(json_file("a.json", schema), HEADER).text)["$comment"]
    assert said.startswith("Mind. Emitted by modelpact from spec/acme.")
    for other in ({"name": "package"}, [1]):
        file = json_file("a.json", other)
        assert emission.headed(file, HEADER) == file


@pytest.mark.parametrize("name", ["a.py", "a.js"])
def test_long_command_can_be_copied_out_of_a_comment(name: str) -> None:
    words = ("modelpact", "emit", "x", *(f"--model=m {n}" for n in range(30)), "-o", ".")
    made = emission.Emission(samples.provider(), TARGETS[0], words, page=False)
    lines = emission.headed(File(name, "text\n"), made.header).text.splitlines()
    (line,) = [line for line in lines if "modelpact emit" in line]
    assert tuple(shlex.split(line.lstrip("/# "))) == words


def test_order_of_models_makes_no_difference(project: Path) -> None:
    run("emit", "catalog", "-m", "brush-2", "-m", "brush-1", "-o", "project/a")
    run("emit", "catalog", "-m", "brush-1", "-m", "brush-2", "-o", "project/b")
    assert snapshot(project / "a") == snapshot(project / "b")


def test_a_file_loses_only_what_its_models_lose() -> None:
    words = ("emit", "jsonschema", "--spec", "shipped", "--stdout", "--file")
    of_all = run(*words, "gravitex.schema.json").stdout
    of_one = run(*words, "qwen-image-edit.schema.json").stdout
    said = [json.loads(text)["$comment"].split("cannot express: ")[-1] for text in (of_all, of_one)]
    place = "/contents/-/parts/-/image"
    assert place in said[0] and place not in said[1]


def test_folder_that_is_only_called_spec_holds_no_pacts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of tests in Ruby, say, or of an OpenAPI description."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "spec" / "models").mkdir(parents=True)
    (tmp_path / "spec" / "openapi.yaml").write_text("openapi: 3.1.0\n")
    result = run("emit", "catalog", "-m", "gpt-image-2", "-o", "out")
    assert result.exit_code == 0 and "those that come with modelpact" in result.stderr
    assert run("models").stdout == run("models", "--spec", "shipped").stdout != ""


def test_shipped_pacts_are_named_where_others_are_near(project: Path) -> None:
    words = ("emit", "catalog", "-m", "gpt-image-2", "--spec", "shipped")
    assert run(*words, "-o", ".").exit_code == 0
    assert renewal(Path(emission.PAGE).read_text()) == [
        *words[:2],
        "--model",
        *words[3:],
        "-o",
        ".",
    ]


# --- in a project of Go --------------------------------------------------------------------------


def go_project(folder: Path) -> Path:
    """An application that imports what is emitted into it."""
    (folder / "go.mod").write_text("module example.com/app\n\ngo 1.21\n")
    (folder / "main.go").write_text(
        'package main\n\nimport (\n\t"fmt"\n\n\t"example.com/app/internal/pact/acme"\n)\n\n'
        'func main() {\n\tfmt.Println(acme.Validate([]byte("{}")).Verdict())\n}\n'
    )
    return folder


def test_package_is_one_of_the_module_above_it(project: Path) -> None:
    words = ("emit", "go", "-o", "project/internal/pact")
    assert run(*words).exit_code == 0
    alone = snapshot(project)
    assert b'models "acme/acme"' in alone["internal/pact/run.go"]
    go_project(project)
    assert run(*words, "--check").exit_code == 1 and run(*words).exit_code == 0
    found = snapshot(project)
    assert "internal/pact/go.mod" not in found and run(*words, "--check").exit_code == 0
    assert b'models "example.com/app/internal/pact/acme"' in found["internal/pact/run.go"]
    (project / "go.mod").unlink()
    (project / "main.go").unlink()
    assert run(*words).exit_code == 0 and snapshot(project) == alone


@pytest.mark.slow
def test_package_is_imported_and_its_runner_runs(project: Path) -> None:
    run("emit", "go", "-o", "project/internal/pact")
    run("emit", "go", "-o", "alone")
    go_project(project)
    run("emit", "go", "-o", "project/internal/pact")
    go = golang.tool("go")
    assert golang.run(go, "run", ".", cwd=project) == "reject\n"
    golang.run(go, "vet", "./...", cwd=project)
    for folder in (project / "internal/pact", project.parent / "alone"):
        assert ", 0 differ" in f" {golang.run(go, 'run', '.', cwd=folder)}"
