def judge(body: object) -> dict[str, Any]:
    """Tell whether a body is accepted; the codes are those of pydantic, or ids of rules."""
    try:
        adapter.validate_python(body)
    except ValidationError as error:
        issues = [
            {"pointer": pointer(line["loc"]), "code": line["type"]}
            for line in error.errors(include_url=False)
        ]
        return {"verdict": "reject", "issues": issues}
    return {"verdict": "accept", "issues": []}


def pointer(steps: tuple[int | str, ...]) -> str:
    """Spell a place as a JSON Pointer."""
    return "".join(f"/{str(s).replace('~', '~0').replace('/', '~1')}" for s in steps)


def agrees(found: dict[str, Any], row: dict[str, Any]) -> bool:
    """Tell whether a vector is refused as it should be, at places where it is at fault."""
    if (found["verdict"] == "reject") != (row["verdict"] == "reject"):
        return False
    if "issues" not in row:
        return True
    told = {issue["pointer"] for issue in found["issues"]}
    known = {issue["pointer"] for issue in row["issues"]}
    return told <= known and (not told or row.get("pointer") in told)
