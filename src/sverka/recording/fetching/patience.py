"""When to try again, and when to give up."""

from __future__ import annotations

from email.utils import parsedate_to_datetime

from sverka.model.errors import InputError
from sverka.recording.fetching.wire import DroppedError, Net, Reply

PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses that may be others the next time."""

_MAX_DIGITS = 9


class Watch:
    """Who follows a download; each of these does nothing unless a subclass does something."""

    def begins(self, name: str, done: int, total: int | None) -> None:
        """Bytes of a file are about to come, `done` of them being there already."""

    def moved(self, done: int) -> None:
        """So many bytes are there."""

    def waits(self, seconds: float, status: int | None) -> None:
        """Something failed and is tried again; `status` is what the server answered, if it did."""

    def ends(self) -> None:
        """No more bytes of this file will come."""


def retry_after(text: str, today: float) -> float | None:
    """The seconds that a server asks to wait, given as a number or as a date; `None` where it asks nothing.

    >>> retry_after("120", 0.0), retry_after("Thu, 01 Jan 1970 00:00:30 GMT", 10.0), retry_after("soon", 0.0)
    (120.0, 20.0, None)
    """
    if text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS:
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - today)
    except (TypeError, ValueError, OverflowError):
        return None


def raise_for_passing(reply: Reply, net: Net) -> None:
    """`DroppedError` for an answer that may be another the next time; the answer is then closed."""
    if reply.status in PASSING:
        reply.close()
        what = f"the server answers {reply.status} {reply.reason}".rstrip()
        raise DroppedError(what, reply.status, retry_after(reply.header("Retry-After"), net.today()))


class Patience:
    """Counts the tries of one file; a try that brings it further than ever before begins the count anew."""

    def __init__(self, net: Net, watch: Watch, url: str) -> None:
        self._net = net
        self._watch = watch
        self._url = url
        self._furthest = 0
        self._fruitless = 0
        self._all = 0

    def reached(self, done: int) -> None:
        """So many bytes are there; those of earlier runs count as reached."""
        if done > self._furthest:
            self._furthest = done
            self._fruitless = 0

    def wait(self, dropped: DroppedError) -> None:
        """Sleep before the next try; `InputError` when there should be none."""
        policy = self._net.policy
        self._fruitless += 1
        self._all += 1
        if self._fruitless >= policy.tries or self._all >= policy.all_tries:
            what = f"{dropped.what}, after {self._all} {'try' if self._all == 1 else 'tries'}"
            raise InputError(what, self._url, "run the same command later: it goes on from what has come") from dropped
        if dropped.retry_after is not None and dropped.retry_after > policy.longest_asked_s:
            minutes = f"{dropped.retry_after / 60:.0f} minutes"
            raise InputError(dropped.what, self._url, f"it asks to be left alone for {minutes}: come back then")
        pause = self._backoff() if dropped.retry_after is None else dropped.retry_after
        self._watch.waits(pause, dropped.status)
        self._net.sleep(pause)

    def _backoff(self) -> float:
        """Doubled with each fruitless try, up to a bound, and spread by chance from a half to one and a half."""
        policy = self._net.policy
        plain: float = policy.first_wait_s * 2.0 ** (max(self._fruitless, 1) - 1)
        return min(policy.longest_wait_s, plain * (0.5 + self._net.chance()))


class Stall:
    """Breaks off a transfer that all but stands still."""

    def __init__(self, net: Net) -> None:
        self._net = net
        self._since = net.now()
        self._bytes = 0

    def came(self, size: int) -> None:
        """So many bytes came; `DroppedError` where too few did for too long."""
        self._bytes += size
        policy = self._net.policy
        if self._net.now() - self._since < policy.stall_s:
            return
        if self._bytes < policy.stall_bytes:
            raise DroppedError("the server sends almost nothing")
        self._since, self._bytes = self._net.now(), 0
