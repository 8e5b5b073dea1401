"""What is read although it is not written as the form says, counted; and beside each tolerance what is not read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sverka.model.errors import InputError
from sverka.recording import careful, taken
from sverka.recording.intake import parts
from sverka.recording.intake.parts import parts_of
from sverka.recording.load import Loaded, Request, load_records

from . import forms

BACI = "BACI_HS17_Y2020_V202401.csv"


def baci(*rows: str) -> str:
    return "\n".join(["t,i,j,k,v,q", *rows]) + "\n"


def load(book: Path, name: str, text: str, **how: object) -> Loaded:
    return forms.load(book, forms.write(book.with_name(name), text), **how)


def values(book: Path) -> list[str]:
    return sorted(str(row["primary_value"]) for row in forms.records(book))


def reasons(book: Path) -> dict[int, str]:
    return {row.line: row.reason for row in forms.bad_rows(book)}


GOOD, OTHER = "2020,710,156,260300,100,5", "2020,710,156,260400,100,5"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("2020.0,710.0,156,260300.0,100,5", {"code_points": 1}),
        ("2020,710,156,80510,100,5", {"padded_6": 1}),
        ("2020,710,156,80510.0,100,5", {"padded_6": 1, "code_points": 1}),
        ("2020,710,156,260300,100,NaN", {"no_value": 1}),
        ("2020,710,156,260300,100,null", {"no_value": 1}),
        ('2020,710,156,260300,"1,234,567.5",5', {"thousands": 1}),
        ('2020,710,156,260300,"1,234.5",5', {"thousands": 1}),
        ("2020,710,156,260300,1 234.5,5", {"thousands": 1}),
        ("2020,710,156,260300,1\u00a0234\u202f567.5,5", {"thousands": 1}),
        ("2020,710,156,260300,\u00a0100\u202f,5", {"spaces": 1}),
        ("\ufeff2020,710,156,260300,100,5", {"spaces": 1}),
        ("2020,710,156,260300,100,c", {"withheld": 1}),
        ("2020,710,156,260300,1.5e3,5", {}),
    ],
)
def test_a_tolerance_is_counted(row: str, told: dict[str, int], book: Path) -> None:
    [file] = load(book, BACI, baci(OTHER, row, "2020,710,156,260300,x1,5")).files
    assert (file.stored, file.quarantined, file.tolerated) == (2, 1, told)
    assert reasons(book) == {4: "v: not a number"}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2020,15.6,156,260300,100,5", "i: not a whole number"),
        ("2020,710,156,2603.5,100,5", "k: must be 6 digits"),
        ("2020,710,156,2603000,100,5", "k: must be 6 digits"),
        ("2020,710,156,8051,100,5", "k: must be 6 digits"),
        ("2020,710,156,26030,100,5", "k: must be 6 digits"),
        ("2020,710,156,2709.0,100,5", "k: must be 6 digits"),
        ("2020,710,156,1e0005,100,5", "k: must be 6 digits"),
        ("2020,710,156,Mining,100,5", "k: must be 6 digits"),
        ("2020,710,156,85x200,100,5", "k: must be 6 digits"),
        ("2020,710,156,260300,1_000,5", "v: not a number"),
        ("2020,710,156,260300,0x1F,5", "v: not a number"),
        ('2020,710,156,260300,"1,23,456",5', "v: not a number"),
        ("2020,710,156,260300,1 23,5", "v: not a number"),
        ("2020,710,156,260300,1e999,5", "v: not a number"),
        ("2020,710,156,260300,nan,5", "v: empty"),
        ('2020,710,156,260300,"1,23",5', "v: a comma or point that may part thousands or decimals"),
        ('2020,710,156,260300,"1,234",5', "v: a comma or point that may part thousands or decimals"),
        ("2020,710,156,260300,…,5", "v: confidential in the source"),
        ("2020,710,156,260300,к,5", "v: confidential in the source"),
        ("2020,710,156,260300,:c,5", "v: confidential in the source"),
        ("2020,710,156,260300,x,5", "v: confidential in the source"),
        ("2020,710,156,260300,-,5", "v: confidential or not given in the source"),
        ("2020,710,156,260300,100,5,7", "7 fields where the header has 6"),
        ("2020,710,156,260300,100", "5 fields where the header has 6"),
    ],
)
def test_a_near_miss_is_refused(row: str, reason: str, book: Path) -> None:
    # A decimal point elsewhere in the column leaves a lone comma in doubt.
    [file] = load(book, BACI, baci(OTHER, row, "2020,710,156,260300,0.5,5")).files
    assert (file.stored, file.quarantined, file.tolerated) == (2, 1, {})
    assert reasons(book) == {3: reason}


def test_a_column_shows_what_a_comma_is(book: Path) -> None:
    shown = '2020,710,156,260300,"1,234,567",5'
    load(book, BACI, baci(GOOD, '2020,710,156,260400,"1,234",5', shown))
    assert values(book) == ["100000.00", "1234000.00", "1234567000.00"]
    other = book.with_name("other")
    [file] = forms.load(other, forms.write(book.with_name(BACI), baci(GOOD, '2020,710,156,260400,"10,5",5'))).files
    assert values(other) == ["100000.00", "10500.00"]
    assert file.tolerated == {"decimal_comma": 1}


def test_trailing_separators_cost_nothing(book: Path) -> None:
    [file] = load(book, BACI, baci(f"{GOOD},", "", f"{GOOD.replace('100', '1')},,", "2020,710,156,260300,abc,5,")).files
    assert (file.rows, file.stored, file.quarantined) == (3, 2, 1)
    assert reasons(book) == {5: "v: not a number"}
    assert "empty fields at the end of rows are left out" in file.notes


def test_only_columns_without_a_name_may_be_missing(book: Path) -> None:
    header = forms.MUNICIPAL + ";"
    lines = ["2023;05;1201;160;PR;4118204;1000;520", "2023;05;1201;160;PR;4118204;1000"]
    [file] = load(book, "EXP_MUN.csv", forms.towns(*lines, header=header)).files
    assert (file.stored, file.quarantined) == (1, 1)
    assert reasons(book) == {3: "7 fields where the header has 9"}


@pytest.mark.parametrize(
    ("codes", "stored", "padded"),
    [(("27", "8"), 2, 1), (("27", "8", "0805"), 2, 0), (("8", "9"), 0, 0), (("TOTAL", "27", "1"), 3, 1)],
)
def test_chapters_get_their_zero_where_all_others_have_two_digits(
    codes: tuple[str, ...], stored: int, padded: int, book: Path
) -> None:
    text = forms.comtrade(*({"cmdCode": code} for code in (*codes, "TOTAL")))
    [file] = load(book, "c.csv", text).files
    assert (file.stored, file.tolerated.get("padded_2", 0)) == (stored + 1, padded)
    if padded:
        assert {"08", "01"} & {row["commodity"] for row in forms.records(book)}


def test_two_columns_of_one_name_are_refused(book: Path) -> None:
    with pytest.raises(InputError, match="two columns are called 'v'"):
        load(book, BACI, "t,i,j,k,v,V,q\n2020,710,156,260300,1,2,3\n")


NUMBER = st.one_of(
    st.integers(0, 10**7).map(str),
    st.decimals(0, 10**6, places=2).map(str),
    st.integers(1000, 10**9).map(lambda n: f'"{n:,}"'),
    st.integers(1000, 10**9).map(lambda n: f"{n:,}".replace(",", " ")),
    st.sampled_from(["abc", "…", "", "-", '"1,23"', "1_0", "NaN", '"a', 'b"c', "1e3"]),
)

PLAIN = st.sampled_from(["12345678901234567890", "-5", "1.5", "7,7", "x", "1e30"])


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(
    numbers=st.lists(st.one_of(NUMBER, PLAIN, st.just(None)), max_size=25),
    size=st.integers(40, 200),
    ends=st.sampled_from(["", ",", "\r"]),
)
def test_the_account_holds_and_parts_change_nothing(
    numbers: list[str | None], size: int, ends: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever a file holds, however it is parted, and whether or not the fast way tells which lines it did not take:
    rows = stored + quarantined, the same rows, the same reasons.
    """
    folder = tmp_path_factory.mktemp("law")
    lines = ["" if number is None else f"2020,710,156,260300,{number},5{ends}" for number in numbers]
    text = baci(f"2020,710,156,260300,7,5{ends}", *lines)
    seen = []
    for bytes_of_part, most in ((parts.PART, 100), (size, 100), (size, -1)):
        book = folder / f"book{bytes_of_part}{most}"
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(parts, "PART", bytes_of_part)
            patch.setattr(careful, "MOST_PARTS", 1 << 40)
            patch.setattr(careful, "MOST_REJECTED", most)
            [file] = load_records(book, Request((forms.write(folder / BACI, text),))).files
        assert file.rows == file.stored + file.quarantined == 1 + sum(number is not None for number in numbers)
        seen.append((file.stored, dict(file.tolerated), values(book), reasons(book)))
        assert len(seen[-1][2]) == file.stored
    assert seen[0] == seen[1] == seen[2]


@given(
    kinds=st.lists(st.sampled_from(["row", "unsound", "rejected", "blank"]), max_size=40),
    header_lines=st.integers(0, 3),
)
def test_places_among_rows_tell_their_lines(kinds: list[str], header_lines: int) -> None:
    lines = list(enumerate(kinds, start=header_lines + 1))
    given_rows = [(line, kind) for line, kind in lines if kind in ("row", "unsound")]
    told = taken.Taken(
        rows=len(given_rows),
        sound=sum(kind == "row" for _, kind in given_rows),
        unsound=tuple(place for place, (_, kind) in enumerate(given_rows) if kind == "unsound"),
    )
    rejected, blank = ([line for line, kind in lines if kind == one] for one in ("rejected", "blank"))
    left = told.lines_left(header_lines, rejected, blank)
    assert left == [line for line, kind in lines if kind in ("unsound", "rejected")]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(st.sampled_from([b"a,b", b"", b"\r", b"x" * 30, b"1_0"]), max_size=20), size=st.integers(1, 60))
def test_parts_are_the_lines_of_the_file(
    lines: list[bytes], size: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("parts") / "file"
    path.write_bytes(b"h,h\n" + b"\n".join(lines))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "PART", size)
        found = list(parts_of(path, 1, size))
    assert b"".join(block for _, block in found) == b"\n".join(lines)
    assert sum(part.rows for part, _ in found) == sum(line not in (b"", b"\r") for line in lines)
    data = path.read_bytes()
    for part, block in found:
        assert data[part.start : part.end] == block
        assert data[: part.start].count(b"\n") == part.line - 1
