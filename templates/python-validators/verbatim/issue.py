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
