"""What comes back: every disposition of the parameter that asks."""

from __future__ import annotations

from typing import Any

import pytest

import samples
from modelpact import ir
from modelpact.outcome import Outcome, otherwise, outcomes

RESPONSE = ir.Response(
    selector=("response_format",),
    forms=(("url", "url"), ("b64_json", "b64")),
    envelopes=(
        ir.Envelope(name="wrapped", images="/data/data"),
        ir.Envelope(name="plain", images="/data"),
    ),
)
URL, B64 = "/data/data/*/url", "/data/data/*/b64"


def told(model: ir.Model) -> dict[object, tuple[str, tuple[str, ...], bool]]:
    """What is returned, where it is read and whether that warns, by what is asked."""

    def entry(found: Outcome) -> tuple[str, tuple[str, ...], bool]:
        return found.returned, found.read, found.warn

    asked = {one.asked.value if one.asked else None: entry(one) for one in outcomes(model)}
    return asked | {"else": entry(otherwise(model))}


def model(**selector: Any) -> ir.Model:
    value = samples.value(enum=("url", "b64_json"), **selector)
    return samples.model(*samples.members(response_format=value), response=RESPONSE)


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        (
            {"disposition": ir.Forced(value="b64_json")},
            {
                None: ("b64_json", (B64,), False),
                "url": ("b64_json", (B64,), True),
                "b64_json": ("b64_json", (B64,), False),
                "else": ("b64_json", (B64,), True),
            },
        ),
        (
            {"disposition": ir.Advisory(value="b64_json")},
            {
                None: ("b64_json_usually", (B64, URL), False),
                "url": ("b64_json_usually", (B64, URL), True),
                "b64_json": ("b64_json_usually", (B64, URL), False),
                "else": ("b64_json_usually", (B64, URL), True),
            },
        ),
        (
            {"default": samples.server("b64_json")},
            {
                None: ("b64_json", (B64,), False),
                "url": ("url", (URL,), False),
                "b64_json": ("b64_json", (B64,), False),
                "else": ("unknown", (B64, URL), True),
            },
        ),
        (
            {"default": samples.server("b64_json", "observed")},
            {
                None: ("b64_json", (B64,), False),
                "url": ("url", (URL,), False),
                "b64_json": ("b64_json", (B64,), False),
                "else": ("unknown", (B64, URL), True),
            },
        ),
        (
            {"default": samples.server("b64_json", "upstream")},
            {
                None: ("b64_json_probably", (B64, URL), False),
                "url": ("url", (URL,), False),
                "b64_json": ("b64_json", (B64,), False),
                "else": ("unknown", (B64, URL), True),
            },
        ),
        (
            {},
            {
                None: ("unknown", (URL, B64), False),
                "url": ("url", (URL,), False),
                "b64_json": ("b64_json", (B64,), False),
                "else": ("unknown", (URL, B64), True),
            },
        ),
        (
            {"default": ir.Default(value=ir.Json.of("url"), whose="client")},
            {
                None: ("unknown", (URL, B64), False),
                "url": ("url", (URL,), False),
                "b64_json": ("b64_json", (B64,), False),
                "else": ("unknown", (URL, B64), True),
            },
        ),
        (
            {"disposition": ir.Ignored(), "default": samples.server("url", "example")},
            {
                None: ("url", (URL,), False),
                "url": ("url", (URL,), True),
                "b64_json": ("url", (URL,), True),
                "else": ("url", (URL,), True),
            },
        ),
        (
            {"disposition": ir.Rejected()},
            {
                None: ("unknown", (URL, B64), False),
                "url": ("unknown", (URL, B64), True),
                "b64_json": ("unknown", (URL, B64), True),
                "else": ("unknown", (URL, B64), True),
            },
        ),
        (
            {"disposition": ir.Unverified()},
            {
                None: ("unknown", (URL, B64), False),
                "url": ("url_probably", (URL, B64), True),
                "b64_json": ("b64_json_probably", (B64, URL), True),
                "else": ("unknown", (URL, B64), True),
            },
        ),
        (
            {"disposition": ir.Converted(to=("form",), table=(("url", "b64_json"),))},
            {
                None: ("unknown", (URL, B64), False),
                "url": ("b64_json", (B64,), True),
                "b64_json": ("b64_json", (B64,), False),
                "else": ("unknown", (URL, B64), True),
            },
        ),
    ],
    ids=[
        "forced",
        "advisory",
        "default",
        "observed",
        "likely",
        "open",
        "client",
        "ignored",
        "rejected",
        "unverified",
        "converted",
    ],
)
def test_each_disposition(selector: dict[str, Any], expected: dict[object, object]) -> None:
    assert told(model(**selector)) == expected


def test_a_fixed_form_needs_no_parameter() -> None:
    fixed = ir.Response(
        forms=(("b64_json", "b64"),), fixed="b64_json", envelopes=RESPONSE.envelopes
    )
    assert told(samples.model(response=fixed)) == {
        None: ("b64_json", (B64,), False),
        "else": ("b64_json", (B64,), True),
    }


def test_a_parameter_that_the_model_lacks_asks_for_nothing() -> None:
    assert told(samples.model(response=RESPONSE))[None] == ("unknown", (URL, B64), False)


def test_nothing_is_read_where_no_envelope_is_known() -> None:
    blind = samples.model(response=ir.Response(fixed="url", forms=(("url", "url"),)))
    assert outcomes(blind)[0].read == ()


def test_pointers_escape_the_names_of_members() -> None:
    odd = ir.Response(
        fixed="x", forms=(("x", "a/b~c"),), envelopes=(ir.Envelope(name="root", images=""),)
    )
    assert outcomes(samples.model(response=odd))[0].read == ("/*/a~1b~0c",)


def test_forms_that_are_no_texts_go_by_their_json() -> None:
    flag = samples.boolean(enum=(True, False), default=samples.server(False))
    response = ir.Response(
        selector=("inline",),
        forms=(("true", "b64"), ("false", "url")),
        envelopes=RESPONSE.envelopes,
    )
    found = samples.model(*samples.members(inline=flag), response=response)
    assert [(one.returned, one.read) for one in outcomes(found)] == [
        ("false", (URL,)),
        ("true", (B64,)),
        ("false", (URL,)),
    ]
