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
