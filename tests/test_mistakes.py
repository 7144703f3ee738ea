"""Ten mistakes that people make: all told in one run, each with its place and how to mend it, and nothing is written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from modelpact.cli import main

GOOD = {
    "provider.yaml": "pact: 1\nprovider: acme\ntitle: Acme\nbase_url: https://api.acme.test\n"
    "operations: {generate: {method: POST, path: /images}}\n",
    "families/fam.yaml": "pact: 1\nfamily: fam\ntitle: Fam\n",
    "models/fine.yaml": "pact: 1\nmodel: fine\nfamily: fam\n",
}
BOMB = "".join(
    f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9)}]\n" if n else "x0: &x0 [lol]\n"
    for n in range(10)
)


def model(name: str, rest: str, family: str = "fam") -> str:
    return f"pact: 1\nmodel: {name}\nfamily: {family}\n{rest}"


Mistake = tuple[str, str, str | None, str, str, str]
# what, file, content (None: a link to nothing), where it stands, what the message and the mend must name
MISTAKES: tuple[Mistake, ...] = (
    ("unknown key", "models/a.yaml", model("a", "paramters: {}\n"), "paramters", "paramters", "parameters"),
    ("wrong type", "models/b.yaml", model("b", "parameters:\n  n: {type: integer, minimum: one}\n"), "one", "one", "digits"),
    ("bad enum", "models/c.yaml", model("c", "parameters:\n  n: {enum: auto}\n"), "auto", "enum", "list"),
    ("duplicate key", "models/d.yaml", model("d", "title: One\ntitle: Two\n"), "title: Two", "title", "one of the two"),
    ("merge key", "models/e.yaml", model("e", "parameters:\n  <<: {n: {type: integer}}\n"), "<<", "<<", "Write the keys out"),
    ("tab", "models/f.yaml", model("f", "parameters:\n\tn: {type: integer}\n"), "\t", "tab", "spaces"),
    ("missing parent family", "models/g.yaml", model("g", "", family="fma"), "fma", "fma", "fam"),
    ("default out of range", "models/h.yaml", model("h", "parameters:\n  n: {type: integer, maximum: 4, default: {server: 9}}\n"), "9", "9", "default"),
    ("YAML bomb", "models/i.yaml", model("i", BOMB), "", "with aliases written out", "Write less"),
    ("unreadable file", "models/j.yaml", None, "", "nothing at that place", "file"),
)  # fmt: skip


def spec(folder: Path, *mistakes: Mistake) -> Path:
    files: dict[str, str | None] = {**GOOD, **{file: content for _, file, content, *_ in mistakes}}
    for name, content in files.items():
        path = folder / "spec" / "acme" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.symlink_to("nowhere.yaml")
        else:
            path.write_text(content, encoding="utf-8")
    return folder / "spec"


def run(*words: str) -> Result:
    result = CliRunner().invoke(main, list(words))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def findings(output: str) -> list[tuple[str, int, int, str, str]]:
    """File, line, column, message and mend of each finding."""
    pattern = r"(\S+\.yaml):(\d+):(\d+): [A-Z]\d{3} (.*)\n(?:  .*\n)*?  help: (.+)"
    return [
        (found[1], int(found[2]), int(found[3]), found[4], found[5])
        for found in re.finditer(pattern, output)
    ]


def about(output: str, file: str) -> list[tuple[str, int, int, str, str]]:
    return [found for found in findings(output) if found[0].endswith(file)]


@pytest.mark.parametrize("command", ["lint", "generate"])
def test_all_are_told_in_one_run_and_nothing_is_written(command: str, tmp_path: Path) -> None:
    folder, out = spec(tmp_path, *MISTAKES), tmp_path / "out"
    where = ["--out", str(out)] if command == "generate" else []
    result = run(command, "--spec", str(folder), *where)
    assert result.exit_code in (1, 2)
    for _, file, content, spot, named, mend in MISTAKES:
        (found,) = about(result.output, file)
        if content is not None and spot:
            before = content[: content.index(spot)].split("\n")
            assert found[1:3] == (len(before), len(before[-1]) + 1), found
        assert named in found[3] and mend in found[4], found
        assert len(found[4].split()) > 2, found
    assert len(findings(result.output)) == len(MISTAKES)
    assert not out.exists()


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake[0])
def test_each_alone(mistake: Mistake, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run("generate", "--spec", str(spec(tmp_path, mistake)), "--out", str(out))
    assert result.exit_code in (1, 2)
    (found,) = findings(result.output)
    assert found[0].endswith(mistake[1]) and not out.exists()


def test_a_mistake_does_not_touch_what_was_written_before(tmp_path: Path) -> None:
    out = tmp_path / "out"
    folder = spec(tmp_path)
    assert run("generate", "--spec", str(folder), "--out", str(out)).exit_code == 0
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert len(before) > 5
    spec(tmp_path, *MISTAKES)
    assert run("generate", "--spec", str(folder), "--out", str(out)).exit_code != 0
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_without_mistakes_nothing_is_found(tmp_path: Path) -> None:
    result = run("lint", "--spec", str(spec(tmp_path)))
    assert result.exit_code == 0 and findings(result.output) == []


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00", b"pact: 1\nmodel: \xc3\x28\n", b"", b"pact: 1\x00"]
)
def test_bytes_that_are_no_pact(content: bytes, tmp_path: Path) -> None:
    folder = spec(tmp_path)
    (folder / "acme" / "models" / "j.yaml").write_bytes(content)
    result = run("lint", "--spec", str(folder))
    assert result.exit_code == 1
    assert about(result.output, "models/j.yaml"), result.output
