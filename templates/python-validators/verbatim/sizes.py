def size_fault(
    text: str, separator: str, limits: dict[str, tuple[object, ...]]
) -> bool:
    """Tell whether a text is no size within the limits."""
    size = dimensions(text, separator)
    return size is None or bound_fault(*size, limits) != ""
