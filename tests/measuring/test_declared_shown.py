"""Declared totals at every door: profile, brief, tables, check and the state of the book."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sverka
from sverka.cli.main import main
from sverka.measuring.book import open_book
from sverka.measuring.profile import profile_of
from sverka.model.period import Period
from sverka.recording.book import BookStore
from sverka.recording.status import holdings

COLUMNS = "freqCode,period,reporterCode,flowCode,partnerCode,classificationCode,cmdCode,primaryValue"
CHINA, RUSSIA, WORLD = "156", "643", "0"


def line(partner: str, goods: str, value: float, year: int = 2023, flow: str = "X") -> str:
    return f"A,{year},398,{flow},{partner},H6,{goods},{value}"


PARTIAL = [line(WORLD, "TOTAL", 1_000_000), line(CHINA, "TOTAL", 300_000), line(RUSSIA, "TOTAL", 200_000)]
Load = Callable[..., Path]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """`load(line, …)`: the book of a file of UN Comtrade with these lines."""

    def made(*lines: str) -> Path:
        file, book = tmp_path / "comtrade.csv", tmp_path / "book"
        file.write_text("\n".join([COLUMNS, *lines]), encoding="utf-8")
        assert main(("--quiet", "load", str(file), "--book", str(book))) == 0
        return book

    return made


def test_a_claim_on_a_declared_whole_holds(load: Load, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, text = load(*PARTIAL), tmp_path / "claims.txt"
    text.write_text("Exports of Kazakhstan came to $1 mln in 2023. China took 30 % of exports.", encoding="utf-8")
    capsys.readouterr()
    main(("check", str(text), "--book", str(book), "--date", "2024-03-01", "--format", "json"))
    claims = json.loads(capsys.readouterr().out)["claims"]
    assert [(one["verdict"], one["figure"]["value"]) for one in claims] == [("holds", 1_000_000), ("holds", 30)]


def test_a_claim_on_a_partner_that_is_not_listed_is_not_covered(load: Load) -> None:
    with open_book(load(*PARTIAL)) as book:
        text = "The United States took 5 % of Kazakhstan's exports in 2023. Exports to Japan were zero dollars."
        found = sverka.check(text, book=book, date="2024-03-01").documents[0].findings
    assert {one.verdict for one in found} == {"not covered"}
    assert "500,000 USD" in found[0].reason


def test_a_profile_has_the_declared_total_and_its_lines_add_up(load: Load) -> None:
    with open_book(load(*PARTIAL)) as book:
        profile = profile_of(book.cube("KZ"), Period.year(2023))
    assert profile is not None
    exports = next(one for one in profile.totals if one.name == "export")
    assert exports.level.value == 1_000_000
    (table,) = profile.tables_of("partners")
    assert [(one.code, one.level.value, one.share.value) for one in table.rows] == [("CN", 3e5, 30), ("RU", 2e5, 20)]
    assert (table.rest and table.rest.level.value, table.whole.level.value, table.others) == (5e5, 1e6, 0)
    (note,) = (one for one in profile.notes if one.kind == "gap")
    assert dict(note.values) == {"declared": "1000000.0", "parts": "500000.0", "unit": "USD", "flow": "export"}


def test_who_is_not_listed_has_not_gone(load: Load) -> None:
    before = [line(who, "TOTAL", 100_000, 2022) for who in (CHINA, RUSSIA, "842", "392")]
    rows = [*PARTIAL, line(WORLD, "TOTAL", 900_000, 2022), *before]
    with open_book(load(*rows)) as book:
        profile = profile_of(book.cube("KZ"), Period.year(2023), top=1)
    assert profile is not None
    (table,) = profile.tables_of("partners")
    assert [one.code for one in table.movers] == ["RU"]


@pytest.mark.parametrize(("form", "shown"), [("md", "China accounted for"), ("md", "do not add up")])
def test_a_brief_tells_the_total_and_that_its_parts_do_not_add_up(
    load: Load, capsys: pytest.CaptureFixture[str], form: str, shown: str
) -> None:
    book = load(*PARTIAL)
    capsys.readouterr()
    assert main(("brief", "KZ", "--period", "2023", "--book", str(book), "--lang", "en", "--format", form)) == 0
    told = capsys.readouterr().out
    assert shown in told
    assert "$1.00 million" in told
    assert "partner countries" not in told, "how many there are is not known"


def test_the_lines_of_a_table_add_up_to_the_declared_total(load: Load) -> None:
    rows = [*PARTIAL, line(WORLD, "27", 400_000), line(CHINA, "2709", 100_000), line(CHINA, "27", 150_000)]
    with open_book(load(*rows)) as book:
        by_partner = book.cube("KZ").table(rows="partner", columns="year")
        by_goods = book.cube("KZ").table(rows="goods@2")
    assert by_partner.to_rows() == [
        {"partner": "not broken down", "2023": 500_000},
        {"partner": "CN", "2023": 300_000},
        {"partner": "RU", "2023": 200_000},
    ]
    assert by_goods.to_rows() == [{"goods@2": "other", "USD": 600_000}, {"goods@2": "27", "USD": 400_000}]
    assert by_partner.notes[-1] == "declared totals answer: 700,000.00 USD beyond their recorded parts"


@pytest.mark.parametrize(("parts", "short"), [(700_000, 1), (699_999, 1), (799_999, 0), (790_000, 1)])
def test_the_state_of_the_book_tells_the_same_gaps(load: Load, parts: int, short: int) -> None:
    path = load(*PARTIAL[:2], line(RUSSIA, "TOTAL", parts - 100_000))
    with open_book(path) as book:
        gaps = [one for one in book.cube("KZ").measure("level(export)").remarks if one.kind == "gap"]
    (held,) = holdings(BookStore.open(path).snapshot())
    assert (len(held.shortfalls), len(gaps)) == (short, short)


def test_a_chapter_of_reexports_is_no_declared_chapter(load: Load) -> None:
    rows: list[Any] = [line(WORLD, "27", 100), line(CHINA, "27", 100), line(WORLD, "27", 30, flow="RX")]
    (held,) = holdings(BookStore.open(load(*rows)).snapshot())
    assert held.shortfalls == ()
