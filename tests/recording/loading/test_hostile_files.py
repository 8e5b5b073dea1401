"""Files that are broken or meant to do harm: a clear message, exit code 3, bounded memory, and the book as it was."""

from __future__ import annotations

import gzip
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sverka.model.errors import InputError

from ..intake.conftest import sheet_xml, write_workbook
from . import forms, processes

GOOD = forms.towns((2023, 5, "1201", 160, "PR", 600), (2023, 5, "0207", 160, "PR", 300))
PEAK_MB = 1_000
Made = Callable[[Path], tuple[str | Path, ...]]


def noise(size: int) -> bytes:
    return random.Random(4).randbytes(size)


def truncated(folder: Path) -> tuple[str | Path, ...]:
    rows = [(2023, 5, f"{at % 9700 + 101:04}", 160, "PR", at) for at in range(20_000)]
    packed = gzip.compress(forms.towns(*rows).encode())
    path = folder / "EXP_MUN.csv.gz"
    path.write_bytes(packed[: len(packed) // 2])
    return (path,)


def gzip_bomb(folder: Path) -> tuple[str | Path, ...]:
    path = folder / "EXP_MUN.csv.gz"
    with gzip.open(path, "wb", compresslevel=9) as file:
        file.write(GOOD.encode())
        for _ in range(300):
            file.write(bytes(1 << 20))
    return (path,)


def zip_bomb(folder: Path) -> tuple[str | Path, ...]:
    path = folder / "EXP_MUN.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("EXP_MUN.csv", "w") as member:
        member.write(GOOD.encode())
        for _ in range(300):
            member.write(b"2023;05;1201;160;PR;4106902;5;1\n" * 32_768)
    return (path,)


def long_header(folder: Path) -> tuple[str | Path, ...]:
    return (forms.write(folder / "EXP_MUN.csv", "x" * 10_000_000 + ";" + GOOD),)


def binary(folder: Path) -> tuple[str | Path, ...]:
    path = folder / "EXP_MUN.csv"
    path.write_bytes(GOOD.encode() + noise(100_000))
    return (path,)


def wrong_source(folder: Path) -> tuple[str | Path, ...]:
    return ("baci", forms.write(folder / "EXP_MUN.csv", GOOD))


def foreign(folder: Path) -> tuple[str | Path, ...]:
    return (forms.write(folder / "people.csv", "name,age\nAnna,30\n"),)


def no_flow(folder: Path) -> tuple[str | Path, ...]:
    return (forms.write(folder / "towns.csv", GOOD),)


def missing(folder: Path) -> tuple[str | Path, ...]:
    return (folder / "none.csv",)


def pipe(folder: Path) -> tuple[str | Path, ...]:
    os.mkfifo(folder / "EXP_MUN.csv")
    return (folder / "EXP_MUN.csv",)


def good_and_bad(folder: Path) -> tuple[str | Path, ...]:
    return (forms.write(folder / "EXP_MUN.csv", GOOD), folder / "EXP_none.csv")


CASES: list[tuple[Made, str]] = [
    (truncated, "EXP_MUN.csv.gz"),
    (gzip_bomb, "expands more than 200 times"),
    (zip_bomb, "expands more than 200 times"),
    (long_header, "no line of the file names its columns"),
    (binary, "binary"),
    (wrong_source, "not a file of baci: EXP_MUN.csv: it looks like comexstat-municipal"),
    (foreign, "sverka map"),
    (no_flow, "--flow export or --flow import"),
    (missing, "cannot be opened"),
    (pipe, "pipe or a device"),
    (good_and_bad, "EXP_none.csv"),
]


@pytest.mark.parametrize(("made", "what"), CASES, ids=[made.__name__ for made, _ in CASES])
def test_a_file_that_cannot_be_read_leaves_the_book_as_it_was(
    made: Made, what: str, book: Path, tmp_path: Path
) -> None:
    forms.load(book, forms.write(tmp_path / "EXP_first.csv", forms.towns((2020, 1, "1201", 160, "PR", 1))))
    before = forms.state(book)
    folder = tmp_path / "given"
    folder.mkdir()
    told = processes.load(book, *made(folder))
    assert told.code == 3, told.errors
    assert what in told.errors
    assert told.errors.startswith("sverka: ")
    assert told.errors.count("\n") == 1
    assert told.peak_mb < PEAK_MB
    assert forms.state(book) == before


@pytest.mark.parametrize(
    "name", ["../EXP_up.csv", "/tmp/EXP_root.csv", "..\\EXP_b.csv", "C:\\EXP_c.csv", "a/../../EXP.csv"]
)
def test_path_tricks_in_an_archive_are_refused(book: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / "given" / "towns.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("EXP_MUN.csv", GOOD)
        archive.writestr(name, GOOD)
    before = set(tmp_path.rglob("*"))
    with pytest.raises(InputError, match="a path that leads out of it"):
        forms.load(book, path)
    assert {one for one in tmp_path.rglob("*") if book not in (one, *one.parents)} == before
    assert forms.state(book)[0] == 0


def test_a_link_in_an_archive_is_not_followed(book: Path, tmp_path: Path) -> None:
    path = tmp_path / "towns.zip"
    link = zipfile.ZipInfo("EXP_link.csv")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("EXP_MUN.csv", GOOD)
    loaded = forms.load(book, path)
    assert [file.file for file in loaded.files] == ["towns.zip/EXP_MUN.csv"]
    assert any("EXP_link.csv (a link)" in note for note in loaded.files[0].notes)


def test_a_line_of_ten_megabytes_is_quarantined(book: Path, tmp_path: Path) -> None:
    path = forms.write(tmp_path / "EXP_MUN.csv", GOOD + "9" * 10_000_000 + "\n" + GOOD.partition("\n")[2])
    told = processes.load(book, path)
    assert told.code == 0, told.errors
    assert told.peak_mb < PEAK_MB
    [row] = forms.bad_rows(book)
    assert (row.line, row.reason, len(row.raw)) == (4, "a line of more than 1 MB", 2_000)
    assert forms.parts(forms.records(book)) == 1800


def test_a_workbook_of_formulas_gives_their_values_or_is_quarantined(book: Path, tmp_path: Path) -> None:
    header = forms.MUNICIPAL.split(";")
    rows = sheet_xml([header, [2023, 5, "1201", 160, "PR", 4106902, 5, 600]])
    formula = (
        '<row r="3"><c r="A3"><v>2023</v></c><c r="B3"><v>5</v></c><c r="C3" t="inlineStr"><is><t>0207</t></is></c>'
        '<c r="D3"><v>160</v></c><c r="E3" t="inlineStr"><is><t>PR</t></is></c><c r="F3"><v>4106902</v></c>'
        '<c r="G3"><v>5</v></c><c r="H3"><f>H2/2</f>{cached}</c></row>'
    )
    asked = formula.format(cached="<v>300</v>") + formula.format(cached="").replace('3"', '4"')
    path = write_workbook(tmp_path / "EXP_MUN.xlsx", {"data": rows + asked})
    told = processes.load(book, path)
    assert told.code == 0, told.errors
    assert forms.parts(forms.records(book)) == 900
    assert [row.reason for row in forms.bad_rows(book)] == ["VL_FOB: empty"]


@pytest.mark.slow
def test_a_million_bad_rows_cost_bounded_memory(book: Path, tmp_path: Path) -> None:
    kinds = [
        "2023;13;1201;160;PR;4106902;5;1",
        "2023;05;1201;160;PR;4106902",
        "2023;05;1201;160;PR;4106902;5;x",
        "junk",
    ]
    path = tmp_path / "EXP_MUN.csv"
    with path.open("w") as file:
        file.write(GOOD)
        for _ in range(250):
            file.write("\n".join(kinds * 1_000) + "\n")
    told = processes.load(book, path)
    assert told.code == 0, told.errors
    print(f"a million bad rows: {told.peak_mb:.0f} MB")
    assert told.peak_mb < PEAK_MB
    assert forms.parts(forms.records(book)) == 900
    assert len(forms.bad_lines(book)) == 1_000_000
