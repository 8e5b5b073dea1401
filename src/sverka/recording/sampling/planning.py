"""Which file holds how many rows of which month and flow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sverka.recording.sampling.months import month_number
from sverka.recording.sampling.tables_io import rows_of, story
from sverka.recording.sampling.world import FLOWS, Flow

SEPARATORS = {"tab": "\t", "semicolon": ";"}
NEWLINES = {"lf": "\n", "crlf": "\r\n"}


@dataclass(frozen=True, slots=True)
class CustomsFile:
    """A file in the customs form, its months by number, both included; `load` 2 restates what load 1 published."""

    name: str
    first: int
    last: int
    separator: str
    newline: str
    load: int


@dataclass(frozen=True, slots=True)
class Slot:
    """The rows of one flow and month in one file; of a restated one, `late` rows come on top of the `rows`."""

    flow: Flow
    month: int
    rows: int
    late: int = 0


def customs_files() -> tuple[CustomsFile, ...]:
    """The files in the customs form, in the order of loading."""
    return tuple(
        CustomsFile(
            name=row["file"],
            first=month_number(row["first_month"]),
            last=month_number(row["last_month"]),
            separator=SEPARATORS[row["separator"]],
            newline=NEWLINES[row["newline"]],
            load=int(row["load"]),
        )
        for row in rows_of("files.csv")
    )


def plan_rows(rows: int) -> dict[str, list[Slot]]:
    """By file its slots in order; together they have exactly so many rows."""
    first = _largest_first(rows)
    counts = _counts(first)
    plan: dict[str, list[Slot]] = {file.name: [] for file in customs_files()}
    left = rows - first - sum(count + _late(count) for count in _restated(counts).values())
    for file in customs_files():
        for key in _keys(file.first, file.last):
            if file.load == 1:
                plan[file.name].append(Slot(*key, counts[key]))
            else:
                plan[file.name].append(Slot(*key, counts[key], _late(counts[key]) + left))
                left = 0
    return plan


def _largest_first(rows: int) -> int:
    """How many rows are published first, so that with the restated ones there are at most `rows`."""
    low, high = 0, rows
    while low < high:
        middle = (low + high + 1) // 2
        whole = middle + sum(count + _late(count) for count in _restated(_counts(middle)).values())
        low, high = (middle, high) if whole <= rows else (low, middle - 1)
    return low


def _late(count: int) -> int:
    return 1 + count * int(story()["restated"]["late"]) // 1000


def _restated(counts: dict[tuple[Flow, int], int]) -> dict[tuple[Flow, int], int]:
    told = story()["restated"]
    keys = _keys(month_number(told["first_month"]), month_number(told["last_month"]))
    return {key: counts[key] for key in keys}


def _keys(first: int, last: int) -> Iterator[tuple[Flow, int]]:
    return ((flow, month) for month in range(first, last + 1) for flow in FLOWS)


def _counts(rows: int) -> dict[tuple[Flow, int], int]:
    """Rows by flow and month: cut from one line, so that they add up to the whole."""
    told = story()
    first, last = month_number(told["first_month"]), month_number(told["last_month"])
    exports = int(told["export_row_share"])
    shares = {"export": exports, "import": 1000 - exports}
    keys = list(_keys(first, last))
    weights = [shares[flow] * (1000 + month - first) for flow, month in keys]
    whole, passed, found = sum(weights), 0, {}
    for key, weight in zip(keys, weights, strict=True):
        before = passed
        passed += weight
        found[key] = rows * passed // whole - rows * before // whole
    return found
