"""A page of HTML to a `Document`."""

from __future__ import annotations

from collections.abc import Sequence

from sverka.reading.document import Document
from sverka.reading.intake.html_article import mark_article, words_of
from sverka.reading.intake.html_meta import published_date, social_title
from sverka.reading.intake.html_text import Page, PagePiece, read_page
from sverka.reading.intake.limits import check_text_length
from sverka.reading.intake.roles import blocks_of, language_of, title_of, within_article
from sverka.reading.intake.tabular import tables_of

_MIN_SHARED = 0.8
_SITE_NAME_MARKS = (" | ", " :: ", " » ", " · ", " • ")


def html_document(given: str, source: str, encoding: str) -> Document:
    """A document of HTML; `text` is the page's text, a block a line, and `Document.span` leads back to the source."""
    page = read_page(given, source)
    text = page.mapped.text()
    check_text_length(text, source)
    named = social_title(page)
    _choose_headline(page, text, named)
    is_found = mark_article(page, given)
    _set_aside_before_title(page.pieces)
    tables = tables_of(text, page.pieces)
    blocks = blocks_of(text, page.pieces, tail_to_end=not is_found)
    title = title_of(text, blocks) or named
    return Document(
        source=source,
        given=given,
        text=text,
        origin=page.mapped.origin,
        blocks=blocks,
        lang=language_of(text, blocks),
        title=title,
        published=published_date(page),
        encoding=encoding,
        origin_end=page.mapped.origin_end,
        tables=within_article(tables, blocks),
    )


def _choose_headline(page: Page, text: str, named: str | None) -> None:
    """One piece becomes the title: the `h1` or heading that says what the page calls itself, else its `<title>`."""
    page_titles = [piece for piece in page.pieces if piece.is_page_title]
    said = set(words_of(named) if named else _all_words(page_titles, text))
    body = [piece for piece in page.pieces if not piece.is_page_title]
    first = [piece for piece in body if piece.hint == "title"]
    enough = max(1.0, _MIN_SHARED * len(said))
    candidates = first or [piece for piece in body if piece.hint == "heading" and _shared(piece, text, said) >= enough]
    for piece in (*page_titles, *first):
        piece.hint = "furniture" if piece.is_page_title else "heading"
    chosen = max(candidates, key=lambda piece: _shared(piece, text, said), default=None)
    if chosen is not None:
        chosen.hint = "title"
    elif page_titles:
        page_titles[0].hint = "title"
        _drop_site_name(page_titles[0], text, named)


def _all_words(pieces: Sequence[PagePiece], text: str) -> list[str]:
    return [word for piece in pieces for word in words_of(text[piece.start : piece.end])]


def _shared(piece: PagePiece, text: str, said: set[str]) -> int:
    return len(said.intersection(words_of(text[piece.start : piece.end])))


def _drop_site_name(piece: PagePiece, text: str, named: str | None) -> None:
    """End the title where the page's other title ends, or before a mark that sets the site's name off."""
    words = text[piece.start : piece.end]
    if named and words.startswith(named):
        piece.end = piece.start + len(named)
        return
    cuts = [cut for mark in _SITE_NAME_MARKS if (cut := words.find(mark)) > 0]
    piece.end = piece.start + min(cuts, default=len(words))


def _set_aside_before_title(pieces: Sequence[PagePiece]) -> None:
    """What stands above the headline is the site's frame, unless most of the text does."""
    at = next((at for at, piece in enumerate(pieces) if piece.hint == "title" and not piece.is_page_title), 0)
    sizes = [0 if piece.hint == "furniture" else piece.end - piece.start for piece in pieces]
    if sum(sizes[:at]) < sum(sizes[at:]):
        for piece in pieces[:at]:
            piece.hint = "furniture"
