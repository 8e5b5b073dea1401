"""What an assistant may read beside asking: the grammar, the rules, the verdicts, what the book's figures mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sverka.serving import pages
from sverka.serving.desk import Desk


@dataclass(frozen=True, slots=True)
class Resource:
    """A page with its address."""

    uri: str
    name: str
    description: str
    read: Callable[[Desk], str]


RESOURCES: Mapping[str, Resource] = {
    one.uri: one
    for one in (
        Resource("sverka://measures", "measures", "Every measure, and how slices are written.", pages.measures_page),
        Resource("sverka://rules", "rules", "How to read trade figures in a text: claims, periods.", pages.rules_page),
        Resource("sverka://verdicts", "verdicts", "What each verdict means.", pages.verdicts_page),
        Resource(
            "sverka://definitions",
            "definitions",
            "What the figures of the book mean, by source: whose trade, valuation, partners, re-exports.",
            pages.definitions_page,
        ),
    )
}
