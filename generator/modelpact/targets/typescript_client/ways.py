"""The tables that say how each model is called, where that is more than one JSON body sent and one received."""

from __future__ import annotations

from modelpact import ir, operations
from modelpact.print_ts import Data, data
from modelpact.text import Code

_PLAIN = ir.Envelope(name="plain", images="/data", created="/created")


def tables(provider: ir.Provider) -> Code:
    """``HEADERS``, ``OTHERS`` for models that are not known, and ``WAYS``; empty where nothing needs them."""
    if operations.is_plain(provider):
        return Code()
    first = provider.operations[0]
    found: dict[str, tuple[str, Data]] = {
        "HEADERS": ("Readonly<Record<string, string>>", dict(provider.headers)),
        "OTHERS": (
            'import("./calls.js").Way',
            _way(provider, first, first, [], [], provider.response),
        ),
        "WAYS": (
            'readonly (readonly [string, import("./calls.js").Way])[]',
            [[model.id, _model(provider, model)] for model in provider.models],
        ),
    }
    return Code(
        "\n".join(
            f"/** @type {{{kind}}} */\n{data(value, before=f'const {name} = ', after=';')}"
            for name, (kind, value) in found.items()
        )
    )


def _model(provider: ir.Provider, model: ir.Model) -> dict[str, Data]:
    usual, pictured = operations.of_model(provider, model)
    forms = any(map(operations.is_multipart, (usual, pictured)))
    places: list[Data] = [list(p) for p in model.images.places] if usual != pictured else []
    files: list[Data] = list(operations.pictured(model)) if forms else []
    return _way(provider, usual, pictured, places, files, model.response)


def _way(
    provider: ir.Provider,
    usual: ir.Operation,
    pictured: ir.Operation,
    places: list[Data],
    files: list[Data],
    response: ir.Response,
) -> dict[str, Data]:
    found = response.filtered
    return {
        "usual": _operation(usual),
        "pictured": _operation(pictured),
        "places": places,
        "files": files,
        "shapes": [_shape(envelope) for envelope in response.envelopes or (_PLAIN,)],
        "binary": bool(response.binary),
        "poll": _poll(provider, response.poll) if response.poll else None,
        "filter": (
            {"path": found.path, "values": list(found.values), "reason": found.reason}
            if found
            else None
        ),
    }


def _operation(operation: ir.Operation | None) -> Data:
    if operation is None:
        return None
    return {
        "method": operation.method,
        "path": [[*piece] for piece in operations.pieces(operation.path)],
        "contentType": operation.content_type,
        "brackets": operation.array_names == "brackets",
    }


def _shape(envelope: ir.Envelope) -> dict[str, Data]:
    return {
        "images": envelope.images,
        "created": envelope.created,
        "code": envelope.code,
        "message": envelope.message,
        "success": envelope.success,
        "error": envelope.error,
    }


def _poll(provider: ir.Provider, poll: ir.Poll) -> dict[str, Data]:
    asks, answer = operations.polled(provider, poll)
    return {
        "status": poll.status,
        "done": list(poll.done),
        "failed": list(poll.failed),
        "asks": _operation(asks),
        "id": poll.id,
        "link": poll.link,
        "hosts": list(poll.hosts),
        "answer": _operation(answer),
        "reason": poll.reason,
        "interval": poll.interval,
        "timeout": poll.timeout,
    }
