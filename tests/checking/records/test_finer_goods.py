"""Claims on goods finer than the records: the heading that holds them is another sense, and never the plain one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import sverka
from sverka.measuring.book import Book, open_book
from sverka.model.findings import Finding

MORE = (
    ("export", "CN", "2101", 50.0, 60.0, 0.5),
    ("export", "CN", "0813", 5.0, 6.0, 0.5),
    ("export", "CN", "0806", 50.0, 60.0, 0.5),
)
Find = Callable[..., Finding]


@pytest.fixture(scope="module")
def book(
    book_maker: Callable[[Path], Callable[..., Path]],
    tmp_path_factory: pytest.TempPathFactory,
    omsk_with: Callable[..., list[dict[str, Any]]],
) -> Iterator[Book]:
    with open_book(book_maker(tmp_path_factory.mktemp("finer"))(omsk_with(MORE))) as opened:
        yield opened


@pytest.fixture
def find(book: Book) -> Find:
    def found(text: str, **given: Any) -> Finding:
        checked = sverka.check(text, book=book, date="2023-05-25", reporter="RU-OMS", **given)
        return checked.documents[0].findings[0]

    return found


# Soluble coffee is 210111 of a heading with 60; dried fruit 0813, with 6, and 080620 of a heading with 60.
CASES = (
    ("In 2022 exports of soluble coffee from Omsk Oblast came to $60 mln.", "holds otherwise", "heading"),
    ("В 2022 году экспорт растворимого кофе из Омской области составил 60 млн долларов.", "holds otherwise", "heading"),
    ("Exports of soluble coffee from Omsk Oblast rose by 20 % in 2022.", "holds otherwise", "heading"),
    ("In 2022 exports of soluble coffee from Omsk Oblast came to $30 mln.", "not covered", None),
    ("In 2022 exports of soluble coffee from Omsk Oblast came to $90 mln.", "conflicts", None),
    ("In 2022 exports of dried fruit from Omsk Oblast came to $6 mln.", "holds otherwise", "recorded-part"),
    ("In 2022 exports of dried fruit from Omsk Oblast came to $66 mln.", "holds otherwise", "heading"),
    ("In 2022 exports of dried fruit from Omsk Oblast came to $16 mln.", "not covered", None),
    # Near misses: goods that are recorded hold, or fail, as ever.
    ("In 2022 exports of crude oil from Omsk Oblast to China came to $200 mln.", "holds", None),
    ("In 2022 exports of crude oil from Omsk Oblast to China came to $300 mln.", "fails", None),
)


@pytest.mark.parametrize(("text", "verdict", "sense"), CASES)
def test_verdicts_on_goods_finer_than_the_records(find: Find, text: str, verdict: str, sense: str | None) -> None:
    finding = find(text)
    used = [one.sense for one in finding.interpretation]
    assert (finding.verdict, used) == (verdict, [sense] if sense else [])
    assert (finding.figure is not None) == (verdict not in ("not covered", "conflicts"))


def test_the_reason_says_what_is_recorded_and_what_the_heading_says(find: Find) -> None:
    finding = find("In 2022 exports of soluble coffee from Omsk Oblast came to $30 mln.")
    assert "4 are recorded: 2101 holds them and more" in finding.reason
    assert "“soluble coffee” (all of heading 2101), the records say 60 million US dollars" in finding.reason
    (other,) = finding.alternatives
    assert (str(other.measure), other.value, other.distance) == ("level(export[; 2101; 2022], USD)", 60e6, 2)
    (bound,) = finding.bounds
    assert bound.high.value == pytest.approx(60e6)


def test_what_holds_by_the_heading_is_told_to_hold_in_another_sense_alone(find: Find) -> None:
    finding = find("In 2022 exports of soluble coffee from Omsk Oblast came to $60 mln.", ui="ru")
    assert finding.reason.startswith(
        "верно только в другом смысле: «растворимый кофе» (вся позиция 2101); тогда по записям"
    )
    assert (finding.tried, finding.fit, str(finding.asked)) == (1, 1, "level(export[; soluble-coffee; 2022], USD)")
    assert finding.figure is not None
    assert finding.figure.measure == "level(export[; 2101; 2022], USD)"
