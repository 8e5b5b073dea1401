"""Bytes to a `Document`: decode, recognise the format by content, cut into blocks."""

from __future__ import annotations

from sverka.model.errors import InputError
from sverka.reading.document import Block, Document
from sverka.reading.intake.limits import MAX_SOURCE_BYTES, MAX_TEXT_CHARS
from sverka.reading.intake.plain import plain_pieces
from sverka.reading.intake.roles import blocks_of


def load(data: bytes, source: str) -> Document:
    """See `sverka.reading.document.load_document`."""
    if len(data) > MAX_SOURCE_BYTES:
        raise too_large(source)
    text = data.decode("utf-8-sig", errors="replace")
    if not text.strip():
        raise InputError("the source is empty", source, "give a file or page with text")
    return plain_document(text, source, "utf-8")


def too_large(source: str) -> InputError:
    """The error for a source over the limit of bytes."""
    limit_mb = MAX_SOURCE_BYTES // 1_000_000
    return InputError(f"the source is larger than {limit_mb} MB", source, "cut it into articles and read these")


def plain_document(text: str, source: str, encoding: str) -> Document:
    """A document of plain text: its `text` is what was given."""
    if len(text) > MAX_TEXT_CHARS:
        raise InputError(
            f"the text is longer than {MAX_TEXT_CHARS:,} characters", source, "cut it into articles and read these"
        )
    blocks = blocks_of(text, plain_pieces(text))
    title = next((text[block.start : block.end] for block in blocks if block.kind == "headline"), None)
    return Document(source, text, text, None, blocks, language_of(text, blocks), title, None, encoding)


def language_of(text: str, blocks: tuple[Block, ...]) -> str:
    """`ru` where at least half of the article's letters are Cyrillic, else `en`."""
    article = "".join(text[block.start : block.end] for block in blocks if block.kind != "furniture") or text
    letters = sum(char.isalpha() for char in article)
    cyrillic = sum("\u0400" <= char <= "\u04ff" for char in article)
    return "ru" if letters and cyrillic * 2 >= letters else "en"
