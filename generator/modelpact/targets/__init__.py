"""The kinds of output. Adding one is a module, a line here and a folder of templates."""

from __future__ import annotations

from modelpact.files import Target
from modelpact.targets import (
    catalog,
    go,
    jsonschema,
    markdown,
    models_json,
    openai_adapter,
    openapi,
    pydantic,
    python_client,
    python_validators,
    site,
    tools,
    typescript_client,
    typescript_validators,
    vectors,
    zod,
)

TARGETS: tuple[Target, ...] = (
    catalog.TARGET,
    python_validators.TARGET,
    pydantic.TARGET,
    jsonschema.TARGET,
    markdown.TARGET,
    models_json.TARGET,
    openai_adapter.TARGET,
    openapi.TARGET,
    python_client.TARGET,
    site.TARGET,
    tools.TARGET,
    typescript_client.TARGET,
    go.TARGET,
    typescript_validators.TARGET,
    vectors.TARGET,
    zod.TARGET,
)

__all__ = ["TARGETS"]
