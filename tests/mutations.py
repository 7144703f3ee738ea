"""Makes requests that nobody thought of: members that the catalogue knows, with values at, inside and beside its bounds."""

from __future__ import annotations

import copy
import random
from typing import Any

from modelpact import ir

NUMBERS = (
    0,
    -1,
    1,
    2,
    0.5,
    1.0,
    3.0,
    -0.0,
    2.5,
    0.1,
    0.30000000000000004,
    1e300,
    -1e308,
    2**53 + 1,
    10**400,
)
NOT_JSON = (float("nan"), float("inf"), float("-inf"))
TEXTS = (
    "",
    "a",
    "A",
    "auto",
    "Auto",
    "1",
    "2.5",
    "01",
    "-3",
    "1e3",
    "x" * 41,
    "😀" * 40,
    "é",
    "e\u0301",
    "\u212a",
)
SIZES = (
    "64x64",
    "64*64",
    "64X64",
    "1024x1024",
    "1024×1024",
    "16:9",
    "1x1",
    "0x1",
    "01x1",
    "999999x999999",
    "64 x 64",
)
PICTURES = (
    "https://x.test/a.png",
    "http://",
    "HTTPS://X",
    "https://x.test/ a",
    "data:image/png;base64,iVBORw0KGgo=",
    "data:image/jpg;base64,AAAA",
    "data:image/tiff;base64,AAAA",
    "data:image/png,AAAA",
    "data:text/plain;base64,AAAA",
    "data:image/png;base64,ab<cut>...",
    "A" * 20,
    "data:image/png;base64," + "A" * 1350,
)
OTHER = (None, True, False, [], {}, [1], {"a": 1}, [[]], [None], {"": {}})


def request(model: ir.Model, start: Any, rng: random.Random) -> Any:
    """Change a request in one to eight places."""
    body = copy.deepcopy(start)
    for _ in range(rng.choice((1, 1, 2, 2, 3, 4, 8))):
        _mutate(model.body, body, rng)
    return body


def _mutate(value: ir.Value, body: Any, rng: random.Random) -> None:
    """Change something in an object or list that a value describes."""
    kinds = value.kinds
    if isinstance(body, dict):
        members = [m for k in kinds if isinstance(k, ir.Object) for m in k.members]
        _object(members, body, rng)
    elif isinstance(body, list):
        items = [k.items for k in kinds if isinstance(k, ir.Array) and k.items]
        _list(items[0] if items else ir.Value(), body, rng)


def _object(members: list[ir.Member], body: dict[str, Any], rng: random.Random) -> None:
    chance = rng.random()
    below = [m for m in members if isinstance(body.get(m.name), dict | list) and m.value.kinds]
    if below and chance < 0.45:
        member = rng.choice(below)
        _mutate(member.value, body[member.name], rng)
    elif chance < 0.53 and body:
        del body[rng.choice(sorted(body))]
    elif chance < 0.57 or not members:
        name = rng.choice(
            ["extra", "a/b", "~", "", "Prompt", "__class__", *(m.name + "s" for m in members)]
        )
        body[name] = some(ir.Value(), rng)
    else:
        member = rng.choice(members)
        if member.name != "model" or chance > 0.99:
            body[member.name] = some(member.value, rng)


def _list(item: ir.Value, body: list[Any], rng: random.Random) -> None:
    chance = rng.random()
    below = [found for found in body if isinstance(found, dict | list)]
    if below and chance < 0.6:
        _mutate(item, rng.choice(below), rng)
    elif body and chance < 0.7:
        del body[rng.randrange(len(body))]
    elif body and chance < 0.85:
        for _ in range(rng.choice((1, 1, 2, 5))):
            body.insert(rng.randrange(len(body) + 1), copy.deepcopy(rng.choice(body)))
    else:
        body.insert(rng.randrange(len(body) + 1), some(item, rng))


def some(value: ir.Value, rng: random.Random) -> Any:
    """Make a value that may fit: mostly of a kind that is accepted."""
    chance = rng.random()
    if chance < 0.1 or not (value.kinds or value.enum):
        pools: tuple[tuple[Any, ...], ...] = (NUMBERS, TEXTS, OTHER, SIZES)
        found = rng.choice(rng.choice(pools))
        return rng.choice(NOT_JSON) if chance < 0.004 else copy.deepcopy(found)
    if value.tolerated and chance < 0.3:
        return rng.choice(value.tolerated).value
    if value.enum and chance < 0.8:
        found = rng.choice(value.enum)
        if isinstance(found, str) and rng.random() < 0.25:
            found = rng.choice(
                [found.upper(), found.lower(), found.title(), found + " ", found.replace("*", "x")]
            )
        return found
    return (
        _of(rng.choice(value.kinds), value, rng)
        if value.kinds
        else rng.choice(value.enum or (None,))
    )


def _of(kind: ir.Kind, value: ir.Value, rng: random.Random) -> Any:
    match kind:
        case ir.Null():
            return None
        case ir.Boolean():
            return rng.random() < 0.5
        case ir.Integer() | ir.Number():
            number = _number(kind.range, isinstance(kind, ir.Integer), rng)
            return str(number) if kind.numeric_text and rng.random() < 0.3 else number
        case ir.String():
            return _text(kind, rng)
        case ir.Array():
            least, most = kind.min_items or 0, kind.max_items if kind.max_items is not None else 6
            count = rng.choice(
                [least, most, max(least - 1, 0), most + 1, 0, 1, 2, rng.randint(0, 10)]
            )
            return [some(kind.items or ir.Value(), rng) for _ in range(count)]
        case ir.Object():
            found = {}
            for member in kind.members:
                if rng.random() < (0.9 if member.required else 0.35):
                    found[member.name] = some(member.value, rng)
            return found


def _number(bounds: ir.Range, whole: bool, rng: random.Random) -> Any:
    ends = [bounds.minimum, bounds.maximum, bounds.exclusive_minimum, bounds.exclusive_maximum]
    known = [end for end in ends if end is not None]
    if not known or rng.random() < 0.1:
        return rng.choice(NUMBERS)
    end = rng.choice(known)
    step: Any = bounds.multiple_of or (1 if whole else 0.25)
    number = end + step * rng.choice([-1, 0, 1, 2, 3])
    if whole and rng.random() < 0.9:
        return int(number)
    return rng.choice([number, float(number), number + 0.001])


def _text(kind: ir.String, rng: random.Random) -> str:
    if kind.image:
        return rng.choice(PICTURES)
    if kind.dimensions:
        return _size(kind.dimensions, rng)
    if kind.pattern and rng.random() < 0.5:
        return rng.choice(["auto", "none", "abab", "abc-d", "abc9", "Abc", "'\"", "aaa", "a\n"])
    count = rng.choice(
        [0, 1, 2, 3, 5, kind.min_length or 0, kind.max_length or 4, (kind.max_length or 4) + 1]
    )
    return rng.choice(TEXTS) if rng.random() < 0.3 else rng.choice("ab😀é") * count


def _size(kind: ir.Dimensions, rng: random.Random) -> str:
    if kind.words and rng.random() < 0.3:
        word = rng.choice(kind.words)
        return rng.choice([word, word.upper(), word.lower()])
    ends = [
        end
        for bounds in (kind.width, kind.height, kind.side, kind.longest, kind.shortest)
        for end in (
            bounds.minimum,
            bounds.maximum,
            bounds.exclusive_minimum,
            bounds.exclusive_maximum,
        )
        if end is not None
    ]
    sides = [1, 8, 9, 16, 21, 64, 100, 300, 512, 1000, 1024, *ends]
    step = kind.side.multiple_of or 1
    side = [max(0, int(rng.choice(sides) + step * rng.choice([-1, 0, 0, 1]))) for _ in range(2)]
    between = rng.choice([kind.separator] * 6 + [*kind.tolerated_separators, "x", "X", ":"])
    return rng.choice(SIZES) if rng.random() < 0.1 else f"{side[0]}{between}{side[1]}"
