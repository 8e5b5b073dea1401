"""The errors that Sverka raises, as one tree; catch a branch, not a leaf.

SverkaError                what went wrong, where, and what to do next
├── UsageError             the request itself is malformed              (exit code 2)
│   └── MeasureError       a measure that the grammar cannot read
├── InputError             a source that cannot be read                 (exit code 3)
├── StorageError           the system gives no room, permission, memory (exit code 3)
├── RefusedError           work stopped to protect the book             (exit code 4)
├── DamagedError           a book that is not as it was written         (exit code 4)
└── NotCoveredError        nothing that was asked is covered            (exit code 5)
"""

from __future__ import annotations


class SverkaError(Exception):
    """Base of all errors meant for the user: *what* is wrong, *where*, and what to do *next*."""

    exit_code = 1
    others: tuple[SverkaError, ...] = ()
    """What else is wrong in the same place, each told on a line of its own: a user mends all of it at once."""

    def __init__(self, what: str, where: str = "", next_step: str = "") -> None:
        self.what = what
        self.where = where
        self.next_step = next_step
        super().__init__(": ".join(part for part in (what, where, next_step) if part))


class UsageError(SverkaError, ValueError):
    """The request is malformed: an unknown option value, place, date or measure."""

    exit_code = 2


class MeasureError(UsageError):
    """A measure that the grammar cannot read; `column` counts characters from 1."""

    def __init__(self, what: str, column: int, expected: str, text: str) -> None:
        self.column = column
        self.expected = expected
        self.text = text
        super().__init__(what, f"measure {text!r}, column {column}", f"expected {expected}")


class InputError(SverkaError, ValueError):
    """A source that cannot be read: missing, binary, too large, of an unknown encoding."""

    exit_code = 3


class StorageError(SverkaError):
    """The system refused what was needed: a full disk, a used-up quota, no permission, too little memory."""

    exit_code = 3


class RefusedError(SverkaError):
    """A load that was stopped to protect the book, or a book that a newer Sverka made."""

    exit_code = 4


class DamagedError(SverkaError):
    """A book that is not as it was written: which file is missing, short or altered."""

    exit_code = 4


class NotCoveredError(SverkaError):
    """Nothing that was asked is covered by the records."""

    exit_code = 5
