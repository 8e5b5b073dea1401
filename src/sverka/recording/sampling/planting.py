"""Errors planted in the customs files: which rows they spoil, and what a correct load makes of them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from sverka.recording.sampling.tables_io import rows_of

COLUMNS = ("NAPR", "PERIOD", "STRANA", "TNVED", "EDIZM", "STOIM", "NETTO", "KOL", "REGION", "REGION_S")
"""The customs form."""
AFTER = COLUMNS.index("EDIZM")


@dataclass(frozen=True, slots=True)
class Fault:
    """A row of the table of errors: `recorded` is the own code that the row is kept under, where it is kept."""

    place: int
    kind: str
    column: str
    text: str
    stored: bool
    recorded: str
    what: str

    def spoils(self, fields: list[str]) -> bool:
        """Whether a sound row can be spoilt in this way: a zero is lost only by a code that begins with one."""
        return self.kind != "lost_zero" or fields[COLUMNS.index("TNVED")].startswith("0")

    def spoilt(self, fields: list[str]) -> list[str]:
        """The fields of a row with the error in them."""
        if self.kind == "missing_field":
            return fields[:AFTER] + fields[AFTER + 1 :]
        if self.kind == "extra_field":
            return [*fields[:AFTER], "", *fields[AFTER:]]
        at = COLUMNS.index(self.column)
        text = fields[at].removeprefix("0") if self.kind == "lost_zero" else self.text
        return [*fields[:at], text, *fields[at + 1 :]]


@dataclass(frozen=True, slots=True)
class Planted:
    """One planted error: the line of the file, counted from 1, and the text of that line."""

    file: str
    line: int
    fault: Fault
    text: str


class Planter:
    """Spoils rows of one file: each error at the first row that allows it from its place on."""

    def __init__(self, file: str, rows: int) -> None:
        faults = sorted((fault for name, fault in _faults() if name == file), key=lambda fault: fault.place)
        self._waiting = deque((fault.place * rows // 1000, fault) for fault in faults)

    def due(self, number: int) -> bool:
        """Whether an error is to be planted at the row of this number, from 0, or as soon after it as it can be."""
        return bool(self._waiting) and number >= self._waiting[0][0]

    def fault_for(self, fields: list[str]) -> Fault | None:
        """The error that is due, if it can spoil this row; it is then planted no more."""
        if not self._waiting[0][1].spoils(fields):
            return None
        return self._waiting.popleft()[1]


def _faults() -> list[tuple[str, Fault]]:
    return [
        (
            row["file"],
            Fault(
                place=int(row["place"]),
                kind=row["kind"],
                column=row["column"],
                text=row["text"],
                stored=row["outcome"] == "stored",
                recorded=row["recorded"],
                what=row["source"],
            ),
        )
        for row in rows_of("errors.csv")
    ]
