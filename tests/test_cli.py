"""The command as people and programs meet it: what it prints where, and what it exits with."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from acme import GOOD, MODEL, edit, lay, run, snapshot
from builds import ROOT
from modelpact import validators
from modelpact.cli import COMMANDS, main, validate


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a folder of pacts: one provider, one family, one model."""
    lay(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


# --- the command as a whole ----------------------------------------------------------------------


def test_help_names_every_command_with_the_line_that_the_command_says_itself() -> None:
    result = run("--help")
    assert result.exit_code == 0
    for name in COMMANDS:
        assert name in result.stdout
        assert run(name, "--help").exit_code == 0


@pytest.mark.parametrize(
    "words",
    [["frobnicate"], ["--frob"], ["generate", "--frob"], ["show"], ["validate", "--mode", "x"]],
)
def test_usage_errors_exit_2_and_say_so_on_standard_error(folder: Path, words: list[str]) -> None:
    result = run(*words)
    assert result.exit_code == 2 and result.stdout == "" and "Usage:" in result.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["geneate"], "no command 'geneate'; did you mean generate?"),
        (["zzz"], "no command 'zzz'; --help lists them"),
        (["schema", "cat"], "; did you mean catalog?"),
        (["schema", "zzz"], "'zzz' is not one of 'provider', 'family', 'model', 'changelog', 'catalog'"),
        (["models", "--format", "jsn"], "; did you mean json?"),
        (["lint", "--format", "sarf"], "; did you mean sarif?"),
        (["diff", ".", "--format", "md"], "; did you mean markdown?"),
        (["validate", "--mode", "strit"], "; did you mean strict?"),
        (["completion", "zish"], "; did you mean zsh?"),
        (["lint", "--as-of", "tomorrow"], "tomorrow is no day; write it as 2026-01-31"),
    ],
)  # fmt: skip
def test_a_mistyped_word_is_told_with_the_nearest(words: list[str], told: str) -> None:
    result = run(*words)
    assert result.exit_code == 2 and told in result.stderr, result.stderr


def test_the_readme_names_every_command() -> None:
    told = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"modelpact {name}" not in told] == []


def test_commands_that_are_quick_import_nothing_slow(folder: Path) -> None:
    run("generate")
    (folder / "request.json").write_text(json.dumps(GOOD))
    program = (
        "import sys\n"
        "from modelpact.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "slow = {'yaml', 'jsonschema', 'jinja2', 'black', 'rich', 'dataclasses', 'pathlib', 'modelpact.ir'}\n"
        "print(sorted(slow & set(sys.modules)), file=sys.stderr)\n"
    )
    for words in (["--help"], ["validate", "request.json"]):
        done = subprocess.run(
            [
                sys.executable,
                "-S",
                "-c",
                f"import sys; sys.path[:0] = {sys.path!r}\n{program}",
                *words,
            ],
            capture_output=True,
            text=True,
        )
        assert done.stderr.splitlines()[-1] == "[]", words


def test_interrupt_exits_130(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(**folders: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(validators, "inputs_digest", interrupted)
    (folder / "generated").mkdir()
    (folder / "generated/.modelpact.json").write_text('{"version": 1, "inputs": "x", "files": {}}')
    assert run("validate", "-", stdin="{}").exit_code == 130


def test_mistake_of_ours_is_a_traceback_and_no_finding(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(validate._Judge, "answer", lambda self, text: 1 / 0)
    result = CliRunner().invoke(main, ["validate", "-"], input="{}")
    assert result.exit_code == 2 and "ZeroDivisionError" in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal on Windows")
def test_reader_that_goes_away_is_no_error(folder: Path) -> None:
    lines = "".join(json.dumps(GOOD) + "\n" for _ in range(5000))
    (folder / "many.jsonl").write_text(lines)
    command = [sys.executable, "-c", "from modelpact.cli import main; main()"]
    with subprocess.Popen(
        [*command, "validate", "--jsonl", "many.jsonl"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout and process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 128 + signal.SIGPIPE


# --- generate ------------------------------------------------------------------------------------


def test_generate_writes_every_target_and_then_nothing(folder: Path) -> None:
    result = run("generate")
    assert result.exit_code == 0
    for target in ("catalog", "jsonschema", "markdown", "python-validators"):
        assert f"acme/{target}" in result.stdout
        assert (folder / "generated/acme" / target).is_dir()
    assert (folder / "generated/acme/jsonschema/brush-1.schema.json").is_file()
    before = snapshot(folder)
    again = run("generate")
    assert (
        again.exit_code == 0 and " 0 written" in again.stdout and " 1 written" not in again.stdout
    )
    assert snapshot(folder) == before


def test_generate_takes_folders_from_anywhere(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("generate")
    (folder / "elsewhere").mkdir()
    monkeypatch.chdir(folder / "elsewhere")
    assert run("generate", "--spec", "../spec", "--out", "deep/out").exit_code == 0
    assert snapshot(folder / "elsewhere/deep/out") == snapshot(folder / "generated")


def test_generate_tells_facts_that_a_target_cannot_express(folder: Path) -> None:
    edit(
        folder / "spec/acme/families/brush.yaml",
        "parameters:",
        "parameters:\n"
        "  width: {type: integer, minimum: 1, description: Across.}\n"
        "  height: {type: integer, minimum: 1, description: Down.}\n"
        "rules:\n"
        "  - id: area-is-bounded\n"
        "    because: Large pictures take too long.\n"
        "    limit: {product: [width, height], maximum: 1000}\n"
        "parameters_end:",
    )
    edit(folder / "spec/acme/families/brush.yaml", "parameters_end:\n", "")
    edit(
        folder / "spec/acme/families/brush.yaml",
        "rules:\n",
        "  style: {enum: [oil, ink], description: How to paint.}\nrules:\n",
    )
    text = (folder / "spec/acme/families/brush.yaml").read_text().rstrip().rsplit("\n", 1)[0]
    (folder / "spec/acme/families/brush.yaml").write_text(text + "\n")
    refused = run("generate", "--fail-on-lossy")
    assert refused.exit_code == 1 and "area-is-bounded" in refused.stderr
    assert not (folder / "generated").exists()
    result = run("generate")
    assert result.exit_code == 0 and "cannot express" in result.stdout
    (told,) = (
        loss
        for loss in json.loads(run("generate", "--format", "json").stdout)["losses"]
        if loss["target"] == "jsonschema" and loss["subject"] == "area-is-bounded"
    )
    assert told["model"] == "brush-1" and told["reason"]


def test_losses_are_listed_by_rule_and_nothing_is_written(folder: Path) -> None:
    result = run("generate", "--losses", "--target", "models-json")
    assert result.exit_code == 0 and not (folder / "generated").exists()
    head, line, *_ = result.stdout.splitlines()
    assert head == "acme/models-json: 2 facts that it cannot express"
    assert line.startswith("  no-two-words: ") and line.endswith("; in brush-1")
    told = json.loads(run("generate", "--losses", "--format", "json").stdout)
    assert {(loss["target"], loss["subject"]) for loss in told["losses"]} >= {
        ("models-json", "no-two-words")
    }
    assert run("generate", "--losses", "--fail-on-lossy").exit_code == 1
    assert run("generate", "--losses", "--fail-on-lossy", "--target", "catalog").exit_code == 0


def test_generate_with_target_leaves_others_alone(folder: Path) -> None:
    run("generate")
    edit(folder / "spec/acme/models/brush-1.yaml", "The first.", "The very first.")
    before = snapshot(folder / "generated")
    assert run("generate", "--target", "markdown").exit_code == 0
    after = snapshot(folder / "generated")
    changed = {path for path in before if before[path] != after[path]} - {".modelpact.json"}
    assert changed and all(path.startswith("acme/markdown/") for path in changed)
    assert run("generate", "--check", "--target", "markdown").exit_code == 0
    assert run("generate", "--check").exit_code == 1


def test_unknown_target_is_a_usage_error(folder: Path) -> None:
    result = run("generate", "--target", "cobol")
    assert result.exit_code == 2 and "cobol" in result.stderr and "markdown" in result.stderr


def test_output_into_the_pacts_is_refused(folder: Path) -> None:
    before = snapshot(folder)
    for out in ("spec", "spec/acme/x"):
        assert run("generate", "--out", out).exit_code == 2
    assert snapshot(folder) == before


def test_generate_without_pacts_takes_the_shipped_ones_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("generate", "--target", "catalog")
    assert result.exit_code == 0 and "come with modelpact" in result.stderr
    assert (tmp_path / "generated/gravitex/catalog").is_dir()


def test_pacts_of_ones_own_that_are_not_found_lose_nothing_to_the_shipped_ones(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("generate", "--target", "catalog").exit_code == 0
    (folder / "spec").rename(folder / "pacts")
    before = snapshot(folder)
    for words in (("generate",), ("generate", "--check"), ("generate", "--target", "catalog")):
        result = run(*words)
        assert result.exit_code == 2
        assert "generated holds what was made of other pacts (acme)" in result.stderr
        assert "--spec shipped" in result.stderr
    assert snapshot(folder) == before
    assert run("generate", "--spec", "pacts", "--target", "catalog").exit_code == 0
    assert run("generate", "--spec", "shipped", "--target", "catalog").exit_code == 0
    assert not (folder / "generated/acme/catalog").exists()


@pytest.mark.parametrize("words", ["generate", "lint", "models", "emit catalog --stdout"])
def test_pacts_without_a_provider_are_not_passed_over(folder: Path, words: str) -> None:
    (folder / "spec/acme/provider.yaml").rename(folder / "spec/acme/provder.yaml")
    before = snapshot(folder)
    result = run(*words.split())
    assert result.exit_code == 2, result.output
    assert "no provider.yaml in spec" in result.stderr and "provder.yaml" in result.stderr
    assert snapshot(folder) == before


def test_check_names_what_is_missing_changed_stale_edited_and_extra(folder: Path) -> None:
    run("generate")
    out = folder / "generated"
    assert run("generate", "--check").exit_code == 0
    page, schema = out / "acme/markdown/brush-1.md", out / "acme/jsonschema/brush-1.schema.json"
    page.unlink()
    edit(schema, "{", "{ ")
    (out / "acme/markdown/mine.md").write_text("mine\n")
    (out / "acme/catalog/notes").mkdir()
    (out / "acme/catalog/notes/a.txt").write_text("mine\n")
    edit(folder / "spec/acme/models/brush-1.yaml", "maximum: 2", "maximum: 3")
    before = snapshot(folder)
    result = run("generate", "--check")
    lines = result.stdout.splitlines()
    assert result.exit_code == 1
    assert "missing: generated/acme/markdown/brush-1.md" in lines
    assert "edited: generated/acme/jsonschema/brush-1.schema.json" in lines
    assert "extra: generated/acme/markdown/mine.md" in lines
    assert "extra: generated/acme/catalog/notes/a.txt" in lines
    assert "differs: generated/acme/python-validators/brush_1.py" in lines
    assert "modelpact generate --force" in result.stderr
    assert snapshot(folder) == before
    told = json.loads(run("generate", "--check", "--format", "json").stdout)
    assert not told["current"] and told["missing"] == ["acme/markdown/brush-1.md"]
    assert told["edited"] == ["acme/jsonschema/brush-1.schema.json"]


def test_model_that_is_gone_is_stale_and_then_deleted(folder: Path) -> None:
    second = folder / "spec/acme/models/brush-2.yaml"
    second.write_text(MODEL.replace("brush-1", "brush-2").replace("Brushy", "Brushier"))
    run("generate")
    assert (folder / "generated/acme/python-validators/brush_2.py").exists()
    second.unlink()
    result = run("generate", "--check")
    assert "stale: generated/acme/python-validators/brush_2.py" in result.stdout.splitlines()
    assert "deleted" in run("generate").stdout
    assert not [
        path for path in snapshot(folder / "generated") if "brush-2" in path or "brush_2" in path
    ]
    assert run("generate", "--check").exit_code == 0


def test_check_repeats_the_options_in_the_command_that_mends(folder: Path) -> None:
    result = run("generate", "--check", "--out", "my out", "--spec", "spec", "--target", "markdown")
    mend = "modelpact generate --spec spec --out 'my out' --target markdown"
    assert result.exit_code == 1 and mend in result.stderr
    assert not (folder / "my out").exists()


def test_comment_in_a_pact_makes_the_manifest_differ(folder: Path) -> None:
    """The manifest says what the files are of, so that ``validate`` may trust them."""
    run("generate")
    edit(folder / "spec/acme/models/brush-1.yaml", "pact: 1\n", "pact: 1\n\n")
    run("generate", "--check")
    run("generate")
    assert run("generate", "--check").exit_code == 0


def test_edited_file_stops_generate_until_forced(folder: Path) -> None:
    run("generate")
    page = folder / "generated/acme/markdown/brush-1.md"
    page.write_text("mine\n")
    result = run("generate")
    assert result.exit_code == 2 and result.stdout == ""
    assert "acme/markdown/brush-1.md" in result.stderr and "--force" in result.stderr
    assert page.read_text() == "mine\n"
    assert run("generate", "--force").exit_code == 0 and page.read_text() != "mine\n"


def test_diff_shows_and_writes_nothing(folder: Path) -> None:
    run("generate")
    edit(folder / "spec/acme/models/brush-1.yaml", "The first.", "The very first.")
    before = snapshot(folder)
    shown = run("generate", "--diff")
    assert shown.exit_code == 0 and "--- a/acme/markdown/brush-1.md" in shown.stdout.splitlines()
    assert any(line.startswith("+") and "very first" in line for line in shown.stdout.splitlines())
    assert run("generate", "--diff", "--check").exit_code == 1
    assert snapshot(folder) == before


def test_generate_writes_nothing_when_a_pact_is_wrong(folder: Path) -> None:
    run("generate")
    before = snapshot(folder / "generated")
    edit(folder / "spec/acme/models/brush-1.yaml", "maximum: 2", "maximun: 2")
    for words in ([], ["--check"]):
        result = run("generate", *words)
        assert result.exit_code == 2 and "spec/acme/models/brush-1.yaml:8:" in result.stderr
        told = run("generate", *words, "--format", "json")
        assert told.exit_code == 2 and json.loads(told.stdout)["errors"] == 1
    assert snapshot(folder / "generated") == before


@pytest.mark.parametrize("fault", ["file", "link", "full"])
def test_output_that_cannot_be_written_is_a_sentence(
    folder: Path, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if fault == "file":
        (folder / "generated").write_text("mine\n")
    elif fault == "link":
        (folder / "generated").mkdir()
        (folder / "generated/acme").symlink_to(folder / "spec/acme")
    else:
        monkeypatch.setattr(Path, "write_bytes", _full)
    before = snapshot(folder / "spec")
    result = run("generate")
    assert result.exit_code == 2 and result.stdout == "" and "Error: " in result.stderr
    assert snapshot(folder / "spec") == before


def _full(self: Path, data: bytes) -> int:
    raise OSError(28, "No space left on device", str(self))


@pytest.mark.parametrize("command", ["generate", "lint", "models", "show"])
def test_missing_folder_of_pacts_is_a_sentence(folder: Path, command: str) -> None:
    result = run(command, *(["x"] if command == "show" else []), "--spec", "nowhere")
    assert result.exit_code in (1, 2) and "nowhere" in result.output
    assert "Name the folder of the pacts with --spec; `modelpact init`" in result.output
    assert not (folder / "generated").exists()


# --- lint ----------------------------------------------------------------------------------------


def test_lint_is_silent_on_standard_output_when_all_is_well(folder: Path) -> None:
    result = run("lint")
    assert result.exit_code == 0 and result.stdout == "" and "0 errors" in result.stderr


@pytest.mark.parametrize(
    ("laid", "told"),
    [("notes.md", "there is no folder spec with pacts here"), ("spec/support/users.yaml", "there is no provider.yaml in spec")],
)  # fmt: skip
def test_lint_says_whose_pacts_it_reads_where_there_are_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, laid: str, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(laid).parent.mkdir(parents=True, exist_ok=True)
    Path(laid).write_text("users: 1\n", "utf-8")
    result = run("lint")
    assert result.exit_code == 0 and told in result.stderr.splitlines()[0]


def test_lint_prints_place_code_excerpt_and_mend_of_every_problem(folder: Path) -> None:
    edit(folder / "spec/acme/models/brush-1.yaml", "maximum: 2", "maximun: 2")
    edit(folder / "spec/acme/families/brush.yaml", "pact: 1", "pact: 1\npact: 1")
    result = run("lint")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    (at,) = (
        n
        for n, line in enumerate(lines)
        if "maximun" in line and "models/brush-1.yaml:8:7: " in line
    )
    assert lines[at].startswith("spec/acme/models/brush-1.yaml:8:7: ")
    assert lines[at + 1] == "  8 |   n: {maximun: 2}"
    assert lines[at + 2] == "    |       ^"
    assert "maximum" in lines[at + 3] and lines[at + 3].startswith("  help: ")
    assert any(line.startswith("spec/acme/families/brush.yaml:2:1: ") for line in lines)
    told = json.loads(run("lint", "--format", "json").stdout)
    assert told["errors"] == len(told["problems"]) == 2
    assert {"path", "line", "column", "code", "level", "message", "help", "excerpt"} == set(
        told["problems"][0]
    )
    assert all(run("explain", problem["code"]).exit_code == 0 for problem in told["problems"])


def test_lint_prints_paths_from_the_working_directory(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(folder / "spec/acme/models/brush-1.yaml", "maximum: 2", "maximun: 2")
    assert run("lint", "--spec", str(folder / "spec")).stdout.startswith("spec/acme/models/")
    monkeypatch.chdir(folder / "spec/acme")
    assert run("lint", "--spec", "..").stdout.startswith("models/brush-1.yaml:8:7")
    monkeypatch.chdir(folder / "spec/acme/models")
    outside = run("lint", "--spec", str(folder / "spec")).stdout
    assert outside.split(":")[0] in ("brush-1.yaml", str(folder / "spec/acme/models/brush-1.yaml"))


@pytest.mark.parametrize(
    ("here", "spec", "path"),
    [
        (".", "spec/acme", "spec/acme/models/brush-1.yaml"),
        ("spec/acme", ".", "models/brush-1.yaml"),
        ("spec", "./acme/", "acme/models/brush-1.yaml"),
    ],
)
def test_the_folder_of_one_provider_is_read_as_that_one(
    folder: Path, here: str, spec: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "spec/broken/models").mkdir(parents=True)
    monkeypatch.chdir(folder / here)
    assert run("lint", "--spec", spec).stdout == ""
    edit(folder / "spec/acme/models/brush-1.yaml", "maximum: 2", "maximun: 2")
    assert run("lint", "--spec", spec).stdout.startswith(f"{path}:8:7")
    told = json.loads(run("lint", "--spec", spec, "--format", "json").stdout)
    assert {problem["path"] for problem in told["problems"]} == {path}


def test_lint_cuts_long_lines_around_the_place_and_hides_no_character(folder: Path) -> None:
    edit(
        folder / "spec/acme/models/brush-1.yaml",
        "maximum: 2",
        f"description: '{'x' * 300}\u202e', maximun: 2",
    )
    lines = run("lint").stdout.splitlines()
    excerpt = next(line for line in lines if "maximun" in line and " | " in line)
    caret = lines[lines.index(excerpt) + 1]
    assert len(excerpt) < 140 and "\u202e" not in "".join(lines)
    assert excerpt[caret.index("^") :].startswith("maximun")


# --- show, models, explain -----------------------------------------------------------------------


def test_models_prints_one_id_a_line(folder: Path) -> None:
    assert run("models").stdout == "brush-1\n"
    (told,) = json.loads(run("models", "--format", "json").stdout)
    assert told["id"] == "brush-1" and told["provider"] == "acme" and told["aliases"] == ["Brushy"]


def test_show_prints_where_each_fact_is_from(folder: Path) -> None:
    result = run("show", "brush-1")
    assert result.exit_code == 0
    facts = dict(
        tuple(part.strip() for part in line.rsplit("  # ", 1))
        for line in result.stdout.splitlines()
        if "  # " in line
    )
    assert facts["maximum: 2"] == "spec/acme/models/brush-1.yaml:8"
    assert facts["minimum: 1"] == "spec/acme/provider.yaml:10"
    style = "style: {enum: [oil, ink], description: How to paint.}"
    assert facts[style] == "spec/acme/families/brush.yaml:6"
    assert facts["base_url: https://api.acme.test"] == "spec/acme/provider.yaml:5"
    rule = "no-two-words: error: Two of a kind cannot be told apart."
    assert facts[rule] == "spec/acme/provider.yaml:13"
    assert "current" in result.stdout.splitlines()[0]


def test_show_as_json_gives_the_place_of_every_pointer(folder: Path) -> None:
    told = json.loads(run("show", "brush-1", "--format", "json").stdout)
    assert told["pact"]["parameters"]["n"]["maximum"] == 2
    assert told["origins"]["/parameters/n/maximum"] == "spec/acme/models/brush-1.yaml:8:7"
    assert told["origins"]["/parameters/n/minimum"].startswith("spec/acme/provider.yaml:10:")


def test_show_of_an_unknown_model_names_the_nearest_one(folder: Path) -> None:
    for name in ("brush-l", "brushy"):
        result = run("show", name)
        assert result.exit_code == 2 and "brush-1" in result.stderr and result.stdout == ""


def test_explain_knows_rules_issues_and_problems_and_guesses_at_others(folder: Path) -> None:
    rule = run("explain", "no-two-words")
    assert "Two of a kind" in rule.stdout and "spec/acme/provider.yaml:13" in rule.stdout
    assert "brush-1" in rule.stdout
    assert "listed" in run("explain", "enum").stdout
    assert run("explain", "MAXLENGTH").stdout.startswith("maxLength\n")
    unknown = run("explain", "maxLenght")
    assert unknown.exit_code == 2 and "maxLength" in unknown.stderr


# --- validate ------------------------------------------------------------------------------------


@pytest.fixture(params=["committed", "rendered"])
def request_folder(folder: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """The same answers are due from the files on the disk and from memory."""
    if request.param == "committed":
        run("generate")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(validators, "_rendered", _never)
            yield folder
    else:
        yield folder


def _never(*args: Any) -> Any:
    raise AssertionError("the committed validator is current, so nothing needs to be rendered")


def verdict(payload: Any, *words: str) -> tuple[int, Any]:
    result = run("validate", "--format", "json", *words, stdin=json.dumps(payload))
    return result.exit_code, json.loads(result.stdout)


def test_validate_accepts(request_folder: Path) -> None:
    status, answer = verdict(GOOD)
    assert status == 0
    form = answer.pop("response_format")
    assert set(form) == {"asked", "returned", "warn", "read"}
    assert answer == {"model": "brush-1", "verdict": "accept", "issues": []}


def test_validate_rejects_with_place_code_and_fix(request_folder: Path) -> None:
    status, answer = verdict({**GOOD, "n": 9})
    (issue,) = answer["issues"]
    assert status == 1 and answer["verdict"] == "reject"
    assert (issue["pointer"], issue["code"], issue["severity"]) == ("/n", "maximum", "error")
    assert issue["message"] and issue["fix"]["value"] == 2
    status, answer = verdict({**GOOD, "n": 2, "style": "ink"})
    assert status == 1 and answer["issues"][0]["code"] == "no-two-words"


def test_validate_warns_and_modes_change_that(request_folder: Path) -> None:
    payload = {**GOOD, "promt": "x"}
    assert verdict(payload)[0] == 0 and verdict(payload)[1]["verdict"] == "warn"
    assert verdict(payload, "--mode", "strict")[0] == 1
    assert verdict({**GOOD, "n": 9}, "--mode", "passthrough")[1]["verdict"] == "warn"


@pytest.mark.parametrize("payload", [[], "x", 1, None, True])
def test_validate_rejects_what_is_no_object(request_folder: Path, payload: Any) -> None:
    status, answer = verdict(payload)
    assert status == 1 and answer["model"] is None
    assert [issue["pointer"] for issue in answer["issues"]] == [""]


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"model": "brush-9", "prompt": "x"},
        {"model": 3, "prompt": "x"},
        {"model": "", "prompt": "x"},
        {"model": "acme", "prompt": "x"},
        {"model": "../../x", "prompt": "x"},
        {"model": "\ud800", "prompt": "\ud800"},
        {"model": {"a": []}, "response_format": [1]},
    ],
)
def test_validate_has_an_answer_for_any_model(request_folder: Path, payload: Any) -> None:
    status, answer = verdict(payload)
    assert status in (0, 1) and answer["issues"]
    assert any(issue["pointer"] == "/model" for issue in answer["issues"])


def test_validator_of_one_model_says_what_the_one_of_all_says(folder: Path) -> None:
    run("generate")
    payloads: list[Any] = [GOOD, {**GOOD, "n": 9}, {**GOOD, "n": 2.0, "x": 1, "style": "OIL"}]
    payloads += [{"model": "brush-1"}, {"model": "BRUSH-1", "prompt": "x"}]
    (folder / "all.jsonl").write_text("".join(json.dumps(payload) + "\n" for payload in payloads))
    lines = run("validate", "--jsonl", "all.jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == [verdict(payload)[1] for payload in payloads]


NOT_JSON = [
    b"", b"  ", b"{", b"nope", b'{"a": NaN}', b"[Infinity]", b"-Infinity", b"\xff\xfe{", b'"\xff"', b"{}{}",
    b"[" * 200_000, b'{"a":' * 200_000, b"1" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_JSON, ids=range(len(NOT_JSON)))
def test_validate_exits_2_where_there_is_no_telling(folder: Path, text: bytes) -> None:
    result = run("validate", "-", stdin=text)
    assert result.exit_code == 2 and result.stdout == "" and "Error: " in result.stderr
    told = run("validate", "--format", "json", stdin=text)
    assert told.exit_code == 2 and set(json.loads(told.stdout)) == {"error"}


def test_validate_of_a_file_that_cannot_be_read_exits_2(folder: Path) -> None:
    for words in (["nowhere.json"], ["spec"], ["--jsonl", "nowhere.jsonl"], ["--jsonl", "spec"]):
        result = run("validate", *words)
        assert result.exit_code == 2 and words[-1] in result.stderr
    assert run("validate", "a", "--jsonl", "b").exit_code == 2


def test_validate_reads_numbers_that_no_float_holds(folder: Path) -> None:
    result = run(
        "validate", "--format", "json", stdin='{"model": "brush-1", "prompt": "x", "n": 1e999}'
    )
    answer = json.loads(result.stdout, parse_constant=_never)
    assert result.exit_code == 1 and answer["issues"][0]["pointer"] == "/n"


def test_validate_of_fifty_megabytes(folder: Path) -> None:
    run("generate")
    (folder / "big.json").write_text(json.dumps({**GOOD, "prompt": "x" * 50_000_000}))
    assert run("validate", "big.json").exit_code == 0


def test_validate_prints_nothing_that_steers_a_terminal(folder: Path) -> None:
    odd = "\x1b[31m\u202e\x07\r"
    result = run("validate", stdin=json.dumps({**GOOD, odd: odd, "model": odd, "style": odd}))
    assert result.exit_code in (0, 1)
    assert not [char for char in result.output if not char.isprintable() and char != "\n"]


def test_validate_lines_answers_each_in_order_and_loses_none(request_folder: Path) -> None:
    lines = [
        json.dumps(GOOD).encode(), b"nope", b"", b"[]", json.dumps({**GOOD, "n": 9}).encode() + b"\r",
        b"\xff", b"[" * 100_000, json.dumps({**GOOD, "promt": 1}).encode(), b'{"a": NaN}',
    ]  # fmt: skip
    (request_folder / "lines.jsonl").write_bytes(b"\n".join(lines))
    result = run("validate", "--jsonl", "lines.jsonl")
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    told = [answer.get("verdict") or answer["line"] for answer in answers]
    assert told == ["accept", 2, 3, "reject", "reject", 6, 7, "warn", 9]
    assert all(set(answer) == {"line", "error"} for answer in answers if "error" in answer)
    assert result.exit_code == 2
    assert result.stderr == "9 requests: 1 accept, 1 warn, 2 reject, 5 could not be checked\n"


@pytest.mark.parametrize(("last", "status"), [("accept", 0), ("reject", 1)])
def test_validate_lines_exits_1_if_any_is_rejected(folder: Path, last: str, status: int) -> None:
    payloads = [GOOD, GOOD if last == "accept" else {**GOOD, "n": 9}]
    text = "".join(json.dumps(payload) + "\n" for payload in payloads)
    assert run("validate", "--jsonl", "-", stdin=text).exit_code == status
    assert run("validate", "--jsonl", "-", stdin="").exit_code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals on Windows")
@pytest.mark.parametrize("words", [["validate", "--jsonl", "lines.jsonl"], ["generate"]])
def test_progress_goes_to_the_terminal_and_data_to_the_pipe(folder: Path, words: list[str]) -> None:
    import pty

    (folder / "lines.jsonl").write_text((json.dumps(GOOD) + "\n") * 50)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from modelpact.cli import main; main()", *words]
    environment = {**os.environ, "TERM": "xterm"}
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=theirs, env=environment, text=True
    )
    os.close(theirs)
    drawn = _drain(ours)
    assert done.returncode == 0 and "\x1b" in drawn and "\x1b" not in done.stdout
    if words[0] == "validate":
        assert [json.loads(line)["verdict"] for line in done.stdout.splitlines()] == ["accept"] * 50
        assert "validating" in drawn and "50 requests" in drawn
    else:
        targets = [line.split()[0] for line in done.stdout.splitlines() if line.startswith("acme/")]
        # Which of them is seen depends on how quick each is; the terminal is drawn a few times a second.
        assert "acme/markdown" in targets and any(target in drawn for target in targets)


def _drain(terminal: int) -> str:
    """Read what was drawn, to the end, where Linux answers with an error."""
    parts = []
    try:
        while part := os.read(terminal, 1 << 16):
            parts.append(part)
    except OSError:
        pass
    os.close(terminal)
    return b"".join(parts).decode()


def test_edited_validator_is_not_run(folder: Path) -> None:
    run("generate")
    for name in ("acme.py", "brush_1.py"):
        path = folder / "generated/acme/python-validators" / name
        path.write_text("raise SystemExit('was run')\n")
    assert verdict({**GOOD, "n": 9})[0] == 1


def test_validator_of_other_pacts_is_not_run(folder: Path) -> None:
    run("generate")
    edit(folder / "spec/acme/models/brush-1.yaml", "maximum: 2", "maximum: 3")
    assert verdict({**GOOD, "n": 3})[0] == 0
    run("generate", "--target", "markdown")
    assert verdict({**GOOD, "n": 3})[0] == 0


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"inputs": 3}', "\xff", "[" * 100_000])
def test_manifest_of_something_else_is_as_none(folder: Path, text: str) -> None:
    (folder / "generated").mkdir()
    (folder / "generated/.modelpact.json").write_text(text, encoding="latin-1")
    assert verdict(GOOD)[0] == 0


def test_validate_with_pacts_that_are_wrong_exits_2(folder: Path) -> None:
    edit(folder / "spec/acme/models/brush-1.yaml", "maximum: 2", "maximun: 2")
    result = run("validate", stdin=json.dumps(GOOD))
    assert result.exit_code == 2 and "brush-1.yaml:8:" in result.stderr


def test_validate_asks_the_provider_that_knows_the_model(folder: Path) -> None:
    shutil.copytree(folder / "spec/acme", folder / "spec/zeta")
    for path in (folder / "spec/zeta").rglob("*.yaml"):
        path.write_text(path.read_text().replace("acme", "zeta").replace("brush-1", "brush-z"))
    (folder / "spec/zeta/models/brush-1.yaml").rename(folder / "spec/zeta/models/brush-z.yaml")
    edit(folder / "spec/zeta/models/brush-z.yaml", "maximum: 2", "maximum: 3")
    three = {"model": "brush-z", "prompt": "x", "n": 3}
    for _ in range(2):
        assert verdict(three)[0] == 0 and verdict({**GOOD, "n": 3})[0] == 1
        assert verdict(three, "--provider", "acme")[1]["verdict"] != "accept"
        assert verdict(three, "--provider", "zeta")[1]["verdict"] == "accept"
        text = "".join(json.dumps(payload) + "\n" for payload in (three, {**GOOD, "n": 3}))
        lines = run("validate", "--jsonl", "-", stdin=text).stdout.splitlines()
        assert [json.loads(line)["verdict"] for line in lines] == ["accept", "reject"]
        run("generate")
    result = run("validate", "--provider", "nobody", stdin="{}")
    assert result.exit_code == 2 and "acme, zeta" in result.stderr


def test_validate_writes_nothing_into_an_empty_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("validate", stdin='{"model": "gpt-image-2", "prompt": "x"}')
    assert result.exit_code == 0 and os.listdir(tmp_path) == []


def test_colour_is_for_terminals_only(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from modelpact.cli import out

    assert out.style("x", False, fg="red") == "x"
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert out.style("x", False, fg="red") == click.style("x", fg="red")
    monkeypatch.setenv("NO_COLOR", "1")
    assert out.style("x", False, fg="red") == "x"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("command", ["models", "show"])
def test_a_full_disk_behind_standard_output_is_told(command: str) -> None:
    words = [
        sys.executable,
        "-m",
        "modelpact",
        command,
        *(["gpt-image-2"] if command == "show" else []),
    ]
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            words, stdout=full, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent
        )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "cannot print: No space left on device" in done.stderr
