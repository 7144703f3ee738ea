"""The changelog of a provider: an entry is made of what changed, and put on top of what people wrote."""

from modelpact.changelog.entry import entry
from modelpact.changelog.file import NAMES, Unfit, added
from modelpact.changelog.spelling import spelled

__all__ = ["NAMES", "Unfit", "added", "entry", "spelled"]
