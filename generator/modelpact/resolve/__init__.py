"""Documents -> the catalogue: inherit, link, default, order. Nothing is left to look up.

Comes after ``validate``; ``check`` comes next. A model that cannot be resolved is left out, and said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from modelpact import ir
from modelpact.document import Document, MappingNode, Node
from modelpact.errors import Position, Problem
from modelpact.resolve import changelog, images, merge, models, operations, responses
from modelpact.resolve.codes import CODES
from modelpact.resolve.context import Context, child, items, nearest, scalar
from modelpact.resolve.paths import find
from modelpact.resolve.rules import Rules
from modelpact.resolve.values import Values

__all__ = ["CODES", "resolve"]

_LONGEST_ID = 128
_MODEL_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._:@+-]|/(?=[A-Za-z0-9]))*")


def resolve(
    documents: Iterable[Document], present: Iterable[str] = ()
) -> tuple[ir.Catalog, tuple[Problem, ...]]:
    """Turn validated documents into a catalogue, and say what could not be resolved.

    ``present`` names the paths of every spec file, broken ones included: a model whose family file is there
    but broken is passed over in silence, since that file has its own problem.
    """
    documents = tuple(documents)
    context = Context(documents)
    paths = {document.path for document in documents} | set(present)
    providers = []
    for name in sorted({document.provider for document in documents}):
        mine = [document for document in documents if document.provider == name]
        provider = _provider(context, mine, {path for path in paths if path.startswith(f"{name}/")})
        if provider:
            providers.append(provider)
    _unique(context, providers, "provider")
    return ir.Catalog(providers=tuple(sorted(providers, key=lambda p: p.id))), tuple(
        context.problems
    )


def _provider(context: Context, documents: list[Document], paths: set[str]) -> ir.Provider | None:
    head = next((document.root for document in documents if document.kind == "provider"), None)
    if head is None:
        return None
    operations.headers(context, head)
    families: dict[str, MappingNode] = {}
    for document in documents:
        if document.kind == "family":
            id_ = scalar(document.root, "family")
            if id_ in families:
                _twice(context, document.root, "family", id_, families[id_])
            else:
                families[id_] = document.root
    shared = MappingNode(
        {key: node for key, node in head.entries.items() if key in merge.SHARED},
        head.keys,
        head.position,
    )
    for node in (head, *families.values()):
        _distinct(context, items(node, "rules"))
    merged = {id_: merge.inherit(context, shared, node) for id_, node in families.items()}
    broken = {
        path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        for path in paths - {document.path for document in documents}
        if "/families/" in path
    }
    found = [
        _model(
            context,
            document.root,
            merged,
            families,
            broken,
            tuple(child(head, "operations").entries),
        )
        for document in documents
        if document.kind == "model"
    ]
    complete = [model for model in found if model is not None]
    _unique(context, complete, "model")
    log = next((document.root for document in documents if document.kind == "changelog"), None)
    return models.provider(
        context,
        head,
        families=tuple(models.family(context, families[id_]) for id_ in sorted(families)),
        models=tuple(sorted(complete, key=lambda model: model.id)),
        releases=changelog.releases(log) if log else (),
    )


def _model(
    context: Context,
    node: MappingNode,
    merged: Mapping[str, MappingNode],
    families: Mapping[str, MappingNode],
    broken: set[str],
    calls: tuple[str, ...],
) -> ir.Model | None:
    family = scalar(node, "family", "")
    if family not in merged:
        if family not in broken:
            context.problem(
                node.entries["family"].position,
                "R001",
                f"there is no family {family!r}",
                f"{nearest(family, merged)} A family is a file under families/ whose `family:` is that name.".strip(),
            )
        return None
    id_ = scalar(node, "model", "")
    if not _MODEL_ID.fullmatch(id_) or ".." in id_ or len(id_) > _LONGEST_ID:
        context.problem(
            node.entries["model"].position,
            "R017",
            f"{id_!r} cannot be a model id",
            "Ids are ASCII letters and digits with . _ : @ + - and single slashes: files are named for them.",
        )
        return None
    whole = merge.inherit(context, merged[family], node)
    operations.linked(context, calls, whole)
    values = Values(context, images.image_input(child(whole, "images")))
    body = _body(context, id_, whole, values, node)
    found = images.images(context, child(whole, "images"), body)
    body = images.limited(body, found.maximum)
    reader = Rules(context, values, body)
    _distinct(context, items(node, "rules"))
    rules = [
        reader.rule(entry) for entry in items(whole, "rules") if isinstance(entry, MappingNode)
    ]
    return models.model(
        context,
        whole,
        body=body,
        rules=(
            *(rule for rule in rules if rule),
            *images.rules(found, child(whole, "images"), body),
        ),
        found=found,
        response=responses.linked(context, child(whole, "response"), body, reader),
        decisions=(*items(node, "decisions"), *items(families[family], "decisions")),
    )


def _body(
    context: Context, id_: str, whole: MappingNode, values: Values, node: MappingNode
) -> ir.Value:
    members = values.members(child(whole, "parameters"), items(whole, "required"))
    for member in members:
        if member.name == "model":
            context.problem(
                member.value.origin,
                "R014",
                "the parameter 'model' is there by itself",
                "Remove it: its value is the model's id.",
            )
    origin = node.keys["model"]
    first = ir.Member(
        name="model",
        value=ir.Value(
            kinds=(ir.String(),),
            description="The model to use.",
            enum=(id_,),
            evidence=context.source(origin),
            origin=origin,
        ),
        required=True,
    )
    rest = tuple(member for member in members if member.name != "model")
    body = ir.Value(kinds=(ir.Object(members=(first, *rest)),), origin=node.position)
    for member in rest:
        _linked(context, body, member.value)
    return body


def _linked(context: Context, body: ir.Value, value: ir.Value) -> None:
    """Check that what a value is converted to exists."""
    if isinstance(value.disposition, ir.Converted) and find(body, value.disposition.to) is None:
        context.problem(
            value.origin,
            "R002",
            f"{ir.pointer(value.disposition.to)!r}, which it is converted to, names no parameter",
            "Declare that parameter, or mend the path.",
        )
    for kind in value.kinds:
        if isinstance(kind, ir.Array) and kind.items:
            _linked(context, body, kind.items)
        elif isinstance(kind, ir.Object):
            for member in kind.members:
                _linked(context, body, member.value)


def _distinct(context: Context, rules: Iterable[Node]) -> None:
    """Report rules of one file with the same id, and those that take an id which is made here."""
    seen: dict[str, Position] = {}
    for rule in rules:
        id_ = scalar(rule, "id", "") if isinstance(rule, MappingNode) else ""
        if id_ in seen:
            context.problem(
                rule.position,
                "R004",
                f"rule {id_!r} is declared twice, first in line {seen[id_].line}",
                "Rename or remove one of them: the id is the code of the issue.",
            )
        elif id_ in images.MADE:
            context.problem(
                rule.position, "R004", f"rule {id_!r} is made of `images` by itself", "Rename it."
            )
        seen[id_] = rule.position


def _unique(context: Context, found: list[Any], what: str) -> None:
    """Report ids that occur twice, and keep the first."""
    seen: dict[str, Any] = {}
    for thing in list(found):
        if thing.id in seen:
            context.problem(
                thing.origin,
                "R004",
                f"{what} {thing.id!r} is declared twice, first at {seen[thing.id].origin}",
                "Rename or remove one of them.",
            )
            found.remove(thing)
        else:
            seen[thing.id] = thing


def _twice(context: Context, node: MappingNode, what: str, id_: str, first: MappingNode) -> None:
    context.problem(
        node.keys[what],
        "R004",
        f"{what} {id_!r} is declared twice, first at {first.keys[what]}",
        "Rename or remove one of them.",
    )
