@dataclass(frozen=True)
class Before(ABC):
    """Looks at a value before its type is checked."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        inner = handler(source)
        return core_schema.no_info_before_validator_function(self._take, inner)

    @abstractmethod
    def _take(self, value: object) -> object:
        """Return what is to be checked in its place, or raise."""


@dataclass(frozen=True)
class Around(ABC):
    """Looks at a value and at what becomes of it."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_wrap_validator_function(self._take, handler(source))

    @abstractmethod
    def _take(self, value: Any, handler: Callable[[Any], object]) -> object:
        """Return what the handler makes of it, or another value, or raise."""


@dataclass(frozen=True)
class NotNull(Before):
    """May be left out, and then reads as None; null cannot be sent."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        told = handler(schema)
        return cast(JsonSchemaValue, told["anyOf"][0]) if "anyOf" in told else told

    def _take(self, value: object) -> object:
        if value is None:
            message = "must not be null: leave it out instead"
            raise custom_error("type", message)
        return value


Omittable = Annotated[T | None, NotNull()]


@dataclass(frozen=True)
class Rejected(Before):
    """Documented as not taken: whatever is sent is refused."""

    because: str

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"not": {}}

    def _take(self, value: object) -> object:
        raise custom_error("rejected", self.because)


# --- what is put up with, and respelled ------------------------------------------------


@dataclass(frozen=True)
class Whole(Before):
    """An integer: 2.0 is taken for 2, and where text is allowed "2" as well."""

    text: bool = False

    def _take(self, value: object) -> object:
        if isinstance(value, float) and value.is_integer():
            return int(value)
        if self.text and isinstance(value, str) and is_decimal(value, fraction=False):
            return int(value)
        return value


@dataclass(frozen=True)
class Real(Around):
    """A number: an integer stays one, and where text is allowed "2.5" is taken for 2.5."""

    text: bool = False

    def _take(self, value: Any, handler: Callable[[Any], object]) -> object:
        if type(value) is int:
            handler(max(-1e308, min(value, 1e308)))
            return value
        if self.text and isinstance(value, str) and is_decimal(value, fraction=True):
            return handler(float(value))
        return handler(value)


@dataclass(frozen=True)
class AnyCase(Before):
    """A word in other upper and lower case is taken for the word."""

    words: tuple[str, ...]

    def _take(self, value: object) -> object:
        if isinstance(value, str) and value not in self.words:
            return next((word for word in self.words if recased(value, (word,))), value)
        return value


@dataclass(frozen=True)
class Separators(Before):
    """A size of a list that is written with another separator is taken for the size."""

    words: tuple[str, ...]
    separator: str
    others: tuple[str, ...]

    def _take(self, value: object) -> object:
        if isinstance(value, str) and value not in self.words:
            spelled = (value.replace(sign, self.separator) for sign in self.others)
            return next((word for word in spelled if word in self.words), value)
        return value


@dataclass(frozen=True)
class Tolerated(Around):
    """Texts that are not documented are taken: for what to write instead, or as they are."""

    values: tuple[tuple[str, object], ...]

    def _take(self, value: Any, handler: Callable[[Any], object]) -> object:
        for told, instead in self.values:
            if isinstance(value, str) and value == told:
                return value if instead is None else instead
        return handler(value)


# --- values ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Listed(Before):
    """One of these values; other than in a Literal, true is not 1."""

    values: tuple[object, ...]

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {**handler(schema), "enum": list(self.values)}

    def _take(self, value: object) -> object:
        for word in self.values:
            if one_of(value, (word,)):
                return word
        words = {"words": ", ".join(map(str, self.values))}
        raise custom_error("enum", "must be one of {words}", words)


@dataclass(frozen=True)
class MultipleOf:
    """A multiple of a step, with a tolerance for decimal fractions."""

    step: float

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._take, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {**handler(schema), "multipleOf": self.step}

    def _take(self, value: float) -> float:
        if not is_multiple(value, self.step):
            step = {"multiple_of": self.step}
            raise PydanticKnownError("multiple_of", step)
        return value


@dataclass(frozen=True)
class Items(Around):
    """So many items; what is wrong with each of them is told all the same."""

    least: int = 0
    most: int | None = None

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        least = {"minItems": self.least} if self.least else {}
        most = {} if self.most is None else {"maxItems": self.most}
        return {**handler(schema), **least, **most}

    def _take(self, value: Any, handler: Callable[[Any], object]) -> object:
        size = len(value) if isinstance(value, list) else self.least
        told = {"field_type": "List", "actual_length": size}
        wrong: list[InitErrorDetails] = []
        if size < self.least:
            context = {**told, "min_length": self.least}
            wrong = [InitErrorDetails(type="too_short", input=value, ctx=context)]
        elif self.most is not None and size > self.most:
            context = {**told, "max_length": self.most}
            error = InitErrorDetails(type="too_long", input=value, ctx=context)
            wrong = [{**error, "loc": (self.most,)}]
        return together(value, handler, wrong)


@dataclass(frozen=True)
class Size:
    """A text of two numbers around a separator, or one of some words; respelled with the separator.

    Bounds are (minimum, maximum, multiple of); a ratio is width by height, each end as two numbers.
    """

    separator: str
    words: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    width: Bounds | None = None
    height: Bounds | None = None
    side: Bounds | None = None
    longest: Bounds | None = None
    shortest: Bounds | None = None
    area: Bounds | None = None
    ratio: tuple[Ratio | None, Ratio | None] | None = None

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._take, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        side = "[1-9][0-9]{0,5}"
        size = {"pattern": f"^{side}{re.escape(self.separator)}{side}$"}
        either = {"anyOf": [{"enum": list(self.words)}, size]} if self.words else size
        return {**handler(schema), **either}

    def _take(self, text: str) -> str:
        if text in self.words:
            return text
        for separator in (self.separator, *self.others):
            size = dimensions(text, separator)
            if size is not None:
                fault = bound_fault(*size, self._limits())
                if fault:
                    message = "must keep the bounds of its {bound}"
                    raise custom_error(fault, message, {"bound": fault})
                return text.replace(separator, self.separator)
        words = {"separator": self.separator, "words": ", ".join(self.words)}
        message = "must be WIDTH{separator}HEIGHT"
        if self.words:
            message += ", or one of {words}"
        raise custom_error("dimensions", message, words)

    def _limits(self) -> dict[str, tuple[object, ...]]:
        names = ("width", "height", "side", "longest", "shortest", "area", "ratio")
        limits = {name: getattr(self, name) for name in names}
        return {name: limit for name, limit in limits.items() if limit is not None}


@dataclass(frozen=True)
class Image:
    """A picture as text: a URL, a data URI or bare Base64. Only the ends of the data are looked at."""

    sources: tuple[str, ...]
    tolerated: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    megabytes: float | None = None

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._take, handler(source))

    def _take(self, text: str) -> str:
        fault = image_fault(
            text, self.formats, self.sources, self.tolerated, self.megabytes
        )
        if fault is not None and fault[1] == "error":
            raise custom_error(fault[0], fault[2])
        return text


# --- unions ----------------------------------------------------------------------------


@dataclass(frozen=True)
class ByType:
    """The branch of a union that a value is for goes by its type in JSON; places are told without it.

    ``types`` lists for each branch the types, parted by blanks.
    """

    types: tuple[str, ...]

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return branched(source, handler, self.types, json_type)


@dataclass(frozen=True)
class ByModel:
    """The first branch is for bodies that name one of these models, the second for all others."""

    models: tuple[str, ...]

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return branched(source, handler, ("known", "other"), self._branch)

    def _branch(self, body: object) -> str:
        named = isinstance(body, dict) and body.get("model")
        model = getattr(body, "model", None) if isinstance(body, Body) else named
        return "known" if isinstance(model, str) and model in self.models else "other"


def branched(
    union: Any,
    handler: GetCoreSchemaHandler,
    tags: tuple[str, ...],
    choose: Callable[[object], str],
) -> CoreSchema:
    """Make a union whose branch a function chooses."""
    branches = [handler.generate_schema(branch) for branch in get_args(union)]
    choices = {
        tag: branch
        for many, branch in zip(tags, branches, strict=True)
        for tag in many.split(" ")
    }
    schema = core_schema.tagged_union_schema(
        choices,
        discriminator=choose,
        custom_error_type="type",
        custom_error_message=f"must be one of {', '.join(choices)}",
    )
    return core_schema.no_info_wrap_validator_function(without_branch, schema)


def json_type(value: object) -> str:
    """Name the type that a value has in JSON."""
    if isinstance(value, bool):
        return "boolean"
    names = {str: "string", int: "number", float: "number", list: "array"}
    for type_, name in names.items():
        if isinstance(value, type_):
            return name
    return "null" if value is None else "object"


def without_branch(value: Any, handler: Callable[[Any], object]) -> object:
    """Validate by a union, and tell places as they are in the body, without the branch."""
    try:
        return handler(value)
    except ValidationError as error:
        lines = [repeated(line, skip=1) for line in error.errors(include_url=False)]
        raise ValidationError.from_exception_data(error.title, lines) from None


AsInBody = WrapValidator(without_branch)
