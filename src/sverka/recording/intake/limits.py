"""How much is read: a hostile or broken file costs bounded time, memory and disk."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from sverka.model.errors import InputError

MAX_LINE = 1 << 20
"""A line of more bytes than this, its end included, is not read."""

BLOCK = MAX_LINE
"""Files are read in blocks of at most the longest line, so that only a line across blocks can be too long."""

SAMPLE = 1 << 20
"""Bytes at the start of a file from which its encoding, separator and header are told."""

SAMPLE_ROWS = 200
MAX_COLUMNS = 2_000
RAW_CHARACTERS = 2_000
"""Characters of a bad line that are kept."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes; a file beyond one of them is refused.

    `ratio` is the greatest ratio of expanded to packed size, held once `ratio_from` bytes are expanded; customs tables
    as CSV pack 5 to 50 times. `memory` and `seconds` hold for the reading of a workbook.
    """

    expanded: int = 64 << 30
    ratio: int = 200
    ratio_from: int = 100_000_000
    members: int = 10_000
    directory: int = 16 << 20
    workbook: int = 1 << 30
    cells: int = 20_000_000
    memory: int = 3 << 30
    seconds: int = 600
    spare_disk: int = 100_000_000


LIMITS = Limits()
"""What holds where nothing else is said."""


class Expansion:
    """What one packed file has grown to so far; `grow` raises `InputError` where that goes too far."""

    def __init__(self, file: str, packed: int, work: Path, limits: Limits) -> None:
        self.file = file
        self.packed = max(packed, 1)
        self.work = work
        self.limits = limits
        self.size = 0
        self._checked = 0

    def grow(self, count: int) -> None:
        """Counts bytes that were expanded, or are declared to be."""
        self.size += count
        self.allow(self.size, self.packed)
        if self.size - self._checked > 64 << 20:
            self._checked = self.size
            need_disk(self.work, 0, self.file, self.limits)

    def allow(self, size: int, packed: int) -> None:
        """Raises where `packed` bytes must not become `size`."""
        if size > self.limits.expanded:
            raise InputError(
                f"the file expands to more than {in_words(self.limits.expanded)}",
                self.file,
                "expand and split it first",
            )
        if size > self.limits.ratio_from and size > self.limits.ratio * max(packed, 1):
            raise InputError(
                f"the file expands more than {self.limits.ratio} times, as no table of trade does",
                self.file,
                "check where it comes from; if you trust it, expand it yourself and give the CSV",
            )


def need_disk(work: Path, size: int, file: str, limits: Limits) -> None:
    """Raises `InputError` unless the folder has `size` bytes to spare."""
    free = shutil.disk_usage(work).free
    if free < size + limits.spare_disk:
        raise InputError(
            f"not enough free disk space: {in_words(size + limits.spare_disk)} are needed, {in_words(free)} are free",
            file,
            "free some space or name another temporary folder",
        )


def in_words(size: int) -> str:
    """A size for people.

    >>> in_words(64 << 30), in_words(100_000_000), in_words(12)
    ('64 GiB', '95 MiB', '12 bytes')
    """
    for unit, step in (("GiB", 1 << 30), ("MiB", 1 << 20)):
        if size >= step:
            return f"{size / step:.0f} {unit}"
    return f"{size} bytes"
