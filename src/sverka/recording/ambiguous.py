"""Names of a file that several countries go by: for which one they were taken is told, and how to settle it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sverka.recording.engine import cannot_read
from sverka.recording.file_names import SETTLED
from sverka.recording.lookup_sql import folded, folded_sql, in_list
from sverka.recording.source import Plan
from sverka.recording.tables_io import read_table
from sverka.reference.places import get_place

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_BLOCK = 1 << 23


def ambiguous_notes(connection: DuckDBPyConnection, plan: Plan, raw: str, text: Path) -> tuple[str, ...]:
    """What the account of a file says of such names among its partners and reporters; `raw` is a query for its rows as
    they stand in the file, `text` the file itself. Names that the user settled are none.
    """
    settled = {folded(key) for name, keys in plan.lists.items() if name.startswith(SETTLED) for key in keys}
    wanted = {name: row for name, row in _names().items() if name not in settled}
    # Reading the rows once more takes its time, and is spared where no such name stands anywhere in the file.
    if not wanted or not _stands_in(text):
        return ()
    found: set[str] = set()
    for role, name in plan.names.items():
        if role not in plan.select:
            continue
        key = folded_sql(name)
        rows = f"SELECT DISTINCT {key}, {plan.select[role]} FROM ({raw}) WHERE {key} IN ({in_list(tuple(wanted))})"
        try:
            found |= {key for key, code in connection.execute(rows).fetchall() if code == wanted[key][1]}
        except cannot_read():
            return ()  # lines too broken to be read at once: codes stand
    return tuple(_note(*wanted[key]) for key in sorted(found))


@cache
def _names() -> dict[str, tuple[str, str, str]]:
    """By folded name: the name, the country that it is taken for, the others that it may be."""
    return {
        folded(row["name"]): (row["name"], row["taken"], row["others"]) for row in read_table("ambiguous_names.csv")
    }


def _stands_in(text: Path) -> bool:
    """Whether the letters of some of the names stand in a file."""
    needles = [
        spelt.encode()
        for name, *_ in _names().values()
        for spelt in ([name.lower()] if name.isascii() else [name, name.lower(), name.upper()])
    ]
    longest = max(map(len, needles))
    tail = b""
    with text.open("rb") as file:
        while block := file.read(_BLOCK):
            window = tail + block.lower()
            if any(needle in window for needle in needles):
                return True
            tail = window[-longest:]
    return False


def _note(name: str, taken: str, others: str) -> str:
    may_be = ", ".join(_named(code) for code in others.split(";"))
    return f"{name} is read as {_named(taken)}, and may be {may_be}: --names settles it"


def _named(code: str) -> str:
    place = get_place(code)
    return f"{place.name_en} ({code})" if place else code
