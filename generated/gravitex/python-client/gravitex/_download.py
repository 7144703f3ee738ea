"""Fetch pictures from links that a server chose: without the key, and from public addresses only."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import threading
import time
from functools import cache
from typing import TYPE_CHECKING, Final
from urllib.parse import SplitResult, urljoin, urlsplit

from ._errors import ImageDownloadError
from ._origin import PORTS, origin_of
from ._provider import USER_AGENT

if TYPE_CHECKING:
    import http.client
    import ssl

MOST_BYTES: Final = 64 * 2**20
SECONDS: Final = 60.0
MOST_HOPS: Final = 5
_CHUNK: Final = 2**16
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def download(url: str, origin: str = "") -> bytes:
    """Return what a link leads to.

    Every hop is checked: http or https, no step down to http, no private address unless the link has
    the ``origin`` of the configured server; the connection goes to the address that was checked.
    """
    deadline = time.monotonic() + SECONDS
    for _ in range(MOST_HOPS + 1):
        parts = _checked(url)
        addresses = _addresses(parts, trusted=bool(origin) and origin_of(url) == origin)
        answer = _Answer(parts, addresses, deadline)
        if answer.location is None:
            return answer.content
        target = urljoin(url, answer.location)
        if parts.scheme == "https" and urlsplit(target).scheme != "https":
            raise ImageDownloadError(
                "refused: the link leads from https to something else"
            )
        url = target
    raise ImageDownloadError(f"refused: the link leads on more than {MOST_HOPS} times")


def _checked(url: str) -> SplitResult:
    """Split a URL that says plainly where it leads."""
    odd = any(not "!" <= sign <= "~" or sign == "\\" for sign in url)
    if odd or not origin_of(url):
        raise ImageDownloadError("refused: the link is no plain http or https URL")
    parts = urlsplit(url)
    if parts.username is not None or parts.password is not None:
        raise ImageDownloadError("refused: the link carries a user name")
    return parts


def _addresses(parts: SplitResult, trusted: bool) -> list[str]:
    """The addresses of the host, all of which must be public unless it is trusted."""
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise ImageDownloadError(
            f"the host {host!r} of the link is not known"
        ) from None
    addresses = [str(info[4][0]) for info in found]
    for address in addresses:
        if not trusted and not is_public(address):
            raise ImageDownloadError(
                f"refused: {host!r} is the private address {address}; such links are followed"
                " only to the server of base_url"
            )
    return addresses


def is_public(text: str) -> bool:
    """Tell whether an address is one of the open internet, also where it wraps another."""
    try:
        address: Address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        inner = inner or (address.teredo[1] if address.teredo else None)
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


class _Answer:
    """One answer, read to its end: where it leads on to, or its content."""

    def __init__(
        self, parts: SplitResult, addresses: list[str], deadline: float
    ) -> None:
        self.location: str | None = None
        self.content = b""
        import http.client

        connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
        timer: threading.Timer | None = None
        try:
            left = max(deadline - time.monotonic(), 0.001)
            sock = _connected(parts, addresses, left)
            connection.sock = sock
            # A timeout counts from byte to byte; only this ends an answer that drips.
            timer = threading.Timer(
                max(deadline - time.monotonic(), 0.001), _end, [sock]
            )
            timer.daemon = True
            timer.start()
            self._read(connection, parts)
        except (OSError, http.client.HTTPException, ValueError) as error:
            late = time.monotonic() >= deadline
            why = f"not done after {SECONDS:.0f} s" if late else type(error).__name__
            raise ImageDownloadError(f"the download failed: {why}") from None
        finally:
            if timer is not None:
                timer.cancel()
            connection.close()
        if time.monotonic() >= deadline:
            raise ImageDownloadError(f"the download was not done after {SECONDS:.0f} s")

    def _read(self, connection: http.client.HTTPConnection, parts: SplitResult) -> None:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.putrequest("GET", target, skip_host=True, skip_accept_encoding=True)
        connection.putheader("Host", parts.netloc)
        connection.putheader("User-Agent", USER_AGENT)
        connection.putheader("Accept", "image/*")
        connection.putheader("Accept-Encoding", "identity")
        connection.putheader("Connection", "close")
        connection.endheaders()
        answer = connection.getresponse()
        if answer.status in (301, 302, 303, 307, 308):
            self.location = answer.headers.get("Location")
            if self.location:
                return
        if answer.status != 200:
            raise ImageDownloadError(
                f"the link answers {answer.status}; links expire, so save pictures early"
            )
        if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise ImageDownloadError("refused: the picture is packed, unasked")
        content = bytearray()
        while chunk := answer.read(_CHUNK):
            content += chunk
            if len(content) > MOST_BYTES:
                size = MOST_BYTES // 2**20
                raise ImageDownloadError(f"refused: the picture is over {size} MiB")
        if answer.length:
            raise ImageDownloadError("the download broke off before its end")
        self.content = bytes(content)


def _connected(
    parts: SplitResult, addresses: list[str], seconds: float
) -> socket.socket:
    """Connect to one of the addresses that were checked."""
    port = parts.port or PORTS[parts.scheme]
    failure: OSError = OSError("no address")
    for address in addresses:
        try:
            sock = socket.create_connection((address, port), min(seconds, 15.0))
        except OSError as error:
            failure = error
            continue
        if parts.scheme == "http":
            return sock
        try:
            return _tls().wrap_socket(sock, server_hostname=parts.hostname)
        except BaseException:
            sock.close()
            raise
    raise failure


@cache
def _tls() -> ssl.SSLContext:
    """What httpx2 trusts; to read it takes longer than a small picture."""
    import httpx2

    return httpx2.create_ssl_context()


def _end(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)
