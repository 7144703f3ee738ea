"""``modelpact probe``: what is sent and what never is, what the record keeps, and what the report says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result

import mocked
from modelpact import cli
from modelpact.sender import http
from pacts import ROOT

GONE = ["--spec", str(ROOT / "tests" / "fixtures" / "atelier")]


@pytest.fixture(scope="module")
def mock() -> Iterator[mocked.Mock]:
    with mocked.serving("atelier") as running:
        yield running


def probe(*given: str, key: str = "", code: int = 0) -> Result:
    result = CliRunner(env={"PROBE_KEY": key, "OTHER_KEY": "sk-bad"}).invoke(
        cli.main, ["probe", *given]
    )
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def planned(tmp_path: Path) -> Path:
    """The plan of a model that there is little to say of: four requests that are refused, three that are not."""
    probe("plan", "gone-1", *GONE, "-o", str(tmp_path / "plan.jsonl"))
    return tmp_path / "plan.jsonl"


def run(mock: mocked.Mock, planned: Path, *more: str, code: int = 0) -> Result:
    record = str(planned.parent / "record.jsonl")
    given = ["--base-url", mock.base_url, "-o", record, "--key-env", "PROBE_KEY", *more]
    return probe("run", str(planned), *given, key=mock.key, code=code)


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("ascii").splitlines()]


def test_a_record_never_has_the_key_nor_a_picture(mock: mocked.Mock, planned: Path) -> None:
    told = run(mock, planned)
    text = (planned.parent / "record.jsonl").read_text("ascii")
    assert mock.key not in text + told.output
    answers = rows(planned.parent / "record.jsonl")
    assert [a["outcome"] for a in answers].count("accepted") == 3
    for answer in answers:
        for picture in answer["pictures"]:
            assert (picture["format"], picture["width"], picture["problem"]) == ("png", 1024, "")
            assert picture["link"].startswith(mock.origin)
    assert "0 left" in told.output


def test_a_run_goes_on_where_it_ended(mock: mocked.Mock, planned: Path) -> None:
    record, before = planned.parent / "record.jsonl", mock.posts()
    assert "the budget is 1" in run(mock, planned, "--budget", "1", code=1).output
    record.write_text(record.read_text() + '{"request": "cut in the mid')
    run(mock, planned)
    plan = [row for row in rows(planned) if "request" in row and "after_refusal_of" not in row]
    assert mock.posts() - before == len(plan) == 7
    run(mock, planned)
    assert mock.posts() - before == 7


def test_a_terminal_shows_what_is_asked_and_what_came_of_it(
    mock: mocked.Mock, planned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(run(mock, planned).stderr.splitlines()) == 1
    (planned.parent / "record.jsonl").unlink()
    terminal = SimpleNamespace(isatty=lambda: True)
    monkeypatch.setattr("modelpact.cli.probe.sys", SimpleNamespace(stderr=terminal))
    first, *_, last, end = run(mock, planned).stderr.splitlines()
    assert first == '1 of 7  /prompt: "A", the least number of characters, 1, is accepted: accepted'
    assert last == "7 of 7  /prompt: 1, another type, is refused: refused"
    assert end.startswith("7 requests sent")
    (planned.parent / "record.jsonl").unlink()
    first, *_ = run(mock, planned, "--key-env", "OTHER_KEY", code=1).stderr.splitlines()
    assert first.endswith(" is accepted: failed, where the pact says accepted")


def test_nothing_is_sent_elsewhere_unasked(planned: Path) -> None:
    for url in ("https://gateway.example/v1", "http://127.0.0.1.example.com/v1", "http://10.0.0.1"):
        told = probe("run", str(planned), "--base-url", url, "-o", "never", code=2)
        assert "--yes" in told.output
        assert not Path("never").exists()


@pytest.mark.parametrize(
    "url", ["ftp://x", "http://", "https://u:p@x/", "http://x/?a=1", "http://x:y"]
)
def test_wrong_urls(planned: Path, url: str) -> None:
    told = probe("run", str(planned), "--base-url", url, "-o", "never", "--yes", code=2)
    assert "--base-url" in told.output


def test_a_wrong_key_proves_nothing(mock: mocked.Mock, planned: Path) -> None:
    record = planned.parent / "record.jsonl"
    given = ["--base-url", mock.base_url, "-o", str(record), "--key-env", "PROBE_KEY"]
    told = probe("run", str(planned), *given, key="sk-bad", code=1)
    assert "3 requests in a row failed" in told.output
    found = json.loads(probe("report", str(planned), str(record), "--format", "json").output)
    assert found["counts"] == {"confirmed": 0, "contradicted": 0, "open": len(found["facts"])}


def test_a_report_names_what_shows_it(mock: mocked.Mock, planned: Path) -> None:
    run(mock, planned)
    record = planned.parent / "record.jsonl"
    found = json.loads(probe("report", str(planned), str(record), "--format", "json").output)
    assert found["counts"]["confirmed"] == len(found["facts"])
    answers = rows(record)
    wrong = next(a for a in answers if a["outcome"] == "refused")
    accepted = next(a for a in answers if a["outcome"] == "accepted")
    wrong |= {"outcome": "accepted", "status": 200, "pictures": accepted["pictures"]}
    record.write_text("".join(json.dumps(a) + "\n" for a in answers))
    told = probe("report", str(planned), str(record), code=1).output
    assert told.count("contradicted  ") == 1
    assert f"was accepted though the pact refuses it, HTTP 200 (request {wrong['request']})" in told


def test_refusals_alone_prove_nothing(mock: mocked.Mock, planned: Path) -> None:
    run(mock, planned)
    record = planned.parent / "record.jsonl"
    refused = [a for a in rows(record) if a["outcome"] == "refused"]
    record.write_text("".join(json.dumps(a) + "\n" for a in refused))
    found = json.loads(probe("report", str(planned), str(record), "--format", "json").output)
    assert found["counts"]["confirmed"] == found["counts"]["contradicted"] == 0


@pytest.mark.parametrize("text", ["", "{}", "[]\n", '{"plan": 9}\n', '{"plan": 1}\n', "nonsense"])
def test_what_is_no_plan(tmp_path: Path, text: str) -> None:
    path = tmp_path / "plan.jsonl"
    path.write_text(text)
    given = ["--base-url", "http://127.0.0.1:1", "-o", str(tmp_path / "record")]
    assert "is no plan" in probe("run", str(path), *given, code=2).output


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "10.1.2.3", "169.254.169.254", "[::1]"])
def test_pictures_are_not_loaded_from_within(host: str) -> None:
    with pytest.raises(http.Unreached, match="no public address"):
        http.ask("GET", f"http://{host}:9/x.png", {}, timeout=1, private=False)


@pytest.mark.parametrize("text", ["", "{\n", "[]\n"])
def test_a_record_without_an_answer_is_no_report(planned: Path, tmp_path: Path, text: str) -> None:
    record = tmp_path / "record.jsonl"
    record.write_text(text, encoding="utf-8")
    told = probe("report", str(planned), str(record), code=2).output
    assert "no line of it is an answer" in told
