"""What schemathesis checks beside its own: a request that breaks the description is refused."""

from __future__ import annotations

import json
import os

import schemathesis
from schemathesis.specs.openapi.checks import negative_data_rejection

KNOWN = json.loads(os.environ["KNOWN_MODELS"])


@schemathesis.check
def broken_requests_are_refused(
    ctx: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case
) -> bool | None:
    """The lists of a gateway are open: an unknown model is only warned of, which the description cannot say."""
    model = case.body.get("model") if isinstance(case.body, dict) else None
    if isinstance(model, str) and model and model not in KNOWN:
        return None
    return negative_data_rejection(ctx, response, case)
