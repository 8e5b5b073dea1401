"""Goods: the HS tree, product groups and their names in both languages."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sverka.model.grammar import is_goods_name
from sverka.reference.goods import (
    Goods,
    all_chapters,
    all_goods,
    chapters,
    find_goods,
    fold_name,
    get_goods,
    goods_names,
    hs_ranges,
    hs_title,
    search_goods,
)
from sverka.reference.tables_io import read_table

GOLD = Path(__file__).resolve().parents[1] / "gold"
# "palm oil and coal" joins two goods of the tables, which is a reader's work.
JOINED = {"palm oil and coal", "soybeans, corn and wheat"}


def gold_products() -> dict[str, tuple[str, ...]]:
    """Labels of goods in the annotated corpus → their chapters."""
    found: dict[str, tuple[str, ...]] = {}
    for file in sorted(GOLD.glob("*_dev.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            for claim in json.loads(line)["claims"]:
                for products in (claim.get("products"), claim.get("of_products")):
                    if products:
                        found[products["label"]] = tuple(products.get("hs") or ())
    return found


def test_every_label_of_the_annotated_corpus_has_the_same_chapters() -> None:
    labels = gold_products()
    assert len(labels) > 50
    named = {label: find_goods(label) for label in labels if label not in JOINED}
    assert [label for label, goods in named.items() if goods is None] == []
    assert {label: chapters(goods.id) for label, goods in named.items() if goods} == {
        label: hs for label, hs in labels.items() if label not in JOINED
    }


@pytest.mark.parametrize(
    ("label", "hs"),
    [
        ("textiles and footwear", ("50-67",)),
        ("chemicals", ("28-40",)),
        ("machinery", ("84-90",)),
        ("metals", ("72-83",)),
        ("food", ("01-24",)),
        ("rapeseed oil", ("15",)),
        ("peas", ("07",)),
        ("poultry", ("02",)),
        ("timber", ("44",)),
        ("sawn timber", ("44",)),
        ("timber and wood products", ("44",)),
        ("machinery, equipment and vehicles", ("84-90",)),
        ("pine nuts", ("08",)),
        ("wild plants", ()),
        ("agricultural goods", ("01-24",)),
    ],
)
def test_labels_of_the_published_figures(label: str, hs: tuple[str, ...]) -> None:
    goods = find_goods(label)
    assert goods is not None
    assert chapters(goods.id) == hs


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("продукция АПК", "agricultural-goods"),
        ("сельхозпродукция", "agricultural-goods"),
        ("продовольствие", "food"),
        ("пиломатериалы", "sawn-timber"),
        ("лесоматериал", "timber"),
        ("чёрный металл", "iron-and-steel"),
        ("нефтехимия", "petrochemicals"),
        ("светотехника", "lighting"),
        ("кабель", "cables"),
        ("товар для детей", "childrens-goods"),
        ("медицинский товар", "medical-goods"),
        ("нефтепродукт", "petroleum-products"),
        ("Соевые бобы", "soya-beans"),
        ("несырьевой неэнергетический товар", "non-commodity-goods"),
        ("canola", "rapeseed"),
        ("Corn", "maize"),
        ("aluminum", "aluminium"),
        ("crude", "crude-oil"),
        ("LNG", "lng"),
        ("IT-решение", "it-services"),
    ],
)
def test_everyday_names(text: str, id_: str) -> None:
    goods = find_goods(text)
    assert goods is not None
    assert goods.id == id_


@pytest.mark.parametrize(
    ("code", "ranges"),
    [
        ("27", ((2_700_000_000, 2_800_000_000),)),
        ("0207", ((207_000_000, 208_000_000),)),
        ("2709001001", ((2_709_001_001, 2_709_001_002),)),
        ("72-83", ((7_200_000_000, 8_400_000_000),)),
        ("7201-7203", ((7_201_000_000, 7_204_000_000),)),
        ("oil-and-gas", ((2_709_000_000, 2_712_000_000),)),
        ("beef", ((201_000_000, 203_000_000),)),
        ("fruit-and-vegetables", ((700_000_000, 900_000_000),)),
        ("services", None),
        ("non-commodity-goods", None),
        ("pies", None),
        ("77", None),
        ("83-72", None),
    ],
)
def test_ranges_of_codes(code: str, ranges: tuple[tuple[int, int], ...] | None) -> None:
    assert hs_ranges(code) == ranges


@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        ("wheat", "grain"),
        ("grain", "agricultural-goods"),
        ("sawn-timber", "timber"),
        ("lng", "natural-gas"),
        ("pipeline-gas", "natural-gas"),
        ("crude-oil", "oil-and-gas"),
        ("oil-and-gas", "energy"),
        ("sunflower-oil", "vegetable-oil"),
        ("electric-vehicles", "passenger-cars"),
        ("passenger-cars", "motor-vehicles"),
        ("potash", "fertilizers"),
        ("fertilizers", "chemicals"),
        ("iron-and-steel", "metals"),
        ("shrimp", "crustaceans"),
        ("almonds", "nuts"),
        ("cables", "electronics"),
    ],
)
def test_a_commodity_lies_within_its_group(inner: str, outer: str) -> None:
    inside, outside = hs_ranges(inner), hs_ranges(outer)
    assert inside
    assert outside
    assert all(any(low <= start and end <= high for low, high in outside) for start, end in inside)


def test_chapters_are_the_96_of_the_harmonized_system() -> None:
    assert all_chapters() == tuple(f"{number:02d}" for number in range(1, 98) if number != 77)
    sections = {row["section"] for row in read_table("goods/sections.csv")}
    assert {row["section"] for row in read_table("goods/chapters.csv")} == sections
    assert len(sections) == 21


@pytest.mark.parametrize("goods", all_goods(), ids=lambda goods: goods.id)
def test_a_group_is_mapped_or_says_why_not(goods: object) -> None:
    found = get_goods(getattr(goods, "id", ""))
    assert found is not None
    assert is_goods_name(found.id)
    assert found.name_en
    assert found.name_ru
    assert found.source
    assert (hs_ranges(found.id) is not None) is (found.kind == "goods")
    assert found.kind == "goods" or found.reason
    assert all(get_goods(code) for code in found.hs)


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_names_are_many_single_and_point_at_a_group(lang: str) -> None:
    names = goods_names(lang)
    assert len({name.id for name in names}) >= 150
    assert {name.id for name in names} <= {goods.id for goods in all_goods()}
    assert [text for text, count in Counter(name.text.casefold() for name in names).items() if count > 1] == []
    assert all(name.needs_context for name in names if name.form == "adjective")


def heading_or_deeper(goods: Goods) -> bool:
    return bool(goods.hs) and all(len(end) >= 4 for code in goods.hs for end in code.split("-"))


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_at_least_150_commodities_are_named_at_heading_or_deeper(lang: str) -> None:
    named = {name.id for name in goods_names(lang) if name.form == "name"}
    deep = {goods.id for goods in all_goods() if heading_or_deeper(goods)}
    assert len(named & deep) >= 150
    assert {goods.id for goods in all_goods()} <= named


def used_headings() -> set[str]:
    """The headings that groups and senses name, the ends of their ranges."""
    senses = [part.removeprefix("-") for row in read_table("goods/senses.csv") for part in row["definition"].split("+")]
    codes = [code for goods in all_goods() for code in goods.hs] + [part for part in senses if part[:1].isdigit()]
    return {end[:4] for code in codes for end in code.split("-") if len(end) >= 4}


def test_every_heading_used_has_titles_in_both_languages() -> None:
    used = used_headings()
    assert len(used) > 400
    assert [code for code in sorted(used) if not (hs_title(code, "en") and hs_title(code, "ru"))] == []


def test_headings_are_single_sorted_and_of_chapters_that_exist() -> None:
    rows = read_table("goods/headings.csv")
    codes = [row["code"] for row in rows]
    assert codes == sorted(set(codes))
    assert {code[:2] for code in codes} <= set(all_chapters())
    assert all(row["name_en"] and row["name_ru"] and row["source"] for row in rows)


# Headings a chapter of HS 2022, where all of them have titles.
FULL_CHAPTERS = (
    "01:6 02:10 03:9 04:10 05:9 06:4 07:14 08:14 09:10 10:8 11:9 12:14 13:2 14:2 15:21 16:5 17:4 18:6 19:5 20:9 21:6 "
    "22:9 23:9 24:4 25:29 26:21 27:16 28:50 29:42 30:6 31:5 39:26 40:17 44:21 47:7 48:22 72:29 73:26 74:16 75:8 76:16 "
    "84:86 85:48 87:16"
).split()


@pytest.mark.parametrize("chapter", FULL_CHAPTERS)
def test_chapters_with_all_their_headings(chapter: str) -> None:
    number, count = chapter.split(":")
    headings = [row["code"] for row in read_table("goods/headings.csv") if len(row["code"]) == 4]
    assert len([code for code in headings if code.startswith(number)]) == int(count)


@pytest.mark.parametrize(
    ("name", "hs"),
    [
        ("poultry meat", "0207"),
        ("turkey meat", "020724-020727"),
        ("pork", "0203"),
        ("soya beans", "1201"),
        ("soya-bean meal", "2304"),
        ("soy oil", "1507"),
        ("sugar", "1701"),
        ("maize", "1005"),
        ("wheat", "1001"),
        ("passenger cars", "8703"),
        ("crude oil", "2709"),
        ("yerba mate", "0903"),
        ("orange juice", "200911-200919"),
        ("soluble coffee", "210111"),
        ("tilapia", "030271 030323 030431 030461"),
        ("cotton lint", "5201"),
        ("particle board", "4410"),
        ("tallow", "1502"),
        ("gelatin", "3503"),
        ("cassava", "071410"),
        ("polyethylene", "3901"),
        ("potash", "3104"),
        ("минтай", "030255 030367 030475"),
        ("мазут", "271019"),
        ("аммиачная селитра", "310230"),
        ("сложное удобрение", "3105"),
        ("медная катанка", "740811"),
        ("титановая губка", "810820"),
        ("шпон", "4408"),
        ("ДСП", "4410"),
        ("МДФ", "4411"),
        ("ОСП", "4410"),
        ("сляб", "7207 721891-721899 722490"),
        ("спички", "3605"),
        ("СУГ", "271112-271119"),
        ("СПГ", "271111"),
        ("рапсовое масло", "1514"),
        ("кабель", "8544"),
    ],
)
def test_commodities_at_their_depth(name: str, hs: str) -> None:
    goods = find_goods(name)
    assert goods is not None
    assert " ".join(goods.hs) == hs


def test_titles() -> None:
    assert hs_title("27", "ru") == "Минеральное топливо, нефть и продукты её перегонки"
    assert hs_title("4407", "en") == "Sawn wood"
    assert hs_title("440799", "en") is None


def test_a_code_is_named_by_the_nearest_title() -> None:
    wood, range_ = get_goods("440799"), get_goods("72-83")
    assert wood is not None
    assert range_ is not None
    assert (wood.name_en, wood.kind) == ("Sawn wood", "hs")
    assert range_.name_en == "Iron and steel – Miscellaneous articles of base metal"


def test_searching() -> None:
    assert search_goods("sunflower")[0].id in ("sunflower-seed", "sunflower-oil")
    assert search_goods("2709")[0].hs == ("2709",)
    assert search_goods("пиломат")[0].id == "sawn-timber"
    assert search_goods("   ") == ()
    assert search_goods("qqqq") == ()
    assert len(search_goods("a")) <= 50


@given(st.text(max_size=30))
def test_any_text_may_be_looked_up(text: str) -> None:
    goods = find_goods(text)
    assert goods is None or get_goods(goods.id) == goods
    assert all(get_goods(found.id) for found in search_goods(text))
    assert fold_name(fold_name(text)) == fold_name(text) or "\u0130" in text or not text.isascii()


@given(st.integers(1, 97), st.integers(1, 97))
def test_ranges_of_chapters_are_half_open(low: int, high: int) -> None:
    first, last = sorted((low, high))
    ranges = hs_ranges(f"{first:02d}-{last:02d}")
    if 77 in (first, last):
        assert ranges is None
    else:
        assert ranges == ((first * 10**8, (last + 1) * 10**8),)
