DEEPEST = 512
"""So many lists and objects may lie in one another."""
LONGEST = 4300
"""A whole number of more digits is read as if it were infinite."""
STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"')


def main(arguments: list[str]) -> int:
    """Return 0, or 1 if vectors differ, or 2 if something cannot be read or written."""
    helps = arguments in (["-h"], ["--help"])
    if len(arguments) > 1 or (arguments and re.match("-.", arguments[0]) and not helps):
        return fail("give one file of requests, or - to read them from the standard input")
    path = arguments[0] if arguments else str(Path(__file__).parent / "vectors.jsonl")
    try:
        if helps:
            print(__doc__)
            wrong = 0
        else:
            with sys.stdin.buffer if path == "-" else open(path, "rb") as file:
                wrong = run(file, every=bool(arguments))
        sys.stdout.flush()
    except BrokenPipeError:
        # What is left to write would fail again when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return fail("nobody reads what is written")
    except OSError as error:
        return fail(": ".join(filter(None, (error.filename, error.strerror))))
    return 1 if wrong else 0


def fail(message: str) -> int:
    """Say why nothing more is done."""
    print(f"run.py: {message}", file=sys.stderr)
    return 2


def run(lines: Iterable[bytes], every: bool) -> int:
    """Judge each line and print it, or only what differs from vectors; return how many of these do."""
    report = sys.stderr if every else sys.stdout
    vectors = wrong = 0
    for line in lines:
        if not line.strip(b" \t\r\n"):
            continue
        try:
            body = parsed(str(line, "utf-8"))
        except (ValueError, RecursionError):
            print(json.dumps({"verdict": "reject", "issues": [{"pointer": "", "code": "notJson"}]}))
            continue
        vector = is_vector(body)
        found = json.dumps(judged := judge(body["request"] if vector else body))
        if every:
            print(found)
        vectors += vector
        if vector and not agrees(judged, body):
            wrong += 1
            print(f"{body.get('id', 'a vector')}: {body.get('why', '')}\n  {found}", file=report)
    if vectors or not every:
        print(f"{vectors} vectors, {wrong} differ", file=report)
    return wrong


def is_vector(body: Any) -> bool:
    """Tell a vector, which holds a request and what to say of it, from a request."""
    named = isinstance(body, dict) and ("id" in body or "model" not in body)
    return named and "request" in body and "verdict" in body


def parsed(text: str) -> Any:
    """Read a line of JSON; ValueError if it is none, or too deep."""
    body = json.loads(text, parse_constant=refuse, parse_int=whole)
    marks = STRING.sub("", text)
    depths = itertools.accumulate((mark in "[{") - (mark in "]}") for mark in marks)
    if max(depths, default=0) > DEEPEST:
        raise ValueError("it is too deep")
    return body


def whole(digits: str) -> int | float:
    """Read a whole number."""
    return int(digits) if len(digits) <= LONGEST else float(digits)


def refuse(constant: str) -> None:
    """Refuse what JSON has no word for."""
    raise ValueError(f"{constant} is no JSON")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
