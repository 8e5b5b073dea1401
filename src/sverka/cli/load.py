"""`sverka load`: records, rates and statements into the book."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sverka import __version__
from sverka.cli.booking import book_option, progress
from sverka.cli.outputs import write_answer
from sverka.cli.settings import common_options, screen_width, settings, use_color
from sverka.model.errors import InputError, UsageError
from sverka.recording.whereabouts import book_path

if TYPE_CHECKING:
    from sverka.recording.load import Loaded
    from sverka.recording.restating import Mode
    from sverka.writing.book_extents import Extents

RECORDS = ("comexstat-state", "comexstat-municipal", "comtrade", "baci", "fts", "comext", "sdmx", "table")
BESIDE = ("rates", "statements")
STEPS = ("waiting", "weighing", "committing")
"""What a load is at, beside the file that it reads."""
MOST_OF_A_NAME = 30
MAX_TOML_BYTES = 1_000_000


@click.command("load")
@click.argument("files", metavar="[SOURCE] FILE...", nargs=-1, required=True)
@book_option
@click.option("--flow", type=click.Choice(("export", "import")), help="The flow, where neither rows nor name tell it.")
@click.option("--replace", is_flag=True, help="Let restated periods lose what the new files do not speak of.")
@click.option("--merge", is_flag=True, help="Keep what the new files do not speak of in restated periods.")
@click.option("--strict", is_flag=True, help="Load nothing where a row cannot be read.")
@click.option("--mapping", metavar="TOML", help="How the columns of a table are to be read; `sverka map` drafts it.")
@click.option("--names", metavar="FILE", help="Places by the names that files call them: TOML, or CSV with name, code.")
@click.option("--corrections", metavar="TOML", help="Known errors of the source, corrected on the way in.")
@click.option("--reporter", metavar="ID", help="Whose trade statements are of, where their rows do not say.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="Form of the answer.")
@common_options
def command(
    *,
    files: tuple[str, ...],
    book: str | None,
    flow: str | None,
    replace: bool,
    merge: bool,
    strict: bool,
    mapping: str | None,
    names: str | None,
    corrections: str | None,
    reporter: str | None,
    form: str,
) -> int:
    """Load files into the book, all or nothing; every row is stored or quarantined with its line and reason.

    SOURCE is comexstat-state, comexstat-municipal, comtrade, baci, fts, comext, sdmx, table, rates or statements; left
    out, each file is recognised by its header. Files may be packed (.gz, .zip), XLSX or Parquet. The same file again
    changes nothing; a period that comes again with other rows replaces the old, which stays readable with --as-of.
    A file none of whose rows can be stored is refused; so is, with --strict, one with any row that cannot be read.
    """
    if replace and merge:
        raise UsageError("two ways at once", "--replace and --merge", "choose one")
    source, paths = _parted(files)
    place = book_path(book, os.environ)
    if source in BESIDE:
        loaded = _beside(source, paths, place, reporter)
    else:
        mode: Mode = "replace" if replace else "merge" if merge else "guard"
        loaded = _records(source, paths, place, (flow, mode, strict), (mapping, names, corrections))
        _warn(loaded)
    extents = _extents(loaded, place)
    if form == "json":
        from sverka.writing.book_extents import extents_objects
        from sverka.writing.book_objects import loaded_object
        from sverka.writing.changes_objects import changes_object
        from sverka.writing.objects import dump

        told = {"extents": extents_objects(extents), "changes": changes_object(loaded.changes)}
        write_answer(dump({**loaded_object(loaded), **told}))
    else:
        from sverka.writing.book_text import loaded_text
        from sverka.writing.terminal import Screen

        write_answer(loaded_text(loaded, place, Screen(settings().ui, screen_width(), use_color()), extents))
    return 0


def _extents(loaded: Loaded, place: Path) -> Extents:
    """The narrow extracts of the sources that were loaded."""
    from sverka.recording.book import BookStore
    from sverka.writing.book_extents import book_extents

    sources = {file.source for file in loaded.files} - set(BESIDE)
    return book_extents(BookStore.open(place).snapshot(), sources) if sources else {}


def _parted(files: tuple[str, ...]) -> tuple[str | None, tuple[Path, ...]]:
    """The source, if the first argument names one, and the files."""
    named = files[0] in (*RECORDS, *BESIDE)
    paths = tuple(Path(name) for name in files[1 if named else 0 :])
    if not paths:
        raise UsageError("no file is named", f"sverka load {files[0]}", f"name one: sverka load {files[0]} FILE")
    return (files[0] if named else None), paths


def _records(
    source: str | None,
    paths: tuple[Path, ...],
    place: Path,
    how: tuple[str | None, Mode, bool],
    more: tuple[str | None, ...],
) -> Loaded:
    from sverka.recording.corrections import read_corrections
    from sverka.recording.file_names import read_names
    from sverka.recording.load import Progress, Request, load_records
    from sverka.recording.source import Asked

    mapping, names, corrections = more
    if source == "table" and mapping is None:
        raise UsageError("a table needs its mapping", "load table", "draft one: sverka map FILE > mapping.toml")
    asked = Asked(
        flow=how[0],
        mapping=_mapping(mapping) if mapping else None,
        names=read_names(_toml(names), names) if names else {},
    )
    known = read_corrections(_toml(corrections), corrections) if corrections else ()
    with progress() as shown:
        told = Progress(step=lambda what: shown.step(_step(what)), tick=shown.tick)
        request = Request(paths, source, asked, how[1], known, how[2])
        return load_records(place, request, progress=told, program=__version__)


def _warn(loaded: Loaded) -> None:
    """Say on standard error, quiet or not, of which files many rows could not be read."""
    from sverka.writing.load_warnings import bad_warnings

    for line in bad_warnings(loaded.files, settings().ui):
        print(line, file=sys.stderr)


def _mapping(name: str) -> Mapping[str, object]:
    """The content of a mapping file, once every mistake in it has been pointed at by its line."""
    import tomllib

    from sverka.recording.mapping import read_mapping

    text = _toml(name)
    read_mapping(text, name)
    return tomllib.loads(text)


def _step(what: str) -> str:
    """A step as a sentence; what is no step is the name of a file."""
    from sverka.checking.wording import phrasebook

    words = phrasebook("sverka.writing", settings().ui)
    if what in STEPS:
        return words.say(f"load_step_{what}")
    return words.say("load_step_file", file=what if len(what) <= MOST_OF_A_NAME else f"{what[:MOST_OF_A_NAME]}…")


def _beside(source: str, paths: tuple[Path, ...], place: Path, reporter: str | None) -> Loaded:
    from sverka.cli.inputs import checked_given
    from sverka.recording.beside import load_beside

    checked_given(None, None, reporter)
    return load_beside(place, source, paths, reporter=reporter, program=__version__)


def _toml(name: str) -> str:
    """The text of a small file."""
    try:
        with Path(name).open("rb") as file:
            data = file.read(MAX_TOML_BYTES + 1)  # of a device there may be no end
    except OSError as error:
        raise InputError(error.strerror or "cannot be read", name, "check the path") from None
    if len(data) > MAX_TOML_BYTES:
        raise InputError("more than 1 MB", name, "give the settings, not the data")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("not UTF-8", name, "save it as UTF-8") from None
