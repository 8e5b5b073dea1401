"""Units in drafts: signs of a letter or two, and what goes with an answer that the user gives."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from sverka.model.errors import InputError
from sverka.recording.drafting import Wishes, draft_of_file
from sverka.recording.drafting.beside_money import unread_beside
from sverka.recording.drafting.words import Unit, unit_in
from sverka.recording.load import Request, load_records
from sverka.recording.mapping import read_mapping
from sverka.recording.source import Asked

from .drafting import drafted

PLAIN = "Country,Year,Value\nChina,2023,10\nPeru,2023,5\n"


@pytest.mark.parametrize(
    "name", ["t.csv", "T.csv", "data_t.csv", "mt.csv", "t-2023.csv", "kg.csv", "kg_exports.csv", "BTN.csv"]
)
def test_letters_in_the_name_of_a_file_are_no_unit(tmp_path: Path, name: str) -> None:
    draft = drafted(tmp_path / name, PLAIN)
    assert 'currency = "USD"  # NOT SAID' in draft
    assert "[net_weight]" not in draft


@pytest.mark.parametrize(("name", "unit"), [("exports-tonnes.csv", "t"), ("weight_t.csv", "t"), ("вес_кг.csv", "kg")])
def test_words_in_the_name_of_a_file_are_a_unit(tmp_path: Path, name: str, unit: str) -> None:
    assert f'[net_weight]\ncolumn = "Value"  # holds 10, 5\nunit = "{unit}"' in drafted(tmp_path / name, PLAIN)


def test_a_currency_in_the_name_of_a_file_is_taken(tmp_path: Path) -> None:
    assert 'currency = "KZT"  # told by' in drafted(tmp_path / "exports-KZT.csv", PLAIN)


@pytest.mark.parametrize(
    "title", ["Table T. Exports", "T 1. Exports by country", "Экспорт, в т.ч. по странам", "Exports of KG"]
)
def test_letters_in_titles_are_no_unit(tmp_path: Path, title: str) -> None:
    assert "[net_weight]" not in drafted(tmp_path / "x.csv", f"{title}\n\n{PLAIN}")


@pytest.mark.parametrize(
    "title", ['"Exports by country, t"', "Exports (mt)", "Экспорт тыс. т", "Exports in kg by country"]
)
def test_signs_where_a_unit_may_stand_are_units(tmp_path: Path, title: str) -> None:
    assert "[net_weight]" in drafted(tmp_path / "x.csv", f"{title}\n\n{PLAIN}")


def test_cn_in_the_name_of_a_file_is_no_nomenclature(tmp_path: Path) -> None:
    text = "Country,Year,HS code,Value\nChina,2023,270900,10\n"
    assert 'classification = "CN"' not in drafted(tmp_path / "cn.csv", text)
    assert 'classification = "CN"' in drafted(tmp_path / "x.csv", text.replace("HS code", "CN"))


HEAD = "partner,year,flow"
TOGETHER = {
    "units by row, one currency": (
        "Страна;Год;Поток;Единица;Значение\nКитай;2023;экспорт;тыс. долл.;5\nПеру;2023;экспорт;млн долл.;7\n",
        ["Единица", "1000 for “тыс. долл.”, 1000000 for “млн долл.”"],
        'currency = "USD"  # told by',
    ),
    "values of two currencies": (
        "Country,Year,Value (thousand USD),Value (EUR)\nChina,2023,1,2\n",
        [
            "which column",
            "USD for “Value (thousand USD)”, EUR for “Value (EUR)”",
            "1000 for “Value (thousand USD)”, 1 for",
        ],
        "",
    ),
    "two values of one unit": (
        "Country,Year,FOB value (thousand USD),CIF value (thousand USD)\nChina,2023,1,2\n",
        ["which column"],
        "scale = 1000  # told by",
    ),
    "two values of no unit under a title that says it": (
        "Exports in thousand EUR,,,\nCountry,Year,Value A,Value B\nChina,2023,1,2\n",
        ["which column"],
        'currency = "EUR"  # told by',
    ),
    "a unit in no known words": (
        f"{HEAD},UOM,value\nChina,2023,export,pieces,5\n",
        ["in which currency", "of how many units"],
        "",
    ),
    "a scale in no known words": (
        f"{HEAD},SCALAR_FACTOR,value\nChina,2023,export,lots,5\n",
        ["in which currency", "of how many units"],
        "",
    ),
    "currencies by row": (
        f"{HEAD},Currency unit,value\nChina,2023,export,USD,5\nChina,2023,export,EUR,6\n",
        ["Currency unit", "of how many units"],
        "currency_column",
    ),
}


@pytest.mark.parametrize(("text", "asked", "says"), list(TOGETHER.values()), ids=list(TOGETHER))
def test_what_goes_with_an_answer_is_asked_or_taken_with_it(
    tmp_path: Path, text: str, asked: list[str], says: str
) -> None:
    draft = drafted(tmp_path / "x.csv", text)
    with pytest.raises(InputError) as caught:
        read_mapping(draft, "draft.toml")
    told = [error.what for error in (caught.value, *caught.value.others)]
    assert len(told) == len(asked), draft
    assert all(any(part in one for one in told) for part in asked), told
    assert says in draft
    assert "NOT SAID" not in draft
    assert draft.count("# ASKED: ") == len(asked)


SCALES = {
    1_000: "GBP 1,000|£000|US$ 000|EUR 1 000|kEUR|Tsd. Euro|Tausend EUR|Bin TL|milliers de $|en miles de dólares|"
    "千ドル|천 달러|мың теңге|тис. грн|tys. zł|Value (EUR k)|£ k|000s USD|EUR '000|migliaia di euro|1.000 €",
    10_000: "10 thousand EUR|EUR 10,000|万元|10 000 dollars|1万ドル",
    100_000: "lakhs of rupees|INR lakh",
    1_000_000: "mil. USD|EUR mil.|Milyon TL|milhões de dólares|百万ドル|백만달러|"
    "M£|EUR m|millones de euros|milioni di euro",
    10_000_000: "Rs. crore|INR crores|10 million EUR",
    100_000_000: "億ドル|亿元|100 million yen",
    1_000_000_000: "Mrd. Euro|milliards de dollars|mil millones de euros|10億ドル|Milyar TL|mld zł|bilhões de dólares",
}


@pytest.mark.parametrize(
    ("scale", "text"), [(scale, one) for scale, texts in SCALES.items() for one in texts.split("|")]
)
def test_scales_are_read_in_many_forms_and_languages(scale: int, text: str) -> None:
    assert unit_in(text).scale == scale


@pytest.mark.parametrize(
    "text",
    "1,000|2 000 долл.|USD 10|$5|in 2000 USD|2020 EUR|Milan|Bin|Mumbai|Bintan|Milk, EUR|$1,234,567|Table 1000".split(
        "|"
    ),
)
def test_other_numbers_and_words_are_no_scale(text: str) -> None:
    assert unit_in(text).scale is None


def test_currencies_are_read_in_more_languages() -> None:
    told = [unit_in(text).currency for text in ("dólares", "美元", "円", "달러", "ABD $", "дол. США", "欧元", "人民币")]
    assert told == ["USD", "USD", "JPY", "USD", "USD", "USD", "EUR", "CNY"]


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("Value (dozens of EUR)", "dozens"),
        ("Value (EUR 500)", "500"),
        ("US$ mil", "mil"),
        ("Value, current EUR", None),
        ("Exports in 2015 USD", None),
        ("FOB value US$", None),
        ("HS 8471 USD", None),
        ("Стоимость, долл. США по курсу", None),
        ("Exports of dozens, thousand USD", None),
        ("Dozens", None),
    ],
)
def test_what_stands_beside_a_currency_and_is_not_understood_is_told(text: str, unread: str | None) -> None:
    assert unread_beside(text) == unread


@pytest.mark.parametrize(
    ("title", "head", "asked"),
    [
        ("", "Value (dozens of EUR)", "says dozens beside the currency"),
        ("Exports, USD 500", "Value", "says 500 beside the currency"),
        ("Exports, USD million", "Value (USD)", "says 1,000,000: of how many"),
        ("Exports, tonnes million", "Value (USD)", ""),
        ("Exports, million USD", "Value", ""),
        ("Exports by country in 2000 USD", "Value", ""),
    ],
)
def test_scales_that_are_not_understood_are_asked(tmp_path: Path, title: str, head: str, asked: str) -> None:
    text = PLAIN.replace("Value", head)
    draft = drafted(tmp_path / "x.csv", f'"{title}"\n\n{text}' if title else text)
    assert ('scale = "? ' in draft) == bool(asked), draft
    assert asked in draft


def test_a_scale_that_nothing_says_is_told_at_load(tmp_path: Path) -> None:
    note = "scale not stated in the file: figures are taken as single units"
    draft = drafted(tmp_path / "x.csv", PLAIN)
    for at, (text, told) in enumerate([(draft, True), (draft.replace("# scale = 1 ", "scale = 1 "), False)]):
        request = Request((tmp_path / "x.csv",), "table", Asked(mapping=tomllib.loads(text)))
        [file] = load_records(tmp_path / f"book-{at}", request).files
        assert (note in file.notes) is told


def test_weights_alone_have_no_scale_that_is_not_said(tmp_path: Path) -> None:
    draft = drafted(tmp_path / "exports-tonnes.csv", PLAIN)
    request = Request((tmp_path / "exports-tonnes.csv",), "table", Asked(mapping=tomllib.loads(draft)))
    [file] = load_records(tmp_path / "book", request).files
    assert not any("scale" in note for note in file.notes)


def test_the_user_says_a_scale_with_the_unit(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(PLAIN, encoding="utf-8")
    assert "scale = 1  # told by --unit" in draft_of_file(path, Wishes("KZ", "export", Unit("USD")))


@pytest.mark.parametrize(
    ("name", "codes", "width"),
    [
        ("HS6", ("10121", "40210"), 6),
        ("HS6", ("10121", "402100"), 6),
        ("hs4", ("101", "2709"), 4),
        ("Commodity code (6 digits)", ("10121", "402100"), 6),
        ("HS code", ("10121", "270900", "402100"), 6),
        ("HS code", ("10121", "402100"), None),
        ("HS6", ("101210", "402100"), None),
        ("HS6", ("1012", "402100"), None),
        ("HS2017", ("10121", "402100"), None),
    ],
)
def test_codes_get_back_the_zeros_that_the_name_of_their_column_counts(
    tmp_path: Path, name: str, codes: tuple[str, ...], width: int | None
) -> None:
    rows = "".join(f"China,2023,{code},{at}\n" for at, code in enumerate(dict.fromkeys(codes), 5))
    draft = drafted(tmp_path / "x.csv", f"Country,Year,{name},Value\n{rows}")
    told = [one for one in draft.splitlines() if one.startswith("width")]
    assert [one.split()[2] for one in told] == ([str(width)] if width else [])
