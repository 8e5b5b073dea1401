"""The standing example: three shares of a year and a growth, read as points, and what they imply together."""

from __future__ import annotations

import pytest

SHARES = {
    "ca": ("share(turnover[central-asia], turnover)", 45.0),
    "mc": ("share(turnover[MN+CN], turnover)", 33.333),
    "asia": ("share(export[asia], export)", 60.0),
}
GROWTH = "growth(export[central-asia;; 2022])"
EXPORTS, ASIA, ASIA_IMPORTS, CENTRAL = ASKED = (
    "share(export, turnover)",
    "share(turnover[asia], turnover)",
    "share(import[asia], import)",
    "share(import[central-asia], import)",
)
E = (100 - 45 - 33.333) / (1 - 0.6)
T_ASIA = 45 + 33.333
EXPECTED = {
    EXPORTS: (0, E),
    ASIA: (T_ASIA, 100),
    ASIA_IMPORTS: (T_ASIA, 100),
    CENTRAL: (100 * (T_ASIA - 0.6 * E - 33.333) / (T_ASIA - 0.6 * E), 100 * 45 / (T_ASIA - 0.6 * E)),
}


@pytest.fixture
def claims(say):
    return [*(say(name, *said) for name, said in SHARES.items()), say("up", GROWTH, 18)]


@pytest.mark.parametrize("measure", ASKED)
def test_bounds_are_those_computed_by_hand(claims, weigh, measure):
    (bound,) = weigh(*claims, ask=[measure], exact=True).bounds
    assert (bound.low.value, bound.high.value) == pytest.approx(EXPECTED[measure], abs=1e-6)


def test_the_figures_known_from_print():
    assert EXPECTED[EXPORTS][1] == pytest.approx(54.17, abs=0.005)
    assert EXPECTED[CENTRAL] == pytest.approx((27.27, 98.18), abs=0.005)
    assert EXPECTED[ASIA][0] == pytest.approx(78.33, abs=0.005)


def test_the_proof_of_the_share_of_exports(claims, weigh):
    (bound,) = weigh(*claims, ask=[EXPORTS], exact=True).bounds
    assert bound.high.arithmetic == "(1 − 0.45 − 0.33333) / (1 − 0.6)"
    assert bound.high.uses == ("ca", "mc", "asia")
    assert bound.low.uses == ()
    assert bound.period_assumed == "2022"


def test_every_proof_evaluates_to_its_bound(claims, weigh, compute):
    for bound in weigh(*claims, exact=True).bounds:
        for side in (bound.low, bound.high):
            if side.uses:
                assert 100 * compute(side.arithmetic) == pytest.approx(side.value, abs=1e-6)


def test_growth_with_nothing_said_of_the_year_before_is_idle(claims, weigh):
    (idle,) = weigh(*claims, exact=True).idle
    assert (idle.claim, idle.reason) == ("up", "the year before, 2021, appears in no other statement")


def test_what_follows_is_derived_and_not_trivial(claims, weigh):
    follows = weigh(*claims, exact=True).consequences
    assert {str(bound.measure) for bound in follows} >= {EXPORTS, ASIA, ASIA_IMPORTS, CENTRAL}
    assert len(follows) <= 7
    stated = {measure for measure, _ in SHARES.values()}
    for bound in follows:
        assert str(bound.measure) not in stated
        assert bound.low.value > 0 or bound.high.value < 100


def test_exports_of_80_per_cent_make_one_conflict_without_the_growth(claims, weigh, say):
    found = weigh(*claims, say("s1", "share(export[;;2022], turnover[;;2022])", 80), exact=True)
    (conflict,) = found.conflicts
    assert conflict.claims == ("ca", "mc", "asia", "s1")
    nearest = {correction.claim: correction.to for correction in conflict.corrections}
    assert nearest == pytest.approx(
        {"ca": 100 - 33.333 - 40 * 0.8, "mc": 100 - 45 - 40 * 0.8, "asia": 100 - (100 - T_ASIA) / 0.8, "s1": E},
        abs=1e-6,
    )
    assert found.corrections == (("ca",), ("mc",), ("asia",), ("s1",))
    assert found.dropped == ("ca",)
    assert all("ca" not in bound.uses and bound.note for bound in found.bounds)


def test_the_arithmetic_of_a_conflict_compares_what_follows_with_what_is_said(claims, weigh, say, compute):
    found = weigh(*claims, say("s1", "share(export[;;2022], turnover[;;2022])", 80), exact=True)
    shown = found.conflicts[0].arithmetic
    computation, value, said = shown.replace("<", "=").split(" = ")
    assert compute(computation) == pytest.approx(float(value), abs=1e-6)
    assert float(value) < float(said)


def test_wide_intervals_contain_the_exact_bounds(claims, weigh, say):
    wide = [say(name, measure, value - 5, value + 3) for name, (measure, value) in SHARES.items()]
    for loose, tight in zip(weigh(*wide, ask=ASKED).bounds, weigh(*claims, ask=ASKED, exact=True).bounds, strict=True):
        assert loose.low.value <= tight.low.value + 1e-9
        assert loose.high.value >= tight.high.value - 1e-9


def test_another_sense_of_a_word_is_said_to_change_bounds(claims, weigh):
    (note,) = weigh(*claims, exact=True).senses
    assert (note.term, note.sense) == ("central-asia", "with-mongolia")
    assert "share(export, turnover) is 0" in note.effect
    for plain, other in note.changes:
        assert plain.measure == other.measure
        assert (plain.low.value, plain.high.value) != (other.low.value, other.high.value)
