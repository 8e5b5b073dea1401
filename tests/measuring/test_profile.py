"""The profile of a region: figures against sums done by hand, and what becomes of gaps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from sverka.measuring.book import Cube, open_book
from sverka.measuring.profile import profile_of
from sverka.measuring.profile_choice import spans
from sverka.measuring.profile_records import Compared, Fact, Profile, Row, Table
from sverka.measuring.reporters import book_reporters
from sverka.model.period import Period
from sverka.model.slices import Flow

MakeBook = Callable[..., Path]
Record = dict[str, Any]
MILLION = 1_000_000
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table")  # ibis calls what DuckDB renames

# By year: flow, partner, goods, value of each month in millions, tonnes of each month.
TRADE = {
    2023: [
        ("export", "CN", "270900", 100, 200),
        ("export", "KZ", "100199", 50, 100),
        ("export", "m490", "100111", 10, 10),
        ("import", "CN", "847130", 20, 1),
        ("import", "DE", "300490", 30, 1),
    ],
    2024: [
        ("export", "CN", "270900", 110, 210),
        ("export", "KZ", "100199", 40, 90),
        ("export", "US", "100119", 30, 60),
        ("export", "m490", "100111", 10, 10),
        ("import", "CN", "847130", 30, 1),
        ("import", "DE", "300490", 15, 1),
    ],
    2025: [("export", "CN", "270900", 121, 200), ("import", "CN", "847130", 60, 2)],
}


def months(year: int, first: int = 1, last: int = 12, flow: str | None = None) -> list[Record]:
    """The records of the months of a year, of one flow alone if it is named."""
    return [
        {
            "flow": direction,
            "year": year,
            "month": month,
            "reporter": "AQ",
            "partner": partner,
            "commodity": goods,
            "primary_value": value * MILLION,
            "net_weight_kg": tonnes * 1000,
        }
        for month in range(first, last + 1)
        for direction, partner, goods, value, tonnes in TRADE[year]
        if flow in (None, direction)
    ]


TWO_YEARS = [*months(2023), *months(2024)]


@pytest.fixture
def cube_of(make_book: MakeBook) -> Iterator[Callable[..., Cube]]:
    books = []

    def build(records: Sequence[Record], **told: Any) -> Cube:
        books.append(open_book(make_book(records, **told)))
        return books[-1].cube("AQ")

    yield build
    for book in books:
        book.close()


def made(cube: Cube, period: str | None = None, **options: Any) -> Profile:
    """A profile; that its few made-up goods are a narrow extract is told elsewhere."""
    profile = profile_of(cube, Period.parse(period) if period else None, **options)
    assert profile is not None
    return replace(profile, notes=tuple(one for one in profile.notes if one.kind != "scope"))


def total(profile: Profile, name: str) -> Compared:
    return next(one for one in profile.totals if one.name == name)


def table(profile: Profile, kind: str, flow: Flow) -> Table:
    return next(one for one in profile.tables_of(kind) if one.flow is flow)


def facts(of: Any) -> Iterator[Fact]:
    """Every figure of a profile."""
    if isinstance(of, Fact):
        yield of
    elif isinstance(of, tuple):
        for one in of:
            yield from facts(one)
    elif isinstance(of, dict):
        yield from facts(tuple(of.values()))
    elif is_dataclass(of) and type(of).__module__.endswith("profile_records"):
        for field in fields(of):
            yield from facts(getattr(of, field.name))


def row(found: Table, code: str) -> Row:
    return next(one for one in found.rows if one.code == code)


def test_totals_are_those_done_by_hand(cube_of: Callable[..., Cube]) -> None:
    profile = made(cube_of(TWO_YEARS))
    told = {one.name: (one.level.value, one.before.value, one.growth.value) for one in profile.totals}
    assert told == {
        "turnover": (2820 * MILLION, 2520 * MILLION, 100 * 300 / 2520),
        "export": (2280 * MILLION, 1920 * MILLION, 18.75),
        "import": (540 * MILLION, 600 * MILLION, -10.0),
        "balance": (1740 * MILLION, 1320 * MILLION, None),
    }
    assert total(profile, "export").level.measure == "level(export[;; 2024], USD)"
    assert total(profile, "balance").change.value == 420 * MILLION
    weights = {one.name: (one.level.value, one.growth.value) for one in profile.weights}
    assert weights == {"export": (12 * 370, 100 * 60 / 310), "import": (24, 0.0)}


@pytest.mark.parametrize("period", [None, "2024-Q2", "2024-05", "2024-02/2024-09", "2023"])
def test_each_figure_with_a_measure_is_what_that_measure_gives(
    cube_of: Callable[..., Cube], period: str | None
) -> None:
    cube = cube_of([*TWO_YEARS, *months(2025, 1, 3)])
    asked = [one for one in facts(made(cube, period, top=2)) if one.measure and one.value is not None]
    assert len(asked) > 50
    for one in asked:
        answer = cube.measure(str(one.measure))
        assert (answer.value, answer.unit) == (one.value, one.unit), one.measure


@pytest.mark.parametrize("top", [1, 2, 10])
def test_contributions_sum_to_the_growth_of_the_whole(cube_of: Callable[..., Cube], top: int) -> None:
    profile = made(cube_of(TWO_YEARS), top=top)
    assert {(one.kind, one.flow) for one in profile.tables} >= {("goods@2", Flow.IMPORT), ("goods@4", Flow.TURNOVER)}
    for one in profile.tables:
        if one.kind == "groups":
            continue
        parts = [part.contribution.value or 0.0 for part in (*one.rows, *([one.rest] if one.rest else []))]
        assert sum(parts) == pytest.approx(one.whole.growth.value)
        values = [part.level.value or 0.0 for part in (*one.rows, *([one.rest] if one.rest else []))]
        assert sum(values) == one.whole.level.value


def test_partners_with_shares_growth_and_contributions(cube_of: Callable[..., Cube]) -> None:
    exports = table(made(cube_of(TWO_YEARS)), "partners", Flow.EXPORT)
    told = [(one.code, one.growth.value, one.contribution.value) for one in exports.rows]
    assert told == [("CN", 10.0, 6.25), ("KZ", -20.0, -6.25), ("US", None, 18.75), ("m490", 0.0, 0.0)]
    assert [one.share.value for one in exports.rows] == [100 * part / 190 for part in (110, 40, 30, 10)]
    assert exports.rest is None
    assert row(exports, "US").before.value == 0


def test_the_rest_and_what_moved_the_whole_from_outside_the_list(cube_of: Callable[..., Cube]) -> None:
    imports = table(made(cube_of(TWO_YEARS), top=1), "partners", Flow.IMPORT)
    assert [one.code for one in imports.rows] == ["CN"]
    assert imports.rest is not None
    assert (imports.rest.level.value, imports.others) == (180 * MILLION, 1)
    assert [(one.code, one.contribution.value) for one in imports.movers] == [("DE", -30.0)]


def test_a_partner_that_is_gone_is_told(cube_of: Callable[..., Cube]) -> None:
    gone = [{**one, "partner": "FR", "primary_value": MILLION} for one in months(2023, 1, 1, "export")]
    exports = table(made(cube_of([*TWO_YEARS, *gone])), "partners", Flow.EXPORT)
    assert [one.code for one in exports.movers] == ["FR"]
    assert exports.movers[0].growth.value == -100.0


def test_goods_by_chapter_and_heading(cube_of: Callable[..., Cube]) -> None:
    profile = made(cube_of(TWO_YEARS))
    chapters = table(profile, "goods@2", Flow.EXPORT)
    assert [(one.code, one.level.value) for one in chapters.rows] == [("27", 1320 * MILLION), ("10", 960 * MILLION)]
    assert row(chapters, "10").growth.value == pytest.approx(100 * 20 / 60)
    assert [one.code for one in table(profile, "goods@4", Flow.TURNOVER).rows] == ["2709", "1001", "8471", "3004"]


def test_goods_finer_than_recorded_are_left_out(cube_of: Callable[..., Cube]) -> None:
    coarse = [{**one, "commodity": one["commodity"][:2]} for one in TWO_YEARS]
    profile = made(cube_of(coarse))
    assert profile.tables_of("goods@2")
    assert not profile.tables_of("goods@4")


def test_groups_that_have_a_value(cube_of: Callable[..., Cube]) -> None:
    profile = made(cube_of(TWO_YEARS))
    exports = table(profile, "groups", Flow.EXPORT)
    assert row(exports, "asia").level.value == 1800 * MILLION
    assert row(exports, "eaeu").level.value == 480 * MILLION
    assert row(exports, "eaeu").contribution.value == -6.25
    assert "africa" not in {one.code for one in exports.rows}
    assert row(table(profile, "groups", Flow.IMPORT), "eu").share.value == 100 * 15 / 45


def test_groups_are_composed_alike_in_both_periods(cube_of: Callable[..., Cube]) -> None:
    british = [{**one, "partner": "GB"} for one in TWO_YEARS if one["partner"] == "DE"]
    earlier = [{**one, "year": one["year"] - 4} for one in british]
    europe = row(table(made(cube_of(earlier), "2020"), "groups", Flow.IMPORT), "europe")
    assert europe.growth.value == -50.0
    assert "eu" not in {one.code for one in table(made(cube_of(earlier), "2020"), "groups", Flow.IMPORT).rows}


def test_concentration(cube_of: Callable[..., Cube]) -> None:
    profile = made(cube_of(TWO_YEARS))
    imports = next(one for one in profile.concentration if one.flow is Flow.IMPORT)
    assert (imports.partners.value, imports.first.value) == (2, pytest.approx(100 * 2 / 3))
    assert (imports.first_five.value, imports.hhi.value) == (100.0, pytest.approx(100**2 * 5 / 9))


def test_the_default_is_the_last_full_year_of_both_flows_and_the_months_since(cube_of: Callable[..., Cube]) -> None:
    profile = made(cube_of([*TWO_YEARS, *months(2025, 1, 3, "export"), *months(2025, 1, 2, "import")]))
    assert (str(profile.period), str(profile.base), profile.asked) == ("2024", "2023", None)
    assert profile.so_far is not None
    assert (str(profile.so_far.period), str(profile.so_far.base)) == ("2025-01/2025-02", "2024-01/2024-02")
    told = {one.name: one.growth.value for one in profile.so_far.totals}
    assert told["export"] == pytest.approx(100 * (121 - 190) / 190)
    assert told["import"] == pytest.approx(100 * (60 - 45) / 45)


def test_a_year_that_only_one_flow_has_in_full_is_not_the_default(cube_of: Callable[..., Cube]) -> None:
    profile = made(cube_of([*months(2023), *months(2024, flow="export"), *months(2024, 1, 6, "import")]))
    assert str(profile.period) == "2023"
    assert profile.so_far is not None
    assert str(profile.so_far.period) == "2024-01/2024-06"


@pytest.mark.parametrize(
    ("period", "base", "exports"),
    [("2024-05", "2023-05", 190), ("2024-Q1", "2023-Q1", 570), ("2024-02/2024-09", "2023-02/2023-09", 1520)],
)
def test_a_period_asked_for_is_over_the_same_months(
    cube_of: Callable[..., Cube], period: str, base: str, exports: int
) -> None:
    profile = made(cube_of(TWO_YEARS), period)
    assert (str(profile.period), str(profile.base), profile.so_far) == (period, base, None)
    assert total(profile, "export").level.value == exports * MILLION
    assert total(profile, "export").growth.value == 18.75
    assert profile.points[-1].period.last_month == Period.parse(period).last_month


def test_a_month_missing_in_between(cube_of: Callable[..., Cube]) -> None:
    records = [one for one in TWO_YEARS if (one["flow"], one["year"], one["month"]) != ("import", 2024, 6)]
    profile = made(cube_of(records))
    imports = next(one for one in profile.coverage if one.flow is Flow.IMPORT)
    assert (str(imports.first), str(imports.last)) == ("2023-01", "2024-12")
    assert [str(one) for one in imports.missing] == ["2024-06"]
    assert str(profile.period) == "2023"
    missing = [str(one.period) for one in profile.points if one.facts[Flow.IMPORT].value is None]
    assert missing == ["2024-06"]
    asked = made(cube_of(records), "2024")
    assert total(asked, "export").level.value == 2280 * MILLION
    assert total(asked, "import").level.value is None
    assert total(asked, "turnover").level.value is None
    assert [(one.kind, one.values.get("flow")) for one in asked.notes] == [("no_period", "import")]


def test_no_imports_recorded(cube_of: Callable[..., Cube]) -> None:
    profile = made(cube_of([one for one in TWO_YEARS if one["flow"] == "export"]))
    assert total(profile, "export").growth.value == 18.75
    assert {total(profile, name).level.value for name in ("import", "turnover", "balance")} == {None}
    assert {one.flow for one in profile.tables} == {Flow.EXPORT}
    assert {one.flow for one in profile.coverage} == {Flow.EXPORT}
    assert [one.kind for one in profile.notes] == ["no_flow"]


def test_one_month_alone(cube_of: Callable[..., Cube]) -> None:
    profile = made(cube_of(months(2024, 3, 3)))
    assert str(profile.period) == "2024-03"
    assert total(profile, "export").level.value == 190 * MILLION
    assert total(profile, "export").growth.value is None
    assert {part.contribution.value for one in profile.tables for part in one.rows} == {None}
    assert [one.kind for one in profile.notes] == ["no_base", "no_base"]
    assert len(profile.points) == 1
    assert profile.so_far is None


def test_a_period_recorded_in_part_is_narrowed_to_its_longest_run(cube_of: Callable[..., Cube]) -> None:
    profile = made(cube_of([*months(2023), *months(2024, 1, 2), *months(2024, 4, 7)]), "2024")
    assert (str(profile.period), str(profile.base)) == ("2024-04/2024-07", "2023-04/2023-07")
    assert total(profile, "export").growth.value == 18.75
    assert profile.notes[0].kind == "narrowed"


def test_a_base_recorded_in_part_gives_no_growth_and_says_what_could_be_compared(
    cube_of: Callable[..., Cube],
) -> None:
    profile = made(cube_of([*months(2023, 4, 12), *months(2024)]))
    assert total(profile, "export").growth.value is None
    assert {(one.kind, one.values["period"]) for one in profile.notes} == {("partial_base", "2024-04/2024-12")}


def test_sources_are_never_added_up_and_the_one_with_both_flows_answers(cube_of: Callable[..., Cube]) -> None:
    other = [
        {**one, "source": "comtrade", "primary_value": 7 * MILLION} for one in TWO_YEARS if one["flow"] == "export"
    ]
    cube = cube_of([*TWO_YEARS, *other])
    assert cube.series[0].key.source == "comtrade"
    profile = made(cube)
    assert (profile.source, total(profile, "export").level.value) == ("made-up", 2280 * MILLION)
    assert [(one.kind, one.values["sources"]) for one in profile.notes] == [("other_sources", "comtrade")]
    assert total(made(cube, source="comtrade"), "export").level.value == 12 * 4 * 7 * MILLION


def test_annual_records(cube_of: Callable[..., Cube]) -> None:
    records = [{**one, "primary_value": 1000} for one in TWO_YEARS if one["month"] == 1]
    for one in records:
        del one["month"]
    profile = made(cube_of(records))
    assert str(profile.period) == "2024"
    assert total(profile, "export").growth.value == 100 * 1 / 3
    assert [str(one.period) for one in profile.points] == ["2023", "2024"]
    assert profile_of(cube_of(records), Period.parse("2024-05")) is None


def test_records_without_weights_or_partners(cube_of: Callable[..., Cube]) -> None:
    records = [{**one, "partner": "world"} for one in TWO_YEARS]
    for one in records:
        del one["net_weight_kg"]
    profile = made(cube_of(records))
    assert profile.weights == ()
    assert not profile.tables_of("partners")
    assert [one.kind for one in profile.notes] == ["no_partners"]
    assert profile.tables_of("goods@2")


def test_rows_without_a_weight_are_told(cube_of: Callable[..., Cube]) -> None:
    records = [dict(one) for one in TWO_YEARS]
    records[-1]["net_weight_kg"] = None
    note = made(cube_of(records)).notes[0]
    assert (note.kind, dict(note.values)) == ("weight_missing", {"rows": "1", "of": "24", "flow": "import"})


def test_nothing_recorded(cube_of: Callable[..., Cube]) -> None:
    cube = cube_of(TWO_YEARS)
    assert profile_of(cube, Period.parse("2010")) is None
    assert profile_of(cube.book.cube("ZZ-1")) is None
    assert profile_of(cube, source="baci") is None


def test_the_reporters_of_a_book(make_book: MakeBook) -> None:
    two_sided = {"source": "baci", "flow": "export", "year": 2023, "commodity": "010101", "primary_value": 1}
    records = [*TWO_YEARS[:2], {**two_sided, "reporter": "FR", "partner": "IT"}]
    with open_book(make_book(records)) as book:
        assert book_reporters(book) == ("AQ", "FR", "IT")


def test_a_partner_of_one_flow_alone_has_a_turnover(cube_of: Callable[..., Cube]) -> None:
    cube = cube_of(TWO_YEARS)
    assert cube.measure("level(turnover[DE;; 2024], USD)").value == 180 * MILLION
    assert cube.measure("level(turnover[; 2709; 2024], USD)").value == 1320 * MILLION
    assert cube.measure("level(turnover[FR;; 2024], USD)").value is None


def test_spans() -> None:
    assert [str(one) for one in spans([24276, 24279, 24285], 3)] == ["2023-01/2023-06", "2023-Q4"]
    assert spans([], 1) == ()
