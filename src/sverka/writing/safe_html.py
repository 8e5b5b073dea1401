"""Text that is safe inside HTML."""

from __future__ import annotations

import html
import unicodedata

REPLACEMENT = "\ufffd"


def text_node(text: str) -> str:
    """Text for between tags, control characters replaced.

    >>> text_node("<script>&\\x00")
    '&lt;script&gt;&amp;�'
    """
    safe = "".join(char if char in "\n\t" or not _commands(char) else REPLACEMENT for char in text)
    return html.escape(safe, quote=False)


def attribute(text: str) -> str:
    """Text for between the quotes of an attribute."""
    return html.escape("".join(char for char in text if not _commands(char)), quote=True)


def _commands(char: str) -> bool:
    """Whether a character is a control, a surrogate, or turns the direction of writing."""
    return (
        unicodedata.category(char) in ("Cc", "Cs") or char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )
