"""Values of the catalogue as TypeScript types: what may be written at a place."""

from __future__ import annotations

from dataclasses import dataclass, field

from modelpact import ir
from modelpact.naming import pascal, unique
from modelpact.print_ts import Alias, Declaration, Interface, Property, Union, scalar
from modelpact.text import ts_template


@dataclass(slots=True)
class Scope:
    """Declarations so far, and the names that are gone. ``image`` is the type of a picture.

    ``taken_by_gateway``: types say what the gateway takes, even where it has no effect, rather than what makes sense;
    a member that it rejects is ``never``.
    """

    taken: set[str]
    image: str = "string"
    taken_by_gateway: bool = False
    found: list[Declaration] = field(default_factory=list)

    def name(self, wanted: str) -> str:
        """Take a name that is free."""
        spelled = unique(wanted, self.taken)
        self.taken.add(spelled)
        return spelled


def doc_of(value: ir.Value) -> tuple[str, ...]:
    """What is said of a value."""
    match value.disposition:
        case (
            ir.Forced(because=because) | ir.Advisory(because=because) | ir.Ignored(because=because)
        ):
            return value.description, because
        case ir.Rejected(because=because):
            return value.description, because
        case ir.Converted(because=because) | ir.Unverified(because=because):
            return value.description, because
        case _:
            return (value.description,)


def value_type(value: ir.Value, name: str, scope: Scope) -> Union:
    """The terms that a value may be; what is inside of it is declared under a name of its own."""
    match value.disposition:
        case ir.Forced(value=forced) if not scope.taken_by_gateway:
            return (scalar(forced),)
        case ir.Rejected():
            return ("never",)
        case _:
            pass
    tolerated = [scalar(each.value) for each in value.tolerated]
    if value.enum is not None:
        terms = [*(scalar(item) for item in value.enum), *tolerated]
    elif not value.kinds:
        terms = ["unknown"]
    else:
        terms = [term for kind in value.kinds for term in _kind(kind, name, scope)] + tolerated
    return _distinct(terms)


def _distinct(terms: list[str]) -> Union:
    """Without repetitions, and without literals that a wider term says already."""
    wide = set(terms)
    kept = [
        term
        for term in dict.fromkeys(terms)
        if not (term[0] in "\"'`" and "string" in wide)
        and not ((term[0].isdigit() or term[0] == "-") and "number" in wide)
        and not (term in ("true", "false") and "boolean" in wide)
    ]
    return ("unknown",) if "unknown" in wide else tuple(kept) or ("never",)


def _kind(kind: ir.Kind, name: str, scope: Scope) -> list[str]:
    match kind:
        case ir.Null():
            return ["null"]
        case ir.Boolean():
            return ["boolean"]
        case ir.Integer(numeric_text=text) | ir.Number(numeric_text=text):
            return ["number", "`${number}`"] if text else ["number"]
        case ir.String(dimensions=ir.Dimensions() as dimensions):
            signs = dimensions.separator, *dimensions.tolerated_separators
            sizes = [f"`${{number}}{ts_template(sign)}${{number}}`" for sign in signs]
            return [*(scalar(word) for word in dimensions.words), *sizes]
        case ir.String(image=image):
            return ["string"] if image is None else [scope.image]
        case ir.Array(items=items):
            return [f"readonly {_item(items or ir.Value(), f'{name}Item', scope)}[]"]
        case ir.Object(members=members):
            return [interface(members, name, scope) if members else "Record<string, unknown>"]


def _item(value: ir.Value, name: str, scope: Scope) -> str:
    """One name for what stands in a list."""
    terms = value_type(value, name, scope)
    if len(terms) == 1 and not terms[0].startswith("readonly "):
        return terms[0]
    spelled = scope.name(name)
    scope.found.append(Alias(spelled, terms))
    return spelled


def interface(
    members: tuple[ir.Member, ...],
    name: str,
    scope: Scope,
    doc: tuple[str, ...] = (),
    deprecated: bool = False,
) -> str:
    """Declare an object, and return its name."""
    spelled = scope.name(name)
    position = len(scope.found)
    properties = tuple(
        Property(
            member.name,
            value_type(member.value, f"{name}{pascal(member.name)}", scope),
            required=member.required,
            doc=doc_of(member.value),
            deprecated=member.value.deprecated,
        )
        for member in members
        if scope.taken_by_gateway or not isinstance(member.value.disposition, ir.Rejected)
    )
    scope.found.insert(position, Interface(spelled, properties, doc, deprecated))
    return spelled
