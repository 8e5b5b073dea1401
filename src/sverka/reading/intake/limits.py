"""How much of a hostile source is taken; everything here is documented to users."""

from __future__ import annotations

import re
from itertools import islice

from sverka.model.errors import InputError

MAX_SOURCE_BYTES = 5_000_000
"""Bytes of a file, a page or standard input. The largest news pages are some 2 MB, scripts included."""

MAX_TEXT_CHARS = 1_000_000
"""Characters of text without markup: about 150,000 words, a thick book."""

MAX_NUMBERS = 20_000
"""Numbers in the text: each is asked what it measures. The densest bulletins have one in 30 characters."""

MAX_TAGS = 200_000
"""Tags of a page."""

MAX_BLOCKS = 50_000
"""Lines, paragraphs, items and table rows."""

MAX_CONTROL_SHARE = 0.02
"""Share of control characters above which a source is not text."""


_NUMBER = re.compile(r"\d+")
_NEXT = "cut it into articles and read these"


def check_source_size(size_bytes: int, source: str) -> None:
    """Raise `InputError` for a source over the limit of bytes."""
    if size_bytes > MAX_SOURCE_BYTES:
        raise InputError(f"the source is larger than {MAX_SOURCE_BYTES // 1_000_000} MB", source, _NEXT)


def check_text_length(text: str, source: str) -> None:
    """Raise `InputError` for text over the limits of characters and numbers, and for none at all."""
    if len(text) > MAX_TEXT_CHARS:
        raise InputError(f"the text is longer than {MAX_TEXT_CHARS:,} characters", source, _NEXT)
    if not text or text.isspace():
        next_step = "a page may need a browser: open it there, save it, and give the file"
        raise InputError("the source holds no text", source, next_step)
    if next(islice(_NUMBER.finditer(text), MAX_NUMBERS, None), None) is not None:
        raise InputError(f"the text has more than {MAX_NUMBERS:,} numbers", source, _NEXT)


def check_counts(source: str, *, tags: int = 0, blocks: int = 0) -> None:
    """Raise `InputError` for too many tags or blocks to be an article."""
    if tags > MAX_TAGS:
        raise InputError(f"the page has more than {MAX_TAGS:,} tags", source, _NEXT)
    if blocks > MAX_BLOCKS:
        raise InputError(f"the text has more than {MAX_BLOCKS:,} lines", source, _NEXT)
