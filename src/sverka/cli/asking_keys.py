"""Where the keys of a walk come from: one press at a terminal, one line of standard input elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, TextIO

import click

from sverka.model.errors import UsageError

_PROMPT = "> "
END = ("\x04", "\x1a")


class Keys(Protocol):
    """Gives what a person answers; `EOFError` where no more will come."""

    def key(self) -> str:
        """One key; Enter is empty."""
        ...

    def line(self, given: str) -> str:
        """One line; `given` is what it may begin with."""
        ...


class Pressed:
    """Keys of a terminal."""

    def key(self) -> str:
        """The key that is pressed, without Enter after it."""
        pressed = click.getchar()
        if pressed in END:
            raise EOFError
        return pressed.strip("\r\n")

    def line(self, given: str) -> str:
        """A line that is edited where the terminal can."""
        if not sys.stdout.isatty():  # the answer may be on its way to a file, and is no place for a prompt
            print(_PROMPT, end="", file=sys.stderr, flush=True)
            return input()
        with _begun_with(given):
            return input(_PROMPT)


class Lines:
    """Lines of standard input, a key each; `UsageError` where there is none at all."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._read_any = False

    def key(self) -> str:
        """The next line without its end."""
        return self.line("")

    def line(self, given: str) -> str:
        """The next line."""
        line = self._stream.readline()
        if not line and not self._read_any:
            raise UsageError(
                "nobody answers", "--ask", "run it at a terminal, or give the keys on standard input, a line each"
            )
        if not line:
            raise EOFError
        self._read_any = True
        return line.rstrip("\r\n")


def keys_of_input() -> Keys:
    """The keys of standard input, whatever it is."""
    return Pressed() if sys.stdin is not None and sys.stdin.isatty() else Lines(sys.stdin or _nothing())


def _nothing() -> TextIO:
    """A stream that has ended."""
    import io

    return io.StringIO()


@contextmanager
def _begun_with(given: str) -> Iterator[None]:
    """A line that begins with a text, to be edited; where the system cannot, it begins empty."""
    try:
        import readline
    except ImportError:
        yield
        return
    readline.set_startup_hook(lambda: readline.insert_text(given))
    try:
        yield
    finally:
        readline.set_startup_hook()
