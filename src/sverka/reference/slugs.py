"""Slugs: names of the measure grammar made from labels in any of the two languages."""

from __future__ import annotations

import re
import unicodedata

# GOST R 52535.1-2006 (ICAO), the letters of the Russian alphabet.
_PAIRS = "аa бb вv гg дd еe ёe жzh зz иi йi кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъie ыy ь_ эe юiu яia"
_LATIN = {pair[0]: pair[1:] for pair in _PAIRS.split()}
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
