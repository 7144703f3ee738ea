"""Calls of the official client of OpenAI for Python, through the generated adapter."""

from __future__ import annotations

from typing import Any, Final

from modelpact import example, ir, operations, outcome, places
from modelpact.clients.python import key_variable, openai_adapter
from modelpact.print_py import (
    Assign,
    Call,
    Display,
    Do,
    Expr,
    For,
    Format,
    If,
    Item,
    Lit,
    Name,
    Stmt,
    block,
    tree,
)

KNOWN: Final = frozenset(
    "model prompt background moderation n output_compression output_format quality response_format"
    " size style user".split()
)
"""What ``images.generate`` has arguments for; the rest goes into ``extra_body``."""
_PATH: Final = "/images/generations"
_LINK: Final = Do(Call("print", (Name("image.url"),)))


def sample(provider: ir.Provider, model: ir.Model, use: ir.Use, stem: str) -> str:
    """A use, from the imports to files, whose names begin with ``stem``, or to links; empty if it is no POST."""
    operation = provider.operations[0]
    if operation.method != "POST" or not operations.is_plain(provider):
        return ""
    body = example.body(model, use)
    # Where the prompt lies elsewhere a prompt of one's own would go along, and be refused.
    usual = operation.path == _PATH and isinstance(body.get("prompt"), str)
    asked = _generate(body) if usual else _post(operation.path, body)
    found = _outcome(model, body)
    sure = found.how == "certain"
    link = sure and outcome.is_link(found.form)
    read: Stmt = _LINK if link else _written(f"{stem}-", _ending(model, body))
    if not sure:
        read = If(((Name("image.b64_json"), (read,)),), (_LINK,))
    over = Name("response.data") if link else Call("enumerate", (Name("response.data"), Lit(1)))
    code = (
        *_client(provider),
        Assign("response", asked),
        For("image" if link else "number, image", over, (read,)),
    )
    return (
        ("import os\n" if link else "import base64\nimport os\nfrom pathlib import Path\n")
        + "\nfrom openai import OpenAI\n"
        + ("" if usual else "from openai.types import ImagesResponse\n")
        + f"\nfrom {openai_adapter(provider)} import BASE_URL, http_client\n\n{block(code)}"
    )


def _client(provider: ir.Provider) -> tuple[Stmt, ...]:
    """A client that shows its key in the way of the gateway."""
    auth = provider.auth
    key: Expr = Item(Name("os.environ"), Lit(key_variable(provider)))
    given: tuple[tuple[str, Expr], ...] = (
        ("base_url", Name("BASE_URL")),
        ("http_client", Call("http_client", ())),
        ("max_retries", Lit(0)),
    )
    if (auth.header.lower(), auth.scheme.lower()) == ("authorization", "bearer"):
        return (Assign("client", Call("OpenAI", (), (("api_key", key), *given))),)
    shown = Format((f"{auth.scheme} ", Name("key"))) if auth.scheme else Name("key")
    headers = Display("dict", ((Lit(auth.header), shown),))
    named = (("api_key", Name("key")), *given, ("default_headers", headers))
    return Assign("key", key), Assign("client", Call("OpenAI", (), named))


def _generate(body: dict[str, Any]) -> Expr:
    known = [(name, tree(value)) for name, value in body.items() if name in KNOWN]
    extra = {name: value for name, value in body.items() if name not in KNOWN}
    given = (*known, ("extra_body", tree(extra))) if extra else tuple(known)
    return Call("client.images.generate", (), given)


def _post(path: str, body: dict[str, Any]) -> Expr:
    given = (("body", tree(body)), ("cast_to", Name("ImagesResponse")))
    return Call("client.post", (Lit(path),), given)


def _written(stem: str, ending: str) -> Stmt:
    file = Call("Path", (Format((stem, Name("number"), f".{ending}")),))
    decoded = Call("base64.b64decode", (Name("image.b64_json"),))
    return Do(Call(f"{file}.write_bytes", (decoded,)))


# --- what a body asks for ------------------------------------------------------------------------


def _outcome(model: ir.Model, body: dict[str, Any]) -> outcome.Outcome:
    absent, *rows = outcome.outcomes(model)
    asked = _at(body, model.response.selector)
    return next((row for row in rows if row.asked and row.asked.value == asked), absent)


def _ending(model: ir.Model, body: dict[str, Any]) -> str:
    """The ending of a file: of what is asked for, else of the server's default, else of most files."""
    value = places.find(model.body, model.response.format)
    default = value.default.value.value if value and value.default else None
    form = _at(body, model.response.format) or default
    spelled = form.rpartition("/")[2].lower() if isinstance(form, str) else ""
    return spelled if spelled.isascii() and spelled.isalnum() else "png"


def _at(body: Any, path: ir.Path) -> Any:
    """What stands at a path; None where nothing does."""
    for step in path:
        body = body.get(step) if isinstance(body, dict) else None
    return body if path else None
