"""Requests that are more than one JSON POST, as the sender sends them."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import Any

import pytest

import foundry
import mocked
from modelpact import travel
from modelpact.probe import plan, sheet
from modelpact.sender import http, jobs, run
from modelpact.sender.travelling import Travelling, travelling

PNG = "data:image/png;base64," + base64.b64encode(b"\x89PNG").decode()
BELL: dict[str, Any] = {"model": "bell-1", "prompt": "a", "tags": ["b"], "n": 2, "image": [PNG]}


def planned(model: str) -> plan.Plan:
    known, validator = mocked.parts("foundry")
    made = plan.plan(known, foundry.model(model), validator.check)
    assert sheet.read(sheet.lines(made)) == made
    return made


def request(call: str, body: Any) -> plan.Request:
    return plan.Request("1", call, "accepted", 1, (), (), body)


def test_a_form() -> None:
    sent = travelling(planned("bell-1"), request("edit", BELL))
    assert (sent.method, sent.path) == ("POST", "/models/bell-1/edits")
    assert sent.headers["X-Foundry-Version"] == "2026-01"
    boundary = sent.headers["Content-Type"].partition("boundary=")[2].encode()
    parts = [
        part.strip(b"\r\n-").split(b"\r\n\r\n")
        for part in (sent.content or b"").split(b"--" + boundary)
    ]
    names = [head.partition(b'name="')[2].partition(b'"')[0] for head, *_ in parts if head]
    assert names == [b"prompt", b"tags", b"n", b"image[]"]
    assert [value for _, value in filter(lambda part: part[1:], parts)] == [
        b"a",
        b'["b"]',
        b"2",
        b"\x89PNG",
    ]


def test_a_path() -> None:
    body = {"model": "works/press-1", "quality": "a b/c", "prompt": "p"}
    sent = travelling(planned("works/press-1"), request("render", body))
    assert sent.path == "/render/works/press-1/a%20b%2Fc"
    assert (sent.content, sent.headers["Accept"]) == (
        b'{"prompt": "p"}',
        "image/*, application/json",
    )


@pytest.mark.parametrize(
    ("model", "body", "same"),
    [
        ("bell-1", BELL, True),
        ("bell-1", {**BELL, "image": PNG}, True),
        ("bell-1", {**BELL, "tune": {"pitch": "1"}}, True),
        ("bell-1", {**BELL, "n": "2"}, False),
        ("bell-1", {**BELL, "prompt": 1}, False),
        ("bell-1", {**BELL, "prompt": None}, False),
        ("bell-1", {**BELL, "image": [PNG.partition(",")[2]]}, False),
        ("works/press-1", {"model": "works/press-1", "quality": "fine"}, True),
        ("works/press-1", {"model": "works/press-1", "quality": 1}, False),
        ("works/press-1", {"model": "works/press-1", "quality": ""}, False),
        ("works/press-1", {"model": "works/press-1"}, False),
        ("kiln-1", {"model": "kiln-1", "prompt": None, "n": "2"}, True),
    ],
)  # fmt: skip
def test_what_arrives_is_what_was_sent(model: str, body: Any, same: bool) -> None:
    arrived = travel.arrived(foundry.provider(), foundry.model(model), body)
    assert (repr(arrived and sorted(arrived.items())) == repr(sorted(body.items()))) is same


@pytest.mark.parametrize(
    ("fault", "told"), [("job-failed", "the job is "), ("job-lost", "asking for it gave HTTP 404")]
)
def test_jobs_that_fail_show_nothing(fault: str, told: str) -> None:
    made = planned("kiln-1")
    with mocked.serving("foundry", fault=fault) as mock:
        target = run.Target(mock.base_url, mock.key, timeout=20)
        answer = run.send(made, made.paid[0], target)
    assert answer.outcome == "failed"
    assert told in answer.note


def test_a_job_that_does_not_end() -> None:
    made = planned("oven-1")
    assert made.way.poll is not None
    hasty = replace(made, way=replace(made.way, poll=replace(made.way.poll, timeout=0)))
    with mocked.serving("foundry") as mock:
        answer = run.send(hasty, made.paid[0], run.Target(mock.base_url, mock.key, timeout=20))
    assert (answer.outcome, answer.status) == ("failed", 0)
    assert "after 0 s" in answer.note


def test_a_job_with_a_link_needs_no_id() -> None:
    first = http.Reply(200, {}, b'{"look": "/look/1"}', 0)
    done = http.Reply(200, {}, b'{"state": "done"}', 0)
    asked: list[str] = []

    def ask(sent: Travelling) -> http.Reply:
        asked.append(sent.path)
        return done

    found = jobs.finished(planned("crucible-1"), {}, first, "https://api.foundry.test", ask)
    assert (found, asked) == (done, ["https://api.foundry.test/look/1"])


@pytest.mark.parametrize(
    "path", ["https://other.example/jobs/1", "@other.example/jobs", "https://127.0.0.1:1/x"]
)
def test_no_other_server_gets_the_key(path: str) -> None:
    target = run.Target("http://127.0.0.1:1", "sk-key")
    with pytest.raises(http.Unreached, match="another server"):
        run._asked(planned("oven-1"), Travelling("GET", path, {}, None), target)


@pytest.mark.parametrize("model", ["bell-1", "kiln-1", "oven-1", "tracer-1", "works/press-1"])
def test_no_request_of_a_plan_is_another_when_it_arrives(model: str) -> None:
    for each in planned(model).requests:
        found = travel.arrived(foundry.provider(), foundry.model(model), each.body)
        assert sorted(found.items()) == sorted(each.body.items()), each.id
