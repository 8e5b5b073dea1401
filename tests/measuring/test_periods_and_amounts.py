"""Periods that are not whole, groups of countries by date, own codes, quantities, currencies, bases below zero."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sverka.measuring.answers import Answer
from sverka.measuring.asking import answered
from sverka.measuring.book import Book
from sverka.measuring.slicing import runs
from sverka.model.grammar import parse_measure
from sverka.model.period import Period
from sverka.recording.rates import RateRow, Rates

ByHand = Callable[..., float]


def ask(book: Book, reporter: str, measure: str) -> Answer:
    return book.cube(reporter).measure(measure)


def value(book: Book, reporter: str, measure: str) -> float | None:
    return ask(book, reporter, measure).value


def reason(answer: Answer) -> tuple[str, dict[str, str]]:
    assert answer.value is None
    (remark,) = answer.remarks
    return remark.kind, dict(remark.values)


# Periods


def test_a_year_that_is_not_whole_has_no_level(shared_book: Book) -> None:
    kind, told = reason(ask(shared_book, "AQ", "level(export[;; 2023])"))
    assert (kind, told["have"], told["missing"]) == ("incomplete", "2023-01/2023-08", "2023-09/2023-12")


def test_the_part_that_is_recorded_can_be_asked_for(shared_book: Book, by_hand: ByHand) -> None:
    part = value(shared_book, "AQ", "level(export[;; 2023-01/2023-08])")
    assert part == by_hand("AQ", "export", months=(2023, 1, 8))


def test_growth_compares_the_months_that_both_have(shared_book: Book, by_hand: ByHand) -> None:
    answer = ask(shared_book, "AQ", "growth(export[CN;; 2023])")
    now = by_hand("AQ", "export", partner=("CN",), months=(2023, 1, 8))
    before = by_hand("AQ", "export", partner=("CN",), months=(2022, 1, 8))
    assert answer.value == pytest.approx(100 * (now - before) / before)
    assert (answer.numerator, answer.base, answer.rows) == (now, before, 16)
    (remark,) = (one for one in answer.remarks if one.kind != "scope")
    assert remark.values == {"period": "2023-01/2023-08", "base": "2022-01/2022-08", "asked": "2023"}
    change = ask(shared_book, "AQ", "change(export[CN;; 2023])")
    assert (change.value, [one.kind for one in change.remarks]) == (now - before, ["same_months", "scope"])


def test_growth_stops_before_a_month_that_is_missing_in_between(shared_book: Book) -> None:
    answer = ask(shared_book, "AD", "growth(export[;; 2022])")
    assert answer.remarks[0].values == {"period": "2022-Q1", "base": "2021-Q1", "asked": "2022"}
    kind, told = reason(ask(shared_book, "AD", "level(export[;; 2022])"))
    assert (kind, told["have"], told["missing"]) == ("incomplete", "2022-Q1, 2022-05/2022-12", "2022-04")
    assert reason(ask(shared_book, "AD", "level(export[;; 2022-04])"))[0] == "no_period"


@pytest.mark.parametrize(
    ("reporter", "measure"),
    [
        ("AQ", "growth(export[;; 2023], 2022-01/2022-08)"),  # of different length
        ("AE", "growth(export[;; 2022])"),  # no month of the year that both have
        ("AQ", "share(export[CN;; 2023], export[;; 2023])"),
        ("AQ", "ratio(export[;; 2023], export[;; 2022])"),
        ("AQ", "balance([;; 2023])"),
        ("AQ", "rank(CN, export[;; 2023])"),
        ("AQ", "count(partners, export[;; 2023])"),
    ],
)
def test_nothing_else_passes_a_part_for_the_whole(shared_book: Book, reporter: str, measure: str) -> None:
    assert reason(ask(shared_book, reporter, measure))[0] == "incomplete"


def test_years_and_quarters_are_not_divided(shared_book: Book) -> None:
    for measure in ("level(export[;; 2021-05])", "level(export[;; 2021-Q2])", "growth(export[;; 2021-01/2021-06])"):
        assert reason(ask(shared_book, "AF", measure))[0] == "too_fine"
    assert value(shared_book, "AF", "level(export[;; 2021/2022])") == 15 * 2 + 15 * 3
    assert value(shared_book, "AG", "level(export[;; 2021-Q2])") == 15 * 2 + 4 * 2
    assert value(shared_book, "AG", "level(export[;; 2021])") == 4 * 15 * 2 + 2 * (1 + 4 + 7 + 10)
    assert value(shared_book, "AG", "growth(export[;; 2022])") == pytest.approx(100 * ((90 + 10) / (60 + 10) - 1))
    assert reason(ask(shared_book, "AG", "level(export[;; 2021-05])"))[0] == "too_fine"
    assert reason(ask(shared_book, "AG", "level(export[;; 2021-02/2021-04])"))[0] == "too_fine"


def test_a_period_left_unsaid_is_the_last_full_year(shared_book: Book, by_hand: ByHand) -> None:
    answer = ask(shared_book, "AQ", "level(export)")
    assert (answer.assumed, answer.value) == (Period.year(2022), by_hand("AQ", "export", months=(2022, 1, 12)))
    assert answer.remarks[0].values == {"period": "2022"}
    assert str(answer.measure) == "level(export)", "the measure stays as it was asked"
    other = shared_book.cube("AQ").measure("level(export)", assumed=Period.year(2021))
    assert (other.assumed, other.value) == (Period.year(2021), by_hand("AQ", "export", months=(2021, 1, 12)))


def test_one_period_said_is_that_of_the_other_slice(shared_book: Book) -> None:
    answer = ask(shared_book, "AQ", "share(export[CN;; 2021], export)")
    assert answer.value == value(shared_book, "AQ", "share(export[CN;; 2021], export[;; 2021])")
    assert answer.assumed is None


def test_runs_of_months() -> None:
    assert runs([], 1) == ""
    assert runs([24240, 24241, 24242, 24250], 1) == "2020-Q1, 2020-11"
    assert runs([24240, 24243, 24249], 3) == "2020-01/2020-06, 2020-Q4"


# Partners and goods


def test_a_group_is_taken_as_it_was_at_the_time(shared_book: Book) -> None:
    assert value(shared_book, "AS", "level(export[eu;; 2019])") == 20
    assert value(shared_book, "AS", "level(export[eu;; 2020])") == 10
    assert value(shared_book, "AS", "level(export[-eu;; 2019])") == 10
    assert value(shared_book, "AS", "level(export[-eu;; 2021])") == 20
    assert value(shared_book, "AS", "level(export[europe+-eu;; 2021])") == 10


def test_a_comparison_over_time_keeps_the_group_of_the_later_day(shared_book: Book) -> None:
    answer = ask(shared_book, "AS", "growth(export[eu;; 2020])")
    assert (answer.value, answer.numerator, answer.base) == (0, 10, 10)


def test_own_codes_count_and_can_be_asked_for(shared_book: Book, by_hand: ByHand) -> None:
    year = (2022, 1, 12)
    assert value(shared_book, "AQ", "level(export[m490;; 2022])") == by_hand(
        "AQ", "export", partner=("m490",), months=year
    )
    whole, rest = (value(shared_book, "AQ", f"level(export[{one};; 2022])") for one in ("", "-m490"))
    assert whole == by_hand("AQ", "export", months=year)
    assert rest == by_hand("AQ", "export", partner=("CN", "KZ", "GB"), months=year)
    count = ask(shared_book, "AQ", "count(partners, export[;; 2022])")
    assert (count.value, count.remarks[0].values) == (4, {"count": "1", "codes": "m490"})


def test_turnover_with_a_partner_of_one_flow_is_that_flow(shared_book: Book, by_hand: ByHand) -> None:
    for code, flow in (("x1a2b3c", "import"), ("GB", "export"), ("CN", "turnover")):
        expected = by_hand("AQ", flow, partner=(code,), months=(2022, 1, 12))
        assert value(shared_book, "AQ", f"level(turnover[{code};; 2022])") == expected
    assert reason(ask(shared_book, "AQ", "level(export[x1a2b3c;; 2022])"))[0] == "no_such_partner"


def test_goods_that_leave_nothing_over(shared_book: Book) -> None:
    assert reason(ask(shared_book, "AQ", "level(export[; 27+-27; 2022])")) == ("no_such_goods", {"goods": "27+-27"})


def test_a_partner_without_trade_in_a_recorded_month_has_none(shared_book: Book) -> None:
    """Zero is an answer where the flow is recorded and the partner is known from other months."""
    answer = ask(shared_book, "AO", "level(export[CN;; 2022])")
    assert (answer.value, answer.rows) == (0, 1)


# Weights and quantities


def test_weights_sum_what_has_one(shared_book: Book) -> None:
    answer = ask(shared_book, "AR", "level(export[; 4407; 2022], kg)")
    assert (answer.value, answer.rows) == (1500.5, 2)
    assert answer.remarks[0].values == {"rows": "1", "of": "2"}
    assert value(shared_book, "AR", "level(export[; 4407; 2022], t)") == 1.5005
    assert reason(ask(shared_book, "AR", "level(export[KZ; 4407; 2022], kg)"))[0] == "no_weight"


def test_quantities_are_added_in_one_unit_only(shared_book: Book) -> None:
    assert value(shared_book, "AR", "level(export[; 4407; 2022], m3)") == 3.75
    assert value(shared_book, "AR", "level(export[CN; 2204; 2022], l)") == 5
    assert value(shared_book, "AR", "share(export[CN; 4407; 2022], export[; 4407; 2022], m3)") == pytest.approx(200 / 3)
    mixed = reason(ask(shared_book, "AR", "level(export[; 2204; 2022], l)"))
    assert mixed == ("mixed_units", {"unit": "l", "rows": "1", "of": "2"})
    assert reason(ask(shared_book, "AR", "level(export[; 2710; 2022], m3)"))[0] == "no_quantity"
    assert reason(ask(shared_book, "AR", "level(export[KZ; 2204; 2022], l)"))[0] == "no_quantity"


def test_a_rank_by_weight_tells_the_weight(shared_book: Book) -> None:
    for unit, weight in (("kg", 1510.5), ("t", 1.5105)):
        answer = ask(shared_book, "AR", f"rank(CN, export[;; 2022], {unit})")
        assert (answer.value, answer.numerator, answer.denominator) == (1, weight, 2)
    assert ask(shared_book, "AF", "rank(KZ, export[;; 2022])").numerator == 15


# Currencies


def converted(book: Book, measure: str, *rates: tuple[str, str, float], reporter: str = "AQ") -> Answer:
    rows = [RateRow(Period.parse(period), currency, "USD", rate, "made up") for period, currency, rate in rates]
    return answered(parse_measure(measure), book.cube(reporter).series, Rates.of(rows))


def test_each_month_has_its_own_rate(shared_book: Book, by_hand: ByHand) -> None:
    rates = [(f"2022-{month:02d}", "RUB", 60.0 + month) for month in range(1, 13)]
    answer = converted(shared_book, "level(export[CN;; 2022], RUB)", *rates)
    expected = sum(
        by_hand("AQ", "export", partner=("CN",), months=(2022, month, month)) * (60 + month) for month in range(1, 13)
    )
    assert answer.value == pytest.approx(expected, abs=0.005)
    assert (answer.unit, answer.rows) == ("RUB", 12)
    assert [one.kind for one in answer.remarks] == ["converted"]


def test_a_coarser_rate_is_said(shared_book: Book, by_hand: ByHand) -> None:
    answer = converted(shared_book, "level(export[;; 2022-Q1], RUB)", ("2022", "RUB", 70.0), ("2022-02", "RUB", 75.0))
    months = [by_hand("AQ", "export", months=(2022, month, month)) for month in (1, 2, 3)]
    assert answer.value == pytest.approx(70 * (months[0] + months[2]) + 75 * months[1], abs=0.005)
    assert {one.kind: dict(one.values) for one in answer.remarks}["coarser_rate"] == {"periods": "2022"}


def test_a_rate_that_is_missing_is_named(shared_book: Book) -> None:
    answer = converted(shared_book, "level(export[;; 2021-12/2022-01], RUB)", ("2022", "RUB", 70.0))
    assert reason(answer) == ("no_rate", {"currency": "RUB", "period": "2021-12"})


def test_the_dollar_stands_between_two_others(shared_book: Book) -> None:
    rates = (("2022", "RUB", 70.0), ("2022", "EUR", 0.95))
    cube = [one for one in shared_book.cube("RU").series if one.key.source == "comext"]
    rows = [RateRow(Period.parse(period), currency, "USD", rate, "") for period, currency, rate in rates]
    answer = answered(parse_measure("level(export[CN;; 2022-03], RUB)"), cube, Rates.of(rows))
    assert answer.value == pytest.approx((38 * 3 + 3) / 0.95 * 70, abs=0.005)


# Arithmetic at its edges


def test_nothing_grows_from_nothing_or_less(shared_book: Book) -> None:
    assert value(shared_book, "AO", "level(export[KZ;; 2021])") == -10
    for code in ("CN", "KZ", "CN+KZ"):
        assert reason(ask(shared_book, "AO", f"growth(export[{code};; 2022])"))[0] == "zero_base"
    assert value(shared_book, "AO", "change(export[KZ;; 2022])") == -5


def test_what_is_below_zero_does_not_count(shared_book: Book) -> None:
    assert value(shared_book, "AO", "count(partners, export[;; 2022])") == 0
    assert value(shared_book, "AO", "count(goods@2, export[;; 2022])") == 0


def test_equals_share_the_better_place(shared_book: Book) -> None:
    assert [value(shared_book, "AS", f"rank({code}, export[;; 2021])") for code in ("DE", "GB", "CN")] == [1, 1, 1]
    assert [value(shared_book, "AF", f"rank({code}, export[;; 2022])") for code in ("CN", "KZ")] == [1, 2]
