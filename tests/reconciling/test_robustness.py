"""Whatever the statements, there is an answer in bounded time."""

from __future__ import annotations

import itertools
import random
import subprocess
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sverka.model.errors import UsageError
from sverka.reconciling import Limits, reconcile

USD = {"unit": "USD", "kind": "level"}


def test_importing_the_package_loads_no_solver():
    script = "import sys, sverka.reconciling; print([m for m in ('numpy', 'highspy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_solver_prints_nothing(weigh, say, capfd):
    weigh(say("a", "share(export[CN], export)", 70), say("b", "share(export[KZ], export)", 70))
    printed = capfd.readouterr()
    assert (printed.out, printed.err) == ("", "")


def test_nothing_said_implies_nothing(weigh):
    found = weigh()
    assert (found.bounds, found.conflicts, found.consequences, found.idle) == ((), (), (), ())


def test_a_target_without_statements_is_bounded_by_its_definition(weigh):
    (bound,) = weigh(ask=["share(export, turnover)"]).bounds
    assert (bound.low.value, bound.high.value, bound.uses) == (0, 100, ())


def test_targets_that_cannot_be_bounded_say_why(weigh, say):
    said = say("a", "share(export, turnover)", 50)
    count, rank = weigh(said, ask=["count(partners, export)", "rank(CN, export)"]).bounds
    assert (count.low.value, count.high.value) == (None, None)
    assert count.note == "how many there are says nothing of how much is traded"
    assert rank.note is not None


def test_bounds_come_in_the_order_asked(weigh, say):
    ask = ["share(import, turnover)", "count(partners, export)", "share(export, turnover)"]
    found = weigh(say("a", "share(export, turnover)", 50), ask=ask)
    assert [str(bound.measure) for bound in found.bounds] == ask


def test_two_claims_of_one_id_are_refused(weigh, say):
    claim = say("a", "share(export, turnover)", 50)
    with pytest.raises(UsageError, match="one id"):
        weigh(claim, claim)


def test_a_period_that_is_none_is_refused(say, toy):
    with pytest.raises(UsageError, match="last year"):
        reconcile([say("a", "share(export, turnover)", 50)], assumed={"a": "last year"}, meaning=toy)


def test_amounts_far_apart(weigh, say):
    said = [say("small", "level(export[CN], USD)", 1e-3, **USD), say("large", "level(export, USD)", 1e15, **USD)]
    found = weigh(*said, ask=["level(export[-CN], USD)"])
    assert found.conflicts == ()
    assert found.bounds[0].high.value == pytest.approx(1e15)


def test_small_amounts_clash_beside_large_ones(weigh, say):
    said = [
        say("large", "level(turnover, USD)", 1e12, **USD),
        say("part", "level(export[CN], USD)", 2_000, **USD),
        say("whole", "level(export[asia], USD)", 1_000, **USD),
    ]
    assert [conflict.claims for conflict in weigh(*said).conflicts] == [("part", "whole")]


def test_rounding_of_floats_is_no_conflict(weigh, say):
    shares = {"CN": 33.3, "KZ": 33.3, "DE": 33.4}
    said = [say(name, f"share(export[{name}], export)", value) for name, value in shares.items()]
    whole = say("all", "share(export[CN+KZ+DE], export)", 100)
    assert weigh(*said, whole).conflicts == ()
    assert weigh(*said[:2], say("DE", "share(export[DE], export)", 33.41)).conflicts != ()


@pytest.mark.parametrize("period", ["1900/1999", "0001/9999", "2022-01"])
def test_any_period(weigh, say, period):
    said = say("a", f"level(export[;; {period}], USD)", 5, **USD)
    part = say("b", "level(export[;; 1950-03], USD)", 4, **USD)
    assert weigh(said, part).conflicts == ()


@pytest.mark.parametrize("value", [float("inf"), float("nan"), 1e300, -1e40])
@pytest.mark.parametrize("measure", ["share(export[CN], export)", "level(export, USD)"])
def test_numbers_that_are_none_are_left_out(weigh, say, measure, value):
    (idle,) = weigh(say("a", measure, value, unit="USD")).idle
    assert idle.code == "too-large"


def test_a_base_after_the_period_and_a_base_that_is_the_period(weigh, say):
    said = [say("now", "level(export[;; 2022], USD)", 50, **USD), say("up", "growth(export[;; 2022], 2023)", -50)]
    (bound,) = weigh(*said, ask=["level(export[;; 2023], USD)"]).bounds
    assert bound.low.value == pytest.approx(100)
    assert [c.claims for c in weigh(say("same", "growth(export[;; 2022], 2022)", 5)).conflicts] == [("same",)]


def random_claims(say, count: int, seed: int):
    draw = random.Random(seed)
    partners = [f"{a}{b}" for a, b in itertools.product("ABCDEFGH", "KLMNOPQR")]
    for at in range(count):
        flow, year = draw.choice(("export", "import", "turnover")), draw.randint(2015, 2023)
        names = "+".join(draw.sample(partners, draw.randint(1, 6)))
        cut = f"{flow}[{names}; {draw.choice(('', '27', '72', '7208', '01-24'))}; {year}]"
        whole = f"{flow}[;; {year}]"
        value = draw.uniform(0, 60)
        yield draw.choice(
            (
                say(f"c{at}", f"share({cut}, {whole})", value, value + 5),
                say(f"c{at}", f"level({cut}, USD)", 1e6 * value, 1.1e6 * value, **USD),
                say(f"c{at}", f"growth({cut})", value - 130, value),
            )
        )


def test_a_thousand_statements_are_weighed_in_bounded_time(weigh, say):
    claims = list(random_claims(say, 1000, 7))
    started = time.perf_counter()
    found = weigh(*claims, limits=Limits(cells=2_000, seconds=0.1, targets=5))
    assert time.perf_counter() - started < 20
    assert {limit.kind for limit in found.limits} >= {"cells", "conflicts"}
    assert {idle.code for idle in found.idle} >= {"crowded-out"}


def test_a_stopped_search_says_so_and_still_bounds_a_consistent_part(weigh, say):
    claims = [say(f"c{at}", "share(export[CN], export)", at) for at in range(20)]
    found = weigh(*claims, limits=Limits(conflicts=2))
    assert len(found.conflicts) == 2
    assert [(limit.kind, limit.limit) for limit in found.limits] == [("conflicts", 2), ("left out", None)]
    assert found.limits[0].text == "the search for conflicts was stopped at 2: there may be more"
    assert weigh(*(claim for claim in claims if claim.id not in found.dropped)).conflicts == ()


def test_without_time_for_conflicts_nothing_is_left_out_that_can_hold(weigh, say):
    said = [say("a", "share(export[CN], export)", 40), say("b", "share(export[KZ], export)", 30)]
    found = weigh(*said, limits=Limits(seconds=0.0))
    assert (found.conflicts, found.corrections, found.dropped) == ((), (), ())
    assert "conflicts" in {limit.kind for limit in found.limits}
    clash = weigh(*said, say("c", "share(export[CN], export)", 50), limits=Limits(seconds=0.0))
    assert clash.dropped == ("c",)


def test_least_changes_that_were_not_looked_for_are_not_told_as_none(weigh, say):
    ticks = itertools.count()
    said = [say(f"c{at}", "share(export[CN], export)", at) for at in range(6)]
    found = weigh(*said, limits=Limits(seconds=0.5, clock=lambda: max(0.0, next(ticks) - 30.0)))
    without = [conflict for conflict in found.conflicts if not conflict.corrections]
    assert len(without) < len(found.conflicts) == 15
    assert without
    told = {limit.kind: limit.text for limit in found.limits}
    assert told["changes"] == f"the least changes of {len(without)} conflicts were not found"


def many_cells(say, statements: int):
    """Shares of random partners in random chapters, each as wide as may be: thousands of cells, no conflict."""
    draw = random.Random(3)
    partners = [f"{a}{b}" for a, b in itertools.product("ABCDEFGH", "KLMNOPQR")]
    for at in range(statements):
        chapters = "+".join(f"{chapter:02d}" for chapter in sorted(draw.sample(range(1, 98), 40)))
        names = "+".join(draw.sample(partners, 30))
        yield say(f"c{at}", f"share(export[{names}; {chapters}], export)", 1, 90)


@pytest.mark.parametrize(("count", "small", "apart"), [(16, 1e9, False), (16, 0.01, True), (12, 0.01, False)])
def test_amounts_far_apart_over_many_cells_are_told_as_a_limit(weigh, say, count, small, apart):
    claims = [*many_cells(say, count), say("all", "level(export, USD)", 1e12, **USD)]
    tiny = say("tiny", "level(export[AK], USD)", small, **USD)
    twice = say("twice", "level(export[AK], USD)", 2 * small, **USD)
    found = weigh(*claims, tiny, twice, limits=Limits(targets=4))
    assert [conflict.claims for conflict in found.conflicts] == [("tiny", "twice")]
    assert ("far apart" in {limit.kind for limit in found.limits}) is apart
    if apart:
        assert not {idle.code for idle in found.idle} & {"unused", "implied", "repeats"}


texts = st.sampled_from(
    [
        "share(export[CN], export)",
        "share(export, import)",
        "share(export[;; 2021], export[;; 2022])",
        "share(turnover[nobody], turnover)",
        "growth(export)",
        "growth(turnover[asia])",
        "level(turnover, USD)",
        "level(export[; toys], t)",
        "balance([], USD)",
        "change(export, USD)",
        "ratio(import, export)",
        "rank(CN, export)",
        "count(partners, export)",
    ]
)
values = st.one_of(st.floats(-1e16, 1e16), st.sampled_from([0.0, -0.0, 1e-3, -100.0, 100.0, 1e15, -250.0]))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(st.tuples(texts, values, values), min_size=1, max_size=8))
def test_no_statement_crashes(weigh, say, said):
    claims = [say(f"c{at}", text, *sorted(ends), unit="USD") for at, (text, *ends) in enumerate(said)]
    found = weigh(*claims)
    noise = 1e-6 * max(1.0, *(abs(end) for _, *ends in said for end in ends))
    for bound in found.bounds:
        if bound.low.value is not None and bound.high.value is not None:
            assert bound.low.value <= bound.high.value + noise
