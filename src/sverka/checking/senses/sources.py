"""Senses of whose records: another source of the same reporter, the partner's records, imports valued FOB."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sverka.checking.ledger import asked_flows
from sverka.checking.senses.interpretation import Interpretation, Setting, sense
from sverka.measuring.mirrors import OPPOSITE
from sverka.model.measures import Growth, Level
from sverka.model.slices import Flow, Members
from sverka.reference.places import get_place


def source_senses(given: Interpretation, setting: Setting) -> Iterator[Interpretation]:
    """Each other source that records the reporter: it may count another's trade, or value it otherwise."""
    if given.question.source is not None or given.question.mirror_of is not None:
        return
    series = setting.ledger.series(given.question.reporter)
    told = {one.key.source: one.about for one in series}
    for source, about in list(told.items())[1:]:
        words = (f"by {about.title_en}", f"по источнику «{about.title_ru}»")
        yield given.taken(sense("source", next(iter(told)), source, 2, words), source=source)


def mirror_senses(given: Interpretation, setting: Setting) -> Iterator[Interpretation]:
    """The same trade as the partner records it; only between two countries, since partners record no regions."""
    measure, reporter = given.measure, given.question.reporter
    if not isinstance(measure, Level | Growth) or given.question.mirror_of is not None:
        return
    partners, flow = measure.cut.partners, measure.cut.flow
    if flow not in OPPOSITE or partners.exclude or len(partners.include) != 1:
        return
    partner = partners.include[0]
    if not (_is_country(reporter) and _is_country(partner)):
        return
    cut = replace(measure.cut, flow=OPPOSITE[flow], partners=Members.of(reporter))
    words = (f"as {partner} records it", f"по записям {partner}")
    use = sense("mirror", reporter, partner, 3, words)
    yield given.taken(use, replace(measure, cut=cut), reporter=partner, mirror_of=reporter, source=None)


def valuation_senses(given: Interpretation, setting: Setting) -> Iterator[Interpretation]:
    """Imports without freight and insurance, where they are recorded with them."""
    if not isinstance(given.measure, Level) or given.question.fob or Flow.IMPORT not in asked_flows(given.measure):
        return
    series = setting.ledger.series(given.question.reporter, given.question.source)
    if any(one.valuation == "CIF" and one.flow is Flow.IMPORT for own in series[:1] for one in own.definitions):
        words = ("imports brought to FOB by the factor 1.06", "импорт приведён к FOB коэффициентом 1,06")
        yield given.taken(sense("valuation", "CIF", "FOB", 3, words), fob=True)


def _is_country(code: str) -> bool:
    place = get_place(code)
    return place is not None and place.kind == "country"
