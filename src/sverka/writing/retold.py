"""Sentences that recording gives in English, in the language of the reader: reasons, notes, errors …

Recording knows no languages: what it keeps in a book, a log or an error is English, whoever reads it. A screen tells
it again by a table of one kind of sentences (`retold_KIND.csv`, English and Russian). In the English, `{}` stands for
what comes from the user and is left as it is (a name, a number, a column), `{*}` for a sentence that is told again by
itself. What no table knows stays as it is.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from sverka.checking.wording import Ui

Kind = Literal["reasons", "notes", "errors", "drafts", "areas"]
_BLANK = re.compile(r"\{\*?\}")


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A sentence with blanks; `again` are the numbers of those that are sentences themselves."""

    english: re.Pattern[str]
    russian: str
    again: frozenset[int]


def retold(text: str, ui: Ui, *kinds: Kind) -> str:
    """A sentence of the given kinds in the language of the reader.

    >>> retold("CO_MES: not a month 1 to 12", "ru", "reasons")
    'CO_MES: не месяц от 1 до 12'
    """
    return text if ui == "en" else _retold(text, kinds) or text


def _retold(text: str, kinds: tuple[Kind, ...]) -> str | None:
    """The Russian of a sentence; `None` where no table knows it."""
    for kind in kinds:
        whole, patterns = _table(kind)
        if text in whole:
            return whole[text]
        for one in patterns:
            if found := one.english.fullmatch(text):
                told = [
                    (_retold(group, kinds) or group) if at in one.again else group
                    for at, group in enumerate(found.groups())
                ]
                return one.russian.format(*told)
    return None


@cache
def _table(kind: Kind) -> tuple[Mapping[str, str], tuple[_Pattern, ...]]:
    """Whole sentences, and those with blanks: the more words a sentence has of its own, the sooner it is tried."""
    rows = [(row["en"], row["ru"]) for row in rows_of(kind)]
    whole = {english: russian for english, russian in rows if not _BLANK.search(english)}
    blanks = sorted((row for row in rows if row[0] not in whole), key=lambda row: -len(_BLANK.sub("", row[0])))
    return whole, tuple(_pattern(*row) for row in blanks)


def rows_of(kind: Kind) -> tuple[dict[str, str], ...]:
    """The rows of a table."""
    text = files("sverka.writing").joinpath(f"retold_{kind}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


def _pattern(english: str, russian: str) -> _Pattern:
    blanks = _BLANK.findall(english)
    parts = [re.escape(part) for part in _BLANK.split(english)]
    return _Pattern(
        re.compile("(.*?)".join(parts), re.DOTALL),
        russian,
        frozenset(at for at, blank in enumerate(blanks) if blank == "{*}"),
    )
