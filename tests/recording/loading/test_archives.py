"""Members of an archive that are not loaded are named, wherever they stand in it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from sverka.model.errors import InputError

from . import forms

BACI = "t,i,j,k,v,q\n2020,710,156,080510,40,1\n"
COUNTRIES = "country_code,country_name\n710,South Africa\n"


def archive(path: Path, *members: tuple[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as packed:
        for name, text in members:
            packed.writestr(name, text)
    return path


@pytest.mark.parametrize("first", [True, False])
def test_tables_of_no_known_form_are_named(book: Path, tmp_path: Path, first: bool) -> None:
    data, other = ("BACI_HS17_Y2020.csv", BACI), ("country_codes_V202401.csv", COUNTRIES)
    members = (other, data) if first else (data, other)
    loaded = forms.load(book, archive(tmp_path / "b.zip", *members, ("Readme.txt", "This is BACI\n")))
    [file] = loaded.files
    assert (file.file, file.stored) == ("b.zip/BACI_HS17_Y2020.csv", 1)
    assert [note for note in file.notes if note.startswith("passed over: country_codes_V202401.csv (")]
    assert [note for note in file.notes if note.startswith("left out: Readme.txt (")]


def test_each_is_told_once_and_a_long_list_is_cut(book: Path, tmp_path: Path) -> None:
    others = [(f"c{n}.csv", COUNTRIES) for n in range(12)]
    loaded = forms.load(book, archive(tmp_path / "b.zip", *others[:1], ("BACI_HS17_a.csv", BACI), *others[1:]))
    [file] = loaded.files
    told = "; ".join(note for note in file.notes if note.startswith("passed over"))
    assert told.count("c0.csv") == told.count("c1.csv") == 1
    assert told.endswith("and 1 more")


def test_an_archive_of_no_known_form_is_refused(book: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="header"):
        forms.load(book, archive(tmp_path / "b.zip", ("country_codes.csv", COUNTRIES)))


@pytest.mark.parametrize(
    "name",
    ["BACI_HS17_\x01{}.csv", f"BACI_HS17_{'x' * 220}{{}}.csv"],
    ids=["control characters", "beyond what is shown"],
)
def test_members_are_told_apart_by_what_is_in_them(book: Path, tmp_path: Path, name: str) -> None:
    """Their names would be shown alike, as control characters are masked and long names cut; they get numbers."""
    tails = ("\x02", "\x03", "\x04") if "\x01" in name else ("a", "b", "c")
    years = [BACI.replace("2020", str(year)) for year in (2020, 2021, 2022)]
    members = [(name.format(tail), text) for tail, text in zip(tails, years, strict=True)]
    loaded = forms.load(book, archive(tmp_path / "b.zip", *members))
    assert len({file.file for file in loaded.files}) == 3
    assert [(file.rows, file.stored) for file in loaded.files] == [(1, 1)] * 3
    assert sorted(row["year"] for row in forms.records(book)) == [2020, 2021, 2022]


def test_the_same_content_under_two_names_counts_once(book: Path, tmp_path: Path) -> None:
    loaded = forms.load(book, archive(tmp_path / "b.zip", ("BACI_HS17_1.csv", BACI), ("BACI_HS17_2.csv", BACI)))
    assert ["given twice in one load" in file.notes for file in loaded.files] == [False, True]
    assert len(forms.records(book)) == 1
