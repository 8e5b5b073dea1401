"""The desk: one book for many threads, its newest version, let go of when the last answer is out."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from sverka.model.errors import InputError, UsageError
from sverka.recording.book import BookStore
from sverka.recording.entries import LoadEntry
from sverka.serving.desk import Desk

ROW = {"reporter": "KZ", "flow": "export", "year": 2023, "partner": "CN", "commodity": "27", "primary_value": 5.0}


@pytest.fixture
def desk(make_book: Callable[..., Path], all_trade: Callable[..., Any]) -> Any:
    opened = Desk(make_book(all_trade([ROW])))
    yield opened
    opened.close()


def asked(desk: Desk) -> tuple[str, float | None]:
    with desk.book() as book:
        return book.version, book.cube("KZ").measure("level(export[;; 2023])").value


def test_the_same_book_answers_all(desk: Desk) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: asked(desk), range(32))) == {("1", 5.0)}
    with desk.book() as one, desk.book() as other:
        assert one is other


def test_a_load_is_seen_and_who_asks_meanwhile_is_answered_from_the_old(desk: Desk) -> None:
    with desk.book() as old:
        BookStore.open(desk.path).commit([], [], LoadEntry("again", "2025-05-03T12:00:00+00:00"))
        assert asked(desk) == ("2", 5.0)
        assert old.version == "1"
        assert old.cube("KZ").measure("level(export[CN;; 2023])").value == 5.0


def test_a_book_that_is_closed_stays_closed(desk: Desk) -> None:
    assert asked(desk)
    desk.close()
    with pytest.raises(UsageError, match="closed"):
        asked(desk)


def test_no_book_is_an_error_or_none(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "none")
    assert not desk.has_book
    with desk.book_if_any() as book:
        assert book is None
    with pytest.raises(InputError, match="make one: sverka load FILE"):
        asked(desk)
