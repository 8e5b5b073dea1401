"""A text with figures that may be read in several ways, and the records of the region that it speaks of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

TEXTS = {
    "en": "Exports of Tomsk Oblast in 2021\n\n"
    "China took $280 mln, Kazakhstan $60 mln, as the governor said of 2022. "
    "The plan of the fair, 60 mln, was kept.\n"
    "In 2022 exports of Tomsk Oblast came to $900 mln.\n",
    "ru": "Томская область в 2022 году вывозила нефть. Китай заплатил 300 млн долларов.\n"
    "Экспорт Томской области в 2022 году составил 900 млн долларов.\n",
}
_TRADE = (
    ("export", "CN", "2709", 180, 200),
    ("export", "CN", "4407", 100, 100),
    ("export", "KZ", "8544", 50, 60),
    ("export", "DE", "4407", 145, 140),
    ("import", "CN", "8471", 100, 120),
)


def _records() -> list[dict[str, Any]]:
    """The trade of two years, in round numbers: exports of 475 and of 500 million dollars."""
    return [
        {
            "reporter": "RU-TOM",
            "year": year,
            "flow": flow,
            "partner": partner,
            "commodity": goods,
            "primary_value": (before if year == 2021 else after) * 1e6,
            "source": "fts",
            "classification": "TNVED",
        }
        for year in (2021, 2022)
        for flow, partner, goods, before, after in _TRADE
    ]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the texts stand; the commands run there."""
    place = tmp_path / "texts"
    place.mkdir()
    for lang, text in TEXTS.items():
        (place / f"{lang}.txt").write_text(text, encoding="utf-8")
    monkeypatch.chdir(place)
    return place


@pytest.fixture
def book(
    tmp_path: Path,
    book_maker: Callable[[Path], Callable[..., Path]],
    all_trade: Callable[[Sequence[dict[str, Any]]], list[dict[str, Any]]],
) -> str:
    """The records."""
    shelf = tmp_path / "books"
    shelf.mkdir()
    return str(book_maker(shelf)(all_trade(_records())))
