"""Slugs: names of the measure grammar made from labels in any of the two languages."""

from __future__ import annotations

import re
import unicodedata

# GOST R 52535.1-2006 (ICAO), the letters of the Russian alphabet.
_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        ["a", "b", "v", "g", "d", "e", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "ie", "y", "_", "e", "iu", "ia"],
        strict=True,
    )
)
MAX_LENGTH = 60


def slug(label: str) -> str:
    """A kebab-case name for a label, at most 60 characters; empty if it has no letter or digit to make one of.

    >>> slug("Wild plants"), slug("кедровый орех")
    ('wild-plants', 'kedrovyi-orekh')
    """
    latin = "".join(_LATIN.get(letter, letter) for letter in label.casefold())
    plain = unicodedata.normalize("NFKD", latin.replace("_", "")).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)
    name = "-".join(words)[:MAX_LENGTH].strip("-")
    return name if not name or name[0].isalpha() else f"goods-{name}"
