"""Signs of units that are a letter or two: t, mt, tn, т, kg. They count only where a unit may stand.

A title "Table T", the file `t.csv`, «в т. ч.» and `kg_2023.csv` (Kyrgyzstan) name no unit; "Exports, t", "(mt)",
"1000 t" and "net weight t" do.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from sverka.recording.tables_io import read_table

Place = Literal["head", "title", "name"]
"""Where a text stands: a head or cell, a title or note, the name of a file or sheet."""

_END = r"(?=\s*(?:[)\],;/(|]|\.?\s*$))"
"""What stands behind a sign: the end, a bracket, the next part; never the rest of an abbreviation."""
_NOT_CUT = r"(?!\w)(?!\.\s?[а-яa-z])"
_PLAIN_KG = {"head": re.compile(r"\bkgs?\b", re.IGNORECASE), "title": re.compile(r"\bkgs?\b")}


def _words(kind: str) -> str:
    """A pattern of the words of a kind."""
    return "|".join(f"(?:{row['pattern']})" for row in read_table("weight_signs.csv") if row["kind"] == kind)


@cache
def _pattern(unit: str, *, lone: bool) -> re.Pattern[str]:
    """A pattern of the sign of a unit where it may stand; `lone`: by itself too, and behind a flow."""
    sign = f"(?:{_words(unit)})"
    before = [
        rf"[(\[,;/:|]\s*{sign}{_END}",
        rf"(?:{_words('number')})\s*{sign}{_NOT_CUT}",
        rf"\b(?:in|в)\s{sign}{_END}",
        rf"(?:{_words('amount')})[\s.,]*{sign}{_END}",
    ]
    if lone:
        before += [rf"^\s*{sign}\.?\s*$", rf"(?:{_words('flow')})\s{sign}{_END}"]
    return re.compile("|".join(f"(?:{one})" for one in before))


def has_sign(unit: str, text: str, place: Place = "head") -> bool:
    """Whether a text has the sign of a weight where a unit may stand; a head or cell may be nothing but a sign.

    >>> [has_sign("t", text) for text in ("t", "Exports, t", "тыс. т", "net_t", "export_t", "2023 / t", "1000 t")]
    [True, True, True, True, True, True, True]
    >>> [has_sign("t", text) for text in ("Table T", "T 1. Exports", "Импорт, в т.ч. Китай", "в т. ч.", "t 2023")]
    [False, False, False, False, False]
    >>> [has_sign("t", text, "name") for text in ("t", "T", "exports_t", "weight_t", "exports (t)")]
    [False, False, False, True, True]
    >>> [has_sign("kg", text, "title") for text in ("Exports of KG", "Net mass in kg by country")]
    [False, True]
    """
    text = re.sub(r"_+", " ", re.sub(r"\.\w{2,8}$", "", text) if place == "name" else text)
    if unit == "kg" and place in _PLAIN_KG and _PLAIN_KG[place].search(text):
        return True
    return _pattern(unit, lone=place == "head").search(text.lower()) is not None
