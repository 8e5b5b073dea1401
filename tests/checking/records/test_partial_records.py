"""Claims beyond a narrow extract: what its part alone does not contradict is not called false."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import sverka
from sverka.checking.findings import check_readings
from sverka.claims_in import Text, read_claims_file, take_claims
from sverka.measuring.book import Book, open_book
from sverka.model.findings import Finding
from sverka.reading import read_document
from sverka.reading.document import load_document

FOOD = [f"{chapter:02d}01" for chapter in range(1, 25)]
# Food and farm goods of Omsk Oblast, million USD a year: exports to China 1001 of 300 and 23 of 1 each, imports 24.
ROWS: list[tuple[str, str, str, float, float, float]] = [
    ("export", "CN", "1001", 250, 300, 1.0),
    *(("export", "CN", goods, 1.0, 1.0, 1.0) for goods in FOOD if goods != "1001"),
    *(("export", partner, "1001", 10.0, 10.0, 1.0) for partner in ("KZ", "DE", "TR", "IR")),
    *(("import", "DE", goods, 1.0, 1.0, 1.0) for goods in FOOD),
    ("import", "RU", "1001", 0.1, 0.1, 1.0),
    ("import", "CN", "1001", 0.0, 0.0, 0.0),
]
TOPIC = "In 2022 Omsk Oblast exported food and agricultural goods worth $363 mln."


@pytest.fixture(scope="module")
def book(
    book_maker: Callable[[Path], Callable[..., Path]], tmp_path_factory: pytest.TempPathFactory, monthly: Any
) -> Iterator[Book]:
    with open_book(book_maker(tmp_path_factory.mktemp("partial"))(monthly("RU-OMS", ROWS))) as opened:
        yield opened


def findings(book: Book, text: str, **given: Any) -> tuple[Finding, ...]:
    return sverka.check(text, book=book, date="2023-05-25", reporter="RU-OMS", **given).documents[0].findings


SAID = (
    # All goods said outright: no part of them refutes a larger whole, a growth, a share in it.
    ("In 2022 exports of all goods from Omsk Oblast exceeded $900 mln.", "unsure"),
    ("В 2022 году экспорт товаров всех видов из Омской области превысил 900 млн долларов.", "unsure"),
    ("In 2022 exports of goods of every kind from Omsk Oblast rose by 40 %.", "unsure"),
    ("В 2022 году на Китай пришлось 50 % экспорта всех товаров из Омской области.", "unsure"),
    # What the part alone contradicts is false of the whole.
    ("In 2022 exports of all goods from Omsk Oblast came to $200 mln.", "fails"),
    ("В 2022 году экспорт всех товаров из Омской области составил 200 млн долларов.", "fails"),
    # What is true is true, with its scope beside it; what names what is held is judged by it.
    ("In 2022 exports of all goods from Omsk Oblast came to $363 mln.", "holds"),
    ("In 2022 exports of food and agricultural goods from Omsk Oblast exceeded $900 mln.", "fails"),
    # Near miss: not said of all goods, a total is that of the book, as it is told.
    ("In 2022 exports from Omsk Oblast exceeded $900 mln.", "fails"),
    ("In 2022 exports of all goods from Omsk Oblast to China came to $323 mln.", "holds"),
)


@pytest.mark.parametrize(("text", "verdict"), SAID)
def test_all_goods_said_outright_are_not_refuted_by_a_part_of_them(book: Book, text: str, verdict: str) -> None:
    (finding,) = findings(book, text)
    assert finding.verdict.value == verdict, finding.reason
    if verdict == "unsure":
        assert "01–24" in finding.reason
        assert not finding.sure


def test_all_goods_go_on_until_the_text_speaks_of_what_is_held(book: Book) -> None:
    text = f"{TOPIC} Exports of all goods exceeded $900 mln. They rose by 40 % on 2021."
    assert [one.verdict.value for one in findings(book, text)] == ["holds", "unsure", "unsure"]
    text = (
        f"Exports of all goods from Omsk Oblast came to $900 mln in 2022. {TOPIC} Total exports to China rose by 90 %."
    )
    assert [one.verdict.value for one in findings(book, text)][-1] == "fails"


def handed(book: Book, words: str, **claim: Any) -> Finding:
    """The finding of a claim on a text that a reader handed over."""
    document = load_document(words.encode(), "text.txt")
    text = Text(document, read_document(document, date="2023-05-25", reporter="RU-OMS"))
    answer = {"origin": "model of the reader", "claims": [{**claim, "reporter": "RU-OMS"}]}
    (taken,) = take_claims([read_claims_file(json.dumps(answer).encode(), "answer.json")], [text])
    checked = check_readings([taken.reading], book=book, date="2023-05-25")
    return next(one for one in checked.documents[0].findings if one.claim.origin)


HANDED: tuple[tuple[object, ...], ...] = (
    ("level(export[;; 2022], USD)", "$900 mln", 9e8, "USD", "Exports came to $900 mln, cars and timber too.", "unsure"),
    ("growth(export[;; 2022])", "70 %", 70, "%", "Exports of Omsk Oblast rose by 70 % in 2022.", "unsure"),
    ("growth(export[;; 2022])", "70 %", 70, "%", "Exports of food from Omsk Oblast rose by 70 % in 2022.", "fails"),
    ("level(export[;; 2022], USD)", "$90 mln", 9e7, "USD", "Exports of Omsk Oblast came to $90 mln in 2022.", "fails"),
    ("level(export[; 01-24; 2022], USD)", "$900 mln", 9e8, "USD", "Exports came to $900 mln in 2022.", "fails"),
    # Wheat is at most its share in food: larger is false of all goods too, smaller may be true.
    ("share(export[; 1001; 2022], export[;; 2022])", "99 %", 99, "%", "Wheat made up 99 % of exports.", "fails"),
    ("share(export[; 1001; 2022], export[;; 2022])", "40 %", 40, "%", "Wheat made up 40 % of exports.", "unsure"),
)


@pytest.mark.parametrize("given", HANDED, ids=lambda one: f"{one[0]} {one[1]}")
def test_handed_claims_ask_of_all_goods_outright(book: Book, given: tuple[Any, ...]) -> None:
    measure, quote, value, unit, text, verdict = given
    finding = handed(book, text, measure=measure, quote=quote, value=value, unit=unit)
    assert finding.verdict.value == verdict, finding.reason


def test_whole_records_refute_what_is_said_of_all_goods(find: Callable[..., Finding]) -> None:
    text = "In 2022 exports of all goods from Omsk Oblast exceeded $900 mln."
    assert find(text, reporter="RU-OMS").verdict.value == "fails"


COUNTS = (
    ("2 countries", "holds", None),
    ("1 country", "holds otherwise", "abroad"),
    ("3 countries", "holds otherwise", "untraded"),
    ("4 countries", "fails", None),
)


@pytest.mark.parametrize(("said", "verdict", "sense"), COUNTS)
def test_countries_are_counted_as_a_publisher_may(book: Book, said: str, verdict: str, sense: str | None) -> None:
    """Wheat came from Germany, back from Russia itself, and in a row of no value from China."""
    text = f"In 2022 Omsk Oblast imported wheat from {said}."
    value = float(said.split(maxsplit=1)[0])
    measure = "count(partners, import[; 1001; 2022])"
    finding = handed(book, text, measure=measure, quote=said, value=value, unit="countries")
    assert finding.verdict.value == verdict, finding.reason
    assert [one.sense for one in finding.interpretation] == ([sense] if sense else [])
