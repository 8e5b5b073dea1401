"""Phrases whose measure says what their slots alone do not: joint goods, ranks of goods, what is left out."""

from __future__ import annotations

import pytest

from sverka.reading import read_text

PUBLISHED = "2024-05-15"
MEASURES = {
    "Exports of soya beans and maize from Paraná totalled $8.9 billion in 2023.": (
        "level(export[; maize+soya-beans; 2023], USD)"
    ),
    "Pork and beef exports from Paraná rose 12% in 2023.": "growth(export[; beef+pork; 2023])",
    "Экспорт сои и кукурузы из Параны составил 8,9 млрд долларов в 2023 году.": (
        "level(export[; maize+soya-beans; 2023], USD)"
    ),
    "Exports of quillaja bark and maize from Paraná rose 12% in 2023.": "growth(export[; maize+quillaja-bark; 2023])",
    "Poultry meat was Paraná's second-largest export in 2023.": "rank(0207, export[;; 2023])",
    "Poultry meat was Paraná's second-largest export to Japan in 2023.": "rank(0207, export[JP;; 2023])",
    "Соевый шрот был в 2023 году третьим по величине экспортным товаром Параны.": "rank(2304, export[;; 2023])",
    "In 2023 soya beans made up 12% of Paraná's exports to Asia.": (
        "share(export[asia; soya-beans; 2023], export[asia;; 2023])"
    ),
    "In 2023 Asia took 12% of Paraná's soya bean exports.": (
        "share(export[asia; soya-beans; 2023], export[; soya-beans; 2023])"
    ),
    "China's share of Paraná's exports fell by 3 percentage points in 2023.": (
        "change(share(export[CN;; 2023], export[;; 2023]))"
    ),
    "Доля Китая в экспорте Параны выросла в 2023 году на 5 п. п.": "change(share(export[CN;; 2023], export[;; 2023]))",
    "Доля сои в экспорте Параны выросла в 2023 году на 5 процентных пунктов к 2020 году.": (
        "change(share(export[; soya-beans; 2023], export[;; 2023]), 2020)"
    ),
    # Near misses: points of a growth, and of a share whose part is not told.
    "Growth of Paraná's exports slowed by 3 points in 2023.": "None",
    "The share of private firms in Paraná's exports rose 3 points in 2023.": "None",
    "In volume terms, Paraná's exports rose 24% in 2023.": "growth(export[;; 2023], kg)",
    "Экспорт Параны вырос на 24 % с 2020 по 2023 год.": "growth(export[;; 2023], 2020)",
    "Сальдо торговли Параны составило 3 млрд долларов в I квартале 2023 года.": "balance([;; 2023-Q1], USD)",
    "Сальдо торговли мясом в I квартале 2023 года составило 3 млрд долларов.": "balance([; meat; 2023-Q1], USD)",
    "The trade surplus, with meat in demand, in July 2022 – June 2023 was $3 billion.": (
        "balance([;; 2022-07/2023-06], USD)"
    ),
    "The trade surplus in meat in July 2022 – June 2023 was $3 billion.": "balance([; meat; 2022-07/2023-06], USD)",
    "Soya sales went well. Paraná's imports of maize flour from South Georgia and the South Sandwich Islands and Sudan,"
    " as the ministry of trade told everybody, came to $68 million in 2023.": (
        "level(import[GS+SD; other-flour; 2023], USD)"
    ),
    "Imports of pork and beef were last higher in the first quarter of 2021, when they came to $409 million.": (
        "level(import[; beef+pork; 2021-Q1], USD)"
    ),
    "Экспорт Параны в Гамбию и в Кению составил 4,99 млн долларов в 2023 году.": "level(export[GM+KE;; 2023], USD)",
    "Импорт Параны из Гамбии и с Кубы составил 4,99 млн долларов в 2023 году.": "level(import[CU+GM;; 2023], USD)",
}
UNSAYABLE = {
    "Paraná's exports excluding soya beans were $12.6 billion in 2023.": "all but what is named",
    "Paraná's exports to all countries except China were $11.9 billion in 2023.": "all but what is named",
    "Экспорт Параны без учёта сои составил 12,6 млрд долларов в 2023 году.": "all but what is named",
    "Paraná's average monthly exports were $1.67 billion in 2023.": "an average",
    "Paraná's exports per capita were $1,750 in 2023.": "an average",
    "Среднемесячный экспорт Параны составил 1,67 млрд долларов в 2023 году.": "an average",
    "BRF shipped 914,000 tonnes of poultry meat from Paraná in 2023.": "a company",
}


@pytest.mark.parametrize(("text", "measure"), MEASURES.items())
def test_the_measure_says_what_the_phrase_says(text: str, measure: str) -> None:
    (claim,) = read_text(text, date=PUBLISHED).claims
    assert str(claim.measure) == measure


@pytest.mark.parametrize(("text", "aspect"), UNSAYABLE.items())
def test_what_a_measure_cannot_say_has_none(text: str, aspect: str) -> None:
    (claim,) = read_text(text, date=PUBLISHED).claims
    assert (claim.measure, claim.aspect) == (None, aspect)
    assert aspect in (claim.measure_reason or "")


@pytest.mark.parametrize(
    "text",
    [
        "Every third dollar of Paraná's exports in 2023 came from soya beans.",
        "Каждый третий доллар экспорта принесла соя.",
    ],
)
def test_one_in_so_many_is_no_place_in_an_order(text: str) -> None:
    assert not [claim for claim in read_text(text, date=PUBLISHED).claims if claim.kind == "rank"]
