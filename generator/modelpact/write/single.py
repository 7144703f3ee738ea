"""One file that people write as well: nobody owns it, and it is replaced in one step."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from modelpact.write.faults import failure
from modelpact.write.names import STAGE
from modelpact.write.tree import lock


def edit(path: Path, change: Callable[[bytes | None], bytes]) -> None:
    """Replace what a file holds by what ``change`` makes of it; it is given None where there is no such file.

    Whatever ``change`` raises leaves everything as it is. A link stays one: the file that it leads to is replaced.
    """
    try:
        path = path.resolve()
        staged = path.parent / STAGE
        with lock(path.parent):
            old = path.read_bytes() if path.exists() else None
            new = change(old)
            try:
                staged.write_bytes(new)
                if old is not None:
                    shutil.copymode(path, staged)
                os.replace(staged, path)
            finally:
                staged.unlink(missing_ok=True)
    except OSError as error:
        raise failure(error, path) from error
