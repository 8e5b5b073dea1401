"""One fast pass over a file as given: checksum, lines, and whether anything in it needs the careful way."""

from __future__ import annotations

import codecs
import hashlib
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from sverka.recording.intake.files import Progress, blocks, open_regular, silent
from sverka.recording.intake.limits import BLOCK, MAX_LINE
from sverka.recording.intake.parts import is_odd

_BEFORE_BLANK = re.compile(rb"\n(?=\r?\n)")


@dataclass(frozen=True, slots=True)
class Measured:
    """What a pass over a file found. `lines` are its physical lines, the header and blank ones among them.

    `sha256` is empty where it was not asked for; `utf8` whether all of the file is; `clean` whether it is, without a
    NUL byte, a carriage return inside a line, or a line over the limit. `odd`: after its beginning the file has a
    byte-order mark, or what looks like a number with an underscore in it.
    """

    sha256: str
    size: int
    lines: int
    has_quotes: bool
    utf8: bool
    clean: bool
    odd: bool = False


class _Pass:
    """Counts over the blocks of one file, each of at most the longest line."""

    def __init__(self) -> None:
        self.size = self.newlines = self.open_line = self.returns = self.line_ends = 0
        self.last = 10
        self.quotes = self.nul = self.overlong = self.odd = False
        self.utf8 = True
        self._decoder = codecs.getincrementaldecoder("utf-8")("strict")
        self._in_character = False

    def feed(self, block: bytearray) -> None:
        self.odd = self.odd or is_odd(block[3:] if not self.size else block)
        self.size += len(block)
        self.newlines += block.count(b"\n")
        self.quotes = self.quotes or b'"' in block
        self.nul = self.nul or b"\0" in block
        if self.utf8 and (self._in_character or not block.isascii()):
            self._validate(block)
        if self.last == 13 or b"\r" in block:
            self._count_returns(block)
        self._lengths(block)
        self.last = block[-1]

    def _validate(self, block: bytearray, final: bool = False) -> None:
        try:
            self._decoder.decode(block, final)
            self._in_character = bool(self._decoder.getstate()[0])
        except UnicodeDecodeError:
            self.utf8 = False

    def _count_returns(self, block: bytearray) -> None:
        self.returns += block.count(b"\r")
        self.line_ends += block.count(b"\r\n") + (self.last == 13 and block[0] == 10)

    def _lengths(self, block: bytearray) -> None:
        first = block.find(b"\n")
        if first < 0:
            self.open_line += len(block)
        else:
            self.overlong = self.overlong or self.open_line + first + 1 > MAX_LINE
            self.open_line = len(block) - 1 - block.rfind(b"\n")
        self.overlong = self.overlong or self.open_line > MAX_LINE

    def result(self, sha256: str) -> Measured:
        if self.utf8 and self._in_character:
            self._validate(bytearray(), final=True)
        clean = self.utf8 and not self.nul and not self.overlong and self.returns == self.line_ends
        lines = self.newlines + (self.last != 10)
        return Measured(sha256, self.size, lines, self.quotes, self.utf8, clean, self.odd)


def measure(path: Path, *, hashed: bool = True, progress: Progress = silent) -> Measured:
    """One pass over a file, about as fast as its checksum can be computed; may run in a thread beside other work.

    Blank lines are not looked for: see `blank_lines`.
    """
    digest = hashlib.sha256()
    found = _Pass()
    with ThreadPoolExecutor(1) as pool, open_regular(path) as file:
        block, spare = bytearray(BLOCK), bytearray(BLOCK)
        count = file.readinto(block)
        while count:
            piece = block if count == BLOCK else block[:count]
            # Both the checksum and the next read release the interpreter, so the first runs beside the counting.
            wait = pool.submit(digest.update, piece).result if hashed else _nothing
            following = file.readinto(spare)
            found.feed(piece)
            wait()
            progress(count)
            block, spare, count = spare, block, following
    return found.result(digest.hexdigest() if hashed else "")


def _nothing() -> None:
    return None


def marked_lines(path: Path, mark: bytes = b'"') -> int:
    """How many lines of a file hold a sign."""
    found, in_line = 0, False
    for block in blocks(path, silent):
        first, *others = block.split(b"\n")
        in_line = in_line or mark in first
        for line in others:
            found += in_line
            in_line = mark in line
    return found + in_line


def blank_lines(path: Path, progress: Progress = silent) -> int:
    """How many lines of a file are blank: nothing but their end."""
    found = 0
    tail = b"\n"
    for block in blocks(path, progress):
        window = tail + block
        # Two newlines kept from the block before were counted there.
        found += len(_BEFORE_BLANK.findall(window)) - (tail == b"\n\n")
        tail = window[-2:]
    return found + (tail == b"\n\r")
