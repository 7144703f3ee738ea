"""A request to one model as a request to another, and what was lost on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from modelpact import example, ir, places, wire
from modelpact.queries import values, words
from modelpact.queries.laying import Picture, counterpart, laid
from modelpact.queries.meaning import Meaning, Said, Turn, read
from modelpact.queries.patch import Change, applied, at, equal, leaves
from modelpact.queries.repairs import Issue
from modelpact.queries.search import Check, Mended, mended
from modelpact.queries.shapes import keeps

_PICTURE_CODES = frozenset({"imageSource", "imageFormat", "imageSize"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """Something of a request that another model gets in another way, or not at all.

    ``source`` and ``target`` are pointers; None where it does not stand in that body. ``after`` is None where it is
    gone.
    """

    argument: str
    source: str | None
    target: str | None
    before: Any
    after: Any
    reason: str

    def as_dict(self) -> dict[str, Any]:
        """Spell it for JSON."""
        return {
            "argument": self.argument,
            "source": self.source,
            "target": self.target,
            "from": self.before,
            "to": self.after,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A default that nobody wrote, and that the two models do not share; None: there is none, or none is known."""

    argument: str
    source: Any
    target: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A body for ``model``; None if there is none, for ``reason``. ``issues`` are what its validator says of it."""

    model: str
    request: dict[str, Any] | None
    lost: tuple[Lost, ...] = ()
    notes: tuple[Note, ...] = ()
    issues: tuple[Issue, ...] = ()
    reason: str = ""


def translate(
    source: ir.Model, target: ir.Model, body: dict[str, Any], check: Check
) -> Translation:
    """Write what a body means to ``source`` as a body for ``target``.

    ``check`` is the validator of both. The request has no errors, and only such warnings as every request for the
    target has, or as nothing can be done about.
    """
    return _Translator(source, target, body, check).translation()


class _Translator:
    def __init__(
        self, source: ir.Model, target: ir.Model, body: dict[str, Any], check: Check
    ) -> None:
        self._source, self._target, self._body, self._check = source, target, body, check
        self._meaning = read(source, body)
        self._always = unavoidable(target, check)
        asked = (*words.text_paths(target), *words.picture_paths(target), ("prompt",))
        self._asked = frozenset(path[0] for path in asked)

    def translation(self) -> Translation:
        plain = {**self._body, "model": self._target.id}
        issues = tuple(self._check(plain))
        clean = not self._meaning.rest and not any(map(self._minds, issues))
        if clean and keeps(self._source, self._body, self._target, plain):
            return self._done(Mended(plain, (), issues), {})
        pictures, refused = self._pictures()
        if len(pictures) < self._target.images.minimum:
            return self._failed(self._too_few(refused))
        written = self._mended(
            laid(self._source, self._body, self._meaning, self._target, pictures)
        )
        kept = self._mended(self._without_rest(plain))
        good = [self._done(written, refused)] if self._is_good(written) else []
        if self._is_good(kept) and keeps(self._source, self._body, self._target, kept.body):
            good.append(self._done(kept, refused))
        if not good:
            told = (f"{i.pointer or 'the body'}: {i.message}" for i in written.faults)
            return self._failed("; ".join(dict.fromkeys(told)) or "its words cannot be kept")
        return min(good, key=lambda each: (len(each.issues), len(each.lost)))

    def _minds(self, issue: Issue) -> bool:
        return (issue.pointer, issue.code) not in self._always

    def _failed(self, reason: str) -> Translation:
        return Translation(model=self._target.id, request=None, reason=reason)

    def _done(self, result: Mended, refused: dict[ir.Path, str]) -> Translation:
        losses = _Losses(self._source, self._target, self._meaning, result, refused)
        return Translation(
            model=self._target.id,
            request=result.body,
            lost=tuple(losses.all()),
            notes=tuple(_notes(self._source, self._target, self._body, result.body)),
            issues=result.issues,
        )

    # --- pictures ---

    def _pictures(self) -> tuple[list[Picture], dict[ir.Path, str]]:
        """The pictures that the target takes, as it takes them, and why it takes no others."""
        taken: list[Picture] = []
        refused: dict[ir.Path, str] = {}
        most = self._target.images.maximum
        converses = len(self._meaning.turns) > 1 and wire.turns(self._target) is not None
        for said in self._meaning.pictures:
            if most is not None and len(taken) >= most and not converses:
                refused[said.path] = (
                    f"at most {most} {'image is' if most == 1 else 'images are'} taken"
                    if most
                    else "no image is taken"
                )
                continue
            spelled, why = self._taken(said)
            if spelled is None:
                refused[said.path] = why
            else:
                taken.append((said, spelled))
        return taken, refused

    def _taken(self, said: Said) -> tuple[str | None, str]:
        """Spell a picture so that nothing is said against it, or say what is."""
        accepted = words.how(self._target)
        others = values.pictures(accepted, said.value) if accepted else ()
        reason = ""
        for spelled in (said.value, *others):
            body = laid(self._source, {}, self._meaning, self._target, [(said, spelled)])
            why = [i.message for i in self._check(body) if i.code in _PICTURE_CODES]
            if not why:
                return spelled, ""
            reason = reason or why[0]
        return None, reason

    def _too_few(self, refused: dict[ir.Path, str]) -> str:
        least = self._target.images.minimum
        needed = "an image is needed" if least == 1 else f"{least} images are needed"
        why = next(iter(refused.values()), "")
        return f"{needed}, and what is shown is not taken: {why}" if why else needed

    # --- mending ---

    def _mended(self, start: Any) -> Mended:
        return mended(self._target, start, self._check, minds=self._minds, allows=self._allows)

    def _allows(self, body: Any, issue: Issue, change: Change) -> bool:
        """Allow what keeps the words, and makes nothing up but what must be there."""
        if change.how == "any" or change.touches(("model",)):
            return False
        if change.op == "add" or change.how == "add":
            return issue.severity == "error" and change.path[0] not in self._asked
        spoken = (path for path, _ in words.texts(self._target, body))
        return not any(change.touches(path) for path in spoken)

    def _is_good(self, result: Mended) -> bool:
        """Tell whether nothing is wrong any more, and every text of the caller is there."""
        told = "\n".join(read(self._target, result.body).texts)
        return not result.faults and all(text in told for text in self._meaning.texts)

    def _without_rest(self, body: Any) -> Any:
        """The body without what has no meaning for the source."""
        for said in reversed(self._meaning.rest):
            body = applied(body, Change(op="remove", path=said.path, how="drop"))
        return body


class _Losses:
    """Compares what a request means with what its translation means."""

    def __init__(
        self,
        source: ir.Model,
        target: ir.Model,
        meaning: Meaning,
        result: Mended,
        refused: dict[ir.Path, str],
    ) -> None:
        self._source, self._target, self._meaning = source, target, meaning
        self._result, self._refused = result, refused
        self._there = read(target, result.body)

    def all(self) -> Iterator[Lost]:
        yield from self._words()
        yield from self._pictures()
        for name, said in self._meaning.arguments:
            yield from self._argument(name, said)
        yield from self._added()
        for said in self._meaning.rest:
            yield Lost(
                argument="/".join(said.path),
                source=ir.pointer(said.path),
                target=None,
                before=said.value,
                after=None,
                reason=f"it says nothing to {self._source.id}",
            )

    def _words(self) -> Iterator[Lost]:
        before, after = self._meaning.turns, self._there.turns
        if [(turn.own, _texts(turn)) for turn in before] == [(t.own, _texts(t)) for t in after]:
            return
        if not any(turn.texts for turn in before):
            return
        yield Lost(
            argument="prompt",
            source=_first(before),
            target=_first(after),
            before=[text for turn in before for text in _texts(turn)],
            after=[text for turn in after for text in _texts(turn)],
            reason=(
                f"{self._target.id} holds no conversation: its turns become one text"
                if len(before) > 1
                else "several texts become one"
            ),
        )

    def _pictures(self) -> Iterator[Lost]:
        """Compare the pictures: each is there as it was, spelled in another way, or gone."""
        left = list(self._there.pictures)
        for said in self._meaning.pictures:
            spelled = {said.value, *_unwrapped(said.value)}
            found = next((other for other in left if other.value == said.value), None)
            found = found or next(
                (o for o in left if {o.value, *_unwrapped(o.value)} & spelled), None
            )
            if found is not None:
                left.remove(found)
            if found is None or found.value != said.value:
                yield self._lost("image", said, found, self._refused.get(said.path, ""))

    def _argument(self, name: str, said: Said) -> Iterator[Lost]:
        path = counterpart(self._source, name, self._target)
        for below, value in leaves(said.value):
            there = (*path, *below) if path is not None else ()
            found = at(self._result.body, there) if there else ()
            if found and equal(found[0], value):
                continue
            other = Said(there, found[0]) if found else None
            yield self._lost(name, Said((*said.path, *below), value), other, self._why(name, there))

    def _why(self, name: str, path: ir.Path) -> str:
        """Why an argument is not there as it was."""
        if not path:
            return f"{self._target.id} has no {name}"
        for change in reversed(self._result.changes):
            if change.touches(path):
                return change.why
        if path in self._target.response.size:
            return f"the nearest that {self._target.id} takes"
        return f"{self._target.id} has another way to say it"

    def _added(self) -> Iterator[Lost]:
        """What stands there that the caller did not say, or said with another argument."""
        known = {
            counterpart(self._source, name, self._target) for name, _ in self._meaning.arguments
        }
        size = next((said for _, said in self._meaning.arguments if self._sizes(said.path)), None)
        for name, said in self._there.arguments:
            if said.path in known:
                continue
            before = size if said.path in self._target.response.size else None
            yield self._lost(name, before, said, self._why(name, said.path))

    def _sizes(self, path: ir.Path) -> bool:
        """Tell whether the source reads a size from a parameter, or converts it to one."""
        disposition = (places.find(self._source.body, path) or ir.Value()).disposition
        becomes = disposition.to if isinstance(disposition, ir.Converted) else path
        return becomes in self._source.response.size

    def _lost(self, name: str, before: Said | None, after: Said | None, reason: str) -> Lost:
        return Lost(
            argument=name,
            source=ir.pointer(before.path) if before else None,
            target=ir.pointer(after.path) if after else None,
            before=before.value if before else None,
            after=after.value if after else None,
            reason=reason,
        )


def _texts(turn: Turn) -> tuple[str, ...]:
    return tuple(dict.fromkeys(said.value for said in turn.texts))


def _first(turns: tuple[Turn, ...]) -> str | None:
    return next((ir.pointer(said.path) for turn in turns for said in turn.texts), None)


def _unwrapped(picture: str) -> tuple[str, ...]:
    head, found, data = picture.partition(";base64,")
    return (data,) if found and head[:5].lower() == "data:" else ()


def unavoidable(model: ir.Model, check: Check) -> frozenset[tuple[str, str]]:
    """The places and codes of the warnings about every request for a model."""
    uses = model.uses or (ir.Use(name="", title="", images=model.images.minimum),)
    told = [
        {(i.pointer, i.code) for i in check(example.body(model, use)) if i.severity == "warning"}
        for use in uses
    ]
    return frozenset(set.intersection(*told))


def _notes(
    source: ir.Model, target: ir.Model, before: dict[str, Any], after: dict[str, Any]
) -> Iterator[Note]:
    """Compare the servers' defaults of what neither body says."""
    own, other = _defaults(source), _defaults(target)
    mine = {argument.name: argument.path for argument in source.arguments}
    theirs = {argument.name: argument.path for argument in target.arguments}
    for name in dict.fromkeys((*own, *other)):
        paths = ((before, mine.get(name)), (after, theirs.get(name)))
        if any(path is not None and at(body, path) for body, path in paths):
            continue
        one, two = own.get(name), other.get(name)
        # What only one of them has is worth saying where it is switched on.
        shared = name in theirs and one is not None
        if (shared or one is True or two is True) and not equal(one, two):
            yield Note(argument=name, source=one, target=two)


def _defaults(model: ir.Model) -> dict[str, Any]:
    """What the server takes for an argument that is absent, by name."""
    found = {}
    for argument in model.arguments:
        value = places.find(model.body, argument.path) or ir.Value()
        if isinstance(value.disposition, ir.Forced):
            found[argument.name] = value.disposition.value
        elif value.default is not None and value.default.whose == "server":
            found[argument.name] = value.default.value.value
    return found
