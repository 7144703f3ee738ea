"""The templates: what can be overridden, and the holes of each, as the classes of the views tell them."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from modelpact import emission
from modelpact.docs import build
from modelpact.docs.manual.book import Chapter
from modelpact.docs.manual.notation import Heading, Notation
from modelpact.naming import kebab
from modelpact.render import holes
from modelpact.targets import TARGETS
from modelpact.targets.site.search import Entry
from modelpact.text import NOTHING, Code, Text, html


@dataclass(frozen=True, slots=True, kw_only=True)
class HoleView:
    """An attribute of a view."""

    name: Text
    type: Text
    meaning: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassView:
    """A view, or what hangs on one; where two have one name, their modules stand before it."""

    name: Text
    anchor: Code
    meaning: Code
    version: Text
    holes: tuple[HoleView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A template, with a link to its view."""

    name: Text
    view: Text
    href: Code


@dataclass(frozen=True, slots=True)
class Templates:
    """The chapter on templates: a table of them, and a part for each view."""

    chapter: Chapter
    rows: tuple[Row, ...]
    views: tuple[ClassView, ...]

    @property
    def entries(self) -> Iterator[Entry]:
        for row in self.rows:
            yield row.name.raw, "template", f"{self.chapter.path}{row.href}", row.view.raw.lower()

    @property
    def headings(self) -> Iterator[Heading]:
        """The headings of the twin in their order, with the anchors that the page has."""
        yield Heading(1, self.chapter.title, NOTHING)
        yield from self.chapter.headings
        yield Heading(2, "All templates", html("all-templates"))
        for one in self.views:
            yield Heading(2, one.name.raw, one.anchor)


def views() -> dict[str, type]:
    """Return the class of the view of each template that is rendered."""
    found = {name: view for target in TARGETS for name, view in target.views.items()}
    return dict(sorted((found | emission.VIEWS | build.VIEWS).items()))


def page(chapter: Chapter, notation: Notation) -> Templates:
    """The chapter, with every template and view."""
    found = views()
    classes = {each for view in found.values() for each in holes.reachable(view)}
    shared = Counter(cls.__name__ for cls in classes)
    return Templates(
        chapter,
        tuple(
            Row(
                name=Text(name),
                view=Text(view.__name__),
                href=Code("#{}").format(notation.anchor(_anchor(view))),
            )
            for name, view in found.items()
        ),
        tuple(
            _class(cls, _full_name(cls) if shared[cls.__name__] > 1 else cls.__name__, notation)
            for cls in sorted(classes, key=lambda cls: (cls.__name__, cls.__module__))
        ),
    )


def _full_name(cls: type) -> str:
    return f"{cls.__module__.removeprefix('modelpact.')}.{cls.__name__}"


def _anchor(cls: type) -> str:
    return kebab(_full_name(cls))


def _class(cls: type, name: str, notation: Notation) -> ClassView:
    told = _told(cls)
    return ClassView(
        name=Text(name),
        anchor=notation.anchor(_anchor(cls)),
        meaning=_marked(inspect.getdoc(cls) or "", notation),
        version=Text(holes.version(cls)),
        holes=tuple(
            HoleView(
                name=Text(name),
                type=Text(holes.spelled(hint)),
                meaning=_marked(told.get(name, ""), notation),
            )
            for name, hint in holes.fields(cls).items()
        ),
    )


def _told(cls: type) -> Mapping[str, str]:
    """Return what stands below each attribute of a class, and in each of its properties."""
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(cls))).body
    assert isinstance(tree, ast.ClassDef)
    found: dict[str, str] = {}
    last = ""
    for node in tree.body:
        match node:
            case ast.AnnAssign(target=ast.Name(id=name)):
                last = name
            case ast.Expr(value=ast.Constant(value=str(text))) if last:
                found[last] = inspect.cleandoc(text)
            case ast.FunctionDef(name=name):
                found[name], last = ast.get_docstring(node) or "", ""
    return found


def _marked(text: str, notation: Notation) -> Code:
    """Spell a docstring: what stands between two backticks is code."""
    if not text or text.startswith("ClassVar") or "(" in text.partition(" ")[0]:
        return NOTHING  # what dataclasses write where nobody did
    return notation.marked(" ".join(text.replace("``", "`").split()))
