"""Sentences in the language of the reader, from a table of messages."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Ui = Literal["en", "ru"]
UIS: tuple[Ui, ...] = ("en", "ru")


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """The messages of one table in one language."""

    ui: Ui
    messages: Mapping[str, str]

    def say(self, key: str, **values: object) -> str:
        """The message `key` with its blanks filled; an unknown key is a mistake in the program: `KeyError`."""
        return self.messages[key].format(**values)

    def count(self, key: str, number: int) -> str:
        """A number with its noun in the right form: `1 claim`, `5 утверждений`."""
        return f"{number} {self.noun(key, number)}"

    def noun(self, key: str, number: int) -> str:
        """The noun alone, in the form that goes with a number: `claims`, `утверждений`."""
        forms = self.messages[key].split("|")
        return forms[plural_form(number) if self.ui == "ru" else int(number != 1)]


def plural_form(number: int) -> int:
    """Which of the three Russian forms a whole number takes.

    >>> [plural_form(number) for number in (1, 2, 5, 11, 21, 112)]
    [0, 1, 2, 2, 0, 2]
    """
    if number % 100 in (11, 12, 13, 14):
        return 2
    return {1: 0, 2: 1, 3: 1, 4: 1}.get(number % 10, 2)


@cache
def phrasebook(package: str, ui: Ui) -> Phrasebook:
    """The messages of `words.toml` in a package, in one language."""
    table = tomllib.loads(files(package).joinpath("words.toml").read_text(encoding="utf-8"))
    return Phrasebook(ui, {key: entry[ui] for key, entry in table.items()})


def in_language(reason: str, ui: Ui) -> str:
    """A reason that a lower floor gives in English, in the language of the reader; unknown ones stay as they are.

    >>> in_language("the year before, 2021, appears in no other statement", "ru")
    'предыдущий год, 2021, ни в одном другом утверждении не упомянут'
    """
    if ui == "en":
        return reason
    exact, patterns = _reasons_ru()
    if reason in exact:
        return exact[reason]
    for pattern, template in patterns:
        match = pattern.fullmatch(reason)
        if match:
            return template.format(*(exact.get(group) or _goods_ru(group) or group for group in match.groups()))
    return reason


def _goods_ru(name: str) -> str | None:
    """The Russian name of goods that are named in English."""
    from sverka.reference.goods import find_goods

    goods = find_goods(name)
    return goods.name_ru if goods is not None and goods.name_en == name else None


@cache
def _reasons_ru() -> tuple[Mapping[str, str], tuple[tuple[re.Pattern[str], str], ...]]:
    """Whole reasons, and patterns for those with blanks."""
    text = files("sverka.checking").joinpath("reasons_ru.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
    exact = {row["en"]: row["ru"] for row in rows if "{}" not in row["en"]}
    blanks = [row for row in rows if "{}" in row["en"]]
    patterns = [("(.+?)".join(re.escape(part) for part in row["en"].split("{}")), row["ru"]) for row in blanks]
    return exact, tuple((re.compile(pattern, re.DOTALL), russian) for pattern, russian in patterns)
