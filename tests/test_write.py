"""The tree that a run leaves, whatever it found and wherever it was stopped."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from modelpact import write
from modelpact.files import File
from modelpact.write import tree as tree_of

A = File("acme/docs/a.md", "a\n")
B = File("acme/docs/b.md", "b\n")
DEEP = File("acme/docs/x/y/deep.md", "deep\n")
OTHER = File("acme/json/a.json", "{}\n")


def sync(root: Path, *files: File, force: bool = False, **how: Any) -> write.Plan:
    return write.sync(write.plan(files, root, **how), force=force)


def tree(root: Path) -> dict[str, str]:
    """Every file below a folder with its text, but the manifest."""
    return {
        path.relative_to(root).as_posix(): path.read_text()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name != write.MANIFEST
    }


def texts(*files: File) -> dict[str, str]:
    return {file.path: file.text for file in sorted(files)}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


# --- what a run writes ---------------------------------------------------------------------------


def test_first_run_writes_everything_and_a_second_nothing(out: Path) -> None:
    first = sync(out, A, B, DEEP, inputs="1")
    assert first.new == (A.path, B.path, DEEP.path)
    assert tree(out) == texts(A, B, DEEP)
    plan = write.plan([DEEP, B, A], out, inputs="1")
    assert plan.current and plan.unchanged == first.new and not plan.new


def test_manifest_is_sorted_and_says_only_what_is_owned(out: Path) -> None:
    sync(out, B, A, inputs="abc")
    text = (out / write.MANIFEST).read_text()
    digest = {file.path: hashlib.sha256(file.text.encode()).hexdigest() for file in (A, B)}
    assert json.loads(text) == {"version": 1, "inputs": "abc", "files": digest}
    assert text.index(A.path) < text.index(B.path) and text.endswith("}\n")


def test_text_is_written_as_it_is(out: Path) -> None:
    file = File("acme/docs/a.md", "\u00e9\r\n\n no end")
    sync(out, file)
    assert (out / file.path).read_bytes() == file.text.encode()


def test_unchanged_file_keeps_its_time(out: Path) -> None:
    sync(out, A, B)
    for file in (A, B):
        os.utime(out / file.path, (1, 1))
    sync(out, A, File(B.path, "new\n"))
    assert (out / A.path).stat().st_mtime == 1
    assert (out / B.path).stat().st_mtime != 1


def test_stale_files_go_with_the_folders_that_they_leave_empty(out: Path) -> None:
    sync(out, A, DEEP)
    done = sync(out, A)
    assert done.stale == (DEEP.path,)
    assert not (out / "acme/docs/x").exists() and (out / A.path).exists()


def test_folder_with_a_foreign_file_stays(out: Path) -> None:
    sync(out, A, DEEP)
    (out / "acme/docs/x/mine.txt").write_text("mine")
    sync(out, A)
    assert (out / "acme/docs/x/mine.txt").read_text() == "mine"
    assert not (out / "acme/docs/x/y").exists()


def test_deleted_file_comes_back(out: Path) -> None:
    sync(out, A, B)
    (out / A.path).unlink()
    plan = write.plan([A, B], out)
    assert plan.new == (A.path,) and not plan.current
    write.sync(plan)
    assert tree(out) == texts(A, B)


def test_file_and_folder_change_places(out: Path) -> None:
    flat, below = File("acme/docs/x", "flat\n"), File("acme/docs/x/y/z", "below\n")
    sync(out, flat)
    sync(out, below)
    assert tree(out) == texts(below)
    sync(out, flat)
    assert tree(out) == texts(flat)


def test_root_that_is_missing_is_made_and_one_that_is_a_link_is_followed(tmp_path: Path) -> None:
    sync(tmp_path / "a/b/c", A)
    (tmp_path / "link").symlink_to("a/b/c")
    assert write.plan([A], tmp_path / "link").current


# --- what belongs to somebody --------------------------------------------------------------------


def test_edited_file_stops_everything(out: Path) -> None:
    sync(out, A, B)
    (out / B.path).write_text("mine\n")
    before = tree(out)
    with pytest.raises(write.WriteError) as stop:
        sync(out, File(A.path, "new\n"), File(B.path, "new\n"))
    assert B.path in stop.value.details[0] and "--force" in stop.value.help
    assert tree(out) == before


def test_force_overwrites_what_was_edited(out: Path) -> None:
    sync(out, A, B)
    (out / B.path).write_text("mine\n")
    done = sync(out, A, B, force=True)
    assert done.edited == (B.path,) and tree(out) == texts(A, B)
    assert write.plan([A, B], out).current


def test_edited_file_that_is_stale_is_not_deleted_until_forced(out: Path) -> None:
    sync(out, A, B)
    (out / B.path).write_text("mine\n")
    with pytest.raises(write.WriteError, match="1 generated and then edited"):
        sync(out, A)
    assert (out / B.path).read_text() == "mine\n"
    sync(out, A, force=True)
    assert tree(out) == texts(A)


def test_edit_to_what_is_wanted_is_no_conflict(out: Path) -> None:
    sync(out, A)
    new = File(A.path, "new\n")
    (out / A.path).write_text("new\n")
    assert sync(out, new).unchanged == (A.path,)
    assert write.plan([new], out).current


@pytest.mark.parametrize("force", [False, True])
def test_foreign_file_at_a_wanted_path_stops_everything(out: Path, force: bool) -> None:
    (out / "acme/docs").mkdir(parents=True)
    (out / A.path).write_text("mine\n")
    with pytest.raises(write.WriteError) as stop:
        sync(out, A, B, force=force)
    assert stop.value.details == (f"{A.path}: is there, and modelpact did not write it",)
    assert tree(out) == {A.path: "mine\n"}


def test_foreign_file_with_the_wanted_bytes_is_taken_over(out: Path) -> None:
    (out / "acme/docs").mkdir(parents=True)
    (out / A.path).write_text(A.text)
    os.utime(out / A.path, (1, 1))
    assert sync(out, A).unchanged == (A.path,)
    assert (out / A.path).stat().st_mtime == 1
    sync(out)
    assert tree(out) == {}


def test_foreign_files_are_extra_and_stay(out: Path) -> None:
    sync(out, A)
    for name in ("acme/docs/mine.md", "acme/docs/.hidden", "acme/notes.md", "README.md"):
        (out / name).write_text("mine\n")
    (out / "acme/docs/__pycache__").mkdir()
    (out / "acme/docs/__pycache__/a.pyc").write_text("compiled")
    before = tree(out)
    plan = write.plan([A], out)
    assert plan.extra == ("acme/docs/mine.md",) and not plan.current
    write.sync(plan)
    assert tree(out) == before


def test_only_the_targets_that_are_named_are_considered(out: Path) -> None:
    sync(out, A, B, OTHER, inputs="1")
    (out / OTHER.path).write_text("edited\n")
    done = sync(out, A, inputs="1", only=["docs"])
    assert done.stale == (B.path,)
    assert tree(out) == {A.path: A.text, OTHER.path: "edited\n"}
    assert write.plan([A, OTHER], out, inputs="1").edited == (OTHER.path,)


def test_digest_of_the_inputs_is_dropped_when_only_some_targets_are_of_them(out: Path) -> None:
    sync(out, A, OTHER, inputs="1")
    sync(out, A, inputs="2", only=["docs"])
    assert write.read_manifest(out).inputs == ""
    assert write.plan([A], out, inputs="2", only=["docs"]).current
    assert not write.plan([A, OTHER], out, inputs="2").current
    sync(out, A, OTHER, inputs="2")
    assert write.plan([A], out, inputs="2", only=["docs"]).current
    assert write.read_manifest(out).inputs == "2"


# --- nothing leaves the root ---------------------------------------------------------------------

BAD = [
    "/etc/x", "../x", "acme/../../x", "acme//x", "", ".", "acme/./x", "acme\\x", "c:/x", "acme/x\0", "acme/x\n",
    "acme/\u202ex", "acme/\ud800", "acme/con", "acme/NUL.md", "acme/x.", "acme/x ", "acme/" + "x" * 256,
    ".modelpact.json", ".MODELPACT.tmp/x", "acme/a?b",
]  # fmt: skip


@pytest.mark.parametrize("path", BAD)
def test_bad_path_is_refused(out: Path, path: str) -> None:
    with pytest.raises(write.WriteError, match="bad file names"):
        sync(out, A, File(path, "x"))
    assert not out.exists()


@pytest.mark.parametrize(
    ("one", "two"),
    [("a/b/X", "a/b/x"), ("a/b/\u00e9", "a/b/e\u0301"), ("a/b/c", "a/b/c/d"), ("a/b/c", "a/b/c")],
)
def test_paths_that_are_one_file_on_some_system_are_refused(out: Path, one: str, two: str) -> None:
    with pytest.raises(write.WriteError) as stop:
        sync(out, File(one, "1"), File(two, "2"))
    assert len(stop.value.details) == 1 and not out.exists()


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("link", ["acme", "acme/docs", A.path])
def test_link_in_the_tree_is_never_followed(
    tmp_path: Path, out: Path, link: str, force: bool
) -> None:
    away = tmp_path / "away"
    (away / "docs").mkdir(parents=True)
    for name in ("a.md", "docs/a.md", "file"):
        (away / name).write_text("precious\n")
    (out / link).parent.mkdir(parents=True)
    (out / link).symlink_to(away / "file" if link == A.path else away)
    before = tree(away)
    with pytest.raises(write.WriteError) as stop:
        sync(out, A, force=force)
    assert f"{link} is a symbolic link" in stop.value.details[0]
    assert tree(away) == before


def test_stale_file_behind_a_link_is_not_deleted(tmp_path: Path, out: Path) -> None:
    sync(out, A, OTHER)
    (out / "acme/docs").rename(tmp_path / "away")
    (out / "acme/docs").symlink_to(tmp_path / "away")
    with pytest.raises(write.WriteError):
        sync(out, OTHER)
    assert (tmp_path / "away/a.md").read_text() == A.text


def test_stage_that_is_a_link_is_not_emptied(tmp_path: Path, out: Path) -> None:
    away = tmp_path / "away"
    away.mkdir()
    (away / "file").write_text("precious\n")
    out.mkdir()
    (out / write.STAGE).symlink_to(away)
    with pytest.raises(write.WriteError):
        sync(out, A)
    assert (away / "file").exists()


def test_hard_link_to_another_file_is_not_written_through(tmp_path: Path, out: Path) -> None:
    sync(out, A)
    os.link(out / A.path, tmp_path / "twin")
    sync(out, File(A.path, "new\n"))
    assert (tmp_path / "twin").read_text() == A.text


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_what_is_no_file_is_in_the_way(out: Path, kind: str) -> None:
    (out / A.path).parent.mkdir(parents=True)
    (out / A.path).mkdir() if kind == "folder" else os.mkfifo(out / A.path)
    with pytest.raises(write.WriteError) as stop:
        sync(out, A, force=True)
    assert A.path in stop.value.details[0]


def test_file_where_a_folder_is_needed_is_in_the_way(out: Path) -> None:
    out.mkdir()
    (out / "acme").write_text("mine\n")
    with pytest.raises(write.WriteError) as stop:
        sync(out, A, force=True)
    assert stop.value.details == (f"{A.path}: acme is in the way",)
    assert tree(out) == {"acme": "mine\n"}


@pytest.mark.parametrize("below", ["", "deeper"])
def test_root_that_is_a_file_is_refused(out: Path, below: str) -> None:
    out.write_text("mine\n")
    with pytest.raises(write.WriteError):
        sync(out / below, A)
    assert out.read_text() == "mine\n"


DIGEST = hashlib.sha256(b"x").hexdigest()


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", "<<<<<<< HEAD", "[" * 100_000, '{"version": 2, "inputs": "", "files": {}}',
        '{"version": 1, "inputs": "", "files": {"a": 1}}', '{"version": 1, "inputs": "", "files": {"a": "12"}}',
        '{"version": 1, "inputs": 1, "files": {}}', '{"version": 1, "inputs": "", "files": []}',
        '{"version": 1, "inputs": "", "files": {}, "writing": 3}',
        json.dumps({"version": 1, "inputs": "", "files": {"../precious": DIGEST}}),
        json.dumps({"version": 1, "inputs": "", "files": {}, "writing": {"/precious": DIGEST}}),
    ],
)  # fmt: skip
def test_damaged_manifest_stops_everything(tmp_path: Path, out: Path, text: str) -> None:
    (tmp_path / "precious").write_text("x")
    out.mkdir()
    (out / write.MANIFEST).write_text(text)
    with pytest.raises(write.WriteError, match="is damaged"):
        sync(out, A, force=True)
    assert (tmp_path / "precious").exists() and tree(out) == {}


# --- a run that is stopped -----------------------------------------------------------------------


class Killed(BaseException):
    """Stands for a signal: no handler of ours may run after it."""


STEPS = ("mkdir", "replace", "unlink", "rmdir")
OLD = (A, B, DEEP)
NEW = (File(A.path, "new a\n"), B, File("acme/docs/c.md", "c\n"), OTHER)
NEXT = (File(A.path, "next a\n"), File(B.path, "next b\n"))


def hook(
    patch: pytest.MonkeyPatch, fail_at: int, fault: Callable[[], BaseException], dead: bool
) -> None:
    """Let the n-th change of the disk fail, before it is made; the dead make none after it either."""
    done = 0

    def wrap(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **extra: Any) -> Any:
            nonlocal done
            done += 1
            if done == fail_at or (dead and done > fail_at):
                raise fault()
            return real(*args, **extra)

        return call

    for name in STEPS:
        patch.setattr(os, name, wrap(name, getattr(os, name)))
    patch.setattr(Path, "write_bytes", wrap("write_bytes", Path.write_bytes))


def stopped(
    out: Path,
    fail_at: int,
    fault: Callable[[], BaseException],
    *,
    dead: bool,
    files: tuple[File, ...] = NEW,
    owner: str = "",
) -> BaseException | None:
    """Sync with a fault at one step; ``dead``: nothing is cleaned up behind it."""
    with pytest.MonkeyPatch.context() as patch:
        hook(patch, fail_at, fault, dead)
        try:
            sync(out, *files, inputs="new", owner=owner)
        except (Killed, write.WriteError) as error:
            return error
    return None


@pytest.mark.parametrize("following", [NEW, OLD, NEXT, ()], ids=["same", "back", "other", "none"])
def test_killed_anywhere_the_next_run_goes_on(tmp_path: Path, following: tuple[File, ...]) -> None:
    kills = 0
    for fail_at in range(1, 1000):
        out = tmp_path / str(fail_at)
        sync(out, *OLD, inputs="old", owner="emit")
        if stopped(out, fail_at, Killed, dead=True, owner="emit") is None:
            break
        kills += 1
        found = tree(out)
        whole = {(file.path, file.text) for file in (*OLD, *NEW)}
        assert {pair for pair in found.items() if not pair[0].startswith(write.STAGE)} <= whole
        plan = write.plan(following, out, inputs="next", owner="emit")
        assert not plan.edited and not plan.blocked, f"step {fail_at}"
        write.sync(plan)
        assert tree(out) == texts(*following), f"step {fail_at}"
        assert write.plan(following, out, inputs="next", owner="emit").current
        assert not [path for path in out.rglob("*") if path.is_dir() and not any(path.iterdir())]
    assert kills > 10


def test_killed_twice_in_a_row_the_next_run_goes_on(tmp_path: Path) -> None:
    last = (File(A.path, "last a\n"), DEEP)
    for first in range(2, 20, 2):
        for second in range(1, 20, 2):
            out = tmp_path / f"{first}-{second}"
            sync(out, *OLD)
            stopped(out, first, Killed, dead=True)
            stopped(out, second, Killed, dead=True, files=NEXT)
            sync(out, *last)
            assert tree(out) == texts(*last), f"steps {first} and {second}"


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS])
def test_fault_of_the_disk_is_a_sentence_and_leaves_nothing_behind(
    tmp_path: Path, code: int
) -> None:
    faults = 0
    for fail_at in range(1, 1000):
        out = tmp_path / str(fail_at)
        sync(out, *OLD)
        error = stopped(out, fail_at, lambda: OSError(code, os.strerror(code)), dead=False)
        if error is not None:
            faults += 1
            assert isinstance(error, write.WriteError) and os.strerror(code) in str(error)
            assert not (out / write.STAGE).exists()
        sync(out, *NEW)
        assert tree(out) == texts(*NEW)
        if fail_at > 30:
            break
    assert faults > 8


def test_fault_before_anything_was_there_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(write.WriteError, match="No space left"):
        sync(tmp_path / "a/b", A)
    assert list(tmp_path.iterdir()) == []


def test_real_kill_in_the_midst_of_a_run(tmp_path: Path) -> None:
    program = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from modelpact import write\n"
        "from modelpact.files import File\n"
        "real, left = os.replace, int(sys.argv[2])\n"
        "def replace(*args):\n"
        "    global left\n"
        "    left -= 1\n"
        "    if left < 0: os.kill(os.getpid(), signal.SIGKILL)\n"
        "    real(*args)\n"
        "os.replace = replace\n"
        "files = [File(f'acme/docs/{n}.md', f'{n}\\n') for n in range(4)]\n"
        "write.sync(write.plan(files, Path(sys.argv[1])))\n"
    )
    wanted = [File(f"acme/docs/{n}.md", f"{n}\n") for n in range(4)]
    for left in (0, 1, 3, 5):
        out = tmp_path / str(left)
        run = subprocess.run([sys.executable, "-c", program, str(out), str(left)], check=False)
        assert run.returncode == -9
        sync(out, *wanted)
        assert tree(out) == texts(*wanted)


# --- two runs at once ----------------------------------------------------------------------------


def test_second_run_is_told_to_wait(out: Path) -> None:
    out.mkdir()
    with tree_of.lock(out), pytest.raises(write.WriteError, match="another run is writing"):
        sync(out, A)
    assert tree(out) == {}
    sync(out, A)
    assert tree(out) == texts(A)


def test_plan_is_made_anew_under_the_lock(out: Path) -> None:
    plan = write.plan([A], out)
    (out / "acme/docs").mkdir(parents=True)
    (out / A.path).write_text("somebody was quicker\n")
    with pytest.raises(write.WriteError):
        write.sync(plan)
    assert (out / A.path).read_text() == "somebody was quicker\n"


def test_runs_at_once_leave_one_whole_tree(out: Path) -> None:
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from modelpact import write\n"
        "from modelpact.files import File\n"
        "files = [File(f'acme/docs/{n}.md', sys.argv[2]) for n in range(20)]\n"
        "try:\n"
        "    write.sync(write.plan(files, Path(sys.argv[1])))\n"
        "except write.WriteError as error:\n"
        "    sys.exit(0 if 'another run' in str(error) else 3)\n"
    )
    runs = [subprocess.Popen([sys.executable, "-c", program, str(out), str(n)]) for n in range(6)]
    assert [run.wait() for run in runs] == [0] * 6
    assert len(set(tree(out).values())) == 1 and len(tree(out)) == 20
    text = tree(out)["acme/docs/0.md"]
    assert write.plan([File(path, text) for path in tree(out)], out).current


# --- what would change ---------------------------------------------------------------------------


def test_diff_shows_new_changed_and_stale(out: Path) -> None:
    sync(out, A, B)
    lines = list(write.diff(write.plan([File(A.path, "new\n"), DEEP], out)))
    assert lines == [
        f"--- a/{A.path}", f"+++ b/{A.path}", "@@ -1 +1 @@", "-a", "+new",
        f"--- a/{B.path}", "+++ /dev/null", "@@ -1 +0,0 @@", "-b",
        "--- /dev/null", f"+++ b/{DEEP.path}", "@@ -0,0 +1 @@", "+deep",
    ]  # fmt: skip


def test_planning_changes_nothing(out: Path) -> None:
    assert write.plan([A], out).new == (A.path,)
    assert not out.exists()
