"""Stretches that say the same twice: a lead given once as a teaser, maybe cut off, and once in full."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sverka.reading.intake.furniture import fold

_WORD = re.compile(r"\w+")
_READ_ON = re.compile(r"(?:\s*(?:…|\.{3}|\[(?:…|\.{3})\]))?\s*(?:читать далее|подробнее|далее|read more|more)?\W*\Z")

MIN_WORDS_CUT = 8
"""A start of another stretch is a repeat from this many words on: shorter ones share a phrase, not a statement."""

MIN_WORDS_WHOLE = 4
"""The same for a stretch said again in full."""


def find_repeats(texts: Sequence[str]) -> dict[int, int]:
    """For each text that is the start of another (the last word may be cut) or its copy: the index of the full one.

    Of equal texts the first is the full one. Linear but for one sort.

    >>> find_repeats(["The governor of the region told the yearly forum,", "Imports fell.",
    ...               "The governor of the region told the yearly forum, that exports rose."])
    {0: 2}
    """
    places: dict[str, list[int]] = {}
    for index, text in enumerate(texts):
        places.setdefault(_key(text), []).append(index)
    keys = sorted(places)
    repeats: dict[int, int] = {}
    full = -1
    for at in range(len(keys) - 1, -1, -1):
        key = keys[at]
        is_start = at + 1 < len(keys) and _words(key) >= MIN_WORDS_CUT and keys[at + 1].startswith(key)
        full = full if is_start else places[key][0]
        if is_start or _words(key) >= MIN_WORDS_WHOLE:
            repeats.update((index, full) for index in places[key] if index != full)
    return dict(sorted(repeats.items()))


def _key(text: str) -> str:
    folded = fold(text)
    return " ".join(_WORD.findall(folded[: -len(tail)] if (tail := _tail(folded)) else folded))


def _tail(folded: str) -> str:
    """Ellipsis and "read more" at the end; looked for in the last characters only."""
    found = _READ_ON.search(folded, max(0, len(folded) - 30))
    return found.group() if found and ("…" in found.group() or "..." in found.group()) else ""


def _words(key: str) -> int:
    return key.count(" ") + 1 if key else 0
