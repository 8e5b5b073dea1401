"""Marks and rows of HTML pages."""

from __future__ import annotations

import pytest

from sverka.checking.quotes import plain_quote
from sverka.reading import read_document
from sverka.reading.document import Block, load_document
from sverka.writing.html import reading_page
from sverka.writing.marks import Mark, marked_text, marks_by_block, text_marks

PAGE = b"""<html><head><title>Trade</title></head><body><article><h1>China takes 60% of Tomsk Oblast&#39;s exports</h1>
<p>In 2022 <b>China</b> made up almost <i>60</i>% of Tomsk Oblast's exports &amp; nothing else, said the governor, who
spoke for an hour on what the region sells, to whom, and on what it would like to sell in the years to come.</p>
</article></body></html>"""


def test_overlapping_marks_belong_to_the_first() -> None:
    marks = [Mark("c1", "c1", 2, 6, True), Mark("a1", "a1", 0, 9, False)]
    html = marked_text("abcdefghi<", 0, 10, marks)
    assert html == (
        '<span class="said" id="a1">ab</span><mark id="c1"><a href="#f-c1" data-id="c1">cdef</a></mark>'
        '<span class="said">ghi</span>&lt;'
    )
    assert " id=" not in marked_text("abcdefghi<", 3, 10, marks)


def test_marks_are_found_by_block() -> None:
    blocks = [Block("lead", 0, 10), Block("body", 12, 20), Block("body", 20, 30)]
    marks = [Mark("c1", "c1", 13, 15, True), Mark("c2", "c2", 18, 22, True), Mark("c3", "c3", 10, 12, True)]
    assert [[mark.name for mark in found] for found in marks_by_block(blocks, marks)] == [[], ["c1", "c2"], ["c2"]]


def test_a_web_page_is_shown_without_its_markup() -> None:
    document = load_document(PAGE, "page.html")
    reading = read_document(document, date="2023-05-25")
    marks = text_marks(document, reading)
    assert {document.text[mark.start : mark.end] for mark in marks if mark.is_claim} == {"60%", "almost 60%"}
    page = reading_page(document, reading, "en")
    assert "almost 60%</a></mark> of Tomsk Oblast's exports &amp; nothing else" in page
    assert "<i>" not in page
    assert "&lt;i&gt;" not in page


def test_a_text_without_figures_makes_a_page() -> None:
    document = load_document(b"Nothing of note happened.\n", "-")
    assert "0 figures" in reading_page(document, read_document(document), "en")


@pytest.mark.parametrize(
    ("given", "shown"),
    [("a\n b", "a b"), ("x <b class='y'>60</b>&nbsp;%", "x 60 %"), ("5 < 6 > 4", "5 < 6 > 4"), ("a<!-- c -->b", "ab")],
)
def test_quotes(given: str, shown: str) -> None:
    assert plain_quote(given) == shown
