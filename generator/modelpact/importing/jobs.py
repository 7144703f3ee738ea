"""Answers that name a job: where its status stands, and what is asked for it again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from modelpact import ir, naming
from modelpact.flow import flow
from modelpact.importing import found
from modelpact.importing.calls import Call, asking
from modelpact.importing.flat import Flat
from modelpact.importing.flatten import flatten
from modelpact.importing.found import Found, listed, pointer, shapes, texts
from modelpact.importing.schema import Schema, Source

_STATUS: Final = ("status", "state", "task_status", "job_status", "taskstatus", "phase")
_LINKS: Final = re.compile(r"(?:polling|poll|status|get)_?(?:url|uri|href|link)|self")
_DONE: Final = re.compile(r"succe\w*|complete[d]?|done|ready|finished|ok")
_FAILED: Final = re.compile(
    r"fail\w*|.*error.*|cancell?ed|abort\w*|reject\w*|expired|time_?out|timed_out|.*moderated|.*not_found|blocked"
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

    ``sure``: the answer names more of a job than an id.
    """

    poll: dict[str, Any]
    operations: dict[str, str]
    pictures: Found | None
    lost: str = ""
    sure: bool = True


def job(source: Source, call: Call, answers: list[Schema]) -> Job | None:
    """Find how the pictures of an operation are waited for; None where its answer names no job."""
    quiet = Source(source.document, source.old)
    first = [flat for schema in answers for flat in shapes(quiet, flatten(quiet, [schema]))]
    members = {path: kinds for flat in first for path, kinds in texts(quiet, flat)}
    link = next((path for path in members if _is_link(path)), ())
    ids = sorted((path for path in members if _is_id(path)), key=len)
    if not (link or ids):
        return None
    known = _all(source)
    near = sorted((each for each in known if each.values), key=lambda each: -_near(each, call, ids))
    shown = next((each for each in near if link or _near(each, call, ids) > 0), None)
    status = next(iter(_status(quiet, tuple(first))), None) if shown is None else None
    if status is not None:
        shown = Asking("", "", call.at, tuple(first), *status)
    if shown is None:
        return _untold(link, ids)
    done = [value for value in shown.values if _DONE.fullmatch(naming.snake(str(value)))]
    failed = [value for value in shown.values if _FAILED.fullmatch(naming.snake(str(value)))]
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
    pending = [value for value in shown.values if value not in (*done, *failed)]
    pictures = next(
        (one for flat in shown.flats if (one := found.pictures(quiet, flat, loose=True))), None
    )
    if pictures is None and by_id and (after := _after(quiet, shown, known)):
        pictures, path = after
        poll["answer"] = "result"
        made[poll["answer"]] = _with_id(path)
    poll |= {
        "status": pointer(shown.status),
        "done": done,
        **({"failed": failed} if failed else {}),
        **({"pending": pending} if pending else {}),
    }
    if reason := _reason(quiet, shown.flats):
        poll["reason"] = pointer(reason)
    lost = "" if pictures else f"where the pictures of a job that is done stand: {_mend(poll)}"
    return Job(poll, made, pictures, lost)


def _untold(link: ir.Path, ids: list[ir.Path]) -> Job:
    where = {"link": pointer(link)} if link else {"operation": "NAME", "id": pointer(ids[0])}
    poll = {**where, "status": "/status", "done": ["VALUE"]}
    said = f"the answer names a job, and not how it is asked for: {_mend(poll)}"
    return Job({}, {}, None, said, bool(link))


def _mend(poll: dict[str, Any]) -> str:
    """Show what is to be written by hand."""
    envelopes = [{"name": "done", "images": "/WHERE"}]
    made = {"fixed": "url", "forms": {"url": ""}, "envelopes": envelopes, "poll": poll}
    return f"write `response: {flow(made)}`, mended, into the family"


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
        flats = tuple(
            shape
            for schema in listed(source, value, at).values()
            for shape in shapes(source, flatten(source, [schema]))
        )
        hole = next(iter(re.findall(r"\{([^{}]*)\}", path)), "")
        for status, values in [*_status(source, flats)][:1] or [((), ())]:
            yield Asking(path, hole, at, flats, status, values)


def _status(source: Source, flats: tuple[Flat, ...]) -> Iterator[tuple[ir.Path, tuple[Any, ...]]]:
    """Yield the member that tells how a job stands, with all that it may be in any shape of an answer."""
    found_: dict[ir.Path, list[Any]] = {}
    for flat in flats:
        for path, below in texts(source, flat):
            if naming.snake(path[-1]) in _STATUS:
                found_.setdefault(path, []).extend(
                    item
                    for item in below
                    if isinstance(item, str | int) and item not in found_.get(path, ())
                )
    for path, values in sorted(found_.items(), key=lambda item: len(item[0])):
        if any(_DONE.fullmatch(naming.snake(str(value))) for value in values):
            yield path, tuple(values)


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


def _after(source: Source, shown: Asking, known: list[Asking]) -> tuple[Found, str] | None:
    """The GET that has the pictures of a job whose status has none."""
    stem = re.sub(r"/[a-z_-]*status$", "", shown.path)
    for each in known:
        if each.path != shown.path and each.path in (
            stem,
            f"{stem}/result",
            f"{stem}/results",
            f"{stem}/response",
        ):
            for flat in each.flats:
                if one := found.pictures(source, flat, loose=True):
                    return one, each.path
    return None


def _reason(source: Source, flats: tuple[Flat, ...]) -> ir.Path:
    names = ("error", "failure", "failure_reason", "error_message", "reason")
    paths = [path for flat in flats for path, _ in texts(source, flat)]
    return next(
        (p for name in names for p in paths if len(p) < 3 and naming.snake(p[-1]) == name), ()
    )


def _with_id(path: str) -> str:
    return re.sub(r"\{[^{}]*\}", "{id}", path)
