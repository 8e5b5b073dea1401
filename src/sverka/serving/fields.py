"""The fields of a request, whoever sends them: each of its kind, or an error that says what to write."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import NoReturn

from sverka.model.errors import UsageError
from sverka.serving.given import MOST_SHOWN

MOST_NAME = 200
"""Characters of a name or a measure's neighbours: what is longer is none."""
MOST_MEASURES = 500
MOST_MEASURE = 1000
_ABSENT: tuple[object, ...] = (None, "", [], {})


class Fields:
    """What a request says, by name; every question about a field raises `UsageError` for what it cannot mean."""

    def __init__(self, given: Mapping[str, object], known: Collection[str]) -> None:
        for name in given:
            if name not in known:
                near = get_close_matches(name, known, 1)
                wrong(
                    "unknown field", name, f"did you mean {near[0]}?" if near else f"the fields are {', '.join(known)}"
                )
        self._given = {name: value for name, value in given.items() if value not in _ABSENT}

    def has(self, name: str) -> bool:
        """Whether a field is there and not empty."""
        return name in self._given

    def raw(self, name: str) -> object:
        """A field as it came."""
        return self._given.get(name)

    def text(self, name: str, *, most: int | None = None) -> str | None:
        """A field of text."""
        value = self._given.get(name)
        if value is None:
            return None
        if not isinstance(value, str):
            wrong("no text", name, f'write "{name}": "…"')
        if most is not None and len(value) > most:
            wrong(f"longer than {most} characters", name, "shorten it")
        return value

    def name(self, name: str) -> str | None:
        """A short text on one line."""
        value = self.text(name, most=MOST_NAME)
        return " ".join(value.split()) or None if value else None

    def need_text(self, name: str, *, most: int | None = None) -> str:
        """A field of text that must be there."""
        value = self.text(name, most=most)
        if value is None or not value.strip():
            wrong("it is not said", name, f'write "{name}": "…"')
        return value

    def need_name(self, name: str) -> str:
        """A short text that must be there."""
        self.need_text(name, most=MOST_NAME)
        return self.name(name) or ""

    def choice(self, name: str, allowed: Collection[str]) -> str | None:
        """One of a few words."""
        value = self.text(name)
        if value is not None and value not in allowed:
            wrong(f"unknown value {value[:MOST_SHOWN]!r}", name, f"write one of {', '.join(allowed)}")
        return value

    def flag(self, name: str) -> bool:
        """True or false; false where it is left out."""
        value = self._given.get(name, False)
        if not isinstance(value, bool):
            wrong("neither true nor false", name, "write true or false")
        return value

    def count(self, name: str, default: int, most: int) -> int:
        """A whole number from 1 to `most`."""
        value = self._given.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
            wrong("no such number", name, f"write a whole number from 1 to {most}")
        return value

    def measures(self, name: str = "measures") -> tuple[str, ...]:
        """Measures as text: a list of them, or one."""
        value = self._given.get(name, [])
        texts = [value] if isinstance(value, str) else value
        if not isinstance(texts, list) or not all(isinstance(one, str) for one in texts):
            wrong("no list of measures", name, f'write "{name}": ["level(export[CN;; 2023], USD)"]')
        if len(texts) > MOST_MEASURES:
            wrong(f"more than {MOST_MEASURES} measures", name, "ask in parts")
        if any(len(one) > MOST_MEASURE for one in texts):
            wrong(f"a measure of more than {MOST_MEASURE} characters", name, "write one measure")
        return tuple(texts)


def wrong(what: str, name: str, advice: str) -> NoReturn:
    """Raise for a field that cannot be meant."""
    raise UsageError(what, name[:MOST_SHOWN], advice)
