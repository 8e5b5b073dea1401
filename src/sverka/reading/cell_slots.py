"""What the heads of a cell say of its figure: flow, goods, partners, whose trade, periods; the nearest head first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sverka.reading.candidates import Candidate
from sverka.reading.cell_heads import Head, Joined
from sverka.reading.goods_terms import goods_terms, joint_goods
from sverka.reading.heads import is_said_at, says
from sverka.reading.kinds import COUNTED, PLAN
from sverka.reading.lexicon import Term
from sverka.reading.morphology import russian_cases
from sverka.reading.partnering import WORLD
from sverka.reading.periods import Expression
from sverka.reading.placing import ROUTE_PREPOSITIONS, PlaceTerm, within
from sverka.reading.tokens import TokenKind
from sverka.reference.goods import goods_hold

TWO_FLOWS = "the heads name both exports and imports"
_JOINERS = frozenset({"и", "and", ",", "&", "+", "the", "с", "with", "plus", "плюс"})
_LED = frozenset({"в", "во", "на", "с", "со", "из", "to", "with", "from", "into", "between", "между"})
_FAR = frozenset({"corner", "caption"})
_ABOVE = frozenset({"caption", "heading"})
MAX_JOINERS = 2
_YEARLESS = frozenset(
    {"month", "month range", "quarter", "half", "code", "first months", "first quarters", "through month"}
)


@dataclass(frozen=True, slots=True)
class Found:
    """What a head says, and by which of its tokens."""

    head: Head
    value: object
    rule: str
    first: int
    last: int

    def candidate(self, whole: Joined, cost: int = 0) -> Candidate:
        """The same in the sentence of the cell."""
        at = whole.at(self.head)
        value = self.value
        if isinstance(value, Expression):
            value = replace(value, first=value.first + at, last=value.last + at)
        return Candidate(value, self.rule, cost, self.first + at, self.last + at)


def flow_of(heads: Sequence[Head], lang: str) -> Found | str | None:
    """The flow; exports and imports together are none, unless their turnover is named."""
    for head in heads:
        terms = _flow_terms(head)
        if not terms and head.where in ("row", "column") and says(head.sentence, lang, "balance"):
            return Found(head, "balance:balance", "a word of balance in a head", 0, 1)
        values = {_flow_value(term) for term in terms}
        narrow = values - {"turnover"}
        if len(narrow) > 1 and "turnover" not in values:
            return TWO_FLOWS
        wanted = next(iter(narrow)) if len(narrow) == 1 else "turnover"
        for term in terms:
            if _flow_value(term) == wanted:
                return Found(head, wanted, "a noun of trade", term.first, term.last)
    return None


def _flow_terms(head: Head) -> tuple[Term, ...]:
    nouns = head.sentence.of_role("flow_noun", "balance")
    return nouns or (head.sentence.of_role("flow_verb") if head.where not in _ABOVE else ())


def _flow_value(term: Term) -> str:
    return f"balance:{term.value}" if term.role == "balance" else term.value


def goods_of(head: Head) -> Found | None:
    """The goods of a head, several joined, of goods and their kinds the kinds; of a caption those of its trade."""
    sentence = head.sentence
    if head.where in _ABOVE and (not sentence.of_role("flow_noun") or sentence.of_role("change", "level")):
        return None
    groups = list(dict.fromkeys(joint_goods(sentence, goods_terms(sentence))))
    kept = [one for one in groups if not any(goods_hold(one[2], other[2]) for other in groups)]
    if not kept:
        return None
    value = "+".join(sorted({part for _, _, value in kept for part in value.split("+")}))
    return Found(head, value, "goods named in a head", kept[0][0], kept[-1][1])


def is_of_other_goods(head: Head, lang: str) -> bool:
    """Whether an unknown noun makes other goods of known ones: "coffee machines", «отходы бумаги»."""
    sentence = head.sentence
    covered = {at for term in sentence.terms for at in range(term.first, term.last)}
    for term in goods_terms(sentence):
        at = term.last if lang == "en" else term.first - 1
        if not 0 <= at < len(sentence.tokens) or at in covered or sentence.tokens[at].kind is not TokenKind.WORD:
            continue
        low = sentence.low(at)
        if lang == "en" and low.endswith("s") and not is_said_at(sentence, at, lang, "neutral"):
            return True
        if lang == "ru" and "nomn" in russian_cases(low).get("NOUN", frozenset()):
            return not is_said_at(sentence, at, lang, "neutral")
    return False


def partners_of(head: Head, reporter: str | None) -> Found | None:
    """The partners of a head; in the corner and the caption only those that trade is said to be with."""
    if head.where == "heading":
        return None
    places = [p for p in head.places if _may_partner(p, reporter) and (head.where not in _FAR or p.preposition in _LED)]
    if not places:
        return None
    group = places[:1]
    for place in places[1:]:
        between = [head.sentence.low(at) for at in range(group[-1].last, place.first)]
        if len(between) > MAX_JOINERS or not _JOINERS.issuperset(between):
            break
        group.append(place)
    ids = tuple(dict.fromkeys(place.id for place in group))
    return Found(head, ids, "a place named in a head", group[0].first, group[-1].last)


def _may_partner(place: PlaceTerm, reporter: str | None) -> bool:
    home = reporter is not None and (within(place.id, reporter) or within(reporter, place.id))
    return not (home or place.owns or place.id == WORLD or place.preposition in ROUTE_PREPOSITIONS)


def owner_of(head: Head, reporter: str | None, *, rows_trade: bool) -> Found | None:
    """Whose trade it is: the owner of a flow, a part of the one that the text speaks for, a row of those that trade."""
    for place in head.places:
        inside = reporter is not None and within(place.id, reporter)
        named = head.where in ("row", "column") and (inside or rows_trade)
        if (place.owns or named) and not (place.id.islower() and place.id != "eu"):
            return Found(head, place.id, "the place whose trade it is", place.first, place.last)
    return None


def times_of(head: Head, *, base: bool = False) -> tuple[Found, ...]:
    """The periods of a head, or what its changes are measured from."""
    rule = "words of comparison in time" if base else "words of time"
    return tuple(
        Found(head, time, f"{rule}: {time.rule}", time.first, time.last)
        for time in (head.bases if base else head.periods)
    )


def periods_of(heads: Sequence[Head], beside: Sequence[Head], *, changes: bool) -> tuple[list[Found], list[Found]]:
    """The period of a figure and what a change is measured from: of its own heads, else of the columns beside it.

    Of a change beside two years the later is its period, the other its base.
    """
    own = _dated(heads)
    bases = next((list(found) for head in heads if (found := times_of(head, base=True))), []) if changes else []
    others = [found for head in beside for found in times_of(head)]
    if not changes:
        return own or others[:1], []
    later = sorted(others, key=_year, reverse=True)
    period = own or later[:1]
    if not bases and period:
        bases = [found for found in later if found is not period[0] and _year(found) < _year(period[0])][:1]
    return period, bases


def _dated(heads: Sequence[Head]) -> list[Found]:
    """The periods of the nearest head that has any; months of one head are of the year that another says."""
    told = [found for head in heads for found in times_of(head)]
    months = next((found for found in told if not _is_year(found) and not _names_year(found)), None)
    year = next((found for found in told if _is_year(found)), None)
    if months is None:
        months = next((f for f in told if year is not None and f.head.where in _ABOVE and _is_near(f, year)), None)
    if months is not None and year is not None and isinstance(months.value, Expression):
        groups = {**dict(months.value.groups), "y": _year(year)}
        return [replace(months, value=replace(months.value, groups=tuple(groups.items())))]
    return [found for found in told if found.head is told[0].head]


def _is_year(found: Found) -> bool:
    return isinstance(found.value, Expression) and found.value.rule == "year" and _year(found).isdigit()


def _names_year(found: Found) -> bool:
    return _year(found).isdigit() or not isinstance(found.value, Expression) or found.value.rule not in _YEARLESS


def _is_near(months: Found, year: Found) -> bool:
    """Whether months of a caption are of this year or the one after it: "in January–April 2024" over 2023 and 2024."""
    told = isinstance(months.value, Expression) and months.value.rule in _YEARLESS and _year(months).isdigit()
    return told and year.head.where == "column" and int(_year(months)) - int(_year(year)) in (0, 1)


def _year(found: Found) -> str:
    return year_said(found.value) if isinstance(found.value, Expression) else ""


def year_said(time: Expression) -> str:
    """The year that words of time say, the later of two; empty where they say none."""
    return time.group("y2") or time.group("y") or time.group("y3") or time.group("y1") or ""


def trap_of(heads: Sequence[Head]) -> str | None:
    """Why the figures under these heads are none of trade; a head that names a flow stands for all beyond it."""
    for head in heads:
        trades = bool(_flow_terms(head))
        timed = {at for time in head.times for at in range(time.first, time.last)}
        for cue in head.sentence.of_role("cue"):
            if cue.value != COUNTED and cue.first not in timed and (cue.value == PLAN or not trades):
                return cue.value
        if trades:
            return None
    return None
