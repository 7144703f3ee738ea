"""Find the generated validators: the committed ones where they are current, else made on the spot."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from types import ModuleType
from typing import Any, Protocol

import click

from modelpact import naming
from modelpact.cli import options, places
from modelpact.inputs import inputs_digest

TARGET = "python-validators"


class Validator(Protocol):
    """What the generated module of a provider offers."""

    def check(self, payload: Any, *, mode: str = ...) -> list[Any]: ...

    def response_format(self, payload: Any) -> Any: ...


def validators(spec: str | None, out: str | None, provider: str | None) -> tuple[Validator, ...]:
    """Return the validator of each provider, sorted by id, or that of the one that is named."""
    folder = places.spec(spec)
    found = _committed(folder, out) or _rendered(folder)
    if provider is not None:
        if provider not in found:
            raise click.UsageError(
                f"no provider {provider!r}; there are {', '.join(sorted(found))}"
            )
        found = {provider: found[provider]}
    if not found:
        raise click.ClickException(f"there are no pacts in {places.shown(folder)}")
    return tuple(found[name] for name in sorted(found))


def _committed(spec: str, out: str | None) -> dict[str, Validator]:
    """Load the validators that lie in the output, if it is of these pacts and of this generator."""
    here = places.data()
    digest = ""
    beside = os.path.join(os.path.dirname(os.path.abspath(spec)), "generated")
    for root in [out] if out is not None else ["generated", beside]:
        try:
            with open(os.path.join(root, ".modelpact.json"), "rb") as stream:
                manifest = json.loads(stream.read())
            digest = digest or inputs_digest(
                spec=spec, language=here.language, templates=here.templates
            )
            if manifest["inputs"] != digest:
                continue
            found = {
                path.split("/")[0]: _load(os.path.join(root, path), owned)
                for path, owned in manifest["files"].items()
                if _is_bundle(path)
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            continue  # no manifest, or one of something else: render
        if found and None not in found.values():
            return {name: validator for name, validator in found.items() if validator}
    return {}


def _load(path: str, owned: str) -> Validator | None:
    """Import a committed validator, unless somebody edited it. Python keeps it compiled, as it does any module."""
    with open(path, "rb") as stream:
        if hashlib.sha256(stream.read()).hexdigest() != owned:
            return None
    name = "modelpact_" + hashlib.sha256(path.encode()).hexdigest()[:16]
    loader = SourceFileLoader(name, path)
    spec = spec_from_loader(name, loader)
    assert spec is not None
    module: Any = module_from_spec(spec)
    sys.modules[name] = module
    loader.exec_module(module)
    return module  # type: ignore[no-any-return]


def _rendered(folder: str) -> dict[str, Validator]:
    """Render the validators of the pacts and run them in memory."""
    from pathlib import Path

    from modelpact import pipeline
    from modelpact.cli import out
    from modelpact.targets import TARGETS

    here = places.data()
    with options.readable():
        result = pipeline.build(
            Path(folder),
            language=Path(here.language),
            templates=Path(here.templates),
            targets=[target for target in TARGETS if target.name == TARGET],
        )
    if result.errors:
        out.problems(result.errors, folder, err=True)
        raise click.ClickException("there is no telling: the pacts have errors")
    found: dict[str, Validator] = {}
    for file in result.files:
        if _is_bundle(file.path):
            module: Any = ModuleType(f"modelpact_{len(found)}")
            sys.modules[module.__name__] = module
            exec(compile(file.text, file.path, "exec"), module.__dict__)
            found[file.path.split("/")[0]] = module
    return found


def _is_bundle(path: str) -> bool:
    """Tell whether this is the validator of all models of a provider: it is named like the provider."""
    provider, *rest = path.split("/")
    return rest == [TARGET, f"{naming.module(provider)}.py"]
