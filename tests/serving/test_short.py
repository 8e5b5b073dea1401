"""Definitions told once; numbers in few digits."""

from __future__ import annotations

import pytest

from sverka.serving.short.figures import Definitions, release

FIRST = "Source; HS2022; USD, exports FOB; whose trade: by seat; partners: last known"


@pytest.mark.parametrize(
    ("second", "told"),
    [
        (FIRST.replace("exports FOB", "imports CIF"), "d1 with USD, imports CIF"),
        (FIRST.replace("Source", "Other"), None),
        ("Source; HS2022; EUR; by origin; first known", None),
        ("Source; HS2022", None),
    ],
)
def test_a_definition_like_the_first_is_told_by_what_differs(second: str, told: str | None) -> None:
    definitions = Definitions("en")
    assert [definitions.name(one) for one in (FIRST, second, FIRST)] == ["d1", "d2", "d1"]
    assert definitions.told() == {"d1": FIRST, "d2": told or second}


def test_what_differs_is_told_in_the_language_of_the_reader() -> None:
    definitions = Definitions("ru")
    names = [definitions.name(one) for one in (FIRST, FIRST.replace("HS2022", "HS2017"))]
    assert definitions.told()[names[1]] == "d1, но HS2017"


def test_a_long_part_of_a_definition_is_referred_to() -> None:
    definitions = Definitions("en")
    told = "by the seat of the firm that exports, not by where goods are made"
    definitions.name(f"Source; whose trade: {told}; partners: last known")
    assert (
        definitions.referred(f"Source counts trade {told}; others differ") == "Source counts trade (d1); others differ"
    )
    assert definitions.referred("counts by last known") == "counts by last known"


def test_a_release_is_source_version_and_day() -> None:
    assert release("baci", "3", "2026-02-01") == "baci v3 2026-02-01"
    assert release("baci", "0", None) == "baci v0"
