"""The command ``modelpact``."""

from __future__ import annotations

import click


@click.group()
def main() -> None:
    """Pacts of image models in; validators, schemas, catalogues and reference pages out."""
