"""`sverka sample`."""

from __future__ import annotations

import inspect
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from sverka.cli import sample as door
from sverka.model.errors import UsageError
from sverka.recording.synthetic import is_synthetic, synthetic_reporters
from sverka.reference.places import get_place


def run(*arguments: str) -> str:
    """What the command prints; its failures are raised."""
    ran = CliRunner().invoke(door.command, [*arguments], standalone_mode=False)
    if ran.exception is not None:
        raise ran.exception
    return ran.stdout


def test_it_says_what_was_written_what_it_is_and_what_is_next(tmp_path: Path) -> None:
    told = run(str(tmp_path / "my sample"), "--rows", "1000", "--seed", "1", "--ui", "en")
    assert told.startswith("SYNTHETIC DATA: the region (RU-SMP)")
    quoted = f"'{tmp_path}/my sample'"
    assert told.splitlines()[-3:] == [
        f"  sverka load {quoted}/*.csv --book '{tmp_path}/my sample/book'",
        f"  sverka load '{tmp_path}/my sample/later'/*.csv --book '{tmp_path}/my sample/book'",
        f"  sverka show RU-SMP --book '{tmp_path}/my sample/book'",
    ]
    for path in (tmp_path / "my sample").rglob("*.*"):
        assert str(path) in told


def test_it_speaks_russian(tmp_path: Path) -> None:
    assert "СИНТЕТИЧЕСКИЕ ДАННЫЕ" in run(str(tmp_path / "new"), "--rows", "1000", "--ui", "ru")


def test_the_explanation_says_in_both_languages_that_nothing_is_real(tmp_path: Path) -> None:
    run(str(tmp_path), "--rows", "1000")
    text = (tmp_path / "README.txt").read_text(encoding="utf-8")
    assert text.splitlines()[:2] == [
        "ЭТО СИНТЕТИЧЕСКИЕ ДАННЫЕ. Образцовой области не существует, все числа вымышлены.",
        "THESE DATA ARE SYNTHETIC. There is no Sample Oblast; every number is invented.",
    ]
    assert "{" not in text
    for path in tmp_path.rglob("*.csv"):
        assert path.name in text or path.match("fts_*.csv")


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(UsageError):
        run(str(tmp_path))


def test_a_number_that_is_none_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(click.UsageError):
        run(str(tmp_path / "new"), "--rows", "many")


def test_the_help_tells_the_defaults() -> None:
    assert door.DEFAULT_ROWS == 20_000
    assert "20,000" in inspect.cleandoc(run("--help"))


def test_synthetic_reporters_are_told_by_their_codes() -> None:
    assert is_synthetic("RU-SMP")
    assert not is_synthetic("RU-TOM")
    for reporter in synthetic_reporters():
        place = get_place(reporter)
        assert place is not None
        assert "invented" in place.source
