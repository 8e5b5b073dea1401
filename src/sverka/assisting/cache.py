"""Answers kept: one file each, as it came, named by what was asked of which model where. The key is no part of it."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from sverka.assisting.wire import MAX_BYTES

CACHE_VARIABLE = "SVERKA_CACHE"
MOST_FILES = 1000
MOST_BYTES = 50_000_000
_SUFFIX = ".answer"
_PART = ".part"


def cache_folder(environment: Mapping[str, str], platform: str) -> Path:
    """Where answers are kept: under `SVERKA_CACHE`, else under the folder in which a user's programs keep such files.

    >>> cache_folder({"XDG_CACHE_HOME": "/c"}, "linux").as_posix()
    '/c/sverka/assist'
    """
    if environment.get(CACHE_VARIABLE):
        return Path(environment[CACHE_VARIABLE]) / "assist"
    home = Path(environment.get("HOME") or environment.get("USERPROFILE") or ".")
    if platform == "darwin":
        base = home / "Library" / "Caches"
    elif platform == "win32":
        base = Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local")
    else:
        base = Path(environment.get("XDG_CACHE_HOME") or home / ".cache")
    return base / "sverka" / "assist"


def answer_name(request: str, model: str, host: str) -> str:
    """What an answer is kept under: the same for the same request to the same model of the same host."""
    return hashlib.sha256("\0".join((host, model, request)).encode("utf-8", "surrogatepass")).hexdigest()


class Cache:
    """The answers of a folder; what cannot be kept is not, and what cannot be read is not there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str) -> str | None:
        """The answer kept under a name."""
        try:
            with self._path(name).open("rb") as file:
                found = file.read(MAX_BYTES + 1)
            return found.decode("utf-8") if len(found) <= MAX_BYTES else None
        except (OSError, UnicodeDecodeError):
            return None

    def put(self, name: str, answer: str) -> None:
        """Keep an answer, whole or not at all; the oldest go where there are too many."""
        data = answer.encode("utf-8", "replace")
        if len(data) > MAX_BYTES:
            return
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, made = tempfile.mkstemp(_PART, dir=self._folder)  # for the user's eyes alone
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(data)
                Path(made).replace(self._path(name))
            except BaseException:  # whatever ended it, Ctrl-C too
                Path(made).unlink(missing_ok=True)
                raise
            self._prune()

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}{_SUFFIX}"

    def _prune(self) -> None:
        ours = (path for path in self._folder.iterdir() if path.suffix in (_SUFFIX, _PART))
        found = [(path, path.stat()) for path in ours]
        newest_first = sorted(found, key=lambda one: -one[1].st_mtime_ns)
        total = 0
        for at, (path, stat) in enumerate(newest_first):
            total += stat.st_size
            if at >= MOST_FILES or total > MOST_BYTES:
                path.unlink(missing_ok=True)
