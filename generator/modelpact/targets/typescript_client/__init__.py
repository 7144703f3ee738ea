"""An npm package that needs no build: JavaScript for import and for require, and types that know each model.

The code under ``verbatim/`` is the client; what differs by provider is a table, the types and the README. Everything
is written twice, as modules and as their CommonJS twins, each with the same declarations beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from modelpact import ir, javascript_checks, operations
from modelpact.clients.typescript import class_name, package_name
from modelpact.files import File, Loss, Name, Render, Target, json_file
from modelpact.print_ts import WIDTH, Data, commonjs, data, declarations
from modelpact.reference.changes import changelog_of
from modelpact.releases import version
from modelpact.targets.typescript_client import samples, types, ways, wiring
from modelpact.text import Code, Text

_VERBATIM: Final = (
    "address.js",
    "bytes.js",
    "client.d.ts",
    "client.js",
    "conversation.js",
    "download.js",
    "errors.d.ts",
    "errors.js",
    "http.js",
    "image.js",
    "images.js",
    "json.js",
    "node.js",
    "pictures.js",
    "pinned.js",
    "promise.js",
    "provider.d.ts",
    "response.js",
    "stream.js",
    "types.d.ts",
    "validation.js",
    "warnings.js",
    "wire.js",
)
_HOLES: Final = ("index.js", "index.d.ts", "models.d.ts", "package.js", "provider.js")
_OPERATED: Final = (
    "calls.d.ts",
    "failures.d.ts",
    "failures.js",
    "multipart.js",
    "operations.js",
    "paths.js",
)
"""What goes along where calls are more than one JSON body sent and one received."""
_POLLED: Final = ("jobfailures.d.ts", "jobfailures.js", "jobs.js", "polling.js")
"""What goes along besides where calls begin jobs."""


@dataclass(frozen=True, slots=True)
class Package:
    """What the templates see. Names are identifiers that the generator spells."""

    title: Text
    package: Code
    class_name: Code
    key_variable: Code
    base_variable: Code
    constants: Code
    settings: Code
    operated: bool
    polls: bool
    calls: Code
    declared: Code
    declarations: Code
    further: samples.Further
    families: tuple[samples.Family, ...]


def files(provider: ir.Provider, render: Render) -> Iterable[File]:
    """The package: its description, and the same modules for both systems."""
    view = _view(provider)
    yield json_file("package.json", _package(provider))
    yield json_file("cjs/package.json", {"type": "commonjs"})
    yield File("README.md", render("typescript-client/README.md.jinja", view))
    if provider.releases:
        log = changelog_of(provider, "client")
        yield File("CHANGELOG.md", render("markdown/changelog.md.jinja", log))
    operated = _OPERATED if view.operated else ()
    constant = (*_VERBATIM, *operated, *(_POLLED if view.polls else ()))
    made = {name: render(f"typescript-client/verbatim/{name}", None) for name in constant}
    for name in (*_HOLES, *(("calls.js",) if view.operated else ())):
        made[name] = render(f"typescript-client/{name}.jinja", view)
    made |= {
        f"checks/{file.path}": file.text for file in javascript_checks.bundle(provider, render)
    }
    for name, text in made.items():
        yield File(f"esm/{name}", text)
        yield File(f"cjs/{name}", commonjs(text) if name.endswith(".js") else text)


def names(provider: ir.Provider) -> Iterable[Name]:
    """The names that a package exports; models' names are numbered where they would collide."""
    yield Name("export", class_name(provider), f"provider {provider.id!r}", provider.origin)


def losses(provider: ir.Provider) -> Iterable[Loss]:
    """What types cannot say, the checks say."""
    return ()


def _view(provider: ir.Provider) -> Package:
    name = class_name(provider)
    package = package_name(provider)
    settings = wiring.settings(provider)
    constants = {
        "CLASS_NAME": name,
        "PACKAGE": package,
        "USER_AGENT": f"{package}-js/{version(provider.releases, 'client')}",
    }
    declared = f"export declare class {name} extends Client<ModelParams, ConversationParams> {{"
    if len(declared) > WIDTH:
        rows = "<\n  ModelParams,\n  ConversationParams\n>"
        declared = f"export declare class {name} extends Client{rows} {{"
    return Package(
        title=Text(provider.title),
        package=Code(package),
        class_name=Code(name),
        key_variable=Code(str(settings["keyVariable"])),
        base_variable=Code(str(settings["baseVariable"])),
        constants=Code(
            "\n".join(
                data(value, before=f"const {key} = ", after=";") for key, value in constants.items()
            )
        ),
        operated=not operations.is_plain(provider),
        polls=operations.polls(provider),
        calls=ways.tables(provider),
        settings=data(settings, before="const PROVIDER = ", after=";"),
        declared=Code(declared),
        declarations=declarations(types.declared(provider)),
        further=samples.further(provider, package),
        families=samples.families(provider),
    )


def _package(provider: ir.Provider) -> dict[str, Data]:
    def entry(system: str) -> dict[str, Data]:
        return {"types": f"./{system}/index.d.ts", "default": f"./{system}/index.js"}

    return {
        "name": package_name(provider),
        "version": version(provider.releases, "client"),
        "description": f"A client for the image models of {provider.title}.",
        "type": "module",
        "main": "./cjs/index.js",
        "module": "./esm/index.js",
        "types": "./cjs/index.d.ts",
        "exports": {
            ".": {"import": entry("esm"), "require": entry("cjs")},
            "./package.json": "./package.json",
        },
        "files": ["cjs", "esm", *(["CHANGELOG.md"] if provider.releases else [])],
        "sideEffects": False,
        "engines": {"node": ">=20.16"},
    }


TARGET: Final = Target(
    "typescript-client",
    "A client for TypeScript and JavaScript",
    files,
    names,
    losses,
    views={
        f"typescript-client/{name}.jinja": Package for name in ("README.md", "calls.js", *_HOLES)
    },
)
