"""Generated Go: it compiles, is in gofmt's form, and says of each request what the Python validators say."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import golang
import samples
from agreement import corpus, strange
from builds import TEMPLATES, Provider, provider
from inventions import invented
from javascript import write
from modelpact import ir
from modelpact.files import File
from modelpact.render import renderer
from modelpact.targets import go
from modelpact.targets.go import spelling
from mutations import request
from nasty import NASTY

MODES = ("warn", "strict", "passthrough")
REQUESTS = 2_000
"""So many of chance, a provider."""


class Package(NamedTuple):
    """A package in a folder, with programs that use it."""

    name: str
    folder: Path

    def judged(self, program: str, *arguments: str | Path) -> list[Any]:
        """What a program prints, a JSON value a line."""
        told = golang.run(str(self.folder / program), *arguments, cwd=self.folder)
        return [json.loads(line) for line in told.splitlines()]


def files(found: ir.Provider) -> list[File]:
    """What is made of a provider, with its runner."""
    render = renderer([TEMPLATES])
    return [*go.TARGET.files(found, render), *go.TARGET.runner(found, render)]


def compiled(name: str, files: Iterable[File], folder: Path) -> Package:
    """Write a package and compile what asks it."""
    write(files, folder)
    tell = (golang.FOLDER / "tell" / "tell.go").read_text("utf-8")
    write([File("tell/main.go", tell.replace("validate/validate", f"{name}/{name}"))], folder)
    golang.run(golang.tool("go"), "build", "-o", folder / "judge", ".", cwd=folder)
    golang.run(golang.tool("go"), "build", "-o", folder / "say", "./tell", cwd=folder)
    return Package(name, folder)


def proper(folder: Path) -> None:
    """Ask gofmt and vet, who have nothing to say."""
    assert golang.run(golang.tool("gofmt"), "-s", "-l", ".", cwd=folder) == ""
    golang.run(golang.tool("go"), "vet", "./...", cwd=folder)


@pytest.fixture(scope="module", params=["atelier", "gravitex"])
def package(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Package:
    name = request.param
    made = compiled(name, files(provider(name).known), tmp_path_factory.mktemp(name))
    for test in golang.FOLDER.glob("*_test.go"):
        if test.stem in ("runtime_test", f"{name}_test"):
            moved = test.read_text("utf-8").replace("package validate", f"package {name}")
            write([File(f"{name}/{test.name}", moved)], made.folder)
    return made


def bodies(name: str) -> list[Any]:
    """Some vectors, some requests that people wrote down, and many of chance; numbers may be of any length."""
    found = (*corpus(name, REQUESTS, 5, "go"), *strange(name, REQUESTS // 5, "go"))
    return [each.body for each in found if _is_json(each.line)]


def _is_json(line: str) -> bool:
    return "NaN" not in line and "Infinity" not in line


def lines(folder: Path, found: list[Any]) -> Path:
    path = folder / "requests.jsonl"
    path.write_text("".join(f"{json.dumps(body)}\n" for body in found), "utf-8")
    return path


@pytest.mark.slow
def test_gofmt_and_vet_have_nothing_to_say(package: Package) -> None:
    proper(package.folder)


@pytest.mark.slow
def test_its_own_tests_pass(package: Package) -> None:
    golang.run(golang.tool("go"), "test", "./...", cwd=package.folder)


@pytest.mark.slow
@pytest.mark.parametrize("mode", MODES)
def test_it_says_what_python_says(package: Package, mode: str, tmp_path: Path) -> None:
    assert (
        differences(package, provider(package.name).bundle, bodies(package.name), mode, tmp_path)
        == []
    )


def differences(
    package: Package, python: Any, found: list[Any], mode: str, folder: Path
) -> list[str]:
    """Where all that Go says of some bodies is not all that Python says."""
    told = package.judged("say", mode, lines(folder, found))
    wanted = [[issue.as_dict() for issue in python.check(body, mode=mode)] for body in found]
    return [
        f"{body!r}\n  Go     {said}\n  Python {expected}"
        for body, said, expected in zip(found, told, wanted, strict=True)
        if said != expected
    ]


@pytest.mark.slow
@pytest.mark.parametrize("number", range(4))
def test_inventions_are_agreed_upon(number: int, tmp_path: Path) -> None:
    """The same for specs that nobody thought of, which use every part of the language."""
    result = invented(f"go {number}", tmp_path / "spec")
    python = Provider("acme", result)
    invention = compiled("acme", files(result.catalog.providers[0]), tmp_path / "out")
    proper(invention.folder)
    (model,) = python.models.values()
    made = [request(model, {"model": model.id}, random.Random(f"{number} {n}")) for n in range(500)]
    found = [body for body in made if _is_json(json.dumps(body))]
    assert differences(invention, python.bundle, found, "warn", tmp_path) == []


@pytest.mark.slow
def test_it_prepares_what_python_prepares(package: Package, tmp_path: Path) -> None:
    found = bodies(package.name)
    told = package.judged("say", "prepare", lines(tmp_path, found))
    python = provider(package.name).bundle
    kinds = set()
    for body, (sent, changes, form) in zip(found, told, strict=True):
        wanted, changed = python.prepare(body)
        assert sent == wanted
        assert changes == [_attributes(change) for change in changed]
        expected = python.response_format(body)
        assert form == (expected and _attributes(expected))
        kinds |= {change.by for change in changed} | {form and form["returned"]}
    assert {"client", "server"} <= kinds and len(kinds) > 4, kinds


def _attributes(value: Any) -> dict[str, Any]:
    """The slots of a value, as JSON would have them."""
    found = {name: getattr(value, name) for name in value.__slots__}
    return {name: list(item) if isinstance(item, tuple) else item for name, item in found.items()}


HOSTILE: tuple[tuple[bytes, str, str], ...] = (
    (b"nonsense", "reject", "notJson"),
    (b"NaN", "reject", "notJson"),
    (b'{"model": NaN}', "reject", "notJson"),
    (b'{"model": "m"} {}', "reject", "notJson"),
    (b'{"model": "\xff"}', "reject", "notJson"),
    (b'{"model": ' + b"[" * 10_000 + b"]" * 10_000 + b"}", "reject", "notJson"),
    (b'{"model":' * 10_000 + b"1" + b"}" * 10_000, "reject", "notJson"),
    (b'{"model":' * 500 + b"1" + b"}" * 500, "reject", "type"),
    (b"null", "reject", "notObject"),
    (b"[]", "reject", "notObject"),
    (b'{"model": ' + b"9" * 100_000 + b"}", "reject", "type"),
    (b'{"model": "' + b"x" * 50_000_000 + b'"}', "warn", "unknownModel"),
    (b'{"model": "\\ud800"}', "warn", "unknownModel"),
    (b'{"model": 1, "model": ""}', "reject", "minLength"),
    (b'{"__proto__": {"model": "m"}, "constructor": 1}', "reject", "required"),
)


@pytest.mark.slow
def test_bad_input_has_a_verdict(package: Package, tmp_path: Path) -> None:
    file = tmp_path / "hostile.jsonl"
    file.write_bytes(b"\n\n".join(body for body, _, _ in HOSTILE))
    told = package.judged("judge", file)
    assert [(row["verdict"], row["issues"][0]["code"]) for row in told] == [
        (verdict, code) for _, verdict, code in HOSTILE
    ]


# --- without Go ----------------------------------------------------------------------------------

VERBATIM = TEMPLATES / "go" / "verbatim"
DECLARED = re.compile(r"^(?:func|type|var|const) (\w+)|^\t(\w+) +\w+ += |^\t(\w+) struct", re.M)


def test_no_name_of_the_runtime_can_be_taken() -> None:
    """A model's names are exported, its table ends in Table; what the runtime declares must stay out of their way."""
    code = [path.read_text("utf-8") for path in VERBATIM.glob("*.go")]
    code.append((TEMPLATES / "go" / "doc.go.jinja").read_text("utf-8"))
    found = {name for text in code for groups in DECLARED.findall(text) for name in groups if name}
    assert {name for name in found if name[0].isupper()} - {
        "Op",
        "Path",
        "From",
    } <= spelling.RUNTIME
    assert not [name for name in found if name.endswith("Table")]
    assert {path.stem for path in VERBATIM.glob("*.go")} == set(spelling.FILES)


def made(*models: ir.Model, id: str = "acme") -> dict[str, str]:
    files = go.TARGET.files(samples.provider(*models, id=id), renderer([TEMPLATES]))
    return {file.path: file.text for file in files}


@pytest.mark.slow
def test_hostile_texts_are_texts(tmp_path: Path) -> None:
    """Titles, descriptions, values and names of every kind that has broken a generator mean themselves."""
    models, asked = [], []
    for number, text in enumerate(NASTY):
        listed = samples.value(enum=(text, f"{text}{text}"), description=text)
        found = samples.members(**{f"{text}1": listed, "b": samples.integer(description=text)})
        models.append(samples.model(*found, id=f"m-{number}", title=text, description=text))
        asked.append({"model": f"m-{number}", f"{text}1": text, "b": 1})
    hostile = compiled("acme", files(samples.provider(*models)), tmp_path)
    proper(hostile.folder)
    told = hostile.judged("judge", lines(tmp_path, asked))
    refused = [text for text, row in zip(NASTY, told, strict=True) if row["verdict"] != "accept"]
    assert refused == ["\udc80"]  # which no text of Go can hold


@pytest.mark.parametrize(
    ("provider_id", "package"),
    [
        ("acme", "acme"),
        ("fal-ai", "falai"),
        ("fmt", "fmtmodels"),
        ("302", "n302"),
        ("type", "typemodels"),
    ],
)
def test_the_package_is_named_for_the_provider(provider_id: str, package: str) -> None:
    assert f"module {package}\n" in made(id=provider_id)["go.mod"]
    assert f"package {package}\n" in made(id=provider_id)[f"{package}/issue.go"]


def test_files_and_names_do_not_collide() -> None:
    """Go would take _linux for a system and _test for tests; two models may be spelled alike."""
    ids = ("a-linux", "a_test", "issue", "b-c", "b_c", "response", "Issue.")
    size = samples.value(enum=("16:9", "1:1", "a"))
    models = [samples.model(*samples.members(format=size), id=id_) for id_ in ids]
    found = made(*models)
    stems = [path for path in found if path.startswith("acme/")]
    assert len(stems) == len(spelling.FILES) + len(ids) + len(("doc", "example_test", "models"))
    assert not [path for path in stems if "_" in path.replace("example_test", "")]
    declared = re.findall(r"^(?:type|var|func) (\w+)", "".join(found.values()), re.M)
    assert len(declared) == len(set(declared))


def test_what_go_cannot_say_is_told() -> None:
    """A struct has no field for a name that no tag can hold; a pattern counts to 1,000."""
    long = samples.string(pattern="[a-z]{2,1001}")
    found = samples.provider(
        samples.model(
            *samples.members(
                **{'a"b': samples.string(), "c": long, "d": samples.string(pattern="x{1000}")}
            ),
            rules=[samples.rule(ir.Constrain(("d",), long), id="too-long")],
        )
    )
    assert [(loss.subject, loss.reason) for loss in go.TARGET.losses(found)] == [
        ('/a"b', "a tag of a struct cannot hold the name"),
        ("/c", "Go's regular expressions repeat up to 1000 times"),
        ("too-long", "Go's regular expressions repeat up to 1000 times"),
    ]
    assert '&pattern{"[a-z]{2,1001}' not in "".join(made(*found.models).values())
