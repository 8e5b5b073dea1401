"""Figures that are wholes of others, balances told by comparing flows, and texts without a date."""

from __future__ import annotations

import pytest

from sverka.reading import read_text

DATE = "2024-03-05"


def measures(text: str) -> list[str]:
    return [str(claim.measure) for claim in read_text(text, date=DATE).claims]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            "Of the $25 billion that Kazakhstan spent on imports in 2023, $6.5 billion went to Russia.",
            "level(import[;; 2023], USD)",
            "level(import[RU;; 2023], USD)",
        ),
        (
            "В 2023 году страна вывезла товаров на 34 млрд долларов, из них нефти — на 17,4 млрд долларов.",
            "level(export[;; 2023], USD)",
            "level(export[; crude-oil; 2023], USD)",
        ),
        (
            "In 2023 exports of wheat were $300 million out of $925 million.",
            "level(export[; wheat; 2023], USD)",
            "level(export[;; 2023], USD)",
        ),
    ],
)
def test_what_names_the_part_is_none_of_the_whole(text: str, first: str, second: str) -> None:
    assert measures(text) == [first, second]


def test_a_whole_between_a_share_and_its_words_keeps_apart_from_them() -> None:
    text = (
        "В 2023 году Узбекистан экспортировал газа на 310 млн долларов. "
        "Доля газа в общем экспорте, составившем 8,2 млрд долларов, — 3,8 %."
    )
    assert measures(text) == [
        "level(export[; natural-gas; 2023], USD)",
        "level(export[;; 2023], USD)",
        "share(export[; natural-gas; 2023], export[;; 2023])",
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Imports exceeded exports by $600 million in 2023.", -600e6),
        ("In 2023 exports exceeded imports by $600 million.", 600e6),
        ("Экспорт области в 2023 году превысил импорт на 8,3 млрд долларов.", 8.3e9),
        ("В 2023 году импорт на 17 млрд долларов больше экспорта.", -17e9),
        ("Превышение экспорта над импортом в 2023 году составило 5 млрд долларов.", 5e9),
    ],
)
def test_a_flow_larger_than_the_other_by_an_amount_is_a_balance(text: str, value: float) -> None:
    (claim,) = read_text(text, date=DATE).claims
    assert (claim.kind, claim.value) == ("balance", pytest.approx(value))


def test_a_flow_that_exceeds_itself_of_before_is_no_balance() -> None:
    (claim,) = read_text("Exports in 2023 exceeded those of 2022 by $600 million.", date=DATE).claims
    assert claim.kind != "balance"


def test_levels_of_a_change_without_a_date_are_of_two_years() -> None:
    reading = read_text("Imports dropped by 16%, from $14.2 billion to $11.9 billion.", date=DATE)
    assert [(claim.period, claim.base) for claim in reading.claims] == [
        ("2023", "2022"),
        ("2022", None),
        ("2023", None),
    ]


def test_a_period_behind_a_quoted_figure_is_not_that_of_the_change_after_it() -> None:
    reading = read_text(
        "In 2023 exports rose to $953 million from $811 million in 2022, an increase of 17.5%.", date=DATE
    )
    assert (reading.claims[-1].period, reading.claims[-1].base) == ("2023", "2022")


def test_the_other_flow_is_a_share_of_the_same_turnover() -> None:
    assert measures("На экспорт приходится 72 % внешнеторгового оборота края. Доля импорта — 28 %.") == [
        "share(export, turnover)",
        "share(import, turnover)",
    ]


def test_a_fall_restated_behind_both_levels_is_a_fall() -> None:
    reading = read_text("Exports fell from $2.0 billion in 2022 to $1.8 billion in 2023, or by 10%.", date=DATE)
    assert reading.claims[-1].value == -10.0


def test_a_change_whose_levels_are_in_tonnes_is_of_tonnage() -> None:
    text = (
        "Cocoa exports rose by 25% in 2021. They amounted to 1.5 million tonnes in 2021 and 1.2 million tonnes in 2020."
    )
    growth = read_text(text, date="2022-05-01").claims[0]
    assert (growth.kind, growth.measured_in) == ("growth", "kg")


def test_those_who_take_a_share_do_not_speak() -> None:
    reading = read_text(
        "European Union countries received 34% of exports. China received 28% and Japan 24%.", date=DATE
    )
    assert [claim.partners for claim in reading.claims] == [("eu",), ("CN",), ("JP",)]


def test_whose_share_is_told_does_not_speak() -> None:
    text = (
        "Total exports of the region were $900 million in 2021. China's share was 40%: exports there were $360 million."
    )
    assert measures(text) == [
        "level(export[;; 2021], USD)",
        "share(export[CN;; 2021], export[;; 2021])",
        "level(export[CN;; 2021], USD)",
    ]


def test_a_place_behind_a_dash_is_of_the_number_before_it() -> None:
    reading = read_text(
        "Треть экспорта приходится на Казахстан, 24 % — на Белоруссию, 18 % — на Узбекистан.", date=DATE
    )
    assert [claim.partners for claim in reading.claims] == [("KZ",), ("BY",), ("UZ",)]


OF_THE_SUM = (
    ("Причина роста — сахар: 56 % этой суммы.", "share"),
    ("За рост отвечает Чили: 31 % всей выручки.", "share"),
    ("Рост экспорта — на 56 %. Этой суммы хватит.", "growth"),
)


@pytest.mark.parametrize(("text", "kind"), OF_THE_SUM)
def test_a_percentage_of_the_sum_just_named_is_a_share(text: str, kind: str) -> None:
    opening = "В 2023 году экспорт Параны составил 5 млрд долларов. "
    assert read_text(opening + text, date=DATE).claims[1].kind == kind
