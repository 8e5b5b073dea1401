"""Units in drafts: signs of a letter or two, and what goes with an answer that the user gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from sverka.model.errors import InputError
from sverka.recording.drafting import Wishes, draft_of_file
from sverka.recording.mapping import read_mapping

PLAIN = "Country,Year,Value\nChina,2023,10\nPeru,2023,5\n"


def drafted(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return draft_of_file(path, Wishes("KZ", "export"))


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
