"""What each problem of the judge of files means; ``modelpact explain CODE`` prints it."""

from __future__ import annotations

CODES: dict[str, str] = {
    "S001": "The file's `pact` is not the version of the language that this modelpact reads. Nothing else in the "
    "file is judged, as another version has other keys. Write `pact: 1` as a number, or install a modelpact that "
    "reads the version.",
    "S002": "A key that must be there is not: a rule without `because`, a family without `title`. Write it; the "
    "message says what it is for.",
    "S003": "A key that the language does not have at this place, most often a slip of the pen (maxium for "
    "maximum). It would be ignored, and the fact with it. The nearest key is named, or all that are known here.",
    "S004": "A key of the language at a place where it means nothing, such as `minimum` in a rule or `rules` in a "
    "parameter: most often an indent too far or not far enough. Move it, or remove it.",
    "S005": "A value of another type than is wanted: a number for a text (3.10 would lose its zero: quote it), a "
    'text for a number ("5" in quotes is a text), yes for true, a single value for a list ([a]), a value for a '
    "mapping (default: 5 for default: {server: 5}).",
    "S006": "A key or item without a value (description:, ~ or null) where one is wanted. Write the value, or "
    "remove the key; a text that reads null or ~ is quoted.",
    "S007": "A value that is none of those the language allows here, such as `honored` for `honoured`. The message "
    "lists them and names the nearest.",
    "S008": "A text that has not the form wanted, such as a date that is not 2026-01-31, an id with capitals, or a "
    "ratio that is not 16:9. The message says the form.",
    "S009": "A number of the language that is too small or too large to mean anything, such as minLength: -1 or "
    "multipleOf: 0.",
    "S010": "A text, list or mapping with too little or too much in it: an empty title, an enum without values, "
    "two members under one `then`.",
    "S011": "A number with a zero at its end (3.10) where a number or a text may stand. As a number it is 3.1, and "
    "the zero is lost. Quote it when it is a text such as a version; else write it without the zero.",
    "S012": "A value that the language's schema refuses for a reason that has no page of its own; the message "
    "repeats what the schema says is wanted.",
    "S020": "A file that was given as a catalogue is none, or was changed by hand: it does not fit "
    "spec/language/catalog.schema.json, or says something that no catalogue says, such as two models of one id. "
    "`modelpact generate` writes catalogues, to <out>/<provider>/catalog/catalog.json; give one of them, or the "
    "folder of the pacts.",
    "S021": "The catalogue is in another version of its shape than this modelpact reads. Nothing else in it is "
    "judged. Install a modelpact that reads that version, or make the catalogue anew from its pacts.",
}
