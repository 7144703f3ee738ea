def judge(body: object) -> dict[str, Any]:
    """Tell the verdict on a body, and every issue."""
    issues = check(body)
    severities = {issue.severity for issue in issues}
    worst = "reject" if "error" in severities else "warn" if severities else "accept"
    told = [{"pointer": issue.pointer, "code": issue.code} for issue in issues]
    return {"verdict": worst, "issues": told}


def agrees(found: dict[str, Any], row: dict[str, Any]) -> bool:
    """Tell whether a vector has its verdict and its issues."""
    return all(found[key] == row[key] for key in ("verdict", "issues") if key in row)
