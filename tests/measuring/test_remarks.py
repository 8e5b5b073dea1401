"""What is not covered says why, and what is, what is to be known of it: each kind of remark, in both languages."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

from sverka.checking.wording import UIS
from sverka.measuring.answers import Answer, Remark
from sverka.measuring.asking import answered
from sverka.measuring.book import Book
from sverka.measuring.mirrors import mirrored
from sverka.model.grammar import parse_measure
from sverka.model.period import Period
from sverka.recording.rates import RateRow, Rates
from sverka.writing.remarks import remark_text

SOURCE = Path(__file__).resolve().parents[2] / "src" / "sverka"
ROUBLES = Rates.of([RateRow(Period.parse("2022"), "RUB", "USD", 68.5, "made up")])

# By kind: whose trade, and a measure that has no answer for that reason.
REFUSED = {
    "no_records": ("ZZ", "level(export[;; 2022])"),
    "no_flow": ("AD", "level(import[;; 2022])"),
    "no_period": ("AQ", "level(export[;; 2019])"),
    "too_fine": ("AF", "level(export[;; 2022-03])"),
    "incomplete": ("AQ", "level(export[;; 2023])"),
    "not_hs": ("AI", "level(export[; 27; 2022])"),
    "no_goods_recorded": ("AM", "level(export[; 27; 2022])"),
    "no_partners_recorded": ("AL", "level(export[CN;; 2022])"),
    "too_deep": ("AD", "level(export[; 2709; 2021])"),
    "no_such_goods": ("AQ", "level(export[; 44; 2021])"),
    "beyond_scope": ("AD", "level(export[; 84; 2021])"),
    "not_mapped": ("AQ", "level(export[; services; 2022])"),
    "no_such_partner": ("AQ", "level(export[BR;; 2022])"),
    "no_weight": ("AQ", "level(export[;; 2022], kg)"),
    "no_quantity": ("AQ", "level(export[;; 2022], m3)"),
    "mixed_units": ("AR", "level(export[; 2204; 2022], l)"),
    "no_rate": ("AQ", "level(export[;; 2021], RUB)"),
    "no_full_year": ("AE", "level(export)"),
    "zero_denominator": ("AO", "share(export[KZ;; 2022], export[CN; 27; 2021-01/2021-12])"),
    "zero_base": ("AO", "growth(export[CN;; 2022], 2021)"),
    "rank_unit": ("AQ", "rank(CN, export[;; 2022], m3)"),
    "rank_of_group": ("AQ", "rank(asia, export[;; 2022])"),
    "rank_of_goods": ("AQ", "rank(metals, export[;; 2022])"),
    "not_listed": ("AU", "level(export[US;; 2022])"),
    "not_among": ("AQ", "rank(BR, export[;; 2022])"),
}
# By kind: the same for a remark on an answer.
REMARKED = {
    "period_assumed": ("AQ", "level(export)"),
    "same_months": ("AQ", "growth(export[;; 2023])"),
    "weight_missing": ("AR", "level(export[;; 2022], t)"),
    "partly_listed": ("AU", "level(export[asia;; 2022])"),
    "ranked_as": ("AQ", "rank(crude-oil, export[;; 2022])"),
    "finer_left": ("AR", "level(export[; 4407+44071110; 2022])"),
    "own_codes_above": ("AQ", "rank(GB, export[;; 2022])"),
    "secret": ("AV", "level(export[; 2709; 2022])"),
    "gap": ("AU", "level(export[;; 2022])"),
    "own_codes_counted": ("AQ", "count(partners, export[;; 2022])"),
    "other_sources": ("RU", "level(export[CN;; 2022])"),
    "converted": ("AQ", "level(export[;; 2022-05], RUB)"),
    "coarser_rate": ("AQ", "level(export[;; 2022-05], RUB)"),
}
ELSEWHERE = {
    "unpriced",
    "coarser_left",
    "mirror_missing",
    "contested",
    "scope",
    "other_asia",
    "sum_of_regions",
    "some_regions",
    "quarantine",
    "many_left",
}
"""Those that more than the series of one reporter tell; brought about in `test_ranking`, in `test_unit_values`, in
`test_regional`, in `test_unread_rows`, in `test_contested`, in `test_many_partners` and by the test below.
"""


def ask(book: Book, reporter: str, measure: str) -> Answer:
    return answered(parse_measure(measure), book.cube(reporter).series, ROUBLES)


def kinds_in(file: Path) -> set[str]:
    """The kinds of remark that a module makes, told from its calls of `Remark` and `NotRecorded`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            kind = node.args[0]
            if node.func.id in ("Remark", "NotRecorded") and isinstance(kind, ast.Constant):
                found.add(str(kind.value))
        if isinstance(node, ast.Assign) and [getattr(one, "id", "") for one in node.targets] == ["kind"]:
            found |= {str(one.value) for one in ast.walk(node.value) if isinstance(one, ast.Constant) and one.value}
    return found - {"group"}


def kinds_in_use() -> set[str]:
    """Of answers; the notes of a profile have words of their own, `show_note_*`."""
    files = [file for file in (SOURCE / "measuring").rglob("*.py") if not file.name.startswith("profile")]
    return set().union(*(kinds_in(file) for file in files))


def test_each_kind_in_use_is_brought_about_here() -> None:
    assert kinds_in_use() == set(REFUSED) | set(REMARKED) | ELSEWHERE


def test_each_kind_in_use_has_words_and_no_word_is_idle() -> None:
    words = tomllib.loads((SOURCE / "writing" / "words.toml").read_text(encoding="utf-8"))
    told = {key.removeprefix("remark_") for key in words if key.startswith("remark_")}
    assert told == kinds_in_use()
    assert [key for key in told if set(words[f"remark_{key}"]) != set(UIS)] == []


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_not_covered_says_why(shared_book: Book, kind: str) -> None:
    answer = ask(shared_book, *REFUSED[kind])
    assert (answer.value, answer.rows, answer.series) == (None, 0, None)
    assert [remark.kind for remark in answer.remarks] == [kind]
    _check_words(answer.remarks[0])


@pytest.mark.parametrize("kind", REMARKED)
def test_what_is_to_be_known_is_said(shared_book: Book, kind: str) -> None:
    answer = ask(shared_book, *REMARKED[kind])
    assert answer.value is not None
    (remark,) = (one for one in answer.remarks if one.kind == kind)
    _check_words(remark)


def test_a_mirror_that_is_missing_is_said(shared_book: Book) -> None:
    cube = shared_book.cube("RU")
    ((partner, answer),) = mirrored(cube, parse_measure("level(export[MN;; 2022])"))
    assert (partner, answer.value) == ("MN", None)
    assert [(one.kind, dict(one.values)) for one in answer.remarks] == [("mirror_missing", {"partners": "MN"})]
    _check_words(answer.remarks[0])


def _check_words(remark: Remark) -> None:
    texts = [remark_text(remark, ui) for ui in UIS]
    assert texts[0] != texts[1]
    for text in texts:
        assert text
        assert "{" not in text
        assert not text.endswith(".")


def test_the_nearest_reason_is_given_of_several_sources(shared_book: Book) -> None:
    """Monthly records lack the year altogether, yearly ones lack only the goods: that is the telling one."""
    answer = shared_book.cube("RU").measure("level(export[; 270900; 2021])", source="comtrade")
    assert [one.kind for one in answer.remarks] == ["too_deep"]
    assert [one.kind for one in shared_book.cube("RU").measure("level(export[;; 2020])").remarks] == ["no_period"]


def test_goods_without_codes_are_named_and_explained_in_the_reader_s_language(shared_book: Book) -> None:
    remark = ask(shared_book, "AQ", "level(export[; raw-materials; 2022])").remarks[0]
    told = "для товаров «сырьё» нет согласованных кодов ГС: перечни сырьевых товаров расходятся"
    assert remark_text(remark, "ru") == told
    assert "raw materials have no agreed HS codes: " in remark_text(remark, "en")
