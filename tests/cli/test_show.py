"""`sverka show`: whole screens in both languages, and what it answers when there is nothing to show."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., tuple[int, str, str]]
Golden = Callable[[str, str], None]
MILLION = 1_000_000
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table")  # ibis calls what DuckDB renames

# Flow, partner, goods, millions in a month of 2023 and of 2024, tonnes in a month.
TRADE = (
    ("export", "CN", "270900", 100, 110, 200),
    ("export", "KZ", "100199", 50, 40, 90),
    ("export", "US", "100119", 0, 30, 60),
    ("export", "m490", "020714", 10, 10, 10),
    ("export", "DE", "440710", 2, 26, 30),
    ("import", "CN", "847130", 20, 30, 1),
    ("import", "DE", "300490", 30, 15, 1),
)


def records(reporter: str = "AQ") -> list[dict[str, Any]]:
    """Two years with seasons, the months since, and one month of imports before that is missing."""
    found = []
    for at in range(2022 * 12 + 9, 2025 * 12 + 3):
        year, month = at // 12, at % 12 + 1
        for flow, partner, goods, before, now, tonnes in TRADE:
            value = (before, now, now + 7)[max(year - 2023, 0)]
            absent = flow == "import" and (year, month) in ((2022, 11), (2025, 3))
            if absent or not value:
                continue
            found.append(
                {
                    "flow": flow,
                    "year": year,
                    "month": month,
                    "reporter": reporter,
                    "partner": partner,
                    "commodity": goods,
                    "primary_value": (value + month % 4) * MILLION,
                    "net_weight_kg": tonnes * 1000,
                }
            )
    return found


@pytest.fixture
def book(make_book: Callable[..., Path], all_trade: Callable[..., list[dict[str, Any]]]) -> str:
    return str(make_book(all_trade(records())))


@pytest.mark.parametrize("ui", ["en", "ru"])
def test_the_whole_screen(run: Run, golden: Golden, book: str, ui: str) -> None:
    code, out, err = run("show", "AQ", "--book", book, "--ui", ui)
    assert (code, err) == (0, "")
    golden(f"show_{ui}.txt", out)


def test_the_whole_page(run: Run, golden: Golden, book: str) -> None:
    code, out, _ = run("show", "AQ", "--book", book, "--ui", "ru", "--format", "md", "--period", "2024-Q2")
    assert code == 0
    golden("show_ru.md", out)


def test_json(run: Run, book: str) -> None:
    code, out, _ = run("show", "AQ", "--book", book, "--format", "json", "--top", "1")
    told = json.loads(out)
    assert (code, told["period"], told["so_far"]["period"]) == (0, "2024", "2025-01/2025-02")
    assert {len(one["rows"]) for one in told["tables"] if one["kind"] != "groups"} == {1}
    assert [one["missing"] for one in told["coverage"]] == [[], ["2022-11"]]


def test_csv(run: Run, book: str) -> None:
    code, out, _ = run("show", "AQ", "--book", book, "--format", "csv")
    assert code == 0
    assert out.startswith("section,item,code,measure,value,unit,figure,formula\nabout,reporter,,,AQ")


def test_a_reporter_by_name(run: Run, book: str) -> None:
    code, out, _ = run("show", "Антарктида", "--book", book)
    assert (code, out.splitlines()[0]) == (0, "Antarctica (AQ): foreign trade in 2024")


@pytest.mark.parametrize("period", ["2023-13", "last", "2024/2023", "0000", "2024-Q5"])
def test_a_bad_period_is_a_usage_error(run: Run, book: str, period: str) -> None:
    code, out, err = run("show", "AQ", "--book", book, "--period", period)
    assert (code, out) == (2, "")
    assert err.startswith(f"sverka: not a period: --period '{period}': write 2023")
    assert err.count("\n") == 1


def test_an_unknown_name_is_a_usage_error(run: Run, book: str) -> None:
    assert run("show", "Atlantis", "--book", book)[0] == 2


def test_nothing_of_the_reporter(run: Run, book: str) -> None:
    code, out, err = run("show", "BR-PR", "--book", book)
    assert (code, out) == (5, "")
    assert err == "sverka: nothing is recorded: BR-PR, version 1: the book holds AQ\n"


def test_the_nearest_of_many_reporters(run: Run, make_book: Callable[..., Path]) -> None:
    states = [f"BR-{code}" for code in ("AC", "AL", "AM", "BA", "CE", "PA", "PB", "PE", "PI", "RJ")]
    book = make_book([{**records()[0], "reporter": state} for state in [*states, "US-TX"]])
    code, _, err = run("show", "BR-PR", "--book", str(book))
    assert code == 5
    assert "of 11 reporters in the book the nearest are" in err
    assert "BR-PA" in err
    assert "US-TX" not in err


def test_nothing_of_the_period(run: Run, book: str) -> None:
    code, _, err = run("show", "AQ", "--book", book, "--period", "2019")
    assert code == 5
    assert err == (
        "sverka: nothing of the period is recorded: AQ, 2019: "
        "made-up export 2022-10–2025-03; made-up import 2022-10–2025-02\n"
    )


def test_nothing_of_the_source(run: Run, book: str) -> None:
    code, _, err = run("show", "AQ", "--book", book, "--source", "baci")
    assert code == 5
    assert err == "sverka: nothing of it is recorded by this source: AQ, --source baci: recorded by made-up\n"


def test_the_empty_version(run: Run, book: str) -> None:
    code, _, err = run("show", "AQ", "--book", book, "--as-of", "0")
    assert code == 5
    assert "the book is empty" in err


def test_no_book(run: Run, tmp_path: Path) -> None:
    code, _, err = run("show", "AQ", "--book", str(tmp_path / "none"))
    assert code == 3
    assert "there is no book" in err
