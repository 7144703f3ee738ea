"""Our words for every refusal: what is wrong, how to mend it, and the page that ``explain`` prints."""

from __future__ import annotations

from typing import Final, NamedTuple

TAB: Final = "a tab where spaces indent"


class Words(NamedTuple):
    """What we say for one of libyaml's reasons. ``at_begin``: the place is where the construct begins.

    The message may hold {line}, where the construct begins, and {found}, what stands at the place.
    """

    message: str
    help: str
    at_begin: bool = False
    code: str = "L010"


UNKNOWN: Final = Words(
    "not YAML from {found} on",
    "Look at quotes, brackets and indents here and in the line above; when in doubt, quote the text.",
)
_ALIGN: Final = "Let all keys of one mapping, and all - of one list, begin in the same column."
_CLOSE: Final = (
    "Put commas between the parts and {} behind the last; quote texts that hold brackets or commas."
)
_DIRECTIVE: Final = Words(
    "a directive that nothing reads", "Remove the line that begins with %.", code="L012"
)
_TAG: Final = Words(
    "a tag that is not spelled right",
    "Remove the tag; quote a text that begins with !.",
    True,
    "L022",
)

WORDS: Final[dict[str, Words]] = {
    "mapping values are not allowed in this context": Words(
        "a colon that cannot begin a value here",
        "Quote a text that holds a colon and a space; begin a new line, as far in as the others, for a new key.",
    ),
    "could not find expected ':'": Words(
        "a line that is not a key: its colon is missing",
        "Write `key: value`, or indent the line when it goes on with the text above.",
        True,
    ),
    "did not find expected key": Words(
        "{found} where a key of the mapping from line {line} is wanted", _ALIGN
    ),
    "did not find expected '-' indicator": Words(
        "{found} where an item of the list from line {line} is wanted", _ALIGN
    ),
    "block sequence entries are not allowed in this context": Words(
        "an item of a list that cannot begin here",
        "Begin the list on a line of its own, or write it as [a, b]; quote a text that begins with -.",
    ),
    "mapping keys are not allowed in this context": Words(
        "a ? that cannot begin a key here", "Quote a text that begins with ?.", code="L024"
    ),
    "did not find expected ',' or ']'": Words(
        "the list that opens in line {line} is not closed before {found}", _CLOSE.format("]")
    ),
    "did not find expected ',' or '}'": Words(
        "the mapping that opens in line {line} is not closed before {found}", _CLOSE.format("}")
    ),
    "did not find expected node content": Words(
        "{found} where a value is wanted",
        "Write the value; quote a text that begins with a sign of YAML.",
    ),
    "found character that cannot start any token": Words(
        "{found} cannot begin a text",
        "Quote the text: @, ` and % mean something to YAML at the beginning.",
    ),
    "found unexpected ':'": Words(
        "a colon that cannot stand here",
        "Put a space behind the colon of a key; quote a text that holds a colon, inside of brackets.",
    ),
    "found unexpected end of stream": Words(
        "the quote that opens here is not closed", "Close it.", True
    ),
    "found unexpected document indicator": Words(
        "the quote that opens here is not closed", "Close it.", True
    ),
    "found unknown escape character": Words(
        "a backslash that means nothing before what follows",
        "Write \\\\ for a backslash, or use single quotes.",
    ),
    "did not find expected hexdecimal number": Words(
        "an escape without its hexadecimal digits",
        "Write \\xHH, \\uHHHH or \\UHHHHHHHH; for a backslash write \\\\, or use single quotes.",
    ),
    "found invalid Unicode character escape code": Words(
        "an escape that is no character",
        "Write the character itself, or one \\UHHHHHHHH in place of two \\u.",
    ),
    "did not find expected alphabetic or numeric character": Words(
        "an anchor or alias without a name", "Quote a text that begins with & or *.", True
    ),
    "found an indentation indicator equal to 0": Words(
        "a block text that is indented by 0", "Remove the digit behind | or >."
    ),
    "did not find expected comment or line break": Words(
        "{found} behind the mark of a block text", "Begin the text on the next line, or quote it."
    ),
    "did not find expected <document start>": Words(
        "{found} where the file should end", "Remove what stands there: a file is one mapping."
    ),
    "Maximum nesting level reached, set with yaml_set_max_nest_level())": Words(
        "far too many levels of lists and mappings", "Make it flatter.", code="L040"
    ),
    "found incompatible YAML document": Words(
        "a version of YAML that is not 1.2", "Write %YAML 1.2, or leave the line out.", code="L012"
    ),
    "found unknown directive name": _DIRECTIVE,
    "could not find expected directive name": _DIRECTIVE,
    "found unexpected non-alphabetical character": _DIRECTIVE,
    "did not find expected digit or '.' character": _DIRECTIVE,
    "found extremely long version number": _DIRECTIVE,
    "did not find expected version number": _DIRECTIVE,
    "did not find expected whitespace": _DIRECTIVE,
    "found duplicate %YAML directive": _DIRECTIVE,
    "found duplicate %TAG directive": _DIRECTIVE,
    "found undefined tag handle": _TAG,
    "did not find the expected '>'": _TAG,
    "did not find expected '!'": _TAG,
    "did not find expected tag URI": _TAG,
    "did not find URI escaped octet": _TAG,
    "did not find expected whitespace or line break": _TAG,
    "found an incorrect leading UTF-8 octet": _TAG,
    "found an incorrect trailing UTF-8 octet": _TAG,
}

NO_FOLDER: Final = "Name the folder of the pacts with --spec; `modelpact init` writes the first."
HELP: Final[dict[str, str]] = {
    "L001": "Put a readable file there, or remove the entry.",
    "L002": "Move it to families/ or models/ of its provider, name it *.yaml, or remove it.",
    "L003": "Write it, or remove the folder.",
    "L004": "Give it a folder with provider.yaml, families/ and models/; `modelpact init` writes the first.",
    "L005": "Split it: one model is one file.",
    "L006": "Save the file as UTF-8.",
    "L007": "Remove it; in a text only line breaks and tabs are allowed.",
    "L009": "Install PyYAML from a wheel, or build it with libyaml's headers present.",
    "L010": "Look at quotes, brackets and indents.",
    "L011": "Indent with spaces.",
    "L012": "Remove it.",
    "L013": "Put it into a file of its own, or remove the line ---.",
    "L014": "Begin with `pact: 1`, or remove the file.",
    "L015": "Begin with `pact: 1` and write `key: value` lines.",
    "L020": "Keep one of the two.",
    "L021": "Write the keys out, or put them into the family or provider that all inherit.",
    "L022": "Remove the tag: quotes make a text, and nothing else needs one.",
    "L024": "Write the key as a text before its colon; quote a text that begins with { or [.",
    "L025": "Type the key anew.",
    "L026": "Define it with & further up, or quote a text that begins with *.",
    "L027": "Write out what is meant: a value cannot hold itself.",
    "L030": "Leave the key out for no bound, or write a finite number; quote it where a text is meant.",
    "L031": "Stay within 9007199254740991 in size, or quote it where a text is meant.",
    "L040": "Make it flatter.",
    "L041": "Write less, or split the file.",
    "L043": "Mend those above first.",
    "L050": "Give a catalogue as `modelpact generate` writes it, or the folder of pacts instead of a file in it.",
}

CODES: Final[dict[str, str]] = {
    "L001": "The file cannot be read: it is a folder, a link to nothing or out of the spec folder, or the system "
    "refuses. Every other file is still looked at. Put a readable file there, or remove the entry.",
    "L002": "A YAML file lies where nothing reads it, so that what it says would be lost in silence. Read are "
    "<provider>/provider.yaml, <provider>/families/*.yaml and <provider>/models/**/*.yaml (or .yml, in small "
    "letters; one provider file). Move, rename or remove it.",
    "L003": "A folder below the spec folder (other than language) is a provider, and a provider needs "
    "provider.yaml with its address and operations. Write it, or remove the folder.",
    "L004": "The spec folder holds no provider: there is nothing to do. Check the folder given with --spec; it "
    "must hold folders such as mygateway/ with a provider.yaml in it.",
    "L005": "The file is larger than 1 MiB and is not read. One model is one file, and a few KiB are usual; "
    "split it, or remove what came in by accident.",
    "L006": "The file is not UTF-8 at the byte shown: another encoding (Latin-1, UTF-16) or a damaged file. "
    "Save it as UTF-8.",
    "L007": 'A control character stands in the file, or an escape such as "\\x1b" or "\\r" puts one into a '
    "text. Terminals, source code and documents do unexpected things with them. Only line breaks (\\n) and tabs "
    "are allowed. Remove it.",
    "L009": "PyYAML is installed without libyaml, from whose events pacts are read. Install PyYAML from a "
    "wheel (pip install --only-binary pyyaml pyyaml), or build it with libyaml's headers present.",
    "L010": "The file is not YAML at the place shown, and nothing behind it can be read. Usual causes: an open "
    "quote or bracket, keys of one mapping that begin in different columns, a text with `: ` or ` #` in it that "
    "is not in quotes (description: Note: this is refused), a text that begins with @, `, %, & or *. Mend the "
    "indent, or put the text in quotes.",
    "L011": "A tab stands where spaces indent. How far a tab goes is not the same for everyone, and YAML forbids "
    "it there. Indent with spaces; inside of quotes and block texts a tab is text.",
    "L012": "A directive (a line such as %TAG or %FOO before ---) that changes nothing or hides something. "
    "%YAML 1.2 and 1.1 are let pass, and read as 1.2. Remove the line.",
    "L013": "A second document begins in one file (a line ---). One file is one provider, family or model. Put it "
    "into a file of its own.",
    "L014": "The file is empty, or holds comments only. Write the pact (it begins with `pact: 1`), or remove the "
    "file.",
    "L015": "The file is a list or a single value. A pact is a mapping: lines of `key: value`, the first of "
    "them `pact: 1`.",
    "L020": "One key stands twice in a mapping; which one would hold depends on the reader, so neither is a "
    "guess worth making. Keys are compared after Unicode normalisation (NFC): two spellings of one letter are "
    "one key. The first is kept for the rest of this run. Keep one of the two.",
    "L021": "A merge key (<<: *other) is no part of YAML 1.2, and readers differ in what it means. Write the keys "
    "out, or put what is shared into the family or the provider, which all models inherit. A key that is "
    "really called << must be quoted.",
    "L022": "A tag such as !!int, !!python/object or !include asks the reader to make something else of a value. "
    "Pacts have none: numbers, true, false and null are what YAML 1.2 core says, everything else is text. Remove "
    "the tag; quote a value that must be text, or that begins with !.",
    "L023": "A key that YAML reads as a number, a boolean or null (1:, true:, ~:). JSON has text keys only, and "
    '1, 1.0 and true would be one key to some languages. Quote it: "1": small. Keys such as on, no, 16:9 and 2K '
    "are text already.",
    "L024": "A list, a mapping or an alias as a key (? [a, b]). Keys are texts. Write the text before its colon.",
    "L025": "A key holds a character that nobody sees: a zero-width or bidirectional sign, or a tag character. Two "
    "such keys look alike and are not. Type the key anew. In descriptions and other values these characters are "
    "allowed.",
    "L026": "An alias (*name) repeats a value that no anchor (&name) names further up in the file. Define it first; "
    "or, when a text begins with *, quote it.",
    "L027": "An alias repeats a value from inside of it, which would never end. Write out what is meant.",
    "L030": "A number that JSON cannot hold: infinity, not-a-number, or one that is rounded to infinity or to zero "
    "(1e400, 1e-400). Leave a bound out where there is none; quote what is meant as text.",
    "L031": "A number beyond 9007199254740991 (2^53-1) in size: JavaScript and many JSON readers round it to another "
    "one. Use a smaller bound, or leave it out; quote what is meant as text, such as an id.",
    "L040": "Lists and mappings lie more than 50 levels deep, counted with aliases written out. No pact needs that; "
    "look for brackets that are not closed.",
    "L041": "The file holds more than 100,000 keys and values, counted with aliases written out: a few lines of "
    "aliases to aliases are enough. Write less, or split the file.",
    "L043": "Of one file the first 100 problems are told: more than that have one cause. Mend those "
    "above first, then run again.",
    "L050": "A file that was given as a catalogue cannot be read: it is larger than 128 MiB, is not JSON, is "
    "nested without end, or holds what JSON in UTF-8 cannot (NaN, 1e999, half a surrogate pair, one key twice). "
    "Catalogues are what `modelpact generate` writes to <out>/<provider>/catalog/catalog.json; pacts are given as "
    "the folder that they lie in, not as single files.",
}
