"""An OpenAPI document -> pacts: its operations that make pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from modelpact.errors import Unreadable
from modelpact.importing import pacts
from modelpact.importing.calls import Asked, Call, calls
from modelpact.importing.choose import chosen
from modelpact.importing.groups import Groups
from modelpact.importing.models import Body
from modelpact.importing.schema import Source, escaped, mapping
from modelpact.importing.texts import prose, slug
from modelpact.scaffold import Pacts, key_variable

_OTHERS = frozenset({"basic", "digest", "negotiate", "hoba", "mutual", ""})
_TAIL = re.compile(
    r"(?:\s+(?:rest|http|web|public|open)?\s*-?\s*api)+(?:\s+v?[\d.]+)?$", re.IGNORECASE
)


@dataclass(slots=True)
class Made:
    """Pacts, and for each file and place in it the pointer that it is from."""

    pacts: Pacts
    bodies: dict[str, Body]


def read(source: Source, asked: Asked) -> Made:
    """Turn a document into pacts; raise Unreadable where nothing can be made of it."""
    document = source.document
    _refuse_what_is_none(document)
    source.old = str(document.get("openapi", "")).startswith("3.0")
    info = document.get("info") if isinstance(document.get("info"), dict) else {}
    title = prose(info.get("title")).split("\n")[0] or "Gateway"
    provider = asked.provider or slug(_TAIL.sub("", title), "gateway")
    taken = chosen(source, [*calls(source, asked)], asked)
    made = Groups(source, taken)
    if not made.families:
        raise Unreadable("no operation has a model that a pact can name")
    every = [each.call for each in taken]
    first = every[0]
    head = {
        "pact": 1,
        "provider": provider,
        "title": title,
        **({"description": text} if (text := prose(info.get("description"))) else {}),
        "source": {
            "document": asked.document or title,
            "section": prose(first.value.get("operationId")) or first.written,
        },
        "base_url": asked.base_url or _server(source, first, provider),
        "operations": made.operations,
        "auth": _auth(source, first, provider),
        **({"headers": headers} if (headers := _headers(source, every)) else {}),
        **({"errors": errors} if (errors := list(_errors(source, every))) else {}),
    }
    families, models, bodies = {}, {}, {}
    for family in made.families:
        shared = pacts.alike([*family.responses.values()])
        operations = (
            family.operations
            if family is not made.families[0] or len(family.operations) > 1
            else ()
        )
        families[family.id] = pacts.family(
            family.id, family.bodies, family.title, family.description, shared, operations
        )
        for body in family.bodies:
            models[body.id] = pacts.model(body, families[family.id], family.responses[body.id])
            bodies[body.id] = body
    return Made(Pacts(head, families, models), bodies)


def _refuse_what_is_none(document: Any) -> None:
    if not isinstance(document, dict):
        raise Unreadable("the document is no object")
    version = document.get("swagger", document.get("openapi"))
    told = prose(str(version))[:20] if isinstance(version, str | int | float) else ""
    if "swagger" in document or told.startswith("2"):
        raise Unreadable(
            f"it is Swagger {told}, not OpenAPI 3",
            "Convert it first, for instance by `npx swagger2openapi FILE --outfile openapi.json`.",
        )
    if not told.startswith(("3.0", "3.1", "3.2")):
        raise Unreadable(
            "it is no OpenAPI document of version 3.0 or 3.1: "
            + (f"openapi is {told!a}" if "openapi" in document else "it has no member openapi"),
            "A JSON Schema is read by `modelpact import jsonschema`.",
        )
    if not isinstance(version, str):
        raise Unreadable(
            f"its version is the number {told}, where a text should be",
            f'Write it in quotes: openapi: "{told}.0".',
        )
    if not isinstance(document.get("paths"), dict):
        raise Unreadable("it has no paths")


def _headers(source: Source, taken: list[Call]) -> dict[str, str]:
    """The headers that all operations have; one of some alone is told."""
    every = {name: value for call in taken for name, value in call.headers.items()}
    for call in taken:
        for name in every.keys() - call.headers.keys():
            source.lose(
                call.at, f"the header {name}, which goes to other operations, is sent here too"
            )
    return every


def _errors(source: Source, taken: list[Call]) -> Iterator[dict[str, Any]]:
    """Yield the errors of all operations, each code as the first tells it."""
    seen: set[int] = set()
    for call in taken:
        for status, answer in mapping(call.value.get("responses")).items():
            if isinstance(answer, dict) and "$ref" in answer:
                target = source.target(str(answer["$ref"]), call.at)
                answer = target.value if target else {}
            if (
                str(status)[:1] not in "45"
                or not str(status).isdecimal()
                or not isinstance(answer, dict)
            ):
                continue
            first, _, rest = prose(answer.get("description")).partition("\n")
            title, _, more = first.partition(". ")
            text = " ".join(part for part in (more, " ".join(rest.split())) if part)
            if int(status) not in seen:
                seen.add(int(status))
                yield {
                    "code": int(status),
                    "title": title.rstrip(".") or f"HTTP {status}",
                    **({"description": text} if text else {}),
                }


def _server(source: Source, call: Call, provider: str) -> str:
    for at, holder in ((call.at, call.value), ("", source.document)):
        servers = holder.get("servers")
        for server in servers if isinstance(servers, list) else ():
            if not isinstance(server, dict) or not isinstance(server.get("url"), str):
                continue
            url = server["url"]
            for name, variable in mapping(server.get("variables")).items():
                url = url.replace(f"{{{name}}}", str(mapping(variable).get("default", "")))
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


def _auth(source: Source, call: Call, provider: str) -> dict[str, Any]:
    """How a request shows its key: the first way of the operation that a header carries."""
    environment = {"environment": key_variable(provider)}
    known = mapping(mapping(source.document.get("components")).get("securitySchemes"))
    asked = call.value.get("security", source.document.get("security"))
    needs = asked if isinstance(asked, list) else []
    names = [name for need in needs if isinstance(need, dict) for name in need]
    for name in names or list(known):
        scheme = known.get(name)
        at = f"/components/securitySchemes/{escaped(str(name))}"
        match scheme:
            case {"type": "http", "scheme": str(word)} if word.lower() == "bearer":
                return environment
            case {"type": "http", "scheme": str(word)} if word.lower() not in _OTHERS:
                return {"scheme": word, **environment}
            case {"type": "apiKey", "in": "header", "name": str(header)} if re.fullmatch(
                "[A-Za-z0-9-]+", header
            ):
                if header.lower() == "authorization":
                    source.lose(
                        at,
                        "a word before the key, if there is one: write it as `scheme` under `auth`",
                    )
                return {"header": header, "scheme": "", **environment}
            case {"type": "oauth2" | "openIdConnect"}:
                source.lose(at, "how a token is got: the key is shown as a bearer token")
                return environment
            case _:
                source.lose(at, "a way to show the key that is no header")
    return environment
