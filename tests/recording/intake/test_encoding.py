from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sverka.recording.intake import finish, measure, number_lines, open_table, peek
from sverka.recording.intake.encoding import guess

FileOf = Callable[..., Path]

FTS = "NAPR;PERIOD;STRANA;STOIM;REGION\nИМ;01/2020;CN;10,5;69000 - ТОМСКАЯ ОБЛАСТЬ\nЭК;02/2020;KZ;3;45000 - Москва\n"
BRAZIL = "CO_PAIS;NO_PAIS\n13;Afeganistão\n17;Albânia\n23;Alemanha\n"


@pytest.mark.parametrize(
    ("text", "codec", "said", "note"),
    [
        (FTS, "utf-8", "utf-8", ()),
        (FTS, "cp1251", "cp1251", ("read as Windows-1251",)),
        (FTS, "koi8-r", "koi8-r", ("read as KOI8-R",)),
        (FTS, "cp866", "cp866", ("read as DOS 866",)),
        (FTS, "utf-16", "utf-16", ("read as UTF-16",)),
        (BRAZIL, "latin-1", "latin-1", ("read as Latin-1",)),
        (BRAZIL + "24;“x”\n", "cp1252", "cp1252", ("read as Windows-1252",)),
        (FTS.replace("\n", "\r\n"), "cp1251", "cp1251", ("read as Windows-1251",)),
    ],
)
def test_the_encoding_is_told_and_said(
    file_of: FileOf, work: Path, text: str, codec: str, said: str, note: tuple[str, ...]
) -> None:
    table = open_table(file_of(text.encode(codec)), work)
    assert (table.encoding, table.notes, table.temporary) == (said, note, said != "utf-8")
    assert table.text.read_bytes().decode("utf-8") == text
    assert table.data_lines == text.count("\n") - 1
    assert [row[-1] for row in table.header.rows] == [line.split(";")[-1] for line in text.splitlines()[1:]]


def test_utf_16_of_either_order() -> None:
    assert guess(b"\xfe\xff\x00a\x00;") == guess(b"\xff\xfea\x00;\x00") == "utf-16"


def test_capitals_alone_are_enough() -> None:
    assert guess("СТРАНА;СТОИМОСТЬ;НЕТТО\n".encode("cp1251")) == "cp1251"


def test_a_character_cut_off_at_the_end_of_the_sample_is_no_fault() -> None:
    assert guess("a;ж".encode()[:-1]) == "utf-8"


def late(bad: int, filler: int = 140_000) -> bytes:
    return b"code;name\n" + b"1234;abcde\n" * filler + "13;Албания\n".encode("cp1251") * bad


def test_few_bad_bytes_after_the_first_megabyte_are_bad_lines(file_of: FileOf, work: Path) -> None:
    table = open_table(file_of(late(100)), work)
    assert (table.encoding, table.clean, table.temporary, table.data_lines) == ("utf-8", False, False, 140_100)
    done = number_lines(table.text, work / "n", separator=";", quote='"', columns=2)
    assert (done.good, done.bad) == (140_000, 100)
    first = next(done.bad_lines())
    assert (first.line, first.reason) == (140_002, "bytes that are not UTF-8")


def test_many_are_another_encoding_and_what_was_loaded_is_void(file_of: FileOf, work: Path) -> None:
    path = file_of(late(200))
    peeked = peek(path, work)
    assert peeked.text == path
    measured = measure(path)
    assert not measured.clean
    table = finish(peeked, measured, work)
    assert table.text != path
    assert (table.encoding, table.clean, table.data_lines) == ("cp1251", True, 140_200)
    assert table.text.read_text(encoding="utf-8").endswith("13;Албания\n")
    assert path.exists()


def test_a_bad_byte_in_a_file_full_of_utf_8_is_one_bad_line(file_of: FileOf, work: Path) -> None:
    content = "имя;вес\n".encode() + "Томск;1\n".encode() * 50 + b"\xff;2\n"
    table = open_table(file_of(content), work)
    assert (table.encoding, table.clean, table.data_lines) == ("utf-8", False, 51)


FEW = ["Kazakhstan;Türkiye", "Kazakhstan;Côte d’Ivoire", "Kazakhstan;China"]


@pytest.mark.parametrize(("codec", "other"), [("latin-1", "Curaçao;Belém"), ("cp1251", "Казахстан;Китай")])
@pytest.mark.parametrize("at", [0, 1, 3])
def test_a_line_of_other_bytes_in_a_small_file_of_utf_8_is_one_bad_line(
    file_of: FileOf, work: Path, codec: str, other: str, at: int
) -> None:
    lines = [line.encode() for line in FEW]
    lines.insert(at, other.encode(codec))
    table = open_table(file_of(b"reporter;partner\n" + b"\n".join(lines) + b"\n"), work)
    assert (table.encoding, table.clean, table.data_lines) == ("utf-8", False, 4)
    done = number_lines(table.text, work / "n", separator=";", quote='"', columns=2)
    assert (done.good, [one.line for one in done.bad_lines()]) == (3, [at + 2])


@pytest.mark.parametrize(("codec", "said"), [("latin-1", "latin-1"), ("cp1252", "cp1252"), ("cp1251", "cp1251")])
def test_a_small_file_of_another_encoding_is_of_that(file_of: FileOf, work: Path, codec: str, said: str) -> None:
    other = ["Казахстан;Китай", "Казахстан;Турция"] if codec == "cp1251" else ["Curaçao;Belém", "Türkiye;Brésil"]
    other += ["Kazakhstan;“x”"] if codec == "cp1252" else []
    content = "\n".join(["reporter;partner", *other, "Kazakhstan;China", ""])
    table = open_table(file_of(content.encode(codec)), work)
    assert (table.encoding, table.text.read_text(encoding="utf-8")) == (said, content)


def test_a_character_cut_off_at_the_end_of_the_file_is_found(file_of: FileOf) -> None:
    assert not measure(file_of("a;b\n1;ж".encode()[:-1])).utf8
