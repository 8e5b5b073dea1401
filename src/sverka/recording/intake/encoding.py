"""Bytes to characters: byte-order marks, UTF-8, and the 8-bit encodings of Russian and Western files."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from sverka.recording.intake.files import Progress, blocks, open_regular, silent
from sverka.recording.intake.limits import MAX_LINE

SAID = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1251": "Windows-1251",
    "koi8-r": "KOI8-R",
    "cp866": "DOS 866",
    "latin-1": "Latin-1",
    "cp1252": "Windows-1252",
}
"""What encodings are called in notes."""

_CYRILLIC = ("cp1251", "koi8-r", "cp866")
_COMMON = frozenset("оеаинтОЕАИНТ")
"""The six commonest Russian letters: 53 % of the letters of Russian text."""
_MIN_COMMON = 0.3
_WORD = re.compile(rb"[A-Za-z\x80-\xff]+")
_HIGH = re.compile(rb"[\x80-\xff]{2,}")
_C1 = re.compile(rb"[\x80-\x9f]")
_MAX_BAD_SHARE = 0.001
_GUESS_BYTES = 100_000


def guess(head: bytes) -> str:
    """The encoding of a file by its first bytes: `utf-8`, `utf-16`, or an 8-bit one.

    >>> guess("Экспорт;Импорт".encode("cp1251")), guess("Maçãs;2020".encode("latin-1")), guess(b"plain")
    ('cp1251', 'latin-1', 'utf-8')
    """
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if _is_valid(head):
        return "utf-8"
    whole = head.rpartition(b"\n")[0] or head
    return _by_lines(iter(whole.split(b"\n")))


def late_guess(path: Path) -> str:
    """The encoding of a file in which bytes that are not UTF-8 were found, by all of its lines."""
    with open_regular(path) as file:
        return _by_lines(iter(lambda: file.readline(MAX_LINE), b""))


def decode_sample(head: bytes, encoding: str) -> str:
    """The characters of the first bytes of a file; what cannot be decoded shows as U+FFFD."""
    return head.decode(encoding, errors="replace")


def recode(path: Path, target: Path, encoding: str, *, old_mac: bool, progress: Progress = silent) -> None:
    """Writes a file as UTF-8; `old_mac` makes its line ends, carriage returns alone, into newlines."""
    source = blocks(path, progress)
    with target.open("wb") as out:
        for block in source if encoding == "utf-8" else _as_utf8(source, encoding):
            out.write(block.replace(b"\r", b"\n") if old_mac else block)


def _as_utf8(source: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for block in source:
        yield decoder.decode(block).encode("utf-8")
    yield decoder.decode(b"", final=True).encode("utf-8")


def _is_valid(head: bytes) -> bool:
    """Whether bytes are UTF-8, a character cut off at their end aside."""
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _by_lines(lines: Iterator[bytes]) -> str:
    """UTF-8 where few lines are not, or as many hold its letters as hold others; else an 8-bit encoding by the letters.

    Letters of an 8-bit encoding hardly ever make letters of UTF-8, so that one line with these tells as much as one
    without: the others are bad lines, and each is told.
    """
    count = wide = bad = 0
    sample = bytearray()
    for line in lines:
        count += 1
        if line.isascii():
            continue
        if _is_valid(line):
            wide += 1
            continue
        bad += 1
        if len(sample) < _GUESS_BYTES:
            sample += line[:_GUESS_BYTES]
    return "utf-8" if bad <= _MAX_BAD_SHARE * count or wide >= bad else _eight_bit(bytes(sample))


def _eight_bit(sample: bytes) -> str:
    """Words wholly of high bytes are Cyrillic, words that mix them with Latin letters are Western."""
    words = [word for word in _WORD.findall(sample) if not word.isascii()]
    cyrillic = [word for word in words if _HIGH.fullmatch(word)]
    whole = sum(map(len, cyrillic))
    if whole > sum(map(len, words)) - whole:
        joined = b"".join(cyrillic)
        best = max(_CYRILLIC, key=lambda encoding: _common_share(joined, encoding))
        if _common_share(joined, best) >= _MIN_COMMON:
            return best
    return "cp1252" if _C1.search(sample) else "latin-1"


def _common_share(letters: bytes, encoding: str) -> float:
    return sum(char in _COMMON for char in letters.decode(encoding, errors="replace")) / len(letters)
