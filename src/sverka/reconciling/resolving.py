"""From claims and measures to statements and questions: names to sets, periods left unsaid to those assumed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sverka.model.claims import Claim
from sverka.model.interval import Interval
from sverka.model.measures import (
    Balance,
    Change,
    Count,
    Growth,
    Level,
    Measure,
    Rank,
    Ratio,
    Share,
    ShareChange,
    UnitValue,
    measure_slices,
    with_period,
)
from sverka.model.period import Period
from sverka.model.slices import ALL, Flow, Members, Slice
from sverka.reconciling.cells import ALL_GOODS, Cut, PartnerSet
from sverka.reconciling.meaning import Meaning, Ranges
from sverka.reconciling.statements import Question, Statement, question_rows, rank_rows

PER_CENT = 100.0
LARGEST_QUOTIENT = 1e9
LARGEST_AMOUNT = 1e30
POINT_HEDGES = frozenset({"exact", "about", "almost"})


class LeftOutError(Exception):
    """A claim or measure that cannot be weighed; `code` and `details` say why for translators, the message in words."""

    def __init__(self, code: str, message: str, *details: str) -> None:
        self.code = code
        self.details = details
        super().__init__(message)


def dated(measure: Measure, assumed: Period | None) -> Measure:
    """The measure with every period said: an unsaid one is that of the measure's other slice, else the assumed one."""
    said = [cut.period for cut in measure_slices(measure) if cut.period is not None]
    period = said[0] if said else assumed
    if period is None:
        raise LeftOutError("no-period", "its period is neither stated nor assumed")

    return with_period(measure, period)


def stated_interval(claim: Claim, exact: bool) -> Interval:
    """What a claim admits: its wide interval, or with `exact` its number as a point unless hedged to one side."""
    if exact and claim.value is not None and claim.hedge in POINT_HEDGES:
        ends = sorted((claim.value, claim.value if claim.value_hi is None else claim.value_hi))
        return Interval(ends[0], ends[1])
    chosen = claim.interval if exact else claim.interval_wide
    return claim.interval if chosen == Interval(None, None) else chosen


@dataclass(frozen=True, slots=True)
class Resolver:
    """Turns slices into cuts and measures into questions, by one meaning of the names."""

    meaning: Meaning

    def cut(self, cut: Slice, period: Period | None = None) -> Cut:
        """The slice resolved; with `period`, the same partners (as of the slice's own period) in another period."""
        own = cut.period
        if own is None:
            raise LeftOutError("no-period", "its period is neither stated nor assumed")
        partners, unknown = self._partners(cut.partners, own)
        goods, unmapped = self._goods(cut.goods)
        label = f"{unknown}|{cut.goods}" if unknown else unmapped
        span = period or own
        return Cut(cut.flow, partners, goods, span.first_month, span.last_month, label)

    def _partners(self, names: Members, when: Period) -> tuple[PartnerSet, str]:
        """The single partners, and the names as a label when nobody knows some of them."""
        sets = {name: self.meaning.partners(name, when) for name in (*names.include, *names.exclude)}
        if None in sets.values():
            return PartnerSet(), str(names)
        joined = frozenset().union(*(sets[name] or frozenset() for name in names.include)) if names.include else None
        without = frozenset().union(*(sets[name] or frozenset() for name in names.exclude))
        found = PartnerSet(joined, without)
        if found.is_empty:
            raise LeftOutError("empty-group", f"{names} has no members in {when}", str(names), str(when))
        return found, ""

    def _goods(self, names: Members) -> tuple[Ranges, str]:
        """The HS ranges, and the names as a label when some are not mapped."""
        sets = {name: self.meaning.goods(name) for name in (*names.include, *names.exclude)}
        if None in sets.values():
            return ALL_GOODS, str(names)
        joined = _joined(span for name in names.include for span in sets[name] or ()) if names.include else ALL_GOODS
        found = _less(joined, _joined(span for name in names.exclude for span in sets[name] or ()))
        if not found:
            raise LeftOutError("empty-goods", f"{names} holds no goods", str(names))
        return found, ""

    def question(self, measure: Measure, unit_size: float = 1.0) -> Question:
        """What a dated measure asks of the totals; `unit_size` is the measure's unit in the unit of its world."""
        match measure:
            case Level(cut=cut):
                return Question(((self.cut(cut), 1),), None, 1 / unit_size)
            case Share(part=part, whole=whole):
                return Question(((self.cut(part), 1),), self.cut(whole), PER_CENT)
            case Growth(cut=cut, base=base):
                return Question(((self.cut(cut), 1),), self._before(cut, base), PER_CENT, -PER_CENT)
            case Change(cut=cut, base=base):
                return Question(((self.cut(cut), 1), (self._before(cut, base), -1)), None, 1 / unit_size)
            case UnitValue():
                raise LeftOutError("unit-value", "a price is no sum of trade, so it has no bounds")
            case ShareChange():
                raise LeftOutError("share-change", "a change of a share is no sum of trade, so it has no bounds")
            case Ratio(a=a, b=b):
                return Question(((self.cut(a), 1),), self.cut(b))
            case Balance():
                ours, theirs = (self.cut(measure.slice_of(flow)) for flow in (Flow.EXPORT, Flow.IMPORT))
                return Question(((ours, 1), (theirs, -1)), None, 1 / unit_size)
            case Rank():
                raise LeftOutError("rank", "a place is no sum of trade, so it has no bounds")
            case Count():
                raise LeftOutError("count", "how many there are says nothing of how much is traded")

    def _before(self, cut: Slice, base: Period | None) -> Cut:
        """The slice of the base: the same members as in the later period, so that like is compared with like."""
        return self.cut(cut, base or (cut.period.year_earlier() if cut.period else None))

    def statement(
        self, claim: str, measure: Measure, stated: Interval, unit_size: float, named: Iterable[str]
    ) -> Statement:
        """The rows of a claim; `named` are the single members that the statements name, against which ranks stand."""
        if isinstance(measure, Rank):
            return self._rank(claim, measure, stated, named)
        question = self.question(measure, unit_size)
        _require_weighable(question, stated)
        rows = question_rows(question, stated)
        if not rows:
            raise LeftOutError("admits-all", "it admits any value")
        return Statement(claim, stated, rows, (question.denominator,) if question.denominator else (), question)

    def _rank(self, claim: str, measure: Rank, stated: Interval, named: Iterable[str]) -> Statement:
        """A rank among single partners or goods."""
        member = self._single(measure.member, measure.among)
        if member is None:
            raise LeftOutError("rank-group", f"{measure.member} is not a single partner or heading", measure.member)
        rivals = [name for name in named if name != measure.member and _ranks_beside(name, measure.member)]
        others = [self._single(name, measure.among) for name in rivals]
        place = 1 if stated.low is None else max(1, int(-(-stated.low // 1)))
        first = stated.high is not None and stated.high < 2
        apart = [other for other in others if other is not None and _disjoint(other, member)]
        rows = rank_rows(member, self.cut(measure.among), apart, place, first)
        if not rows:
            raise LeftOutError("rank-alone", "a first place binds only beside other single members, and none is named")
        return Statement(claim, stated, rows)

    def _single(self, name: str, among: Slice) -> Cut | None:
        """The part of `among` that one partner or one heading has; `None` when the name is not a single one."""
        if among.period is None:
            return None
        if name[:1].isdigit():
            inside = among.goods.is_all and "-" not in name
            return self.cut(replace(among, goods=Members.of(name))) if inside else None
        members = self.meaning.partners(name, among.period)
        if members is None or members != frozenset({name}):
            return None
        allowed = among.partners == ALL or name in self.cut(among).partners
        return self.cut(replace(among, partners=Members.of(name))) if allowed else None


def _require_weighable(question: Question, stated: Interval) -> None:
    """Raise `LeftOutError` for numbers beyond what trade can be and a solver can hold."""
    most = LARGEST_QUOTIENT if question.denominator else LARGEST_AMOUNT
    if any(end is not None and not abs(question.quotient(end)) <= most for end in (stated.low, stated.high)):
        raise LeftOutError("too-large", "its number is too large to be weighed")


def _ranks_beside(name: str, member: str) -> bool:
    """Whether a name is of the ranked kind: a first heading beats headings and their parts, not whole chapters."""
    return name[:1].isdigit() == member[:1].isdigit() and (not name[:1].isdigit() or len(name) >= len(member))


def _disjoint(one: Cut, other: Cut) -> bool:
    """Whether two single members, both of one dimension, share nothing."""
    if one.partners != other.partners:
        return one.goods == other.goods
    return not one.label and not other.label and _less(one.goods, other.goods) == one.goods


def _joined(spans: Iterable[tuple[int, int]]) -> Ranges:
    """Ranges in order, touching ones joined."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _less(spans: Ranges, taken: Ranges) -> Ranges:
    """The ranges without those taken."""
    left = list(spans)
    for start, end in taken:
        left = [
            piece
            for low, high in left
            for piece in ((low, min(high, start)), (max(low, end), high))
            if piece[0] < piece[1]
        ]
    return tuple(left)
