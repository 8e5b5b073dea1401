"""Who a text speaks for: the place that owns the trade that it tells of most often."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from sverka.reading.flow_ends import ORIGIN_PREPOSITIONS, is_region
from sverka.reading.lexicon import Term
from sverka.reading.morphology import russian_cases
from sverka.reading.names import is_cyrillic
from sverka.reading.placing import (
    DATELINE,
    LIKELY_HOME,
    PARTNER_PREPOSITIONS,
    ROUTE_PREPOSITIONS,
    PlaceTerm,
    all_places,
    find_places,
)
from sverka.reading.sentences import Sentence
from sverka.reading.spoken_region import recorded_region, sells, spoken_region
from sverka.reading.tokens import TokenKind

MAX_TOKENS_TO_HEAD = 4
SPEAKER_SCORE = 0.5
_SPEAKERS = frozenset(
    {"президент", "министр", "премьер", "премьер-министр", "вице-премьер", "губернатор", "глава", "замминистра"}
)
HOME_SCORE = 1.5
OWNER_SCORE = 3.0
SERVED_SCORE = 2.0  # a text may name another place's buyers in passing
_WE = frozenset(["мы", "наш", "наша", "наше", "нашем", "нашего", "наши", "у", "we", "our"])
DATELINE_SCORE = 2.5
ORIGIN_WEIGHT = 0.4
SUBJECT_SCORE = 2.0
MAX_TOKENS_TO_OFFICE = 3
MAX_TOKENS_TO_WHOLE = 8
MAX_TOKENS_TO_VERB = 3
_OF_OBJECTS = frozenset({"gent", "datv"})
_ALL_TRADE = frozenset({"world", "global", "worldwide", "мирового", "мировых", "its"})
_GENITIVE = frozenset({"республики", "страны", "государства", "королевства"})
_IMPORTS = ("import", "импорт", "ввез", "ввоз")
GROUP_REPORTERS = frozenset({"eu"})
_LEADS = frozenset({"to", "from", "with", "в", "на", "из", "с", "со"})
"""Prepositions that lead whole lists of partners."""


def document_reporter(
    sentences: Sequence[Sentence], lang: str, option: str | None = None, recorded: frozenset[str] = frozenset()
) -> str | None:
    """Who a text speaks of: the place that owns the trade most often, headlines counting double.

    The one region whose trade is told and whose records are at hand (`recorded`) comes before all.
    Where no place owns any trade, `option` (what the user says); failing that the place named most, with the likely
    home of a text of that language ahead of others. Of equals the one named first.
    """
    held = recorded_region(sentences, lang, recorded)
    if held is not None:
        return held
    score = _scores(sentences, lang)
    for region in [i for i in score if len(i) > 2 and not i.islower()]:
        score[region] += 0.5 * score.get(region[:2], 0.0)  # a text on a region names its country too
    homes = [home for home in LIKELY_HOME.get(lang, ()) if score.get(home)]
    best = max(score, key=lambda place: score[place] + HOME_SCORE * (place in homes), default=None)
    if best is not None and score[best] >= OWNER_SCORE:
        return best
    if option is not None:
        return _importer(sentences, lang) or option
    abroad = [
        place for place in score if is_region(place) and place[:2] not in LIKELY_HOME.get(lang, ()) and score[place]
    ]
    for region in abroad:
        score[region] += HOME_SCORE  # a text that names another country's region speaks for it
    for home in LIKELY_HOME.get(lang, ()) if not abroad else ():
        score[home] += HOME_SCORE if trading(sentences) or (lang == "ru" and _has(sentences, "flow_verb")) else 0.0
    best = max(score, key=lambda place: (score[place], place in LIKELY_HOME.get(lang, ())), default=None)
    return best if best is not None and score[best] > 0.4 else None


def _scores(sentences: Sequence[Sentence], lang: str) -> defaultdict[str, float]:
    """How much of the text each place speaks for."""
    score: defaultdict[str, float] = defaultdict(float)
    spoken = spoken_region(sentences, lang)
    # where somebody says "we", the place in the headline is mostly the one that speaks
    speech = any(
        term.value == "we" and sentence.low(term.first) in _WE
        for sentence in sentences
        for term in sentence.of_role("we")
    )
    for sentence in sentences:
        ranked = _ranked_by_another(sentence)
        weight = 2.0 if sentence.block.kind == "headline" else 1.0
        trades = bool(sentence.of_role("flow_noun", "flow_verb", "balance"))
        places = _speaking_places(sentence, lang, spoken)
        for place in places:
            speaks = speech and sentence.block.kind == "headline" and (lang == "en" or _speaker(sentence, place))
            if not _is_other(sentence, place, places, lang) and place.last != ranked:
                score[place.id] += weight * _reporter_weight(place, trades, speaks, lang)
                score[place.id] += SPEAKER_SCORE if lang == "ru" and _says(sentence, place) else 0.0
    _hint(score, sentences, lang)
    if spoken is not None:
        score[spoken] += SUBJECT_SCORE
    return score


def _speaking_places(sentence: Sentence, lang: str, spoken: str | None) -> tuple[PlaceTerm, ...]:
    """The places of a sentence; where a region is spoken for, who buys from it or sells to it owns no trade."""
    places = all_places(sentence, lang, frozenset({spoken} if spoken is not None else ()))
    return _led(
        sentence,
        [replace(p, owns=p.owns and (spoken in (None, p.id) or not sells(sentence, p))) for p in places],
    )


def _is_other(sentence: Sentence, place: PlaceTerm, places: Sequence[PlaceTerm], lang: str) -> bool:
    """Whether a place is the partner of whoever speaks."""
    if _is_ours(sentence, place) or (lang == "ru" and _is_traded_with(sentence, place)):
        return True
    if _is_source(sentence, place, lang) or _takes_share(sentence, place):
        return True
    return _deals_with_region(sentence, place, places)


def _led(sentence: Sentence, places: Sequence[PlaceTerm]) -> tuple[PlaceTerm, ...]:
    """Places, one joined to another with that one's preposition: "exports to Chad and Sudan" go to either."""
    led: list[PlaceTerm] = []
    for place in places:
        before = led[-1].last if led and led[-1].preposition in _LEADS else place.first
        between = [sentence.low(at) for at in range(before, place.first)]
        joined = between[:1] in (["and"], ["и"]) and between[1:] in ([], ["the"])
        alike = joined and not (place.preposition or place.owns)
        led.append(replace(place, preposition=led[-1].preposition) if alike else place)
    return tuple(led)


def _importer(sentences: Sequence[Sentence], lang: str) -> str | None:
    """The one country that a text says imports ("Germany imported"), where it speaks of nobody else and no exports."""
    terms = [term for sentence in sentences for term in sentence.terms]
    if any(t.role == "we" or (t.role.startswith("flow") and t.value == "export") for t in terms):
        return None
    found = {place.id for sentence in sentences for place in all_places(sentence, lang, frozenset())}
    for sentence in sentences:
        for place in all_places(sentence, lang, frozenset()):
            imports = any(t.first == place.last and t.value == "import" for t in sentence.of_role("flow_verb"))
            if found == {place.id} and imports and sentence.low(place.last).startswith(_IMPORTS):
                return place.id
    return None


def _has(sentences: Sequence[Sentence], role: str) -> bool:
    return any(sentence.of_role(role) for sentence in sentences)


def _speaker(sentence: Sentence, place: PlaceTerm) -> bool:
    """Whether a place is whom a speaker of the headline stands for: a region, or a country behind an office."""
    offices = sentence.of_role("office")
    return len(place.id) > 2 or any(0 <= place.first - t.last <= MAX_TOKENS_TO_OFFICE for t in offices)


def _says(sentence: Sentence, place: PlaceTerm) -> bool:
    """«Президент Казахстана напомнил»: whose officer, in the nominative, speaks."""
    offices = [t for t in sentence.of_role("office") if t.last == place.first]
    says = any(0 <= t.first - place.last <= 2 for t in sentence.of_role("saying"))
    return says and any(sentence.low(t.first) in _SPEAKERS for t in offices)


def _is_partner_of_subject(sentence: Sentence, place: PlaceTerm) -> bool:
    """«Россия — крупнейший торговый партнёр республики»."""
    heads = [t for t in sentence.of_role("rank_head") if 0 <= t.first - place.last <= MAX_TOKENS_TO_HEAD]
    subjects = sentence.of_role("subject_country", "subject_region")
    return any(head.last == subject.first for head in heads for subject in subjects)


def _is_ours(sentence: Sentence, place: PlaceTerm) -> bool:
    """«Вьетнам — наш крупнейший партнёр»: whoever is ours is not who speaks."""
    ours = sentence.low(place.last + 1).startswith("наш") or sentence.low(place.last + 2).startswith("наш")
    dashed = sentence.low(place.last) in ("—", "–", "-")
    return dashed and not place.owns and (ours or _is_partner_of_subject(sentence, place))


def _is_traded_with(sentence: Sentence, place: PlaceTerm) -> bool:
    """«Экспорт в Иран», «импорт из Китая»: a place that a flow goes to, or imports come from, does not speak."""
    flow = next((t for t in sentence.of_role("flow_noun") if t.last == place.first - 1), None)
    bought = any(t.first == place.last and sentence.low(t.last) == "у" for t in sentence.of_role("flow_verb"))
    if bought and not is_region(place.id):
        return True  # «Китай купил у региона»
    if flow is None:
        sent = any(t.first == place.last and t.value == "export" for t in sentence.of_role("flow_verb"))
        return sent and place.preposition in ("в", "на")  # «в Индию ушло»
    return place.preposition in ("в", "на") or (flow.value == "import" and place.preposition == "из")


def _is_source(sentence: Sentence, place: PlaceTerm, lang: str) -> bool:
    """ "Half of imports came from China": where imports alone are spoken of, whoever they come from does not speak."""
    flows = {t.value for t in sentence.of_role("flow_noun")}
    return flows == {"import"} and place.preposition in ORIGIN_PREPOSITIONS[lang] and not place.owns


def _deals_with_region(sentence: Sentence, place: PlaceTerm, places: Sequence[PlaceTerm]) -> bool:
    """«Россия купила 2 % экспорта области»: who buys from a region, or sells to it, does not speak for it."""
    reach = range(place.last, place.last + MAX_TOKENS_TO_VERB)
    verbs = [t for t in sentence.of_role("flow_verb") if t.value != "turnover" and t.first in reach]
    sellers = [p.first for p in places if is_region(p.id) and (p.owns or _is_dealt_with(sentence, p, verbs))]
    sellers += [t.first for t in sentence.of_role("subject_region")]
    return bool(verbs) and not is_region(place.id) and any(at >= verbs[0].last for at in sellers)


def _is_dealt_with(sentence: Sentence, region: PlaceTerm, verbs: Sequence[Term]) -> bool:
    """Whether a region behind a verb of trade is who sells or buys: "sold Peru", "bought Peru's goods", «у Перу»."""
    if not verbs or region.first < verbs[0].last:
        return False
    low = sentence.low(region.last - 1)
    if not is_cyrillic(low):
        return low.endswith("'s") or region.first == verbs[0].last
    cases = russian_cases(low).get("NOUN", frozenset())
    return region.preposition == "" and bool(cases & _OF_OBJECTS) and "nomn" not in cases


def _takes_share(sentence: Sentence, place: PlaceTerm) -> bool:
    """ "The United States bought 31 % of the country's exports": whoever takes a share of them does not export them."""
    numbered = sentence.tokens[place.last : place.last + 2]
    if [t.kind is TokenKind.NUMBER or t.text == "%" for t in numbered] == [True, True] and not place.owns:
        return True  # "and Japan 24 %"
    world = any(token.low in _ALL_TRADE for token in sentence.tokens)
    if not world and any(t.value == "noun" and 0 <= t.first - place.last <= 1 for t in sentence.of_role("share")):
        return True  # "China's share was 40 %"
    verb = next((t for t in sentence.of_role("share") if t.value == "verb" and 0 <= t.first - place.last <= 1), None)
    if verb is None or place.owns or place.preposition:
        return False
    behind = range(verb.last, min(verb.last + MAX_TOKENS_TO_WHOLE, len(sentence.tokens)))
    wholes = [t for t in sentence.of_role("flow_noun") if t.first in behind]
    foreign = any(sentence.low(at) in _ALL_TRADE for t in wholes for at in range(verb.last, t.first))
    taken = bool(wholes) and not foreign
    return (taken or not sentence.of_role("flow_noun")) and any(sentence.tokens[at].text == "%" for at in behind)


def _hint(score: defaultdict[str, float], sentences: Sequence[Sentence], lang: str) -> None:
    """What a text calls its subject: «область» is a region, «оборот республики» that of the headline's country."""
    if lang != "ru":
        return
    subjects = [t for s in sentences for t in s.of_role("subject_region")]
    owners = [
        s
        for s in sentences
        for t in s.of_role("subject_country")
        if s.low(t.first) in _GENITIVE and any(n.last == t.first for n in s.of_role("flow_noun", "balance"))
    ]
    for place in list(score):
        if subjects and "-" in place and place.isupper():
            score[place] += SUBJECT_SCORE
    headline = next((s for s in sentences if s.block.kind == "headline"), None)
    for named in find_places(headline, lang) if owners and headline is not None else ():
        if len(named.id) == 2 and named.preposition == "":
            score[named.id] += SUBJECT_SCORE
            break


def trading(sentences: Sequence[Sentence]) -> bool:
    """Whether any sentence speaks of trade at all."""
    return any(sentence.of_role("flow_noun", "balance") for sentence in sentences)


def _reporter_weight(place: PlaceTerm, trades: bool, speaks: bool, lang: str) -> float:
    if place.id.islower() and place.id not in GROUP_REPORTERS and not place.id.endswith("federal-district"):
        return 0.0
    if place.form == DATELINE:
        return DATELINE_SCORE
    if place.owns:
        return SERVED_SCORE if place.served else 4.0
    if place.preposition in (PARTNER_PREPOSITIONS[lang] | ROUTE_PREPOSITIONS) - {"in", "в"}:
        return 0.0
    base = 1.0 if trades or speaks else 0.5
    if place.form == "city" and len(place.id) > 2:
        base *= 0.5  # cities are passed through more often than spoken for
    if place.preposition in ORIGIN_PREPOSITIONS[lang]:
        base *= 0.5
    if place.of_goods:
        base *= ORIGIN_WEIGHT  # "Russian fuel" says where goods come from
    return base * (1.6 if len(place.id) > 2 else 1.0)


def _ranked_by_another(sentence: Sentence) -> int | None:
    """Where the name of a subject ends that is ranked among another's: "The Netherlands was Flanders' third market"."""
    for copula in sentence.of_role("verb_plain"):
        low, behind = sentence.low(copula.last), sentence.low(copula.last + 1)
        owned = low.endswith("'s") or (low.endswith("s") and behind in ("'", "’"))
        if owned and any(t.first > copula.last for t in sentence.of_role("rank_head")):
            return copula.first
    return None
