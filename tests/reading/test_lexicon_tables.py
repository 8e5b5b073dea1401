"""The reader's own number words agree with the tables of the reference."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from sverka.reference.units import scale_words


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_words_of_scale_mean_what_the_table_of_units_says(lang: str) -> None:
    """The reader knows a choice of the table's words of scale, each with the table's value and none of its own."""
    text = files("sverka.reading").joinpath(f"languages/{lang}/numerals.toml").read_text(encoding="utf-8")
    known = {(phrase, float(value)) for value, phrases in tomllib.loads(text)["scale"].items() for phrase in phrases}
    assert known <= {(word.text, word.scale) for word in scale_words(lang)}
