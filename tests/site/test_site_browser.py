"""The pages in a browser, from a disk and from the server that people start: what they do, and for whom."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hostile import PAYLOADS, spelled
from sites import made, site

import foundry
from acme import run
from builds import ROOT, provider
from javascript import missing
from mocked import serving as running_mock

pytestmark = pytest.mark.slow

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
SEEDREAM = "models/doubao-seedream-4-5-251128.html"


@contextmanager
def opened(browser: Any, expected: str = "nothing", **options: Any) -> Iterator[Any]:
    """A page in a context of its own. Errors that are not expected and requests for another place fail the test."""
    context = browser.new_context(**options)
    context.set_default_timeout(8_000)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("request", lambda asked: wrong.append(asked.url) if _foreign(asked.url) else None)
    try:
        yield page
        assert [one for one in wrong if expected not in one] == []
    finally:
        context.close()


def _foreign(url: str) -> bool:
    return not re.match(r"file:///|data:|blob:|http://127\.0\.0\.1:", url)


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    """The address of ``modelpact docs serve``."""
    command = [sys.executable, "-m", "modelpact", "docs", "serve", "--port", "0"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    url = process.stdout.readline().removeprefix("url: ").strip()
    assert url, "the server says no address"
    yield url
    process.send_signal(signal.SIGINT)
    assert process.wait(10) in (0, 130)


@pytest.fixture(params=["disk", "server"])
def root(request: pytest.FixtureRequest, folder: Path) -> str:
    return f"file://{folder}/" if request.param == "disk" else request.getfixturevalue("served")


def test_search_finds_models_parameters_values_and_codes(browser: Any, root: str) -> None:
    with opened(browser) as page:
        page.goto(root + "models/gpt-image-2.html")
        for query, title, path in (
            ("seedream 4.5", "Seedream 4.5", SEEDREAM),
            ("guidance_scale 3.0", "guidance_scale", "models/doubao-seededit"),
            ("6240x2656", "size", "models/doubao-seedream-4"),
            ("imageFormat", "imageFormat", "errors/imageFormat.html"),
        ):
            page.keyboard.press("/")
            page.locator("dialog.search input").fill(query)
            first = page.locator(".hits a").first
            first.wait_for()
            assert first.inner_text().startswith(title)
            page.keyboard.press("Enter")
            page.wait_for_url(lambda url, path=path: path in url)
        page.keyboard.press("Control+k")
        page.locator("dialog.search input").fill("nothing is called this")
        assert page.locator(".search .status").inner_text() == "0 hits"
        page.keyboard.press("Escape")
        assert not page.locator("dialog.search").is_visible()


def test_search_finds_keys_commands_targets_and_codes_in_the_manual(
    browser: Any, folder: Path
) -> None:
    with opened(browser) as page:
        for query, path in (
            ("nearestword", "keys.html#dimensions.nearestWord"),
            ("--losses", "commands.html#modelpact-generate"),
            ("zod", "targets.html#zod"),
            ("s003", "codes.html#code-S003"),
        ):
            page.goto(f"file://{folder}/manual/index.html")
            page.keyboard.press("/")
            page.locator("dialog.search input").fill(query)
            page.locator(".hits a").first.click()
            page.wait_for_url(lambda url, path=path: url.endswith(f"/manual/{path}"))


def test_the_commands_of_a_session_are_copied(browser: Any, folder: Path) -> None:
    with opened(browser) as page:
        page.goto(f"file://{folder}/manual/tutorial.html")
        session = page.locator("figure", has_text="0 errors, 0 warnings")
        assert session.locator(".copy").get_attribute("data-copy") == "modelpact lint"


def test_one_search_answers_what_comes_back(browser: Any, root: str) -> None:
    """Does Seedream 4.5 honour ``response_format: b64_json``, and what does one read?"""
    with opened(browser) as page:
        page.goto(root + "index.html")
        page.keyboard.press("/")
        page.locator("dialog.search input").fill("seedream 4.5 response_format")
        page.locator(".hits a").first.click()
        page.wait_for_url(lambda url: "#response-format" in url)
        assert "usually behaves as url" in page.locator("#response-format").inner_text()
        row = page.locator("section[aria-labelledby=response] tr", has_text="b64_json").nth(1)
        assert "/data/data/*/url" in row.inner_text()


def test_three_clicks_lead_from_the_readme_to_what_comes_back(
    browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same question, by the words of the README and links alone."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "spec").symlink_to(ROOT / "spec")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (command,) = set(re.findall(r"`modelpact (docs build)\b", readme))
    printed = run(*command.split()).stdout.splitlines()[-1]
    with opened(browser) as page:
        page.goto(f"file://{tmp_path}/{printed.removeprefix('open ')}")
        for link in ("Seedream 4.5", "What comes back"):
            page.get_by_role("navigation").get_by_role("link", name=link, exact=True).click()
        asked = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="b64_json"))
        assert re.split(r"\s*\t\s*", asked.inner_text()) == [
            "b64_json", "usually url", "/data/data/*/url, else /data/data/*/b64_json", "yes",
        ]  # fmt: skip


def test_the_matrix_is_filtered(browser: Any, root: str) -> None:
    with opened(browser) as page:
        page.goto(root + "index.html")
        rows = page.locator(".matrix tbody tr:visible")
        every = rows.count()
        page.locator("form.filter input").fill("guidance")
        assert rows.count() == 1
        page.locator("form.filter input").fill("")
        page.locator("form.filter select").select_option("converted")
        assert 0 < rows.count() < every
        for row in rows.all():
            assert row.get_by_role("link", name="converted", exact=True).count()
        assert page.locator("form.filter .status").inner_text().startswith(f"{rows.count()} of ")


def test_changes_are_filtered_copied_and_for_everybody(browser: Any, tmp_path: Path) -> None:
    for path, text in site("atelier").items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    with opened(browser, bypass_csp=True) as page:
        page.goto(f"file://{tmp_path}/index.html")
        page.get_by_role("link", name="2026-02-28").click()
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        request = page.locator("[data-copy]").first.get_attribute("data-copy")
        assert json.loads(request) == json.loads(page.locator("pre").first.text_content())
        assert page.locator("[data-copy]").first.is_visible()
        for scheme in ("light", "dark"):
            page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", scheme)
            assert _accessible(page, "changes.html") == []
        groups = page.locator(".changed:visible")
        assert groups.count() == 3
        page.locator("form.filter select").select_option("size-1")
        assert groups.all_inner_texts() == [groups.first.inner_text()]
        assert page.locator("form.filter .status").inner_text() == "1 of 3 groups of changes"
        page.locator("form.filter select").select_option("numbers-1")
        page.locator(".changed:visible h3 a").last.click()
        assert page.url.endswith("/models/numbers-1.html")


def test_a_language_stays_chosen(browser: Any, root: str) -> None:
    with opened(browser) as page:
        page.goto(root + SEEDREAM)
        lists = page.locator(".tablist")
        assert lists.count() > 1
        tabs = lists.first.locator("button")
        last = tabs.count() - 1
        tabs.nth(0).focus()
        page.keyboard.press("End")
        assert tabs.nth(last).get_attribute("aria-selected") == "true"
        name = tabs.nth(last).inner_text()
        page.goto(root + "models/gpt-image-2.html")
        assert page.locator(".tablist").first.locator("[aria-selected=true]").inner_text() == name


def test_code_is_copied(browser: Any, served: str) -> None:
    with opened(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(served + SEEDREAM)
        page.locator(".tab:visible .copy").first.click()
        page.get_by_text("Copied").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == page.locator(".tab:visible pre").first.text_content()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_theme_follows_the_system_and_then_the_reader(
    browser: Any, root: str, scheme: str
) -> None:
    with opened(browser, color_scheme=scheme) as page:
        page.goto(root + "index.html")
        assert page.evaluate("document.documentElement.dataset.theme") == scheme
        page.locator("button.theme").click()
        other = {"light": "dark", "dark": "light"}[scheme]
        page.goto(root + SEEDREAM)
        assert page.evaluate("document.documentElement.dataset.theme") == other


def test_pages_fit_a_phone(browser: Any, folder: Path) -> None:
    with opened(browser, viewport={"width": 360, "height": 740}) as page:
        for path in _every():
            page.goto(f"file://{folder}/{path}")
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= 360, f"{path} is {wide} wide"
        page.goto(f"file://{folder}/index.html")
        assert not page.locator("#nav").is_visible()
        page.locator("button.menu").click()
        assert page.locator("#nav").is_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_button_that_copies_covers_no_code(browser: Any, folder: Path, width: int) -> None:
    with opened(browser, viewport={"width": width, "height": 740}) as page:
        page.goto(f"file://{folder}/{SEEDREAM}")
        places = page.evaluate(
            "() => Array.from(document.querySelectorAll('.tab:not([hidden])'), tab => "
            "[tab.querySelector('.copy'), tab.querySelector('code')].map(e => e.getBoundingClientRect()))"
            ".map(([button, code]) => [button.bottom, code.top, button.right])"
        )
        assert len(places) > 3
        for below, code, right in places:
            assert below <= code and right <= width, places


def test_pages_work_without_scripts(browser: Any, folder: Path) -> None:
    with opened(browser, java_script_enabled=False) as page:
        page.goto(f"file://{folder}/{SEEDREAM}")
        assert page.locator("#nav").is_visible()
        tabs = page.locator(".tab")
        assert tabs.count() and all(tabs.nth(i).is_visible() for i in range(tabs.count()))
        assert not page.locator("button:visible").count()


def test_a_link_into_a_page_leads_there(browser: Any, folder: Path) -> None:
    """However much of what lies above has not been laid out."""
    with opened(browser) as page:
        for anchor in ("images", "rule-options-need-sequence", "evidence"):
            page.goto("about:blank")
            page.goto(f"file://{folder}/{SEEDREAM}#{anchor}")
            page.wait_for_function(
                "id => { const { top } = document.getElementById(id).getBoundingClientRect();"
                " return top >= 0 && top < 200; }",
                arg=anchor,
            )


_SHAPE = """() => Array.from(document.querySelectorAll("*"), e => [
  e.tagName, e.parentElement?.tagName, e.getAttributeNames().sort(), Array.from(e.childNodes, n => n.nodeType),
])"""


def test_a_browser_takes_a_text_for_a_text(browser: Any, tmp_path: Path) -> None:
    """Its tree of a page with every hostile text differs from that of a harmless page in the texts alone."""
    shapes: dict[str, list[Any]] = {"index.html": [], "models/m.html": [], "try.html": []}
    hostile = " ".join(PAYLOADS)
    for number, text in enumerate((hostile, "harmless")):
        root = tmp_path / str(number)
        for path, written in made(spelled(text, root / "spec")).items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(written, encoding="utf-8")
        for path, found in shapes.items():
            with opened(browser) as page:
                page.on("dialog", lambda dialog: pytest.fail(dialog.message))
                page.goto(f"file://{root}/{path}")
                assert text in page.locator("html").text_content()
                found.append(page.evaluate(_SHAPE))
    for path, (ours, theirs) in shapes.items():
        assert ours == theirs, path


@pytest.mark.parametrize("path", ["index.html", SEEDREAM, "try.html"])
def test_the_keyboard_reaches_everything(browser: Any, folder: Path, path: str) -> None:
    """Tab goes through every link, button and field that can be seen, and each shows that it has the focus."""
    with opened(browser) as page:
        page.goto(f"file://{folder}/{path}")
        wanted = page.evaluate(
            "() => Array.from(document.querySelectorAll("
            "'a[href], button, input, select, textarea, summary, [tabindex=\"0\"]'))"
            ".filter(e => e.tabIndex >= 0 && e.checkVisibility()).length"
        )
        seen = set()
        for _ in range(wanted + 5):
            page.keyboard.press("Tab")
            told = page.evaluate(
                "() => { const e = document.activeElement; const s = getComputedStyle(e);"
                " e.dataset.seen ??= String(Math.random());"
                " return [e.tagName, e.dataset.seen, s.outlineStyle]; }"
            )
            if told[0] != "BODY":
                assert told[2] != "none", told
                seen.add(told[1])
        assert len(seen) == wanted


def _every() -> list[str]:
    manual = (f"manual/{path}" for path in site("manual"))
    return [path for path in (*site("gravitex"), *manual) if path.endswith(".html")]


def test_everybody_can_use_the_pages(browser: Any, folder: Path) -> None:
    """axe finds nothing against WCAG 2.2 AA, contrast of code included, in either theme."""
    found = []
    with opened(browser, color_scheme="light", bypass_csp=True) as page:
        for path in _every():
            page.goto(f"file://{folder}/{path}")
            page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
            found += _accessible(page, path)
            # Only colours differ in the dark.
            page.evaluate("document.documentElement.dataset.theme = 'dark'")
            found += _violations(page, path, {"type": "rule", "values": ["color-contrast"]})
    assert found == [], json.dumps(found[:8], indent=1)


def _accessible(page: Any, path: str) -> list[tuple[str, str, str, str]]:
    if not AXE.is_file():
        missing("what `npm ci` installs in tests/site")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    return _violations(page, path, {"type": "tag", "values": tags})


def _violations(page: Any, path: str, only: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    result = page.evaluate(
        "only => axe.run(document, {runOnly: only, preload: false, resultTypes: ['violations']})",
        only,
    )
    return [
        (path, one["id"], one["nodes"][0]["html"][:120], one["nodes"][0]["failureSummary"][:200])
        for one in result["violations"]
    ]


def test_an_edit_is_shown(browser: Any, tmp_path: Path) -> None:
    """The served pages load themselves again; a mistake leaves them as they are."""
    import shutil

    spec = tmp_path / "spec"
    shutil.copytree(ROOT / "spec", spec)
    command = [sys.executable, "-m", "modelpact", "docs", "serve", "--port", "0"]
    process = subprocess.Popen(
        [*command, "--spec", str(spec)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None and process.stderr is not None
    try:
        url = process.stdout.readline().removeprefix("url: ").strip()
        pact = spec / "gravitex" / "models" / "gpt-image-2.yaml"
        text = pact.read_text(encoding="utf-8")
        with opened(browser) as page:
            page.goto(url + "models/gpt-image-2.html")
            pact.write_text(text + "nonsense: 1\n", encoding="utf-8")
            while "as they were" not in (line := process.stderr.readline()):
                assert line
            assert page.locator("h1").inner_text() == "GPT Image 2"
            pact.write_text(
                text.replace("title: GPT Image 2", "title: Quite another"), encoding="utf-8"
            )
            page.locator("h1", has_text="Quite another").wait_for()
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(10)


# --- the page to try requests on ---------------------------------------------------------------


def _try(page: Any, body: Any) -> dict[str, Any]:
    """Write a body; what the page then says of it."""
    text = body if isinstance(body, str) else json.dumps(body, indent=2)
    page.locator("#body").fill(text)
    return page.evaluate(
        "() => ({verdict: document.getElementById('verdict').dataset.verdict,"
        " issues: Array.from(document.querySelectorAll('#issues .issue'),"
        " e => [e.dataset.pointer, e.dataset.code, e.dataset.line])})"
    )


def test_the_page_judges_as_the_command_does(browser: Any, folder: Path) -> None:
    """On every row of the oracle, in the browser."""
    check = provider("gravitex").bundle.check
    rows = [
        json.loads(line)["payload"]
        for line in (ROOT / "tests/data/oracle.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert len(rows) > 100
    with opened(browser) as page:
        page.goto(f"file://{folder}/try.html")
        for body in rows:
            found = check(body)
            severities = {issue.severity for issue in found}
            wanted = "reject" if "error" in severities else "warn" if severities else "accept"
            told = _try(page, body)
            assert told["verdict"] == wanted, body
            pairs = [(pointer, code) for pointer, code, _ in told["issues"]]
            assert sorted(pairs) == sorted((one.pointer, one.code) for one in found), body


def test_the_form_and_the_body_say_the_same(browser: Any, folder: Path) -> None:
    with opened(browser) as page:
        page.goto(f"file://{folder}/try.html")
        for model in provider("gravitex").models.values():
            page.locator("#model").select_option(model.id)
            assert page.locator("#verdict").get_attribute("data-verdict") != "reject", model.id
            body = json.loads(page.locator("#body").input_value())
            assert body["model"] == model.id
            page.locator("#form textarea").first.fill("A red kite")
            assert "A red kite" in page.locator("#body").input_value()
        page.locator("#model").select_option("doubao-seedream-4-0-250828")
        page.locator("[data-path=size]").select_option("4096x4096")
        page.locator("[data-path=seed]").fill("12")
        body = json.loads(page.locator("#body").input_value())
        assert body["size"] == "4096x4096" and body["seed"] == 12
        page.locator("[data-path=seed]").fill("")
        assert "seed" not in json.loads(page.locator("#body").input_value())
        _try(page, {**body, "seed": 3, "size": "2048x2048"})
        assert page.locator("[data-path=seed]").input_value() == "3"
        assert page.locator("[data-path=size]").input_value() == '"2048x2048"'


def test_issues_have_their_line_and_are_mended_at_a_click(browser: Any, folder: Path) -> None:
    with opened(browser) as page:
        page.goto(f"file://{folder}/try.html#gpt-image-2")
        body = {
            "model": "gpt-image-2",
            "prompt": "a",
            "n": 99,
            "qualitty": "high",
            "size": "1024X1024",
        }
        told = _try(page, body)
        assert told["verdict"] == "reject"
        assert {(pointer, line) for pointer, _, line in told["issues"]} == {
            ("/n", "4"),
            ("/qualitty", "5"),
            ("/size", "6"),
        }
        while page.locator("#issues .fix").count():
            page.locator("#issues .fix").first.click()
        assert page.locator("#verdict").get_attribute("data-verdict") == "accept"
        mended = json.loads(page.locator("#body").input_value())
        assert mended == {
            "model": "gpt-image-2",
            "prompt": "a",
            "n": 10,
            "quality": "high",
            "size": "1024x1024",
        }
        assert _try(page, '{"model": ')["issues"][0][1] == "notJson"
        assert page.locator("#form textarea").first.is_disabled()


@pytest.mark.parametrize("place", ["disk", "server"])
def test_a_request_is_sent_and_its_picture_shown(
    browser: Any, folder: Path, served: str, place: str
) -> None:
    root = f"file://{folder}/" if place == "disk" else served
    with running_mock() as mock, opened(browser, "status of 401") as page:
        page.goto(root + "try.html#gpt-image-2")
        page.locator("#base-url").fill(mock.base_url)
        page.locator("#key").fill(mock.key)
        page.locator("#go").click()
        page.get_by_text("HTTP 200").wait_for()
        picture = page.locator("#pictures img")
        picture.wait_for()
        assert picture.evaluate("e => e.decode().then(() => [e.naturalWidth, e.naturalHeight])")
        assert mock.key not in page.locator("#curl").inner_text()
        assert mock.key not in json.dumps(page.evaluate("({...localStorage, ...sessionStorage})"))
        page.locator("#model").select_option("doubao-seedream-3-0-t2i-250415")
        page.locator("#go").click()
        page.locator("#pictures img[src^=http]").wait_for()
        page.locator("#key").fill("sk-wrong key")
        page.locator("#go").click()
        page.get_by_text("HTTP 401").wait_for()


def test_the_form_knows_how_each_request_is_called(browser: Any, tmp_path: Path) -> None:
    for path, text in made(foundry.SPEC).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    with opened(browser) as page:
        page.goto(f"file://{tmp_path}/try.html")
        page.select_option("#model", "bell-1")

        def told(**body: Any) -> str:
            page.fill("#body", json.dumps({"model": "bell-1", "prompt": "p", **body}))
            return str(page.text_content("#curl"))

        assert "/v2/images'" in told() and "-d " in told()
        shown = told(image=["data:image/png;base64,AA=="], polished=True)
        assert shown.startswith("curl 'https://api.foundry.test/v2/models/bell-1/edits'")
        assert "-F 'image[]=@picture-1.png'" in shown
        assert "--form-string 'polished=true'" in shown and "model=" not in shown
        assert "-H 'X-Foundry-Version: 2026-01'" in shown
        page.locator("#go").click()
        assert "copy the command below" in str(page.text_content("#told"))
