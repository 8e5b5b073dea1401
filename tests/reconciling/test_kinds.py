"""What each kind of statement says, one by one, against arithmetic that is plain to see."""

from __future__ import annotations

import pytest

from sverka.model.interval import Interval

USD = {"unit": "USD", "kind": "level"}


def ends(found):
    return [(bound.low.value, bound.high.value) for bound in found.bounds]


def test_levels_add_up(weigh, say):
    said = [say("e", "level(export, USD)", 70e6, **USD), say("i", "level(import, USD)", 30e6, **USD)]
    found = weigh(
        *said, ask=["level(turnover, USD)", "share(export, turnover)", "balance([], USD)", "ratio(export, import)"]
    )
    assert ends(found) == [pytest.approx((value, value)) for value in (100e6, 70, 40e6, 70 / 30)]
    assert [bound.unit for bound in found.bounds] == ["USD", "%", "USD", ""]
    assert found.bounds[0].low.arithmetic == "70000000 + 30000000"


def test_a_growth_carries_a_level_to_the_year_before(weigh, say):
    said = [say("now", "level(export[;; 2022], USD)", 118e6, **USD), say("up", "growth(export[;; 2022])", 18)]
    found = weigh(*said, ask=["level(export[;; 2021], USD)", "change(export[;; 2022], USD)", "growth(export[;; 2022])"])
    assert ends(found) == [pytest.approx((value, value)) for value in (100e6, 18e6, 18)]
    assert found.bounds[0].high.arithmetic == "118000000 / (1 + 0.18)"


def test_a_fall_beyond_everything_clashes_with_itself(weigh, say):
    found = weigh(say("down", "growth(export[;; 2022])", -120))
    assert [conflict.claims for conflict in found.conflicts] == [("down",)]
    assert found.conflicts[0].corrections[0].to == -100


def test_a_part_above_its_whole_clashes_with_itself(weigh, say):
    (conflict,) = weigh(say("too much", "share(export[CN], export)", 120)).conflicts
    assert conflict.claims == ("too much",)
    assert (conflict.corrections[0].to, conflict.arithmetic) == (100, "1 < 1.2")


def test_shares_that_exceed_the_whole_clash(weigh, say):
    parts = [say(at, f"share(export[{at}], export)", 40, 41) for at in ("CN", "KZ", "DE")]
    found = weigh(*parts)
    assert [conflict.claims for conflict in found.conflicts] == [("CN", "KZ", "DE")]
    assert [correction.to for correction in found.conflicts[0].corrections] == pytest.approx([20, 20, 20])


def test_shares_beside_each_other_in_rounded_truth_do_not(weigh, say):
    assert weigh(*(say(at, f"share(export[{at}], export)", 33.3, 33.4) for at in ("CN", "KZ", "DE"))).conflicts == ()


def test_balance_and_change(weigh, say):
    said = [
        say("b", "balance([;; 2022], USD)", 40, unit="USD", kind="balance"),
        say("t", "level(turnover[;; 2022], USD)", 100, **USD),
        say("c", "change(export[;; 2022], USD)", 7, unit="USD", kind="comparison"),
    ]
    found = weigh(*said, ask=["level(export[;; 2022], USD)", "level(export[;; 2021], USD)"])
    assert ends(found) == [pytest.approx((70, 70)), pytest.approx((63, 63))]


def test_a_ratio_of_flows(weigh, say):
    found = weigh(say("r", "ratio(export, import)", 3, unit=""), ask=["share(export, turnover)"])
    assert ends(found) == [pytest.approx((75, 75))]


def test_a_first_place_beats_each_single_member_that_is_named(weigh, say):
    first = say("first", "rank(CN, export)", 1, unit="rank", kind="rank")
    share = say("kz", "share(export[KZ], export)", 30)
    found = weigh(first, share, ask=["share(export[CN], export)", "share(export[DE], export)"])
    assert ends(found) == [pytest.approx((30, 70)), pytest.approx((0, 40))]


def test_a_first_place_says_nothing_of_groups(weigh, say):
    first = say("first", "rank(CN, export)", 1, unit="rank", kind="rank")
    found = weigh(first, say("eu", "share(export[europe], export)", 80), ask=["share(export[CN], export)"])
    assert ends(found) == [(0, pytest.approx(20))]


def test_a_lower_place_is_at_most_its_part_of_the_whole(weigh, say):
    third = say("third", "rank(CN, export)", 3, unit="rank", kind="rank")
    assert ends(weigh(third, ask=["share(export[CN], export)"])) == [(0, pytest.approx(100 / 3))]
    clash = weigh(third, say("half", "share(export[CN], export)", 50)).conflicts
    assert [conflict.claims for conflict in clash] == [("third", "half")]


def test_a_rank_against_levels(weigh, say):
    said = [
        say("first", "rank(CN, export)", 1, unit="rank", kind="rank"),
        say("cn", "level(export[CN], USD)", 10, **USD),
        say("kz", "level(export[KZ], USD)", 12, **USD),
    ]
    (conflict,) = weigh(*said).conflicts
    assert conflict.claims == ("first", "cn", "kz")
    assert [correction.to for correction in conflict.corrections] == [None, pytest.approx(12), pytest.approx(10)]


def test_a_first_heading_beats_parts_of_others_not_whole_chapters(weigh, say):
    first = say("first", "rank(7208, export)", 1, unit="rank", kind="rank")
    chapter = say("chapter", "share(export[; 27], export)", 60)
    assert weigh(first, chapter).conflicts == ()
    heading = say("heading", "share(export[; 2709], export)", 60)
    assert [conflict.claims for conflict in weigh(first, heading, ask=["share(export[; 7208], export)"]).conflicts] == [
        ("first", "heading")
    ]


def test_one_sided_statements_leave_the_other_side_open(weigh, say):
    more = say("more", "level(export, USD)", 5e6, ..., **USD)
    assert ends(weigh(more, ask=["level(export, USD)"])) == [(pytest.approx(5e6), None)]
    less = say("less", "level(export, USD)", ..., 5e6, **USD)
    assert ends(weigh(less, ask=["level(export, USD)"])) == [(0, pytest.approx(5e6))]


def test_parts_of_a_year_are_parts_of_it(weigh, say):
    said = [say(f"q{n}", f"level(export[;; 2022-Q{n}], USD)", 10 * n, **USD) for n in (1, 2, 3)]
    found = weigh(*said, say("year", "level(export[;; 2022], USD)", 100, **USD), ask=["level(export[;; 2022-Q4], USD)"])
    assert ends(found) == [pytest.approx((40, 40))]
    assert weigh(*said, say("year", "level(export[;; 2022], USD)", 50, **USD)).conflicts != ()


def test_headings_are_parts_of_their_chapter(weigh, say):
    said = [
        say("chapter", "share(export[; 72], export)", 20),
        say("heading", "share(export[; 7208], export[; 72])", 50),
    ]
    assert ends(weigh(*said, ask=["share(export[; 7208], export)"])) == [pytest.approx((10, 10))]


def test_goods_that_nobody_mapped_lie_within_their_slice(weigh, say):
    said = [say("t", "share(export[; toys], export)", 60), say("cn", "share(export[CN; toys], export[; toys])", 50)]
    found = weigh(*said, ask=["share(export[CN], export)", "share(export[CN; toys], export)"])
    assert ends(found) == [pytest.approx((30, 70)), pytest.approx((30, 30))]


def test_goods_that_nobody_mapped_may_overlap(weigh, say):
    said = [say(name, f"share(export[; {name}], export)", 70) for name in ("toys", "games")]
    assert weigh(*said).conflicts == ()
    assert weigh(say("toys", "share(export[; toys], export)", 101)).conflicts != ()


def test_partners_that_nobody_knows_are_still_parts(weigh, say):
    said = [say("a", "level(export[allies], USD)", 50, **USD), say("all", "level(export, USD)", 40, **USD)]
    assert [conflict.claims for conflict in weigh(*said).conflicts] == [("a", "all")]


def test_exclusion_is_the_rest(weigh, say):
    found = weigh(
        say("cn", "share(export[CN], export)", 30),
        ask=["share(export[-CN], export)", "share(export[asia+-CN], export)"],
    )
    assert ends(found) == [pytest.approx((70, 70)), (0, pytest.approx(70))]


def test_exact_reads_bare_about_and_almost_as_points_and_ranges_as_they_are(weigh, say):
    wide = Interval(40, 50)
    claims = [
        say("bare", "share(export[CN], export)", 40, 50, value=45.0, hedge="almost"),
        say("range", "share(export[KZ], export)", 1, 30, value=10.0, value_hi=12.0),
        say("more", "share(export[DE], export)", 5, 100, value=7.0, hedge="more_than"),
    ]
    ask = [f"share(export[{partner}], export)" for partner in ("CN", "KZ", "DE")]
    assert claims[0].interval_wide == wide
    assert ends(weigh(*claims, ask=ask, exact=True)) == [
        pytest.approx((45, 45)),
        pytest.approx((10, 12)),
        pytest.approx((5, 45)),
    ]


def test_a_denominator_is_more_than_nothing(weigh, say):
    none = say("none", "level(import, USD)", 0, **USD)
    assert [c.claims for c in weigh(none, say("cn", "share(import[CN], import)", 50)).conflicts] == [("none", "cn")]
    assert weigh(none, say("cn", "share(export[CN], export)", 50)).conflicts == ()
