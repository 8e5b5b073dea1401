"""Places in a text: whose trade is spoken of, and with whom.

A place is the reporter where it owns the trade ("Tomsk exports", «экспорт Томской области», "Brazil shipped"), and a
partner where trade goes to it, comes from it or is with it. The document has one reporter that it speaks of most; any
other place near a figure is a partner, unless it owns the trade there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sverka.reading.flow_ends import ORIGIN_PREPOSITIONS, PLACE_ROLES, is_end_of_flow, is_region
from sverka.reading.lexicon import Term
from sverka.reading.morphology import russian_cases, russian_lemmas
from sverka.reading.sentences import Sentence
from sverka.reading.tokens import TokenKind

TRADE_NOUNS = ("flow_noun", "balance")
PARTNER_PREPOSITIONS = {
    "ru": frozenset(["в", "во", "на", "с", "со", "для", "между", "к"]),
    "en": frozenset(["to", "with", "into", "for", "between", "in"]),
}
ROUTE_PREPOSITIONS = frozenset(["через", "via", "through", "across", "о", "об", "about", "над", "under"])
_FILLERS = {
    "ru": frozenset(
        ["страна", "государство", "рынок", "республика", "направление", "регион", "штат", "весь", "сторона"]
    ),
    "en": frozenset(["the", "country", "countries", "states", "of", "all", "both", "neighbouring", "rest", "mainland"]),
}
_WHOLE_WORLD = "world"
_TRADE = frozenset({"flow_noun", "balance"})
LIKELY_HOME = {"ru": ("RU",)}  # a Russian text that names Russia among others mostly speaks for it
DATELINE = "dateline"
_DATELINE_TOKENS = 12
_APPOSITION_TOKENS = 12
_POSSESSED_TOKENS = 4
_TIME_TOKENS = 7
MAX_TOKENS_TO_SERVED = 4
MAX_TOKENS_TO_OBJECT = 2
MAX_TOKENS_TO_END = 9
_INTO = frozenset({"в", "во", "на"})
_POSSESSIVES = frozenset({"their", "our", "its", "my", "your", "наш", "наша", "наше", "наши", "их", "свой", "своя"})
_TIME_ROLES = frozenset({"month", "time", "time_ordinal", "num_unit", "num_ten"})
_TIME_MARKS = frozenset({"in", "during", "в", "за", "-", "–", "—", "го", "м"})
_INNER_MARKS = frozenset(["-", "’", "'", "«", "»", '"'])
_DATELINE_ENDS = frozenset(["-", "–", "—", ":", "."])
_LINKING = frozenset(["among", "of", "in", "to", "and", "for", "with", "from", "by", "и", "в", "на", "для", "от"])


@dataclass(frozen=True, slots=True)
class PlaceTerm:
    """A place named in a sentence: its id, the likeliest where the words have several meanings, and how it stands."""

    term: Term
    id: str
    form: str
    preposition: str
    owns: bool
    of_goods: bool = False
    served: bool = False

    @property
    def first(self) -> int:
        """Its first token."""
        return self.term.first

    @property
    def last(self) -> int:
        """The token behind its last one."""
        return self.term.last


def find_places(sentence: Sentence, lang: str, likely: frozenset[str] = frozenset()) -> tuple[PlaceTerm, ...]:
    """The places of a sentence in order; where words name several places, one already spoken of, else the country.

    The dateline of a report ("NAIROBI, May 3 -") says where it was written, not whom the trade is with: it is left out.
    """
    places = [place for place in all_places(sentence, lang, likely) if place.form != DATELINE]
    return tuple(_one_owner(sentence, places, likely) if lang == "ru" else places)


def _one_trader(sentence: Sentence, places: list[PlaceTerm], likely: frozenset[str]) -> list[PlaceTerm]:
    """Of two that trade ("Chile and Peru traded goods") the one spoken for, else the first, owns the trade."""
    found = [replace(p, owns=False) if _trades_with_us(sentence, p) else p for p in places]
    for k in range(len(found) - 1):
        a, b = found[k], found[k + 1]
        between = [sentence.low(at) for at in range(a.last, b.first)]
        trades = any(t.value == "turnover" and 0 <= t.first - b.last <= 1 for t in sentence.of_role("flow_verb"))
        if trades and between[:1] in (["and"], ["и"]) and len(between) <= 2:
            mine = b.id in likely or (is_region(b.id) and not is_region(a.id))
            found[k], found[k + 1] = replace(a, owns=not mine), replace(b, owns=mine)
    return found


def _trades_with_us(sentence: Sentence, place: PlaceTerm) -> bool:
    """ "The state and China traded": whoever trades with the one spoken for."""
    trades = any(t.value == "turnover" and 0 <= t.first - place.last <= 1 for t in sentence.of_role("flow_verb"))
    at = place.first - 1 - (sentence.low(place.first - 1) == "the")
    return trades and sentence.low(at) in ("and", "и") and any(t.last == at for t in sentence.of_role("we"))


def _one_owner(sentence: Sentence, places: list[PlaceTerm], likely: frozenset[str]) -> list[PlaceTerm]:
    """Of two countries that own a turnover together («товарооборот России и Индии») one trades with the other."""
    found = list(places)
    for k in range(len(found) - 1):
        a, b = found[k], found[k + 1]
        joined = b.first - a.last == 1 and sentence.low(a.last) == "и"
        shared = any(t.value == "turnover" and 0 <= a.first - t.last <= 1 for t in sentence.of_role("flow_noun"))
        if joined and shared and a.owns and b.owns and len(a.id) == len(b.id) == 2:
            other = k if b.id in likely else k + 1
            found[other] = replace(found[other], owns=False)
    return found


def all_places(sentence: Sentence, lang: str, likely: frozenset[str]) -> tuple[PlaceTerm, ...]:
    """The places of a sentence, those of its dateline too."""
    spans: dict[tuple[int, int], list[Term]] = {}
    for term in sentence.terms:
        if term.role in PLACE_ROLES and _is_named(sentence, term):
            spans.setdefault((term.first, term.last), []).append(term)
    end = dateline_end(sentence)
    placed = [_place(sentence, terms, lang, likely) for _, terms in sorted(spans.items())]
    found = _one_trader(sentence, placed, likely)
    return tuple(replace(place, form=DATELINE) if place.first < end else place for place in found)


def dateline_end(sentence: Sentence) -> int:
    """Where the dateline that opens a report ends: the token behind its dash, colon or full stop; 0 without one."""
    tokens = sentence.tokens
    if sentence.block.kind in ("headline", "item") or not (len(tokens[0].text) > 2 and tokens[0].text[0].isupper()):
        return 0
    dated = False
    for at, token in enumerate(tokens[:_DATELINE_TOKENS]):
        if token.text in _DATELINE_ENDS and (dated or (tokens[0].text.isupper() and _opens_with_city(sentence))):
            return at + 1 if token.text != "." or at + 1 == len(tokens) else 0
        if token.kind is TokenKind.WORD and not token.text[0].isupper():
            return 0
        dated = dated or any(t.role == "month" and t.first == at for t in sentence.terms)
    return 0


def _opens_with_city(sentence: Sentence) -> bool:
    return any(t.first == 0 and t.role in ("place_city", "place_name") for t in sentence.terms)


def _is_named(sentence: Sentence, term: Term) -> bool:
    """English names are capitalised ("turkey", "us" are words); a Russian noun too, unless it is an adjective."""
    token = sentence.tokens[term.first]
    if token.low == "the" and term.last - term.first > 1:
        token = sentence.tokens[term.first + 1]
    if term.role in ("place_adjective", "place_demonym") and not token.text.isascii():
        return True
    if not token.text[:1].isupper() and "-" not in term.value and len(term.value) <= 2:
        return False
    return token.text != "us"


def _place(sentence: Sentence, terms: list[Term], lang: str, likely: frozenset[str]) -> PlaceTerm:
    ids = list(dict.fromkeys(term.value for term in terms))
    chosen = next((i for i in ids if i in likely), None) or min(ids, key=_plainness)
    forms = [t for t in terms if t.value == chosen]
    of_goods = any(t.role == "place_adjective" for t in forms) and bool(sentence.at(forms[0].last, "goods"))
    if of_goods and any(t.last == forms[0].first - 1 for t in sentence.of_role("buying")):
        # "purchases of Argentine malt" are not the Argentine's
        forms = [t for t in forms if t.role == "place_adjective"]
    term = next((t for t in forms if t.role == "place_name"), forms[0])  # "Laos", "EU" are names and adjectives
    form = term.role.removeprefix("place_")
    return PlaceTerm(
        term,
        chosen,
        form,
        _preposition(sentence, term.first, lang),
        any(_owns(sentence, t, t.role.removeprefix("place_"), lang, likely) for t in forms),
        of_goods,
        _is_served(sentence, term, form) or (lang == "ru" and _is_partnered(sentence, term)),
    )


def _plainness(identifier: str) -> tuple[int, int]:
    """Countries before groups before regions of a country."""
    return (0 if len(identifier) == 2 else 1 if identifier.islower() else 2, len(identifier))


def _preposition(sentence: Sentence, first: int, lang: str) -> str:
    """The preposition that governs a place, past adjectives and words such as «страны»."""
    known = PARTNER_PREPOSITIONS[lang] | ORIGIN_PREPOSITIONS[lang] | ROUTE_PREPOSITIONS | {"of"}
    for at in range(first - 1, max(first - 5, -1), -1):
        low = sentence.low(at)
        if low in known:
            return low
        if sentence.breaks[at] >= 3 or not _is_filler(sentence, at, lang):
            return ""
    return ""


def _is_filler(sentence: Sentence, at: int, lang: str) -> bool:
    low = sentence.low(at)
    if low.startswith("котор"):
        return False  # «сумма, на которую Парана продала»
    if lang == "ru":
        return bool(russian_lemmas(low) & _FILLERS["ru"]) or low.endswith(("ими", "ые", "ых", "ыми", "ей", "ую"))
    return low in _FILLERS["en"]


def _owns(sentence: Sentence, term: Term, form: str, lang: str, likely: frozenset[str]) -> bool:
    """Whether the trade spoken of is this place's: an adjective or possessor of a flow, or the doer of a trade verb.

    Who buys is mostly the partner, unless the text speaks for it; in Russian, once it is known whom it speaks for.
    """
    if _is_served(sentence, term, form):
        return True
    possessor = sentence.low(term.last - 1).endswith("'s")
    start = term.last if possessor else _past_time(sentence, past_apposition(sentence, term.last))
    if form in ("adjective", "demonym") or possessor:
        if _is_possessed(sentence, term.first) or (likely - {term.value} and possessor and _buys(sentence, start)):
            return False
        return _possesses(sentence, term, start, lang, possessor)
    if lang == "en" and _has_ranked(sentence, term.first):
        return True
    named = _is_owner_of_noun(sentence, term, lang)
    return _does(sentence, term, start, lang, likely) if named is None else named


def _ahead(sentence: Sentence, start: int, tokens: int) -> list[Term]:
    """The terms that begin in the next few tokens, nothing between."""
    return [t for t in sentence.terms if start <= t.first <= start + tokens and _clear(sentence, start, t.first)]


def _roles(sentence: Sentence, start: int, near: Sequence[Term]) -> set[str]:
    """The roles of terms ahead that no preposition parts from here."""
    return {t.role for t in near if not _LINKING & _words(sentence, start, t.first)}


def _is_possessed(sentence: Sentence, first: int) -> bool:
    """Whether trade with a place is another's: "their American trade", "our Chinese exports"."""
    return sentence.low(first - 1) in _POSSESSIVES


def _buys(sentence: Sentence, start: int) -> bool:
    """Whether what a place possesses is its purchases: "China's purchases were lower"."""
    return any(sentence.at(t.first, "buying") for t in _ahead(sentence, start, 2) if t.role == "flow_noun")


def _possesses(sentence: Sentence, term: Term, start: int, lang: str, possessor: bool) -> bool:
    """Whether an adjective or a possessor stands before its trade: "Tomsk exports", "India's largest supplier"."""
    also_name = any(t.role == "place_name" and t.first == term.first for t in sentence.terms)
    near = _ahead(sentence, start, _POSSESSED_TOKENS if possessor else 1 if also_name else 2)
    roles = _roles(sentence, start, near)
    done = any(t.role == "flow_verb" and sentence.low(t.first).endswith("ed") for t in near)  # "Hong Kong imported"
    if not possessor and term.role == "place_adjective" and (done or (lang == "ru" and "flow_verb" in roles)):
        roles.discard("flow_noun")  # «казахстанские товары импортированы»: participles are nouns and verbs of trade
    owned = _TRADE | {"rank_head"} if possessor and term.value != _WHOLE_WORLD else _TRADE
    return bool(roles & owned)


def _is_owner_of_noun(sentence: Sentence, term: Term, lang: str) -> bool | None:
    """Whether the noun of trade before a name is this place's; `None` where no preposition and no noun stand there."""
    preposition = _preposition(sentence, term.first, lang)
    if preposition not in ("", "of") and not (lang == "ru" and preposition == "для" and _is_partnered(sentence, term)):
        return is_end_of_flow(sentence, term, preposition, lang)
    if _is_partnered(sentence, term):
        return lang == "ru"
    behind = [t for t in sentence.terms if t.role in TRADE_NOUNS and 0 <= term.first - t.last <= 2]
    if behind and _clear(sentence, behind[-1].last, term.first):
        return lang == "ru" or "of" in _words(sentence, behind[-1].last, term.first)
    return None


def _does(sentence: Sentence, term: Term, start: int, lang: str, likely: frozenset[str]) -> bool:
    """Whether a name is the doer of a verb of trade, or of a change of its trade."""
    near = _ahead(sentence, start, 2)
    doing = "flow_verb" in _roles(sentence, start, near) and sentence.low(start) not in _LINKING
    supplying = {t.first for t in sentence.of_role("supplying")} if term.value not in likely else set()
    verbs = {t.value for t in near if t.role == "flow_verb" and t.first not in supplying} if doing else set()
    if _changes_its_trade(sentence, start):
        return True
    if "export" in verbs and _sends_to(sentence, start, likely):
        return False
    if any(t.role == "flow_verb" and sentence.low(t.last) == "нам" for t in near):
        return False  # «Белград продал нам»: who sells to us is the partner
    partner = term.value not in likely and (lang == "en" or bool(likely))
    return bool(verbs - {"import"} if partner else verbs)


def _sends_to(sentence: Sentence, start: int, likely: frozenset[str]) -> bool:
    """Whether what is sold goes to a region that is spoken for: "the EU sold goods worth $5m to Paraná"."""
    homes = [t.first for t in sentence.terms if t.role in PLACE_ROLES and t.value in likely and is_region(t.value)]
    ends = [at for at in homes if 0 < at - start <= MAX_TOKENS_TO_END]
    return any(is_given_to(sentence, at, start + 1) for at in ends) or any(
        {sentence.low(at - 1), sentence.low(at - 2)} & (_INTO | {"to", "into"}) for at in ends
    )


def is_given_to(sentence: Sentence, name: int, behind: int) -> bool:
    """Whether a name right behind a verb of selling is who is sold to: "sold Paraná goods", «продал Паране»."""
    low = sentence.low(name)
    if low.isascii() or not any("а" <= letter <= "я" for letter in low):
        return name == behind and not low.endswith("'s")
    return sentence.tokens[name - 1].low not in _INTO and "datv" in russian_cases(low).get("NOUN", frozenset())


def _is_partnered(sentence: Sentence, term: Term) -> bool:
    """«Торговый партнёр Армении»: the rank is held in the trade of this place."""
    reach = MAX_TOKENS_TO_SERVED if sentence.low(term.first - 1) == "для" else 0  # «партнёр номер один для России»
    heads = [t for t in sentence.of_role("rank_head") if t.value != "rank"]
    return any(0 <= term.first - t.last <= reach for t in heads)


def _is_served(sentence: Sentence, term: Term, form: str) -> bool:
    """Whether a buyer or a supplier is this place's: «покупатель алтайского зерна», "supplier of oil to India"."""
    seller = form == "adjective"
    home = any(t.role in PLACE_ROLES and t.value in LIKELY_HOME["ru"] for t in sentence.terms)
    led = sentence.low(term.first - 1) in _INTO and not home
    if not (seller or led):
        return False
    kind, reach = ("export", 1) if seller else ("import", MAX_TOKENS_TO_SERVED)
    flows = {t.first for t in sentence.of_role("flow_noun")}
    heads = [t for t in sentence.of_role("rank_head") if t.value == kind and t.last <= term.first]
    heads = [t for t in heads if t.first not in flows]
    return bool(heads) and term.first - heads[-1].last <= reach and _clear(sentence, heads[-1].last, term.first)


def _past_time(sentence: Sentence, at: int) -> int:
    """Past words of time between a subject and its verb: "Morocco in 2021 exported", «край за январь–май вывез»."""
    here = at
    while here < min(at + _TIME_TOKENS, len(sentence.tokens)):
        low = sentence.low(here)
        timely = any(t.first <= here < t.last and t.role in _TIME_ROLES for t in sentence.terms)
        if not (timely or low in _TIME_MARKS or sentence.tokens[here].kind is TokenKind.NUMBER):
            break
        here += 1
    led = any(sentence.tokens[k].kind is TokenKind.NUMBER or _is_time(sentence, k) for k in range(at, here))
    return here if led else at


def _is_time(sentence: Sentence, at: int) -> bool:
    terms = [t for t in sentence.terms if t.first == at]
    return any(t.role in ("month", "time_ordinal") or (t.role == "time" and t.value in "LTmqh") for t in terms)


def _changes_its_trade(sentence: Sentence, at: int) -> bool:
    """Whether a verb of change and its object, a flow, follow: "Estonia cut its imports", «Армения нарастила вывоз»."""
    verb = next(iter(sentence.at(at, "change")), None)
    if verb is None:
        return False
    nouns = [t for t in sentence.of_role("flow_noun") if 0 <= t.first - verb.last <= MAX_TOKENS_TO_OBJECT]
    return bool(nouns) and not _LINKING & _words(sentence, verb.last, nouns[0].first)


def _has_ranked(sentence: Sentence, first: int) -> bool:
    """ "The No. 1 partner of Peru", "a market for Chile": who is ranked is ranked among that place's partners."""
    at = first - 1 - (sentence.low(first - 1) == "the")
    heads = [t for t in sentence.of_role("rank_head") if t.last == at and t.value != "rank"]
    if not heads or not sentence.of_role("superlative", "ordinal"):
        return False
    market = sentence.low(at - 1).startswith(("market", "export", "import"))
    return sentence.low(at) == "for" or (sentence.low(at) == "of" and not market)


def past_apposition(sentence: Sentence, at: int) -> int:
    """Past what is said of a subject between commas: "Russia, the largest exporter of wheat, shipped"."""
    if sentence.low(at) != ",":
        return at
    for here in range(at + 1, min(at + _APPOSITION_TOKENS, len(sentence.tokens))):
        if sentence.low(here) == ",":
            return here + 1
        year = sentence.tokens[here].text[:2] in ("19", "20")
        if sentence.tokens[here].kind is not TokenKind.WORD and sentence.low(here) not in _INNER_MARKS and not year:
            return at
    return at


def _words(sentence: Sentence, first: int, last: int) -> set[str]:
    return {sentence.low(at) for at in range(first, last)}


def _clear(sentence: Sentence, first: int, last: int) -> bool:
    """No boundary and no number between two tokens."""
    return all(sentence.breaks[at] < 3 and not sentence.tokens[at].text[0].isdigit() for at in range(first, last))


def within(place: str, whole: str) -> bool:
    """Whether a place is the other one or a region of it, by its code."""
    return place == whole or place.startswith(whole + "-")
