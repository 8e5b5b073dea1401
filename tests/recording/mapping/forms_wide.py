"""Wide tables, tables with titles, sheets and heads of several lines: what each file must give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Case:
    """One file and what must come of it; `count` is how many rows are stored."""

    name: str
    text: str = ""
    sheets: tuple[tuple[str, Sequence[Sequence[object]], str], ...] = ()
    want: tuple[tuple[Any, ...], ...] = ()
    count: int = 0
    reporter: str | None = "KZ"
    flow: str | None = "export"
    unit: str = ""
    says: tuple[str, ...] = ()
    file: str = "table.csv"
    bad: int = 0


def sheet(name: str, rows: Sequence[Sequence[object]], merged: str = "") -> tuple[str, Sequence[Sequence[object]], str]:
    return name, rows, merged


WIDE = [
    Case(
        "years in columns, Russian, thousands, decimal comma",
        "Экспорт Казахстана по странам, тыс. долл. США;;;\nСтрана;2021;2022;2023\nКитай;1 200,5;1 300,5;1 400,5\n"
        "Россия;10,0;20,0;30,0\nВСЕГО;2 000,0;2 100,0;2 200,0\nПримечание: данные предварительные;;;\n",
        want=(
            ("CN", 2023, None, "export", "TOTAL", 1_400_500.0),
            ("world", 2021, None, "export", "TOTAL", 2_000_000.0),
        ),
        count=9,
        flow=None,
        says=("hierarchical = true", 'decimal = ","', "scale = 1000"),
    ),
    Case(
        "months in columns of one year in the title, a total beside them",
        "Imports of Kenya in 2023 by month; USD million\n\nCountry;Jan;Feb;Mar;Total\n"
        "China;1.5;2.5;3;7\nIndia;1;1;1;3\n",
        want=(("CN", 2023, 2, "import", "TOTAL", 2_500_000.0),),
        count=6,
        reporter="KE",
        flow=None,
        says=("# not read: Total",),
    ),
    Case(
        "months in columns, Russian short names, years in rows",
        "Год;Страна;янв.;фев.;мар.;янв.-мар.\n2022;Китай;1;2;3;6\n2023;Китай;4;5;6;15\n",
        want=(("CN", 2022, 3, "export", "TOTAL", 3.0), ("CN", 2023, 1, "export", "TOTAL", 4.0)),
        count=6,
        unit="USD",
    ),
    Case(
        "months as 2023-01 and their year",
        "Partner,2023-01,2023-02,2023\nChina,1,2,3\nFrance,4,5,9\n",
        want=(("FR", 2023, 2, "export", "TOTAL", 5.0),),
        count=4,
    ),
    Case(
        "quarters in columns",
        "Partner,Q1 2023,Q2 2023,Q3 2023,Q4 2023\nChina,1,2,3,4\nFrance,5,6,7,8\n",
        want=(("CN", 2023, 4, "export", "TOTAL", 2.0),),
        count=8,
    ),
    Case(
        "quarters, Russian, Roman numerals in rows",
        "Страна;Период;Импорт, млн долл.\nКитай;I кв. 2023;1,5\nКитай;II кв. 2023;2,5\nИндия;IV кв. 2023;3\n",
        want=(("CN", 2023, 4, "import", "TOTAL", 2_500_000.0), ("IN", 2023, 10, "import", "TOTAL", 3_000_000.0)),
        count=3,
        flow=None,
    ),
    Case(
        "flows side by side in a long table",
        "Country,Year,Exports (USD million),Imports (USD million),Balance\nChina,2023,1.5,2,-0.5\nFrance,2022,3,,3\n",
        want=(("CN", 2023, None, "import", "TOTAL", 2_000_000.0), ("FR", 2022, None, "export", "TOTAL", 3_000_000.0)),
        count=3,
        flow=None,
        says=("# not read: Balance",),
    ),
    Case(
        "value and weight of both flows under two lines of heads, merged",
        sheets=(
            sheet(
                "Торговля",
                [
                    ["Внешняя торговля области за 2023 год"],
                    [],
                    ["Страна", "Экспорт", None, "Импорт", None],
                    [None, "тыс. долл. США", "тонн", "тыс. долл. США", "тонн"],
                    ["Китай", 10, 5, 7, 2],
                    ["Беларусь", 1.5, None, 2, 1],
                ],
                "A3:A4,B3:C3,D3:E3",
            ),
        ),
        want=(
            ("CN", 2023, None, "export", "TOTAL", 10_000.0, 5000.0),
            ("BY", 2023, None, "import", "TOTAL", 2000.0, 1000.0),
        ),
        count=4,
        reporter="RU-TOM",
        flow=None,
        file="book.xlsx",
    ),
    Case(
        "the third sheet, title above, numbers of columns below the heads",
        sheets=(
            sheet("Read me", [["About this file"], ["Contact", "office"]]),
            sheet("Codes", [["Code", "Name"], ["CN", "China"]]),
            sheet(
                "T1",
                [
                    ["Table 1. Exports by country, USD thousand"],
                    ["Country", "2022", "2023"],
                    ["1", "2", "3"],
                    ["China", 7, 8],
                    ["World", 9, 10],
                    ["Source: customs"],
                ],
            ),
        ),
        want=(("CN", 2023, None, "export", "TOTAL", 8000.0), ("world", 2022, None, "export", "TOTAL", 9000.0)),
        count=4,
        flow=None,
        file="book.xlsx",
        says=('sheet = "T1"',),
    ),
    Case(
        "partners in columns, months in rows",
        "Month,China,Russia,Germany,Total\n2023-01,1,2,3,10\n2023-02,4,5,6,20\n",
        want=(("DE", 2023, 2, "export", "TOTAL", 6.0), ("world", 2023, 1, "export", "TOTAL", 10.0)),
        count=8,
        says=("hierarchical = true",),
    ),
    Case(
        "chapters in columns",
        "Country,Year,HS 27,HS 72,HS 26\nChina,2023,100,20,3\nTurkey,2023,5,6,\n",
        want=(("CN", 2023, None, "export", "27", 100.0), ("TR", 2023, None, "export", "72", 6.0)),
        count=5,
    ),
    Case(
        "headings that look like years, beside a year",
        "Country,Year,2008,2009,2204\nChina,2023,1,2,3\nFrance,2023,4,5,6\n",
        want=(("CN", 2023, None, "export", "2009", 2.0), ("FR", 2023, None, "export", "2204", 6.0)),
        count=6,
    ),
    Case(
        "a column of codes that look like years",
        "Country,Code,Year,Value\nChina,2008,2023,1\nChina,2009,2022,2\n",
        want=(("CN", 2022, None, "export", "2009", 2.0),),
        count=2,
    ),
]
