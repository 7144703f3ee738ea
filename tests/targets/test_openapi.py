"""The OpenAPI description: it judges as the JSON Schemas do, and offers what a caller may send."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import jsonschema_rs
import pytest

import builds
import foundry
from modelpact import example, ir
from modelpact.schemas.readable import readable
from modelpact.targets.openapi import TARGET
from samples import members, model, provider, string

NO_RENDER: Any = None
ROWS = {"gravitex": "data/oracle.jsonl", "atelier": "fixtures/atelier-requests.jsonl"}


def described(found: ir.Provider) -> Any:
    (file,) = TARGET.files(found, NO_RENDER)
    assert file.path == "openapi.json"
    return json.loads(file.text)


@lru_cache
def shipped(name: str) -> Any:
    return json.loads(builds.provider(name).files[f"{name}/openapi/openapi.json"])


def judge(document: Any, schema: str = "ImageRequest") -> jsonschema_rs.Draft202012Validator:
    """A validator of one schema of a description, which refers to the others."""
    whole = {"$ref": f"#/components/schemas/{schema}", "components": document["components"]}
    return jsonschema_rs.Draft202012Validator(whole)


def request_of(document: Any) -> Any:
    (path,) = document["paths"].values()
    return path["post"]["requestBody"]["content"]["application/json"]


@pytest.mark.parametrize("name", ROWS)
def test_it_judges_as_the_schemas_do(name: str) -> None:
    lines = (builds.ROOT / "tests" / ROWS[name]).read_text("utf-8").splitlines()
    bodies = [json.loads(line)["payload"] for line in lines]
    known = builds.provider(name).models
    validator, counts = judge(shipped(name)), {True: 0, False: 0}
    for body in bodies:
        id_ = body.get("model") if isinstance(body, dict) else None
        if isinstance(id_, str) and id_ in known:
            accepted = builds.schemas(name, id_).accepts(body)
            assert validator.is_valid(body) is accepted, body
            counts[accepted] += 1
        else:
            assert not validator.is_valid(body)
    assert min(counts.values()) > 50


@pytest.mark.parametrize("name", ROWS)
def test_examples_are_those_of_the_uses(name: str) -> None:
    validator, found = judge(shipped(name)), request_of(shipped(name))["examples"]
    bodies = [
        example.body(model, use)
        for model in builds.provider(name).models.values()
        for use in model.uses
    ]
    assert [item["value"] for item in found.values()] == bodies and bodies
    assert all(map(validator.is_valid, bodies))


def test_a_discriminator_leads_to_each_model() -> None:
    document = shipped("gravitex")
    union = document["components"]["schemas"]["ImageRequest"]
    mapping = union["discriminator"]["mapping"]
    assert list(mapping) == list(builds.provider("gravitex").models)
    assert [item["$ref"] for item in union["oneOf"]] == list(mapping.values())
    for id_, at in mapping.items():
        schema = document["components"]["schemas"][at.removeprefix("#/components/schemas/")]
        assert schema["properties"]["model"]["const"] == id_


@pytest.mark.parametrize(
    ("auth", "said"),
    [
        (ir.Auth(), {"type": "http", "scheme": "bearer"}),
        (ir.Auth(header="X-Key", scheme=""), {"type": "apiKey", "in": "header", "name": "X-Key"}),
        (
            ir.Auth(header="X-Key", scheme="Key"),
            {"type": "apiKey", "in": "header", "name": "X-Key"},
        ),
    ],
)
def test_how_the_key_is_shown(auth: ir.Auth, said: dict[str, str]) -> None:
    document = described(provider(model(), auth=auth))
    (scheme,) = document["components"]["securitySchemes"].values()
    assert scheme.items() >= said.items()
    assert ("`Key`" in scheme["description"]) is (auth.scheme == "Key")


def test_answers_lie_in_their_envelopes() -> None:
    wrapped = ir.Envelope(name="wrapped", images="/d/i", code="/code", message="/msg", success=200)
    shapes = (wrapped, ir.Envelope(name="bare", images=""))
    response = ir.Response(fixed="url", forms=(("url", "link"), ("b64", "data")), envelopes=shapes)
    error = ir.Error(code=418, title="Kettle")
    document = described(provider(model(), response=response, errors=(error,)))
    answer, failure = judge(document, "ImageResponse"), judge(document, "Error")
    picture = {"link": "https://a.test/b.png"}
    assert answer.is_valid({"code": 200, "d": {"i": [picture]}}) and answer.is_valid([picture])
    for wrong in (
        {"code": 400, "d": {"i": []}},
        {"code": 200, "d": {}},
        {"code": 200},
        [1],
        [{"link": 1}],
    ):
        assert not answer.is_valid(wrong), wrong
    assert failure.is_valid({"code": 418, "msg": "x"}) and not failure.is_valid({"msg": "x"})
    (path,) = document["paths"].values()
    assert list(path["post"]["responses"]) == ["200", "418"]


def test_what_a_model_does_not_take_is_no_member() -> None:
    document = described(
        provider(model(*members(old=string(disposition=ir.Rejected()), new=string(title="New"))))
    )
    schema = document["components"]["schemas"]["M1Request"]
    assert list(schema["properties"]) == ["model", "new"]
    assert schema["properties"]["new"] == {"description": "New.", "type": "string"}
    assert judge(document).is_valid({"model": "m-1", "new": "x"})
    assert not judge(document).is_valid({"model": "m-1", "old": "x"})


def test_only_conditions_stand_below_then() -> None:
    """What generators make types of is free of conditions, at every depth."""

    def types(schema: Any) -> None:
        assert not {"allOf", "not"} & set(schema), schema
        for below in (*schema.get("properties", {}).values(), *schema.get("anyOf", ())):
            types(below)
        if "items" in schema:
            types(schema["items"])

    for name, schema in shipped("gravitex")["components"]["schemas"].items():
        if name != "ImageRequest":
            types(schema)
    tidy = readable({"type": "array", "allOf": [True, {"items": False}]})
    assert tidy["items"] == {} and tidy["then"]["allOf"] == [{}, {"items": {"not": {}}}]


def test_another_model_is_a_loss_and_names_may_clash() -> None:
    found = provider(model(id="a-1"), model(id="a.1"))
    assert [(loss.model, loss.subject) for loss in TARGET.losses(found)] == [
        ("a-1", "/model"),
        ("a.1", "/model"),
    ]
    names = [name.text for name in TARGET.names(found) if name.scope == "schema"]
    assert names.count("A1Request") == 2


def test_a_provider_without_models() -> None:
    document = described(provider())
    assert judge(document).is_valid({}) and "examples" not in request_of(document)


@pytest.mark.slow  # the validator is in [test-all]
def test_calls_of_every_kind_are_valid_openapi() -> None:
    import openapi_spec_validator

    (text,) = (f.text for f in foundry.built().files if f.path == "foundry/openapi/openapi.json")
    openapi_spec_validator.validate(json.loads(text))


def test_calls_of_every_kind_are_described() -> None:
    (text,) = (f.text for f in foundry.built().files if f.path == "foundry/openapi/openapi.json")
    document = json.loads(text)
    paths = document["paths"]
    assert list(paths) == [
        "/images",
        "/models/{model}/edits",
        "/render/{model}/{quality}",
        "/traces",
        "/pours",
        "/jobs",
        "/jobs/{id}",
        "/jobs/{id}/result",
    ]
    edit = paths["/models/{model}/edits"]["post"]
    where = [(p["name"], p["in"]) for p in edit["parameters"]]
    assert where == [
        ("model", "path"),
        ("X-Foundry-Version", "header"),
        ("X-Foundry-Client", "header"),
    ]
    form = edit["requestBody"]["content"]["multipart/form-data"]
    assert {"image", "image[]", "mask", "tune"} < set(form["schema"]["properties"])
    assert "model" not in form["schema"]["properties"]
    assert form["encoding"]["image[]"] == {"contentType": "image/png, image/jpeg"}
    render = paths["/render/{model}/{quality}"]["post"]
    assert list(render["responses"]["200"]["content"]) == ["image/png", "image/jpeg"]
    (example,) = render["requestBody"]["content"]["application/json"]["examples"].values()
    assert example["value"] == {"prompt": "A press", "format": "jpeg"}
    assert "requestBody" not in paths["/jobs/{id}"]["get"]
    assert "until /job/state says" in paths["/jobs"]["post"]["description"]
    scheme = document["components"]["securitySchemes"]["apiKey"]
    assert (scheme["type"], scheme["in"], scheme["name"]) == ("apiKey", "header", "X-Foundry-Key")


def test_what_openapi_cannot_say_of_calls_is_told() -> None:
    lost = [
        (loss.model, loss.subject)
        for _, target, loss in foundry.built().losses
        if target == "openapi"
    ]
    for id_, subject in [
        ("kiln-1", "response.poll"),
        ("bell-1", "operation"),
        ("works/press-1", "operation render"),
    ]:
        assert (id_, subject) in lost
