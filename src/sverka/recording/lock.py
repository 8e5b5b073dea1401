"""One load at a time: a lock that the system gives back when its holder dies."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sverka.model.errors import RefusedError

LOCK = "_lock"
WAIT_SECONDS = 600.0
STEP_SECONDS = 0.2


def _own(lock: Path) -> int:
    """The lock, made where there is none; a link in its place is not followed, a pipe not waited for."""
    return os.open(lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, 0o666)


@contextmanager
def locked(
    book: Path,
    *,
    waiting: Callable[[], None] = lambda: None,
    wait_seconds: float = WAIT_SECONDS,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[None]:
    """Hold the book's lock; wait for another load, telling it once, and give up after `wait_seconds`.

    Raise `RefusedError` then. The lock is the system's own (`flock`), so a killed load holds nothing.
    """
    import fcntl  # not on every platform: loading needs it, reading a book does not

    book.mkdir(parents=True, exist_ok=True)
    with open(_own(book / LOCK), "r+") as file:
        left = wait_seconds
        told = False
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if not told:
                    waiting()
                    told = True
                if left <= 0:
                    raise RefusedError(
                        "another load is at work on the book", str(book), "try again when it is done"
                    ) from None
                sleep(STEP_SECONDS)
                left -= STEP_SECONDS
        try:
            yield
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)
