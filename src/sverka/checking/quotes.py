"""Words of a source as a reader sees them: without markup, entities and line breaks."""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->", re.DOTALL)


def plain_quote(text: str) -> str:
    """The words of a mention on one line; mentions are cut from the source as given, tags and all.

    >>> plain_quote("almost <i>60</i>&nbsp;%"), plain_quote("less than < 5 %"), plain_quote("to [$3.45 billion")
    ('almost 60 %', 'less than < 5 %', 'to $3.45 billion')
    """
    plain = html.unescape(_TAG.sub("", text))
    if plain.count("[") != plain.count("]"):
        # Half of a Markdown link: the mention ends, or begins, within its words.
        plain = plain.replace("[", "").replace("]", "")
    return " ".join(plain.split())
