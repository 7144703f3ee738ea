"""``modelpact import`` as people meet it: what it takes, refuses, writes, prints, and exits with."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from acme import run, snapshot
from modelpact.cli import main
from nasty import NASTY

SCHEMA = {"type": "object", "required": ["model"], "properties": {"model": {"enum": ["m-1"]}}}


def document(schema: Any = SCHEMA, **more: Any) -> dict[str, Any]:
    """A small description of a gateway."""
    body = {"content": {"application/json": {"schema": schema}}}
    answer = {
        "type": "object",
        "properties": {
            "data": {"type": "array", "items": {"properties": {"url": {"type": "string"}}}}
        },
    }
    answers = {"200": {"description": "x", "content": {"application/json": {"schema": answer}}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Small", "version": "1"},
        "servers": [
            {"url": "https://{region}.small.test/v1/", "variables": {"region": {"default": "eu"}}}
        ],
        "paths": {
            "/images": {"post": {"operationId": "draw", "requestBody": body, "responses": answers}}
        },
        **more,
    }


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(value: Any, name: str = "api.json") -> str:
    Path(name).write_text(value if isinstance(value, str) else json.dumps(value))
    return name


def test_nothing_lost_nothing_said(folder: Path) -> None:
    done = run("import", "openapi", put(document()), "--format", "json")
    told = json.loads(done.stdout)
    assert done.exit_code == 0 and told["models"] == ["m-1"] and told["losses"] == []
    assert told["files"] == [
        "small/families/draw.yaml",
        "small/models/m-1.yaml",
        "small/provider.yaml",
    ]
    provider = (folder / "spec/small/provider.yaml").read_text()
    assert "base_url: https://eu.small.test/v1\n" in provider
    assert "Nothing was lost." in (folder / "spec/small/import.losses.md").read_text()
    assert run("lint", "--strict").exit_code == 0
    assert run("generate", "--target", "python-client").exit_code == 0


@pytest.mark.parametrize(
    ("required", "layouts"),
    [
        (
            ["prompt"],
            ["image: {prompt: input/prompt, image: input/image}", "text: {prompt: input/prompt}"],
        ),
        (["prompt", "image"], ["image: {prompt: input/prompt, image: input/image}"]),
    ],
)
def test_words_alone_have_a_layout_where_no_picture_is_required(
    folder: Path, required: list[str], layouts: list[str]
) -> None:
    """Also where the object around both is required."""
    picture = {"type": "string", "format": "uri"}
    inner = {
        "type": "object",
        "properties": {"prompt": {"type": "string"}, "image": picture},
        "required": required,
    }
    members = {"model": {"const": "m-1"}, "input": inner}
    schema = {"type": "object", "properties": members, "required": ["model", "input"]}
    assert run("import", "openapi", put(document(schema))).exit_code == 0
    pacts = "".join(path.read_text() for path in sorted(folder.glob("spec/small/*/*.yaml")))
    found = re.findall(r"(?:image|text): \{prompt: input/.*?\}", pacts)
    assert sorted(found) == layouts


def test_losses_are_findings_only_where_asked(folder: Path) -> None:
    lossy = {**SCHEMA, "minProperties": 1}
    refused = run("import", "openapi", put(document(lossy)), "--fail-on-lossy")
    assert refused.exit_code == 1 and not (folder / "spec").exists()
    done = run("import", "openapi", "api.json")
    pointer = "/paths/~1images/post/requestBody/content/application~1json/schema/minProperties"
    assert done.exit_code == 0 and f"lost: {pointer}: " in done.stderr
    assert pointer in (folder / "spec/small/import.losses.md").read_text()


def test_nothing_is_overwritten(folder: Path) -> None:
    run("import", "openapi", put(document()))
    before = snapshot(folder)
    again = run("import", "openapi", "api.json")
    assert again.exit_code == 2 and "nothing is overwritten" in again.stderr
    assert snapshot(folder) == before


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("", "empty"),
        ([], "no object"),
        ({"swagger": "2.0"}, "Swagger"),
        ({"openapi": "4.0.0", "paths": {}}, "version 3.0 or 3.1"),
        ({"openapi": 3.1, "paths": {}}, 'quotes: openapi: "3.1.0"'),
        ("openapi: 2.0\npaths: {}", "it is Swagger 2.0, not OpenAPI 3\n  help: Convert it first"),
        ("swagger: 2.0\npaths: {}", "npx swagger2openapi FILE"),
        ({"openapi": "3.1.0"}, "no paths"),
        ({"openapi": "3.1.0", "paths": {}}, "no operation"),
        (document({"type": "object", "properties": {"model": {"type": "string"}}}), "--operation ID --model ID"),
        (document({"$ref": "#/components/schemas/None"}), "no operation"),
        (document({"$ref": "other.yaml#/x"}), "no operation"),
        (document({**SCHEMA, "properties": {"model": {"enum": ["../../x"]}}}), "no operation"),
        ({**document(), "paths": 3}, "no paths"),
        ({**document(), "paths": {"/x": None, "/y": {"post": []}, "z": {"post": {}}}}, "no operation"),
    ],
)  # fmt: skip
def test_what_cannot_be_imported_is_refused_with_the_reason(
    folder: Path, value: Any, reason: str
) -> None:
    refused = run("import", "openapi", put(value))
    assert refused.exit_code == 2 and reason in refused.stderr and refused.stdout == ""
    assert [*folder.iterdir()] == [folder / "api.json"]


@pytest.mark.parametrize(
    "words",
    [
        ("openapi", "nowhere.json"),
        ("openapi", "api.json", "--operation", "paint"),
        ("openapi", "api.json", "--provider", "../x"),
        ("openapi", "api.json", "--base-url", "x"),
        ("openapi", "api.json", "--model", "none-such"),
        ("jsonschema", "api.json"),
    ],
)
def test_wrong_options_are_refused(folder: Path, words: tuple[str, ...]) -> None:
    put(document())
    refused = run("import", *words)
    assert refused.exit_code == 2 and [*folder.iterdir()] == [folder / "api.json"]


@pytest.mark.parametrize(
    "texts", [NASTY[::6], pytest.param(NASTY, marks=pytest.mark.slow)], ids=["some", "all"]
)
def test_strange_names_never_leave_the_folder(folder: Path, texts: tuple[str, ...]) -> None:
    for number, text in enumerate(texts):
        value = document({**SCHEMA, "title": text, "properties": {**SCHEMA["properties"], text: {"title": text}}})  # type: ignore[dict-item]
        value["info"]["title"] = text
        operation = value["paths"]["/images"]["post"]
        operation |= {"operationId": text, "summary": text, "description": text, "tags": [text]}
        done = run("import", "openapi", put(value), "-o", f"s{number}")
        assert done.exit_code == 0, (text, done.output)
        assert run("lint", "--spec", f"s{number}").exit_code == 0, text
    assert {path.name for path in folder.iterdir()} == {
        "api.json",
        *(f"s{n}" for n in range(len(texts))),
    }


def test_an_operation_of_pictures_is_chosen_among_others() -> None:
    value = document()
    chat = json.loads(json.dumps(value["paths"]["/images"]["post"]))
    chat["operationId"] = "chat"
    chat["responses"] = {}
    value["paths"] = {"/chat": {"post": chat}, **value["paths"]}
    done = run("import", "openapi", put(value), "--format", "json")
    told = json.loads(done.stdout)
    assert [loss["pointer"] for loss in told["losses"]] == ["/paths/~1chat/post"]
    other = run("import", "openapi", "api.json", "--operation", "chat", "-o", "other")
    assert other.exit_code == 0 and Path("other/small/families/chat.yaml").exists()


def test_a_model_is_named_where_the_document_names_none() -> None:
    value = document({"type": "object", "properties": {"prompt": {"type": "string"}}})
    done = run("import", "openapi", put(value), "--operation", "draw", "--model", "ink-1")
    assert done.exit_code == 0 and "the pact adds one" in done.stderr
    Path("r.json").write_text('{"model": "ink-1", "prompt": 3}')
    assert run("validate", "r.json").exit_code == 1


def test_a_schema_of_a_request_is_imported() -> None:
    schema = {
        "type": "object",
        "properties": {"prompt": {"type": "string", "minLength": 2}},
        "required": ["prompt"],
    }
    text = json.dumps(schema)
    done = CliRunner().invoke(
        main, ["import", "jsonschema", "-", "--model", "a-1", "--model", "a-2"], input=text
    )
    assert done.exit_code == 0 and "address" in done.stderr, done.output
    assert run("models").stdout.split() == ["a-1", "a-2"] and run("lint").exit_code == 0
    Path("r.json").write_text('{"model": "a-2", "prompt": "x"}')
    assert "minLength" in run("validate", "r.json").stdout


@pytest.mark.parametrize(
    "broken",
    [
        {"components": 3},
        {"components": {"securitySchemes": {"k": []}}, "security": True},
        {"servers": [{"url": "https://{a}.test", "variables": {"a": 1}}]},
        {"paths": {"/images": {"parameters": [{"name": "x", "in": ["query"]}], "post": {"responses": 1}}}},
        {"paths": {"/images": {"post": {"requestBody": {"content": {"application/json": {"schema": {"$ref": 3}}}}}}}},
    ],
)  # fmt: skip
def test_a_broken_document_is_no_broken_program(broken: dict[str, Any]) -> None:
    done = run("import", "openapi", put({**document(), **broken}))
    assert done.exit_code in (0, 2) and isinstance(done.exception, SystemExit | None)


def test_the_end_of_a_path_stands_for_a_model_that_nothing_names() -> None:
    value = document({"type": "object", "properties": {"prompt": {"type": "string"}}})
    done = run("import", "openapi", put(value))
    assert done.exit_code == 0 and "images, in the path, stands for one" in done.stderr
    assert run("models").stdout.split() == ["images"]
    assert 'path: "/{model}"' in Path("spec/small/provider.yaml").read_text()


def variant(id_: str, required: list[str], sizes: list[str], most: int) -> dict[str, Any]:
    """The requests of one model."""
    properties = {
        "model": {"const": id_},
        "prompt": {"type": "string"},
        "size": {"enum": sizes},
        "n": {"type": "integer"},
    }
    large = {"properties": {"size": {"const": "2"}}, "required": ["size"]}
    few = {"properties": {"n": {"maximum": most}}}
    return {"properties": properties, "required": ["model", *required], "if": large, "then": few}


def test_what_most_models_say_is_said_once() -> None:
    alike = [variant(id_, ["prompt", "size"], ["1", "2"], 4) for id_ in ("a-1", "a-2", "a-3")]
    other = variant("b-1", ["prompt"], ["2", "3"], 5)
    assert run("import", "openapi", put(document({"oneOf": [other, *alike]}))).exit_code == 0
    linted = run("lint", "--strict")
    assert linted.exit_code == 0, linted.output
    for body, code in (
        ({"model": "a-1", "prompt": "p", "size": "2", "n": 4}, 0),
        ({"model": "a-1", "prompt": "p", "size": "2", "n": 5}, 1),
        ({"model": "a-1", "prompt": "p", "size": "3"}, 1),
        ({"model": "a-1", "prompt": "p"}, 1),
        ({"model": "b-1", "prompt": "p", "size": "2", "n": 5}, 0),
        ({"model": "b-1", "prompt": "p", "size": "2", "n": 6}, 1),
        ({"model": "b-1", "prompt": "p", "size": "1"}, 1),
        ({"model": "b-1", "prompt": "p"}, 0),
    ):
        assert run("validate", put(body, "request.json")).exit_code == code, body


def test_a_rule_that_says_nothing_new_is_not_written() -> None:
    properties = {**SCHEMA["properties"], "a": {"type": "string"}, "b": {"type": "string"}}  # type: ignore[dict-item]
    schema = {
        "type": "object",
        "properties": properties,
        "required": ["model", "a"],
        "dependentRequired": {"b": ["a"], "a": ["b"]},
        "if": {"required": ["a"]},
        "then": {"required": ["b"]},
    }
    done = run("import", "openapi", put(document(schema)))
    assert done.exit_code == 0 and "0 losses" in done.stderr
    assert Path("spec/small/families/draw.yaml").read_text().count("because:") == 1
    linted = run("lint", "--strict")
    assert linted.exit_code == 0, linted.output


def placed(path: str, *lists: list[str] | None) -> dict[str, Any]:
    """A description whose path has holes, with what each lists."""
    holes = re.findall(r"{(\w+)}", path)
    value = document({"type": "object", "properties": {"prompt": {"type": "string"}}})
    value["paths"] = {path: value["paths"]["/images"]}
    value["paths"][path]["parameters"] = [
        {"name": hole, "in": "path", "required": True, "schema": {"enum": ids} if ids else {}}
        for hole, ids in zip(holes, lists, strict=True)
    ]
    return value


def test_an_id_of_too_few_parts_is_refused_with_what_to_pass(folder: Path) -> None:
    put(placed("/models/{owner}/{model}/draw", None, None))
    for id_ in ("schnell", "a/", "a/b/c"):
        refused = run("import", "openapi", "api.json", "--model", id_)
        assert refused.exit_code == 2 and refused.stderr.endswith("pass --model owner/model\n")
    assert [*folder.iterdir()] == [folder / "api.json"]
    done = run("import", "openapi", "api.json", "--model", "a/schnell")
    assert done.exit_code == 0 and run("models").stdout.split() == ["a/schnell"]
    assert "/models/{+model}/draw" in Path("spec/small/provider.yaml").read_text()


def test_ids_of_several_parts_are_all_that_the_parts_list() -> None:
    done = run("import", "openapi", put(placed("/{owner}/{model}", ["a", "b"], ["x", "y"])))
    assert done.exit_code == 0 and "one id with slashes here, each value" in done.stderr
    assert run("models").stdout.split() == ["a/x", "a/y", "b/x", "b/y"]


def test_what_stands_behind_the_model_in_a_path_is_no_part_of_its_id() -> None:
    value = placed("/{owner}/{model}/{quality}", None, None, ["rough", "fine"])
    assert run("import", "openapi", put(value), "--model", "a/x").exit_code == 0
    assert 'path: "/{+model}/{quality}"' in Path("spec/small/provider.yaml").read_text()


def test_operations_that_differ_in_their_query_are_several() -> None:
    value = document()
    (item,) = value["paths"].values()
    other = json.loads(json.dumps(item).replace("m-1", "m-2").replace("draw", "sketch"))
    hole = json.loads(json.dumps(item).replace("m-1", "m-3").replace("draw", "ink"))
    value["paths"] = {"/images?kind=a": item, "/images?kind=b": other, "/images?kind={c}": hole}
    told = json.loads(run("import", "openapi", put(value), "--format", "json").stdout)
    assert told["models"] == ["m-1", "m-2"]
    assert [loss["pointer"] for loss in told["losses"]] == ["/paths/~1images?kind={c}/post"]
    provider = Path("spec/small/provider.yaml").read_text()
    assert provider.count("path: /images?kind=") == 2 and run("lint", "--strict").exit_code == 0


def test_one_answer_of_several_kinds_of_json_is_taken_and_the_others_are_told() -> None:
    value = document()
    answers = value["paths"]["/images"]["post"]["responses"]["200"]["content"]
    schema = answers["application/json"]["schema"]
    answers["application/alike+json"] = {"schema": schema}
    answers["application/other+json"] = {"schema": {"type": "object"}}
    done = run("import", "openapi", put(value), "--format", "json")
    (loss,) = json.loads(done.stdout)["losses"]
    assert loss["pointer"].endswith("/content/application~1other+json")
    assert loss["reason"].endswith("the one that is application/json is taken")


@pytest.mark.parametrize(
    ("image", "told"),
    [
        ({}, True),
        ({"description": "The picture."}, True),
        ({"description": "Where to load it: a URL."}, False),
        ({"format": "uri"}, False),
        ({"format": "byte"}, False),
    ],
)
def test_a_text_that_may_be_a_link_is_told(image: dict[str, str], told: bool) -> None:
    value = document()
    answers = value["paths"]["/images"]["post"]["responses"]["200"]["content"]
    answers["application/json"]["schema"] = {"properties": {"image": {"type": "string", **image}}}
    answers["image/png"] = {}
    done = run("import", "openapi", put(value))
    assert ("told as a link to a picture" in done.stderr) is told
    form = "b64_json" if image.get("format") == "byte" else "url"
    assert f"fixed: {form}" in Path("spec/small/families/draw.yaml").read_text()


def test_a_job_that_is_not_shown_is_told_with_what_to_write() -> None:
    value = document()
    job = {
        "type": "object",
        "properties": {"id": {"type": "string"}, "polling_url": {"type": "string"}},
    }
    operation = value["paths"]["/images"]["post"]
    operation["responses"]["200"]["content"]["application/json"]["schema"] = job
    done = run("import", "openapi", put(value))
    assert done.exit_code == 0 and "poll: {link: /polling_url, status: /status" in done.stderr
    assert "response" not in Path("spec/small/families/draw.yaml").read_text()
    assert run("lint").exit_code == 0


@pytest.mark.parametrize(("more", "form"), [({"format": "uri"}, "url"), ({}, "b64_json")])
def test_a_member_with_the_format_of_a_link_is_one(more: dict[str, str], form: str) -> None:
    value = document()
    answers = value["paths"]["/images"]["post"]["responses"]["200"]["content"]
    item = {"properties": {"image": {"type": "string", **more}}}
    answers["application/json"]["schema"] = {"properties": {"data": {"items": item}}}
    assert run("import", "openapi", put(value)).exit_code == 0
    family = Path("spec/small/families/draw.yaml").read_text()
    assert f"fixed: {form}, forms: {{{form}: image}}" in family


def test_a_job_that_is_asked_for_at_its_link_keeps_its_id_and_its_words() -> None:
    text = {"type": "string"}
    states = {"enum": ["Waiting", "Drying", "Ready", "Error"]}
    begun = {"properties": {"id": text, "polling_url": text}}
    shown = {"properties": {"id": text, "status": states, "image_url": text}}
    value = document()
    (operation,) = (item["post"] for item in value["paths"].values())
    operation["responses"]["200"]["content"]["application/json"]["schema"] = begun
    content = {"application/json": {"schema": shown}}
    value["paths"]["/result"] = {"get": {"responses": {"200": {"content": content}}}}
    assert run("import", "openapi", put(value)).exit_code == 0
    (family,) = Path("spec/small/families").iterdir()
    poll = (
        "poll: link: /polling_url id: /id status: /status done: [Ready] failed: [Error] "
        "pending: [Waiting, Drying]"
    )
    assert poll in " ".join(family.read_text().split())
    assert run("lint", "--strict").exit_code == 0


def test_a_picture_is_known_by_its_name_and_what_is_said_of_it() -> None:
    said = {"type": "string", "description": "A URL, or Base64."}
    properties = {**SCHEMA["properties"], "prompt": {"type": "string"}, "input_image": said, "image_size": said}  # type: ignore[dict-item]
    done = run("import", "openapi", put(document({**SCHEMA, "properties": properties})))
    assert done.stderr.count("told as a picture") == 1
    family = Path("spec/small/families/draw.yaml").read_text()
    assert "image: {prompt: prompt, image: input_image}" in family


def test_openapi_3_0_has_words_of_its_own() -> None:
    schema = {
        **SCHEMA,
        "properties": {
            **SCHEMA["properties"],  # type: ignore[dict-item]
            "a": {"type": "number", "minimum": 0, "exclusiveMinimum": True, "nullable": True},
        },
    }
    assert run("import", "openapi", put({**document(schema), "openapi": "3.0.3"})).exit_code == 0
    family = Path("spec/small/families/draw.yaml").read_text()
    assert 'a: {type: [number, "null"], exclusiveMinimum: 0}' in family


def test_a_large_document_is_read() -> None:
    many = {
        f"T{n}": {
            "type": "object",
            "description": "x" * 400,
            "properties": {"y": {"type": "string"}},
        }
        for n in range(11_000)
    }
    value = {**document(), "components": {"schemas": many}}
    assert Path(put(value)).stat().st_size > 5_000_000
    assert run("import", "openapi", "api.json").exit_code == 0


@pytest.mark.parametrize(
    ("scheme", "auth"),
    [
        ({"type": "http", "scheme": "bearer"}, "{environment: SMALL_API_KEY}"),
        ({"type": "apiKey", "in": "header", "name": "X-Key"}, '{header: X-Key, scheme: "", environment: SMALL_API_KEY}'),
        ({"type": "apiKey", "in": "query", "name": "key"}, "{environment: SMALL_API_KEY}"),
    ],
)  # fmt: skip
def test_how_a_request_shows_its_key(scheme: dict[str, str], auth: str) -> None:
    value = document(components={"securitySchemes": {"k": scheme}}, security=[{"k": []}])
    done = run("import", "openapi", put(value))
    assert f"\nauth: {auth}\n" in Path("spec/small/provider.yaml").read_text()
    assert ("no header" in done.stderr) is (scheme.get("in") == "query")


def test_an_operation_that_is_mistyped_is_named(folder: Path) -> None:
    schema = {"type": "object", "properties": {"model": {"const": "m-1"}}}
    result = run("import", "openapi", put(document(schema)), "--operation", "dra")
    assert result.exit_code == 2
    assert "there is no operation 'dra'" in result.stderr and "There are draw." in result.stderr
