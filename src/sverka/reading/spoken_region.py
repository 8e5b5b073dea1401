"""The region that a text speaks for where countries that buy from it or sell to it are named more often."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sverka.reading.flow_ends import is_region
from sverka.reading.placing import DATELINE, PARTNER_PREPOSITIONS, ROUTE_PREPOSITIONS, PlaceTerm, all_places
from sverka.reading.sentences import Sentence

_TRADE = ("flow_noun", "flow_verb", "balance")
_OPENING = 6
MAX_TOKENS_TO_VERB = 1
_NEIGHBOURING = ("соседн", "neighbo", "next-door")


def spoken_region(sentences: Sequence[Sentence], lang: str) -> str | None:
    """The one region that a text opens with, and calls "the state", or that no other place's trade is told beside.

    A region next to it is none, nor one that trade only goes to, comes from or passes; a country whose own trade is
    told speaks for itself.
    """
    named = [place for sentence in sentences for place in _named(sentence, lang)]
    regions = {place.id for place in named if is_region(place.id)}
    opening = {place.id for sentence in sentences[:_OPENING] for place in _named(sentence, lang)}
    if len(regions) != 1 or not regions & opening:
        return None
    (region,) = regions
    owners = [p for s in sentences for p in _other_owners(s, region, lang)]
    called = any(sentence.of_role("subject_region") for sentence in sentences)
    home = region[:2] in opening | {place.id for place in owners}
    told = [s for s in sentences for p in _other_owners(s, region, lang) if not (called and sells(s, p))]
    return region if not home and not told else None


def recorded_region(sentences: Sequence[Sentence], lang: str, recorded: frozenset[str]) -> str | None:
    """The one region of those whose records are at hand that a text speaks of: in its opening or more than once, and
    some trade is told in a sentence that names it or calls it "the state".

    None where the trade of the country that the region is part of is told too: then the text may be of either.
    """
    at = [(k, place) for k, sentence in enumerate(sentences) for place in _named(sentence, lang)]
    found = [(k, place.id) for k, place in at if place.id in recorded and is_region(place.id)]
    if len({name for _, name in found}) != 1 or (len(found) < 2 and found[0][0] >= _OPENING):
        return None
    (region,) = {name for _, name in found}
    trading = [k for k, sentence in enumerate(sentences) if sentence.of_role(*_TRADE)]
    named = {k for k, _ in found} | {k for k in trading if sentences[k].of_role("subject_region")}
    if not named.intersection(trading):
        return None
    of_country = any(p.id == region[:2] for s in sentences for p in _other_owners(s, region, lang))
    return None if of_country else region


def _named(sentence: Sentence, lang: str) -> Iterator[PlaceTerm]:
    trades = bool(sentence.of_role(*_TRADE))
    led = (PARTNER_PREPOSITIONS[lang] | ROUTE_PREPOSITIONS) - {"in", "в"}
    for place in all_places(sentence, lang, frozenset()):
        neighbour = sentence.low(place.first - 1).startswith(_NEIGHBOURING)
        if not neighbour and (place.owns or place.form == DATELINE or not (trades and place.preposition in led)):
            yield place


def _other_owners(sentence: Sentence, region: str, lang: str) -> list[PlaceTerm]:
    """The countries that have trade of their own, once who buys is known for a partner."""
    places = all_places(sentence, lang, frozenset({region}))
    return [p for p in places if p.owns and not p.served and not p.id.islower() and p.id != region]


def sells(sentence: Sentence, place: PlaceTerm) -> bool:
    """Whether a country owns trade only as who sells or sends: "Paraguay sold grain", not "Kenya's exports"."""
    verbs = sentence.of_role("flow_verb")
    sells = any(0 <= verb.first - place.last <= MAX_TOKENS_TO_VERB for verb in verbs)
    return sells and place.form == "name" and not sentence.low(place.last - 1).endswith("'s")
