"""What is said of a download while it runs: a line that is written over on a terminal, now and then one elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from sverka.checking.wording import Phrasebook
from sverka.recording.fetching import Watch
from sverka.writing.numbers import counted, number_text
from sverka.writing.terminal import clean

TERMINAL_EVERY_S = 0.2
ELSEWHERE_EVERY_S = 10.0
_SMALLEST_SPAN_S = 0.5


def size_text(size: float, words: Phrasebook) -> str:
    """Bytes as a person counts them: thousands, millions, billions."""
    for key, unit in (("fetch_gb", 1e9), ("fetch_mb", 1e6), ("fetch_kb", 1e3)):
        if size >= unit:
            return words.say(key, number=number_text(size / unit, words.ui, 1))
    return counted("n_bytes", int(size), words.ui)


def time_text(seconds: float) -> str:
    """Minutes and seconds, with hours where there are some.

    >>> time_text(65), time_text(3725)
    ('1:05', '1:02:05')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


class Progress(Watch):
    """Says how far a download is; nothing of one that is done before there is anything to say."""

    def __init__(self, words: Phrasebook, stream: TextIO, now: Callable[[], float], *, terminal: bool) -> None:
        self._words = words
        self._stream = stream
        self._now = now
        self._terminal = terminal
        self._name = ""
        self._total: int | None = None
        self._from = 0
        self._began = self._said = now()
        self._width = 0

    def begins(self, name: str, done: int, total: int | None) -> None:
        """Bytes of a file are about to come."""
        self._name, self._total, self._from = clean(name), total, done
        self._began = self._said = self._now()

    def moved(self, done: int) -> None:
        """Say how far it is, if that was not said just now."""
        now = self._now()
        if now - self._said < (TERMINAL_EVERY_S if self._terminal else ELSEWHERE_EVERY_S):
            return
        self._said = now
        self._say(self._line(done, now - self._began))

    def waits(self, seconds: float, status: int | None) -> None:
        """Say what failed and when it is tried again."""
        key = "fetch_waits_broken" if status is None else "fetch_waits_status"
        shown = number_text(seconds, self._words.ui, 0 if seconds >= 10 else 1)
        self.ends()
        self._stream.write(self._words.say(key, status=status, seconds=shown) + "\n")
        self._stream.flush()

    def ends(self) -> None:
        """Wipe the line."""
        if self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()
            self._width = 0

    def _line(self, done: int, seconds: float) -> str:
        rate = (done - self._from) / max(seconds, _SMALLEST_SPAN_S)
        facts = {"name": self._name, "done": size_text(done, self._words), "rate": size_text(rate, self._words)}
        if self._total is None or rate <= 0:
            return self._words.say("fetch_progress_open", **facts)
        left = time_text((self._total - done) / rate)
        percent = number_text(100 * done / max(self._total, 1), self._words.ui, 0)
        total = size_text(self._total, self._words)
        return self._words.say("fetch_progress", total=total, percent=percent, left=left, **facts)

    def _say(self, line: str) -> None:
        if self._terminal:
            self._stream.write("\r" + line.ljust(self._width))
            self._width = len(line)
        else:
            self._stream.write(line + "\n")
        self._stream.flush()
