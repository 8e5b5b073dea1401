"""Of the regions that a text names, it speaks for the one whose records are at hand, where its trade is told."""

from __future__ import annotations

import pytest

from sverka.reading import read_text

FISH = (
    "TOLEDO — A supermarket in Florida sold her fish.\n\n"
    "In 2025 exports of fish from western Paraná fetched $19.6 million. Florida's importers took $2 million of it."
)
COFFEE = "Кофе из Параны.\n\nЗа 2025 год штат вывез кофе на 435 млн долларов. США — первый рынок."
OF_BRAZIL = "Brazil's exports rose by 5 % to $340 bn in 2023. Paraná shipped grain. Brazil's imports fell by 10 %."
ONLY_NAMED = "Argentina's exports to China rose to $8 bn in 2023. A fair was held in Paraná, one in Paraná too."
SPOKEN_FOR = (
    (FISH, "BR-PR", "BR-PR"),
    (COFFEE, "BR-PR", "BR-PR"),
    (FISH, "BR-SC", "US-FL"),
    (OF_BRAZIL, "BR-PR", "BR"),
    (ONLY_NAMED, "BR-PR", "AR"),
)


@pytest.mark.parametrize(("text", "recorded", "reporter"), SPOKEN_FOR)
def test_a_text_speaks_for_the_region_on_record(text: str, recorded: str, reporter: str) -> None:
    assert read_text(text, date="2026-02-05", recorded=frozenset({recorded})).reporter == reporter


def test_two_regions_on_record_say_nothing() -> None:
    both = frozenset({"BR-PR", "US-FL"})
    assert read_text(FISH, date="2026-02-05", recorded=both).reporter == read_text(FISH, date="2026-02-05").reporter
