"""What stands with every figure: whose release it is of, and by which definition."""

from __future__ import annotations

from sverka.checking.wording import Ui, phrasebook
from sverka.writing.objects import Object, plain_number

_MANY = 2
_LONG = 40
_EXACT_UNITS = frozenset({"rank", "countries", "products"})


class Definitions:
    """Definition lines by short names, `d1`, `d2`, …, each told once; one that is like the first by what differs."""

    def __init__(self, ui: Ui) -> None:
        self._ui = ui
        self._names: dict[str, str] = {}

    def name(self, text: str) -> str:
        """The name under which a definition stands in the answer."""
        return self._names.setdefault(text, f"d{len(self._names) + 1}")

    def referred(self, text: str) -> str:
        """A sentence in which a long part of a definition is replaced by its name."""
        for line, name in self._names.items():
            for part in line.split("; "):
                said = part.partition(": ")[2]
                if len(said) >= _LONG and said in text:
                    return text.replace(said, f"({name})")
        return text

    def told(self) -> Object:
        """The definitions by their names."""
        lines = list(self._names)
        return {self._names[line]: self._line(line, lines[0]) if at else line for at, line in enumerate(lines)}

    def _line(self, line: str, first: str) -> str:
        """A definition, or what it has that the first has not, where most of the two is the same."""
        parts, before = line.split("; "), first.split("; ")
        differing = [part for part in parts if part not in before]
        alike = parts[0] == before[0] and len(parts) == len(before) and _MANY * len(differing) <= len(parts)
        if not (alike and differing):
            return line
        words = phrasebook("sverka.serving", self._ui)
        return words.say("like", name=self._names[first], parts="; ".join(differing))


def release(source: str, version: str, date: str | None) -> str:
    """Whose records, and which version of the book: `baci v3 2026-02-01`, the day of its last load at the end."""
    return " ".join(part for part in (source, f"v{version}", date) if part)


def short_number(value: float | None, unit: str) -> float | int | None:
    """An amount to its last unit; what is no amount to the fourth digit, a per cent to the second place at least.

    >>> short_number(74.4999238, "%"), short_number(8178163776.0, "USD"), short_number(0.41234567, "USD/t")
    (74.5, 8178163776, 0.4123)
    """
    if value is None or unit in _EXACT_UNITS or (abs(value) >= 1 and float(value).is_integer()):
        return plain_number(value)
    return plain_number(round(value, 2) if abs(value) >= 1 else float(f"{value:.4g}"))
