"""Answers that name a job: where its status stands, and what is asked for it again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from modelpact import ir, naming
from modelpact.flow import flow
from modelpact.importing import found
from modelpact.importing.calls import Call, asking
from modelpact.importing.flat import Flat
from modelpact.importing.found import Found, all_shapes, listed, pointer, texts
from modelpact.importing.schema import Schema, Source

_STATUS: Final = ("status", "state", "task_status", "job_status", "taskstatus", "phase")
_LINKS: Final = re.compile(r"(?:polling|poll|status|get)_?(?:url|uri|href|link)|self")
_DONE: Final = re.compile(r"succe\w*|complete[d]?|done|ready|finished|ok")
_FAILED: Final = re.compile(
    r"fail\w*|.*error.*|cancell?ed|abort\w*|reject\w*|expired|time_?out|timed_out|.*moderated|.*not_found|blocked"
)
_WAITING: Final = re.compile(
    r".*queue.*|.*progress.*|submitted|scheduled|(?:not_)?started|"
    "(?:pend|process|runn|start|wait|work|ongo|creat|generat|render)ing"
)
_WORDS: Final = frozenset(
    "status result results task tasks job jobs prediction generation request get".split()
)


@dataclass(frozen=True, slots=True)
class Asking:
    """A GET that shows a job: its path, the hole in it, where the status stands and what it may be."""

    path: str
    hole: str
    at: str
    flats: tuple[Flat, ...]
    status: ir.Path = ()
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """How to wait for the pictures, and the operations that this calls, by path; ``lost`` is what is not known.

    ``shown`` are the answers that may have them. ``sure``: the answer names more of a job than an id.
    """

    poll: dict[str, Any]
    operations: dict[str, str]
    pictures: Found | None
    lost: str = ""
    shown: tuple[Flat, ...] = ()
    sure: bool = True

    @property
    def mend(self) -> str:
        """What is to be written by hand where nothing is."""
        envelopes = [{"name": "done", "images": "/WHERE"}]
        made = {"fixed": "url", "forms": {"url": ""}, "envelopes": envelopes, "poll": self.poll}
        return f"write `response: {flow(made)}`, mended, into the family"

    @property
    def added(self) -> str:
        """What is to be written by hand into a family that tells of pictures already."""
        known = {name: {"method": "GET", "path": path} for name, path in self.operations.items()}
        asks = f", and `{flow(known)[1:-1]}` into the operations of the provider" if known else ""
        return f"write `poll: {flow(self.poll)}`, mended, into its response{asks}"


def job(source: Source, call: Call, answers: list[Schema]) -> Job | None:
    """Find how the pictures of an operation are waited for; None where its answer names no job."""
    quiet = Source(source.document, source.old)
    first = all_shapes(quiet, answers)
    link, ids = _named(quiet, first)
    if not (link or ids):
        return None
    known = _all(source)
    near = sorted((each for each in known if each.values), key=lambda each: -_near(each, call, ids))
    shown = next((each for each in near if link or _near(each, call, ids) > 0), None)
    status = next(iter(_status(quiet, first)), None) if shown is None else None
    if status is not None:
        shown = Asking("", "", call.at, first, *status)
    if shown is None:
        return _untold(link, ids)
    done, failed, pending = _parted(shown.values)
    id_ = next((path for path in ids if path[-1] == shown.hole), ids[0] if ids else ())
    by_id = bool(shown.hole and id_ and (_near(shown, call, ids) > 1 or not link))
    poll: dict[str, Any] = {}
    made: dict[str, str] = {}
    if by_id:
        poll = {"operation": "job", "id": pointer(id_)}
        made[poll["operation"]] = _with_id(shown.path)
    elif link:
        poll = {"link": pointer(link), **({"id": pointer(id_)} if id_ else {})}
    else:
        return _untold(link, ids)
    flats = shown.flats
    pictures = _pictured(quiet, flats)
    if pictures is None and by_id and (after := _after(quiet, shown, known)):
        pictures, flats = _pictured(quiet, after.flats), after.flats
        poll["answer"] = "result"
        made[poll["answer"]] = _with_id(after.path)
    poll |= {
        "status": pointer(shown.status),
        "done": done,
        **({"failed": failed} if failed else {}),
        **({"pending": pending} if pending else {}),
    }
    if reason := _reason(quiet, shown.flats):
        poll["reason"] = pointer(reason)
    lost = "" if pictures else "where the pictures of a job that is done stand"
    return Job(poll, made, pictures, lost, flats)


def later(source: Source, call: Call, answers: list[Schema]) -> Job | None:
    """Find how pictures are waited for that an answer has a place for, and may come without at first.

    None where nothing speaks of that; where not all does, the job is not ``sure``.
    """
    quiet = Source(source.document, source.old)
    first = all_shapes(quiet, answers)
    stands = _stands(quiet, first)
    link, ids = _named(quiet, first)
    values = [value for values in stands.values() for value in values]
    done, _, pending = _parted(values)
    if not stands or not (link or ids) or (values and not pending):
        return None
    waited = job(source, call, answers)
    assert waited
    words = pending or waited.poll.get("pending", ())
    waits = any(_WAITING.fullmatch(naming.snake(str(value))) for value in words)
    if not waits and not any(
        _near(each, call, ids) > 1 and _pictured(quiet, each.flats) for each in _all(source)
    ):
        return None
    name = waited.poll.get("link") or waited.poll["id"]
    told = all(
        any(pointer(path) == name for path in members) and members & stands.keys()
        for flat in first
        if _pictured(quiet, [flat])
        for members in [{path for path, _ in texts(quiet, flat)}]
    )
    agreed = {*done} <= {*waited.poll["done"]}
    return replace(waited, sure=waits and told and agreed and not waited.lost)


def _named(source: Source, flats: tuple[Flat, ...]) -> tuple[ir.Path, list[ir.Path]]:
    """The link to a job, or (), and what may be its id, the shortest path first."""
    members = dict.fromkeys(path for flat in flats for path, _ in texts(source, flat))
    link = next((path for path in members if _is_link(path)), ())
    return link, sorted((path for path in members if _is_id(path)), key=len)


def _parted(values: Iterable[Any]) -> tuple[list[Any], list[Any], list[Any]]:
    """Part what a status may be: done, failed, and what is left."""
    done: list[Any] = []
    failed: list[Any] = []
    pending: list[Any] = []
    for value in values:
        word = naming.snake(str(value))
        ends = done if _DONE.fullmatch(word) else failed if _FAILED.fullmatch(word) else pending
        ends.append(value)
    return done, failed, pending


def _pictured(source: Source, flats: Iterable[Flat]) -> Found | None:
    return next((one for flat in flats if (one := found.pictures(source, flat, loose=True))), None)


def _untold(link: ir.Path, ids: list[ir.Path]) -> Job:
    where = {"link": pointer(link)} if link else {"operation": "NAME", "id": pointer(ids[0])}
    poll = {**where, "status": "/status", "done": ["VALUE"]}
    said = "the answer names a job, and not how it is asked for"
    return Job(poll, {}, None, said, sure=bool(link))


def _is_link(path: ir.Path) -> bool:
    name = naming.snake(path[-1])
    return bool(_LINKS.fullmatch(name)) or (name == "get" and "urls" in path)


def _is_id(path: ir.Path) -> bool:
    return naming.words(path[-1])[-1:] in (("id",), ("uuid",))


def _all(source: Source) -> list[Asking]:
    """Read every GET once."""
    if "asking" not in source.memo:
        source.memo["asking"] = [*_known(Source(source.document, source.old))]
    found: list[Asking] = source.memo["asking"]
    return found


def _known(source: Source) -> Iterator[Asking]:
    """Yield every GET with one hole, with the status that its answer shows."""
    for path, at, value in asking(source):
        flats = all_shapes(source, listed(source, value, at).values())
        hole = next(iter(re.findall(r"\{([^{}]*)\}", path)), "")
        for status, values in [*_status(source, flats)][:1] or [((), ())]:
            yield Asking(path, hole, at, flats, status, values)


def _status(source: Source, flats: tuple[Flat, ...]) -> Iterator[tuple[ir.Path, tuple[Any, ...]]]:
    """Yield the member that tells how a job stands, with all that it may be in any shape of an answer."""
    stands = _stands(source, flats)
    for path, values in sorted(stands.items(), key=lambda item: len(item[0])):
        if _parted(values)[0]:
            yield path, tuple(values)


def _stands(source: Source, flats: tuple[Flat, ...]) -> dict[ir.Path, list[Any]]:
    """The members that may tell how a job stands, with what is listed for them in any shape."""
    stands: dict[ir.Path, list[Any]] = {}
    for flat in flats:
        for path, below in texts(source, flat):
            if naming.snake(path[-1]) in _STATUS:
                stands.setdefault(path, []).extend(
                    item
                    for item in below
                    if isinstance(item, str | int) and item not in stands.get(path, ())
                )
    return stands


def _near(each: Asking, call: Call, ids: list[ir.Path]) -> int:
    """How surely a GET asks for the job of a call."""
    score = 4 * each.path.startswith(f"{call.written.rstrip('/')}/")
    score += 2 * any(naming.snake(path[-1]) == naming.snake(each.hole) for path in ids)
    score += bool({*re.split(r"\W+", each.path.lower())} & _WORDS)
    mine, theirs = call.written.strip("/").split("/"), each.path.strip("/").split("/")
    score += sum(
        one == two and not re.fullmatch(r"v\d\w*", one)
        for one, two in zip(mine, theirs, strict=False)
    )
    return score


def _after(source: Source, shown: Asking, known: list[Asking]) -> Asking | None:
    """The GET that has the pictures of a job whose status has none."""
    stem = re.sub(r"/[a-z_-]*status$", "", shown.path)
    paths = {stem, f"{stem}/result", f"{stem}/results", f"{stem}/response"} - {shown.path}
    return next((e for e in known if e.path in paths and _pictured(source, e.flats)), None)


def _reason(source: Source, flats: tuple[Flat, ...]) -> ir.Path:
    names = ("error", "failure", "failure_reason", "error_message", "reason")
    paths = [path for flat in flats for path, _ in texts(source, flat)]
    return next(
        (p for name in names for p in paths if len(p) < 3 and naming.snake(p[-1]) == name), ()
    )


def _with_id(path: str) -> str:
    return re.sub(r"\{[^{}]*\}", "{id}", path)
