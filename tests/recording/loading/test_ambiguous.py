"""A name that may be several countries is told, with the one that it was taken for."""

from __future__ import annotations

from pathlib import Path

import pytest

from sverka.recording.load import Loaded
from sverka.recording.source import Asked

from . import forms

HEADER = "Classification,Year,Period,Trade Flow,Reporter,Partner,Commodity Code,Trade Value (US$)"


def loaded(book: Path, folder: Path, *partners: str, names: dict[str, str] | None = None) -> Loaded:
    rows = [f'H4,2019,2019,Export,Kazakhstan,"{partner}",2709,{100 + at}' for at, partner in enumerate(partners)]
    file = forms.write(folder / "file.csv", "\n".join([HEADER, *rows, ""]))
    return forms.load(book, file, asked=Asked(names=names or {}))


def told(one: Loaded) -> list[str]:
    return [note for note in one.files[0].notes if "may be" in note]


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("Korea", "Korea is read as South Korea (KR), and may be North Korea (KP): --names settles it"),
        ("KOREA", "Korea is read as South Korea (KR), and may be North Korea (KP): --names settles it"),
        (
            " Congo ",
            "Congo is read as Republic of the Congo (CG), and may be "
            "Democratic Republic of the Congo (CD): --names settles it",
        ),
    ],
)
def test_a_name_of_two_countries_is_told(book: Path, tmp_path: Path, name: str, note: str) -> None:
    assert told(loaded(book, tmp_path, "China", name, name)) == [note]


@pytest.mark.parametrize(
    "name", ["Rep. of Korea", "Korea, Republic of", "Congo, Rep.", "Dem. Rep. of the Congo", "Guinea"]
)
def test_a_name_of_one_country_is_not(book: Path, tmp_path: Path, name: str) -> None:
    assert told(loaded(book, tmp_path, "China", name)) == []


@pytest.mark.parametrize(("code", "places"), [("KR", {"KR", "CN"}), ("KP", {"KP", "CN"})])
def test_what_the_user_settled_is_not_told(book: Path, tmp_path: Path, code: str, places: set[str]) -> None:
    one = loaded(book, tmp_path, "China", "Korea", names={"Korea": code})
    assert (told(one), {row["partner"] for row in forms.records(book)}) == ([], places)
