"""Where the book lies: the option, else `SVERKA_BOOK`, else the data folder of the platform."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

VARIABLE = "SVERKA_BOOK"


def book_path(given: str | None, environment: Mapping[str, str], *, platform: str = sys.platform) -> Path:
    """The folder of the book.

    >>> str(book_path("trade", {})), str(book_path(None, {"SVERKA_BOOK": "b"}))
    ('trade', 'b')
    >>> str(book_path(None, {"HOME": "h"}, platform="linux")), str(book_path("~/b", {"HOME": "h"}))
    ('h/.local/share/sverka/book', 'h/b')
    """
    named = given or environment.get(VARIABLE)
    return _at_home(named, environment) if named else _data_folder(environment, platform) / "sverka" / "book"


def _at_home(name: str, environment: Mapping[str, str]) -> Path:
    """A path whose `~` stands for the home folder, where no shell has put that in its place."""
    home = environment.get("HOME") or environment.get("USERPROFILE")
    if home and (name == "~" or name.startswith("~/")):
        return Path(home, name[2:])
    return Path(name)


def _data_folder(environment: Mapping[str, str], platform: str) -> Path:
    """The folder in which a user's programs keep data: XDG on Linux, Application Support, Local AppData."""
    home = Path(environment.get("HOME") or environment.get("USERPROFILE") or ".")
    if platform == "darwin":
        return home / "Library" / "Application Support"
    if platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local")
    return Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share")
