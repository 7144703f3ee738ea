"""``modelpact generate``: pacts to every target, and the check that this was done."""

from __future__ import annotations

import gc
import os
import shlex
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from modelpact.cli import options, out, places

if TYPE_CHECKING:
    from modelpact.pipeline import Result
    from modelpact.write import Plan

OUT = "generated"


@click.command("generate")
@options.spec
@click.option(
    "--out", "to", metavar="DIR", default=OUT, show_default=True, help="The folder to write to."
)
@click.option(
    "--target", "only", metavar="T", multiple=True, help="Only this target; may be repeated."
)
@click.option(
    "--check", is_flag=True, help="Write nothing; exit 1 if a file differs, is missing or is extra."
)
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.option("--force", is_flag=True, help="Overwrite generated files that were edited.")
@click.option(
    "--fail-on-lossy",
    is_flag=True,
    help="Write nothing and exit 1 if a target cannot express a fact.",
)
@options.format
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> None:
    """Render the pacts to every target: spec/ to generated/, or what is named.

    Only files that modelpact wrote are overwritten or deleted, and only if nobody edited them.
    """
    request = _Request(**given)
    gc.disable()  # what is imported and built from here on lives to the end
    from modelpact import write

    try:
        ctx.exit(request.run())
    except write.WriteError as error:
        for line in error.details:
            out.note(f"  {out.visible(line)}")
        help = f"\n  help: {error.help}" if error.help else ""
        raise click.ClickException(f"{out.visible(str(error))}{help}") from error
    finally:
        gc.freeze()  # and need not be looked through on leaving, either
        gc.enable()


class _Request:
    """One call of the command, with its options."""

    def __init__(
        self,
        spec: str | None,
        to: str,
        only: tuple[str, ...],
        check: bool,
        diff: bool,
        force: bool,
        fail_on_lossy: bool,
        format: str,
    ) -> None:
        self.named, self.to, self.only = spec, to, only
        self.check, self.diff, self.force = check, diff, force
        self.fail_on_lossy, self.json = fail_on_lossy, format == "json"
        self.spec = places.spec(spec)
        if _inside(to, self.spec):
            raise click.UsageError(
                f"--out {to} lies in the folder of the pacts; choose another one"
            )
        if spec is None and not os.path.isdir("spec"):
            out.note("there is no folder spec here: using the pacts that come with modelpact")

    def run(self) -> int:
        """Return the exit code."""
        from modelpact import write

        result, digest = self._build()
        if result.errors:
            return self._refuse(result)
        if self.fail_on_lossy and result.losses:
            for provider, target, loss in result.losses:
                out.note(
                    out.visible(f"{provider}/{target}: {loss.model} {loss.subject}: {loss.reason}")
                )
            out.note(f"nothing was written: {_lossy(len(result.losses))}")
            return 1
        plan = write.plan(result.files, Path(self.to), inputs=digest, only=self.only or None)
        if self.diff:
            for line in write.diff(plan):
                click.echo(out.visible(line))
        if self.check:
            return self._report(plan, result)
        if not self.diff:
            self._summary(write.sync(plan, force=self.force), result)
        return 0

    def _build(self) -> tuple[Result, str]:
        from modelpact import pipeline
        from modelpact.inputs import inputs_digest
        from modelpact.targets import TARGETS

        unknown = set(self.only) - {target.name for target in TARGETS}
        if unknown:
            known = ", ".join(target.name for target in TARGETS)
            raise click.UsageError(f"no target {min(unknown)!r}; there are {known}")
        chosen = [
            target
            for target in TARGETS
            if (target.name in self.only if self.only else target.committed)
        ]
        here = places.data()
        with options.readable(), _progress() as tell:
            result = pipeline.build(
                Path(self.spec),
                language=Path(here.language),
                templates=Path(here.templates),
                targets=chosen,
                tell=tell,
            )
            if result.errors:
                return result, ""
            return result, inputs_digest(
                spec=self.spec, language=here.language, templates=here.templates
            )

    def _refuse(self, result: Result) -> int:
        errors = len(result.errors)
        if self.json:
            out.data({"problems": out.problems_json(result.problems, self.spec), "errors": errors})
        else:
            out.problems(result.problems, self.spec, err=True)
        out.note(
            f"nothing was {'checked' if self.check else 'written'}: {out.counted(errors, 'error')}"
        )
        return 2

    def _summary(self, done: Plan, result: Result) -> None:
        written, deleted = sorted({*done.new, *done.changed} | _rewritten(done)), _deleted(done)
        losses = Counter(f"{provider}/{target}" for provider, target, _ in result.losses)
        if self.json:
            lost = [
                {
                    "provider": provider,
                    "target": target,
                    "model": loss.model,
                    "subject": loss.subject,
                }
                | {"reason": loss.reason}
                for provider, target, loss in result.losses
            ]
            out.data(
                {
                    "written": written,
                    "unchanged": list(done.unchanged),
                    "deleted": deleted,
                    "losses": lost,
                }
            )
            return
        counts = {name: Counter(map(_folder, paths)) for name, paths in _parts(done)}
        folders = sorted({folder for counter in counts.values() for folder in counter})
        width = max(map(len, folders), default=0)
        for folder in folders:
            words = ", ".join(f"{counter[folder]} {name}" for name, counter in counts.items())
            lost_words = f"; {_lossy(losses[folder])}" if losses[folder] else ""
            click.echo(f"{out.visible(folder):{width}}  {words}{lost_words}")
        click.echo(f"{out.counted(len(done.files), 'file')} in {places.shown(self.to)}")

    def _report(self, plan: Plan, result: Result) -> int:
        """Say whether the tree is current, and which command mends it if not."""
        named = {
            "missing": plan.new,
            "differs": plan.changed,
            "stale": plan.stale,
            "edited": plan.edited,
            "extra": plan.extra,
            "blocked": tuple(path for path, _ in plan.blocked),
        }
        rest = plan.before != plan.after and not any(named.values())
        if self.json:
            lists = {name: list(paths) for name, paths in named.items()}
            mend = "" if plan.current else self._mend(plan)
            out.data({"current": plan.current, **lists, "manifest": not rest, "mend": mend})
        else:
            for name, paths in named.items():
                for path in paths:
                    click.echo(f"{name}: {places.shown(self.to, out.visible(path))}")
            if rest:
                click.echo(f"differs: {places.shown(self.to, '.modelpact.json')}")
        if plan.current:
            out.note(f"current: {out.counted(len(plan.files), 'file')} in {places.shown(self.to)}")
            return 0
        if plan.extra:
            out.note("extra files were not written by modelpact: move or delete them")
        out.note(f"to mend: {self._mend(plan)}")
        return 1

    def _mend(self, plan: Plan) -> str:
        words = ["modelpact", "generate"]
        words += ["--spec", self.named] if self.named else []
        words += ["--out", self.to] if self.to != OUT else []
        words += [word for target in self.only for word in ("--target", target)]
        words += ["--force"] if plan.edited else []
        return shlex.join(words)


def _parts(done: Plan) -> Iterator[tuple[str, list[str]]]:
    yield "written", sorted({*done.new, *done.changed} | _rewritten(done))
    yield "unchanged", list(done.unchanged)
    yield "deleted", _deleted(done)


def _rewritten(done: Plan) -> set[str]:
    return set(done.edited) & {file.path for file in done.files}


def _deleted(done: Plan) -> list[str]:
    return sorted({*done.stale, *done.edited} - _rewritten(done))


def _folder(path: str) -> str:
    return "/".join(path.split("/")[:2])


def _lossy(number: int) -> str:
    return f"{out.counted(number, 'fact')} that it cannot express"


def _inside(folder: str, other: str) -> bool:
    here, there = os.path.realpath(folder), os.path.realpath(other)
    return here == there or here.startswith(os.path.join(there, ""))


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Show on a terminal what is being rendered; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console
    from rich.markup import escape

    with Console(stderr=True).status("reading the pacts") as status:
        yield lambda step: status.update(escape(step))
