"""The reader against thirty English texts written for it, annotated before they were read (`own_en.jsonl`).

The floors are a little below what was measured.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

TEXTS = Path(__file__).with_name("own_en.jsonl")
FLOOR_DETECTION = 0.93
FLOOR_CORE = 0.79


def test_figures_of_english_texts_are_found_and_understood(
    score_texts: Callable[[Path, str], tuple[float, float]],
) -> None:
    detection, core = score_texts(TEXTS, "en")
    assert detection >= FLOOR_DETECTION
    assert core >= FLOOR_CORE
