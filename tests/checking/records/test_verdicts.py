"""Verdicts from records: value ← phrasings, and what must not be answered."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sverka.model.findings import Finding

Find = Callable[..., Finding]

HOLDS = (
    "In 2022 exports of Tomsk Oblast came to $500 mln.",
    "В 2022 году экспорт Томской области составил 500 млн долларов.",
    "Exports of Tomsk Oblast rose by 5.3 % in 2022.",
    "В 2022 году экспорт Томской области вырос на 5,3 %.",
    "In 2022 China took 60 % of the exports of Tomsk Oblast.",
    "В 2022 году на Китай пришлось 60 % экспорта Томской области.",
    "In 2022 exports of Tomsk Oblast to Central Asia were $90 mln.",
    "In 2022 exports of Tomsk Oblast exceeded $490 mln.",
    "Exports of Tomsk Oblast in 2022 were almost $510 mln.",
    "In 2022 exports of crude oil from Tomsk Oblast to China amounted to $200 mln.",
    "In 2022 the surplus of Tomsk Oblast's trade was $300 mln.",
    "В 2022 году экспорт Томской области в Турцию сократился на треть.",
    "In 2022 Tomsk Oblast exported wheat worth $15 mln.",
    "Exports of Tomsk Oblast rose by 5.3 % last year.",
    "China's share of the exports of Tomsk Oblast rose by 1.1 percentage points in 2022.",
    "Доля Китая в экспорте Томской области выросла в 2022 году на 1,1 п. п.",
)

NEARLY = (
    ("In 2022 exports of Tomsk Oblast rose by 5.2 %.", "cut off"),
    ("In 2022 imports of Tomsk Oblast came to $190 mln.", "cut off"),
    ("In 2022 imports of Tomsk Oblast came to $210 mln.", "rounded loosely"),
    ("In 2022 exports of Tomsk Oblast came to about $530 mln.", "hedge stretched"),
)

OTHERWISE = (
    ("In 2022 trade of Tomsk Oblast with China came to $300 mln.", {"turnover": "export"}),
    ("Торговля Томской области с Китаем в 2022 году составила 300 млн долларов.", {"turnover": "export"}),
    ("In 2022 exports of Tomsk Oblast to China came to $310.0 mln.", {"CN": "with-hong-kong"}),
    ("In 2022 exports of Tomsk Oblast to Central Asia came to $130 mln.", {"central-asia": "with-mongolia"}),
    ("In 2022 Central Asia took 26 % of the exports of Tomsk Oblast.", {"central-asia": "with-mongolia"}),
    ("In 2022 exports of Tomsk Oblast to Asia came to $455 mln.", {"asia": "without-turkey"}),
)

FAILS = (
    ("In 2022 exports of Tomsk Oblast came to $700 mln.", 500e6, -200e6),
    ("In 2022 exports of Tomsk Oblast rose by 12 %.", 100 * 25 / 475, 100 * 25 / 475 - 12),
    ("In 2022 China took 75 % of the exports of Tomsk Oblast.", 60.0, -15.0),
    ("В 2022 году экспорт Томской области в Германию превысил 30 млн долларов.", 25e6, -5e6),
    (
        "China's share of the exports of Tomsk Oblast rose by 5 percentage points in 2022.",
        60 - 100 * 280 / 475,
        60 - 100 * 280 / 475 - 5,
    ),
    ("In 2022 Kazakhstan was the largest buyer of exports of Tomsk Oblast.", 2.0, 1.0),
)

NOT_COVERED = (
    "In 2019 exports of Tomsk Oblast came to $500 mln.",  # a year outside
    "In 2023 exports of Tomsk Oblast came to $500 mln.",  # a year not complete
    "Exports of Tomsk Oblast rose by 5.3 % in 2023.",  # the months that both years have are not the year
    "In 2022 exports of Novosibirsk Oblast came to $500 mln.",  # another region
    "In 2022 exports of Tomsk Oblast to Japan came to $5 mln.",  # no row of the partner
    "In 2022 exports of passenger cars from Tomsk Oblast came to $5 mln.",  # no row of the goods
    "In 2022 exports of IT services from Tomsk Oblast came to $5 mln.",  # services
    "In 2022 exports of quillaja bark from Tomsk Oblast came to $500 mln.",  # goods of no known name
)


@pytest.mark.parametrize("text", HOLDS)
def test_what_the_records_bear_out_holds(text: str, find: Find) -> None:
    finding = find(text)
    assert (finding.verdict, finding.interpretation) == ("holds", ())
    assert finding.figure is not None
    assert finding.figure.rows > 0


@pytest.mark.parametrize(("text", "looseness"), NEARLY)
def test_loose_numbers_nearly_hold(text: str, looseness: str, find: Find) -> None:
    finding = find(text)
    assert (finding.verdict, finding.looseness) == ("nearly holds", looseness)
    assert finding.figure is not None


@pytest.mark.parametrize(("text", "senses"), OTHERWISE)
def test_what_holds_in_another_sense_names_it(text: str, senses: dict[str, str], find: Find) -> None:
    finding = find(text)
    assert finding.verdict == "holds otherwise"
    assert {use.term: use.sense for use in finding.interpretation} == senses
    assert 1 <= finding.fit < finding.tried
    assert str(finding.tried) in finding.reason


@pytest.mark.parametrize(("text", "value", "gap"), FAILS)
def test_what_the_records_contradict_fails_with_the_gap(text: str, value: float, gap: float, find: Find) -> None:
    finding = find(text)
    assert finding.verdict == "fails"
    assert finding.figure is not None
    assert finding.figure.value == pytest.approx(value)
    assert finding.gap == pytest.approx(gap)


@pytest.mark.parametrize("text", NOT_COVERED)
def test_what_the_book_lacks_is_not_answered(text: str, find: Find) -> None:
    finding = find(text)
    assert (finding.verdict, finding.figure) == ("not covered", None)
    assert finding.reason


def test_a_claim_without_a_reporter_is_not_taken_to_be_of_the_book(find: Find) -> None:
    finding = find("In 2022 exports came to $500 mln.", reporter=None)
    assert finding.verdict == "not covered"
    assert "--reporter" in finding.reason


def test_the_other_way_is_said_loudest(find: Find) -> None:
    finding = find("In 2022 exports of Tomsk Oblast fell by 9 %.")
    assert (finding.verdict, finding.wrong_direction) == ("fails", True)
    assert finding.reason.startswith("THE OTHER WAY")


def test_a_true_hedge_may_understate(find: Find) -> None:
    finding = find("In 2022 exports of Tomsk Oblast exceeded $200 mln.")
    assert (finding.verdict, finding.one_sided) == ("holds", "understates")


def test_a_period_left_unsaid_is_the_last_full_year_and_is_told(find: Find) -> None:
    finding = find("Exports of Tomsk Oblast come to $500 mln.")
    assert (finding.verdict, finding.period_assumed, finding.claim.period) == ("holds", "2022", None)


def test_figures_carry_their_lineage(find: Find) -> None:
    figure = find("In 2022 China took 60 % of the exports of Tomsk Oblast.").figure
    assert figure is not None
    assert (figure.numerator, figure.denominator) == (pytest.approx(300e6), pytest.approx(500e6))
    assert figure.measure == "share(export[CN;; 2022], export[;; 2022])"
    assert (figure.source, figure.version, figure.reporter) == ("fts", "1", "RU-TOM")
    assert "read_parquet" in figure.query
    assert "USD" in figure.definition


def test_the_history_has_the_years_that_are_whole(find: Find) -> None:
    finding = find("In 2022 exports of Tomsk Oblast came to $500 mln.")
    assert finding.history == (("2021", pytest.approx(475e6)), ("2022", pytest.approx(500e6)))


def test_only_the_partner_s_records_decide_nothing(find: Find) -> None:
    finding = find("In 2022 exports of Uzbekistan to China came to $90 mln.", reporter="UZ")
    assert finding.verdict == "not covered"
    assert "90 million" in finding.reason


def test_imports_recorded_with_freight_may_be_meant_without(find: Find) -> None:
    finding = find("In 2022 imports of Kazakhstan from China came to $471.7 mln.", reporter="KZ")
    assert finding.verdict == "holds otherwise"
    assert {use.sense for use in finding.interpretation} == {"FOB"}
