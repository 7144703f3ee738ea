"""Which validators a command asks, and what it says where there are none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from modelpact.cli import places, settings
from modelpact.validators import NoValidators, Sources, Validators


def sources(spec: str | None) -> Sources:
    """Return the folders that validators are made from."""
    here = places.data()
    own = settings.read().folder("templates") or ""
    return Sources(places.spec(spec), here.language, here.templates, own)


def output(out: str | None) -> str | None:
    """Return the folder that output may lie in: the one that is named, else set; None for the usual ones."""
    return out if out is not None else settings.read().folder("out")


@contextmanager
def told(found: Sources) -> Iterator[None]:
    """Turn missing validators into what is wrong with the pacts, and exit code 2."""
    try:
        yield
    except NoValidators as error:
        if error.problems:
            from modelpact.cli import out

            out.problems(error.problems, found.spec, err=True)
        raise click.ClickException(str(error)) from error


__all__ = ["Validators", "output", "sources", "told"]
