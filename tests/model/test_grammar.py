"""The grammar of measures: one canonical text, read back to the same measure; errors that point."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sverka.model.errors import MeasureError, UsageError
from sverka.model.grammar import MAX_LENGTH, parse_measure
from sverka.model.measures import (
    Balance,
    Change,
    Count,
    Growth,
    Level,
    Measure,
    Rank,
    Ratio,
    Share,
    ShareChange,
    UnitValue,
    measure_slices,
)
from sverka.model.period import Period
from sverka.model.slices import Flow, Members, Slice

PARTNERS = st.sampled_from(["CN", "MN", "KZ", "RU-TOM", "US-CA", "asia", "central-asia", "eu", "g20"])
GOODS = st.sampled_from(["02", "0207", "27", "2709001001", "72-73", "7201-7326", "grain", "crude-oil"])
UNITS = st.sampled_from([None, "USD", "RUB", "kg", "t", "m3"])


def members(names: st.SearchStrategy[str]) -> st.SearchStrategy[Members]:
    some = st.lists(names, max_size=3).map(tuple)
    return st.builds(Members, some, some)


MONTHS = st.integers(1950 * 12, 2060 * 12)
PERIODS = st.none() | st.builds(lambda first, more: Period(first, first + more), MONTHS, st.integers(0, 40))
SLICES = st.builds(Slice, st.sampled_from(Flow), members(PARTNERS), members(GOODS), PERIODS)
MEASURES: st.SearchStrategy[Measure] = st.one_of(
    st.builds(Level, SLICES, UNITS),
    st.builds(UnitValue, SLICES, st.sampled_from([None, "USD/t", "RUB/kg", "EUR/m3", "USD/bbl", "USD/MWh"])),
    st.builds(Share, SLICES, SLICES, UNITS),
    st.builds(Growth, SLICES, PERIODS, UNITS),
    st.builds(Change, SLICES, UNITS, PERIODS),
    st.builds(ShareChange, st.builds(Share, SLICES, SLICES, UNITS), PERIODS),
    st.builds(Ratio, SLICES, SLICES, UNITS),
    st.builds(Balance, members(PARTNERS), members(GOODS), PERIODS, UNITS),
    st.builds(Rank, PARTNERS | GOODS, SLICES, UNITS),
    st.builds(Count, st.sampled_from(["partners", "goods@2", "goods@6", "goods@10"]), SLICES),
)


@given(MEASURES)
def test_the_text_of_a_measure_reads_back(measure: Measure) -> None:
    assert parse_measure(str(measure)) == measure
    assert str(parse_measure(str(measure))) == str(measure)


@given(MEASURES, st.data())
def test_spaces_are_free(measure: Measure, data: st.DataObject) -> None:
    text = str(measure)
    marks = [at for at, letter in enumerate(text) if letter in "(),;[]+"]
    at = data.draw(st.sampled_from(marks))
    assert parse_measure(f"{text[:at]} \n {text[at]}\t{text[at + 1 :]}") == measure


@given(MEASURES)
def test_equal_measures_have_one_text(measure: Measure) -> None:
    for cut in measure_slices(measure):
        turned = Members(cut.partners.include[::-1], cut.partners.exclude[::-1] * 2)
        assert str(turned) == str(cut.partners)


@given(st.text(max_size=60) | st.text("levshar(),;[]+-exportCN0279 @/.", max_size=60))
def test_any_text_is_read_or_refused_with_a_column(text: str) -> None:
    answer = answer_to(text)
    if isinstance(answer, MeasureError):
        assert 1 <= answer.column <= len(text) + 1
        assert answer.expected
    else:
        assert parse_measure(str(answer)) == answer


def answer_to(text: str) -> Measure | MeasureError:
    try:
        return parse_measure(text)
    except MeasureError as error:
        return error


@pytest.mark.parametrize(
    "text",
    [
        "level(export[CN; 27; 2023], USD)",
        "share(turnover[central-asia], turnover)",
        "growth(export[central-asia;; 2022])",
        "share(export, turnover)",
        "balance([CN;; 2023])",
        "rank(CN, export[;; 2023])",
        "count(partners, export[;; 2023])",
        "level(export[asia+-CN])",
        "level(import[-CN; 72-73; 2023-01/2023-08], kg)",
        "share(export[KZ], export, kg)",
        "growth(export[;; 2023], 2021)",
        "change(export[;; 2023-Q1], USD, 2021-Q1)",
        "change(share(export[CN;; 2023], export[;; 2023]))",
        "unit_value(export[; 1005; 2023], USD/t)",
        "unit_value(import[CN])",
        "change(share(export[CN;; 2023], export[;; 2023], kg), 2021)",
    ],
)
def test_the_forms_of_the_contract_are_canonical(text: str) -> None:
    assert str(parse_measure(text)) == text


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        (" level ( export [ CN ] ) ", "level(export[CN])"),
        ("level(export[;;])", "level(export)"),
        ("level(export[MN+CN+MN])", "level(export[CN+MN])"),
        ("growth(export[;; 2023], 2022)", "growth(export[;; 2023])"),
        ("level(export[;; 2023-01/2023-12])", "level(export[;; 2023])"),
        ("level(export[;; 2023-Q1/2023-Q2])", "level(export[;; 2023-01/2023-06])"),
        ("balance([])", "balance([])"),
        ("change(share(export[CN;; 2023], export), 2022)", "change(share(export[CN;; 2023], export))"),
        ("change( share (export[CN],export),pp , 2021)", "change(share(export[CN], export), 2021)"),
    ],
)
def test_other_spellings_come_to_the_canonical_one(text: str, canonical: str) -> None:
    assert str(parse_measure(text)) == canonical


@pytest.mark.parametrize(
    ("text", "column", "expected"),
    [
        ("", 1, "a measure"),
        ("part(export)", 1, "one of level, share"),
        ("level(exports)", 7, "export, import or turnover"),
        ("level(export[CN;27;2023-13])", 20, "2023-04"),
        ("level(export[Cn])", 14, "a country code"),
        ("level(export[CN]", 17, "')'"),
        ("level(export) x", 15, "nothing more"),
        ("share(export)", 13, "','"),
        ("balance(export)", 9, "'['"),
        ("level(export[; 73-72])", 21, "a range such as 72-73"),
        ("count(goods@1, export)", 7, "goods@N"),
        ("change(share(export, turnover), USD)", 33, "a base period such as 2021, or pp"),
        ("change(share(export), 2021)", 20, "','"),
        ("unit_value(export, USD)", 20, "a price"),
        ("unit_value(export, t)", 20, "a price"),
        ("unit_value([CN])", 12, "export, import or turnover"),
        ("level(export, USD/t)", 15, "a unit"),
        ("change(growth(export))", 8, "export, import or turnover"),
    ],
)
def test_an_error_names_the_column_and_what_was_expected(text: str, column: int, expected: str) -> None:
    with pytest.raises(MeasureError) as caught:
        parse_measure(text)
    assert (caught.value.column, expected in caught.value.expected) == (column, True)


def test_a_measure_that_is_too_long_is_refused() -> None:
    with pytest.raises(UsageError, match="too long"):
        parse_measure("level(export[" + "CN+" * MAX_LENGTH + "CN])")
