"""The adapter for Python, as it is generated."""

from __future__ import annotations

import types
from functools import lru_cache

from builds import SPECS, build, executed
from modelpact.targets import openai_adapter


@lru_cache
def source(name: str) -> str:
    result = build(SPECS[name], targets=[openai_adapter.TARGET])
    (file,) = (f for f in result.files if f.path == f"{name}/openai-adapter/{name}_openai.py")
    return file.text


@lru_cache
def adapter(name: str = "gravitex") -> types.ModuleType:
    return executed(f"{name}_openai", source(name))
