"""Records and turning points: how the period compares with the same months of all years recorded before it."""

from __future__ import annotations

from collections.abc import Iterator

from sverka.measuring.answers import Answer
from sverka.model.measures import Level
from sverka.model.period import Period
from sverka.model.slices import Flow
from sverka.writing.brief.facts import Asker, Fact, Word, flow_word

FEWEST_YEARS = 3
"""How many years have to be recorded, the one told of included, for a word on the highest or lowest."""
Year = tuple[Period, Answer]


def history_facts(asker: Asker) -> Iterator[Fact]:
    """For exports and imports: the highest or lowest of all years, when it was last higher, and a turn."""
    if asker.period.months > 12:
        return
    for flow in (Flow.EXPORT, Flow.IMPORT):
        if flow in asker.window.flows:
            years = _years(asker, flow)
            if len(years) >= FEWEST_YEARS:
                yield from _extreme(flow, years)
                yield from _turn(flow, [_value(one) for one in years], years)


def _years(asker: Asker, flow: Flow) -> list[Year]:
    """The same months of each year up to this one, latest first, as far back as they are recorded without a gap."""
    found: list[Year] = []
    period = asker.period
    while period.first_month >= 12 and asker.series.positions(flow, period) is not None:
        answer = asker.ask(Level(asker.cut(flow, period=period), asker.unit))
        if answer is None:
            break
        found.append((period, answer))
        period = period.shift(-12)
    return found


def _value(one: Year) -> float:
    return one[1].value or 0.0


def _extreme(flow: Flow, years: list[Year]) -> Iterator[Fact]:
    now, before = _value(years[0]), [_value(one) for one in years[1:]]
    since = Word("year", str(years[-1][0].first_month // 12))
    if now > max(before):
        yield Fact("highest", "records", {}, {**flow_word(flow), "since": since})
    elif now < min(before):
        yield Fact("lowest", "records", {}, {**flow_word(flow), "since": since})
    else:
        rising = now > before[0]
        further = [one for one in years[2:] if (_value(one) > now if rising else _value(one) < now)]
        if further:
            period, level = further[0]
            words = {**flow_word(flow), "then": Word("period", str(period))}
            yield Fact("last_higher" if rising else "last_lower", "records", {"level": level}, words)


def _turn(flow: Flow, values: list[float], years: list[Year]) -> Iterator[Fact]:
    """A rise after years of falls, or a fall after years of rises: at least two of them."""
    rises = [values[at] > values[at + 1] for at in range(len(values) - 1)]
    same = next((at for at, one in enumerate(rises[1:], 1) if one == rises[0]), len(rises)) - 1
    if same >= 2 and len(set(values)) == len(values):
        since = Word("year", str(years[same][0].first_month // 12))
        yield Fact(f"turned.{'up' if rises[0] else 'down'}", "records", {}, {**flow_word(flow), "since": since})
