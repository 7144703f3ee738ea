"""What goes into the source distribution and the wheel: tracked files, and nothing that merely lies about.

Hatchling packs whatever it finds in a folder; a note or a key that somebody left in ``spec/`` would be published.
In a checkout git says what is tracked. In a source distribution, which was made in this way, all that is there counts.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# folder of the checkout -> folder of the wheel
WHEEL = {
    "generator/modelpact/": "modelpact/",
    "templates/": "modelpact/_data/templates/",
    "spec/language/": "modelpact/_data/spec/language/",
    "spec/gravitex/": "modelpact/_data/spec/gravitex/",
}


class TrackedFiles(BuildHookInterface):  # type: ignore[type-arg, misc]
    """Adds each file by name; nothing is left for hatchling to find."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before a build; ``force_include`` pairs a file with its place in the archive."""
        if version == "editable":
            return
        include = build_data["force_include"]
        for path in tracked(self.root):
            if self.target_name == "sdist":
                include[os.path.join(self.root, path)] = path
                continue
            for here, there in WHEEL.items():
                if path.startswith(here):
                    include[os.path.join(self.root, path)] = there + path.removeprefix(here)


def tracked(root: str) -> list[str]:
    """List the files that belong to the project, with forward slashes."""
    if os.path.exists(os.path.join(root, ".git")):
        # Whoever builds owns the build, also where another user owns the checkout, as in a container.
        ask = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
        listed = subprocess.run(ask, cwd=root, check=True, capture_output=True).stdout
        names = [os.fsdecode(name) for name in listed.split(b"\0") if name]
        return sorted(name for name in names if os.path.isfile(os.path.join(root, name)))
    return sorted(_found(root))


def _found(root: str) -> Iterator[str]:
    for at, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name[0] != "." and name != "__pycache__"]
        below = os.path.relpath(at, root).replace(os.sep, "/")
        for name in names:
            if not name.endswith((".pyc", ".pyo")) and (name[0] != "." or below == "."):
                yield name if below == "." else f"{below}/{name}"
