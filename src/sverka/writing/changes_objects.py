"""What changed between two versions of a book: as objects of the JSON contract, and as CSV, a change a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from decimal import Decimal

from sverka.model.claims import Claim
from sverka.model.period import Period
from sverka.recording.changed import Changes, Movers, PartChange, PeriodChange, RateChange, Restated, Side, Span
from sverka.writing.book_objects import exact_number, logged_object
from sverka.writing.objects import Object, plain_number
from sverka.writing.spreadsheet import Cell, csv_text

COLUMNS = (
    *("change", "source", "reporter", "flow", "frequency", "period", "periods", "by", "code", "unit"),
    *("old", "new", "difference", "percent", "basis", "rows_old", "rows_new", "text"),
)
"""The columns of `book diff --format csv`; `docs/recording.md` says what each means."""


def percent(old: float, new: float) -> float | None:
    """By how many per cent a sum changed; `None` where there was none.

    >>> percent(200, 210), percent(0, 5)
    (5.0, None)
    """
    return 100 * (new - old) / old if old else None


def _number(value: Decimal | None) -> float | int | None:
    return exact_number(None if value is None else float(value))


def changes_object(changes: Changes) -> Object:
    """What a load changed."""
    return {
        "from": str(changes.old),
        "to": str(changes.new),
        "restated": [_restated_object(one) for one in changes.restated],
        "new": [_span_object(one) for one in changes.came],
        "gone": [_span_object(one) for one in changes.gone],
        "unchanged": changes.unchanged,
        "rates": [_rate_object(one) for one in changes.rates],
        "statements_added": [_statement_object(one) for one in changes.statements_added],
        "statements_gone": [_statement_object(one) for one in changes.statements_gone],
        "corrections": list(changes.corrections),
    }


def diff_object(changes: Changes) -> Object:
    """What `book diff` prints: the same, with the loads that lie between."""
    loads = [logged_object(one.version, one.entry) for one in changes.loads]
    return {**changes_object(changes), "loads": loads}


def _moved(old: Decimal, new: Decimal) -> Object:
    told = percent(float(old), float(new))
    return {
        "old": _number(old),
        "new": _number(new),
        "difference": _number(new - old),
        "percent": plain_number(told),
    }


def _restated_object(one: Restated) -> Object:
    return {
        **asdict(one.series),
        "periods": [_period_object(period) for period in one.periods],
        "partners": _movers_object(one.partners),
        "goods": _movers_object(one.goods),
    }


def _period_object(one: PeriodChange) -> Object:
    return {
        "period": str(one.period),
        **_moved(one.old.value, one.new.value),
        "basis": one.new.basis,
        "rows_old": one.old.rows,
        "rows_new": one.new.rows,
        "net_weight_kg_old": _number(one.old.net_weight_kg),
        "net_weight_kg_new": _number(one.new.net_weight_kg),
        "editions_old": _editions(one.old),
        "editions_new": _editions(one.new),
    }


def _editions(side: Side) -> list[Object]:
    return [{"classification": name, "value": _number(value)} for name, value in side.editions]


def _movers_object(movers: Movers) -> Object:
    return {
        "largest": [{"code": one.code, **_moved(one.old, one.new)} for one in movers.largest],
        "others": {"count": movers.others, **_moved(movers.others_old, movers.others_new)},
    }


def _span_object(one: Span) -> Object:
    return {
        **asdict(one.series),
        "first": str(one.first),
        "last": str(one.last),
        "periods": one.periods,
        "value": _number(one.value),
        "basis": "parts" if one.parts is None else "declared",
        "parts": _number(one.value if one.parts is None else one.parts),
        "rows": one.rows,
    }


def _rate_object(one: RateChange) -> Object:
    return {"period": str(one.period), "currency": one.currency, "base": one.base, **_rates(one)}


def _rates(one: RateChange) -> dict[str, float | int | None]:
    return {"old": plain_number(one.old), "new": plain_number(one.new)}


def _statement_object(claim: Claim) -> Object:
    return {
        "id": claim.id,
        "reporter": claim.reporter,
        "kind": claim.kind,
        "measure": None if claim.measure is None else str(claim.measure),
        "value": plain_number(claim.value),
        "unit": claim.unit,
        "period": claim.period,
        "source": claim.source,
        "published": claim.published,
    }


def diff_csv(changes: Changes) -> str:
    """The same as one flat table; a cell is empty where there is nothing to say."""
    return csv_text(COLUMNS, ([line.get(column) for column in COLUMNS] for line in _lines(changes)))


def _lines(changes: Changes) -> Iterator[dict[str, Cell]]:
    for restated in changes.restated:
        yield from _restated_lines(restated)
    for kind, spans in (("new", changes.came), ("gone", changes.gone)):
        for one in spans:
            told = _span_object(one)
            side = "new" if kind == "new" else "old"
            period = {"period": str(Period(one.first.first_month, one.last.last_month))}
            numbers = {side: told.pop("value"), f"rows_{side}": told.pop("rows")}
            yield {"change": kind, **told, **period, **numbers, "by": "total", "unit": one.series.currency}
    for rate in changes.rates:
        yield {
            "change": "rate",
            "period": str(rate.period),
            "code": rate.currency,
            **_rates(rate),
            "unit": f"{rate.currency} for 1 {rate.base}",
        }
    for kind, claims in (("new", changes.statements_added), ("old", changes.statements_gone)):
        for claim in claims:
            yield _statement_line(claim, kind)
    for what in changes.corrections:
        yield {"change": "correction", "text": what}


def _restated_lines(one: Restated) -> Iterator[dict[str, Cell]]:
    series: dict[str, Cell] = {"change": "restated", **asdict(one.series), "unit": one.series.currency}
    for period in one.periods:
        yield {**series, "by": "total", **_period_object(period)}
    for by, movers in (("partner", one.partners), ("chapter", one.goods)):
        for part in movers.largest:
            yield {**series, "by": by, "code": part.code, **_moved(part.old, part.new)}
        if movers.others:
            rest = PartChange("others", movers.others_old, movers.others_new)
            yield {**series, "by": by, "code": f"others: {movers.others}", **_moved(rest.old, rest.new)}


def _statement_line(claim: Claim, side: str) -> dict[str, Cell]:
    told = _statement_object(claim)
    where = ", ".join(part for part in (claim.source, claim.published) if part)
    return {
        "change": "statement",
        "reporter": claim.reporter,
        "period": claim.period,
        "code": told["measure"] or claim.kind,
        "unit": claim.unit,
        side: told["value"],
        "text": where,
    }
