"""Sentences in the language of the reader, from a table of messages."""

from __future__ import annotations

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
        forms = self.messages[key].split("|")
        form = plural_form(number) if self.ui == "ru" else int(number != 1)
        return f"{number} {forms[form]}"


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
