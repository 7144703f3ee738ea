"""A house style: templates of a user's own take the place of the shipped ones, and say at once where they do not fit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import black
import pytest

from acme import edit, lay, run, snapshot
from builds import LANGUAGE, SPECS, TEMPLATES
from modelpact import emission, pipeline, tidy
from modelpact.docs import build
from modelpact.render import Unrenderable, holes, overrides, renderer
from modelpact.render.overrides import Overrides, Shipped
from modelpact.targets import TARGETS
from modelpact.text import Code

CLIENT = "python-client/client.py.jinja"
VIEWS = {name: view for target in TARGETS for name, view in target.views.items()}
SHIPPED = Shipped((TEMPLATES,), VIEWS | emission.VIEWS | build.VIEWS)
LICENCE = "# Copyright Example Ltd.\n"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with pacts and a folder ``house``, in which the template of the client lies."""
    lay(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert run("templates", "eject", CLIENT, "-o", "house").exit_code == 0
    return tmp_path / "house"


def generate(*words: str) -> Any:
    return run("generate", "--templates", "house", "--target", "python-client", *words)


def test_a_house_style_is_tidy_and_current(house: Path) -> None:
    edit(house / CLIENT, "def images(self)", "def pictures( self )")
    edit(house / CLIENT, '"""The clients', f'{LICENCE}"""The clients')
    assert generate().exit_code == 0
    text = Path("generated/acme/python-client/acme/client.py").read_text()
    assert text.startswith(LICENCE) and "def pictures(self) -> Images:" in text
    assert "Ejected" not in text and black.format_str(text, mode=black.Mode()) == text
    before = snapshot(house.parent)
    assert generate("--check").exit_code == 0
    assert run("generate", "--target", "python-client", "--check").exit_code == 1
    assert generate().exit_code == 0 and snapshot(house.parent) == before
    edit(house / CLIENT, "Example Ltd", "Example Inc")
    stale = generate("--check")
    assert stale.exit_code == 1 and "client.py" in stale.stdout
    assert "--templates house" in stale.stderr


@pytest.mark.slow
def test_copies_that_nobody_changed_change_nothing(tmp_path: Path) -> None:
    """Every template is ejected, code that is copied as it is as well, and makes what the shipped ones make."""
    names = SHIPPED.names()
    own = {name: SHIPPED.stamped(name) for name in names}
    assert overrides.findings(Overrides("", own), SHIPPED) == ()
    targets = [target for target in TARGETS if target.name != "vectors"]
    plain = pipeline.build(
        lay_in(tmp_path), language=LANGUAGE, templates=TEMPLATES, targets=targets
    )
    mine = pipeline.build(
        tmp_path / "spec", language=LANGUAGE, templates=TEMPLATES, targets=targets, overrides=own
    )
    assert plain.files and mine.files == plain.files


def lay_in(folder: Path) -> Path:
    lay(folder)
    return folder / "spec"


def test_every_template_is_rendered_with_the_view_that_its_target_names() -> None:
    found: dict[str, set[type]] = {}
    rendering = renderer((TEMPLATES,))

    def traced(name: str, view: Any) -> str:
        if name.endswith(".jinja") and view is not None:
            found.setdefault(name, set()).add(type(view))
        return rendering(name, view)

    for spec in (*SPECS.values(), Path(__file__).parent / "foundries"):
        for provider in pipeline.understand(spec, language=LANGUAGE).catalog.providers:
            for target in TARGETS:
                if target.name == "vectors":  # it runs what others render
                    continue
                list(target.files(provider, traced))
                list(target.runner(provider, traced))
    named = {name: {view} for name, view in VIEWS.items() if name.endswith(".jinja")}
    assert found == named


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_every_hole_of_the_shipped_templates_is_known(name: str) -> None:
    checked = overrides._Checked(Overrides("", {}), SHIPPED)
    read = holes.read(name, VIEWS[name], lambda each: checked._tree(each, own=False))
    assert [*read.unknown] == [] and read.templates


# --- what does not fit ---------------------------------------------------------------------------


def said(name: str, source: str, more: dict[str, str] | None = None) -> list[str]:
    found = overrides.findings(Overrides("", {name: source, **(more or {})}), SHIPPED)
    return [f"{p.position} {p.code} {p.message}" for p in found if p.code != "T005"]


@pytest.mark.parametrize(
    ("name", "source", "what"),
    [
        (CLIENT, "a\n{{ view.nmae }}", f"{CLIENT}:2:9 T004 PackageView has no hole 'nmae'; did you mean name?"),
        (CLIENT, "{% for a in view.apis %}\n{{ a.gvies }}{% endfor %}", f"{CLIENT}:2:6 T004 Api has no hole 'gvies'; did you mean gives?"),
        (CLIENT, "{{ view.title.raw }}", f"{CLIENT}:1:15 T004 Text has no hole 'raw'"),
        (CLIENT, "\n{% if view.name == 1 %}{% endif %}", f"{CLIENT}:2:1 T003 this does more than lay text out: a comparison (Compare)"),
        (CLIENT, "{{ view.name|upper }}", f"{CLIENT}:1:1 T003 this does more than lay text out: filter upper"),
        (CLIENT, "{{ veiw.name }}", f"{CLIENT}:1:1 T003 this does more than lay text out: undeclared veiw; did you mean view?"),
        (CLIENT, "{% for api in view.apis %}\n{{ apu.gives|md }}{% endfor %}", f"{CLIENT}:2:1 T003 this does more than lay text out: undeclared apu; did you mean api?"),
        (CLIENT, "{{ provider.name }}", f"{CLIENT}:1:1 T003 this does more than lay text out: undeclared provider; there are view"),
        (CLIENT, "{{ view.name|mdd }}", f"{CLIENT}:1:1 T003 this does more than lay text out: filter mdd; did you mean md?"),
        (CLIENT, "{% include 'site/_pag.jinja' %}", f"{CLIENT}:1:1 T003 there is no site/_pag.jinja to include; did you mean site/_page.jinja?"),
        (CLIENT, "{{ view.title|md }}", f"{CLIENT}:1:1 T007 md writes another language than that of this file"),
        ("typescript-client/index.js.jinja", "{{ view.title|py }}", "typescript-client/index.js.jinja:1:1 T007 py writes another language than that of this file"),
        (CLIENT, "{{ view.title|py_doc }}\n{{ 'x' }}", f"{CLIENT}:2:1 T003 this does more than lay text out: printed constant"),
        (CLIENT, "\n{% inclde 'site/_page.jinja' %}", f"{CLIENT}:2:1 T003 there is no tag 'inclde'; did you mean include?"),
        ("types.py.jinja", "x", "types.py.jinja:1:1 T002 there is no template of this name; did you mean python-client/types.py.jinja?"),
        ("client.py.jinja", "x", f"client.py.jinja:1:1 T002 there is no template of this name; did you mean {CLIENT}?"),
        (CLIENT, "\n\n{% if %}", f"{CLIENT}:3:1 T003 Expected an expression, got 'end of statement block'"),
        (CLIENT, "{{ view.__class__ }}", f"{CLIENT}:1:9 T004 PackageView has no hole '__class__'"),
        (CLIENT, "{% include '../../x' %}", f"{CLIENT}:1:1 T003 there is no ../../x to include"),
        (CLIENT, "{% include '/etc/passwd' %}", f"{CLIENT}:1:1 T003 there is no /etc/passwd to include"),
        ("python-client/cleint.py.jinja", "x", f"python-client/cleint.py.jinja:1:1 T002 there is no template of this name; did you mean {CLIENT}?"),
        ("site/_page.jinja", "{% macro head(page) %}\n{{ page.titel }}{% endmacro %}{% macro foot(page) %}{% endmacro %}", "site/_page.jinja:2:9 T004 Page has no hole 'titel'; did you mean title?"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_with_its_line_and_hole(
    name: str, source: str, what: str
) -> None:
    assert any(line.startswith(what) for line in said(name, source)), said(name, source)


def test_a_part_of_ones_own_may_be_included() -> None:
    source = '{% include "python-client/_licence.jinja" %}\n' + SHIPPED.stamped(CLIENT)
    assert said(CLIENT, source, {"python-client/_licence.jinja": LICENCE}) == []
    assert len(said(CLIENT, source)) == 1


def test_a_fact_that_is_lost_is_a_warning_until_it_is_meant() -> None:
    source = (SHIPPED.source(CLIENT) or "").replace("{{ view.key_variable }}", "the environment")
    (lost,) = overrides.findings(Overrides("", {CLIENT: source}), SHIPPED)
    assert (
        lost.level == "warning"
        and lost.code == "T005"
        and "PackageView.key_variable" in lost.message
    )
    meant = "{# leaves out PackageView.key_variable #}\n" + source
    assert overrides.findings(Overrides("", {CLIENT: meant}), SHIPPED) == ()


def test_a_shipped_template_that_changed_is_told_with_a_command(house: Path) -> None:
    text = (house / CLIENT).read_text()
    digest = text.split(CLIENT)[1].split(",")[0].strip()
    (house / CLIENT).write_text(text.replace(digest, "0" * 16))
    result = run("templates", "check", "house")
    assert result.exit_code == 0 and "T006 warning" in result.stdout
    assert f"modelpact templates eject {CLIENT} --stdout | diff - " in result.stdout
    assert run("templates", "eject", CLIENT, "--stdout").stdout == text


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("view.key_variable", "view.key_varible", "client.py.jinja:19:13: T004 PackageView has no hole 'key_varible'"),
        ("view.title|py_doc", "view.title", "client.py.jinja:2:1: T007 a value of type Text is printed without an encoder; there are comment, go, html, "),
        ("view.title|py_doc", "view.title|num", "client.py.jinja:2:1: T007 Text(raw='Acme') is no number"),
        ("-> Images:", "->: Images", "client.py.jinja:25:1: T008 what it renders is no Python"),
    ],
)  # fmt: skip
def test_a_broken_override_writes_nothing(house: Path, before: str, after: str, told: str) -> None:
    edit(house / CLIENT, before, after)
    result = generate()
    assert result.exit_code == 2 and told in result.stderr and not Path("generated").exists()
    emitted = run("emit", "python-client", "--templates", "house", "-o", "there")
    assert emitted.exit_code == 2 and told in emitted.stderr and not Path("there").exists()


def test_emit_takes_templates_and_writes_how_to_renew(house: Path) -> None:
    edit(house / CLIENT, '"""The clients', f'{LICENCE}"""The clients')
    words = ("emit", "python-client", "--templates", "house", "-o", "there")
    assert run(*words).exit_code == 0
    text = Path("there/acme/client.py").read_text()
    assert LICENCE in text and "--templates ../house" in text
    assert run(*words, "--check").exit_code == 0


def test_code_that_is_copied_is_overridden_too_whatever_its_line_ends(house: Path) -> None:
    name = "python-client/verbatim/_secret.py"
    assert run("templates", "eject", name, "-o", "house").exit_code == 0
    source = (house / name).read_text()
    assert source.startswith("# Ejected by modelpact: ")
    (house / name).write_bytes(
        (source + "\n\n\nX  =  '{{ view }}'\n").replace("\n", "\r\n").encode()
    )
    assert generate().exit_code == 0
    text = Path("generated/acme/python-client/acme/_secret.py").read_bytes().decode()
    assert text == (TEMPLATES / name).read_text() + '\n\nX = "{{ view }}"\n'


def test_eject_overwrites_nothing_and_names_the_nearest(house: Path) -> None:
    edit(house / CLIENT, "images", "pictures")
    refused = run("templates", "eject", "python-client", "-o", "house")
    assert refused.exit_code == 2 and "--force" in refused.stderr
    assert [path.name for path in house.rglob("*") if path.is_file()] == ["client.py.jinja"]
    assert run("templates", "eject", "python-client", "-o", "house", "--force").exit_code == 0
    assert "pictures(" not in (house / CLIENT).read_text()
    near = run("templates", "eject", "python-cleint", "-o", "x")
    assert near.exit_code == 2 and "did you mean python-client?" in near.stderr


def test_links_that_lead_out_and_bytes_that_are_no_text_are_refused(house: Path) -> None:
    (house / "go").mkdir()
    (house / "go/doc.go.jinja").symlink_to("/etc/hostname")
    (house / "zod").mkdir()
    (house / "zod/model.ts.jinja").write_bytes(b"a\n\xff")
    found = overrides.read(house)
    assert [f"{p.position.path}:{p.position.line} {p.code}" for p in found.problems] == [
        "go/doc.go.jinja:1 T001",
        "zod/model.ts.jinja:2 T001",
    ]
    assert set(found.sources) == {CLIENT}


def test_list_names_every_template_with_its_view() -> None:
    rows = {
        line.split()[0]: line.split()[1:] for line in run("templates", "list").stdout.splitlines()
    }
    assert rows[CLIENT] == ["python-client", "PackageView"]
    assert rows["python-client/verbatim/_http.py"] == ["python-client", "-"]
    assert set(VIEWS) <= rows.keys() and not any("manual" in name for name in rows)


# --- bounds --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    rows: tuple[int, ...]
    code: Code


def _rendered(source: str, view: Any) -> str:
    return renderer((), {"x.jinja": source})("x.jinja", view)


LONG = Row(tuple(range(400)), Code("a" * 1000))
NESTED = "{% for a in view.rows %}" * 4 + "{% endfor %}" * 4
MACROS = "".join(
    f"{{% macro m{n}() %}}{{{{ m{n - 1}() }}}}{{{{ m{n - 1}() }}}}{{% endmacro %}}"
    for n in range(1, 40)
)


@pytest.mark.parametrize(
    "source",
    [
        NESTED,
        "{% for a in view.rows %}" * 3 + "{{ view.code }}" + "{% endfor %}" * 3,
        "{% macro m0() %}{% endmacro %}" + MACROS + "{{ m39() }}",
        "{% macro m0() %}" + "x" * 9000 + "{% endmacro %}" + MACROS + "{{ m39() }}",
        "{% include 'x.jinja' %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    ],
)  # fmt: skip
def test_no_template_runs_for_ever(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("modelpact.render._MOST_WORK", 60_000)
    with pytest.raises(Unrenderable, match="end") as found:
        _rendered(source, LONG)
    assert found.value.name == "x.jinja"


def test_bounded_templates_render_as_others() -> None:
    source = "{% for a in view.rows %}{{ a|num }}{% if not loop.last %}, {% endif %}{% else %}-{% endfor %}"
    assert _rendered(source, Row((1, 2), Code())) == "1, 2"
    assert _rendered(source, Row((), Code())) == "-"


@pytest.mark.parametrize("text", ["x = (\n", "x = 1\x00\n"])
def test_no_python_is_told(text: str) -> None:
    with pytest.raises(tidy.Untidy):
        tidy.tidied(text)


def test_black_is_asked_where_an_override_has_a_part_and_nowhere_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def counted(text: str, *, stub: bool = False) -> str:
        asked.append(text)
        return text

    monkeypatch.setattr(tidy, "tidied", counted)
    own = {
        "python-validators/_single.py.jinja": SHIPPED.source("python-validators/_single.py.jinja")
        or ""
    }
    rendering = pipeline.renderer(TEMPLATES, (), own)
    (provider,) = pipeline.understand(SPECS["gravitex"], language=LANGUAGE).catalog.providers
    python = [target for target in TARGETS if target.name in ("python-validators", "pydantic")]
    made = {target.name: tuple(target.files(provider, rendering)) for target in python}
    assert len(asked) == len(made["python-validators"]) and made["pydantic"]
