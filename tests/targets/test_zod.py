"""Generated Zod schemas: they refuse what the Python validators refuse, at the same places; compilers and prettier agree."""

from __future__ import annotations

import json
import re
import shutil
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

import javascript
import samples
from agreement import corpus
from builds import TEMPLATES, provider
from judges import Missing, link_packages
from modelpact import ir, render, vectors
from modelpact.targets.zod import TARGET, file_name
from modelpact.targets.zod.models import schema_name
from modelpact.targets.zod.runtime import NAMES

RENDER = render.renderer((TEMPLATES,))
SHARE, SHORT, LONG = 10, 300, 15_000
DRIVER = """
import { readFileSync } from "node:fs";
const places = (schema, body) => {
  const found = schema.safeParse(body).error?.issues ?? [];
  return found.flatMap(({ path, keys }) => (keys ?? [undefined]).map((key) =>
    [...path, ...(key === undefined ? [] : [key])]
      .map((step) => "/" + String(step).replaceAll("~", "~0").replaceAll("/", "~1")).join("")));
};
const { Request } = await import(`${process.cwd()}/index.ts`);
for (const line of readFileSync(process.argv[2], "utf-8").split("\\n").filter(Boolean)) {
  const { file, name, body } = JSON.parse(line);
  const alone = (await import(`${process.cwd()}/${file}`))[name];
  console.log(JSON.stringify([places(alone, body), places(Request, body)]));
}
"""


def written(found: ir.Provider, folder: Path) -> Path:
    """A project with the files of a provider, and Zod."""
    javascript.write((*TARGET.files(found, RENDER), *TARGET.runner(found, RENDER)), folder)
    try:
        link_packages("zod", folder)
    except Missing as missing:
        javascript.missing(str(missing))
    (folder / "package.json").write_text('{ "type": "module" }', "utf-8")
    return folder


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {
        name: written(provider(name).known, tmp_path_factory.mktemp(name))
        for name in ("atelier", "gravitex")
    }


def differences(folder: Path, name: str, generated: int, seed: str) -> list[str]:
    """Where the schemas, one and all, differ from the validators."""
    asked = [each for each in corpus(name, generated, SHARE, seed) if each.model]
    models = provider(name).models
    lines = [
        {"file": file_name(model), "name": schema_name(model), "body": each.body}
        for each in asked
        for model in [models[each.model]]
    ]
    text = "".join(json.dumps(line) + "\n" for line in lines)
    (folder / "driver.mjs").write_text(DRIVER, "utf-8")
    (folder / "asked.jsonl").write_text(text, "ascii")
    told = javascript.run("driver.mjs", "asked.jsonl", cwd=folder).splitlines()
    wrong = []
    for each, line in zip(asked, told, strict=True):
        wanted = {pointer for pointer, _ in each.errors}
        for places in json.loads(line):
            if set(places) - lost(name, each.model) != wanted - lost(name, each.model):
                wrong.append(f"{places} instead of {sorted(wanted)}: {each.line}")
    return wrong


@lru_cache
def lost(name: str, model: str) -> set[str]:
    losses = TARGET.losses(provider(name).known)
    return {loss.subject for loss in losses if loss.model == model}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["atelier", "gravitex"])
def test_requests_are_refused_at_the_same_places(folders: dict[str, Path], name: str) -> None:
    assert differences(folders[name], name, SHORT, "zod") == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["atelier", "gravitex"])
def test_many_requests_are_refused_at_the_same_places(folders: dict[str, Path], name: str) -> None:
    assert differences(folders[name], name, LONG, "zod at length") == []


@lru_cache
def small() -> ir.Provider:
    """A provider with one model that has most of what is spelled in its own way."""
    item = samples.obj(words=samples.array(samples.string(2), 1, 2))
    model = samples.model(
        *samples.members(
            n_=samples.integer(1, 4),
            gain=samples.number(0, 1, numeric_text=True),
            size=samples.dimensions("x", side=(8, 64), tolerated_separators=("*",)),
            items=samples.array(item, maximum=2),
            either=samples.value(ir.String(max_length=2), ir.Array(items=samples.integer())),
            closed=samples.obj(closed=True, a=samples.boolean()),
            none=samples.string(disposition=ir.Rejected(because="Not here.")),
        ),
        rules=[
            samples.rule(ir.Required(samples.paths("size")), id="needs-size"),
            samples.rule(
                ir.Forbidden(samples.paths("words")),
                samples.condition("gain", ir.In((1,)), absolute=True),
                id="no-words",
                scope="items/-",
            ),
        ],
    )
    return samples.provider(model)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = written(small(), tmp_path_factory.mktemp("small"))
    lines = "".join(row.line() for row in vectors.rows(small(), RENDER))
    (folder / "vectors.jsonl").write_text(lines, "ascii")
    return folder


def judged(folder: Path, *lines: str) -> list[Any]:
    (folder / "some.jsonl").write_text("\n\n".join(lines), "utf-8")
    return [
        json.loads(line)
        for line in javascript.run("run.mjs", "some.jsonl", cwd=folder).splitlines()
    ]


@pytest.mark.slow
def test_all_errors_come_at_once(project: Path) -> None:
    body = {
        "model": "m-1",
        "n": 1.5,
        "gain": 1,
        "none": 1,
        "items": [{"words": []}, 3, {}],
        "closed": {"b~/": 1},
        "either": ["x"],
    }
    (found,) = judged(project, json.dumps(body))
    assert found["verdict"] == "reject"
    assert {(issue["pointer"], issue["code"]) for issue in found["issues"]} == {
        ("/n", "custom"),
        ("/items/0/words", "custom"),
        ("/items/1", "invalid_type"),
        ("/items/2", "custom"),
        ("/either/0", "invalid_type"),
        ("/closed/b~0~1", "unrecognized_keys"),
        ("/none", "invalid_type"),
        ("/size", "needs-size"),
        ("/items/0/words", "no-words"),
    }


@pytest.mark.slow
def test_lengths_count_characters_and_other_spellings_pass(project: Path) -> None:
    body = {"model": "m-1", "n": 1, "size": "8*16"}
    told = judged(
        project,
        *(
            json.dumps({**body, **more})
            for more in (
                {},
                {"either": "\U0001f600\U0001f600"},
                {"either": "\U0001f600aa"},
                {"gain": "0.5"},
                {"gain": "2"},
                {"unknown": None},
            )
        ),
    )
    assert ["".join(issue["pointer"] for issue in found["issues"]) for found in told] == [
        "",
        "",
        "/either",
        "",
        "/gain",
        "",
    ]


@pytest.mark.slow
def test_what_is_deep_or_odd_is_judged(project: Path) -> None:
    start = '{"model": "m-1", "n": 1, "size": "8x8"'
    deep, deeper = ("[" * depth + "]" * depth for depth in (500, 10_000))
    told = judged(
        project,
        "[]",
        "{",
        '{"model": ""}',
        '{"model": "new"}',
        f'{start}, "x": {deep}, "__proto__": 1, "constructor": 2, "toString": 3}}',
        f'{start}, "items": {deep}, "either": "\\ud800"}}',
        f'{start}, "n": 2, "n": 9}}',
        f'{start}, "x": {deeper}}}',
    )
    assert [[issue["pointer"] for issue in found["issues"]] for found in told] == [
        [""],
        [""],
        ["/model"],
        [],
        [],
        ["/items/0"],
        ["/n"],
        [""],
    ]


@pytest.mark.slow
def test_the_runner_runs_the_vectors(project: Path, tmp_path: Path) -> None:
    lines = (project / "vectors.jsonl").read_text("ascii")
    assert javascript.run("run.mjs", cwd=project) == f"{lines.count(chr(10))} vectors, 0 differ\n"
    shutil.copytree(project, tmp_path / "wrong", symlinks=True)
    (tmp_path / "wrong" / "vectors.jsonl").write_text(
        lines.replace('"reject"', '"warn"', 1), "ascii"
    )
    with pytest.raises(AssertionError, match="vectors, 1 differ"):
        javascript.run("run.mjs", cwd=tmp_path / "wrong")


def test_the_runner_says_which_node_it_needs(tmp_path: Path) -> None:
    """The text of index.ts does not matter: a Node that reads no TypeScript refuses it by its name."""
    for file in TARGET.runner(small(), RENDER):
        (tmp_path / file.path).write_text(file.text, "ascii")
    (tmp_path / "index.ts").write_text("", "ascii")
    with pytest.raises(AssertionError) as told:
        javascript.run("--no-experimental-strip-types", "run.mjs", cwd=tmp_path)
    said = "run.mjs needs Node 22.18 or newer, or --experimental-strip-types"
    assert str(told.value).split("\n")[1:2] == [said]
    assert "ERR_UNKNOWN" not in str(told.value)


def test_files_are_ascii_and_carry_what_they_need_of_the_runtime() -> None:
    runtime = RENDER("zod/verbatim/runtime.ts", None)
    declared = re.findall(r"^(?:function|type) (\w+)", runtime, re.M)
    assert set(declared) == NAMES and len(declared) == len(NAMES)
    texts = {file.path: file.text for file in TARGET.files(provider("gravitex").known, RENDER)}
    assert all(text.isascii() and text.endswith("}\n") for text in texts.values())
    assert "function orText" not in texts["gpt-image-2.ts"]
    assert "function orText" in texts["index.ts"]


GOOD = """
import { KnownRequest, M1, Request } from "./index.ts";
const one: M1 = { model: "m-1", n: 1, items: [{ words: ["ab"] }], unknown: 1 };
const other: Request = { model: "m-2" };
const found = KnownRequest.parse(one);
export const model: "m-1" = found.model;
export const n: number = M1.parse(other).n;
export const none: undefined = one.none;
"""
BAD = (
    '{ model: "m-2", n: 1 }',
    '{ model: "m-1" }',
    '{ model: "m-1", n: "1" }',
    '{ model: "m-1", n: 1, none: "x" }',
)


@pytest.mark.slow
@pytest.mark.parametrize("compiler", javascript.COMPILERS)
def test_types_are_strict(compiler: str, project: Path, folders: dict[str, Path]) -> None:
    unused = ["--noUnusedLocals", "--noUncheckedIndexedAccess", "--allowImportingTsExtensions"]
    for name, files in (("atelier", ["index.ts", "size-1.ts"]), ("gravitex", ["gpt-image-2.ts"])):
        assert javascript.compile_(compiler, folders[name], *unused, *files) == []
    uses = [f'import {{ M1 }} from "./index.ts";\nexport const body: M1 = {bad};\n' for bad in BAD]
    for number, text in enumerate([GOOD, *uses]):
        (project / f"use{number}.ts").write_text(text, "ascii")
    names = [f"use{number}.ts" for number in range(len(uses) + 1)]
    told = javascript.compile_(compiler, project, *unused, *names)
    assert {line.partition("(")[0] for line in told} == set(names[1:]), told


@pytest.mark.slow
def test_prettier_changes_nothing(folders: dict[str, Path]) -> None:
    for folder in folders.values():
        files = sorted(path.name for path in (*folder.glob("*.ts"), *folder.glob("run.mjs")))
        javascript.run(javascript.tool("prettier"), "--check", *files, cwd=folder)
    verbatim = TEMPLATES / "zod" / "verbatim"
    javascript.run(javascript.tool("prettier"), "--check", *sorted(verbatim.iterdir()))
