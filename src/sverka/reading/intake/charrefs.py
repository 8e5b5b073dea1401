"""Character references of HTML and Markdown (`&nbsp;`, `&#1084;`)."""

from __future__ import annotations

import re

CHARREF = r"&(?:\#[xX][0-9a-fA-F]++|\#[0-9]++|[A-Za-z][A-Za-z0-9]{1,31});?"
"""A reference, the closing semicolon of old pages left out."""

_REFERENCE = re.compile(CHARREF)
_MAX_REFERENCE_CHARS = 40


def unescaped(reference: str) -> str:
    """What a reference stands for; itself if it is none, U+FFFD if it is absurdly long.

    >>> unescaped("&laquo;"), unescaped("&AT"), unescaped("&#1084;")
    ('«', '&AT', 'м')
    """
    if len(reference) > _MAX_REFERENCE_CHARS:
        return "\ufffd"
    import html

    return html.unescape(reference)
