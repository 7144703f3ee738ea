"""Templates to text: nothing gets through but what an encoder has made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

from modelpact import text
from modelpact.files import Render
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


def renderer(folders: Sequence[Path]) -> Render:
    """A renderer whose templates lie in ``folders``, the first one that has it first.

    Each template is compiled once. Templates see ``view`` and nothing else: no globals, no tests.
    """
    # Here and not above: a command that renders nothing should not wait for Jinja.
    from jinja2 import FileSystemLoader, StrictUndefined, pass_context
    from jinja2.runtime import Context
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    @pass_context
    def only_code(context: Context, value: object) -> Markup:
        if isinstance(value, Markup):
            return value
        if isinstance(value, StrictUndefined):
            value._fail_with_undefined_error()
        raise TypeError(f"{context.name}: {_kind(value)} is printed without an encoder")

    class Environment(ImmutableSandboxedEnvironment):
        """The sandbox, which need not be asked about the public fields of a view."""

        def getattr(self, obj: Any, attribute: str) -> Any:
            fields = getattr(type(obj), "__dataclass_fields__", ())
            if attribute in fields and not attribute.startswith("_"):
                return getattr(obj, attribute)
            return super().getattr(obj, attribute)

    class Loader(FileSystemLoader):
        """Templates from folders; what lies under ``verbatim`` is code in which braces mean what they mean there."""

        def get_source(self, environment: Any, template: str) -> Any:
            source, *rest = super().get_source(environment, template)
            if "verbatim" in template.split("/"):
                source = f"{{% raw %}}{source}{{% endraw %}}"
            return source, *rest

    environment = Environment(
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

    def render(name: str, view: Any) -> str:
        return environment.get_template(name).render(view=view)

    return render


def _kind(value: object) -> str:
    # Not the value: it may be long, or text of a spec that has no business in a message.
    return f"a value of type {type(value).__name__}"
