"""Why there are no records of some reporter's trade in some period."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sverka.checking.wording import Ui
from sverka.model.period import Period


@dataclass(frozen=True, slots=True)
class RecordGap:
    """Months in which a reporter's records are not published, and why, with the source of that."""

    reporter: str
    first: Period
    last: Period | None
    reasons: dict[str, str]
    source: str

    def covers(self, reporter: str, period: Period) -> bool:
        """Whether the gap touches a reporter's period; `RU-*` stands for every region of RU."""
        named = reporter.startswith(self.reporter[:-1]) if self.reporter.endswith("*") else reporter == self.reporter
        begun = period.last_month >= self.first.first_month
        return named and begun and (self.last is None or period.first_month <= self.last.last_month)


@cache
def record_gaps() -> tuple[RecordGap, ...]:
    """The table of known gaps."""
    text = files("sverka.checking").joinpath("record_gaps.csv").read_text(encoding="utf-8")
    return tuple(_gap(row) for row in csv.DictReader(text.splitlines()))


def gap_reason(reporter: str | None, period: str | None, ui: Ui) -> str | None:
    """Why no records of `reporter` are published for `period`, `None` when no such gap is known.

    >>> gap_reason("RU-TOM", "2021", "en") is None
    True
    """
    if not reporter or not period:
        return None
    try:
        asked = Period.parse(period)
    except ValueError:
        return None
    return next((gap.reasons[ui] for gap in record_gaps() if gap.covers(reporter, asked)), None)


def _gap(row: dict[str, str]) -> RecordGap:
    last = Period.parse(row["to_month"]) if row["to_month"] else None
    reasons = {"en": row["en"], "ru": row["ru"]}
    return RecordGap(row["reporter"], Period.parse(row["from_month"]), last, reasons, row["source"])
