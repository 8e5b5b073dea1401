"""Errors on standard error are in the language of the screens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Ran

HEAD = "CO_ANO;CO_MES;SH4;CO_PAIS;SG_UF_MUN;CO_MUN;KG_LIQUIDO;VL_FOB\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("measure", "level(export)", "--reporter", "RU-TOM", "--book", "nowhere"),
            "такой книги нет: nowhere: создайте",
        ),
        (("load", "nowhere.csv", "--book", "b"), "файл не открывается (No such file or directory): nowhere.csv"),
        (
            ("load", "--replace", "--merge", "x.csv"),
            "взаимоисключающие параметры: --replace и --merge: оставьте один",
        ),
        (("check", "-", "--date", "2023-13-45"), "не дата: --date '2023-13-45': напишите 2023-05-25"),
        (("measure", "level(exports)", "--reporter", "RU"), "неизвестное направление торговли 'exports': показатель"),
        (("show", "--nothing"), "нет такого параметра: '--nothing': sverka show: см. sverka show --help"),
    ],
)
def test_errors(
    run: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said in run("--ui", "ru", *arguments).err
    assert said not in run("--ui", "en", *arguments).err


def test_the_reason_of_a_row_stands_within_the_error(run: Callable[..., Ran], tmp_path: Path) -> None:
    path = tmp_path / "EXP.csv"
    path.write_text(HEAD + "2023;13;0207;160;PR;4106902;10;20\n", encoding="utf-8")
    ran = run("load", str(path), "--book", str(tmp_path / "book"), "--ui", "ru", "-q")
    assert ran.code == 3
    assert ran.err.startswith(
        "sverka: единственная строка не читается, ничего не загружено: EXP.csv, строка 2: CO_MES: не"
    )
