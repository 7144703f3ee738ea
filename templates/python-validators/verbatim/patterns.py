COMPILED: dict[str, re.Pattern[str]] = {}


def matches(text: str, pattern: str) -> bool:
    """Tell whether a pattern matches the whole text."""
    compiled = COMPILED.get(pattern)
    if compiled is None:
        import re  # only where a pattern is met: its import costs more than a check

        compiled = COMPILED[pattern] = re.compile(pattern)
    return compiled.fullmatch(text) is not None
