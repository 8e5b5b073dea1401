"""The engine of an open book: started once, used by many threads, closed when the last of them has let go."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sverka.measuring.engines.contract import Engine
from sverka.model.errors import SverkaError, UsageError

_AGAIN_SECONDS = 0.05
"""How long closing waits before it asks a query once more to stop: the first word may come before it has begun."""


@dataclass(slots=True)
class _Lease:
    engine: Engine
    users: int = 0
    ended: bool = False


class EngineHolder:
    """An engine that is started when it is first needed, and again after it was closed."""

    def __init__(self, start: Callable[[], Engine]) -> None:
        self._start = start
        self._gate = threading.Condition()
        self._lease: _Lease | None = None

    @property
    def engine(self) -> Engine:
        """The engine that is running now."""
        with self._gate:
            return self._current().engine

    @contextmanager
    def working(self) -> Iterator[Engine]:
        """The engine for some work; `UsageError` where `close` ended it meanwhile."""
        with self._gate:
            lease = self._current()
            lease.users += 1
        try:
            yield lease.engine
        except Exception as error:  # each engine has errors of its own for a query that was stopped
            if lease.ended and not isinstance(error, SverkaError):
                raise UsageError(
                    "the book was closed while it was asked", "", "close it when all have their answers, or ask again"
                ) from None
            raise
        finally:
            with self._gate:
                lease.users -= 1
                self._gate.notify_all()

    def close(self) -> None:
        """Stop what runs, wait until all have let go, and close the engine."""
        with self._gate:
            lease, self._lease = self._lease, None
            if lease is None:
                return
            lease.ended = True
            while lease.users:
                lease.engine.interrupt()
                self._gate.wait(_AGAIN_SECONDS)
        lease.engine.close()

    def _current(self) -> _Lease:
        if self._lease is None:
            self._lease = _Lease(self._start())
        return self._lease
