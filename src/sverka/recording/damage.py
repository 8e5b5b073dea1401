"""What can be wrong with a file of a book, in one table of words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

WHATS = {
    "missing": "is missing",
    "missing_end": "is missing: the log went to version {version}",
    "lost_log": "is missing or has no entry",
    "empty": "is empty",
    "short": "is short: {have} of {wanted} bytes",
    "long": "is too long: {have} bytes for {wanted}",
    "unreadable": "cannot be read",
    "altered": "was altered",
    "altered_bytes": "was altered: its SHA-256 is another",
    "unsealed": "was altered: it has no seal",
    "stranger": "has no load entry: Sverka did not write it",
    "misfit": "does not follow the one before it",
    "misfit_head": "does not fit the log: one of both was altered",
    "link": "is a link, which Sverka does not follow",
    "behind": "lies behind the link {link}",
    "no_file": "is no file",
    "no_folder": "is no folder",
    "outside": "leads out of the book",
}
"""The kinds of damage; screens have the same as `keep_is_KIND`."""


@dataclass(frozen=True, slots=True)
class Damage:
    """A file of a book that is not as it was written: its name within the book, and what is wrong with it."""

    file: str
    kind: str
    blanks: Mapping[str, object] = field(default_factory=dict)

    @property
    def what(self) -> str:
        """What is wrong, after the name of the file."""
        return WHATS[self.kind].format(**self.blanks)
