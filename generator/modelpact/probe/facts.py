"""What a pact says of a model's requests, as single facts that one request can show."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from modelpact import example, ir, places
from modelpact.probe.aims import LONGEST, Aim, aims
from modelpact.probe.desk import Desk, Draft, Sign, at_place
from modelpact.vectors.bodies import Change, Changes, Fill, Put, Remove
from modelpact.vectors.requests import refused
from modelpact.vectors.rules import scenes

_SHOWN: Final = 48
_UNSEEN: Final = "no answer shows it"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is so or not. ``about`` is the pointer of a place, or a rule's id.

    ``draft`` is the request that shows it alone: one that is accepted, or that this fact alone refuses. Any accepted
    body that bears ``sign`` shows it, too.
    """

    id: str
    about: str
    expect: Literal["accepted", "refused"]
    says: str
    draft: Draft
    sign: Sign


@dataclass(frozen=True, slots=True)
class Untested:
    """What no request of the plan shows, and why.

    It is a fact, a default (which may be less sure than its place), or another way to see what is shown in one.
    """

    about: str
    says: str
    reason: str
    kind: Literal["fact", "default", "way"] = "fact"


class Facts:
    """Every fact of a model that requests can show; ``untested`` is what they cannot."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: dict[str, Fact] = {}
        self._signs: set[tuple[str, str]] = set()
        self.untested: list[Untested] = []
        self._rules = {rule.id: rule for rule in desk.model.rules}
        self._of_places()
        for rule in desk.model.rules:
            self._of_rule(rule)
        self._of_answers()

    @property
    def every(self) -> tuple[Fact, ...]:
        return tuple(self._known.values())

    @property
    def accepted(self) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.every if fact.expect == "accepted")

    @property
    def refused(self) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.every if fact.expect == "refused")

    # --- places -------------------------------------------------------------------------------------

    def _of_places(self) -> None:
        model = self._desk.model
        for path, member in places.walk(model.body):
            if path == ("model",) or refused(model, path[:-1]):
                continue
            found = list(aims(path, member.value))
            for aim in found:
                self._of_aim(path, aim)
            self._of_effect(path, member.value.disposition)
            rejected = isinstance(member.value.disposition, ir.Rejected)
            if all(aim.aspect in ("null", "another type") or aim.reason for aim in found):
                what = example.sample(member.value)
                self._of_aim(path, Aim((Put(path, what),), "the value", what))
            if path[-1] != ir.EACH and not rejected:
                self._add(path, self._desk.bodies.without(path), "", "leaving it out", "absent")

    def _of_effect(self, path: ir.Path, disposition: ir.Disposition) -> None:
        """Say what no answer shows of what a value does: an answer has a number, sizes, a form and a format alone."""
        response = self._desk.model.response
        shown = {*response.size, response.format, response.selector}
        shown |= {response.count.path} if response.count else set()
        match disposition:
            case ir.Ignored() if path not in shown:
                told = "that it has no effect"
            case ir.Forced(value=value) | ir.Advisory(value=value) if path not in shown:
                told = f"that it is taken as {json.dumps(value)}"
            case ir.Converted(to=to) if to not in shown:
                told = f"that it becomes {ir.pointer(to)}"
            case _:
                return
        self._leave(ir.pointer(path), told, _UNSEEN)

    def _of_aim(self, path: ir.Path, aim: Aim) -> None:
        if aim.reason:
            self._leave(ir.pointer(path), aim.aspect, aim.reason)
            return
        if aim.aspect == "a picture by its URL" and not self._desk.url:
            says = f"{ir.pointer(path)}: {aim.aspect}"
            self.untested.append(Untested(ir.pointer(path), says, "no --image-url was given"))
            return
        place = path if aim.aspect != "a member of an unknown name" else aim.changes[0].path
        told = json.dumps(aim.what, ensure_ascii=True)
        self._add(place, aim.changes, told, aim.aspect, ir.Json.of(aim.what).text)

    def _add(self, path: ir.Path, changes: Changes, what: str, aspect: str, key: str) -> None:
        desk, where = self._desk, ir.pointer(path)
        sign = Sign(changes)
        draft = desk.settled(desk.draft(changes), path)
        if not desk.shows(sign, draft.body):
            self._leave(where, aspect, "no request could be written that has it")
        elif draft.lost:
            self._leave(
                where, aspect, "it does not arrive as it is sent: a path and a form have texts"
            )
        elif not draft.errors or at_place(draft, path):
            says = _sentence(where, what, aspect)
            self._note(where, draft, says, f"{where} {aspect} {key}", sign)
        elif len(draft.errors) == 1 and draft.errors[0].code in self._rules:
            rule = draft.errors[0].code
            says = f"{_sentence(where, what, aspect)} (rule {rule})"
            self._note(rule, draft, says, f"{where} {aspect} {key}", sign)
        else:
            codes = ", ".join(dict.fromkeys(issue.code for issue in draft.errors))
            self._leave(where, aspect, f"several facts refuse it: {codes}")

    def _note(self, about: str, draft: Draft, says: str, key: str, sign: Sign) -> None:
        rule = next((e.code for e in draft.errors if e.code in self._rules), "")
        expect: Literal["accepted", "refused"] = "refused" if draft.errors else "accepted"
        id_ = key[:_SHOWN]
        if not draft.errors and (about, repr(sign)) in self._signs:
            return  # the same said twice, such as a least and a most that are equal
        self._signs.add((about, repr(sign)))
        if id_ in self._known:
            if self._known[id_].draft.body == draft.body:
                return
            id_ += f" #{sum(1 for known in self._known if known.startswith(id_)) + 1}"
        self._known[id_] = Fact(id_, rule or about, expect, f"{says} is {expect}", draft, sign)

    def _leave(self, about: str, aspect: str, reason: str) -> None:
        self.untested.append(Untested(about, f"{about}: {aspect}", reason))

    # --- rules --------------------------------------------------------------------------------------

    def _of_rule(self, rule: ir.Rule) -> None:
        """List each way to break a rule, and one of each kind that its edge leaves open: those are paid for."""
        shown: set[str] = set()
        told: set[str] = set()
        lost: list[str] = []
        refuses = any(f.about == rule.id and f.expect == "refused" for f in self.every)
        for changes, about in scenes(rule, self._desk.bodies, LONGEST):
            draft = self._desk.draft(changes)
            codes = [issue.code for issue in draft.errors]
            sign = Sign(changes, _loose(rule), nowhere=True)
            if not {rule.id}.issuperset(codes) or not self._readable(sign, draft):
                lost.append(about)
                continue
            told.add(about)
            refuses = refuses or bool(codes)
            if not codes and not self._tells(rule, draft, about):
                continue
            key = json.dumps(draft.body, sort_keys=True) if codes else _kind(rule, changes, about)
            if key in shown:
                continue
            shown.add(key)
            says = f"rule {rule.id}: {about}{_values(changes)}"
            if not codes and _only_warns(rule):
                sign = Sign(changes, remark=rule.id)
            self._note(rule.id, draft, says, f"rule {rule.id}: {about} #{len(shown)}", sign)
        if not shown:
            self._leave(rule.id, "its edge", "no request could be written that shows it alone")
            return
        if isinstance(rule.effect, ir.WithoutEffect):
            self._leave(rule.id, "that it has no effect", _UNSEEN)
        elif not refuses and not _only_warns(rule):
            self._leave(rule.id, "that it refuses", "other facts refuse each such request, too")
        ways = ", ".join(about for about in dict.fromkeys(lost) if about not in told)
        if ways:
            says = f"{rule.id}: in other ways ({ways})"
            self.untested.append(Untested(rule.id, says, "other facts decide there", "way"))

    # --- answers ------------------------------------------------------------------------------------

    def _of_answers(self) -> None:
        """List requests whose answers show what the pact says of answers, where nothing else asks for these."""
        response = self._desk.model.response
        if response.count is not None and response.count.when:
            self._of_count(response.count)
        paths = (*response.size, response.format, response.selector)
        for path, member in places.walk(self._desk.model.body):
            match member.value.disposition:
                case ir.Converted(to=to, table=table) if to in paths and to != path:
                    for sent, becomes in table:
                        told = f"{json.dumps(sent)} alone stands for {json.dumps(becomes)}"
                        changes = (Put(path, sent), Remove(to))
                        self._answered(path, changes, told)
                case _:
                    pass

    def _of_count(self, count: ir.Count) -> None:
        """Let there be as many pictures as can be asked for where the number counts, and where it does not."""
        rule = ir.Rule(id="", because="", effect=ir.WithoutEffect((count.path,)), when=count.when)
        found = list(scenes(rule, self._desk.bodies, LONGEST))
        for changes, about in found:
            self._answered(count.path, changes, f"as many pictures as are asked for: {about}")
        held = next((changes for changes, about in found if about == "1 of 1 present"), ())
        for fact in self.accepted:
            if fact.about == ir.pointer(count.path) and Put not in map(
                type, fact.draft.changes[1:]
            ):
                changes = (*held, *fact.draft.changes)
                self._answered(count.path, changes, f"{_values(fact.draft.changes)[2:-1]} counts")

    def _answered(self, path: ir.Path, changes: Changes, told: str) -> None:
        draft = self._desk.draft(changes)
        sign = Sign(changes)
        if draft.fits and self._desk.shows(sign, draft.body):
            where = ir.pointer(path)
            self._note(where, draft, f"{where}: {told}", f"{where} answer {told}", sign)

    def _readable(self, sign: Sign, draft: Draft) -> bool:
        """Tell whether a request has what it should, and still when it arrives."""
        return not draft.lost and self._desk.shows(sign, draft.body)

    def _tells(self, rule: ir.Rule, draft: Draft, about: str) -> bool:
        """Tell whether an accepted request says something of a rule: a warning given, or an edge kept."""
        if _only_warns(rule):
            return rule.id in {issue.code for issue in self._desk.check(draft.body)}
        bound, _, number = about.partition(": ")
        beside = bound.startswith(("maximum ", "minimum ")) and number != bound.split(" ")[1]
        return not beside and not about.startswith(("another type", "absent", "type", "form"))


def _kind(rule: ir.Rule, changes: Changes, about: str) -> str:
    """Name what an accepted scene has in common with others of which one is enough."""
    if _only_warns(rule):
        return "remark"
    if about.startswith("1 of "):
        return f"{about} {changes}"
    if about.startswith("condition on") and changes:
        return f"{about} {type(changes[-1]).__name__}"
    return about


def _only_warns(rule: ir.Rule) -> bool:
    return rule.severity == "warning" or isinstance(rule.effect, ir.WithoutEffect | ir.Advise)


def _loose(rule: ir.Rule) -> frozenset[ir.Path]:
    """List the paths of which a rule asks only whether something is there."""
    match rule.effect:
        case (
            ir.Required(paths)
            | ir.Forbidden(paths)
            | ir.WithoutEffect(paths)
            | ir.Group(paths=paths)
        ):
            scope = tuple("0" if step == ir.EACH else step for step in rule.scope)
            return frozenset((*scope, *path) for path in paths)
        case _:
            return frozenset()


def _sentence(where: str, what: str, aspect: str) -> str:
    shown = what if len(what) <= _SHOWN else f"{what[: _SHOWN - 3]}..."
    return f"{where}: {shown}, {aspect}," if shown else f"{where}: {aspect}"


def _values(changes: Changes) -> str:
    told = [part for change in changes if (part := _value(change))]
    return f" ({', '.join(told)})" if told else ""


def _value(change: Change) -> str:
    match change:
        case Put(path, what):
            text = json.dumps(what, ensure_ascii=True)
            return f"{ir.pointer(path)} {text if len(text) <= 24 else text[:21] + '...'}"
        case Fill(path, count):
            return f"{count} at {ir.pointer(path)}"
        case _:
            return f"no {ir.pointer(change.path)}"


def shown_by(desk: Desk, facts: Iterable[Fact], body: Any) -> Iterator[Fact]:
    """Yield those facts that an accepted body shows."""
    return (fact for fact in facts if desk.shows(fact.sign, body))
