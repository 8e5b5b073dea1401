"""What must hold of any statements: tried on statements made from random tables of trade."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sverka.model.claims import Claim
from sverka.model.grammar import parse_measure
from sverka.model.interval import Interval

PARTNERS = ("CN", "MN", "KZ", "DE", "FR")
GOODS = ("food", "fuels", "72", "7208")
COUNTED = {"food": ("02", "10"), "fuels": ("27",), "72": ("7207", "7208"), "7208": ("7208",)}
GROUPS = {"asia": ("CN", "MN", "KZ"), "central-asia": ("KZ",), "europe": ("DE", "FR")}
ALL_GOODS = ("02", "10", "27", "7207", "7208", "90")
FLOWS = {"export": ("export",), "import": ("import",), "turnover": ("export", "import")}
YEARS = (2021, 2022)
modest = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
few = settings(modest, max_examples=8)

Cut = tuple[str, str, str, int]


def table(seed: int) -> dict[tuple[str, str, str, int], float]:
    draw = random.Random(seed)
    return {
        (flow, partner, goods, year): draw.lognormvariate(3, 1.5) * 1e6
        for flow in ("export", "import")
        for partner in PARTNERS
        for goods in ALL_GOODS
        for year in YEARS
    }


def total(trade, cut: Cut) -> float:
    flow, partners, goods, year = cut
    members = GROUPS.get(partners, (partners,)) if partners else PARTNERS
    headings = COUNTED[goods] if goods else ALL_GOODS
    return sum(trade[f, p, g, year] for f in FLOWS[flow] for p in members for g in headings)


def text(cut: Cut) -> str:
    return "{}[{}; {}; {}]".format(*cut)


cuts = st.tuples(
    st.sampled_from(sorted(FLOWS)),
    st.sampled_from(("", *PARTNERS, *GROUPS)),
    st.sampled_from(("", *GOODS)),
    st.sampled_from(YEARS),
)
kinds = st.sampled_from(["level", "share", "growth", "change", "balance", "ratio"])
shapes = st.tuples(kinds, cuts, cuts, st.integers(0, 3))


def asked(kind: str, cut: Cut, other: Cut) -> tuple[str, str]:
    """A measure and its unit."""
    flow, _, _, year = cut
    match kind:
        case "share":
            return f"share({text(cut)}, {flow}[;; {year}])", "%"
        case "growth":
            return f"growth({text((*cut[:3], 2022))})", "%"
        case "change":
            return f"change({text((*cut[:3], 2022))}, USD)", "USD"
        case "balance":
            return "balance([{}; {}; {}], USD)".format(*cut[1:]), "USD"
        case "ratio":
            return f"ratio({text(cut)}, {text(other)})", ""
        case _:
            return f"level({text(cut)}, USD)", "USD"


def truth(trade, kind: str, cut: Cut, other: Cut) -> float:
    now, before = (total(trade, (*cut[:3], year)) for year in (2022, 2021))
    match kind:
        case "share":
            return 100 * total(trade, cut) / total(trade, (cut[0], "", "", cut[3]))
        case "growth":
            return 100 * (now / before - 1)
        case "change":
            return now - before
        case "balance":
            return total(trade, ("export", *cut[1:])) - total(trade, ("import", *cut[1:]))
        case "ratio":
            return total(trade, cut) / total(trade, other)
        case _:
            return total(trade, cut)


def rounded(value: float, unit: str, coarseness: int) -> Interval:
    """What an honest figure admits: half a unit of the last digit that was kept."""
    grain = 10.0 ** (coarseness + (4 if unit == "USD" else -1 if unit == "%" else -3))
    kept = round(value / grain) * grain
    slack = 1e-9 * max(1.0, abs(kept))
    return Interval(kept - grain / 2 - slack, kept + grain / 2 + slack)


def statement(trade, at: int, shape) -> Claim:
    kind, cut, other, coarseness = shape
    measure, unit = asked(kind, cut, other)
    around = rounded(truth(trade, kind, cut, other), unit, coarseness)
    parsed = parse_measure(measure)
    return Claim(f"c{at}", "level", None, unit, reporter="XX", measure=parsed, interval=around, interval_wide=around)


seeds = st.integers(0, 10_000)
some_shapes = st.lists(shapes, min_size=1, max_size=9)


@modest
@given(seed=seeds, said=some_shapes, wanted=st.lists(shapes, min_size=1, max_size=3))
def test_bounds_contain_the_truth_and_true_statements_never_conflict(weigh, seed, said, wanted):
    trade = table(seed)
    claims = [statement(trade, at, shape) for at, shape in enumerate(said)]
    ask = [asked(*shape[:3])[0] for shape in wanted]
    found = weigh(*claims, ask=ask)
    assert found.conflicts == ()
    for shape, bound in zip(wanted, found.bounds, strict=True):
        true = truth(trade, *shape[:3])
        slack = 1e-5 * max(1.0, abs(true))
        assert bound.low.value is None or bound.low.value <= true + slack
        assert bound.high.value is None or bound.high.value >= true - slack


@modest
@given(seed=seeds, said=some_shapes, more=shapes, wanted=shapes)
def test_one_more_true_statement_never_widens_a_bound(weigh, seed, said, more, wanted):
    trade = table(seed)
    claims = [statement(trade, at, shape) for at, shape in enumerate([*said, more])]
    ask = [asked(*wanted[:3])[0]]
    (fewer,) = weigh(*claims[:-1], ask=ask).bounds
    (all_of_them,) = weigh(*claims, ask=ask).bounds
    slack = 1e-5 * max(1.0, *(abs(side.value or 0) for side in (fewer.low, fewer.high)))
    if fewer.low.value is not None:
        assert all_of_them.low.value >= fewer.low.value - slack
    if fewer.high.value is not None:
        assert all_of_them.high.value <= fewer.high.value + slack


def spoilt(claims: list[Claim], draw: random.Random) -> list[Claim]:
    """Some statements moved away from the truth."""
    changed = []
    for claim in claims:
        low, high = claim.interval.low, claim.interval.high
        shift = draw.choice([0.0, 0.0, 0.3, -0.3, 1.5]) * max(abs(low), 20 if claim.unit == "%" else 0)
        moved = Interval(low + shift, high + shift)
        changed.append(replace(claim, interval=moved, interval_wide=moved))
    return changed


@modest
@given(seed=seeds, said=st.lists(shapes, min_size=3, max_size=10))
def test_conflicts_are_minimal_and_corrections_reconcile(weigh, seed, said):
    claims = spoilt([statement(table(seed), at, shape) for at, shape in enumerate(said)], random.Random(seed))
    found = weigh(*claims)
    for conflict in found.conflicts:
        inside = [claim for claim in claims if claim.id in conflict.claims]
        assert [other.claims for other in weigh(*inside).conflicts] == [conflict.claims]
        for left_out in inside:
            assert weigh(*(claim for claim in inside if claim is not left_out)).conflicts == ()
    for correction in found.corrections:
        assert weigh(*(claim for claim in claims if claim.id not in correction)).conflicts == ()
        assert all(set(correction) & set(conflict.claims) for conflict in found.conflicts)


@few
@given(seed=seeds, said=st.lists(shapes, min_size=2, max_size=5))
def test_all_conflicts_are_found(weigh, seed, said):
    claims = spoilt([statement(table(seed), at, shape) for at, shape in enumerate(said)], random.Random(seed))
    found = {frozenset(conflict.claims) for conflict in weigh(*claims).conflicts}
    clashing = [
        frozenset(claim.id for claim in chosen)
        for size in range(1, len(claims) + 1)
        for chosen in combinations(claims, size)
        if weigh(*chosen).conflicts
    ]
    assert found == {clash for clash in clashing if not any(smaller < clash for smaller in clashing)}


@modest
@given(seed=seeds, said=st.lists(shapes, min_size=3, max_size=8))
def test_each_correction_alone_reconciles_its_conflict(weigh, seed, said):
    claims = spoilt([statement(table(seed), at, shape) for at, shape in enumerate(said)], random.Random(seed))
    for conflict in weigh(*claims).conflicts:
        inside = [claim for claim in claims if claim.id in conflict.claims]
        for correction in conflict.corrections:
            if correction.to is None:
                continue
            slack = 1e-6 * max(1.0, abs(correction.to))
            widened = Interval(correction.to - slack, correction.to + slack)
            changed = [
                replace(claim, interval=widened, interval_wide=widened) if claim.id == correction.claim else claim
                for claim in inside
            ]
            assert weigh(*changed).conflicts == ()


@modest
@given(seed=seeds, said=some_shapes)
def test_the_arithmetic_of_a_bound_evaluates_to_it(weigh, compute, seed, said):
    claims = [statement(table(seed), at, shape) for at, shape in enumerate(said)]
    for bound in weigh(*claims).bounds:
        for side in (bound.low, bound.high):
            if side.arithmetic:
                scale = 100 if bound.unit == "%" else 1
                assert scale * compute(side.arithmetic) == pytest.approx(side.value, rel=1e-5, abs=1e-5)
