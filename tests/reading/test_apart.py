"""Two figures of one text that seem to answer the same question differently."""

from __future__ import annotations

from sverka.reading import read_text
from sverka.reading.apart import REASON, told_apart


def test_the_later_of_two_clashing_figures_loses_its_measure() -> None:
    """What narrows the second figure was not understood: it is kept, and weighs nothing."""
    text = "In 2023 Norway exported 68.8 million tonnes of crude oil. It exported 55.4 million tonnes of crude oil so."
    first, second = read_text(text, date="2024-02-01").claims
    assert str(first.measure) == "level(export[; crude-oil; 2023], t)"
    assert (second.value, second.measure, second.measure_reason) == (55.4e6, None, REASON)


def test_a_headline_against_its_body_is_no_such_pair() -> None:
    """A headline with a different number is a contradiction to report."""
    text = "Norway's exports rose 12% in 2023\nNorway's exports rose 21% in 2023, the statistics office said on Monday."
    claims = read_text(text, date="2024-02-01").claims
    assert [claim.value for claim in claims] == [12, 21]
    assert all(claim.measure is not None for claim in claims)


def test_agreeing_figures_keep_their_measures() -> None:
    """A figure and its rounding do not clash."""
    claims = read_text("In 2023 Norway exported goods worth $4.18 bn. Exports reached about $4.2 bn in 2023.").claims
    assert told_apart(claims) == claims
