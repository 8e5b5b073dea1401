"""Known words that do not mean where they stand what they mean by themselves.

A word of trade inside the name of a company or an office («Агроэкспорт») names no flow and no goods; the trade that a
deficit or a surplus is of ("the deficit in trade with China", «сальдо внешней торговли») is no turnover.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sverka.reading.lexicon import Term
from sverka.reading.tokens import Token, TokenKind

MAX_NAME_TOKENS = 4
MAX_TOKENS_TO_TRADE = 6
_VERB_ENDINGS = ("ed", "ing")  # "shipments totalled 5 bn" names no total
_OPENING, _CLOSING = '«“"', '»”"'
_GOODS_ROLES = frozenset({"goods", "goods_adjective"})
_COUNTING = frozenset({"num_unit", "num_ten"})
_PLACE_NAMES = frozenset({"place_name", "place_city"})
_NAMING_ROLES = frozenset({"flow_noun", "flow_verb", "goods", "goods_adjective"})


def as_they_stand(tokens: Sequence[Token], terms: Sequence[Term]) -> tuple[Term, ...]:
    """The terms without those that a name or a word of balance takes in."""
    names = tuple(_names(tokens))
    places = [(first, last) for first, last in names if last - first > 1]  # «Сила Сибири» is no Siberia
    balances = [term for term in terms if term.role == "balance"]
    return tuple(
        term
        for term in terms
        if not _in_name(term, names)
        and not (
            term.role.startswith("place_") and any(first <= term.first and term.last <= last for first, last in places)
        )
        and not (term.role.startswith("place_") and _is_halved(tokens, term))
        and not (term.role in _GOODS_ROLES and _is_named(tokens, term, terms))
        and not (term.role in _GOODS_ROLES and _is_counted(tokens, term, terms))
        and not (term.role in ("flow_noun", "balance") and _is_balanced(tokens, term, balances))
        and not (term.role == "whole" and tokens[term.last - 1].low.endswith(_VERB_ENDINGS))
    )


def _names(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Short stretches between quotation marks that begin with a capital and hold no number: names, not speech."""
    for start, token in enumerate(tokens):
        if token.text not in _OPENING or start + 1 == len(tokens) or not tokens[start + 1].text[:1].isupper():
            continue
        for end in range(start + 2, min(start + MAX_NAME_TOKENS + 2, len(tokens))):
            if tokens[end].kind is TokenKind.NUMBER:
                break
            if tokens[end].text in _CLOSING:
                yield start + 1, end
                break


def _is_named(tokens: Sequence[Token], term: Term, terms: Sequence[Term]) -> bool:
    """Whether the same capitalised words name a place: «на Германию» is of no germanium, "Turkey" is no poultry."""
    span = (term.first, term.last)
    named = any((t.first, t.last) == span and t.role in _PLACE_NAMES for t in terms)
    return named and tokens[term.first].text[:1].isupper()


def _is_counted(tokens: Sequence[Token], term: Term, terms: Sequence[Term]) -> bool:
    """Whether words of goods count time: «7 часов», «через два часа»; «7 тысяч часов» may be goods."""
    span, before = (term.first, term.last), tokens[: term.first][-1:]
    timed = any((t.first, t.last) == span and t.role == "counted_time" for t in terms)
    worded = any(t.last == term.first and t.role in _COUNTING for t in terms)
    return timed and (worded or any(token.kind is TokenKind.NUMBER for token in before))


def _is_halved(tokens: Sequence[Token], term: Term) -> bool:
    """Whether a place is one of «пол-Азии»: many are meant, and none is a partner."""
    return [token.low for token in tokens[max(term.first - 2, 0) : term.first]] == ["пол", "-"]


def _in_name(term: Term, names: Sequence[tuple[int, int]]) -> bool:
    return term.role in _NAMING_ROLES and any(first <= term.first and term.last <= last for first, last in names)


def _is_balanced(tokens: Sequence[Token], term: Term, balances: Sequence[Term]) -> bool:
    """Whether trade, or its balance, stands right behind a word of balance: it says what the surplus is of."""
    return term.value in ("turnover", "balance") and any(
        0 <= term.first - balance.last <= MAX_TOKENS_TO_TRADE
        and all(token.kind is TokenKind.WORD for token in tokens[balance.last : term.first])
        for balance in balances
    )
