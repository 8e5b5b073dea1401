"""A country of which a book holds the regions alone: their sum where all are there, else which are.

The sum is no national record: what is of no region (Comex Stat's `BR-ND`, not declared) is not in it, and every answer
says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sverka.measuring.answers import Answer, Remark
from sverka.measuring.building import TWO_SIDED
from sverka.reference.places_data import all_countries, region_rows

if TYPE_CHECKING:
    from sverka.measuring.engines.contract import Engine
    from sverka.recording.book import DataFile

MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Regions:
    """The regions of a country that some files record: `whole` are the files of sources that have them all."""

    country: str
    all: tuple[str, ...]
    there: tuple[str, ...]
    whole: tuple[DataFile, ...]

    @property
    def remark(self) -> Remark:
        """What an answer from them, or the lack of one, has to say."""
        values = {"country": self.country, "all": str(len(self.all))}
        if self.whole:
            return Remark("sum_of_regions", values)
        named = ", ".join(self.there[:MOST_NAMED]) + (" …" if len(self.there) > MOST_NAMED else "")
        return Remark("some_regions", {**values, "count": str(len(self.there)), "there": named})


def regions_held(country: str, files: Sequence[DataFile], engine: Engine) -> Regions | None:
    """Which regions of a country some files record; `None` for what is no country with regions, or where none is."""
    every = tuple(row["id"] for row in region_rows() if row["parent"] == country)
    if country not in all_countries() or not every:
        return None
    there: set[str] = set()
    whole: list[DataFile] = []
    for source in dict.fromkeys(file.shelf.source for file in files if file.shelf.source not in TWO_SIDED):
        members = [file for file in files if file.shelf.source == source]
        found = _reporters(members, engine) & set(every)
        there |= found
        whole += members if found == set(every) else []
    return Regions(country, every, tuple(sorted(there)), tuple(whole)) if there else None


def _reporters(files: Sequence[DataFile], engine: Engine) -> set[str]:
    from sverka.measuring.engines.contract import IBIS

    columns = frozenset.intersection(*(file.columns for file in files))
    with IBIS:
        table = engine.table([file.path for file in files], columns)
        query = engine.compile(table.select("reporter").distinct())
    return {str(code) for code in engine.fetch(query)["reporter"]}


def told_of_regions(answer: Answer, regions: Regions | None) -> Answer:
    """The answer with what is to be said of regions; in place of "no records" where there is none."""
    if regions is None:
        return answer
    kept = tuple(one for one in answer.remarks if one.kind != "no_records")
    return replace(answer, remarks=(*kept, regions.remark) if regions.whole else (regions.remark, *kept))
