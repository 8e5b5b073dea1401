"""Narrow extracts: which records are told to be one, what they hold, and which figures say so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from sverka.checking.wording import UIS
from sverka.measuring.book import Book, open_book
from sverka.measuring.extent import FEWEST_PARTNERS, FEWEST_SECTIONS, extent_of
from sverka.reference.goods import all_chapters, section_of
from sverka.writing.remarks import remark_text
from sverka.writing.scopes import scope_name

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table")  # ibis calls what DuckDB renames
ALONE = "the figure is of that alone, not of all that is asked"
Row = tuple[str, str, str, int]
PARTNERS = ("CN", "DE", "KZ", "US")
FOOD = tuple(f"{chapter:02d}" for chapter in range(1, 25))
FIRST_OF_SECTION = {section_of(chapter): chapter for chapter in reversed(all_chapters())}
SECTIONS = tuple(sorted(chapter for section, chapter in FIRST_OF_SECTION.items() if section))


def rows(goods: Iterable[str], partners: Sequence[str] = PARTNERS, flow: str = "export", year: int = 2023) -> list[Row]:
    """All goods with the first partner, the first goods with the others."""
    named = list(goods)
    return [(flow, partners[0], one, year) for one in named] + [(flow, one, named[0], year) for one in partners[1:]]


@pytest.fixture
def opened(make_book: Callable[..., Path]) -> Callable[..., Book]:
    def make(found: Iterable[Row], **told: Any) -> Book:
        records = [
            {"reporter": "KZ", "flow": flow, "partner": partner, "commodity": goods, "year": year, "primary_value": 7.0}
            for flow, partner, goods, year in found
        ]
        return open_book(make_book(records, **told))

    return make


def scopes(book: Book, measure: str) -> list[str]:
    """What the answer to a measure says of narrow records, in English."""
    answer = book.cube("KZ").measure(measure)
    assert answer.value is not None
    return [remark_text(one, "en") for one in answer.remarks if one.kind == "scope"]


def held(book: Book, ui: str = "en") -> str:
    return scope_name(extent_of(book.cube("KZ").series[0]), ui)  # type: ignore[arg-type]


# What is recorded, and how that is named in both languages; nothing for what is no narrow extract.
NAMED = {
    "chapters of food": (
        rows(FOOD),
        "food and agricultural goods, HS 01–24",
        "продовольствие и сельхозтовары, ТН ВЭД 01–24",
    ),
    "food without a few chapters": (
        rows(FOOD[1:20]),
        "food and agricultural goods, HS 01–24",
        "продовольствие и сельхозтовары, ТН ВЭД 01–24",
    ),
    "food and other farm goods": (
        rows([*FOOD, "41", "50", "51", "52", "53"]),
        "HS 01–24, 41, 50–53",
        "ТН ВЭД 01–24, 41, 50–53",
    ),
    "metals, across the chapter that is kept free": (
        rows(["72", "73", "74", "75", "76", "78", "79", "80", "81", "82", "83"]),
        "metals and metal products, HS 72–83",
        "металлы и изделия из них, ТН ВЭД 72–83",
    ),
    "one chapter": (rows(["27"]), "mineral fuels and oils, HS 27", "минеральное топливо и нефть, ТН ВЭД 27"),
    "one heading": (rows(["270900"]), "crude petroleum, HS 2709", "нефть сырая, ТН ВЭД 2709"),
    "a few headings": (rows(["270900", "0207", "120190"]), "HS 0207, 1201, 2709", "ТН ВЭД 0207, 1201, 2709"),
    "a few chapters": (rows(["02", "27", "72"]), "HS 02, 27, 72", "ТН ВЭД 02, 27, 72"),
    "industrial goods": (
        rows([chapter for chapter in all_chapters() if chapter > "24"]),
        "industrial goods, HS 25–97",
        "промышленные товары, ТН ВЭД 25–97",
    ),
    "sections one fewer than enough": (
        rows(SECTIONS[: FEWEST_SECTIONS - 1]),
        "HS 01, 06, 15–16, 25, 28, 39 …",
        "ТН ВЭД 01, 06, 15–16, 25, 28, 39 …",
    ),
    "one partner": (rows(all_chapters(), ["PT"]), "trade with Portugal", "торговля с Португалией"),
    "three partners": (
        rows(all_chapters(), ["PT", "CN", "DE"]),
        "trade with China, Germany and Portugal",
        "торговля с Китаем, Германией и Португалией",
    ),
    "one partner and no goods": (rows(["TOTAL"], ["PT"]), "trade with Portugal", "торговля с Португалией"),
    "one heading with one partner": (
        rows(["2709"], ["CN"]),
        "crude petroleum, HS 2709; trade with China",
        "нефть сырая, ТН ВЭД 2709; торговля с Китаем",
    ),
    # Near misses: these are all that there is, or may be.
    "full trade": (rows(all_chapters()), "", ""),
    "few goods, of just enough sections": (rows(SECTIONS[:FEWEST_SECTIONS]), "", ""),
    "as few partners as are enough": (rows(SECTIONS, PARTNERS[:FEWEST_PARTNERS]), "", ""),
    "the world alone": (rows(all_chapters(), ["world"]), "", ""),
    "the world and all goods alone": (rows(["TOTAL"], ["world"]), "", ""),
    "no partner stated": (rows(all_chapters(), ["x000000"]), "", ""),
    "a total beside one heading": (rows(["2709", "TOTAL"]), "", ""),
    "narrow exports, wide imports": (rows(["2709"]) + rows(all_chapters(), flow="import"), "", ""),
    "a narrow year, a wide one": (rows(["2709"], year=2024) + rows(all_chapters()), "", ""),
}


@pytest.mark.parametrize("case", NAMED)
def test_what_records_hold(opened: Callable[..., Book], case: str) -> None:
    found, english, russian = NAMED[case]
    with opened(found) as book:
        assert [held(book, ui) for ui in UIS] == [english, russian]


@pytest.mark.parametrize(
    ("partner", "goods", "aggregate", "name"),
    [
        ("world", "TOTAL", "partners", ""),
        ("world", "2709", "partners", "crude petroleum, HS 2709"),
        ("PT", "TOTAL", "goods", "trade with Portugal"),
    ],
)
def test_declared_totals_that_their_parts_make_up(
    make_book: Callable[..., Path], partner: str, goods: str, aggregate: str, name: str
) -> None:
    """One heading with one partner, and a total of the same value: nothing is left beyond it, and yet it is whole."""
    part = {"reporter": "KZ", "flow": "export", "partner": "PT", "commodity": "2709", "year": 2023}
    part |= {"primary_value": 7.0, "aggregate": None}
    total = {**part, "partner": partner, "commodity": goods, "aggregate": aggregate}
    with open_book(make_book([part, total])) as book:
        assert held(book) == name


def test_the_sample_region_is_no_extract(tmp_path: Path) -> None:
    from sverka.recording.load import Request, load_records
    from sverka.recording.sampling import write_sample

    write_sample(tmp_path / "sample", 3000, 1)
    files = tuple(sorted((tmp_path / "sample").glob("fts_*.csv")))
    load_records(tmp_path / "book", Request(files))
    with open_book(tmp_path / "book") as book:
        assert not extent_of(book.cube("RU-SMP").series[0]).is_narrow


# Of a book of food alone: measures, and whether their figures are of less than their words say.
OF_FOOD = {
    "level(export[;; 2023])": True,
    "level(export[CN;; 2023])": True,
    "share(export[CN;; 2023], export[;; 2023])": True,
    "share(export[; 10; 2023], export[;; 2023])": True,
    "share(export[CN; 01-24; 2023], export[; 01-24; 2023])": False,
    "rank(CN, export[;; 2023])": True,
    "rank(CN, export[; food; 2023])": False,
    "count(partners, export[;; 2023])": True,
    "count(goods@2, export[;; 2023])": True,
    "level(export[; 10; 2023])": False,
    "level(export[; 01-24; 2023])": False,
    "level(export[; food+agricultural-goods; 2023])": False,
    "level(export[; -87; 2023])": True,
    "level(export[; food+-10; 2023])": False,
    "level(export)": True,
}


@pytest.mark.parametrize("measure", OF_FOOD)
def test_a_figure_says_so_where_its_words_say_more(opened: Callable[..., Book], measure: str) -> None:
    with opened(rows(FOOD)) as book:
        told = scopes(book, measure)
    text = f"the records hold only food and agricultural goods (HS 01–24): {ALONE}"
    assert told == ([text] if OF_FOOD[measure] else [])


# Of a book of imports from Portugal and China alone.
OF_PARTNERS = {
    "level(import[;; 2023])": True,
    "level(import[PT;; 2023])": False,
    "level(import[PT+CN; 27; 2023])": False,
    "level(import[eu;; 2023])": True,
    "level(import[-CN;; 2023])": True,
    "share(import[CN;; 2023], import[;; 2023])": True,
    "growth(import[PT;; 2023], 2023)": False,
}


@pytest.mark.parametrize("measure", OF_PARTNERS)
def test_a_figure_of_partners_that_are_not_recorded_says_so(opened: Callable[..., Book], measure: str) -> None:
    with opened(rows(all_chapters(), ["PT", "CN"], "import")) as book:
        assert [bool("only trade with China and Portugal" in one) for one in scopes(book, measure)] == [
            True for _ in range(OF_PARTNERS[measure])
        ]


# What a book holds, and goods named outright: the names that go beyond it, and so are not covered; none are answered.
BEYOND = {
    "all goods as a range": (FOOD, "export[; 01-97; 2023]", "01-97"),
    "a chapter outside": (FOOD, "export[; 87; 2023]", "87"),
    "a heading outside": (FOOD, "export[; 8703; 2023]", "8703"),
    "a chapter inside and one outside": (FOOD, "export[; 10+87; 2023]", "87"),
    "a range that runs out": (FOOD, "export[; 20-30; 2023]", "20-30"),
    "a group outside beside one inside": (FOOD, "export[; food+machinery; 2023]", "machinery"),
    "other chapters than the only one": (("27",), "export[; 27-28; 2023]", "27-28"),
    "chapters before the first": (("02", "27", "72"), "export[; 01-10; 2023]", "01-10"),
    # Near misses: within what is held, or a total with its scope.
    "the whole of it": (FOOD, "export[; 01-24; 2023]", ""),
    "chapters that the extract lacks, between its ends": (("02", "10", "72"), "export[; 02-22; 2023]", ""),
    "the chapter of the only heading": (("2709",), "export[; 27; 2023]", ""),
    "a group that lies in it in part": (("01", "02", "72"), "export[; agricultural-goods; 2023]", ""),
    "no goods named": (FOOD, "export[;; 2023]", ""),
    "all but some": (FOOD, "export[; -87; 2023]", ""),
    "full trade": (all_chapters(), "export[; 01-97; 2023]", ""),
}


@pytest.mark.parametrize("case", BEYOND)
def test_goods_named_beyond_an_extract_are_not_covered(opened: Callable[..., Book], case: str) -> None:
    goods, cut, names = BEYOND[case]
    with opened(rows(goods)) as book:
        answer = book.cube("KZ").measure(f"level({cut})")
        of_share = book.cube("KZ").measure(f"share({cut}, export[;; 2023])")
    assert (answer.value is None, of_share.value is None) == (bool(names), bool(names))
    assert [one.values["asked"] for one in answer.remarks if one.kind == "beyond_scope"] == ([names] if names else [])


def test_a_wider_source_answers_where_an_extract_cannot(make_book: Callable[..., Path]) -> None:
    part = {"reporter": "KZ", "flow": "export", "year": 2023, "primary_value": 7.0}
    records = [{**part, "partner": one, "commodity": goods} for one in PARTNERS for goods in FOOD]
    wide = [{**one, "source": "baci", "commodity": f"{goods}0000"} for one in records[:1] for goods in all_chapters()]
    with open_book(make_book([{**one, "source": "fts"} for one in records] + wide)) as book:
        answer = book.cube("KZ").measure("level(export[; 01-97; 2023])")
        assert (answer.value, answer.series and answer.series.key.source) == (7.0 * len(all_chapters()), "baci")


def test_a_chapter_that_is_declared_whole_is_held_whole(make_book: Callable[..., Path]) -> None:
    """Its only heading comes to all of it: the extract is of the chapter, and no figure of it is partial."""
    part = {"reporter": "KZ", "flow": "export", "partner": "CN", "commodity": "2709", "year": 2023}
    part |= {"primary_value": 7.0, "aggregate": None}
    with open_book(make_book([part, {**part, "commodity": "27", "aggregate": "goods"}])) as book:
        assert "HS 27" in held(book)
        assert scopes(book, "level(export[CN; 27; 2023])") == []


WIDE_THEN_NARROW = rows(all_chapters(), year=2022) + rows(all_chapters(), year=2023) + rows(["2709"], year=2024)


def test_a_narrow_period_beside_wide_ones(opened: Callable[..., Book]) -> None:
    with opened(WIDE_THEN_NARROW) as book:
        of_2024 = [f"of 2024 the records hold only crude petroleum (HS 2709): {ALONE}"]
        assert scopes(book, "level(export[;; 2023])") == []
        assert scopes(book, "growth(export[;; 2023])") == []
        assert scopes(book, "level(export[;; 2024])") == of_2024
        assert scopes(book, "growth(export[;; 2024])") == of_2024
        assert scopes(book, "growth(export[;; 2023], 2024)") == of_2024
        assert scopes(book, "level(export[; 2709; 2024])") == []


def test_a_period_of_one_partner_beside_wide_ones(opened: Callable[..., Book]) -> None:
    wide = ("CN", "DE", "KZ", "US", "FR", "IT")
    found = rows(all_chapters(), wide, year=2022) + rows(all_chapters(), wide) + rows(all_chapters(), ["CN"], year=2024)
    with opened(found) as book:
        assert ["only trade with China" in one for one in scopes(book, "growth(export[;; 2024])")] == [True]
        assert scopes(book, "growth(export[CN;; 2024])") == []


def test_a_quiet_period_is_no_extract(opened: Callable[..., Book]) -> None:
    """A year with half of the usual sections is a poor one."""
    with opened(rows(SECTIONS, year=2022) + rows(SECTIONS) + rows(SECTIONS[:9], year=2024)) as book:
        assert scopes(book, "growth(export[;; 2024])") == []


def test_a_mapping_says_what_its_table_is_an_extract_of(opened: Callable[..., Book]) -> None:
    with opened(rows(all_chapters()), about={"made-up": {"scope": "sea freight"}}) as book:
        assert held(book) == "sea freight"
        assert ["only sea freight" in one for one in scopes(book, "level(export[CN; 27; 2023])")] == [True]


def test_goods_outside_the_hs_are_not_judged(make_book: Callable[..., Path]) -> None:
    records = [
        {"reporter": "KZ", "flow": "export", "partner": one, "commodity": "33", "year": 2023, "primary_value": 7.0}
        for one in PARTNERS
    ]
    with open_book(make_book([{**one, "classification": "SITC4"} for one in records])) as book:
        assert scopes(book, "level(export[;; 2023])") == []
