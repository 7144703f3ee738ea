"""Reference pages: what they say, that they hold together, and that no text of a spec changes their shape."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

import samples
from modelpact import example, ir
from modelpact.reference.words import listing, literal, spell
from modelpact.render import renderer
from modelpact.targets.markdown import TARGET
from modelpact.text import Code, fold, shown
from nasty import COMMONMARK, NASTY, content, hrefs, shape, slugs

RENDER = renderer([Path(__file__).parents[2] / "templates"])
RESPONSE = ir.Response(
    selector=("response_format",),
    forms=(("url", "url"), ("b64_json", "b64_json")),
    envelopes=(ir.Envelope(name="wrapped", images="/data/data", code="/code", success=200),),
    extras=(("revised_prompt", "The prompt as used"),),
)
STATED = ir.Evidence(document="The page", section="Parameters", read="2026-01-02")


def pages(provider: ir.Provider) -> dict[str, str]:
    return {file.path: file.text for file in TARGET.files(provider, RENDER)}


def page(*members: ir.Member, **rest: Any) -> str:
    """The page of a model with these members."""
    return pages(samples.provider(samples.model(*members, **rest)))["m-1.md"]


def section(text: str, heading: str) -> str:
    """What stands between a heading and the next of its level or above."""
    level = heading.split(" ")[0]
    found = re.search(
        rf"^{re.escape(heading)}\n\n(.*?)(?=^#{{1,{len(level)}}} |\Z)", text, re.M | re.S
    )
    assert found, heading
    return found[1].strip("\n")


# --- parameters --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "row", "points"),
    [
        (samples.integer(0, 9), "integer | 0 to 9 |  | honoured", ["Allowed: 0 to 9."]),
        (samples.integer(1, multiple_of=16), "integer | at least 1; a multiple of 16 |  | honoured", ...),
        (samples.number(None, 0.5), "number | at most 0.5 |  | honoured", ...),
        (
            samples.value(ir.Number(range=ir.Range(exclusive_minimum=0, exclusive_maximum=1))),
            "number | more than 0; less than 1 |  | honoured",
            ...,
        ),
        (samples.string(1, 800), "string | 1 to 800 characters |  | honoured", ...),
        (samples.string(2, 2, "a|b"), "string | 2 characters; matches `a\\|b` |  | honoured", ...),
        (
            samples.dimensions("x", ratio_minimum=(1, 3), ratio_maximum=(3, 1)),
            "string | `WIDTHxHEIGHT`; width to height from 1:3 to 3:1 |  | honoured",
            ...,
        ),
        (samples.array(samples.string(), 1, 4), "array of strings | 1 to 4 items |  | honoured", ...),
        (samples.obj(closed=True), "object | no other members |  | honoured", ...),
        (samples.value(ir.String(), ir.Null()), "string or null |  |  | honoured", []),
        (samples.value(), "anything |  |  | honoured", []),
        (samples.image("url", "base64"), "string | an image as URL or bare base64 |  | honoured", ...),
        (
            samples.dimensions("*", side=(512, 2048), area=(None, 4000000)),
            "string | `WIDTH*HEIGHT`; each side 512 to 2048; area at most 4000000 pixels |  | honoured",
            ...,
        ),
        (
            samples.value(enum=("a", "b"), default=samples.server("a", "inferred")),
            "string | `a`, `b` | `a` (server, inferred) | honoured",
            ["Allowed: `a`, `b`."],
        ),
        (
            samples.value(
                enum=tuple(f"{n}x{n}" for n in range(1, 9)),
                tiers=(
                    ir.Tier(name="Low", values=("1x1", "2x2", "3x3", "4x4")),
                    ir.Tier(name="High", values=("5x5", "6x6", "7x7", "8x8")),
                ),
            ),
            "string | 8 values in Low and High |  | honoured",
            ["Low: `1x1`, `2x2`, `3x3`, `4x4`.", "High: `5x5`, `6x6`, `7x7`, `8x8`."],
        ),
        (
            samples.value(enum=("a", "1"), enum_descriptions=(("a", "The first."),)),
            'string | `a`, `"1"` |  | honoured',
            ["`a`: The first.", '`"1"`'],
        ),
        (
            samples.value(
                enum=("a",),
                tolerated=(
                    ir.Tolerated(value="b", because="It is old", use="a"),
                    ir.Tolerated(value="c", because="Seen once."),
                ),
                ignore_case=True,
            ),
            "string | `a` |  | honoured",
            [
                "Allowed: `a`.",
                "`b` is accepted with a warning. It is old. Write `a` instead.",
                "`c` is accepted with a warning. Seen once.",
                "Another spelling in upper or lower case is accepted with a warning.",
            ],
        ),
        (
            samples.number(0, advised=ir.Advice(value=samples.number(None, 2), because="The maker's end.")),
            "number | at least 0 |  | honoured",
            ["Allowed: at least 0.", "Advised: at most 2; anything else is a warning. The maker's end."],
        ),
        (
            samples.integer(numeric_text=True, deprecated=True),
            "integer |  |  | honoured, deprecated",
            ["A number written as text is accepted with a warning.", "It is deprecated; sending it is a warning."],
        ),
        (
            samples.string(disposition=ir.Forced(value="a", because="So it is")),
            "string |  |  | always `a`",
            ["The gateway always behaves as `a`; another value is a warning. So it is."],
        ),
        (
            samples.string(disposition=ir.Advisory(value="a")),
            "string |  |  | usually `a`",
            ["The gateway usually behaves as `a`; another value is a warning."],
        ),
        (
            samples.string(disposition=ir.Ignored()),
            "string |  |  | ignored",
            ["It has no effect; sending it is a warning."],
        ),
        (
            samples.string(disposition=ir.Unverified()),
            "string |  |  | unverified",
            ["It is not documented by this gateway; sending it is a warning."],
        ),
        (
            samples.integer(1, 9, default=samples.server(2), disposition=ir.Rejected(because="Not here.")),
            "integer |  |  | rejected",
            ["The model does not take it; sending it is an error. Not here."],
        ),
        (
            samples.value(
                enum=("hd", "high", "low"),
                disposition=ir.Converted(to=("size",), table=(("hd", "2K"), ("high", "2K"), ("low", "1K"))),
            ),
            "string | `hd`, `high`, `low` |  | converted",
            [
                "Allowed: `hd`, `high`, `low`.",
                "The gateway converts it to `size`: `hd` and `high` become `2K`; `low` becomes `1K`.",
            ],
        ),
        (
            samples.string(examples=(ir.Json.of("x"), ir.Json.of("y")), evidence=ir.Evidence(certainty="example")),
            "string |  |  | honoured",
            ["For example `x` or `y`.", "Source: shown in an example only."],
        ),
    ],
)  # fmt: skip
def test_a_parameter_in_the_table_and_in_full(value: ir.Value, row: str, points: Any) -> None:
    text = page(*samples.members(p=value, q=samples.boolean(), r=samples.boolean()))
    assert f"| [`p`](#p) | {row} |\n" in text
    if points is not ...:
        assert re.findall(r"^- (.*)$", section(text, "### `p`"), re.M) == points


def test_nested_parameters_go_by_their_path() -> None:
    parts = samples.array(samples.obj(text_=samples.string(), image=samples.image()))
    text = page(*samples.members(contents=samples.array(samples.obj(parts=parts))))
    assert re.findall(r"^\| \[`(.*?)`\]", text, re.M) == [
        "model",
        "contents",
        "contents[].parts",
        "contents[].parts[].text",
        "contents[].parts[].image",
    ]
    assert section(text, "### `contents[].parts[].text`") == "*string, required*"


def test_what_is_inside_a_rejected_object_is_left_out() -> None:
    options = samples.obj(count=samples.integer())
    rejected = ir.Value(kinds=options.kinds, disposition=ir.Rejected())
    text = page(*samples.members(options=rejected))
    assert "| [`options`](#options) | object |  |  | rejected |" in text
    assert "count" not in text


def test_a_place_for_images_is_rejected_where_none_are_taken() -> None:
    images = ir.Images(places=(("image",),), maximum=0)
    text = page(*samples.members(image=samples.image()), images=images)
    assert "| [`image`](#image) | string |  |  | rejected |" in text
    assert section(text, "## Images in") == "- The model takes no images."


# --- the rest of a page -------------------------------------------------------------------------


def test_the_head_says_what_it_is() -> None:
    lifecycle = ir.Lifecycle(
        status="deprecated",
        released="2025-01-02",
        deprecated="2026-01-02",
        retires="2027-01-02",
        replacement="m-2",
    )
    old = samples.model(title="Old | one", aliases=("Nano", "Mini"), lifecycle=lifecycle)
    new = samples.model(id="m-2", title="New one")
    assert pages(samples.provider(old, new))["m-1.md"].startswith(
        "# Old \\| one\n\nA model.\n\n- **Model id:** `m-1`\n- **Family:** [fam](index.md#fam) at [Acme](index.md)\n"
        "- **Status:** deprecated, released on 2025-01-02, deprecated since 2026-01-02, retires on 2027-01-02,"
        " replaced by [New one](m-2.md)\n- **Also called:** Nano, Mini (not accepted as an id)\n"
        "- **Call:** `POST https://api.acme.test/v1/images`\n\n## Parameters\n"
    )


@pytest.mark.parametrize(
    ("images", "expected"),
    [
        (ir.Images(places=(("image",),), minimum=1, maximum=1), "Exactly 1 image in a request."),
        (ir.Images(places=(("images", "-"),), maximum=4), "At most 4 images in a request."),
        (
            ir.Images(places=(("contents", "-", "parts", "-", "image"),), minimum=1, maximum=4),
            "At most 4 images in a message, and at least 1 in the request.",
        ),
        (ir.Images(places=(("image",),), minimum=1), "At least 1 image in a request."),
        (ir.Images(places=(("image",),)), "Any number of images in a request."),
    ],
)
def test_how_many_images(images: ir.Images, expected: str) -> None:
    assert f"- {expected}\n" in page(images=images)


def test_how_images_are_given() -> None:
    accepted = ir.ImageInput(
        sources=("url", "data-uri"), tolerated=("base64",), formats=("png", "jpeg"), megabytes=7
    )
    images = ir.Images(places=(("image",), ("images", "-")), maximum=2, input=accepted)
    assert section(page(images=images), "## Images in").split("\n")[1:] == [
        "- PNG and JPEG, at most 7 MB each.",
        "- Given as URL or data URI; bare base64 is accepted with a warning.",
        "- They go into `image` or `images[]`.",
    ]


def test_what_comes_back() -> None:
    asks = samples.value(enum=("url", "b64_json"), disposition=ir.Advisory(value="url"))
    text = page(*samples.members(response_format=asks), response=RESPONSE)
    both = "`/data/data/*/url`, else `/data/data/*/b64_json`"
    assert section(text, "## What comes back").split("\n") == [
        "`response_format` asks for a form. Read the field that is named here, whatever was asked for.",
        "",
        "| Asked | Comes back | Read | Warning |",
        "| --- | --- | --- | --- |",
        f"| nothing | usually `url` | {both} | no |",
        f"| `url` | usually `url` | {both} | no |",
        f"| `b64_json` | usually `url` | {both} | yes |",
        f"| anything else | usually `url` | {both} | yes |",
        "",
        "- **wrapped**: images `/data/data` and code `/code`. Code 200 means success.",
        "- An image may also have `revised_prompt`. The prompt as used.",
    ]


PROMPT, TEXT = ("prompt",), ("contents", "-", "text")


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (samples.rule(ir.Required((PROMPT,))), "(error): So it is. Reported at `prompt`."),
        (
            samples.rule(ir.WithoutEffect((PROMPT, TEXT))),
            "(warning): So it is. Reported at `prompt` or `contents[].text`.",
        ),
        (samples.rule(ir.Advise((PROMPT,))), "(warning): So it is. Reported at `prompt`."),
        (samples.rule(ir.Required((PROMPT,)), severity="warning"), "(warning): So it is. Reported at `prompt`."),
        (samples.rule(ir.Group("atLeastOne", (PROMPT, TEXT))), "(error): So it is. Reported at the body."),
        (samples.rule(ir.Group("atLeastOne", (PROMPT, TEXT)), at=PROMPT), "(error): So it is. Reported at `prompt`."),
        (
            samples.rule(ir.Forbidden((("text",),)), scope="contents/-"),
            "(error): So it is. Reported at `contents[].text`.",
        ),
        (
            samples.rule(ir.Constrain(PROMPT, samples.string()), evidence=ir.Evidence(section="FAQ")),
            "(error): So it is. Reported at `prompt`. Source: section “FAQ”.",
        ),
    ],
)  # fmt: skip
def test_rules_in_prose(rule: ir.Rule, said: str) -> None:
    members = samples.members(a=samples.boolean(), b=samples.boolean())
    assert section(page(*members, rules=(rule,)), "## Rules") == f"- **`some-rule`** {said}"


def test_a_page_without_rules_or_uses_has_no_such_heading() -> None:
    text = page()
    assert "## Rules" not in text
    assert "## Examples" not in text


def test_decisions_say_question_readings_and_choice() -> None:
    decision = ir.Decision(
        id="which",
        question="One or two?",
        readings=("One", "Two."),
        chosen="Two",
        severity="warn",
        sections=("FAQ", "Tips"),
        parameters=("contents/-/n", "/size"),
    )
    assert (
        "**One or two?**\n\n- One\n- Two.\n\nThis pact takes: Two.\n"
        "Concerns `contents[].n` and `size`. See sections “FAQ” and “Tips”. Such a request is a warning.\n\n---\n"
    ) in page(decisions=(decision,))


def test_a_source_is_named_once_and_then_only_where_it_differs() -> None:
    same = samples.string(evidence=STATED)
    other = samples.string(
        evidence=ir.Evidence(document="The page", section="FAQ", certainty="inferred")
    )
    body = samples.members(a=same, b=same, c=other)
    text = page(*body, evidence=STATED)
    assert "says is stated in The page, section “Parameters”, as read on 2026-01-02." in text
    assert "Source" not in section(text, "### `a`")
    assert section(text, "### `c`").endswith("- Source: inferred, section “FAQ”.")


# --- examples ----------------------------------------------------------------------------------


def commands(text: str) -> list[list[str]]:
    fences = [token for token in COMMONMARK.parse(text) if token.info == "sh"]
    return [shlex.split(token.content.replace("\\\n", " ")) for token in fences]


@pytest.mark.parametrize(
    "prompt", [text for text in NASTY if "\udc80" not in text and text.strip()]
)
def test_a_curl_call_sends_the_example_whatever_it_says(prompt: str) -> None:
    use = ir.Use(name="draw", title="Draw", prompt=f"it's {prompt}")
    layout = ir.Layout(images="none", places=(ir.Place(path=PROMPT, argument="prompt"),))
    model = samples.model(*samples.members(prompt=samples.string()), uses=(use,), layouts=(layout,))
    text = pages(samples.provider(model))["m-1.md"]
    ((program, url, _, key, _, kind, flag, body),) = commands(text)
    assert (program, url, flag) == ("curl", "https://api.acme.test/v1/images", "-d")
    assert (key, kind) == ("Authorization: Bearer YOUR_KEY", "Content-Type: application/json")
    assert json.loads(body) == example.body(model, use) == {"model": "m-1", "prompt": use.prompt}


@pytest.mark.parametrize(
    ("auth", "header"),
    [
        (ir.Auth(environment="ACME_KEY"), '-H "Authorization: Bearer $ACME_KEY"'),
        (
            ir.Auth(header="x-api-key", scheme="", environment="ACME_KEY"),
            '-H "x-api-key: $ACME_KEY"',
        ),
        (ir.Auth(placeholder="sk-x"), "-H 'Authorization: Bearer sk-x'"),
        (ir.Auth(environment="A;rm -rf /"), "-H 'Authorization: Bearer YOUR_KEY'"),
        (ir.Auth(scheme="$(id)", environment="ACME_KEY"), "-H 'Authorization: $(id) YOUR_KEY'"),
        (ir.Auth(scheme="it's", placeholder="k"), """-H 'Authorization: it'"'"'s k'"""),
    ],
)
def test_the_key_comes_from_the_environment_or_is_a_placeholder(auth: ir.Auth, header: str) -> None:
    model = samples.model(uses=(ir.Use(name="draw", title="Draw"),))
    assert f"  {header} \\\n" in pages(samples.provider(model, auth=auth))["m-1.md"]


# --- the index ---------------------------------------------------------------------------------


def test_the_index_lists_models_and_marks_every_disposition() -> None:
    fates: dict[str, ir.Disposition] = {
        "a": ir.Honoured(),
        "b": ir.Forced(value="x"),
        "c": ir.Advisory(value="x"),
        "d": ir.Converted(to=("a",)),
        "e": ir.Ignored(),
        "f": ir.Unverified(),
        "g": ir.Rejected(),
    }
    members = samples.members(
        **{name: samples.string(disposition=fate) for name, fate in fates.items()}
    )
    inner = ir.Value(kinds=samples.obj(n=samples.integer()).kinds, disposition=ir.Rejected())
    first = samples.model(*members, title="One", uses=(ir.Use(name="draw", title="Draw"),))
    second = samples.model(
        *samples.members(o=inner), id="m-2", title="Two", images=ir.Images(maximum=0)
    )
    text = pages(samples.provider(first, second))["index.md"]
    assert "| [One](m-1.md) | `m-1` | current | none | Draw |" in text
    table = section(text, "## Parameters by model")
    assert table.startswith("| Parameter | [One](m-1.md) | [Two](m-2.md) |\n| --- | :-: | :-: |\n")
    assert re.findall(r"^\| `(.*)` \| (.*) \| (.*) \|$", table, re.M) == [
        ("model", "✓", "✓"),
        ("a", "✓", ""),
        ("b", "=", ""),
        ("c", "≈", ""),
        ("d", "→", ""),
        ("e", "–", ""),
        ("f", "?", ""),
        ("g", "✗", ""),
        ("o", "", "✗"),
        ("o.n", "", "✗"),
    ]
    assert len(re.findall(r"^- [✓=≈→–?✗] ", table, re.M)) == 7


def test_the_index_has_error_codes_and_the_providers_decisions() -> None:
    error = ir.Error(code=429, title="Too many", description="Wait a | while")
    decision = ir.Decision(id="x", question="Which?", readings=(), chosen="This.", severity=None)
    text = pages(samples.provider(samples.model(), errors=(error,), decisions=(decision,)))[
        "index.md"
    ]
    assert "| 429 | Too many | Wait a \\| while |\n" in text
    assert "**Which?**\n\nThis pact takes: This.\n" in text


# --- pages as a whole ---------------------------------------------------------------------------


def rich(word: str, name: str = "word") -> ir.Provider:
    """A provider with ``word`` in every text, and ``name`` in every name of a member, value or id."""
    source = ir.Evidence(document=word, section=word, read="2026-01-02")
    odd = ir.Evidence(document=word + "2", section=word + "2", certainty="inferred")
    value = samples.value(
        enum=(name, "other"),
        title=word,
        description=word,
        enum_descriptions=((name, word),),
        tolerated=(ir.Tolerated(value=name + "2", because=word, use=name),),
        default=samples.server(name),
        examples=(ir.Json.of(name), ir.Json.of("x")),
        advised=ir.Advice(value=samples.value(enum=(name,)), because=word),
        disposition=ir.Forced(value=name, because=word),
        evidence=odd,
    )
    tiers = samples.value(
        enum=tuple(f"{name}{n}" for n in range(8)),
        tiers=(ir.Tier(name=word, values=(name,)), ir.Tier(name="b", values=("x",))),
        disposition=ir.Converted(to=(name,), table=((name, name),), because=word),
        evidence=source,
    )
    text = samples.string(1, 9, name, description=word, evidence=source)
    size = samples.value(
        ir.String(
            dimensions=ir.Dimensions(
                separator=name[:3], words=(name,), tolerated_separators=(name,)
            )
        )
    )
    found = (("one", value), ("tiers", tiers), ("text", text), ("size", size), ("two", text))
    model = samples.model(
        *(ir.Member(name=name + key, value=member) for key, member in found),
        id=name,
        title=word,
        description=word,
        rules=(
            samples.rule(ir.Required(((name,),)), evidence=odd),
            samples.rule(ir.Advise(((name,),)), id="b-c"),
        ),
        aliases=(word, "x"),
        arguments=(ir.Argument(name=name, path=(f"{name}one",)),),
        lifecycle=ir.Lifecycle(replacement=name),
        uses=(
            ir.Use(
                name=word,
                title=word,
                description=word,
                prompt=word,
                arguments=ir.Json.of({name: word}),
            ),
        ),
        images=ir.Images(
            places=((name,),), maximum=2, input=ir.ImageInput(sources=("url",), formats=(name,))
        ),
        response=ir.Response(
            selector=(name + "one",),
            forms=((name, name),),
            count=ir.Count(path=(name,), when=((ir.Test(path=(name,), check=ir.Present()),),)),
            size=((name,), (name, name)),
            format=(name,),
            envelopes=(ir.Envelope(name=word, images=f"/{name}", message=f"/{name}"),),
            extras=((name, word),),
            evidence=odd,
        ),
        decisions=(
            ir.Decision(
                id="x",
                question=word,
                readings=(word, "x"),
                chosen=word,
                severity="warn",
                sections=(word, "x"),
                parameters=(name.replace("/", "x"),),
            ),
        ),
        evidence=source,
        family=word,
    )
    return samples.provider(
        model,
        title=word,
        description=word,
        families=(ir.Family(id=word, title=word, description=word),),
        auth=ir.Auth(header="X", placeholder=name),
        errors=(ir.Error(code=1, title=word, description=word),),
        base_url=f"https://{name}",
    )


@pytest.mark.parametrize("kind", ["text", "name"])
@pytest.mark.parametrize("hostile", [text for text in NASTY if text.strip()])
def test_no_text_of_a_spec_changes_the_shape_of_a_page(hostile: str, kind: str) -> None:
    benign = pages(rich("word")).values()
    found = pages(rich(hostile) if kind == "text" else rich("word", hostile)).values()
    for expected, text in zip(benign, found, strict=True):
        tokens = COMMONMARK.parse(text)
        assert shape(tokens, attributes=False) == shape(
            COMMONMARK.parse(expected), attributes=False
        )
        seen = fold(content(tokens, "text", "code_inline", "softbreak"))
        assert fold(shown(fold(hostile))) in seen or kind == "name"
        assert not [t for t in tokens if "html" in t.type]


@pytest.mark.parametrize("word", ["word", *(text for text in NASTY if text.strip())])
def test_every_link_leads_somewhere(word: str) -> None:
    found = pages(rich(word, word))
    headings = {path: slugs(COMMONMARK.parse(text)) for path, text in found.items()}
    for path, text in found.items():
        for href in hrefs(COMMONMARK.parse(text)):
            file, _, fragment = href.partition("#")
            assert not file or unquote(file) in found
            assert not fragment or unquote(fragment) in headings[file or path]


@pytest.mark.parametrize(
    "provider", [rich("word"), samples.provider(samples.model())], ids=["rich", "bare"]
)
def test_pages_are_tidy(provider: ir.Provider) -> None:
    for text in pages(provider).values():
        assert not re.search(r"\n\n\n|[ \t]\n", text)
        assert text.endswith(".\n")
        assert not re.search(r"<[a-zA-Z!/]", text)
        for header in re.findall(r"^(\|.*\|)\n\| -", text, re.M):
            table = text[text.index(header) :].split("\n\n")[0].split("\n")
            assert {len(re.findall(r"(?<!\\)\|", row)) for row in table} == {header.count("|")}


def test_the_same_catalogue_gives_the_same_pages() -> None:
    assert pages(rich("word")) == pages(rich("word"))


def test_names_collide_as_a_file_system_sees_them() -> None:
    provider = samples.provider(*(samples.model(id=name) for name in ("Index", "a/b", "a b", "c")))
    names = [name.text for name in TARGET.names(provider)]
    assert names == ["index.md", "index.md", "a-b.md", "a-b.md", "c.md"]


def test_prose_loses_nothing() -> None:
    assert list(TARGET.losses(rich("word"))) == []


# --- words -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("url", "url"),
        ("1", '"1"'),
        ("true", '"true"'),
        ("null", '"null"'),
        ("", '""'),
        (" ", '" "'),
        ("1K", "1K"),
        (1, "1"),
        (True, "true"),
        (None, "null"),
        (0.95, "0.95"),
        ({"a": ["ü"]}, '{"a": ["ü"]}'),
    ],
)
def test_a_literal_cannot_be_taken_for_another_value(value: object, expected: str) -> None:
    assert literal(value) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a", "a"),
        ("a/-/b_c/-", "a[].b_c[]"),
        ("a/0/b", "a[0].b"),
        ("a-b/c", "a-b.c"),
        ("a.b/c", "/a.b/c"),
        ("a b", "/a b"),
    ],
)
def test_paths_are_short_where_names_are_plain(path: str, expected: str) -> None:
    assert spell(tuple(path.split("/"))) == expected


def test_listings() -> None:
    a, b, c = Code("a"), Code("b"), Code("c")
    assert [str(listing(parts)) for parts in ([a], [a, b], [a, b, c])] == [
        "a",
        "a and b",
        "a, b and c",
    ]
    assert str(listing([a, b], "or")) == "a or b"
