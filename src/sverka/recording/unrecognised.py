"""What is said of a file that no source recognises: its form, as far as its heads tell, and what to type next."""

from __future__ import annotations

import re
import shlex

from sverka.model.errors import InputError
from sverka.recording.period_words import month_number
from sverka.recording.source import Header

SHOWN_COLUMNS = 8
LEAST_WIDE = 2
"""How many heads must be of a kind for a table to be wide by it."""
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s*г\.?|\s*год)?", re.IGNORECASE)
_MONTH = re.compile(r"(?:19|20)\d\d\s*[-/.M]?\s*(?:0?[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])[-/.](?:19|20)\d\d")
_QUARTER = re.compile(
    r"(?:19|20)\d\d\s*[-/]?\s*[QКкq][1-4]|[QКкq][1-4]\s*[-/]?\s*(?:19|20)\d\d|(?:I{1,3}|IV)\s+кв.*", re.IGNORECASE
)
_EXPORTS, _IMPORTS = (
    re.compile(r"\bexport|экспорт|вывоз", re.IGNORECASE),
    re.compile(r"\bimport|импорт|ввоз", re.IGNORECASE),
)
_UNNAMED = re.compile(r"column_\d+")


def unrecognised(header: Header) -> InputError:
    """The refusal of a file by its header, with the commands that load it."""
    shown = ", ".join(header.columns[:SHOWN_COLUMNS]) + (" …" if len(header.columns) > SHOWN_COLUMNS else "")
    file = shlex.quote(header.file.partition("/")[0])
    flow = "" if _tells_flow(header) else " --flow F"
    return InputError(
        form_told(header),
        f"{header.file}: {shown}",
        f"`sverka map {file} --reporter R{flow} > m.toml`, then `sverka load table {file} --mapping m.toml`",
    )


def form_told(header: Header) -> str:
    """What the heads say of a table: which of its columns are wide, whether there are two lines of them.

    >>> form_told(Header(("Partner", "2021", "2022"), "x.csv"))
    'this is a wide table, of no source that is known: the years stand in columns'
    >>> form_told(Header(("a", "b"), "x.csv"))
    'the header is of no source that is known'
    """
    heads = [name.strip() for name in header.columns]
    for what, count in (
        ("years", _count(heads, _YEAR)),
        ("months", _count(heads, _MONTH) + sum(_is_month(head) for head in heads)),
        ("quarters", _count(heads, _QUARTER)),
    ):
        if count >= LEAST_WIDE:
            lines = " under two lines of heads" if sum(bool(_UNNAMED.fullmatch(head)) for head in heads) else ""
            return f"this is a wide table, of no source that is known: the {what} stand in columns{lines}"
    if any(map(_EXPORTS.search, heads)) and any(map(_IMPORTS.search, heads)):
        return "this is a wide table, of no source that is known: exports and imports stand in columns"
    return "the header is of no source that is known"


def _count(heads: list[str], pattern: re.Pattern[str]) -> int:
    return sum(bool(pattern.fullmatch(head)) for head in heads)


def _is_month(head: str) -> bool:
    """Whether a head names a month, with or without a year: `Jan`, `2022 Jan`, «январь 2022»."""
    words = re.sub(r"(?:19|20)\d\d", " ", head).split()
    return len(words) == 1 and month_number(words[0]) is not None


def _tells_flow(header: Header) -> bool:
    """Whether a head or the first rows name a flow."""
    texts = [*header.columns, *(value for row in header.rows for value in row)]
    return any(_EXPORTS.search(text) or _IMPORTS.search(text) for text in texts)
