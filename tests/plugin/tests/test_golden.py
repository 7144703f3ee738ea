"""What comes out is what came out before; set UPDATE=1 to take what comes out now."""

from __future__ import annotations

import os
from pathlib import Path

from modelpact_csv import TARGET

from modelpact.testing import check_golden

CASE = Path(__file__).parent / "golden"


def test_golden() -> None:
    check_golden(TARGET, CASE / "spec", CASE / "expected", update=os.environ.get("UPDATE") == "1")
