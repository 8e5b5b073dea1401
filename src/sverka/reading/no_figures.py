"""Words like numbers that state none: scales alone, numerals that point at what was named, wholes counted out, notes.

    "US$ million" in a head  «сотни тысяч тонн»  "the two say"  «эти трое»  "of every hundred dollars"  "5 % (1)"

A noun of scale in the singular is a number: «миллион долларов», "a million tonnes", "past the million mark".
"""

from __future__ import annotations

from sverka.reading.kinds import COUNTED
from sverka.reading.lexicon import Term
from sverka.reading.numerals import Numeral
from sverka.reading.sentences import Sentence
from sverka.reading.tokens import TokenKind

_SCALE_ROLES = frozenset({"num_scale", "num_hundred_word"})
_HUNDRED = "сотн"
_ONE_BEFORE = frozenset({"a", "an", "the"})
_ONE_ENDINGS = ("миллион", "миллиард", "триллион", "тысяч")
_PLURAL_ENDINGS = frozenset({"ы", "ов", "ам", "ами", "ах", ""})
_LEADS_GENITIVE = frozenset("до около более менее больше меньше свыше порядка выше ниже с от из после".split())
_POINTING = frozenset(
    "the these those all its our their other last first эти этих этим этими те тех тем теми все всех всем всеми "
    "остальные остальных другие других последние первые наши".split()
)
_OF_THOSE = (("of", "them"), ("of", "these"), ("of", "those"), ("of", "which"), ("из", "них"), ("из", "которых"))
_COLLECTIVE = ("двое", "двоих", "трое", "троих", "четвер", "пятер", "шестер", "семер")
_TRADED = frozenset({"flow_noun", "goods", "volume"})
_EVERY = frozenset({"every", "each", "каждых", "каждые", "каждой", "каждого"})
_NOTE_BRACKETS = {"(": ")", "[": "]"}
MAX_NOTE_DIGITS = 2
LEAST_TRADE = 1000.0
MAX_POINTING = 20
MAX_TOKENS_TO_INTO = 4
_INTO = frozenset({"в", "во"})
MAX_COUNTED, MIN_NOUN = 99, 4
_LABELS = frozenset(
    "note notes table chart figure fig page paragraph section annex appendix box exhibit № no "
    "см табл таблица таблице рис рисунок прим примечание стр страница с п пункт ст статья гл глава график графике "
    "приложение".split()
)
_WORDS_TOO = frozenset({"с", "no", "п", "ст", "гл"})  # labels only with their full stop
_LENGTHS = frozenset("qhamwjX")
_GOES_ON = frozenset("against compared versus from than after before while with годом против после вместо".split())
_DEFINITE = frozenset("the these those its all both все всех всем всеми эти этих те тех обе оба".split())
_PARTS = frozenset({"world", "asia", "europe", "africa", "middle-east", "latin-america", "eurasia", "north-america"})


def states_none(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether a numeral, whatever unit may follow it, states no number."""
    return (
        is_scale_alone(sentence, numeral)
        or is_every(sentence, numeral.first)
        or _is_note(sentence, numeral)
        or _is_denomination(sentence, numeral)
    )


def is_scale_alone(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether only a scale stands there, and no noun for one of it: «млн долл.», "several million", «тысячи тонн»."""
    if any(sentence.low(at) != "." and not _is_scale(sentence, at) for at in range(numeral.first, numeral.last)):
        return False
    low, before = sentence.low(numeral.first), sentence.low(numeral.first - 1)
    if low.isascii():
        return before not in _ONE_BEFORE or not low.endswith(("d", "n"))
    if low.startswith(_HUNDRED):
        return False
    stem = next((stem for stem in _ONE_ENDINGS if low.startswith(stem)), None)
    if stem is None:
        return True
    if stem == "тысяч" and low.endswith("и"):
        return before not in _LEADS_GENITIVE  # «более тысячи тонн» is a number, «тысячи тонн» is none
    return low.removeprefix(stem) in _PLURAL_ENDINGS - ({""} if stem != "тысяч" else set())


def _is_scale(sentence: Sentence, at: int) -> bool:
    return any(t.role in _SCALE_ROLES for t in sentence.beginning(at))


def is_every(sentence: Sentence, at: int) -> bool:
    """Whether a number is what a share is counted out of: "of every hundred dollars", «из каждых десяти тонн»."""
    return sentence.low(at - 1) in _EVERY


def _is_denomination(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether a small sum before a hyphen says of what is named what it costs: "a hundred-dollar bag"."""
    money = any(
        t.role == "unit" and t.value.startswith("money") and sentence.low(t.last - 1).isalpha()
        for t in sentence.beginning(numeral.last + 1)
    )
    return money and sentence.low(numeral.last) == "-" and numeral.value < LEAST_TRADE


def _is_note(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether a small number in brackets of its own is the mark of a note: "[2]", "5 % (1)"."""
    closing = _NOTE_BRACKETS.get(sentence.low(numeral.first - 1))
    if numeral.in_words or closing is None or sentence.low(numeral.last) != closing:
        return False
    if numeral.scaled or not numeral.printed.isdigit() or len(numeral.printed) > MAX_NOTE_DIGITS:
        return False
    return closing == "]" or _ends_figure(sentence, numeral.first - 1)


def _ends_figure(sentence: Sentence, at: int) -> bool:
    if at == 0:
        return False
    return sentence.tokens[at - 1].kind is TokenKind.NUMBER or any(
        t.role == "unit" and t.last == at for t in sentence.terms
    )


def is_label(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether a number is that of a note, a table or a page: "see table 4", «рис. 2», «с. 5», never «с 5 млн»."""
    stopped = sentence.low(numeral.first - 1) == "."
    before = numeral.first - 1 - stopped
    if numeral.scaled or (not stopped and sentence.low(before) in _WORDS_TOO):
        return False
    return not numeral.in_words and numeral.printed.isdigit() and sentence.low(before) in _LABELS


def counts_things(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether a small number without a unit counts what stands right behind it: "six calls", "twelve months"."""
    at = numeral.last
    if numeral.scaled or not numeral.printed.isdigit() or numeral.value > MAX_COUNTED or at >= len(sentence.tokens):
        return False
    behind, low = sentence.beginning(at), sentence.low(at)
    if low in _GOES_ON:
        return False
    if any(t.value == COUNTED or (t.role == "time" and t.value in _LENGTHS) for t in behind):
        return True
    known = bool(behind) or len(low) < MIN_NOUN
    return numeral.in_words and sentence.tokens[at].kind is TokenKind.WORD and not known


def is_how_often(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether a Russian number of times says how often, not how many times more: «шесть раз звонили», «в шесть раз»."""
    before = {sentence.low(at) for at in range(max(numeral.first - MAX_TOKENS_TO_INTO, 0), numeral.first)}
    return numeral.first > 0 and not before & _INTO


def points_at_named(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether a small number without a unit stands for things: named before ("the six", «эти трое»), or behind it."""
    if is_label(sentence, numeral) or counts_things(sentence, numeral):
        return True
    if not numeral.in_words or numeral.value != int(numeral.value) or numeral.value >= MAX_POINTING:
        return False
    if sentence.low(numeral.first).startswith(_COLLECTIVE) or sentence.low(numeral.first - 1) in _POINTING:
        return True
    return (sentence.low(numeral.last), sentence.low(numeral.last + 1)) in _OF_THOSE


def is_named_set(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether a set that is known is named, and nothing counted: "the five countries", «все три», "the Big Three"."""
    token = sentence.tokens[numeral.first]
    capital = numeral.in_words and numeral.first > 0 and token.text[:1].isupper() and not _titled(sentence)
    return capital or sentence.low(numeral.first - 1) in _DEFINITE


def _titled(sentence: Sentence) -> bool:
    """Whether most words have capitals, as in an English title."""
    words = [token.text for token in sentence.tokens if token.kind is TokenKind.WORD and len(token.text) > MIN_NOUN]
    return sum(word[0].isupper() for word in words) * 2 > len(words)


def is_many(sentence: Sentence, term: Term) -> bool:
    """Whether a fraction is one of a part of the world, which stands for many: "half of Asia", «половину Европы»."""
    at = term.last + (sentence.low(term.last) in ("of", "the")) + (sentence.low(term.last + 1) == "the")
    named = [t for t in sentence.beginning(at) if t.role in ("place_name", "place_adjective") and t.value.islower()]
    if not named or sentence.low(named[0].last - 1).endswith(("'s", "s'")):
        return False
    behind = sentence.beginning(named[0].last)
    return not any(t.role in ("flow_noun", "goods", "share", "change") for t in behind) and named[0].value in _PARTS


def is_half_of_named(sentence: Sentence, term: Term) -> bool:
    """Whether «пол» is part of another word: «пол-Азии», «пол-литра», and not of trade, «пол-экспорта»."""
    if sentence.low(term.first) != "пол":
        return False
    traded = any(t.role in _TRADED for t in sentence.beginning(term.last + 1))
    return sentence.low(term.last) != "-" or not traded
