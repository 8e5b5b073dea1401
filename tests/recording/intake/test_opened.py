from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sverka.model.errors import InputError
from sverka.recording.intake import OpenedTable, finish, measure, number_lines, open_table, open_tables, peek

FileOf = Callable[..., Path]

BACI = "t,i,j,k,v,q\n2020,4,8,010100,521.828,\n2020,4,8,010117,204.02,24.020\n"


def engine_rows(table: OpenedTable) -> list[tuple[object, ...]]:
    columns = dict.fromkeys(table.header.columns, "VARCHAR")
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as engine:
        return engine.execute(
            "FROM read_csv($file, auto_detect = false, header = false, compression = 'none', skip = $skip,"
            f" delim = $delim, quote = $quote, columns = {columns})",
            {"file": str(table.text), "skip": table.header_lines, "delim": table.separator, "quote": table.quote},
        ).fetchall()


def test_a_plain_file_is_its_own_text(file_of: FileOf, work: Path) -> None:
    path = file_of(BACI)
    table = open_table(path, work)
    assert table == OpenedTable(
        file="table.csv",
        sha256=hashlib.sha256(BACI.encode()).hexdigest(),
        text=path,
        encoding="utf-8",
        separator=",",
        quote='"',
        header=table.header,
        data_lines=2,
        header_lines=1,
        blank_lines=False,
        has_quotes=False,
        clean=True,
        temporary=False,
        notes=(),
        content=hashlib.sha256(BACI.encode()).hexdigest(),
    )
    assert table.header.columns == ("t", "i", "j", "k", "v", "q")
    assert table.header.file == "table.csv"
    assert table.header.rows == (
        ("2020", "4", "8", "010100", "521.828", ""),
        ("2020", "4", "8", "010117", "204.02", "24.020"),
    )
    table.discard()
    assert path.exists()


@pytest.mark.parametrize(
    ("text", "data", "header", "blank"),
    [
        ("a;b\n1;2\n3;4", 2, 1, False),
        ("a;b\r\n1;2\r\n3;4\r\n", 2, 1, False),
        ("\ufeffa;b\n1;2\n", 1, 1, False),
        ("\n\na;b\n1;2\n\n\n3;4\n\n", 2, 3, True),
        ("\r\na;b\r\n1;2\r\n\r\n3;4\r\n", 2, 2, True),
        ("\n\na;b\n1;2\n3;4\n", 2, 3, False),
        ("sep=;\na;b\n1;2\n", 1, 2, False),
        ("\ufeffsep=;\r\n\r\na;b\r\n1;2\r\n\r\n", 1, 3, True),
        ("a;b\n", 0, 1, False),
        ("a;b", 0, 1, False),
        ("a;b\n1;2\n\r", 1, 1, True),
        ("a;b\n;\n;\n", 2, 1, False),
    ],
)
def test_lines_are_counted_and_the_engine_finds_as_many(
    file_of: FileOf, work: Path, text: str, data: int, header: int, blank: bool
) -> None:
    table = open_table(file_of(text), work)
    assert (table.data_lines, table.header_lines, table.blank_lines) == (data, header, blank)
    assert table.header.columns == ("a", "b")
    if not text.endswith("\r"):
        assert len(engine_rows(table)) == data


def test_old_mac_line_ends_are_made_into_newlines(file_of: FileOf, work: Path) -> None:
    table = open_table(file_of("a;b\r1;2\r\r3;4\r"), work)
    assert table.text.read_bytes() == b"a;b\n1;2\n\n3;4\n"
    assert (table.data_lines, table.blank_lines, table.temporary) == (2, True, True)
    assert table.notes == ("lines end with a carriage return alone",)


def test_gzip_and_zip_give_the_checksum_of_the_file_as_given(file_of: FileOf, zip_of: FileOf, work: Path) -> None:
    packed = file_of(gzip.compress(BACI.encode()), "no_suffix")
    archive = zip_of({"baci/y2020.csv": BACI.encode()})
    for path, name in ((packed, "no_suffix"), (archive, "archive.zip/baci/y2020.csv")):
        table = open_table(path, work)
        assert table.file == table.header.file == name
        assert table.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
        assert table.text.read_text() == BACI
        table.discard()
    assert list(work.iterdir()) == []


def test_an_archive_gives_its_tables_and_names_the_rest(zip_of: FileOf, work: Path) -> None:
    path = zip_of(
        {
            "BACI_Y2019.csv": BACI.encode(),
            "BACI_Y2020.csv": BACI.encode() * 1,
            "country_codes.csv": "country_code,country_name\n4,Afghanistan\n8,Albania\n".encode("utf-16"),
            "docs/": b"",
            "docs/paper.pdf": b"%PDF-1.7 ...",
            "Readme.txt": b"CEPII, BACI\nThe archive has\nlines, of prose, with commas\n",
            "__MACOSX/._BACI_Y2019.csv": b"a,b\n1,2\n",
            "nested.zip": b"PK\x03\x04....",
            "empty.csv": b"",
        }
    )
    tables = list(open_tables(path, work))
    assert [table.file for table in tables] == [
        "archive.zip/BACI_Y2019.csv",
        "archive.zip/BACI_Y2020.csv",
        "archive.zip/country_codes.csv",
    ]
    assert [table.data_lines for table in tables] == [2, 2, 2]
    assert tables[0].notes == (
        "left out: docs/paper.pdf (this is a PDF document, not a table), Readme.txt (not a table), "
        "nested.zip (a packed file within a packed file), empty.csv (empty)",
    )
    assert tables[1].notes == ()
    assert tables[2].notes == ("read as UTF-16",)
    assert len(list(work.iterdir())) == 3
    with pytest.raises(InputError, match="several tables"):
        open_table(path, work)


def test_a_table_is_loaded_while_it_is_measured(file_of: FileOf, work: Path) -> None:
    path = file_of(BACI)
    peeked = peek(path, work)
    assert peeked.text == path
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(measure, path)
        assert finish(peeked, running.result(), work) == open_table(path, work)
        assert finish(peeked, running.result(), work, rows=2) == open_table(path, work)


def test_rows_that_do_not_account_for_the_lines_have_the_blank_ones_counted(file_of: FileOf, work: Path) -> None:
    path = file_of(BACI + "\n")
    table = finish(peek(path, work), measure(path), work, rows=2)
    assert (table.data_lines, table.blank_lines) == (2, True)


def test_what_is_packed_cannot_be_read_at_once(zip_of: FileOf, work: Path) -> None:
    path = zip_of({"a.csv": BACI.encode()})
    peeked = peek(path, work)
    assert (peeked.kind, peeked.look, peeked.text) == ("zip", None, None)
    with pytest.raises(ValueError, match="open_tables"):
        finish(peeked, measure(path), work)


@pytest.mark.parametrize("name", ["y[1-2].csv", "all*.csv", "plain.csv.gz", "s3:table", "~table.csv", "{a,b}.zst"])
def test_no_engine_takes_the_name_for_something_else(file_of: FileOf, work: Path, name: str) -> None:
    path = file_of(BACI, name)
    table = open_table(path, work)
    assert len(engine_rows(table)) == 2
    table.discard()
    assert path.exists()
    assert list(work.iterdir()) == []


def test_a_name_cannot_speak_to_the_terminal(zip_of: FileOf, work: Path) -> None:
    (table,) = open_tables(zip_of({"\x1b]0;x\x07\u202ea.csv": BACI.encode()}), work)
    assert table.file == "archive.zip/?]0;x??a.csv"


def test_progress_tells_of_all_bytes(file_of: FileOf, work: Path) -> None:
    path = file_of(BACI)
    told: list[int] = []
    number_lines(path, work.parent / "n", separator=",", quote='"', columns=6, progress=told.append)
    assert sum(told) == len(BACI) - len("t,i,j,k,v,q\n")
    told.clear()
    measure(path, progress=told.append)
    assert sum(told) == len(BACI)


def packed_alike(content: bytes, folder: Path) -> list[Path]:
    (folder / "plain").write_bytes(content)
    (folder / "gz").write_bytes(gzip.compress(content))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("member", content)
    (folder / "zip").write_bytes(buffer.getvalue())
    return [folder / name for name in ("plain", "gz", "zip")]


def outcome(path: Path, work: Path) -> object:
    try:
        table = open_table(path, work)
    except InputError as error:
        return error.what
    text = table.text.read_bytes()
    return replace(
        table, file="", sha256="", content="", text=Path(), temporary=False, header=replace(table.header, file="")
    ), text


LINE = st.one_of(
    st.just(b"1;2"), st.just(b""), st.just(b'"a;b";3'), st.binary(max_size=12), st.text(max_size=6).map(str.encode)
)


@given(
    lines=st.lists(LINE, max_size=12),
    end=st.sampled_from([b"\n", b"\r\n", b"\r"]),
    start=st.sampled_from([b"", b"\xef\xbb\xbf", b"\n"]),
)
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_accounted_for_and_packing_changes_nothing(lines: list[bytes], end: bytes, start: bytes) -> None:
    content = start + end.join([b"left;right", *lines])
    with TemporaryDirectory() as name:
        folder = Path(name)
        plain, packed, archive = (outcome(path, folder / "work") for path in packed_alike(content, folder))
        assert plain == packed
        if isinstance(plain, tuple) and isinstance(archive, tuple):
            assert plain == archive
        if isinstance(plain, tuple):
            account_for(open_table(folder / "plain", folder / "work"), folder)


def account_for(table: OpenedTable, folder: Path) -> None:
    done = number_lines(
        table.text,
        folder / "numbered",
        separator=table.separator,
        quote=table.quote,
        columns=len(table.header.columns),
        header_lines=table.header_lines,
    )
    assert table.data_lines == done.good + done.bad
    assert table.blank_lines == (done.blank > 0)
    assert sum(1 for _ in done.bad_lines()) == done.bad
