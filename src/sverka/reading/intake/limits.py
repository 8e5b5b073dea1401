"""How much of a hostile source is taken; everything here is documented to users."""

from __future__ import annotations

from sverka.model.errors import InputError

MAX_SOURCE_BYTES = 5_000_000
"""Bytes of a file, a page or standard input. The largest news pages are some 2 MB, scripts included."""

MAX_TEXT_CHARS = 1_000_000
"""Characters of text without markup: about 150,000 words, a thick book."""

MAX_CONTROL_SHARE = 0.02
"""Share of control characters above which a source is not text."""


def check_source_size(size_bytes: int, source: str) -> None:
    """Raise `InputError` for a source over the limit of bytes."""
    if size_bytes > MAX_SOURCE_BYTES:
        limit_mb = MAX_SOURCE_BYTES // 1_000_000
        raise InputError(f"the source is larger than {limit_mb} MB", source, "cut it into articles and read these")


def check_text_length(text: str, source: str) -> None:
    """Raise `InputError` for text over the limit of characters."""
    if len(text) > MAX_TEXT_CHARS:
        what = f"the text is longer than {MAX_TEXT_CHARS:,} characters"
        raise InputError(what, source, "cut it into articles and read these")
