"""Ranks and counts: what is stated of one is its bound, and two statements that share no value conflict."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sverka.model.claims import Claim
from sverka.model.grammar import parse_measure
from sverka.model.interval import Interval
from sverka.reconciling.tallies import Tally, tally_conflicts, tally_corrections

Say = Callable[..., Claim]
COUNT = "count(partners, export)"


def test_a_count_is_bounded_by_what_is_said_of_it(say: Say, weigh: Callable[..., Any]) -> None:
    claims = say("a", COUNT, 31, ...), say("b", COUNT, 25, 40)
    [bound] = weigh(*claims, ask=[COUNT]).bounds
    assert (bound.low.value, bound.high.value) == (31, 40)
    assert (bound.low.uses, bound.high.uses) == (("a",), ("b",))


def test_two_places_of_one_country_conflict(say: Say, weigh: Callable[..., Any]) -> None:
    found = weigh(say("a", "rank(CN, export)", 1), say("b", "rank(CN, export)", 3), say("c", "rank(JP, export)", 1))
    assert [conflict.claims for conflict in found.conflicts] == [("a", "b")]
    assert [(change.claim, change.to) for change in found.conflicts[0].corrections] == [("a", 3), ("b", 1)]
    assert found.corrections == (("a",), ("b",))
    assert not {"a", "b"} & {item.claim for item in found.idle}


def test_two_changes_of_one_share_conflict(say: Say, weigh: Callable[..., Any]) -> None:
    points = "change(share(export[CN], export))"
    found = weigh(say("a", points, 2, 3), say("b", points, 4, 5), say("c", "share(export[CN], export)", 40))
    assert [conflict.claims for conflict in found.conflicts] == [("a", "b")]
    [bound] = weigh(say("a", points, 2, 3), ask=[points]).bounds
    assert (bound.low.value, bound.high.value, bound.unit) == (2, 3, "pp")


def test_other_periods_and_reporters_are_other_questions(say: Say, weigh: Callable[..., Any]) -> None:
    claims = say("a", COUNT, 31), say("b", "count(partners, export[;; 2021])", 40), say("c", COUNT, 50, reporter="YY")
    assert weigh(*claims).conflicts == ()


interval = st.tuples(st.integers(0, 6), st.integers(0, 6), st.booleans(), st.booleans()).map(
    lambda found: Interval(min(found[:2]), max(found[:2]), *(found[2:] if found[0] != found[1] else ()))
)


@given(st.lists(interval, max_size=5))
def test_conflicts_are_minimal_and_corrections_reconcile(stated: list[Interval]) -> None:
    measure = parse_measure("count(partners, export[;; 2022])")
    told = [Tally(f"s{at}", "XX", measure, one) for at, one in enumerate(stated)]
    pairs = [frozenset(conflict.claims) for conflict in tally_conflicts(told, 100)]
    halves = [half / 2 for half in range(-2, 16)]
    common = any(all(point in one for one in stated) for point in halves)
    assert (not pairs) == common
    for choices in tally_corrections(told):
        for removed in choices:
            assert all(pair & removed for pair in pairs)
            assert all(any(not pair & (removed - {one}) for pair in pairs) for one in removed)
