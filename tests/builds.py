"""What real pacts are built into, once a process: the shipped provider and the invented one."""

from __future__ import annotations

import json
import types
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import jsonschema_rs
from jsonschema import Draft202012Validator

from modelpact import ir, naming, pipeline

ROOT = Path(__file__).parent.parent
LANGUAGE, TEMPLATES = ROOT / "spec" / "language", ROOT / "templates"
SPECS = {"gravitex": ROOT / "spec", "atelier": ROOT / "tests" / "fixtures"}


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
        (found,) = (p for p in result.catalog.providers if p.id == name)
        self.models: dict[str, ir.Model] = {model.id: model for model in found.models}
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

    def schema(self, stem: str, strict: bool = False) -> dict[str, Any]:
        ending = ".strict.schema.json" if strict else ".schema.json"
        text = self.files[f"{self.name}/jsonschema/{naming.file_stem(stem)}{ending}"]
        found: dict[str, Any] = json.loads(text)
        return found

    def lost(self, model: str, strict: bool) -> dict[str, list[str]]:
        """What a model's schema does not say, by its own header: reasons by place or rule."""
        header = self.schema(model, strict).get("$comment", "")
        found: dict[str, list[str]] = {}
        for loss in self.losses:
            reason = loss.reason.removesuffix(" (strict)")
            if loss.model == model and f"Not expressed here: {loss.subject}: {reason}." in header:
                found.setdefault(loss.subject, []).append(reason)
        return found


@lru_cache
def provider(name: str) -> Provider:
    return Provider(name, build(SPECS[name]))


class Schemas:
    """Two judges of one schema, which must be of one mind."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self._slow = Draft202012Validator(schema)
        self._fast = jsonschema_rs.Draft202012Validator(schema)

    def accepts(self, body: Any) -> bool:
        """Ask the quick one."""
        return self._fast.is_valid(body)

    def accepts_twice(self, body: Any) -> bool:
        """Ask both."""
        slow, fast = self._slow.is_valid(body), self._fast.is_valid(body)
        assert slow == fast, f"jsonschema says {slow}, jsonschema_rs {fast}: {body!r}"
        return fast


@lru_cache
def schemas(name: str, model: str, strict: bool = False) -> Schemas:
    return Schemas(provider(name).schema(model, strict))


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
