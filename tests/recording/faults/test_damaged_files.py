"""A file of a book is cut, emptied, lost, altered or replaced: it is told, nothing is lost, no figure is wrong."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Literal

import pytest

from sverka.checking.wording import phrasebook
from sverka.model.errors import DamagedError
from sverka.recording.book import BookStore
from sverka.recording.damage import WHATS
from sverka.recording.keeping import examine

from . import making

FLIPS = int(os.environ.get("SVERKA_FLIPS", "12"))
KINDS = (
    "first entry", "entry between", "newest entry", "head", "data", "large data", "replaced data", "quarantine",
    "rates", "statements", "lock", "stamps",
)  # fmt: skip
HELPS = ("lock", "stamps")
"""What may be lost; a lock that is no file stops loads all the same."""
REWRITTEN = ("_head", "_lock", "_stamps")
NO_FILE = ("a folder", "a pipe", "a link", "a link to nowhere")
NEWEST = 5


def harms(kind: str, way: str) -> bool:
    """Whether a fault leaves the book less than whole."""
    return kind not in HELPS or (kind == "lock" and way in NO_FILE)


def kept(before: dict[str, bytes], after: dict[str, bytes]) -> None:
    """Nothing that was there is gone or other, wherever it lies now."""
    lost = Counter(value for name, value in before.items() if name not in REWRITTEN) - Counter(after.values())
    assert not lost, [name for name, value in before.items() if value in lost]


def named_by_line(ran: making.Ran, name: str) -> bool:
    return ran.code == 4 and making.is_one_line(ran) and (name in ran.err or len(ran.err) > 500)


@pytest.mark.parametrize("way", making.WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_is_told_and_loses_nothing(whole: making.Whole, book: Path, kind: str, way: str) -> None:
    name = whole.names[kind]
    if not (book / name).exists():
        (book / name).write_bytes(b"{}")
    making.WAYS[way](book / name)
    before = making.contents(book)

    check = making.run("book", "check", "--book", book, "--format", "json")
    assert (check.code, check.told["whole"]) == ((4, False) if harms(kind, way) else (0, True)), check.err
    if harms(kind, way):
        assert name in [one["file"] for one in check.told["damaged"]]

    measure = making.run("measure", making.MEASURES[0], "--reporter", "BR-PR", "--book", book, "--format", "json")
    if kind in (*HELPS, "replaced data"):
        assert measure.told[0]["value"] == 700
    else:
        assert named_by_line(measure, name), measure.err
        load = making.load_new(whole, book)
        assert named_by_line(load, name), load.err
    kept(before, making.contents(book))

    if harms(kind, way):
        repaired(whole, book, check.told, before)


def repaired(whole: making.Whole, book: Path, told: dict[str, object], before: dict[str, bytes]) -> None:
    """After a repair the book is at the last whole version, nothing is lost, and it loads again."""
    done = making.run("book", "repair", "--book", book, "--format", "json")
    assert done.code == 0, done.err
    kept(before, making.contents(book))
    version = int(str(told["last_whole"] or 0))
    assert done.told["version"] == str(version)
    assert making.figures(book) == whole.figures[version]
    load = making.load_new(whole, book)
    assert load.code == 0, load.err
    assert making.figures(book)[2] == making.NEW_VALUE
    assert BookStore.open(book).latest_version() == version + 1


def test_the_last_whole_version_is_the_one_before_what_is_damaged(whole: making.Whole, book: Path) -> None:
    last = {
        "first entry": None, "entry between": 1, "newest entry": 4, "head": 5, "data": 3, "large data": 4,
        "replaced data": 5, "quarantine": 0, "rates": 1, "statements": 2,
    }  # fmt: skip
    for kind, version in last.items():
        path = book / whole.names[kind]
        making.flip(path, 100)
        assert examine(book).last_whole == version, kind
        making.flip(path, 100)
        assert examine(book).whole


@pytest.mark.parametrize("kind", KINDS)
def test_one_bit_is_found(whole: making.Whole, book: Path, kind: str) -> None:
    path = book / whole.names[kind]
    if kind in HELPS:
        path.write_bytes(path.read_bytes() if path.exists() and path.stat().st_size else b"{}")
    draw = random.Random(kind)
    store = BookStore.open(book)
    store.snapshot()  # stamps are given, and must not be believed afterwards
    for bit in draw.sample(range(8 * path.stat().st_size), min(FLIPS, 8 * path.stat().st_size)):
        making.flip(path, bit)
        if kind in HELPS:
            store.snapshot()
            assert examine(book).whole
        else:
            assert [one.file for one in examine(book).harms] == [whole.names[kind]]
        if kind == "replaced data":
            store.snapshot()
            with pytest.raises(DamagedError, match="altered"):
                store.snapshot(1)
        elif kind not in HELPS:
            with pytest.raises(DamagedError) as caught:
                BookStore.open(book).snapshot()
            assert caught.value.where.endswith(whole.names[kind])
        making.flip(path, bit)
    assert examine(book).whole


def test_a_bit_in_a_figure_is_found_by_a_book_that_is_open(whole: making.Whole, book: Path) -> None:
    from sverka.measuring.book import open_book

    with open_book(book) as opened:
        making.flip(book / whole.names["data"], 300)
        with pytest.raises(DamagedError, match="altered"):
            opened.cube("BR-PR")


def test_a_book_that_is_copied_is_whole(whole: making.Whole, tmp_path: Path) -> None:
    copy = shutil.copytree(whole.book, tmp_path / "copy")
    assert making.figures(copy) == whole.figures[NEWEST]
    assert examine(copy).whole


@pytest.mark.parametrize("ui", ["en", "ru"])
def test_damage_has_words_in_both_languages(ui: Literal["en", "ru"]) -> None:
    words = phrasebook("sverka.writing", ui)
    for kind, what in WHATS.items():
        told = words.messages[f"keep_is_{kind}"]
        assert (told == what) == (ui == "en")
        assert set(re.findall(r"{\w+}", told)) == set(re.findall(r"{\w+}", what))
