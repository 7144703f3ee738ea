"""What wants care: each finding at its place, and silence beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

import pacts
from builds import LANGUAGE, SPECS
from modelpact import load, pipeline
from modelpact.check import upkeep

MODES = "mode: {enum: [fast, slow], default: {server: fast}}"
OTHER = "pact: 1\nmodel: m-2\nfamily: fam\n"

# code, what wants care, the part of the text that it stands in
FOUND = [
    ("W002", "source: {read: 2026-02-30}", "source"),
    ("W002", "parameters: {p: {type: string, evidence: {read: 2026-13-01}}}", "p:"),
    ("W002", "lifecycle: {released: 2026-05-01,\n  retires: 2026-04-30}", "retires"),
    ("W005", "parameters: {p: {type: string, disposition: unverified}}", "p:"),
    (
        "W006",
        "parameters: {p: {type: string}}\n"
        "decisions: [{id: d, question: Q?, chosen: C., severity: warn, parameters: [p]}]",
        "{id: d",
    ),
    (
        "W006",
        "parameters: {p: {type: string, disposition: rejected}}\n"
        "decisions: [{id: d, question: Q?, chosen: C., severity: accept, parameters: [p]}]",
        "{id: d",
    ),
    (
        "W007",
        "parameters: {p: {type: string}}\nrequired: [p]\nrules: [{id: must-be, because: B., required: [p]}]",
        "{id: must-be",
    ),
    (
        "W007",
        "parameters: {p: {type: string, disposition: rejected}}\n"
        "rules: [{id: must-not, because: B., forbidden: [p]}]",
        "{id: must-not",
    ),
    (
        "W007",
        f"parameters: {{{MODES}, p: {{type: string, disposition: ignored}}}}\n"
        "rules: [{id: no-use, because: B., when: {mode: slow}, ignored: [p]}]",
        "{id: no-use",
    ),
    (
        "W007",
        f"parameters: {{{MODES}, n: {{type: integer, minimum: 1, maximum: 4}}}}\n"
        "rules: [{id: at-most, because: B., when: {mode: slow}, then: {n: {maximum: 4}}}]",
        "{id: at-most",
    ),
    (
        "W007",
        f"parameters: {{{MODES}, n: {{type: number, exclusiveMinimum: 1, multipleOf: 4}}}}\n"
        "rules: [{id: at-least, because: B., when: {mode: slow}, then: {n: {minimum: 1, multipleOf: 2}}}]",
        "{id: at-least",
    ),
    (
        "W007",
        f"parameters: {{{MODES}, q: {{enum: [a, b]}}}}\n"
        "rules: [{id: any-q, because: B., when: {mode: slow}, then: {q: {enum: [a, b, c]}}}]",
        "{id: any-q",
    ),
    (
        "W007",
        "parameters: {s: {dimensions: {separator: x, side: {maximum: 9}, ratio: {maximum: '1:1'}}}, "
        f"{MODES}}}\n"
        "rules: [{id: small-s, because: B., when: {mode: slow}, then: {s: {dimensions: {separator: x, "
        "side: {maximum: 10}, ratio: {maximum: '1:1'}}}}}]",
        "{id: small-s",
    ),
    (
        "W007",
        "parameters: {a: {type: array, maxItems: 3, items: {type: array, maxItems: 2}}, n: {type: integer, "
        "minimum: 0, maximum: 4}}\n"
        "rules: [{id: ten-in-all, because: B., limit: {sum: [{count: a/-/-}, n], maximum: 10}}]",
        "{id: ten-in-all",
    ),
    (
        "W007",
        "parameters: {a: {type: integer, minimum: 2}, b: {type: integer, minimum: 3}}\n"
        "rules: [{id: some-area, because: B., limit: {product: [a, b], minimum: 6}}]",
        "{id: some-area",
    ),
    (
        "W007",
        "parameters: {a: {type: string}, b: {type: string, disposition: rejected}}\n"
        "rules: [{id: not-both, because: B., atMostOne: [a, b]}]",
        "{id: not-both",
    ),
    (
        "W007",
        "parameters: {a: {type: string}, b: {type: string}}\nrequired: [a]\n"
        "rules: [{id: one-of, because: B., atLeastOne: [a, b]}]",
        "{id: one-of",
    ),
    (
        "W008",
        f"parameters: {{{MODES}, p: {{type: string}}}}\n"
        "rules:\n"
        "  - {id: first-way, because: B., when: {mode: slow}, required: [p]}\n"
        "  - {id: second-way, because: C., when: {mode: [slow]}, required: [p]}\n",
        "{id: second-way",
    ),
    (
        "W009",
        f"parameters: {{{MODES}, n: {{type: integer}}}}\n"
        "rules: [{id: at-most, because: Slow ones make 14 at most., when: {mode: slow}, then: {n: {maximum: 15}}}]",
        "{id: at-most",
    ),
    (
        "W009",
        "parameters: {a: {type: array}, n: {type: integer}}\n"
        "rules: [{id: in-all, because: Between 2 and six in all., limit: {sum: [{count: a/-}, n], minimum: 2, "
        "maximum: 8}}]",
        "{id: in-all",
    ),
    ("W010", "parameters: {p: {enum: [a], tolerated: {b: Old.}, default: {server: b}}}", "b}"),
    ("W010", "parameters: {p: {type: string, deprecated: true, default: {client: b}}}", "b}"),
    ("W010", "parameters: {p: {enum: [a], ignoreCase: true, examples: [A]}}", "p:"),
    (
        "W010",
        "parameters: {p: {enum: [a, b], disposition: {forced: a}, default: {server: b}}}",
        "b}",
    ),
    (
        "W010",
        "parameters: {n: {type: integer, advised: {maximum: 4, because: B.}, examples: [5]}}",
        "n:",
    ),
    (
        "W010",
        "parameters: {s: {dimensions: {separator: x, tolerated: ['*']}, examples: [2*2]}}",
        "s:",
    ),
    (
        "W010",
        "parameters: {o: {properties: {p: {type: string, disposition: ignored}}}}\n"
        "uses: {draw: {arguments: {o: {p: x}}}}",
        "{arguments",
    ),
    (
        "W011",
        "parameters: {n: {type: integer, maximum: 4, advised: {maximum: 5, because: B.}}}",
        "n:",
    ),
    ("W011", "parameters: {p: {enum: [a, b], advised: {enum: [a, c], because: B.}}}", "p:"),
    ("W020", "# modelpact: ignore W005\nparameters: {}", "# modelpact"),
    ("W020", "parameters: {} # modelpact: ignore W005 until 2026-02-30: why", "parameters"),
    ("W020", "parameters: {} # modelpact: ignore W005 until 2026-02-03:", "parameters"),
    ("W020", "parameters: {} # modelpact: ignore until 2026-02-03: why", "parameters"),
    ("W021", "parameters: {} # modelpact: ignore X999 until 2026-02-03: why", "parameters"),
    ("W021", "parameters: {} # modelpact: ignore W022 until 2026-02-03: why", "parameters"),
    ("W022", "parameters: {} # modelpact: ignore C001 until 2026-02-03: why", "parameters"),
]


@pytest.mark.parametrize(("code", "text", "part"), FOUND)
def test_each_finding_stands_at_its_place(code: str, text: str, part: str) -> None:
    line = pacts.line_of(text, part)
    assert pacts.cared_for(text, other=OTHER) == [(code, "m-1.yaml", line)]


SILENT = [
    "source: {read: 2024-02-29}\nlifecycle: {released: 2026-05-01, deprecated: 2026-05-01}",
    # what a request holds is no evidence
    "parameters: {o: {type: object, default: {server: {source: {read: 2026-02-30}}}}}",
    # the decision names what the object holds
    "parameters: {o: {properties: {p: {type: string, disposition: unverified}}}}\n"
    "decisions: [{id: d, question: Q?, chosen: C., severity: warn, parameters: [o]}]",
    f"parameters: {{{MODES}, p: {{type: string}}}}\n"
    "rules: [{id: rather-p, because: B., when: {mode: slow}, severity: warning, required: [p]}]\n"
    "decisions: [{id: d, question: Q?, chosen: C., severity: warn, parameters: [p]}]",
    # each narrows by one
    f"parameters: {{{MODES}, n: {{type: integer, minimum: 1, maximum: 4}}, x: {{type: number, maximum: 1}}, "
    "q: {enum: [a, b], tolerated: {c: Old.}}, t: {type: [string, integer]}, s: {type: string, maxLength: 3}}\n"
    "rules:\n"
    "  - {id: to-three, because: B., when: {mode: slow}, then: {n: {maximum: 3}}}\n"
    "  - {id: below-one, because: B., when: {mode: slow}, then: {x: {exclusiveMaximum: 1}}}\n"
    "  - {id: no-c, because: B., when: {mode: slow}, then: {q: {enum: [a, b]}}}\n"
    "  - {id: only-text, because: B., when: {mode: slow}, then: {t: {type: string}}}\n"
    "  - {id: longer-s, because: B., when: {mode: slow}, then: {s: {minLength: 1}}}\n",
    # no upper end, a number that counts twice, one end too far, below zero
    "parameters: {a: {type: array}, n: {type: integer, minimum: 0, maximum: 4}, m: {type: integer, minimum: 3, "
    "maximum: 4}, o: {type: integer, maximum: 3}}\n"
    "rules:\n"
    "  - {id: not-many, because: B., limit: {sum: [{count: a/-}], maximum: 9}}\n"
    "  - {id: not-large, because: B., limit: {sum: [{value: n, times: 2}, m], maximum: 8}}\n"
    "  - {id: not-small, because: B., limit: {product: [m, m], minimum: 10}}\n"
    "  - {id: below-zero, because: B., limit: {product: [o, o], maximum: 9}}\n",
    # the same for another mode; a number of a name, of a size, of a condition
    f"parameters: {{{MODES}, n: {{type: integer}}, p: {{type: string}}}}\naliases: [Brush 4]\n"
    "rules:\n"
    "  - {id: slow-way, because: Brush 4 takes less in 2K., when: {mode: slow}, then: {n: {maximum: 9}}}\n"
    "  - {id: fast-way, because: From 7 on one is lost., when: {n: {minimum: 7}}, required: [p]}\n"
    "  - {id: other-way, because: Twelve at most., when: {mode: fast}, then: {n: {maximum: 12}}}\n",
    # what the server takes by itself is sent by nobody
    "parameters: {p: {type: string, disposition: ignored, default: {server: b}}, q: {enum: [a, b], disposition: "
    "{forced: a}, default: {server: a}, examples: [a]}}",
    "parameters: {n: {type: integer, maximum: 4, advised: {maximum: 3, because: B.}}, a: {type: array, advised: "
    "{minItems: 1, because: B.}}}",
    # texts, and comments to others
    'title: "# modelpact: ignore"\ndescription: |\n  # modelpact: ignore\n  modelpact: x # modelpact: ignore\n'
    "# modelpact reads this file\n# see # modelpact: ignore",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_is_well_is_not_found(text: str) -> None:
    assert pacts.cared_for(text, other=OTHER) == []


# --- what concerns several files ------------------------------------------------------------------


def test_a_rule_is_idle_only_where_no_model_has_a_use_for_it() -> None:
    family = (
        f"parameters: {{{MODES}, n: {{type: integer, maximum: 4}}}}\n"
        "rules: [{id: at-most, because: B., when: {mode: slow}, then: {n: {maximum: 4}}}]"
    )
    wider = "parameters: {n: {maximum: 8}}\n"
    assert pacts.cared_for(family=family) == [
        ("W007", "fam.yaml", pacts.line_of(family, "{id", pacts.FAMILY))
    ]
    assert pacts.cared_for(wider, family, other=OTHER) == []
    assert pacts.cared_for(family=family, other=OTHER + wider) == []


def test_a_guess_that_differs_from_a_sibling_wants_a_decision() -> None:
    family = "parameters: {n: {type: integer, maximum: 4}}"
    guess = "parameters: {n: {maximum: 5, evidence: inferred}}\n"
    decision = "decisions: [{id: d, question: Q?, chosen: C., severity: reject, parameters: [n]}]"
    assert pacts.cared_for(guess, family, other=OTHER) == [("W005", "m-1.yaml", 5)]
    assert pacts.cared_for(guess + decision, family, other=OTHER) == []
    assert pacts.cared_for(guess, family, provider=decision, other=OTHER) == []
    assert pacts.cared_for(guess.replace("5", "4"), family, other=OTHER) == []


def test_a_decision_above_names_what_some_model_has() -> None:
    provider = "decisions: [{id: d, question: Q?, chosen: C., severity: reject, parameters: [p]}]"
    line = pacts.line_of(provider, "{id", pacts.PROVIDER)
    assert pacts.cared_for(provider=provider) == [("W006", "provider.yaml", line)]
    assert pacts.cared_for("parameters: {p: {type: string}}", provider=provider) == []
    # a member that no model knows draws a warning
    assert pacts.cared_for(provider=provider.replace("reject", "warn")) == []


def test_copies_among_all_models_are_one_finding_for_each_parameter() -> None:
    said = "parameters: {n: {type: integer, maximum: 4, evidence: inferred}, p: {type: string}}\n"
    first, second = pacts.cared_for(said, other=OTHER + said)
    assert first[0] == second[0] == "W012" and {first[1], second[1]} == {"m-1.yaml"}
    assert pacts.cared_for(said, other=OTHER) == []
    differing = OTHER + said.replace("string", "boolean").replace("4", "5").replace(
        "integer", "number"
    )
    assert pacts.cared_for(said, other=differing) == []


def test_copies_among_most_models_count_where_all_say_something() -> None:
    said = "parameters: {p: {enum: [a]}}\n"
    third, fourth = OTHER.replace("m-2", "m-3"), OTHER.replace("m-2", "m-4")
    differs = said.replace("a]", "b]")
    found = pacts.cared_for(said, b=OTHER + said, c=third + said, d=fourth + differs)
    assert found == [("W012", "b.yaml", 4)]
    assert pacts.cared_for(said, b=OTHER + said, c=third + differs, d=fourth + differs) == []
    assert pacts.cared_for(said, b=OTHER + said, c=third + said, d=fourth) == []


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("parameters: {p: {enum: [a], title: P}}", "parameters: {p: {enum: [a]}}"),
        ("parameters: {o: {properties: {p: {type: string}}}}", "parameters: {o: {properties: {p: {type: string}}}}"),
        ("required: [p]\nparameters: {p: {type: string}}", "required: [p]"),
        ("images: {maximum: 3}", "images: {maximum: 3}"),
        ("uses: {draw: {prompt: X}}", "uses: {draw: {prompt: X}}"),
    ],
)  # fmt: skip
def test_what_is_inherited_is_not_said_again(above: str, below: str) -> None:
    found = [("W013", "m-1.yaml", 5)]
    assert pacts.cared_for(below, family=above) == found
    assert pacts.cared_for(below, provider=above) == found


@pytest.mark.parametrize(
    "below",
    [
        "parameters: {p: {enum: [b]}}",
        "parameters: {p: {enum: [a], evidence: stated}}",
        "without: {parameters: [p]}\nparameters: {p: {enum: [a]}}",
    ],
)
def test_what_differs_in_value_or_source_is_no_copy(below: str) -> None:
    assert pacts.cared_for(below, family="parameters: {p: {enum: [a]}}") == []


def test_a_family_without_models_is_found() -> None:
    idle = pacts.source("acme/families/idle.yaml", pacts.FAMILY.replace(": fam", ": idle"))
    assert pacts.cared_for(extra=[idle]) == [("W014", "idle.yaml", 3)]


def test_a_model_of_two_providers_is_noted() -> None:
    def other(name: str, text: str) -> load.SourceFile:
        kind = pacts.source(f"x/{name}", "").kind
        return load.SourceFile(
            path=f"zeta/{name}", provider="zeta", kind=kind, content=text.encode()
        )

    extra = [
        other("provider.yaml", pacts.PROVIDER.replace("acme", "zeta")),
        other("families/fam.yaml", pacts.FAMILY),
        other("models/z.yaml", pacts.MODEL),
    ]
    assert pacts.cared_for(extra=extra) == [("W015", "z.yaml", 3)]


@pytest.mark.parametrize("status", ["deprecated", "retired"])
def test_the_replacement_is_there_to_stay(status: str) -> None:
    old = "lifecycle: {status: deprecated, replacement: m-2}"
    assert pacts.cared_for(old, other=OTHER) == []
    other = f"{OTHER}lifecycle: {{status: {status}}}"
    assert pacts.cared_for(old, other=other) == [("W004", "m-1.yaml", 3)]
    assert pacts.cared_for(old.replace("m-2", "m-1"), other=OTHER) == [("W004", "m-1.yaml", 3)]


# --- ages -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "older_than", "lines"),
    [
        ("", 0, []),
        ("2026-07-31", 180, []),
        ("2026-08-01", 180, [5]),
        ("2026-02-02", 0, [5]),
        ("2027-07-31", 180, [5, 6]),
        ("2025-01-01", 0, []),
    ],
)
def test_evidence_grows_old_by_the_day_that_is_named(
    as_of: str, older_than: int, lines: list[int]
) -> None:
    text = "source: {read: 2026-02-01}\nparameters: {p: {evidence: {read: 2026-12-01}}}"
    told = pacts.cared_for(text, as_of=as_of, older_than=older_than)
    assert told == [("W001", "m-1.yaml", line) for line in lines]


@pytest.mark.parametrize(
    ("lifecycle", "found"),
    [
        ("status: current, retires: 2026-05-01", True),
        ("status: deprecated, retires: 2026-05-01", True),
        ("status: preview, deprecated: 2026-05-01", True),
        ("retires: 2026-05-01", True),
        ("retires: 2026-05-02", False),
        ("status: retired, retires: 2026-05-01", False),
        ("status: deprecated, deprecated: 2026-05-01", False),
        ("status: preview, released: 2026-05-01", False),
    ],
)
def test_a_day_that_is_over_wants_another_status(lifecycle: str, found: bool) -> None:
    text = f"lifecycle: {{{lifecycle}}}"
    assert pacts.cared_for(text) == []
    assert pacts.cared_for(text, as_of="2026-05-01") == [("W003", "m-1.yaml", 5)] * found


# --- real pacts -----------------------------------------------------------------------------------


def told(spec: Path) -> list[str]:
    result = pipeline.understand(spec, language=LANGUAGE, care=upkeep.Asked())
    return [f"{p.code} {p.position.path}:{p.position.line}" for p in result.problems]


def test_the_shipped_pacts_want_no_care() -> None:
    assert told(SPECS["gravitex"]) == []


def test_the_invented_pacts_want_little() -> None:
    assert told(SPECS["atelier"]) == [
        "W013 atelier/models/pictures-1.yaml:33",
        "W005 atelier/models/words-1.yaml:40",
    ]


def test_every_code_is_explained_and_tested() -> None:
    elsewhere = {"W001", "W003", "W004", "W012", "W013", "W014", "W015", "W023"}
    assert {code for code, _, _ in FOUND} | elsewhere == set(upkeep.CODES)
