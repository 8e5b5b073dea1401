"""What the system refuses (room, permission, memory), in words: from the system's errors and from the engine's."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sverka.model.errors import DamagedError, StorageError, SverkaError
from sverka.recording.log import read_log

_ROOM = "make room, and try again"
_TROUBLES = {
    errno.ENOSPC: ("the disk is full", _ROOM),
    errno.EDQUOT: ("the quota of the disk is used up", _ROOM),
    errno.EFBIG: ("a file would be larger than the system allows", "raise the limit (ulimit -f), or split the files"),
    errno.EROFS: ("the disk can only be read", "name a folder that can be written to"),
    errno.EACCES: ("no permission", "ask for it, or name another folder"),
    errno.EPERM: ("no permission", "ask for it, or name another folder"),
    errno.EMFILE: ("too many open files", "raise the limit (ulimit -n)"),
    errno.ENAMETOOLONG: ("the name is too long", "choose a shorter one"),
    errno.ENOTDIR: ("a file stands where a folder must be", "check the path"),
    errno.EEXIST: ("something else stands where a folder must be", "check the path"),
    errno.EISDIR: ("a folder stands where a file must be", "check the path"),
    errno.ELOOP: ("a link in the book, which Sverka does not follow", "take the link away"),
    errno.EIO: ("the disk does not read or write", "see to the disk"),
    errno.ENOMEM: ("more memory is needed than there is", "close other programs"),
}
_FULL_SPILL = "max_temp_directory_size"
_UNREADABLE = ("IOException", "InvalidInputException", "SerializationException", "InternalException", "FatalException")
"""What the engine says where a file is none of Parquet, is cut short, or holds nonsense."""


@contextmanager
def trouble_told(book: Path, *, reading: bool = False) -> Iterator[None]:
    """Raise what the system refuses as `StorageError`; when `reading`, files that the engine cannot read as
    `DamagedError`.
    """
    try:
        yield
    except OSError as error:
        told = None if _is_of_output(error, reading=reading) else _of_system(error, book)
        if told is None:
            raise
        raise told from error
    except MemoryError as error:
        raise StorageError(*_TROUBLES[errno.ENOMEM][:1], str(book), _TROUBLES[errno.ENOMEM][1]) from error
    except SverkaError:
        raise
    except Exception as error:  # the engine is not imported for this: its errors are known by their names
        found = _of_engine(error, book, reading=reading) or _of_older_form(error, book, reading=reading)
        if found is None:
            raise
        raise found from error


def _is_of_output(error: OSError, *, reading: bool) -> bool:
    """Whether it may be the answer that cannot be written, rather than the book that cannot be read."""
    return isinstance(error, BrokenPipeError) or (reading and error.filename is None)


def _of_system(error: OSError, book: Path) -> StorageError | None:
    known = _TROUBLES.get(error.errno or 0)
    if known is None:
        return (
            None if error.strerror is None else StorageError(error.strerror, str(error.filename or book), "see to it")
        )
    return StorageError(known[0], str(error.filename or book), known[1])


def _of_engine(error: Exception, book: Path, *, reading: bool) -> StorageError | DamagedError | None:
    kind = type(error)
    if not _comes_from(error, "duckdb", "_duckdb"):
        return None
    told = str(error)
    for number, (what, then) in _TROUBLES.items():
        if os.strerror(number) in told:
            return StorageError(what, str(book), then)
    if _FULL_SPILL in told:
        return StorageError("the disk is too full to work on", str(book), _ROOM)
    if kind.__name__ == "OutOfMemoryException":
        return StorageError(_TROUBLES[errno.ENOMEM][0], str(book), _TROUBLES[errno.ENOMEM][1])
    if reading and kind.__name__ in _UNREADABLE:
        what = f"the book is damaged: a data file cannot be read ({' '.join(told.split())[:200]})"
        return DamagedError(what, str(book), "sverka book check tells which")
    return None


def _of_older_form(error: Exception, book: Path, *, reading: bool) -> DamagedError | None:
    """What goes wrong over a book of which older files have no checksums may be damage that nothing else tells."""
    plain = reading and isinstance(
        error, (KeyError, IndexError, AttributeError, ValueError, TypeError, ArithmeticError)
    )
    if not plain and not _comes_from(error, "duckdb", "_duckdb", "ibis", "pyarrow"):
        return None
    if all(commit.sealed for commit in read_log(book).commits):
        return None
    what = f"the book cannot be read, and no checksums are recorded of its older files ({' '.join(str(error).split())})"
    return DamagedError(what[:300], str(book), "they may be damaged: load them anew into another book")


def _comes_from(error: Exception, *libraries: str) -> bool:
    return any(base.__module__.partition(".")[0] in libraries for base in type(error).__mro__)
