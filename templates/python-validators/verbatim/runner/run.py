def verdict(line: str) -> dict[str, Any]:
    """Judge a line; what is no JSON, or too deep to be read, is refused."""
    try:
        body = json.loads(line, parse_constant=refuse)
    except (ValueError, RecursionError):
        return {"verdict": "reject", "issues": [{"pointer": "", "code": "notJson"}]}
    return judge(body)


def refuse(constant: str) -> None:
    """Refuse what JSON has no word for."""
    raise ValueError(f"{constant} is no JSON")


def lines(path: Path) -> Iterator[str]:
    """Yield the lines of a file but for the empty ones."""
    with path.open(encoding="utf-8", errors="replace", newline="\n") as file:
        yield from (line for line in file if line.strip())


def main() -> int:
    """Print a verdict a line, or without an argument what differs from the vectors."""
    if len(sys.argv) > 1:
        for line in lines(Path(sys.argv[1])):
            print(json.dumps(verdict(line)))
        return 0
    number = wrong = 0
    for line in lines(Path(__file__).parent / "vectors.jsonl"):
        row = json.loads(line)
        found = judge(row["request"])
        number += 1
        if not agrees(found, row):
            wrong += 1
            print(f"{row['id']}: {row['why']}\n  {json.dumps(found)}")
    print(f"{number} vectors, {wrong} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
