"""Statements about trade without a figure: who supplies what to whom, a key partner, a plan.

One assertion a thing said: eight groups of goods in one sentence are eight supplies. What customs records do not hold
(services, software) is kept too, marked as not covered, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sverka.model.claims import Assertion, Mention
from sverka.reading.document import Document
from sverka.reading.lexicon import Term
from sverka.reading.placing import PlaceTerm, find_places
from sverka.reading.sentences import Sentence
from sverka.reading.tokens import TokenKind
from sverka.reference.goods import chapters, get_goods
from sverka.reference.places import members

_AND = frozenset(["и", "and", "а"])
_GENERIC = frozenset(
    ["услуги", "товары", "изделия", "продукция", "продукцию", "services", "goods", "products", "items"]
)
_LIST_ENDS = frozenset([";", ":", ".", "»", "”", '"', "—", "–", "(", "!", "?"])
_LEADS = frozenset(
    ["them", "with", "it", "us", "the", "our", "им", "туда", "свою", "нашу", "как", "и", "and", "а", "также", "also"]
)
_AREA_LEADS = frozenset(["в", "in", "on", "по"])
_AREA_NOUNS = frozenset(["области", "сфере", "сферах", "областях", "field", "fields", "area", "areas", "the", "of"])
PLAN_REASON = "a plan is no recorded trade"


def find_assertions(
    document: Document, sentences: Sequence[Sentence], lang: str, reporter: str | None
) -> tuple[Assertion, ...]:
    """All assertions of a text, repetitions joined, with ids `a1`, `a2`, …"""
    found: list[Assertion] = []
    spoken: tuple[str, ...] = ()
    for sentence in sentences:
        places = _partners(sentence, find_places(sentence, lang, frozenset({reporter or ""})), reporter)
        found.extend(_key_partner(sentence, places, document, reporter))
        found.extend(_supplies(sentence, places or spoken, document, reporter))
        found.extend(_plans(sentence, places or spoken, document, reporter))
        spoken = places or spoken
    return tuple(replace(a, id=f"a{k}") for k, a in enumerate(_joined(found), 1))


def _partners(sentence: Sentence, places: Sequence[PlaceTerm], reporter: str | None) -> tuple[str, ...]:
    """The places spoken of last, those said in one breath together."""
    ids: list[str] = []
    end = 0
    for place in places:
        if _home(place.id, reporter):
            continue
        if ids and any(sentence.breaks[at] > 1 and sentence.low(at) != "," for at in range(end, place.first)):
            ids = []
        if ids and place.first - end > 2:
            ids = []
        ids.append(place.id)
        end = place.last
    return tuple(dict.fromkeys(ids))


def _home(place: str, reporter: str | None) -> bool:
    """Whether a place is the reporter, its country, or lies within that country: no partner in foreign trade."""
    if reporter is None:
        return False
    country = reporter.partition("-")[0]
    if place in (reporter, country):
        return True
    inside = members(place)
    return bool(inside) and all(one.startswith(country + "-") for one in inside)


def _mention(sentence: Sentence, first: int, last: int, document: Document) -> Mention:
    start, end = document.span(sentence.tokens[first].start, sentence.tokens[last - 1].end)
    return Mention(start, end, document.given[start:end], sentence.block.kind)


def _key_partner(
    sentence: Sentence, places: tuple[str, ...], document: Document, reporter: str | None
) -> Iterator[Assertion]:
    for term in sentence.of_role("key_partner"):
        if places:
            mention = _mention(sentence, term.first, term.last, document)
            yield Assertion("", "key_partner", mention.text, (), places, reporter, True, None, (mention,))


def _supplies(
    sentence: Sentence, places: tuple[str, ...], document: Document, reporter: str | None
) -> Iterator[Assertion]:
    """The list behind a verb of supply, where the sentence states no figure for it."""
    for verb in sentence.of_role("supply_verb"):
        if sentence.low(verb.last) == "of":
            continue  # "exports of soya beans" is a noun
        items = list(_items(sentence, verb.last))
        known = [item for item in items if _goods(sentence, *item) is not None]
        if not known or _has_figure(sentence, verb.last, items[-1][1]):
            continue
        for first, last in items:
            yield _supply(sentence, first, last, places, document, reporter)
        return


def _has_figure(sentence: Sentence, first: int, last: int) -> bool:
    return any(t.kind is TokenKind.NUMBER for t in sentence.tokens[first:last])


def _items(sentence: Sentence, first: int) -> Iterator[tuple[int, int]]:
    """The items of a list from a token on, parted by commas and a closing "and"; what follows the list is left out."""
    start = first
    end = next(
        (at for at in range(first, len(sentence.tokens)) if sentence.low(at) in _LIST_ENDS), len(sentence.tokens)
    )
    cuts = [at for at in range(first, end) if sentence.low(at) == "," or _parts(sentence, at, first, end)]
    for cut in [*cuts, end]:
        while start < cut and sentence.tokens[start].text in _LEADS:
            start += 1
        if cut > start:
            yield start, cut
        start = cut + 1


def _parts(sentence: Sentence, at: int, first: int, end: int) -> bool:
    """Whether an "and" parts two items: not before a bare generic noun ("medical goods and services" is one)."""
    if sentence.low(at) not in _AND:
        return False
    rest = [sentence.low(k) for k in range(at + 1, end)]
    alone = rest[:1] and rest[0] in _GENERIC and (len(rest) == 1 or rest[1] == ",")
    goods_after = any(t.first == at + 1 and t.role.startswith("goods") for t in sentence.terms)
    return not alone and goods_after


def _goods(sentence: Sentence, first: int, last: int) -> Term | None:
    """The goods named in an item: the longest name, goods before services."""
    found = [t for t in sentence.terms if t.role.startswith("goods") and first <= t.first and t.last <= last]
    return max(found, key=lambda t: (_is_goods(t.value), t.last - t.first), default=None)


def _is_goods(identifier: str) -> bool:
    goods = get_goods(identifier)
    return goods is not None and bool(goods.hs)


def _supply(
    sentence: Sentence, first: int, last: int, places: tuple[str, ...], document: Document, reporter: str | None
) -> Assertion:
    mention = _mention(sentence, first, last, document)
    term = _goods(sentence, first, last)
    goods = get_goods(term.value) if term else None
    if goods is None:
        reason: str | None = "no goods of this name are known"
    else:
        reason = None if goods.hs else goods.reason
    named = (term.value,) if term and goods and goods.hs else ()
    hs = chapters(named[0]) if named else ()
    return Assertion("", "supplies", mention.text, hs, places, reporter, bool(hs), reason, (mention,), named)


def _plans(
    sentence: Sentence, places: tuple[str, ...], document: Document, reporter: str | None
) -> Iterator[Assertion]:
    """The areas of a planned cooperation: what follows «в области», "in", item by item."""
    verbs, objects = sentence.of_role("plan_verb"), sentence.of_role("plan_object")
    if not verbs or not any(o.first >= verbs[0].last for o in objects):
        return
    last_object = next(o for o in objects if o.first >= verbs[0].last)
    start = _area_start(sentence, last_object.last)
    for first, last in _items(sentence, start):
        mention = _mention(sentence, first, last, document)
        yield Assertion("", "plan", mention.text, (), places, reporter, False, PLAN_REASON, (mention,))


def _area_start(sentence: Sentence, first: int) -> int:
    """Where the list of areas begins: behind «в области» or "in the field of", else the object of the plan itself."""
    for at in range(first, len(sentence.tokens)):
        if sentence.low(at) in _AREA_LEADS and _is_area_lead(sentence, at):
            here = at + 1
            while sentence.low(here) in _AREA_NOUNS:
                here += 1
            return here
    return first - 1


def _is_area_lead(sentence: Sentence, at: int) -> bool:
    following = sentence.low(at + 1)
    return (sentence.low(at) in ("in", "on") and following != "") or following in _AREA_NOUNS


def _joined(found: Sequence[Assertion]) -> list[Assertion]:
    kept: dict[tuple[str, str, tuple[str, ...]], Assertion] = {}
    for assertion in found:
        key = (assertion.kind, assertion.label.lower(), assertion.partners)
        if key in kept:
            kept[key] = replace(kept[key], mentions=(*kept[key].mentions, *assertion.mentions))
        else:
            kept[key] = assertion
    return list(kept.values())
