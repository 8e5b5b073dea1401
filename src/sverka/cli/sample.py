"""`sverka sample`: synthetic files of an invented region, with the key to what is true in them."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sverka.checking.wording import Phrasebook, phrasebook
from sverka.cli.booking import progress
from sverka.cli.outputs import write_answer
from sverka.cli.settings import common_options, settings

if TYPE_CHECKING:
    from sverka.recording.sampling import Sample

DEFAULT_ROWS = 20_000
DEFAULT_SEED = 1


@click.command("sample")
@click.argument("folder", metavar="DIR")
@click.option(
    "--rows", type=int, default=DEFAULT_ROWS, metavar="N", help="Rows of the customs files; 20,000 if not given."
)
@click.option(
    "--seed", type=int, default=DEFAULT_SEED, metavar="S", help="The same seed gives the same files; 1 if not given."
)
@common_options
def command(*, folder: str, rows: int, seed: int) -> None:
    """Write synthetic files of an invented region into DIR, to try things on: they have the form of real ones.

    Monthly customs files of 2019 to August 2024, a file that restates some months, yearly totals of a statistics
    office in SDMX-CSV, and key.toml: which errors were planted, what a correct load comes to, true figures. DIR must
    be new, empty, or hold an earlier sample, which is replaced.
    """
    from sverka.recording.sampling import write_sample

    words = phrasebook("sverka.recording.sampling", settings().ui)
    with progress() as shown:
        shown.step(words.say("writing"))
        done = 0

        def tick(written: int) -> None:
            nonlocal done
            done += written
            shown.tick(min(100.0, 100 * done / max(rows, 1)))

        sample = write_sample(Path(folder), rows, seed, tick)
    write_answer(_answer(sample, words))


def _answer(sample: Sample, words: Phrasebook) -> str:
    from sverka.writing.numbers import number_text

    lines = [words.say("synthetic", reporter=sample.reporter)]
    for file in sample.files:
        said = "file_bad" if file.quarantined else "file"
        rows = number_text(file.rows, words.ui, 0)
        lines.append("  " + words.say(said, path=_shown(file.path), rows=rows, bad=file.quarantined))
    lines.append("  " + words.say("key", path=_shown(sample.key)))
    lines.append("  " + words.say("readme", path=_shown(sample.readme)))
    return "\n".join([*lines, words.say("next"), *(f"  {step}" for step in _steps(sample))])


def _steps(sample: Sample) -> list[str]:
    """The commands that load the sample and show it."""
    book = _quoted(sample.folder / "book")
    loads = sorted({(file.load, file.path.parent) for file in sample.files})
    steps = [f"sverka load {_quoted(folder)}/*.csv --book {book}" for _, folder in loads]
    return [*steps, f"sverka show {sample.reporter} --book {book}"]


def _quoted(path: Path) -> str:
    from sverka.writing.terminal import clean

    return clean(shlex.quote(str(path)))


def _shown(path: Path) -> str:
    from sverka.writing.terminal import clean

    return clean(str(path))
