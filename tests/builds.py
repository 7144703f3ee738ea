"""What real pacts are built into, once a process: the shipped provider and the invented one."""

from __future__ import annotations

import itertools
import json
import re
import types
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import jsonschema_rs
from jsonschema.validators import validator_for

from modelpact import ir, naming, pipeline

ROOT = Path(__file__).parent.parent
LANGUAGE, TEMPLATES = ROOT / "spec" / "language", ROOT / "templates"
GATEWAYS = ROOT / "tests" / "gateways"
"""Pacts of gateways that exist, written as somebody would who has the manual alone."""
SPECS = {"gravitex": ROOT / "spec", "atelier": ROOT / "tests" / "fixtures"}


FORMS = list(itertools.product((False, True), ("", ".draft-07")))
"""Of each schema: lenient or strict, in the newest draft or in an older one."""


def build(spec: Path, **rest: Any) -> pipeline.Result:
    return pipeline.build(spec, language=LANGUAGE, templates=TEMPLATES, **rest)


def executed(name: str, source: str) -> types.ModuleType:
    """Run a generated module without a file."""
    module = types.ModuleType(name)
    exec(compile(source, f"{name}.py", "exec"), module.__dict__)
    return module


class Provider:
    """The output of one provider."""

    def __init__(self, name: str, result: pipeline.Result) -> None:
        assert result.errors == (), "\n".join(map(str, result.errors))
        self.name = name
        self.files = {file.path: file.text for file in result.files}
        (self.known,) = (p for p in result.catalog.providers if p.id == name)
        self.models: dict[str, ir.Model] = {model.id: model for model in self.known.models}
        self.losses = [loss for _, target, loss in result.losses if target == "jsonschema"]

    @cached_property
    def bundle(self) -> Any:
        """The validator of all models."""
        return self._module(self.name)

    @cached_property
    def alone(self) -> dict[str, Any]:
        """The validator of each model."""
        return {id_: self._module(id_) for id_ in self.models}

    def _module(self, id_: str) -> Any:
        name = naming.module(id_)
        return executed(name, self.files[f"{self.name}/python-validators/{name}.py"])

    def schema(self, stem: str, strict: bool = False, draft: str = "") -> dict[str, Any]:
        """The schema of a model or of all; ``draft``: none for the newest, or ``.draft-07``."""
        name = f"{naming.file_stem(stem)}{'.strict' * strict}{draft}.schema.json"
        text = self.files[f"{self.name}/jsonschema/{name}"]
        found: dict[str, Any] = json.loads(text)
        return found

    def lost(self, model: str, strict: bool, draft: str = "") -> dict[str, list[str]]:
        """What a model's schema does not say, by its own header: reasons by place or rule."""
        header = self.schema(model, strict, draft).get("$comment", "")
        found: dict[str, list[str]] = {}
        for loss in self.losses:
            reason = re.sub(r" \((strict|draft-07|strict, draft-07)\)$", "", loss.reason)
            if loss.model == model and f"Not expressed here: {loss.subject}: {reason}." in header:
                found.setdefault(loss.subject, []).append(reason)
        return found


@lru_cache
def provider(name: str) -> Provider:
    return Provider(name, build(SPECS[name]))


class Schemas:
    """Two judges of one schema, which must be of one mind."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self._slow = validator_for(schema)(schema)
        self._fast = jsonschema_rs.validator_for(schema)

    def accepts(self, body: Any) -> bool:
        """Ask the quick one."""
        return self._fast.is_valid(body)

    def accepts_slowly(self, body: Any) -> bool:
        """Ask the one that is written in Python."""
        return self._slow.is_valid(body)

    def accepts_twice(self, body: Any) -> bool:
        """Ask both."""
        slow, fast = self._slow.is_valid(body), self._fast.is_valid(body)
        assert slow == fast, f"jsonschema says {slow}, jsonschema_rs {fast}: {body!r}"
        return fast


@lru_cache
def schemas(name: str, model: str, strict: bool = False, draft: str = "") -> Schemas:
    return Schemas(provider(name).schema(model, strict, draft))


def places(pointer: str) -> str:
    """A pointer with - for every index, as the places of losses are written."""
    steps = pointer.split("/")
    return "/".join("-" if step.isdigit() else step for step in steps)


def excused(issues: list[Any], lost: dict[str, list[str]]) -> bool:
    """Tell whether each of these issues is about a place or rule that a schema says it cannot express."""
    return all(
        issue.code in lost
        or places(issue.pointer) in lost
        or (issue.code == "integralFloat" and "integers" in lost)
        for issue in issues
    )
