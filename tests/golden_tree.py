"""What a golden case holds: a folder ``spec``, and a folder ``expected`` with every file that is made of it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from builds import LANGUAGE, TEMPLATES
from modelpact import pipeline, testing
from modelpact.cli import main
from modelpact.files import Target
from modelpact.targets import TARGETS

GOLDEN = Path(__file__).parent / "golden"
PROBLEMS = "problems.txt"


def cases() -> list[str]:
    return sorted(path.name for path in GOLDEN.iterdir() if (path / "spec").is_dir())


def made(case: Path) -> dict[str, str]:
    """Build a case: its files, or what is said of a spec that cannot be used."""
    spec = case / "spec"
    result = pipeline.build(spec, language=LANGUAGE, templates=TEMPLATES, targets=targets(case))
    if result.problems:
        said = CliRunner().invoke(main, ["lint", "--spec", str(spec)]).stdout
        # Where the checkout lies is no part of it.
        return {PROBLEMS: said.replace(_shown(spec), "spec")}
    return {file.path: file.text for file in result.files}


def targets(case: Path) -> tuple[Target, ...]:
    """The targets that a case names by a folder ``expected/<provider>/<target>``; a new case names every one."""
    named = {path.name for path in (case / "expected").glob("*/*") if path.is_dir()}
    return tuple(
        target for target in TARGETS if (target.name in named if named else target.committed)
    )


def _shown(spec: Path) -> str:
    from modelpact.cli import places

    return str(places.shown(str(spec)))


def kept(case: Path) -> dict[str, str]:
    """Read what is expected."""
    return testing.kept(case / "expected")


def keep(case: Path, files: dict[str, str]) -> None:
    """Make what is made now what is expected."""
    testing.keep(case / "expected", files)
