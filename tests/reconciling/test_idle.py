"""Statements that bind nothing are named, with the reason."""

from __future__ import annotations

import pytest

from sverka.model.claims import Claim

USD = {"unit": "USD", "kind": "level"}


def codes(found):
    return {idle.claim: idle.code for idle in found.idle}


def test_what_no_measure_says(weigh):
    claim = Claim("c1", "level", 5.0, "m2", measure_reason="areas are not traded")
    (idle,) = weigh(claim).idle
    assert (idle.code, idle.reason) == ("no-measure", "areas are not traded")


def test_no_period(weigh, say):
    claim = say("c1", "share(export, turnover)", 5)
    assert codes(weigh(claim, year=None)) == {"c1": "no-period"}
    assert codes(weigh(claim)) == {}


@pytest.mark.parametrize(
    ("measure", "low", "code"),
    [
        ("count(partners, export)", 30, "count"),
        ("rank(asia, export)", 1, "rank-group"),
        ("rank(CN, export)", 1, "rank-alone"),
        ("share(export[nobody], export)", 5, "empty-group"),
        ("share(export[CN+-CN], export)", 5, "empty-group"),
        ("share(export[; 72+-72], export)", 5, "empty-goods"),
    ],
)
def test_what_cannot_be_weighed(weigh, say, measure, low, code):
    assert codes(weigh(say("c1", measure, low, unit="rank"))) == {"c1": code}


def test_what_admits_everything(weigh, say):
    assert codes(weigh(say("c1", "level(export, USD)", 0, ..., **USD))) == {"c1": "admits-all"}


def test_a_statement_said_twice_binds_once(weigh, say):
    said = [say(name, "share(export, turnover)", 60) for name in ("c1", "c2")]
    found = weigh(*said)
    assert len(found.idle) == 1
    assert found.idle[0].code == "repeats"


def test_a_statement_that_the_others_imply(weigh, say):
    said = [
        say("exact", "share(export[CN], export)", 40),
        say("loose", "share(export[asia], export)", 30, 100),
        say("of all", "share(export, turnover)", 50),
    ]
    found = weigh(*said)
    assert codes(found) == {"loose": "implied"}


def test_a_growth_beside_a_level_is_not_idle(weigh, say):
    said = [say("now", "level(export[;; 2022], USD)", 5, **USD), say("up", "growth(export[;; 2022])", 10)]
    assert codes(weigh(*said)) == {}


def test_a_lone_growth_names_the_period_that_is_missing(weigh, say):
    said = [
        say("cn", "share(export[CN;; 2022-Q1], export[;; 2022-Q1])", 3),
        say("up", "growth(export[;; 2022-Q1], 2020-Q1)", 10),
    ]
    (idle,) = weigh(*said).idle
    assert (idle.claim, idle.code, idle.details) == ("up", "lonely-period", ("2020-Q1",))
    assert idle.reason == "2020-Q1 appears in no other statement"
