"""The digest changes with everything that output is made from, and with nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from modelpact import inputs

FILES = {
    "code/ir.py": "x = 1",
    "code/cli/out.py": "x = 1",
    "code/emission.py": "x = 1",
    "code/write/__init__.py": "x = 1",
    "code/_data/spec/acme/provider.yaml": "x: 1",
    "language/common.schema.json": "{}",
    "language/editor/model.schema.json": "{}",
    "templates/md/page.md.jinja": "x",
    "templates/emission/page.md.jinja": "x",
    "spec/acme/provider.yaml": "x: 1",
    "spec/language/extra.yaml": "x: 1",
    "spec/acme/notes.md": "x",
}
COUNTED = (
    "code/ir.py",
    "language/common.schema.json",
    "templates/md/page.md.jinja",
    "spec/acme/provider.yaml",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.setattr(inputs, "__file__", str(tmp_path / "code/inputs.py"))
    return tmp_path


def digest(folder: Path) -> str:
    names = ("spec", "language", "templates")
    return inputs.inputs_digest(**{name: str(folder / name) for name in names})


@pytest.mark.parametrize("name", FILES)
def test_bytes_count_where_they_matter(folder: Path, name: str) -> None:
    before = digest(folder)
    (folder / name).write_text("other")
    assert (digest(folder) != before) == (name in COUNTED)


@pytest.mark.parametrize("name", COUNTED)
def test_names_count(folder: Path, name: str) -> None:
    before = digest(folder)
    path = folder / name
    moved = path.rename(path.with_name(f"other-{path.name}"))
    assert digest(folder) != before
    moved.rename(path)
    assert digest(folder) == before
    path.unlink()
    assert digest(folder) != before


def test_bytes_do_not_slip_from_one_file_into_the_next(folder: Path) -> None:
    (folder / "spec/acme/a.yaml").write_text("ab")
    (folder / "spec/acme/b.yaml").write_text("c")
    before = digest(folder)
    (folder / "spec/acme/a.yaml").write_text("a")
    (folder / "spec/acme/b.yaml").write_text("bc")
    assert digest(folder) != before


def test_hidden_and_compiled_files_do_not_count(folder: Path) -> None:
    before = digest(folder)
    for name in ("spec/acme/.x.yaml", "templates/.git/x", "code/__pycache__/ir.py", "code/ir.pyc"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("x")
    assert digest(folder) == before


def test_place_does_not_count(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest(folder)
    monkeypatch.chdir(folder)
    assert inputs.inputs_digest(spec="spec", language="language", templates="./templates") == before


def test_link_to_a_folder_above_ends(folder: Path) -> None:
    before = digest(folder)
    (folder / "spec/acme/loop").symlink_to("..")
    assert digest(folder) != before


def test_missing_folder_is_an_error_of_the_system(folder: Path) -> None:
    with pytest.raises(FileNotFoundError):
        inputs.inputs_digest(spec="nowhere", language="language", templates="templates")
