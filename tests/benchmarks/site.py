"""What the site costs: its build, by the number of models, and the first paint of a model's page in a browser."""

from __future__ import annotations

import os
import shutil
import statistics
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any

from tests.benchmarks import synthetic
from tests.benchmarks.generation import growth
from tests.benchmarks.measure import ROOT, Bench, Goal, milliseconds, ratio, table

_SECONDS = 2.0
"""Processor time in which the site of ten models is built."""

_SMALL = 150_000
"""Bytes of a model's page with all that it loads at first, its index of the search not among it."""

_PAINT = 1.5
"""How much later than a bare page of the same text a model's page may show something."""

_PAINTED = """\
() => new Promise(done => new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (entry.name === "first-contentful-paint") done(entry.startTime);
}).observe({type: "paint", buffered: true}))
"""
_LOADED = "performance.getEntriesByType('resource').map(entry => entry.name)"


def site(rounds: int = 3) -> Iterator[Goal]:
    """Ten, a hundred and a thousand models in turn, each a cold ``modelpact docs build``."""

    def command(spec: Path, out: Path) -> list[str]:
        return ["modelpact", "docs", "build", "--spec", str(spec), "--out", str(out)]

    with Bench() as bench:
        taken, linear = growth(bench, "Growth of the site (CPU, medians)", command, rounds)
        yield Goal("CPU seconds for the site of 10 models", taken["10"], _SECONDS)
        yield linear


def paint(rounds: int = 21) -> Iterator[Goal]:
    """A page of a model out of a thousand and a bare page of its text in turn, from a disk and from a server."""
    from playwright.sync_api import sync_playwright

    with Bench() as bench, sync_playwright() as playwright:
        _built(bench)
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        root = f"file://{bench.root}/site/"
        largest = max(_bytes(browser, root, page) for page in _PAGES)
        yield Goal("bytes of a model's page on first load", largest, _SMALL)
        rows = []
        with _served(bench.root / "site") as origin:
            for place, at in (("disk", root), ("docs serve", origin)):
                for page, bare in _PAGES.items():
                    ours, theirs = _in_turn(browser, (at + page, at + bare), rounds)
                    times = [_median(ours), _median(theirs), f"{ratio(ours, theirs):.2f}"]
                    rows.append([f"{Path(page).stem}, {place}", *times])
                    yield Goal(
                        f"first paint of {page} from {place} / of a bare page",
                        ratio(ours, theirs),
                        _PAINT,
                    )
        browser.close()
        heads = ["page", "ours", "bare", "ours / bare"]
        table("First contentful paint (medians)", heads, rows)


_PAGES = {
    "shipped/models/doubao-seedream-4-5-251128.html": "shipped/models/bare.html",
    "thousand/models/model-500.html": "thousand/models/bare.html",
}
"""Pages, and where the bare page of the same text lies."""


def _built(bench: Bench) -> None:
    """Build the site of the shipped pacts and that of a thousand models, with bare pages."""
    synthetic.pacts(bench.root / "spec", 1000)
    for name, spec in (("shipped", ROOT / "spec"), ("thousand", bench.root / "spec")):
        out = bench.root / "site" / name
        bench.run(["modelpact", "docs", "build", "--spec", str(spec), "--out", str(out)])


def _bytes(browser: Any, root: str, page: str) -> int:
    """Load a page, put a bare one of its text beside it, and return how many bytes were loaded."""
    with _opened(browser) as tab:
        tab.goto(root + page)
        said = tab.evaluate("document.body.textContent").splitlines()
        paragraphs = "\n".join(f"<p>{escape(line)}</p>" for line in said if line.strip())
        bare = f"<!doctype html>\n<meta charset=utf-8>\n<title>Bare</title>\n{paragraphs}\n"
        Path((root + _PAGES[page]).removeprefix("file://")).write_text(bare, encoding="utf-8")
        loaded = {root + page, *(url for url in tab.evaluate(_LOADED) if url.startswith("file:"))}
        return sum(Path(url.removeprefix("file://")).stat().st_size for url in loaded)


def _in_turn(browser: Any, urls: tuple[str, str], rounds: int) -> tuple[list[float], list[float]]:
    """The seconds until each page showed something; both load once before it counts."""
    found: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 1):
        for url, taken in zip(urls, found, strict=True):
            with _opened(browser) as tab:
                tab.goto(url)
                seconds = tab.evaluate(_PAINTED) / 1000
                if number:
                    taken.append(seconds)
    return found


@contextmanager
def _opened(browser: Any) -> Iterator[Any]:
    """A page in a context of its own, with nothing in its cache."""
    context = browser.new_context()
    try:
        yield context.new_page()
    finally:
        context.close()


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """The server of ``modelpact docs serve`` on files that are there; yields its address."""
    import uvicorn

    from modelpact.docs.server import Pages
    from modelpact.files import File
    from modelpact.serving import Server, listen, origin

    files = [
        File(path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8"))
        for path in folder.rglob("*.*")
        if path.is_file()
    ]
    listening = listen("127.0.0.1", 0)
    server = Server(uvicorn.Config(Pages(files).app, lifespan="off", log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield f"{origin(listening)}/"
    finally:
        server.stop()
        thread.join(10)


def _median(runs: list[float]) -> str:
    return milliseconds(statistics.median(runs))
