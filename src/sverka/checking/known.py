"""Known figures: what the records say around claims that they do not answer, as statements that can be weighed.

A growth that a text states of a year that is not recorded bounds that year's level once the level of the year before is
known. So the parts and the base of every claim are asked, and what is recorded joins the statements that no record
answers. The totals of what may be a filtered extract do not: goods that the extract leaves out are no part of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sverka.checking.answered import unanswered
from sverka.checking.ledger import Ledger, Question
from sverka.checking.senses.finer import RECORDED_PART, finer_senses
from sverka.checking.senses.interpretation import Interpretation
from sverka.checking.weighing import Weighed
from sverka.measuring.answers import Answer
from sverka.measuring.book import Book
from sverka.measuring.extent import SCOPE
from sverka.model.claims import Claim
from sverka.model.interval import Interval
from sverka.model.measures import Level, Measure, UnitValue, base_period, measure_slices
from sverka.model.period import Period
from sverka.model.slices import Flow, Slice
from sverka.reconciling.resolving import LeftOutError, dated

MOST = 200
"""How many figures join the statements."""


def known_figures(
    claims: Iterable[Claim], assumed: Mapping[str, str], ledger: Ledger, taken: Iterable[str] = ()
) -> tuple[Claim, ...]:
    """The recorded levels of the slices and bases of claims, as claims `f1`, `f2`, … that state them exactly.

    `taken` are ids in use, which are not given again.
    """
    used = set(taken)
    found: dict[tuple[str, str | None], Claim] = {}
    for claim in claims:
        for measure in _parts(claim, assumed.get(claim.id)):
            key = (str(measure), claim.reporter)
            if key not in found and len(found) < MOST:
                figure = _figure(measure, claim.reporter or "", ledger)
                if figure is not None:
                    found[key] = figure
    names = (name for at in range(1, len(found) + len(used) + 1) if (name := f"f{at}") not in used)
    return tuple(replace(figure, id=name) for figure, name in zip(found.values(), names, strict=False))


def with_figures(weighed: Weighed, book: Book, measures: Iterable[Measure] = ()) -> tuple[Claim, ...]:
    """What a book records around the claims of a weighing and around the measures asked of its reporter."""
    asked = [
        Claim(f"m{at}", "level", None, "", reporter=weighed.reporter, measure=measure)
        for at, measure in enumerate(measures, 1)
    ]
    periods = {**weighed.assumed, **({claim.id: weighed.period for claim in asked} if weighed.period else {})}
    taken = (claim.id for claim in weighed.claims)
    return known_figures((*weighed.claims, *asked), periods, Ledger(book), taken)


def _parts(claim: Claim, assumed: str | None) -> Iterator[Level]:
    """The levels that a claim's measure is made of, those of its base, and the totals of their flows."""
    if claim.measure is None or claim.reporter is None:
        return
    try:
        measure = dated(claim.measure, Period.parse(assumed) if assumed else None)
    except LeftOutError:
        return
    unit = _unit(measure)
    for cut in (*measure_slices(measure), *_bases(measure)):
        flows = (Flow.EXPORT, Flow.IMPORT) if cut.flow is Flow.TURNOVER else (cut.flow,)
        for flow in flows:
            yield Level(replace(cut, flow=flow), unit)
            if not (cut.partners.is_all and cut.goods.is_all):
                yield Level(Slice(flow, period=cut.period), unit)


def _bases(measure: Measure) -> tuple[Slice, ...]:
    dated = ((cut, cut.period) for cut in measure_slices(measure) if cut.period is not None)
    bases = ((cut, base_period(measure, period)) for cut, period in dated)
    return tuple(replace(cut, period=base) for cut, base in bases if base is not None)


def _unit(measure: Measure) -> str | None:
    """The unit of the parts of a measure: of weight where it is of weight."""
    if isinstance(measure, UnitValue):
        return measure.currency
    return getattr(measure, "unit", None)


def _figure(measure: Level, reporter: str, ledger: Ledger) -> Claim | None:
    answer = ledger.answer(Question(measure, reporter))
    if unanswered(answer):
        measure, answer = _held_in(measure, reporter, answer, ledger)
    if answer.value is None or unanswered(answer) or answer.series is None:
        return None
    if any(remark.kind == SCOPE for remark in answer.remarks):
        return None
    point = Interval.point(answer.value)
    return Claim(
        "",
        "level",
        answer.value,
        answer.unit,
        flow=measure.cut.flow.value,
        reporter=reporter,
        partners=measure.cut.partners.include,
        period=str(measure.cut.period),
        measure=replace(measure, unit=answer.unit),
        interval=point,
        interval_wide=point,
        source=f"{answer.series.key.source}, {ledger.book.version}",
    )


def _held_in(measure: Level, reporter: str, answer: Answer, ledger: Ledger) -> tuple[Level, Answer]:
    """The level of the finest recorded codes that hold goods finer than the records: those cannot be more."""
    question = Question(measure, reporter)
    for one in finer_senses(Interpretation(question), answer):
        other = ledger.answer(one.question)
        if one.senses[0].sense != RECORDED_PART and not unanswered(other) and isinstance(one.measure, Level):
            return one.measure, other
    return measure, answer
