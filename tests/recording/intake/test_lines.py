from __future__ import annotations

import csv
import io
import tracemalloc
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sverka.recording.intake import BadLine, Numbered, lines, number_lines, raw_lines
from sverka.recording.intake.limits import MAX_LINE

FileOf = Callable[..., Path]


def number(path: Path, quote: str = '"', header_lines: int = 1) -> tuple[Numbered, list[list[str]]]:
    target = path.with_name("numbered.csv")
    done = number_lines(path, target, separator=";", quote=quote, columns=2, header_lines=header_lines)
    with target.open(encoding="utf-8", newline="") as file:
        return done, list(csv.reader(file, delimiter=";"))


def test_each_line_is_good_bad_or_blank_with_its_reason(file_of: FileOf) -> None:
    content = (
        b'a;b\r\n1;2\r\n\r\n3\n4;5;6\n"x;y";7\n"open;8\n"a"b;9\n1\0;2\n1;\r2\n\xff;3\n' + "ж;4\n".encode() + b"5;6"
    )
    done, rows = number(file_of(content))
    assert rows == [["__line", "a", "b"], ["2", "1", "2"], ["6", "x;y", "7"], ["12", "ж", "4"], ["13", "5", "6"]]
    assert (done.good, done.bad, done.blank) == (4, 7, 1)
    assert list(done.bad_lines()) == [
        BadLine(4, "1 field where the header has 2"),
        BadLine(5, "3 fields where the header has 2"),
        BadLine(7, "a quotation mark that is not closed"),
        BadLine(8, "a quotation mark inside a quoted field"),
        BadLine(9, "a NUL byte"),
        BadLine(10, "a carriage return inside the line"),
        BadLine(11, "bytes that are not UTF-8"),
    ]


def test_marks_that_quote_nothing_are_characters(file_of: FileOf) -> None:
    done, _ = number(file_of('a;b\npipe 1/2";3\n"x;4\n'), quote="")
    assert (done.good, done.bad) == (2, 0)
    assert file_of("").with_name("numbered.csv").read_text() == '__line;a;b\n2;pipe 1/2";3\n3;"x;4\n'


def test_lines_before_the_header_keep_their_numbers(file_of: FileOf) -> None:
    done, rows = number(file_of("\nsep=;\na;b\n1;2\n"), header_lines=3)
    assert rows == [["__line", "a", "b"], ["4", "1", "2"]]
    assert done.good == 1


@pytest.mark.parametrize("excess", [0, 1, MAX_LINE, 10 * MAX_LINE])
def test_a_line_over_the_limit_is_bad_and_the_next_is_not(file_of: FileOf, excess: int) -> None:
    long = b"x" * (MAX_LINE - 3 + excess) + b";2\n"
    path = file_of(b"a;b\n1;2\n" + long + b"3;4\n")
    done = number_lines(path, path.with_name("n"), separator=";", quote='"', columns=2)
    assert (done.good, done.bad) == ((3, 0) if excess == 0 else (2, 1))
    assert list(done.bad_lines()) == ([BadLine(3, "a line of more than 1 MB")] if excess else [])
    assert list(raw_lines(path, [2, 3, 4])) == [(2, "1;2"), (3, "x" * 2000), (4, "3;4")]


def test_a_long_last_line_without_an_end(file_of: FileOf) -> None:
    done, _ = number(file_of(b"a;b\n" + b"x" * (3 * MAX_LINE)))
    assert (done.good, done.bad) == (0, 1)


def test_raw_lines_by_their_numbers(file_of: FileOf) -> None:
    path = file_of(b"a\r\n\n\xff\nlast")
    assert list(raw_lines(path, [1, 2, 3, 4, 9])) == [(1, "a"), (2, ""), (3, "\ufffd"), (4, "last"), (9, "")]


@given(
    content=st.lists(st.sampled_from([b"", b"\r", b"1;2", b"x" * 9]), min_size=1, max_size=30),
    block=st.integers(1, 12),
    chosen=st.sets(st.integers(1, 35)),
)
def test_lines_by_their_numbers_whatever_the_blocks(content: list[bytes], block: int, chosen: set[int]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "BLOCK", block)
        found = list(lines.lines_at(io.BytesIO(b"\n".join(content)), sorted(chosen)))
    assert found == [(at, content[at - 1] if at <= len(content) else b"") for at in sorted(chosen)]


def test_bad_lines_cost_no_memory(file_of: FileOf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "BLOCK", 1 << 14)
    path = file_of(b"a;b\n" + b"1;2;3\n" * 30_000)
    tracemalloc.start()
    try:
        done, _ = number(path)
        raw = sum(1 for _ in raw_lines(path, (bad.line for bad in done.bad_lines())))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert done.bad == raw == 30_000
    assert peak < 1_500_000


def judged(line: bytes) -> list[str] | None:
    """The careful way once more, as plainly as can be: the fields of a good line."""
    bare = line.removesuffix(b"\r")
    try:
        text = bare.decode()
        fields = next(csv.reader([text], delimiter=";", strict=True)) if '"' in text else text.split(";")
    except (UnicodeDecodeError, csv.Error):
        return None
    # Empty fields after the last column say nothing.
    while len(fields) > 2 and not fields[-1]:
        fields.pop()
    return None if b"\0" in bare or b"\r" in bare or len(fields) != 2 else fields


LINE = st.lists(st.sampled_from([b"1", b";", b'"', b"\r", b"\0", "ж".encode(), b"\xff", b" ", b","]), max_size=7).map(
    b"".join
)


@given(content=st.lists(LINE, max_size=15).map(b"\n".join), block=st.integers(6, 40))
@settings(max_examples=250, deadline=None)
def test_the_numbering_is_exact_for_any_bytes_and_blocks(content: bytes, block: int) -> None:
    expected = content.split(b"\n")
    if not expected[-1]:
        expected.pop()
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "BLOCK", block)
        path = Path(name, "file")
        path.write_bytes(b"a;b\n" + content)
        done, rows = number(path)
        good = {at: judged(line) for at, line in enumerate(expected, start=2) if judged(line) is not None}
        assert {int(row[0]): row[1:] for row in rows[1:]} == good
        assert done.good + done.bad + done.blank == len(expected)
        assert done.blank == sum(line in {b"", b"\r"} for line in expected)
        assert [bad.line for bad in done.bad_lines()] == [
            at for at, line in enumerate(expected, start=2) if at not in good and line not in {b"", b"\r"}
        ]
        assert engine_numbers(path.with_name("numbered.csv")) == list(good)


@cache
def engine() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"autoinstall_known_extensions": "false"})


def engine_numbers(path: Path) -> list[int]:
    rows = engine().execute(
        "SELECT __line FROM read_csv($file, auto_detect = false, header = true, delim = ';', quote = '\"',"
        " columns = {'__line': 'BIGINT', 'a': 'VARCHAR', 'b': 'VARCHAR'})",
        {"file": str(path)},
    )
    return [row[0] for row in rows.fetchall()]
