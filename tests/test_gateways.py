"""Gateways that exist, of different shapes, go from their pacts to working clients with nothing known of them elsewhere.

The pacts were written with the manual alone, from public pages that each fact names.
"""

from __future__ import annotations

import base64
import importlib
import json
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner

import javascript
from builds import GATEWAYS, build, executed
from golang import run as go
from golang import tool
from mocked import serving
from modelpact import ir, naming, pipeline
from modelpact.cli import main
from modelpact.mock.pictures import Picture
from referee import judge

NAMES = sorted(path.parent.name for path in GATEWAYS.glob("*/provider.yaml"))
ROWS = {
    name: list(map(json.loads, (GATEWAYS / name / "requests.jsonl").read_text().splitlines()))
    for name in NAMES
}
PNG = Picture(b"abc", 8, 8).data()


@lru_cache(maxsize=1)
def built() -> pipeline.Result:
    return build(GATEWAYS)


def provider(name: str) -> ir.Provider:
    return next(each for each in built().catalog.providers if each.id == name)


def write(name: str, target: str, folder: Path) -> Path:
    """Write what a target made for a gateway."""
    start = f"{name}/{target}/"
    javascript.write([file for file in built().files if file.path.startswith(start)], folder)
    return folder / name / target


def test_the_pacts_are_clean() -> None:
    assert len(NAMES) == 3
    done = CliRunner().invoke(main, ["lint", "--spec", str(GATEWAYS)])
    assert (done.exit_code, done.output[:21]) == (0, "0 errors, 0 warnings "), done.output


@pytest.mark.parametrize("name", NAMES)
def test_every_fact_says_where_it_is_from(name: str) -> None:
    for model in provider(name).models:
        for member in model.members:
            found = member.value.evidence
            assert found.document.startswith("https://") and found.read, (model.id, member.name)


@pytest.mark.parametrize("name", NAMES)
def test_requests_meet_what_is_written(name: str) -> None:
    module = naming.module(name)
    path = f"{name}/python-validators/{module}.py"
    (source,) = (file.text for file in built().files if file.path == path)
    check = executed(module, source).check
    models = {model.id: model for model in provider(name).models}
    assert {row["model"] for row in ROWS[name]} == set(models)
    for row in ROWS[name]:
        issues = check(row["payload"])
        told = sorted([issue.pointer, issue.code] for issue in issues)
        assert told == sorted(row["issues"]), row
        bad = any(issue.severity == "error" for issue in issues)
        assert ("reject" if bad else "warn" if issues else "accept") == row["verdict"], row
        judged = judge(models[row["model"]], row["payload"])
        assert sorted([i.pointer, i.code] for i in judged) == told


# --- clients -------------------------------------------------------------------------------------

CALLS: dict[str, list[dict[str, Any]]] = {
    "bfl": [
        {"model": "flux-pro-1.1", "prompt": "a cat", "width": 512, "height": 256},
        {"model": "flux-kontext-pro", "prompt": "a cat", "image": [PNG, "https://a.example/b.png"]},
    ],
    "ideogram": [
        {"model": "ideogram-v3/generate", "prompt": "a cat", "num_images": 3},
        {"model": "ideogram-v3/remix", "prompt": "a cat", "image": PNG},
        {"model": "ideogram-v4/generate", "prompt": "a cat", "resolution": "2048x2048"},
    ],
    "stability": [
        {"model": "core", "prompt": "a cat", "output_format": "jpeg"},
        {"model": "sd3.5-large", "prompt": "a cat", "image": PNG, "strength": 0.5},
    ],
}
FAULTS = {"bfl": "job-failed", "ideogram": "filtered-all", "stability": "code-429"}
ERRORS = {"bfl": "JobFailedError", "ideogram": "ImagesFilteredError", "stability": "RateLimitError"}


@pytest.fixture
def client(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[ModuleType, Any]]:
    """The package of a gateway, and a client that calls its mock."""
    name = request.param
    folder = write(name, "python-client", tmp_path)
    sys.path.insert(0, str(folder))
    try:
        package = importlib.import_module(name)
        with serving(name) as mock:
            made = getattr(package, naming.pascal(name))
            yield package, made(api_key=mock.key, base_url=mock.base_url, max_retries=0)
    finally:
        sys.path.remove(str(folder))
        for each in [each for each in sys.modules if each.split(".")[0] == name]:
            del sys.modules[each]


@pytest.mark.parametrize("client", NAMES, indirect=True)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_the_client_gets_pictures_and_says_what_failed(client: Any) -> None:
    package, caller = client
    name = package.__name__
    for call in CALLS[name]:
        response = caller.images.generate(**call)
        assert len(response) == call.get("num_images", 1)
        assert response.data[0].to_bytes()[:4] in (b"\x89PNG", b"\xff\xd8\xff\xe0")
    with pytest.raises(getattr(package, ERRORS[name])):
        caller.images.generate(**CALLS[name][0], extra_headers={"X-Mock-Fault": FAULTS[name]})
    with pytest.raises(package.ValidationError):
        bad = next(row["payload"] for row in ROWS[name] if row["verdict"] == "reject")
        caller.images.post(bad)


SCRIPT = """
const { PACKAGE, NAME, KEY, BASE_URL, CALLS } = process.env;
const made = await import(PACKAGE);
const client = new made[NAME]({ apiKey: KEY, baseURL: BASE_URL, onWarning() {} });
for (const { pictures, ...call } of JSON.parse(CALLS)) {
  if (pictures) call.image = pictures.map((each) => each.startsWith("http") ? each : Buffer.from(each, "base64"));
  const { data } = await client.images.generate(call);
  console.log(data.length, (await data[0].toBytes()).length > 50);
}
"""


def spelled(call: dict[str, Any]) -> dict[str, Any]:
    """A call as JSON: pictures are base64 or links."""
    given = call.get("image")
    if given is None:
        return call
    several = given if isinstance(given, list) else [given]
    texts = [each if isinstance(each, str) else base64.b64encode(each).decode() for each in several]
    return {**{k: v for k, v in call.items() if k != "image"}, "pictures": texts}


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_client_for_node_gets_pictures(name: str, tmp_path: Path) -> None:
    folder = write(name, "typescript-client", tmp_path)
    script = tmp_path / "calls.mjs"
    script.write_text(SCRIPT, encoding="utf-8")
    with serving(name) as mock:
        told = javascript.run(
            script,
            PACKAGE=(folder / "esm" / "index.js").as_uri(),
            NAME=naming.pascal(name),
            KEY=mock.key,
            BASE_URL=mock.base_url,
            CALLS=json.dumps([spelled(call) for call in CALLS[name]]),
        )
    assert told.splitlines() == [f"{call.get('num_images', 1)} true" for call in CALLS[name]]


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_package_in_go_is_sound(name: str, tmp_path: Path) -> None:
    go(tool("go"), "vet", "./...", cwd=write(name, "go", tmp_path))


@pytest.mark.slow
def test_the_site_is_built(tmp_path: Path) -> None:
    given = ["docs", "build", "--spec", str(GATEWAYS), "--out", str(tmp_path / "site")]
    done = CliRunner().invoke(main, given)
    assert done.exit_code == 0, done.output
    pages = {path.stem for path in tmp_path.rglob("*.html")}
    for name in NAMES:
        assert {naming.file_stem(model.id) for model in provider(name).models} <= pages
