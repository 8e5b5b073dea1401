"""Bytes to a `Document`: decode, recognise the format by content, cut into blocks."""

from __future__ import annotations

from sverka.model.errors import InputError
from sverka.reading.document import Document
from sverka.reading.intake.encoding import decode
from sverka.reading.intake.formats import looks_like_html, looks_like_markdown, refuse_other_formats
from sverka.reading.intake.limits import check_counts, check_source_size, check_text_length
from sverka.reading.intake.plain import plain_pieces
from sverka.reading.intake.roles import blocks_of, language_of, title_of, within_article
from sverka.reading.intake.tabular import tables_of


def load(data: bytes, source: str) -> Document:
    """See `sverka.reading.document.load_document`."""
    check_source_size(len(data), source)
    refuse_other_formats(data, source)
    given, encoding = decode(data, source)
    if not given.strip():
        raise InputError("the source is empty", source, "give a file or page with text")
    if looks_like_html(given):
        from sverka.reading.intake.html_page import html_document

        return html_document(given, source, encoding)
    if looks_like_markdown(given):
        from sverka.reading.intake.markdown import markdown_document

        return markdown_document(given, source, encoding)
    return plain_document(given, source, encoding)


def plain_document(given: str, source: str, encoding: str) -> Document:
    """A document of plain text: its `text` is what was given."""
    check_text_length(given, source)
    pieces = plain_pieces(given)
    check_counts(source, blocks=len(pieces))
    tables = tables_of(given, pieces)
    blocks = blocks_of(given, pieces)
    lang, title = language_of(given, blocks), title_of(given, blocks)
    return Document(
        source, given, given, None, blocks, lang, title, None, encoding, tables=within_article(tables, blocks)
    )
