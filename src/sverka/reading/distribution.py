"""Names and figures in two parallel lists: "Russia, North America and Asia 7%, 9% and 18% respectively".

The first name goes with the first figure, the second with the second; without "respectively" where figures are alike:
"China and India, first and second".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sverka.reading.periods import Expression
from sverka.reading.placing import PlaceTerm
from sverka.reading.quantity import Quantity
from sverka.reading.sentences import Sentence

_JOINERS = frozenset([",", "and", "и", "&", "а", "the"])
MAX_WORDS_BETWEEN_LISTS = 3
MAX_WORDS_BETWEEN_SAID = 8


def distributed(
    sentence: Sentence, places: Sequence[PlaceTerm], quantities: Sequence[Quantity]
) -> dict[int, PlaceTerm]:
    """The partner of each figure that stands in a parallel list, by the first token of its number."""
    if len(places) < 2 or len(quantities) < 2:
        return {}
    said = bool(sentence.of_role("respectively"))
    found: dict[int, PlaceTerm] = {}
    names = list(_runs(sentence, [(p.first, p.last) for p in places]))
    figures = list(_runs(sentence, [(q.first, q.last) for q in quantities]))
    for name_from, name_to in names:
        for figure_from, figure_to in figures:
            run = quantities[figure_from:figure_to]
            reach = MAX_WORDS_BETWEEN_SAID if said or run[0].kind != "rank" else MAX_WORDS_BETWEEN_LISTS
            alike = all((q.kind, q.unit) == (run[0].kind, run[0].unit) for q in run)
            if name_to - name_from == len(run) and (said or alike) and _close(places[name_from:name_to], run, reach):
                found.update({q.core_first: places[name_from + k] for k, q in enumerate(run)})
    return found


def dated_apart(
    sentence: Sentence, times: Sequence[Expression], quantities: Sequence[Quantity]
) -> dict[int, Expression]:
    """The period of each figure where periods and figures are told in parallel: "in 2022 and 2023 … respectively"."""
    told = [time for time in times if not time.is_base and not time.is_relative]
    said = [part for time in told for part in _months_apart(sentence, time)]
    if len(said) < 2 or not sentence.of_role("respectively"):
        return {}
    found: dict[int, Expression] = {}
    for time_from, time_to in _runs(sentence, [(t.first, t.last) for t in said]):
        for figure_from, figure_to in _runs(sentence, [(q.first, q.last) for q in quantities]):
            run = quantities[figure_from:figure_to]
            if time_to - time_from == len(run):
                found.update({q.core_first: said[time_from + k] for k, q in enumerate(run)})
    return found


def _months_apart(sentence: Sentence, time: Expression) -> tuple[Expression, ...]:
    """ "March and April", told together elsewhere, are two months where each has its figure."""
    joint = next((at for at in range(time.first, time.last) if sentence.low(at) in ("and", "и")), None)
    if time.rule != "month range" or joint is None or time.group("f"):
        return (time,)
    year = tuple(pair for pair in time.groups if pair[0] == "y")
    first, last = (time.group(name) or "" for name in ("m1", "m2"))
    return (
        replace(time, rule="month", groups=(("m2", first), *year), last=joint),
        replace(time, rule="month", groups=(("m2", last), *year), first=joint + 1),
    )


def _runs(sentence: Sentence, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Stretches of at least two spans that only commas and "and" part."""
    start = 0
    for k in range(1, len(spans) + 1):
        if k < len(spans) and all(sentence.low(at) in _JOINERS for at in range(spans[k - 1][1], spans[k][0])):
            continue
        if k - start > 1:
            yield start, k
        start = k


def _close(places: Sequence[PlaceTerm], figures: Sequence[Quantity], reach: int) -> bool:
    gap = max(figures[0].first - places[-1].last, places[0].first - figures[-1].last)
    return 0 <= gap <= reach
