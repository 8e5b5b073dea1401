"""A long text costs no more a figure than a short one, and one that is too long is refused."""

from __future__ import annotations

import pytest

import sverka
from sverka.model.errors import InputError
from sverka.reading.intake.limits import MAX_NUMBERS

LINE = "In {year} exports to China rose by {rise}% to ${level} million.\n\n"


def test_a_figure_said_often_is_one_claim_with_all_its_mentions() -> None:
    reading = sverka.read(LINE.format(year=2022, rise=18, level=300) * 1500, date="2023")
    assert [len(claim.mentions) for claim in reading.claims] == [1500, 1500]
    assert all(reading.text[m.start : m.end] == m.text for claim in reading.claims for m in claim.mentions)
    starts = [mention.start for mention in reading.claims[0].mentions]
    assert starts == sorted(starts)


def test_many_different_figures_stay_apart() -> None:
    years = range(1990, 2021)
    text = "".join(LINE.format(year=year, rise=year - 1980, level=year - 1500) for year in years)
    assert len(sverka.read(text, date="2023").claims) == 2 * len(years)


def test_a_table_of_numbers_is_refused() -> None:
    with pytest.raises(InputError, match="numbers"):
        sverka.read("1 " * (MAX_NUMBERS + 1))
    sverka.read("1\n" * 100)
