"""Periods and bases of figures: their own words of time, the period that the talk goes on in, and quoted periods."""

from __future__ import annotations

from dataclasses import replace

from sverka.model.claims import ClaimKind
from sverka.model.period import Period
from sverka.reading.candidates import NEXT_COST, Candidate
from sverka.reading.counting import told_base
from sverka.reading.discourse import Compared, Filled, State
from sverka.reading.frames import Frame, expression_of
from sverka.reading.passing import behind_conjunction, in_aside, is_subject, is_told_aside, opens_aside, tells_speech
from sverka.reading.periods import TimeFrame
from sverka.reading.quoted_periods import quoted_period
from sverka.reading.resolved import LIST, Resolved, filled_from
from sverka.reading.view import CLAUSE_COST

_BRACKET_TOKENS = 10
MAX_TOKENS_TO_VERB = 4
CLAUSE_BREAK = 3
DAYS = "days or weeks"
SEASON_OF_A_YEAR = "a season of the year"
_UNTOLD = {"weeks": DAYS, "season of a year": SEASON_OF_A_YEAR}
_ASIDES = frozenset(["alone", "had", "отдельно"])


def in_passing(frame: Frame, period: Filled) -> bool:
    """Whether the words of time stand right before a bracket with the number ("only June (17 kt) rose") or in it."""
    tokens, first = frame.view.sentence.tokens, frame.view.quantity.first
    if is_told_aside(frame.view.sentence, frame.view.quantity.core_first, frame.view.quantity.core_last, period.start):
        return True
    if first >= 2 and tokens[first - 1].low == "(" and period.end == tokens[first - 2].end:
        return True
    opening = next((at for at in range(first - 1, max(first - _BRACKET_TOKENS, -1), -1) if tokens[at].low == "("), None)
    inside = opening is not None and period.start is not None and tokens[opening].end <= period.start
    return inside and period.start is not None and period.start < tokens[first].start


def is_aside(resolved: Resolved) -> bool:
    """Whether a figure's period is an aside, "in October alone", "June had seen": the talk returns from it."""
    period, sentence = resolved.open_period, resolved.frame.view.sentence
    behind = next((at for at, t in enumerate(sentence.tokens) if period is not None and t.start == period.end), None)
    behind = behind or next((at for at, t in enumerate(sentence.tokens) if period and t.start - 1 == period.end), None)
    return behind is not None and sentence.low(behind) in _ASIDES


def is_before_past(resolved: Resolved) -> bool:
    """Whether a figure is told in the pluperfect: "the record had been 12 million, of May 2018"."""
    view = resolved.frame.view
    start = max(view.left, view.quantity.first - MAX_TOKENS_TO_VERB)
    return view.lang == "en" and any(view.sentence.low(at) == "had" for at in range(start, view.quantity.first))


def days_of(frame: Frame, period: Filled | None, before: Resolved | None) -> Filled | None:
    """Words by which a figure is of days or weeks, which records of months do not tell; `None` where it is not."""
    weeks = next((c for c in frame.period if expression_of(c).rule in _UNTOLD), None)
    if weeks is not None and weeks is frame.period[0] and not _is_passing(frame, weeks):
        sentence, (start, end) = frame.view.sentence, frame.view.quantity.span
        parted = any(sentence.breaks[at] >= CLAUSE_BREAK for at in range(min(end, weeks.first), max(start, weeks.last)))
        if not parted and not tells_speech(sentence, weeks.first):
            return filled_from(frame, weeks, _UNTOLD[expression_of(weeks).rule])
    if period is None or before is None or "days" not in before.slots or period.origin != LIST:
        told = period is not None and period.rule.endswith(": part of month")
        return replace(period, value=DAYS) if told and period is not None else None
    return before.slots["days"]


def period_of(frame: Frame, state: State, before: Resolved | None, time: TimeFrame) -> Filled | None:
    """The period of a figure: quoted, its own, that of the figure before it, or that of the talk."""
    quoted = quoted_period(frame, state, before, time)
    if quoted is not None:
        return quoted
    passing: Candidate | None = None
    for candidate in frame.period:
        if before is not None and not frame.fresh and not candidate.near:
            break
        if _is_passing(frame, candidate):
            passing = passing or candidate
            continue
        if (
            candidate.cost >= NEXT_COST
            and candidate.first >= frame.view.quantity.core_last
            and state.period is not None
        ):
            continue  # it is the next figure's
        if not candidate.near and _behind_another_flow(frame, candidate):
            continue
        period = expression_of(candidate).resolve(time)
        if period is not None:
            return filled_from(
                frame, candidate, _to_date(frame, candidate, _bracketed(frame, candidate, period, before), time)
            )
    same = _same_months(frame, time)
    if same is not None:
        return same
    if before is not None and before.open_period is not None:
        return replace(before.open_period, rule="as the figure before it", origin=LIST)
    return state.period or state.topic_period or _after_base(frame, time) or _said_in_passing(frame, passing, time)


def _is_passing(frame: Frame, candidate: Candidate) -> bool:
    sentence, quantity = frame.view.sentence, frame.view.quantity
    first, last, number = candidate.first, candidate.last, quantity.core_first
    if first >= quantity.core_last and (is_subject(sentence, first, last) or _is_said_in(frame, candidate)):
        return True
    if behind_conjunction(sentence, first, quantity.core_last):
        return True
    return in_aside(sentence, first, last, number) or opens_aside(sentence, first, last, number)


def _is_said_in(frame: Frame, candidate: Candidate) -> bool:
    """Whether words behind the number say when it was told: "…, the ministry said in February"."""
    return (
        tells_speech(frame.view.sentence, candidate.first)
        and frame.view.sentence.breaks[frame.view.quantity.core_last] > 0
    )


def _said_in_passing(frame: Frame, candidate: Candidate | None, time: TimeFrame) -> Filled | None:
    """Words of time that would date another thing, where nothing else dates the figure."""
    period = expression_of(candidate).resolve(time) if candidate is not None else None
    return filled_from(frame, candidate, period) if candidate is not None and period is not None else None


def _bracketed(frame: Frame, candidate: Candidate, period: Period, before: Resolved | None) -> Period:
    """The same months of a year that heads a bracket: "January–October: 6 bn (2023: 5.5 bn)"."""
    sentence = frame.view.sentence
    told = before.value("period") if before is not None else None
    opened = "(" in (sentence.low(candidate.first - 1), sentence.low(candidate.first - 2))
    heads = opened and sentence.low(candidate.last) in (":", "—", "–")
    if not heads or not period.is_year or not isinstance(told, Period) or told.months >= period.months:
        return period
    return told.shift(12 * (period.first_month // 12 - told.last_month // 12))


def _to_date(frame: Frame, candidate: Candidate, period: Period, time: TimeFrame) -> Period:
    """The months of "since the start of the year", where its base has them: "than in seven months".

    A change "in the year to October" in a text on October is October's against that of the year before.
    """
    expression, month = expression_of(candidate), Period(period.last_month, period.last_month)
    if expression.group("u") == "a" and frame.kind == "growth" and month in (time.spoken, time.main):
        return month
    if expression.rule != "year to date":
        return period
    for base in frame.base:
        told = (
            expression_of(base).resolve(time) if expression_of(base).rule in ("first months", "month range") else None
        )
        if told is not None and told.first_month % 12 == 0 and told.months < 12:
            return told.shift(period.first_month - told.first_month)
    return period


def _same_months(frame: Frame, time: TimeFrame) -> Filled | None:
    """ "Compared with January–September of 2009 the same months of this year": the months of the base, this year's."""
    spoken = next((expression_of(c).resolve(time) for c in frame.base if not expression_of(c).is_relative), None)
    for candidate in frame.base:
        expression = expression_of(candidate)
        if expression.rule == "same period" and expression.group("y") == "T" and spoken is not None:
            return filled_from(frame, candidate, expression.resolve(replace(time, spoken=spoken)))
    return None


def _behind_another_flow(frame: Frame, candidate: Candidate) -> bool:
    """Whether words of time behind the number belong to another clause, which has a flow of its own."""
    sentence = frame.view.sentence
    flows = [c for c in frame.flow if c.first > candidate.first and not any(sentence.breaks[candidate.last : c.first])]
    if flows and flows[0] is frame.flow[0] and candidate.last == flows[0].first:
        return False  # "the second item in its 2022 exports" has no other flow
    return candidate.first >= frame.view.quantity.core_last and bool(flows)


def _after_base(frame: Frame, time: TimeFrame) -> Filled | None:
    """The year behind the one that a growth is measured from, where nothing says it: "down 7.8 % on 2019"."""
    if frame.kind not in ("growth", "comparison"):
        return None
    for candidate in frame.base:
        if candidate.near and expression_of(candidate).rule == "year" and expression_of(candidate).is_base:
            base = expression_of(candidate).resolve(time)
            return filled_from(frame, candidate, base.shift(12)) if base else None
    return None


def _same_part(base: Period, period: Period) -> Period | None:
    """The base of a part of a year, the same months of the year named: "in the first half, compared with last year"."""
    if base.months != 12 or period.months >= base.months:
        return base
    told = period.shift(-12 * ((period.last_month - base.first_month) // 12))
    return told if told != period and base.contains(told) else period.year_earlier()


def add_base(
    slots: dict[str, Filled], frame: Frame, kind: ClaimKind, time: TimeFrame, goes_on: Compared | None
) -> None:
    """Add what a growth or a change is measured from: the base said, else the same period a year earlier.

    Where the change before it, of the same period, was measured from the period just before, so is it.
    """
    if kind not in ("growth", "comparison"):
        return
    period = slots["period"].value if "period" in slots else None
    told = replace(time, spoken=period if isinstance(period, Period) else None)
    for candidate in frame.base:
        if candidate.cost >= CLAUSE_COST + 4:
            break
        unhinted = replace(told, year_hint=None) if candidate.cost else told
        base = told_base(expression_of(candidate), told.spoken, unhinted)
        base = _same_part(base, period) if base is not None and isinstance(period, Period) else base
        if base is not None and base != period:
            slots["base"] = filled_from(frame, candidate, base)
            return
    if isinstance(period, Period) and goes_on == (period, period.shift(-period.months)):
        slots["base"] = Filled(goes_on[1], "as the change before it", LIST, 0.6)
    elif isinstance(period, Period):
        slots["base"] = Filled(period.year_earlier(), "unless stated, the same period a year earlier", "default", 0.7)
