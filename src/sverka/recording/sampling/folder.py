"""The folder of a sample: never written over anything but an earlier sample."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sverka.model.errors import InputError, UsageError
from sverka.recording.sampling.key import FORM, NAME

README = "README.txt"
_PREFIX = ".sverka-sample-"
_ANOTHER = "name a new or empty folder"
_BLOCK = 1 << 20
_MAX_KEY = 10_000_000


@contextmanager
def prepared(folder: Path, names: Sequence[str]) -> Iterator[Path]:
    """A folder to write the files `names` into; when all is written, they are moved to where they belong, the key last.

    Raise `UsageError` where `folder` holds anything that is not an earlier sample, or one that was changed since. After
    a failure it is as it was.
    """
    earlier = _checked(folder, names)
    made = _made(folder)
    try:
        work = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=folder))
        try:
            yield work
            _move(work, folder, names, earlier)
        finally:
            shutil.rmtree(work, ignore_errors=True)
    except BaseException:  # whatever stopped the work: an empty folder that was made for it goes as well
        if made and not any(folder.iterdir()):
            folder.rmdir()
        raise


def _made(folder: Path) -> bool:
    """Make the folder; whether it was not there."""
    there = folder.is_dir()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(error.strerror or "cannot be made", str(folder), _ANOTHER) from None
    return not there


def _checked(folder: Path, names: Sequence[str]) -> tuple[str, ...]:
    """The files of an earlier sample that may be replaced."""
    if folder.exists() and not folder.is_dir():
        raise UsageError("not a folder", str(folder), _ANOTHER)
    if not folder.is_dir() or not [one for one in folder.iterdir() if not one.name.startswith(_PREFIX)]:
        return ()
    key = _earlier_key(folder / NAME)
    if key is None:
        raise UsageError("the folder holds other things than a sample", str(folder), _ANOTHER)
    listed = {str(file["file"]): str(file["sha256"]) for file in key["files"]}
    for name in names:
        path = folder / name
        if name in listed and path.exists() and _sha256(path) != listed[name]:
            raise UsageError("the file was changed since it was written", str(path), f"move it away, or {_ANOTHER}")
        if name not in (*listed, NAME, README) and path.exists():
            raise UsageError("the file is not of the earlier sample", str(path), f"move it away, or {_ANOTHER}")
    return tuple(listed)


def _earlier_key(path: Path) -> dict[str, Any] | None:
    """The key of an earlier sample, or `None` where there is none that can be read as one."""
    try:
        if not path.is_file() or path.stat().st_size > _MAX_KEY:
            return None
        key = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    files = key.get("files")
    sound = isinstance(files, list) and all(
        isinstance(file, dict) and {"file", "sha256"} <= file.keys() for file in files
    )
    return key if key.get("sverka_sample") == FORM and sound else None


def _sha256(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            found.update(block)
    return found.hexdigest()


def _move(work: Path, folder: Path, names: Sequence[str], earlier: Sequence[str]) -> None:
    """Put the files in place; the key goes last, for it tells that the others are a sample."""
    if earlier:
        (folder / NAME).unlink()
    for name in names:
        (folder / name).parent.mkdir(exist_ok=True)
        (work / name).replace(folder / name)
