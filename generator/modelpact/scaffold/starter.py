"""The first pacts of a provider: few facts, each with a comment on what else may stand there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from modelpact import naming
from modelpact.scaffold.files import Pacts

_PROVIDER = {
    "": "A gateway: where it is, how a request shows its key, what all of its models share.\n"
    "`modelpact lint` says what is wrong with these files, `modelpact docs build --manual` explains every key.",
    "source": "Where you read what these files say, and when (read: 2026-01-31). A fact from elsewhere says so beside\n"
    "itself, with `evidence`.",
    "base_url": "The first operation is the one that the pacts describe; its path is appended to base_url.",
    "auth": "The variable of the environment that holds the key. Add header and scheme if it is not\n"
    "`Authorization: Bearer KEY`.",
    "parameters": "What every request may have besides `model`, in the words of JSON Schema. Families and models add\n"
    "to it, change single keys, or leave a parameter out with `without`.",
    "layouts": "Where the prompt of a caller goes. A model that takes pictures also says where these go.",
    "response": "What comes back: the list of pictures lies at /data, each with its address in the member url.",
}
_FAMILY = {
    "": "What the models of a family have in common.",
    "parameters": "A default says whose it is: the server's (told, never sent) or the client's (sent).",
    "response": "The parameters that say how many pictures come back and how large they are.",
    "uses": "What people do with it. Each use becomes an example in the pages and in the descriptions.",
    "rules": "What holds between parameters; the id is the code of the issue, the sentence is what people read.\n"
    "Write your own like this one, which only remarks.",
}
_MODEL = {
    "": "One model: what differs from its family, and no more. For example:\n"
    "parameters:\n"
    "  n: {maximum: 1}\n"
    "  seed: {disposition: {ignored: true, because: Each picture is another one.}}"
}


def starter(*, provider: str, title: str, base_url: str, path: str, models: Sequence[str]) -> Pacts:
    """Make a provider of one family with these models."""
    family = family_of(models) or provider
    return Pacts(
        provider={
            "pact": 1,
            "provider": provider,
            "title": title,
            "description": f"The image models of {title}.",
            "source": {"document": f"{title} API reference"},
            "base_url": base_url,
            "operations": {"generate": {"method": "POST", "path": path}},
            "auth": {"environment": key_variable(provider)},
            "parameters": {
                "prompt": {"type": "string", "minLength": 1, "description": "What to draw."}
            },
            "required": ["prompt"],
            "layouts": {"text": {"prompt": "prompt"}},
            "response": {
                "fixed": "url",
                "forms": {"url": "url"},
                "envelopes": [{"name": "plain", "images": "/data"}],
            },
        },
        families={family: _family(family)},
        models={id_: model(id_, family) for id_ in models},
        comments={"provider": _PROVIDER, "family": _FAMILY, "model": _MODEL},
    )


def _family(id_: str) -> dict[str, Any]:
    return {
        "pact": 1,
        "family": id_,
        "title": titled(id_),
        "parameters": {
            "size": {
                "enum": ["1024x1024", "1536x1024", "1024x1536"],
                "dimensions": {"separator": "x"},
                "default": {"server": "1024x1024"},
                "description": "Width and height in pixels.",
            },
            "n": {
                "type": "integer",
                "minimum": 1,
                "maximum": 4,
                "default": {"server": 1},
                "description": "How many pictures to draw.",
            },
            "seed": {
                "type": "integer",
                "minimum": 0,
                "description": "The same seed and prompt draw a similar picture.",
            },
        },
        "rules": [
            {
                "id": "one-picture-a-seed",
                "because": "With a seed all pictures of a request are alike.",
                "severity": "warning",
                "when": {"seed": {"present": True}},
                "then": {"n": {"maximum": 1}},
            }
        ],
        "response": {"count": "n", "size": "size"},
        "uses": {
            "text-to-image": {
                "title": "Text to image",
                "prompt": "A lighthouse on a cliff, at dawn",
            }
        },
    }


def model(id_: str, family: str, title: str = "") -> dict[str, Any]:
    """The data of a model that says no more than its name."""
    return {"pact": 1, "model": id_, "family": family, "title": title or titled(id_)}


def titled(id_: str) -> str:
    """Spell an id as a name for people: ``brush-pro_2`` -> ``Brush Pro 2``."""
    words = id_.replace("/", " ").replace("-", " ").replace("_", " ").replace(":", " ").split()
    return " ".join(word[:1].upper() + word[1:] for word in words) or id_


def key_variable(provider: str) -> str:
    """Name the variable of the environment that holds the key."""
    name = "_".join(naming.words(provider)).upper() or "GATEWAY"
    return f"{name}_API_KEY" if name[0].isalpha() else f"KEY_{name}_API_KEY"


def family_of(models: Sequence[str]) -> str:
    """The words that the ids of models begin with alike, as an id; empty where they have none."""
    split = [naming.words(id_) for id_ in models]
    common: list[str] = []
    for words in zip(*split, strict=False):
        if len(set(words)) > 1:
            break
        common.append(words[0])
    if len(models) == 1 and len(common) > 1 and any(char.isdigit() for char in common[-1]):
        common.pop()
    return "-".join(common)
