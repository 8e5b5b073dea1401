"""Whose trade a text tells that speaks for a region: countries that buy from it or sell to it do not report."""

from __future__ import annotations

import pytest

from sverka.reading import read_text

REGION_SPEAKS = (
    "A note on Paraná's malt houses. Millers in the state paid $10 million for wheat in 2023. "
    "Peru sold malt for $4 million, and Chile sold malt for $3 million.",
    "Paraná's beef exports totalled $120 million in 2023. Egypt's purchases were 11% lower than in 2022. "
    "Iraq's purchases rose 5%, and Libya's purchases doubled.",
    "MARINGÁ, Dec 4 — Paraná's tanners have lost their American trade, customs figures through October show. "
    "Their American sales fell 30% in 2023. American orders shrank.",
    "**СОЕВЫЙ ОБЗОР ПАРАНЫ**\n\nВ 2023 году из штата ушло 5 млн тонн сои. Египет приобрёл паранской сои на 40 млн "
    "долларов. Иран приобрёл сои на 30 млн долларов.",
    "В апреле в соседнем Риу-Гранди-ду-Сул нашли ящур. Что стало с Параной? "
    "В 2023 году за рубеж продали говядины на 33 млн долларов. Китай взял её на 6 млн долларов.",
)

COUNTRY_SPEAKS = (
    (
        "Kenya's exports rose 5% in 2023. Exports from California to Kenya, the state said, were worth $20 million.",
        "KE",
    ),
    ("Brazil's exports reached $339 billion in 2023. Paraná was the state that sold most soya beans.", "BR"),
    (
        "Экспорт Казахстана в 2023 году вырос на 5 %. Рос он и на Волге: вывоз в Самарскую область удвоился.",
        "KZ",
    ),
    ("Kenya's exports to Uganda were worth $700 million in 2023. Uganda's purchases rose 5%.", "KE"),
)


@pytest.mark.parametrize("text", REGION_SPEAKS)
def test_a_region_is_who_speaks_among_its_partners(text: str) -> None:
    assert read_text(text, date="2024-03-01").reporter == "BR-PR"


@pytest.mark.parametrize(("text", "reporter"), COUNTRY_SPEAKS)
def test_a_country_with_trade_of_its_own_speaks_for_itself(text: str, reporter: str) -> None:
    assert read_text(text, date="2024-03-01").reporter == reporter
