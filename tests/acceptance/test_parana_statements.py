"""Acceptance: verdicts on statements made from the raw files of Paraná by independent SQL, and on what they lack."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pytest
from parana_numbers import admits, granularity, money
from parana_scoring import REPORTER, Outcome, abstained, judged, misread
from parana_statements import KINDS, Statement, statements
from parana_truth import Records
from parana_unanswerable import unanswerable

if TYPE_CHECKING:
    from sverka.measuring.book import Book

SEEDS = (20, 26)
LEAST_RIGHT = 0.98
FALSE = ("fails", "conflicts")

pytestmark = pytest.mark.slow


@cache
def _drawn(records: Records, seed: int) -> tuple[Statement, ...]:
    return tuple(statements(records, seed))


def _told(wrong: list[Outcome]) -> str:
    return "\n".join(f"{one.found} instead of {one.wanted}: {one.text} {one.detail}" for one in wrong)


@pytest.mark.parametrize("seed", SEEDS)
def test_verdicts_on_300_statements_are_right(parana_records: Records, parana_book: Book, seed: int) -> None:
    outcomes = [judged(one, parana_book) for one in _drawn(parana_records, seed)]
    wrong = [one for one in outcomes if not one.right]
    assert len(outcomes) == 300
    assert len(wrong) <= (1 - LEAST_RIGHT) * len(outcomes), _told(wrong)
    slandered = [one for one in wrong if one.found in FALSE and one.wanted not in FALSE]
    assert not slandered, _told(slandered)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_cannot_be_answered_gets_no_verdict(parana_book: Book, seed: int) -> None:
    outcomes = [abstained(one, parana_book) for one in unanswerable(seed)]
    assert len(outcomes) == 100
    assert not [one for one in outcomes if not one.right], _told([one for one in outcomes if not one.right])


@pytest.mark.parametrize("seed", SEEDS)
def test_the_measures_that_are_read_are_those_meant(parana_records: Records, seed: int) -> None:
    drawn = _drawn(parana_records, seed)
    wrong = [f"{one.text}\n  {why}" for one in drawn if (why := misread(one))]
    assert len(wrong) <= (1 - LEAST_RIGHT) * len(drawn), "\n".join(wrong)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_cube_answers_as_the_raw_rows_do(parana_records: Records, parana_book: Book, seed: int) -> None:
    cube = parana_book.cube(REPORTER)
    for one in _drawn(parana_records, seed):
        value = cube.measure(one.measure).value
        assert value is not None, one.measure
        assert value == pytest.approx(one.recorded, rel=1e-9), one.measure


def test_statements_are_of_all_kinds_half_of_them_false(parana_records: Records) -> None:
    drawn = _drawn(parana_records, SEEDS[0])
    kinds, verdicts = Counter(one.kind for one in drawn), Counter(one.verdict for one in drawn)
    assert set(kinds) >= KINDS.keys() - {"times"}
    assert {lang: sum(one.lang == lang for one in drawn) for lang in ("en", "ru")} == {"en": 150, "ru": 150}
    assert 0.4 <= verdicts["fails"] / len(drawn) <= 0.5
    assert 0.08 <= verdicts["holds otherwise"] / len(drawn) <= 0.1
    assert verdicts["nearly holds"] >= 3
    assert 0.15 <= sum(one.hedge != "exact" for one in drawn) / len(drawn) <= 0.3
    assert len({one.text for one in drawn}) == len(drawn)


def test_another_seed_gives_other_statements(parana_records: Records) -> None:
    one, another = ({s.text for s in _drawn(parana_records, seed)} for seed in SEEDS)
    assert len(one & another) < 10


@pytest.mark.parametrize(
    ("digits", "unit"), [("8.18", 0.01), ("60", 1.0), ("130", 10.0), ("300", 10.0), ("9.0", 0.1), ("482000", 1000.0)]
)
def test_the_trial_reckons_granularity_as_the_rules_say(digits: str, unit: float) -> None:
    assert granularity(digits) == pytest.approx(unit)


def test_the_trial_tells_a_rounded_number_from_a_false_one() -> None:
    from random import Random

    printed = money(Random(1), "en", 8_178_163_776.0, 3)
    assert printed.digits == "8.18"
    assert admits(printed, 8_178_163_776.0)
    assert not admits(printed, 8_200_000_000.0, loosely=True)
