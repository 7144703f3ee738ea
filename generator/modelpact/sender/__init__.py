"""Sends the requests of a plan to a gateway, and keeps what comes back. Nothing else here talks to the outside."""

from __future__ import annotations
