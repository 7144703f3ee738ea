"""What can go wrong, under the names that openai-python uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ._provider import BaseError
from ._raw import RawResponse, RequestInfo

__all__ = [
    "APIConnectionError",
    "APIError",
    "APIResponseValidationError",
    "APIStatusError",
    "APITimeoutError",
    "AuthenticationError",
    "BadRequestError",
    "ConflictError",
    "ImageDecodeError",
    "ImageDownloadError",
    "ImageInputError",
    "InternalServerError",
    "Issue",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimitError",
    "UnprocessableEntityError",
    "ValidationError",
    "status_error",
]


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding about a request: where (a JSON Pointer), which, how grave, and how to mend it."""

    pointer: str
    code: str
    severity: str
    message: str
    fix: dict[str, object] | None = None

    def __str__(self) -> str:
        return f"{self.pointer or '(body)'}: {self.message} [{self.code}]"


class ValidationError(BaseError, ValueError):
    """The request breaks the rules of its model. Nothing was sent."""

    def __init__(self, model: str, issues: tuple[Issue, ...]) -> None:
        super().__init__(model, issues)
        self.model = model
        self.issues = issues

    def __str__(self) -> str:
        told = "".join(f"\n  {issue}" for issue in self.issues)
        return f"{self.model} does not take this request; validate=False sends it anyway:{told}"


class ImageInputError(BaseError, ValueError):
    """A picture that goes in cannot be read or is none. Nothing was sent."""


class ImageDecodeError(BaseError, ValueError):
    """A picture that came back cannot be decoded. Nothing was written."""


class ImageDownloadError(BaseError):
    """The link to a picture was refused or does not lead to it. Nothing was written."""


class APIError(BaseError):
    """A call that was begun and did not end well.

    ``maybe_billed``: the server may have begun to work, so that sending again may cost again.
    ``idempotency_key``: what the call was marked with, on every attempt.
    """

    def __init__(
        self,
        message: str,
        *,
        request: RequestInfo,
        body: Any = None,
        code: int | str | None = None,
        maybe_billed: bool = False,
        idempotency_key: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.request = request
        self.body = body
        self.code = code
        self.maybe_billed = maybe_billed
        self.idempotency_key = idempotency_key

    def __str__(self) -> str:
        if not (self.maybe_billed and self.idempotency_key):
            return self.message
        return (
            f"{self.message} (it may have been billed;"
            f" idempotency key {self.idempotency_key})"
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return _revived, (type(self), self.args, self.__dict__)


def _revived(kind: type[APIError], args: tuple[Any, ...], state: Any) -> APIError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


class APIConnectionError(APIError):
    """No answer came: no connection, or it broke."""


class APITimeoutError(APIConnectionError):
    """No answer came in time."""


class _Answered(APIError):
    """An error that has the answer."""

    def __init__(self, message: str, *, response: RawResponse, **rest: Any) -> None:
        super().__init__(message, **rest)
        self.response = response
        self.request_id = response.request_id


class APIResponseValidationError(_Answered):
    """The answer is not what was promised: no JSON, no pictures, too long."""

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        return self.response.status_code


class APIStatusError(_Answered):
    """The server refused or failed.

    ``status_code`` is the code that the body gives, or the HTTP status where it gives none.
    """

    def __init__(self, message: str, *, status_code: int, **rest: Any) -> None:
        super().__init__(message, **rest)
        self.status_code = status_code


class BadRequestError(APIStatusError):
    """400: a value was refused."""


class AuthenticationError(APIStatusError):
    """401: the key is missing or wrong."""


class PermissionDeniedError(APIStatusError):
    """403: the key may not do this."""


class NotFoundError(APIStatusError):
    """404: no such model or address."""


class ConflictError(APIStatusError):
    """409: it clashes with another request."""


class UnprocessableEntityError(APIStatusError):
    """422: understood and refused."""


class RateLimitError(APIStatusError):
    """429: too many requests, or no credit."""


class InternalServerError(APIStatusError):
    """500 and above: the gateway or the model behind it failed."""


_BY_STATUS: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}


def status_error(status: int) -> type[APIStatusError]:
    """The class for a status or a code of the body."""
    if status >= 500:
        return InternalServerError
    return _BY_STATUS.get(status, APIStatusError)


# Tracebacks show the names that people import.
for _name in __all__:
    if isinstance(globals()[_name], type):
        globals()[_name].__module__ = __package__
