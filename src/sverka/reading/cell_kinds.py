"""What the figure of a cell measures, by the words of its heads: an amount, a share, a change, an index.

"117" under «к 2022 г., %» is growth of 17 %, "+17" there as well: the other figures under a head tell which it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sverka.model.claims import ClaimKind
from sverka.reading.cell_heads import Head
from sverka.reading.heads import is_said_at, says
from sverka.reading.kinds import AMOUNTS, Vote
from sverka.reading.quantity import Quantity, neat

NO_KIND = "nothing in the heads says what the percentage is"
MAX_ROUNDING = 0.06
"""How far each part may be from its value for the whole to be 100: half of a first decimal, and a little."""
MIN_INDEX, WHOLE = 40.0, 100.0
_SIGN = re.compile(r"\s*[+\-–−—]\s*\d")
_NUMBER = re.compile(r"\d[\d\s\xa0\u202f]*(?:[.,]\d+)?")
_OWN_KINDS: dict[str, tuple[ClaimKind, str]] = {
    "points": ("comparison", "percentage points"),
    "multiple": ("growth", "a multiple"),
    "count": ("count", "a number of what is counted"),
}
_OF = frozenset({"of", "in", "к", "от", "в"})
_UNIT_HEADS = frozenset({"row", "column", "corner"})


@dataclass(frozen=True, slots=True)
class Series:
    """The figures under one head: whether any bears a sign, the least and the most, whether they are parts of 100.

    Those with words of their own («2,1 р.») are left out.
    """

    is_signed: bool
    least: float
    most: float
    is_whole: bool


def series_of(texts: Iterable[str]) -> Series:
    """What the figures of cells have in common.

    >>> series_of(["117", "95,1"]), series_of(["61,5", "38.4", "100"]).is_whole
    (Series(is_signed=False, least=95.1, most=117.0, is_whole=False), True)
    """
    signed, numbers = False, list[float]()
    for text in texts:
        if any(char.isalpha() for char in text):
            continue
        signed = signed or _SIGN.match(text) is not None
        found = _NUMBER.search(text)
        if found is not None:
            numbers.append(float(re.sub(r"\s", "", found.group()).replace(",", ".")))
    most, total = max(numbers, default=0.0), sum(numbers)
    parts = total - most if most == WHOLE else total
    whole = not signed and len(numbers) > 1 and abs(parts - WHOLE) <= MAX_ROUNDING * len(numbers)
    return Series(signed, min(numbers, default=float("inf")), most, whole)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a figure is, the figure as it is read (an index as a change), and which way a change goes."""

    vote: Vote
    quantity: Quantity
    direction: int = 0


def kind_of(quantity: Quantity, heads: Sequence[Head], teller: Head | None, series: Series, lang: str) -> Kind | str:
    """The kind of a figure, or the reason why there is none; `teller` is the head that says its unit."""
    if quantity.kind in _OWN_KINDS:
        kind, rule = _OWN_KINDS[quantity.kind]
        return Kind(Vote(kind, 5.0, rule), quantity, quantity.sign or 1)
    near = [head for head in (teller, *heads) if head is not None and head.where in _UNIT_HEADS]
    if quantity.kind in AMOUNTS:
        changing = next((head for head in near if head.where != "corner" and _changes(head, lang)), None)
        if changing is None:
            return Kind(Vote("level", 5.0, "an amount in a table"), quantity)
        return _change("comparison", changing, quantity)
    for head in near:
        if _shares(head, lang):
            return Kind(Vote("share", 5.0, "a word of share in a head"), quantity)
        if _changes(head, lang) or head.bases or says(head.sentence, lang, "index"):
            return _growth(head, quantity, series, lang)
    if quantity.sign:
        return Kind(Vote("growth", 5.0, "a percentage with a sign"), quantity, quantity.sign)
    captioned = any(_shares(head, lang) for head in heads if head.where == "caption")
    rule = "a word of share in the caption" if captioned else "percentages that make up a hundred"
    return Kind(Vote("share", 4.0, rule), quantity) if captioned or series.is_whole else NO_KIND


def second_kind(quantity: Quantity) -> Kind | None:
    """What a percentage in brackets behind an amount is: with a sign a change, else a share; `None` for a multiple."""
    if quantity.kind != "percent":
        return None
    if quantity.sign:
        return Kind(Vote("growth", 5.0, "a percentage with a sign"), quantity, quantity.sign)
    return Kind(Vote("share", 4.0, "a percentage in brackets right behind an amount"), quantity)


def _shares(head: Head, lang: str) -> bool:
    sentence = head.sentence
    of_total = any(
        sentence.low(at) in _OF and is_said_at(sentence, at + 1 + (sentence.low(at + 1) == "the"), lang, "total")
        for at in range(len(sentence.tokens))
    )
    return of_total or says(sentence, lang, "share") or any(t.value == "noun" for t in sentence.of_role("share"))


def _changes(head: Head, lang: str) -> bool:
    return says(head.sentence, lang, "change") or bool(head.sentence.of_role("change"))


def _growth(head: Head, quantity: Quantity, series: Series, lang: str) -> Kind:
    """A change, or an index: no figure under the head has a sign, none is too small, and its words allow for one.

    «Темп роста, %», «рост, %» are of either: some figure must reach 100.
    """
    sentence = head.sentence
    changing = _changes(head, lang) and not says(sentence, lang, "index")
    rate = says(sentence, lang, "rate") and head.unit is not None and series.most >= WHOLE
    if (changing and not rate) or series.is_signed or quantity.sign or series.least < MIN_INDEX:
        return _change("growth", head, quantity)
    change = neat(quantity.value - WHOLE)
    decimals = len(quantity.printed.partition(".")[2])
    sign = -1 if change < 0 else 1
    read = replace(quantity, value=abs(change), printed=f"{abs(change):.{decimals}f}", sign=sign, value_hi=None)
    return Kind(Vote("growth", 5.0, "an index of another period"), read, sign)


def _change(kind: str, head: Head, quantity: Quantity) -> Kind:
    ways = {t.value for t in head.sentence.of_role("change")} & {"up", "down"}
    sign = quantity.sign or (-1 if ways == {"down"} else 1)
    vote = Vote("growth" if kind == "growth" else "comparison", 5.0, "a word of change in a head")
    return Kind(vote, replace(quantity, sign=sign), sign)
