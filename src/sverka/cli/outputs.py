"""Where answers go: standard output, or a file that is written whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from errno import ELOOP
from pathlib import Path

from sverka.model.errors import InputError


def write_answer(text: str, file: str | None = None) -> None:
    """Write an answer with one newline at its end; to a file by way of a temporary one beside it."""
    whole = text if text.endswith("\n") else text + "\n"
    if file is None or file == "-":
        sys.stdout.write(whole)
        return
    write_bytes(whole.encode("utf-8"), file)


def write_bytes(data: bytes, file: str) -> None:
    """Write a file by way of a temporary one beside it."""
    try:
        _write(_resolved(file), data)
    except OSError as error:
        raise InputError(error.strerror or "cannot be written", file, "name another file after -o") from None


def _resolved(file: str) -> Path:
    """Where a name leads; a link that leads back to itself is told as the system would tell it."""
    try:
        return Path(file).resolve()
    except RuntimeError:  # so Python tells of such a link until 3.12
        raise OSError(ELOOP, os.strerror(ELOOP)) from None


def _write(path: Path, data: bytes) -> None:
    if not path.parent.is_dir():
        raise InputError("the folder does not exist", str(path.parent), "make it, or name another file after -o")
    if path.is_dir():
        raise InputError("is a folder", str(path), "name a file after -o")
    if path.exists() and not path.is_file():  # a device or a pipe is written to, never put aside for a file
        path.write_bytes(data)
        return
    _replace(path, data)


def _replace(path: Path, data: bytes) -> None:
    """A link is followed by the caller: what stands under the name that was given goes on being a link."""
    number, name = tempfile.mkstemp(prefix=".sverka-", dir=path.parent)
    try:
        with os.fdopen(number, "wb") as temporary:
            temporary.write(data)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """The mask that new files get; it can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
