"""Short words for goods stand for the one longer name that the text has, and for nothing where it has several."""

from __future__ import annotations

import pytest

from sverka.reading import read_text

SHORT = (
    (
        "Kenya sold soybean oil for $5 million in 2023. In 2022 Kenya's exports of the oil came to $4 million.",
        "soya-oil",
    ),
    (
        "Kenya sold soybean meal for $5 million in 2023. In 2022 Kenya's exports of meal came to $4 million.",
        "soya-meal",
    ),
    (
        "Кения продала в 2023 году соевого масла на 5 млн долларов. В 2022 году экспорт масла составил 4 млн долларов.",
        "soya-oil",
    ),
)
OWN_MEANING = (
    # Petroleum is named by another word, or two oils are: which is meant is not said.
    (
        "Kenya sold soybean oil for $5 million in 2023, and petroleum. Its exports of oil in 2022 came to $4 million.",
        "soya-oil",
    ),
    (
        "Kenya sold soybean oil and palm oil for $5 million in 2023. Its exports of oil in 2022 came to $4 million.",
        "soya-oil",
    ),
    ("Kenya's exports of oil came to $4 million in 2022.", "soya-oil"),
)


def _goods(text: str) -> str | None:
    (claim,) = [one for one in read_text(text, date="2024-05-15").claims if one.value == 4_000_000]
    return claim.products.group if claim.products else None


@pytest.mark.parametrize(("text", "goods"), SHORT)
def test_a_short_word_is_of_the_goods_that_the_text_names(text: str, goods: str) -> None:
    assert _goods(text) == goods


@pytest.mark.parametrize(("text", "goods"), OWN_MEANING)
def test_a_short_word_keeps_its_meaning_where_nothing_settles_it(text: str, goods: str) -> None:
    assert _goods(text) != goods
