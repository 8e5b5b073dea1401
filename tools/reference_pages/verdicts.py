"""The page on verdicts and the other closed lists of words that scripts may compare with."""

from __future__ import annotations

import typing

from reference_pages.markdown import page, table
from sverka.model.claims import CLAIM_KINDS, HEDGES, WHOLES, AssertionKind
from sverka.model.findings import Verdict
from sverka.serving.pages import VERDICTS

KINDS: dict[str, str] = {
    "level": "an amount",
    "share": "a part of a whole, in per cent",
    "growth": "a relative change, in per cent; falls are negative",
    "balance": "exports less imports; a deficit is negative",
    "rank": "a place in an order, 1 the largest",
    "count": "a number of countries, companies, items",
    "comparison": "an absolute change or difference",
}
HEDGE_WORDS: dict[str, str] = {
    "exact": "no hedge",
    "about": "about, around, roughly; около, примерно, порядка; fraction words (a third, половина)",
    "almost": "almost, nearly, close to; почти, близко к",
    "more_than": "more than, over; более, свыше",
    "less_than": "less than, below; менее, ниже",
    "at_least": "at least, no less than; не менее, минимум",
    "at_most": "at most, no more than; не более, максимум",
    "up_to": "up to; до",
}
WHOLE_WORDS: dict[str, str] = {
    "turnover": "exports plus imports",
    "export": "exports",
    "import": "imports",
    "production": "what was produced",
    "other": "anything else: a nation's or the world's trade",
}
ASSERTION_KINDS: dict[str, str] = {
    "supplies": "goods or services that go from one side to the other",
    "key_partner": "a partner called key, main or strategic",
    "plan": "what is meant to be done",
}


def _described(title: str, words: tuple[str, ...], meanings: dict[str, str]) -> str:
    missing = set(words) ^ set(meanings)
    if missing:
        raise ValueError(f"{title}: words without a meaning, or meanings without a word: {sorted(missing)}")
    return f"## {title}\n\n{table(['word', 'meaning'], [(f'`{word}`', meanings[word]) for word in words])}"


def reference_page() -> str:
    """The page; a word that the code has and this page has not is an error."""
    return page(
        "Verdicts, kinds, hedges",
        "Closed lists: scripts may compare with these words. After a hedge stand examples of the words that say it.",
        _described("Verdicts", tuple(Verdict), {str(verdict): meaning for verdict, meaning in VERDICTS.items()})
        + "\n\nWithout a book `check` gives `conflicts` and `not covered` only. "
        + "How a verdict comes about: [checking](../checking.md).",
        _described("Kinds of claim", CLAIM_KINDS, KINDS),
        _described("Hedges", HEDGES, HEDGE_WORDS),
        _described("Wholes of shares", WHOLES, WHOLE_WORDS),
        _described("Kinds of assertion", typing.get_args(AssertionKind), ASSERTION_KINDS),
    )
