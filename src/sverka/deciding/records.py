"""Decisions as records, and where they are kept."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

SUFFIX = ".sverka.json"
Manner = Literal["kept", "chosen", "edited", "dismissed"]
MANNERS: tuple[Manner, ...] = ("kept", "chosen", "edited")
"""How a claim is decided."""
DISMISSED: tuple[Manner, ...] = ("dismissed",)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided of one figure of a text.

    `quote` are its words; `occurrence` counts from 1 where they stand several times, `None` where it is not said.
    `fields` are those of the claim in a claims file; a figure that is `dismissed` is no claim and has none.
    """

    quote: str
    occurrence: int | None
    manner: Manner
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Decisions:
    """What was decided of a text that has the digest `text`.

    `earlier` are decisions on a text that has changed since, not yet made again.
    """

    source: str
    text: str
    made: tuple[Decision, ...] = ()
    earlier: tuple[Decision, ...] = ()

    def of_text(self, digest: str) -> Decisions:
        """The same for the text as it is now: once it has changed, all that was decided is earlier.

        >>> Decisions("a.txt", "old", (Decision("5 %", 1, "dismissed", {}),)).of_text("new").made
        ()
        """
        if digest == self.text:
            return self
        return Decisions(self.source, digest, (), (*self.made, *self.earlier))


def digest_of(text: str) -> str:
    """What tells one text from another."""
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def beside(source: str) -> str | None:
    """Where the decisions on a source are kept: beside it; nowhere of standard input and of addresses.

    >>> beside("news/article.txt"), beside("-"), beside("https://example.org/a")
    ('news/article.txt.sverka.json', None, None)
    """
    if source == "-" or source.lower().startswith(("http://", "https://")):
        return None
    return source + SUFFIX
