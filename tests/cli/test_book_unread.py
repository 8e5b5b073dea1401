"""`sverka book` tells what rows in quarantine are of, and none that a later load cured."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Ran

HEADER = "CO_ANO;CO_MES;SH4;CO_PAIS;SG_UF_MUN;CO_MUN;KG_LIQUIDO;VL_FOB"
GOOD, OTHER = "2023;05;1201;160;PR;4118204;1000;520", "2022;05;1201;160;PR;4118204;1000;520"
BAD, SHORT = "2023;05;120;160;PR;4118204;1000;7", "2023;05;1201"
Run = Callable[..., Ran]


@pytest.fixture
def load(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`load("EXP_1.csv", LINE, …)`: load a file of these lines into the book."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SVERKA_BOOK", "book")

    def loading(name: str, *lines: str) -> None:
        Path(name).write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
        assert run("load", name, "--replace", "-q").code == 0

    return loading


def test_rows_stand_by_their_scope_until_they_are_cured(run: Run, load: Callable[..., None]) -> None:
    load("EXP_1.csv", GOOD, OTHER, BAD, SHORT)
    told = run("book").out
    assert "In quarantine: 2 rows, shown by sverka book quarantine" in told
    assert "  comexstat-municipal · Paraná (BR-PR) · exports · 2023-05: 1 row\n" in told
    assert "  comexstat-municipal · exports · not told in full, file EXP_1.csv: 1 row\n" in told
    assert "В карантине: 2\u00a0строки; показать" in run("book", "--ui", "ru").out
    load("EXP_2.csv", GOOD, BAD.replace("120;", "1205;"))
    cured = run("book").out
    assert "In quarantine: 1 row," in cured
    assert "exports · 2023-05" not in cured


def test_the_reason_is_in_the_language_of_the_screen(run: Run, load: Callable[..., None]) -> None:
    load("EXP_1.csv", GOOD, BAD)
    assert "EXP_1.csv, строка 3: SH4: цифр должно быть 4 (возможно, потерян начальный ноль)" in " ".join(
        run("book", "quarantine", "--ui", "ru").out.split()
    )
