"""Trade of one company, which records by country and region do not tell: "Klabin exported", «экспорт кооператива».

Several companies together ("companies of the region exported") are the region's own trade.
"""

from __future__ import annotations

from sverka.reading.flow_ends import PLACE_ROLES
from sverka.reading.frames import Frame
from sverka.reading.lexicon import Term
from sverka.reading.morphology import russian_cases, russian_is_plural
from sverka.reading.names import is_acronym, is_cyrillic, is_name
from sverka.reading.sentences import Sentence
from sverka.reading.tokens import TokenKind

COMPANY = "a company"
MAX_NAME_TOKENS = 3
MAX_TOKENS_TO_COMPANY = 4
MAX_COST = 30
_PASSED = frozenset({"has", "had", "have", "also", "alone", "«", "»", '"', "“", "”", "."})
_LEADS = frozenset({"of", "by", "the", "a", "an", "this", "that"})
_WHO = frozenset({"which", "who", "который", "которая", "которое"})
_MANY = ("ли", "лись")  # a verb in the plural: several companies together are the region's own trade
_LED = frozenset({"on", "in", "as", "by", "to", "of", "из-за", "на", "в", "и", "and"})
MAX_TOKENS_TO_OBJECT = 3


def is_of_company(frame: Frame) -> bool:
    """Whether the trade that a number measures is one company's."""
    view = frame.view
    for term in view.sentence.of_role("flow_verb", "flow_noun"):
        near = view.crossings_of(term.first) == 0 and view.sentence.distance(term, view.quantity.span) < MAX_COST
        if near and (_does(view.sentence, term) or _owns(view.sentence, term)):
            return True
    return False


def _does(sentence: Sentence, verb: Term) -> bool:
    """Whether a company is the doer of a verb of trade: named by such a word, or by a name that nothing is known of.

    So it is of a verb of change whose object is trade: "Klabin raised its exports".
    """
    if not any(t.first == verb.first and t.role == "flow_verb" for t in sentence.terms) or _is_noun(sentence, verb):
        reach = range(max(verb.first - 1 - MAX_TOKENS_TO_OBJECT, 0), verb.first)
        verbs = [at for at in reach if sentence.at(at, "change") or _governs_its(sentence, at)]
        return any(_is_doer(sentence, at) and _is_object(sentence, at + 1, verb.first) for at in verbs)
    return _is_doer(sentence, verb.first)


def _governs_its(sentence: Sentence, at: int) -> bool:
    """Whether a word is an English verb with an object of its subject: "raised its"."""
    return sentence.low(at).endswith("ed") and sentence.low(at + 1) == "its"


def _is_object(sentence: Sentence, first: int, last: int) -> bool:
    """Whether nothing but words of its own stands between a verb and its object: "cut its", not "fell on"."""
    return all(token.kind is TokenKind.WORD and token.low not in _LED for token in sentence.tokens[first:last])


def _is_doer(sentence: Sentence, verb: int) -> bool:
    """Whether a company stands where the doer of a verb stands: "C.Vale, which sold" is one as well."""
    at = verb - 1
    while at >= 0 and sentence.low(at) in _PASSED:
        at -= 1
    if at > 1 and sentence.low(at) in _WHO and sentence.low(at - 1) == ",":
        at -= 2
    if at < 0 or (sentence.low(verb).endswith(_MANY) and not _is_latin_name(sentence, at)):
        return False
    if _is_latin_name(sentence, at):
        return True
    names = 0
    while at >= 0 and names < MAX_NAME_TOKENS and not _is_company(sentence, at) and _is_part_of_name(sentence, at):
        at, names = at - 1, names + 1
    return at >= 0 and _is_company(sentence, at)


def _is_noun(sentence: Sentence, verb: Term) -> bool:
    """Whether the word is the noun of trade: "Coamo exports rose"."""
    noun = any(t.first == verb.first and t.role == "flow_noun" for t in sentence.terms)
    low = sentence.low(verb.first)
    return noun and (not low.endswith("ed") if low.isascii() else "NOUN" in russian_cases(low))


def _owns(sentence: Sentence, noun: Term) -> bool:
    """Whether the noun of trade is a company's: "exports of the cooperative", "the firm's exports"."""
    if not any(t.first == noun.first and t.role == "flow_noun" for t in sentence.terms):
        return False
    for at in range(noun.last, min(noun.last + MAX_TOKENS_TO_COMPANY, len(sentence.tokens))):
        if _is_company(sentence, at):
            return True
        if sentence.low(at) not in _LEADS and not any(t.first == at and t.role in PLACE_ROLES for t in sentence.terms):
            break
    before = sentence.low(noun.first - 1) if noun.first else ""
    return before.endswith("'s") and _is_company(sentence, noun.first - 1)


def _is_company(sentence: Sentence, at: int) -> bool:
    """Whether a word for one company stands at a token."""
    low = sentence.low(at)
    plural = russian_is_plural(low) if not low.isascii() else low.endswith("s") and not low.endswith("'s")
    return not plural and any(t.first <= at < t.last for t in sentence.of_role("company"))


def _is_latin_name(sentence: Sentence, at: int) -> bool:
    """Whether a word is a name of which nothing is known; in Russian one in Latin letters."""
    token = sentence.tokens[at]
    plural = token.low.endswith("s") and not is_acronym(token.text)
    return is_name(sentence, at) and not is_cyrillic(token.low) and not plural


def _is_part_of_name(sentence: Sentence, at: int) -> bool:
    token = sentence.tokens[at]
    return token.low in _PASSED or (token.kind is TokenKind.WORD and token.text[:1].isupper())
