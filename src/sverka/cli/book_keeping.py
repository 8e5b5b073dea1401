"""`sverka book check` and `sverka book repair`."""

from __future__ import annotations

import os

from sverka import __version__
from sverka.cli.booking import progress
from sverka.cli.outputs import write_answer
from sverka.cli.settings import screen_width, settings, use_color
from sverka.model.errors import DamagedError
from sverka.recording.whereabouts import book_path


def check(book: str | None, form: str) -> int:
    """Examine the book; the exit code tells whether it is whole."""
    from sverka.recording.keeping import examine
    from sverka.writing.keeping_text import examined_object, examined_text
    from sverka.writing.objects import dump
    from sverka.writing.terminal import Screen

    with progress() as shown:
        shown.step(_words("keep_step"))
        found = examine(book_path(book, os.environ), shown.tick)
    screen = Screen(settings().ui, screen_width(), use_color())
    write_answer(dump(examined_object(found)) if form == "json" else examined_text(found, screen))
    return 0 if found.whole else DamagedError.exit_code


def repair(book: str | None, form: str) -> int:
    """Bring the book back to its last whole version."""
    from sverka.recording.keeping import repair as repaired
    from sverka.recording.load import utc_now
    from sverka.writing.keeping_text import repaired_object, repaired_text
    from sverka.writing.objects import dump
    from sverka.writing.terminal import Screen

    with progress() as shown:
        shown.step(_words("keep_step"))
        done = repaired(book_path(book, os.environ), now=utc_now, program=__version__, tick=shown.tick)
    screen = Screen(settings().ui, screen_width(), use_color())
    write_answer(dump(repaired_object(done)) if form == "json" else repaired_text(done, screen))
    return 0


def _words(name: str) -> str:
    from sverka.checking.wording import phrasebook

    return phrasebook("sverka.writing", settings().ui).say(name)
