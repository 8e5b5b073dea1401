"""Columns with a cell that is not like the others, columns that are not understood, and two tables side by side."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from sverka.recording.drafting import Wishes
from sverka.recording.drafting.words import unit_in
from sverka.recording.load import Request, load_records
from sverka.recording.source import Asked

from .drafting import drafted as text_drafted
from .test_shaping import recorded

HEAD = "Year;Country;Value\n2023;Japan;"
REST = "\n2023;Chile;13\n2023;Chad;15\n"


def drafted(tmp_path: Path, text: str, name: str = "x.csv", reporter: str = "KZ") -> str:
    return text_drafted(tmp_path / name, text, Wishes(reporter, "export", unit_in("1 USD")))


def loaded(tmp_path: Path, draft: str, name: str = "x.csv") -> tuple[int, int]:
    request = Request((tmp_path / name,), "table", Asked(mapping=tomllib.loads(draft)))
    [file] = load_records(tmp_path / "book", request).files
    return file.stored, file.quarantined


@pytest.mark.parametrize("cell", ["12О0", "1O0", "#ССЫЛКА!", "#REF!", "#DIV/0!", "100,5*", "(50)", "−20", "[7]", "17†"])
def test_a_cell_with_a_slip_costs_its_row_alone(tmp_path: Path, cell: str) -> None:
    draft = drafted(tmp_path, f"{HEAD}{cell}{REST}")
    assert tomllib.loads(draft)["primary_value"]["column"] == "Value"
    assert loaded(tmp_path, draft) == (2, 1)


@pytest.mark.parametrize("cell", ["word", "2023-01", "a1", "HS 27"])
def test_columns_of_words_and_numbers_are_no_amounts(tmp_path: Path, cell: str) -> None:
    text = f"Year;Country;Thing\n2023;Japan;{cell}\n2023;Chile;{cell}s\n2023;Chad;15\n"
    assert "Thing" not in tomllib.loads(drafted(tmp_path, text))["primary_value"].get("column", "")


def test_a_month_that_is_none_costs_its_row_alone(tmp_path: Path) -> None:
    rows = "".join(f"2023;Japan;{month};5\n" for month in (1, 2, 3, 13))
    draft = drafted(tmp_path, f"Year;Country;Месяц;Value\n{rows}")
    assert tomllib.loads(draft)["period"] == {"year": "Year", "month": "Месяц"}
    assert loaded(tmp_path, draft) == (3, 1)
    others = "".join(f"2023;Japan;{month};5\n" for month in (1, 13, 14, 15))
    assert "month" not in tomllib.loads(drafted(tmp_path, f"Year;Country;Месяц;Value\n{others}"))["period"]


@pytest.mark.parametrize("word", ["Pays", "País", "Land", "Ülke", "Kraj", "国家", "Давлат", "Länder"])
def test_columns_of_countries_are_known_in_more_languages(tmp_path: Path, word: str) -> None:
    draft = drafted(tmp_path, f"{word};2022;2023\nToplam;5;7\nAlmanya;2;3\nJaponya;3;4\nŞili;1;2\n")
    assert tomllib.loads(draft)["partner"]["column"] == word
    assert "is not understood" not in draft


def test_a_total_among_names_of_which_hardly_any_is_known_is_asked(tmp_path: Path) -> None:
    text = "Country;2022;2023\nIš viso;9;9\nVokietija;2;3\nŠveicarija;3;4\nČilė;1;2\n"
    assert "hardly any of which is known: which are totals?" in drafted(tmp_path, text)
    assert "which are totals?" not in drafted(tmp_path, text.replace("Iš viso", "Monde"))
    known = text.replace("Vokietija", "Germany").replace("Šveicarija", "Switzerland").replace("Čilė", "Chile")
    assert "which are totals?" not in drafted(tmp_path, known)


def test_a_column_that_is_not_understood_is_asked_as_such(tmp_path: Path) -> None:
    text = "Year;{};Value\n2023;aaa;10\n2023;bbb;13\n2023;ccc;15\n"
    draft = drafted(tmp_path, text.format("Thing"))
    assert "says aaa, bbb, ccc and is not understood; where these are partners" in draft
    assert "may be one trade told several ways" in drafted(tmp_path, text.format("Adjustment"))


SIDE_BY_SIDE = [
    "Exports,,,Imports,\nCountry,Value,,Country,Value\nJapan,100,,Chile,50\nItaly,90,,Japan,40\n",
    "Top destinations,Exports,Top sources,Imports\nJapan,100,Chile,50\nItaly,90,Japan,40\n",
    "Страна;2022;2023;;Страна;2022;2023\nЯпония;1;2;;Чили;3;4\nИталия;5;6;;Япония;7;8\n",
]


@pytest.mark.parametrize("text", SIDE_BY_SIDE)
def test_two_tables_side_by_side_are_asked(tmp_path: Path, text: str) -> None:
    assert "are they two tables side by side?" in drafted(tmp_path, text)


@pytest.mark.parametrize(
    "text",
    [
        "Country,Exports,Imports,Country code\nJapan,1,50,JP\nItaly,2,40,IT\n",
        "Reporter,Partner,Year,Value,Weight\nKZ,Japan,2023,50,4\nKZ,Italy,2023,40,3\n",
        "Country,Quantity,Unit,Value\nJapan,50,NO,4\nItaly,40,NO,3\n",
        "Code,Country,2022,2023\nJP,Japan,50,4\nIT,Italy,40,3\n",
    ],
)
def test_two_columns_of_one_table_are_not(tmp_path: Path, text: str) -> None:
    assert "side by side" not in drafted(tmp_path, text)


@pytest.mark.parametrize(
    ("head", "period"),
    [
        ("январь–декабрь 2022 г.", "2022"),
        ("Jan-Dec 2022", "2022"),
        ("January to December 2022", "2022"),
    ],
)
def test_january_to_december_is_the_year(tmp_path: Path, head: str, period: str) -> None:
    other = head.replace("2022", "2023")
    draft = drafted(tmp_path, f"Страна;{head};{other}\nЯпония;1;2\nЧили;3;4\n")
    assert [one["period"] for one in tomllib.loads(draft)["table"]["wide"]] == [period, "2023"]


@pytest.mark.parametrize("head", ["январь–ноябрь 2022 г.", "Feb-Dec 2022"])
def test_other_months_together_are_not(tmp_path: Path, head: str) -> None:
    draft = drafted(tmp_path, f"Страна;{head};{head.replace('2022', '2023')}\nЯпония;1;2\nЧили;3;4\n")
    assert "2022" not in [one.get("period") for one in tomllib.loads(draft)["table"].get("wide", ())]
    assert "ASKED" in draft


def test_the_sign_of_the_currency_before_a_number_is_read(tmp_path: Path) -> None:
    rows = ["$1,234,567", "$2 000", '"$10,500.75"', "€5", "US$7"]
    text = "Year\tCountry\tAmount, $\n" + "".join(
        f"2023\t{name}\t{cell}\n" for name, cell in zip(("Japan", "Chile", "Chad", "Italy", "Peru"), rows, strict=True)
    )
    draft = drafted(tmp_path, text)
    assert loaded(tmp_path, draft) == (4, 1)
    assert sorted(value for (value,) in recorded(tmp_path / "book", "primary_value::DOUBLE")) == [
        7.0,
        2_000.0,
        10_500.75,
        1_234_567.0,
    ]


RECORDS = [{"year": "2023", "country": name, "value": 5} for name in ("Japan", "Chile", "Chad")]
JSONS = {
    "a list of objects": RECORDS,
    "under value": {"@odata.context": "x", "value": RECORDS},
    "under data": {"count": 3, "data": RECORDS},
    "a list of lists": [["year", "country", "value"], *([*one.values()] for one in RECORDS)],
}


@pytest.mark.parametrize("document", list(JSONS.values()), ids=list(JSONS))
@pytest.mark.parametrize("shaped", [False, True])
def test_json_is_drafted_and_loaded(tmp_path: Path, document: object, shaped: bool) -> None:
    draft = drafted(tmp_path, json.dumps(document), "x.json")
    told = draft + ('[table]\nwhere = { country = ["Japan", "Chile"] }\n' if shaped else "")
    assert loaded(tmp_path, told, "x.json") == ((2, 0) if shaped else (3, 0))
