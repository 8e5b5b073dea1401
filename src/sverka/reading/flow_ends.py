"""The ends of a flow: whose trade it is by where it leaves from or goes to.

"Exports from Chile" and «вывоз из Чили» are Chile's, "imports into Kenya" Kenya's; what is bought from a region is that
region's export.
"""

from __future__ import annotations

from sverka.reading.lexicon import Term
from sverka.reading.sentences import Sentence
from sverka.reading.tokens import TokenKind

PLACE_ROLES = ("place_name", "place_adjective", "place_demonym", "place_city")
ORIGIN_PREPOSITIONS = {"ru": frozenset(["из", "от"]), "en": frozenset(["from"])}
MAX_TOKENS_TO_SENT = 2
MAX_TOKENS_TO_SELLER = 9
MAX_NOUN_TOKENS = 12
_ENTRIES = frozenset({"в", "во", "into"})
_BETWEEN = frozenset({"between", "между"})
_SURELY: dict[tuple[str, str], tuple[str, ...]] = {
    ("ru", "export"): ("экспорт", "вывоз"),
    ("ru", "import"): ("импорт", "ввоз"),
    ("en", "export"): (),
    ("en", "import"): (),
}


def is_end_of_flow(sentence: Sentence, term: Term, preposition: str, lang: str) -> bool:
    """Whether a flow's own end is named: "exports from Chile", "imports into Kenya", "trade between Tomsk and China".

    «Поставки из» and «закупки в» lead to either side: only a region, which is seldom a partner, owns those.
    """
    if preposition in ORIGIN_PREPOSITIONS[lang] and _exports_before(sentence, term, _SURELY[lang, "export"]):
        return True
    if preposition in _ENTRIES and _flow_before(sentence, term, "import", _SURELY[lang, "import"]):
        return True
    if not is_region(term.value):
        return False
    if preposition in _BETWEEN:
        return any(t.value == "turnover" and t.last < term.first for t in sentence.of_role("flow_noun"))
    origin = preposition in ORIGIN_PREPOSITIONS[lang]
    if origin and (_exports_before(sentence, term, ()) or _is_sent(sentence, term)):
        return True
    reach = MAX_TOKENS_TO_SENT if preposition == "в" else MAX_TOKENS_TO_SELLER
    verbs = [t for t in sentence.of_role("flow_verb") if 0 <= term.first - t.last <= reach]
    if not verbs or not _has_doer(sentence, verbs[-1]):
        return False
    if verbs[-1].value == "import":
        return origin or (lang == "ru" and preposition == "в")
    return verbs[-1].value == "export" and preposition in _ENTRIES | {"to"}


def is_region(place: str) -> bool:
    """Whether a place is a region of a country, by its code."""
    return place.isupper() and "-" in place


def _is_sent(sentence: Sentence, term: Term) -> bool:
    """Whether a verb of export stands right behind an origin: «из Параны вывезено 42 тыс. тонн»."""
    return any(
        t.value == "export" and 0 <= t.first - term.last <= MAX_TOKENS_TO_SENT for t in sentence.of_role("flow_verb")
    )


def _has_doer(sentence: Sentence, verb: Term) -> bool:
    """Whether a country or group stands before a verb of trade: «Япония закупила в Паране»."""
    return any(t.role in PLACE_ROLES and t.last <= verb.first and not is_region(t.value) for t in sentence.terms)


def _exports_before(sentence: Sentence, term: Term, heads: tuple[str, ...]) -> bool:
    """ "Exports of milk powder from New Zealand" are New Zealand's, "imports from China" are not China's."""
    return _flow_before(sentence, term, "export", heads)


def _flow_before(sentence: Sentence, term: Term, flow: str, heads: tuple[str, ...]) -> bool:
    """Whether the last noun of trade before a name is of a flow and begins with one of `heads`; words alone between."""
    nouns = [t for t in sentence.of_role("flow_noun") if t.last <= term.first]
    nouns = [t for t in nouns if not sentence.low(t.last - 1).endswith("ed")]
    if not nouns or nouns[-1].value != flow or not _clear_words(sentence, nouns[-1].last, term.first):
        return False
    if any(nouns[-1].last <= t.first < term.first and t.value == "verb" for t in sentence.of_role("share")):
        return False  # "one dollar in five of its exports came from Chile", which paid it
    return not heads or sentence.low(nouns[-1].first).startswith(heads)


def _clear_words(sentence: Sentence, first: int, last: int) -> bool:
    """Nothing but words between two tokens, commas of a list among them."""
    return last - first <= MAX_NOUN_TOKENS and all(
        sentence.tokens[at].kind is TokenKind.WORD or sentence.low(at) in (",", "-") for at in range(first, last)
    )
