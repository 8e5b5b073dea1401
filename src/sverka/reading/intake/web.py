"""One request to the public web: host checked, connection pinned to the checked address, size and time bounded."""

from __future__ import annotations

import http.client
import ssl
import time
import zlib
from dataclasses import dataclass

from sverka.model.errors import InputError
from sverka.reading.intake.limits import MAX_SOURCE_BYTES
from sverka.reference.addresses import (
    checked_url,
    closed_after,
    connection_to,
    host_header,
    is_public,
    request_target,
    resolve,
)

__all__ = ["Response", "is_public", "open_url"]

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


@dataclass(frozen=True, slots=True)
class Response:
    """An answer: its status, where it redirects to, and at most `MAX_SOURCE_BYTES` + 1 bytes of its body."""

    status: int
    reason: str
    location: str | None
    body: bytes


def open_url(url: str, allow_private: bool = False) -> Response:
    """Ask for one address; redirects are not followed. Raises `InputError` for what is refused or fails."""
    parts, host, port = checked_url(url)
    address = resolve(host, port, url, allow_private=allow_private, advice="save the page and give the file")
    connection = connection_to(parts.scheme, host, port, str(address), TIMEOUT_S)
    headers = _HEADERS | {"Host": host_header(parts, host, port)}
    began = time.monotonic()
    try:
        connection.connect()
        with closed_after(TOTAL_TIMEOUT_S, connection.sock):
            return _answer(connection, request_target(parts), headers)
    except ssl.SSLCertVerificationError as error:
        raise InputError("the page's certificate does not hold", url, "save the page and give the file") from error
    except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
        if isinstance(error, TimeoutError) or time.monotonic() - began >= TOTAL_TIMEOUT_S:
            raise InputError("the page does not arrive in time", url, "save it and give the file") from error
        what = f"the page cannot be read ({type(error).__name__})"
        raise InputError(what, url, "check the address and the network") from error
    finally:
        connection.close()


def _answer(connection: http.client.HTTPConnection, target: str, headers: dict[str, str]) -> Response:
    connection.request("GET", target, headers=headers)
    with connection.getresponse() as answer:
        body = _body(answer)
        if answer.headers.get("Content-Encoding", "").lower() in {"gzip", "x-gzip"}:
            body = zlib.decompressobj(wbits=31).decompress(body, MAX_SOURCE_BYTES + 1)
        return Response(answer.status, answer.reason, answer.headers.get("Location"), body)


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
