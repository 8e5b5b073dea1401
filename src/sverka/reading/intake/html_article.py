"""Which pieces of a page are its article."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence

from sverka.reading.intake.furniture import fold
from sverka.reading.intake.html_text import Page, PagePiece
from sverka.reading.intake.plain import is_sentence_end

_WORD = re.compile(r"\w+")
_SHINGLE_WORDS = 4
_MIN_MATCHED_SHINGLES = 0.8
_MIN_MATCHED_TEXT = 0.5
_MAX_LINKED = 0.5
_ALL_LINKED = 0.8
_FIGURE_LINK = re.compile(r"""<a\s[^<>]*?\bhref=["']?#[^<>]*>([^<>]*\d[^<>]*)</a>""", re.IGNORECASE)
_MAX_EXTRACTED_CHARS = 1_500_000
_MAX_EXTRACTED_ELEMENTS = 15_000
_MAX_EXTRACTED_DEPTH = 200
"""Larger or deeper pages are left to the own rules: extraction builds a tree and walks it recursively."""


def mark_article(page: Page, given: str) -> bool:
    """Set the hint of every piece outside the article to `furniture`; the title, already chosen, is left alone.

    What trafilatura takes for the article is found again among the pieces by runs of words, together with what stands
    between its first and last piece; where it finds nothing, menus, asides and lists of links are left out. Returns
    whether the article was found, so that its end is known.
    """
    text = page.mapped.text()
    body = [piece for piece in page.pieces if not piece.is_page_title]
    lines = [words_of(text[piece.start : piece.end]) for piece in body]
    extracted = extract(given) if _is_extractable(page, given) else None
    kept = _matched(body, lines, extracted) if extracted else None
    is_found = kept is not None
    if kept is None:
        kept = {at for at, piece in enumerate(body) if not _is_beside(piece)}
    if not kept:
        kept = set(range(len(body)))
    for at, piece in enumerate(body):
        if piece.hint != "title" and (at not in kept or _is_bare_link(piece, text)):
            piece.hint = "furniture"
    return is_found


def words_of(text: str) -> list[str]:
    """Words in the form in which pieces are compared."""
    return _WORD.findall(fold(text))


def _is_extractable(page: Page, given: str) -> bool:
    has_frame = page.elements["body"] + page.elements["html"] + page.elements["article"] > 0
    small = len(given) <= _MAX_EXTRACTED_CHARS and page.elements.total() <= _MAX_EXTRACTED_ELEMENTS
    return has_frame and small and page.depth <= _MAX_EXTRACTED_DEPTH


def extract(given: str) -> str | None:
    """The article's text by trafilatura, one block a line; `None` where it finds none or stumbles over the page.

    Figures linked to their notes on the same page are text: a short paragraph of them is no list of links.
    """
    import trafilatura
    from lxml.etree import LxmlError

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    logging.getLogger("trafilatura").propagate = False
    try:
        plain = _FIGURE_LINK.sub(r"\1", given)
        found = trafilatura.extract(plain, fast=True, include_comments=False, include_tables=True, favor_recall=True)
    except (LxmlError, ValueError, TypeError, AttributeError, LookupError, AssertionError, RecursionError):
        return None
    return found if isinstance(found, str) and found.strip() else None


def _matched(pieces: Sequence[PagePiece], lines: Sequence[Sequence[str]], extracted: str) -> set[int] | None:
    """Pieces within the extracted article; `None` if too little of it is found among them to trust."""
    parts = [words_of(line) for line in extracted.splitlines()]
    whole = {" ".join(part) for part in parts if part}
    runs = set(_shingles([word for part in parts for word in part]))
    found = [at for at, line in enumerate(lines) if not pieces[at].is_aside and _is_within(line, whole, runs)]
    words = sum(len(lines[at]) for at in found)
    if not found or words < _MIN_MATCHED_TEXT * sum(map(len, parts)):
        return None
    between = {at for at in range(found[0], found[-1] + 1) if not _is_beside(pieces[at])}
    return set(found) | between


def _is_within(words: Sequence[str], whole: set[str], runs: set[str]) -> bool:
    if " ".join(words) in whole:
        return True
    own = _shingles(words)
    return bool(own) and sum(run in runs for run in own) >= _MIN_MATCHED_SHINGLES * len(own)


def _shingles(words: Sequence[str]) -> list[str]:
    return [" ".join(words[at : at + _SHINGLE_WORDS]) for at in range(len(words) - _SHINGLE_WORDS + 1)]


def _is_beside(piece: PagePiece) -> bool:
    """Set aside by the markup, or more links than text; the names in a row of a table may be links."""
    links = _ALL_LINKED if piece.hint == "row" else _MAX_LINKED
    return piece.is_aside or piece.is_classed or piece.linked > links * (piece.end - piece.start)


def _is_bare_link(piece: PagePiece, text: str) -> bool:
    """A link to another page: nearly all of a line that is no sentence and not the page's title."""
    linked = piece.linked > _ALL_LINKED * (piece.end - piece.start)
    return linked and not is_sentence_end(text[piece.start : piece.end])
