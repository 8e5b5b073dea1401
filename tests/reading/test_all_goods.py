"""Goods of every kind, said outright: no topic narrows such a figure, and nothing beside it is widened."""

from __future__ import annotations

import pytest

import sverka
from sverka.model.claims import ALL_GOODS

EN = "Exports of soybeans from Brazil came to $5 bn in 2024. "
RU = "Экспорт соевых бобов из Бразилии в 2024 году составил 5 млрд долларов. "
LAST = (
    (EN + "Exports of all goods rose by 7 %.", "growth(export[;; 2024])"),
    (EN + "Goods of every kind were exported for $300 bn.", "level(export[;; 2024], USD)"),
    (EN + "China took 30 % of exports of all products.", "share(export[CN;; 2024], export[;; 2024])"),
    (RU + "Экспорт всех товаров вырос на 7 %.", "growth(export[;; 2024])"),
    (RU + "Экспорт товаров всех видов составил 300 млрд долларов.", "level(export[;; 2024], USD)"),
    (RU + "Вывоз всей продукции вырос на 7 %.", "growth(export[;; 2024])"),
    (EN + "Exports of all goods came to $300 bn. They rose by 7 %.", "growth(export[;; 2024])"),
    # Near misses: goods said beside it, some of the goods, another clause, and a pronoun for the goods themselves.
    (EN + "Exports of maize, unlike those of all goods, rose by 7 %.", "growth(export[; maize; 2024])"),
    (EN + "Exports rose by 7 %.", "growth(export[; soya-beans; 2024])"),
    (EN + "They rose by 7 %.", "growth(export[; soya-beans; 2024])"),
    (RU + "Они выросли на 7 %.", "growth(export[; soya-beans; 2024])"),
    (RU + "Экспорт вырос на 7 %.", "growth(export[; soya-beans; 2024])"),
)


@pytest.mark.parametrize(("text", "measure"), LAST)
def test_all_goods_are_no_topics_goods(text: str, measure: str) -> None:
    assert str(sverka.read(text, date="2025-02-01").claims[-1].measure) == measure


def test_all_goods_are_named_as_such() -> None:
    reading = sverka.read(EN + "Exports of all goods rose by 7 %.", date="2025-02-01")
    named = {(one.value, one.passage) for one in reading.named if one.slot == "goods"}
    assert named == {("soya-beans", 0), (ALL_GOODS, 1)}
