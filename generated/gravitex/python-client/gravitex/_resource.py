"""From the arguments of a call to a call that can be sent."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any, Final, Generic, TypeVar, Unpack

from ._conversation import Conversation
from ._errors import Issue, ValidationError
from ._inputs import ImageInput, listed, spelled
from ._layout import Model, Turn, lay_out, lay_out_turns, merge, plain
from ._models import MODELS
from ._options import OPTIONS, Call, Config, RequestOptions
from ._origin import origin_of
from ._provider import CONTENT_TYPE, METHOD, PACKAGE, PATH, USER_AGENT
from ._raw import RequestInfo
from ._responses import ImagesResponse
from ._warnings import warn

_KEY: Final = "Idempotency-Key"
_HEADERS: Final = {
    "Accept": "application/json",
    "Accept-Encoding": "gzip",
    "Content-Type": CONTENT_TYPE,
    "User-Agent": USER_AGENT,
}

R = TypeVar("R")
Then = Callable[[ImagesResponse], None] | None
Sender = Callable[[Call, Then], R]


class Resource(Generic[R]):
    """Calls that give an R: an answer, a raw answer, or a promise of one."""

    __slots__ = ("_config", "_sender")

    def __init__(self, config: Config, sender: Sender[R]) -> None:
        self._config = config
        self._sender = sender

    def post(self, body: Mapping[str, Any], **options: Unpack[RequestOptions]) -> R:
        """Send a body as it is: nothing is laid out, everything is possible."""
        given = dict(options)
        whole = plain(body)
        return self._sent(whole, given, None)

    def _generate(self, id_: str, given: dict[str, Any]) -> R:
        options, arguments = _parted(given)
        prompt = arguments.pop("prompt", None)
        images = listed(arguments.pop("image", None))
        model = MODELS.get(id_)
        if model is None:
            return self._sent(_plainly(id_, prompt, images, arguments), options, None)
        arguments = _argued(id_, model, arguments)
        texts = _spelled(id_, model, images)
        return self._sent(lay_out(model, id_, prompt, texts, arguments), options, None)

    def _converse(self, id_: str, given: dict[str, Any]) -> Conversation[R]:
        options, rest = _parted(given)
        model = MODELS.get(id_)
        if model is None or model.turns is None:
            able = ", ".join(name for name, m in MODELS.items() if m.turns) or "none"
            raise TypeError(f"{id_} holds no conversations; those that do: {able}")
        if "idempotency_key" in options:
            raise TypeError(
                "an idempotency_key is for one request; a conversation makes many"
            )
        known = model
        arguments = _argued(id_, known, rest)

        def send(turns: Sequence[Turn], then: Then) -> R:
            return self._sent(
                lay_out_turns(known, id_, turns, arguments), options, then
            )

        return Conversation(send, lambda images: _spelled(id_, known, images))

    def _sent(self, body: dict[str, Any], options: dict[str, Any], then: Then) -> R:
        merge(body, options.get("extra_body") or {})
        if options.get("validate", self._config.validate):
            check(body)
        return self._sender(_call(self._config, body, options), then)


def _parted(given: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Tell the options of a call from the arguments of a model."""
    options = {name: value for name, value in given.items() if name in OPTIONS}
    rest = {name: value for name, value in given.items() if name not in OPTIONS}
    return options, rest


def _argued(id_: str, model: Model, given: dict[str, Any]) -> dict[str, Any]:
    for name in given:
        if name not in model.arguments:
            known = ", ".join(model.arguments)
            raise TypeError(
                f"{id_} takes no argument {name!r}; it takes {known}; what is newer"
                " than this package goes into extra_body"
            )
    return {
        name: _pictured(id_, model, value) if name in model.pictures else plain(value)
        for name, value in given.items()
    }


def _pictured(id_: str, model: Model, value: Any) -> Any:
    if isinstance(value, list | tuple):
        return _spelled(id_, model, value)
    return spelled(value, model=id_, sources=model.sources, most=model.most_bytes)


def _spelled(id_: str, model: Model, images: Sequence[ImageInput]) -> list[str]:
    sources, most = model.sources or ("data-uri",), model.most_bytes
    return [spelled(i, model=id_, sources=sources, most=most) for i in images]


def _plainly(
    id_: str, prompt: Any, images: Sequence[ImageInput], rest: Mapping[str, Any]
) -> dict[str, Any]:
    """The body for a model that is newer than this package."""
    if rest:
        names = ", ".join(rest)
        raise TypeError(
            f"the model {id_!r} is not known here, so that nothing is known of {names};"
            " put it into extra_body"
        )
    body: dict[str, Any] = {"model": id_}
    if prompt is not None:
        body["prompt"] = prompt
    texts = [spelled(image, model=id_) for image in images]
    if texts:
        body["image"] = texts[0] if len(texts) == 1 else texts
    return body


def check(body: Mapping[str, Any]) -> None:
    """Refuse a body that breaks its model's rules, and warn of what is only odd."""
    id_ = body.get("model")
    model = MODELS.get(id_) if isinstance(id_, str) else None
    if model is None:
        message = f"{id_!r} is not known here and cannot be checked"
        warn(Issue("/model", "unknownModel", "warning", message))
        return
    found = import_module(f"{PACKAGE}._checks.{model.check}").check(body)
    issues = [Issue(i.pointer, i.code, i.severity, i.message, i.fix) for i in found]
    errors = tuple(issue for issue in issues if issue.severity == "error")
    if errors:
        raise ValidationError(str(id_), errors)
    for issue in issues:
        warn(issue)


@lru_cache(maxsize=8)
def _target(base_url: str) -> tuple[RequestInfo, str]:
    """The request that a base URL leads to, and its origin."""
    return RequestInfo(METHOD, base_url + PATH), origin_of(base_url)


def _headers(*layers: Mapping[str, str]) -> dict[str, str]:
    """Lay headers over one another; each name counts once, in capitals or not."""
    found = {
        name.lower(): (name, value) for one in layers for name, value in one.items()
    }
    return dict(found.values())


def _call(config: Config, body: dict[str, Any], options: dict[str, Any]) -> Call:
    extra = options.get("extra_headers") or {}
    said = {name.lower(): value for name, value in extra.items()}
    key = said.get(_KEY.lower()) or options.get("idempotency_key")
    key = key or f"{PACKAGE}-{secrets.token_hex(16)}"
    content = json.dumps(body, allow_nan=False, separators=(",", ":")).encode("ascii")
    request, origin = _target(config.base_url)
    return Call(
        request=request,
        origin=origin,
        content=content,
        headers=_headers(_HEADERS, config.headers, {_KEY: key}, extra),
        query={**config.query, **(options.get("extra_query") or {})},
        timeout=options.get("timeout", config.timeout),
        max_retries=config.max_retries,
        retry_unsafe=options.get("retry_unsafe", config.retry_unsafe),
        idempotency_key=key,
        scrub=config.key,
    )
