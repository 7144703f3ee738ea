"""Templates to text: nothing gets through but what an encoder has made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from types import CodeType, TracebackType
from typing import Any, Final

from markupsafe import Markup

from modelpact import text
from modelpact.files import Render
from modelpact.render.sources import without_stamp, wrapped
from modelpact.text import Code

FILTERS: Final[dict[str, Callable[..., Code]]] = {
    "py": text.py,
    "num": text.num,
    "comment": text.comment,
    "py_doc": text.py_doc,
    "ts_comment": text.ts_comment,
    "ts": text.ts,
    "go": text.go,
    "md": text.md,
    "md_code": text.md_code,
    "md_cell_code": text.md_cell_code,
    "md_fence": text.md_fence,
    "html": text.html,
    "indent": text.indent,
}


_ANYWHERE: Final = frozenset({"num", "comment", "indent"})
_PYTHON: Final = frozenset({"py", "py_doc"})
_SCRIPT: Final = frozenset({"ts", "ts_comment"})
_ENCODERS: Final = {
    "go": frozenset({"go"}),
    "html": frozenset({"html"}),
    **dict.fromkeys(("py", "pyi"), _PYTHON),
    **dict.fromkeys(("js", "mjs", "cjs", "ts", "mts", "cts"), _SCRIPT),
}


def encoders(template: str) -> Collection[str]:
    """Name those that a template may print with: text in code is encoded for its language, and in prose for any."""
    ending = template.removesuffix(".jinja").rpartition(".")[2]
    return _ANYWHERE | _ENCODERS[ending] if ending in _ENCODERS else FILTERS.keys()


class Unrenderable(Exception):
    """A template of a user's own that cannot be rendered: its name, the line, and why; ``code`` is that of a problem.

    ``source`` is the template, from which the line is quoted.
    """

    def __init__(self, name: str, line: int, reason: str, source: str, code: str = "T007") -> None:
        super().__init__(f"{name}:{line}: {code} {reason}")
        self.name, self.line, self.code = name, line, code
        self.reason = reason.removeprefix(f"{name}: ")
        self.excerpt = (source.split("\n") + [""])[line - 1]


def renderer(folders: Sequence[Path], overrides: Mapping[str, str] | None = None) -> Render:
    """A renderer whose templates lie in ``folders``, the first one that has it first.

    ``overrides`` are templates by name that a user has put over them: what fails in one of these is raised as
    ``Unrenderable``, and all rendering is bounded. Each template is compiled once a process, and once a renderer where
    there are overrides. Templates see ``view`` and nothing else: no globals, no tests.
    """
    # Here and not above: a command that renders nothing should not wait for Jinja.
    from jinja2 import (
        BytecodeCache,
        FileSystemLoader,
        StrictUndefined,
        TemplateSyntaxError,
        pass_context,
    )
    from jinja2.runtime import Context
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    own = overrides or {}
    work = _Work()

    @pass_context
    def only_code(context: Context, value: object) -> Markup:
        if isinstance(value, Markup):
            if own:
                work.done(len(value))
            return value
        if isinstance(value, StrictUndefined):
            value._fail_with_undefined_error()
        known = ", ".join(sorted(FILTERS))
        raise TypeError(
            f"{context.name}: {_kind(value)} is printed without an encoder; there are {known}"
        )

    class Environment(ImmutableSandboxedEnvironment):
        """The sandbox, which need not be asked about the public fields of a view."""

        def getattr(self, obj: Any, attribute: str) -> Any:
            fields = getattr(type(obj), "__dataclass_fields__", ())
            if attribute in fields and not attribute.startswith("_"):
                return getattr(obj, attribute)
            return super().getattr(obj, attribute)

        def _generate(self, source: Any, *rest: Any, **named: Any) -> str:
            if own:
                from modelpact.render import bounds

                bounds.count(source)
            return super()._generate(source, *rest, **named)

    class Loader(FileSystemLoader):
        """Overrides, then templates from folders."""

        def get_source(self, environment: Any, template: str) -> Any:
            if template in own:
                source = without_stamp(template, own[template])
                return wrapped(template, source), template, None
            source, *rest = super().get_source(environment, template)
            return wrapped(template, source), *rest

    class Kept(BytecodeCache):
        """Code of templates that another renderer has compiled."""

        def load_bytecode(self, bucket: Any) -> None:
            bucket.code = _CODE.get((bucket.key, bucket.checksum))

        def dump_bytecode(self, bucket: Any) -> None:
            _CODE[bucket.key, bucket.checksum] = bucket.code

    environment = Environment(
        bytecode_cache=None if own else Kept(),
        loader=Loader(folders, followlinks=False),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=only_code,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    environment.globals = {}
    environment.tests = {}
    environment.filters = dict(FILTERS)
    if own:

        @pass_context  # so that it is asked each time, and not once while compiling
        def ticked(context: Context, cost: int) -> Code:
            work.done(cost)
            return text.NOTHING

        environment.filters |= {"counted": work.counted, "ticked": ticked}

    def render(name: str, view: Any) -> str:
        return environment.get_template(name).render(view=view)

    def watched(name: str, view: Any) -> str:
        work.left = _MOST_WORK
        try:
            return render(name, view)
        except TemplateSyntaxError as error:
            if error.name is None or error.name not in own:
                raise
            source = own[error.name]
            raise Unrenderable(error.name, error.lineno, str(error.message), source) from error
        except RecursionError as error:
            at = _blamed(error.__traceback__, own)
            if at is None:
                raise
            reason = "it includes or calls itself without end"
            raise Unrenderable(*at, reason, own[at[0]]) from error
        except Exception as error:
            at = _blamed(error.__traceback__, own)
            if at is None:
                raise
            raise Unrenderable(*at, str(error), own[at[0]]) from error

    return watched if own else render


_CODE: Final[dict[tuple[str, str], CodeType]] = {}
"""What templates were compiled to, by their names and contents."""

_MOST_WORK: Final = 50_000_000
"""What the rendering of one file may come to, in characters and turns of loops."""


class _Work:
    """How much may still be done, so that no template runs for ever or fills the memory."""

    def __init__(self) -> None:
        self.left = _MOST_WORK

    def done(self, amount: int) -> None:
        self.left -= amount
        if self.left < 0:
            raise OverflowError("it comes to no end: too many turns of loops, or too much text")

    def counted(self, items: Any, cost: int) -> Iterator[Any]:
        """Go through what a loop goes through."""
        for item in items:
            self.done(cost)
            yield item


def _blamed(trace: TracebackType | None, own: Mapping[str, str]) -> tuple[str, int] | None:
    """Return the innermost line of an override that an error came through, if any."""
    found = None
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name in own:
            found = name, trace.tb_lineno
        trace = trace.tb_next
    return found


def _kind(value: object) -> str:
    # Not the value: it may be long, or text of a spec that has no business in a message.
    return f"a value of type {type(value).__name__}"
