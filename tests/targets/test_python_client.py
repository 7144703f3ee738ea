"""The written package: in black's form, ASCII, quoted safely, and named after the provider."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterable
from dataclasses import replace

import black
import pytest

from builds import SPECS, TEMPLATES, build
from mocked import parts
from modelpact import ir
from modelpact.docstrings import docstring
from modelpact.files import File, Target
from modelpact.render import renderer
from modelpact.targets import openai_adapter, python_client
from modelpact.targets.python_client.calls import apis
from modelpact.targets.python_client.prose import toml
from modelpact.targets.python_client.types import Types
from nasty import NASTY

CHECKS = "/_checks/"  # judged with the other validators


def files(name: str) -> dict[str, str]:
    result = build(SPECS[name], targets=[python_client.TARGET])
    return {file.path: file.text for file in result.files}


@pytest.mark.parametrize("name", ["gravitex", "atelier"])
def test_black_changes_nothing_and_all_is_ascii(name: str) -> None:
    for path, text in files(name).items():
        assert text.isascii() or path.endswith(".md"), path
        if path.endswith(".py") and CHECKS not in path:
            assert black.format_str(text, mode=black.Mode()) == text, path
        if path.endswith(".pyi"):
            assert black.format_str(text, mode=black.Mode(is_pyi=True)) == text, path


@pytest.mark.parametrize("name", ["gravitex", "atelier"])
def test_project_is_installable_by_its_name(name: str) -> None:
    written = files(name)
    project = tomllib.loads(written[f"{name}/python-client/pyproject.toml"])
    assert project["project"]["name"] == name
    assert [d.split(">")[0] for d in project["project"]["dependencies"]] == ["httpx2"]
    assert written[f"{name}/python-client/{name}/py.typed"] == ""


@pytest.mark.parametrize("target", [python_client.TARGET, openai_adapter.TARGET])
def test_what_only_models_say_of_answers_is_known(target: Target) -> None:
    """A provider need not say it: a family may."""
    known = parts("gravitex")[0]
    silent = replace(known, response=replace(known.response, envelopes=()))
    render = renderer([TEMPLATES])
    both = [[f.text for f in target.files(each, render)] for each in (known, silent)]
    assert both[0] == both[1]
    assert any("message" in text for text in both[1])


def test_names_follow_the_provider() -> None:
    provider = ir.Provider(
        id="my-gate",
        title='My "Gate"',
        description="",
        base_url="https://gate.test/v1",
        operations=(ir.Operation(name="generate", method="POST", path="/images"),),
        response=ir.Response(envelopes=(ir.Envelope(name="bare", images="/images"),)),
    )
    seen: dict[str, object] = {}

    def render(template: str, view: object) -> str:
        seen[template] = view
        return ""

    made: list[File] = list(python_client.TARGET.files(provider, render))
    assert "my_gate/__init__.py" in [file.path for file in made]
    view = seen["python-client/client.py.jinja"]
    assert (str(view.name), view.package) == ("MyGate", "my_gate")  # type: ignore[attr-defined]
    variables = str(view.key_variable), str(view.url_variable)  # type: ignore[attr-defined]
    assert variables == ("MY_GATE_API_KEY", "MY_GATE_BASE_URL")


def model(id_: str, *sizes: str, doc: str = "How large.") -> ir.Model:
    size = ir.Value(kinds=(ir.String(),), enum=sizes, description=doc)
    body = ir.Value(kinds=(ir.Object(members=(ir.Member(name="size", value=size),)),))
    told = ir.Argument(name="size", path=("size",))
    return ir.Model(id=id_, family="f", title=id_, description="", body=body, arguments=(told,))


def types_of(models: Iterable[ir.Model]) -> Types:
    types = Types()
    for one in models:
        types.model(one)
    return types


def test_models_that_take_the_same_share_an_overload() -> None:
    models = [model("a", "1x1"), model("b", "2x2"), model("c", "1x1")]
    models.append(model("d", "1x1", doc="How wide."))
    types = types_of(models)
    assert types.alike == {"a": ["a", "c"], "b": ["b"], "d": ["d"]}
    assert "class CParams(AParams, total=False):" in types.text
    first, *others = apis(models, types)[0].generate
    assert 'model: Literal["a", "c"], **given: Unpack[types.AParams]' in str(first)
    assert len(others) == 2


@pytest.mark.parametrize("count", [1, 2, 3, 4, 40])
def test_an_overload_of_many_models_is_laid_out_as_black_does(count: int) -> None:
    models = [model(f"model-of-length-{n}", "1x1") for n in range(count)]
    for api in apis(models, types_of(models)):
        text = f"class A:\n{api.generate[0]}\n"
        assert black.format_str(text, mode=black.Mode(is_pyi=True)) == text


@pytest.mark.parametrize("text", NASTY)
def test_toml_means_what_was_said(text: str) -> None:
    spelled = str(toml(text))
    assert spelled.isascii() and "\n" not in spelled
    read = tomllib.loads(f"a = {spelled}")["a"]
    if not any("\ud800" <= sign <= "\udfff" for sign in text):
        assert read == text


@pytest.mark.parametrize("text", NASTY)
def test_docstring_ends_where_it_should(text: str) -> None:
    source = "\n".join(["class A:", "    a: int", *docstring(text, 4), "    b: int"])
    assert source.isascii()
    (found,) = ast.parse(source).body
    assert isinstance(found, ast.ClassDef)
    kinds = [type(part) for part in found.body]
    assert kinds in ([ast.AnnAssign, ast.Expr, ast.AnnAssign], [ast.AnnAssign, ast.AnnAssign])
