"""Providers, families and models as plain data."""

from __future__ import annotations

from typing import Any

from modelpact import ir
from modelpact.targets.catalog.rules import conditions, rule
from modelpact.targets.catalog.sparse import evidence, filled, given, pointers
from modelpact.targets.catalog.values import image_input, value


def provider(item: ir.Provider) -> dict[str, Any]:
    """Return a provider without its families."""
    return filled(
        id=item.id,
        title=item.title,
        description=item.description,
        base_url=item.base_url,
        operations=[operation(found) for found in item.operations],
        auth=auth(item.auth),
        response=response(item.response),
        errors=[error(found) for found in item.errors],
        tips=[tip(found) for found in item.tips],
        questions=[question(found) for found in item.questions],
        purposes=[purpose(found) for found in item.purposes],
        decisions=[decision(found) for found in item.decisions],
        evidence=evidence(item.evidence),
    )


def family(item: ir.Family) -> dict[str, Any]:
    """Return a family without its models."""
    return filled(
        id=item.id,
        title=item.title,
        description=item.description,
        tips=[tip(found) for found in item.tips],
        questions=[question(found) for found in item.questions],
        decisions=[decision(found) for found in item.decisions],
        evidence=evidence(item.evidence),
    )


def model(item: ir.Model) -> dict[str, Any]:
    """Return a model; its family is the one that it stands in."""
    return filled(
        id=item.id,
        title=item.title,
        description=item.description,
        aliases=list(item.aliases),
        lifecycle=lifecycle(item.lifecycle),
        body=value(item.body),
        rules=[rule(found) for found in item.rules],
        images=images(item.images),
        uses=[use(found) for found in item.uses],
        arguments=[
            {"name": found.name, "path": ir.pointer(found.path)} for found in item.arguments
        ],
        layouts=[layout(found) for found in item.layouts],
        response=response(item.response),
        decisions=[decision(found) for found in item.decisions],
        evidence=evidence(item.evidence),
    )


def images(item: ir.Images) -> dict[str, Any]:
    """Return what pictures a request may carry."""
    return {
        **filled(places=pointers(item.places), minimum=item.minimum),
        **given(maximum=item.maximum, input=image_input(item.input) if item.input else None),
        **filled(evidence=evidence(item.evidence)),
    }


def use(item: ir.Use) -> dict[str, Any]:
    """Return something people do with the model."""
    return {
        "name": item.name,
        **filled(
            title=item.title,
            description=item.description,
            images=item.images,
            prompt=item.prompt,
            arguments=item.arguments.value,
        ),
    }


def layout(item: ir.Layout) -> dict[str, Any]:
    """Return where prompt and images land."""
    return {"images": item.images, "places": [place(found) for found in item.places]}


def place(item: ir.Place) -> dict[str, Any]:
    """Return one thing that a layout puts into the body."""
    constant = {} if item.constant is None else {"constant": item.constant.value}
    return {"path": ir.pointer(item.path), **filled(argument=item.argument), **constant}


def lifecycle(item: ir.Lifecycle) -> dict[str, Any]:
    """Return where a model stands."""
    return {
        "status": item.status,
        **filled(
            released=item.released,
            deprecated=item.deprecated,
            retires=item.retires,
            replacement=item.replacement,
        ),
    }


def response(item: ir.Response) -> dict[str, Any]:
    """Return what comes back."""
    return filled(
        selector=ir.pointer(item.selector),
        forms=[{"form": form, "member": member} for form, member in item.forms],
        fixed=item.fixed,
        count=count(item.count) if item.count else {},
        size=pointers(item.size),
        format=ir.pointer(item.format),
        envelopes=[envelope(found) for found in item.envelopes],
        extras=[{"member": member, "description": text} for member, text in item.extras],
        evidence=evidence(item.evidence),
    )


def count(item: ir.Count) -> dict[str, Any]:
    """Return how many images come back."""
    return {"path": ir.pointer(item.path), **filled(when=conditions(item.when))}


def envelope(item: ir.Envelope) -> dict[str, Any]:
    """Return a shape of the answer."""
    return {
        "name": item.name,
        "images": item.images,
        **filled(created=item.created, code=item.code, message=item.message),
        **given(success=item.success),
    }


def decision(item: ir.Decision) -> dict[str, Any]:
    """Return a contradiction of the source, settled."""
    return {
        "id": item.id,
        "question": item.question,
        **filled(readings=list(item.readings)),
        "chosen": item.chosen,
        **given(severity=item.severity),
        **filled(sections=list(item.sections), parameters=list(item.parameters)),
    }


def tip(item: ir.Tip) -> dict[str, Any]:
    """Return advice on asking well."""
    rest = filled(advice=item.advice, words=list(item.words), evidence=evidence(item.evidence))
    return {"title": item.title, **rest}


def question(item: ir.Question) -> dict[str, Any]:
    """Return a question that people ask."""
    rest = filled(answer=item.answer, evidence=evidence(item.evidence))
    return {"question": item.question, **rest}


def purpose(item: ir.Purpose) -> dict[str, Any]:
    """Return something that pictures are for."""
    ratios = [f"{width}:{height}" for width, height in item.ratios]
    return {"title": item.title, "ratios": ratios, **filled(evidence=evidence(item.evidence))}


def error(item: ir.Error) -> dict[str, Any]:
    """Return an error of the gateway."""
    return {
        "code": item.code,
        "title": item.title,
        **filled(description=item.description, evidence=evidence(item.evidence)),
    }


def operation(item: ir.Operation) -> dict[str, Any]:
    """Return an HTTP call."""
    return {
        "name": item.name,
        "method": item.method,
        "path": item.path,
        "content_type": item.content_type,
    }


def auth(item: ir.Auth) -> dict[str, Any]:
    """Return how a request shows its key."""
    return {
        "header": item.header,
        "scheme": item.scheme,
        **filled(placeholder=item.placeholder, environment=item.environment),
    }
