"""The checks: each finds its mistake at its place, and stays silent beside it."""

from __future__ import annotations

import pytest

import pacts
from modelpact import check
from modelpact.check import CODES
from modelpact.check.patterns import why_not

MODES = "mode: {enum: [fast, slow], default: {server: fast}}"

# code, what is wrong, the part of the text that it stands in
WRONG = [
    ("C001", "parameters: {n: {type: integer, maximum: 4, default: {server: 5}}}", "5"),
    ("C001", "parameters: {p: {enum: [a], default: {client: b}}}", "b}"),
    ("C001", "parameters: {p: {pattern: '[a-z]+', default: {server: A}}}", "A}"),
    (
        "C001",
        "parameters: {s: {dimensions: {separator: x, area: {maximum: 10}}, default: {server: 5x5}}}",
        "5x5",
    ),
    ("C025", "operation: {text: generate, images: generate}", "model: m-1"),
    ("C026", "response: {poll: {status: /s, done: [ok]}}", "response"),
    (
        "C026",
        "response: {poll: {link: /l, status: /s, done: [ok], failed: [no], pending: [on, no]}}",
        "response",
    ),
    (
        "C026",
        "response: {poll: {link: /l, operation: generate, id: /i, status: /s, done: [ok]}}",
        "response",
    ),
    ("C002", "parameters: {n: {type: integer, minimum: 1, examples: [1, 0]}}", "n:"),
    (
        "C002",
        "parameters: {o: {properties: {a: {type: string}}, required: [a], examples: [{}]}}",
        "o:",
    ),
    (
        "C003",
        f"parameters: {{{MODES}, q: {{enum: [low, high]}}}}\n"
        "rules:\n"
        "  - {id: fast-low, because: B., when: {mode: fast}, then: {q: {enum: [low]}}}\n"
        "  - {id: slow-low, because: B., when: {mode: slow}, then: {q: {enum: [low]}}}\n",
        "q: {enum: [low, high",
    ),
    (
        "C004",
        f"parameters: {{{MODES}, q: {{type: string}}}}\n"
        "rules: [{id: never-on, because: B., when: {mode: quick}, required: [q]}]",
        "{id: never-on",
    ),
    (
        "C004",
        f"parameters: {{{MODES}, q: {{type: string}}}}\n"
        "rules: [{id: never-on, because: B., when: {mode: {present: false, not: fast}}, required: [q]}]",
        "{id: never-on",
    ),
    (
        "C004",
        "parameters: {n: {type: integer, maximum: 4}, q: {type: string}}\n"
        "rules: [{id: never-on, because: B., when: {n: {minimum: 5}}, required: [q]}]",
        "{id: never-on",
    ),
    (
        "C005",
        f"parameters: {{{MODES}, q: {{enum: [a, b]}}}}\n"
        "rules:\n"
        "  - {id: one-way, because: B., when: {mode: fast}, then: {q: {enum: [a]}}}\n"
        "  - {id: other-way, because: B., when: {mode: {present: true}}, then: {q: {enum: [b]}}}\n",
        "{id: other-way",
    ),
    (
        "C005",
        f"parameters: {{{MODES}, n: {{type: integer}}}}\n"
        "rules:\n"
        "  - {id: at-least, because: B., when: {mode: fast}, then: {n: {minimum: 5}}}\n"
        "  - {id: at-most, because: B., when: {mode: fast}, then: {n: {maximum: 4}}}\n",
        "{id: at-most",
    ),
    (
        "C005",
        f"parameters: {{{MODES}, q: {{type: string}}}}\n"
        "rules:\n"
        "  - {id: must-be, because: B., when: {mode: fast}, required: [q]}\n"
        "  - {id: must-not, because: B., forbidden: [q]}\n",
        "{id: must-not",
    ),
    ("C006", "decisions: [{id: d, question: Q?, chosen: C.}]", "{id: d"),
    ("C008", "aliases: [M-2]", ""),
    ("C009", "parameters: {seed: {type: string}, Seed: {type: string}}", "Seed"),
    (
        "C009",
        "parameters: {o: {properties: {field: {type: string}, ﬁeld: {type: string}}}}",
        "ﬁeld",
    ),
    ("C009", "parameters: {'': {type: string}}", "''"),
    ("C010", "parameters: {p: {pattern: '(a+)+'}}", "p:"),
    ("C011", "parameters: {n: {type: integer, minimum: 5, maximum: 4}}", "n:"),
    ("C011", "parameters: {a: {minItems: 3, maxItems: 2}}", "a:"),
    ("C012", "parameters: {p: {enum: [a], disposition: {forced: b}}}", "p:"),
    (
        "C012",
        "parameters: {p: {enum: [a], disposition: {converted: {to: q, values: {a: z}}}}, q: {enum: [x]}}",
        "p:",
    ),
    ("C013", "uses: {draw: {arguments: {nothing: 1}}}", "draw"),
    ("C013", "parameters: {n: {type: integer}}\nuses: {draw: {arguments: {n: x}}}", "{arguments"),
    ("C013", "uses: {draw: {images: 2}}", "{images"),
    (
        "C013",
        "parameters: {prompt: {type: string, minLength: 3}}\nlayouts: {text: {prompt: /prompt}}\n"
        "uses: {draw: {prompt: M}}",
        "{prompt: M",
    ),
    ("C011", "parameters: {n: {type: integer, minimum: 1, maximum: 7, multipleOf: 8}}", "n:"),
    (
        "C011",
        "parameters: {s: {dimensions: {separator: x, ratio: {minimum: '3:1', maximum: '1:3'}}}}",
        "s:",
    ),
    ("C011", "parameters: {i: {image: true}}\nimages: {minimum: 4, maximum: 3}", ""),
    (
        "C005",
        "parameters: {n: {type: integer, maximum: 8}}\n"
        "rules: [{id: too-much, because: B., then: {n: {minimum: 20}}}]",
        "{id: too-much",
    ),
    ("C018", "parameters: {p: {type: string, disposition: rejected}}\nrequired: [p]", "p:"),
    (
        "C018",
        "parameters: {p: {type: string}}\nrequired: [p]\nrules: [{id: never-p, because: B., forbidden: [p]}]",
        "{id: never-p",
    ),
    (
        "C014",
        "parameters: {f: {enum: [url, raw]}}\nresponse: {selector: /f, forms: {url: url}}",
        "f:",
    ),
    ("C014", "response: {fixed: b64, forms: {url: url}}", ""),
    ("C015", "lifecycle: {status: deprecated, replacement: m-9}", ""),
    ("C017", "parameters: {n: {type: integer, enum: [1, 20], maximum: 10}}", "n:"),
    (
        "C017",
        "parameters: {s: {dimensions: {separator: x, side: {maximum: 10}}, enum: [8x8, 12x8]}}",
        "s:",
    ),
    ("C016", "parameters: {p: {enum: [a], tolerated: {A: {because: Case., use: c}}}}", "p:"),
]
OTHER = "pact: 1\nmodel: m-2\nfamily: fam\n"


@pytest.mark.parametrize(("code", "text", "part"), WRONG)
def test_each_check_finds_its_mistake_at_its_place(code: str, text: str, part: str) -> None:
    line = (
        pacts.line_of(text, part) if part else 3
    )  # what concerns a model as a whole stands at its id
    assert pacts.findings(text, other=OTHER) == [(code, "m-1.yaml", line)]


def test_a_replacement_that_is_mistyped_is_told_with_the_nearest() -> None:
    found, _ = pacts.resolved("lifecycle: {status: deprecated, replacement: m2}", other=OTHER)
    (problem,) = check.check(found, ())
    assert problem.message.endswith("is no model of acme; did you mean m-2?")


RIGHT = [
    "parameters: {n: {type: integer, maximum: 4, default: {server: 4}, examples: [1, 4]}}",
    "parameters: {p: {enum: [a], tolerated: {b: Old.}, default: {server: b}}}",
    # each value is allowed in some mode
    f"parameters: {{{MODES}, q: {{enum: [low, high]}}}}\n"
    "rules:\n"
    "  - {id: fast-low, because: B., when: {mode: fast}, then: {q: {enum: [low]}}}\n"
    "  - {id: slow-high, because: B., when: {mode: slow}, then: {q: {enum: [high]}}}\n",
    # a warning forbids nothing
    f"parameters: {{{MODES}, q: {{enum: [low, high]}}}}\n"
    "rules: [{id: rather-low, because: B., severity: warning, then: {q: {enum: [low]}}}]",
    # the condition is met by the member's absence
    f"parameters: {{{MODES}, q: {{type: string}}}}\n"
    "rules: [{id: when-absent, because: B., when: {mode: {present: false}}, required: [q]}]",
    "parameters: {p: {pattern: '^[a-z]+(?:-[0-9]{2})?$'}}\naliases: [Em One]",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_not_found(text: str) -> None:
    assert pacts.findings(text, other=OTHER) == []


def test_ids_that_would_be_one_file_collide() -> None:
    found = pacts.findings(other="pact: 1\nmodel: m.1\nfamily: fam\n")
    assert [(code, file) for code, file, _ in found] == [("C007", "other.yaml")]


def test_an_inherited_mistake_is_told_once() -> None:
    family = "parameters: {n: {type: integer, maximum: 4, default: {server: 5}}}"
    found = pacts.findings(family=family, other=OTHER)
    assert found == [("C001", "fam.yaml", pacts.line_of(family, "5", pacts.FAMILY))]


def test_every_code_is_explained_and_tested() -> None:
    # The golden case bad-operations has those that are about a provider's operations, test_changelog those of releases.
    elsewhere = {"C007", "C019", "C020", "C021", "C023", "C024"}
    assert {code for code, _, _ in WRONG} | elsewhere == set(CODES)


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+",
        "(x+x+)+y",
        "(a|b)*",
        "a*a*",
        "[a-c]+b?[b-d]+",
        "(?P<n>a)",
        "(?>a)b",
        "(?=a)",
        "(?i)a",
        "a++",
        "a+?",
    ]
    + [
        "\\Z",
        "\\cA",
        "\\d",
        "\\w",
        "\\s",
        "\\1",
        "\\u0041",
        "a{,3}",
        "a{3,1}",
        "[[:alpha:]]",
        "a.b",
        "a^b",
        "a$b",
    ]
    + ["(a", "a)", "[a", "[]", "*a", "a{", "[z-a]", "[a&&b]", "a" * 501],
)
def test_patterns_that_are_not_portable_are_refused_with_a_mend(pattern: str) -> None:
    reason = why_not(pattern)
    assert reason is not None
    assert all(reason)


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "abc",
        "^[a-z]+$",
        "a/b",
        "[a-z]+-[0-9]+",
        "(?:ab){1,3}",
        "(a|b)",
        "[^\\n]*",
        "\\$",
        "a\\.b",
        "[\\]\\-]",
        "é+",
    ],
)
def test_portable_patterns_are_taken(pattern: str) -> None:
    assert why_not(pattern) is None
