"""The table of forms in `docs/recording.md`: each row is a file that loads by itself, with the totals it declares."""

from __future__ import annotations

import gzip
import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pytest

from sverka.recording.load import Request, load_records
from sverka.recording.source import Asked

DOCS = Path(__file__).resolve().parents[2] / "docs" / "recording.md"
OLD_WORKBOOK = Path(__file__).parent / "intake" / "files" / "old.xls"

STATE = """"CO_ANO";"CO_MES";"CO_NCM";"CO_UNID";"CO_PAIS";"SG_UF_NCM";"CO_VIA";"CO_URF";"QT_ESTAT";"KG_LIQUIDO";"VL_FOB"
"2023";"01";"12019000";"10";"160";"PR";"01";"0917800";10;10;70
"2023";"01";"2071400";"10";"160";"PR";"01";"0917800";10;10;30
"""
CITY = """"CO_ANO";"CO_MES";"SH4";"CO_PAIS";"SG_UF_MUN";"CO_MUN";"KG_LIQUIDO";"VL_FOB"
"2023";"01";"1201";"160";"PR";"4106902";10;70
"2023";"01";"207";"160";"PR";"4106902";10;30
"""
API = """refYear,reporterISO,partnerISO,flowDesc,classificationCode,cmdCode,primaryValue
2023,KAZ,W00,Export,H6,TOTAL,100
2023,KAZ,CHN,Export,H6,TOTAL,70
2023,KAZ,CHN,Re-export,H6,TOTAL,7
"""
LEGACY = """Classification,Year,Period,Period Desc.,Trade Flow,Reporter,Partner,Commodity Code,Trade Value (US$),Flag
H5,2019,2019,2019,Export,Kazakhstan,World,2709,300,0
H5,2019,2019,2019,Export,Kazakhstan,Rep. of Korea,2709,180,0
"""
FTS = """napr\tperiod\tnastranapr\ttnved\tedizm\tstoim\tnetto\tkol\tregion\tregion_s
ЭК\t04/2019\tCN\t4407111500\tМ3\t70\t1\t1\t69000 - ТОМСКАЯ ОБЛАСТЬ\t06 - СФО
ЭК\t04/2019\tNNN\tXXXXXXXXXX\tМ3\t30\t1\t1\t69000 - ТОМСКАЯ ОБЛАСТЬ\t06 - СФО
"""
COMEXT = """REPORTER,PARTNER,TRADE_TYPE,PRODUCT_NC,FLOW,STAT_PROCEDURE,PERIOD,VALUE_IN_EUROS,QUANTITY_IN_KG
DE,CN,E,TOTAL,2,1,2023,100,1
DE,CN,E,39151010,2,1,2023,100,1
"""
SDMX = """DATAFLOW,LAST UPDATE,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE
x(1.0),x,Annual,Germany (incl. German Democratic Republic 'DD' from 1991),China,3915,EXPORT,VALUE_IN_EUROS,2023,70
x(1.0),x,Annual,Germany (incl. German Democratic Republic 'DD' from 1991),World,3915,EXPORT,VALUE_IN_EUROS,2023,100
"""
WITS = """Reporter Name,Partner Name,Year,Export (US$ Thousand),Import (US$ Thousand)
Kazakhstan,World,2019,100,50
Kazakhstan,South Asia,2019,60,30
Kazakhstan,India,2019,60,30
"""
BACI = "t,i,j,k,v,q\n2020,710,156,260300,100,5\n2020,710,156,80510,40,NA\n"
TABLE = "country,year,value\nWorld,2023,100\nChina,2023,60\n"
MAPPING = """source = "mine"
hierarchical = true
reporter = { value = "KZ" }
partner = { column = "country" }
flow = { value = "export" }
period = { column = "year", form = "YYYY" }
commodity = { value = "TOTAL", classification = "HS2017" }
primary_value = { column = "value", currency = "USD", scale = 1, valuation = "FOB" }
"""


class Form(NamedTuple):
    """A file of a form: how it is made, the source it is of, its rows, how many of them are declared totals."""

    make: Callable[[Path], Path]
    source: str
    rows: int
    declared: int
    mapping: str = ""


def text(name: str, content: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        file = folder / name
        file.write_text(content, encoding="utf-8")
        return file

    return make


def packed(folder: Path) -> Path:
    file = folder / "x.csv.gz"
    file.write_bytes(gzip.compress(LEGACY.encode()))
    return file


def columnar(folder: Path) -> Path:
    """Codes and years as integers, as data frames write them."""
    file = folder / "x.parquet"
    told = (
        "SELECT 2023 AS period, 398 AS reporterCode, code AS partnerCode, 'X' AS flowCode, 'H6' AS classificationCode, "
    )
    goods = "2709 AS cmdCode, 7 AS primaryValue FROM (VALUES (0), (156)) t(code)"
    duckdb.sql(told + goods).write_parquet(str(file))
    return file


def records(text: str) -> str:
    heads, *rows = (line.split(",") for line in text.splitlines())
    return json.dumps({"dataset": [dict(zip(heads, row, strict=True)) for row in rows]})


FORMS = {
    "Comex Stat, by state": Form(text("EXP_2023.csv", STATE), "comexstat-state", 2, 0),
    "Comex Stat, by municipality": Form(text("EXP_2023_MUN.csv", CITY), "comexstat-municipal", 2, 0),
    "UN Comtrade, bulk and API": Form(text("x.csv", API), "comtrade", 3, 2),
    "UN Comtrade, until 2022": Form(text("x.csv", LEGACY), "comtrade", 2, 1),
    "JSON of records": Form(text("x.json", records(LEGACY)), "comtrade", 2, 1),
    "CEPII BACI": Form(text("BACI_HS17_Y2020_V202301.csv", BACI), "baci", 2, 0),
    "ФТС России": Form(text("x.tsv", FTS), "fts", 2, 0),
    "Eurostat Comext, bulk": Form(text("full202352.dat", COMEXT), "comext", 2, 1),
    "SDMX-CSV": Form(text("x.csv", SDMX), "sdmx", 2, 1),
    "WITS": Form(text("x.csv", WITS), "wits", 6, 4),
    "XLSX and XLS": Form(lambda _: OLD_WORKBOOK, "comtrade", 3, 1),
    "Parquet": Form(columnar, "comtrade", 2, 1),
    "gzip and zip": Form(packed, "comtrade", 2, 1),
    "any other table": Form(text("x.csv", TABLE), "mine", 2, 1, MAPPING),
}


def rows_of_the_table() -> list[list[str]]:
    section = DOCS.read_text(encoding="utf-8").partition("\n## Forms\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")][1:]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines if not re.match(r"\| -", line)]


def test_the_table_has_a_row_for_each_file_here_and_no_other() -> None:
    rows = rows_of_the_table()
    assert [row[0] for row in rows] == list(FORMS)
    assert all(len(row) == 4 and all(row) for row in rows)


@pytest.mark.parametrize("name", FORMS)
def test_each_form_loads_as_the_table_says(name: str, tmp_path: Path) -> None:
    form = FORMS[name]
    mapping: dict[str, Any] | None = tomllib.loads(form.mapping) if form.mapping else None
    request = Request((form.make(tmp_path),), asked=Asked(mapping=mapping))
    [file] = load_records(tmp_path / "book", request).files
    assert (file.source, file.rows, file.quarantined) == (form.source, form.rows, 0)
    assert file.aggregates == form.declared
    declares = "nothing" not in next(row[3] for row in rows_of_the_table() if row[0] == name)
    assert declares or form.declared == 0
