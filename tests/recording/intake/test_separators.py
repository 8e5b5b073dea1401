from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sverka.recording.intake.separators import FieldsError, Form, choose, header_names, separator_line, unique_names


@pytest.mark.parametrize(
    ("header", "samples", "expected"),
    [
        ("t,i,j", ["1,2,3"], Form(",")),
        ("NAPR\tPERIOD\tSTOIM", ["ИМ\t01/2020\t1,5"], Form("\t")),
        ("a|b", ["1,5|2,5"], Form("|")),
        ("a;b, in $;c", ["1;2,5;3"], Form(";")),
        ("a;b", [], Form(";")),
        ('"a,b";c', ['"1,2";3'], Form(";")),
        ("name;size", ['pipe 1/2";3', 'pipe 3/4";"x'], Form(";", "")),
        ("name;size", ['"a;b";3', 'x;"'], Form(";")),
        ("a;b;c", ["1;2", "3", "4;5;6"], Form(";")),
        ("one", ["1"], None),
        ("", [], None),
    ],
)
def test_the_separator_is_that_of_header_and_rows(header: str, samples: list[str], expected: Form | None) -> None:
    assert choose(header, samples) == expected


def test_a_named_separator_is_taken() -> None:
    assert choose("a;b,c", ["1;2,3"], ";") == Form(";")
    assert separator_line("\ufeffSEP=|\r") == "|"
    assert separator_line('"sep=\t"') == "\t"
    assert separator_line("separator") is None


@pytest.mark.parametrize(
    ("line", "reason"),
    [('1;"a', "not closed"), ('"a"b;2', "inside a quoted field"), (f'"{"x" * 140_000}";1', "more than 131,072")],
)
def test_a_line_that_cannot_be_cut_says_why(line: str, reason: str) -> None:
    with pytest.raises(FieldsError, match=reason):
        Form(";").fields(line)


def test_names_are_clean_and_differ() -> None:
    assert header_names('\ufeff "CO_ANO" ;CO_ANO;co_ano;;\x07x\r', Form(";")) == (
        "CO_ANO",
        "column_2",
        "column_3",
        "column_4",
        "x",
    )
    assert unique_names(["column_2", ""]) == ("column_2", "column_2_")


@given(
    st.lists(st.sampled_from(["", "a", "A", "column_1", "column_2", "column_3", "column_3_", "Column_2"]), max_size=8)
)
def test_no_two_names_are_alike(names: list[str]) -> None:
    made = unique_names(names)
    assert len({name.casefold() for name in made}) == len(names)
    assert all(made)
    assert not names or made[0] == (names[0] or "column_1")
