"""The careful way: each line judged on its own, numbered where it is good, told with the reason where it is bad."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from sverka.model.errors import InputError
from sverka.model.plurals import counted
from sverka.recording.intake.files import Progress, open_regular, silent
from sverka.recording.intake.limits import BLOCK, MAX_LINE, RAW_CHARACTERS
from sverka.recording.intake.parts import Part
from sverka.recording.intake.separators import FieldsError, Form, header_names

_BATCH = 10_000
NUMBER = "__line"
"""The column of line numbers."""

OVERLONG = "a line of more than 1 MB"
NUL = "a NUL byte"
CARRIAGE_RETURN = "a carriage return inside the line"
NOT_UTF8 = "bytes that are not UTF-8"


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be read, by its number in the file, counted from 1; the column where it can be told."""

    line: int
    reason: str
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Numbered:
    """What became of the lines after the header: `good + bad + blank` of them; the bad ones are kept on disk.

    `trimmed` are good lines with separators after their last field, `padded` such without empty fields at their end.
    """

    good: int
    bad: int
    blank: int
    spool: Path
    trimmed: int = 0
    padded: int = 0

    def bad_lines(self) -> Iterator[BadLine]:
        """The bad lines in the order of the file, read from disk one by one."""
        with self.spool.open(encoding="utf-8") as file:
            for row in file:
                line, _, reason = row.rstrip("\n").partition("\t")
                yield BadLine(int(line), reason)


def number_lines(
    text: Path,
    target: Path,
    *,
    separator: str,
    quote: str,
    columns: int,
    header_lines: int = 1,
    least: int | None = None,
    parts: Sequence[Part] | None = None,
    only: Sequence[int] | None = None,
    progress: Progress = silent,
) -> Numbered:
    """Writes the good lines of a UTF-8 file to `target`, each with its number in the file as a first field `__line`.

    The first line of the target names the columns; its other lines are UTF-8 without carriage returns, quoted by the
    same mark. A line is good that has `columns` fields, closed quotation marks, and is of UTF-8 without NUL bytes;
    empty fields after the last column are left out, and of the last columns without a name (those after `least`) fields
    may be missing. The bad ones are listed in a file beside the target. `parts` are what of the file is read, by
    default all of it; `only` the ascending numbers of the lines that are judged, of a file with no line over the limit.
    Memory does not grow with the file or its faults.
    """
    spool = target.with_name(target.name + ".bad")
    judge = _Judge(Form(separator, quote), columns, columns if least is None else least, header_lines)
    with open_regular(text) as file, target.open("wb") as out, spool.open("w", encoding="utf-8") as faults:
        out.write(_header(file, judge, header_lines, text.name))
        if only is None:
            judged = (
                judge.overlong() if chunk is None else judge.chunk(chunk)
                for chunk in _pieces(file, judge, parts, progress)
            )
        else:
            judged = (judge.lines(lines, numbers) for lines, numbers in _picked(file, header_lines, only))
        for good, bad in judged:
            out.write(good)
            faults.write(bad)
    return Numbered(judge.good, judge.bad, judge.blank, spool, judge.trimmed, judge.padded)


def _pieces(file: BinaryIO, judge: _Judge, parts: Sequence[Part] | None, progress: Progress) -> Iterator[bytes | None]:
    """The lines to judge, as `_chunks` gives them; the judge is told where each part begins."""
    if parts is None:
        yield from _chunks(file, progress)
        return
    for part in parts:
        file.seek(part.start)
        judge.line = part.line - 1
        yield from _chunks(file, progress, part.end)


def lines_at(file: BinaryIO, numbers: Iterable[int], most: int = MAX_LINE) -> Iterator[tuple[int, bytes]]:
    """The lines of ascending numbers, counted from 1 where the file stands, without their newlines; empty beyond its
    end. Of a line of more than `most` bytes there are at least so many.
    """
    wanted = iter(numbers)
    number, line, begun = next(wanted, None), 1, b""
    while number is not None and (block := file.read(BLOCK)):
        count = block.count(b"\n")
        if number >= line + count:
            begun = block[block.rfind(b"\n") + 1 :] if count else (begun + block)[:most]
            line += count
            continue
        pieces = block.split(b"\n")
        pieces[0] = begun + pieces[0]
        while number is not None and number < line + count:
            yield number, pieces[number - line]
            number = next(wanted, None)
        line, begun = line + count, pieces[-1]
    while number is not None:
        yield number, begun if number == line else b""
        number = next(wanted, None)


def _picked(file: BinaryIO, passed: int, only: Sequence[int]) -> Iterator[tuple[list[bytes], list[int]]]:
    """The lines of some numbers, with these, some thousand at a time; `passed` lines are behind."""
    found = lines_at(file, (number - passed for number in only))
    while batch := list(islice(found, _BATCH)):
        yield [line for _, line in batch], [number + passed for number, _ in batch]


def _header(file: BinaryIO, judge: _Judge, count: int, name: str) -> bytes:
    """Reads the lines up to the header and gives it as the target has it."""
    line = b""
    for _ in range(count):
        line = file.readline(MAX_LINE + 1)
        if len(line) > MAX_LINE:
            raise InputError("the first line of the file is longer than 1 MB", name, "give a CSV with a header")
    names = header_names(line.decode("utf-8", errors="replace").removesuffix("\n"), judge.form)
    return judge.written([NUMBER, *names]).encode() + b"\n"


def _chunks(file: BinaryIO, progress: Progress, end: int | None = None) -> Iterator[bytes | None]:
    """Whole lines, a block at a time, without the last newline; `None` stands for one line over the limit.

    `end` is where lines stop, by default at the end of the file.
    """
    while block := file.read(BLOCK if end is None else max(0, min(BLOCK, end - file.tell()))):
        # A part ends with its line: the next one is not of it.
        chunk = block + (b"" if end is not None and file.tell() >= end else file.readline(MAX_LINE + 1))
        start = chunk.rfind(b"\n", 0, len(chunk) - 1) + 1
        if len(chunk) - start <= MAX_LINE:
            progress(len(chunk))
            yield chunk.removesuffix(b"\n")
            continue
        if start:
            yield chunk[: start - 1]
        progress(len(chunk) + (0 if chunk.endswith(b"\n") else _drain(file)))
        yield None


def _drain(file: BinaryIO) -> int:
    """Reads the rest of a line, and tells how long it was."""
    passed = 0
    while piece := file.readline(BLOCK):
        passed += len(piece)
        if piece.endswith(b"\n"):
            break
    return passed


class _Judge:
    """Counts and numbers lines; each call gives what is to be written, of good lines and of bad ones."""

    def __init__(self, form: Form, columns: int, least: int, passed: int) -> None:
        self.form = form
        self.columns = columns
        self.least = least
        self.line = passed
        self.good = self.bad = self.blank = self.trimmed = self.padded = 0
        self._separator = form.separator.encode()
        self._quote = form.quote.encode()

    def overlong(self) -> tuple[bytes, str]:
        self.line += 1
        self.bad += 1
        return b"", f"{self.line}\t{OVERLONG}\n"

    def chunk(self, chunk: bytes) -> tuple[bytes, str]:
        """Judges whole lines: all at once where none needs a closer look."""
        plain = self._plain(chunk)
        if plain is not None:
            lines = plain.split(b"\n")
            counts = [line.count(self._separator) for line in lines]
            if counts.count(self.columns - 1) == len(lines):
                return self._number(lines), ""
        return self._each(chunk.split(b"\n"))

    def _plain(self, chunk: bytes) -> bytes | None:
        """The chunk without the carriage returns of its line ends; `None` if its lines need a closer look."""
        if (self._quote and self._quote in chunk) or b"\0" in chunk or not (chunk.isascii() or _is_utf8(chunk)):
            return None
        if b"\r" not in chunk:
            return chunk
        bare = chunk.replace(b"\r\n", b"\n").removesuffix(b"\r")
        return None if b"\r" in bare else bare

    def _number(self, lines: list[bytes]) -> bytes:
        separator = self._separator
        numbered = [b"%d%b%b\n" % (at, separator, line) for at, line in enumerate(lines, start=self.line + 1)]
        self.line += len(lines)
        self.good += len(lines)
        return b"".join(numbered)

    def _each(self, lines: list[bytes]) -> tuple[bytes, str]:
        first = self.line + 1
        self.line += len(lines)
        return self.lines(lines, range(first, first + len(lines)))

    def lines(self, lines: list[bytes], numbers: Sequence[int]) -> tuple[bytes, str]:
        """Judges lines one by one, each of a number."""
        good: list[bytes] = []
        bad: list[str] = []
        for number, line in zip(numbers, lines, strict=True):
            bare = line.removesuffix(b"\r")
            if not bare:
                self.blank += 1
                continue
            try:
                good.append(b"%d%b%b\n" % (number, self._separator, self._accepted(bare)))
            except FieldsError as error:
                bad.append(f"{number}\t{error}\n")
        self.good += len(good)
        self.bad += len(bad)
        return b"".join(good), "".join(bad)

    def _accepted(self, line: bytes) -> bytes:
        """A line as the target has it; `FieldsError` with the reason where it is bad."""
        if b"\0" in line:
            raise FieldsError(NUL)
        if b"\r" in line:
            raise FieldsError(CARRIAGE_RETURN)
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            raise FieldsError(NOT_UTF8) from None
        fields = self.form.fields(text)
        fitting = self._fitting(fields)
        as_it_is = len(fitting) == len(fields) and not (self._quote and self._quote in line)
        return line if as_it_is else self.written(fitting).encode()

    def _fitting(self, fields: list[str]) -> list[str]:
        """As many fields as there are columns; `FieldsError` where one that says something is too many or missing."""
        count = len(fields)
        if count == self.columns:
            return fields
        if count > self.columns and not any(fields[self.columns :]):
            self.trimmed += 1
            return fields[: self.columns]
        # A line that was cut off looks the same, so that only columns without a name may be missing.
        if self.least <= count < self.columns:
            self.padded += 1
            return [*fields, *[""] * (self.columns - count)]
        raise FieldsError(f"{counted(count, 'field')} where the header has {self.columns}")

    def written(self, fields: Iterable[str]) -> str:
        """Fields as one line, every one with a separator or quotation mark quoted so that no reader can differ."""
        mark = self.form.quote
        return self.form.separator.join(
            f"{mark}{field.replace(mark, mark + mark)}{mark}"
            if mark and (mark in field or self.form.separator in field)
            else field
            for field in fields
        )


def _is_utf8(chunk: bytes) -> bool:
    try:
        chunk.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def raw_lines(text: Path, numbers: Iterable[int]) -> Iterator[tuple[int, str]]:
    """The texts of lines by their numbers, which must rise; each is cut to its first 2,000 characters.

    A number beyond the end of the file gives an empty text.
    """
    with open_regular(text) as file:
        for number, line in lines_at(file, numbers, 4 * RAW_CHARACTERS):
            shown = line[: 4 * RAW_CHARACTERS].decode("utf-8", errors="replace")
            yield number, shown.removesuffix("\r")[:RAW_CHARACTERS]
