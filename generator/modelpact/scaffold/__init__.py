"""Pacts as text: written as people would write them, for a new provider, a new model, or an import."""

from __future__ import annotations

from modelpact.scaffold.files import Pacts, files, text
from modelpact.scaffold.likeness import like
from modelpact.scaffold.starter import key_variable, starter, titled

__all__ = ["Pacts", "files", "key_variable", "like", "starter", "text", "titled"]
