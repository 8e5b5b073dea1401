"""`sverka load` and `sverka book diff` tell what changed: screens in both languages, JSON, CSV, what is refused."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Golden = Callable[[str, str], None]
HEADER = "CO_ANO;CO_MES;SH4;CO_PAIS;SG_UF_MUN;CO_MUN;KG_LIQUIDO;VL_FOB"
COUNTRIES = (160, 23, 63, 249, 386, 169, 190, 239)
HEADINGS = ("1201", "0207", "8703", "4703", "2709", "1006", "9403")
HEAD = "kind,flow,partners,period,value,unit,reporter,source,published\n"


def may(step: int, kilograms: int = 5) -> list[str]:
    """A month of eight partners and seven chapters; `step` moves each by an amount of its own."""
    return [
        f"2023;05;{goods};{country};PR;4106902;{kilograms};{country * 1000 + step * (country * int(goods) % 777)}"
        for country in COUNTRIES
        for goods in HEADINGS
    ]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with three states of one month, two files of rates and one of statements; its book is `book`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SVERKA_BOOK", "book")
    monkeypatch.setattr("sverka.cli.booking.QUIET_SECONDS", 3600.0)
    june = ["2023;06;1201;160;PR;4106902;5;50", "2023;06;1201;160;SP;3550308;5;70"]
    for name, rows in {"1": [*may(0), *june], "2": may(1), "3": may(1, 6)}.items():
        (tmp_path / f"EXP_{name}.csv").write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    (tmp_path / "r.csv").write_text("period,currency,rate\n2022,BRL,5\n2023,BRL,5\n", encoding="utf-8")
    (tmp_path / "q.csv").write_text("period,currency,rate\n2023,BRL,5.125\n2024,BRL,5.5\n", encoding="utf-8")
    statement = "level,export,CN,2023,80,USD,BR-PR,Agency,2024-01\n"
    (tmp_path / "s.csv").write_text(HEAD + statement, encoding="utf-8")
    return tmp_path


LOADS = (
    ("EXP_1.csv",),
    ("EXP_2.csv",),
    ("EXP_3.csv",),
    ("rates", "r.csv"),
    ("rates", "q.csv"),
    ("statements", "s.csv"),
)


def loaded(run: Run, *more: str) -> str:
    ran = [run("load", *arguments, *more) for arguments in LOADS]
    assert [(one.code, one.err) for one in ran] == [(0, "")] * len(LOADS)
    return "\n".join(one.out for one in ran)


@pytest.mark.parametrize("ui", ["en", "ru"])
def test_the_screens(here: Path, run: Run, golden: Golden, ui: str) -> None:
    screens = [loaded(run, "--ui", ui)]
    for versions in ((), ("0",), ("1", "2"), ("6", "1"), ("3", "3")):
        ran = run("book", "diff", *versions, "--ui", ui)
        assert (ran.code, ran.err) == (0, "")
        screens.append(ran.out)
    text = re.sub(r"\d{4}-\d\d-\d\dT[0-9:]+\+00:00", "2026-01-02T03:04:05+00:00", "\n".join(screens))
    assert max(map(len, text.splitlines())) <= 80
    golden(f"book_diff_{ui}.txt", text)


def test_every_sum_has_its_currency(here: Path, run: Run) -> None:
    loaded(run)
    shown = " ".join(run("book", "diff", "1", "2").out.split())
    moved = re.findall(r"(rows )?[\d,]+ → [\d,]+( USD \([+−][\d,]+ USD, [+−][\d.]+ %\))?", shown)
    assert len(moved) == 1 + 1 + 6 + 6
    assert [bool(rows) != bool(sum_of) for rows, sum_of in moved] == [True] * len(moved)


def test_json(here: Path, run: Run) -> None:
    assert run("load", "EXP_1.csv").code == 0
    told = json.loads(run("load", "EXP_2.csv", "--format", "json").out)
    [restated] = told["changes"]["restated"]
    [period] = restated["periods"]
    assert (restated["reporter"], restated["flow"], restated["currency"]) == ("BR-PR", "export", "USD")
    assert (period["period"], period["rows_old"], period["rows_new"]) == ("2023-05", 56, 56)
    was, now = (sum(int(row.rpartition(";")[2]) for row in may(step)) for step in (0, 1))
    assert (period["old"], period["new"], period["difference"]) == (was, now, now - was)
    assert period["percent"] == pytest.approx(100 * (now - was) / was)
    for movers in (restated["partners"], restated["goods"]):
        parts = [*movers["largest"], movers["others"]]
        assert sum(part["difference"] for part in parts) == now - was
    diff = json.loads(run("book", "diff", "--format", "json").out)
    assert {key: diff[key] for key in told["changes"]} == told["changes"]
    assert [load["version"] for load in diff["loads"]] == ["2"]


def test_csv(here: Path, run: Run) -> None:
    loaded(run)
    rows = list(csv.DictReader(io.StringIO(run("book", "diff", "1", "6", "--format", "csv").out)))
    assert {row["change"] for row in rows} == {"restated", "rate", "statement"}
    total, *rest = (row for row in rows if row["change"] == "restated")
    assert (total["by"], total["period"], total["unit"], total["rows_old"]) == ("total", "2023-05", "USD", "56")
    for by in ("partner", "chapter"):
        assert sum(float(row["difference"]) for row in rest if row["by"] == by) == float(total["difference"])
    [came] = csv.DictReader(
        io.StringIO(run("book", "diff", "0", "1", "--reporter", "São Paulo", "--format", "csv").out)
    )
    assert (came["change"], came["reporter"], came["new"], came["old"]) == ("new", "BR-SP", "70", "")


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("diff", "1", "9"), "no such version"),
        (("diff", "1", "x"), "no such version"),
        (("diff", "1", "2024-01-01"), "the book is younger"),
        (("diff", "1", "2", "3"), "more than two versions"),
        (("diff", "1", "--as-of", "1"), "--as-of with diff"),
        (("diff", "0", "1", "--reporter", "Nowhereland"), "unknown reporter"),
        (("versions", "1"), "1 belongs to diff"),
        (("status", "--reporter", "BR-PR"), "--reporter belongs to diff"),
        (("loads", "--format", "csv"), "--format csv belongs to diff"),
    ],
)
def test_what_is_refused(here: Path, run: Run, arguments: tuple[str, ...], what: str) -> None:
    assert run("load", "EXP_1.csv").code == 0
    ran = run("book", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert what in ran.err
    assert ran.err.count("\n") == 1


def test_a_day_names_a_version(here: Path, run: Run) -> None:
    assert run("load", "EXP_1.csv").code == 0
    ran = run("book", "diff", "0", "9999-12-31", "--format", "json")
    assert (ran.code, json.loads(ran.out)["to"]) == (0, "1")
