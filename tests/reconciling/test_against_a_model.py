"""Random statements, held against a second reconciler that was written from the documentation."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest

from sverka.model.claims import Claim
from sverka.model.findings import Bound, BoundSide, Conflict, Reconciliation
from sverka.model.grammar import parse_measure
from sverka.model.interval import Interval
from sverka.model.measures import Growth, Level, Measure, Share
from sverka.model.period import Period
from sverka.model.slices import Slice
from sverka.reconciling import Limits, deciding, reconcile

from .model.drawing import drawn
from .model.trade import GOODS, GROUPS, JOINED, Asked, Cut, Model, Place, Said

CHUNK, CHUNKS, MANY = 20, 12, 3_000
LIMITS = Limits(targets=12, seconds=1e9)
TO_THE_DIGIT, OF_FLOATS = Fraction(1, 10**11), Fraction(1, 10**7)
"""How near the two must be, where all is decided in whole numbers and where floats are trusted."""


class Names:
    """The names of the model, one group of which has other members each year."""

    def partners(self, name: str, when: Period, sense: str | None = None) -> frozenset[str] | None:
        if name == "union":
            return frozenset(JOINED[when.last_month // 12])
        return frozenset(GROUPS.get(name, (name,)))

    def goods(self, name: str) -> tuple[tuple[int, int], ...] | None:
        codes = GOODS["food"] if name == "food" else (name,)
        if not codes[0].isdigit():
            return None
        scales = [(int(code), 10 ** (10 - len(code))) for code in codes]
        return tuple((code * scale, (code + 1) * scale) for code, scale in scales)

    def senses(self, name: str) -> tuple[str, ...]:
        return ()


def claim(said: Said) -> Claim:
    measure, unit = parse_measure(said.asked.text), said.asked.unit
    if isinstance(said.asked, Place):
        ends = Interval(said.asked.number, said.asked.number)
    else:
        ends = Interval(*(None if end is None else float(end) for end in (said.low, said.high)))
    return Claim(said.name, "level", None, unit, reporter="XX", measure=measure, interval=ends, interval_wide=ends)


def weighed(said: Sequence[Said], asked: Sequence[Asked]) -> Reconciliation:
    targets = [(parse_measure(one.text), "XX") for one in asked]
    return reconcile([claim(one) for one in said], targets=targets, meaning=Names(), limits=LIMITS)


def value_of(text: str) -> Fraction:
    """A printed computation, without rounding."""

    def computed(node: Any) -> Fraction:
        match node:
            case ast.Expression():
                return computed(node.body)
            case ast.Constant():
                return Fraction(str(node.value))
            case ast.UnaryOp():
                return -computed(node.operand)
            case ast.BinOp(op=ast.Add()):
                return computed(node.left) + computed(node.right)
            case ast.BinOp(op=ast.Sub()):
                return computed(node.left) - computed(node.right)
            case ast.BinOp(op=ast.Mult()):
                return computed(node.left) * computed(node.right)
        return computed(node.left) / computed(node.right)

    return computed(ast.parse(text.replace("−", "-").replace("×", "*"), mode="eval"))


def alike(one: Fraction | None, other: Fraction | None, within: Fraction) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= within * max(abs(one), int(within is OF_FLOATS))


def asked_of(measure: Measure) -> Asked:
    """What one of the measures that are bounded by default asks."""
    match measure:
        case Level(cut=cut):
            return Asked(str(measure), "USD", cut_of(cut).total())
        case Share(part=part, whole=whole):
            return Asked(str(measure), "%", cut_of(part).total(), whole=cut_of(whole).total(), scale=Fraction(100))
        case Growth(cut=cut, base=base):
            year = base.last_month // 12 if base else cut_of(cut).year - 1
            before, of = cut_of(cut).total(year), Fraction(100)
            return Asked(str(measure), "%", cut_of(cut).total(), whole=before, scale=of, offset=-of)
    raise AssertionError(f"not bounded by default: {measure}")


def cut_of(cut: Slice) -> Cut:
    assert cut.period is not None
    year, month = divmod(cut.period.first_month, 12)
    quarter = 0 if cut.period.is_year else month // 3 + 1
    return Cut(cut.flow.value, "".join(cut.partners.include), "".join(cut.goods.include), year, quarter)


class Held:
    """One draw, weighed by both: asked for some measures, and for what is worth asking."""

    def __init__(self, seed: int, within: Fraction = TO_THE_DIGIT) -> None:
        self.within = within
        self.said, asked, self.wrong = drawn(seed)
        self.found = weighed(self.said, asked)
        self.by_itself = weighed(self.said, ())
        worth = [asked_of(bound.measure) for bound in self.by_itself.bounds]
        self.bounded = [*zip(asked, self.found.bounds, strict=True), *zip(worth, self.by_itself.bounds, strict=True)]
        self.model = Model(self.said, [asked for asked, _ in self.bounded])
        self.names = [one.name for one in self.said if one.name not in self.found.dropped]

    def check(self) -> None:
        assert set(self.found.conflicts) == set(self.by_itself.conflicts)
        self.conflicts()
        for asked, bound in self.bounded:
            self.bound(asked, bound)
        self.idle()

    def conflicts(self) -> None:
        told = {frozenset(conflict.claims) for conflict in self.found.conflicts}
        if not self.wrong:
            assert told == set()
        conflicts = self.model.conflicts() if self.wrong else set()
        corrections = self.model.corrections(conflicts)
        assert told == conflicts
        assert set(map(frozenset, self.found.corrections)) == corrections
        assert not conflicts or len(self.found.dropped) == min(map(len, corrections))
        for conflict in self.found.conflicts:
            self.least_changes(conflict)

    def least_changes(self, conflict: Conflict) -> None:
        for change in conflict.corrections:
            said = self.model.statements[change.claim]
            rest = [name for name in conflict.claims if name != change.claim]
            if isinstance(said.asked, Place):
                assert change.to is None
                continue
            ends = self.model.ends(rest, said.asked)
            if change.to is None:
                assert ends is None
                continue
            assert ends is not None
            nearest = ends[0] if change.side == "above" else ends[1]
            assert nearest is not None
            assert self.near(said.asked.value(nearest), change.to)
            assert change.open is not self.model.meets(rest, said.asked, nearest)
            stated = said.high if change.side == "above" else said.low
            assert stated is not None
            beyond = said.asked.value(nearest) - stated
            assert beyond >= 0 if change.side == "above" else beyond <= 0
            assert beyond or change.open

    def near(self, one: Fraction, told: float) -> bool:
        return alike(one, Fraction(repr(told)), self.within)

    def bound(self, asked: Asked, bound: Bound) -> None:
        ends = self.model.ends(self.names, asked)
        assert bound.undefined is (ends is None)
        if ends is None:
            assert self.model.ends(bound.uses, asked) is None
            return
        for which, (end, side) in enumerate(zip(ends, (bound.low, bound.high), strict=True)):
            assert (end is None) is (side.value is None)
            if end is not None and side.value is not None:
                assert self.near(asked.value(end), side.value)
                self.proof(asked, which, end, side)

    def proof(self, asked: Asked, which: int, end: Fraction, side: BoundSide) -> None:
        """The statements used suffice, none can be spared, and the computation gives the value."""

        def by(names: Sequence[str]) -> Fraction | None:
            ends = self.model.ends(names, asked)
            return None if ends is None else ends[which]

        proved = by(side.uses)
        assert alike(proved, end, self.within)
        for name in side.uses if len(side.uses) > 1 else ():
            assert by([other for other in side.uses if other != name]) != proved
        if side.arithmetic:
            shown = value_of(side.arithmetic)
            assert self.near(shown * 100 if asked.unit == "%" else shown, side.value or 0.0)
        else:
            assert not side.uses

    def idle(self) -> None:
        """No bound is another without a statement that is told to bind nothing."""
        clashing = {name for conflict in self.found.conflicts for name in conflict.claims}
        count = len(self.found.bounds)
        for found, bounded in ((self.found, self.bounded[:count]), (self.by_itself, self.bounded[count:])):
            for idle in found.idle:
                assert idle.claim not in clashing
                rest = [name for name in self.names if name != idle.claim]
                for asked, _ in bounded:
                    ends, others = (self.model.ends(names, asked) or () for names in (self.names, rest))
                    assert all(alike(*pair, self.within) for pair in zip(ends, others, strict=True))


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_a_second_reconciler_agrees(chunk: int) -> None:
    for seed in range(chunk * CHUNK, (chunk + 1) * CHUNK):
        Held(seed).check()


@pytest.mark.parametrize("seed", range(500, 560))
def test_it_agrees_where_floats_are_asked_first(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding, "FEWEST_CELLS", 0)
    Held(seed, OF_FLOATS).check()


@pytest.mark.parametrize("seed", range(600, 640))
def test_floats_alone_accuse_nobody_falsely(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for limit in ("FEWEST_CELLS", "FEW_CELLS", "MOST_CELLS"):
        monkeypatch.setattr(deciding, limit, 0)
    held = Held(seed)
    told = {frozenset(conflict.claims) for conflict in held.found.conflicts}
    assert told <= (held.model.conflicts() if held.wrong else set())


@pytest.mark.slow
@pytest.mark.parametrize("start", range(1_000, 1_000 + MANY, 100))
def test_a_second_reconciler_agrees_on_many(start: int) -> None:
    for seed in range(start, start + 100):
        Held(seed).check()
