"""The changelog: what is read and refused, what an entry says, and that what people wrote stays."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from acme import edit, lay, run, snapshot
from builds import LANGUAGE, ROOT, TEMPLATES
from modelpact import ir, pipeline, render
from modelpact.changelog import Unfit, added, entry
from modelpact.diff import Change
from modelpact.load import SourceFile, load
from modelpact.reference.changes import changelog_of
from modelpact.resolve.changelog import releases
from modelpact.targets import markdown
from nasty import NASTY
from repositories import commit

SCHEMAS = pipeline.schemas(LANGUAGE)
OLDER = {"client": "0.1.0", "validators": "0.1.0", "docs": "0.1.0", "schema": "0.1.0"}
FIRST = "- date: 2026-01-31\n  versions: {client: 0.1.0, validators: 0.1.0, docs: 0.1.0, schema: 0.1.0}\n"
LOG = Path("spec/acme/changelog.yaml")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    lay(tmp_path)
    shutil.copytree(tmp_path / "spec", tmp_path / "old")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def release(*changes: ir.ReleasedChange, date: str = "2026-02-28", **more: Any) -> ir.Release:
    return ir.Release(date=date, versions=tuple(OLDER.items()), changes=changes, **more)


def read(content: bytes) -> tuple[ir.Release, ...]:
    (document,), problems = load([SourceFile("a/changelog.yaml", "a", "changelog", content)])
    assert problems == ()
    return releases(document.root)


def change(summary: str = "maximum is 2, was 4", model: str = "m-1", **more: Any) -> Change:
    told = {"level": "safe", "provider": "acme", "pointer": "/n", **more}
    steps = told.pop("steps", None) or dict.fromkeys(OLDER, "patch")
    return Change(model=model, summary=summary, steps=steps, **told)


# --- what is read -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("log", "code", "line"),
    [
        (FIRST.replace("01-31", "02-30"), "C019", 3),
        (FIRST + FIRST.replace("2026", "2027"), "C019", 5),
        (FIRST + FIRST.replace("docs: 0.1.0", "docs: 0.1.1"), "C020", 3),
        (FIRST.replace("client: 0.1.0", "client: 0.9.0") + FIRST.replace("client: 0.1.0", "client: 0.10.0"), "C020", 3),
        (
            FIRST + "  changes:\n  - {level: safe, summary: s, models: [brush-1], witness: {model: brush-2}}\n",
            "C021",
            6,
        ),
        (
            FIRST + "  changes:\n  - {level: safe, summary: s, models: [brush-1], witness: {prompt: x}}\n",
            "C021",
            6,
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_found_where_it_stands(folder: Path, log: str, code: str, line: int) -> None:
    LOG.write_text(f"pact: 1\nreleases:\n{log}")
    found = json.loads(run("lint", "--format", "json").stdout)["problems"]
    assert [(p["code"], p["line"], p["path"]) for p in found if p["level"] == "error"] == [
        (code, line, str(LOG))
    ]


def test_releases_of_a_day_and_versions_that_stay_are_fine(folder: Path) -> None:
    LOG.write_text("pact: 1\nreleases:\n" + FIRST + FIRST)
    assert run("lint").exit_code == 0


def test_a_second_changelog_is_read_by_nothing(folder: Path) -> None:
    for name in ("changelog.yaml", "changelog.yml"):
        (folder / "spec/acme" / name).write_text("pact: 1\nreleases:\n" + FIRST)
    result = run("lint")
    assert (result.exit_code, "changelog.yml:1:1: L002" in result.stdout) == (1, True)


# --- what is written ----------------------------------------------------------------------------

NEW = (
    "- date: 2026-02-28",
    "  versions: {client: 0.1.0, validators: 0.1.0, docs: 0.1.0, schema: 0.1.0}",
    "  note: New.",
)


@pytest.mark.parametrize(
    ("before", "indent", "end", "after"),
    [
        ("# By hand.\npact: 1\nreleases: # newest first\n", "  ", "\n", "  # the first\n  - date: 2026-01-31 # a day\n    versions: {client: 0.1.0, validators: 0.1.0, docs: 0.1.0, schema: 0.1.0}\n# end\n"),
        ("pact: 1\nreleases:\n", "", "\n", FIRST),
        ("releases:\r\n", "", "\r\n", FIRST.replace("\n", "\r\n") + "pact: 1\r\n"),
        ("\ufeffpact: 1\n---\n".removesuffix("---\n") + "releases:\n", "      ", "\n", "".join(f"      {line}\n" for line in FIRST.splitlines())),
        ("pact: 1\nreleases:\n", "  ", "\n", "  -\n    date: 2026-01-31\n    versions: {client: 0.1.0, validators: 0.1.0, docs: 0.1.0, schema: 0.1.0}"),
    ],
)  # fmt: skip
def test_what_people_wrote_stays_to_the_byte(
    before: str, indent: str, end: str, after: str
) -> None:
    written = added((before + after).encode(), release(note="New."), SCHEMAS).decode()
    assert written == before + "".join(f"{indent}{line}{end}" for line in NEW) + after
    assert [found.date for found in read(written.encode())] == ["2026-02-28", "2026-01-31"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("pact: 1\nreleases: []", "pact: 1\nreleases:\n"),
        ("releases: [ ] # none\npact: 1\n", "releases: # none\n"),
        ("pact: 1\nreleases:\n  []\n", "pact: 1\nreleases:\n"),
    ],
)
def test_an_empty_list_is_filled(before: str, after: str) -> None:
    written = added(before.encode(), release(note="New."), SCHEMAS).decode()
    assert written.startswith(after + "  - date: 2026-02-28\n")
    assert len(read(written.encode())) == 1


@pytest.mark.parametrize(
    "text",
    [
        "{pact: 1, releases: []}",
        "pact: 1\nreleases: [{date: 2026-01-31, versions: {client: 0.1.0, validators: 0.1.0, docs: 0.1.0, schema: 0.1.0}}]\n",
        "pact: 1\nreleases: []\n...\n# over\n---\nx: 1\n",
        "pact: 1\n",
        "\udcff",
    ],
)
def test_a_file_that_would_say_something_else_is_left_alone(text: str) -> None:
    with pytest.raises(Unfit):
        added(text.encode("utf-8", "surrogateescape"), release(), SCHEMAS)


@pytest.mark.parametrize("text", [text for text in NASTY if text.strip()])
def test_hostile_texts_are_read_as_they_were_written(text: str) -> None:
    told = change(text, pointer=f"/{text}", witness='{"model": "m-1"}')
    made = entry([told], (), "2026-02-28", note=text)
    (found,) = read(added(None, made, SCHEMAS))
    assert found == made
    assert found.changes[0].summary.endswith(found.note)
    assert found.changes[0].pointer in ("", f"/{text}")
    assert found.changes[0].witness == ir.Json.of({"model": "m-1"})


@pytest.mark.parametrize(
    ("witness", "stays"),
    [
        ({"model": "m-1", "a": [1, 1.5, -0.5, True, None, "1", "\u202e", "\U0001f600", "16:9", {}]}, True),
        ({"model": "m-1", "n": 2**53}, False),
        ({"model": "m-1", "n": -0.0}, False),
        ({"model": "m-1", "n": "\x1b[2J"}, False),
        ({"model": "m-1", "\u202e": 1}, False),
        ({"model": "m-1", "prompt": "a" * 400}, False),
    ],
)  # fmt: skip
def test_a_request_is_kept_that_a_pact_can_hold(witness: Any, stays: bool) -> None:
    made = entry([change(witness=json.dumps(witness))], (), "2026-02-28")
    (found,) = read(added(None, made, SCHEMAS))
    kept = found.changes[0].witness
    assert (kept and repr(kept.value)) == (repr(witness) if stays else None)


# --- what an entry says -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "step", "after"),
    [
        ("0.1.4", "major", "0.2.0"), ("0.1.4", "minor", "0.1.5"), ("0.1.4", "patch", "0.1.5"),
        ("0.1.4", "none", "0.1.4"), ("1.9.4", "major", "2.0.0"), ("1.9.4", "minor", "1.10.0"),
        ("1.9.4", "patch", "1.9.5"),
    ],
)  # fmt: skip
def test_versions_take_the_step_that_is_suggested(before: str, step: str, after: str) -> None:
    older = ir.Release(date="2026-01-31", versions=tuple((name, before) for name in OLDER))
    steps = dict.fromkeys(OLDER, "none") | {"schema": step}
    made = entry([change(steps=steps)], (older,), "2026-02-28")
    assert dict(made.versions) == dict.fromkeys(OLDER, before) | {"schema": after}


def test_what_models_share_is_told_once_and_wording_in_one_line() -> None:
    found = [
        change(model="m-1", level="risky", summary="default is 1, was 2"),
        *(
            change("description is worded otherwise", pointer=f"/p{n}", wording=True)
            for n in range(6)
        ),
        change("evidence: section is B, was A", pointer="/p0", wording=True),
        change("description is worded otherwise", model="m-2", pointer="/p0", wording=True),
        change(model="m-2", witness='{"model": "m-2"}', old_verdict="accept", new_verdict="warn"),
        change(model="m-1"),
        change(model="m-2", level="breaking", pointer="", summary="is gone"),
        change(model="", pointer="", summary="title is worded otherwise"),
    ]
    told = [
        (c.level, c.models, c.pointer, c.summary, c.witness and c.witness.value, c.verdicts)
        for c in entry(found, (), "2026-02-28").changes
    ]
    none = None, ("", "")
    assert told == [
        ("breaking", ("m-2",), "", "is gone", *none),
        ("safe", ("m-2",), "/p0", "other words or sources", *none),
        ("risky", ("m-1",), "/n", "default is 1, was 2", *none),
        ("safe", ("m-1",), "", "other words or sources at /p0, /p1, /p2, /p3 and 2 more", *none),
        ("safe", ("m-2", "m-1"), "/n", "maximum is 2, was 4", {"model": "m-2"}, ("accept", "warn")),
        ("safe", (), "", "title is worded otherwise", *none),
    ]  # fmt: skip


def test_a_package_tells_the_releases_that_changed_it() -> None:
    versions = ["0.2.0", "0.1.0", "0.1.0"]
    log = tuple(
        ir.Release(date=f"2026-02-0{3 - n}", versions=(("client", version),))
        for n, version in enumerate(versions)
    )
    provider = ir.Provider(
        id="a", title="A", description="", base_url="", operations=(), releases=log
    )
    found = changelog_of(provider, "client").releases
    assert [(one.version.raw, one.date.raw) for one in found] == [
        ("0.2.0", "2026-02-03"),
        ("0.1.0", "2026-02-01"),
    ]


# --- the command --------------------------------------------------------------------------------


def test_an_entry_is_written_and_is_fine_at_once(folder: Path) -> None:
    edit(folder / "spec/acme/families/brush.yaml", "[oil, ink]", "[oil]")
    result = run("changelog", "old", "--date", "2026-02-28", "--note", "Fewer: one at a time.")
    assert result.exit_code == 0
    assert result.stderr == (
        f"{LOG}: 1 change; client 0.2.0, validators 0.2.0, docs 0.1.1, schema 0.2.0\n"
    )
    text = LOG.read_text()
    (made,) = read(text.encode())
    assert made.changes[0].witness is not None
    assert made.changes[0].witness.value["style"] == "ink"
    assert re.sub("witness: .*", "witness: ...", text) == (
        "pact: 1\n"
        "releases:\n"
        "  - date: 2026-02-28\n"
        "    versions: {client: 0.2.0, validators: 0.2.0, docs: 0.1.1, schema: 0.2.0}\n"
        '    note: "Fewer: one at a time."\n'
        "    changes:\n"
        "      - level: breaking\n"
        "        models: [brush-1]\n"
        "        pointer: /style\n"
        "        summary: enum lost ink\n"
        "        witness: ...\n"
        "        verdicts: [accept, reject]\n"
    )
    assert run("lint").exit_code == 0
    assert run("generate").exit_code == 0
    assert 'version = "0.2.0"' in Path("generated/acme/python-client/pyproject.toml").read_text()
    before = snapshot(folder)
    again = run("changelog", "old", "--date", "2026-03-01")
    assert (again.exit_code, again.stderr) == (
        0,
        "acme: the release of 2026-02-28 tells this already\n",
    )
    assert snapshot(folder) == before
    edit(folder / "spec/acme/models/brush-1.yaml", "The first.", "The very first.")
    past = run("changelog", "old", "--date", "2026-02-27")
    assert past.exit_code == 2
    assert "--date 2026-02-27 is before 2026-02-28" in past.stderr
    assert LOG.read_bytes() == before[LOG.as_posix()]


def test_of_two_providers_both_entries_are_written_or_none(folder: Path) -> None:
    for where in (folder / "old", folder / "spec"):
        lay_other(where)
    edit(folder / "spec/acme/models/brush-1.yaml", "The first.", "The one.")
    assert run("changelog", "old", "--date", "2026-02-28").exit_code == 0
    edit(folder / "spec/abel/models/brush-1.yaml", "The first.", "The very first.")
    LOG.write_text(LOG.read_text().replace("2026-02-28", "2026-05-01"))
    edit(folder / "spec/acme/families/brush.yaml", "[oil, ink]", "[oil]")
    before = snapshot(folder)
    past = run("changelog", "old", "--date", "2026-03-01")
    assert past.exit_code == 2 and "newest release of acme" in past.stderr
    assert snapshot(folder) == before


def lay_other(spec: Path) -> None:
    """Put a second provider beside the first one, before it by its name."""
    shutil.copytree(spec / "acme", spec / "abel")
    edit(spec / "abel/provider.yaml", "provider: acme", "provider: abel")


def test_no_change_is_nothing_to_tell(folder: Path) -> None:
    result = run("changelog", "old", "--date", "2026-02-28")
    assert (result.exit_code, result.stderr) == (0, "nothing changed: there is nothing to tell\n")
    assert not LOG.exists()


def test_revisions_are_compared_and_only_printed(folder: Path) -> None:
    commit(folder)
    edit(folder / "spec/acme/models/brush-1.yaml", "title: Brush One", "title: Brush 1")
    commit(folder)
    refused = run("changelog", "HEAD~1", "HEAD", "--date", "2026-02-28")
    assert (refused.exit_code, "--print" in refused.stderr) == (2, True)
    printed = run("changelog", "HEAD~1", "HEAD", "--date", "2026-02-28", "--print")
    assert printed.exit_code == 0
    assert printed.stdout.startswith("- date: 2026-02-28\n  versions: {client: 0.1.1,")
    assert not LOG.exists()


@pytest.mark.parametrize("date", ["2026-02-30", "20260228", "2026-W05-6", "today", ""])
def test_a_date_is_a_day(folder: Path, date: str) -> None:
    result = run("changelog", "old", "--date", date)
    assert (result.exit_code, "write it as 2026-01-31" in result.stderr) == (2, True)


def test_a_changelog_in_brackets_is_left_to_its_writer(folder: Path) -> None:
    text = "{pact: 1, releases: []}\n"
    LOG.write_text(text)
    edit(folder / "spec/acme/models/brush-1.yaml", "maximum: 2", "maximum: 1")
    result = run("changelog", "old", "--date", "2026-02-28")
    assert (result.exit_code, "write the entry that --print gives" in result.stderr) == (2, True)
    assert LOG.read_text() == text
    assert sorted(path.name for path in LOG.parent.iterdir()) == [
        "changelog.yaml", "families", "models", "provider.yaml",
    ]  # fmt: skip


OTHERS = {
    "families/doubao-seedream.yaml": [
        ("        maximum: 4\n", "        maximum: 15\n"),
        ("images:\n  maximum: 5", "images:\n  maximum: 14"),
    ],
    "families/tongyi-qianwen.yaml": [
        ("default: {server: true}\n      seed", "default: {server: false}\n      seed"),
        ("      negative_prompt:\n", "      negative_prompt:\n        maxLength: 500\n"),
    ],
    "models/doubao-seededit-3-0-i2i-250628.yaml": [("server: 2.5", "server: 5.5")],
}
"""What other gateways document for some of the models."""


def test_the_changelog_that_a_user_would_get(tmp_path: Path) -> None:
    pacts = tmp_path / "spec"
    shutil.copytree(ROOT / "spec/gravitex", pacts / "gravitex")
    for name, edits in OTHERS.items():
        for old, new in edits:
            edit(pacts / "gravitex" / name, old, new)
    words = ("--date", "2099-12-01", "--note", "What other gateways document.")
    assert run("changelog", str(ROOT / "spec"), str(pacts), *words).exit_code == 0
    result = pipeline.understand(pacts, language=LANGUAGE)
    assert result.errors == ()
    (provider,) = result.catalog.providers
    made = {f.path: f.text for f in markdown.TARGET.files(provider, render.renderer([TEMPLATES]))}
    newest = made["changes.md"].partition("## 2099-12-01\n")[2].partition("\n## ")[0]
    assert newest == (ROOT / "tests/data/changes.md").read_text(encoding="utf-8")
