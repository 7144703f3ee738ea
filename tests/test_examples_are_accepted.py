"""The examples of the Gravitex pages, judged by the validators of the same catalogue."""

from __future__ import annotations

import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from modelpact import example, ir, naming, pipeline
from modelpact.render import renderer
from modelpact.targets.python_validators import TARGET

ROOT = Path(__file__).parent.parent
(GRAVITEX,) = pipeline.understand(
    ROOT / "spec", language=ROOT / "spec" / "language"
).catalog.providers
USES = [(model, use) for model in GRAVITEX.models for use in model.uses]


@pytest.fixture(scope="module")
def validators() -> Iterator[dict[str, Any]]:
    """The generated modules by file name."""
    found: dict[str, Any] = {}
    for file in TARGET.files(GRAVITEX, renderer([ROOT / "templates"])):
        if file.path.endswith(".py"):
            module = types.ModuleType(f"generated_{Path(file.path).stem}")
            sys.modules[module.__name__] = module  # dataclasses look their module up
            exec(compile(file.text, file.path, "exec"), module.__dict__)
            found[file.path] = module
    yield found
    for module in found.values():
        del sys.modules[module.__name__]


@pytest.mark.parametrize(
    ("model", "use"), USES, ids=[f"{model.id}/{use.name}" for model, use in USES]
)
def test_an_example_is_accepted(model: ir.Model, use: ir.Use, validators: dict[str, Any]) -> None:
    body = example.body(model, use)
    issues = validators[f"{naming.module(model.id)}.py"].check(body)
    # A remark about the model itself holds for every request, so no example can avoid it.
    assert [issue for issue in issues if issue.pointer != "/model"] == []
    assert not [issue for issue in issues if issue.severity == "error"]


@pytest.mark.parametrize("model", GRAVITEX.models, ids=[model.id for model in GRAVITEX.models])
def test_every_model_has_an_example(model: ir.Model) -> None:
    assert model.uses
