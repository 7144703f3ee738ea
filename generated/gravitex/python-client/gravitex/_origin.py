"""Origins: scheme, host and port."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

PORTS: Final = {"http": 80, "https": 443}


def origin_of(url: str) -> str:
    """Spell the origin of an http or https URL with its port; empty where it is none."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in PORTS or not parts.hostname:
        return ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}:{port or PORTS[parts.scheme]}"
