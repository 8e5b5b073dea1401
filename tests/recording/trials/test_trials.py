"""Files as people have them: each loads by the way that `expected.csv` names, and measures give what it says.

The numbers are invented, the forms are those of public files. Columns of `expected.csv`: `load` is `auto`
(`sverka load FILE`), `mapping M` (`sverka load table FILE --mapping M`) or `draft` (the same with what
`sverka map FILE` prints, as it stands); `note` is the kind of a note that the answer has. `pending.csv` names lines
that do not come out yet, with the part that they wait for; one that does fails until it is taken out of there.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sverka.cli.main import main

HERE = Path(__file__).parent
FILES = HERE / "files"
MAP_OPTIONS = {
    "24-merged-two-row-header.xlsx": ("--reporter", "KZ"),
    "25-wide-years.xlsx": ("--reporter", "KZ", "--flow", "export"),
    "26-second-sheet.xlsx": ("--reporter", "KZ", "--flow", "export"),
    "34-draft-says-not-hierarchical.csv": ("--reporter", "KZ", "--flow", "export"),
}
"""What the file does not tell of itself, so that the user says it to `sverka map`."""

Row = dict[str, str]


def table(name: str) -> list[Row]:
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def key(row: Row) -> tuple[str, str, str]:
    return row["file"], row["reporter"], row["measure"]


PENDING = {key(row): row["part"] for row in table("pending.csv")}


def case(row: Row) -> Any:
    part = PENDING.get(key(row))
    marks = [pytest.mark.xfail(reason=f"waits for {part}", strict=True)] if part else []
    return pytest.param(row, id=f"{row['file'][:2]}-{row['reporter']}-{row['measure']}", marks=marks)


Run = Callable[..., str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run("load", …)`: what a command prints; it must come to a good end."""
    monkeypatch.setenv("LANG", "C")

    def command(*arguments: str) -> str:
        code = main(arguments)
        captured = capsys.readouterr()
        assert code == 0, f"exit {code} of {arguments}: {captured.err}"
        return captured.out

    return command


def load(row: Row, book: Path, run: Run) -> None:
    way, _, mapping = row["load"].partition(" ")
    file = str(FILES / row["file"])
    if way == "auto":
        run("load", file, "--book", str(book))
        return
    told = FILES / mapping
    if way == "draft":
        told = book.with_name("draft.toml")
        told.write_text(run("map", file, *MAP_OPTIONS[row["file"]]), encoding="utf-8")
    run("load", "table", file, "--mapping", str(told), "--book", str(book))


@pytest.mark.parametrize("row", [case(row) for row in table("expected.csv")])
def test_comes_out(row: Row, tmp_path: Path, run: Run) -> None:
    load(row, tmp_path / "book", run)
    printed = run(
        "measure", row["measure"], "--reporter", row["reporter"], "--book", str(tmp_path / "book"), "--format", "json"
    )
    (answer,) = json.loads(printed)
    assert answer["value"] is not None, answer
    assert math.isclose(answer["value"], float(row["value"]), rel_tol=1e-9), answer["notes"]
    if row["note"]:
        assert row["note"] in {note["kind"] for note in answer["notes"]}, answer["notes"]


def test_each_of_the_twenty_spellings_is_its_country(tmp_path: Path, run: Run) -> None:
    file = "22-country-spellings.csv"
    load({"file": file, "load": "mapping names.toml"}, tmp_path / "book", run)
    assert json.loads(run("book", "--book", str(tmp_path / "book"), "--format", "json"))["unknown"] == []
    countries = "KR BA MD TZ CD LA CF DO SB CZ MK EG VE CD HK KR MM KR GM EG".split()
    values: dict[str, int] = {}
    for at, country in enumerate(countries, start=1001):
        values[country] = values.get(country, 0) + at
    asked = [f"level(export[{country};; 2023], USD)" for country in values]
    answers = run("measure", *asked, "--reporter", "KZ", "--book", str(tmp_path / "book"), "--format", "json")
    assert [answer["value"] for answer in json.loads(answers)] == list(values.values())


def test_what_is_pending_is_expected() -> None:
    assert PENDING.keys() <= {key(row) for row in table("expected.csv")}
