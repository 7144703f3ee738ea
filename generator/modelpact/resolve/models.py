"""Providers, families and models: everything about them but their parameters and rules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from modelpact import ir
from modelpact.document import MappingNode, Node, ScalarNode, place, plain
from modelpact.resolve import responses
from modelpact.resolve.context import Context, child, items, nearest, scalar, texts
from modelpact.resolve.paths import find, known, parse


def provider(
    context: Context,
    node: MappingNode,
    families: tuple[ir.Family, ...],
    models: tuple[ir.Model, ...],
    releases: tuple[ir.Release, ...],
) -> ir.Provider:
    """Read the gateway itself."""
    auth = child(node, "auth")
    return ir.Provider(
        id=scalar(node, "provider"),
        title=scalar(node, "title", ""),
        description=scalar(node, "description", ""),
        base_url=scalar(node, "base_url", "").rstrip("/"),
        operations=tuple(
            ir.Operation(
                name=name,
                method=scalar(entry, "method", "POST"),
                path=scalar(entry, "path", "/"),
                content_type=scalar(entry, "content_type", "application/json"),
                array_names=scalar(entry, "array_names", "plain"),
                origin=place(entry, ["path"]),
            )
            for name, entry in child(node, "operations").entries.items()
            if isinstance(entry, MappingNode)
        ),
        auth=ir.Auth(
            header=scalar(auth, "header", "Authorization"),
            scheme=scalar(auth, "scheme", "Bearer"),
            placeholder=scalar(auth, "placeholder", ""),
            environment=scalar(auth, "environment", ""),
        ),
        headers=responses.pairs(child(node, "headers")),
        response=responses.response(context, child(node, "response")),
        errors=tuple(
            _error(context, entry)
            for entry in items(node, "errors")
            if isinstance(entry, MappingNode)
        ),
        families=families,
        models=models,
        tips=tuple(_tips(context, node)),
        questions=tuple(_questions(context, node)),
        purposes=tuple(_purposes(context, node)),
        decisions=tuple(decisions(items(node, "decisions"))),
        releases=releases,
        evidence=context.source(node.position),
        origin=node.keys["provider"],
    )


def family(context: Context, node: MappingNode) -> ir.Family:
    """Read a family."""
    return ir.Family(
        id=scalar(node, "family"),
        title=scalar(node, "title", ""),
        description=scalar(node, "description", ""),
        tips=tuple(_tips(context, node)),
        questions=tuple(_questions(context, node)),
        decisions=tuple(decisions(items(node, "decisions"))),
        evidence=context.source(node.position),
        origin=node.keys["family"],
    )


def model(
    context: Context,
    node: MappingNode,
    *,
    body: ir.Value,
    rules: tuple[ir.Rule, ...],
    found: ir.Images,
    response: ir.Response,
    decisions: tuple[Node, ...],
) -> ir.Model:
    """Put a model together. ``node`` is what it says with all that it inherits."""
    lifecycle = child(node, "lifecycle")
    layouts = tuple(_layouts(context, child(node, "layouts"), body))
    return ir.Model(
        id=scalar(node, "model"),
        family=scalar(node, "family"),
        title=_own(node, "title") or scalar(node, "model"),
        description=_own(node, "description") or "",
        body=body,
        rules=rules,
        aliases=texts(node, "aliases"),
        lifecycle=ir.Lifecycle(
            status=scalar(lifecycle, "status", "current"),
            released=scalar(lifecycle, "released", ""),
            deprecated=scalar(lifecycle, "deprecated", ""),
            retires=scalar(lifecycle, "retires", ""),
            replacement=scalar(lifecycle, "replacement", ""),
        ),
        uses=tuple(
            _use(name, entry)
            for name, entry in child(node, "uses").entries.items()
            if isinstance(entry, MappingNode)
        ),
        images=found,
        layouts=layouts,
        arguments=tuple(_arguments(node, layouts)),
        operation=_operation(node, "text"),
        operation_with_images=_operation(node, "images"),
        response=response,
        decisions=tuple(_decisions_of(context, decisions, body)),
        evidence=context.source(node.position),
        origin=node.keys["model"],
    )


def _operation(node: MappingNode, which: str) -> str:
    """Read which operation a model makes for requests of a kind; one without a kind is that of all of them."""
    if isinstance(node.entries.get("operation"), MappingNode):
        return str(scalar(child(node, "operation"), which, ""))
    return str(scalar(node, "operation", "")) if which == "text" else ""


def _own(node: MappingNode, key: str) -> str | None:
    """Return a text of the model's own file: titles are not inherited."""
    return (
        scalar(node, key)
        if key in node.entries and node.keys[key].path == node.position.path
        else None
    )


def decisions(nodes: Iterable[Node]) -> Iterable[ir.Decision]:
    """Read decisions."""
    for node in nodes:
        if isinstance(node, MappingNode):
            yield ir.Decision(
                id=scalar(node, "id", ""),
                question=scalar(node, "question", ""),
                readings=texts(node, "readings"),
                chosen=scalar(node, "chosen", ""),
                severity=scalar(node, "severity"),
                sections=texts(node, "sections"),
                parameters=tuple(ir.pointer(parse(text)[0]) for text in texts(node, "parameters")),
                origin=node.position,
            )


def _decisions_of(
    context: Context, nodes: tuple[Node, ...], body: ir.Value
) -> Iterable[ir.Decision]:
    """Read a model's and its family's decisions; a pointer of the model's own file must lead somewhere."""
    own = body.origin.path
    for node in nodes:
        if not isinstance(node, MappingNode) or node.position.path != own:
            continue
        for item in items(node, "parameters"):
            text = str(item.value) if isinstance(item, ScalarNode) else ""
            path, _ = parse(text)
            if find(body, path) is None:
                context.problem(
                    item.position,
                    "R002",
                    f"{text!r} names no parameter",
                    nearest(path[-1], known(body, path)),
                )
    yield from decisions(nodes)


def _tips(context: Context, node: MappingNode) -> Iterable[ir.Tip]:
    for entry in items(node, "tips"):
        if isinstance(entry, MappingNode):
            yield ir.Tip(
                title=scalar(entry, "title", ""),
                advice=scalar(entry, "advice", ""),
                words=texts(entry, "words"),
                evidence=_evidence(context, entry),
            )


def _questions(context: Context, node: MappingNode) -> Iterable[ir.Question]:
    for entry in items(node, "questions"):
        if isinstance(entry, MappingNode):
            yield ir.Question(
                question=scalar(entry, "question", ""),
                answer=scalar(entry, "answer", ""),
                evidence=_evidence(context, entry),
            )


def _purposes(context: Context, node: MappingNode) -> Iterable[ir.Purpose]:
    for entry in items(node, "purposes"):
        if isinstance(entry, MappingNode):
            pairs = (text.split(":") for text in texts(entry, "ratios"))
            yield ir.Purpose(
                title=scalar(entry, "title", ""),
                ratios=tuple((int(width), int(height)) for width, height in pairs),
                evidence=_evidence(context, entry),
            )


def _evidence(context: Context, node: MappingNode) -> ir.Evidence:
    if "evidence" in node.entries:
        return context.evidence(node.entries["evidence"], node.keys["evidence"])
    return context.source(node.position)


def _error(context: Context, node: MappingNode) -> ir.Error:
    return ir.Error(
        code=int(scalar(node, "code", 0)),
        title=scalar(node, "title", ""),
        description=scalar(node, "description", ""),
        evidence=_evidence(context, node),
    )


def _use(name: str, node: MappingNode) -> ir.Use:
    return ir.Use(
        name=name,
        title=scalar(node, "title") or name.replace("-", " ").capitalize(),
        description=scalar(node, "description", ""),
        images=int(scalar(node, "images", 0)),
        prompt=scalar(node, "prompt", ""),
        arguments=ir.Json.of(plain(child(node, "arguments"))),
        origin=node.position,
    )


_COUNTS: dict[str, Literal["none", "one", "many"]] = {
    "text": "none",
    "image": "one",
    "images": "many",
}


def _layouts(context: Context, node: MappingNode, body: ir.Value) -> Iterable[ir.Layout]:
    for name, count in _COUNTS.items():
        entry = node.entries.get(name)
        if isinstance(entry, MappingNode):
            yield ir.Layout(images=count, places=tuple(_places(context, entry, body)))


def _places(context: Context, node: MappingNode, body: ir.Value) -> Iterable[ir.Place]:
    for key, entry in node.entries.items():
        if key == "constants" and isinstance(entry, MappingNode):
            for text, constant in entry.entries.items():
                path = _place(context, text, entry.keys[text], body)
                if path:
                    yield ir.Place(path=path, constant=ir.Json.of(plain(constant)))
            continue
        for item in (entry,) if isinstance(entry, ScalarNode) else items(node, key):
            text = str(item.value) if isinstance(item, ScalarNode) else ""
            path = _place(context, text, item.position, body)
            if path:
                yield ir.Place(path=path, argument=key)


def _place(context: Context, text: str, position: Any, body: ir.Value) -> ir.Path | None:
    path, _ = parse(text)
    if find(body, path) is None:
        context.problem(
            position,
            "R002",
            f"{text!r} names no parameter",
            nearest(path[-1], known(body, path)),
        )
        return None
    return path


def _arguments(node: MappingNode, layouts: tuple[ir.Layout, ...]) -> Iterable[ir.Argument]:
    """What a caller may write besides prompt and images: members of the body, and those of inline objects."""
    places = [place for layout in layouts for place in layout.places]
    laid = {name for place in places for name in (place.path[0], place.argument)}
    for name, entry in child(node, "parameters").entries.items():
        if not isinstance(entry, MappingNode):
            continue
        if scalar(entry, "inline", False):
            for inner in child(entry, "properties").entries:
                yield ir.Argument(name=inner, path=(name, inner))
        elif name not in laid:
            yield ir.Argument(name=name, path=(name,))
