class Issue:
    """One finding about a request.

    ``pointer`` is a JSON Pointer (RFC 6901) to the member, or to where it would stand.
    ``code`` is stable, ``severity`` is "error" or "warning", ``message`` is for people.
    """

    __slots__ = ("_mend", "code", "message", "pointer", "severity")

    def __init__(
        self,
        pointer: str,
        code: str,
        severity: str,
        message: str,
        mend: tuple[object, ...] = (),
    ) -> None:
        self.pointer = pointer
        self.code = code
        self.severity = severity
        self.message = message
        self._mend = mend

    @property
    def fix(self) -> dict[str, object] | None:
        """A JSON Patch operation (RFC 6902) that mends it, or None; found when asked for."""
        return find_fix(self.pointer, self._mend)

    def as_dict(self) -> dict[str, object]:
        """Plain data, for JSON."""
        told: dict[str, object] = {
            "pointer": self.pointer,
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
        }
        fix = self.fix
        if fix is not None:
            told["fix"] = fix
        return told

    def __repr__(self) -> str:
        return f"Issue({self.pointer!r}, {self.code!r}, {self.severity!r}, {self.message!r})"

    def __str__(self) -> str:
        return (
            f"{self.severity}: {self.pointer or '(body)'}: {self.message} [{self.code}]"
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Issue) and self.as_dict() == other.as_dict()

    def __hash__(self) -> int:
        return hash((self.pointer, self.code, self.severity, self.message))


def find_fix(pointer: str, mend: tuple[object, ...]) -> dict[str, object] | None:
    """Work out the operation that an issue proposes."""
    match mend:
        case ("replace", value):
            return {"op": "replace", "path": pointer, "value": value}
        case ("remove",):
            return {"op": "remove", "path": pointer}
        case ("move", str(target)):
            return {"op": "move", "from": pointer, "path": target}
        case ("nearest", value, tuple(words)):
            found = nearest(value, words)
            return None if found is None else find_fix(pointer, ("replace", found))
        case ("rename", str(name), tuple(words)):
            found = nearest(name, words)
            if found is None:
                return find_fix(pointer, ("remove",))
            base = pointer.rpartition("/")[0]
            return find_fix(pointer, ("move", f"{base}/{escape(str(found))}"))
        case ("fit", str(text), str(separator), dict(limits)):
            size = fit(text, separator, limits)
            return None if size is None else find_fix(pointer, ("replace", size))
    return None


def nearest(value: object, words: tuple[object, ...]) -> object:
    """Choose the word that was most likely meant, or None: by size for sizes, else by spelling."""
    if not isinstance(value, str):
        return None
    wanted = size_of(value)
    sizes = {word: size_of(word) for word in words if isinstance(word, str)}
    if wanted and all(sizes.values()):

        def distance(word: str) -> tuple[float, float]:
            width, height = sizes[word] or (1, 1)
            ratio = (width * wanted[1]) / (height * wanted[0])
            area = (width * height) / (wanted[0] * wanted[1])
            return max(ratio, 1 / ratio), max(area, 1 / area)

        return min(sizes, key=distance, default=None)
    import difflib  # only where somebody asks: its import costs more than a check

    folded = {word.casefold(): word for word in reversed(list(sizes))}
    close = difflib.get_close_matches(value.strip().casefold(), folded, 1, 0.6)
    return folded[close[0]] if close else None


def recased(text: str, words: tuple[object, ...]) -> bool:
    """Tell whether a text is a listed word in other upper and lower case; letter by letter, as ``K`` has look-alikes."""
    cases = text.lower(), text.upper()
    texts = [word for word in words if isinstance(word, str)]
    return any(cases == (word.lower(), word.upper()) for word in texts)


def size_of(text: str) -> tuple[int, int] | None:
    """Read WIDTHxHEIGHT with any usual separator; None if it is no such text."""
    for separator in ("x", "*", "\u00d7", "X", ":"):
        size = dimensions(text, separator)
        if size:
            return size
    return None


def dimensions(text: str, separator: str) -> tuple[int, int] | None:
    """Read two whole numbers of 1 to 6 digits without leading zeros; None if it is no such text."""
    first, found, second = text.partition(separator)
    if not found or not text.isascii() and not (first + second).isascii():
        return None
    if not (first.isdigit() and second.isdigit()) or len(first) > 6 or len(second) > 6:
        return None
    if first[0] == "0" or second[0] == "0":
        return None
    return int(first), int(second)


def bound_fault(width: int, height: int, limits: dict[str, tuple[object, ...]]) -> str:
    """Name the first limit that a size does not keep, or return an empty text."""
    measures: dict[str, tuple[int, ...]] = {
        "width": (width,),
        "height": (height,),
        "side": (width, height),
        "longest": (max(width, height),),
        "shortest": (min(width, height),),
        "area": (width * height,),
    }
    for name, limit in limits.items():
        if name == "ratio":
            low, high = limit
            if isinstance(low, tuple) and width * low[1] < height * low[0]:
                return name
            if isinstance(high, tuple) and width * high[1] > height * high[0]:
                return name
            continue
        minimum, maximum, step = limit
        for number in measures[name]:
            if isinstance(minimum, int) and number < minimum:
                return name
            if isinstance(maximum, int) and number > maximum:
                return name
            if isinstance(step, int) and number % step:
                return name
    return ""


def fit(text: str, separator: str, limits: dict[str, tuple[object, ...]]) -> str | None:
    """Find the nearest size within the limits: the same ratio first, then the same area."""
    wanted = size_of(text)
    if wanted is None:
        return None
    steps = [limit[2] for name, limit in limits.items() if name != "ratio"]
    step = max([number for number in steps if isinstance(number, int)], default=1)
    best: tuple[float, str] | None = None
    for width, height in (wanted, within_sides(wanted, limits)):
        for percent in (*range(100, 0, -2), *range(102, 1000, 6)):
            for stretch in (100, 95, 105, 85, 115, 70, 140, 50, 200, 33, 300):
                w = max(step, round(width * percent * stretch / 10000 / step) * step)
                h = max(step, round(height * percent / 100 / step) * step)
                if bound_fault(w, h, limits):
                    continue
                ratio = (w * wanted[1]) / (h * wanted[0])
                area = (w * h) / (wanted[0] * wanted[1])
                cost = 3 * max(ratio, 1 / ratio) + max(area, 1 / area)
                if best is None or cost < best[0]:
                    best = cost, f"{w}{separator}{h}"
    return best[1] if best else None


def within_sides(
    size: tuple[int, int], limits: dict[str, tuple[object, ...]]
) -> tuple[int, int]:
    """Bring each side into its own bounds, whatever becomes of the ratio."""
    sides = list(size)
    for name, which in (("width", (0,)), ("height", (1,)), ("side", (0, 1))):
        low, high, _ = limits.get(name, (None, None, None))
        for side in which:
            sides[side] = max(sides[side], low) if isinstance(low, int) else sides[side]
            sides[side] = (
                min(sides[side], high) if isinstance(high, int) else sides[side]
            )
    return sides[0], sides[1]


def escape(name: str) -> str:
    """Spell a member's name as a step of a JSON Pointer."""
    return name.replace("~", "~0").replace("/", "~1")


# What a newer version of a model might take: in mode "passthrough" only warnings.
SOFT_CODES = (
    "enum",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "width",
    "height",
    "side",
    "longest",
    "shortest",
    "area",
    "ratio",
    "unknownMember",
)


def in_mode(issues: list[Issue], mode: str, soft: tuple[str, ...]) -> list[Issue]:
    """Raise warnings to errors (strict), or lower what a newer model might take (passthrough)."""
    if mode not in ("strict", "passthrough"):
        raise ValueError(f"mode must be warn, strict or passthrough, not {mode!r}")
    told: list[Issue] = []
    for issue in issues:
        severity = "error" if mode == "strict" else "warning"
        if mode == "passthrough" and issue.code not in SOFT_CODES + soft:
            severity = issue.severity
        told.append(
            Issue(issue.pointer, issue.code, severity, issue.message, issue._mend)
        )
    return told


def unknown(
    body: dict[str, object],
    known: tuple[str, ...],
    at: str,
    issues: list[Issue],
    elsewhere: dict[str, str] | None = None,
    severity: str = "warning",
) -> None:
    """Note every member that is not known here."""
    dropped = "is not known here; the gateway is likely to drop it in silence"
    told = (
        "is not known here, and nothing else may stand here"
        if severity == "error"
        else dropped
    )
    for name in sorted(str(key) for key in body if key not in known):
        message = told
        free = tuple(word for word in known if word not in body)
        mend: tuple[object, ...] = ("rename", name, free)
        target = elsewhere.get(name, "") if elsewhere else ""
        if target.startswith("/"):
            message, mend = f"belongs at {target}", movable(body, at, target)
        elif target:
            message, mend = f"is known only to {target}", ("remove",)
        pointer = f"{at}/{escape(name)}"
        issues.append(Issue(pointer, "unknownMember", severity, message, mend))


def movable(body: dict[str, object], at: str, target: str) -> tuple[object, ...]:
    """Propose a move only where the place is seen, there, and free."""
    parent, _, name = target[1:].rpartition("/")
    holder = body.get(parent) if parent else body
    if at or not isinstance(holder, dict) or name in holder:
        return ()
    return ("move", target)
