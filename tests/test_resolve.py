"""The resolver: inheritance by plain rules, links, defaults, images, and what it says of mistakes."""

from __future__ import annotations

import pytest

import pacts
from modelpact import ir, load, resolve
from modelpact.places import find


def model(text: str = "", family: str = "", provider: str = "", **more: str) -> ir.Model:
    return pacts.catalog(text, family, provider, **more).providers[0].models[0]


def member(found: ir.Model, *path: str) -> ir.Value:
    value = find(found.body, path)
    assert value is not None
    return value


def test_model_comes_first_and_is_its_id() -> None:
    found = model("parameters: {size: {type: string}}")
    assert [m.name for m in found.members] == ["model", "size"]
    assert found.members[0].required
    assert found.members[0].value.enum == ("m-1",)


def test_a_model_overrides_single_keys_of_a_parameter() -> None:
    found = model(
        "parameters: {n: {maximum: 4}}",
        family="parameters: {n: {type: integer, minimum: 1, maximum: 9, description: How many.}}",
    )
    n = member(found, "n")
    assert n.kinds == (ir.Integer(range=ir.Range(minimum=1, maximum=4)),)
    assert n.description == "How many."


def test_nested_members_merge_and_lists_are_replaced() -> None:
    found = model(
        "parameters: {o: {properties: {a: {enum: [x]}}}}",
        family="parameters: {o: {properties: {a: {enum: [x, y], description: A.}, b: {type: boolean}}}}",
    )
    assert member(found, "o", "a").enum == ("x",)
    assert member(found, "o", "a").description == "A."
    assert member(found, "o", "b").kinds == (ir.Boolean(),)


def test_order_is_provider_then_family_then_model() -> None:
    found = model(
        "parameters: {c: {type: string}, a: {minLength: 1}}",
        family="parameters: {b: {type: string}}",
        provider="parameters: {a: {type: string}}",
    )
    assert [m.name for m in found.members] == ["model", "a", "b", "c"]


def test_without_leaves_out_parameters_rules_and_uses() -> None:
    found = model(
        "without: {parameters: [a], rules: [be-good], uses: [draw]}",
        family=(
            "parameters: {a: {type: string}, b: {type: string}}\n"
            "rules: [{id: be-good, because: B., required: [b]}]\n"
            "uses: {draw: {images: 0}, edit: {images: 0}}"
        ),
    )
    assert [m.name for m in found.members] == ["model", "b"]
    assert found.rules == ()
    assert [use.name for use in found.uses] == ["edit"]


def test_a_rule_replaces_the_inherited_one_of_its_id() -> None:
    found = model(
        "rules: [{id: be-good, because: Mine., required: [b]}]",
        family=(
            "parameters: {a: {type: string}, b: {type: string}}\n"
            "rules: [{id: be-good, because: Theirs., required: [a]}, {id: be-kind, because: K., required: [a]}]"
        ),
    )
    assert [(rule.id, rule.because) for rule in found.rules] == [
        ("be-good", "Mine."),
        ("be-kind", "K."),
    ]


def test_titles_and_decisions_are_not_inherited_by_key() -> None:
    found = model(family="decisions: [{id: why, question: Q?, chosen: C., severity: info}]")
    assert found.title == "m-1"
    assert [decision.id for decision in found.decisions] == ["why"]


def test_evidence_is_the_files_source_until_a_parameter_says_otherwise() -> None:
    found = model(
        "source: {document: Page, section: One}\n"
        "parameters: {a: {type: string}, b: {type: string, evidence: inferred}, "
        "c: {type: string, evidence: {section: Two}}}"
    )
    assert member(found, "a").evidence == ir.Evidence(document="Page", section="One")
    assert member(found, "b").evidence.certainty == "inferred"
    assert member(found, "b").evidence.document == "Page"
    assert member(found, "c").evidence.section == "Two"


@pytest.mark.parametrize(
    ("spelled", "kinds"),
    [
        ("{enum: [a, b]}", (ir.String(),)),
        ("{enum: [1, 2]}", (ir.Integer(),)),
        ("{enum: [1, 2.5]}", (ir.Number(),)),
        ("{pattern: '[a-z]'}", (ir.String(pattern="[a-z]"),)),
        ("{minimum: 1}", (ir.Number(range=ir.Range(minimum=1)),)),
        ("{maxItems: 2}", (ir.Array(max_items=2),)),
        ("{properties: {}}", (ir.Object(),)),
        ("{additionalProperties: false}", (ir.Object(closed=True),)),
        ("{description: Anything.}", ()),
        ("{type: [string, 'null'], maxLength: 3}", (ir.String(max_length=3), ir.Null())),
        ("{type: [integer, number], maximum: 3}", (ir.Number(range=ir.Range(maximum=3)),)),
        ("{type: integer, maximum: 1e3}", (ir.Integer(range=ir.Range(maximum=1000)),)),
    ],
)
def test_types_follow_from_constraints(spelled: str, kinds: tuple[ir.Kind, ...]) -> None:
    assert member(model(f"parameters: {{p: {spelled}}}"), "p").kinds == kinds


def test_tiers_are_values_in_order() -> None:
    size = member(model("parameters: {size: {enum: {2K: [a, b], 4K: [c]}}}"), "size")
    assert size.enum == ("a", "b", "c")
    assert [(tier.name, tier.values) for tier in size.tiers] == [("2K", ("a", "b")), ("4K", ("c",))]


def rule_of(text: str, parameters: str) -> ir.Rule:
    (rule,) = model(
        f"parameters: {{{parameters}}}\nrules:\n  - {{id: a-rule, because: B., {text}}}"
    ).rules
    return rule


@pytest.mark.parametrize(
    ("test", "absent"),
    [
        ("auto", True),
        ("other", False),
        ("[auto, other]", True),
        ("{not: auto}", False),
        ("{not: other}", True),
        ("{present: true}", False),
        ("{present: false}", True),
    ],
)
def test_an_absent_member_counts_as_its_default(test: str, absent: bool) -> None:
    rule = rule_of(
        f"when: {{mode: {test}}}, required: [x]",
        "mode: {enum: [auto, other], default: {server: auto}}, x: {type: string}",
    )
    assert rule.when[0][0].when_absent is absent


def test_without_a_default_an_absent_member_is_nothing() -> None:
    rule = rule_of("when: {n: {not: 3, minimum: 1}}, required: [n]", "n: {type: integer}")
    assert [test.when_absent for test in rule.when[0]] == [False, False]


def test_what_is_counted_of_an_array_is_its_items() -> None:
    rule = rule_of("when: {a: {minItems: 2}}, required: [a]", "a: {type: array}")
    assert rule.when[0][0].path == ("a", ir.EACH)


def test_alternatives_and_absolute_paths() -> None:
    rule = rule_of(
        "in: list/-, when: [{/n: 1}, {x: {present: true}}], forbidden: [x]",
        "n: {type: integer}, list: {items: {properties: {x: {type: string}}}}",
    )
    assert rule.scope == ("list", ir.EACH)
    assert [[(t.absolute, t.path) for t in tests] for tests in rule.when] == [
        [(True, ("n",))],
        [(False, ("x",))],
    ]


def test_terms_of_a_limit_know_their_defaults() -> None:
    rule = rule_of(
        "limit: {sum: [{count: images/-}, n, {value: k, times: 2}], maximum: 15}",
        "images: {type: array}, n: {type: integer, default: {server: 1}}, k: {type: integer}",
    )
    assert isinstance(rule.effect, ir.Limit)
    assert [(t.count, t.absent, t.times) for t in rule.effect.terms] == [
        (True, 0, 1),
        (False, 1, 1),
        (False, None, 2),
    ]


CONTENTS = (
    "parameters: {contents: {items: {properties: {parts: {items: "
    "{properties: {image: {image: true}, text: {type: string}}}}}}}}\n"
)


def test_image_counts_become_rules_at_the_message() -> None:
    found = model(CONTENTS + "images: {minimum: 1, maximum: 5, formats: [jpg, png], megabytes: 7}")
    assert found.images.places == (("contents", "-", "parts", "-", "image"),)
    assert found.images.input is not None
    assert found.images.input.formats == ("jpeg", "png")
    most, fewest = found.rules
    assert (most.id, most.scope) == ("image-count-maximum", ("contents", ir.EACH))
    assert (fewest.id, fewest.at) == ("image-count-minimum", ("contents", "0", "parts"))


def test_no_images_is_a_rule_of_its_own() -> None:
    found = model(CONTENTS + "images: {maximum: 0}")
    (rule,) = found.rules
    assert (rule.id, rule.scope, rule.effect) == (
        "no-image-input",
        ("contents", "-", "parts", "-"),
        ir.Forbidden((("image",),)),
    )


def test_an_array_of_images_is_bounded_itself() -> None:
    found = model("parameters: {images: {items: {image: true}}}\nimages: {maximum: 3}")
    (kind,) = member(found, "images").kinds
    assert isinstance(kind, ir.Array) and kind.max_items == 3
    assert found.rules == ()


def test_several_places_are_counted_together() -> None:
    found = model(
        "parameters: {image: {image: true}, images: {items: {image: true}}}\nimages: {maximum: 2}"
    )
    (total,) = found.rules
    assert total.id == "image-count-total"
    assert isinstance(total.effect, ir.Limit) and total.effect.maximum == 2
    assert [term.path for term in total.effect.terms] == [("image",), ("images", "-")]


def test_inline_objects_give_arguments() -> None:
    found = model(
        "parameters: {prompt: {type: string}, n: {type: integer}, "
        "parameters: {inline: true, properties: {seed: {type: integer}}}}\n"
        "layouts: {text: {prompt: /prompt}}"
    )
    assert [(a.name, ir.pointer(a.path)) for a in found.arguments] == [
        ("n", "/n"),
        ("seed", "/parameters/seed"),
    ]


MISTAKES = [
    ("R002", "rules: [{id: a-rule, because: B., required: [nowhere]}]", "nowhere"),
    (
        "R002",
        "rules: [{id: a-rule, because: B., when: {nowhere: 1}, required: [model]}]",
        "nowhere",
    ),
    ("R019", "operation: genrate", "genrate"),
    ("R019", "operation: {text: generate, images: edit}", "edit"),
    ("R019", "response: {poll: {operation: jobs, id: /i, status: /s, done: [ok]}}", "jobs"),
    ("R002", "layouts: {text: {prompt: /nowhere}}", "/nowhere"),
    ("R002", "response: {selector: /nowhere}", "/nowhere"),
    ("R002", "response: {count: nowhere}", "nowhere"),
    ("R002", "response: {count: {path: nowhere, when: {nowhere: 1}}}", "nowhere"),
    ("R002", "response: {size: [nowhere]}", "nowhere"),
    ("R002", "response: {format: nowhere}", "nowhere"),
    (
        "R002",
        "decisions: [{id: d, question: Q., chosen: C., severity: info, parameters: [nowhere]}]",
        "nowhere",
    ),
    ("R003", "rules: [{id: a-rule, because: B.}]", "{id"),
    ("R003", "rules: [{id: a-rule, because: B., required: [model], forbidden: [model]}]", "{id"),
    ("R005", "parameters: {p: {type: string, enum: [a, true]}}", "true"),
    ("R007", "parameters: {p: {type: string, disposition: {forced: a, ignored: true}}}", "{forced"),
    ("R008", "required: [nowhere]\nparameters: {p: {type: string}}", "nowhere"),
    ("R009", "without: {parameters: [nowhere]}", "nowhere"),
    ("R010", "parameters: {p: {type: string, default: {server: a, client: b}}}", "{server"),
    ("R010", "parameters: {p: {type: string, default: {certainty: stated}}}", "{certainty"),
    (
        "R011",
        "parameters: {n: {type: integer}}\nrules: [{id: a-rule, because: B., limit: {sum: [n]}}]",
        "{sum",
    ),
    ("R012", "parameters: {p: {type: string, minimum: 1}}", "minimum"),
    ("R014", "parameters: {model: {type: string}}", "model: {type"),
    ("R015", "parameters: {p: {enum: [a], tolerated: {a: Why.}}}", "a: Why"),
    ("R018", "parameters: {p: {enum: [a, b, a]}}", "a]}}"),
]


@pytest.mark.parametrize(("code", "text", "part"), MISTAKES)
def test_each_mistake_has_its_place_and_a_mend(code: str, text: str, part: str) -> None:
    _, problems = pacts.resolved(text)
    found = [problem for problem in problems if problem.code == code]
    assert found, problems
    problem = found[0]
    whole = pacts.MODEL + text
    assert problem.position.path == "acme/models/m-1.yaml"
    assert problem.position.line == pacts.line_of(text, part)
    at = whole.splitlines()[problem.position.line - 1][problem.position.column - 1 :]
    assert at.startswith(part), at
    assert problem.help and problem.excerpt == whole.splitlines()[problem.position.line - 1]


def test_required_at_a_parameter_itself_is_told_where_it_goes() -> None:
    _, (problem,) = pacts.resolved("parameters: {p: {type: string, required: [p]}}")
    assert problem.help.endswith("itself is named by `required` beside the parameters.")


def test_every_code_is_explained_and_every_explanation_used() -> None:
    used = {code for code, _, _ in MISTAKES} | {"R001", "R004", "R017"}
    used |= {"R020"}  # the golden case bad-operations has it
    assert used == set(resolve.CODES)


def test_a_missing_family_is_told_with_the_nearest_name() -> None:
    _, problems = pacts.resolved(other="pact: 1\nmodel: m-2\nfamily: fan\n")
    (problem,) = problems
    assert (problem.code, str(problem.position)) == ("R001", "acme/models/other.yaml:3:9")
    assert "Did you mean 'fam'?" in problem.help


def test_a_family_of_another_name_than_its_file_is_none_of_that_name() -> None:
    files = {
        "acme/provider.yaml": pacts.PROVIDER,
        "acme/families/fam.yaml": pacts.FAMILY.replace("family: fam", "family: other"),
        "acme/models/one.yaml": pacts.MODEL,
    }
    documents, _ = load.load([pacts.source(path, text) for path, text in files.items()])
    _, (problem,) = resolve.resolve(documents, files)
    assert (problem.code, problem.help[:21]) == ("R001", "Known here: other. A ")


def test_a_broken_family_is_not_reported_a_second_time() -> None:
    files = [
        pacts.source("acme/provider.yaml", pacts.PROVIDER),
        pacts.source("acme/families/fam.yaml", "pact: 1\n\tfamily: fam\n"),
        pacts.source("acme/models/m-1.yaml", pacts.MODEL),
    ]
    documents, unread = load.load(files)
    assert len(unread) == 1
    found, problems = resolve.resolve(documents, [file.path for file in files])
    assert problems == ()
    assert found.providers[0].models == ()


@pytest.mark.parametrize(
    "id_", ["x" * 129, "../up", "/abs", "a//b", "a b", "café", "-rf", "a/", "a..b", "a\\b", "*"]
)
def test_ids_that_are_no_good_as_file_names_are_refused(id_: str) -> None:
    _, problems = pacts.resolved(other=f"pact: 1\nmodel: '{id_}'\nfamily: fam\n")
    assert [problem.code for problem in problems] == ["R017"]


@pytest.mark.parametrize(
    "id_", ["openai/gpt-image-2", "Qwen/Qwen-Image", "m:free", "a@b", "2fa", "m_1.5+x"]
)
def test_ids_of_other_gateways_are_taken(id_: str) -> None:
    found = pacts.catalog(other=f"pact: 1\nmodel: '{id_}'\nfamily: fam\n")
    assert id_ in [each.id for each in found.providers[0].models]


def test_rules_of_one_file_have_different_ids() -> None:
    rule = "{id: a-rule, because: B., required: [model]}"
    made = "{id: no-image-input, because: B., required: [model]}"
    _, problems = pacts.resolved(f"rules:\n  - {rule}\n  - {rule}\n  - {made}")
    assert [(p.code, p.position.line) for p in problems] == [("R004", 7), ("R004", 8)]


def test_an_id_that_is_declared_twice_is_told_with_both_places() -> None:
    _, problems = pacts.resolved(other="pact: 1\nmodel: m-1\nfamily: fam\n")
    (problem,) = problems
    assert problem.code == "R004"
    assert "first at acme/models/m-1.yaml:3:1" in problem.message


# --- what the parameters settle about the answer --------------------------------------------------

SETTLING = """
parameters:
  n: {type: integer}
  series: {enum: [auto, off], default: {server: auto}}
  options: {properties: {most: {type: integer}}}
  size: {type: string}
  scale: {enum: [1K, 2K]}
  kind: {enum: [png, jpeg]}
"""


def test_one_parameter_says_how_many_images_come_back() -> None:
    found = model(SETTLING + "response: {count: n, size: size, format: kind}").response
    assert found.count == ir.Count(path=("n",))
    assert found.size == (("size",),)
    assert found.format == ("kind",)


def test_a_parameter_says_how_many_images_come_back_at_times() -> None:
    found = model(
        SETTLING
        + "response: {count: {path: options/most, when: {series: auto}}, size: [size, scale]}"
    ).response
    test = ir.Test(path=("series",), check=ir.In(("auto",)), when_absent=True)
    assert found.count == ir.Count(path=("options", "most"), when=((test,),))
    assert found.size == (("size",), ("scale",))


def test_what_settles_the_answer_is_inherited_key_by_key() -> None:
    found = model("response: {size: scale}", family=SETTLING + "response: {count: n, size: size}")
    assert found.response.count == ir.Count(path=("n",))
    assert found.response.size == (("scale",),)


def test_a_rejected_parameter_settles_nothing() -> None:
    rejected = "{disposition: {rejected: true}}"
    found = model(
        f"parameters: {{n: {rejected}, size: {rejected}, kind: {rejected}}}",
        family=SETTLING + "response: {count: n, size: [size, scale], format: kind}",
    ).response
    assert (found.count, found.size, found.format) == (None, (("scale",),), ())


@pytest.mark.parametrize(
    "consequence",
    [
        "required: [/prompt]",
        "forbidden: [say, /prompt]",
        "then: {/prompt: {maxLength: 3}}",
        "atLeastOne: [say, /prompt]",
        "limit: {sum: [{count: /list/-}], maximum: 3}",
        "limit: {sum: [/n], maximum: 3}",
        "required: [/]",
    ],
)
def test_a_consequence_stays_inside_of_what_the_rule_is_about(consequence: str) -> None:
    """Read from the item, such a path would lead nowhere, and the rule would say nothing."""
    members = "say: {type: string}"
    text = (
        "parameters:\n  prompt: {type: string}\n  n: {type: integer}\n"
        f"  list: {{type: array, items: {{properties: {{{members}}}}}}}\n"
        f"rules:\n  - {{id: some-rule, because: So., in: list/-, {consequence}}}\n"
    )
    where = [("R002", "m-1.yaml", pacts.line_of(text, "some-rule"))]
    assert pacts.findings(text) == where
    # About the body there is nothing to leave.
    above = text.replace("in: list/-, ", "").replace("say, ", "")
    assert pacts.findings(above) == (where if "[/]" in consequence else [])


def test_a_condition_may_look_at_the_whole_body_from_inside() -> None:
    text = (
        "parameters:\n  prompt: {type: string}\n"
        "  list: {type: array, items: {properties: {say: {type: string}}}}\n"
        "rules:\n  - {id: some-rule, because: So., in: list/-, when: {/prompt: x}, required: [say]}\n"
    )
    assert pacts.findings(text) == []
