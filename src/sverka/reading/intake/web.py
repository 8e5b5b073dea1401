"""One request to the public web: host checked, connection pinned to the checked address, size and time bounded."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit

from sverka.model.errors import InputError
from sverka.reading.intake.limits import MAX_SOURCE_BYTES

TIMEOUT_S = 15.0
"""For connecting and for each wait on the network."""

TOTAL_TIMEOUT_S = 30.0
"""For the whole of one answer."""

_CHUNK_BYTES = 65_536
_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; sverka)",
    "Accept": "text/html,text/plain,text/markdown;q=0.9,*/*;q=0.1",
    "Accept-Encoding": "identity",
    "Connection": "close",
}

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Response:
    """An answer: its status, where it redirects to, and at most `MAX_SOURCE_BYTES` + 1 bytes of its body."""

    status: int
    reason: str
    location: str | None
    body: bytes


def is_public(address: IPAddress) -> bool:
    """Whether an address is one of the public internet, whichever way it is written.

    >>> is_public(ipaddress.ip_address("127.0.0.1")), is_public(ipaddress.ip_address("::ffff:10.0.0.1"))
    (False, False)
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and address in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def open_url(url: str, allow_private: bool = False) -> Response:
    """Ask for one address; redirects are not followed. Raises `InputError` for what is refused or fails."""
    parts, host, port = _checked(url)
    address = _resolve(host, port, url, allow_private)
    connection = _connection(parts.scheme, host, port, str(address))
    headers = _HEADERS | {"Host": _host_header(parts, host, port)}
    began = time.monotonic()
    try:
        connection.connect()
        with _closed_after(TOTAL_TIMEOUT_S, connection.sock):
            return _answer(connection, _target(parts), headers)
    except ssl.SSLCertVerificationError as error:
        raise InputError("the page's certificate does not hold", url, "save the page and give the file") from error
    except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
        if isinstance(error, TimeoutError) or time.monotonic() - began >= TOTAL_TIMEOUT_S:
            raise InputError("the page does not arrive in time", url, "save it and give the file") from error
        what = f"the page cannot be read ({type(error).__name__})"
        raise InputError(what, url, "check the address and the network") from error
    finally:
        connection.close()


@contextmanager
def _closed_after(seconds: float, sock: socket.socket) -> Iterator[None]:
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


def _answer(connection: http.client.HTTPConnection, target: str, headers: dict[str, str]) -> Response:
    connection.request("GET", target, headers=headers)
    with connection.getresponse() as answer:
        body = _body(answer)
        if answer.headers.get("Content-Encoding", "").lower() in {"gzip", "x-gzip"}:
            body = zlib.decompressobj(wbits=31).decompress(body, MAX_SOURCE_BYTES + 1)
        return Response(answer.status, answer.reason, answer.headers.get("Location"), body)


def _checked(url: str) -> tuple[SplitResult, str, int]:
    """The parts of an address, its host as ASCII, and its port."""
    try:
        parts = urlsplit(url)
        host = (
            (parts.hostname or "").encode("idna").decode("ascii")
            if ":" not in (parts.hostname or "")
            else parts.hostname
        )
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise InputError("the address is malformed", url, "give http(s)://host/path") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise InputError("the address is malformed", url, "give http(s)://host/path")
    return parts, host, port


def _resolve(host: str, port: int, url: str, allow_private: bool) -> IPAddress:
    """The first address of a host, once all of them are found public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise InputError("there is no such host", url, "check the address and the network") from error
    addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    if not allow_private and not all(is_public(address) for address in addresses):
        raise InputError("the address is of a private network", url, "save the page and give the file")
    return addresses[0]


def _connection(scheme: str, host: str, port: int, address: str) -> http.client.HTTPConnection:
    """A connection to the checked address; over TLS the certificate is that of the host's name."""
    if scheme == "http":
        return http.client.HTTPConnection(address, port, timeout=TIMEOUT_S)
    return _PinnedHTTPSConnection(host, port, address)


class _PinnedHTTPSConnection(http.client.HTTPSConnection):
    """HTTPS to a given address, with the name of the host in SNI and for the certificate."""

    def __init__(self, host: str, port: int, address: str) -> None:
        self._context_checked = ssl.create_default_context()
        super().__init__(host, port, timeout=TIMEOUT_S, context=self._context_checked)
        self._address = address

    def connect(self) -> None:
        plain = socket.create_connection((self._address, self.port), TIMEOUT_S)
        try:
            self.sock = self._context_checked.wrap_socket(plain, server_hostname=self.host)
        except (OSError, ValueError):
            plain.close()
            raise


def _target(parts: SplitResult) -> str:
    """Path and query as ASCII; whatever an address may not hold is percent-encoded, control characters included."""
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return f"{path}?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?[]')}" if parts.query else path


def _host_header(parts: SplitResult, host: str, port: int) -> str:
    name = f"[{host}]" if ":" in host else host
    return name if port == (443 if parts.scheme == "https" else 80) else f"{name}:{port}"


def _body(answer: http.client.HTTPResponse) -> bytes:
    """The body, one byte beyond the limit at most."""
    parts: list[bytes] = []
    size = 0
    while size <= MAX_SOURCE_BYTES:
        part = answer.read1(min(_CHUNK_BYTES, MAX_SOURCE_BYTES + 1 - size))
        if not part:
            break
        parts.append(part)
        size += len(part)
    return b"".join(parts)
