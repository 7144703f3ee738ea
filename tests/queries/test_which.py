"""Which models take a request, in which order, and why others do not."""

from __future__ import annotations

from typing import Any

import samples
from asking import errors, taken
from builds import provider
from modelpact import ir
from modelpact.queries.choice import Choice, reader, which

GPT = {"model": "gpt-image-2", "prompt": "A fox", "n": 2}


def of(body: dict[str, Any]) -> tuple[Choice, ...]:
    made = provider("gravitex")
    return which(made.known, body, made.bundle.check)


def test_every_model_is_told_once_and_rightly() -> None:
    models = provider("gravitex").models
    for _, body in taken("gravitex")[::9]:
        choices = of(body)
        assert sorted(choice.model for choice in choices) == sorted(models)
        for choice in choices:
            wrong = errors(models[choice.model], {**body, "model": choice.model})
            assert (choice.takes == "unchanged") == (not wrong)
            assert (choice.translation.request is None) <= (choice.takes != "changed")
            assert choice.takes != "no" or choice.translation.reason


def test_those_that_take_it_as_it_is_come_first_then_the_least_changed() -> None:
    choices = of({**GPT, "size": "1536x1024"})
    takes = [choice.takes for choice in choices]
    assert takes == sorted(takes, key=("unchanged", "changed", "no").index)
    assert choices[0].model == "gpt-image-2" and choices[0].issues == ()
    remarks = [len(choice.issues) for choice in choices if choice.takes == "unchanged"]
    assert remarks == sorted(remarks)
    changes = [len(choice.translation.lost) for choice in choices if choice.takes == "changed"]
    assert len(changes) > 1 and changes == sorted(changes)
    assert {c.model: c.translation.reason for c in choices if c.takes == "no"} == {
        "doubao-seededit-3-0-i2i-250628": "an image is needed",
        "qwen-image-edit": "an image is needed",
        "qwen-image-edit-plus": "an image is needed",
    }


def test_a_request_without_a_model_is_read_as_one_to_the_model_that_fits_best() -> None:
    made = provider("gravitex")
    body = {"input": {"messages": [{"role": "user", "content": [{"text": "A fox"}]}]}}
    assert reader(made.known, body, made.bundle.check).id == "qwen-image-plus"
    assert of(body)[0].model == "qwen-image-plus"


def test_a_number_is_brought_into_the_bounds_of_each_model() -> None:
    few = samples.model(*samples.members(n=samples.integer(1, 2)), id="few", **_arguments("n"))
    many = samples.model(*samples.members(n=samples.integer(1, 9)), id="many", **_arguments("n"))
    none = samples.model(id="none")
    gateway = samples.provider(few, many, none)
    choices = which(gateway, {"model": "many", "n": 5}, _refereed(gateway))
    assert [(c.model, c.takes) for c in choices] == [
        ("many", "unchanged"),
        ("none", "unchanged"),
        ("few", "changed"),
    ]
    assert choices[2].translation.request == {"model": "few", "n": 2}


def _arguments(name: str) -> dict[str, Any]:
    return {"arguments": (ir.Argument(name=name, path=(name,)),)}


def _refereed(gateway: ir.Provider) -> Any:
    from asking import refereed

    checks = {model.id: refereed(model) for model in gateway.models}
    return lambda body: checks[body["model"]](body)
