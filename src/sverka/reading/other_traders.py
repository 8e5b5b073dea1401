"""Trade of a town or a port, of the country that a region lies in, or of another region: none is the region's own.

"Exports through the port of Paranaguá", "Nationally, exports grew", «соседний штат вывез»: records of a region do not
hold them, though the text speaks for the region.
"""

from __future__ import annotations

import re

from sverka.reading.flow_ends import ORIGIN_PREPOSITIONS, is_region
from sverka.reading.lexicon import Term
from sverka.reading.placing import ROUTE_PREPOSITIONS, PlaceTerm, find_places
from sverka.reading.resolved import Resolved
from sverka.reading.sentences import Sentence

TOWN = "one town or port"
WHOLE_COUNTRY = "the whole country"
ANOTHER_REGION = "another region"
MAX_COST = 30
MAX_TOKENS_TO_FLOW = 2
_OF_ALL = re.compile(r"обще(?!республик)\w+ск(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)")
_COUNTRIES = ("the country", "the nation", "national", "страна", "страны", "стране", "национальн")
_LED = frozenset("to with from in into than for among of в во из с со для у чем от на к".split())
_ARTICLES = frozenset({"the", "a", "an", "этот", "этого"})


def other_trader(resolved: Resolved) -> str | None:
    """Whose trade a figure is of where it is not the region's that the text speaks for, or `None`."""
    if not is_region(str(resolved.value("reporter"))):
        return None
    if _is_of_country(resolved):
        return WHOLE_COUNTRY
    if any(_near(resolved, t) and not _is_led(resolved, t) for t in _sentence(resolved).of_role("another_region")):
        return ANOTHER_REGION
    return TOWN if _is_of_town(resolved) else None


def _sentence(resolved: Resolved) -> Sentence:
    return resolved.frame.view.sentence


def _near(resolved: Resolved, term: Term) -> bool:
    """Whether no other number and no colon stand between words and the number, nor much else."""
    view = resolved.frame.view
    if any(view.sentence.low(at) == ":" for at in range(term.last, view.quantity.first)):
        return False  # "most of it comes by way of Foz: Paraguay sold 5 bn"
    return view.crossings_of(term.first) == 0 and view.sentence.distance(term, view.quantity.span) < MAX_COST


def _is_of_country(resolved: Resolved) -> bool:
    sentence = _sentence(resolved)
    if any(_near(resolved, t) for t in sentence.of_role("whole_country")):
        return True
    flows = [t for t in sentence.of_role("flow_noun", "balance") if _near(resolved, t)]
    return any(_is_country_before(sentence, flow) or _is_country_behind(sentence, flow) for flow in flows)


def _is_country_before(sentence: Sentence, flow: Term) -> bool:
    """ "The country's exports", «общебразильский экспорт»."""
    words = range(max(flow.first - 1 - MAX_TOKENS_TO_FLOW, 0), flow.first)
    if any(_OF_ALL.fullmatch(sentence.low(at)) for at in words):
        return True
    named = [t for t in sentence.of_role("we") if 0 <= flow.first - t.last <= MAX_TOKENS_TO_FLOW]
    return any(_is_country(sentence, t) and _possesses(sentence, t) for t in named)


def _possesses(sentence: Sentence, term: Term) -> bool:
    return sentence.low(term.last - 1).endswith(("'s", "national")) or "национальн" in sentence.low(term.first)


def _is_country_behind(sentence: Sentence, flow: Term) -> bool:
    """ "Exports of the country", «экспорт страны»."""
    at = flow.last + (sentence.low(flow.last) == "of")
    return any(_is_country(sentence, t) for t in sentence.at(at, "we"))


def _is_country(sentence: Sentence, term: Term) -> bool:
    text = " ".join(sentence.low(at) for at in range(term.first, term.last))
    return text.startswith(_COUNTRIES)


def _is_led(resolved: Resolved, term: Term) -> bool:
    """Whether a preposition makes another region a partner, or what the region is compared with."""
    sentence, at = _sentence(resolved), term.first - 1
    while sentence.low(at) in _ARTICLES:
        at -= 1
    return sentence.low(at) in _LED


def _is_of_town(resolved: Resolved) -> bool:
    sentence = _sentence(resolved)
    if any(_near(resolved, t) and _is_named_town(sentence, t) for t in sentence.of_role("settlement")):
        return True
    towns = [t for t in sentence.of_role("place_city") if is_region(t.value) and _near(resolved, t)]
    if not towns:
        return False
    places = find_places(sentence, resolved.frame.view.lang, frozenset({str(resolved.value("reporter"))}))
    return any(_is_trading_town(place, resolved.frame.view.lang) for place in places if _near(resolved, place.term))


def _is_named_town(sentence: Sentence, term: Term) -> bool:
    """Whether a name follows a word for a town: "the port of Paranaguá", «город Кассавел»."""
    at = term.last + (sentence.low(term.last) == "of")
    named = at < len(sentence.tokens) and sentence.tokens[at].text[0].isupper()
    return named and not any(t.role == "place_name" for t in sentence.beginning(at))


def _is_trading_town(place: PlaceTerm, lang: str) -> bool:
    """Whether a town is where trade leaves from, or its owner; one that is only named leaves it the region's."""
    if place.form != "city" or not is_region(place.id):
        return False
    return place.owns or place.preposition in ORIGIN_PREPOSITIONS[lang] | ROUTE_PREPOSITIONS
