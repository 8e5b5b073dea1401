"""`sverka load`, `book`, `measure` and `map` as a user runs them: screens, JSON, exit codes, hostile files."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sverka.measuring.book import open_book

Run = Callable[..., Any]
Golden = Callable[[str, str], None]
HEADER = "CO_ANO;CO_MES;SH4;CO_PAIS;SG_UF_MUN;CO_MUN;KG_LIQUIDO;VL_FOB"
MEASURE_FIELDS = {"measure", "value", "unit", "rows", "source", "version", "query", "definition", "notes"}
FILE_FIELDS = {"file", "sha256", "rows", "stored", "quarantined", "aggregates", "unchanged"}
TO_CHINA = "level(export[CN;; 2023], USD)"
RATES = "period,currency,rate,source\n2023,BRL,5,made up\n"
TABLE = "Year,Partner,HS code,Value\n2022,CN,02,10\n"
MISSING = "nothing-there.csv"


def rows_of(flow: int, bad: bool = False) -> str:
    """A file in the agency's form: Paraná with China, Argentina, Germany and a code that is no country's."""
    lines = [HEADER]
    for year in (2022, 2023):
        for month in range(1, 13):
            lines += [
                f"{year};{month};1201;160;PR;4106902;{1000 * month};{flow * (year - 2000) * 1000 + month}",
                f"{year};{month};0207;63;PR;4104808;{10 * month};{flow * 700}",
                f"{year};{month};1507;23;PR;4104808;{5 * month};{flow * 55}",
                f"{year};{month};1507;994;PR;4104808;{month};{flow * 3}",
            ]
    lines += ["2023;13;1201;160;PR;4106902;1;1", "2023;1;1201;160;PR;4106902;1x;1"] if bad else []
    return "\n".join(lines) + "\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the files of a load; its book is `book`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SVERKA_BOOK", "book")
    # However slow the machine, nothing is said of progress unless a test asks for it.
    monkeypatch.setattr("sverka.cli.booking.QUIET_SECONDS", 3600.0)
    (tmp_path / "EXP_2022_2023_MUN.csv").write_text(rows_of(9, bad=True), encoding="utf-8")
    (tmp_path / "IMP_2022_2023_MUN.csv").write_text(rows_of(2), encoding="utf-8")
    return tmp_path


@pytest.fixture
def loaded(here: Path, run: Run) -> Path:
    """The folder with its book loaded."""
    assert run("load", "EXP_2022_2023_MUN.csv", "IMP_2022_2023_MUN.csv").code == 0
    return here


def measured(run: Run, *arguments: str) -> list[dict[str, Any]]:
    ran = run("measure", *arguments, "--reporter", "BR-PR", "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    told: list[dict[str, Any]] = json.loads(ran.out)
    return told


@pytest.mark.parametrize("ui", ["en", "ru"])
def test_the_screens(here: Path, run: Run, golden: Golden, ui: str) -> None:
    load = run("load", "EXP_2022_2023_MUN.csv", "IMP_2022_2023_MUN.csv", "--ui", ui)
    again = run("load", "IMP_2022_2023_MUN.csv", "--ui", ui)
    book, bad = run("book", "--ui", ui), run("book", "quarantine", "--ui", ui)
    asked = ("growth(export[;; 2023])", TO_CHINA, "rank(AR, import[;; 2022])", "level(export[;; 2024])")
    measure = run("measure", *asked, "--reporter", "BR-PR", "--ui", ui)
    assert [one.code for one in (load, again, book, bad, measure)] == [0] * 5
    assert [one.err for one in (again, book, bad, measure)] == [""] * 4
    assert "EXP_2022_2023_MUN.csv" in load.err
    assert load.err.count("\n") == 1
    golden(f"records_{ui}.txt", "\n".join(one.out for one in (load, again, book, bad, measure)))


def test_load_json(here: Path, run: Run) -> None:
    ran = run("load", "comexstat-municipal", "EXP_2022_2023_MUN.csv", "IMP_2022_2023_MUN.csv", "--format", "json")
    told = json.loads(ran.out)
    assert (ran.code, told["version"], len(told["warnings"])) == (0, "1", 1)
    assert all(set(file) >= FILE_FIELDS for file in told["files"])
    assert [(f["file"], f["rows"], f["stored"], f["quarantined"]) for f in told["files"]] == [
        ("EXP_2022_2023_MUN.csv", 98, 96, 2),
        ("IMP_2022_2023_MUN.csv", 96, 96, 0),
    ]
    for file in told["files"]:
        assert file["sha256"] == hashlib.sha256((here / file["file"]).read_bytes()).hexdigest()
        assert file["rows"] == file["stored"] + file["quarantined"]
    again = json.loads(run("load", "EXP_2022_2023_MUN.csv", "--format", "json").out)
    assert (again["version"], again["changed"], again["files"][0]["unchanged"]) == ("1", False, 96)


def test_measure_json(loaded: Path, run: Run) -> None:
    asked = [
        "count(partners, export[;; 2023])",
        TO_CHINA,
        "share(export[CN;; 2023], export[;; 2023])",
        "level(export[;; 1999])",
    ]
    told = measured(run, *asked)
    assert [one["measure"] for one in told] == [asked[0], *asked[1:]], "in the order asked"
    assert all(set(one) >= MEASURE_FIELDS for one in told)
    count, level, share, lacking = told
    dollars = sum(9 * 23 * 1000 + month for month in range(1, 13))
    assert (level["value"], level["unit"], level["rows"]) == (dollars, "USD", 12)
    assert isinstance(level["value"], int)
    assert (level["source"], level["version"]) == ("comexstat-municipal", "1")
    assert [note["kind"] for note in level["notes"]] == ["scope", "quarantine"]
    assert "the records hold only HS 0207, 1201, 1507" in level["notes"][0]["text"]
    assert share["value"] == pytest.approx(100 * dollars / (dollars + 12 * 9 * (700 + 55 + 3)))
    assert (count["value"], count["unit"], count["notes"][0]["kind"]) == (4, "countries", "own_codes_counted")
    assert (lacking["value"], lacking["source"], lacking["query"]) == (None, None, None)
    assert lacking["notes"][0]["text"].startswith("1999 is not recorded")
    assert "FOB" in level["definition"]
    assert "SELECT" in level["query"]


def test_measure_csv(loaded: Path, run: Run) -> None:
    ran = run("measure", TO_CHINA, "level(export[;; 1999])", "--reporter", "Paraná", "--format", "csv")
    assert (ran.code, ran.err) == (0, "")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert [row["measure"] for row in rows] == [TO_CHINA, "level(export[;; 1999])"]
    assert [row["value"] for row in rows] == [str(sum(9 * 23 * 1000 + month for month in range(1, 13))), ""]
    assert rows[1]["notes"].startswith("1999 is not recorded")


def test_each_source_and_one_source(loaded: Path, run: Run) -> None:
    told = measured(run, TO_CHINA, "--each-source")
    assert [(one["label"], one["source"]) for one in told] == [("comexstat-municipal", "comexstat-municipal")]
    assert measured(run, TO_CHINA, "--source", "comexstat-municipal")[0]["value"] == told[0]["value"]
    assert run("measure", TO_CHINA, "--reporter", "BR-PR", "--source", "baci").code == 5
    both = run("measure", TO_CHINA, "--reporter", "BR-PR", "--source", "baci", "--each-source")
    assert (both.code, both.out) == (2, "")


def test_mirrors(make_book: Callable[..., Path], run: Run) -> None:
    row = {"year": 2022, "commodity": "27", "source": "comtrade"}
    records = [
        {**row, "reporter": "RU", "flow": "export", "partner": "CN", "primary_value": 100},
        {**row, "reporter": "CN", "flow": "import", "partner": "RU", "primary_value": 107, "valuation": "CIF"},
    ]
    book = str(make_book(records))
    asked = ("measure", "level(export[CN+MN;; 2022])", "--reporter", "RU", "--mirror", "--book", book)
    told = json.loads(run(*asked, "--format", "json").out)
    assert [(one.get("label"), one["value"]) for one in told] == [
        (None, 100),
        ("mirror: CN", 107),
        ("mirror: MN", None),
    ]
    assert "= 'CN'" in told[1]["query"]
    assert "CIF" in told[1]["definition"]
    assert told[2]["notes"][0]["kind"] == "mirror_missing"
    rows = list(csv.DictReader(io.StringIO(run(*asked, "--format", "csv").out)))
    assert [row["label"] for row in rows] == ["", "mirror: CN", "mirror: MN"]
    assert "Level" not in run(*asked).err


def test_an_earlier_version(loaded: Path, run: Run) -> None:
    changed = rows_of(9).replace("209001", "999999").replace("207001", "999999")
    (loaded / "EXP_2022_2023_MUN.csv").write_text(changed, encoding="utf-8")
    assert json.loads(run("load", "EXP_2022_2023_MUN.csv", "--format", "json").out)["version"] == "2"
    january = "level(export[CN;; 2023-01])"
    assert measured(run, january)[0]["value"] == 999999
    assert measured(run, january, "--as-of", "1")[0]["value"] == 207001
    today = datetime.now(UTC).date()
    latest = measured(run, january, "--as-of", str(today + timedelta(days=1)))[0]
    assert (latest["value"], latest["version"]) == (999999, "2")
    early = run("measure", january, "--reporter", "BR-PR", "--as-of", "2001-02-03")
    assert (early.code, early.err.startswith("sverka: the book is younger: --as-of '2001-02-03'")) == (2, True)
    assert run("measure", january, "--reporter", "BR-PR", "--as-of", "0").code == 5
    with open_book("book", as_of=1) as book:
        assert book.cube("BR-PR").measure(january).value == 207001


def test_another_currency(loaded: Path, run: Run) -> None:
    (loaded / "rates.csv").write_text(RATES, encoding="utf-8")
    asked = "level(export[CN;; 2023], BRL)"
    assert run("measure", asked, "--reporter", "BR-PR").code == 5
    assert run("load", "rates", "rates.csv").code == 0
    (told,) = measured(run, asked)
    assert (told["value"], told["unit"]) == (5 * sum(9 * 23 * 1000 + month for month in range(1, 13)), "BRL")
    assert [note["kind"] for note in told["notes"]] == ["converted", "coarser_rate", "scope", "quarantine"]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["measure", TO_CHINA, "--reporter", "Paranna"], 2, "unknown reporter: 'Paranna': did you mean BR-PR"),
        (["measure", "level(export[; whea; 2023])", "--reporter", "BR-PR"], 2, "column 16: expected wheat"),
        (["measure", "level(export[; whaet; 2023])", "--reporter", "BR-PR"], 2, "unknown goods 'whaet'"),
        (["measure", "level(export[asiaa;; 2023])", "--reporter", "BR-PR"], 2, "asia"),
        (["measure", "level(export[;; 2023]", "--reporter", "BR-PR"], 2, "column"),
        (["measure", "level(export[b995;; 2023])", "--reporter", "BR-PR"], 2, "unknown place 'b995'"),
        (["measure", TO_CHINA], 2, "--reporter"),
        (["measure", "--reporter", "BR-PR"], 2, "M..."),
        (["measure", TO_CHINA, "--reporter", "BR-PR", "--engine", "abacus"], 2, "unknown engine"),
        (["measure", TO_CHINA, "--reporter", "BR-PR", "--as-of", "7"], 2, "write one of 0 to 1"),
        (["measure", TO_CHINA, "--reporter", "BR-PR", "--as-of", "-1"], 2, "no such version"),
        (["measure", TO_CHINA, "--reporter", "BR-PR", "--book", "none"], 3, "there is no book"),
        (["book", "pages"], 2, "pages"),
        (["book", "--book", "none"], 3, "there is no book"),
        (["book", "quarantine", "--limit", "0"], 2, "--limit"),
        (["load", "comtrade"], 2, "no file is named"),
        (["load", MISSING], 3, MISSING),
        (["load", "EXP_2022_2023_MUN.csv", "--merge", "--replace"], 2, "--replace and --merge"),
        (["load", "table", "table.csv"], 2, "sverka map"),
        (["load", "baci", "EXP_2022_2023_MUN.csv"], 3, "EXP_2022_2023_MUN.csv"),
        (["load", "other.csv"], 3, "other.csv"),
        (["map", MISSING], 3, MISSING),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, list) else None,
)
def test_what_goes_wrong_is_one_line_and_a_code(
    loaded: Path, run: Run, arguments: list[str], code: int, says: str
) -> None:
    (loaded / "table.csv").write_text(TABLE, encoding="utf-8")
    (loaded / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    ran = run(*arguments)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith("sverka: ")
    assert ran.err.count("\n") == 1
    assert says in ran.err
    assert json.loads(run("book", "versions", "--format", "json").out)["versions"][-1]["version"] == "1"


def test_a_load_that_would_lose_much_is_refused(loaded: Path, run: Run) -> None:
    few = "\n".join(line for line in rows_of(9).split("\n") if ";160;" in line or line == HEADER)
    (loaded / "EXP_2022_2023_MUN.csv").write_text(few.replace(";160;", ";169;"), encoding="utf-8")
    ran = run("load", "EXP_2022_2023_MUN.csv")
    assert (ran.code, ran.out) == (4, "")
    assert "--replace" in ran.err
    assert "--merge" in ran.err
    assert measured(run, TO_CHINA)[0]["version"] == "1"
    assert run("load", "EXP_2022_2023_MUN.csv", "--merge").code == 0
    assert measured(run, TO_CHINA)[0]["rows"] == 12
    assert run("load", "EXP_2022_2023_MUN.csv", "--replace").code == 0
    assert run("measure", TO_CHINA, "--reporter", "BR-PR").code == 5


@pytest.mark.parametrize(
    ("asked", "reporter", "says"),
    [("level(export[;; 1999])", "BR-PR", "1999 is not recorded"), (TO_CHINA, "BR-SP", "no records of this reporter")],
)
def test_nothing_covered_says_why_and_fails(loaded: Path, run: Run, asked: str, reporter: str, says: str) -> None:
    for form in ("text", "json", "csv"):
        ran = run("measure", asked, "--reporter", reporter, "--format", form)
        assert ran.code == 5
        assert says in ran.out
        assert ran.err.startswith(f"sverka: nothing that was asked is covered: {reporter}, version 1: ")
        assert ran.err.count("\n") == 1


def test_one_measure_that_is_covered_is_enough(loaded: Path, run: Run) -> None:
    assert run("measure", TO_CHINA, "level(export[;; 1999])", "--reporter", "BR-PR").code == 0


def test_the_book_as_json(loaded: Path, run: Run) -> None:
    status = json.loads(run("book", "--format", "json").out)
    assert (status["version"], status["rows"], status["quarantined"]) == ("1", 192, 2)
    held = {one["flow"]: one for one in status["holdings"]}
    assert (held["export"]["first"], held["export"]["last"], held["export"]["rows"]) == ("2022-01", "2023-12", 96)
    loads = json.loads(run("book", "loads", "--format", "json").out)["loads"]
    assert [set(file) >= FILE_FIELDS for file in loads[0]["files"]] == [True, True]
    bad = json.loads(run("book", "quarantine", "--format", "json").out)["rows"]
    assert [(one["file"], one["line"]) for one in bad] == [("EXP_2022_2023_MUN.csv", 98), ("EXP_2022_2023_MUN.csv", 99)]
    assert all(one["reason"] and one["raw"] for one in bad)


def test_a_draft_of_a_mapping_loads_once_corrected(here: Path, run: Run) -> None:
    (here / "table.csv").write_text(TABLE, encoding="utf-8")
    draft = run("map", "table.csv")
    assert draft.code == 0
    assert "HS code" in draft.out
    written = run("map", "table.csv", "-o", "mapping.toml")
    assert (written.code, written.out) == (0, "")
    assert (here / "mapping.toml").read_text(encoding="utf-8") == draft.out


def test_a_draft_says_how_many_questions_it_holds(here: Path, run: Run) -> None:
    (here / "table.csv").write_text(TABLE, encoding="utf-8")
    asked = run("map", "table.csv", "-o", "mapping.toml")
    lines = (here / "mapping.toml").read_text(encoding="utf-8").splitlines()
    numbers = ", ".join(str(at) for at, line in enumerate(lines, 1) if '= "? ' in line)
    assert (asked.code, asked.out) == (0, "")
    assert f"The draft holds 2 questions (marked ASKED, line {numbers}): it will not load until" in asked.err
    assert run("load", "table", "table.csv", "--mapping", "mapping.toml").code == 3
    russian = run("map", "table.csv", "--reporter", "KZ", "--ui", "ru").err
    assert "В черновике 1 вопрос (" in russian
    assert run("map", "table.csv", "--quiet").err == ""
    assert run("map", "table.csv", "--reporter", "KZ", "--flow", "export").err == ""


HOSTILE = "a\x1b]0;owned\x07\x1b[2J\u202e\r\nb"


def visible(text: str) -> bool:
    return all(char.isprintable() or char == "\n" for char in text)


@pytest.fixture
def hostile(here: Path, run: Run) -> Path:
    """A book of a file whose name and rows try to command the terminal."""
    name = f"EXP_{HOSTILE.splitlines()[0]}.csv"
    rows = rows_of(9) + "2023;\x1b[2Jx;1201;160;PR;4106902;1;\x1b]0;t\x07\n"
    (here / name).write_text(rows, encoding="utf-8")
    ran = run("load", name)
    assert ran.code == 0
    assert visible(ran.out + ran.err)
    return here


@pytest.mark.parametrize("view", ["status", "versions", "loads", "quarantine"])
def test_names_in_files_do_not_command_the_terminal(hostile: Path, run: Run, view: str) -> None:
    ran = run("book", view)
    assert ran.code == 0
    assert ran.out
    assert visible(ran.out)
    told = run("book", view, "--format", "json").out
    assert json.loads(told)
    assert visible(told)


def test_a_hostile_name_that_is_not_there(here: Path, run: Run) -> None:
    for command in (("load", HOSTILE), ("map", HOSTILE), ("measure", HOSTILE, "--reporter", "BR-PR")):
        ran = run(*command)
        assert ran.code in (2, 3)
        assert visible(ran.err)
        assert ran.err.count("\n") == 1


def test_progress_is_told_apart_from_the_answer(loaded: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sverka.cli.booking.QUIET_SECONDS", 0.0)
    loud = run("measure", TO_CHINA, "--reporter", "BR-PR", "--format", "json")
    assert loud.err == "The trade of Paraná (BR-PR) is being summed up.\n"
    assert json.loads(loud.out)[0]["rows"] == 12
    quiet = run("measure", TO_CHINA, "--reporter", "BR-PR", "--format", "json", "--quiet")
    assert (quiet.err, quiet.out) == ("", loud.out)
    load = run("load", "IMP_2022_2023_MUN.csv", "--format", "json")
    assert load.err.splitlines() == [
        "The file IMP_2022_2023_MUN.csv is being read.",
        "The rows are being compared with those of the book.",
    ]
    assert json.loads(load.out)["changed"] is False
    assert run("load", "IMP_2022_2023_MUN.csv", "--format", "json", "-q").err == ""


def test_progress_on_a_terminal_is_one_line_that_goes(loaded: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sverka.cli.booking.QUIET_SECONDS", 0.0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    err = run("measure", TO_CHINA, "--reporter", "BR-PR").err
    assert "\n" not in err
    assert err.endswith("\r")
    shown = [line.strip() for line in err.split("\r") if line.strip()]
    assert "The trade of Paraná (BR-PR) is being summed up: 0 s so far." in shown


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("show", "BR-PR"), "Суммируется торговля: Парана (BR-PR)."),
        (("brief", "BR-PR", "--period", "2023"), "Суммируется торговля: Парана (BR-PR)."),
        (("load", "EXP_2022_2023_MUN.csv"), "Читается файл EXP_2022_2023_MUN.csv."),
        (("book", "diff", "0", "1"), "Версия 0 сравнивается с версией 1."),
    ],
)
def test_progress_is_told_in_sentences(
    loaded: Path, run: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], said: str
) -> None:
    monkeypatch.setattr("sverka.cli.booking.QUIET_SECONDS", 0.0)
    ran = run(*command, "--ui", "ru")
    assert ran.code == 0
    assert ran.err.splitlines()[0] == said
    told = [line for line in ran.err.splitlines() if not line.startswith("ВНИМАНИЕ:")]
    assert all(line.endswith(".") for line in told)


def test_an_interrupted_load_leaves_the_book(here: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sverka.recording.load.restate", interrupted)
    assert run("load", "IMP_2022_2023_MUN.csv") == (130, "", "")
    monkeypatch.undo()
    ran = run("load", str(here / "IMP_2022_2023_MUN.csv"), "--book", str(here / "book"), "--format", "json")
    assert (ran.code, json.loads(ran.out)["version"]) == (0, "1")
