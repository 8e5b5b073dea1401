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
    definitions = Definitions()
    assert [definitions.name(one) for one in (FIRST, second, FIRST)] == ["d1", "d2", "d1"]
    assert definitions.told() == {"d1": FIRST, "d2": told or second}


def test_a_release_is_source_version_and_day() -> None:
    assert release("baci", "3", "2026-02-01") == "baci v3 2026-02-01"
    assert release("baci", "0", None) == "baci v0"
