"""Text → claims: rules, not a model, so that every claim can be explained and is the same on every machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sverka.model.claims import Reading
    from sverka.reading.document import Document

__all__ = ["read_document", "read_text"]


def read_document(
    document: Document,
    *,
    date: str | None = None,
    lang: str | None = None,
    reporter: str | None = None,
    recorded: frozenset[str] = frozenset(),
) -> Reading:
    """The claims, assertions and unread figures of a document.

    `date` (ISO 8601) is the day of publication, from which relative periods are counted; without it the document's own.
    `lang` is `ru` or `en`; `reporter` is whose trade it is where the text does not say. Of the regions that a text
    names, it speaks for the one that is among `recorded`, whose records are at hand.
    """
    from sverka.reading.engine import read

    return read(document, date=date, lang=lang, reporter=reporter, recorded=recorded)


def read_text(
    text: str,
    *,
    source: str = "-",
    date: str | None = None,
    lang: str | None = None,
    reporter: str | None = None,
    recorded: frozenset[str] = frozenset(),
) -> Reading:
    """The claims, assertions and unread figures of a text; spans count its characters.

    >>> reading = read_text("In 2023 Brazil exported goods worth $339.7 billion.")
    >>> [(claim.kind, claim.flow, claim.value, claim.unit, claim.period) for claim in reading.claims]
    [('level', 'export', 339700000000.0, 'USD', '2023')]
    """
    from sverka.reading.document import load_document

    document = load_document(text.encode("utf-8"), source)
    return read_document(document, date=date, lang=lang, reporter=reporter, recorded=recorded)
