"""What each finding about templates means; ``modelpact explain CODE`` prints it."""

from __future__ import annotations

from typing import Final

CODES: Final[dict[str, str]] = {
    "T001": "A file among the templates of one's own cannot be read: it is no UTF-8, it is too large, or it is a link "
    "that leads out of the folder.",
    "T002": "A file among the templates of one's own overrides nothing, and none of the others includes it. Perhaps "
    "its name is mistyped: `modelpact templates list` tells the names.",
    "T003": "A template does more than lay text out, or is no template at all. Templates hold text, holes with an "
    "encoder, if, for, include, macros and comments; there is no arithmetic, comparison, assignment, index or "
    "call of a method. To compute something, write a target.",
    "T004": "A template reads what its view does not have. Perhaps it is mistyped; or this version of modelpact calls "
    "it something else, so that the override no longer fits. The manual lists the holes of each template.",
    "T005": "A template leaves out a hole that the shipped one has, so that a fact is lost. Where this is meant, say "
    "so in the template, with a comment: {# leaves out View.hole #}.",
    "T006": "The shipped template has changed since this copy was made of it. Compare the two, take over what is of "
    "use, and then take over the first line of the new copy.",
    "T007": "A template cannot be rendered: a hole is printed without an encoder or with a wrong one, or the template "
    "never comes to an end.",
    "T008": "What a template renders is no Python, so that it cannot be laid out.",
}
