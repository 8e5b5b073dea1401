"""Russian case forms and prepositions of place names."""

from __future__ import annotations

import pytest

from sverka.writing.russian import from_where, in_sentence, to_where, with_whom
from sverka.writing.slices import place_in_sentence


@pytest.mark.parametrize(
    ("place", "to", "out_of", "together"),
    [
        ("CN", "в Китай", "из Китая", "с Китаем"),
        ("central-asia", "в Центральную Азию", "из Центральной Азии", "с Центральной Азией"),
        ("US", "в США", "из США", "с США"),
        ("CU", "на Кубу", "с Кубы", "с Кубой"),
        ("FR", "во Францию", "из Франции", "с Францией"),
        ("VN", "во Вьетнам", "из Вьетнама", "с Вьетнамом"),
        ("SK", "в Словакию", "из Словакии", "со Словакией"),
        ("PH", "на Филиппины", "с Филиппин", "с Филиппинами"),
        ("RU-PRI", "в Приморский край", "из Приморского края", "с Приморским краем"),
        ("RU-TVE", "в Тверскую область", "из Тверской области", "с Тверской областью"),
        ("far-abroad", "в дальнее зарубежье", "из дальнего зарубежья", "с дальним зарубежьем"),
        ("baltic-states", "в страны Балтии", "из стран Балтии", "со странами Балтии"),
        ("CI", "в Кот-д'Ивуар", "из Кот-д'Ивуара", "с Кот-д'Ивуаром"),
        ("BA", "в Боснию и Герцеговину", "из Боснии и Герцеговины", "с Боснией и Герцеговиной"),
        ("CK", "на острова Кука", "с островов Кука", "с островами Кука"),
        ("g7", "в Большую семёрку", "из Большой семёрки", "с Большой семёркой"),
    ],
)
def test_forms_of_a_place(place: str, to: str, out_of: str, together: str) -> None:
    name = place_in_sentence(place, "ru")
    assert (to_where(name), from_where(name), with_whom(name)) == (to, out_of, together)


def test_a_proper_name_keeps_its_capital() -> None:
    assert in_sentence("Северные Марианские острова") == "Северные Марианские острова"


@pytest.mark.parametrize(
    ("place", "name"),
    [("US", "the United States"), ("far-abroad", "the far abroad"), ("CN", "China")],
)
def test_english_articles(place: str, name: str) -> None:
    assert place_in_sentence(place, "en") == name
