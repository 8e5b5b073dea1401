from __future__ import annotations

import gzip
import os
import stat
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sverka.model.errors import InputError
from sverka.recording.intake import Limits, open_table, open_tables, peek
from sverka.recording.intake import limits as limits_module
from sverka.recording.intake.limits import in_words

FileOf = Callable[..., Path]

TABLE = b"a;b\n" + b"".join(b"%d;%d\n" % (at, at * at) for at in range(20_000))
SMALL = Limits(ratio_from=100_000, expanded=10 << 20)


def refusal(path: Path, work: Path, limits: Limits = SMALL) -> InputError:
    with pytest.raises(InputError) as caught:
        list(open_tables(path, work, limits=limits))
    assert caught.value.where
    assert caught.value.next_step
    assert not work.exists() or list(work.iterdir()) == []
    return caught.value


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "empty"),
        (b"\n\n\r\n", "no line of the file names its columns"),
        (b"\xff\xfe", "no line of the file names its columns"),
        (b"one column\n1\n", "no table"),
        (b"%PDF-1.7\n1;2", "PDF"),
        (b"\n  <!DOCTYPE html><html>;", "web page"),
        (b"\xef\xbb\xbf<HTML>;", "web page"),
        (b'<?xml version="1.0"?>', "XML"),
        (b'{"data": [1, 2]}', "JSON"),
        (b'[{"a": 1}]', "JSON"),
        (b'{"data": [{"a": 1, "b": 2}', "JSON document that is damaged"),
        (b"[[" * 100_000, "JSON"),
        (b"{\\rtf1;", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "old Excel"),
        (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
        (b"BZh91AY", "bzip2"),
        (bytes(257) + b"ustar", "tar"),
        (b"\xff\xfe\x00\x00a\x00\x00\x00", "UTF-32"),
        (bytes(range(256)) * 10, "binary"),
        ("a;b\n1;2\n".encode("utf-16-le"), "binary"),
        (b"x" * (2 << 20), "no line"),
        (b";" * 3000 + b"\n", "3001 columns"),
    ],
)
def test_what_is_no_table_is_refused(file_of: FileOf, work: Path, content: bytes, what: str) -> None:
    assert what in refusal(file_of(content), work).what


@pytest.mark.parametrize("member", ["word/document.xml", "mimetype"])
def test_documents_that_are_zip_files_are_refused(zip_of: FileOf, work: Path, member: str) -> None:
    path = zip_of({"[Content_Types].xml": b"<x/>", member: b"x"})
    assert "document, not a table" in refusal(path, work).what


def test_a_header_alone_is_a_table_without_rows(file_of: FileOf, work: Path) -> None:
    assert open_table(file_of("a;b;c\n"), work).data_lines == 0


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices of POSIX")
def test_pipes_devices_and_folders_are_not_waited_for(tmp_path: Path, work: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "pipe")
    assert "pipe or a device" in refusal(tmp_path / "pipe", work).what
    assert "pipe or a device" in refusal(tmp_path / "link", work).what
    assert "pipe or a device" in refusal(Path("/dev/zero"), work).what
    assert "folder" in refusal(tmp_path, work).what


def test_files_that_cannot_be_opened(tmp_path: Path, work: Path, file_of: FileOf) -> None:
    assert "cannot be opened" in refusal(tmp_path / "missing.csv", work).what
    assert "cannot be opened" in refusal(tmp_path / "nul\0.csv", work).what
    locked = file_of(b"a;b\n")
    locked.chmod(0)
    if not os.access(locked, os.R_OK):
        assert "cannot be opened" in refusal(locked, work).what


@pytest.mark.parametrize("kept", [0.05, 0.5, 0.999])
def test_packed_files_that_are_cut_off(file_of: FileOf, zip_of: FileOf, work: Path, kept: float) -> None:
    packed = gzip.compress(TABLE)
    cut = file_of(packed[: int(len(packed) * kept)], "t.csv.gz")
    assert "cut off" in refusal(cut, work).what
    archive = zip_of({"t.csv": TABLE}).read_bytes()
    assert "cut off" in refusal(file_of(archive[: int(len(archive) * kept)], "t.zip"), work).what


def test_packed_files_that_are_damaged(file_of: FileOf, zip_of: FileOf, work: Path) -> None:
    for content in (gzip.compress(TABLE), zip_of({"t.csv": TABLE}).read_bytes()):
        broken = bytearray(content)
        broken[len(broken) // 2] ^= 0xFF
        assert "damaged" in refusal(file_of(bytes(broken), "t"), work).what


def test_bombs_do_not_go_off(file_of: FileOf, zip_of: FileOf, work: Path) -> None:
    bomb = b"a;b\n" + b"1;2\n" * 1_000_000
    assert "more than 200 times" in refusal(file_of(gzip.compress(bomb), "b.gz"), work).what
    assert "more than 200 times" in refusal(zip_of({"b.csv": bomb}), work).what
    assert "more than 1 MiB" in refusal(file_of(gzip.compress(TABLE * 10), "b.gz"), work, Limits(expanded=1 << 20)).what
    assert "more than 1 MiB" in refusal(zip_of({"b.csv": TABLE * 10}), work, Limits(expanded=1 << 20)).what
    assert "more than 2 members" in refusal(zip_of({str(at): b"" for at in range(3)}), work, Limits(members=2)).what
    assert "too many members" in refusal(zip_of({"a": b"", "b": b""}), work, Limits(directory=50)).what


def test_a_full_disk_is_told_before_it_is_full(
    file_of: FileOf, zip_of: FileOf, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits_module.shutil, "disk_usage", lambda _: Usage())
    assert "not enough free disk space" in refusal(zip_of({"t.csv": TABLE}), work).what
    assert "not enough free disk space" in refusal(file_of("имя;вес\n".encode("cp1251")), work).what


class Usage:
    free = 1_000


def test_packed_files_within_packed_files(file_of: FileOf, zip_of: FileOf, work: Path) -> None:
    inner = gzip.compress(TABLE)
    assert "packed file within" in refusal(file_of(gzip.compress(inner), "t.gz"), work).what
    assert "packed file within" in refusal(zip_of({"t.csv.gz": inner}), work).next_step
    archive = zip_of({"t.csv": TABLE}).read_bytes()
    assert "packed file within" in refusal(zip_of({"fake.csv": archive}, "outer.zip"), work).next_step
    assert "document" not in refusal(file_of(gzip.compress(archive), "t.gz"), work).what


def test_an_archive_with_a_password(zip_of: FileOf, work: Path) -> None:
    path = zip_of({"t.csv": TABLE})
    content = bytearray(path.read_bytes())
    content[6] |= 1
    content[content.rfind(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert "encrypted" in refusal(path, work).what


def test_names_of_members_are_never_paths(zip_of: FileOf, work: Path, tmp_path: Path) -> None:
    path = zip_of({"a/b.csv": TABLE, "~/c.csv": TABLE, "a..b/..c.csv": TABLE})
    tables = list(open_tables(path, work))
    assert tables[0].file == "archive.zip/a/b.csv"
    assert all(table.text.parent == work and table.text.name.startswith("intake-") for table in tables)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["archive.zip", "work"]


@pytest.mark.parametrize("name", ["../../escaped.csv", "/tmp/absolute.csv", "C:\\x.csv", "a\\..\\x.csv", "a/.."])
def test_an_archive_whose_paths_lead_out_of_it_is_refused(zip_of: FileOf, work: Path, name: str) -> None:
    assert "a path that leads out of it" in refusal(zip_of({"t.csv": TABLE, name: TABLE}), work).what


def test_links_in_archives_are_left_out(tmp_path: Path, work: Path) -> None:
    link = zipfile.ZipInfo("passwd.csv")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("t.csv", TABLE)
    (table,) = open_tables(tmp_path / "a.zip", work)
    assert table.file == "a.zip/t.csv"
    assert table.notes == ("left out: passwd.csv (a link)",)


def test_a_refused_member_leaves_no_file_behind(zip_of: FileOf, work: Path) -> None:
    error = refusal(zip_of({"not.xlsx": zip_of({"x": b"y"}, "inner.zip").read_bytes()}), work)
    assert "workbook" in error.what or "broken" in error.what


def test_peeking_writes_nothing(file_of: FileOf, work: Path) -> None:
    peek(file_of(TABLE), work)
    assert list(work.iterdir()) == []


def test_sizes_in_words() -> None:
    assert in_words(1_500_000) == "1 MiB"
