"""Goods that the tables do not know by name, told by where they stand.

"Exports of quillaja bark were $3 mln" is no figure of all exports. A noun that stands where goods are named, and that
is neither known nor one of the words that leave a figure that of all goods (country, goods, growth), names goods of
its own: the figure keeps them as they are written, and records of other goods never answer it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sverka.reading.lexicon import Term
from sverka.reading.morphology import english_lemmas, russian_cases, russian_lemmas, russian_rare_noun
from sverka.reading.sentences import Sentence
from sverka.reading.tokens import TokenKind
from sverka.reference.goods import find_goods

MAX_WORDS = 4
_ADJECTIVE_ENDINGS = tuple("al ic ed ive ous ly ary ful less able ible est ish ian ese ory ing".split())
_DETERMINERS = frozenset(["the", "its", "their", "our", "all", "these", "those", "some", "such", "of"])
_PART_VERBS = frozenset(["accounted", "accounts", "account", "represented", "constituted", "comprised", "made"])
_OWNERS = frozenset(["it", "they", "who", "which", "that", "and", "also"])
_BEHIND = frozenset("to from in into worth were was are is by at for and , .".split())
_GENITIVE, _OBJECT = frozenset(["gent", "gen2"]), frozenset(["accs", "gent", "gen2", "nomn"])
_BEHIND_NOUN = frozenset({"level", "change", "place_name", "place_city"})
_INFINITIVES = ("ть", "ти", "ться", "тись", "чь")
_INTO = frozenset(["в", "во", "из", "на", "с", "по", "за", "для", "от", "к", "при"])
_TIMES = ("time", "time_ordinal", "month")
_FELL_TO = frozenset(["прийтись", "приходиться"])


@cache
def neutral_words(lang: str, kind: str) -> frozenset[str]:
    """The words of a kind (nouns, adjectives, ends) that leave a figure that of all goods."""
    text = files("sverka.reading").joinpath(f"languages/{lang}/neutral.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)[kind])


def unnamed_goods(sentence: Sentence) -> tuple[Term, ...]:
    """Terms for goods that no table names, in order; the value is the words as written."""
    words = _Words(sentence, frozenset(at for t in sentence.terms for at in range(t.first, t.last)))
    flows = [t for t in sentence.of_role("flow_noun") if t.value != "turnover"]
    if not flows and not sentence.of_role("flow_verb"):
        return ()
    found = _russian(words, flows) if _is_russian(sentence) else _english(words, flows)
    unique = {(first, last): words.term(first, last) for first, last in found if first < last}
    return tuple(unique[span] for span in sorted(unique))


def _is_russian(sentence: Sentence) -> bool:
    return any("а" <= token.low[0] <= "я" for token in sentence.tokens if token.kind is TokenKind.WORD)


@dataclass(frozen=True, slots=True)
class _Words:
    """A sentence with the tokens that its known terms cover."""

    sentence: Sentence
    covered: frozenset[int]

    def free(self, at: int) -> bool:
        """Whether a token is a word that nothing is known of."""
        tokens = self.sentence.tokens
        return 0 <= at < len(tokens) and tokens[at].kind is TokenKind.WORD and at not in self.covered

    def is_goods(self, at: int) -> bool:
        """Whether known goods begin at a token."""
        return bool(self.sentence.at(at, "goods"))

    def capital(self, at: int) -> bool:
        """Whether a word is a name by its capital: not the first of its sentence, nor one of a title in capitals."""
        return at > 0 and self.sentence.tokens[at].text[0].isupper() and not self.titled

    @property
    def titled(self) -> bool:
        """Whether the words of trade beyond the first are in capitals, as all words of an English title are."""
        flows = [t.first for t in self.sentence.of_role("flow_noun", "flow_verb", "change") if t.first > 0]
        return bool(flows) and all(self.sentence.tokens[at].text[0].isupper() for at in flows)

    def term(self, first: int, last: int) -> Term:
        """The words as goods; a noun that looks like a verb may be of known ones."""
        noun = russian_rare_noun(self.sentence.low(first)) if last - first == 1 else None
        known = find_goods(noun) if noun is not None else None
        written = " ".join(token.text for token in self.sentence.tokens[first:last]).lower()
        return Term(first, last, "goods", known.id if known is not None else written)


Spans = Iterator[tuple[int, int]]


def _english(words: _Words, flows: list[Term]) -> Spans:
    sentence = words.sentence
    for flow in flows:
        if sentence.low(flow.last) == "of":
            yield _phrase(words, flow.last + 1)
        yield _before(words, flow.first)
    for verb in sentence.of_role("flow_verb"):
        if verb.value != "turnover" and _is_verb(sentence, verb):
            yield _phrase(words, max((t.last for t in sentence.at(verb.last, "place_name")), default=verb.last))
    for at in range(1, len(sentence.tokens)):
        if sentence.low(at) == "of" and (sentence.low(at - 1) == "worth" or _amount_ends(words, at)):
            yield _phrase(words, at + 1)
        if sentence.low(at) in _PART_VERBS:
            first, last = _phrase(words, 0)
            yield (first, last) if last == at else (0, 0)


def _amount_ends(words: _Words, at: int) -> bool:
    """Whether an amount of money or weight ends before a token: a share of something is not a share of goods."""
    units = [t for t in words.sentence.of_role("unit", "num_scale") if t.last == at]
    return any(not t.value.startswith("percent") for t in units)


def _is_verb(sentence: Sentence, verb: Term) -> bool:
    """Whether a word of trade is a verb where it stands: "exports" is one only right behind who exports."""
    if not sentence.at(verb.first, "flow_noun"):
        return True
    owner = any(t.last == verb.first and t.role in ("place_name", "we") for t in sentence.terms)
    return (owner or sentence.low(verb.first - 1) in _OWNERS) and not sentence.low(verb.first - 1).endswith("'s")


def _phrase(words: _Words, first: int) -> tuple[int, int]:
    """The unknown noun phrase that begins at a token; empty where there is none, or where it goes on to known goods."""
    while words.sentence.low(first) in _DETERMINERS or words.sentence.at(first, "place_adjective"):
        first += 1
    if words.is_goods(first):
        return _compound(words, first)
    last = _run(words, first)
    onward = last + bool(words.sentence.at(last, "place_adjective"))
    goes_on = words.sentence.low(last) == "-" or words.is_goods(onward)  # "machine-made carpets"
    if last == first or goes_on or words.capital(last - 1) or _is_neutral(words, last - 1):
        return 0, 0
    return first, last


def _run(words: _Words, first: int) -> int:
    """The end of the unknown words that begin at a token; a hyphen between two of them belongs to them."""
    last = first
    while last - first < MAX_WORDS and words.free(last) and words.sentence.low(last) not in neutral_words("en", "ends"):
        last += 2 if words.sentence.low(last + 1) == "-" and words.free(last + 2) else 1
    return last


def _compound(words: _Words, first: int) -> tuple[int, int]:
    """Known goods that an unknown noun follows are other goods: "wheat straw"; a verb may stand there as well."""
    head = max(t.last for t in words.sentence.at(first, "goods"))
    last = _run(words, head)
    low = words.sentence.low(last - 1)
    if last != head + 1 or low.endswith(("ed", "ly", "ing")) or words.capital(head) or _is_neutral(words, head):
        return 0, 0
    known = words.sentence.low(last) in _BEHIND or any(
        t.role in ("level", "change", "flow_noun") for t in words.sentence.beginning(last)
    )
    return (first, last) if known else (0, 0)


def _is_neutral(words: _Words, at: int) -> bool:
    low = words.sentence.low(at)
    adverb = low.endswith("ly") or low in neutral_words("en", "adjectives")
    return adverb or not neutral_words("en", "nouns").isdisjoint(english_lemmas(low)) or len(low) < 3


def _before(words: _Words, last: int) -> tuple[int, int]:
    """The unknown nouns right before a word of trade: "quillaja bark exports"."""
    first = last
    while last - first < MAX_WORDS and words.free(first - 1) and _modifies(words, first - 1):
        first -= 1
    low, ahead = words.sentence.low(last - 1), words.sentence.low(first - 1)
    alone = first == 0 or (last - first == 1 and ahead.endswith("'s"))
    verb = low.endswith("s") and not low.endswith(("ss", "us")) and not alone  # "the ministry puts exports at"
    shown = ahead in ("this", "that", "a", "an", "each", "every")
    return (first, last) if first < last and not (verb or shown or _is_neutral(words, last - 1)) else (0, 0)


def _modifies(words: _Words, at: int) -> bool:
    low = words.sentence.low(at)
    known = low in neutral_words("en", "ends") or low in neutral_words("en", "adjectives") or low.endswith("'s")
    adjective = low.endswith(_ADJECTIVE_ENDINGS) and not low.endswith("eed")
    return not (known or words.capital(at) or adjective or len(low) < 3)


def _russian(words: _Words, flows: list[Term]) -> Spans:
    sentence = words.sentence
    for flow in flows:
        yield _russian_phrase(words, flow.last, _GENITIVE)
        if _is_rare_noun(sentence, flow.last):
            yield flow.last, flow.last + 1
    for share in sentence.of_role("share"):
        if share.value == "noun":
            yield _russian_phrase(words, share.last, _GENITIVE)
        elif not _FELL_TO.isdisjoint(russian_lemmas(sentence.low(share.first))) and sentence.low(0) == "на":
            first, last = _russian_phrase(words, 1, _OBJECT)
            yield (first, last) if last == share.first else (0, 0)
    for unit in sentence.of_role("unit"):
        if not unit.value.startswith("percent"):
            yield _russian_phrase(words, unit.last, _GENITIVE)
    for verb in sentence.of_role("flow_verb"):
        if verb.value != "turnover":
            first, last = _russian_phrase(words, _past_places(sentence, verb.last), _OBJECT)
            yield (first, last) if sentence.low(last) != "," else (0, 0)


def _is_rare_noun(sentence: Sentence, at: int) -> bool:
    """Whether a word mostly read as a verb is a noun here, the verb standing behind it: «экспорт стали составил»."""
    behind = sentence.beginning(at + 1)
    goes_on = sentence.low(at + 1) in _INTO or any(t.role in _BEHIND_NOUN for t in behind)
    goes_on = goes_on and not sentence.low(at + 1).endswith(_INFINITIVES)  # «стали расти»
    return russian_rare_noun(sentence.low(at)) is not None and goes_on


def _past_places(sentence: Sentence, at: int) -> int:
    """The token behind «в Китай», «из Параны в Китай», «в 2023 году» and the like."""
    while sentence.low(at) in _INTO:
        places = [t for t in sentence.beginning(at + 1) if t.role.startswith("place")]
        behind = max((t.last for t in places), default=_past_time(sentence, at + 1))
        if behind == at + 1:
            break
        at = behind
    return at


def _past_time(sentence: Sentence, at: int) -> int:
    """The token behind words of time and the numbers among them."""
    while at < len(sentence.tokens) and (
        sentence.tokens[at].kind is TokenKind.NUMBER or any(t.role in _TIMES for t in sentence.beginning(at))
    ):
        at += 1
    return at


def _russian_phrase(words: _Words, first: int, cases: frozenset[str]) -> tuple[int, int]:
    """The unknown noun phrase in one of the cases that begins at a token, with the genitives that depend on its noun.

    Known goods may stand on either side of the unknown noun: «семена моркови», «мука люпина» are neither.
    """
    known = [t for t in words.sentence.beginning(first) if t.role in ("goods", "goods_adjective")]
    adjective = bool(known) and known[0].role == "goods_adjective"
    start = max(t.last for t in known) if known else first
    head = _head(words, start, cases if adjective or not known else _GENITIVE)
    if head is None or words.capital(head) or _is_neutral_russian(words, head):
        return 0, 0
    last = head + 1
    while last - first < MAX_WORDS and words.free(last) and _stands(words, last, "NOUN", _GENITIVE):
        last += 1
    goods = [] if known else words.sentence.at(last, "goods")
    return first, max((t.last for t in goods), default=last)


def _head(words: _Words, first: int, cases: frozenset[str]) -> int | None:
    """The unknown noun in one of the cases at a token or behind its adjectives."""
    for at in range(first, first + MAX_WORDS):
        if not words.free(at):
            return None
        if _stands(words, at, "NOUN", cases):
            return at
        if not _stands(words, at, "ADJF", cases):
            return None
    return None


def _stands(words: _Words, at: int, part: str, cases: frozenset[str]) -> bool:
    return not cases.isdisjoint(russian_cases(words.sentence.low(at)).get(part, ()))


def _is_neutral_russian(words: _Words, at: int) -> bool:
    low = words.sentence.low(at)
    return len(low) < 3 or not neutral_words("ru", "nouns").isdisjoint(russian_lemmas(low))
