"""The profile in words: what fits a screen, what a hostile name may not do, what each form carries."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sverka.checking.wording import UIS, Ui
from sverka.measuring.book import Book, open_book
from sverka.measuring.profile import profile_of
from sverka.measuring.profile_records import Profile
from sverka.model.period import Period
from sverka.recording.entries import UnknownCode
from sverka.writing.numbers import fixed_text
from sverka.writing.profile import bars, profile_sheet
from sverka.writing.profile_csv import COLUMNS, profile_csv
from sverka.writing.profile_markdown import profile_markdown
from sverka.writing.profile_objects import profile_object
from sverka.writing.profile_text import profile_text
from sverka.writing.profile_words import Wording
from sverka.writing.terminal import Screen

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table")  # ibis calls what DuckDB renames
Widened = Callable[[list[dict[str, Any]]], list[dict[str, Any]]]
HOSTILE = '=HYPERLINK("http://x")|<b>`*\x1b[31m\u202e' + "long " * 40


def record(year: int, month: int, flow: str, partner: str, value: float, **more: Any) -> dict[str, Any]:
    return {
        "flow": flow,
        "year": year,
        "month": month,
        "reporter": "AQ",
        "partner": partner,
        "commodity": "270900",
        "primary_value": value,
        **more,
    }


def two_years(partner: str = "CN", factor: float = 2.0) -> list[dict[str, Any]]:
    """Exports that grow by a factor from year to year, with one partner more; imports that stay as they are."""
    records = []
    for month in range(1, 13):
        for year, value in ((2023, 1_000_000.0), (2024, 1_000_000.0 * factor)):
            records.append(record(year, month, "export", partner, value))
            records.append(record(year, month, "import", "DE", 500_000.0))
        records.append(record(2024, month, "export", "KZ", 100_000.0))
    return records


@pytest.fixture
def profile(make_book: Callable[..., Path], all_trade: Widened) -> Iterator[Callable[..., Profile]]:
    books: list[Book] = []

    def build(records: list[dict[str, Any]], period: str | None = None, **told: Any) -> Profile:
        books.append(open_book(make_book(all_trade(records), **told)))
        found = profile_of(books[-1].cube("AQ"), Period.parse(period) if period else None)
        assert found is not None
        return found

    yield build
    for book in books:
        book.close()


@pytest.fixture
def hostile(profile: Callable[..., Profile]) -> Profile:
    name = UnknownCode("x0a1b2c", HOSTILE, "partner", 12, 1.0)
    return profile(two_years("x0a1b2c"), unknown=(name,))


def text_of(found: Profile, ui: Ui = "en", width: int = 80) -> str:
    return profile_text(found, Screen(ui, width))


@pytest.mark.parametrize("ui", UIS)
@pytest.mark.parametrize("width", [80, 110])
@pytest.mark.parametrize("period", [None, "2024-02/2024-09"])
def test_the_text_fits_the_screen(
    profile: Callable[..., Profile], hostile: Profile, ui: Ui, width: int, period: str | None
) -> None:
    for found in (profile(two_years(), period), hostile):
        lines = text_of(found, ui, width).splitlines()
        assert [line for line in lines if len(line) > width] == []


def test_columns_stand_in_line(profile: Callable[..., Profile]) -> None:
    lines = text_of(profile(two_years())).splitlines()
    start = lines.index("Partners by exports, USD million")
    rows = lines[start + 3 : start + 6]
    assert rows[0].split() == ["1", "CN", "China", "24.00", "95.2", "+100.0", "+100.0"]
    assert rows[1].split() == ["2", "KZ", "Kazakhstan", "1.20", "4.8", "new", "+10.0"]
    assert rows[2].split() == ["all", "25.20", "100.0", "+110.0", "+110.0"]
    assert len({len(row) for row in rows}) == 1


def test_the_year_before_is_shown_where_there_is_room(profile: Callable[..., Profile]) -> None:
    found = profile(two_years())
    wide = next(line for line in text_of(found, "en", 110).splitlines() if line.startswith("  1  CN"))
    assert wide.split()[3:5] == ["24.00", "12.00"]


def test_many_times_as_much_is_told_as_such(profile: Callable[..., Profile]) -> None:
    text = text_of(profile(two_years(factor=12.5)))
    assert "×12.5" in text
    assert "×12.0: so many times as much as a year earlier." in text
    assert "times as much" not in text_of(profile(two_years()))


def test_nothing_of_a_name_commands_the_terminal(hostile: Profile) -> None:
    for text in (text_of(hostile), profile_markdown(hostile, "ru"), profile_csv(hostile, "en")):
        assert "\x1b" not in text
        assert "\u202e" not in text


def test_nothing_of_a_name_is_markup(hostile: Profile) -> None:
    text = profile_markdown(hostile, "en")
    assert "<b>" not in text.replace("\\<b\\>", "")
    rows = [line for line in text.splitlines() if "HYPERLINK" in line and line.startswith("|")]
    assert rows
    assert {line.replace("\\|", "").count("|") for line in rows} == {9}


def test_no_name_is_a_formula_of_a_spreadsheet(hostile: Profile) -> None:
    lines = list(csv.reader(io.StringIO(profile_csv(hostile, "en"))))
    named = [line for line in lines if "HYPERLINK" in line[1]]
    assert named
    assert all(line[1].startswith("'=") for line in named)
    assert all(not cell.startswith(("=", "@", "+")) for line in lines for cell in line)


def test_gaps_are_shown_as_gaps(profile: Callable[..., Profile]) -> None:
    records = [one for one in two_years() if (one["flow"], one["year"], one["month"]) != ("export", 2023, 2)]
    text = text_of(profile(records))
    assert f"  Exports  ▄·{'▄' * 10}{'█' * 12}\n" in text
    assert "  · not recorded\n" in text
    assert "missing in between: Feb 2023" in text
    assert "Growth of exports cannot be told: only a part of 2023 is recorded." in text
    assert "not recorded" not in text_of(profile(two_years()))


def test_bars_go_from_zero() -> None:
    assert bars([1, 2, 4, 8, 0, None]) == "▁▂▄█▁·"
    assert bars([0, 0]) == "▁▁"
    assert bars([]) == ""


def test_the_head_says_what_is_covered_before_any_figure(profile: Callable[..., Profile]) -> None:
    sheet = profile_sheet(profile(two_years(), "2024-Q1"), "ru")
    assert sheet.title == "Антарктида (AQ): внешняя торговля в I квартале 2024 года"
    assert dict(sheet.head)["Охват"] == "экспорт и импорт: янв. 2023 – дек. 2024; без пропусков"
    assert dict(sheet.head)["Период"] == "I кв. 2024; прирост — к периоду I кв. 2023"
    assert dict(sheet.head)["Книга"] == "версия 1 от 02.05.2025"


def test_what_is_invented_says_so(profile: Callable[..., Profile]) -> None:
    found = profile(two_years(), about={"made-up": {"title": "Invented", "synthetic": True}})
    assert "Synthetic data of an invented region" in text_of(found).splitlines()[1]
    assert "**Синтетические данные вымышленного региона" in profile_markdown(found, "ru")
    assert profile_object(found, "en")["synthetic"] is True
    assert "about,synthetic,,,yes" in profile_csv(found, "en")
    assert "Synthetic" not in text_of(profile(two_years()))


def test_an_invented_reporter_says_so_whatever_its_source_says(make_book: Callable[..., Path]) -> None:
    with open_book(make_book([{**one, "reporter": "RU-SMP"} for one in two_years()])) as book:
        found = profile_of(book.cube("RU-SMP"))
        assert found is not None
        assert found.synthetic


def test_a_reporter_that_no_table_knows_goes_by_its_code(make_book: Callable[..., Path], all_trade: Widened) -> None:
    with open_book(make_book(all_trade([{**one, "reporter": "AQ-X1"} for one in two_years()]))) as book:
        found = profile_of(book.cube("AQ-X1"))
        assert found is not None
        assert not found.synthetic
        assert profile_sheet(found, "en").title == "AQ-X1: foreign trade in 2024"


def test_the_object_has_each_figure_exactly_and_with_its_measure(profile: Callable[..., Profile]) -> None:
    records = [*two_years(), record(2024, 1, "export", "US", 0.37)]
    told = json.loads(json.dumps(profile_object(profile(records), "en"), allow_nan=False))
    exports = next(one for one in told["totals"] if one["name"] == "export")
    assert exports["level"] == {"measure": "level(export[;; 2024], USD)", "value": 25200000.37, "unit": "USD"}
    table = next(one for one in told["tables"] if (one["kind"], one["flow"]) == ("partners", "export"))
    assert table["rows"][0]["contribution"] == {
        "measure": None,
        "value": 100,
        "unit": "pp",
        "formula": "100 * change(export[CN;; 2024], USD) / level(export[;; 2023], USD)",
    }
    assert [one["code"] for one in table["rows"]] == ["CN", "KZ", "US"]
    assert told["coverage"][0] == {"flow": "export", "first": "2023-01", "last": "2024-12", "missing": []}
    assert "made-up; HS2022; USD" in told["definition"]
    assert (told["source"], told["version"], told["period"]) == ("made-up", "1", "2024")


def test_the_flat_table_has_the_figures_of_the_object(profile: Callable[..., Profile]) -> None:
    found = profile(two_years())
    lines = list(csv.DictReader(io.StringIO(profile_csv(found, "en"))))
    assert tuple(lines[0]) == COLUMNS
    told = {(one["section"], one["code"], one["figure"]): one for one in lines}
    level = told["partners/export", "CN", "level"]
    assert (level["item"], level["measure"], level["value"], level["unit"]) == (
        "China",
        "level(export[CN;; 2024], USD)",
        "24000000",
        "USD",
    )
    assert told["goods@4/export", "2709", "contribution"]["value"] == "110"
    assert ("groups/export", "eaeu", "share") in told
    assert told["points", "export", "level"]["item"] == "2024-12"


@pytest.mark.parametrize("ui", UIS)
def test_every_kind_of_note_has_words(profile: Callable[..., Profile], ui: Ui) -> None:
    without_imports = [one for one in two_years() if one["flow"] == "export"]
    in_part = [*without_imports, record(2024, 1, "import", "DE", 1.0)]
    no_goods = [{**one, "commodity": "TOTAL"} for one in two_years()]
    no_hs = [{**one, "classification": "SITC4"} for one in two_years()]
    no_partners = [{**one, "partner": "world"} for one in two_years()]
    two_sources = [*two_years(), *({**one, "source": "baci-like"} for one in two_years())]
    weights = [{**one, "net_weight_kg": 1 if one["month"] > 1 else None} for one in two_years()]
    later = [one for one in two_years() if (one["year"], one["month"]) >= (2023, 6)]
    world = record(2024, 1, "export", "world", 10_000.0, commodity="TOTAL", aggregate="partners")
    books: list[tuple[list[dict[str, Any]], str | None, str]] = [
        ([*two_years(), world], None, "gap"),
        (without_imports, None, "no_flow"),
        (in_part, "2024", "no_period"),
        (no_goods, None, "no_goods"),
        (no_hs, None, "not_hs"),
        (no_partners, None, "no_partners"),
        (two_sources, None, "other_sources"),
        (weights, None, "weight_missing"),
        (later, None, "partial_base"),
        (two_years(), "2023", "no_base"),
        (two_years(), "2024-06/2025-05", "narrowed"),
    ]
    for records, period, kind in books:
        found = profile(records, period)
        assert kind in {remark.kind for remark in found.notes}
        notes = Wording(found, ui).notes
        assert notes
        assert all(note.endswith(".") and "{" not in note for note in notes)
        assert [one["kind"] for one in profile_object(found, ui)["notes"]]


@pytest.mark.parametrize(
    ("period", "en", "ru"),
    [
        ("2024", "2024", "2024"),
        ("2024-Q3", "Q3 2024", "III кв. 2024"),
        ("2024-05", "May 2024", "май 2024"),
        ("2024-01/2024-10", "Jan–Oct 2024", "янв.–окт. 2024"),
        ("2021/2023", "2021–2023", "2021–2023"),
        ("2022-07/2023-06", "Jul 2022 – Jun 2023", "июль 2022 – июнь 2023"),
    ],
)
def test_periods_of_headings(profile: Callable[..., Profile], period: str, en: str, ru: str) -> None:
    found = profile(two_years())
    assert [Wording(found, ui).period(Period.parse(period)) for ui in UIS] == [en, ru]


def test_headings_without_a_title_name_their_chapter_as_such(profile: Callable[..., Profile]) -> None:
    wording = Wording(profile(two_years()), "en")
    assert wording.goods("2709") == "Crude petroleum"
    assert wording.goods("9101") == "(part of: Clocks and watches)"
    assert wording.goods("7701") == "—"


@pytest.mark.parametrize(
    ("factor", "unit"), [(1e-6, "USD"), (1e-4, "USD thousand"), (1.0, "USD million"), (1e6, "USD billion")]
)
def test_one_scale_for_all_columns(profile: Callable[..., Profile], factor: float, unit: str) -> None:
    records = [{**one, "primary_value": 100 * one["primary_value"] * factor} for one in two_years()]
    assert Wording(profile(records), "en").money_unit == unit


def test_halves_are_rounded_away_from_zero() -> None:
    assert [fixed_text(value, "en", signed=True) for value in (6.25, -6.25, 18.75, 0.05, -0.04)] == [
        "+6.3",
        "−6.3",
        "+18.8",
        "+0.1",
        "0.0",
    ]
    assert fixed_text(1234567.89, "ru", 0) == "1\u202f234\u202f568"
