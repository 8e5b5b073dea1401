"""What changed between two versions of a book, on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby

from sverka.measuring.lineage import classification_text
from sverka.model.claims import Claim
from sverka.model.slices import Flow
from sverka.recording.changed import Changes, Movers, PartChange, PeriodChange, RateChange, Restated, Side, Span
from sverka.recording.columns import TOTAL, WORLD
from sverka.writing.changes_objects import percent
from sverka.writing.numbers import counted, fixed_text, number_text, percent_sign
from sverka.writing.own_names import own_names, place_label
from sverka.writing.remarks import percent_text
from sverka.writing.slices import flow_text, goods_name
from sverka.writing.terminal import Screen

MOST_SERIES = 6
MOST_PERIODS = 12
MOST_BESIDE = 6


def diff_text(changes: Changes, screen: Screen) -> str:
    """What `book diff` prints: the loads between the two versions, and what they come to together."""
    words = screen.words
    screen.names |= own_names(one.entry for one in changes.loads)
    key = "changes_title" if changes.new >= changes.old else "changes_title_back"
    screen.say(words.say(key, old=changes.old, new=changes.new), style="bold")
    for one in changes.loads:
        kind = words.say(f"book_kind_{one.entry.kind}")
        files = ", ".join(file.file for file in one.entry.files) or one.entry.load
        screen.item(str(one.version), words.say("book_version", at=one.entry.at, kind=kind, files=files), width=5)
    screen.blank()
    if changes.unchanged:
        screen.say(words.say("changes_unchanged", count=words.count("n_periods_same", changes.unchanged)))
    for what in changes.corrections:
        screen.say(words.say("load_corrected", what=what))
    before = len(screen.lines)
    say_changes(changes, screen)
    if len(screen.lines) == before:
        screen.say(words.say("changes_none"))
    return screen.text()


def say_changes(changes: Changes, screen: Screen) -> None:
    """What was restated, what is new, what is gone: of records, rates and statements."""
    ranked = sorted(changes.restated, key=lambda one: (-one.size, one.series))
    for one in ranked[:MOST_SERIES]:
        _restated(one, screen)
    if len(ranked) > MOST_SERIES:
        _more(len(ranked) - MOST_SERIES, screen)
    _spans("changes_new", changes.came, screen)
    _spans("changes_gone", changes.gone, screen)
    _rates(changes.rates, screen)
    _statements("changes_statements_added", changes.statements_added, screen)
    _statements("changes_statements_gone", changes.statements_gone, screen)


def _more(count: int, screen: Screen, indent: int = 0) -> None:
    screen.say(screen.words.say("book_more", count=number_text(count, screen.ui, 0)), indent=indent)


def _restated(one: Restated, screen: Screen) -> None:
    words, series = screen.words, one.series
    periods = words.count("n_periods_restated", len(one.periods))
    whose = _whose(series.reporter, series.flow, series.source, screen)
    screen.say(words.say("changes_restated", series=whose, periods=periods), hang=2)
    for period in one.periods[:MOST_PERIODS]:
        screen.say(_period(period, series.currency, screen), indent=2, hang=2)
    if len(one.periods) > MOST_PERIODS:
        _more(len(one.periods) - MOST_PERIODS, screen, indent=2)
    for key, movers in (("changes_partners", one.partners), ("changes_goods", one.goods)):
        _movers(key, movers, series.currency, screen)


def _whose(reporter: str, flow: str, source: str, screen: Screen) -> str:
    place = place_label(reporter, screen.ui, screen.names)
    return f"{place} · {flow_text(Flow(flow), screen.ui)} · {source}"


def _period(one: PeriodChange, currency: str, screen: Screen) -> str:
    words, ui = screen.words, screen.ui
    rows = words.say("changes_rows", old=number_text(one.old.rows, ui, 0), new=number_text(one.new.rows, ui, 0))
    told = [f"{one.period}: {_moved(one.old.value, one.new.value, currency, screen)}", rows]
    if one.new.basis == "declared":
        told.append(words.say("changes_declared"))
    if one.old.value == one.new.value:
        told += _besides(one, screen)
    return "; ".join([*told, *_editions(one.old, one.new, currency, screen)])


def _moved(old: Decimal, new: Decimal, currency: str, screen: Screen) -> str:
    """`1,000 → 1,003 USD (+3 USD, +0.3 %)`, or that the sum is as before."""
    words, ui = screen.words, screen.ui
    now = number_text(float(new), ui)
    if old == new:
        return words.say("changes_same", new=now, currency=currency)
    grown = percent(float(old), float(new))
    by = "" if grown is None else f", {_percent(grown, screen)}"
    change = f"{_signed(new - old, screen)} {currency}{by}"
    return words.say("changes_moved", old=number_text(float(old), ui), new=now, currency=currency, change=change)


def _percent(grown: float, screen: Screen) -> str:
    """To two decimals, more where these would show no change."""
    decimals = next((count for count in (2, 3, 4, 5) if abs(grown) >= 0.5 * 10**-count), 6)
    return f"{fixed_text(grown, screen.ui, decimals, signed=True)}{percent_sign(screen.ui)}"


def _signed(value: Decimal, screen: Screen) -> str:
    return ("+" if value > 0 else "") + number_text(float(value), screen.ui)


def _besides(one: PeriodChange, screen: Screen) -> list[str]:
    """What else than the value differs."""
    words, ui = screen.words, screen.ui
    if one.old.net_weight_kg == one.new.net_weight_kg:
        return [words.say("changes_inside")] if one.old.rows == one.new.rows else []
    weights = (side.net_weight_kg for side in (one.old, one.new))
    old, new = ("—" if weight is None else number_text(float(weight), ui, 3) for weight in weights)
    return [words.say("changes_weight", old=old, new=new)]


def _editions(old: Side, new: Side, currency: str, screen: Screen) -> list[str]:
    """The classifications, where they are not the same single one; each with its sums where there are several."""
    was, now = ({classification_text(name, screen.ui): sum_ for name, sum_ in side.editions} for side in (old, new))
    if len(was) <= 1 and len(now) <= 1:
        return [] if was.keys() == now.keys() else [f"{''.join(was) or '—'} → {''.join(now) or '—'}"]
    sums = []
    for name in dict.fromkeys((*was, *now)):
        first, last = (number_text(float(side.get(name, 0)), screen.ui) for side in (was, now))
        sums.append(f"{name} {first}" if first == last else f"{name} {first} → {last}")
    return [f"{', '.join(sums)} {currency}"]


def _movers(key: str, movers: Movers, currency: str, screen: Screen) -> None:
    if not movers.largest:
        return
    words = screen.words
    screen.say(words.say(key), indent=2)
    for one in movers.largest:
        screen.say(f"{_name(key, one, screen)}: {_part(one, currency, screen)}", indent=4, hang=2)
    if movers.others:
        rest = PartChange("", movers.others_old, movers.others_new)
        label = words.say("changes_others", count=number_text(movers.others, screen.ui, 0))
        screen.say(f"{label}: {_part(rest, currency, screen)}", indent=4, hang=2)


def _part(one: PartChange, currency: str, screen: Screen) -> str:
    return _moved(one.old, one.new, currency, screen)


def _name(key: str, one: PartChange, screen: Screen) -> str:
    if one.code in (WORLD, TOTAL):
        return screen.words.say(f"{key}_all")
    goods = key == "changes_goods"
    name = goods_name(one.code, screen.ui) if goods else place_label(one.code, screen.ui, screen.names)
    return name[:1].upper() + name[1:]


def _spans(key: str, spans: Sequence[Span], screen: Screen) -> None:
    """Spans by source and flow; those of many reporters are told together."""

    def alike(one: Span) -> tuple[str, str, str, str]:
        return one.series.source, one.series.flow, one.series.frequency, one.series.currency

    for _, group in groupby(sorted(spans, key=alike), key=alike):
        members = list(group)
        if len(members) > MOST_SERIES:
            _span(key, _together(members), screen, many=len(members))
            continue
        for one in members:
            _span(key, one, screen)


def _together(spans: Sequence[Span]) -> Span:
    value = sum((one.value for one in spans), Decimal(0))
    first, last = min(one.first for one in spans), max(one.last for one in spans)
    periods, rows = sum(one.periods for one in spans), sum(one.rows for one in spans)
    declared = any(one.parts is not None for one in spans)
    parts = sum((one.value if one.parts is None else one.parts for one in spans), Decimal(0)) if declared else None
    return Span(spans[0].series, first, last, periods, value, rows, parts)


def _span(key: str, one: Span, screen: Screen, many: int = 0) -> None:
    words, ui, series = screen.words, screen.ui, one.series
    flow = flow_text(Flow(series.flow), ui)
    whose = f"{words.count('n_reporters', many)} · {flow} · {series.source}" if many else ""
    told = words.say(
        "changes_span",
        series=whose or _whose(series.reporter, series.flow, series.source, screen),
        periods=f"{one.first} – {one.last}" if one.periods > 1 else str(one.first),
        count=words.count("n_periods_span", one.periods),
        value=_span_value(one, screen),
        rows=counted("n_rows", one.rows, ui),
    )
    screen.say(words.say(key, what=told), hang=2)


def _span_value(one: Span, screen: Screen) -> str:
    """The value, and of a declared total that its parts do not come to, what they make up of it."""
    value = f"{number_text(float(one.value), screen.ui)} {one.series.currency}"
    if one.parts is None or one.parts == one.value:
        return value
    share = percent_text(float(one.parts), float(one.value), screen.ui)
    parts = f"{number_text(float(one.parts), screen.ui)} {one.series.currency}"
    return screen.words.say("changes_span_declared", value=value, parts=parts, share=share)


def _rates(rates: Sequence[RateChange], screen: Screen) -> None:
    """Changed rates each, new and gone ones by their currency."""
    words, ui = screen.words, screen.ui
    changed = [one for one in rates if one.old is not None and one.new is not None]
    for one in changed[:MOST_PERIODS]:
        told = {"currency": one.currency, "base": one.base, "period": one.period}
        old, new = one.old or 0.0, one.new or 0.0
        by = _percent(percent(old, new) or 0.0, screen)
        values = {"old": number_text(old, ui, 6), "new": number_text(new, ui, 6), "percent": by}
        screen.say(words.say("changes_rate", **told, **values), hang=2)
    if len(changed) > MOST_PERIODS:
        _more(len(changed) - MOST_PERIODS, screen)
    for key, side in (("changes_rates_new", "old"), ("changes_rates_gone", "new")):
        _rate_spans(key, (one for one in rates if getattr(one, side) is None), screen)


def _rate_spans(key: str, rates: Iterable[RateChange], screen: Screen) -> None:
    def pair(one: RateChange) -> tuple[str, str]:
        return one.currency, one.base

    for (currency, base), group in groupby(sorted(rates, key=pair), key=pair):
        periods = sorted(one.period for one in group)
        span = str(periods[0]) if len(periods) == 1 else f"{periods[0]} – {periods[-1]}"
        count = screen.words.count("n_rates", len(periods))
        screen.say(screen.words.say(key, currency=currency, base=base, periods=span, count=count), hang=2)


def _statements(key: str, claims: Sequence[Claim], screen: Screen) -> None:
    if not claims:
        return
    screen.say(screen.words.say(key, count=screen.words.count("n_statements", len(claims))))
    for claim in claims[:MOST_BESIDE]:
        asked = str(claim.measure) if claim.measure is not None else claim.kind
        value = f"{number_text(claim.value or 0.0, screen.ui)} {claim.unit}"
        where = ", ".join(part for part in (claim.source, claim.published) if part)
        screen.say(f"{claim.reporter}: {asked} = {value}{f' · {where}' if where else ''}", indent=2, hang=2)
    if len(claims) > MOST_BESIDE:
        _more(len(claims) - MOST_BESIDE, screen, indent=2)
