"""`check`, `bounds` and `brief` with a book, as a user runs them: forms, exit codes, what is told where."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from sverka.cli.main import main

Capture = Callable[..., tuple[int, str, str]]
ARTICLE = """Sample Oblast in 2022

In 2022 exports of Sample Oblast came to $9 bn. China took {share} % of exports in 2022.
Exports of IT services came to $3 mln in 2022. In 2009 imports of Sample Oblast came to $1 bn.
It supplies timber to China.
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("checked")
    assert main(["sample", str(folder / "sample"), "--rows", "1000", "--seed", "3", "--quiet"]) == 0
    files = sorted(str(file) for file in (folder / "sample").glob("*.csv"))
    assert main(["load", *files, "--book", str(folder / "book"), "--quiet"]) == 0
    return str(folder / "book")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Capture:
    def ran(*arguments: str) -> tuple[int, str, str]:
        code = main(["--ui", "en", *arguments])
        told = capsys.readouterr()
        return code, told.out, told.err

    return ran


@pytest.fixture
def article(book: str, run: Capture, tmp_path: Path) -> str:
    """An article whose share is true, rounded, and whose total is far off."""
    asked = ("measure", "share(export[CN;; 2022], export[;; 2022])", "--reporter", "RU-SMP")
    value = json.loads(run(*asked, "--book", book, "--format", "json")[1])[0]["value"]
    file = tmp_path / "article.txt"
    file.write_text(ARTICLE.format(share=f"{value:.1f}"), encoding="utf-8")
    return str(file)


def test_each_form_says_the_same_verdicts(run: Capture, book: str, article: str) -> None:
    expected = ["fails", "holds", "not covered", "not covered"]
    told: dict[str, Any] = json.loads(run("check", article, "--book", book, "--format", "json")[1])
    assert [claim["verdict"] for claim in told["claims"]] == expected
    rows = list(csv.DictReader(io.StringIO(run("check", article, "--book", book, "--format", "csv")[1])))
    assert [row["verdict"] for row in rows] == expected
    reviews = json.loads(run("check", article, "--book", book, "--format", "claimreview")[1])
    assert [review["reviewRating"]["alternateName"] for review in reviews] == expected
    for form in ("text", "md", "html"):
        out = run("check", article, "--book", book, "--format", form)[1]
        assert all(verdict in out for verdict in expected)
        assert "the records say" in out


def test_the_answer_is_of_the_printed_schema(run: Capture, book: str, article: str) -> None:
    schema = json.loads(run("check", "--schema")[1])
    answer = json.loads(run("check", article, "--book", book, "--format", "json")[1])
    jsonschema.validate(answer, schema)
    assert answer["assertions"][0]["verdict"] in ("holds", "fails", "not covered")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**answer, "surprise": 1}, schema)


def test_the_book_may_be_named_by_the_environment(
    run: Capture, book: str, article: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SVERKA_BOOK", book)
    assert "fails" in run("check", article)[1]
    monkeypatch.delenv("SVERKA_BOOK")
    assert "fails" not in run("check", article)[1]


def test_exit_codes(run: Capture, book: str, article: str, tmp_path: Path) -> None:
    assert run("check", article, "--book", book)[0] == 0
    assert run("check", article, "--book", book, "--strict")[0] == 1
    code, _, error = run("check", article, "--book", str(tmp_path / "none"))
    assert (code, error.count("\n")) == (3, 1)
    code, _, error = run("check", article, "--book", book, "--explain", "c99")
    assert code == 2
    assert "c1, c2, c3, c4" in error


def test_a_finding_is_explained_to_the_query(run: Capture, book: str, article: str) -> None:
    out = " ".join(run("check", article, "--book", book, "--explain", "c2")[1].split())
    for part in (
        "As read",
        "share(export[CN;; 2022], export[;; 2022])",
        "numerator",
        "definition",
        "WITH",
        "senses tried",
    ):
        assert part in out


def test_several_sources_are_answered_in_order(run: Capture, book: str, article: str, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("In 2022 exports of Sample Oblast came to $9 bn.", encoding="utf-8")
    lines = run("check", "--each", article, str(other), "--book", book, "--format", "json")[1].splitlines()
    assert [json.loads(line)["source"] for line in lines] == [article, str(other)]
    table = run("check", "--each", article, str(other), "--book", book, "--format", "csv")[1]
    assert [row["source"] for row in csv.DictReader(io.StringIO(table))] == [article] * 4 + [str(other)]


def test_bounds_weigh_recorded_figures(run: Capture, book: str, tmp_path: Path) -> None:
    file = tmp_path / "said.txt"
    file.write_text("Exports of Sample Oblast will be told later. In 2022 exports came to $9 bn.", encoding="utf-8")
    asked = ("bounds", str(file), "--reporter", "RU-SMP", "--measure", "level(import[;; 2022], USD)")
    without = json.loads(run(*asked, "--format", "json")[1])["bounds"][0]
    with_book = json.loads(run(*asked, "--book", book, "--format", "json")[1])["bounds"][0]
    assert without["uses"] == []
    assert with_book["low"] == pytest.approx(with_book["high"])
    assert with_book["uses"][0].startswith("f")


@pytest.mark.parametrize("form", ["text", "json", "md", "html", "claimreview", "csv"])
def test_a_conflict_with_a_recorded_figure_is_told(
    run: Capture, make_book: Callable[..., Path], tmp_path: Path, form: str
) -> None:
    """No pork was imported in 2022, though in 2021 there was: so half of it came from nowhere."""
    meat = {"reporter": "RU-TOM", "flow": "import", "partner": "UY", "primary_value": 5.0}
    book = make_book([{**meat, "year": 2021, "commodity": "020329"}, {**meat, "year": 2022, "commodity": "010121"}])
    text = tmp_path / "article.txt"
    text.write_text("Half of the pork that Tomsk Oblast imported in 2022 came from Uruguay.", encoding="utf-8")
    code, out, err = run("check", str(text), "--book", str(book), "--reporter", "RU-TOM", "--format", form)
    assert (code, err) == (0, "")
    if form == "json":
        told = json.loads(out)
        named = {name for conflict in told["conflicts"] for name in conflict["claims"]}
        assert {one["id"] for one in told["figures"]} & named
        assert {one["from"] for conflict in told["conflicts"] for one in conflict["corrections"]} == {50, 0}
