"""Columns that run up from January are told as such, and never loaded as months."""

from __future__ import annotations

from pathlib import Path

import pytest

from sverka.model.errors import InputError
from sverka.recording.mapping import read_mapping

from .drafting import drafted

RUNS = "run up from January"
SERIES = {
    "English": (
        "Country,Jan,Jan-Feb,Jan-Mar,Jan-Apr\nChina,1,3,6,9\n",
        "which is to be taken, Jan as 2023-01 or Jan-Mar as",
    ),
    "Russian": ("Страна;январь;январь–февраль;январь–март\nКитай;1;3;6\n", "январь–март as 2023-Q1"),
    "with years": ("Country,Jan 2022,Jan-Feb 2022,Jan-Mar 2022\nChina,1,3,6\n", "Jan-Mar 2022 as 2022-Q1"),
    "none of them a period": ("Country,Jan-Feb,Jan-Apr\nChina,1,3\n", "each names a period that is no whole month"),
    "both flows": ("Страна;Экспорт;;Импорт;\n;янв;янв-фев;янв;янв-фев\nКитай;1;2;3;4\n", "Экспорт / янв as 2023-01"),
    "months by number": ("Страна;3 мес.;6 мес.;9 мес.\nКитай;1;2;3\n", "3 мес. as 2023-Q1"),
}


@pytest.mark.parametrize(("text", "says"), list(SERIES.values()), ids=list(SERIES))
def test_a_series_by_itself_is_asked(tmp_path: Path, text: str, says: str) -> None:
    draft = drafted(tmp_path / "x.csv", text)
    with pytest.raises(InputError) as caught:
        read_mapping(draft, "draft.toml")
    told = [error.what for error in (caught.value, *caught.value.others)]
    assert all(RUNS in one and says in one for one in told), draft
    assert "a sum of other columns" not in draft
    assert "month =" not in draft


def test_the_whole_year_of_a_series_is_taken(tmp_path: Path) -> None:
    draft = drafted(tmp_path / "x.csv", "Exports 2023\n\nCountry,3 months,6 months,9 months,12 months\nChina,1,2,3,4\n")
    read_mapping(draft, "draft.toml")
    assert '{ column = "12 months", period = "2023" }' in draft
    assert "# not read: 9 months (runs up from January" in draft


def test_of_several_years_in_rows_the_whole_year_is_the_value(tmp_path: Path) -> None:
    draft = drafted(tmp_path / "x.csv", "Country,Year,Jan-Jun,Jan-Dec\nChina,2022,1,2\nChina,2023,3,4\n")
    read_mapping(draft, "draft.toml")
    assert '[primary_value]\ncolumn = "Jan-Dec"' in draft


@pytest.mark.parametrize(
    ("heads", "months", "idle"),
    [
        ("Jan 2023,Feb 2023,Mar 2023,Jan-Mar 2023", ("2023-01", "2023-02", "2023-03"), "Jan-Mar 2023"),
        ("Jan 2023,Feb 2023,YTD,Note", ("2023-01", "2023-02"), "YTD"),
        ("Mar 2022,Jan-Mar 2022,Mar 2023,Jan-Mar 2023", ("2022-03", "2023-03"), "Jan-Mar 2023"),
    ],
)
def test_months_beside_a_running_sum_are_taken(tmp_path: Path, heads: str, months: tuple[str, ...], idle: str) -> None:
    draft = drafted(tmp_path / "x.csv", f"Country,{heads}\nChina,1,2,3,4\nPeru,5,6,7,8\n")
    read_mapping(draft, "draft.toml")
    assert f"# not read: {idle} (runs up from January: a sum of months)" in draft
    assert all(f'period = "{month}"' in draft for month in months)


def test_a_month_by_itself_under_each_flow_is_no_year(tmp_path: Path) -> None:
    text = "Trade 2023;;\nСтрана;Экспорт;Импорт\n;янв;янв\nКитай;1;3\nПеру;1;3\n"
    draft = drafted(tmp_path / "x.csv", text)
    read_mapping(draft, "draft.toml")
    assert draft.count('period = "2023-01"') == 2


def test_quarters_that_follow_one_another_run_up_from_nothing(tmp_path: Path) -> None:
    draft = drafted(tmp_path / "x.csv", "Country,Jan-Mar 2023,Apr-Jun 2023\nChina,1,2\n")
    assert RUNS not in draft
