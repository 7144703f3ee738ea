"""What each problem of the resolver means; ``modelpact explain CODE`` prints it."""

from __future__ import annotations

CODES: dict[str, str] = {
    "R001": "A model names a family that does not exist. A family is a file under families/ of the same provider "
    "whose `family:` key is that name. Mend the name, or write the family's file.",
    "R002": "A path names a parameter that does not exist. Paths are names joined by /, with - for every item of an "
    "array; they start at the object that the rule is about, or at the body with a leading /. Mend the path, or "
    "declare the parameter.",
    "R003": "A rule has no consequence, or more than one. A rule has exactly one of required, forbidden, ignored, "
    "advise, then, atLeastOne, exactlyOne, atMostOne, allOrNone and limit. Write two rules for two consequences.",
    "R004": "Two files declare the same id. Ids of models, families and providers are unique. Rename or remove one.",
    "R005": "A value in enum has another type than the parameter. In YAML 3.10 is a number and true a boolean: quote "
    "what is meant as text.",
    "R007": "A disposition says more than one thing, or nothing. Keep one of forced, advisory, ignored, unverified, "
    "rejected and converted; `because` may stand beside it.",
    "R008": "A name under required is no parameter. Mend the name, or declare the parameter.",
    "R009": "`without` leaves out something that is not inherited. Mend the name, or remove the line.",
    "R010": "A default has no owner, or two. {server: VALUE} is what the gateway takes when the member is absent, "
    "{client: VALUE} is what a client sends by itself.",
    "R011": "A limit is not well formed. It is {sum: TERMS, minimum or maximum}, {product: TERMS, minimum or "
    "maximum} or {equal: TERMS}. A term is the path of a number, or {count: PATH}.",
    "R012": "A constraint is about another type than the parameter's. minimum is for numbers, minLength for texts, "
    "minItems for arrays, properties for objects. Mend the type, or remove the constraint.",
    "R014": "A parameter is called model. The member model is there by itself; its value is the model's id.",
    "R015": "A value is tolerated and listed in enum. In enum it is accepted without a remark, under tolerated with a "
    "warning: keep it in one of the two.",
    "R017": "A model id cannot be one. Ids are ASCII letters and digits with . _ : @ + - and single slashes between "
    "them, since files are named for them.",
    "R018": "A value stands in enum twice. Remove one of them.",
    "R020": "A header that every request has is one that clients set by themselves, that shows the key, or that stands "
    "there twice, in capitals or not. Remove it from `headers`.",
    "R019": "`operation`, or `poll`, names an operation that the provider does not have. Mend the name, or declare it "
    "under `operations` in provider.yaml.",
}
