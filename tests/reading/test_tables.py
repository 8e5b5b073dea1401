"""Tables in texts: a figure is of its row's head, its column's head, the corner and the caption, in their unit.

A case is a text and, for each figure that makes a claim, in order, its words in the cell and what must be read.
"""

from __future__ import annotations

import time
from typing import Any

import pytest

from sverka.model.claims import Reading
from sverka.reading import read_text

PUBLISHED = "2024-05-15"
Wanted = tuple[str, dict[str, Any]]

MIXED_RU = """Внешняя торговля Томской области в 2023 году

Страна\tЭкспорт, млн долл.\tИмпорт, тыс. долл. США\tДоля в обороте, %
Китай\t120,5\t44 100\t31
Прочие\t55\t10 000\t12
Итого\t175,5\t54 100\t100
"""
INDEX_RU = """Экспорт Томской области

| № | Товар | 2022 г., тыс. т | 2023 г., тыс. т | к 2022 г., % |
|---|---|---|---|---|
| 1 | Древесина | 12 300 | 14 400 | 117,1 |
| 2 | Уголь | 5 000 | 4 000 | 80,0 |
"""
SIGNED_RU = INDEX_RU.replace("117,1", "+17,1").replace("80,0", "–20")
SPANS_RU = """<h1>Торговля Бурятии</h1><p>Экспорт Бурятии вырос.</p><table><caption>Структура экспорта Бурятии</caption>
<tr><th rowspan=2>Товар</th><th colspan=2>2022 год</th><th colspan=2>2023 год</th></tr>
<tr><th>млн&nbsp;долл.</th><th>доля, %</th><th>млн долл.</th><th>доля, %</th></tr>
<tr><td>Уголь</td><td>410,2</td><td>61,0</td><td>450,0</td><td>63,5</td></tr>
<tr><td>Древесина</td><td></td><td></td><td>20,1*</td><td>—</td></tr></table>"""
FLOWS_RU = """Внешняя торговля Томской области, млн долл.

| | 2022 | 2023 |
|---|---|---|
| Экспорт | 300 | 320,5 |
| Сальдо | 200 | -24 |
| Темп роста экспорта, % | 103,5 | 106,8 |
"""
MONTHS_RU = """Экспорт угля из Бурятии, тыс. т

| Месяц | 2022 | 2023 |
|---|---|---|
| Январь | 410,5 | 420,1 |
"""
TO_DATE_RU = """Экспорт Бурятии в январе–апреле 2024 года (млн. долл. США)

| Страны | 2023 | 2024 | Темп роста, % |
|---|---|---|---|
| Китай | 120,5 | 140,1 | 116,3 |
| в т. ч. уголь | 100,0 | 90,0 | 90,0 |
"""
UNITS_RU = """<p>Экспорт Бурятии рос.</p><table>
<tr><td><b>Показатель</b></td><td><b>Ед. изм.</b></td><td><b>2023</b></td></tr>
<tr><td>Экспорт угля</td><td>тыс. т</td><td>3 900</td></tr>
<tr><td>Доля Китая в экспорте</td><td>%</td><td>65,5</td></tr>
<tr><td>Занято на границе</td><td>чел.</td><td>1000</td></tr></table>"""
REGIONS_RU = """Экспорт зерна из России в 2023 году

| Регион | Экспорт, тыс. т |
|---|---|
| Ростовская область | 12 000 |
| Россия, всего | 60 000 |
"""
SECTIONS_EN = """Kenya's exports and imports

| US$ million | 2022 | 2023 |
|---|---|---|
| Exports | | |
| Uganda | 820.1 | 790.4 (1) |
| Imports | | |
| China | 4,100 | 3,900 |
"""
CODES_EN = """Kenya's exports in 2023

| HS code | Product | US$ '000 | Share (%) | y/y, % |
|---|---|---|---|---|
| 0902 | Tea | 1,360,000 | 19.1 | +8.1 |
| 9999 | Guinea fowl plumes | 720,500 | 10.2 | -2.0 |
| | Other | 300,000 | 4 | 1 |
"""
TURNED_EN = """Table 2. Exports of Kenya (US$ million)

| Period | Tea | Cut flowers |
|---|---|---|
| 2022 | 1,360.1 | 720.0 |
| Q1 2023 | 340.0 | n/a |
"""
PIPES_EN = """Kenya's exports rose in 2023.

Country | 2023, $m | Change on 2022, %
Uganda | 790.4* | 4.5
Pakistan | 510 | -7
"""
OWN_UNITS_EN = """Top markets for Kenya's exports in 2023:

| Rank | Market | Value |
|---|---|---|
| 1 | Uganda | $790 million |
| 2 | Pakistan | $510m (p) |
"""
PRICES_EN = """Kenya's tea exports, 2023

| Month | Tonnes | Price, US$/kg |
|---|---|---|
| January | 40,100 | 2.46 |
"""
TRADERS_EN = """World's largest exporters of wheat, 2023

| Exporter | Exports, million tonnes |
|---|---|
| Russia | 48.1 |
| Australia | 31.8 |
"""

TOTAL_EN = """# Poultry exports of Kenya

Kenya's exports of poultry meat rose in 2023.

| Destination | 2023, $m | Share, % |
|---|---|---|
| Uganda | 4.5 | 50 |
| Total | 9.0 | 100 |
"""
WIDER_EN = TOTAL_EN.replace("Destination", "Product").replace("Uganda", "Tea")
TONNES_RU = """Экспорт зерна из Бурятии

| Страна | 2023 г., т | к 2022 г., % |
|---|---|---|
| Китай | 450 | +5 |
"""

LIST_RU = """Экспорт мяса птицы из Бурятии, 2023 год (млн $)

Китай — 751,2
ОАЭ — 402,5;
"""
GAPS_EN = """Kenya's exports by product, 2023

Product          US$ million     Share, %
Tea              1,360.4         19.1
Coffee, soluble  300.0           4.2
"""
BALANCE_EN = """Kenya's foreign trade

| | Exports | Balance |
|---|---|---|
| 2022, US$ bn | 8.2 | -9.9 |
| 2023, US$ bn | 9.6 | -8.4 |
| Change | 1.2x | +8.9% |
"""
COUNTS_EN = """Kenya's tea exports, US$ million

| Indicator | 2023 | Place in 2022 |
|---|---|---|
| Number of destinations | 91 | 2 |
| Number of farms | 5 | 3 |
"""

CASES: dict[str, tuple[str, list[Wanted]]] = {
    "flows, units and shares by column, rows of the rest and of all": (
        MIXED_RU,
        [
            ("120,5", {"flow": "export", "value": 120.5e6, "unit": "USD", "partners": ["CN"], "period": "2023"}),
            ("44 100", {"flow": "import", "value": 44.1e6, "unit": "USD", "partners": ["CN"]}),
            ("31", {"kind": "share", "flow": "turnover", "value": 31.0, "partners": ["CN"], "of": "turnover"}),
            ("175,5", {"flow": "export", "value": 175.5e6, "partners": []}),
            ("54 100", {"flow": "import", "value": 54.1e6, "partners": []}),
        ],
    ),
    "an index, a column of numbers of rows": (
        INDEX_RU,
        [
            ("12 300", {"value": 12.3e6, "unit": "t", "goods": "timber", "period": "2022"}),
            ("14 400", {"value": 14.4e6, "period": "2023"}),
            ("117,1", {"kind": "growth", "value": 17.1, "period": "2023", "base": "2022"}),
            ("5 000", {"goods": "coal"}),
            ("4 000", {"goods": "coal"}),
            ("80,0", {"kind": "growth", "value": -20.0}),
        ],
    ),
    "changes with their signs": (
        SIGNED_RU,
        [
            ("12 300", {}),
            ("14 400", {}),
            ("+17,1", {"kind": "growth", "value": 17.1}),
            ("5 000", {}),
            ("4 000", {}),
            ("–20", {"kind": "growth", "value": -20.0}),
        ],
    ),
    "heads over several columns of a page, empty cells and dashes": (
        SPANS_RU,
        [
            ("410,2", {"kind": "level", "value": 410.2e6, "goods": "coal", "period": "2022"}),
            ("61,0", {"kind": "share", "value": 61.0, "goods": "coal", "period": "2022", "of": "export"}),
            ("450,0", {"kind": "level", "period": "2023"}),
            ("63,5", {"kind": "share", "period": "2023"}),
            ("20,1", {"kind": "level", "goods": "timber", "period": "2023"}),
        ],
    ),
    "rows of flows, a balance below zero, a row of its own unit": (
        FLOWS_RU,
        [
            ("300", {"kind": "level", "flow": "export", "value": 300e6, "period": "2022", "reporter": "RU-TOM"}),
            ("320,5", {"kind": "level", "flow": "export", "period": "2023"}),
            ("200", {"kind": "balance", "value": 200e6, "period": "2022"}),
            ("-24", {"kind": "balance", "value": -24e6, "period": "2023"}),
            ("103,5", {"kind": "growth", "flow": "export", "value": 3.5, "period": "2022", "base": "2021"}),
            ("106,8", {"kind": "growth", "flow": "export", "value": 6.8, "period": "2023", "base": "2022"}),
        ],
    ),
    "months by years": (
        MONTHS_RU,
        [
            ("410,5", {"value": 410500.0, "unit": "t", "goods": "coal", "period": "2022-01"}),
            ("420,1", {"period": "2023-01"}),
        ],
    ),
    "the months of the caption in the years of the columns; goods among partners": (
        TO_DATE_RU,
        [
            ("120,5", {"value": 120.5e6, "period": "2023-01/2023-04", "partners": ["CN"]}),
            ("140,1", {"period": "2024-01/2024-04"}),
            ("116,3", {"kind": "growth", "value": 16.3, "period": "2024-01/2024-04", "base": "2023-01/2023-04"}),
        ],
    ),
    "a column of units": (
        UNITS_RU,
        [
            ("3 900", {"kind": "level", "value": 3.9e6, "unit": "t", "goods": "coal", "period": "2023"}),
            ("65,5", {"kind": "share", "partners": ["CN"], "of": "export"}),
        ],
    ),
    "rows of regions are of their own trade": (
        REGIONS_RU,
        [
            ("12 000", {"reporter": "RU-ROS", "partners": [], "goods": "grain"}),
            ("60 000", {"reporter": "RU", "partners": [], "value": 60e6}),
        ],
    ),
    "sections and marks of notes": (
        SECTIONS_EN,
        [
            ("820.1", {"flow": "export", "value": 820.1e6, "partners": ["UG"], "period": "2022"}),
            ("790.4", {"flow": "export", "value": 790.4e6, "partners": ["UG"], "period": "2023"}),
            ("4,100", {"flow": "import", "value": 4.1e9, "partners": ["CN"]}),
            ("3,900", {"flow": "import", "value": 3.9e9, "partners": ["CN"]}),
        ],
    ),
    "codes, thousands, goods that no table knows": (
        CODES_EN,
        [
            ("1,360,000", {"value": 1.36e9, "unit": "USD", "goods": "tea", "period": "2023"}),
            ("19.1", {"kind": "share", "of": "export", "goods": "tea"}),
            ("+8.1", {"kind": "growth", "value": 8.1, "period": "2023", "base": "2022"}),
        ],
    ),
    "goods by column, periods by row": (
        TURNED_EN,
        [
            ("1,360.1", {"value": 1360.1e6, "goods": "tea", "period": "2022", "reporter": "KE"}),
            ("720.0", {"goods": "cut-flowers", "period": "2022"}),
            ("340.0", {"goods": "tea", "period": "2023-Q1"}),
        ],
    ),
    "pipes without a frame": (
        PIPES_EN,
        [
            ("790.4", {"value": 790.4e6, "flow": "export", "partners": ["UG"], "period": "2023"}),
            ("4.5", {"kind": "growth", "value": 4.5, "partners": ["UG"], "base": "2022"}),
            ("510", {"value": 510e6}),
            ("-7", {"kind": "growth", "value": -7.0}),
        ],
    ),
    "units in the cells, a column of ranks": (
        OWN_UNITS_EN,
        [("$790 million", {"value": 790e6, "partners": ["UG"]}), ("$510m", {"value": 510e6, "partners": ["PK"]})],
    ),
    "a price is none": (PRICES_EN, [("40,100", {"value": 40100.0, "unit": "t", "goods": "tea", "period": "2023-01"})]),
    "the total of what the text is about": (
        TOTAL_EN,
        [
            ("4.5", {"goods": "poultry-meat", "partners": ["UG"]}),
            ("50", {"kind": "share", "goods": "poultry-meat", "partners": ["UG"]}),
            ("9.0", {"goods": "poultry-meat", "partners": []}),
        ],
    ),
    "the total of a table on more than the text is about": (
        WIDER_EN,
        [("4.5", {"goods": "tea"}), ("50", {"kind": "share", "goods": "tea"}), ("9.0", {"goods": None})],
    ),
    "a change beside tonnes is one of tonnage": (
        TONNES_RU,
        [
            ("450", {"unit": "t", "goods": "grain"}),
            ("+5", {"kind": "growth", "value": 5.0, "measured_in": "kg", "aspect": "volume"}),
        ],
    ),
    "a list under a line with its unit": (
        LIST_RU,
        [
            (
                "751,2",
                {"flow": "export", "value": 751.2e6, "partners": ["CN"], "period": "2023", "goods": "poultry-meat"},
            ),
            ("402,5", {"value": 402.5e6, "partners": ["AE"]}),
        ],
    ),
    "columns parted by gaps, a name turned round": (
        GAPS_EN,
        [
            ("1,360.4", {"value": 1360.4e6, "goods": "tea", "period": "2023"}),
            ("19.1", {"kind": "share", "goods": "tea"}),
            ("300.0", {"goods": "soluble-coffee"}),
            ("4.2", {"kind": "share", "goods": "soluble-coffee"}),
        ],
    ),
    "a change over the years of the rows, a balance": (
        BALANCE_EN,
        [
            ("8.2", {"flow": "export", "value": 8.2e9, "period": "2022"}),
            ("-9.9", {"kind": "balance", "value": -9.9e9, "period": "2022"}),
            ("9.6", {"period": "2023"}),
            ("-8.4", {"kind": "balance", "period": "2023"}),
            ("1.2x", {"kind": "growth", "value": pytest.approx(20.0), "period": "2023", "base": "2022"}),
            ("+8.9%", {"kind": "growth", "value": 8.9, "period": "2023", "base": "2022"}),
        ],
    ),
    "numbers of countries, and of what is no trade": (
        COUNTS_EN,
        [("91", {"kind": "count", "value": 91.0, "unit": "countries", "flow": "export", "period": "2023"})],
    ),
    "rows of traders": (
        TRADERS_EN,
        [
            ("48.1", {"reporter": "RU", "partners": [], "goods": "wheat", "period": "2023"}),
            ("31.8", {"reporter": "AU", "partners": []}),
        ],
    ),
}
NO_FIGURES = {
    "a page laid out by a table": "<table><tr><td>News</td><td>12 views</td></tr><tr><td>Exports<td>7</table>",
    "rates": "Kenya's exports rose.\n\n| Currency | Rate | Change |\n|---|---|---|\n| USD | 129.5 | +0.3 |\n",
    "harvests": "Kenya's exports rose.\n\n| County | Crop, tonnes | t/ha |\n|---|---|---|\n| Meru | 40,100 | 2.2 |\n",
    "both flows at once": "Экспорт и импорт Бурятии, млн долл.\n\n| Страна | 2023 |\n|---|---|\n| Китай | 95 |\n",
    "a plan": "План экспорта Бурятии\n\n| Год | План, млн долл. |\n|---|---|\n| 2023 | 700 |\n",
    "a percentage of nothing said": "Экспорт Бурятии, 2023\n\n| Страна | % |\n|---|---|\n| Китай | 95 |\n",
    "a list of no unit": "Экспорт Бурятии за 2023 год:\n\nКитай — 95\nИндия — 7\n",
    "no unit": "Экспорт Бурятии, 2023\n\n| Страна | Число |\n|---|---|\n| Китай | 95 |\n",
    "a sum in words of a head": "Exports of Kenya, US$ million\n\n| Product | 2023 |\n|---|---|\n| Tea | — |\n",
}


def _claims(reading: Reading) -> list[Any]:
    return [claim for claim in reading.claims if claim.mentions[0].block == "item"]


def _slot(claim: Any, name: str) -> object:
    if name == "goods":
        return claim.products.group if claim.products else None
    value = getattr(claim, name)
    return list(value) if name == "partners" else value


@pytest.mark.parametrize("name", CASES)
def test_a_cell_is_read_with_its_heads(name: str) -> None:
    text, wanted = CASES[name]
    found = _claims(read_text(text, date=PUBLISHED))
    assert [claim.mentions[0].text for claim in found] == [words for words, _ in wanted]
    for claim, (words, slots) in zip(found, wanted, strict=True):
        start, end = claim.mentions[0].start, claim.mentions[0].end
        assert text[start:end] == words
        said = {slot: _slot(claim, slot) for slot in slots}
        assert said == {k: pytest.approx(v) if isinstance(v, float) else v for k, v in slots.items()}, words


@pytest.mark.parametrize("name", NO_FIGURES)
def test_what_is_no_figure_of_trade_is_none_in_a_table(name: str) -> None:
    assert _claims(read_text(NO_FIGURES[name], date=PUBLISHED)) == []


def test_rows_of_the_rest_and_unknown_heads_are_unread_with_the_reason() -> None:
    reasons = {(one.text, one.reason.split(",")[0]) for one in read_text(CODES_EN, date=PUBLISHED).unread}
    assert ("300,000", "a row of all that the table does not name") in reasons
    assert ("720,500", "the head of its row or column was not understood") in reasons


def test_the_text_goes_on_behind_a_table_as_before_it() -> None:
    table = "| Imports, 2021 | $m |\n|---|---|\n| Coal | 5.5 |"
    text = f"Kenya's tea exports in 2023 were $1.3 billion.\n\n{table}\n\nOf them 38% went to Pakistan.\n"
    after = read_text(text, date=PUBLISHED).claims[-1]
    assert (after.kind, after.flow, after.period, after.partners) == ("share", "export", "2023", ("PK",))


def test_a_long_table_is_read_in_part_and_says_so() -> None:
    rows = "".join(f"| Tea | {year} | {year - 1000}.5 |\n" for year in range(2001, 5001))
    began = time.perf_counter()
    reading = read_text(
        f"Exports of Kenya, US$ million\n\n| Product | Lot | 2023 |\n|---|---|---|\n{rows}", date=PUBLISHED
    )
    assert time.perf_counter() - began < 20
    assert any("too long" in one.reason for one in reading.unread)
