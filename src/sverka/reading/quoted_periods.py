"""Periods of figures quoted for comparison: "against 3.4 bn a year earlier", "from 61 percent in the same months"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sverka.model.period import Period
from sverka.reading.candidates import Candidate, belongs_to_next
from sverka.reading.counting import told_base
from sverka.reading.discourse import Filled, State
from sverka.reading.frames import Frame, expression_of
from sverka.reading.lexicon import Term
from sverka.reading.periods import TimeFrame
from sverka.reading.quoting import CHANGE, quoting_words, tells_when
from sverka.reading.resolved import QUOTED, Resolved, filled_from

MAX_TOKENS_BESIDE = 2
MAX_COST_OF_OWN = 5
_OF_CHANGES = frozenset({"year on year", "over years", "since"})
_OPENERS = frozenset(["(", "—", "–", "-"])


def quoted_period(frame: Frame, state: State, before: Resolved | None, time: TimeFrame) -> Filled | None:
    """The period that a figure is quoted for; `None` for one that is stated for itself."""
    return _quoted_period(frame, state, before, time) or _quoted_on(frame, before)


def _quoted_period(frame: Frame, state: State, before: Resolved | None, time: TimeFrame) -> Filled | None:
    """A level quoted for comparison, "against 3.4 bn a year earlier", is of the period that it is quoted for."""
    led = quoting_words(frame.view.sentence, frame.view.quantity)
    if frame.kind in ("share", "rank", "count") and (led is None or frame.kind != "share"):
        return _told_when(frame, state, before, time)
    if frame.kind not in ("level", "balance", "growth", "share"):
        return None
    unled = frame.kind == "growth" and (led is None or before is None)
    opened = _open_period(before, state) if before is not None or not frame.period else None
    spoken = opened.value if opened else _own_spoken(frame, time)
    told = replace(time, spoken=spoken if isinstance(spoken, Period) else time.spoken)
    for candidate in _pointing_back(frame):
        telling = tells_when(frame.view.sentence, frame.view.quantity, expression_of(candidate), frame.view.others)
        if telling or (_is_led_to(frame, candidate, led) and not unled):
            period = _beside(frame, candidate, time) or expression_of(candidate).resolve(told)
            filled = filled_from(frame, candidate, period) if period else None
            later = expression_of(candidate).rule == "year later"
            return replace(filled, origin=QUOTED) if filled is not None and not later else filled
    if unled or led is None or not isinstance(spoken, Period):
        return None
    return _led_by_words(frame, before, led, told)


def _pointing_back(frame: Frame) -> Iterator[Candidate]:
    """The words of comparison in time that a quoted figure may be of; none of a change with its own time behind it."""
    if frame.kind == "growth" and frame.period and frame.period[0].first >= frame.view.quantity.core_last:
        return
    for candidate in frame.base:
        rule = expression_of(candidate).rule
        of_change = rule in _OF_CHANGES and (frame.kind == "level" or rule != "year on year")
        # "5 bn over the year" is of the year spoken of; "4.9 bn, and a year later 8.2 bn"
        if not of_change and not belongs_to_next(frame.view, candidate.first, candidate.last):
            yield candidate


def _is_led_to(frame: Frame, candidate: Candidate, led: Term | None) -> bool:
    behind = candidate.first - frame.view.quantity.core_last
    return 0 <= behind <= MAX_TOKENS_BESIDE or (candidate.near and led is not None) or _leads_to(frame, candidate)


def _led_by_words(frame: Frame, before: Resolved | None, led: Term, time: TimeFrame) -> Filled | None:
    """The period of a figure behind "against", "from": its own words, else the same a year earlier."""
    spoken = time.spoken
    if spoken is None or (led.value != CHANGE and (before is None or _compares_partners(frame, before))):
        return None
    tokens = frame.view.sentence.tokens
    own = next((c for c in frame.period if c.cost <= MAX_COST_OF_OWN and c.first >= led.last), None)
    if own is None and frame.kind == "growth":
        return None
    again = own is None or expression_of(own).rule == "period spoken of"
    period = spoken.year_earlier() if own is None or again else told_base(expression_of(own), spoken, time)
    start, end = tokens[led.first].start, tokens[led.last - 1].end
    return Filled(period, "a figure quoted for comparison", QUOTED, 0.8, start, end)


def _quoted_on(frame: Frame, before: Resolved | None) -> Filled | None:
    """The period of a quoted figure that "and" joins this one to: "a year earlier they were 84 kt and 231 mln"."""
    quoted = before.slots.get("period") if before is not None else None
    joined = [token.low for token in frame.view.sentence.tokens[frame.view.left : frame.view.quantity.first]]
    if quoted is None or quoted.origin != QUOTED or joined not in (["and"], ["и"]):
        return None
    return quoted


def _compares_partners(frame: Frame, before: Resolved | None) -> bool:
    """Whether a figure is set against that of another partner: "85 million, against 49 million from Argentina"."""
    behind = frame.view.quantity.core_last
    named = next((c for c in frame.partners if 0 <= c.first - behind <= MAX_TOKENS_BESIDE), None)
    other = before.value("partners") if before is not None else None
    return named is not None and other is not None and named.value != other


def _beside(frame: Frame, relative: Candidate, time: TimeFrame) -> Period | None:
    """The period said outright beside words that point back: "a year ago, in September 2021, it was"."""
    for candidate in frame.period:
        gap = max(candidate.first - relative.last, relative.first - candidate.last)
        if 0 <= gap <= MAX_TOKENS_BESIDE and (expression_of(candidate).group("y") or "").isdigit():
            return expression_of(candidate).resolve(time)
    return None


def _told_when(frame: Frame, state: State, before: Resolved | None, time: TimeFrame) -> Filled | None:
    """The earlier period of a share, a rank or a count that opens with it: "a year ago the EU took 40 %"."""
    opened = _open_period(before, state)
    told = replace(time, spoken=opened.value) if opened is not None and isinstance(opened.value, Period) else time
    for candidate in frame.base:
        if tells_when(frame.view.sentence, frame.view.quantity, expression_of(candidate), frame.view.others):
            period = expression_of(candidate).resolve(told)
            return replace(filled_from(frame, candidate, period), origin=QUOTED) if period else None
    return None


def _leads_to(frame: Frame, candidate: Candidate) -> bool:
    """Whether only a bracket or a dash parts words of comparison from the number: "last year's level (25 bn)"."""
    quantity = frame.view.quantity
    last = candidate.last
    between = [frame.view.sentence.low(at) for at in range(last, quantity.first)]
    if expression_of(candidate).is_base and quantity.lead_in in ("to", "до"):
        return False  # "rose from a year earlier to 35 bn" tells the result
    if any(
        t.value == "equal" and t.first < candidate.first <= t.last + 1
        for t in frame.view.sentence.of_role("base_intro")
    ):
        return False  # "stayed at last year's level, 25 bn" tells both
    if frame.view.left and candidate.first <= frame.view.left + 1 and not between:
        return False  # it stands right behind the figure before, and is that one's
    return last <= quantity.first and len(between) <= 3 and all(low in _OPENERS or low == "уровню" for low in between)


def own_period(frame: Frame, time: TimeFrame) -> Filled | None:
    """The nearest period that the sentence itself names."""
    for candidate in frame.period:
        period = expression_of(candidate).resolve(time)
        if period is not None:
            return filled_from(frame, candidate, period)
    return None


def _own_spoken(frame: Frame, time: TimeFrame) -> Period | None:
    behind = frame.view.quantity.core_last
    kept = [c for c in frame.period if c.first < behind or not belongs_to_next(frame.view, c.first, c.last)]
    own = own_period(replace(frame, period=tuple(kept)), time)
    return own.value if own is not None and isinstance(own.value, Period) else time.spoken


def _open_period(before: Resolved | None, state: State) -> Filled | None:
    """The period that the talk goes on in: that of the figure before, not the one a figure was quoted for."""
    return before.open_period if before is not None and before.open_period is not None else state.period
