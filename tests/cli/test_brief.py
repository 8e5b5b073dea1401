"""`sverka brief`: its forms, where it writes them, and what it answers when there is nothing to tell."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., tuple[int, str, str]]
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table")  # ibis calls what DuckDB renames
TRADE = (("export", "CN", "120190", 50.0), ("export", "DE", "020714", 20.0), ("import", "AR", "100199", 12.0))


def records() -> Iterator[dict[str, Any]]:
    for year, factor in ((2022, 1.0), (2023, 1.2)):
        for month in range(1, 13):
            for flow, partner, goods, millions in TRADE:
                yield {
                    "reporter": "BR-PR",
                    "year": year,
                    "month": month,
                    "flow": flow,
                    "partner": partner,
                    "commodity": goods,
                    "primary_value": millions * factor * 1e6 + month,
                }


@pytest.fixture
def book(make_book: Callable[..., Path], all_trade: Callable[..., list[dict[str, Any]]]) -> str:
    return str(make_book(all_trade(list(records()))))


def test_markdown_in_english(run: Run, book: str) -> None:
    code, out, err = run("brief", "BR-PR", "--period", "2023", "--book", book, "--length", "short", "--style", "press")
    assert (code, err) == (0, "")
    assert out.startswith(
        "# Paraná’s exports up [about 20%][1] in 2023, to [$1.01 billion][2]\n\nParaná’s foreign trade"
    )
    assert "[1]: <sverka:measure?m=growth%28export%5B%3B%3B%202023%5D%29&reporter=BR-PR&version=1>" in out


def test_the_language_of_screens_is_the_default(run: Run, book: str) -> None:
    for options, words in ((("--ui", "ru"), "внешняя торговля"), (("--ui", "ru", "--lang", "en"), "foreign trade")):
        code, out, _ = run("brief", "BR-PR", "--period", "2023", "--book", book, *options)
        assert code == 0
        assert words in out


def test_json(run: Run, book: str) -> None:
    code, out, _ = run("brief", "BR-PR", "--period", "2023", "--book", book, "--format", "json")
    told = json.loads(out)
    assert code == 0
    assert [told[name] for name in ("reporter", "period", "lang", "style", "length")] == [
        "BR-PR",
        "2023",
        "en",
        "talking-points",
        "full",
    ]
    figures = [figure for sentence in told["sentences"] for figure in sentence["figures"]]
    assert len(figures) >= 12
    for sentence in told["sentences"]:
        assert told["text"][sentence["start"] : sentence["end"]] == sentence["text"]
    for figure in figures:
        assert told["text"][figure["start"] : figure["end"]] == figure["text"]
        low, high = figure["interval"]
        assert low is None or low <= figure["value"]
        assert high is None or figure["value"] <= high
        assert figure["source"] == "made-up"
        assert figure["query"]


def test_written_to_a_file(run: Run, book: str, tmp_path: Path) -> None:
    file = tmp_path / "brief.html"
    code, out, _ = run("brief", "BR-PR", "--period", "2023", "--book", book, "--format", "html", "-o", str(file))
    assert (code, out) == (0, "")
    assert file.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_part_of_the_period(run: Run, book: str) -> None:
    code, out, _ = run("brief", "BR-PR", "--period", "2023-07/2024-06", "--book", book)
    assert code == 0
    assert "Not all of the period asked for is recorded" in out
    assert "the second half of 2023" in out


@pytest.mark.parametrize(
    ("reporter", "period", "what"),
    [
        ("BR-PR", "2019", "nothing of the period is recorded: BR-PR, 2019"),
        ("BR-SP", "2023", "nothing is recorded: BR-SP, version 1: the book holds BR-PR"),
    ],
)
def test_nothing_covered(run: Run, book: str, reporter: str, period: str, what: str) -> None:
    code, out, err = run("brief", reporter, "--period", period, "--book", book)
    assert (code, out) == (5, "")
    assert err.startswith(f"sverka: {what}")


def test_usage(run: Run, book: str) -> None:
    assert run("brief", "BR-PR", "--book", book)[0] == 2
    assert run("brief", "BR-PR", "--period", "23", "--book", book)[0] == 2
    code, _, err = run("brief", "BR-PR", "--period", "2023", "--book", book, "--format", "docx")
    assert code == 2
    assert "name a file after -o" in err


def test_word_document(run: Run, book: str, tmp_path: Path) -> None:
    file = tmp_path / "brief.docx"
    code, _, err = run(
        "brief", "BR-PR", "--period", "2023", "--book", book, "--style", "table", "--format", "docx", "-o", str(file)
    )
    if find_spec("docx") is None:
        assert code == 2
        assert "pip install sverka[docx]" in err
        return
    assert code == 0
    with zipfile.ZipFile(file) as inside:
        words = inside.read("word/document.xml").decode()
    assert "$1.01 billion" in words
    assert "level(export[;; 2023], USD)" in words
