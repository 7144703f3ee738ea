"""How the names of a Python validator are spelled, and those that are taken."""

from __future__ import annotations

from typing import Final

from modelpact import naming
from modelpact.checks.scope import Style

# What the verbatim parts and the template's own functions are called.
_RUNTIME: Final = """
Issue find_fix nearest recased size_of dimensions bound_fault fit within_sides escape movable in_mode unknown whole
real is_decimal is_number one_of MISSING reach count having at standing number within is_multiple last_there
nth_there surplus some_in some_not_in some_within size_fault BASE64 SOURCES COMPILED matches image_fault
data_fault foreign Change ResponseFormat copied prepared RESPELLED put nearest_ratio ratio_of check is_valid prepare
response_format issues body payload MODEL SOFT DEFAULTS CONVERSIONS FORMS OTHERWISE SOFT_CODES CHECKS named i
j k l m re
"""
RUNTIME: Final = frozenset(_RUNTIME.split())


def _local(hint: str) -> str:
    spelled = naming.local(hint)
    # Functions of the module are called so, and a variable would hide them.
    return (
        f"{spelled}_"
        if spelled.startswith(("accepts_", "check_", "fault_of_", "has_"))
        else spelled
    )


STYLE: Final = Style(
    taken=RUNTIME,
    local=_local,
    function=lambda name: name,
    numbered=lambda name, number: f"{name}_{number}",
    longest=70,
)
