"""Being asked to stop: SIGINT (Ctrl-C), SIGTERM and SIGHUP end work at once, and cleanly.

They are raised as an exception in the main thread, so that everything that work has begun is taken back on the way out.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


class StoppedError(KeyboardInterrupt):
    """The process was asked to stop by a signal; its notes say what became of the work."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(signal.Signals(number).name)


class Stop:
    """The signal that asked to stop, `None` so far where there was none."""

    number: int | None = None


@contextmanager
def stoppable() -> Iterator[Stop]:
    """Raise `StoppedError` for signals that ask to stop; those that are ignored, as under `nohup`, stay so."""
    told = Stop()
    before = {}

    def stop(number: int, _frame: FrameType | None) -> None:
        told.number = told.number or number
        raise StoppedError(number)

    if threading.current_thread() is threading.main_thread():
        for number in (getattr(signal, name) for name in NAMES if hasattr(signal, name)):
            if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
                before[number] = signal.signal(number, stop)
    try:
        yield told
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
