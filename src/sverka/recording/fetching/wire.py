"""One question to a server: address checked, connection pinned to it, redirects few and checked like the first."""

from __future__ import annotations

import http.client
import random
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from urllib.parse import urlsplit

from sverka import __version__
from sverka.model.errors import InputError
from sverka.reference.addresses import (
    Resolver,
    checked_url,
    closed_after,
    connection_to,
    host_header,
    redirected,
    request_target,
    resolve,
)
from sverka.reference.bodies import Body, BodyError

WAIT_S = 30.0
"""For connecting and for each wait on the network."""

HEADERS_S = 90.0
"""For an answer to begin, whatever the server does meanwhile."""

READ_S = 90.0
"""For the next bytes to come, whatever the server does meanwhile."""

MAX_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PRIVATE = "use --allow-private if you trust that server"
_CERTIFICATE = (
    "if the server leaves out an intermediate certificate, name a file that has it in SSL_CERT_FILE; "
    "or save the file with a browser"
)


class DroppedError(Exception):
    """The network or the server failed in a way that may pass: `status` of the answer, and how long it asks to wait."""

    def __init__(self, what: str, status: int | None = None, retry_after: float | None = None) -> None:
        self.what = what
        self.status = status
        self.retry_after = retry_after
        super().__init__(what)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it comes in: `read(n)` gives at most n bytes, none at the end; both raise `DroppedError`.

    `has_end` is false where the end cannot be told from a connection that broke off.
    """

    status: int
    reason: str
    headers: Message
    read: Callable[[int], bytes]
    close: Callable[[], None]
    has_end: bool = True

    def header(self, name: str) -> str:
        """The value of a header, empty where there is none."""
        return str(self.headers.get(name, "")).strip()


Opener = Callable[[str, Mapping[str, str], bool], Reply]
"""Asks for one address with these headers; the flag allows private hosts. Redirects are not followed."""


@dataclass(frozen=True, slots=True)
class Policy:
    """How patient a download is: tries in a row that bring nothing, tries in all, waits in seconds.

    No file may take longer than `longest_s`, however steadily it comes, and no answer of an API `longest_answer_s`.
    """

    tries: int = 6
    all_tries: int = 60
    first_wait_s: float = 1.0
    longest_wait_s: float = 60.0
    longest_asked_s: float = 600.0
    stall_s: float = 60.0
    stall_bytes: int = 16_384
    longest_s: float = 6 * 3600.0
    longest_answer_s: float = 300.0


@dataclass(slots=True)
class Pace:
    """When each server was last asked."""

    last: dict[str, float] = field(default_factory=dict)


def open_reply(url: str, headers: Mapping[str, str], allow_private: bool, *, resolver: Resolver | None = None) -> Reply:
    """Ask for one address over a connection of its own; `DroppedError` where the network fails.

    `resolver` stands in for that of the system.
    """
    parts, host, port = checked_url(url)
    address = resolve(host, port, url, allow_private=allow_private, advice=_PRIVATE, resolver=resolver)
    connection = connection_to(parts.scheme, host, port, str(address), WAIT_S)
    sent = {"Host": host_header(parts, host, port), **headers}
    try:
        with _failures(url):
            connection.connect()
            sock = connection.sock
            with closed_after(HEADERS_S, sock):
                connection.request("GET", request_target(parts), headers=sent)
                answer = connection.getresponse()
            body = Body.of(answer, sock, READ_S)
    except BaseException:  # whatever it is, it is not swallowed: the connection is closed on the way out
        connection.close()
        raise

    def read(size: int) -> bytes:
        with _failures(url):
            return body.read(size)

    def close() -> None:
        answer.close()
        connection.close()

    return Reply(answer.status, answer.reason, answer.headers, read, close, body.has_end)


@contextmanager
def _failures(url: str) -> Iterator[None]:
    """Failures of the network told from those that will not pass."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise InputError("the server's certificate does not hold", url, _CERTIFICATE) from error
    except TimeoutError as error:
        raise DroppedError("the server does not answer in time") from error
    except BodyError as error:
        raise DroppedError(str(error)) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise DroppedError(f"the connection broke off ({type(error).__name__})") from error


@dataclass(frozen=True, slots=True)
class Net:
    """What a download needs of the world: the network, clocks, sleep, chance; each may be another in a test.

    `base` replaces scheme and host of every address, for mirrors and tests; that host may then be a private one.
    """

    opener: Opener = open_reply
    now: Callable[[], float] = time.monotonic
    today: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
    allow_private: bool = False
    base: str | None = None
    policy: Policy = field(default_factory=Policy)
    pace: Pace = field(default_factory=Pace)


def ask(net: Net, url: str, headers: Mapping[str, str], interval_s: float) -> Reply:
    """The answer of an address, redirects followed; servers are asked one after another, not faster than `interval_s`.

    `InputError` for a private address, one that is none of the web, or too many redirects.
    """
    sent = {
        "User-Agent": f"sverka/{__version__}",
        "Accept": "*/*",
        "Accept-Encoding": "identity",
        "Connection": "close",
        **headers,
    }
    at = url
    for _ in range(MAX_REDIRECTS + 1):
        _keep_pace(net, at, interval_s)
        reply = net.opener(at, sent, net.allow_private or _is_base(net, at))
        location = reply.header("Location")
        if reply.status not in _REDIRECTS or not location:
            return reply
        reply.close()
        at = redirected(at, location)
    raise InputError(f"the server redirects more than {MAX_REDIRECTS} times", url, "check the address")


def _is_base(net: Net, url: str) -> bool:
    """Whether an address is on the server that the user put in place of the real ones."""
    return net.base is not None and checked_url(url)[1:] == checked_url(net.base)[1:]


def _keep_pace(net: Net, url: str, interval_s: float) -> None:
    host = urlsplit(url).netloc
    last = net.pace.last.get(host)
    if last is not None and (left := last + interval_s - net.now()) > 0:
        net.sleep(left)
    net.pace.last[host] = net.now()
