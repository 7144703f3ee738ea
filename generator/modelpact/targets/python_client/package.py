"""What the templates of the package have holes for."""

from __future__ import annotations

import keyword
from dataclasses import dataclass, replace
from typing import Final

from modelpact import ir, naming, operations, wire
from modelpact.clients.python import class_name, key_variable, package_name, variable
from modelpact.print_py import Assign, Call, Display, Expr, Lit, module
from modelpact.releases import version
from modelpact.targets.python_client import calls, layouts, ways
from modelpact.targets.python_client.calls import Api
from modelpact.targets.python_client.prose import toml
from modelpact.targets.python_client.types import Types, params_name, settings_name
from modelpact.text import Code, Text

WIDTH: Final = 88
_ERRORS: Final = (
    "APIConnectionError APIError APIResponseValidationError APIStatusError APITimeoutError"
    " AuthenticationError BadRequestError ConflictError ImageDecodeError ImageDownloadError"
    " ImageInputError InternalServerError Issue NotFoundError PermissionDeniedError"
    " RateLimitError UnprocessableEntityError ValidationError"
).split()
_WARNINGS: Final = (
    "AdviceWarning IgnoredWarning LifecycleWarning ToleratedWarning UnknownMemberWarning"
    " UnknownModelWarning UnverifiedWarning"
).split()


_PLAIN_NAMES: Final = {"_raw": ["RawResponse"], "_responses": ["ImagesResponse"]}
_OPERATED_NAMES: Final = {
    "_answers": ["ImagesFilteredError", "ImagesResponse", "RawResponse"],
}
_POLLED_NAMES: Final = {"_jobs": ["JobFailedError", "JobTimeoutError"]}


@dataclass(frozen=True, slots=True)
class Extra:
    """A further member of a picture that comes back."""

    name: Code
    key: str
    doc: Text


@dataclass(frozen=True, slots=True)
class Export:
    """Names that the package takes from one of its modules."""

    name: Code
    imported: Code


@dataclass(frozen=True, slots=True)
class Base:
    """The modules that clients are built from."""

    client: Code
    resource: Code
    raw: Code
    response: Code
    options: Code


_PLAIN: Final = Base(
    client=Code("_client"),
    resource=Code("_resource"),
    raw=Code("_raw"),
    response=Code("_responses"),
    options=Code("_options"),
)
_OPERATED: Final = replace(
    _PLAIN,
    client=Code("_operations"),
    resource=Code("_operations"),
    raw=Code("_answers"),
    response=Code("_answers"),
)
_POLLED: Final = replace(
    _OPERATED, client=Code("_polling"), resource=Code("_polling"), options=Code("_waiting")
)


@dataclass(frozen=True, slots=True)
class PackageView:
    """Everything that differs from provider to provider."""

    title: Text
    origin: Text
    name: Code
    module: Code
    package: str
    version: str
    project: Code
    summary: Code
    toml_version: Code
    toml_package: Code
    key_variable: Code
    url_variable: Code
    constants: Code
    base: Base
    polls: bool
    calling_names: Code
    ways: Code
    layout_names: Code
    models_table: Code
    extras: tuple[Extra, ...]
    type_imports: Code
    type_names: Code
    before_types: Code
    types: Code
    apis: tuple[Api, ...]
    converses: bool
    exports: tuple[Export, ...]
    where: Code
    all_names: Code


def view_of(provider: ir.Provider) -> PackageView:
    """Spell everything that the templates want."""
    name, package = class_name(provider), package_name(provider)
    types = Types()
    # Told first, so that no class inside of a model takes the name of another model's.
    types.taken.update(params_name(model) for model in provider.models)
    types.taken.update(settings_name(model) for model in provider.models)
    for model in provider.models:
        types.model(model)
    plain = operations.is_plain(provider)
    polls = operations.polls(provider)
    base = _PLAIN if plain else _POLLED if polls else _OPERATED
    where = _where(name, base)
    return PackageView(
        title=Text(provider.title),
        origin=Text(f"spec/{provider.id}"),
        name=Code(name),
        module=Code(package),
        package=package,
        version=version(provider.releases, "client"),
        project=toml(naming.kebab(provider.id)),
        summary=toml(f"A client of {provider.title}: pictures from words and pictures."),
        toml_version=toml(version(provider.releases, "client")),
        toml_package=toml(package),
        key_variable=Code(key_variable(provider)),
        url_variable=Code(variable(provider, "BASE_URL")),
        constants=_constants(provider, package),
        base=base,
        polls=polls,
        calling_names=Code() if plain else ways.used_names(provider),
        ways=Code() if plain else ways.tables(provider),
        layout_names=layouts.used_names(provider),
        models_table=layouts.table(provider),
        extras=tuple(_extras(provider)),
        type_imports=Code(types.imports),
        type_names=_listed("__all__ = ", types.public),
        before_types=Code("\n" if types.text.startswith("class ") else ""),
        types=Code(types.text),
        apis=calls.apis(provider.models, types),
        converses=any(map(wire.turns, provider.models)),
        exports=_exports(where),
        where=_dict("_WHERE = ", where),
        all_names=_listed("__all__ = ", where),
    )


def _constants(provider: ir.Provider, package: str) -> Code:
    operation, auth = provider.operations[0], provider.auth
    number = version(provider.releases, "client")
    members = dict.fromkeys(
        member
        for response in (provider.response, *(m.response for m in provider.models))
        for _, member in response.forms
    )
    values: tuple[tuple[str, Expr], ...] = (
        ("PACKAGE", Lit(package)),
        ("VERSION", Lit(number)),
        ("USER_AGENT", Lit(f"{package}-python/{number}")),
        ("BASE_URL", Lit(provider.base_url)),
        ("METHOD", Lit(operation.method)),
        ("PATH", Lit(operation.path)),
        ("CONTENT_TYPE", Lit(operation.content_type)),
        ("AUTH_HEADER", Lit(auth.header)),
        ("AUTH_SCHEME", Lit(auth.scheme)),
        ("KEY_VARIABLE", Lit(key_variable(provider))),
        ("URL_VARIABLE", Lit(variable(provider, "BASE_URL"))),
        ("IMAGE_MEMBERS", Display("tuple", tuple(map(Lit, members)))),
        ("ENVELOPES", Display("tuple", tuple(map(_envelope, _envelopes(provider))))),
    )
    annotations = {"IMAGE_MEMBERS": "[tuple[str, ...]]", "ENVELOPES": "[tuple[Envelope, ...]]"}
    return module([Assign(n, v, annotation=f"Final{annotations.get(n, '')}") for n, v in values])


def _envelopes(provider: ir.Provider) -> list[ir.Envelope]:
    """The provider's, and what else its models have. A code that is no number is looked at elsewhere."""
    return [
        (
            envelope
            if envelope.success is None or type(envelope.success) is int
            else replace(envelope, code="", success=None)
        )
        for envelope in operations.envelopes(provider)
    ]


def _envelope(envelope: ir.Envelope) -> Expr:
    given: list[tuple[str, Expr]] = [
        ("name", Lit(envelope.name)),
        ("images", _steps(envelope.images)),
    ]
    for member in ("created", "code", "message"):
        pointer = getattr(envelope, member)
        if pointer:
            given.append((member, _steps(pointer)))
    if envelope.success is not None:
        given.append(("success", Lit(envelope.success)))
    return Call("Envelope", (), tuple(given))


def _steps(pointer: str) -> Expr:
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    return Display("tuple", tuple(map(Lit, steps)))


def _extras(provider: ir.Provider) -> list[Extra]:
    taken = {"url", "b64_json", "raw", "to_bytes", "save", "to_bytes_async", "save_async"}
    found = []
    for key, description in provider.response.extras:
        name = naming.unique(naming.snake(key), taken)
        name = f"{name}_" if keyword.iskeyword(name) else name
        taken.add(name)
        found.append(Extra(Code(name), key, Text(description or "As the server says.")))
    return found


def _where(name: str, base: Base) -> dict[str, str]:
    """Each name that the package has, and the module it comes from."""
    modules = {
        "client": [f"Async{name}", name],
        "_conversation": ["Conversation"],
        "_errors": _ERRORS,
        "_image": ["Image"],
        "_inputs": ["ImageInput"],
        str(base.options): ["RequestOptions"],
        "_provider": [f"{name}Error", f"{name}Warning"],
        "_warnings": _WARNINGS,
        **(_PLAIN_NAMES if base == _PLAIN else _OPERATED_NAMES),
        **(_POLLED_NAMES if base == _POLLED else {}),
    }
    return dict(sorted((word, source) for source, words in modules.items() for word in words))


def _exports(where: dict[str, str]) -> tuple[Export, ...]:
    found = []
    for source in sorted(set(where.values())):
        words = [word for word, module_ in where.items() if module_ == source]
        line = ", ".join(words)
        if len(f"    from .{source} import {line}") > WIDTH:
            line = "(\n" + "".join(f"        {word},\n" for word in words) + "    )"
        found.append(Export(Code(source), Code(line)))
    return tuple(found)


def _listed(before: str, names: list[str] | dict[str, str]) -> Code:
    shown = module([Assign(before.split()[0], Display("list", tuple(map(Lit, sorted(names)))))])
    return Code(str(shown).removeprefix(before))


def _dict(before: str, table: dict[str, str]) -> Code:
    rows = tuple((Lit(key), Lit(value)) for key, value in table.items())
    return Code(
        str(module([Assign(before.split()[0], Display("dict", rows))])).removeprefix(before)
    )
