"""Multiples: "2.7 times" of a ratio, of a growth, and the growth of 170 % are one statement with one verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sverka.checking.findings import Checked, check_readings
from sverka.measuring.book import Book, open_book
from sverka.model.claims import Claim
from sverka.model.grammar import parse_measure
from sverka.reference.hedges import stated_intervals
from sverka.writing.charts import finding_chart
from sverka.writing.proofs import Prose
from sverka.writing.teller import ScreenTeller

MAIZE = "export[; 1005; 2022-01/2022-09]"
BEFORE = "export[; 1005; 2021-01/2021-09]"
FORMS = (
    (f"ratio({MAIZE}, {BEFORE})", "times", lambda times: times),
    (f"growth({MAIZE})", "times", lambda times: times),
    (f"growth({MAIZE})", "%", lambda times: round(100 * times - 100, 9)),
    (f"ratio({MAIZE}, {BEFORE})", "%", lambda times: round(100 * times, 9)),
)


def said(name: str, measure: str, value: float, unit: str, printed: str, hedge: str = "exact") -> Claim:
    narrow, wide = stated_intervals(value, unit, hedge, printed)
    return Claim(
        name,
        "growth",
        value,
        unit,
        reporter="RU-OMS",
        hedge=hedge,  # type: ignore[arg-type]
        measure=parse_measure(measure),
        interval=narrow,
        interval_wide=wide,
        printed=printed,
    )


@pytest.fixture(scope="module")
def book(
    book_maker: Callable[[Path], Callable[..., Path]],
    tmp_path_factory: pytest.TempPathFactory,
    omsk_with: Callable[..., list[dict[str, Any]]],
) -> Iterator[Book]:
    """Exports of maize grew 2.7 times."""
    more = [("export", "IR", "1005", 12.0, 32.4, 4.0)]
    with open_book(book_maker(tmp_path_factory.mktemp("multiples"))(omsk_with(more))) as opened:
        yield opened


def checked(book: Book | None, *claims: Claim, ui: Any = "en") -> Checked:
    return check_readings((), claims, book=book, ui=ui, teller=ScreenTeller(ui))


@pytest.mark.parametrize(
    ("times", "hedge", "verdict"),
    [
        (2.7, "exact", "holds"),
        (2.6, "exact", "nearly holds"),
        (2.2, "exact", "fails"),
        (2.9, "almost", "nearly holds"),
        (2.6, "more_than", "holds"),
        (2.8, "at_least", "fails"),
    ],
)
def test_each_form_has_the_same_verdict(book: Book, times: float, hedge: str, verdict: str) -> None:
    claims = [
        said(f"s{at}", measure, turned(times), unit, f"{times}", hedge)
        for at, (measure, unit, turned) in enumerate(FORMS, 1)
    ]
    found = checked(book, *claims).statements
    assert [(one.verdict, one.looseness) for one in found] == [(verdict, found[0].looseness) for _ in FORMS]
    gaps = [2.7 - times] * 2 + [270 - 100 * times] * 2
    assert [one.gap for one in found] == [pytest.approx(gap, abs=1e-9) for gap in gaps]


def test_a_multiple_is_told_as_one(book: Book) -> None:
    claim = said("s1", f"growth({MAIZE})", 2.2, "times", "2.2")
    (english,) = checked(book, claim).statements
    (russian,) = checked(book, claim, ui="ru").statements
    assert english.reason == "the records say 2.7 times, 22.7 % more than stated"
    assert russian.reason.split() == "по записям 2,7 раза, на 22,7 % больше, чем сказано".split()
    assert english.figure is not None
    assert (english.figure.value, english.figure.unit) == (pytest.approx(170), "%")
    prose = Prose.about([claim], "en")
    assert prose.claim(claim).startswith("exports of maize (1005) in January–September 2022 rose 2.2 times")
    chart = finding_chart(english, prose)
    assert chart is not None
    assert (chart.now.value, chart.said.value) == (pytest.approx(2.7), 2.2)


def test_the_history_of_a_ratio_across_periods_keeps_them_apart(book: Book) -> None:
    across = "ratio(export[TR;; 2022-01/2022-04], export[TR;; 2021-01/2021-04])"
    (finding,) = checked(book, said("s1", across, 0.7, "times", "0.7")).statements
    # 30 in 2021, 20 in 2022 and as much in 2023, of which four months are recorded
    assert [(period, pytest.approx(value)) for period, value in finding.history] == [
        ("2022-01/2022-04", pytest.approx(20 / 30)),
        ("2023-01/2023-04", pytest.approx(1.0)),
    ]


def test_a_fall_told_as_a_rise_goes_the_other_way(book: Book) -> None:
    measure = "growth(export[TR;; 2022])"
    (finding,) = checked(book, said("s1", measure, 1.5, "times", "1.5")).statements
    assert (finding.verdict, finding.wrong_direction) == ("fails", True)


def test_what_statements_imply_of_a_multiple() -> None:
    """Twice 100 is 200; a level of 300 would take three times."""
    growth = said("a", "growth(export[;; 2022])", 2.0, "times", "2.0")
    base = said("b", "level(export[;; 2021], USD)", 100.0, "USD", "100")
    level = said("c", "level(export[;; 2022], USD)", 400.0, "USD", "400")
    result = checked(None, growth, base, level).weighed.reconciliation
    (conflict,) = result.conflicts
    (change,) = [one for one in conflict.corrections if one.claim == "a"]
    assert change.stated.as_pair() == [pytest.approx(1.9), pytest.approx(2.1)]
    assert change.to is not None
    assert 1.9 < change.to < 4
