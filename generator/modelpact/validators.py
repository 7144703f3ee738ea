"""The generated validators: the committed ones where they are current, else made on the spot.

Nothing is imported here that a single verdict does not need: a person waits for it.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from modelpact import naming
from modelpact.inputs import inputs_digest

if TYPE_CHECKING:
    from modelpact.errors import Problem

TARGET = "python-validators"


class Validator(Protocol):
    """What a generated module offers."""

    def check(self, payload: Any, *, mode: str = ...) -> list[Any]: ...

    def response_format(self, payload: Any) -> Any: ...


class NoValidators(Exception):
    """There is none to ask: the pacts cannot be read, have errors, or know no such provider."""

    def __init__(self, reason: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(reason)
        self.problems = problems


class Sources(NamedTuple):
    """The folders that validators are made from."""

    spec: str
    language: str
    templates: str
    overrides: str = ""
    """A user's own templates, if any; a validator that they have changed is not used here: it may be none."""


class Validators:
    """The validators of some pacts; each is loaded when it is asked for. ``out`` is where output may lie."""

    def __init__(self, sources: Sources, out: str | None, provider: str | None) -> None:
        self._sources = sources
        self._provider = provider
        self._committed = _committed(sources, out)
        self._every: dict[str, Validator] = {}

    def of_all(self) -> tuple[Validator, ...]:
        """Return the validator of all models of each provider, in the order of the providers' ids."""
        return tuple(self.by_provider().values())

    def by_provider(self) -> dict[str, Validator]:
        """Return the validator of all models of each provider, by the id of the provider."""
        if not self._every:
            found = self._committed.bundles() if self._committed else None
            self._every = self._chosen(found or _rendered(self._sources))
        return self._every

    def of(self, model: str) -> Validator | None:
        """Return the validator of this one model, where there is exactly one that is committed.

        It says what the one of all models says, and is loaded in a fraction of the time.
        """
        if self._committed is None or self._provider is not None:
            return None
        return self._committed.of(model)

    def _chosen(self, found: dict[str, Validator]) -> dict[str, Validator]:
        if self._provider is None:
            return {name: found[name] for name in sorted(found)}
        if self._provider not in found:
            known = ", ".join(sorted(found))
            mean = naming.meant(self._provider, found)
            raise NoValidators(f"no provider {self._provider!r}{mean}; there are {known}")
        return {self._provider: found[self._provider]}


class _Committed:
    """Output that is of these pacts and this generator: a folder and the digests of its files."""

    def __init__(self, root: str, files: dict[str, str]) -> None:
        self._root, self._files = root, files

    def bundles(self) -> dict[str, Validator] | None:
        """Return the validators of all models by provider, or None if one was edited."""
        found: dict[str, Validator] = {}
        for path in filter(_is_bundle, self._files):
            validator = self._load(path)
            if validator is None:
                return None
            found[path.split("/")[0]] = validator
        return found

    def of(self, model: str) -> Validator | None:
        end = f"/{TARGET}/{naming.module(model)}.py"
        paths = [path for path in self._files if path.endswith(end) and not _is_bundle(path)]
        return self._load(paths[0]) if len(paths) == 1 else None

    def _load(self, path: str) -> Validator | None:
        """Import a file, unless somebody edited it. Python keeps it compiled, as it does any module."""
        full = os.path.join(self._root, path)
        try:
            with open(full, "rb") as stream:
                text = stream.read()
        except OSError:
            return None
        if hashlib.sha256(text).hexdigest() != self._files[path]:
            return None
        name = f"modelpact_{naming.snake(path)}"
        loader = SourceFileLoader(name, full)
        spec = spec_from_loader(name, loader)
        assert spec is not None
        module: Any = module_from_spec(spec)
        sys.modules[name] = module
        loader.exec_module(module)
        return module  # type: ignore[no-any-return]


def _committed(sources: Sources, out: str | None) -> _Committed | None:
    """Find output that is current: where it was named, else here, else beside the pacts."""
    if os.path.isdir(os.path.join(sources.overrides, TARGET)):
        return None
    digest = ""
    beside = os.path.join(os.path.dirname(os.path.abspath(sources.spec)), "generated")
    for root in [out] if out is not None else ["generated", beside]:
        inputs, files = _owned(root)
        if not inputs:
            continue
        try:
            digest = digest or inputs_digest(**sources._asdict())
        except OSError:
            return None  # rendering will say what is wrong with the pacts
        if inputs == digest:
            return _Committed(root, files)
    return None


def _owned(root: str) -> tuple[str, dict[str, str]]:
    """Read from a manifest what the files are of, and their digests; nothing, unless it is a good one."""
    try:
        with open(os.path.join(root, ".modelpact.json"), "rb") as stream:
            manifest = json.loads(stream.read())
    except (OSError, ValueError, RecursionError):
        return "", {}
    match manifest:
        case {"version": 1, "inputs": str(inputs), "files": dict(files)}:
            return inputs, files
    return "", {}


def _rendered(sources: Sources) -> dict[str, Validator]:
    """Render the validators of the pacts and run them in memory."""
    from pathlib import Path

    from modelpact import pipeline
    from modelpact.targets import TARGETS

    try:
        result = pipeline.build(
            Path(sources.spec),
            language=Path(sources.language),
            templates=Path(sources.templates),
            targets=[target for target in TARGETS if target.name == TARGET],
        )
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise NoValidators(f"{where}{error.strerror or error}") from error
    if result.errors:
        raise NoValidators("there is no telling: the pacts have errors", result.errors)
    found: dict[str, Validator] = {}
    for file in result.files:
        if _is_bundle(file.path):
            module: Any = ModuleType(f"modelpact_{len(found)}")
            sys.modules[module.__name__] = module
            exec(compile(file.text, file.path, "exec"), module.__dict__)
            found[file.path.split("/")[0]] = module
    if not found:
        raise NoValidators(f"there are no models in {sources.spec}")
    return found


def _is_bundle(path: str) -> bool:
    """Tell whether this is the validator of all models of a provider: it is named like the provider."""
    provider, *rest = path.split("/")
    return rest == [TARGET, f"{naming.module(provider)}.py"]
