"""One question to a server: bounded in time and size whatever the server does, and sent to the host that was named
alone: no redirect is followed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event, Thread

from sverka import __version__
from sverka.assisting.address import Server
from sverka.model.errors import InputError

MAX_BYTES = 5_000_000
EACH_WAIT_S = 0.5
"""How often whoever follows is told that the answer has not come."""

_HEADERS = {
    "Accept": "application/json",
    # A compressed answer could unpack to any size.
    "Accept-Encoding": "identity",
    "Content-Type": "application/json",
    "User-Agent": f"sverka/{__version__}",
}
_REDIRECTS = range(300, 400)
_LATE = "the server does not answer in time"


class ServerError(InputError):
    """The server cannot be asked, or gives no answer; of another text it would be no other."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: its status, its bytes, and the headers that say what to do instead."""

    status: int
    body: bytes
    retry_after: str = ""
    location: str = ""


Waits = Callable[[], None]
Post = Callable[[Server, bytes, str | None, float, Waits], Reply]
"""Sends bytes to a server with a key, for so many seconds at most; calls the last argument while it waits."""


def post(server: Server, sent: bytes, key: str | None, seconds: float, waits: Waits) -> Reply:
    """Ask a server; `ServerError` where no answer comes within the seconds.

    The question is asked in a thread of its own: what the network does there, from the search of a name to headers
    that come byte by byte, it can be left behind, by the clock as by Ctrl-C.
    """
    outcome: SimpleQueue[Reply | Exception] = SimpleQueue()
    left = Event()
    Thread(target=_ask, args=(server, sent, key, seconds, left, outcome), daemon=True, name="assist").start()
    try:
        found = _awaited(outcome, time.monotonic() + seconds, waits)
    finally:
        left.set()
    if isinstance(found, Exception):
        raise _told(found, server) from found
    return found


def _awaited(outcome: SimpleQueue[Reply | Exception], until: float, waits: Waits) -> Reply | Exception:
    while (rest := until - time.monotonic()) > 0:
        try:
            return outcome.get(timeout=min(rest, EACH_WAIT_S))
        except Empty:
            waits()
    return TimeoutError()


def _ask(
    server: Server,
    sent: bytes,
    key: str | None,
    seconds: float,
    left: Event,
    outcome: SimpleQueue[Reply | Exception],
) -> None:
    try:
        outcome.put(_reply(server, sent, key, seconds, left))
    except Exception as error:  # whatever it is, it is raised where it is awaited
        outcome.put(error)


def _reply(server: Server, sent: bytes, key: str | None, seconds: float, left: Event) -> Reply:
    import httpx

    headers = {**_HEADERS, **({"Authorization": f"Bearer {key}"} if key else {})}
    # What goes to this machine goes past the proxies of the environment, lest one of them see the key.
    past_proxies = httpx.HTTPTransport() if server.is_loopback else None
    with (
        httpx.Client(timeout=seconds, follow_redirects=False, transport=past_proxies) as client,
        client.stream("POST", server.endpoint, content=sent, headers=headers) as answer,
    ):
        body = b"" if answer.status_code in _REDIRECTS else _body(answer, left)
        retry_after, location = (answer.headers.get(name, "") for name in ("Retry-After", "Location"))
        return Reply(answer.status_code, body, retry_after, location)


def _body(answer: object, left: Event) -> bytes:
    """The bytes of an answer as they came over the wire."""
    import httpx

    assert isinstance(answer, httpx.Response)
    if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise ServerError("a compressed answer, which was not asked for", "", "ask another server")
    body = bytearray()
    for chunk in answer.iter_raw():
        body += chunk
        if len(body) > MAX_BYTES:
            raise ServerError(f"an answer of more than {MAX_BYTES // 1_000_000} MB", "", "ask another model or server")
        if left.is_set():
            raise TimeoutError
    return bytes(body)


def _told(error: Exception, server: Server) -> Exception:
    """A failure of the network in words; what is none of these is a defect and stays as it is."""
    import httpx

    if isinstance(error, ServerError):
        return ServerError(error.what, server.host, error.next_step)
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        return ServerError(_LATE, server.host, "give it more with --assist-timeout, or ask a faster model")
    if isinstance(error, httpx.ConnectError):
        if "CERTIFICATE" in str(error):
            advice = "if you trust it, name a file with its certificate in SSL_CERT_FILE"
            return ServerError("the server's certificate does not hold", server.host, advice)
        return ServerError("the server cannot be reached", server.host, "check that it runs, and its address")
    if isinstance(error, httpx.ProxyError | httpx.UnsupportedProtocol | ImportError | ValueError):
        advice = "check HTTP_PROXY, HTTPS_PROXY and ALL_PROXY, or the address"
        return ServerError("the way to the server cannot be taken", server.host, advice)
    if isinstance(error, OSError):
        advice = "check SSL_CERT_FILE and SSL_CERT_DIR"
        return ServerError("the certificates to check the server's by cannot be read", server.host, advice)
    if isinstance(error, httpx.HTTPError | httpx.InvalidURL):
        what = f"the connection broke off ({type(error).__name__})"
        return ServerError(what, server.host, "try again; see what the server says")
    return error


@dataclass(frozen=True, slots=True)
class Net:
    """What asking needs of the world: the network, a clock, sleep; each may be another in a test."""

    post: Post = post
    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
