"""What the schemas object to, in our words, and what is left of a file after the cut."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from modelpact.catalogs import catalog
from modelpact.document import Document, DocumentKind, plain
from modelpact.errors import Problem
from modelpact.load import SourceFile, load, read
from modelpact.resolve import resolve
from modelpact.validate import CODES, validate
from modelpact.validate.judge import MAX_ERRORS, Judge, catalog_error
from modelpact.validate.quick import KEYWORDS, acceptors, catalog_acceptor

SPEC = Path(__file__).parents[1] / "spec"
SCHEMAS: dict[str, Any] = {
    path.name: json.loads(path.read_text("utf-8"))
    for path in sorted((SPEC / "language").glob("*.schema.json"))
}
HEAD = "pact: 1\nmodel: m\nfamily: f\n"
PROVIDER = "pact: 1\nprovider: p\ntitle: P\nbase_url: https://x\noperations: {draw: {method: POST, path: /x}}\n"


def document(text: str, kind: DocumentKind = "model") -> Document:
    """Load one file that the loader has nothing against."""
    (loaded,), problems = load([SourceFile("p/m.yaml", "p", kind, text.encode())])
    assert problems == ()
    return loaded


def judged(text: str, kind: DocumentKind = "model") -> tuple[Any, tuple[Problem, ...]]:
    """Return what is left of a file (None when nothing is) and its problems."""
    kept, problems = validate([document(text, kind)], SCHEMAS)
    left = plain(kept[0].root) if kept else None
    if left is not None:
        assert not list(independent(kind).iter_errors(left)), "what is left must be valid"
    return left, problems


def independent(kind: str) -> Draft202012Validator:
    """jsonschema as it comes, to compare with."""
    registry: Registry[Any] = Registry().with_resources(
        (schema["$id"], Resource.from_contents(schema)) for schema in SCHEMAS.values()
    )
    return Draft202012Validator(SCHEMAS[f"{kind}.schema.json"], registry=registry)


def said(text: str, kind: DocumentKind = "model") -> list[str]:
    """Return line:column: code message, and the mend, of every problem below the head."""
    skip = HEAD.count("\n") if text.startswith(HEAD) else 0
    return [
        f"{p.position.line - skip}:{p.position.column}: {p.code} {p.message} | {p.help}"
        for p in judged(text, kind)[1]
    ]


def only(body: str) -> str:
    (line,) = said(HEAD + body)
    return line


# --- good files ---------------------------------------------------------------------------------


def test_good_files_are_returned_as_they_are() -> None:
    good = (
        document(HEAD),
        document(PROVIDER, "provider"),
        document("pact: 1\nfamily: f\ntitle: F\n", "family"),
    )
    kept, problems = validate(good, SCHEMAS)
    assert problems == ()
    assert all(before is after for before, after in zip(good, kept, strict=True))


def test_the_shipped_pacts_are_good() -> None:
    documents, unread = load(read(SPEC))
    assert unread == ()
    kept, problems = validate(documents, SCHEMAS)
    assert problems == ()
    assert kept == documents


# --- what is good is known at once --------------------------------------------------------------


def test_the_shipped_pacts_are_accepted_without_jsonschema() -> None:
    accepts = acceptors(SCHEMAS)
    documents, _ = load(read(SPEC))
    assert len(documents) > 10
    for each in documents:
        assert accepts[each.kind](plain(each.root)), each.path


def test_every_keyword_of_the_language_is_known_to_the_quick_look() -> None:
    found: set[str] = set()

    def collect(schema: Any) -> None:
        if isinstance(schema, dict):
            found.update(schema)
            for word in ("properties", "$defs"):
                for part in schema.get(word, {}).values():
                    collect(part)
            for part in (schema.get("items"), schema.get("additionalProperties")):
                collect(part)
            for part in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
                collect(part)

    for schema in SCHEMAS.values():
        collect(schema)
    assert found and found <= KEYWORDS


def test_a_keyword_that_is_not_known_accepts_nothing() -> None:
    model = SCHEMAS["model.schema.json"]
    data = plain(document(HEAD).root)
    assert acceptors(SCHEMAS)["model"](data)
    odd = {**SCHEMAS, "model.schema.json": {**model, "dependentRequired": {}}}
    assert not acceptors(odd)["model"](data)


STRAYS: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 1.0, 2.5, "", "a", "x-y", "16:9", "2026-01-31", "prompt"),
    *([], ["a"], [1, 1.0], {}, {"a": 1}, {"server": 1}, {"because": "So."}, {"minimum": 0}),
)


def test_nothing_is_accepted_at_once_that_jsonschema_refuses() -> None:
    rng = random.Random(1)
    accepts, judge = acceptors(SCHEMAS), Judge(SCHEMAS)
    documents, _ = load(read(SPEC))
    verdicts: Counter[bool] = Counter()
    for _ in range(600):
        each = rng.choice(documents)
        data = plain(each.root)
        for _ in range(rng.choice((1, 1, 2))):
            _spoil(data, rng)
        quick, errors = accepts[each.kind](data), judge.errors(each.kind, data)
        verdicts[quick] += 1
        assert not (quick and errors), errors[0]
        # the other way round it may be narrower, but not where it matters: 1.0 for a listed 1
        assert quick or errors or "1.0" in repr(data)
    assert min(verdicts.values()) > 50


@pytest.mark.parametrize(
    ("schema", "good", "bad"),
    [
        ({"oneOf": [{"type": "integer"}, {"minimum": 3}]}, [1, 3.5], [2.5, 4]),
        ({"uniqueItems": True}, [[], ["a", "b"], "aa"], [["a", "a"], [1, 1.0]]),
        ({"type": "array", "maxItems": 1}, [[], [1]], [[1, 2]]),
    ],
)
def test_what_only_catalogues_need_means_what_json_schema_says(
    schema: dict[str, Any], good: list[Any], bad: list[Any]
) -> None:
    accepts = catalog_acceptor({"catalog.schema.json": schema})
    assert all(accepts(value) for value in good)
    assert not any(accepts(value) for value in bad)


def test_no_catalogue_is_accepted_at_once_that_jsonschema_refuses() -> None:
    rng = random.Random(2)
    accepts = catalog_acceptor(SCHEMAS)
    good = (SPEC.parent / "tests/golden/rules-of-each-kind/spec").resolve()
    (provider,) = resolve(load(read(good))[0])[0].providers
    text = json.dumps(catalog(provider))
    verdicts: Counter[bool] = Counter()
    for _ in range(200):
        data = json.loads(text)
        _spoil(data, rng)
        quick, error = accepts(data), catalog_error(data, SCHEMAS)
        verdicts[quick] += 1
        assert not (quick and error), error
        assert quick or error or "1.0" in repr(data)
    assert min(verdicts.values()) > 10


def _spoil(node: Any, rng: random.Random) -> None:
    """Change something somewhere below a node of plain data."""
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        if not keys:
            return
        key = rng.choice(keys)
        if isinstance(node[key], dict | list) and rng.random() < 0.85:
            node = node[key]
            continue
        match rng.randrange(4):
            case 0:
                del node[key]
            case 1 if isinstance(node, dict):
                node[rng.choice(["minimum", "enum", "because", "zzz", "items"])] = rng.choice(
                    STRAYS
                )
            case _:
                node[key] = rng.choice(STRAYS)
        return


def test_a_part_that_was_accepted_once_does_not_hide_a_near_twin() -> None:
    good = document(
        HEAD + "parameters: {a: {minLength: 1}, b: {const: 1}, c: {deprecated: true}}\n"
    )
    twins = document(
        HEAD + "parameters: {a: {minLength: 1.0}, b: {const: 1}, c: {deprecated: 1}}\n"
    )
    _, problems = validate([good, twins], SCHEMAS)
    assert [p.message for p in problems] == [
        "`parameters.a.minLength` is the number 1.0 where a whole number is wanted",
        "`parameters.c.deprecated` is the number 1 where true or false is wanted",
    ]


# --- the version --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pact", "wanted"),
    [
        (
            "2",
            (
                "1:7: S001 the file is in version 2 of the pact language, and this is a reader of version 1 | "
                "Install a modelpact that reads version 2, or write the file in version 1."
            ),
        ),
        (
            '"1"',
            "1:7: S001 `pact` is '1', which is no version of the pact language | Write `pact: 1`, without quotes.",
        ),
        (
            "1.0",
            "1:7: S001 `pact` is 1.0, which is no version of the pact language | Write `pact: 1`.",
        ),
        ("0", "1:7: S001 `pact` is 0, which is no version of the pact language | Write `pact: 1`."),
        (
            "true",
            "1:7: S001 `pact` is true, which is no version of the pact language | Write `pact: 1`.",
        ),
        (
            "",
            "1:6: S001 `pact` is empty, which is no version of the pact language | Write `pact: 1`.",
        ),
        (
            "[1]",
            "1:7: S001 `pact` is a list, which is no version of the pact language | Write `pact: 1`.",
        ),
    ],
)
def test_another_version_is_the_only_problem(pact: str, wanted: str) -> None:
    text = f"pact: {pact}\nmodle: x\nparameters: 5\n"
    assert said(text) == [wanted]
    assert judged(text)[0] is None


def test_a_file_without_version_is_judged_as_this_one() -> None:
    left, problems = judged("model: m\nfamily: f\ntitel: x\n")
    assert [(p.position.line, p.code, p.message, p.help) for p in problems] == [
        (1, "S002", "the file has no `pact`", "Write `pact: 1` as its first line."),
        (3, "S003", "the file has no key `titel`", "Did you mean `title`?"),
    ]
    assert left == {"model": "m", "family": "f", "pact": 1}


# --- each kind of problem -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        # unknown and misplaced keys, at the key
        ("titel: x", "1:1: S003 the file has no key `titel` | Did you mean `title`?"),
        (
            "parameters: {n: {maxium: 5}}",
            "1:18: S003 `parameters.n` has no key `maxium` | Did you mean `maximum`?",
        ),
        (
            "parameters: {n: {emun: [a]}}",
            "1:18: S003 `parameters.n` has no key `emun` | Did you mean `enum`?",
        ),
        (
            "parameters: {n: {ENUM: [a]}}",
            "1:18: S003 `parameters.n` has no key `ENUM` | Did you mean `enum`?",
        ),
        (
            "parameters: {n: {max: 5}}",
            "1:18: S003 `parameters.n` has no key `max` | Did you mean `maximum`?",
        ),
        (
            "images: {bytes: 5}",
            (
                "1:10: S003 `images` has no key `bytes` | Did you mean `megabytes`? Its keys are: minimum, maximum, "
                "formats, megabytes, sources, tolerated, evidence."
            ),
        ),
        # words of other languages
        (
            "parameters: {n: {gt: 5}}",
            (
                "1:18: S003 `parameters.n` has no key `gt` | Here that is `exclusiveMinimum`: The value must be "
                "greater than this."
            ),
        ),
        (
            "rules: [{id: a-b, because: x, excludes: [a, b]}]",
            (
                "1:31: S003 `rules[0]` has no key `excludes` | Here that is `atMostOne`: No two of these are there."
            ),
        ),
        (
            "images: {depth: 5}",
            (
                "1:10: S003 `images` has no key `depth` | Its keys are: minimum, maximum, formats, megabytes, "
                "sources, tolerated, evidence."
            ),
        ),
        (
            "parameters: {n: {megabytes: 5}}",
            (
                "1:18: S004 the key `megabytes` does not belong in `parameters.n` | It is a key of `images`: "
                "move it there, or remove it."
            ),
        ),
        (
            "layouts: {text: {rules: []}}",
            (
                "1:18: S004 the key `rules` does not belong in `layouts.text` | It is a key of `without`, "
                "a provider file, a family file or a model file: move it there, or remove it. "
                "Here the keys are: prompt, image, constants."
            ),
        ),
        # missing keys, at the mapping
        (
            "parameters: {n: {dimensions: {words: [2K]}}}",
            (
                "1:30: S002 `parameters.n.dimensions` has no `separator` | Write `separator: ...`: "
                "What stands between the numbers."
            ),
        ),
        # empty values
        (
            "title:",
            "1:7: S006 `title` is empty where a text is wanted | Write the value, or remove the key.",
        ),
        (
            "title: ~",
            (
                "1:8: S006 `title` is empty where a text is wanted | Write the value, or remove the key. "
                "A text that reads null or ~ is quoted."
            ),
        ),
        (
            "aliases: [a, null]",
            (
                "1:14: S006 `aliases[1]` is empty where a text is wanted | Write the value, or remove the item. "
                "A text that reads null or ~ is quoted."
            ),
        ),
        (
            "rules:\n  -",
            "2:4: S006 `rules[0]` is empty where a mapping is wanted | Write the value, or remove the item.",
        ),
        # wrong types
        (
            "parameters: {n: {minLength: true}}",
            "1:29: S005 `parameters.n.minLength` is true where a whole number is wanted",
        ),
        (
            "title: 3.10",
            '1:8: S005 `title` is the number 3.10 where a text is wanted | Quote it: "3.10".',
        ),
        ("title: True", '1:8: S005 `title` is True where a text is wanted | Quote it: "True".'),
        (
            "required: [1]",
            '1:12: S005 `required[0]` is the number 1 where a text is wanted | Quote it: "1".',
        ),
        (
            "parameters: {n: {minimum: '1'}}",
            (
                "1:27: S005 `parameters.n.minimum` is the text '1' where a number is wanted | "
                "Write a number in digits, without quotes, separators, units or leading zeros."
            ),
        ),
        (
            "parameters: {n: {minLength: 1e3}}",
            "1:29: S005 `parameters.n.minLength` is the number 1e3 where a whole number is wanted | Write 1000.",
        ),
        (
            "parameters: {n: {minLength: 1.5}}",
            (
                "1:29: S005 `parameters.n.minLength` is the number 1.5 where a whole number is wanted | "
                "Write it without a fraction."
            ),
        ),
        (
            "parameters: {n: {deprecated: yes}}",
            (
                "1:30: S005 `parameters.n.deprecated` is the text 'yes' where true or false is wanted | "
                "Write true or false without quotes; yes, no, on and off are texts."
            ),
        ),
        (
            "aliases: Nano Banana",
            (
                "1:10: S005 `aliases` is the text 'Nano Banana' where a list is wanted | "
                "Write it as a list: [Nano Banana]."
            ),
        ),
        (
            "parameters: {n: {default: 5}}",
            (
                "1:27: S005 `parameters.n.default` is the number 5 where a mapping is wanted | "
                "Write a mapping with keys such as server, client, certainty. The value that holds when the member is "
                "absent, and whose it is: the server's (documentation) or the client's (sent). "
                'For example: {"server": 1}.'
            ),
        ),
        (
            "parameters: {n: {required: true}}",
            (
                "1:28: S005 `parameters.n.required` is true where a list is wanted | Write a list. The members that "
                'must be there. For example: ["text"].'
            ),
        ),
        # the branch that was meant
        (
            "parameters: {n: {type: int}}",
            (
                "1:24: S007 `parameters.n.type` is 'int', none of the values that are allowed | Did you mean integer? "
                "Allowed: string, integer, number, boolean, object, array, null."
            ),
        ),
        (
            "parameters: {n: {type: float}}",
            (
                "1:24: S007 `parameters.n.type` is 'float', none of the values that are allowed | Did you mean "
                "number? Allowed: string, integer, number, boolean, object, array, null."
            ),
        ),
        (
            "parameters: {n: {type: [string, Number]}}",
            (
                "1:33: S007 `parameters.n.type[1]` is 'Number', none of the values that are allowed | "
                "Did you mean number? Allowed: string, integer, number, boolean, object, array, null."
            ),
        ),
        (
            "parameters: {n: {evidence: {sektion: x}}}",
            "1:29: S003 `parameters.n.evidence` has no key `sektion` | Did you mean `section`?",
        ),
        (
            "parameters: {n: {evidence: 5}}",
            (
                "1:28: S005 `parameters.n.evidence` is the number 5 where one of stated, example, inferred, upstream, "
                "observed or a mapping is wanted"
            ),
        ),
        (
            "parameters: {n: {enum: {2K: x}}}",
            "1:29: S005 `parameters.n.enum.2K` is the text 'x' where a list is wanted | Write it as a list: [x].",
        ),
        (
            "rules: [{id: a-b, because: x, when: {a: {not: {b: 1}}}}]",
            (
                "1:47: S005 `rules[0].when.a.not` is a mapping where a text, a number, true or false, null or a list "
                "is wanted"
            ),
        ),
        # values
        (
            "lifecycle: {status: now}",
            (
                "1:21: S007 `lifecycle.status` is 'now', none of the values that are allowed | "
                "Allowed: preview, current, deprecated, retired."
            ),
        ),
        (
            "parameters: {n: {additionalProperties: true}}",
            "1:40: S007 `parameters.n.additionalProperties` is true, not false | Write false.",
        ),
        (
            "lifecycle: {released: 2025-1-1}",
            (
                "1:23: S008 `lifecycle.released` is '2025-1-1', which does not have the wanted form | "
                "Wanted: An ISO date. As a regular expression: ^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
            ),
        ),
        (
            'lifecycle: {released: "2025-01-01\\n"}',
            "1:23: S008 `lifecycle.released` is '2025-01-01\\n', which does not have the wanted form",
        ),
        (
            "parameters: {n: {minLength: -1}}",
            "1:29: S009 `parameters.n.minLength` is -1 and must be 0 or more | Wanted: Fewest characters, counted as Unicode code points.",
        ),
        (
            "parameters: {n: {multipleOf: 0}}",
            "1:30: S009 `parameters.n.multipleOf` is 0 and must be more than 0",
        ),
        ('title: ""', "1:8: S010 `title` is an empty text | Fill it, or remove the key."),
        (
            "parameters: {n: {enum: []}}",
            "1:24: S010 `parameters.n.enum` is an empty list | Fill it, or remove the key.",
        ),
        (
            "rules: [{id: a-b, because: x, limit: {equal: [a]}}]",
            "1:46: S010 `rules[0].limit.equal` has 1 item, where 2 is the least",
        ),
        (
            "rules: [{id: a-b, because: x, then: {a: {const: 1}, b: {const: 1}}}]",
            "1:37: S010 `rules[0].then` has 2 keys, where 1 is the most",
        ),
        (
            "parameters: {n: {dimensions: {separator: abcd}}}",
            "1:42: S010 `parameters.n.dimensions.separator` has 4 characters, where 3 is the most",
        ),
        # numbers that lose a zero, where a text may stand
        (
            "parameters: {n: {enum: [3.10, 3.9]}}",
            (
                "1:25: S011 `parameters.n.enum[0]` is 3.10, which is read as the number 3.1 | "
                'Quote it where a text is meant: "3.10"; else write 3.1.'
            ),
        ),
        (
            "parameters: {n: {default: {server: 1.50}}}",
            "1:36: S011 `parameters.n.default.server` is 1.50, which is read as the number 1.5",
        ),
    ],
)
def test_one_problem_in_our_words(body: str, wanted: str) -> None:
    line = only(body + "\n")
    assert line == wanted or (" | " not in wanted and line.startswith(wanted + " | "))
    assert line.rpartition(" | ")[2]


def test_a_number_with_a_zero_is_a_number_where_no_text_may_stand() -> None:
    assert said(HEAD + "parameters: {n: {minimum: 0.50, maximum: 1.0}}\n") == []


def test_no_sentence_of_the_judge_comes_through() -> None:
    body = "parameters: {a: {disposition: [x]}, b: {enum: 5}, c: {tolerated: {x: 5}}, d: {default: {servr: 1}}}\n"
    for line in said(HEAD + body):
        assert "is not valid under" not in line
        assert "schema" not in line


def test_names_that_a_terminal_would_obey_are_escaped() -> None:
    line = only('parameters: {"n\\tx": {enum: [], title: y}}\n')
    assert line.startswith("1:29: S010 `parameters.n\\tx.enum` is an empty list")


def test_all_problems_of_all_files_at_once_sorted() -> None:
    text = HEAD + "sizes: 1\nparameters:\n  n: {minimum: x, typ: string}\ntitle: 5\n"
    assert [line.split(" ")[0] + line.split(" ")[1] for line in said(text)] == [
        "1:1:S003",
        "3:16:S005",
        "3:19:S003",
        "4:8:S005",
    ]
    two, problems = validate([document("pact: 3\n"), document(HEAD + "titel: 1\n")], SCHEMAS)
    assert [p.code for p in problems] == ["S001", "S003"]
    assert len(two) == 1


def test_the_excerpt_is_the_line() -> None:
    (problem,) = judged(HEAD + "parameters:\n  n: {maxium: 5}  # why\n")[1]
    assert problem.excerpt == "  n: {maxium: 5}  # why"


# --- the cut ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("titel: x\ntitle: y\n", {"title": "y"}),
        (
            "parameters: {a: {typ: x, minimum: 1}, b: {}}\n",
            {"parameters": {"a": {"minimum": 1}, "b": {}}},
        ),
        # what is not a mapping is replaced by one, so that rules about it still find it
        ("parameters: {a: , b: 5, c: {}}\n", {"parameters": {"a": {}, "b": {}, "c": {}}}),
        ("rules: {}\naliases: x\n", {"rules": [], "aliases": []}),
        # half a rule would mean something else
        (
            "rules: [{id: a-b, because: x, wen: {a: 1}, required: [b]}, {id: c-d, because: y, required: [e]}]\n",
            {"rules": [{"id": "c-d", "because": "y", "required": ["e"]}]},
        ),
        (
            "rules: [{id: a-b, because: x, when: {a: {not: {b: 1}}}, required: [b]}]\n",
            {"rules": []},
        ),
        ("decisions: [{id: a}]\nrequired: [1, a, 2]\n", {"decisions": [], "required": ["a"]}),
        # a cut that calls for another one further up
        ("parameters: {a: {enum: [[1]], title: t}}\n", {"parameters": {"a": {"title": "t"}}}),
        ("parameters: {a: {dimensions: {separator: 5, words: [x]}}}\n", {"parameters": {"a": {}}}),
        ("parameters: {a: {dimensions: 5}}\n", {"parameters": {"a": {}}}),
        ("images: {sources: [uri]}\n", {"images": {}}),
    ],
)
def test_what_is_left(body: str, left: dict[str, Any]) -> None:
    kept, problems = judged(HEAD + body)
    assert problems
    assert kept == {"pact": 1, "model": "m", "family": "f", **left}
    assert list(kept) == ["pact", "model", "family", *left]


@pytest.mark.parametrize(
    "text", ["pact: 1\nmodel: m\n", "pact: 1\nmodel: 5\nfamily: f\n", "pact: 1\n"]
)
def test_a_file_without_its_names_is_left_out(text: str) -> None:
    left, problems = judged(text)
    assert left is None
    assert problems


def test_a_missing_title_does_not_lose_a_family() -> None:
    left, problems = judged("pact: 1\nfamily: f\nparameters: {a: {}}\n", "family")
    assert [p.message for p in problems] == ["the file has no `title`"]
    assert left == {"pact": 1, "family": "f", "parameters": {"a": {}}, "title": "p/m.yaml"}


def test_repeated_nodes_are_judged_at_each_place() -> None:
    text = HEAD + "parameters:\n  a: &a {minimum: x}\n  b: *a\n"
    left, problems = judged(text)
    assert left["parameters"] == {"a": {}, "b": {}}
    assert [p.message.split(" ")[0] for p in problems] == [
        "`parameters.a.minimum`",
        "`parameters.b.minimum`",
    ]


def test_very_many_problems_are_bounded() -> None:
    text = HEAD + "rules:\n" + "- 1\n" * (MAX_ERRORS + 50)
    left, problems = judged(text)
    assert left is None
    assert len(problems) == 100
    assert problems[0].position.line == 5


def test_unknown_keys_come_in_the_order_of_the_file() -> None:
    names = [f"k{n}" for n in range(40)]
    problems = judged(HEAD + "".join(f"{name}: 1\n" for name in names))[1]
    assert [p.message for p in problems] == [f"the file has no key `{name}`" for name in names]


# --- the hostile corpus: what the loader hands on ------------------------------------------------


@pytest.mark.parametrize("text", ["description: ~\n", "description: \n", "description: null\n"])
def test_hostile_nulls_are_empty(text: str) -> None:
    line = only(text)
    assert "S006 `description` is empty where a text is wanted" in line
    assert "None" not in line


def test_hostile_default_that_loses_a_zero() -> None:
    assert "is the number 3.10 where a mapping is wanted" in only(
        "parameters: {v: {default: 3.10}}\n"
    )


# --- one page for each code ---------------------------------------------------------------------


def test_every_code_is_used_and_has_a_page() -> None:
    folder = Path(validate.__globals__["__file__"]).parent
    words = "".join((folder / name).read_text("utf-8") for name in ("words.py", "catalogs.py"))
    for code, page in CODES.items():
        assert f'"{code}"' in words, f"{code} is not used"
        assert len(page) > 80
