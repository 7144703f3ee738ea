MISSING = object()


def reach(value: object, *steps: str, at: str = "") -> list[tuple[str, object]]:
    """List what a path leads to, with pointers; the step "-" is every item of an array."""
    found = [(at, value)]
    for step in steps:
        below: list[tuple[str, object]] = []
        for pointer, node in found:
            if step == "-":
                if isinstance(node, list):
                    below += [(f"{pointer}/{i}", item) for i, item in enumerate(node)]
            elif isinstance(node, dict) and step in node:
                below.append((f"{pointer}/{escape(step)}", node[step]))
            elif isinstance(node, list) and step.isdigit() and int(step) < len(node):
                below.append((f"{pointer}/{step}", node[int(step)]))
        found = below
    return found


def count(value: object, *steps: str) -> int:
    """Count what a path leads to."""
    found = [value]
    for step in steps:
        below: list[object] = []
        for node in found:
            if step == "-":
                if isinstance(node, list):
                    below += node
            elif isinstance(node, dict) and step in node:
                below.append(node[step])
        found = below
    return len(found)


def having(items: object, name: str) -> int:
    """Count the objects in a list that have a member."""
    number = 0
    if isinstance(items, list):
        for item in items:
            if isinstance(item, dict) and name in item:
                number += 1
    return number


def at(value: object, *steps: str) -> object:
    """Return what a path without "-" leads to, or MISSING."""
    for step in steps:
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            return MISSING
    return value


def standing(value: object, *steps: str, at: str = "") -> str:
    """Point to a place, cut behind the first step that is not there. Digits index arrays."""
    pointer = at
    for step in steps:
        pointer = f"{pointer}/{escape(step)}"
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            return pointer
    return pointer


def number(value: object, absent: float | None, *steps: str) -> float | None:
    """Return the number that a path leads to; ``absent`` where there is nothing, None for anything else."""
    found = at(value, *steps)
    if found is MISSING:
        return absent
    if not is_number(found):
        return None
    assert isinstance(found, (int, float))
    # Larger integers cannot be added to a fraction.
    return max(-1e308, min(found, 1e308))


def within(
    value: object,
    minimum: float | None = None,
    maximum: float | None = None,
    above: float | None = None,
    below: float | None = None,
    step: float | None = None,
) -> bool:
    """Tell whether a value is a number within bounds; ``above`` and ``below`` are exclusive."""
    if not is_number(value) or not isinstance(value, (int, float)):
        return False
    if minimum is not None and not value >= minimum:
        return False
    if maximum is not None and not value <= maximum:
        return False
    if above is not None and not value > above:
        return False
    if below is not None and not value < below:
        return False
    return step is None or is_multiple(value, step)


def is_multiple(value: float, step: float) -> bool:
    """Tell whether a value is a multiple of a step, with a tolerance for decimal fractions."""
    try:
        times = value / step
        return abs(times - round(times)) < 1e-9
    except OverflowError:  # beyond what a float can hold there are no fractions
        return True


def some_in(value: object, words: tuple[object, ...], *steps: str) -> bool:
    """Tell whether a path leads to any of these values."""
    return any(one_of(found, words) for _, found in reach(value, *steps))


def some_not_in(value: object, words: tuple[object, ...], *steps: str) -> bool:
    """Tell whether a path leads to any value but these."""
    return any(not one_of(found, words) for _, found in reach(value, *steps))


def some_within(value: object, bounds: tuple[float | None, ...], *steps: str) -> bool:
    """Tell whether a path leads to any number within bounds, in the order of ``within``."""
    return any(within(found, *bounds) for _, found in reach(value, *steps))


def one_of(value: object, words: tuple[object, ...]) -> bool:
    """Tell whether a value is listed; a boolean is no number."""
    return any(
        value == word and isinstance(value, bool) == isinstance(word, bool)
        for word in words
    )


def last_there(value: object, *paths: tuple[str, ...], at: str = "") -> str:
    """Point to the last of some places that is there; to the object itself where none is."""
    for path in reversed(paths):
        found = reach(value, *path, at=at)
        if found:
            return found[0][0]
    return at


def nth_there(value: object, number: int, *steps: str, at: str = "") -> str:
    """Point to one of the many things that a path leads to, counted from 0."""
    return reach(value, *steps, at=at)[number][0]


def surplus(places: tuple[tuple[str, bool], ...]) -> list[str]:
    """List the places that are taken, but for the first."""
    return [pointer for pointer, taken in places if taken][1:]


def is_number(value: object) -> TypeGuard[float]:
    """Tell a finite number from everything else; a boolean is none."""
    return type(value) is int or isinstance(value, float) and value - value == 0
