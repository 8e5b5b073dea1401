"""Numbers in both languages."""

from __future__ import annotations

import pytest

from sverka.writing.numbers import quantity_text, range_text
from sverka.writing.objects import plain_number


@pytest.mark.parametrize(
    ("value", "unit", "english", "russian"),
    [
        (54.1666, "%", "54.17 %", "54,17\u202f%"),
        (-26.8, "%", "−26.8 %", "−26,8\u202f%"),
        (81_200_000, "USD", "81.2 million US dollars", "81,2\u00a0млн\u00a0долларов США"),
        (2_457_300_000, "EUR", "2.46 billion euros", "2,46\u00a0млрд\u00a0евро"),
        (736_000, "t", "736,000 tonnes", "736\u202f000\u00a0т"),
        (26, "countries", "26", "26"),
        (-0.001, "%", "0 %", "0\u202f%"),
        (3, "bbl", "3 bbl", "3\u00a0bbl"),
        (1.23456, "", "1.2346", "1,2346"),
    ],
)
def test_quantities(value: float, unit: str, english: str, russian: str) -> None:
    assert quantity_text(value, unit, "en") == english
    assert quantity_text(value, unit, "ru") == russian


@pytest.mark.parametrize(
    ("low", "high", "unit", "text"),
    [
        (27.272727, 98.1818, "%", "between 27.27 and 98.18 %"),
        (None, 54.166, "%", "at most 54.17 %"),
        (78.33, None, "%", "at least 78.33 %"),
        (None, None, "%", "not bound"),
        (60, 60, "%", "60 %"),
        (395.1e6, 396.2e6, "USD", "between 395.1 and 396.2 million US dollars"),
        (395.1e6, 1.2e9, "USD", "between 395.1 million US dollars and 1.2 billion US dollars"),
    ],
)
def test_ranges(low: float | None, high: float | None, unit: str, text: str) -> None:
    assert range_text(low, high, unit, "en") == text


def test_numbers_of_json_carry_no_noise() -> None:
    assert plain_number(0.1 + 0.2) == 0.3
    assert isinstance(plain_number(60.0), int)
    assert plain_number(1e300) == 1e300
