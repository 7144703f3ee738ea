"""``modelpact generate``: pacts to every target, and the check that this was done."""

from __future__ import annotations

import gc
import shlex
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from modelpact.cli import (
    completion,
    diff,
    options,
    out,
    overriding,
    places,
    settings,
    since,
    tree,
    watch,
)

if TYPE_CHECKING:
    from modelpact.files import Loss, Target
    from modelpact.ir import Catalog
    from modelpact.losses import Lost
    from modelpact.pipeline import Result
    from modelpact.write import Plan

OUT = "generated"


@click.command("generate")
@options.spec
@options.templates
@click.option("--out", "to", metavar="DIR", help=f"The folder to write to. [default: {OUT}]")
@click.option(
    "--target",
    "only",
    metavar="T",
    multiple=True,
    shell_complete=completion.targets,
    help="Only this target; may be repeated.",
)
@click.option(
    "--check", is_flag=True, help="Write nothing; exit 1 if a file differs, is missing or is extra."
)
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.option("--force", is_flag=True, help="Overwrite generated files that were edited.")
@click.option(
    "--losses", is_flag=True, help="Write nothing; list what each target cannot express, and why."
)
@click.option(
    "--fail-on-lossy/--no-fail-on-lossy",
    default=None,
    help="Write nothing and exit 1 if a target cannot express a fact.",
)
@click.option(
    "--changes",
    is_flag=True,
    help="Say also what changed against the catalogue that was there, and what it means for callers.",
)
@click.option(
    "--watch",
    "watching",
    is_flag=True,
    help="Do so again at each edit of the pacts or of --templates, with --changes.",
)
@options.plugins
@options.format
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> None:
    """Render the pacts to every target: spec/ to generated/, or what is named.

    Only files that modelpact wrote are overwritten or deleted, and only if nobody edited them.

    --watch shows on one screen what is wrong with the pacts, or what was rendered and what changed since the last state
    that could be rendered; it goes on until it is interrupted, whatever becomes of the folder.
    """
    request = _Request(**given)
    if request.watching:
        request.watch()
        return
    gc.disable()  # what is imported and built from here on lives to the end
    try:
        with tree.writable():
            ctx.exit(request.run())
    finally:
        gc.freeze()  # and need not be looked through on leaving, either
        gc.enable()


class _Request:
    """One call of the command, with its options."""

    def __init__(
        self,
        spec: str | None,
        templates: str | None,
        to: str | None,
        only: tuple[str, ...],
        check: bool,
        diff: bool,
        force: bool,
        losses: bool,
        fail_on_lossy: bool | None,
        changes: bool,
        watching: bool,
        no_plugins: bool,
        format: str,
    ) -> None:
        self.set = settings.read()
        self.given = [("--spec", spec), ("--templates", templates), ("--out", to)]
        self.to, self.only = to or self.set.folder("out") or OUT, only
        self.check, self.diff, self.force = check, diff, force
        self.losses, self.json, self.plugins = losses, format == "json", not no_plugins
        chosen = self.set.values.get("fail-on-lossy", False)
        self.fail_on_lossy = chosen if fail_on_lossy is None else fail_on_lossy
        self.changes, self.watching = changes or watching, watching
        self.known: Catalog | None = None
        """What changes are told against, once something was written."""
        if self.changes and (check or diff or losses):
            raise click.UsageError(
                "--changes and --watch write: leave --check, --diff and --losses out"
            )
        if watching and self.json:
            raise click.UsageError("--watch is for people: leave --format out")
        self.named, self.spec = spec, options.pacts(spec)
        self.templates = overriding.folder(templates)
        tree.apart("--out", self.to, self.spec)

    def run(self) -> int:
        """Return the exit code."""
        from modelpact import write

        result, digest = self._build()
        if result.errors:
            return self._refuse(result)
        if self.losses:
            self._list(result)
            return int(self.fail_on_lossy and bool(result.losses))
        if self.fail_on_lossy and result.losses:
            for line in _told(result):
                out.note(line)
            out.note("nothing was written: facts would be lost")
            return 1
        plan = write.plan(result.files, Path(self.to), inputs=digest, only=self.only or None)
        if others := self._others(plan, result):
            out.note(
                f"{places.shown(self.to)} holds what was made of other pacts ({', '.join(others)}): name these with"
                f" --spec, or say --spec {places.SHIPPED}; nothing was"
                f" {'checked' if self.check else 'written'}"
            )
            return 2
        if self.diff:
            for line in write.diff(plan):
                click.echo(out.visible(line))
        if self.check:
            return self._report(plan, result)
        if not self.diff:
            self._write(plan, result)
        return 0

    def _others(self, plan: Plan, result: Result) -> list[str]:
        """List the providers that would vanish because no pacts were found, and none were named."""
        if not places.are_shipped(self.named, self.spec):
            return []
        made = {path.split("/")[0] for path in (*plan.stale, *plan.edited)}
        return sorted(map(out.visible, made - {each.id for each in result.catalog.providers}))

    def watch(self) -> None:
        """Run again and again, until interrupted."""

        def again() -> None:
            with tree.writable():
                self.run()

        watch.watch(self.spec, self.templates, again)

    def _build(self) -> tuple[Result, str]:
        from modelpact import pipeline
        from modelpact.inputs import inputs_digest

        chosen = self._targets()
        here = places.data()
        own = overriding.sources(self.templates, plugins=self.plugins, what="nothing was written")
        with options.readable(), overriding.rendered(self.templates), _progress() as tell:
            result = pipeline.build(
                Path(self.spec),
                language=Path(here.language),
                templates=Path(here.templates),
                targets=chosen,
                overrides=own,
                tell=tell,
            )
            if result.errors:
                return result, ""
            return result, inputs_digest(
                spec=self.spec,
                language=here.language,
                templates=here.templates,
                overrides=self.templates or "",
            )

    def _targets(self) -> list[Target]:
        """Return what is to be made: what is named, else what is set, else what is committed."""
        from modelpact.targets import TARGETS

        names = dict.fromkeys(self.only or self.set.values.get("targets", ()))
        if not names:
            return [target for target in TARGETS if target.committed]
        return [tree.target(name, plugins=self.plugins) for name in names]

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

    def _write(self, plan: Plan, result: Result) -> None:
        """Write; say what was written, and what changed since."""
        from modelpact import write

        if self.changes and self.known is None:
            self.known = since.written(self.to)
        done = write.sync(plan, force=self.force)
        changes = since.changes(self.known, result.catalog) if self.known else ()
        if self.json:
            told = diff.as_json(changes) if self.changes else {}
            out.data({**dict(_parts(done)), "losses": _losses_json(result), **told})
        else:
            self._summary(done, result)
            if self.known:
                click.echo()
                named = diff.is_named(self.known, result.catalog)
                for line in diff.lines(changes, named=named):
                    click.echo(line)
        if self.changes:
            self.known = result.catalog

    def _summary(self, done: Plan, result: Result) -> None:
        losses = {folder: _lossy(len(lost)) for folder, lost in _losses(result).items()}
        counts = {name: Counter(map(_folder, paths)) for name, paths in _parts(done)}
        folders = sorted({folder for counter in counts.values() for folder in counter})
        width = max(map(len, folders), default=0)
        for folder in folders:
            words = ", ".join(f"{counter[folder]} {name}" for name, counter in counts.items())
            lost_words = f"; {losses[folder]}" if folder in losses else ""
            click.echo(f"{out.visible(folder):{width}}  {words}{lost_words}")
        click.echo(f"{out.counted(len(done.files), 'file')} in {places.shown(self.to)}")

    def _list(self, result: Result) -> None:
        """Print what is lost; as JSON one entry for each model."""
        if self.json:
            out.data({"losses": _losses_json(result)})
            return
        for line in _told(result):
            click.echo(line)

    def _report(self, plan: Plan, result: Result) -> int:
        """Say whether the tree is current, and which command mends it if not."""
        mend = self._mend(plan)
        if self.json:
            named = tree.differences(plan)
            lists = {name: list(paths) for name, paths in named.items()}
            rest = plan.before != plan.after and not any(named.values())
            mended = {"manifest": not rest, "mend": "" if plan.current else mend}
            out.data({"current": plan.current, **lists, **mended})
        else:
            tree.report(plan, self.to)
        return tree.verdict(plan, self.to, mend)

    def _mend(self, plan: Plan) -> str:
        words = ["modelpact", "generate"]
        words += [word for option, value in self.given if value for word in (option, value)]
        words += [word for target in self.only for word in ("--target", target)]
        words += ["--force"] if plan.edited else []
        return shlex.join(words)


def _parts(done: Plan) -> Iterator[tuple[str, list[str]]]:
    yield "written", tree.rewritten(done)
    yield "unchanged", list(done.unchanged)
    yield "deleted", tree.deleted(done)


def _folder(path: str) -> str:
    return "/".join(path.split("/")[:2])


def _losses(result: Result) -> dict[str, tuple[Lost, ...]]:
    """Group what is lost by the folder of the target."""
    from modelpact.losses import grouped

    found: dict[str, list[Loss]] = {}
    for provider, target, loss in result.losses:
        found.setdefault(f"{provider}/{target}", []).append(loss)
    return {folder: grouped(losses) for folder, losses in found.items()}


def _told(result: Result) -> Iterator[str]:
    """Yield a line for each target that loses something, and below it one for each rule or place."""
    for folder, losses in _losses(result).items():
        yield f"{out.visible(folder)}: {_lossy(len(losses))}"
        for lost in losses:
            models = ", ".join(lost.models)
            yield out.visible(f"  {lost.subject}: {lost.reason}; in {models}")


def _losses_json(result: Result) -> list[dict[str, str]]:
    return [
        {"provider": provider, "target": target}
        | {"model": loss.model, "subject": loss.subject, "reason": loss.reason}
        for provider, target, loss in result.losses
    ]


def _lossy(number: int) -> str:
    return f"{out.counted(number, 'fact')} that it cannot express"


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
