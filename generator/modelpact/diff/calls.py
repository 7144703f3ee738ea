"""Operations that have another name now: the calls are the same, and what is made of a name is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from modelpact import ir, operations

Renamed = Mapping[str, ir.Operation]
"""Operations of the new version by their old names."""


def renamed(old: ir.Provider, new: ir.Provider) -> Renamed:
    """Pair the operations that are called and went with those that came and are called alike."""
    was, now = ({each.name: each for each in side.operations} for side in (old, new))
    come = [now[name] for name in now if name not in was and name in operations.asked(new)]
    found: dict[str, ir.Operation] = {}
    for name in was:
        if name not in now and name in operations.asked(old):
            alike = (each for each in come if replace(was[name], name=each.name) == each)
            heir = next((each for each in alike if each not in found.values()), None)
            if heir is not None:
                found[name] = heir
    return found


def recalled(provider: ir.Provider, names: Renamed) -> ir.Provider:
    """Return a provider with the new names, so that nothing else is told of them."""

    def named(name: str) -> str:
        return names[name].name if name in names else name

    def model(one: ir.Model) -> ir.Model:
        poll = one.response.poll
        if poll is not None:
            poll = replace(poll, operation=named(poll.operation), answer=named(poll.answer))
        return replace(
            one,
            operation=named(one.operation),
            operation_with_images=named(one.operation_with_images),
            response=replace(one.response, poll=poll),
        )

    return replace(
        provider,
        operations=tuple(replace(each, name=named(each.name)) for each in provider.operations),
        models=tuple(map(model, provider.models)),
    )
