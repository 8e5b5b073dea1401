"""What a file is, told from its bytes and never from its name."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from sverka.model.errors import InputError

Kind = Literal["text", "gzip", "zip", "xlsx", "parquet", "xls", "json"]

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLD_BOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The container of workbooks until 2007, of other documents, and of those with a password: MS-CFB section 2.2."""
_JSON = (b"{", b"[{", b"[[", b"[\n", b"[\r\n")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MAX_CONTROL_SHARE = 0.01
"""A broken line may hold some control characters; a file of which they are a hundredth is no text."""

_TABLE_ADVICE = "give the table as CSV, XLSX or Parquet"


@dataclass(frozen=True, slots=True)
class _Refused:
    """One row of `tables/refused.csv`."""

    text: bool
    offset: int
    start: bytes
    what: str
    next_step: str


def kind_of(head: bytes, file: str) -> Kind:
    """What the first bytes say; a workbook is still a `zip` here. `InputError` for what is no table."""
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith(_ZIP):
        return "zip"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(_OLD_BOOK):
        return "xls"
    _refuse_known(head, file)
    if head[:200].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(_JSON):
        return "json"
    if not head.startswith(_UTF16) and len(_CONTROL.findall(head)) > _MAX_CONTROL_SHARE * len(head):
        raise InputError("the file is binary, not text", file, _TABLE_ADVICE)
    return "text"


def zip_kind(names: Collection[str], file: str) -> Kind:
    """A workbook or an archive, by the names of the members; other documents that are zip files are refused."""
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "[Content_Types].xml" in names or "mimetype" in names:
        raise InputError("this is a document, not a table", file, "save the table as .xlsx or CSV")
    return "zip"


def _refuse_known(head: bytes, file: str) -> None:
    text = head[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for known in _refused():
        found = text.startswith(known.start) if known.text else head.startswith(known.start, known.offset)
        if found:
            raise InputError(f"this is {known.what}, not a table", file, known.next_step)


@cache
def _refused() -> tuple[_Refused, ...]:
    text = (Path(__file__).parent / "tables" / "refused.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return tuple(
        _Refused(row["form"] == "text", int(row["offset"]), bytes.fromhex(row["hex"]), row["what"], row["next"])
        for row in rows
    )
