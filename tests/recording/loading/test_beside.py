"""Rates and statements beside the records, each load of them a version."""

from __future__ import annotations

from pathlib import Path

import pytest

from sverka.measuring.book import open_book
from sverka.model.errors import InputError
from sverka.model.period import Period
from sverka.recording.beside import load_beside
from sverka.recording.book import BookStore
from sverka.recording.rates import RateRow, Rates, read_rates

from . import forms

RATES = "period,currency,rate,source\n2023,RUB,85.16,Bank of Russia\n2023-04,RUB,80,\n2023,BRL,5,\n2023-Q2,BRL,4,\n"
APRIL, MAY, YEAR = Period.parse("2023-04"), Period.parse("2023-05"), Period.parse("2023")


@pytest.fixture
def rates(tmp_path: Path) -> Path:
    return forms.write(tmp_path / "rates.csv", RATES)


def table(text: str = RATES) -> Rates:
    return Rates.of(read_rates(text.encode(), "rates.csv"))


def test_rows_are_read_with_their_source() -> None:
    assert read_rates(RATES.encode("utf-8-sig"), "r.csv")[:2] == (
        RateRow(YEAR, "RUB", "USD", 85.16, "Bank of Russia"),
        RateRow(APRIL, "RUB", "USD", 80.0, ""),
    )
    [euro] = read_rates(b"period;currency;rate;base\n2023-Q1;USD;1,0730;EUR\n\n", "r.csv")
    assert euro == RateRow(Period.parse("2023-Q1"), "USD", "EUR", 1.073, "")


def test_a_rate_of_the_very_period_is_exact_and_one_around_it_is_not() -> None:
    found = table().rate("USD", "RUB", APRIL)
    assert found is not None
    assert (found.factor, found.period, found.exact) == (80, APRIL, True)
    around = table().rate("USD", "RUB", MAY)
    assert around is not None
    assert (around.factor, around.period, around.exact) == (85.16, YEAR, False)
    assert table().rate("USD", "RUB", Period.parse("2022")) is None
    # The year is not made of its months, and a quarter serves before the year.
    assert table().rate("USD", "RUB", Period.parse("2023/2024")) is None
    quarter = table().rate("USD", "BRL", MAY)
    assert quarter is not None
    assert (quarter.factor, str(quarter.period)) == (4, "2023-Q2")


def test_currencies_cross_by_way_of_the_dollar_and_back() -> None:
    back = table().rate("RUB", "USD", APRIL)
    assert back is not None
    assert back.factor == pytest.approx(1 / 80)
    cross = table().rate("RUB", "BRL", APRIL)
    assert cross is not None
    assert cross.factor == pytest.approx(4 / 80)
    assert (str(cross.period), cross.exact) == ("2023-Q2", False)
    exact = table().rate("BRL", "RUB", YEAR)
    assert exact is not None
    assert (exact.factor, exact.exact) == (pytest.approx(85.16 / 5), True)
    same = table().rate("EUR", "EUR", APRIL)
    assert same is not None
    assert (same.factor, same.exact) == (1, True)
    assert table().rate("EUR", "BRL", YEAR) is None


def test_a_later_row_replaces_an_earlier_one_both_ways() -> None:
    mended = table(RATES + "2023-04,RUB,81,\n")
    there, back = mended.rate("USD", "RUB", APRIL), mended.rate("RUB", "USD", APRIL)
    assert there is not None
    assert back is not None
    assert (there.factor, back.factor) == (81, 1 / 81)


@pytest.mark.parametrize(
    ("text", "what", "where"),
    [
        ("", "without the column period", "line 1"),
        ("period,currency\n2023,RUB\n", "without the column rate", "line 1"),
        ("period,currency,rate\n2023,RUB,85\n2023,XXQ,1\n", "unknown currency 'XXQ'", "line 3, column currency"),
        ("period,currency,rate,base\n2023,RUB,1,ZZZ\n", "unknown currency 'ZZZ'", "line 2, column base"),
        ("period,currency,rate\nMay,RUB,85\n", "not a period: 'May'", "line 2, column period"),
        ("period,currency,rate\n2023,RUB,0\n", "not a rate: '0'", "line 2, column rate"),
        ("period,currency,rate\n2023,RUB,-3\n", "not a rate: '-3'", "column rate"),
        ("period,currency,rate\n2023,RUB,nan\n", "not a rate: 'nan'", "column rate"),
        ("period,currency,rate\n2023,RUB,0.000000000000\n", "not a rate", "column rate"),
        ("period,currency,rate\n2023,RUB\n", "not a rate: ''", "column rate"),
        (f'period,currency,rate\n2023,RUB,"{"9" * 200_000}"\n', "no row of a table", "rates.csv, line 2"),
    ],
)
def test_a_rate_that_cannot_be_read_is_named_with_its_place(text: str, what: str, where: str) -> None:
    with pytest.raises(InputError) as caught:
        read_rates(text.encode(), "rates.csv")
    assert what in caught.value.what
    assert where in caught.value.where
    assert caught.value.next_step


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(InputError, match="not UTF-8"):
        read_rates("период".encode("cp1251"), "rates.csv")


def test_rates_are_a_version_and_the_same_again_is_none(book: Path, rates: Path, tmp_path: Path) -> None:
    loaded = load_beside(book, "rates", [rates])
    assert (loaded.version, loaded.changed, loaded.files[0].rows, loaded.files[0].unchanged) == (1, True, 4, 0)
    before = forms.state(book)
    copy = forms.write(tmp_path / "copy.csv", RATES)
    again = load_beside(book, "rates", [copy, rates])
    assert (again.version, again.changed, [file.unchanged for file in again.files]) == (1, False, [4, 4])
    assert forms.state(book) == before
    snapshot = BookStore.open(book).snapshot()
    assert [path.read_text() for path in snapshot.side_files("rates")] == [RATES]
    assert snapshot.entries[-1][1].kind == "rates"
    assert not BookStore.open(book).snapshot(0).side_files("rates")


def test_a_version_answers_at_the_rates_it_had(book: Path, rates: Path, tmp_path: Path) -> None:
    forms.load(book, forms.write(tmp_path / "EXP_MUN.csv", forms.towns((2023, 4, "1201", 160, "PR", 600))))
    load_beside(book, "rates", [rates])
    load_beside(book, "rates", [forms.write(tmp_path / "new.csv", "period,currency,rate\n2023-04,RUB,81\n")])
    for version, value in ((2, 48_000), (3, 48_600)):
        with open_book(book, as_of=version) as opened:
            answer = opened.cube("BR-PR").measure("level(export[;; 2023-04], RUB)")
            assert answer.value == pytest.approx(value)
    with open_book(book, as_of=1) as opened:
        assert opened.cube("BR-PR").measure("level(export[;; 2023-04], RUB)").value is None


def test_a_bad_row_loads_none_of_the_files(book: Path, rates: Path, tmp_path: Path) -> None:
    load_beside(book, "rates", [rates])
    before = forms.state(book)
    good = forms.write(tmp_path / "good.csv", "period,currency,rate\n2024,RUB,90\n")
    bad = forms.write(tmp_path / "bad.csv", "period,currency,rate\n2024,RUB,ninety\n")
    with pytest.raises(InputError, match=r"bad.csv, line 2"):
        load_beside(book, "rates", [good, bad])
    with pytest.raises(InputError, match="no such file"):
        load_beside(book, "rates", [good, tmp_path / "none.csv"])
    assert forms.state(book) == before


def test_loading_records_keeps_the_rates(book: Path, rates: Path, tmp_path: Path) -> None:
    load_beside(book, "rates", [rates])
    forms.load(book, forms.write(tmp_path / "EXP_MUN.csv", forms.towns((2023, 4, "1201", 160, "PR", 600))))
    [file] = BookStore.open(book).snapshot().side_files("rates")
    assert file.read_text() == RATES


def test_statements_are_kept_with_their_reporter(book: Path, tmp_path: Path) -> None:
    header = "source,published,kind,flow,partners,goods,period,base,hedge,value,unit,of"
    row = "press,2016,level,turnover,,,2015,,exact,289640000.0,USD,"
    path = forms.write(tmp_path / "s.csv", f"{header}\n{row}\n")
    with pytest.raises(InputError, match="names no reporter"):
        load_beside(book, "statements", [path])
    load_beside(book, "statements", [path], reporter="RU-TOM")
    [kept] = BookStore.open(book).snapshot().side_files("statements")
    assert kept.read_text().splitlines() == [f"{header},reporter", f"{row},RU-TOM"]
    own = forms.write(tmp_path / "own.csv", f"{header},reporter\n{row},\n{row},RU-AMU\n")
    load_beside(book, "statements", [own], reporter="RU-TOM")
    kept = BookStore.open(book).snapshot().side_files("statements")[1]
    assert [line.rpartition(",")[2] for line in kept.read_text().splitlines()] == ["reporter", "RU-TOM", "RU-AMU"]
