"""One request to the public web: host checked, connection pinned to the checked address, size and time bounded."""

from __future__ import annotations

import http.client
import ssl
import time
import zlib
from dataclasses import dataclass

from sverka.model.errors import InputError
from sverka.reading.intake.limits import MAX_SOURCE_BYTES, check_source_size
from sverka.reference.addresses import (
    Resolver,
    checked_url,
    closed_after,
    connection_to,
    host_header,
    is_public,
    request_target,
    resolve,
)
from sverka.reference.bodies import Body, BodyError

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


def open_url(url: str, allow_private: bool = False, *, resolver: Resolver | None = None) -> Response:
    """Ask for one address; redirects are not followed. Raises `InputError` for what is refused or fails.

    `resolver` stands in for that of the system.
    """
    parts, host, port = checked_url(url)
    advice = "save the page and give the file"
    address = resolve(host, port, url, allow_private=allow_private, advice=advice, resolver=resolver)
    connection = connection_to(parts.scheme, host, port, str(address), TIMEOUT_S)
    headers = _HEADERS | {"Host": host_header(parts, host, port)}
    began = time.monotonic()
    try:
        connection.connect()
        with closed_after(TOTAL_TIMEOUT_S, connection.sock):
            return _answer(connection, request_target(parts), headers, url)
    except ssl.SSLCertVerificationError as error:
        raise InputError("the page's certificate does not hold", url, "save the page and give the file") from error
    except InputError:
        raise
    except BodyError as error:
        raise InputError(str(error), url, "try again, or save the page and give the file") from error
    except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
        if isinstance(error, TimeoutError) or time.monotonic() - began >= TOTAL_TIMEOUT_S:
            raise InputError("the page does not arrive in time", url, "save it and give the file") from error
        what = f"the page cannot be read ({type(error).__name__})"
        raise InputError(what, url, "check the address and the network") from error
    finally:
        connection.close()


def _answer(connection: http.client.HTTPConnection, target: str, headers: dict[str, str], url: str) -> Response:
    connection.request("GET", target, headers=headers)
    sock = connection.sock
    with connection.getresponse() as answer:
        location = answer.headers.get("Location")
        if not 200 <= answer.status < 300:  # nobody reads the body of such an answer
            return Response(answer.status, answer.reason, location, b"")
        body = Body.of(answer, sock, TOTAL_TIMEOUT_S)
        check_source_size(body.announced or 0, url)
        data = _unpacked(_taken(body), answer.headers.get("Content-Encoding", "").strip().lower())
        return Response(answer.status, answer.reason, location, data)


def _taken(body: Body) -> bytes:
    """The body, one byte beyond the limit at most."""
    parts: list[bytes] = []
    while body.came <= MAX_SOURCE_BYTES:
        part = body.read(min(_CHUNK_BYTES, MAX_SOURCE_BYTES + 1 - body.came))
        if not part:
            break
        parts.append(part)
    return b"".join(parts)


def _unpacked(data: bytes, encoding: str) -> bytes:
    """The page itself, one byte beyond the limit at most; `BodyError` where it is packed otherwise, or not whole."""
    if encoding in {"", "identity"}:
        return data
    if encoding not in {"gzip", "x-gzip"}:
        raise BodyError("the page comes in an encoding that was not asked for")
    parts: list[bytes] = []
    left, size = data, 0
    while size <= MAX_SOURCE_BYTES:
        packed = zlib.decompressobj(wbits=31)
        parts.append(packed.decompress(left, MAX_SOURCE_BYTES + 1 - size))
        size += len(parts[-1])
        left = packed.unused_data.lstrip(b"\0")
        if size <= MAX_SOURCE_BYTES and not packed.eof:
            raise BodyError("the packed page has no end")
        if not left:
            break
    return b"".join(parts)
