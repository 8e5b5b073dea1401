"""How much of a hostile source is taken; everything here is documented to users."""

from __future__ import annotations

MAX_SOURCE_BYTES = 5_000_000
"""Bytes of a file, a page or standard input. The largest news pages are some 2 MB, scripts included."""

MAX_TEXT_CHARS = 1_000_000
"""Characters of text without markup: about 150,000 words, a thick book."""

MAX_CONTROL_SHARE = 0.02
"""Share of control characters above which a source is not text."""
