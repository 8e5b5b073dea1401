"""What is made once and kept: whoever asks first makes it, others of the same key wait, other keys go their own way."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Generic, TypeVar

from sverka.model.errors import SverkaError

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Once(Generic[Key, Value]):
    """Values by key, each made once however many threads ask; of more than `most` the oldest goes first."""

    def __init__(self, most: int | None = None) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._kept: dict[Key, Future[Value]] = {}

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """The value of a key, made now where there is none.

        A `SverkaError` of `make` goes to all who waited. Anything else, Ctrl-C say, goes to the thread that called it
        alone; of those that waited, the next one tries.
        """
        while True:
            pending, ours = self._slot(key)
            if ours:
                return self._made(key, pending, make)
            failure = pending.exception()
            if failure is None or isinstance(failure, SverkaError):
                return pending.result()

    def clear(self) -> None:
        """Keep nothing of what there was; who is making or waiting for a value still gets it."""
        with self._lock:
            self._kept.clear()

    def _slot(self, key: Key) -> tuple[Future[Value], bool]:
        """The place of a key's value, and whether it is ours to fill."""
        with self._lock:
            if key in self._kept:
                return self._kept[key], False
            self._make_room()
            self._kept[key] = Future()
            return self._kept[key], True

    def _make_room(self) -> None:
        """Let the oldest value go; one that is being made is left, since somebody waits for it."""
        if self._most is not None and len(self._kept) >= self._most:
            oldest = next((key for key, pending in self._kept.items() if pending.done()), None)
            if oldest is not None:
                del self._kept[oldest]

    def _made(self, key: Key, pending: Future[Value], make: Callable[[], Value]) -> Value:
        try:
            value = make()
        except BaseException as error:  # raised again, and told to those who wait
            with self._lock:
                if self._kept.get(key) is pending:
                    del self._kept[key]
            pending.set_exception(error)
            raise
        pending.set_result(value)
        return value
