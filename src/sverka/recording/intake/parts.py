"""A text in parts of whole lines, so that what is wrong with one line costs its part and not the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sverka.recording.intake.files import open_regular
from sverka.recording.intake.limits import BLOCK, MAX_LINE

PART = 1 << 20
"""Bytes of one part, its last line aside."""

MOST = 64 << 20
"""Bytes of the largest part."""

_BLANK = re.compile(rb"(?:^|\n)\r?(?=\n|\Z)")
_DIGITS_PARTED = re.compile(rb"_(?<=[0-9]_)[0-9]")
_WINDOW = 4096
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Part:
    """Whole lines of a text: the number of the first, where they begin and end, how many of them are not blank.

    `plain` is false where a line certainly needs the careful way; true does not promise that none does.
    """

    line: int
    start: int
    end: int
    rows: int
    plain: bool


def is_odd(block: bytes | bytearray) -> bool:
    """Whether bytes hold a byte-order mark, or a number such as `1_000`, which engines take for 1000."""
    # To look for the mark takes ten times as long as to see that no byte is beyond 127.
    return (not block.isascii() and _MARK in block) or (b"_" in block and _DIGITS_PARTED.search(block) is not None)


def parts_of(text: Path, header_lines: int, size: int = PART) -> Iterator[tuple[Part, bytes]]:
    """The lines after the header in parts of `size` bytes or more, each with its bytes; with a line over the limit,
    none.
    """
    with open_regular(text) as file:
        for _ in range(header_lines):
            file.readline(MAX_LINE + 1)
        line, start = header_lines + 1, file.tell()
        while block := file.read(min(max(size, PART), MOST)):
            block += file.readline(MAX_LINE + 1)
            tail = len(block) - block.rfind(b"\n", 0, len(block) - 1) - 1
            if tail > MAX_LINE:
                if not block.endswith(b"\n"):
                    _rest(file)
                block = b""
            end = file.tell()
            yield _part(text, line, start, end, block), block
            line += block.count(b"\n") if block else _newlines(text, start, end)
            start = end


def blank_lines_at(text: Path, header_lines: int) -> Iterator[int]:
    """The numbers of the lines after the header that hold nothing, ascending, of a text with no line over the limit."""
    for part, block in parts_of(text, header_lines):
        if _may_be_blank(block):
            lines = block.removesuffix(b"\n").split(b"\n")
            yield from (number for number, line in enumerate(lines, part.line) if line in (b"", b"\r"))


def _rest(file: BinaryIO) -> None:
    """Reads the rest of a line."""
    while piece := file.readline(BLOCK):
        if piece.endswith(b"\n"):
            break


def _part(text: Path, line: int, start: int, end: int, block: bytes) -> Part:
    if not block:
        return Part(line, start, end, -1, False)
    lines = block.count(b"\n") + (not block.endswith(b"\n"))
    blank = len(_BLANK.findall(block.removesuffix(b"\n"))) if _may_be_blank(block) else 0
    return Part(line, start, end, lines - blank, _is_plain(block))


def _may_be_blank(block: bytes) -> bool:
    return (
        b"\n\n" in block
        or (b"\r" in block and b"\n\r\n" in block)
        or block.startswith((b"\n", b"\r\n"))
        or block[-2:] in (b"\r", b"\n\r")
    )


def _newlines(text: Path, start: int, end: int) -> int:
    count = 0
    with open_regular(text) as file:
        file.seek(start)
        while start < end and (block := file.read(min(BLOCK, end - start))):
            count += block.count(b"\n")
            start += len(block)
    return count


def has_long_lines(text: Path) -> bool:
    """Whether a text has a line of more than 4 kB; false promises that it has none of 8 kB."""
    with open_regular(text) as file:
        while block := file.read(BLOCK):
            windows = range(0, len(block) - _WINDOW + 1, _WINDOW)
            if any(block.find(b"\n", start, start + _WINDOW) < 0 for start in windows):
                return True
    return False


def _has_long_line(block: bytes) -> bool:
    at = 0
    while len(block) - at > MAX_LINE:
        end = block.rfind(b"\n", at, at + MAX_LINE)
        if end < 0:
            return True
        at = end + 1
    return False


def _is_plain(block: bytes) -> bool:
    if b"\0" in block or _has_long_line(block) or is_odd(block) or block.count(b"\r") != block.count(b"\r\n"):
        return False
    if block.isascii():
        return True
    try:
        block.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
