"""The three models of the comparison as people write them for pydantic and msgspec.

Types, choices, bounds, pictures, unknown members and the rules between members that refuse a request are those of the
pacts; remarks that only warn are left out, as these libraries have none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,  # pydantic asks for it
)

import msgspec
import pydantic
from typing_extensions import TypedDict

Check = Callable[[Any], object]
Get = Callable[[Any, str], Any]
Rule = Callable[[Any, Get], None]

PICTURE = (
    r"^(?i:https?://[^\x00-\x20]+$"
    r"|data:image/(?:FORMATS);base64,(?:[a-z0-9+/=]{64}|[a-z0-9+/=]{1,63}$))"
)
TEN_MEGABYTES = 10 * 1048576 * 4 // 3 + 30
SIZE = r"^[1-9][0-9]{0,5}[*x][1-9][0-9]{0,5}$"
SIZES = tuple(
    "2048x2048 2304x1728 1728x2304 2560x1440 1440x2560 2496x1664 1664x2496 3024x1296 4096x4096 4704x3520 "
    "3520x4704 5504x3040 3040x5504 4992x3328 3328x4992 6240x2656 2K 4K".split()
)
STRICT = pydantic.ConfigDict(strict=True, extra="forbid")


class Pydantic:
    """Spells types for pydantic; objects are models."""

    def choice(self, *words: str) -> Any:
        return Literal[words]

    def integer(self, least: int, most: int) -> Any:
        return Annotated[int, pydantic.Field(ge=least, le=most)]

    def text(self) -> Any:
        return Annotated[str, pydantic.Field(min_length=1)]

    def matching(self, pattern: str) -> Any:
        return Annotated[str, pydantic.Field(pattern=pattern)]

    def picture(self, formats: str) -> Any:
        pattern = PICTURE.replace("FORMATS", formats)
        return Annotated[str, pydantic.Field(pattern=pattern, max_length=TEN_MEGABYTES)]

    def array(self, item: Any, least: int = 0, most: int = 1000) -> Any:
        return Annotated[list[item], pydantic.Field(min_length=least, max_length=most)]

    def record(
        self,
        name: str,
        required: dict[str, Any],
        rest: dict[str, Any],
        rule: Rule | None = None,
    ) -> Any:
        members: dict[str, Any] = {key: (type_, ...) for key, type_ in required.items()}
        members |= {key: (type_, None) for key, type_ in rest.items()}

        def obey(self: Any) -> Any:
            if rule:
                rule(self, getattr)
            return self

        after = {"obey": pydantic.model_validator(mode="after")(obey)} if rule else {}
        return pydantic.create_model(name, __config__=STRICT, __validators__=after, **members)


class TypedDicts(Pydantic):
    """Spells types for pydantic; objects are TypedDicts."""

    def record(
        self,
        name: str,
        required: dict[str, Any],
        rest: dict[str, Any],
        rule: Rule | None = None,
    ) -> Any:
        optional = {key: NotRequired[type_] for key, type_ in rest.items()}
        made: Any = TypedDict(name, required | optional)  # type: ignore[misc]
        made.__pydantic_config__ = STRICT
        if rule is None:
            return made

        def obey(body: Any) -> Any:
            rule(body, dict.get)
            return body

        return Annotated[made, pydantic.AfterValidator(obey)]


class Structs(Pydantic):
    """Spells types for msgspec."""

    def integer(self, least: int, most: int) -> Any:
        return Annotated[int, msgspec.Meta(ge=least, le=most)]

    def text(self) -> Any:
        return Annotated[str, msgspec.Meta(min_length=1)]

    def matching(self, pattern: str) -> Any:
        return Annotated[str, msgspec.Meta(pattern=_of_re(pattern))]

    def picture(self, formats: str) -> Any:
        pattern = _of_re(PICTURE.replace("FORMATS", formats))
        return Annotated[str, msgspec.Meta(pattern=pattern, max_length=TEN_MEGABYTES)]

    def array(self, item: Any, least: int = 0, most: int = 1000) -> Any:
        return Annotated[list[item], msgspec.Meta(min_length=least, max_length=most)]

    def record(
        self,
        name: str,
        required: dict[str, Any],
        rest: dict[str, Any],
        rule: Rule | None = None,
    ) -> Any:
        members = [*required.items(), *((key, type_, None) for key, type_ in rest.items())]
        after = {"__post_init__": lambda self: rule(self, getattr)} if rule else {}
        return msgspec.defstruct(
            name, members, kw_only=True, forbid_unknown_fields=True, namespace=after
        )


def _of_re(pattern: str) -> str:
    """Spell a pattern for Python's re, where $ is also before a last line break."""
    return pattern.replace("$", r"\Z")


def checks(model: str) -> dict[str, Check]:
    """Return what checks a body of this model, by the name of the peer."""
    models = pydantic.TypeAdapter(_TYPES[model](Pydantic()))
    dicts = pydantic.TypeAdapter(_TYPES[model](TypedDicts()))
    struct = _TYPES[model](Structs())

    def pydantic_all(adapter: pydantic.TypeAdapter[Any]) -> Check:
        def check(body: Any) -> object:
            try:
                adapter.validate_python(body)
            except pydantic.ValidationError as error:
                return error.errors(include_url=False)
            return []

        return check

    def first(body: Any) -> object:
        try:
            msgspec.convert(body, struct)
        except msgspec.ValidationError as error:
            return [error]
        return []

    return {
        "pydantic models": pydantic_all(models),
        "pydantic TypedDict": pydantic_all(dicts),
        "msgspec": first,
    }


# --- rules between members ------------------------------------------------------------------------


def _something(part: Any, get: Get) -> None:
    if get(part, "text") is None and get(part, "image") is None:
        raise ValueError("carries a text or a picture")


def _number(parts: list[Any], name: str, get: Get) -> int:
    return sum(1 for part in parts if get(part, name) is not None)


def _five_pictures(turn: Any, get: Get) -> None:
    if _number(get(turn, "parts"), "image", get) > 5:
        raise ValueError("takes at most 5 pictures")


def _words(body: Any, get: Get) -> None:
    turns = get(body, "contents") or ()
    told = (_number(get(turn, "parts"), "text", get) for turn in turns)
    if get(body, "prompt") is None and not any(told):
        raise ValueError("there must be words")


def _ten_pictures(body: Any, get: Get) -> None:
    if get(body, "image") is not None and len(get(body, "images") or ()) > 9:
        raise ValueError("takes at most 10 pictures")


def _words_and_three_pictures(message: Any, get: Get) -> None:
    content = get(message, "content")
    if not _number(content, "text", get):
        raise ValueError("needs a text")
    if _number(content, "image", get) > 3:
        raise ValueError("takes at most 3 pictures")


def _picture(body: Any, get: Get) -> None:
    messages = get(get(body, "input"), "messages")
    if not any(_number(get(message, "content"), "image", get) for message in messages):
        raise ValueError("needs a picture")


# --- models ---------------------------------------------------------------------------------------


def _seedream(of: Pydantic) -> Any:
    picture = of.picture("jpe?g|png|webp|bmp|tiff|gif")
    part = of.record("Part", {}, {"text": of.text(), "image": picture}, _something)
    turn = of.record(
        "Turn", {"parts": of.array(part, 1)}, {"role": of.choice("user", "model")}, _five_pictures
    )
    options = of.record("Options", {}, {"max_images": of.integer(1, 4)})
    prompt_options = of.record(
        "PromptOptions", {}, {"mode": of.choice("standard", "creative", "precise")}
    )
    return of.record(
        "Seedream",
        {"model": of.choice("doubao-seedream-4-5-251128")},
        {
            "prompt": of.text(),
            "contents": of.array(turn),
            "response_format": of.choice("b64_json", "url"),
            "size": of.choice(*SIZES),
            "watermark": bool,
            "seed": of.integer(0, 2147483647),
            "sequential_image_generation": of.choice("auto", "disabled"),
            "sequential_image_generation_options": options,
            "optimize_prompt_options": prompt_options,
        },
        _words,
    )


def _gpt(of: Pydantic) -> Any:
    picture = of.picture("jpe?g|png|gif|webp")
    return of.record(
        "Gpt",
        {"model": of.choice("gpt-image-2"), "prompt": of.text()},
        {
            "response_format": of.choice("b64_json", "url"),
            "size": of.choice("1024x1024", "1024x1536", "1536x1024"),
            "quality": of.choice("low", "medium", "high"),
            "n": of.integer(1, 10),
            "input_fidelity": of.choice("low", "medium", "high", "auto"),
            "image": picture,
            "images": of.array(picture, 0, 10),
        },
        _ten_pictures,
    )


def _qwen(of: Pydantic) -> Any:
    picture = of.picture("jpe?g|png|bmp|tiff|webp")
    item = of.record("Item", {}, {"text": of.text(), "image": picture}, _something)
    message = of.record(
        "Message",
        {"role": of.choice("user"), "content": of.array(item, 1)},
        {},
        _words_and_three_pictures,
    )
    input_ = of.record("Input", {"messages": of.array(message, 1)}, {})
    parameters = of.record(
        "Parameters",
        {},
        {
            "n": of.integer(1, 6),
            "negative_prompt": str,
            "prompt_extend": bool,
            "watermark": bool,
            "seed": of.integer(0, 2147483647),
            "size": of.matching(SIZE),
        },
    )
    return of.record(
        "Qwen",
        {"model": of.choice("qwen-image-edit-plus"), "input": input_},
        {"response_format": of.choice("b64_json", "url"), "parameters": parameters},
        _picture,
    )


_TYPES: dict[str, Callable[[Pydantic], Any]] = {
    "doubao-seedream-4-5-251128": _seedream,
    "gpt-image-2": _gpt,
    "qwen-image-edit-plus": _qwen,
}
