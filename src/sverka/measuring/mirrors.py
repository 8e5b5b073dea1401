"""Mirrors: what the partners record of the same trade, shown beside a figure and never merged with it.

A's exports to B and B's imports from A are two records of one trade. They differ by valuation (CIF over FOB), lag,
trade system, the partner meant and secrecy,
so neither corrects the other (IMTS 2010, chapter on bilateral asymmetries).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sverka.measuring.answers import Answer, Remark
from sverka.measuring.book import Cube
from sverka.model.measures import Level, Measure
from sverka.model.period import Period
from sverka.model.slices import Flow, Members
from sverka.reference.places import get_place, members

OPPOSITE = {Flow.EXPORT: Flow.IMPORT, Flow.IMPORT: Flow.EXPORT}


def mirrored(cube: Cube, measure: Measure) -> Iterator[tuple[str, Answer]]:
    """For a level of exports or imports with named partners: each partner's own record of the opposite flow.

    Only a country has mirrors: partners do not record regions. What has none gives an answer without a value.
    """
    if not isinstance(measure, Level) or measure.cut.flow not in OPPOSITE or not measure.cut.partners.include:
        return
    place = get_place(cube.reporter)
    if place is None or place.kind != "country":
        return
    period = measure.cut.period or cube.measure(measure).assumed
    for partner in sorted(_single(measure.cut.partners, period)):
        cut = replace(measure.cut, flow=OPPOSITE[measure.cut.flow], partners=Members.of(cube.reporter), period=period)
        theirs = cube.book.cube(partner)
        answer = theirs.measure(replace(measure, cut=cut))
        if not theirs.series:
            answer = replace(answer, remarks=(Remark("mirror_missing", {"partners": partner}),))
        yield partner, answer


def _single(partners: Members, when: Period | None) -> frozenset[str]:
    include = frozenset().union(*(members(name, when) for name in partners.include))
    return include - frozenset().union(*(members(name, when) for name in partners.exclude))
