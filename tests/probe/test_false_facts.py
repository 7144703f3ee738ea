"""The probe finds facts that are false, at a gateway that behaves otherwise than its pact says, and accuses no other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from falsehoods import CALLED, FALSEHOODS, Falsehood

import mocked
from modelpact import ir, python_checks, render
from modelpact.probe import findings, plan, sheet
from modelpact.probe.answers import Answer
from modelpact.sender import run
from pacts import ROOT

URL = "https://example.com/picture.png"
PROVIDERS = ("gravitex", "atelier", "foundry")


def asked(model: ir.Model, mock: mocked.Mock, provider: str) -> tuple[plan.Plan, dict[str, Answer]]:
    """Plan by the pact, and send to a gateway; the plan is read back from its lines."""
    known, validator = mocked.parts(provider)
    made = plan.plan(known, model, validator.check, URL)
    made = sheet.read(sheet.lines(made))
    record: dict[str, Answer] = {}
    assert all(answer.outcome != "failed" for answer in run.run(made, record, _target(mock)))
    return made, record


def _target(mock: mocked.Mock) -> run.Target:
    return run.Target(mock.base_url, mock.key, timeout=20)


def _models(provider: str) -> list[ir.Model]:
    return list(mocked.parts(provider)[0].models)


@pytest.mark.slow
@pytest.mark.parametrize("provider", PROVIDERS)
def test_true_facts_are_confirmed(provider: str) -> None:
    with mocked.serving(provider) as mock:
        for model in _models(provider):
            made, record = asked(model, mock, provider)
            found = findings.report(made, record)
            assert {f.state for f in found.findings} == {"confirmed"}, model.id
            assert found.unexplained == ()
            # No request is sent that tells facts apart, and what is billed is what the plan says.
            assert len(record) == len(made.paid) + len(made.free)
            assert found.images == made.images


@pytest.mark.slow
@pytest.mark.parametrize("provider", PROVIDERS)
def test_little_is_billed(provider: str) -> None:
    known, validator = mocked.parts(provider)
    for model in known.models:
        made = plan.plan(known, model, validator.check, URL)
        assert made.fewest <= len(made.paid) <= 1.5 * made.fewest, model.id


def _false(falsehood: Falsehood, name: str) -> findings.Report:
    known, _ = mocked.parts(name)
    (model,) = (m for m in known.models if m.id == falsehood.model)
    provider = replace(known, models=(falsehood.true(model),))
    templates = render.renderer([ROOT / "templates"])
    validator: Any = python_checks.loaded(python_checks.bundle(provider, templates))
    with mocked.serving(name, provider=provider, validator=validator) as mock:
        made, record = asked(model, mock, name)
    return findings.report(made, record)


@pytest.mark.slow
@pytest.mark.parametrize(
    "falsehood", (*FALSEHOODS, *CALLED), ids=lambda f: f"{f.model} {f.at} {f.how}"
)
def test_false_facts_are_found_and_no_other(falsehood: Falsehood) -> None:
    found = _false(falsehood, "foundry" if falsehood in CALLED else "gravitex")
    accused = {finding.about for finding in found.of("contradicted")}
    assert accused - {falsehood.also} == {falsehood.at}, [f.says for f in found.of("contradicted")]


def test_there_are_forty() -> None:
    assert len({(f.model, f.at, f.how) for f in FALSEHOODS}) == 40
