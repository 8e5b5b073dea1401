"""Senses of a count of partners: countries alone, or every partner that has a row."""

from __future__ import annotations

from collections.abc import Iterator

from sverka.checking.senses.interpretation import Interpretation, Setting, sense
from sverka.model.measures import Count


def counting_senses(given: Interpretation, setting: Setting) -> Iterator[Interpretation]:
    """Without what is no country and the reporter's own; every one that has a row, be it of no value."""
    measure = given.measure
    if not isinstance(measure, Count) or measure.dimension != "partners":
        return
    abroad = ("countries abroad alone", "только зарубежные страны")
    yield given.taken(sense("counting", "partners", "abroad", 1, abroad), counting="abroad")
    untraded = ("with those recorded at no value", "вместе с теми, где стоимость нулевая")
    yield given.taken(sense("counting", "partners", "untraded", 1, untraded), counting="untraded")
