"""Patterns of time cost no more on hostile runs of words than on plain ones."""

from __future__ import annotations

import re
import time

import pytest

import sverka
from sverka.reading.time_patterns import compiled_patterns

UNBOUNDED = re.compile(r"\*|\{\d+,\}")


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_no_pattern_repeats_a_part_without_bound(lang: str) -> None:
    assert [name for name, pattern in compiled_patterns(lang) if UNBOUNDED.search(pattern.pattern)] == []


@pytest.mark.parametrize("words", ["in the ", "of the same ", "to the end of the year ", "в за на период "])
def test_runs_of_words_of_time_are_read_at_once(words: str) -> None:
    began = time.perf_counter()
    assert sverka.read(words * 400, date="2023").claims == ()
    assert time.perf_counter() - began < 10
