"""Signs of units that are a letter or two: t, mt, tn, т, kg. They count only where a unit may stand.

A title "Table T", the file `t.csv`, «в т. ч.» and `kg_2023.csv` (Kyrgyzstan) name no unit; "Exports, t", "(mt)",
"1000 t" and "net weight t" do.
"""

from __future__ import annotations

import re
from typing import Literal

Place = Literal["head", "title", "name"]
"""Where a text stands: a head or cell, a title or note, the name of a file or sheet."""

_TONNES = "mt|tn|t|т"
_END = r"(?=\s*(?:[)\],;/(|]|\.?\s*$))"
"""What stands behind a sign: the end, a bracket, the next part; never the rest of an abbreviation."""
_NUMBER = (
    r"(?:\d|['’]000|\b(?:тыс|млн|млрд|ths|thsd|mln|mn|bn|bln)\.?|\b(?:thousands?|millions?|billions?|тысяч|миллион)\w*)"
)
_AMOUNT = r"(?:\b(?:weight|mass|qty|quantity|volume|net|netto|wgt)|\b(?:вес|масса|нетто|объ[её]м|количество|кол-во))"
_FLOW = r"(?:\b(?:exports?|imports?)|\b(?:экспорт|импорт))"
_NOT_CUT = r"(?!\w)(?!\.\s?[а-яa-z])"


def _pattern(sign: str, *, lone: bool) -> re.Pattern[str]:
    before = [rf"[(\[,;/:|]\s*(?:{sign}){_END}", rf"{_NUMBER}\s*(?:{sign}){_NOT_CUT}", rf"\b(?:in|в)\s(?:{sign}){_END}"]
    before.append(rf"{_AMOUNT}[\s.,]*(?:{sign}){_END}")
    if lone:
        before += [rf"^\s*(?:{sign})\.?\s*$", rf"{_FLOW}\s(?:{sign}){_END}"]
    return re.compile("|".join(f"(?:{one})" for one in before))


_PATTERNS = {
    (unit, lone): _pattern(sign, lone=lone) for unit, sign in (("t", _TONNES), ("kg", "kgs?")) for lone in (True, False)
}
_PLAIN_KG = {"head": re.compile(r"\bkgs?\b", re.IGNORECASE), "title": re.compile(r"\bkgs?\b")}


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
    return _PATTERNS[unit, place == "head"].search(text.lower()) is not None
