"""What is said of a file that no source recognises: its form, and the commands to type next."""

from __future__ import annotations

import pytest

from sverka.recording.source import Header
from sverka.recording.unrecognised import form_told, unrecognised


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ("Partner,2021,2022", "the years stand in columns"),
        ("Страна,2021 г.,2022 г.", "the years stand in columns"),
        ("Partner,2022,column_3,2023,column_5", "the years stand in columns under two lines of heads"),
        ("Partner,2022-01,2022-02", "the months stand in columns"),
        ("Partner,2023M01,2023M02", "the months stand in columns"),
        ("Страна,январь,февраль", "the months stand in columns"),
        ("Partner,2022 Jan,2022 Feb", "the months stand in columns"),
        ("Partner,2022 Q1,2022 Q2", "the quarters stand in columns"),
        ("Partner,Year,Exports,Imports", "exports and imports stand in columns"),
        ("Страна,Год,Экспорт,Импорт", "exports and imports stand in columns"),
    ],
)
def test_wide_tables_are_called_so(columns: str, told: str) -> None:
    assert form_told(Header(tuple(columns.split(",")), "x.csv")).endswith(told)


@pytest.mark.parametrize(
    "columns", ["Partner,Year,Value", "Partner,2022", "Marble,March,Value", "a,b", "Code 2021,1999.5"]
)
def test_others_are_not(columns: str) -> None:
    assert form_told(Header(tuple(columns.split(",")), "x.csv")) == "the header is of no source that is known"


@pytest.mark.parametrize(
    ("file", "rows", "command"),
    [
        ("my file.csv", (), "`sverka map 'my file.csv' --reporter R --flow F > m.toml`"),
        ("x.csv", (("China", "Exports", "1"),), "`sverka map x.csv --reporter R > m.toml`"),
        ("x.zip/a.csv", (), "`sverka load table x.zip --mapping m.toml`"),
    ],
)
def test_the_next_commands_can_be_typed(file: str, rows: tuple[tuple[str, ...], ...], command: str) -> None:
    error = unrecognised(Header(("partner", "flow", "value"), file, rows))
    assert command in str(error)
    assert "partner, flow, value" in str(error)
