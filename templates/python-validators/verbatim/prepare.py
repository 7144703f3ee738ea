class Change:
    """A difference between what is written and what is sent (``by`` "client") or done (``by`` "server")."""

    __slots__ = ("after", "before", "by", "pointer")

    def __init__(self, pointer: str, before: object, after: object, by: str) -> None:
        self.pointer = pointer
        self.before = before
        self.after = after
        self.by = by

    def __repr__(self) -> str:
        return f"Change({self.pointer!r}, {self.before!r}, {self.after!r}, {self.by!r})"


class ResponseFormat:
    """What was asked, what comes back, where to read it, and whether that is a surprise.

    ``returned`` is a form, or a form with "_usually" or "_probably", or "unknown".
    ``read`` lists pointers, each with * for every image: take the first that holds a non-empty text.
    """

    __slots__ = ("asked", "read", "returned", "warn")

    def __init__(
        self, asked: object, returned: str, read: tuple[str, ...], warn: bool
    ) -> None:
        self.asked = asked
        self.returned = returned
        self.read = read
        self.warn = warn

    def __repr__(self) -> str:
        return f"ResponseFormat({self.asked!r}, {self.returned!r}, {self.read!r}, {self.warn!r})"


def copied(value: object) -> object:
    """Copy JSON data, however deep it is."""
    if not isinstance(value, (dict, list)):
        return value
    top = value.copy()
    waiting = [top]
    while waiting:
        node = waiting.pop()
        for key, item in list(
            node.items() if isinstance(node, dict) else enumerate(node)
        ):
            if isinstance(item, (dict, list)):
                node[key] = inner = item.copy()
                waiting.append(inner)
    return top


def prepared(
    payload: object,
    issues: list[Issue],
    defaults: tuple[tuple[tuple[str, ...], object], ...],
    conversions: tuple[tuple[tuple[str, ...], str, dict[str, object]], ...],
) -> tuple[object, list[Change]]:
    """Respell what has one right spelling, fill in the client's defaults, tell what the server converts."""
    body = copied(payload)
    changes: list[Change] = []
    for issue in issues:
        fix = issue.fix if issue.code in RESPELLED else None
        if fix and fix["op"] == "replace":
            before = put(body, issue.pointer, fix["value"])
            changes.append(Change(issue.pointer, before, fix["value"], "client"))
    for steps, default in defaults:
        parent = at(body, *steps[:-1])
        if isinstance(parent, dict) and steps[-1] not in parent:
            parent[steps[-1]] = copied(default)
            pointer = "".join("/" + escape(step) for step in steps)
            changes.append(Change(pointer, None, default, "client"))
    for steps, target, table in conversions:
        value = at(body, *steps)
        if isinstance(value, str) and value in table:
            changes.append(Change(target, value, table[value], "server"))
        elif isinstance(value, str) and "" in table:
            ratio = nearest_ratio(value, table[""])
            if ratio:
                changes.append(Change(target, value, ratio, "server"))
    return body, changes


RESPELLED = ("tolerated", "ignoreCase", "numericText", "integralFloat", "separator")


def put(body: object, pointer: str, value: object) -> object:
    """Set the value at a pointer that exists, and return what stood there."""
    *steps, last = [
        s.replace("~1", "/").replace("~0", "~") for s in pointer.split("/")[1:]
    ]
    for step in steps:
        if isinstance(body, dict):
            body = body[step]
        elif isinstance(body, list):
            body = body[int(step)]
    before: object = None
    if isinstance(body, dict):
        before, body[last] = body[last], value
    elif isinstance(body, list):
        before, body[int(last)] = body[int(last)], value
    return before


def nearest_ratio(text: str, words: object) -> str | None:
    """Name the ratio among the words that is nearest to WIDTHxHEIGHT, or None."""
    size = (
        None if text in (words if isinstance(words, tuple) else ()) else size_of(text)
    )
    if size is None or not isinstance(words, tuple):
        return None
    return ratio_of(size, words)[0]


def ratio_of(
    size: tuple[int, int], words: tuple[object, ...]
) -> tuple[str | None, float]:
    """Name the ratio that is nearest to a size, and how far it is off, in percent."""
    best: tuple[float, str] | None = None
    for word in words:
        ratio = dimensions(word, ":") if isinstance(word, str) else None
        if ratio and isinstance(word, str):
            off = (size[0] * ratio[1]) / (size[1] * ratio[0])
            distance = (max(off, 1 / off) - 1) * 100
            if best is None or distance < best[0]:
                best = distance, word
    return (best[1], best[0]) if best else (None, 0.0)
