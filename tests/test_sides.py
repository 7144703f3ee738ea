"""What can be compared: folders of pacts and catalogues, on the disk and in git revisions, and what is said instead."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from builds import LANGUAGE
from modelpact import catalogs, ir, load, sides
from modelpact.errors import Unreadable
from modelpact.files import json_file
from modelpact.load.revision import Folder, read_revision
from pacts import FAMILY, MODEL, PROVIDER
from repositories import blob, commit, git, tree


def pacts(spec: Path, **models: str) -> Path:
    """Write a provider; its models are ``m-1`` if none are named."""
    files = {"provider": PROVIDER, "families/fam": FAMILY}
    files |= {f"models/{name}": text for name, text in (models or {"m-1": MODEL}).items()}
    for name, text in files.items():
        path = spec / "acme" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return spec


def model(name: str, more: str = "") -> str:
    return MODEL.replace("m-1", name) + more


def read(where: str, folder: Path) -> sides.Side:
    return sides.read(where, language=LANGUAGE, folder=folder)


def ids(side: sides.Side) -> list[str]:
    assert side.problems == ()
    return [model.id for provider in side.catalog.providers for model in provider.models]


def refusal(where: str, folder: Path) -> str:
    """The whole of what is said where nothing can be read."""
    with pytest.raises(Unreadable) as caught:
        read(where, folder)
    assert caught.value.help
    return f"{caught.value} | {caught.value.help}"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of two revisions: ``m-1``, tagged v1; then ``m-2`` and a catalogue. ``m-3`` is only staged."""
    folder = tmp_path_factory.mktemp("repository")
    pacts(folder / "spec")
    commit(folder)
    git(folder, "tag", "v1")
    pacts(folder / "spec", **{"m-2": model("m-2")})
    (folder / "catalog.json").write_text(json.dumps(written(folder)), encoding="utf-8")
    commit(folder)
    pacts(folder / "spec", **{"m-3": model("m-3")})
    git(folder, "add", "--all")
    pacts(folder / "spec", **{"m-4": model("m-4")})
    (folder / "below").mkdir()
    return folder


def written(folder: Path) -> dict[str, Any]:
    """The catalogue of the pacts below a folder."""
    (provider,) = read("spec", folder).catalog.providers
    return catalogs.catalog(provider)


# --- what is accepted ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "last", "prefix"),
    [
        ("spec", "m-4", "spec/"),
        ("spec/", "m-4", "spec/"),
        ("./spec", "m-4", "spec/"),
        ("spec/acme", "m-4", "spec/"),
        (":spec", "m-3", ":spec/"),
        (":spec/acme/", "m-3", ":spec/"),
        ("HEAD:spec", "m-2", "HEAD:spec/"),
        ("HEAD", "m-2", "HEAD:spec/"),
        ("HEAD:./spec", "m-2", "HEAD:spec/"),
        ("main@{0}:spec", "m-2", "main@{0}:spec/"),
        ("HEAD^{/x:y|x}:spec", "m-2", "HEAD^{/x:y|x}:spec/"),
        ("HEAD~1:spec", "m-1", "HEAD~1:spec/"),
        ("v1", "m-1", "v1:spec/"),
        ("v1:spec/acme", "m-1", "v1:spec/"),
        ("catalog.json", "m-2", ""),
        ("HEAD:catalog.json", "m-2", ""),
        (":catalog.json", "m-2", ""),
    ],
)
def test_each_kind_of_side_is_read(where: str, last: str, prefix: str, shared: Path) -> None:
    side = read(where, shared)
    assert ids(side)[-1] == last
    assert side.prefix == prefix
    origin = side.catalog.providers[0].models[-1].origin
    place = prefix + origin.path
    assert place == (f"{prefix}acme/models/{last}.yaml" if prefix else where)
    if ":" in where:  # and git finds it at that place
        assert git(shared, "cat-file", "-t", place) == "blob"


def test_a_folder_of_this_name_goes_before_a_revision(shared: Path, tmp_path: Path) -> None:
    folder = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(shared), str(folder))
    assert ids(read("v1", folder)) == ["m-1"]
    pacts(folder / "v1", **{"m-9": model("m-9")})
    assert ids(read("v1", folder)) == ["m-9"]


def test_paths_begin_at_the_top_or_where_one_stands(shared: Path) -> None:
    below = shared / "below"
    assert ids(read("HEAD:spec", below)) == ids(read("HEAD:../spec", below)) == ["m-1", "m-2"]
    assert ids(read("HEAD:./acme", shared / "spec")) == ["m-1", "m-2"]
    assert ids(read(":spec", below))[-1] == "m-3"
    said = refusal("HEAD:acme", shared / "spec")
    assert "there is no HEAD:acme" in said and "write HEAD:./acme to begin here" in said
    assert "leads out of the repository" in refusal("HEAD:../../spec", below)


def test_the_environment_of_git_is_kept(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "not a git repository" in refusal("HEAD:spec", tmp_path)
    monkeypatch.setenv("GIT_DIR", str(shared / ".git"))
    assert ids(read("HEAD:spec", tmp_path)) == ["m-1", "m-2"]


def test_a_bare_repository_has_revisions_and_no_index(shared: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--bare", str(shared), "bare")
    assert ids(read("v1:spec", tmp_path / "bare")) == ["m-1"]
    assert "without a working tree" in refusal(":spec", tmp_path / "bare")


def test_findings_of_check_make_no_difference(tmp_path: Path) -> None:
    odd = "parameters: {n: {type: integer, minimum: 9, maximum: 1}}\n"
    pacts(tmp_path / "spec", **{"m-1": MODEL + odd})
    assert ids(read("spec", tmp_path)) == ["m-1"]


# --- what is refused ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("", "nothing is named"),
        ("nope", "git knows no revision 'nope'"),
        ("nope:spec", "git knows no revision 'nope'"),
        ("--all", "git knows no revision '--all'"),
        ("--output=x:spec", "git knows no revision '--output=x'"),
        ("^HEAD:spec", "git knows no revision '^HEAD'"),
        ("v1..HEAD:spec", "git knows no revision 'v1..HEAD'"),
        ("$(id);x:spec", "git knows no revision '$(id);x'"),
        ("HEAD:nope", "there is no HEAD:nope"),
        (":nope", "there is no :nope"),
        ("HEAD:/etc", "/etc leads out of the repository"),
        ("HEAD:*", "there is no HEAD:*"),
        ("a\0b", "git cannot be asked"),
        ("x" * 5000, "git knows no revision"),
    ],
)
def test_what_is_nowhere_is_refused_with_what_is_accepted(
    where: str, words: str, shared: Path
) -> None:
    said = refusal(where, shared)
    assert words in said
    assert "HEAD~1:spec" in said or "from the top" in said


def test_a_shallow_clone_says_that_it_is_one(shared: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{shared}", "shallow")
    assert ids(read("HEAD:spec", tmp_path / "shallow")) == ["m-1", "m-2"]
    assert "git fetch --unshallow" in refusal("HEAD~1:spec", tmp_path / "shallow")


def test_without_git_that_is_said(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert "git cannot be asked" in refusal("HEAD:spec", shared)


def test_a_lost_object_is_told(shared: Path, tmp_path: Path) -> None:
    folder = tmp_path / "damaged"
    shutil.copytree(shared, folder)
    lost = git(folder, "rev-parse", "HEAD:spec/acme/models/m-2.yaml")
    (folder / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    assert f"cannot read the object {lost}" in refusal("HEAD:spec", folder)
    assert ids(read("HEAD~1:spec", folder)) == ["m-1"]


def test_a_pact_that_is_none_any_more_is_told_with_its_revision(tmp_path: Path) -> None:
    pacts(tmp_path / "spec", **{"m-1": MODEL.replace("pact: 1", "pact: 0"), "m-2": model("m-2")})
    commit(tmp_path)
    side = read("HEAD:spec", tmp_path)
    (problem,) = side.problems
    assert str(problem.position) == "HEAD:spec/acme/models/m-1.yaml:2:7"
    assert problem.code == "S001" and problem.help and problem.excerpt == "pact: 0"


def test_an_index_in_conflict_is_told(tmp_path: Path) -> None:
    pacts(tmp_path / "spec")
    commit(tmp_path)
    git(tmp_path, "checkout", "--quiet", "-b", "other")
    pacts(tmp_path / "spec", **{"m-1": MODEL + "title: A\n"})
    commit(tmp_path)
    git(tmp_path, "checkout", "--quiet", "main")
    pacts(tmp_path / "spec", **{"m-1": MODEL + "title: B\n"})
    commit(tmp_path)
    with pytest.raises(AssertionError):
        git(tmp_path, "merge", "other")
    problems = read(":spec", tmp_path).problems
    assert {problem.message for problem in problems} == {
        "cannot be read: it is in conflict: merge it first"
    }


# --- revisions are read as folders are -----------------------------------------------------------


def test_a_revision_is_sorted_as_the_disk_is(tmp_path: Path) -> None:
    spec = pacts(tmp_path / "spec")
    pacts(tmp_path / "spec" / "deep").joinpath("x.yaml").write_text("a: 1\n")
    names = [
        *("acme/provider.yml", "acme/models/M.YAML", "acme/models/a/b/c.yml", "acme/stray.yaml"),
        *(
            "acme/.hidden/x.yaml",
            ".git2/provider.yaml",
            "acme/models/.m.yaml",
            "top.yaml",
            "README",
        ),
        *("acme/models/folder.yaml/inside.yaml", "acme/models/folder.yaml/more", "empty/models/m"),
        *("language/x.yaml", "acme/families/deep/f.yaml", 'acme/models/"quoted".yaml'),
        *("acme/models/new\nline.yaml", "acme/models/tab\t.yaml", "two/models/\u00e9.yaml"),
        "acme/models/\udcff.yaml",
    ]
    for name in names:
        (spec / name).parent.mkdir(parents=True, exist_ok=True)
        (spec / name).write_text("a: 1\n")
    (spec / "acme/models/large.yaml").write_bytes(b"#" * (load.MAX_BYTES + 9))
    (spec / "acme/models/other.yaml").write_text("b: 2\n")  # what follows a cut file is whole
    commit(tmp_path)
    found = read_revision("HEAD", "spec", tmp_path)
    assert isinstance(found, Folder)
    assert len(found.files) > 20
    assert found.files == load.read(spec)
    alone = read_revision("HEAD", "spec/acme", tmp_path)
    assert isinstance(alone, Folder)
    assert alone.files == load.read(spec / "acme")
    assert {file.provider for file in alone.files} == {"acme"}


def test_links_submodules_and_names_that_lead_elsewhere_are_never_followed(tmp_path: Path) -> None:
    commit(pacts(tmp_path))
    pact, target = blob(tmp_path, b"a: 1\n"), blob(tmp_path, b"/etc/passwd")
    head = git(tmp_path, "rev-parse", "HEAD")
    inner = tree(
        tmp_path,
        ("120000", b"link.yaml", target),
        ("120000", b"models", target),
        ("160000", b"module", head),
        ("100644", b"provider.yaml", pact),
    )
    spec = tree(
        tmp_path,
        ("40000", b"..", inner),
        ("40000", b"acme", inner),
        ("100644", b"up/../../m.yaml", pact),
        ("120000", b"other", target),
        ("160000", b"whole", head),
        ("100644", b"\x1b[2J.yaml", pact),
    )
    top = tree(tmp_path, ("120000", b"link", target), ("40000", b"spec", spec))
    found = read_revision(top, "spec", tmp_path)
    assert isinstance(found, Folder)
    said = {file.path: file.content for file in found.files}
    link = "it is a link, and links in a revision are not followed"
    module = "it is a submodule, whose files are in a repository of its own"
    assert said == {
        "acme/link.yaml": link,
        "acme/models": link,
        "acme/module": module,
        "acme/provider.yaml": b"a: 1\n",
        "other": link,
        "whole": module,
        "\N{REPLACEMENT CHARACTER}[2J.yaml": b"",
    }
    assert f"{top}:link cannot be read: {link}" in refusal(f"{top}:link", tmp_path)
    assert all(problem.help for problem in read(f"{top}:spec", tmp_path).problems)


# --- catalogues ---------------------------------------------------------------------------------


def changed(data: dict[str, Any], pointer: str, value: Any) -> bytes:
    """The same catalogue with something else at a place."""
    data = json.loads(json.dumps(data))
    here: Any = data
    *way, last = pointer.split("/")[1:]
    for step in way:
        here = here[int(step) if isinstance(here, list) else step]
    here[int(last) if isinstance(here, list) else last] = value
    return json.dumps(data).encode()


FIRST = "/families/0/models/0"


@pytest.mark.parametrize(
    ("pointer", "value", "code", "words"),
    [
        ("/catalog", 2, "S021", "is in version 2, and this is a reader of version 1"),
        ("/catalog", "1", "S021", "is in version '1'"),
        ("/catalog", True, "S021", "is in version true"),
        ("/extra", 1, "S020", "at its root (additionalProperties)"),
        ("/provider/auth", {}, "S020", "at /provider/auth (required)"),
        (f"{FIRST}/body", {"type": "string"}, "S020", f"at {FIRST}/body"),
        (f"{FIRST}/body/properties", {}, "S020", f"at {FIRST}/body/properties (required)"),
        (f"{FIRST}/lifecycle/status", "odd", "S020", f"at {FIRST}/lifecycle/status (enum)"),
        (f"{FIRST}/body/required", ["model", "gone"], "S020", f"at {FIRST}/body/required"),
        (f"{FIRST}/body/properties/model/maximum", 3, "S020", f"at {FIRST}/body/properties/model"),
        (f"{FIRST}/rules", [], "S020", f"something at {FIRST}"),
    ],
)
def test_a_catalogue_that_is_none_is_told_with_place_and_mend(
    pointer: str, value: Any, code: str, words: str, shared: Path, tmp_path: Path
) -> None:
    (tmp_path / "c.json").write_bytes(changed(written(shared), pointer, value))
    told(tmp_path, code, words)


def told(folder: Path, code: str, words: str) -> None:
    side = read("c.json", folder)
    (problem,) = side.problems
    assert str(problem.position) == "c.json:1:1"
    assert (problem.code, side.catalog) == (code, ir.Catalog())
    assert words in problem.message
    assert problem.help
    assert len(problem.message) < 300


def test_a_model_that_stands_twice_is_told(shared: Path, tmp_path: Path) -> None:
    data = written(shared)
    models = data["families"][0]["models"]
    content = changed(data, "/families/0/models", [models[0], *models])
    (tmp_path / "c.json").write_bytes(content)
    told(tmp_path, "S020", "has two models 'm-1'")


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", "L050", "it is empty"),
        (b"\n ", "L050", "it is empty"),
        (b"pact: 1\n", "L050", "it is not JSON: Expecting value"),
        (b'{"catalog": 1', "L050", "it is not JSON"),
        (b"\xff\xfe\xff", "L050", "its text is not UTF-8"),
        (b'{"a": NaN}', "L050", "NaN is no number"),
        (b'{"a": 1e999}', "L050", "1e999 is no number"),
        (b'{"a": ' + b"9" * 5000 + b"}", "L050", "it is not JSON"),
        (b'{"a": "\\ud800"}', "L050", "its text is not UTF-8"),
        (b'{"a": 1, "a": 2}', "L050", "the key 'a' stands twice"),
        (b"[" * 100_000, "L050", "nested too deeply"),
        (b'{"catalog":' * 100_000, "L050", "nested too deeply"),
        (b"[]", "S020", "it has no key `catalog`"),
        (b'{"models": []}', "S020", "it has no key `catalog`"),
        (b'{"catalog": {}}', "S021", "is in version a mapping"),
    ],
)
def test_what_is_no_json_or_no_catalogue_is_told(
    content: bytes, code: str, words: str, tmp_path: Path
) -> None:
    (tmp_path / "c.json").write_bytes(content)
    told(tmp_path, code, words)


@pytest.mark.parametrize("depth", [150, 250, 330])
def test_a_catalogue_that_is_too_deep_is_told(depth: int, shared: Path, tmp_path: Path) -> None:
    value: dict[str, Any] = {}
    for _ in range(depth):
        value = {"type": "array", "items": value}
    pointer = f"{FIRST}/body/properties/deep"
    (tmp_path / "c.json").write_bytes(changed(written(shared), pointer, value))
    told(tmp_path, "S020", "nested too deeply for a catalogue")


def test_a_catalogue_that_is_too_large_is_told(tmp_path: Path) -> None:
    with (tmp_path / "c.json").open("wb") as file:
        file.truncate((128 << 20) + 1)  # a hole: no block of the disk is written
    told(tmp_path, "L050", "larger than 128 MiB")


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        load.read_catalog(tmp_path)
    assert str(caught.value) == f"{tmp_path}: is a directory"


def test_a_catalogue_in_another_encoding_of_unicode_is_read(shared: Path, tmp_path: Path) -> None:
    data = written(shared)
    (tmp_path / "c.json").write_bytes(json_file("", data).text.encode("utf-16"))
    assert catalogs.catalog(read("c.json", tmp_path).catalog.providers[0]) == data
