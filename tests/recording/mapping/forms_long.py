"""Long tables: periods, places, codes, flows, values and totals as files write them, and what each must give."""

from __future__ import annotations

from .forms_wide import Case, sheet

LONG = [
    Case(
        "months by name in rows, English",
        "Country,Period,Value\nChina,2022 Jan,1\nChina,2022 Sept,2\nPeru,2023 December,3\n",
        want=(("CN", 2022, 9, "export", "TOTAL", 2.0), ("PE", 2023, 12, "export", "TOTAL", 3.0)),
        count=3,
    ),
    Case(
        "months by name in rows, Russian, case forms",
        "Страна;Месяц;Стоимость, руб.\nКитай;январь 2023;1\nКитай;февраля 2023 г.;2\nПеру;Май 2023;3\n",
        want=(("CN", 2023, 2, "export", "TOTAL", 2.0), ("PE", 2023, 5, "export", "TOTAL", 3.0)),
        count=3,
        says=('currency = "RUB"',),
    ),
    Case(
        "years and months by name in two columns",
        "Year,Month,Country,Value\n2023,January,China,1\n2023,Dec,China,2\n",
        want=(("CN", 2023, 12, "export", "TOTAL", 2.0),),
        count=2,
    ),
    Case(
        "2023M01",
        "Country,Time,Value\nChina,2023M01,1\nChina,2023M11,2\n",
        want=(("CN", 2023, 11, "export", "TOTAL", 2.0),),
        count=2,
    ),
    Case(
        "01.2023",
        "Страна;Период;Сумма, евро\nКитай;01.2023;1\nКитай;11.2023;2\n",
        want=(("CN", 2023, 11, "export", "TOTAL", 2.0),),
        count=2,
        says=('currency = "EUR"',),
    ),
    Case(
        "202301 and codes of countries",
        "Period,Country Code,Country,HS code,Value\n202301,156,China,270900,1\n202312,643,Russia,720100,2\n",
        want=(("RU", 2023, 12, "export", "720100", 2.0),),
        count=2,
        says=('column = "Country"',),
    ),
    Case(
        "Jan-23",
        "Country,Month,Value\nChina,Jan-23,1\nChina,Dec-22,2\n",
        want=(("CN", 2022, 12, "export", "TOTAL", 2.0),),
        count=2,
    ),
    Case(
        "dates of a workbook",
        sheets=(sheet("S", [["Country", "Date", "Value"], ["China", (1, 44927), 1], ["China", (1, 44958), 2]]),),
        want=(("CN", 2023, 2, "export", "TOTAL", 2.0),),
        count=2,
        file="book.xlsx",
    ),
    Case(
        "the first of each month, Russian",
        "Страна;Дата;Стоимость\nКитай;01.01.2023;1\nКитай;01.02.2023;2\nКитай;01.03.2023;3\n",
        want=(("CN", 2023, 2, "export", "TOTAL", 2.0),),
        count=3,
    ),
    Case(
        "days above twelve behind the month",
        "Country,Date,Value\nChina,1/31/2023,1\nChina,2/28/2023,2\n",
        want=(("CN", 2023, 2, "export", "TOTAL", 2.0),),
        count=2,
    ),
    Case(
        "primaryValue before others, names before flags",
        "reporterISO,reporterDesc,partnerCode,partnerDesc,flowCode,flowDesc,period,cmdCode,"
        "cifvalue,fobvalue,primaryValue\n"
        "KAZ,Kazakhstan,156,China,X,Export,2023,2709,,9,10\nKAZ,Kazakhstan,0,World,X,Export,2023,2709,,19,20\n",
        want=(("CN", 2023, None, "export", "2709", 10.0), ("world", 2023, None, "export", "2709", 20.0)),
        count=2,
        reporter=None,
        flow=None,
        says=("hierarchical = true",),
    ),
    Case(
        "both flows in one column with re-exports beside",
        "Country,Flow,Year,Value\nChina,Export,2023,5\nChina,Re-Export,2023,1\nChina,Import,2023,7\n",
        want=(("CN", 2023, None, "import", "TOTAL", 7.0), ("CN", 2023, None, "export", "TOTAL", 5.0)),
        count=2,
        flow=None,
        says=("where = ",),
    ),
    Case(
        "value and weight as rows of one column",
        "Country,Indicator,Year,Amount\nChina,Trade value (USD),2023,5\nChina,Net weight (kg),2023,900\n",
        want=(("CN", 2023, None, "export", "TOTAL", 5.0),),
        count=1,
        says=("where = ",),
    ),
    Case(
        "an empty partner is all partners",
        "Partner,Year,Value\n,2023,30\nChina,2023,10\nFrance,2023,20\n,2022,3\nChina,2022,1\nFrance,2022,2\n",
        want=(("world", 2023, None, "export", "TOTAL", 30.0), ("CN", 2022, None, "export", "TOTAL", 1.0)),
        count=6,
        says=('blank = "world"', "hierarchical = true"),
    ),
    Case(
        "an empty code is all goods",
        "Partner,Year,HS,Value\nChina,2023,,30\nChina,2023,27,10\nChina,2023,72,20\n",
        want=(("CN", 2023, None, "export", "TOTAL", 30.0), ("CN", 2023, None, "export", "72", 20.0)),
        count=3,
        says=('blank = "TOTAL"',),
    ),
    Case(
        "codes that lost their zero",
        "Partner,Year,HS6 code,Value\nChina,2023,270900,1\nChina,2023,20714,2\nChina,2023,720110,3\n"
        "China,2023,740311,3\n",
        want=(("CN", 2023, None, "export", "020714", 2.0),),
        count=4,
        says=("width = 6",),
    ),
    Case(
        "chapters of which some lost their zero",
        "Партнер;Год;Код ТН ВЭД;Стоимость, тыс. долл.\nКитай;2023;2;1,5\nКитай;2023;27;2,5\n"
        "Китай;2023;72;3\nКитай;2023;74;3\n",
        want=(("CN", 2023, None, "export", "02", 1500.0), ("CN", 2023, None, "export", "27", 2500.0)),
        count=4,
        says=('classification = "TNVED"',),
    ),
    Case(
        "exports FOB, imports CIF",
        "Country,Year,Exports FOB (EUR),Imports CIF (EUR)\nChina,2023,1,2\n",
        want=(("CN", 2023, None, "import", "TOTAL", 2.0),),
        count=2,
        flow=None,
        says=('valuation = { export = "FOB", import = "CIF" }', 'currency = "EUR"'),
    ),
    Case(
        "footnotes, a source, blank lines",
        "Country,Year,Value (US$)\nChina,2023,1234567.5\n\nFrance,2023,1000\nNote: provisional\n"
        "* revised\nSource: customs\n",
        want=(("CN", 2023, None, "export", "TOTAL", 1_234_567.5), ("FR", 2023, None, "export", "TOTAL", 1000.0)),
        count=2,
    ),
    Case(
        "thousands with commas, quoted",
        'Country,Year,Value (US$)\nChina,2023,"1,234,567.5"\nFrance,2023,"1,000"\n',
        want=(("CN", 2023, None, "export", "TOTAL", 1_234_567.5), ("FR", 2023, None, "export", "TOTAL", 1000.0)),
        count=2,
    ),
    Case(
        "thousands with dots",
        "Страна;Год;Стоимость, USD\nКитай;2023;1.234.567,89\nИндия;2023;12.345,00\n",
        want=(("CN", 2023, None, "export", "TOTAL", 1_234_567.89), ("IN", 2023, None, "export", "TOTAL", 12_345.0)),
        count=2,
    ),
    Case(
        "dashes in a wide table are no amounts",
        "Partner,2021,2022,2023\nChina,1,-,3\nFrance,-,-,2\n",
        want=(("CN", 2023, None, "export", "TOTAL", 3.0),),
        count=3,
        says=('missing = ["-"]',),
    ),
    Case(
        "weights alone, thousand tonnes",
        "Exports by country, thousand tonnes\nCountry,2022,2023\nChina,1,2\nFrance,3,4\n",
        want=(("CN", 2023, None, "export", "TOTAL", 0.0, 2_000_000.0),),
        count=4,
        flow=None,
        says=('measure = "net_weight"',),
    ),
    Case(
        "the unit given by the user",
        "Country,Year,Value\nChina,2023,2\n",
        want=(("CN", 2023, None, "export", "TOTAL", 2_000_000.0),),
        count=1,
        unit="EUR million",
        says=('currency = "EUR"', "scale = 1000000"),
    ),
    Case(
        "merged cells of labels say the same throughout",
        sheets=(
            sheet(
                "S",
                [
                    ["Country", "Year", "Value"],
                    ["China", 2022, 1],
                    [None, 2023, 2],
                    ["France", 2022, 3],
                    [None, 2023, 4],
                ],
                "A2:A3,A4:A5",
            ),
        ),
        want=(("CN", 2023, None, "export", "TOTAL", 2.0), ("FR", 2023, None, "export", "TOTAL", 4.0)),
        count=4,
        file="book.xlsx",
        says=('fill = ["Country"]',),
    ),
    Case(
        "shares and changes beside years",
        'Partner,2022,2023,"Share, %",Change 2023/2022\nChina,1,2,66,100\nFrance,1,1,33,0\n',
        want=(("CN", 2023, None, "export", "TOTAL", 2.0),),
        count=4,
        says=("# not read: Share, %", "# not read: Change 2023/2022"),
    ),
    Case(
        "exports, imports and turnover under each year",
        "Партнер;2022;;;2023;;\n;Экспорт;Импорт;Оборот;Экспорт;Импорт;Оборот\nКитай;1;2;3;4;5;9\n"
        "Россия;1;1;2;1;1;2\nИтого;2;3;5;5;6;11\n",
        want=(("CN", 2023, None, "import", "TOTAL", 5.0), ("world", 2022, None, "import", "TOTAL", 3.0)),
        count=12,
        flow=None,
    ),
    Case(
        "regions of a country report",
        "Region;Partner;Year;Export, thousand USD\nTomsk Oblast;China;2023;1\nNovosibirsk Oblast;China;2023;2\n",
        want=(("CN", 2023, None, "export", "TOTAL", 2000.0),),
        count=2,
        reporter=None,
        flow=None,
    ),
    Case(
        "exporter and importer",
        "Exporter,Importer,Year,Value\nKazakhstan,China,2023,5\nKazakhstan,Italy,2023,6\n",
        want=(("IT", 2023, None, "export", "TOTAL", 6.0),),
        count=2,
        reporter=None,
    ),
    Case(
        "groups and a Top 25 beside their members",
        "country,year,value\nTop 25,2023,90\nEU-27,2023,40\nChina,2023,50\nGermany,2023,40\nOther,2023,10\n",
        want=(("CN", 2023, None, "export", "TOTAL", 50.0),),
        count=5,
        says=('totals = ["Top 25", "EU-27"]', "hierarchical = true"),
    ),
    Case(
        "a group alone is a partner",
        "country,year,value\nEU-27,2023,40\nChina,2023,50\n",
        count=2,
        says=("hierarchical = false",),
    ),
    Case(
        "goods and totals of goods in one column of codes",
        "Year;Partner Code;Partner;Commodity Code;Trade Flow;trade_value_usd\n2023;156;China;0102;Export;5\n"
        "2023;0;World;TOTAL;Import;8\n",
        want=(("CN", 2023, None, "export", "0102", 5.0), ("world", 2023, None, "import", "TOTAL", 8.0)),
        count=2,
        flow=None,
        says=('column = "Commodity Code"', 'currency = "USD"  # told by the head'),
    ),
]

ASKS = [
    ("flows by number", "Country,Flow,Year,Value\nChina,1,2023,5\nChina,2,2023,6\n", "which texts mean exports: 1, 2"),
    (
        "two plausible values",
        "Country,Year,Value A,Value B\nChina,2023,1,2\n",
        "which column is the value of trade: Value A, Value B?",
    ),
    ("FOB and CIF", "Country,Year,FOB value,CIF value\nChina,2023,1,2\n", "which column is the value of trade"),
    ("1.2.2023", "Country,Date,Value\nChina,1.2.2023,1\nChina,3.4.2023,1\n", "does the day stand first"),
    (
        "01.02.2023 and 01.03.2023",
        "Страна;Дата;Стоимость\nКитай;01.02.2023;1\nКитай;01.03.2023;1\n",
        "does the day stand first",
    ),
    ("2022/23", "Country,Year,Value\nChina,2022/23,1\nChina,2023/24,1\n", "how are periods written in 2022/23"),
    ("1,234 alone", 'Country,Year,Value\nChina,2023,"1,234"\nPeru,2023,"2,500"\n', "decimal, or between thousands"),
    ("no period", "Country,Value\nChina,1\n", "of which year"),
    (
        "an empty partner that is no total",
        "Partner,Year,Value\n,2023,7\nChina,2023,10\nFrance,2023,20\n",
        "what does an empty cell mean",
    ),
    (
        "an empty code that is no total",
        "Partner,Year,HS,Value\nChina,2023,,7\nChina,2023,27,10\nChina,2023,72,20\n",
        "what does an empty cell mean",
    ),
    ("goods by name alone", "Product,Year,Value\nCrude oil,2023,7\nCopper,2023,5\n", "names goods"),
    (
        "flows as labels amid the rows",
        "Country,2022,2023\nExports,,\nChina,1,2\nImports,,\nChina,3,4\n",
        "stands alone amid the rows",
    ),
    ("months of no year", "Country,Jan,Feb\nChina,1,2\n", "of which year"),
    (
        "a partner in the title",
        "Trade with China by heading;;\nHS;Year;Value\n2709;2023;5\n7403;2023;6\n",
        "the title names CN",
    ),
    ("several units in the heads", 'Partner,"2022, USD","2023, EUR"\nChina,1,2\nPeru,1,2\n', "several units"),
    ("two heads of one year", "Partner,2023,2023 (revised)\nChina,1,2\nPeru,1,2\n", "says what another says"),
    (
        "SITC or what",
        "Country,Year,Product code,Value\nChina,2023,112,1\nChina,2023,334,2\n",
        "of which classification",
    ),
    ("another reporter", "Reporter,Partner,Year,Value\nFrance,China,2023,1\n", "whose trade is it"),
]
