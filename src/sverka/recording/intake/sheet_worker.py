"""Reads one sheet of a workbook in a process of its own: `sheet_worker.py SOURCE TARGET OPTIONS`, OPTIONS as JSON.

Two cells at opposite corners make the reader ask for memory for all between them, and the library ends the process
that cannot have it. So this process is another one, with a limit on its memory, and imports nothing of the project.

The sheet's rows become lines of CSV with the same numbers: what stands above the header keeps its line, and so does a
row without values. Prints the answer as one JSON object, with `error` where there is no table.
"""

from __future__ import annotations

import datetime
import json
import re
import sys
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TypedDict

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

MAX_MERGED = 10_000
HEADER_WITHIN = 100
"""The header is looked for in so many rows."""

_BREAKS = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")

Row = list[int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta]


class Options(TypedDict):
    """What the parent process asks for."""

    sheet: str | None
    cells: int
    memory: int


def text_of(value: object) -> str:
    """A value as text: dates by ISO 8601, numbers by the 15 digits that spreadsheets keep and without an exponent.

    >>> [text_of(value) for value in (207.0, 0.1 + 0.2, 1e-7, "0207", True, "a\\nb")]
    ['207', '0.3', '0.0000001', '0207', 'true', 'a b']
    """
    if isinstance(value, str):
        return (value if value.isprintable() else _BREAKS.sub(" ", value)).strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    text = f"{value:.15g}"
    return f"{Decimal(text):f}" if "e" in text else text


def csv_line(fields: Iterable[str]) -> str:
    """Fields as a line of CSV.

    >>> csv_line(["a", 'b"c', "d,e"])
    'a,"b""c","d,e"'
    """
    return ",".join('"' + field.replace('"', '""') + '"' if '"' in field or "," in field else field for field in fields)


def rows_of(sheet: CalamineSheet) -> Iterator[list[str]]:
    """The rows of a sheet from its first, as texts, cut after the last that is not empty."""
    for row in sheet.iter_rows():
        fields = [text_of(value) for value in row]
        while fields and not fields[-1]:
            fields.pop()
        yield fields


def header_at(sheet: CalamineSheet) -> int | None:
    """The number of the header, the first row of several values, counted from 1."""
    for at, fields in zip(range(1, HEADER_WITHIN + 1), rows_of(sheet), strict=False):
        if sum(map(bool, fields)) > 1:
            return at
    return None


def write_sheet(sheet: CalamineSheet, header: int, target: Path) -> None:
    """Writes the rows as lines; each below the header has at least its width, blank ones at the end are left out."""
    width = blank = 0
    with target.open("w", encoding="utf-8", newline="\n") as out:
        for at, fields in enumerate(rows_of(sheet), start=1):
            if not fields:
                blank += 1
                continue
            width = len(fields) if at == header else width
            out.write("\n" * blank + csv_line([*fields, *[""] * (width - len(fields))]) + "\n")
            blank = 0


def candidates(book: CalamineWorkbook, wanted: str | None) -> list[str]:
    """The sheets to look at: that which was named, else all that a user sees."""
    if wanted is not None:
        return [name for name in book.sheet_names if name.strip().casefold() == wanted.strip().casefold()]
    return [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]


def merged_of(sheet: CalamineSheet) -> list[tuple[int, int, int, int]]:
    """The merged cells of a sheet: first row and column, last row and column, counted from 0."""
    found = sheet.merged_cell_ranges or []
    return [(*first, *last) for first, last in found[:MAX_MERGED]]


def read(source: Path, target: Path, options: Options) -> dict[str, object]:
    """Writes the first sheet that has a header, and says which it was."""
    with CalamineWorkbook.from_path(source) as book:
        names = candidates(book, options["sheet"])
        if not target.name:
            return {"names": names}
        for name in names:
            sheet = book.get_sheet_by_name(name)
            if sheet.total_height * sheet.total_width > options["cells"]:
                return {"error": "large", "sheet": name}
            header = header_at(sheet)
            if header is not None:
                write_sheet(sheet, header, target)
                others = [other for other in candidates(book, None) if other != name]
                return {"sheet": name, "header": header, "others": others, "merged": merged_of(sheet)}
        return {"error": "header" if names else "name", "sheets": book.sheet_names}


def limit_memory(size: int) -> None:
    """Holds this process to so many bytes, where the system can."""
    if sys.platform != "win32":
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        size = size if hard == resource.RLIM_INFINITY else min(size, hard)
        resource.setrlimit(resource.RLIMIT_AS, (size, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(arguments: list[str]) -> None:
    """Reads the sheet that the arguments ask for and prints the answer."""
    source, target, options = arguments
    asked: Options = json.loads(options)
    limit_memory(asked["memory"])
    try:
        answer = read(Path(source), Path(target), asked)
    except CalamineError as error:
        answer = {"error": "broken", "detail": type(error).__name__}
    except MemoryError:
        answer = {"error": "memory"}
    print(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1:])
