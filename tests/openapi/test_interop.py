"""What other people's tools say of the description and the schemas, and what they make of them."""

from __future__ import annotations

import importlib.util
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import httpx2
import pytest

import builds
import javascript
from mocked import serving
from modelpact import naming

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
COMMANDS = {
    "redocly": "@redocly/cli/bin/cli.js",
    "spectral": "@stoplight/spectral-cli/dist/index.js",
    "openapi-typescript": "openapi-typescript/bin/cli.js",
    "openapi-ts": "@hey-api/openapi-ts/bin/run.js",
    "prism": "@stoplight/prism-cli/dist/index.js",
    "ajv": "ajv/dist/ajv.js",
    "tsc": "typescript/bin/tsc",
}
STRICT = "--strict --noEmit --skipLibCheck --target es2022 --module nodenext".split()
pytestmark = pytest.mark.slow


def command(name: str) -> Path:
    """The script behind a command that npm installs here."""
    script = MODULES / COMMANDS[name]
    if not script.exists():
        javascript.missing("what `npm ci` installs in tests/openapi")
    return script


def npm(name: str, *arguments: str | Path, cwd: Path | None = None) -> str:
    return javascript.run(command(name), *arguments, cwd=cwd, HOME=str(cwd or HERE), CI="true")


def python(module: str, *arguments: str | Path, cwd: Path | None = None, **environment: str) -> str:
    """Run a tool of Python; return what it says, or fail with it."""
    if importlib.util.find_spec(module.partition(".")[0]) is None:
        javascript.missing(f"the package {module}")
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        env={
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            **environment,
        },
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The description of the shipped provider."""
    path = tmp_path_factory.mktemp("described") / "openapi.json"
    path.write_text(builds.provider("gravitex").files["gravitex/openapi/openapi.json"], "utf-8")
    return path


@pytest.fixture(scope="module")
def requests(described: Path) -> list[Any]:
    """Its examples."""
    (path,) = json.loads(described.read_text("utf-8"))["paths"].values()
    examples = path["post"]["requestBody"]["content"]["application/json"]["examples"]
    return [example["value"] for example in examples.values()]


@pytest.fixture
def invented(tmp_path: Path) -> Path:
    """The description of the provider that has every shape, save names that no JavaScript object can hold."""
    document = json.loads(builds.provider("atelier").files["atelier/openapi/openapi.json"])
    for schema in document["components"]["schemas"].values():
        schema.get("properties", {}).pop("__proto__", None)
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps(document), "utf-8")
    return path


# --- linters ---------------------------------------------------------------------------------------


def test_redocly(described: Path, invented: Path) -> None:
    """It wants the licence of the API, which no pact knows. It refuses what a condition does not name in examples."""
    for path, known in (
        (described, {"info-license"}),
        (invented, {"info-license", "no-invalid-media-type-examples"}),
    ):
        said = json.loads(
            npm("redocly", "lint", "--extends", "recommended", "--format", "json", path)
        )
        assert said["totals"]["errors"] == 0
        assert {problem["ruleId"] for problem in said["problems"]} <= known


def test_spectral(described: Path, invented: Path) -> None:
    said = npm(
        "spectral",
        "lint",
        "--ruleset",
        HERE / "spectral.yaml",
        "--format",
        "json",
        described,
        invented,
    )
    assert said.startswith("[]"), said


def test_openapi_spec_validator(described: Path, invented: Path) -> None:
    assert python("openapi_spec_validator", described, invented).count("OK") == 2


def test_ajv_and_metaschemas(tmp_path: Path) -> None:
    command("ajv")
    for name in ("gravitex", "atelier"):
        for path, text in builds.provider(name).files.items():
            if "/jsonschema/" in path:
                (tmp_path / path.replace("/", "-")).write_text(text, "utf-8")
    paths = sorted(tmp_path.glob("*.schema.json"))
    assert len(paths) > 80
    assert javascript.run(HERE / "strict.mjs", *paths) == ""
    assert "ok" in python("check_jsonschema", "--check-metaschema", *paths)


# --- generators of clients -------------------------------------------------------------------------


def test_openapi_python_client(described: Path, requests: list[Any], tmp_path: Path) -> None:
    """Its models hold each example without a change."""
    said = python(
        "openapi_python_client",
        "generate",
        "--path",
        described,
        "--output-path",
        tmp_path / "made_opc",
        "--meta",
        "none",
    )
    assert "Warning" not in said
    made = imported(tmp_path, "made_opc.models")
    classes = {name.casefold(): item for name, item in vars(made).items()}
    for body in requests:
        model = classes[f"{naming.pascal(body['model'])}Request".casefold()]
        assert model.from_dict(body).to_dict() == body
        given = required(model, body)
        assert len(model(**given).to_dict()) == len(given)  # nothing is sent that nobody gave


def test_datamodel_code_generator(described: Path, requests: list[Any], tmp_path: Path) -> None:
    """Its models tell what the schemas of the members tell."""
    output = tmp_path / "made_dmc.py"
    python(
        "datamodel_code_generator", "--input", described, "--input-file-type", "openapi", "--output", output,
        "--output-model-type", "pydantic_v2.BaseModel", "--disable-timestamp",
    )  # fmt: skip
    made = imported(tmp_path, "made_dmc")
    for body in requests:
        made.ImageRequest.model_validate(body)
    for wrong in (
        {"model": "gpt-image-2"},
        {"model": "gpt-image-2", "prompt": "x", "n": 11},
        {"model": "?"},
    ):
        with pytest.raises(ValueError, match="validation error"):
            made.ImageRequest.model_validate(wrong)


def test_openapi_typescript(described: Path, requests: list[Any], tmp_path: Path) -> None:
    npm("openapi-typescript", described, "-o", tmp_path / "made.d.ts")
    head = 'import type { components } from "./made.d.ts";\ntype Body = components["schemas"]["ImageRequest"];\n'
    assert compiled(tmp_path, head, requests) == []
    assert len(compiled(tmp_path, head, WRONG)) == len(WRONG)


def test_hey_api(described: Path, requests: list[Any], tmp_path: Path) -> None:
    npm("openapi-ts", "-i", described, "-o", tmp_path / "made", cwd=tmp_path)
    head = 'import type { ImageRequest as Body } from "./made/types.gen";\n'
    assert compiled(tmp_path, head, requests, "--module", "preserve") == []
    assert len(compiled(tmp_path, head, WRONG, "--module", "preserve")) == len(WRONG)


WRONG = [
    {"model": "gpt-image-2"},
    {"model": "gpt-image-2", "prompt": 1},
    {"model": "gpt-image-2", "prompt": "x", "guidance_scale": 2},
    {"model": "gpt-image-2", "prompt": "x", "size": "2048x2048"},
    {"model": "nobody", "prompt": "x"},
]


def compiled(folder: Path, head: str, bodies: list[Any], *arguments: str) -> list[str]:
    """What the compiler says of these bodies, a line each."""
    rows = (f"export const body{n}: Body = {json.dumps(body)};\n" for n, body in enumerate(bodies))
    (folder / "uses.ts").write_text(head + "".join(rows), "utf-8")
    (folder / "package.json").write_text('{ "type": "module" }', "utf-8")
    done = subprocess.run(
        [javascript.node(), str(command("tsc")), *STRICT, *arguments, "--pretty", "false", "uses.ts"],
        cwd=folder, capture_output=True, text=True, timeout=240,
    )  # fmt: skip
    return [line for line in done.stdout.splitlines() if line and line[0] != " "]


def required(model: Any, body: Any) -> dict[str, Any]:
    """What the constructor of a model wants, out of a body."""
    held = model.from_dict(body)
    wanted = [field.name for field in attrs.fields(model) if field.default is attrs.NOTHING]
    return {name: getattr(held, name) for name in wanted}


def imported(folder: Path, name: str) -> ModuleType:
    sys.path.insert(0, str(folder))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(folder))


# --- servers ---------------------------------------------------------------------------------------


def test_prism_answers_as_described(described: Path, requests: list[Any]) -> None:
    """It refuses with the code that the pact has for it, 400; without such a code it would be 422."""
    broken = [
        {"model": "gpt-image-2"},
        {"model": "gpt-image-2", "prompt": "x", "n": 11},
        {
            "model": "qwen-image-edit-plus",
            "input": {"messages": [{"role": "user", "content": [{}]}]},
        },
        {"model": "gemini-2.5-flash-image"},
        [],
    ]
    with prism(described) as url:
        asked = httpx2.Client(
            base_url=url, headers={"Authorization": "Bearer sk-x"}, trust_env=False
        )
        with asked as client:
            for body in requests:
                answer = client.post("/images/generations", json=body)
                assert (answer.status_code, answer.json()["code"]) == (200, 200), body
            for body in broken:
                assert client.post("/images/generations", json=body).status_code == 400, body
            client.headers.pop("Authorization")
            assert client.post("/images/generations", json=requests[0]).status_code == 401


@contextmanager
def prism(path: Path) -> Iterator[str]:
    """Run Prism on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [javascript.node(), command("prism"), "mock", "-p", port, path]
    server = subprocess.Popen([str(word) for word in words], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        for line in server.stdout:
            if "listening" in line:
                break
        else:
            pytest.fail("Prism does not start")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def test_schemathesis_finds_no_unexpected_answer(described: Path, tmp_path: Path) -> None:
    """Requests that keep the description and requests that break it, against the mock gateway."""
    known = json.dumps(list(builds.provider("gravitex").models))
    with serving() as mock:
        said = python(
            "schemathesis.cli", "run", described, "--url", mock.base_url, "--header", f"Authorization: Bearer {mock.key}",
            "--max-examples", "10", "--seed", "1", "--exclude-checks", "negative_data_rejection", "--no-color",
            SCHEMATHESIS_HOOKS="hooks", PYTHONPATH=f"{HERE}:{os.environ.get('PYTHONPATH', '')}", KNOWN_MODELS=known, cwd=tmp_path,
        )  # fmt: skip
    assert "No issues found" in said and "broken_requests" not in said, said
