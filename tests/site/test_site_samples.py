"""Every sample of every page does what it says: each is run, in its language, against a gateway that behaves as the pacts say."""

from __future__ import annotations

import base64
import importlib.util
import io
import json
import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sites import site

import javascript
from builds import SPECS, build
from examples import run_javascript, run_python, run_shell
from mocked import Mock, serving
from modelpact import ir, naming
from modelpact.targets import openai_adapter, python_client, typescript_client

LANGUAGES = ["curl", "python", "typescript", "openai"]
TARGETS = [python_client.TARGET, typescript_client.TARGET, openai_adapter.TARGET]
NAMES = ("gravitex", "atelier")
SAMPLE = re.compile(
    r'<section class="tab" data-tab="(\w+)".*?<pre><code>(.*?)</code></pre>', re.DOTALL
)


def samples(name: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The samples of each use, by language, with the page that they are on."""
    for path, text in site(name).items():
        for tabs in re.findall(r'<div class="tabs">(.*?)</div>\n</article>', text, re.DOTALL):
            found = SAMPLE.findall(tabs)
            yield path, {tab: unescape(re.sub(r"<[^>]+>", "", code)) for tab, code in found}


@pytest.mark.parametrize("name", NAMES)
def test_each_use_of_each_model_is_shown_in_each_language(name: str) -> None:
    pages: dict[str, int] = {}
    for path, found in samples(name):
        assert list(found) == LANGUAGES, path
        assert len(set(found.values())) == len(LANGUAGES)
        pages[path] = pages.get(path, 0) + 1
    models = build(SPECS[name], targets=[]).catalog.providers[0].models
    assert pages == {
        f"models/{naming.file_stem(model.id)}.html": len(model.uses)
        for model in models
        if model.uses
    }


class Place:
    """What the samples of one provider need: its packages, its gateway, a folder to work in."""

    def __init__(self, name: str, root: Path, mock: Mock) -> None:
        result = build(SPECS[name], targets=TARGETS)
        (self.provider,) = (p for p in result.catalog.providers if p.id == name)
        javascript.write(result.files, root)
        self.made, self.mock, self.folder = root / name, mock, root / "work"
        self.folder.mkdir()
        prefix = name.upper()
        self.environment = {
            self.provider.auth.environment: mock.key,
            f"{prefix}_BASE_URL": mock.base_url,
        }

    def codes(self, language: str) -> list[str]:
        return [found[language] for _, found in samples(self.provider.id)]

    def saved(self, code: str) -> list[bytes]:
        """The pictures that a piece of code has saved."""
        stem = re.search(
            r'"([\w.-]+-)(?:\{number\}[.\w]*)?"\)*', code[code.index("response.data") :]
        )
        assert stem, code
        files = self.folder.glob("*")
        wanted = re.compile(re.escape(stem[1]) + r"\d+\.\w+")
        return [file.read_bytes() for file in sorted(files) if wanted.fullmatch(file.name)]

    def fetched(self, url: str) -> bytes:
        return self.mock.client.get(url).raise_for_status().content


@pytest.fixture(params=NAMES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    with serving(request.param) as mock:
        yield Place(request.param, tmp_path, mock)


def assert_pictures(code: str, found: list[bytes]) -> None:
    """As many pictures as a piece of code asks for, and as large."""
    number = re.search(r'\b(?:n|max_images)"?[:=] ?(\d+)', code)
    assert len(found) == (int(number[1]) if number else 1), code
    size = re.search(r'\bsize"?[:=] ?"(\d+)[x*](\d+)"', code)
    for picture in found:
        with Image.open(io.BytesIO(picture)) as image:
            image.load()
            assert size is None or image.size == (int(size[1]), int(size[2])), code


@pytest.mark.slow
def test_samples_for_python(place: Place) -> None:
    codes = place.codes("python")
    run_python(codes, place.folder, place.made / "python-client", **place.environment)
    for code in codes:
        assert_pictures(code, place.saved(code))


@pytest.mark.slow
def test_samples_for_typescript(place: Place) -> None:
    codes = place.codes("typescript")
    package = place.made / "typescript-client"
    name = json.loads((package / "package.json").read_text("utf-8"))["name"]
    place.folder.rmdir()
    javascript.installed(package, name, place.folder)
    javascript.pictures(place.folder)
    run_javascript(codes, place.folder, **place.environment)
    for code in codes:
        assert_pictures(code, place.saved(code))


@pytest.mark.slow
def test_samples_for_curl(place: Place) -> None:
    if shutil.which("curl") is None:
        javascript.missing("curl")
    base = place.provider.base_url
    codes = [
        code.replace(f"curl {base}", f"curl -sS {place.mock.base_url}", 1)
        for code in place.codes("curl")
    ]
    told = run_shell(codes, place.folder, **place.environment)
    for code, answer in zip(codes, told, strict=True):
        assert_pictures(code, list(_pictures(place, json.loads(answer))))


def _pictures(place: Place, answer: Any) -> Iterator[bytes]:
    """The pictures of an answer as it comes."""
    response: ir.Response = place.provider.response
    for step in response.envelopes[0].images.split("/")[1:]:
        answer = answer[step]
    for image in answer:
        (found,) = (image[member] for _, member in response.forms if image.get(member))
        yield place.fetched(found) if found.startswith("http") else base64.b64decode(found)


@pytest.mark.slow
def test_samples_for_the_client_of_openai(place: Place) -> None:
    if importlib.util.find_spec("openai") is None:
        javascript.missing("the package openai")
    (adapter,) = (place.made / "openai-adapter").glob("*.py")
    text = adapter.read_text("utf-8")
    assert place.provider.base_url in text
    adapter.write_text(text.replace(place.provider.base_url, place.mock.base_url), "utf-8")
    codes = place.codes("openai")
    told = run_python(codes, place.folder, adapter.parent, **place.environment)
    for code, printed in zip(codes, told, strict=True):
        links = [place.fetched(url) for url in printed.split()]
        assert_pictures(code, links or place.saved(code))
