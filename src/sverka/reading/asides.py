"""Names said beside a figure, which do not narrow it: "$5m, mostly from Chile", «выросла втрое, спасибо Ирану»."""

from __future__ import annotations

from collections.abc import Sequence

from sverka.reading.lexicon import Term
from sverka.reading.sentences import Sentence
from sverka.reading.tokens import TokenKind
from sverka.reading.view import View

MAX_TOKENS_TO_NAME = 2
MAX_WORDS_OF_LIST = 1
MAX_TOKENS_TO_ALL = 5
MAX_TOKENS_OF_BUYER = 6
_ALL_GOODS = frozenset({"goods", "products", "merchandise", "товары", "товаров"})
_SETS_OFF = frozenset({",", "—", "–", "-", "(", ";"})
_NAMES = frozenset({"goods", "goods_adjective", "place_name", "place_adjective", "place_demonym", "place_city"})
_JOINERS = frozenset({"and", "the", "of", "to", "from", "и", "в", "на", "из"})


def is_aside(view: View, first: int) -> bool:
    """Whether names that begin at a token are only the most of what a figure is of, or its cause, or explain it."""
    if view.quantity.kind in ("rank", "count"):
        return False
    if _is_most(view.sentence, first) or _is_of_buyer(view, first):
        return True
    start, parted = view.quantity.core_last, view.crossings_of(first) > 0
    cause = not parted and _is_cause(view.sentence, start, first)
    return cause or (view.right == len(view.sentence.tokens) and _is_explanation(view.sentence, start, first))


def _is_of_buyer(view: View, first: int) -> bool:
    """Whether names only say who buys all goods: "Iran, a buyer of corn, spent 690m on our goods"."""
    sentence, end = view.sentence, view.quantity.core_last + MAX_TOKENS_TO_ALL
    close = next((at for at in range(first, view.quantity.core_first) if sentence.low(at) == ","), None)
    opening = any(sentence.low(at) == "," for at in range(max(view.left, first - MAX_TOKENS_OF_BUYER), first))
    if close is None or not opening or sentence.at(first, "place_name"):
        return False
    named = {at for t in sentence.of_role("goods") for at in range(t.first, t.last)}
    return any(sentence.low(at) in _ALL_GOODS and at not in named for at in range(close, end))


def is_topic_aside(sentence: Sentence, first: int) -> bool:
    """Whether names are said beside all figures of a sentence: no topic of the text."""
    numbers = [at for at, token in enumerate(sentence.tokens[:first]) if token.kind is TokenKind.NUMBER]
    if _is_most(sentence, first):
        return True
    return bool(numbers) and (_is_cause(sentence, numbers[0], first) or _is_explanation(sentence, numbers[-1], first))


def _is_most(sentence: Sentence, first: int) -> bool:
    """Whether "mostly", set off from what is before it, leads to the names: ", mostly from Argentine buyers"."""
    most = [t for t in sentence.of_role("aside") if t.value == "most" and 0 <= first - t.last <= MAX_TOKENS_TO_NAME]
    return any(t.first and sentence.low(t.first - 1) in _SETS_OFF for t in most)


def _is_cause(sentence: Sentence, start: int, first: int) -> bool:
    """Whether words of a cause, or of what goes with the figure, part it from the names behind it."""
    return any(t.value == "cause" and start <= t.first < first for t in sentence.of_role("aside"))


def _is_explanation(sentence: Sentence, start: int, first: int) -> bool:
    """Whether the names stand in a clause of its own behind a colon: «потеряло 5 млн: Китай сократил закупки»."""
    colon = next((at for at in range(start, first) if sentence.low(at) == ":"), None)
    if colon is None:
        return False
    behind, named = range(colon + 1, len(sentence.tokens)), _named(sentence.terms, colon)
    kinds = {at: sentence.tokens[at].kind for at in behind}
    if TokenKind.NUMBER in kinds.values():
        return False
    words = [at for at in behind if kinds[at] is TokenKind.WORD and at not in named]
    return len([at for at in words if sentence.low(at) not in _JOINERS]) > MAX_WORDS_OF_LIST


def _named(terms: Sequence[Term], start: int) -> set[int]:
    return {at for t in terms if t.role in _NAMES and t.first > start for at in range(t.first, t.last)}
