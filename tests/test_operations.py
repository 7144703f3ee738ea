"""Which call a request becomes, and which of its members travel where."""

from __future__ import annotations

from typing import Any

import pytest

import foundry
from builds import SPECS, build
from modelpact import example, operations, outcome
from modelpact.samples import curl


def of(model: str, **body: Any) -> str:
    found = foundry.model(model)
    return operations.of_request(foundry.provider(), found, {"model": model, **body}).name


def test_pictures_tell_the_operations_of_a_model_apart() -> None:
    assert of("bell-1", prompt="p") == "generate"
    assert of("bell-1", image="data:") == of("bell-1", mask="data:") == "edit"
    assert of("bell-1", image=["data:"]) == "edit"
    assert of("bell-1", tune={"image": "x"}) == "generate"
    assert of("kiln-1") == "submit"


def test_pictures_that_are_entries_of_the_list_are_read_there() -> None:
    told, *_ = outcome.outcomes(foundry.model("tracer-1"))
    assert told.read == ("/traces/*",)


def test_the_operations_that_ask_for_jobs_are_no_requests() -> None:
    names = [operation.name for operation in operations.called(foundry.provider())]
    assert names == ["generate", "edit", "render", "trace", "pour", "submit"]


@pytest.mark.parametrize(
    ("path", "values", "wanted"),
    [
        ("/a/{b}/c", {"b": "x/y z"}, "/a/x%2Fy%20z/c"),
        ("/a/{+b}", {"b": "x/y z?"}, "/a/x/y%20z%3F"),
        ("/{a}{b}", {"a": True, "b": 2}, "/true2"),
        ("/{a}", {}, "/{a}"),
        ("/{a}", {"a": "\N{BELL}"}, "/%F0%9F%94%94"),
    ],
)
def test_a_path_is_filled_as_a_url_is(path: str, values: dict[str, Any], wanted: str) -> None:
    assert operations.expanded(path, values) == wanted


@pytest.mark.parametrize(
    ("url", "known"),
    [
        ("https://eu.foundry.example/j", True),
        ("https://a.foundry.test?id=1", True),
        ("http://eu.foundry.example/j", False),
        ("https://eu.foundry.example:8443/j", False),
        ("https://foundry.test/j", False),
        ("https://evil.example/a.foundry.test", False),
        ("https://evil.example#.foundry.test", False),
        ("https://evil.example\\.foundry.test", False),
        ("https://a.foundry.test@evil.example", False),
    ],
)
def test_a_job_may_lie_on_further_hosts(url: str, known: bool) -> None:
    poll = foundry.model("crucible-1").response.poll
    assert poll is not None
    assert operations.is_among(url, poll.hosts) is known


def test_what_stands_in_the_path_is_not_in_the_body() -> None:
    found = foundry.model("works/press-1")
    operation, _ = operations.of_model(foundry.provider(), found)
    body = {"model": found.id, "quality": "fine", "prompt": "p"}
    assert operations.in_body(operation, body) == {"prompt": "p"}
    assert operations.expanded(operation.path, body) == "/render/works/press-1/fine"


def test_a_gateway_of_one_json_call_is_plain() -> None:
    for name, spec in SPECS.items():
        (provider,) = (p for p in build(spec).catalog.providers if p.id == name)
        assert operations.is_plain(provider)
    assert not operations.is_plain(foundry.provider())


def sample(model: str, use: str) -> str:
    found = foundry.model(model)
    (wanted,) = (each for each in found.uses if each.name == use)
    return curl.command(foundry.provider(), found, example.body(found, wanted))


def test_curl_sends_pictures_as_files_beside_texts() -> None:
    lines = sample("bell-1", "melt").split(" \\\n  ")
    assert lines[0] == "curl https://api.foundry.test/v2/models/bell-1/edits"
    assert lines[4:] == [
        "--form-string 'prompt=Make one bell of two'",
        "-F 'image[]=@picture-1.png'",
        "-F 'image[]=@picture-2.png'",
        "--form-string n=2",
    ]
    assert "--form-string image=https://example.com/image-1.png" in sample("tracer-1", "trace")


def test_curl_keeps_what_is_a_picture_as_a_file() -> None:
    assert sample("works/press-1", "draw").endswith("-o picture.jpg")


def test_curl_asks_for_a_job_again() -> None:
    sent, asked, fetched = sample("kiln-1", "draw").split("\n\n")
    assert sent.startswith("curl https://api.foundry.test/v2/jobs \\\n")
    assert asked.splitlines()[1].startswith("curl https://api.foundry.test/v2/jobs/JOB_ID ")
    assert fetched.startswith("curl https://api.foundry.test/v2/jobs/JOB_ID/result ")
    _, linked = sample("crucible-1", "draw").split("\n\n")
    assert "; /look of the answer says which job." in linked
    assert "-d" not in asked
