"""A page for each code: what a validator says of a request, and what the gateway answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from modelpact import ir
from modelpact.codes import ISSUE_CODES
from modelpact.naming import file_stem
from modelpact.targets.site.anchors import rule_anchor
from modelpact.targets.site.chrome import Chrome, Page, model_path
from modelpact.text import Code, Text, html


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place that a code links to."""

    title: Text
    href: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePage:
    """The page of a code."""

    page: Page
    code: Text
    kind: Code
    meanings: tuple[Text, ...]
    models: tuple[Where, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    code: Text
    href: Code
    meaning: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    title: Code
    anchor: Code
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The page of all codes."""

    page: Page
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A code, and what there is to say about it."""

    code: str
    kind: str
    meanings: tuple[str, ...]
    rules: tuple[tuple[ir.Model, ir.Rule], ...] = ()

    @property
    def path(self) -> str:
        """Where its page lies."""
        return f"errors/{file_stem(self.code)}.html"


KINDS = {
    "gateway": "What the gateway answers",
    "validator": "What a validator says of a request",
    "rule": "Rules of the models",
}


def known(provider: ir.Provider) -> tuple[Known, ...]:
    """Every code: the gateway's, those that are in every validator, and the ids of rules."""
    rules: dict[str, list[tuple[ir.Model, ir.Rule]]] = {}
    for model in provider.models:
        for rule in model.rules:
            rules.setdefault(rule.id, []).append((model, rule))
    answers = [
        Known(code=str(error.code), kind="gateway", meanings=(error.title, error.description))
        for error in provider.errors
    ]
    general = [
        Known(
            code=code,
            kind="validator",
            meanings=(meaning,),
            rules=tuple(rules.pop(code, ())),
        )
        for code, meaning in ISSUE_CODES.items()
    ]
    own = [
        Known(
            code=code,
            kind="rule",
            meanings=tuple(dict.fromkeys(rule.because for _, rule in found)),
            rules=tuple(found),
        )
        for code, found in sorted(rules.items())
    ]
    return (*answers, *general, *own)


def overview(codes: tuple[Known, ...], chrome: Chrome) -> Overview:
    """The view of the page of all codes."""
    return Overview(
        page=chrome.page("errors/index.html", "Errors", "What each code means, and what to do."),
        parts=tuple(
            Part(
                title=Code(title),
                anchor=Code(kind),
                entries=tuple(
                    Entry(
                        code=Text(one.code),
                        href=html(one.path.removeprefix("errors/")),
                        meaning=Text(one.meanings[0]),
                    )
                    for one in codes
                    if one.kind == kind
                ),
            )
            for kind, title in KINDS.items()
            if any(one.kind == kind for one in codes)
        ),
    )


def code_pages(codes: tuple[Known, ...], chrome: Chrome) -> Iterator[tuple[str, CodePage]]:
    """The path and the view of each code's page."""
    for one in codes:
        yield (
            one.path,
            CodePage(
                page=chrome.page(one.path, one.code, one.meanings[0]),
                code=Text(one.code),
                kind=Code(KINDS[one.kind]),
                meanings=tuple(Text(meaning) for meaning in one.meanings if meaning),
                models=tuple(
                    Where(
                        title=Text(model.title),
                        href=html(f"../{model_path(model)}#") + rule_anchor(rule),
                    )
                    for model, rule in one.rules
                ),
            ),
        )
