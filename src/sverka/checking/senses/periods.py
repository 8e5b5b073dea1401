"""Senses of a period and of the base of a growth: last year, the last twelve months, the fiscal year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sverka.checking.senses.interpretation import Interpretation, Setting, in_period, sense
from sverka.model.measures import Compared, measure_period
from sverka.model.period import Period
from sverka.reference.fiscal import fiscal_year

_RELATIVE = "words of time: relative"
Named = tuple[Period, str, int, tuple[str, str]]


def period_senses(given: Interpretation, setting: Setting) -> Iterator[Interpretation]:
    """Other periods that the words may mean: none for a period that is said in full, but the fiscal year."""
    plain = measure_period(given.measure)
    if plain is None:
        return
    seen = {plain}
    for period, name, distance, words in (*_fiscal(plain, given), *_near_publication(given, setting)):
        if period not in seen:
            seen.add(period)
            told = (f"{words[0]}: {period}", f"{words[1]}: {period}")
            use = sense("period", str(plain), name, distance, told)
            yield given.taken(use, in_period(given.measure, period))


def _fiscal(plain: Period, given: Interpretation) -> Iterator[Named]:
    """The fiscal year that a calendar year's number may name."""
    fiscal = fiscal_year(given.question.reporter)
    if fiscal is None or not plain.is_year:
        return
    year = plain.first_month // 12
    for name, shift in (("fiscal-year-ending", -1), ("fiscal-year-beginning", 0)):
        distance = 1 if (shift < 0) == fiscal.named_by_end else 2
        start = (year + shift) * 12 + fiscal.start_month - 1
        yield Period(start, start + 11), name, distance, ("the fiscal year", "финансовый год")


def _near_publication(given: Interpretation, setting: Setting) -> Iterator[Named]:
    """What "last year" and a period left unsaid may mean beside the last full year."""
    month = setting.published_month
    if month is None or not (setting.assumed or _is_relative(setting)):
        return
    year = month // 12
    plain = measure_period(given.measure)
    if setting.assumed or plain is None or plain.is_year:
        yield Period.year(year - 1), "year-before-publication", 1, ("the last full year", "последний полный год")
    last = _last_recorded(given, setting, month)
    if last is None:
        return
    yield Period(last - 11, last), "twelve-months", 2, ("the last twelve months", "последние двенадцать месяцев")
    if setting.assumed and last % 12 != 11:
        yield Period(last - last % 12, last), "year-to-date", 2, ("the year to date", "с начала года")


def _is_relative(setting: Setting) -> bool:
    fill = setting.slot("period")
    return fill is not None and fill.rule.startswith(_RELATIVE)


def _last_recorded(given: Interpretation, setting: Setting, month: int) -> int | None:
    from sverka.checking.ledger import asked_flows

    lasts = [setting.ledger.last_month(given.question.reporter, flow, month) for flow in asked_flows(given.measure)]
    known = [last for last in lasts if last is not None]
    return min(known) if known and len(known) == len(lasts) else None


def base_senses(given: Interpretation, setting: Setting) -> Iterator[Interpretation]:
    """The month or quarter before, where a growth over a month or quarter does not say what it is measured from."""
    measure = given.measure
    fill = setting.slot("base")
    if not isinstance(measure, Compared) or (fill is not None and fill.origin != "default"):
        return
    period = measure_period(measure)
    if period is None or period.months not in (1, 3) or measure.base is not None:
        return
    words = {1: ("on the month before", "к предыдущему месяцу"), 3: ("on the quarter before", "к предыдущему кварталу")}
    use = sense("base", "growth", "period-before", 1, words[period.months])
    yield given.taken(use, replace(measure, base=period.shift(-period.months)))
