"""An OpenAPI document -> pacts: its operations that make something of a JSON body with a model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urljoin

from modelpact import naming
from modelpact.errors import Unreadable
from modelpact.importing import answers, pacts
from modelpact.importing.models import Body, Request, bodies, named
from modelpact.importing.schema import Schema, Source, escaped
from modelpact.importing.texts import is_clean, prose
from modelpact.importing.values import fits
from modelpact.scaffold import Pacts, key_variable, titled

_METHODS: Final = ("get", "put", "post", "delete", "patch", "options", "head", "trace")
_PICTURED: Final = re.compile(r"image|picture|draw|flux|diffusion|txt2img", re.IGNORECASE)
_JSON: Final = re.compile(r"application/(?:[a-z0-9.+-]+\+)?json", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """What to import: operations by id (or ``POST /path``), ids of models where the document names none."""

    provider: str = ""
    operations: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    base_url: str = ""
    document: str = ""


@dataclass(slots=True)
class Made:
    """Pacts, and for each file and place in it the pointer that it is from."""

    pacts: Pacts
    bodies: dict[str, Body]


@dataclass(slots=True)
class _Operation:
    name: str
    path: str
    at: str
    value: dict[str, Any]
    bodies: list[Body] = field(default_factory=list)

    def is_named(self, name: str) -> bool:
        return name in (self.value.get("operationId"), self.name, f"POST {self.path}", self.path)


def read(source: Source, asked: Asked) -> Made:
    """Turn a document into pacts; raise Unreadable where nothing can be made of it."""
    document = source.document
    _refuse_what_is_none(document)
    source.old = str(document.get("openapi", "")).startswith("3.0")
    info = document.get("info") if isinstance(document.get("info"), dict) else {}
    title = prose(info.get("title")).split("\n")[0] or "Gateway"
    provider = asked.provider or pacts.slug(title, "gateway")
    operations = list(_operations(source, asked))
    found = _of_pictures(source, [each for each in operations if _has_models(source, each, asked)])
    for each in found:
        _read_models(source, each, asked)
    if not any(each.bodies for each in found):
        raise Unreadable(
            "no operation has a JSON body with a member model",
            (
                _help(operations)
                if operations
                else "The document has no POST operation with a JSON body."
            ),
        )
    found = [each for each in found if each.bodies]
    first = found[0]
    for other in found[1:]:
        if other.path != first.path:
            source.lose(
                other.at,
                f"{other.path} is another operation than {first.path}: import it by itself",
            )
    kept = [each for each in found if each.path == first.path]
    return _made(source, asked, provider, title, info, kept[0])


def _refuse_what_is_none(document: Any) -> None:
    if not isinstance(document, dict):
        raise Unreadable("the document is no object")
    if "swagger" in document:
        raise Unreadable(
            f"it is Swagger {prose(document['swagger'])}, not OpenAPI 3",
            "Convert it to OpenAPI 3.0 or 3.1 first.",
        )
    version = document.get("openapi")
    if not isinstance(version, str) or not version.startswith(("3.0", "3.1")):
        raise Unreadable(
            "it is no OpenAPI document of version 3.0 or 3.1"
            + (
                f": openapi is {prose(version)[:20]!a}"
                if version is not None
                else ": it has no member openapi"
            ),
            "A JSON Schema is read by `modelpact import jsonschema`.",
        )
    if not isinstance(document.get("paths"), dict):
        raise Unreadable("it has no paths")


def _operations(source: Source, asked: Asked) -> Iterator[_Operation]:
    """Yield the operations that may make pictures; what others want that cannot be said is told where asked for."""
    taken: set[str] = set()
    known: list[str] = []
    for path, item in source.document["paths"].items():
        for method in _METHODS if isinstance(item, dict) else ():
            value = item.get(method)
            if not isinstance(value, dict):
                continue
            id_ = value.get("operationId")
            spoken = prose(id_) if isinstance(id_, str) and id_ else f"{method} {path}"
            known.append(spoken)
            operation = _Operation("", str(path), f"/paths/{escaped(str(path))}/{method}", value)
            operation.name = naming.unique(pacts.slug(spoken, "generate"), taken, "-")
            wanted = not asked.operations or any(
                operation.is_named(name) for name in asked.operations
            )
            if not wanted or (method != "post" and not asked.operations):
                continue
            taken.add(operation.name)
            if method != "post":
                source.lose(operation.at, f"an operation of the method {method.upper()}")
            elif _body(source, operation) is None:
                kinds = ", ".join(map(str, _content(source, operation)[0])) or "none"
                if asked.operations or "multipart/form-data" in kinds:
                    source.lose(operation.at, f"an operation whose body is {kinds}, and no JSON")
            elif not operation.path.startswith("/") or not is_clean(operation.path):
                source.lose(operation.at, "an operation whose path is none")
            elif "{" in path:
                source.lose(operation.at, "an operation with a parameter in its path")
            else:
                yield operation
    for name in asked.operations:
        if name not in known and not any(name.lower() in each.lower() for each in known):
            close = ", ".join(known[:12])
            raise Unreadable(f"there is no operation {prose(name)!a}", f"There are {close}.")


def _content(source: Source, operation: _Operation) -> tuple[dict[str, Any], str]:
    """The media types of a request body, and where they stand."""
    at = f"{operation.at}/requestBody"
    found = operation.value.get("requestBody")
    if isinstance(found, dict) and "$ref" in found:
        target = source.target(str(found["$ref"]), at)
        found, at = (target.value, target.at) if target else ({}, at)
    content = found.get("content") if isinstance(found, dict) else None
    return (content if isinstance(content, dict) else {}), f"{at}/content"


def _body(source: Source, operation: _Operation) -> Schema | None:
    content, at = _content(source, operation)
    for kind, media in content.items():
        if (
            _JSON.fullmatch(str(kind).split(";")[0].strip())
            and isinstance(media, dict)
            and "schema" in media
        ):
            return Schema(media["schema"], f"{at}/{escaped(str(kind))}/schema")
    return None


def _has_models(source: Source, operation: _Operation, asked: Asked) -> bool:
    """Tell whether an operation is about models, or said to be."""
    schema = _body(source, operation)
    ids = named(source, schema) if schema else []
    if asked.models and ids:
        return any(id_ in ids for id_ in asked.models)
    return bool(ids) or bool(asked.models and asked.operations)


def _of_pictures(source: Source, operations: list[_Operation]) -> list[_Operation]:
    """Keep the operations whose answers hold pictures; else those that are named for them; else all."""
    if len(operations) < 2:
        return operations
    probe = Source(source.document, source.old)
    answered = [each for each in operations if answers.response(probe, _answers(probe, each), {})]
    kept = [each for each in operations if _PICTURED.search(f"{each.path} {each.name}")]
    both = [each for each in kept if each in answered]
    chosen = both or kept or answered or operations
    for each in operations:
        if each not in chosen:
            source.lose(
                each.at, "an operation that does not seem to make pictures: --operation takes it"
            )
    return chosen


def _read_models(source: Source, operation: _Operation, asked: Asked) -> None:
    schema = _body(source, operation)
    assert schema is not None
    found = bodies(source, Request(schema, list(asked.models)))
    operation.bodies = [body for body in found if not asked.models or body.id in asked.models]


def _help(operations: list[_Operation]) -> str:
    names = ", ".join(str(each.value.get("operationId") or each.path) for each in operations[:12])
    return f"Say which one, and the id of its model: --operation ID --model ID. There are {names}."


def _made(
    source: Source,
    asked: Asked,
    provider: str,
    title: str,
    info: dict[str, Any],
    operation: _Operation,
) -> Made:
    made = list({body.id: body for body in operation.bodies}.values())
    if len(made) < len(operation.bodies):
        source.lose(operation.at, "a model that is described twice: the last description is taken")
    parameters = {
        name: part
        for name, part in made[0].parameters.items()
        if all(repr(body.parameters.get(name)) == repr(part) for body in made)
    }
    response = answers.response(source, _answers(source, operation), parameters)
    response = response if fits(response) else {}
    if "selector" in response:
        _always_a_form(source, made, response["selector"])
    if not response:
        source.lose(
            f"{operation.at}/responses", "no list of pictures with their url or Base64 was found"
        )
    head = {
        "pact": 1,
        "provider": provider,
        "title": title,
        **({"description": text} if (text := prose(info.get("description"))) else {}),
        "source": {
            "document": asked.document or title,
            "section": prose(operation.value.get("operationId")) or operation.path,
        },
        "base_url": asked.base_url or _server(source, operation, provider),
        "operations": {operation.name: {"method": "POST", "path": operation.path}},
        "auth": _auth(source, operation, provider),
        **({"errors": errors} if (errors := list(_errors(source, operation))) else {}),
    }
    tags = [prose(tag) for tag in operation.value.get("tags", ()) if isinstance(tag, str)]
    id_ = pacts.slug(operation.name, "family")
    about = prose(operation.value.get("summary")) or (tags[0] if tags else "")
    family = pacts.family(
        id_, made, about or titled(id_), prose(operation.value.get("description")), response
    )
    return Made(
        Pacts(head, {id_: family}, {body.id: pacts.model(body, family) for body in made}),
        {body.id: body for body in made},
    )


def _always_a_form(source: Source, made: list[Body], name: str) -> None:
    """Take null out of what asks for a form: pacts know none for it."""
    for body in made:
        asked = body.parameters[name]
        if None in asked.get("enum", ()):
            listed = [value for value in asked["enum"] if value is not None]
            body.parameters[name] = {k: v for k, v in asked.items() if k != "type"} | {
                "enum": listed
            }
            source.lose(body.places[name,], "null is refused here: leave the member out instead")


def _answers(source: Source, operation: _Operation) -> dict[str, Schema]:
    found = {}
    for status, answer in (operation.value.get("responses") or {}).items():
        at = f"{operation.at}/responses/{escaped(str(status))}"
        if isinstance(answer, dict) and "$ref" in answer:
            target = source.target(str(answer["$ref"]), at)
            answer, at = (target.value, target.at) if target else ({}, at)
        content = answer.get("content") if isinstance(answer, dict) else None
        if not str(status).startswith("2") or not isinstance(content, dict):
            continue
        for kind, media in content.items():
            if not _JSON.fullmatch(str(kind).split(";")[0].strip()):
                source.lose(
                    f"{at}/content/{escaped(str(kind))}", f"an answer that is {prose(kind)}"
                )
            elif isinstance(media, dict) and "schema" in media:
                found[str(status)] = Schema(
                    media["schema"], f"{at}/content/{escaped(str(kind))}/schema"
                )
    return found


def _errors(source: Source, operation: _Operation) -> Iterator[dict[str, Any]]:
    for status, answer in (operation.value.get("responses") or {}).items():
        if isinstance(answer, dict) and "$ref" in answer:
            target = source.target(str(answer["$ref"]), operation.at)
            answer = target.value if target else {}
        if str(status)[:1] in "45" and str(status).isdecimal() and isinstance(answer, dict):
            first, _, rest = prose(answer.get("description")).partition("\n")
            title, _, more = first.partition(". ")
            text = " ".join(part for part in (more, " ".join(rest.split())) if part)
            yield {
                "code": int(status),
                "title": title.rstrip(".") or f"HTTP {status}",
                **({"description": text} if text else {}),
            }


def _server(source: Source, operation: _Operation, provider: str) -> str:
    for at, holder in ((operation.at, operation.value), ("", source.document)):
        servers = holder.get("servers")
        for server in servers if isinstance(servers, list) else ():
            if not isinstance(server, dict) or not isinstance(server.get("url"), str):
                continue
            url = server["url"]
            known = server.get("variables") if isinstance(server.get("variables"), dict) else {}
            for name, variable in (known or {}).items():
                url = url.replace(f"{{{name}}}", str((variable or {}).get("default", "")))
            url = prose(url).rstrip("/")
            if re.fullmatch(r"https?://[^\s{}]+", url):
                if len(servers or ()) > 1:
                    source.lose(f"{at}/servers", "further servers: the first is taken")
                return url
            source.lose(
                f"{at}/servers",
                f"{prose(server['url'])[:60]!a} is no whole address: --base-url says it",
            )
    return urljoin(f"https://{provider}.example", "")


def _auth(source: Source, operation: _Operation, provider: str) -> dict[str, Any]:
    """How a request shows its key: the first way of the operation that a header carries."""
    environment = {"environment": key_variable(provider)}
    known = source.document.get("components", {}).get("securitySchemes", {})
    asked = operation.value.get("security", source.document.get("security"))
    names = [name for need in asked or () if isinstance(need, dict) for name in need]
    for name in names or list(known):
        scheme = known.get(name)
        at = f"/components/securitySchemes/{escaped(str(name))}"
        match scheme:
            case {"type": "http", "scheme": str(word)} if word.lower() == "bearer":
                return environment
            case {"type": "apiKey", "in": "header", "name": str(header)} if re.fullmatch(
                "[A-Za-z0-9-]+", header
            ):
                return {"header": header, "scheme": "", **environment}
            case {"type": "oauth2" | "openIdConnect"}:
                source.lose(at, "how a token is got: the key is shown as a bearer token")
                return environment
            case _:
                source.lose(at, "a way to show the key that is no header")
    return environment
