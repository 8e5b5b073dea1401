"""What the first megabyte of a text tells: its encoding, separator, header and first rows."""

from __future__ import annotations

from dataclasses import dataclass

from sverka.model.errors import InputError
from sverka.recording.intake.encoding import SAID, decode_sample, guess
from sverka.recording.intake.limits import MAX_COLUMNS, SAMPLE, SAMPLE_ROWS
from sverka.recording.intake.separators import (
    FieldsError,
    Form,
    agreement,
    choose,
    clean_start,
    header_names,
    separator_line,
    twin_names,
)
from sverka.recording.source import Header

_ADVICE = (
    "give a CSV whose first line names the columns, separated by , ; | or tabs; where they stand further down, "
    "`sverka map FILE` finds them"
)


@dataclass(frozen=True, slots=True)
class Look:
    """A text at first sight. `header_lines` counts the lines up to and with the header, `filled` those not blank.

    `old_mac`: its lines end with a carriage return alone. `agreement` is the share of the first rows that have as many
    fields as the header; `trailing`: some have empty ones behind them.
    """

    encoding: str
    old_mac: bool
    form: Form
    header: Header
    header_lines: int
    filled: int
    agreement: float
    notes: tuple[str, ...] = ()
    trailing: bool = False

    @property
    def plain(self) -> bool:
        """Whether an engine can read the text as it stands."""
        return self.encoding == "utf-8" and not self.old_mac


def look_at(head: bytes, file: str, *, encoding: str | None = None, header_line: int | None = None) -> Look:
    """A look at the first `SAMPLE` bytes of a text, which are all of it where they are fewer.

    The header is the first line that is not blank (nor `sep=;`), unless `header_line` names it, counted from 1, in a
    text with commas that was written here.
    Raises `InputError` where that line is no header of several columns.
    """
    encoding = encoding or guess(head)
    text = decode_sample(head, encoding)
    old_mac = "\r" in text and "\n" not in text
    lines = (text.replace("\r", "\n") if old_mac else text).split("\n")
    if len(head) >= SAMPLE:
        lines.pop()
    at, given = _header_at(lines, file) if header_line is None else (header_line, None)
    samples = [line.removesuffix("\r") for line in lines[at : at + SAMPLE_ROWS] if line.removesuffix("\r")]
    header = clean_start(lines[at - 1]) if at <= len(lines) else ""
    form = choose(header, samples, given) if header_line is None else Form(",")
    if form is None or len(form.fields(header)) < 2:
        raise InputError("this is no table: its first line does not name columns that the rows have", file, _ADVICE)
    columns = len(form.fields(header))
    return Look(
        encoding=encoding,
        old_mac=old_mac,
        form=form,
        header=Header(_names(header, form, file), file, _rows(samples, form, columns), twin_names(header, form)),
        header_lines=at,
        filled=sum(bool(line.removesuffix("\r")) for line in lines[:at]),
        agreement=agreement(form, columns, samples),
        notes=encoding_notes(encoding, old_mac),
        trailing=any(len(_fields(line, form)) > columns for line in samples if form.fits(line, columns)),
    )


def _header_at(lines: list[str], file: str) -> tuple[int, str | None]:
    """The place of the header, counted from 1, and the separator that a line before it names."""
    given = None
    for at, line in enumerate(lines, start=1):
        if not line.strip(" \t\r\ufeff"):
            continue
        named = separator_line(line)
        if named is None or given is not None:
            return at, given
        given = named
    raise InputError("no line of the file names its columns", file, _ADVICE)


def _names(header: str, form: Form, file: str) -> tuple[str, ...]:
    names = header_names(header, form)
    if len(names) > MAX_COLUMNS:
        raise InputError(f"the file has {len(names)} columns, more than {MAX_COLUMNS}", file, _ADVICE)
    return names


def _rows(samples: list[str], form: Form, columns: int) -> tuple[tuple[str, ...], ...]:
    rows = (_fields(line, form) for line in samples if form.fits(line, columns))
    return tuple(row[:columns] for row in rows)


def _fields(line: str, form: Form) -> tuple[str, ...]:
    try:
        return tuple(form.fields(line))
    except FieldsError:
        return ()


def encoding_notes(encoding: str, old_mac: bool) -> tuple[str, ...]:
    """What a user is told of a text that was not UTF-8."""
    said = () if encoding == "utf-8" else (f"read as {SAID[encoding]}",)
    return (*said, "lines end with a carriage return alone") if old_mac else said
