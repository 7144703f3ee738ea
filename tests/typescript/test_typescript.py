"""The TypeScript output at work: run by Node, judged by two compilers, the formatter and the packaging rules."""

from __future__ import annotations

import dataclasses
import io
import json
import re
import tarfile
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import foundry
import javascript
from builds import SPECS, TEMPLATES, build
from examples import run_javascript
from javascript import COMPILERS, FOLDER, compile_, installed, pictures, run, tool, write
from mocked import serving
from modelpact import files, pipeline, render
from modelpact.targets import openai_adapter, typescript_client

slow = pytest.mark.slow
TARGETS = [typescript_client.TARGET, openai_adapter.TARGET]
EXPECTED = "// @ts-expect-error"
EXAMPLE = re.compile(r"^```js\n(.*?)^```$", re.M | re.S)


@lru_cache
def result(name: str) -> pipeline.Result:
    return build({**SPECS, "foundry": foundry.SPEC}[name], targets=TARGETS)


@lru_cache
def output(name: str, target: str) -> tuple[files.File, ...]:
    """The files of one target, with paths from its folder."""
    start = f"{name}/{target}/"
    found = [file for file in result(name).files if file.path.startswith(start)]
    return tuple(files.File(file.path.removeprefix(start), file.text) for file in found)


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of the shipped provider, as generated."""
    folder = tmp_path_factory.mktemp("typescript-client")
    return write(output("gravitex", "typescript-client"), folder)


@pytest.fixture
def project(package: Path, tmp_path: Path) -> Path:
    """A project that has the package installed."""
    return installed(package, "gravitex", tmp_path / "project")


# --- run -----------------------------------------------------------------------------------------


SUITES = "answers calls images links money rules secrets systems".split()


def test_client_against_servers(package: Path, tmp_path: Path) -> None:
    other = write(output("atelier", "typescript-client"), tmp_path)
    scripts = [FOLDER / f"{name}.test.mjs" for name in SUITES]
    folders = {"PACKAGE": str(package), "OTHER": str(other), "HOME": str(package)}
    told = run("--test", "--test-isolation=none", *scripts, **folders)
    assert re.search(r"^# fail 0$|fail 0$", told, re.M), told
    passed = re.search(r"pass (\d+)$", told, re.M)
    assert passed and int(passed[1]) > 70, told


def test_calls_of_every_kind_end_in_pictures(tmp_path: Path) -> None:
    made = write(output("foundry", "typescript-client"), tmp_path)
    with serving("foundry") as mock:
        known = {"PACKAGE": str(made), "BASE_URL": mock.base_url, "KEY": mock.key}
        told = run("--test", "--test-isolation=none", FOLDER / "operations.test.mjs", **known)
        page = (made / "README.md").read_text("utf-8").split("## Jobs")[1]
        begun = EXAMPLE.findall(page)[0].replace("pollInterval: 1000", "pollInterval: 10")
        start = 'import { Foundry } from "foundry";\nconst client = new Foundry();\n'
        environment = {"FOUNDRY_KEY": mock.key, "FOUNDRY_BASE_URL": mock.base_url}
        project = installed(made, "foundry", tmp_path / "project")
        resumed = begun.replace("pollTimeout: 60000", "pollTimeout: 0")
        assert resumed != begun
        codes = [begun, resumed]
        assert run_javascript(codes, project, start=start, **environment) == "1\n1\n"
    assert re.search(r"^# fail 0$|fail 0$", told, re.M), told
    passed = re.search(r"pass (\d+)$", told, re.M)
    assert passed and int(passed[1]) > 30, told


def examples(readme: str) -> list[str]:
    """Each piece of code on the page behind the one that makes the client."""
    found = EXAMPLE.findall(readme)[1:]
    return list(dict.fromkeys(found))


def asked_size(code: str) -> tuple[int, int] | None:
    found = re.search(r'size: "(\d+)[x*](\d+)"', code)
    return (int(found[1]), int(found[2])) if found else None


def test_every_example_saves_what_it_asks_for(package: Path, project: Path) -> None:
    found = examples((package / "README.md").read_text("utf-8"))
    uses = [code for code in found if "for (const [index, image] of response.data" in code]
    count = sum(len(model.uses) for model in result("gravitex").catalog.providers[0].models)
    assert (len(uses), len(found)) == (count, count + 5) and count > 20
    pictures(project)
    start = 'import { Gravitex } from "gravitex";\nconst client = new Gravitex();\n'
    with serving() as mock:
        known = {"GRAVITEX_API_KEY": mock.key, "GRAVITEX_BASE_URL": mock.base_url}
        told = run_javascript(found, project, start=start, **known)
    assert re.fullmatch(r"200 mock-\d+\n1\n", told)
    names = ("first", "second", "drawn", "reworked-1", "reworked-2", "reworked-3", "body")
    assert all(list(project.glob(f"{name}.*")) for name in names)
    for code in uses:
        stem = re.search(r'save\(\s*"(.*)-"', code)
        assert stem
        saved = [
            path
            for path in project.iterdir()
            if re.fullmatch(rf"{re.escape(stem[1])}-\d+\.\w+", path.name)
        ]
        asked = re.search(r"\bn: (\d+)", code) or re.search(r"max_images: (\d+)", code)
        assert len(saved) == (int(asked[1]) if asked else 1), code
        for path in saved:
            with Image.open(io.BytesIO(path.read_bytes())) as image:
                image.load()
                assert asked_size(code) in (None, image.size), path
                assert {"JPEG": "jpg", "PNG": "png"}[str(image.format)] == path.suffix[1:]


# --- compile -------------------------------------------------------------------------------------


@slow
@pytest.mark.parametrize("compiler", COMPILERS)
def test_uses_that_must_compile_do(compiler: str, project: Path) -> None:
    for name in ("good.ts", "good.cts"):
        text = (FOLDER / "uses_good.ts").read_text("utf-8")
        if name.endswith(".cts"):
            text = (
                f"async function main() {{\n{text[text.index('const options'):]}\n}}\nvoid main;\n"
            )
            text = (FOLDER / "uses_good.ts").read_text("utf-8").split("const options")[0] + text
        (project / name).write_text(text, "utf-8")
    assert compile_(compiler, project, "good.ts", "good.cts") == []


@slow
@pytest.mark.parametrize("compiler", COMPILERS)
def test_each_use_that_must_not_compile_does_not(compiler: str, project: Path) -> None:
    text = (FOLDER / "uses_bad.ts").read_text("utf-8")
    lines = text.splitlines()
    expected = {number + 1 for number, line in enumerate(lines, 1) if line == EXPECTED}
    assert len(expected) > 30
    (project / "bad.ts").write_text(text, "utf-8")
    assert compile_(compiler, project, "bad.ts") == []
    (project / "bare.ts").write_text(text.replace(EXPECTED, "//"), "utf-8")
    told = compile_(compiler, project, "bare.ts")
    assert {int(n) for line in told for n in re.findall(r"^bare\.ts\((\d+),", line)} == expected


@slow
@pytest.mark.parametrize(
    ("use", "before", "after"),
    [
        ("good", "{ model: Id } & ParamsOf<Params, Id>", "{ model: Id } & OtherModelParams"),
        ("bad", "{ model: Id } & ParamsOf<Params, Id>", "{ model: Id } & Record<string, unknown>"),
        ("bad", "{ model: Id } & ParamsOf<Params, Id>", "{ model: Id } & Partial<Params>"),
        ("bad", "  extraBody?: ExtraBody;\n}", "  extraBody?: ExtraBody;\n  [name: string]: unknown;\n}"),
        ("bad", '  response_format?: "b64_json";', '  response_format?: "b64_json" | "url";'),
    ],
)  # fmt: skip
def test_compilers_notice_what_holds_the_types_together(
    use: str, before: str, after: str, tmp_path: Path
) -> None:
    made = output("gravitex", "typescript-client")
    assert any(before in file.text for file in made)
    changed = [files.File(f.path, f.text.replace(before, after)) for f in made]
    package = write(changed, tmp_path / "package")
    project = installed(package, "gravitex", tmp_path / "project")
    (project / "use.ts").write_text((FOLDER / f"uses_{use}.ts").read_text("utf-8"), "utf-8")
    assert compile_("typescript-7", project, "use.ts") != []


@slow
@pytest.mark.parametrize("compiler", COMPILERS)
@pytest.mark.parametrize("name", ["gravitex", "atelier", "foundry"])
def test_all_output_is_typed_strictly(compiler: str, name: str, tmp_path: Path) -> None:
    tool(compiler)
    package = write(output(name, "typescript-client"), tmp_path / "package")
    adapter = write(output(name, "openai-adapter"), tmp_path / "adapter")
    (tmp_path / "node_modules").symlink_to(javascript.MODULES, target_is_directory=True)
    more = "--allowJs --checkJs --noUncheckedIndexedAccess --noUnusedLocals --noUnusedParameters".split()
    # What users see needs neither Node's types nor JavaScript to be looked at.
    declared = [str(path) for path in sorted([*package.glob("*/*.d.ts"), *adapter.glob("*.d.*ts")])]
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert compile_(compiler, elsewhere, *declared) == []
    # Declarations beside a file hide what it holds.
    for hidden in ("client.d.ts", "errors.d.ts", "failures.d.ts", "index.d.ts", "jobfailures.d.ts"):
        (package / "esm" / hidden).unlink(missing_ok=True)
    scripts = [str(path) for path in sorted((package / "esm").glob("*.js"))]
    scripts += [str(path) for path in adapter.glob("*.mjs")]
    assert len(scripts) > 12
    assert compile_(compiler, tmp_path, *more, "--types", "node", *scripts) == []


WAITING = """
import { Foundry, FoundryError } from "foundry";
const { images } = new Foundry({ apiKey: "k" });
const call = { model: "kiln-1", prompt: "p" } as const;
images.generate(call, { pollInterval: 500, pollTimeout: Infinity }).catch((error: unknown) => {
  if (!(error instanceof FoundryError && error.job)) throw error;
  const id: string | null | undefined = error.requestID;
  console.log(id);
  return images.resume({ model: "kiln-1", job: error.job }, { pollTimeout: 0 });
});
// @ts-expect-error
images.generate(call, { pollInterval: "1" });
// @ts-expect-error
images.resume({ model: "kiln-1" });
"""


@slow
@pytest.mark.parametrize("compiler", COMPILERS)
def test_types_know_jobs_where_there_are_some(compiler: str, tmp_path: Path) -> None:
    made = write(output("foundry", "typescript-client"), tmp_path / "package")
    project = installed(made, "foundry", tmp_path / "project")
    (project / "use.ts").write_text(WAITING, "utf-8")
    assert compile_(compiler, project, "use.ts") == []


@slow
@pytest.mark.parametrize("compiler", COMPILERS)
def test_300_models_do_not_multiply(compiler: str, tmp_path: Path) -> None:
    (provider,) = result("gravitex").catalog.providers
    models = tuple(
        dataclasses.replace(model, id=f"{model.id}-{number}")
        for number in range(30)
        for model in provider.models
    )
    assert len(models) == 300
    package = typescript_client.TARGET.files(
        dataclasses.replace(provider, models=models), render.renderer([TEMPLATES])
    )
    project = installed(write(package, tmp_path / "package"), "gravitex", tmp_path / "project")
    text = re.sub(
        r'"(gpt|gemini|doubao|qwen)(-[a-z0-9.-]+)"',
        r'"\1\2-29"',
        (FOLDER / "uses_bad.ts").read_text(),
    )
    text = text.replace("GptImage2Params", "GptImage229Params")
    (project / "bad.ts").write_text(text, "utf-8")
    assert compile_(compiler, project, "bad.ts") == []
    told = "\n".join(compile_(compiler, project, "--extendedDiagnostics", "bad.ts"))
    # What it takes on the clock is for the benchmarks; this grows with it and is the same on every machine.
    made = re.search(r"^Instantiations:\s+(\d+)", told, re.M)
    assert made and int(made[1]) < 100_000, told


# --- judged --------------------------------------------------------------------------------------


@slow
@pytest.mark.parametrize("name", ["gravitex", "atelier", "foundry"])
def test_prettier_leaves_everything_as_it_is(name: str, tmp_path: Path) -> None:
    folder = write(output(name, "typescript-client"), tmp_path / "package")
    adapter = [f for f in output(name, "openai-adapter") if not f.path.endswith(".py")]
    write(adapter, folder / "adapter")
    assert run(tool("prettier"), "--list-different", "--no-config", folder, cwd=folder) == ""


@slow
def test_publint_has_no_remark(package: Path) -> None:
    assert "All good!" in run(tool("publint"), package, "--strict", "--pack", "false")


@slow
def test_types_are_right_for_each_way_of_importing(package: Path, tmp_path: Path) -> None:
    archive = tmp_path / "gravitex.tgz"
    with tarfile.open(archive, "w:gz") as packed:
        packed.add(package, "package")
    told = run(tool("attw"), archive, "--format", "json", HOME=str(tmp_path))
    assert json.loads(told)["analysis"]["problems"] == []


BUNDLE = """
const { buildSync } = require(process.argv[1]);
const form = { bundle: true, format: "esm", platform: "browser", write: false };
const { outputFiles, warnings } = buildSync({ ...form, entryPoints: ["page.js"] });
console.log(JSON.stringify({ warnings, size: outputFiles[0].text.length }));
"""


@slow
def test_bundlers_need_nothing_of_node_and_drop_what_is_not_used(project: Path) -> None:
    sizes = []
    for name in ("Gravitex", "RateLimitError"):
        (project / "page.js").write_text(f'export {{ {name} }} from "gravitex";\n', "utf-8")
        told = json.loads(run("-e", BUNDLE, tool("esbuild"), cwd=project))
        assert told["warnings"] == []
        sizes.append(told["size"])
    assert sizes[1] < sizes[0] / 5, "errors alone do not bring the table of models"


@slow
@pytest.mark.parametrize("envelope", ["wrapped", "plain"])
def test_official_client_for_node(envelope: str, tmp_path: Path) -> None:
    tool("typescript")
    adapter = write(output("gravitex", "openai-adapter"), tmp_path) / "gravitex_openai"
    with serving(envelope=envelope) as mock:
        environment: dict[str, Any] = {"BASE_URL": mock.base_url, "API_KEY": mock.key}
        script = FOLDER / "openai.test.mjs"
        told = run("--test", script, ADAPTER=str(adapter), ENVELOPE=envelope, **environment)
    assert re.search(r"pass [67]$", told, re.M), told


# --- texts ---------------------------------------------------------------------------------------


def test_sources_are_ascii_with_line_feeds() -> None:
    for name in (*SPECS, "foundry"):
        for target in ("typescript-client", "openai-adapter"):
            for file in output(name, target):
                assert "\r" not in file.text and file.text.endswith("\n")
                assert file.text.isascii() or file.path.endswith(".md"), file.path


def test_models_of_nobody_are_not_in_constant_code() -> None:
    ids = {model.id for name in SPECS for model in result(name).catalog.providers[0].models}
    for path in sorted((TEMPLATES / "typescript-client" / "verbatim").iterdir()):
        assert not [id_ for id_ in ids if id_ in path.read_text("utf-8")], path


def test_every_constant_file_is_shipped() -> None:
    folder = TEMPLATES / "typescript-client" / "verbatim"
    made = {file.path: file.text for file in output("foundry", "typescript-client")}
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) > 12
    for name in names:
        assert made[f"esm/{name}"] == (folder / name).read_text("utf-8")
