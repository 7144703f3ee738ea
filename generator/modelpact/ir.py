"""The catalogue: what is true of every model, in any language.

Everything here is frozen and resolved: nothing is inherited, linked or defaulted any more.
No word of any output language occurs; each node keeps the place that it came from.

One module on purpose, though a long one: it is definitions alone, to be read from top to bottom in three parts (values,
rules, models), each made of those above it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from modelpact.errors import Position

Scalar = str | int | float | bool | None
Severity = Literal["error", "warning"]
Certainty = Literal["stated", "example", "inferred", "upstream", "observed"]
Path = tuple[str, ...]
"""Steps from an object to a member: names, array indexes as digits, and EACH for every item."""

EACH: Final = "-"


def pointer(path: Path) -> str:
    """Spell a path as a JSON pointer; EACH stays ``-``."""
    return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in path)


@dataclass(frozen=True, slots=True)
class Json:
    """Any JSON value, kept as canonical text so that it is frozen and hashable."""

    text: str

    @classmethod
    def of(cls, value: Any) -> Json:
        return cls(json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":")))

    @property
    def value(self) -> Any:
        return json.loads(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a fact is from, how sure it is, and when it was read (ISO date, or empty)."""

    document: str = ""
    section: str = ""
    certainty: Certainty = "stated"
    read: str = ""


# --- values: what may stand at a place in a body ------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Bounds of a number; ``None`` is no bound. An exclusive bound is kept apart from an inclusive one."""

    minimum: int | float | None = None
    maximum: int | float | None = None
    exclusive_minimum: int | float | None = None
    exclusive_maximum: int | float | None = None
    multiple_of: int | float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimensions:
    """A ``WxH`` text: two whole numbers of 1 to 6 digits, no leading zero, around ``separator``.

    ``words`` are accepted in its place (tier words, aspect ratios). Pixels unless the separator says ratio.
    ``ratio_minimum`` and ``ratio_maximum`` bound width / height, each as (numerator, denominator).
    ``nearest_word`` is set where the server converts WxH to the nearest of the words that are ratios:
    the largest distance in percent that is still called near.
    """

    separator: str
    tolerated_separators: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    width: Range = Range()
    height: Range = Range()
    side: Range = Range()
    longest: Range = Range()
    shortest: Range = Range()
    area: Range = Range()
    ratio_minimum: tuple[int, int] | None = None
    ratio_maximum: tuple[int, int] | None = None
    nearest_word: int | float | None = None


ImageSource = Literal["url", "data-uri", "base64"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageInput:
    """A text that carries a picture: a URL, a data URI, or bare base64.

    ``formats`` are sub-types of ``image/`` (``jpeg``, ``png``, ...); empty means any.
    ``megabytes`` bounds the decoded bytes: over that many MiB is refused, between MB and MiB is a warning.
    ``tolerated`` sources are accepted with a warning.
    """

    sources: tuple[ImageSource, ...]
    tolerated: tuple[ImageSource, ...] = ()
    formats: tuple[str, ...] = ()
    megabytes: int | float | None = None


@dataclass(frozen=True, slots=True)
class Null:
    """``null`` is allowed here."""


@dataclass(frozen=True, slots=True)
class Boolean:
    """``true`` or ``false``; no number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Integer:
    """A whole number, never a boolean. ``2.0`` is accepted with a warning.

    ``numeric_text``: a decimal text such as ``"4"`` is accepted with a warning, its number within the bounds.
    """

    range: Range = Range()
    numeric_text: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A finite number, never a boolean."""

    range: Range = Range()
    numeric_text: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class String:
    """A text; lengths count Unicode code points, patterns match the whole text."""

    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    dimensions: Dimensions | None = None
    image: ImageInput | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Array:
    """A list; ``items`` is None where anything may stand in it."""

    items: Value | None = None
    min_items: int | None = None
    max_items: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Object:
    """A mapping. An unknown key is a warning, or an error where ``closed``."""

    members: tuple[Member, ...] = ()
    closed: bool = False


Kind = Null | Boolean | Integer | Number | String | Array | Object


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """A named group of the allowed values, such as 2K and 4K sizes."""

    name: str
    values: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerated:
    """A value outside the list that is accepted with a warning; ``use`` is what to write instead, if known."""

    value: Scalar
    because: str
    use: Scalar = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """A narrower zone: a value that is accepted but lies outside of it is a warning.

    ``value`` has only constraints set (kinds, enum).
    """

    value: Value
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Default:
    """``server``: what the gateway takes when the member is absent. ``client``: what a client sends by itself."""

    value: Json
    whose: Literal["server", "client"]
    certainty: Certainty = "stated"
    origin: Position = field(default=Position(""), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Honoured:
    """The value takes effect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forced:
    """The server behaves as ``value`` whatever is sent; another value is a warning."""

    value: Scalar
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advisory:
    """The server usually behaves as ``value``; another value is a warning."""

    value: Scalar
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """Accepted without effect; sending it is a warning."""

    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """The server maps the value: ``table`` pairs what is sent with what it becomes, in the member ``to``.

    An empty table with ``dimensions.nearest_word`` means WxH becomes the nearest ratio.
    """

    to: Path
    table: tuple[tuple[Scalar, Scalar], ...] = ()
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unverified:
    """Known from elsewhere, undocumented here; sending it is a warning."""

    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """Documented as not taken by this model; sending it is an error."""

    because: str = ""


Disposition = Honoured | Forced | Advisory | Ignored | Converted | Unverified | Rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What may stand at a place: any of ``kinds`` (none listed: anything), and if ``enum`` one of these."""

    kinds: tuple[Kind, ...] = ()
    title: str = ""
    description: str = ""
    enum: tuple[Scalar, ...] | None = None
    enum_descriptions: tuple[tuple[Scalar, str], ...] = ()
    tiers: tuple[Tier, ...] = ()
    tolerated: tuple[Tolerated, ...] = ()
    ignore_case: bool = False
    """Another spelling in case of an enum value is accepted with a warning."""
    advised: Advice | None = None
    default: Default | None = None
    examples: tuple[Json, ...] = ()
    deprecated: bool = False
    disposition: Disposition = Honoured()
    evidence: Evidence = Evidence()
    origin: Position = field(default=Position(""), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A named value of an object."""

    name: str
    value: Value
    required: bool = False


# --- rules: what holds between members ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Present:
    """The path leads to at least one value."""


@dataclass(frozen=True, slots=True)
class Absent:
    """The path leads to no value."""


@dataclass(frozen=True, slots=True)
class In:
    """The value is one of these."""

    values: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class NotIn:
    """There is a value and it is none of these (or the default counts as one that is none of these)."""

    values: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class Within:
    """The value is a number within these bounds."""

    range: Range


@dataclass(frozen=True, slots=True)
class Counted:
    """The path (which ends in EACH or passes through it) leads to so many values."""

    minimum: int | None = None
    maximum: int | None = None


Check = Present | Absent | In | NotIn | Within | Counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """A condition on one path: from the rule's scope, or from the body's root if ``absolute``.

    ``when_absent`` is the answer where the member is absent: an absent member counts as its default.
    """

    path: Path
    check: Check
    absolute: bool = False
    when_absent: bool = False


@dataclass(frozen=True, slots=True)
class Required:
    """Each of these must be there. The issue points to where it would stand."""

    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Forbidden:
    """None of these may be there. The issue points to the member."""

    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class WithoutEffect:
    """Each of these that is there has no effect: a warning at the member."""

    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Advise:
    """A remark that never refuses: a warning at each of these, there or not."""

    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Constrain:
    """The member, where it is there, must also satisfy ``value`` (only constraints set)."""

    path: Path
    value: Value


@dataclass(frozen=True, slots=True)
class Group:
    """How many of these paths may lead to a value."""

    kind: Literal["atLeastOne", "exactlyOne", "atMostOne", "allOrNone"]
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A number in a limit: the member's value, or how many values the path leads to; ``times`` a factor.

    ``absent`` is the value of an absent member (its default, 0 for a count); None: the rule does not apply then.
    """

    path: Path
    count: bool = False
    times: int | float = 1
    absent: int | float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The sum or the product of the terms lies within the bounds, or all terms are equal."""

    op: Literal["sum", "product", "equal"]
    terms: tuple[Term, ...]
    minimum: int | float | None = None
    maximum: int | float | None = None


Effect = Required | Forbidden | WithoutEffect | Advise | Constrain | Group | Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What must hold at each object that ``scope`` leads to, where any of ``when``'s conjunctions holds.

    An empty ``when`` always holds. ``at`` overrides where the issue points, from the scope; it is cut behind the
    first step that is not there.
    """

    id: str
    because: str
    effect: Effect
    severity: Severity = "error"
    scope: Path = ()
    when: tuple[tuple[Test, ...], ...] = ()
    at: Path | None = None
    evidence: Evidence = Evidence()
    origin: Position = field(default=Position(""), compare=False, repr=False)


# --- models ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """What a caller of a client writes, and where it lands in the body."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One thing that a layout puts into the body: an argument's value, or a constant."""

    path: Path
    argument: str = ""
    constant: Json | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where prompt and images land when so many images are given; places are filled in order."""

    images: Literal["none", "one", "many"]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Images:
    """Images that a request may carry: ``maximum`` within one message (or flat body), ``minimum`` in all."""

    places: tuple[Path, ...] = ()
    minimum: int = 0
    maximum: int | None = None
    input: ImageInput | None = None
    evidence: Evidence = Evidence()


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """Something people do with the model, with an example: so many images and these arguments."""

    name: str
    title: str
    description: str = ""
    images: int = 0
    prompt: str = ""
    arguments: Json = Json("{}")
    origin: Position = field(default=Position(""), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifecycle:
    """Where the model stands; dates are ISO texts, or empty."""

    status: Literal["preview", "current", "deprecated", "retired"] = "current"
    released: str = ""
    deprecated: str = ""
    retires: str = ""
    replacement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A contradiction or gap of the source, its readings, and what this pact takes. ``parameters`` are pointers."""

    id: str
    question: str
    readings: tuple[str, ...]
    chosen: str
    severity: Literal["accept", "info", "warn", "reject"] | None
    sections: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    origin: Position = field(default=Position(""), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tip:
    """Advice on asking well. ``words`` are what to write into a prompt."""

    title: str
    advice: str = ""
    words: tuple[str, ...] = ()
    evidence: Evidence = Evidence()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that people ask. ``answer`` is empty where the source gives none and no fact does."""

    question: str
    answer: str = ""
    evidence: Evidence = Evidence()


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """Something that pictures are for, and the ratios of width to height that suit it, the best first."""

    title: str
    ratios: tuple[tuple[int, int], ...]
    evidence: Evidence = Evidence()


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """A shape of the answer: pointers to the list of images and to what surrounds it; empty where it has none.

    ``error`` stands only in an answer that failed; null, false and what is empty do not count.
    """

    name: str
    images: str
    created: str = ""
    code: str = ""
    message: str = ""
    success: int | str | bool | None = None
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """The first answer names a job, which is asked about until it is done or failed; any other status is to wait.

    Either the ``operation`` asks, with the job's ``id`` in its path, or the address at ``link`` is asked, which is
    one of the provider's own host or of ``hosts`` (``*.`` before a name: all below it). Where
    ``answer`` names an operation it asks for the pictures; else the status has them. ``interval`` and ``timeout``
    are seconds, the rest pointers. ``pending`` are known statuses of a job that is worked on, the first one first.
    """

    status: str
    done: tuple[Scalar, ...]
    failed: tuple[Scalar, ...] = ()
    pending: tuple[Scalar, ...] = ()
    operation: str = ""
    id: str = ""
    link: str = ""
    hosts: tuple[str, ...] = ()
    answer: str = ""
    reason: str = ""
    interval: int | float = 2
    timeout: int | float = 600
    origin: Position = field(default=Position(""), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filtered:
    """How an entry of the list of images says that its picture was held back: pointers from the entry.

    Without ``values`` any value at ``path`` does but null, false and what is empty. ``reason`` is empty where what
    stands at ``path`` is the reason.
    """

    path: str
    values: tuple[Scalar, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many images come back: the number at ``path`` (or its default) where any of ``when``'s conjunctions holds,
    otherwise one. An empty ``when`` always holds.
    """

    path: Path
    when: tuple[tuple[Test, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What comes back. ``selector`` is the path of the parameter that asks for a form, ``forms`` pairs each of its
    values with the member of an image that then holds it; ``fixed`` is the form where no parameter asks.
    ``count`` says how many images there are, ``size`` names the parameters that set their width and height together,
    and ``format`` the one that asks for a file format.
    """

    selector: Path = ()
    forms: tuple[tuple[str, str], ...] = ()
    fixed: str = ""
    count: Count | None = None
    size: tuple[Path, ...] = ()
    format: Path = ()
    envelopes: tuple[Envelope, ...] = ()
    binary: tuple[str, ...] = ()
    """The formats of a picture that is the body itself; the envelopes are of errors alone then."""
    poll: Poll | None = None
    filtered: Filtered | None = None
    extras: tuple[tuple[str, str], ...] = ()
    """Further members of an image, with their description."""
    evidence: Evidence = Evidence()


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """An error code of the gateway."""

    code: int
    title: str
    description: str = ""
    evidence: Evidence = Evidence()


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One model, resolved. ``body`` is an object whose first member is ``model``."""

    id: str
    family: str
    title: str
    description: str
    body: Value
    rules: tuple[Rule, ...] = ()
    aliases: tuple[str, ...] = ()
    lifecycle: Lifecycle = Lifecycle()
    uses: tuple[Use, ...] = ()
    images: Images = Images()
    layouts: tuple[Layout, ...] = ()
    arguments: tuple[Argument, ...] = ()
    operation: str = ""
    """The operation that it makes; empty: the provider's first."""
    operation_with_images: str = ""
    """The operation of its requests with pictures; empty: the same."""
    response: Response = Response()
    decisions: tuple[Decision, ...] = ()
    """The model's own, then its family's."""
    evidence: Evidence = Evidence()
    origin: Position = field(default=Position(""), compare=False, repr=False)

    @property
    def members(self) -> tuple[Member, ...]:
        """The members of the body's root."""
        (kind,) = self.body.kinds
        assert isinstance(kind, Object)
        return kind.members


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Models that share a request layout."""

    id: str
    title: str
    description: str
    tips: tuple[Tip, ...] = ()
    questions: tuple[Question, ...] = ()
    decisions: tuple[Decision, ...] = ()
    evidence: Evidence = Evidence()
    origin: Position = field(default=Position(""), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """An HTTP call. ``path`` is appended to the provider's base URL.

    ``{name}`` in it stands for a member of the request, or for the id of a job, percent-encoded; ``{+name}`` keeps its
    slashes. ``array_names`` says how the parts of a list of pictures are named in ``multipart/form-data``.
    """

    name: str
    method: str
    path: str
    content_type: str = "application/json"
    array_names: Literal["plain", "brackets"] = "plain"
    origin: Position = field(default=Position(""), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Auth:
    """How a request shows its key: ``scheme`` before the key in ``header`` (empty: the bare key)."""

    header: str = "Authorization"
    scheme: str = "Bearer"
    placeholder: str = ""
    environment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedChange:
    """A change that a release brought: what several models have in common is told once, and no model is named where
    it is the provider's. ``witness`` is a request that meets something else since, ``verdicts`` the two that it gets.
    """

    level: Literal["safe", "risky", "breaking"]
    summary: str
    models: tuple[str, ...] = ()
    pointer: str = ""
    witness: Json | None = None
    verdicts: tuple[str, str] = ("", "")
    origin: Position = field(default=Position(""), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What changed at a time: the version that each artefact then had, and every change, the worst first."""

    date: str
    versions: tuple[tuple[str, str], ...] = ()
    note: str = ""
    changes: tuple[ReleasedChange, ...] = ()
    origin: Position = field(default=Position(""), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A gateway with its families and models, each sorted by id."""

    id: str
    title: str
    description: str
    base_url: str
    operations: tuple[Operation, ...]
    auth: Auth = Auth()
    headers: tuple[tuple[str, str], ...] = ()
    """Headers that every request has."""
    response: Response = Response()
    errors: tuple[Error, ...] = ()
    families: tuple[Family, ...] = ()
    models: tuple[Model, ...] = ()
    tips: tuple[Tip, ...] = ()
    questions: tuple[Question, ...] = ()
    purposes: tuple[Purpose, ...] = ()
    decisions: tuple[Decision, ...] = ()
    releases: tuple[Release, ...] = ()
    """The newest first."""
    evidence: Evidence = Evidence()
    origin: Position = field(default=Position(""), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """Every provider, sorted by id."""

    providers: tuple[Provider, ...] = ()
