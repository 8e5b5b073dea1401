"""Rows that the key does not tell apart, units in columns beside the value, and heads that repeat a name.

Each kind that must be asked stands beside a near miss that goes on loading unasked, with its sum.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

from sverka.model.errors import InputError
from sverka.recording.drafting import Wishes, draft_of_file
from sverka.recording.load import Request, load_records
from sverka.recording.mapping import read_mapping
from sverka.recording.source import Asked

from .test_shaping import recorded

sys.path.insert(0, str(Path(__file__).parents[1] / "intake"))
from conftest import sheet_xml, write_workbook

HEAD = "partner,year,flow"


def crossed(*words: str) -> str:
    return "".join(
        f"{place},2023,export,{word},{n}\n" for place in ("China", "Peru") for n, word in enumerate(words, 1)
    )


ASKED = {
    "modes beside a total that is less": (
        f"{HEAD},mode,value\nChina,2023,export,All modes,50\nChina,2023,export,Sea,70\n",
        "the column mode",
    ),
    "a total that one key lacks": (
        f"{HEAD},mode,value\nChina,2023,export,All,9\nChina,2023,export,Sea,7\n"
        "Peru,2023,export,Sea,7\nPeru,2023,export,Rail,1\n",
        "the column mode",
    ),
    "two totals of one column": (f"{HEAD},mode,value\n{crossed('All modes', 'Total', 'Sea')}", "the column mode"),
    "adjusted and not": (f"{HEAD},Adjustment,value\n{crossed('Unadjusted', 'Seasonally adjusted')}", "Adjustment"),
    "adjusted and not, Russian": (
        "Страна;Год;Поток;Сезонность;Стоимость\nКитай;2023;экспорт;исходные;5\nКитай;2023;экспорт;сглаженные;4\n",
        "the column Сезонность",
    ),
    "two bases": (f"{HEAD},Basis,value\n{crossed('Customs', 'Balance of payments')}", "the column Basis"),
    "a name that says nothing, of few values": (f"{HEAD},Sort,value\n{crossed('A', 'B')}", "the column Sort says A, B"),
    "two trade systems as regimes": (
        f"{HEAD},Regime,value\nChina,2023,export,Special trade,100\nChina,2023,export,General trade,110\n",
        "the column Regime",
    ),
    "regimes, Spanish": (
        "País;Año;Régimen;Value\nChina;2023;Comercio especial;90\nChina;2023;Comercio general;110\n",
        "the column Régimen",
    ),
    "a name of a detail whose values are near each other": (
        f"{HEAD},Transport,value\nChina,2023,export,Domestic view,100\nChina,2023,export,Foreign view,104\n"
        "Peru,2023,export,Domestic view,50\nPeru,2023,export,Foreign view,51\n",
        "the column Transport",
    ),
    "modes with a total in no known word": (
        f"{HEAD},mode,value\nChina,2023,export,Q,9\nChina,2023,export,Sea,6\nChina,2023,export,Rail,3\n"
        "Peru,2023,export,Q,8\nPeru,2023,export,Sea,4\nPeru,2023,export,Rail,4\n",
        "the column mode",
    ),
    "a total among many values": (
        f"{HEAD},Sort,value\n" + "".join(f"China,2023,export,s{n},1\n" for n in range(20)) + "China,2023,export,s,20\n",
        "the column Sort",
    ),
    "a total that is less, Portuguese": (
        f"{HEAD},Modo de transporte,value\nChina,2023,export,Todos,50\nChina,2023,export,Marítimo,70\n",
        "the column Modo de transporte",
    ),
    "two units behind one flow": (
        'Partner;Year;Indicator;Value\nChina;2023;"Exports, thousand USD";5\nChina;2023;"Exports, tonnes";7\n',
        "the column Indicator",
    ),
    "two units behind one flow, Russian": (
        "Страна;Год;Показатель;Значение\nКитай;2023;Экспорт, тыс. долл.;5\nКитай;2023;Экспорт, тонн;7\n",
        "the column Показатель",
    ),
    "units by row": (
        "Страна;Год;Поток;Единица;Значение\nКитай;2023;экспорт;тыс. долл.;5\nПеру;2023;экспорт;млн долл.;7\n",
        "the column Единица",
    ),
    "scales by row": (f"{HEAD},UNIT_MULT,value\nChina,2023,export,3,5\nPeru,2023,export,6,5\n", "the column UNIT_MULT"),
    "a scale in no known words": (f"{HEAD},SCALAR_FACTOR,value\nChina,2023,export,lots,5\n", "of how many units"),
    "a unit in no known words": (f"{HEAD},UOM,value\nChina,2023,export,pieces,5\n", "in which currency"),
    "a head and a column of two scales": (
        f"{HEAD},SCALAR_FACTOR,value (thousand USD)\nChina,2023,export,millions,5\n",
        "which of them is it",
    ),
    "two columns of one name": ("Country,Year,Value,Value\nChina,2023,10,20\nPeru,2023,5,6\n", "called Value"),
    "two columns of one name, case aside": ("Страна;Год;Стоимость;стоимость\nКитай;2023;10;20\n", "called Стоимость"),
}

TAKEN = {
    "All modes with its parts": (f"{HEAD},mode,value\nChina,2023,export,All modes,9\nChina,2023,export,Sea,7\n", 9.0),
    "«Все виды» with its parts": (
        "Страна;Год;Поток;Вид транспорта;Стоимость\nКитай;2023;экспорт;Все виды;9\n"
        "Китай;2023;экспорт;морской;5\nКитай;2023;экспорт;железнодорожный;4\n",
        9.0,
    ),
    "a code beside its name": (
        f"{HEAD},motCode,mode,value\nChina,2023,export,0,All modes,9\nChina,2023,export,21,Sea,9\n",
        9.0,
    ),
    "goods by name with their total": (
        "Product,Partner,Year,Value USD\nAll products,China,2023,9\nFuels,China,2023,6\nMetals,China,2023,3\n",
        9.0,
    ),
    "total exports of which domestic": (
        "Partner,Year,Flow,Value\nChina,2023,Total exports,9\nChina,2023,Domestic exports,7\n",
        9.0,
    ),
    "the one value among measures": (
        f"{HEAD},Measure,Amount\n{crossed('Value (thousand USD)', 'Weight (kg)')}",
        2000.0,
    ),
    "modes without a total": (f"{HEAD},mode,value\n{crossed('Sea', 'Rail')}", 6.0),
    "modes far from each other": (
        f"{HEAD},mode,value\nChina,2023,export,Sea,5\nChina,2023,export,Rail,1\nPeru,2023,export,Sea,5\n"
        "Peru,2023,export,Rail,4\n",
        15.0,
    ),
    "customs regimes": (
        f"{HEAD},Customs regime,value\nChina,2023,export,10,5\nChina,2023,export,23,1\nPeru,2023,export,10,5\n",
        11.0,
    ),
    "companies near each other": (
        f"{HEAD},Company,value\nChina,2023,export,A,5\nChina,2023,export,B,5\n",
        10.0,
    ),
    **{
        f"a total with its parts: {word}": (
            f"{HEAD},mode,value\nChina,2023,export,{word},9\nChina,2023,export,5,7\nChina,2023,export,6,2\n",
            9.0,
        )
        for word in ("Todos", "Todas as vias", "Insgesamt", "Alle Verkehrszweige", "Toplam", "Jami", "合计", "Ensemble")
    },
    "posts": (f"{HEAD},Customs post,value\n{crossed('North', 'South', 'West')}", 12.0),
    "companies, Russian": (
        "Страна;Год;Поток;Компания;Стоимость\nКитай;2023;экспорт;Альфа;5\nКитай;2023;экспорт;Бета;7\n",
        12.0,
    ),
    "a label of each row of a declaration": (
        f"{HEAD},Declaration,Sort,value\nChina,2023,export,d1,A,5\nChina,2023,export,d2,B,7\n",
        12.0,
    ),
    "a name that says nothing, of many values": (
        f"{HEAD},Sort,value\n" + "".join(f"China,2023,export,s{n},1\n" for n in range(20)),
        20.0,
    ),
    "rows that nothing tells apart": (f"{HEAD},value\nChina,2023,export,5\nChina,2023,export,7\n", 12.0),
    "two words that tell no key apart": (f"{HEAD},Basis,value\nChina,2023,export,a,5\nPeru,2023,export,b,7\n", 12.0),
    "scale and unit of all rows": (
        f"{HEAD},UOM,SCALAR_FACTOR,VALUE\nChina,2023,export,US dollars,millions,5\n",
        5_000_000.0,
    ),
    "a power of ten": (f"{HEAD},UNIT_MULT,OBS_VALUE\nChina,2023,export,3,5\n", 5000.0),
    "the unit of all rows, Russian": (
        "Страна;Год;Поток;Единица;Значение\nКитай;2023;экспорт;тыс. долл.;5\nПеру;2023;экспорт;тыс. долл.;7\n",
        12000.0,
    ),
    "the unit of a quantity": (
        f"{HEAD},Quantity,Unit,Value USD\nChina,2023,export,1,kg,5\nPeru,2023,export,2,l,7\n",
        12.0,
    ),
    "twins that are not read": ("Country,Year,Value,Note,Note\nChina,2023,10,a,b\nPeru,2023,5,c,d\n", 15.0),
}


def _file(folder: Path, text: str) -> Path:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("text", "asked"), list(ASKED.values()), ids=list(ASKED))
def test_what_would_be_counted_twice_is_asked(tmp_path: Path, text: str, asked: str) -> None:
    draft = draft_of_file(_file(tmp_path, text), Wishes("KZ", "export"))
    with pytest.raises(InputError) as caught:
        read_mapping(draft, "draft.toml")
    told = [error.what for error in (caught.value, *caught.value.others)]
    others = [one for one in told if asked not in one]
    # What goes with the answer, and nothing says, is asked beside it; nothing else is.
    assert all(
        "goes with your choice" in one or "with your choice" in one or "nothing says" in one for one in others
    ), draft
    assert len(told) - len(others) == 1, draft
    assert ("NOT SAID" in draft) <= (not others), draft


@pytest.mark.parametrize(("text", "total"), list(TAKEN.values()), ids=list(TAKEN))
def test_parts_add_up_and_totals_are_taken_by_themselves(tmp_path: Path, text: str, total: float) -> None:
    path = _file(tmp_path, text)
    draft = draft_of_file(path, Wishes("KZ", "export"))
    load_records(tmp_path / "book", Request((path,), "table", Asked(mapping=tomllib.loads(draft))))
    assert sum(value for (value,) in recorded(tmp_path / "book", "primary_value::DOUBLE")) == total, draft


def test_a_draft_says_that_a_total_is_taken_by_itself(tmp_path: Path) -> None:
    draft = draft_of_file(_file(tmp_path, TAKEN["All modes with its parts"][0]), Wishes("KZ", "export"))
    assert "# mode: All modes is taken, of which the others are parts: every key has one such row" in draft


def test_a_workbook_with_two_columns_of_one_name_is_asked(tmp_path: Path) -> None:
    rows = [["Country", "Year", "Exports", "Exports"], ["China", 2023, 10, 20], ["Peru", 2023, 5, 6]]
    path = write_workbook(tmp_path / "book.xlsx", {"S": sheet_xml(rows)})
    assert "two columns are called Exports" in draft_of_file(path, Wishes("KZ", None))


@pytest.mark.parametrize("table", ["first = 2", 'where = { "value" = ["10"] }'])
def test_a_mapping_that_names_one_of_two_columns_is_refused(tmp_path: Path, table: str) -> None:
    path = _file(tmp_path, "Country,Year,Value,Value\nChina,2023,10,20\n")
    text = f"""
source = "n"
hierarchical = false
table = {{ {table} }}
reporter = {{ value = "KZ" }}
partner = {{ column = "Country" }}
flow = {{ value = "export" }}
period = {{ column = "Year", form = "YYYY" }}
commodity = {{ value = "TOTAL", classification = "HS" }}
primary_value = {{ column = "Value", currency = "USD", valuation = "FOB" }}
"""
    with pytest.raises(InputError, match="two columns are called"):
        load_records(tmp_path / "book", Request((path,), "table", Asked(mapping=tomllib.loads(text))))


@pytest.mark.parametrize(
    ("head", "asked"),
    [
        *((head, True) for head in ("Tramo", "Sub", "Lot")),
        *((head, False) for head in ("Mes", "Monat", "Quantity", "Rank", "Jan-Jun", "9 months", "Jan 2022")),
        *((head, False) for head in ("Total", "Gross weight", "Growth", "Price, USD", "Share of all")),
    ],
)
def test_a_column_that_may_be_the_month_of_a_year_is_read_or_asked(tmp_path: Path, head: str, asked: bool) -> None:
    text = f"Jahr;{head};Country;Value USD\n2022;1;China;5\n2022;2;Germany;6\n2022;12;Kazakhstan;7\n"
    draft = draft_of_file(_file(tmp_path, text), Wishes("MX", "export"))
    assert (f"the column {head} says 1, 2, 12" in draft) == asked
    assert (f'month = "{head}"' in draft) == (head in ("Mes", "Monat"))
