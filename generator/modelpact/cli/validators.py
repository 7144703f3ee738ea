"""Which validators a command asks, and what it says where there are none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from modelpact.cli import places
from modelpact.validators import NoValidators, Sources, Validators


def sources(spec: str | None) -> Sources:
    """Return the folders that validators are made from."""
    here = places.data()
    return Sources(places.spec(spec), here.language, here.templates)


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


__all__ = ["Validators", "sources", "told"]
