"""A request for another model: everything of it is there, or listed as lost."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest

from asking import below, errors, leaves, taken
from builds import SPECS, provider
from modelpact import ir
from modelpact.queries.meaning import read
from modelpact.queries.translation import Translation, translate
from referee import judge

GEMINI, GPT = "gemini-2.5-flash-image", "gpt-image-2"
SEEDREAM, SEEDREAM_3 = "doubao-seedream-4-5-251128", "doubao-seedream-3-0-t2i-250415"
QWEN, QWEN_EDIT = "qwen-image-plus", "qwen-image-edit-plus"
PNG = "data:image/png;base64,iVBORw0KGgo="
URL = "https://example.com/a.png"


def to(target: str, body: dict[str, Any], name: str = "gravitex") -> Translation:
    made = provider(name)
    return translate(made.models[body["model"]], made.models[target], body, made.bundle.check)


def lost(found: Translation) -> dict[str, tuple[Any, Any]]:
    """What became of each argument that is not as it was."""
    return {each.argument: (each.before, each.after) for each in found.lost}


def nothing_is_missing(
    source: ir.Model, body: dict[str, Any], target: ir.Model, found: Translation
) -> None:
    """Each value of a request stands in its translation, or is listed; each value of that is from it, or listed."""
    before = [(at, value) for at, value in leaves(body) if at != "/model"]
    after = [(at, value) for at, value in leaves(found.request) if at != "/model"]
    structure = [
        place.constant.value
        for model in (source, target)
        for layout in model.layouts
        for place in layout.places
        if place.constant is not None
    ]
    texts = [value for _, value in after if isinstance(value, str)]
    for at, value in before:
        there = any(same(value, other) for _, other in after)
        said = isinstance(value, str) and any(value in text for text in texts)
        listed = any(below(at, each.source) for each in found.lost)
        assert there or said or listed or value in structure, (at, value, found)
    lines = {line for _, value in before if isinstance(value, str) for line in value.split("\n")}
    for at, value in after:
        there = any(same(value, other) for _, other in before)
        said = isinstance(value, str) and set(value.split("\n")) <= lines
        listed = any(below(at, each.target) for each in found.lost)
        assert there or said or listed or value in structure, (at, value, found)


def same(one: Any, other: Any) -> bool:
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def pictures(body: Any) -> list[str]:
    return [v for at, v in leaves(body) if "image" in at.split("/")[-1] or "/images/" in at]


def unavoidable(model: ir.Model, body: dict[str, Any]) -> set[str]:
    """Codes of what the target says about anything, or the source said about the request."""
    always = {
        rule.id for rule in model.rules if isinstance(rule.effect, ir.Advise) and not rule.when
    }
    return always | {
        finding.code for finding in judge(provider("gravitex").models[body["model"]], body)
    }


def test_between_every_two_models_the_result_is_accepted_and_the_loss_is_listed() -> None:
    models = provider("gravitex").models
    impossible = 0
    for (source, body), target in itertools.product(taken("gravitex"), models.values()):
        found = to(target.id, body)
        if found.request is None:
            impossible += 1
            needed = target.images.minimum > 0 and "image is needed" in found.reason
            words = read(source, body).texts
            assert needed or (not words and found.reason), (body, target.id, found.reason)
            continue
        assert found.request["model"] == target.id and found.reason == ""
        told = judge(target, found.request)
        assert {finding.severity for finding in told} <= {"warning"}, (body, found)
        assert {finding.code for finding in told} <= unavoidable(target, body), (body, found)
        assert [(i.pointer, i.code) for i in found.issues] == [(f.pointer, f.code) for f in told]
        nothing_is_missing(source, body, target, found)
    assert 0 < impossible < 250


def test_what_a_model_accepts_is_its_own_translation() -> None:
    for source, body in taken("gravitex"):
        found = to(source.id, body)
        if not judge(source, body):
            assert found.request == body and found.lost == ()


def test_the_way_back_says_the_same() -> None:
    """What went over unharmed comes back unharmed."""
    models = provider("gravitex").models
    for source, body in taken("gravitex")[::3]:
        for target in models.values():
            there = to(target.id, body)
            if there.request is None:
                continue
            back = to(source.id, there.request)
            if back.request is None:
                continue
            harmed = {each.argument for each in (*there.lost, *back.lost)}
            first, second = read(source, body), read(source, back.request)
            assert set(first.texts) == set(second.texts) or "prompt" in harmed
            kept = {name: said.value for name, said in second.arguments}
            for name, said in first.arguments:
                assert name in harmed or same(kept.get(name), said.value), (body, target.id, name)


@pytest.mark.parametrize("name", ["atelier"])
def test_of_an_invented_gateway_nothing_is_rejected_or_missing(name: str) -> None:
    models = list(provider(name).models.values())
    done = 0
    for number, (source, body) in enumerate(taken(name)[::5]):
        for target in (models[number % len(models)], models[(number * 7 + 3) % len(models)]):
            found = to(target.id, body, name)
            if found.request is None:
                assert found.reason
                continue
            assert errors(target, found.request) == set(), (body, found)
            nothing_is_missing(source, body, target, found)
            done += 1
    assert done > 50


# --- sizes -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "size", "target", "becomes"),
    [
        (SEEDREAM, {"size": "2304x1728"}, GEMINI, {"size": "4:3", "image_size": "2K"}),
        (SEEDREAM, {"size": "6240x2656"}, GEMINI, {"size": "21:9", "image_size": "4K"}),
        (SEEDREAM, {"size": "2K"}, GEMINI, {"size": "1:1", "image_size": "2K"}),
        (SEEDREAM, {"size": "2304x1728"}, SEEDREAM_3, {"size": "1152x864"}),
        (GEMINI, {"size": "16:9"}, GPT, {"size": "1536x1024"}),
        (GEMINI, {"size": "9:16"}, QWEN, {"size": "928*1664"}),
        (GEMINI, {"size": "16:9", "image_size": "4K"}, SEEDREAM, {"size": "5504x3040"}),
        (GEMINI, {"size": "16:9", "image_size": "2K"}, SEEDREAM, {"size": "2560x1440"}),
        (GEMINI, {"image_size": "4K"}, SEEDREAM, {"size": "4096x4096"}),
        (GEMINI, {"quality": "hd"}, SEEDREAM, {"size": "2048x2048"}),
        (GPT, {"size": "1024x1024"}, GEMINI, {"size": "1:1", "image_size": "1K"}),
        (QWEN, {"size": "1328*1328"}, GPT, {"size": "1024x1024"}),
        (QWEN, {"size": "1664*928"}, SEEDREAM_3, {"size": "1280x720"}),
        (GPT, {}, GEMINI, {}),
    ],
)  # fmt: skip
def test_sizes(source: str, size: dict[str, str], target: str, becomes: dict[str, str]) -> None:
    found = to(target, worded(source, size))
    assert found.request is not None
    inside = found.request.get("parameters", found.request)
    sized = {name: inside[name] for name in ("size", "image_size") if name in inside}
    assert sized == becomes


def worded(model: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """A request of words and arguments, as the model wants them."""
    if model != QWEN:
        return {"model": model, "prompt": "A fox", **arguments}
    messages = [{"role": "user", "content": [{"text": "A fox"}]}]
    return {"model": model, "input": {"messages": messages}, "parameters": arguments}


# --- other arguments ---------------------------------------------------------------------------


def test_arguments_go_where_the_other_model_has_them() -> None:
    found = to(QWEN, worded(SEEDREAM, {"seed": 7, "watermark": False}))
    assert found.request == worded(QWEN, {"watermark": False, "seed": 7})
    assert found.lost == ()


def test_what_the_other_model_does_not_have_is_dropped_and_listed() -> None:
    found = to(GPT, worded(QWEN, {"negative_prompt": "blurry", "n": 2}))
    assert found.request == {"model": GPT, "prompt": "A fox", "n": 2}
    (gone,) = found.lost
    assert gone.as_dict() == {
        "argument": "negative_prompt",
        "source": "/parameters/negative_prompt",
        "target": None,
        "from": "blurry",
        "to": None,
        "reason": f"{GPT} has no negative_prompt",
    }


def test_numbers_are_brought_into_bounds() -> None:
    assert lost(to(GPT, worded(GEMINI, {"n": 12}))) == {"n": (12, 10)}


def test_words_of_a_list_are_matched_by_name() -> None:
    assert lost(to(GPT, worded(GEMINI, {"quality": "high"}))) == {}
    standard = lost(to(GPT, worded(GEMINI, {"quality": "standard"})))
    assert standard == {"quality": ("standard", None), "size": ("standard", "1024x1024")}


def test_the_form_that_comes_back_anyway_is_asked_for() -> None:
    assert lost(to(SEEDREAM, worded(GPT, {"response_format": "b64_json"}))) == {
        "response_format": ("b64_json", "url")
    }


def test_what_says_nothing_to_the_source_is_dropped() -> None:
    found = to(GPT, worded(SEEDREAM, {"n": 2, "speed": {"fast": True}}))
    assert found.request == {"model": GPT, "prompt": "A fox"}
    assert {each.source for each in found.lost} == {"/n", "/speed/fast"}


def test_settings_inside_of_an_object_are_lost_one_by_one() -> None:
    settings = {"optimize_prompt_options": {"mode": "fast"}}
    found = to(SEEDREAM, worded("doubao-seedream-4-0-250828", settings))
    assert [(each.source, each.before, each.after) for each in found.lost] == [
        ("/optimize_prompt_options/mode", "fast", None)
    ]


# --- pictures and words ------------------------------------------------------------------------


def shown(model: str, *images: str, words: str = "Make it snow") -> dict[str, Any]:
    """A request to work on pictures."""
    if model == GPT:
        return {"model": GPT, "prompt": words, "images": list(images)}
    parts = [*({"image": image} for image in images), {"text": words}]
    if model == QWEN_EDIT:
        return {"model": model, "input": {"messages": [{"role": "user", "content": parts}]}}
    return {"model": model, "contents": [{"role": "user", "parts": parts}]}


def test_of_too_many_pictures_the_last_are_dropped() -> None:
    urls = [f"https://example.com/{number}.png" for number in range(5)]
    found = to(QWEN_EDIT, shown(GPT, *urls))
    assert pictures(found.request) == urls[:3]
    assert [each.before for each in found.lost] == urls[3:]
    assert {each.source for each in found.lost} == {"/images/3", "/images/4"}


def test_one_picture_lands_where_one_does() -> None:
    found = to(GPT, shown(GEMINI, URL))
    assert found.request == {"model": GPT, "prompt": "Make it snow", "image": URL}


def test_base64_is_wrapped_where_only_that_is_taken() -> None:
    bare = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"
    found = to(GEMINI, shown(QWEN_EDIT, bare))
    assert pictures(found.request) == [f"data:image/png;base64,{bare}"]
    assert lost(found) == {"image": (bare, f"data:image/png;base64,{bare}")}


def test_a_picture_of_a_format_that_is_not_taken_is_dropped_or_the_translation_is_impossible() -> (
    None
):
    gif = "data:image/gif;base64,R0lGODlhAQABAAAAACw="
    found = to(GEMINI, shown(GPT, gif, URL))
    assert pictures(found.request) == [URL]
    assert "gif" in found.lost[0].reason
    assert "gif" in to(QWEN_EDIT, shown(GPT, gif)).reason


def test_words_alone_do_not_make_an_edit() -> None:
    found = to(QWEN_EDIT, worded(GPT, {}))
    assert (found.request, found.reason, found.lost) == (None, "an image is needed", ())


def test_a_model_without_words_is_no_place_for_a_request_without_them() -> None:
    body = {"model": GEMINI, "contents": [{"role": "user", "parts": [{"image": URL}]}]}
    found = to(GPT, body)
    assert found.request is None and "/prompt" in found.reason


TALK = {
    "model": GEMINI,
    "size": "1:1",
    "contents": [
        {"role": "user", "parts": [{"text": "Draw a pier"}]},
        {"role": "model", "parts": [{"text": "Here it is"}, {"image": PNG}]},
        {"role": "user", "parts": [{"text": "Now at night"}]},
    ],
}


def test_a_conversation_stays_one_where_it_can() -> None:
    found = to("gemini-3-pro-image-preview", TALK)
    assert found.request == {**TALK, "model": "gemini-3-pro-image-preview"} and found.lost == ()


def test_a_conversation_becomes_one_text_and_says_so() -> None:
    found = to(GPT, TALK)
    assert found.request is not None
    assert found.request["prompt"] == "Draw a pier\nNow at night"
    assert found.request["image"] == PNG
    told = lost(found)["prompt"]
    assert told == (
        ["Draw a pier", "Here it is", "Now at night"],
        ["Draw a pier\nNow at night"],
    )


def test_a_prompt_that_is_repeated_is_said_once_and_written_where_it_must_be() -> None:
    body = {**shown("doubao-seedream-4-0-250828", PNG), "prompt": "Make it snow"}
    assert to(GPT, body).request == {"model": GPT, "prompt": "Make it snow", "image": PNG}
    back = to("doubao-seedream-4-0-250828", {"model": GPT, "prompt": "Make it snow", "image": PNG})
    assert back.request == body and back.lost == ()


# --- defaults ----------------------------------------------------------------------------------


def test_defaults_that_are_not_shared_are_noted() -> None:
    notes = {note.argument: (note.source, note.target) for note in to(QWEN, worded(GPT, {})).notes}
    assert notes["watermark"] == (None, True)
    assert notes["prompt_extend"] == (None, True)
    assert notes["size"] == ("1024x1024", None)
    sent = to(QWEN, worded(SEEDREAM, {"watermark": False})).notes
    assert "watermark" not in {note.argument for note in sent}


def test_every_provider_can_be_asked() -> None:
    assert set(SPECS) == {"gravitex", "atelier"}
    assert json.dumps(to("size-1", {"model": "tree-1", "steps": 3}, "atelier").request)
