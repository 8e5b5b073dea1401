"""Senses of groups of countries, and of countries whose customs territory is wider: Asia without Turkey."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sverka.checking.senses.interpretation import Interpretation, Setting, sense
from sverka.model.measures import Measure, Rank, each_slice, measure_period, measure_slices
from sverka.model.period import Period
from sverka.model.slices import Members, Slice
from sverka.reference.places import Sense, get_place, members, senses


def partner_senses(given: Interpretation, setting: Setting) -> Iterator[Interpretation]:
    """Each group or country that the measure names in each of its other senses."""
    when = measure_period(given.measure)
    for name in _names(given.measure):
        taken: set[frozenset[str]] = {members(name, when)} if get_place(name) else set()
        for one in senses(name, when)[1:]:
            stands_for = members(name, when, one.id)
            if not stands_for or stands_for in taken:
                continue
            taken.add(stands_for)
            use = sense("partners", name, one.id, one.distance, (one.name_en, one.name_ru))
            yield given.taken(use, _in_sense(given.measure, one, when))


def _names(measure: Measure) -> tuple[str, ...]:
    """The partners that a measure names, ranks aside: these go by single countries."""
    if isinstance(measure, Rank):
        return ()
    return tuple(dict.fromkeys(name for cut in measure_slices(measure) for name in cut.partners.include))


def _in_sense(measure: Measure, one: Sense, when: Period | None) -> Measure:
    def changed(cut: Slice) -> Slice:
        partners = cut.partners
        if one.place not in partners.include:
            return cut
        if len(partners.include) == 1 or not one.removed:
            exclude = (*partners.exclude, *one.removed)
            return replace(cut, partners=Members((*partners.include, *one.added), exclude))
        # What the sense leaves out may belong to another place of the same cut: then it is spelled out.
        rest = [name for name in partners.include if name != one.place]
        return replace(cut, partners=Members((*rest, *members(one.place, when, one.id)), partners.exclude))

    return each_slice(measure, changed)
