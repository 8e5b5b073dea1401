"""The files in the customs form: Windows-1251, decimal comma, one row for each partner and code of goods of a month."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from sverka.recording.sampling.chance import key_of
from sverka.recording.sampling.months import customs_month
from sverka.recording.sampling.planning import CustomsFile, Slot
from sverka.recording.sampling.planting import COLUMNS, Planted, Planter
from sverka.recording.sampling.rows import Row, Source, late_rows, month_rows, revised
from sverka.recording.sampling.tables_io import story
from sverka.recording.sampling.tally import Amount, SlotTally
from sverka.recording.sampling.world import Flow

ENCODING = "cp1251"
FLOW_WORDS: dict[Flow, str] = {"export": "ЭК", "import": "ИМ"}
BATCH_LINES = 4096


@dataclass(slots=True)
class Written:
    """A file that was written, and what a correct load makes of its rows."""

    name: str
    sha256: str = ""
    rows: int = 0
    quarantined: int = 0
    aggregates: int = 0
    planted: list[Planted] = field(default_factory=list)
    elsewhere: dict[str, Amount] = field(default_factory=dict)


class Output:
    """A file that is written a batch of lines at a time, and summed on the way."""

    def __init__(self, file: BinaryIO, encoding: str, newline: str) -> None:
        self._file = file
        self._encoding = encoding
        self._newline = newline
        self._lines: list[str] = []
        self._sum = hashlib.sha256()

    def write(self, line: str) -> None:
        """Write a line."""
        self._lines.append(line)
        if len(self._lines) >= BATCH_LINES:
            self._flush()

    def finish(self) -> str:
        """Write what is left; the SHA-256 of the whole."""
        self._flush()
        return self._sum.hexdigest()

    def _flush(self) -> None:
        data = "".join(f"{line}{self._newline}" for line in self._lines).encode(self._encoding)
        self._sum.update(data)
        self._file.write(data)
        self._lines.clear()


def write_customs_file(
    path: Path, file: CustomsFile, slots: list[Slot], sources: dict[Flow, Source], take: Callable[[SlotTally], None]
) -> Written:
    """Write one file; `take` is given what each flow and month came to, when it is written."""
    written = Written(file.name)
    with path.open("wb") as target:
        output = Output(target, ENCODING, file.newline)
        output.write(file.separator.join(COLUMNS))
        desk = _Desk(file, output, Planter(file.name, sum(slot.rows + slot.late for slot in slots)), written)
        for slot in slots:
            take(desk.write_slot(slot, sources[slot.flow]))
        written.sha256 = output.finish()
    return written


@dataclass(slots=True)
class _Desk:
    """One file at work."""

    file: CustomsFile
    output: Output
    planter: Planter
    written: Written

    def write_slot(self, slot: Slot, source: Source) -> SlotTally:
        """Write the rows of one flow and month."""
        tally = SlotTally(slot.flow, slot.month)
        told = story()
        head = f"{FLOW_WORDS[slot.flow]}{self.file.separator}{customs_month(slot.month)}"
        tail = f"{told['region']}{self.file.separator}{told['district']}"
        for row in self._rows(slot, source):
            line = _line(row, head, tail, self.file.separator)
            if self.planter.due(self.written.rows):
                line = self._spoilt(row, line, tally)
            else:
                tally.add(row.partner.id, row.article.code[:2], row.cents, row.grams)
            self.output.write(line)
            self.written.rows += 1
        return tally

    def _rows(self, slot: Slot, source: Source) -> Iterator[Row]:
        if self.file.load == 1:
            yield from month_rows(source, slot.month, slot.rows)
            return
        key = key_of(source.seed, "revised", slot.flow, slot.month)
        for number, row in enumerate(month_rows(source, slot.month, slot.rows)):
            yield revised(row, key, number)
        yield from late_rows(source, slot.month, slot.late)

    def _spoilt(self, row: Row, line: str, tally: SlotTally) -> str:
        """The line with the error that is due, where it can have it; counted as a correct load counts it."""
        fields = line.split(self.file.separator)
        fault = self.planter.fault_for(fields)
        partner = row.partner.id
        if fault is not None:
            line = self.file.separator.join(fault.spoilt(fields))
            self.written.planted.append(Planted(self.file.name, self.written.rows + 2, fault, line))
            if not fault.stored:
                self.written.quarantined += 1
                return line
            if fault.column == "REGION":
                self.written.elsewhere.setdefault(fault.recorded, Amount()).add(row.cents, row.grams)
                return line
            partner = fault.recorded or partner
        tally.add(partner, row.article.code[:2], row.cents, row.grams)
        return line


def _line(row: Row, head: str, tail: str, mark: str) -> str:
    """One row of the form; what has no supplementary unit has the quantity 0."""
    goods, cents, grams, quantity = row.article, row.cents, row.grams, row.quantity_milli
    amount = f"{quantity // 1000},{quantity % 1000:03}" if quantity else "0"
    return (
        f"{head}{mark}{row.partner.id}{mark}{goods.code}{mark}{goods.unit}{mark}{cents // 100},{cents % 100:02}{mark}"
        f"{grams // 1000},{grams % 1000:03}{mark}{amount}{mark}{tail}"
    )
