"""HTTP with the standard library: one request, one answer, bounded; no redirect is followed."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlsplit

LARGEST: Final = 256 * 1024 * 1024
"""Bytes of an answer that are read at most: base64 of several large pictures."""


class Unreached(Exception):
    """Nothing came back, or nothing whole."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer; ``data`` is cut at the bound that was asked for. Header names are in small letters."""

    status: int
    headers: dict[str, str]
    data: bytes
    seconds: float


def is_loopback(url: str) -> bool:
    """Tell whether an address is one of this machine, spelled as such."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def wrong_url(url: str) -> str | None:
    """Say why a URL is none to send to, or None."""
    try:
        parts = urlsplit(url)
        found = parts.port
    except ValueError as error:
        return str(error)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return "it must begin with http:// or https:// and name a host"
    if parts.username is not None or parts.query or parts.fragment:
        return "it must have no user, query or fragment"
    if any(ord(char) <= 32 or ord(char) > 126 for char in url) or found == 0:
        return "it has a character or port that no URL has"
    return None


def ask(
    method: str,
    url: str,
    headers: Mapping[str, str],
    body: bytes | None = None,
    *,
    timeout: float,
    most: int = LARGEST,
    private: bool = True,
) -> Reply:
    """Send a request and read up to ``most`` bytes of the answer.

    Without ``private`` an address that is not public is refused: the one connected to is the one that was looked at.
    ``timeout`` is in seconds, for each wait. Raises Unreached.
    """
    parts = urlsplit(url)
    began = time.monotonic()
    try:
        connection = _connected(parts, timeout, private)
    except (OSError, ValueError) as error:
        raise Unreached(str(error) or type(error).__name__) from error
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(method, target, body, {"User-Agent": "modelpact-probe", **headers})
        answer = connection.getresponse()
        data = answer.read(most)
        named = {name.lower(): value for name, value in answer.getheaders()}
        return Reply(answer.status, named, data, time.monotonic() - began)
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise Unreached(f"{type(error).__name__}: {error}"[:200]) from error
    finally:
        connection.close()


def _connected(parts: SplitResult, timeout: float, private: bool) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    family, address = _address(host, port, private)
    stream = socket.socket(family, socket.SOCK_STREAM)
    try:
        stream.settimeout(timeout)
        stream.connect(address)
        stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if secure:
            stream = ssl.create_default_context().wrap_socket(stream, server_hostname=host)
    except BaseException:
        stream.close()
        raise
    connection = http.client.HTTPConnection(host, port, timeout=timeout)
    if secure:  # what stands in Host
        connection.default_port = 443
    connection.sock = stream
    return connection


def _address(host: str, port: int, private: bool) -> tuple[socket.AddressFamily, tuple[str, int]]:
    for family, _, _, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if family not in (socket.AF_INET, socket.AF_INET6):
            continue
        if private or _public(str(address[0])):
            return family, (str(address[0]), port)
    raise ValueError(f"{host} has no public address")


def _public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return found.is_global and not found.is_multicast
