"""What each finding of the checks means; ``modelpact explain CODE`` prints it."""

from __future__ import annotations

from typing import Final

FIXED: Final = frozenset({"C007", "C009", "C010", "C013"})
"""What no comment can pass over: what is generated would not run, or could not be generated."""

CODES: dict[str, str] = {
    "C001": "A default lies outside of the parameter's own constraints: the request that leaves the parameter out and "
    "the one that writes the default would get different verdicts. Mend the default or the constraint.",
    "C002": "An example lies outside of the parameter's own constraints, so that whoever copies it is refused. Mend "
    "the example or the constraint.",
    "C003": "A value stands in enum, but the rules forbid it in every request. Take it out of enum, or mend the rule.",
    "C004": "A rule can never apply: no request meets its condition, since a value that it waits for is not accepted, "
    "or two of its tests contradict each other. Mend the condition, or remove the rule.",
    "C005": "Two rules apply to the same request and together leave nothing: no value satisfies both, or one demands "
    "what the other forbids. Narrow the condition of one, or widen what it allows.",
    "C006": "A decision does not say what a request that hangs on it meets. Give it a severity: accept, info, warn or "
    "reject.",
    "C007": "Two names would be written as one file or identifier by a target. Rename one of the two.",
    "C008": "An alias is also an id, or an alias of another model. Aliases serve search and suggestions, so each names "
    "one model. Remove or change it.",
    "C009": "A parameter's name cannot be told from another one in the same object (they differ in case only, or in "
    "characters that look the same), or it is no name at all. Rename it.",
    "C010": "A pattern does not mean the same in every language that validators are written for, or can take forever. "
    "Patterns match the whole text and are made of characters, classes such as [a-z0-9_-], groups, | and "
    "the quantifiers ? * + {n} {n,m}; a group that repeats without bound holds no repetition itself.",
    "C011": "The bounds of a parameter leave no value. Swap or mend them.",
    "C012": "A disposition names a value that the parameter does not accept. Mend the disposition or the constraint.",
    "C013": "The example of a use does not fit its model: an argument that the model does not have, a value that it "
    "does not accept, or more or fewer images than it takes. Mend the use, or leave it out with `without`.",
    "C014": "A form of the answer may be asked for, or always comes, but nothing says where in the answer it "
    "then is. Add it to `response.forms`.",
    "C015": "The replacement of a model is no model of the provider. Mend the id, or add the model.",
    "C018": "A member is required, and at the same time always refused: no request can be right. Take it out of "
    "`required`, mend its disposition, or give the rule that forbids it a condition.",
    "C017": "A listed value breaks another constraint of the same parameter, so that it would never be accepted. Take "
    "it out of enum, or mend the constraint.",
    "C019": "A release of the changelog has a date that no calendar has, or one after that of the release above "
    "it. The newest release stands first.",
    "C020": "A release of the changelog has a lower version of an artefact than the release before it. Versions only "
    "rise, from the last entry up to the first; an artefact that nothing changed for keeps its version.",
    "C021": "The witness of a change is a request to a model that the change is not about. Mend its `model`, or the "
    "change's `models`.",
    "C016": "What is to be used instead of a tolerated value is not accepted itself. Mend `use`, or leave it out.",
    "C023": "An operation cannot be called: its content type is neither JSON nor multipart/form-data, a form is to be "
    "sent with GET, the parts of lists are named where there is no form, or a brace in its path belongs to no name. "
    "Mend the operation.",
    "C024": "A name in braces in an operation's path stands for a member of the request that a model does not have, "
    "that may be left out, or that is no text, number or boolean. Mend the path, or add the member to `required`.",
    "C025": "A model has an operation for requests with pictures, and takes no picture. Name the one operation.",
    "C026": "`poll` does not say how to ask for a job: it needs an operation with {id} in its path and the place of "
    "the id, or the place of a link, and no status is both done and failed.",
}
