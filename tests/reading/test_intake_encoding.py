"""Encodings, refused formats, bad input."""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable
from typing import Any

import pytest

from sverka.model.errors import InputError
from sverka.reading.document import load_document
from sverka.reading.intake.limits import MAX_BLOCKS, MAX_SOURCE_BYTES, MAX_TEXT_CHARS

GoldDocuments = Callable[[str], list[dict[str, Any]]]

RUSSIAN = "Экспорт Заречной области вырос на 18%\nОб этом сообщил «Вестник» – областная газета.\n"


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic"])
@pytest.mark.parametrize("text", ["Экспорт вырос на 18%", "ЭКСПОРТ ВЫРОС НА 18%", "Томск: экспорт в ЕАЭС — 5 млрд"])
def test_russian_8_bit_encodings_are_told_apart(encoding: str, text: str) -> None:
    text = text.replace("—", "-")
    document = load_document(text.encode(encoding), "test")
    assert document.given == text
    assert text.encode(document.encoding) == text.encode(encoding)


@pytest.mark.parametrize("lang", ["ru"])
@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866"])
def test_every_annotated_russian_text_comes_back(encoding: str, lang: str, gold_documents: GoldDocuments) -> None:
    for gold in gold_documents(lang):
        text = gold["text"].encode(encoding, errors="replace").decode(encoding)
        assert load_document(text.encode(encoding), gold["id"]).given == text


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\xef\xbb\xbf" + RUSSIAN.encode(), "utf-8"),
        (RUSSIAN.encode("utf-16"), "utf-16-le"),
        (b"\xfe\xff" + RUSSIAN.encode("utf-16-be"), "utf-16-be"),
        (RUSSIAN.encode("utf-16-le"), "utf-16-le"),
        ("Exports rose by 5%".encode("utf-16-be"), "utf-16-be"),
        (RUSSIAN.encode("utf-32"), "utf-32-le"),
    ],
)
def test_marks_of_byte_order_are_no_characters(data: bytes, name: str) -> None:
    document = load_document(data, "test")
    assert document.encoding == name
    assert document.given[0] in "ЭE"


def test_western_text_is_western() -> None:
    text = "Café exports rose 5% to €1.2 billion, São Paulo’s “record”."
    document = load_document(text.encode("cp1252"), "test")
    assert (document.given, document.encoding, document.lang) == (text, "cp1252", "en")


def test_a_few_broken_bytes_do_not_turn_utf_8_into_another_encoding() -> None:
    document = load_document(RUSSIAN.encode()[:-2] + "ё".encode()[:1], "test")
    assert document.encoding == "utf-8"
    assert document.given.startswith("Экспорт")


def test_a_page_says_its_encoding_itself_unless_it_is_plainly_utf_8() -> None:
    page = "<html><meta http-equiv=Content-Type content='text/html; charset=gb2312'><p>出口增长百分之五。</p>"
    assert "出口" in load_document(page.encode("gb2312"), "test").text
    wrong = '<html><meta charset="windows-1251"><p>Экспорт вырос.</p>'
    assert "Экспорт" in load_document(wrong.encode(), "test").text


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7\n1 0 obj", "pdftotext"),
        (b"PK\x03\x04\x14\x00\x06\x00", "DOCX"),
        (b"{\\rtf1\\ansi Exports}", "RTF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "PNG"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(100), "DOC"),
        (gzip.compress(b"Exports rose", mtime=0), "gzip"),
        (b"PAR1" + bytes(20), "sverka load"),
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"Exports\x00rose\x00by\x005%", "binary"),
        (bytes(range(256)) * 20, "cannot|binary|encoding"),
        (random.Random(1).randbytes(5000), "binary|encoding"),
        (b"<html><body><script>render()</script></body></html>", "no text"),
        ("出口增长百分之五出口增长百分之五出口增长百分之五".encode("gb2312"), "UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_with_what_to_do(data: bytes, word: str) -> None:
    with pytest.raises(InputError, match=word) as caught:
        load_document(data, "some/file")
    assert caught.value.where == "some/file"
    assert caught.value.next_step
    assert caught.value.exit_code == 3


def test_a_text_that_begins_like_a_format_is_still_a_text() -> None:
    for text in ("BZhd rose by 5%.", "PAR1S exported $5 bn.", "ID3 exports rose.", "GIF89a is an old format."):
        assert load_document(text.encode(), "test").given == text


@pytest.mark.parametrize(
    "data",
    [
        b"a" * (MAX_SOURCE_BYTES + 1),
        b"Exports rose by 5%. " * (MAX_TEXT_CHARS // 20 + 1),
        b"a\n" * (MAX_BLOCKS + 1),
        b"<html>" + b"<b>" * 250_000 + b"a",
        b"# a\n" + b"- a\n" * (MAX_BLOCKS + 1),
    ],
)
def test_what_is_too_large_for_an_article_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match=r"larger|longer|more than"):
        load_document(data, "big")
