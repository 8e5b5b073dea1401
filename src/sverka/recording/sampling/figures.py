"""True figures of the region: measures with their values, computed from the numbers drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from sverka.model.grammar import parse_measure
from sverka.recording.sampling.months import month_number, month_text, year_of
from sverka.recording.sampling.office import office_years
from sverka.recording.sampling.tables_io import story
from sverka.recording.sampling.tally import Amount, Tally
from sverka.recording.sampling.world import FLOWS, Flow

PLACES = 10
TOP = 5
CENTRAL_ASIA = ("KG", "KZ", "TJ", "TM", "UZ")


@dataclass(frozen=True, slots=True)
class TrueFigure:
    """A measure in its canonical form, its value as a decimal, and the unit: a currency, `kg`, `%`, or none."""

    measure: str
    value: str
    unit: str


def decimal_text(value: Fraction) -> str:
    """A fraction as a decimal, rounded half to even at the tenth place; no zeros at its end.

    >>> decimal_text(Fraction(1, 3)), decimal_text(Fraction(-5, 2)), decimal_text(Fraction(7))
    ('0.3333333333', '-2.5', '7')
    """
    scaled = round(value * 10**PLACES)
    whole, rest = divmod(abs(scaled), 10**PLACES)
    text = f"{whole}.{rest:0{PLACES}}".rstrip("0").rstrip(".")
    return f"-{text}" if scaled < 0 else text


def true_figures(tally: Tally) -> list[TrueFigure]:
    """Levels, shares, growth, ranks, counts and balances of the years that are whole, and of the months of the last."""
    found: list[TrueFigure] = []
    for flow in FLOWS:
        for year in office_years():
            found += _levels(tally, flow, year)
        found += _growth(tally, flow)
        found += _shares(tally, flow, office_years()[-1])
    found += _both_flows(tally, office_years()[-1])
    return [replace(figure, measure=str(parse_measure(figure.measure))) for figure in found]


def _year(year: int) -> range:
    return range(year * 12, year * 12 + 12)


def _dollars(amount: Amount) -> Fraction:
    return Fraction(amount.cents, 100)


def _levels(tally: Tally, flow: Flow, year: int) -> Iterator[TrueFigure]:
    whole = tally.in_months(flow, _year(year))
    yield TrueFigure(f"level({flow}[;;{year}], USD)", decimal_text(_dollars(whole)), "USD")
    yield TrueFigure(f"level({flow}[;;{year}], kg)", decimal_text(Fraction(whole.grams, 1000)), "kg")
    yield TrueFigure(f"count(partners, {flow}[;;{year}])", str(len(tally.by_partner(flow, year))), "")


def _growth(tally: Tally, flow: Flow) -> Iterator[TrueFigure]:
    """Of each year against the one before, and of the months of the last year against the same months."""
    for year in office_years()[1:]:
        now, before = (tally.in_months(flow, _year(one)) for one in (year, year - 1))
        yield TrueFigure(f"growth({flow}[;;{year}])", _percent(now.cents - before.cents, before.cents), "%")
    last = month_number(story()["last_month"])
    months = range(year_of(last) * 12, last + 1)
    now, before = tally.in_months(flow, months), tally.in_months(flow, range(months.start - 12, months.stop - 12))
    period = f"{month_text(months.start)}/{month_text(last)}"
    yield TrueFigure(f"growth({flow}[;;{period}])", _percent(now.cents - before.cents, before.cents), "%")


def _shares(tally: Tally, flow: Flow, year: int) -> Iterator[TrueFigure]:
    """The largest partners with their ranks, a group of partners, the largest chapters."""
    by_partner = {partner: amount.cents for partner, amount in tally.by_partner(flow, year).items()}
    whole = sum(by_partner.values())
    for rank, partner in enumerate(_largest(by_partner), start=1):
        share = _percent(by_partner[partner], whole)
        yield TrueFigure(f"share({flow}[{partner};;{year}], {flow}[;;{year}])", share, "%")
        yield TrueFigure(f"rank({partner}, {flow}[;;{year}])", str(rank), "")
    group = "+".join(CENTRAL_ASIA)
    central = sum(by_partner.get(partner, 0) for partner in CENTRAL_ASIA)
    yield TrueFigure(f"share({flow}[{group};;{year}], {flow}[;;{year}])", _percent(central, whole), "%")
    by_chapter = {chapter: amount.cents for chapter, amount in tally.by_chapter(flow, year).items()}
    for chapter in _largest(by_chapter):
        share = _percent(by_chapter[chapter], whole)
        yield TrueFigure(f"share({flow}[;{chapter};{year}], {flow}[;;{year}])", share, "%")


def _both_flows(tally: Tally, year: int) -> Iterator[TrueFigure]:
    exports, imports = (tally.in_months(flow, _year(year)) for flow in ("export", "import"))
    whole = Amount(exports.cents + imports.cents)
    yield TrueFigure(f"level(turnover[;;{year}], USD)", decimal_text(_dollars(whole)), "USD")
    balance = Amount(exports.cents - imports.cents)
    yield TrueFigure(f"balance([;;{year}], USD)", decimal_text(_dollars(balance)), "USD")
    ratio = Fraction(exports.cents, imports.cents)
    yield TrueFigure(f"ratio(export[;;{year}], import[;;{year}])", decimal_text(ratio), "")


def _largest(values: dict[str, int]) -> list[str]:
    return sorted(values, key=lambda key: (-values[key], key))[:TOP]


def _percent(part: int, whole: int) -> str:
    return decimal_text(Fraction(part * 100, whole)) if whole else ""
