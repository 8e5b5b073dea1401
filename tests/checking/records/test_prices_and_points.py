"""Claims handed over with prices, points of a share and places among groups: answered as any other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sverka.checking.findings import check_readings
from sverka.checking.known import known_figures
from sverka.checking.ledger import Ledger
from sverka.measuring.book import Book
from sverka.model.claims import Claim
from sverka.model.findings import Finding
from sverka.model.grammar import parse_measure
from sverka.recording.statements import read_statements
from sverka.reference.hedges import stated_intervals
from sverka.writing.explained import explained_text
from sverka.writing.proofs import Prose
from sverka.writing.teller import ScreenTeller
from sverka.writing.terminal import Screen

TIMBER = "export[; 4407; 2022]"  # 135 million dollars, 4 kg for a dollar: 250 dollars a tonne


def said(measure: str, value: float, unit: str, kind: Any = "level") -> Claim:
    narrow, wide = stated_intervals(value, unit, "exact")
    return Claim(
        "s1",
        kind,
        value,
        unit,
        reporter="RU-OMS",
        measure=parse_measure(measure),
        interval=narrow,
        interval_wide=wide,
    )


@pytest.fixture
def find(world: Book) -> Callable[..., Finding]:
    def found(*given: Any, ui: Any = "en") -> Finding:
        checked = check_readings((), (said(*given),), book=world, ui=ui, teller=ScreenTeller(ui))
        return checked.statements[0]

    return found


@pytest.mark.parametrize(
    ("measure", "value", "unit", "verdict"),
    [
        (f"unit_value({TIMBER}, USD/t)", 250, "USD/t", "holds"),
        (f"unit_value({TIMBER}, USD/t)", 0.25, "USD/kg", "holds"),
        (f"unit_value({TIMBER}, USD/t)", 300, "USD/t", "fails"),
        (f"unit_value({TIMBER}, USD/m3)", 250, "USD/m3", "not covered"),
        ("change(share(export[CN;; 2022], export[;; 2022]))", 1.1, "pp", "holds"),
        ("change(share(export[CN;; 2022], export[;; 2022]))", -1.1, "pp", "fails"),
        ("rank(crude-oil, export[; crude-oil+sawn-timber+wheat; 2022])", 1, "rank", "holds"),
        ("rank(wheat, export[; crude-oil+sawn-timber+wheat; 2022])", 2, "rank", "fails"),
        ("rank(4407, export[;; 2022])", 2, "rank", "holds"),
        ("rank(KZ, export[central-asia;; 2022])", 1, "rank", "holds"),
        ("rank(central-asia, export[CN+DE+central-asia;; 2022])", 2, "rank", "holds"),
    ],
)
def test_verdicts(find: Callable[..., Finding], measure: str, value: float, unit: str, verdict: str) -> None:
    finding = find(measure, value, unit, "rank" if unit == "rank" else "level")
    assert finding.verdict == verdict, finding.reason


def test_prices_in_words(find: Callable[..., Finding]) -> None:
    english = find(f"unit_value({TIMBER}, USD/t)", 300, "USD/t")
    russian = find(f"unit_value({TIMBER}, USD/t)", 300, "USD/t", ui="ru")
    assert (
        english.reason == "the records say 250 US dollars per tonne, 50 US dollars per tonne (16.7 %) less than stated"
    )
    assert russian.reason.split() == (
        "по записям 250 долларов США за тонну, на 50 долларов США за тонну (16,7 %) меньше, чем сказано".split()
    )


def test_the_whole_derivation_of_a_price_names_its_parts(world: Book) -> None:
    claim = said(f"unit_value({TIMBER}, USD/t)", 300, "USD/t")
    checked = check_readings((), (claim,), book=world, teller=ScreenTeller("en"))
    told = explained_text(checked, "s1", Prose.about([claim], "en"), Screen("en", 200))
    assert "135,000,000 USD" in told
    assert "540,000 t" in told


def test_a_price_asks_the_records_around_it_in_money(world: Book) -> None:
    figures = known_figures([said(f"unit_value({TIMBER}, USD/m3)", 300, "USD/m3")], {}, Ledger(world))
    assert str(figures[0].measure) == "level(export[; 4407; 2022], USD)"


def test_a_price_of_a_statement_file() -> None:
    rows = "level,export,sawn timber,2022,250,USD/t\nlevel,export,sawn timber,2022,250,USD/truck\n"
    price, other = read_statements(f"kind,flow,goods,period,value,unit\n{rows}", source="a.csv", reporter="RU-OMS")
    assert str(price.measure) == "unit_value(export[; sawn-timber; 2022], USD/t)"
    assert other.measure_reason == "'USD/truck' is the unit of a price, not of an amount"
