def whole(
    value: object, at: str, issues: list[Issue], must: str, text: bool = False
) -> int | None:
    """Take what is as good as an integer, with a warning, or note the fault and return None."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, float) and value.is_integer():
        message = "is a whole number written as a fraction"
        issues.append(
            Issue(at, "integralFloat", "warning", message, ("replace", int(value)))
        )
        return int(value)
    if text and isinstance(value, str) and is_decimal(value, fraction=False):
        message = "is a number written as text"
        issues.append(
            Issue(at, "numericText", "warning", message, ("replace", int(value)))
        )
        return int(value)
    issues.append(Issue(at, "type", "error", must))
    return None


def real(
    value: object, at: str, issues: list[Issue], must: str, text: bool = False
) -> int | float | None:
    """Take what is as good as a finite number, with a warning, or note the fault and return None."""
    if (
        isinstance(value, (int, float))
        and not isinstance(value, bool)
        and (isinstance(value, int) or value - value == 0)
    ):
        return value
    if text and isinstance(value, str) and is_decimal(value, fraction=True):
        message = "is a number written as text"
        issues.append(
            Issue(at, "numericText", "warning", message, ("replace", float(value)))
        )
        return float(value)
    issues.append(Issue(at, "type", "error", must))
    return None
