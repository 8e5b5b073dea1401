"""The body of an answer of a server, taken whole: as many bytes as were announced, no fewer and no more."""

from __future__ import annotations

import http.client
import socket
from dataclasses import dataclass

from sverka.reference.addresses import closed_after

_MORE_SECONDS = 0.2
"""How long is waited for a byte beyond the last one that was announced; a server that keeps to itself sends none."""
_MAX_DIGITS = 18
_WITHOUT_BODY = frozenset({204, 304})


class BodyError(Exception):
    """A body that is not as it was announced; the words say how."""


@dataclass(slots=True)
class Body:
    """A body as it comes: `read(n)` gives at most n bytes and none at the end.

    `announced` is its length where the server tells one, and `has_end` whether its end can be told from a connection
    that broke off: by a length, or by chunks.
    """

    answer: http.client.HTTPResponse
    sock: socket.socket
    announced: int | None
    has_end: bool
    read_seconds: float
    came: int = 0

    @classmethod
    def of(cls, answer: http.client.HTTPResponse, sock: socket.socket, read_seconds: float) -> Body:
        """The body of an answer whose head has come; `BodyError` for lengths that are none, or of which two differ."""
        chunked = answer.headers.get("Transfer-Encoding", "").lower().strip() == "chunked"
        announced = None if chunked else _length(answer)
        if announced is not None and answer.status not in _WITHOUT_BODY:
            answer.length = announced + 1  # so that the library reads on to where a byte too many would be
        return cls(answer, sock, announced, chunked or announced is not None, read_seconds)

    def read(self, size: int) -> bytes:
        """The next bytes; `BodyError` where there are fewer or more than announced, `TimeoutError` for a drip."""
        if self.announced is not None and self.came >= self.announced:
            return self._beyond()
        with closed_after(self.read_seconds, self.sock):
            part = self.answer.read1(size)
        self.came += len(part)
        if self.announced is not None and self.came > self.announced:
            raise BodyError(f"the server sends more than the {self.announced:,} bytes that it announced")
        if self.announced is not None and not part:
            raise BodyError(f"the connection broke off at {self.came:,} of {self.announced:,} bytes")
        return part

    def _beyond(self) -> bytes:
        """All that was announced is there: nothing must follow."""
        try:
            self.sock.settimeout(_MORE_SECONDS)
            more = self.answer.read1(1)
        except (OSError, http.client.HTTPException, ValueError):  # nothing comes, as it should be
            return b""
        if more:
            raise BodyError(f"the server sends more than the {self.announced:,} bytes that it announced")
        return b""


def _length(answer: http.client.HTTPResponse) -> int | None:
    """The length that the head tells."""
    if answer.status in _WITHOUT_BODY:
        return 0
    told = {text.strip() for header in answer.headers.get_all("Content-Length", []) for text in str(header).split(",")}
    if not told:
        return None
    text = told.pop()
    if told or not (text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS):
        raise BodyError("the server announces a length that is none")
    return int(text)
