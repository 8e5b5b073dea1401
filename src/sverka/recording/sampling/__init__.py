"""A sample: format-true files of an invented region, with the key to what is true in them.

All of it follows from the number of rows and the seed, by whole-number arithmetic: the same bytes everywhere. Rows are
drawn, counted and written one by one, so that memory does not grow with them beyond the pairs of partners and goods.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from sverka.model.errors import UsageError
from sverka.recording.sampling import key as keys
from sverka.recording.sampling import office
from sverka.recording.sampling.customs import write_customs_file
from sverka.recording.sampling.folder import README, prepared
from sverka.recording.sampling.planning import CustomsFile, Slot, customs_files, plan_rows
from sverka.recording.sampling.rows import Source
from sverka.recording.sampling.tables_io import story
from sverka.recording.sampling.tally import SlotTally
from sverka.recording.sampling.world import FLOWS, Flow, deck

LEAST_ROWS, MOST_ROWS = 1_000, 100_000_000
MOST_SEED = (1 << 63) - 1

__all__ = ["LEAST_ROWS", "MOST_ROWS", "MOST_SEED", "Sample", "SampleFile", "write_sample"]


@dataclass(frozen=True, slots=True)
class SampleFile:
    """A file of records: its rows, how many of them a correct load quarantines, and in which load it comes."""

    path: Path
    rows: int
    quarantined: int
    load: int


@dataclass(frozen=True, slots=True)
class Sample:
    """What was written: the files of records in the order of loading, the key and the explanation."""

    folder: Path
    files: tuple[SampleFile, ...]
    key: Path
    readme: Path
    reporter: str


def write_sample(folder: Path, rows: int, seed: int, tick: Callable[[int], None] = lambda _: None) -> Sample:
    """Write a sample whose customs files have so many rows together; `tick` is told of rows written.

    Raise `UsageError` for numbers out of bounds, and for a folder that holds anything but an earlier sample.
    """
    if not LEAST_ROWS <= rows <= MOST_ROWS:
        raise UsageError("so many rows cannot be written", str(rows), f"say {LEAST_ROWS} to {MOST_ROWS}")
    if not 0 <= seed <= MOST_SEED:
        raise UsageError("not a seed", str(seed), f"say a whole number from 0 to {MOST_SEED}")
    customs, plan = customs_files(), plan_rows(rows)
    names = [file.name for file in customs]
    with prepared(folder, [*names, office.NAME, README, keys.NAME]) as work:
        made = keys.Made(rows, seed)
        sources = _sources(plan, seed)
        again = {(slot.flow, slot.month) for file in customs if file.load > 1 for slot in plan[file.name]}
        for file in customs:
            path = work / file.name
            path.parent.mkdir(exist_ok=True)
            counted = _counter(made, file, again, tick)
            made.files.append((file.load, write_customs_file(path, file, plan[file.name], sources, counted)))
        written, made.declared = office.write_office_file(work / office.NAME, made.last, seed)
        made.files.append((1, written))
        _write_text(work / README, _readme(rows, seed))
        _write_text(work / keys.NAME, keys.key_text(made))
    return _told(folder, made)


def _sources(plan: Mapping[str, list[Slot]], seed: int) -> dict[Flow, Source]:
    """Where the rows come from; how many pairs there are goes by the mean month."""
    found: dict[Flow, Source] = {}
    for flow in FLOWS:
        counts = [slot.rows for slots in plan.values() for slot in slots if slot.flow == flow and not slot.late]
        pairs = deck(flow, seed, sum(counts) // len(counts))
        found[flow] = Source(pairs, pairs.weight, seed)
    return found


def _counter(
    made: keys.Made, file: CustomsFile, again: Set[tuple[Flow, int]], tick: Callable[[int], None]
) -> Callable[[SlotTally], None]:
    """Counts the months of one file: what is restated later counts after the first load alone."""

    def count(slot: SlotTally) -> None:
        if file.load == 1:
            made.first.take(slot)
        if file.load > 1 or (slot.flow, slot.month) not in again:
            made.last.take(slot)
        tick(sum(amount.rows for amount in slot.cells.values()))

    return count


def _readme(rows: int, seed: int) -> str:
    text = Path(__file__).with_name("readme.txt").read_text(encoding="utf-8")
    return text.format(rows=rows, seed=seed, region=story()["region"])


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")


def _told(folder: Path, made: keys.Made) -> Sample:
    files = sorted(made.files, key=lambda one: one[0])
    return Sample(
        folder=folder,
        files=tuple(SampleFile(folder / one.name, one.rows, one.quarantined, load) for load, one in files),
        key=folder / keys.NAME,
        readme=folder / README,
        reporter=str(story()["reporter"]),
    )
