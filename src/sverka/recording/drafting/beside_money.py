"""Words and numbers beside the name of a currency that are not understood: they may say of how many units one is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sverka.recording.drafting.telling import scale_told
from sverka.recording.drafting.toml import flat
from sverka.recording.drafting.words import any_kind, place_of, says, unit_in, years_in
from sverka.recording.period_words import month_number

if TYPE_CHECKING:
    from sverka.recording.drafting.facts import Facts

_TOKEN = re.compile(r"[^\W\d_]+|[$€£₽₸₴₺₹¥]|\d[\d ,.'’]*\d|\d")
_PARTS = re.compile(r"[()\[\],;:|—–]+(?!\d)|\s/\s|\s-\s")
_LEAST_DIGITS = 2


def scale_doubt(facts: Facts) -> str | None:
    """A question on the scale of values, where what stands beside the currency is not understood, or a title says more
    than the head.
    """
    heads = [column.name for column in facts.values if unit_in(column.name).currency]
    for text in (*heads, *facts.found.texts):
        if unread := unread_beside(text):
            return f"“{flat(text, 80)}” says {flat(unread)} beside the currency: of how many units is one?"
    if heads and (told := scale_told(facts.found.texts)) is not None:
        return f"the head {flat(heads[0])} says no scale, “{flat(told[1], 80)}” says {told[0]:,}: of how many is one?"
    return None


def unread_beside(text: str) -> str | None:
    """The word or number beside the currency of a text that no table knows; `None` where all is read.

    >>> [unread_beside(text) for text in ("Zillions of USD", "Value (500 USD)", "Current USD", "2023 USD")]
    ['Zillions', '500', None, None]
    """
    if unit_in(text).scale is not None:
        return None
    for part in _PARTS.split(text.replace("_", " ")):
        tokens = _TOKEN.findall(part)
        at = [place for place, token in enumerate(tokens) if unit_in(token).currency]
        beside = [_next(reversed(tokens[: at[0]])), _next(iter(tokens[at[-1] + 1 :]))] if at else []
        if (unread := next((token for token in beside if token and not _is_read(token)), None)) is not None:
            return unread
    return None


def _next(tokens: Iterable[str]) -> str | None:
    """The first token that is no preposition, article or part of the name of a currency."""
    return next((token for token in tokens if not says("within money", token)), None)


def _is_read(token: str) -> bool:
    if token[0].isdigit():
        # Scales end in a nought; codes of goods and years beside a currency mostly do not.
        return not token.endswith("0") or len(token) < _LEAST_DIGITS or bool(years_in(token))
    known = any_kind(token) or says("beside money", token) or month_number(token) is not None
    return known or place_of(token) is not None or len(token) == 1
