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
