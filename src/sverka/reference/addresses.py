"""Addresses of the public web, and connections to them: what everyone who asks a server must hold to.

An address comes from outside, and so does what it redirects to. Its host is resolved once, it is refused unless all
its addresses are public, and the connection goes to the very address that was checked.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from sverka.model.errors import InputError
from sverka.reference.networks import IPAddress, is_public

__all__ = [
    "IPAddress",
    "Resolver",
    "checked_url",
    "closed_after",
    "connection_to",
    "host_header",
    "is_public",
    "redirected",
    "request_target",
    "resolve",
]

Resolver = Callable[..., Sequence[tuple[Any, ...]]]
"""Gives the addresses of a host, as `socket.getaddrinfo` does."""

_FORM = "give http(s)://host/path"


def checked_url(url: str) -> tuple[SplitResult, str, int]:
    """The parts of an address, its host as ASCII, and its port; `InputError` where it is none of http or https."""
    try:
        parts = urlsplit(url)
        host = (
            (parts.hostname or "").encode("idna").decode("ascii")
            if ":" not in (parts.hostname or "")
            else parts.hostname
        )
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise InputError("the address is malformed", url, _FORM) from error
    if parts.scheme not in {"http", "https"} or not host:
        raise InputError("the address is malformed", url, _FORM)
    return parts, host, port


def redirected(url: str, location: str) -> str:
    """The address that an answer of `url` leads to; `InputError` where it is none, or has not the protection of `url`:
    what was asked for over TLS is not taken from whoever stands in between.
    """
    try:
        following = urljoin(url, location)
        open_now = urlsplit(url).scheme == "https" and urlsplit(following).scheme == "http"
    except ValueError as error:
        raise InputError("the page leads to an address that is malformed", url, "check the address") from error
    if open_now:
        raise InputError("the server redirects to an unprotected address", following, "check the address")
    return following


def resolve(
    host: str, port: int, url: str, *, allow_private: bool, advice: str, resolver: Resolver | None = None
) -> IPAddress:
    """The first address of a host, once all of them are found public; `advice` is for whoever asked for another.

    `resolver` stands in for that of the system.
    """
    try:
        found = (resolver or socket.getaddrinfo)(host, port, type=socket.SOCK_STREAM)
        addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    except (OSError, ValueError) as error:
        raise InputError("there is no such host", url, "check the address and the network") from error
    if not addresses:
        raise InputError("there is no such host", url, "check the address and the network")
    if not allow_private and not all(is_public(address) for address in addresses):
        raise InputError("the address is of a private network", url, advice)
    return addresses[0]


def connection_to(scheme: str, host: str, port: int, address: str, timeout: float) -> http.client.HTTPConnection:
    """A connection to the checked address; over TLS the certificate is that of the host's name."""
    if scheme == "http":
        return http.client.HTTPConnection(address, port, timeout=timeout)
    return _PinnedHTTPSConnection(host, port, address, timeout)


class _PinnedHTTPSConnection(http.client.HTTPSConnection):
    """HTTPS to a given address, with the name of the host in SNI and for the certificate."""

    def __init__(self, host: str, port: int, address: str, timeout: float) -> None:
        self._context_checked = ssl.create_default_context()
        super().__init__(host, port, timeout=timeout, context=self._context_checked)
        self._address = address
        self._seconds = timeout

    def connect(self) -> None:
        plain = socket.create_connection((self._address, self.port), self._seconds)
        try:
            self.sock = self._context_checked.wrap_socket(plain, server_hostname=self.host)
        except (OSError, ValueError):
            plain.close()
            raise


def request_target(parts: SplitResult) -> str:
    """Path and query as ASCII; whatever an address may not hold is percent-encoded, control characters included."""
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return f"{path}?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?[]')}" if parts.query else path


def host_header(parts: SplitResult, host: str, port: int) -> str:
    """The value of the `Host` header."""
    name = f"[{host}]" if ":" in host else host
    return name if port == (443 if parts.scheme == "https" else 80) else f"{name}:{port}"


@contextmanager
def closed_after(seconds: float, sock: socket.socket) -> Iterator[None]:
    """Shut a connection down after so long, whatever is being waited for: a server may drip bytes for ever."""
    expired = threading.Event()

    def shut() -> None:
        expired.set()
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, shut)
    timer.daemon = True
    timer.start()
    try:
        yield
        if expired.is_set():
            raise TimeoutError
    finally:
        timer.cancel()
