"""The reader against thirty Russian texts written for it, annotated before they were read (`own_ru.jsonl`).

The floors are a little below what was measured.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

TEXTS = Path(__file__).with_name("own_ru.jsonl")
FLOOR_DETECTION = 0.97
FLOOR_CORE = 0.92


def test_figures_of_russian_texts_are_found_and_understood(
    score_texts: Callable[[Path, str], tuple[float, float]],
) -> None:
    detection, core = score_texts(TEXTS, "ru")
    assert detection >= FLOOR_DETECTION
    assert core >= FLOOR_CORE
