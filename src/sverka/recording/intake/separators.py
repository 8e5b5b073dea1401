"""How a line is cut into fields, and the names in the first one."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SEPARATORS = (",", ";", "\t", "|")
UNCLOSED = "a quotation mark that is not closed"
STRAY = "a quotation mark inside a quoted field"
TOO_LARGE = f"a quoted field of more than {csv.field_size_limit():,} characters"

_SEP_LINE = re.compile(r"sep=(.)", re.IGNORECASE)
_NUMBER = re.compile(r"\s*[(+-]?\d[\d.,\s\u00a0\u202f'’]*[%)*]?\s*", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ufeff]+")


class FieldsError(ValueError):
    """A line that cannot be cut into fields, with the reason."""


@dataclass(frozen=True, slots=True)
class Form:
    """The separator, and the quotation mark (`""` where marks are plain characters)."""

    separator: str
    quote: str = '"'

    def fields(self, line: str) -> list[str]:
        """The fields of a line without its end; `FieldsError` where the quotation marks do not allow it.

        >>> Form(";").fields('1;"a;b"')
        ['1', 'a;b']
        """
        if not self.quote or self.quote not in line:
            return line.split(self.separator)
        try:
            return next(csv.reader((line,), delimiter=self.separator, quotechar=self.quote, strict=True))
        except csv.Error as error:
            raise FieldsError(_reason(str(error))) from None

    def fits(self, line: str, columns: int) -> bool:
        """Whether the line has so many fields, empty ones behind them aside."""
        try:
            fields = self.fields(line)
            return len(fields) == columns or (len(fields) > columns and not any(fields[columns:]))
        except FieldsError:
            return False


def _reason(error: str) -> str:
    if "field larger" in error:
        return TOO_LARGE
    return UNCLOSED if "end of data" in error else STRAY


def separator_line(line: str) -> str | None:
    """The separator that a first line `sep=;` names, as spreadsheets write it.

    >>> separator_line("sep=;")
    ';'
    """
    found = _SEP_LINE.fullmatch(line.strip(" \ufeff\r").strip('"'))
    return found.group(1) if found else None


def choose(header: str, samples: Sequence[str], given: str | None = None) -> Form | None:
    """The form under which the header has several fields and most samples as many; `None` for a header of one field.

    >>> choose("a;b, in $;c", ["1;2,5;3", "4;5,5;6"])
    Form(separator=';', quote='"')
    """
    rated = [_rated(separator, header, samples) for separator in given or SEPARATORS]
    several = [row for row in rated if row[1] > 1]
    if not several:
        return None
    best = max(share for share, _, _ in several)
    # A decimal comma may agree as well as the separator: of about equals, that whose commas are none; that of more
    # columns; then, with quotation.
    rivals = [row[2].separator for row in several if row[0] >= 0.9 * best and row[2].separator != ","]
    if len(rivals) < len(several) and is_decimal((header, *samples), rivals):
        several = [row for row in several if row[2].separator != ","]
    return max((row for row in several if row[0] >= 0.9 * best), key=lambda row: (row[1], row[0], row[2].quote))[2]


def is_decimal(lines: Sequence[str], rivals: Iterable[str]) -> bool:
    """Whether the commas of rows stand within numbers alone where another separator cuts the rows: `China;1,25`.

    >>> is_decimal(["a;b, in $", "x;1,25", "y;0,5"], ";"), is_decimal(["a;b,c", "x;y,5", "z;w,6"], ";")
    (True, False)
    """
    for form in map(Form, rivals):
        rows = [fields for line in lines[1:] if "," in line and len(fields := _cut(form, line)) > 1]
        sound = [fields for fields in rows if all(map(_NUMBER.fullmatch, (one for one in fields if "," in one)))]
        if rows and 2 * len(sound) > sum("," in line for line in lines[1:]):
            return True
    return False


def _cut(form: Form, line: str) -> list[str]:
    try:
        return form.fields(line)
    except FieldsError:
        return line.split(form.separator)


def _rated(separator: str, header: str, samples: Sequence[str]) -> tuple[float, int, Form]:
    """How well a separator does: agreement, columns and form, with quotation marks unless they do harm."""
    quoted, bare = (
        (agreement(form, _columns(form, header), samples), _columns(form, header), form)
        for form in (Form(separator), Form(separator, ""))
    )
    return bare if bare[0] > quoted[0] and not _quotes(quoted[2], header, samples) else quoted


def _quotes(form: Form, header: str, samples: Sequence[str]) -> bool:
    """Whether marks quote fields: at least half of the lines that have any fit, with a mark before the first field or
    behind a separator. A few broken lines then change nothing.
    """
    columns = _columns(form, header)
    marked = [line for line in (header, *samples) if form.quote in line]
    sound = [line for line in marked if form.separator + form.quote in form.separator + line]
    sound = [line for line in sound if form.fits(line, columns)]
    return bool(marked) and 2 * len(sound) >= len(marked)


def _columns(form: Form, header: str) -> int:
    try:
        return len(form.fields(header))
    except FieldsError:
        return 0


def agreement(form: Form, columns: int, samples: Sequence[str]) -> float:
    """The share of the samples that have as many fields as the header; a header alone agrees with itself."""
    return sum(form.fits(line, columns) for line in samples) / len(samples) if samples else 1.0


def header_names(line: str, form: Form) -> tuple[str, ...]:
    """The names of the columns, clean, none empty and no two alike, their case aside.

    >>> header_names('\\ufeff"t", i ,,I', Form(","))
    ('t', 'i', 'column_3', 'column_4')
    """
    return unique_names([clean_name(name) for name in form.fields(clean_start(line))])


def twin_names(line: str, form: Form) -> tuple[str, ...]:
    """Names that stand more than once in a header, their case aside.

    >>> twin_names("a,v,V,,", Form(","))
    ('v',)
    """
    names = [name for name in map(clean_name, form.fields(clean_start(line))) if name]
    count = Counter(name.casefold() for name in names)
    return tuple({name.casefold(): name for name in reversed(names) if count[name.casefold()] > 1}.values())


def clean_name(name: str) -> str:
    """A column's name without control characters, and without spaces and quotation marks around it."""
    return _CONTROL.sub(" ", name).strip().strip('"').strip()


def unique_names(names: Sequence[str]) -> tuple[str, ...]:
    """Names in their order; an empty or repeated one is called `column_N` by its place."""
    taken: set[str] = set()
    result: list[str] = []
    for at, name in enumerate(names, start=1):
        chosen = name
        while not chosen or chosen.casefold() in taken:
            chosen = f"column_{at}" if chosen != f"column_{at}" and not chosen.startswith("column_") else chosen + "_"
        taken.add(chosen.casefold())
        result.append(chosen)
    return tuple(result)


def clean_start(line: str) -> str:
    """A line without a byte-order mark before it or a carriage return after it."""
    return line.removeprefix("\ufeff").removesuffix("\r")
