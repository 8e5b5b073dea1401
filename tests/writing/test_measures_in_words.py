"""Measures in words, in both languages."""

from __future__ import annotations

import pytest

from sverka.checking.wording import Ui
from sverka.model.grammar import parse_measure
from sverka.writing.measures import amount_sentence, measure_name
from sverka.writing.numbers import quantity_text


@pytest.mark.parametrize(
    ("measure", "english", "russian"),
    [
        ("level(export[CN;; 2023], USD)", "exports to China in 2023", "экспорт в Китай в 2023 году"),
        (
            "level(import[KZ+UZ;; 2022-Q1])",
            "imports from Kazakhstan and Uzbekistan in the first quarter of 2022",
            "импорт из Казахстана и Узбекистана в I квартале 2022 года",
        ),
        (
            "share(turnover[central-asia], turnover)",
            "share of Central Asia in turnover",
            "доля Центральной Азии в товарообороте",
        ),
        (
            "share(export[;; 2022], turnover[;; 2022])",
            "share of exports in turnover in 2022",
            "доля экспорта в товарообороте в 2022 году",
        ),
        (
            "growth(export[asia+-CN;; 2022-01/2022-06])",
            "growth of exports to Asia without China in the first half of 2022",
            "прирост экспорта в Азию без Китая в I полугодии 2022 года",
        ),
        (
            "growth(turnover[;; 2022], 2020)",
            "growth of turnover in 2022 over 2020",
            "прирост товарооборота в 2022 году к 2020 году",
        ),
        (
            "change(import[-CN;; 2022-03], USD)",
            "change of imports from all countries but China in March 2022",
            "изменение импорта (все страны, кроме Китая) в марте 2022 года",
        ),
        ("balance([CN;; 2023])", "trade balance with China in 2023", "сальдо торговли с Китаем в 2023 году"),
        ("ratio(export, import)", "ratio of exports to imports", "отношение экспорта к импорту"),
        ("rank(CN, export[;; 2023])", "place of China in exports in 2023", "место Китая в экспорте в 2023 году"),
        (
            "count(partners, export[;; 2023])",
            "number of partner countries in exports in 2023",
            "число стран-партнёров в экспорте в 2023 году",
        ),
        ("count(goods@4, import)", "number of goods in imports", "число товаров в импорте"),
        ("level(export[; crude-oil; 2023])", "exports of crude oil in 2023", "экспорт сырой нефти в 2023 году"),
        (
            "level(turnover[; 27; 2022-11/2023-02])",
            "turnover in mineral fuels and oils (27) in November 2022 – February 2023",
            None,
        ),
    ],
)
def test_names_of_measures(measure: str, english: str, russian: str | None) -> None:
    assert measure_name(parse_measure(measure), "en") == english
    if russian is not None:
        assert measure_name(parse_measure(measure), "ru").lower() == russian.lower()


@pytest.mark.parametrize(
    ("measure", "english", "russian"),
    [
        (
            "share(export, turnover)",
            "exports are at most 5 % of turnover",
            "на экспорт приходится at most 5 % товарооборота",
        ),
        (
            "share(export[CN+MN], export)",
            "China and Mongolia are at most 5 % of exports",
            "на Китай и Монголию приходится at most 5 % экспорта",
        ),
        ("share(import[CN;27], import[CN])", "mineral fuels and oils (27) are at most 5 % of imports from China", None),
        ("level(turnover[CN])", "turnover with China is at most 5 %", "товарооборот с Китаем — at most 5 %"),
        ("level(export)", "exports are at most 5 %", "экспорт — at most 5 %"),
        ("balance([])", "trade balance is at most 5 %", "сальдо торговли — at most 5 %"),
    ],
)
def test_sentences_about_an_amount(measure: str, english: str, russian: str | None) -> None:
    assert amount_sentence(parse_measure(measure), "at most 5 %", "en") == english
    if russian is not None:
        assert amount_sentence(parse_measure(measure), "at most 5 %", "ru") == russian


@pytest.mark.parametrize(
    ("measure", "ui", "said"),
    [
        ("share(export[; food; 2022], export[;; 2022])", "en", "food is 40 of exports in 2022"),
        ("share(export[; timber; 2022], export[;; 2022])", "en", "timber and wood products are 40 of exports in 2022"),
        (
            "share(export[unfriendly-countries], export)",
            "en",
            "Unfriendly countries (Russian list) are 40 of exports",
        ),
        ("share(turnover[CN; food], turnover)", "en", "turnover in food with China is 40 of turnover"),
        ("growth(import[;; 2022], 2019)", "en", "growth of imports in 2022 over 2019 is 40"),
        ("growth(import[;; 2022], 2019)", "ru", "прирост импорта в 2022 году к 2019 году — 40"),
        ("count(partners, export[;; 2022])", "ru", "число стран-партнёров в экспорте в 2022 году — 40"),
    ],
)
def test_subjects_and_bases(measure: str, ui: Ui, said: str) -> None:
    assert amount_sentence(parse_measure(measure), "40", ui) == said


def test_a_count_is_not_named_twice() -> None:
    assert quantity_text(31, "countries", "ru") == quantity_text(31, "countries", "en") == "31"
