T = TypeVar("T")
Ratio = tuple[int, int]
Bounds = tuple[float | None, float | None, float | None]
Limits = dict[str, tuple[object, ...]]


class Issue(NamedTuple):
    """A rule that an object breaks: where (a JSON Pointer from the object), the rule's id, and why."""

    pointer: str
    code: str
    message: str


class Body(BaseModel):
    """An object of a request.

    One ``ValidationError`` tells all that is wrong: with the members, and between them. What is unknown is kept.
    """

    model_config = ConfigDict(
        strict=True,
        extra="allow",
        allow_inf_nan=False,
        protected_namespaces=(),
        serialize_by_alias=True,
        use_attribute_docstrings=True,
        json_schema_extra=lambda schema: without_null_defaults(schema),
    )

    @staticmethod
    def _check_rules(body: dict[str, object], issues: list[Issue]) -> None:
        """Note what rules between the members are broken."""

    @model_validator(mode="wrap")
    @classmethod
    def _check(cls, data: Any, handler: ModelWrapValidatorHandler[Any]) -> Any:
        issues: list[Issue] = []
        if isinstance(data, dict):
            cls._check_rules(plain(data), issues)
        return together(data, handler, [located(issue, data) for issue in issues])


def without_null_defaults(schema: dict[str, Any]) -> None:
    """Drop ``"default": null``, which here means that nothing is sent."""
    for member in schema.get("properties", {}).values():
        if member.get("default", 0) is None:
            del member["default"]


def plain(body: dict[str, object]) -> dict[str, object]:
    """Return a body as plain data: where models stand in it, a copy with their data in their place."""
    seen = {id(body)}
    waiting: list[Any] = [body]
    while waiting:
        for _, item in entries(waiting.pop()):
            if isinstance(item, BaseModel):
                return spelled_out(body)
            if isinstance(item, (dict, list)) and id(item) not in seen:
                seen.add(id(item))
                waiting.append(item)
    return body


def spelled_out(body: dict[str, object]) -> dict[str, object]:
    """Copy a body, with the data of models in their place."""
    top = body.copy()
    waiting: list[Any] = [top]
    while waiting:
        node = waiting.pop()
        for key, item in list(entries(node)):
            if isinstance(item, BaseModel):
                node[key] = item.model_dump(by_alias=True, exclude_unset=True)
            elif isinstance(item, (dict, list)):
                node[key] = item.copy()
                waiting.append(node[key])
    return top


def entries(node: Any) -> Iterable[tuple[Any, Any]]:
    """Pair what is in a dict or a list with its keys."""
    return node.items() if isinstance(node, dict) else enumerate(node)


def located(issue: Issue, body: object) -> InitErrorDetails:
    """Say a broken rule as pydantic says what is wrong."""
    loc: list[int | str] = []
    value = body
    for step in issue.pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        index = isinstance(value, list) and name.isdigit()
        loc.append(int(name) if index else name)
        found = at(value, name)
        value = value if found is MISSING else found
    error = custom_error(issue.code, issue.message)
    return InitErrorDetails(type=error, loc=tuple(loc), input=value)


def custom_error(
    code: str, message: str, context: dict[str, Any] | None = None
) -> PydanticCustomError:
    """Make an error with a code of its own; texts come from the generator, though not as literals."""
    return PydanticCustomError(cast(Any, code), cast(Any, message), context)


def together(
    value: Any, handler: Callable[[Any], T], more: list[InitErrorDetails]
) -> T:
    """Validate a value, and raise what is wrong with it together with what else was found."""
    try:
        result = handler(value)
    except ValidationError as error:
        if not more:
            raise
        lines = [repeated(line) for line in error.errors(include_url=False)]
        raise ValidationError.from_exception_data(
            error.title, [*lines, *more]
        ) from None
    if more:
        raise ValidationError.from_exception_data("Body", more)
    return result


def repeated(line: ErrorDetails, skip: int = 0) -> InitErrorDetails:
    """Raise an error once more, without the first steps of its place."""
    context = line.get("ctx", {})
    kind: str | PydanticCustomError = line["type"]
    try:
        PydanticKnownError(cast(Any, kind), context)
    except (KeyError, TypeError):
        kind = custom_error(line["type"], line["msg"])
    return InitErrorDetails(
        type=kind, loc=line["loc"][skip:], input=line["input"], ctx=context
    )
