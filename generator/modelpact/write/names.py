"""Which paths can be written, on this system or on another one."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from modelpact.files import File
from modelpact.write.faults import WriteError

MANIFEST: Final = ".modelpact.json"
STAGE: Final = ".modelpact.tmp"
LOCK: Final = ".modelpact.lock"

_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", re.IGNORECASE)


def why_not(path: str) -> str | None:
    """Say why a relative path cannot be written, on this system or on another one."""
    for step in path.split("/"):
        if step in ("", ".", ".."):
            return "leaves its folder"
        if not step.isprintable() or any(char in '\\:*?"<>|' for char in step):
            return "holds a character that some file systems refuse"
        if step[-1] in ". " or _DEVICE.match(step):
            return "is a name that Windows refuses"
        if len(step.encode()) > 255:
            return "holds a name of more than 255 bytes"
    if path.split("/")[0].lower() in (MANIFEST, STAGE, LOCK):
        return "is kept for modelpact itself"
    return None


def refuse_paths(files: tuple[File, ...]) -> None:
    details = [f"{file.path!a}: {why}" for file in files if (why := why_not(file.path))]
    seen: dict[str, str] = {}
    for file in files:
        name = unicodedata.normalize("NFC", file.path).casefold()
        if name in seen:
            details.append(f"{file.path!a}: is the same file as {seen[name]!a} on some systems")
        seen[name] = file.path
    for name, path in seen.items():
        folders = [name.rsplit("/", up)[0] for up in range(1, name.count("/") + 1)]
        details += [
            f"{path!a}: needs a folder where {seen[at]!a} goes" for at in folders if at in seen
        ]
    if details:
        help = "rename what the file is called after"
        raise WriteError("nothing was written: bad file names", help, tuple(details))
