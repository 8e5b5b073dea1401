"""Figures that speak of one thing, sales told by the buyer, words that mean nothing of trade where they stand."""

from __future__ import annotations

import pytest

from sverka.reading import read_text


def measures(text: str, date: str = "2024-02-15") -> list[str]:
    """What the figures of a text measure, in order."""
    return [str(claim.measure) for claim in read_text(text, date=date).claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Peru exported $9.8 billion worth of farm goods in 2022. Of this, $3.4 billion, or 35%, went to Chile.",
            "share(export[CL; agricultural-goods; 2022], export[; agricultural-goods; 2022])",
        ),
        (
            "Brazil's trade with China was $157 billion in 2023. Exports made up $104 billion of that sum, or 66%.",
            "share(export[CN;; 2023], turnover[CN;; 2023])",
        ),
        (
            "Россия вывезла в 2022 году 46,9 млн тонн пшеницы. Египет купил 8,2 млн тонн, или 17,5 %.",
            "share(export[EG; wheat; 2022], export[; wheat; 2022], kg)",
        ),
    ],
)
def test_a_share_that_restates_an_amount_has_its_part_and_the_whole_named_before(text: str, expected: str) -> None:
    assert measures(text)[-1] == expected


def test_a_growth_beside_a_tonnage_is_of_tonnage() -> None:
    text = "В 2023 году экспорт рыбы из России в Китай вырос на 9 %, до 171 тыс. тонн."
    assert measures(text)[0] == "growth(export[CN; fish; 2023], kg)"


def test_who_buys_what_the_reporter_sells_is_its_partner() -> None:
    text = "Swiss watch exports to Japan fell in 2023. Hong Kong imported Swiss watches worth 2 billion francs."
    assert measures(text)[-1] == "level(export[HK; watches; 2023], CHF)"


def test_the_doer_of_both_verbs_buys_itself() -> None:
    text = "Бразилия в 2023 году вывезла товаров на 29 млрд долларов и ввезла на 25 млрд долларов."
    assert [one.split("[")[0] for one in measures(text)] == ["level(export", "level(import"]


def test_the_trade_of_a_deficit_is_no_turnover() -> None:
    text = "Дефицит внешней торговли Японии в 2023 году достиг 9,3 трлн иен."
    assert measures(text) == ["balance([;; 2023], JPY)"]


def test_a_level_behind_words_that_point_back_is_of_the_period_before() -> None:
    text = "Экспорт Казахстана в 2023 году составил 78 млрд долларов. Годом ранее он оценивался в 84 млрд долларов."
    assert measures(text)[-1] == "level(export[;; 2022], USD)"


def test_a_figure_that_changes_to_another_is_of_the_period_before() -> None:
    text = "Экспорт Казахстана в Китай в 2023 году вырос с 2,8 млрд до 3,1 млрд долларов."
    assert measures(text) == ["level(export[CN;; 2022], USD)", "level(export[CN;; 2023], USD)"]


def test_a_monthly_change_is_from_the_month_whose_level_is_quoted() -> None:
    text = "Canada's exports slipped 0.4% in July to C$65.8 billion. In June they had totalled C$66.0 billion."
    assert measures(text, "2024-09-04")[0] == "growth(export[;; 2024-07], 2024-06)"
