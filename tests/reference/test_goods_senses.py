"""Senses of words for goods: the table, the senses made for all other goods, and the ranges of codes."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sverka.reference.goods import Goods, all_goods, get_goods, hs_ranges
from sverka.reference.goods_senses import GoodsSense, goods_senses, sense_ranges
from sverka.reference.tables_io import read_table
from sverka.writing.reference import goods_meant, goods_object, goods_text
from sverka.writing.terminal import Screen

ROWS = read_table("goods/senses.csv")
WORDS = tuple(dict.fromkeys(row["goods"] for row in ROWS))
MAPPED = tuple(goods for goods in all_goods() if goods.hs)


def sense(goods: str, id_: str) -> GoodsSense:
    return next(found for found in goods_senses(goods) if found.id == id_)


def covers(ranges: tuple[tuple[int, int], ...] | None, code: str) -> bool:
    """Whether ranges hold all of an HS code."""
    low, high = int(code.ljust(10, "0")), (int(code) + 1) * 10 ** (10 - len(code))
    return any(first <= low and high <= last for first, last in ranges or ())


def test_the_table_has_many_words_with_a_source_each() -> None:
    assert len(WORDS) >= 60
    assert all(row["source"] and row["name_en"] and row["name_ru"] for row in ROWS)
    assert len({(row["goods"], row["id"]) for row in ROWS}) == len(ROWS)
    assert min(Counter(row["goods"] for row in ROWS).values()) >= 2


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['goods']}-{row['id']}")
def test_every_part_of_a_definition_is_goods_mapped_to_hs(row: dict[str, str]) -> None:
    parts = [part.removeprefix("-") for part in (row["definition"] or row["goods"]).split("+")]
    assert [part for part in parts if hs_ranges(part) is None] == []
    assert sense_ranges(sense(row["goods"], row["id"]))


@pytest.mark.parametrize("word", WORDS)
def test_the_plain_sense_is_the_goods_and_no_two_senses_are_the_same(word: str) -> None:
    senses = goods_senses(word)
    assert [found.distance for found in senses] == sorted(found.distance for found in senses)
    assert [found.is_plain for found in senses].count(True) == 1
    assert sense_ranges(senses[0]) == hs_ranges(word)
    assert len({sense_ranges(found) for found in senses}) == len(senses)
    assert len({found.name("en") for found in senses}) == len(senses)
    assert len({found.name("ru") for found in senses}) == len(senses)


@pytest.mark.parametrize("goods", MAPPED, ids=lambda goods: goods.id)
def test_all_goods_have_a_plain_sense_and_what_is_made_is_wider(goods: Goods) -> None:
    plain, *others = goods_senses(goods.id)
    assert sense_ranges(plain) == hs_ranges(goods.id)
    for other in others:
        if other.made:
            assert all(
                any(low <= first and last <= high for low, high in sense_ranges(other))
                for first, last in sense_ranges(plain)
            )
            assert sense_ranges(other) != sense_ranges(plain)


def test_senses_that_news_uses() -> None:
    assert sense_ranges(sense("timber", "logs-and-sawn")) == hs_ranges("4403") + hs_ranges("4407")  # type: ignore[operator]
    assert sense("soya-beans", "complex").include == ("1201", "1507", "2304")
    assert sense_ranges(sense("natural-gas", "all-gases")) == hs_ranges("2711")
    assert sense_ranges(sense("coffee", "with-soluble")) == ((901000000, 902000000), (2101110000, 2101130000))


def test_what_is_excluded_is_cut_out() -> None:
    wto = sense("agricultural-goods", "wto")
    ranges = sense_ranges(wto)
    assert wto.exclude == ("03", "1604-1605")
    assert not covers(ranges, "0303")
    assert not covers(ranges, "1604")
    assert all(covers(ranges, code) for code in ("02", "1603", "1701", "5201", "290543"))
    brazil = sense_ranges(sense("agricultural-goods", "agribusiness"))
    assert all(covers(brazil, code) for code in ("01", "4104", "44", "4703", "48", "5201"))
    assert not covers(brazil, "4011")


def test_made_senses_are_the_heading_and_the_chapter() -> None:
    assert [(s.id, s.include, s.distance, s.made) for s in goods_senses("orange-juice")] == [
        ("plain", ("orange-juice",), 0, False),
        ("heading", ("2009",), 2, True),
        ("chapter", ("20",), 3, True),
    ]
    assert [s.id for s in goods_senses("1005")] == ["plain", "chapter"]
    assert [s.id for s in goods_senses("10")] == ["plain"]
    assert [s.id for s in goods_senses("10-11")] == ["plain"]
    assert [s.id for s in goods_senses("tuna")] == ["plain", "chapter"]
    assert goods_senses("1005")[1].name("ru") == "вся группа 10"
    assert goods_senses("1005")[1].name("en") == "all of chapter 10"


@pytest.mark.parametrize("id_", ["services", "wild-plants", "pies", "", "77"])
def test_goods_of_no_codes_have_no_senses(id_: str) -> None:
    assert goods_senses(id_) == ()


@given(st.from_regex(r"[0-9]{2,10}(-[0-9]{2,10})?", fullmatch=True))
def test_any_code_has_its_own_ranges_as_the_plain_sense(code: str) -> None:
    senses = goods_senses(code)
    assert bool(senses) is (get_goods(code) is not None)
    if senses:
        assert sense_ranges(senses[0]) == hs_ranges(code)


@pytest.mark.parametrize(("ui", "shown"), [("en", "roundwood and sawn timber"), ("ru", "круглый лес и пиломатериалы")])
def test_senses_are_shown(ui: str, shown: str) -> None:
    told = goods_text(goods_meant("timber"), Screen("ru" if ui == "ru" else "en", 100, False), brief=False)
    assert shown in told
    assert "4403, 4407" in told
    listed = goods_object(goods_meant("timber")[0])["senses"]
    assert isinstance(listed, list)
    assert [(sense["id"], sense["distance"]) for sense in listed][:2] == [("chapter", 0), ("logs-and-sawn", 1)]


def test_a_name_that_is_goods_by_itself_means_these_alone() -> None:
    assert [goods.id for goods in goods_meant("тунец")] == ["tuna"]
    assert len(goods_meant("tun")) > 1
