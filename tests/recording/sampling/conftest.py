"""Samples that the tests read, and a reader of theirs that shares no code with the loader or the generator."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from sverka.recording.sampling import write_sample

HEADER = ["NAPR", "PERIOD", "STRANA", "TNVED", "EDIZM", "STOIM", "NETTO", "KOL", "REGION", "REGION_S"]
REGION = "59000 - ОБРАЗЦОВАЯ ОБЛАСТЬ"


class Record(NamedTuple):
    """One row of the customs form that can be read."""

    line: int
    flow: str
    month: int
    partner: str
    goods: str
    unit: str
    dollars: Decimal
    kilograms: Decimal
    quantity: Decimal
    region: str


@dataclass(frozen=True)
class Sampled:
    """A sample with its key."""

    folder: Path
    key: dict[str, Any]

    def files(self, load: int | None = None) -> list[dict[str, Any]]:
        """The entries of the customs files in the key."""
        return [one for one in self.key["files"] if one["source"] == "fts" and load in (None, one["load"])]

    def lines(self, entry: dict[str, Any]) -> list[str]:
        """The lines of a file without their ends."""
        text = (self.folder / entry["file"]).read_bytes().decode(entry["encoding"])
        assert text.endswith("\n")
        return text.replace("\r\n", "\n").removesuffix("\n").split("\n")

    def records(self, entry: dict[str, Any]) -> Iterator[Record]:
        """The rows of a customs file that can be read."""
        for number, line in enumerate(self.lines(entry)[1:], start=2):
            record = parsed(number, line.split(entry["separator"]))
            if record is not None:
                yield record

    def recorded(self, load: int) -> list[Record]:
        """What is recorded of the region after the first load, or after both: a month that comes again replaces."""
        scopes: dict[tuple[str, int], list[Record]] = {}
        for step in range(1, load + 1):
            fresh: dict[tuple[str, int], list[Record]] = {}
            for entry in self.files(step):
                for record in self.records(entry):
                    if record.region == REGION:
                        fresh.setdefault((record.flow, record.month), []).append(record)
            scopes |= fresh
        return [record for records in scopes.values() for record in records]


def parsed(line: int, fields: list[str]) -> Record | None:
    """A row by its fields; `None` where it cannot be read."""
    if len(fields) != len(HEADER):
        return None
    flow, period, partner, goods, unit, *numbers, region, _ = fields
    # A code of ТН ВЭД has ten digits: one of nine has lost the zero of its chapter.
    goods = goods.zfill(10) if len(goods) == 9 else goods
    month = re.fullmatch(r"(0[1-9]|1[0-2])/(20\d\d)", period)
    if month is None or not re.fullmatch(r"\d{10}", goods) or flow not in ("ЭК", "ИМ"):
        return None
    try:
        dollars, kilograms, quantity = (Decimal(number.replace(",", ".")) for number in numbers)
    except InvalidOperation:
        return None
    when = int(month[2]) * 12 + int(month[1]) - 1
    return Record(
        line, {"ЭК": "export", "ИМ": "import"}[flow], when, partner, goods, unit, dollars, kilograms, quantity, region
    )


def sampled(folder: Path, rows: int, seed: int) -> Sampled:
    """A sample of so many rows."""
    write_sample(folder, rows, seed)
    return Sampled(folder, tomllib.loads((folder / "key.toml").read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Sampled:
    """The smallest sample."""
    return sampled(tmp_path_factory.mktemp("tiny") / "sample", 1_000, 1)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sampled:
    """A sample large enough for every kind of error and for shares that mean something."""
    return sampled(tmp_path_factory.mktemp("sample") / "sample", 8_000, 3)
