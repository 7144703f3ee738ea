"""What a plan has and what it leaves open: nothing is dropped without a word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import pacts
from modelpact import cli
from modelpact.probe import plan, sheet

URL = "https://example.com/a.png"


def planned(model: str) -> plan.Plan:
    found = pacts.catalog(model)
    (provider,) = found.providers
    made = plan.plan(provider, provider.models[0], pacts.validator(found).check, URL)
    assert sheet.read(sheet.lines(made)) == made
    return made


@pytest.mark.parametrize(
    ("parameter", "told"),
    [
        ("{type: string, maxLength: 70000}", "/x: 70,000 characters: the largest number of characters, 70000: no text of more than 65,536 characters is sent"),
        ("{type: string, pattern: '[ab]+', maxLength: 9}", "/x: the largest number of characters, 9: a text of that length would have to be more than long"),
        ("{type: string, enum: [a], disposition: ignored}", "/x: that it has no effect: no answer shows it"),
        ("{type: string, disposition: {forced: a}}", '/x: that it is taken as "a": no answer shows it'),
        ("{type: string, enum: [a], disposition: {converted: {to: y, values: {a: b}}}}", "/x: that it becomes /y: no answer shows it"),
        ("{type: integer, default: {server: 3}}", "/x: its default, 3: no answer shows it"),
    ],
)  # fmt: skip
def test_what_is_left_open_is_told(parameter: str, told: str) -> None:
    made = planned(f"parameters: {{x: {parameter}, y: {{type: string}}}}")
    assert told in {f"{lost.says}: {lost.reason}" for lost in made.untested}


def test_large_pictures_are_told() -> None:
    made = planned("parameters: {x: {image: true}}\nimages: {megabytes: 1, formats: [png, heic]}")
    told = {f"{lost.says}: {lost.reason}" for lost in made.untested}
    assert {
        "/x: a picture of 1,000,000 bytes: no picture of more than 48 KiB is sent",
        "/x: a picture of 1,048,579 bytes: no picture of more than 48 KiB is sent",
        "/x: a picture as heic: there is no picture of this format here",
    } <= told


def bodies(made: plan.Plan) -> list[Any]:
    return [request.body for request in made.paid]


def test_items_of_a_list_show_several_facts_at_once() -> None:
    made = planned("parameters: {x: {items: {enum: [a, b, c, d]}, maxItems: 4, minItems: 1}}")
    (most,) = (body["x"] for body in bodies(made) if len(body.get("x", ())) == 4)
    assert set(most) >= {"b", "c", "d"}
    assert len(made.paid) == made.fewest == 3  # without, with one, with four


def test_no_fewer_requests_can_show_as_much() -> None:
    kinds = "type: [string, array], minLength: 1, maxLength: 3, items: {enum: [c]}, minItems: 1, maxItems: 2"
    made = planned(f"parameters: {{x: {{{kinds}}}}}")
    values = [body.get("x") for body in bodies(made)]
    assert {len(value or ()) for value in values} == {0, 1, 2, 3}
    assert (
        made.fewest == len(values) == 5
    )  # a text of 1 and of 3, a list of 1 and of 2, and without


def test_the_manual_shows_a_plan_as_it_is(tmp_path: Path) -> None:
    manual = (pacts.ROOT / "templates/site/verbatim/manual/probe.md").read_text()
    command, told = manual.partition("$ modelpact ")[2].partition("\n```")[0].split("\n", 1)
    given = [*command.split()[:-1], str(tmp_path / "plan.jsonl")]
    found = CliRunner().invoke(cli.main, [*given, "--spec", str(pacts.ROOT / "spec")])
    assert found.output.strip() == told.strip()
