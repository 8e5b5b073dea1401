"""What files call their places: unknown names as they stand, names settled by the user, namesakes of countries."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from sverka.model.errors import InputError, RefusedError
from sverka.recording.book import BookStore
from sverka.recording.file_names import read_names
from sverka.recording.load import Request, load_records
from sverka.recording.lookup_sql import own_name
from sverka.recording.source import Asked
from sverka.recording.unknowns import held_unknowns

MAPPING = tomllib.loads(
    """source = "n"
reporter = { column = "who" }
partner = { column = "partner" }
flow = { value = "export" }
period = { column = "year", form = "YYYY" }
commodity = { value = "TOTAL", classification = "HS2017" }
primary_value = { column = "value", currency = "USD", scale = 1, valuation = "FOB" }
"""
)


def load(book: Path, *rows: tuple[str, str, int], names: dict[str, str] | None = None):
    file = book.with_name("x.csv")
    lines = ["who,partner,year,value", *(f'"{who}","{partner}",2023,{value}' for who, partner, value in rows)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return load_records(book, Request((file,), "table", Asked(mapping=MAPPING, names=names or {})))


def reporters(book: Path) -> set[str]:
    from sverka.recording.status import holdings

    return {one.reporter for one in holdings(BookStore.open(book).snapshot())}


def test_a_name_that_no_table_knows_is_told_as_it_stands(book: Path) -> None:
    loaded = load(book, ("Kazakhstan", "  New  Atlantis ", 70), ("Kazakhstan", "Ys", 5), ("Kazakhstan", "China", 9))
    told = {(one.name, one.code, one.rows, one.value) for one in loaded.entry.unknown}
    assert told == {("New Atlantis", own_name("new atlantis"), 1, 70), ("Ys", own_name("Ys"), 1, 5)}
    held = held_unknowns(BookStore.open(book).snapshot())
    assert [(one.name, one.column, one.rows, one.value) for one in held] == [
        ("New Atlantis", "partner", 1, 70),
        ("Ys", "partner", 1, 5),
    ]


def test_one_line_settles_a_name_and_the_same_file_comes_again_without_a_refusal(book: Path) -> None:
    rows = ("Kazakhstan", "New Atlantis", 70), ("Kazakhstan", "China", 9)
    load(book, *rows)
    loaded = load(book, *rows, names={"new atlantis": "PT"})
    assert loaded.entry.unknown == ()
    assert held_unknowns(BookStore.open(book).snapshot()) == ()


def test_what_was_not_settled_still_protects_the_book(book: Path) -> None:
    load(book, ("Kazakhstan", "New Atlantis", 70), ("Kazakhstan", "Ys", 70))
    with pytest.raises(RefusedError, match="would drop"):
        load(book, ("Kazakhstan", "New Atlantis", 70), names={"new atlantis": "PT"})


def test_the_user_has_the_last_word_on_names_that_tables_know(book: Path) -> None:
    load(book, ("Georgia", "China", 9), names={"Georgia": "US-GA"})
    assert reporters(book) == {"US-GA"}


@pytest.mark.parametrize(
    ("column", "georgia"),
    [
        (("Alabama", "Georgia", "Texas"), "US-GA"),
        (("Alabama", "Georgia", "Texas", "United States"), "US-GA"),
        (("ALABAMA", "GEORGIA", "TEXAS"), "US-GA"),
        (("Armenia", "Georgia", "Azerbaijan"), "GE"),
        (("Georgia",), "GE"),
        (("Alabama", "Georgia"), "GE"),
        (("Alabama", "Georgia", "Texas", "Armenia"), "GE"),
        (("Alabama", "GE", "Texas"), "GE"),
    ],
)
def test_georgia_is_a_state_beside_states_alone(book: Path, column: tuple[str, ...], georgia: str) -> None:
    loaded = load(book, *((who, "China", 9) for who in column))
    assert georgia in reporters(book)
    assert {"GE", "US-GA"} - {georgia} not in ({one} for one in reporters(book))
    told = any("read as US-GA" in note for note in loaded.files[0].notes)
    assert told == (georgia == "US-GA")


def test_names_are_given_as_toml_or_as_csv() -> None:
    toml = 'Atlantis = "PT"\n"Ys, island of" = "ys"\nGeorgia = "US-GA"\n'
    text = 'name,code\nAtlantis,PT\n"Ys, island of",ys\nGeorgia,US-GA\n'
    assert (
        read_names(toml, "n") == read_names(text, "n") == read_names(text.replace(",", ";").replace("Ys;", "Ys,"), "n")
    )
    for wrong in ('Atlantis = "Portugal!"\n', "Atlantis = 7\n", "Atlantis: PT\n", "name,place\nAtlantis,PT\n"):
        with pytest.raises(InputError):
            read_names(wrong, "n")
