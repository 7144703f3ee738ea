"""What differs between two versions of a catalogue, what it means for those who call, and a request that shows it.

Facts are compared one by one (``facts``, ``changes``). Both versions of a model then judge the requests that either
suggests (``sides``, ``effects``); what becomes of a request otherwise is laid at the nearest change (``blame``), and
the shortest such request is its witness (``witness``). So no verdict among these requests differs without a change.
"""

from modelpact.diff.effects import LEVELS, Level
from modelpact.diff.groups import Group, groups, released
from modelpact.diff.levels import STEPS, Step, Steps
from modelpact.diff.told import ARTEFACTS, Artefact
from modelpact.diff.versions import Change, diff, semver

__all__ = [
    "ARTEFACTS",
    "LEVELS",
    "STEPS",
    "Artefact",
    "Change",
    "Group",
    "Level",
    "Step",
    "Steps",
    "diff",
    "groups",
    "released",
    "semver",
]
