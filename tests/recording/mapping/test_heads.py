"""Which line of a file is the head, and what cuts its lines: rows whose numbers look like years, commas in numbers."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from sverka.recording.drafting import Wishes
from sverka.recording.drafting.words import unit_in
from sverka.recording.intake.separators import Form, choose

from .drafting import drafted as text_drafted


def drafted(tmp_path: Path, text: str) -> str:
    return text_drafted(tmp_path / "x.csv", text, Wishes("KZ", "export", unit_in("million USD")))


def heads(draft: str) -> list[str]:
    return draft.splitlines()[2].removeprefix("# Its columns: ").split(", ")


ROWS_LIKE_YEARS = {
    "a total": ("Market,2021,2022\nTotal,2001,1987\nJapan,1100,900\nChile,901,1087\n", ["Market", "2021", "2022"]),
    "a total with its flow": (
        "Country,Exports,Imports\nTotal trade,2001,1987\nJapan,900,800\nChile,1101,1187\n",
        ["Country", "Exports", "Imports"],
    ),
    "a country": ("Страна;2021;2022\nЯпония;1999;2003\nЧили;900;1087\n", ["Страна", "2021", "2022"]),
    "one number of several": ("Country,2021,2022\nJapan,2001,800\nChile,900,1087\n", ["Country", "2021", "2022"]),
    "months": ("Country,Jan 2022,Feb 2022\nJapan,2010,2011\nChile,50,60\n", ["Country", "Jan 2022", "Feb 2022"]),
    "a name that is not known, under years": (
        "Country,2021,2022\nRuritania,1950,1960\nJapan,90,80\n",
        ["Country", "2021", "2022"],
    ),
    "a name that is not known, under words": (
        "Country,Exports,Imports\nRuritania,1950,1960\nJapan,90,80\n",
        ["Country", "Exports", "Imports"],
    ),
    "codes of goods": ("HS,2021,2022\n2001,1950,1960\n0901,90,80\n", ["HS", "2021", "2022"]),
    "one column": ("Country,Value\nJapan,2005\nChile,17\n", ["Country", "Value"]),
    "under heads of two lines": (
        "Country,Exports,,Imports,\n,2021,2022,2021,2022\nWorld,1999,2005,1990,2000\nJapan,500,600,700,800\n",
        ["Country", "Exports / 2021", "Exports / 2022", "Imports / 2021", "Imports / 2022"],
    ),
    "whole numbers above a lone label": (
        ";2021;2022;2023\nВсего;2752000;2255000;3300000\nСНГ;830000;1500000;1700000\nв том числе:;;;\n"
        "Россия;393000;1070000;750000\n",
        ["column_1", "2021", "2022", "2023"],
    ),
}


@pytest.mark.parametrize(("text", "want"), list(ROWS_LIKE_YEARS.values()), ids=list(ROWS_LIKE_YEARS))
def test_rows_whose_numbers_look_like_years_are_rows(tmp_path: Path, text: str, want: list[str]) -> None:
    assert heads(drafted(tmp_path, text)) == want


HEADS_OF_YEARS = {
    "years under merged words": (
        ",Exports,,Imports,\nCountry,2021,2022,2021,2022\nJapan,1,2,3,4\nChile,5,6,7,8\n",
        ["Country", "Exports / 2021", "Exports / 2022", "Imports / 2021", "Imports / 2022"],
    ),
    "years under words for each": (
        "Country,Exports,Imports\n,2022,2022\nJapan,1,2\nChile,5,6\n",
        ["Country", "Exports / 2022", "Imports / 2022"],
    ),
    "heads again below words": (
        "Table,Exports,of Utopia\nCountry,2021,2022\nJapan,1,2\nChile,5,6\n",
        ["Country", "2021", "2022"],
    ),
    "the corner says what the heads are": (
        "Table;Exports;of Utopia\nГод;2021;2022\nЯпония;1;2\nЧили;5;6\n",
        ["Год", "2021", "2022"],
    ),
    "a title with a year": (
        "Trade of Utopia in 2022,,\nCountry,2021,2022\nJapan,1,2\nChile,5,6\n",
        ["Country", "2021", "2022"],
    ),
    "a title in two cells": ("Exports, thousand USD\nLand,2021,2022\nJapan,1,2\nChile,5,6\n", ["Land", "2021", "2022"]),
    "the reporter in the corner": ("Kazakhstan;2021;2022\nJapan;1;2\nChile;5;6\n", ["Kazakhstan", "2021", "2022"]),
}


@pytest.mark.parametrize(("text", "want"), list(HEADS_OF_YEARS.values()), ids=list(HEADS_OF_YEARS))
def test_lines_of_years_that_are_heads_stay_heads(tmp_path: Path, text: str, want: list[str]) -> None:
    assert heads(drafted(tmp_path, text)) == want


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Japan,2001,1999\nPeru,15,16\nChile,3,4\n", True),
        ("World,1950,2010\nPeru,15,16\nChile,3,4\n", True),
        ("Kazakhstan,2021,2022\nPeru,15,16\nChile,3,4\n", False),
        ("Country,2021,2022\nPeru,15,16\nChile,3,4\n", False),
    ],
)
def test_a_file_without_heads_is_asked_for_them(tmp_path: Path, text: str, asked: bool) -> None:
    assert ("does it hold the heads?" in drafted(tmp_path, text)) is asked


def test_a_year_with_the_mark_of_a_footnote_is_asked(tmp_path: Path) -> None:
    draft = drafted(tmp_path, "Country;2021;2022;20232\nJapan;1;2;3\nChile;5;6;7\n")
    told = [one["period"] for one in tomllib.loads(draft)["table"]["wide"]]
    assert told == ["2021", "2022", "? the head 20232: is it 2023 with the mark of a footnote?"]


SEPARATED = {
    "decimal commas in one column": ("Страна;Объём, млн руб.\nЧили;1,25\nЯпония;0,50\nПеру;3,10\n", ";"),
    "in several, under a title": (
        "Экспорт, млн руб.\n\nСтрана;Объём, млн руб.;Вес, т\nЧили;1,25;2,5\nЯпония;0,5;1,1\n",
        ";",
    ),
    "commas between thousands": ("Country;Value\nChile;1,234\nPeru;2,000\n", ";"),
    "bars": ("Страна|Объём, млн руб.\nЧили|1,25\nЯпония|0,50\n", "|"),
    "semicolons in texts": ("Country;alias,Value\nChile;CL,5\nPeru;PE,7\n", ","),
    "semicolons in texts of rows": ("Country,Value\nChile; Cile,5\nPeru; Pérou,7\n", ","),
    "semicolons beside numbers": ("Period;x,Value\n2023;Q1,100\n2024;Q2,110\n", ","),
    "a comma among texts": ("Country,Note;x,Value\nChile,a;b,5\nPeru,c;d,7\n", ","),
}


@pytest.mark.parametrize(("text", "want"), list(SEPARATED.values()), ids=list(SEPARATED))
def test_commas_within_numbers_do_not_cut_lines(tmp_path: Path, text: str, want: str) -> None:
    lines = [line for line in text.splitlines() if len(line.split(want)) > 1]
    assert choose(lines[0], lines[1:]) == Form(want)
    draft = drafted(tmp_path, text)
    assert draft.splitlines()[2] == "# Its columns: " + lines[0].replace(want, ", ")
