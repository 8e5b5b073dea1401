"""Hand-made claims and readings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sverka.model.claims import Claim, Mention, Reading
from sverka.model.grammar import parse_measure
from sverka.model.interval import Interval

MakeClaim = Callable[..., Claim]
MakeReading = Callable[..., Reading]


@pytest.fixture
def claim() -> MakeClaim:
    """`claim("c1", "share(export, turnover)", 60)`: a claim of a measure, exact unless said otherwise."""

    def make(name: str, measure: str | None, value: float, **fields: Any) -> Claim:
        interval = fields.pop("interval", Interval.point(value))
        given = {
            "kind": (measure or "level").split("(")[0],
            "unit": "%",
            "reporter": "RU-TOM",
            "mentions": (Mention(0, 4, "text"),),
            "interval": interval,
            "interval_wide": interval,
            "measure": parse_measure(measure) if measure else None,
            **fields,
        }
        return Claim(id=name, value=value, **given)

    return make


@pytest.fixture
def reading() -> MakeReading:
    """`reading(claim, …)`: a text that says these claims."""

    def make(*claims: Claim, **fields: Any) -> Reading:
        given: dict[str, Any] = {
            "source": "a.txt",
            "text": "text",
            "lang": "en",
            "published": "2023-05-25",
            "reporter": "RU-TOM",
            "title": None,
        }
        return Reading(**{**given, **fields}, claims=claims)

    return make
