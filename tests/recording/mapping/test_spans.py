"""Periods that a book does not hold are asked in drafts, and never taken for the year that stands in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sverka.model.errors import InputError
from sverka.recording.mapping import read_mapping

from .drafting import drafted

ROWS = "Китай;10;20\nТурция;1;2\n"
ODD = "names a period that is no whole month, quarter or year"

ASKED_HEADS = (
    "H1 2022;H1 2023",
    "1H 2022;1H 2023",
    "2022H1;2022H2",
    "2022-S1;2022-S2",
    "first half 2022;first half 2023",
    "I полугодие 2022 г.;I полугодие 2023 г.",
    "Jan-Jun 2022;Jan-Jun 2023",
    "January to June 2022;January to June 2023",
    "Jan 2023;Jan-Feb 2023",
    "янв–июн 2022;янв–июн 2023",
    "9 месяцев 2022 года;9 месяцев 2023 года",
    "9M 2022;9M 2023",
    "2022 6 months;2023 6 months",
    "I-VI 2022;I-VI 2023",
    "Q1-Q3 2022;Q1-Q3 2023",
    "2022;2023 YTD",
    "с начала 2022 года;с начала 2023 года",
    "FY 2022;FY2023",
    "финансовый год 2022;финансовый год 2023",
    "marketing year 2022;marketing year 2023",
    "2021/22;2022/23",
    "2021-2022;2022-2023",
    "as of June 2022;as of June 2023",
    "на 1 июля 2022;на 1 июля 2023",
)
TAKEN_HEADS = (
    ("2022;2023", "2022", "2023"),
    ("2022 (revised);2023 г.", "2022", "2023"),
    ("Exports 2022;Exports 2023", "2022", "2023"),
    ("Exports Jan 2022;Exports Jan 2023", "2022-01", "2023-01"),
    ("I кв. 2022 г.;II кв. 2022 г.", "2022-Q1", "2022-Q2"),
    ("2022-01;2022-02", "2022-01", "2022-02"),
)
ASKED_TITLES = (
    "Exports of goods by country for the first six months of 2023",
    "Exports H1 2023",
    "Exports 2023 year to date",
    "Exports FY 2023-24",
    "Exports, season 2023/24",
    "Exports, year ended June 2023",
    "Экспорт на 1 июля 2023 года",
    "Экспорт по состоянию на июль 2023 года",
    "Экспорт за 6 мес. 2023 г.",
    "Экспорт за шесть месяцев 2023 г.",
    "Экспорт за январь – июнь 2023 года",
    "Экспорт, 01-06.2023",
)
TAKEN_TITLES = (
    ("Exports 2023", "2023"),
    ("Exports in July 2023", "2023-07"),
    ("Экспорт за июль 2023 года", "2023-07"),
    ("Exports 2023-04", "2023-04"),
    ("Экспорт за 3 квартал 2023 года", "2023-Q3"),
    ("Экспорт за 12 месяцев 2023 года", "2023"),
    ("Seasonally adjusted exports, 2023", "2023"),
    ("Exports of half-finished goods, 2023", "2023"),
    ("On behalf of the customs: exports 2023, figures may be revised", "2023"),
    ("Exports 2023\nData as of 15 March 2024", "2023"),
)


@pytest.mark.parametrize("heads", ASKED_HEADS)
def test_a_head_of_an_odd_period_is_asked(tmp_path: Path, heads: str) -> None:
    draft = drafted(tmp_path / "trade.csv", f"Страна;{heads}\n{ROWS}")
    assert ODD in draft
    assert heads.split(";")[1] in next(line for line in reversed(draft.splitlines()) if ODD in line)
    with pytest.raises(InputError, match="names a period"):
        read_mapping(draft, "draft.toml")


@pytest.mark.parametrize(("heads", "first", "second"), TAKEN_HEADS)
def test_a_head_of_a_month_quarter_or_year_is_taken(tmp_path: Path, heads: str, first: str, second: str) -> None:
    draft = drafted(tmp_path / "trade.csv", f"Страна;{heads}\n{ROWS}")
    assert f'period = "{first}"' in draft
    assert f'period = "{second}"' in draft
    read_mapping(draft, "draft.toml")


@pytest.mark.parametrize("title", ASKED_TITLES)
def test_a_title_of_an_odd_period_is_asked(tmp_path: Path, title: str) -> None:
    draft = drafted(tmp_path / "trade-2023.csv", f"{title}\n\nCountry;Value USD\nChina;10\nTurkey;2\n")
    assert ODD in draft
    with pytest.raises(InputError, match="names a period"):
        read_mapping(draft, "draft.toml")


@pytest.mark.parametrize(("title", "period"), TAKEN_TITLES)
def test_a_title_of_a_whole_period_is_taken(tmp_path: Path, title: str, period: str) -> None:
    draft = drafted(tmp_path / "trade.csv", f"{title}\n\nCountry;Value USD\nChina;10\nTurkey;2\n")
    assert f'[period]\nvalue = "{period}"' in draft


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("exports-h1-2023.csv", ODD),
        ("exports_2023h1.csv", ODD),
        ("fy2023.csv", ODD),
        ("exports-2023-04-05.csv", "of which year"),
        ("exports_2023_04.csv", 'value = "2023-04"'),
        ("exports-2023.csv", 'value = "2023"'),
    ],
)
def test_the_period_of_the_name_of_a_file(tmp_path: Path, name: str, says: str) -> None:
    assert says in drafted(tmp_path / name, "Country;Value USD\nChina;10\nTurkey;2\n").partition("[period]")[2]


def test_years_of_another_kind_and_running_sums_in_rows_are_asked(tmp_path: Path) -> None:
    fiscal = drafted(tmp_path / "a.csv", "Country;Fiscal year;Value USD\nChina;2022;10\nChina;2023;2\n")
    running = "Exports 2023, cumulative\n\nCountry;Month;Value USD\nChina;2023-01;10\nChina;2023-02;12\n"
    assert f"the column Fiscal year {ODD}" in fiscal
    assert ODD in drafted(tmp_path / "b.csv", running)
    assert ODD not in drafted(tmp_path / "c.csv", running.replace(", cumulative", ""))


def test_months_of_a_fiscal_year_in_the_title_have_no_year(tmp_path: Path) -> None:
    heads = "\n\nCountry;Apr;May;Jun\nChina;1;2;3\nTurkey;4;5;6\n"
    assert "of which year" in drafted(tmp_path / "a.csv", f"Exports FY 2023-24{heads}")
    assert 'period = "2023-04"' in drafted(tmp_path / "b.csv", f"Exports, April–June 2023{heads}")
