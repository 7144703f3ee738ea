"""The operations of an OpenAPI document: how each is called, as far as pacts can say it."""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from modelpact import naming, operations
from modelpact.errors import Unreadable
from modelpact.importing.flatten import flatten
from modelpact.importing.models import Request
from modelpact.importing.schema import Lost, Schema, Source, escaped, mapping
from modelpact.importing.texts import is_clean, prose, slug

_METHODS: Final = ("get", "put", "post", "delete", "patch", "options", "head", "trace")
_JSON: Final = re.compile(r"application/(?:[a-z0-9.+-]+\+)?json", re.IGNORECASE)
_MODEL: Final = re.compile(
    "(?:model|engine|deployment)s?(?:[_-]?(?:id|name|slug|key))?", re.IGNORECASE
)
_ROW: Final = re.compile(r"\{[^{}/]*\}(?:/\{[^{}/]*\})+")
_HOLE: Final = re.compile(r"\{([^{}]*)\}")
_NAME: Final = re.compile("[A-Za-z_][A-Za-z0-9_.-]*")
_PATH: Final = re.compile(r"/[^\s?#]*(?:\?[^\s?#{}]+)?")
"""A path, and a query of texts behind it."""
_BEFORE: Final = re.compile(r"v\d[\w.]*|api|apis|rest|public|openapi|services?", re.IGNORECASE)
_OWN: Final = frozenset({"accept", "content-type", "authorization"})
"""Headers that OpenAPI takes out of the list of parameters."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What to import: operations by id (or ``POST /path``), ids of models where the document names none."""

    provider: str = ""
    operations: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    base_url: str = ""
    document: str = ""


@dataclass(slots=True, eq=False)
class Call:
    """An operation. ``path`` is as a pact says it, ``members`` are what it has holes for.

    ``losses`` are what this operation wants and pacts do not say, told if it is taken. ``row`` are the holes of its
    path that are one id of a model together.
    """

    name: str
    spoken: str
    method: str
    written: str
    at: str
    value: dict[str, Any]
    outer: dict[str, Any]
    path: str = ""
    kind: str = ""
    schema: Schema = field(default_factory=lambda: Schema({}, ""))
    files: dict[str, tuple[str, ...]] | None = None
    brackets: bool = False
    row: tuple[str, ...] = ()
    members: dict[str, Schema] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    losses: dict[Lost, None] = field(default_factory=dict)

    def is_named(self, name: str) -> bool:
        """Tell whether somebody means this operation."""
        known = (self.value.get("operationId"), self.name, f"POST {self.written}", self.written)
        return name in known

    def request(self, models: tuple[str, ...] = ()) -> Request:
        """Its body, with what travels in the path."""
        return Request(self.schema, list(models), self.members, self.files)

    @property
    def stem(self) -> str:
        """The end of its path, behind versions and what else is the same everywhere.

        Empty where it has holes or a query.
        """
        steps = self.written.strip("/").split("/")
        while len(steps) > 1 and (_BEFORE.fullmatch(steps[0]) or _HOLE.search(steps[0])):
            del steps[0]
        end = "/".join(steps)
        return "" if "{" in end or "?" in end else end

    def takes(self, model: str) -> bool:
        """Tell whether an id fills the holes that stand for it."""
        return not self.row or (len(model.split("/")) == len(self.row) and all(model.split("/")))

    def stands_for(self, model: str) -> None:
        """Let the end of the path be the model, which no other part of a request names."""
        head = self.path.rstrip("/").removesuffix(model)
        self.path = f"{head}{{model}}{'/' * self.written.endswith('/')}"
        self.name = "generate"
        self.members["model"] = Schema(
            {"type": "string", "const": model}, self.at.rsplit("/", 1)[0]
        )


def calls(source: Source, asked: Asked) -> Iterator[Call]:
    """Yield the operations that send a body; what others want that cannot be said is told where asked for."""
    taken: set[str] = set()
    known: list[str] = []
    found: set[str] = set()
    for call in _every(source):
        known.append(call.spoken)
        said = call.spoken if call.value.get("operationId") else call.written
        call.name = naming.unique(slug(said, "generate"), taken, "-")
        meant = [name for name in asked.operations if call.is_named(name)]
        found.update(meant)
        if (asked.operations and not meant) or (call.method != "post" and not asked.operations):
            continue
        taken.add(call.name)
        reading = Source(source.document, source.old, call.losses)
        if reason := _read(reading, call):
            if asked.operations or call.schema.at:
                source.lose(call.at, reason)
        else:
            yield call
    for name in asked.operations:
        if name not in found:
            close = difflib.get_close_matches(name, known, n=12, cutoff=0.6) or known[:12]
            help_ = (
                f"There are {', '.join(close)}." if close else "It has none that sends something."
            )
            raise Unreadable(f"there is no operation {prose(name)!a}", help_)


def asking(source: Source) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the path, the place and the value of every GET that may ask for a job."""
    for call in _every(source):
        if call.method == "get" and len(_HOLE.findall(call.written)) < 2:
            yield call.written, call.at, call.value


def _every(source: Source) -> Iterator[Call]:
    for path, item in source.document["paths"].items():
        at = f"/paths/{escaped(str(path))}"
        if isinstance(item, dict) and "$ref" in item:
            target = source.target(str(item["$ref"]), at)
            item, at = (target.value, target.at) if target else ({}, at)
        for method in _METHODS if isinstance(item, dict) else ():
            value = item.get(method)
            if isinstance(value, dict):
                id_ = value.get("operationId")
                spoken = prose(id_) if isinstance(id_, str) and id_ else f"{method} {path}"
                yield Call("", spoken, method, str(path), f"{at}/{method}", value, item)


def is_json(kind: str) -> bool:
    """Tell whether a media type is JSON."""
    return bool(_JSON.fullmatch(kind.split(";")[0].strip()))


def content(source: Source, holder: Any, at: str) -> tuple[dict[str, Any], str]:
    """The media types of a body or an answer, and where they stand."""
    if isinstance(holder, dict) and "$ref" in holder:
        target = source.target(str(holder["$ref"]), at)
        holder, at = (target.value, target.at) if target else ({}, at)
    return mapping(mapping(holder).get("content")), f"{at}/content"


def _read(source: Source, call: Call) -> str:
    """Read how an operation is called; return why it cannot be said, if so."""
    if call.method not in ("post", "put"):
        return f"an operation of the method {call.method.upper()}"
    if reason := _body(source, call):
        return reason
    if not is_clean(call.written) or not _PATH.fullmatch(call.written):
        return "an operation whose path is none"
    body = flatten(Source(source.document, source.old), [call.schema])
    call.brackets = call.files is not None and any(name.endswith("[]") for name in body.properties)
    return _parameters(source, call, {*body.properties})


def _body(source: Source, call: Call) -> str:
    kinds, at = content(source, call.value.get("requestBody"), f"{call.at}/requestBody")
    read = {
        str(kind): media
        for kind, media in kinds.items()
        if isinstance(media, dict) and "schema" in media
    }
    told = ", ".join(map(prose, map(str, kinds))) or "none"
    first = next((kind for kind in read if is_json(kind)), "")
    first = first or next(
        (kind for kind in read if kind.split(";")[0].strip() == operations.MULTIPART), ""
    )
    if not first:
        call.kind = "" if told == "none" else told
        return f"an operation whose body is {told}, and neither JSON nor a form with files"
    for other in kinds:
        if other != first:
            source.lose(f"{at}/{escaped(str(other))}", f"a body that is {prose(str(other))}")
    media, at = read[first], f"{at}/{escaped(first)}"
    if source.followed(Schema(media["schema"], f"{at}/schema")) is None:
        return "an operation whose body is described nowhere"
    call.schema = Schema(media["schema"], f"{at}/schema")
    if not is_json(first):
        call.kind = operations.MULTIPART
        call.files = _files(media.get("encoding"))
    return ""


def _files(encoding: Any) -> dict[str, tuple[str, ...]]:
    """The types of pictures that each part of a form may be, where it says so."""
    found = {}
    for name, said in mapping(encoding).items():
        kinds = str(mapping(said).get("contentType", ""))
        found[str(name)] = tuple(re.findall(r"image/([a-z0-9.+-]+)", kinds))
    return found


def _parameters(source: Source, call: Call, body: set[str]) -> str:
    """Read what stands in the path and in headers; return why that cannot be said, if so."""
    known = {}
    for holder, at in ((call.outer, call.at.rsplit("/", 1)[0]), (call.value, call.at)):
        listed = holder.get("parameters")
        for number, value in enumerate(listed if isinstance(listed, list) else ()):
            place = f"{at}/parameters/{number}"
            if isinstance(value, dict) and "$ref" in value:
                target = source.target(str(value["$ref"]), place)
                value, place = (target.value, target.at) if target else ({}, place)
            if isinstance(value, dict) and isinstance(value.get("name"), str):
                known[value["name"], str(value.get("in"))] = value, place
    call.path = call.written
    if "model" not in body:
        _joined(
            source, call, {name: found for (name, where), found in known.items() if where == "path"}
        )
    for name in _HOLE.findall(call.path):
        if name == "model" and call.row:
            continue
        value, at = known.get((name, "path"), ({}, call.at))
        member = "model" if _MODEL.fullmatch(name) and "model" not in body else name
        schema = _of_parameter(source, value, at)
        if schema is None or member in call.members or not _NAME.fullmatch(member):
            return "an operation whose path has a hole that no text, number or flag fills"
        if member in body:
            source.lose(at, "a member of the body too: it travels in the path alone")
        call.path = call.path.replace(f"{{{name}}}", f"{{{member}}}")
        call.members[member] = schema
    stated = dict(operations.queried(call.written)[1])
    for (name, where), (value, at) in known.items():
        if where == "query" and name in stated:
            continue
        if where in ("query", "cookie"):
            needed = "required " if value.get("required") is True else ""
            source.lose(at, f"a {needed}parameter in the {where}: {prose(name)}")
        elif where == "header" and name.lower() not in _OWN:
            _header(source, call, name, value, at)
    return ""


def _joined(source: Source, call: Call, known: dict[str, tuple[dict[str, Any], str]]) -> None:
    """Take holes that stand in a row, the last of them a model's, for one id with slashes."""
    for row in _ROW.finditer(call.path):
        names = _HOLE.findall(row[0])
        while names and "model" not in names[-1].lower():
            names.pop()
        if len(names) < 2:
            continue
        holes = "/".join(f"{{{name}}}" for name in names)
        call.row = tuple(names)
        call.path = call.path.replace(holes, "{model}")
        lists = [_listed(source, *known.get(name, ({}, call.at))) for name in names]
        ids = ["/".join(parts) for parts in itertools.product(*lists)]
        call.members["model"] = Schema(
            {"type": "string", **({"enum": ids} if ids else {})}, call.at
        )
        told = ", each value of one with each of the others" if ids else ""
        source.lose(call.at, f"{holes} is one id with slashes here{told}")
        return


def _listed(source: Source, value: dict[str, Any], at: str) -> list[str]:
    """The texts that a parameter may be, where it lists them."""
    schema = _of_parameter(source, value, at)
    flat = flatten(Source(source.document, source.old), [schema]) if schema else None
    return [item for item in (flat.enum or () if flat else ()) if isinstance(item, str)]


def _of_parameter(source: Source, value: dict[str, Any], at: str) -> Schema | None:
    """The schema of a parameter, if it is a scalar."""
    schema = value.get("schema", {"type": "string"})
    place = f"{at}/schema" if "schema" in value else at
    shown = {key: value[key] for key in ("description", "example") if key in value}
    made = Schema({"allOf": [schema, shown]}, place)
    flat = flatten(Source(source.document, source.old), [made])
    if flat.types is None:
        made = Schema({"allOf": [schema, shown, {"type": "string"}]}, place)
    elif flat.types & {"array", "object", "null"}:
        return None
    return made


def _header(source: Source, call: Call, name: str, value: dict[str, Any], at: str) -> None:
    """Note a header that always has one value; tell any other."""
    schema = _of_parameter(source, value, at)
    flat = flatten(Source(source.document, source.old), [schema]) if schema else None
    listed = flat.enum if flat and flat.enum else []
    default = flat.prose.get("default") if flat else None
    one = listed[0] if len(listed) == 1 else default
    if (
        value.get("required") is True
        and isinstance(one, str)
        and one.isascii()
        and one.isprintable()
    ):
        call.headers[name] = one
        if len(listed) != 1:
            source.lose(at, f"the header {prose(name)}: it is sent as {one} always")
    elif value.get("required") is True:
        source.lose(
            at, f"the header {prose(name)}: write its value under `headers` in provider.yaml"
        )
    else:
        source.lose(at, f"the header {prose(name)}, which may be left out")
