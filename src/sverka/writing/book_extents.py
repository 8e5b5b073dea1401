"""Which reporters a book holds a narrow extract of, as lines and as plain objects."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sverka.checking.wording import Ui, phrasebook
from sverka.measuring.building import TWO_SIDED
from sverka.measuring.extent import Extent, extent_of_contents
from sverka.recording.about import about
from sverka.recording.book import Snapshot
from sverka.recording.contents import contents
from sverka.reference.places import get_place
from sverka.writing.objects import Object
from sverka.writing.scopes import scope_name, scope_object

MOST_TOLD = 10
Extents = Mapping[tuple[str, str], Extent]


def book_extents(snapshot: Snapshot, sources: Collection[str]) -> Extents:
    """The narrow extracts among some sources of a version, by source and reporter.

    A source that both partners report is not judged here: each country stands in the rows of all.
    """
    told = snapshot.about()
    found = {}
    for one in contents(snapshot, frozenset(sources) - TWO_SIDED):
        extent = extent_of_contents(one, about(one.source, told.get(one.source)).scope)
        if extent.is_narrow:
            found[one.source, one.reporter] = extent
    return found


def extent_lines(extents: Extents, ui: Ui) -> Iterator[str]:
    """A line for each narrow extract of a load; of very many the first."""
    words = phrasebook("sverka.writing", ui)
    for (_, reporter), extent in list(extents.items())[:MOST_TOLD]:
        place = get_place(reporter)
        name = f"{place.name(ui)} ({reporter})" if place else reporter
        yield words.say("load_extent", reporter=name, scope=scope_name(extent, ui))
    if len(extents) > MOST_TOLD:
        yield words.say("book_more", count=len(extents) - MOST_TOLD)


def extents_objects(extents: Extents) -> list[Object]:
    """The narrow extracts for JSON."""
    return [
        {"source": source, "reporter": reporter, **(scope_object(extent, "en") or {})}
        for (source, reporter), extent in extents.items()
    ]
