"""What each finding of upkeep means; ``modelpact explain CODE`` prints it."""

from __future__ import annotations

from typing import Final

AGES: Final = frozenset({"W001", "W003"})
"""What is only looked for where a day is given."""
COMMENTS: Final = frozenset({"W020", "W021", "W022", "W023"})
"""What is found in the comments that pass findings over."""

CODES: dict[str, str] = {
    "W001": "Evidence was read longer ago than is asked for: --as-of DATE sets the day to count from, "
    "--older-than DAYS the age (180). Read the source again, and write the day under `read`. Without --as-of "
    "no clock is read, and a finding that only time brings up never changes an exit code.",
    "W002": "A date is none of the calendar, or the dates of a model are out of order: it is released, then "
    "deprecated, then it retires. Mend the date.",
    "W003": "A date of the lifecycle is over on the day of --as-of, and the status is still the one before. "
    "Look the model up and set `status`, or mend the date.",
    "W004": "The replacement of a model is on its way out as well, or is the model itself. Name the model that "
    "people should move to now.",
    "W005": "Sources contradict each other and nothing says which one was followed: the parameter is "
    "unverified, or it is only inferred or known from the maker and differs from what is said of it for a "
    "model of the same family. No decision names it. Record one under `decisions`, with the parameter in "
    "`parameters`.",
    "W006": "A decision and its parameters do not agree: it says warn and nothing there warns, it says accept "
    "and the parameter is rejected, or no model has the parameter. Mend severity or `parameters`, or do what "
    "the decision says.",
    "W007": "The consequence of a rule can never change a verdict: the parameters themselves say as much or "
    "more. Remove the rule, or mend the number that was meant. (C004 is about conditions that never hold.)",
    "W008": "A rule says what another one says: the same condition and the same consequence. Remove one of the "
    "two.",
    "W009": "The prose of a rule names another number than the rule has. One of the two is out of date.",
    "W010": "A default, an example or a use draws a warning itself: the value is tolerated only, outside of "
    "what is advised, has another spelling, or the parameter is deprecated, ignored or unverified. People copy "
    "what is shown: show what draws none.",
    "W011": "What is advised is as wide as what is accepted, so that the advice is never given, or it names a "
    "value that is refused. Narrow it, or remove it.",
    "W012": "The models of a family repeat what the family could say once. Move it to the family's file; a "
    "model that differs says so itself.",
    "W013": "A file repeats what it inherits. Remove it there: should the file above change, this one would "
    "not.",
    "W014": "A family has no model. Remove its file, or mend `family:` in the model that belongs to it.",
    "W015": "Two providers have a model of the same id. That may well be, where both sell it; say which "
    "provider is meant where a command asks.",
    "W020": "A comment that begins with `modelpact:` cannot be read, and does nothing. It is written `# "
    "modelpact: ignore CODE, CODE until YEAR-MONTH-DAY: REASON`, at the end of the line that the finding is "
    "about or alone above it. Day and reason are needed.",
    "W021": "A comment ignores a code that does not exist or that cannot be ignored. Only what `check` and "
    "`lint` find can be: while a file cannot be read, is no pact, or does not fit the others, nothing can be "
    "generated. The same goes for C007, C009, C010 and C013, since what is generated would not run, and for "
    "W020 to W023.",
    "W022": "A comment ignores a finding that is not there. It was mended, or stands in another line. Remove "
    "the comment: it would hide the next finding.",
    "W023": "The day until which a finding was to be ignored is over on the day of --as-of. Look again. The "
    "finding is still ignored, so that no verdict changes overnight.",
}
