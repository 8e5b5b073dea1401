"""The key: held against the files by a reader of the tests' own."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from sverka.model.grammar import parse_measure
from sverka.model.measures import Balance, Count, Growth, Level, Rank, Ratio, Share
from sverka.model.period import Period
from sverka.model.slices import Slice

KINDS = {
    "unreadable_number",
    "month_13",
    "empty_partner",
    "unknown_partner",
    "lost_zero",
    "missing_field",
    "extra_field",
    "unknown_region",
}


@pytest.fixture(params=["tiny", "sample"])
def any_sample(request: pytest.FixtureRequest) -> Any:
    """Each of the two samples."""
    return request.getfixturevalue(request.param)


def test_files_come_to_what_the_key_says(any_sample: Any) -> None:
    import hashlib

    for entry in any_sample.key["files"]:
        data = (any_sample.folder / entry["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == entry["sha256"]
        assert entry["rows"] == entry["stored"] + entry["quarantined"] == len(any_sample.lines(entry)) - 1
        if entry["source"] == "fts":
            assert entry["stored"] == len(list(any_sample.records(entry)))


def test_errors_stand_at_the_lines_that_the_key_says(any_sample: Any) -> None:
    by_name = {entry["file"]: entry for entry in any_sample.files()}
    for planted in any_sample.key["planted"]:
        entry = by_name[planted["file"]]
        assert any_sample.lines(entry)[planted["line"] - 1] == planted["text"]
        readable = planted["line"] in {record.line for record in any_sample.records(entry)}
        assert readable == (planted["outcome"] == "stored")
        assert planted["what"]


def test_no_other_line_is_wrong(any_sample: Any) -> None:
    for entry in any_sample.files():
        good = {record.line for record in any_sample.records(entry)}
        bad = set(range(2, entry["rows"] + 2)) - good
        told = [one for one in any_sample.key["planted"] if one["file"] == entry["file"]]
        assert bad == {one["line"] for one in told if one["outcome"] == "quarantined"}


def test_every_kind_of_error_is_planted(any_sample: Any) -> None:
    assert {planted["kind"] for planted in any_sample.key["planted"]} == KINDS


def test_none_is_planted_where_months_are_restated(sample: Any) -> None:
    (entry,) = sample.files(2)
    months = {record.month for record in sample.records(entry)}
    by_name = {one["file"]: one for one in sample.files()}
    for planted in sample.key["planted"]:
        around = {record.month for record in sample.records(by_name[planted["file"]])}
        assert not around & months


def test_totals_are_exact(any_sample: Any) -> None:
    for load in (1, 2):
        sums: dict[tuple[str, int], list[Decimal]] = {}
        for record in any_sample.recorded(load):
            found = sums.setdefault((record.flow, record.month // 12), [Decimal(0)] * 3)
            for at, value in enumerate((record.dollars * 100, record.kilograms * 1000, Decimal(1))):
                found[at] += value
        told = {
            (one["flow"], one["year"]): [Decimal(one["cents"]), Decimal(one["grams"]), Decimal(one["rows"])]
            for one in any_sample.key["totals"]
            if one["after_load"] == load
        }
        assert told == sums


def test_rows_of_an_unknown_region_count_elsewhere(any_sample: Any) -> None:
    (told,) = any_sample.key["elsewhere"]
    entry = next(one for one in any_sample.files() if one["file"] == told["file"])
    (record,) = [one for one in any_sample.records(entry) if one.region.startswith("62000")]
    assert (told["reporter"], Decimal(told["cents"])) == ("RU-62", record.dollars * 100)


def test_figures_are_true(sample: Any) -> None:
    records = sample.recorded(2)
    kinds = set()
    for told in sample.key["figures"]:
        measure = parse_measure(told["measure"])
        assert str(measure) == told["measure"]
        kinds.add(type(measure))
        assert abs(Fraction(told["value"]) - answer(measure, records)) <= Fraction(1, 10**10), told["measure"]
    assert kinds == {Level, Share, Growth, Rank, Count, Balance, Ratio}
    assert len(sample.key["figures"]) > 50


def answer(measure: Any, records: Sequence[Any]) -> Fraction:
    """A measure, from rows one by one."""
    match measure:
        case Level(cut, "kg"):
            return Fraction(sum(one.kilograms for one in within(cut, records)))
        case Level(cut, _):
            return value(cut, records)
        case Share(part, whole):
            return value(part, records) * 100 / value(whole, records)
        case Ratio(a, b):
            return value(a, records) / value(b, records)
        case Growth(cut, None):
            assert cut.period is not None
            before = value(Slice(cut.flow, cut.partners, cut.goods, cut.period.year_earlier()), records)
            return (value(cut, records) - before) * 100 / before
        case Balance(_, _, period, _):
            return value(parse("export", period), records) - value(parse("import", period), records)
        case Rank(member, among):
            sums = by_partner(among, records)
            return Fraction(1 + sum(other > sums[member] for other in sums.values()))
        case Count("partners", where):
            return Fraction(len(by_partner(where, records)))
    raise AssertionError(measure)


def parse(flow: str, period: Period | None) -> Slice:
    """The whole of a flow in a period."""
    cut = parse_measure(f"level({flow}[;;{period}])")
    assert isinstance(cut, Level)
    return cut.cut


def within(cut: Slice, records: Sequence[Any]) -> list[Any]:
    """The rows of a slice."""
    assert cut.period is not None
    months = range(cut.period.first_month, cut.period.last_month + 1)
    return [
        one
        for one in records
        if cut.flow in ("turnover", one.flow)
        and one.month in months
        and (not cut.partners.include or one.partner in cut.partners.include)
        and (not cut.goods.include or one.goods.startswith(cut.goods.include))
    ]


def value(cut: Slice, records: Sequence[Any]) -> Fraction:
    """The dollars of a slice."""
    return Fraction(sum(one.dollars for one in within(cut, records)))


def by_partner(cut: Slice, records: Sequence[Any]) -> dict[str, Decimal]:
    """The dollars of a slice by partner."""
    sums: dict[str, Decimal] = {}
    for one in within(cut, records):
        sums[one.partner] = sums.get(one.partner, Decimal(0)) + one.dollars
    return sums
