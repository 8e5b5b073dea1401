"""Whose trade a figure is: the reporter's, or that of a company, a town, the country, a stranger; real or imagined."""

from __future__ import annotations

import pytest

import sverka

REPORTER = "BR-PR"

NOT_THE_REPORTER = (
    "In 2023 Klabin's exports came to $500 million.",
    "JBS shipped meat worth $500 million abroad in 2023.",
    "In 2023 JBS отгрузила на экспорт мяса на 500 млн долларов.",
    "Exports of Maringá came to $500 million in 2023.",
    "Экспорт города Маринга в 2023 году составил 500 млн долларов.",
    "In the country as a whole exports came to $339 billion in 2023.",
    "По стране в целом экспорт в 2023 году составил 339 млрд долларов.",
    "In 2023 Paraná's exports to Wakanda came to $500 million.",
    "В 2023 году экспорт Параны в Нарнию составил 500 млн долларов.",
    "If Paraná had exported $30 billion in 2023, it would have set a record.",
    "Did Paraná really export $30 billion in 2023?",
    "Paraná in 2023: Thailand exported meat worth $4 billion.",
    "Экспорт стали из Параны в 2023 году составил 500 млн долларов.",
)

ITS_OWN = (
    ("Paraná's exports to China came to $8.18 billion in 2023.", "level(export[CN;; 2023], USD)"),
    ("Japan bought $847 million worth of Paraná's products in 2023.", "level(export[JP;; 2023], USD)"),
    ("In 2023 Germany imported $500 million worth of Paraná's goods.", "level(export[DE;; 2023], USD)"),
    ("В 2023 году Парана ввезла пшеницы на 144 млн долларов.", "level(import[; wheat; 2023], USD)"),
    ("Argentina sold Paraná goods worth $356 million in 2023.", "level(import[AR;; 2023], USD)"),
    (
        "Paraná's mills in 2023. The state imports wheat; Paraguay sold grain worth $85 million.",
        "level(import[PY; grain; 2023], USD)",
    ),
    (
        "Paraná: in 2023 purchases of Argentine malt came to $40 million.",
        "level(import[AR; malt; 2023], USD)",
    ),
    ("In 2023 Paraná exported soya beans and soya-bean meal worth $10 billion.", None),
)


@pytest.mark.parametrize("text", NOT_THE_REPORTER)
def test_what_is_not_the_reporter_s_total_is_not_read_as_it(text: str) -> None:
    read = sverka.read(text, date="2024-03-01", reporter=REPORTER)
    totals = {"level(export[;; 2023], USD)", "level(import[;; 2023], USD)", "level(turnover[;; 2023], USD)"}
    answered = [str(claim.measure) for claim in read.claims if claim.reporter == REPORTER and claim.measure]
    assert totals.isdisjoint(answered)


@pytest.mark.parametrize(("text", "measure"), ITS_OWN)
def test_the_reporter_s_own_trade_is_read_from_either_side(text: str, measure: str | None) -> None:
    (claim,) = sverka.read(text, date="2024-03-01", reporter=REPORTER).claims
    assert claim.reporter == REPORTER
    expected = measure or "level(export[; soya-beans+soya-meal; 2023], USD)"
    assert str(claim.measure) == expected


SPOKEN_FOR = (
    ("Santa Catarina and pork. In 2023 the state sold $1bn worth. Chile bought $90 million worth.", "BR-SC"),
    ("A note on Bahia's fruit. The state's mangoes did well. Spain bought fruit for $40 million in 2023.", "BR-BA"),
    ("Bahia's exports reached $11 billion in 2023. Singapore's purchases were 4% lower than in 2022.", "BR-BA"),
    ("Обзор Баии. Из штата в 2023 году ушло фруктов на 210 млн долларов. Испания приобрела манго на 40 млн.", "BR-BA"),
    ("В соседнем Сеаре засуха. А что в Баии? Экспорт за 2023 год вырос на 5 процентов.", "BR-BA"),
    ("Most of it comes by way of Foz do Iguaçu: Paraguay sold Paraná goods worth $40 million in 2023.", "BR-PR"),
    # whoever owns exports by name, or is spoken of alone, stays the one spoken for
    ("Kazakhstan's exports came to $78 billion in 2023. The Omsk region bought $300 million worth.", "KZ"),
    ("Japan's purchases of coal fell 4% in 2023. The country imported $40 billion worth.", "JP"),
    ("Kenya's exports to Uganda came to $900 million in 2023. Uganda's purchases rose 4%.", "KE"),
    ("Экспорт Казахстана в 2023 году составил 78 млрд долларов. Омская область купила товаров на 300 млн.", "KZ"),
)


@pytest.mark.parametrize(("text", "reporter"), SPOKEN_FOR)
def test_partners_that_buy_are_not_who_a_text_speaks_for(text: str, reporter: str) -> None:
    assert sverka.read(text, date="2024-03-01").reporter == reporter


OPENING = {
    "ru": "В 2023 году экспорт Параны составил 5 млрд долларов. ",
    "en": "In 2023 Paraná's exports came to $5 billion. ",
}
MEANT = (
    ("ru", "С Чили всё проще. В 2023 году мы закупили у неё сахара на 40 млн долларов.", ("CL",)),
    ("ru", "С Чили всё проще. В 2023 году мы продали ей сахара на 40 млн долларов.", ("CL",)),
    ("ru", "С Чили всё проще. В 2023 году сахара продано на 40 млн долларов.", ()),
    ("ru", "С Чили и Перу всё проще. В 2023 году мы продали ей сахара на 40 млн долларов.", ()),
    ("en", "Chile is another story. In 2023 we bought from it sugar worth $40 million.", ("CL",)),
    ("en", "Chile is another story. In 2023 the state exported sugar worth $40 million.", ()),
)


@pytest.mark.parametrize(("lang", "text", "partners"), MEANT)
def test_a_pronoun_beside_a_verb_of_trade_is_the_country_named_last(
    lang: str, text: str, partners: tuple[str, ...]
) -> None:
    assert sverka.read(OPENING[lang] + text, date="2024-03-01", lang=lang).claims[-1].partners == partners
