"""Calls beyond one JSON POST, as the mock gateway answers them: paths, forms, pictures as bodies, jobs."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx2
import pytest

import foundry
from mocked import Mock, serving, size_of
from modelpact.mock import calls, jobs
from modelpact.mock.pictures import Picture

PNG = Picture(b"abc", 8, 8).data()
VERSION = {"X-Foundry-Version": "2026-01", "X-Foundry-Client": "modelpact"}


@pytest.fixture(scope="module")
def mock() -> Iterator[Mock]:
    with serving("foundry") as running:
        yield running


def ask(mock: Mock, method: str, path: str, fault: str = "", **given: Any) -> httpx2.Response:
    headers = {"X-Foundry-Key": f"Token {mock.key}", **VERSION}
    headers |= {"X-Mock-Fault": fault} if fault else {}
    url = path if "://" in path else mock.base_url + path
    return mock.client.request(method, url, headers=headers, **given)


def test_each_request_has_the_headers_of_the_pact(mock: Mock) -> None:
    body = {"model": "bell-1", "prompt": "p"}
    headers = {"X-Foundry-Key": f"Token {mock.key}"}
    refused = mock.client.post(f"{mock.base_url}/images", json=body, headers=headers)
    assert refused.status_code == 400
    assert refused.json() == {
        "error": {"number": 400, "text": "Send X-Foundry-Version: 2026-01 with each request."}
    }


@pytest.mark.parametrize("query", ["", "?version=2025-01&grade=fine", "?version=2026-01"])
def test_each_request_has_the_query_of_its_operation(mock: Mock, query: str) -> None:
    body = {"model": "crucible-1", "prompt": "p"}
    refused = ask(mock, "POST", f"/pours{query}", json=body)
    assert refused.status_code == 400
    assert " in the address." in refused.json()["error"]["text"]
    whole = "/pours?version=2026-01&grade=fine"
    assert ask(mock, "POST", whole, json=body).status_code == 200
    coarse = ask(mock, "POST", "/pours?version=2026-01&grade=coarse", json=body)
    assert (coarse.status_code, "/grade: " in coarse.text) == (400, True)


def test_a_request_goes_where_its_pictures_send_it(mock: Mock) -> None:
    body = {"model": "bell-1", "prompt": "p"}
    assert ask(mock, "POST", "/images", json=body).status_code == 200
    pictured = {**body, "image": "data:image/png;base64," + base64.b64encode(PNG).decode()}
    astray = ask(mock, "POST", "/images", json=pictured)
    assert astray.status_code == 404
    assert "POST /v2/models/{model}/edits" in astray.json()["error"]["text"]


def test_a_form_is_read_as_what_its_members_are(mock: Mock) -> None:
    files = [("image[]", ("a.png", PNG, "image/png")), ("image[]", ("b.png", PNG, "image/png"))]
    told = {"prompt": "12", "n": "2", "polished": "true", "tune": '{"pitch": 1.5}', "tags": "[]"}
    answer = ask(mock, "POST", "/models/bell-1/edits", files=files, data=told)
    assert answer.status_code == 200, answer.text
    assert answer.headers["X-Modelpact-Issues"] == ""
    assert len(answer.json()["images"]) == 2
    wrong = ask(mock, "POST", "/models/bell-1/edits", files=files, data={**told, "n": "two"})
    assert (wrong.status_code, "/n: " in wrong.text) == (400, True)
    four = ask(mock, "POST", "/models/bell-1/edits", files=files * 2, data=told)
    assert (four.status_code, "/image/3: " in four.text) == (400, True), four.text


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/json", b"{}", 415),
        ("multipart/form-data", b"{}", 400),
        ("multipart/form-data; boundary=x", b"--x\r\nnonsense", 400),
    ],
)
def test_what_is_no_form_is_refused(mock: Mock, kind: str, body: bytes, status: int) -> None:
    headers = {"X-Foundry-Key": f"Token {mock.key}", **VERSION, "Content-Type": kind}
    found = mock.client.post(f"{mock.base_url}/models/bell-1/edits", content=body, headers=headers)
    assert found.status_code == status, found.text


def test_a_model_stands_in_the_path_and_its_picture_is_the_body(mock: Mock) -> None:
    answer = ask(mock, "POST", "/render/works/press-1/fine", json={"prompt": "p", "format": "jpeg"})
    assert answer.headers["content-type"] == "image/jpeg"
    assert size_of(answer.content)[0] == "JPEG"
    encoded = ask(mock, "POST", "/render/works%2Fpress-1/fine", json={"prompt": "p"})
    assert size_of(encoded.content)[0] == "PNG"
    wrong = ask(mock, "POST", "/render/works/press-1/quick", json={"prompt": "p"})
    assert "/quality: " in wrong.json()["error"]["text"]


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("/models/bell-9/edits", {"files": {"image[]": PNG}, "data": {"prompt": "p"}}),
        ("/render/works/press-9/fine", {"json": {"prompt": "p"}}),
    ],
)
def test_a_path_to_no_model_leads_nowhere(mock: Mock, path: str, given: dict[str, Any]) -> None:
    answer = ask(mock, "POST", path, **given)
    assert (answer.status_code, answer.json()["error"]["number"]) == (404, 404)
    assert answer.headers["X-Modelpact-Issues"].startswith("unknownModel")
    assert path.split("/")[-2] in answer.json()["error"]["text"]


def test_a_list_of_links_alone(mock: Mock) -> None:
    files = [("image", ("a.png", PNG, "image/png"))]
    answer = ask(mock, "PUT", "/traces", files=files, data={"model": "tracer-1", "prompt": "p"})
    body = answer.json()
    assert body["ok"] is True
    assert size_of(mock.client.get(body["traces"][0]).content)[0] == "PNG"


def begun(mock: Mock, model: str, fault: str = "") -> dict[str, Any]:
    answer = ask(mock, "POST", "/jobs", fault, json={"model": model, "prompt": "p"})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_job_is_asked_for_by_its_id_until_its_pictures_are_there(mock: Mock) -> None:
    first = begun(mock, "kiln-1")["job"]
    assert first["state"] == "running"
    seen = []
    while not seen or seen[-1] == "running":
        if not seen:
            assert ask(mock, "GET", f"/jobs/{first['id']}/result").status_code in (200, 409)
        seen.append(ask(mock, "GET", f"/jobs/{first['id']}").json()["job"]["state"])
        assert len(seen) < 5
    assert seen[-1] == "done"
    (image,) = ask(mock, "GET", f"/jobs/{first['id']}/result").json()["images"]
    assert size_of(base64.b64decode(image["b64"]))[0] == "PNG"


def test_a_job_is_asked_for_at_its_link(mock: Mock) -> None:
    link = begun(mock, "oven-1")["urls"]["get"]
    assert link.startswith(f"{mock.base_url}/")
    for _ in range(4):
        answer = ask(mock, "GET", link).json()
    assert answer["status"] == "succeeded"
    assert mock.client.get(answer["output"][0]).status_code == 200


def test_a_link_to_a_job_needs_no_path_before_it() -> None:
    bare = replace(foundry.provider(), base_url="https://api.foundry.test")
    with serving("foundry", provider=bare) as mock:
        link = begun(mock, "oven-1")["urls"]["get"]
        assert link.startswith(f"{mock.origin}/mock-jobs/")
        assert ask(mock, "GET", link).status_code == 200


def test_jobs_go_wrong_when_told(mock: Mock) -> None:
    failed = begun(mock, "kiln-1", "job-failed")["job"]["id"]
    for _ in range(4):
        told = ask(mock, "GET", f"/jobs/{failed}").json()["job"]
    assert (told["state"], told["why"]) == ("failed", "The mock lets it fail.")
    stuck = begun(mock, "kiln-1", "job-stuck")["job"]["id"]
    states = {ask(mock, "GET", f"/jobs/{stuck}").json()["job"]["state"] for _ in range(6)}
    assert states == {"running"}
    lost = begun(mock, "kiln-1", "job-lost")["job"]["id"]
    assert ask(mock, "GET", f"/jobs/{lost}").status_code == 404


def test_pictures_are_held_back_when_told(mock: Mock) -> None:
    body = {"model": "bell-1", "prompt": "p", "n": 2}

    def images(fault: str) -> list[Any]:
        found: list[Any] = ask(mock, "POST", "/images", fault, json=body).json()["images"]
        return found

    held = {"held": "nudity", "why": "The mock holds it back."}
    first, second = images("filtered")
    assert (first, list(second)) == (held, ["b64"])
    assert images("filtered-null")[0] is None
    assert images("filtered-all") == [held, held]


def test_an_error_inside_of_200(mock: Mock) -> None:
    answer = ask(mock, "POST", "/images", "code-451", json={"model": "bell-1", "prompt": "p"})
    assert answer.status_code == 200
    assert answer.json()["error"]["number"] == 451


def test_the_longer_path_is_meant() -> None:
    assert calls.plainness("/jobs/{id}/result") > calls.plainness("/jobs/{id}")
    assert calls.route("/a/{+b}/{c}") == ("/a/{p0:path}/{p1:path}", ("b", "c"))


def test_waiting_is_neither_done_nor_failed() -> None:
    poll = foundry.model("kiln-1").response.poll
    assert poll is not None
    assert jobs.waiting(poll) not in (*poll.done, *poll.failed)


def test_waiting_is_what_the_pact_says(mock: Mock) -> None:
    body = {"model": "crucible-1", "prompt": "p"}
    where = "/pours?version=2026-01&grade=fine"
    stuck = ask(mock, "POST", where, "job-stuck", json=body).json()
    assert stuck["state"] == ask(mock, "GET", stuck["look"]).json()["state"] == "queued"
    assert stuck["ladle"].startswith("job-")
