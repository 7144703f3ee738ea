"""``modelpact completion``: what makes a shell complete; and what it then completes.

Nothing here goes through the pipeline: whoever presses the tab key waits.
"""

from __future__ import annotations

import glob
import json
import os
from collections.abc import Iterable, Iterator

import click

from modelpact.cli import near, places, settings


@click.command("completion")
@click.argument("shell", type=near.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print what makes a shell complete commands, options, models, targets and codes.

    For bash: eval "$(modelpact completion bash)" in ~/.bashrc; the same for zsh in ~/.zshrc. For fish: modelpact
    completion fish > ~/.config/fish/completions/modelpact.fish.
    """
    from click.shell_completion import get_completion_class

    from modelpact.cli import main

    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(main, {}, "modelpact", "_MODELPACT_COMPLETE").source())


def models(ctx: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """Complete the id of a model."""
    return _beginning(begun, (id_ for id_, _ in _known(ctx)))


def targets(ctx: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """Complete the name of a target; no plugin is loaded."""
    from modelpact.plugins import names

    return _beginning(begun, names())


def codes(ctx: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """Complete a code: of a problem, of an issue, or the id of a rule."""
    from modelpact.cli.explain import pages

    return _beginning(begun, {*pages(), *(rule for _, rules in _known(ctx) for rule in rules)})


def _beginning(begun: str, words: Iterable[str]) -> list[str]:
    return sorted({word for word in words if word.startswith(begun)})


def _known(ctx: click.Context) -> Iterator[tuple[str, list[str]]]:
    """Yield each model with its rules: from the committed catalogue where there is one, else from names of files."""
    try:
        out = ctx.params.get("to") or settings.read().folder("out") or "generated"
        spec = places.spec(ctx.params.get("spec"))
    except click.ClickException:
        return
    found = False
    for path in sorted(glob.glob(os.path.join(glob.escape(out), "*", "catalog", "catalog.json"))):
        for model in _catalogued(path):
            found = True
            yield model
    if not found:
        for path in glob.glob(os.path.join(glob.escape(spec), "*", "models", "*.y*ml")):
            yield os.path.splitext(os.path.basename(path))[0], []


def _catalogued(path: str) -> Iterator[tuple[str, list[str]]]:
    try:
        with open(path, "rb") as stream:
            catalogue = json.load(stream)
        for family in catalogue["families"]:
            for model in family["models"]:
                yield model["id"], [rule["id"] for rule in model.get("rules", ())]
    except (
        OSError,
        ValueError,
        LookupError,
        TypeError,
    ):  # it was edited; nothing is completed then
        return
