"""A parsed TOML text by sections, each of which knows its place, so that errors point at the line and the key.

What is wrong is collected, not raised: a reader goes on with an empty value, and `Problems.raise_all` tells everything
at once in the order of the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Content
from datetime import date
from difflib import get_close_matches

from sverka.model.errors import InputError

ASKED = "? "
"""A text that begins so is a question that a draft left to its user."""


class Problems:
    """What is wrong with a text, with the line of each."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self._found: list[tuple[int, InputError]] = []

    def add(self, what: str, next_step: str, *, place: str = "", line: int | None = None) -> None:
        """Note an error; where a line has several, they stand in the order in which they were found."""
        where = ", ".join(part for part in (self.file, f"line {line}" if line else "", place) if part)
        self._found.append((line or 0, InputError(what, where, next_step)))

    def raise_all(self) -> None:
        """Raise the first error by line, the others with it; nothing where there is none."""
        errors = [error for _, error in sorted(self._found, key=lambda found: found[0])]
        if errors:
            errors[0].others = tuple(errors[1:])
            raise errors[0]


class Section:
    """One table of the mapping with its place in the text, so that what is wrong can be pointed at."""

    def __init__(self, name: str, content: Content[str, object], problems: Problems) -> None:
        self.name = name
        self.content = content
        self.problems = problems
        self.misspelt = False

    def error(self, key: str, what: str, next_step: str) -> None:
        """Note an error at a key of the section, or at the section itself for an empty key."""
        line = line_of(self.problems.text, self.name, key)
        self.problems.add(what, next_step, place=f"[{self.name}] {key}".strip() if self.name else key, line=line)

    def only(self, *keys: str) -> None:
        """Refuse keys that mean nothing here."""
        for key in self.content:
            if key not in keys:
                self.misspelt = True
                near = get_close_matches(key, keys, 1)
                advice = f"did you mean {near[0]}?" if near else f"there may be {', '.join(keys)}"
                self.error(key, f"unknown key {key!r}", advice)

    def text(self, key: str, next_step: str) -> str | None:
        """A text that is not empty; `None` where the key is absent or holds none, which is then noted."""
        value = self.content.get(key)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, date):
            value = value.isoformat()
        if not isinstance(value, str) or not value.strip():
            self.error(key, "an empty text" if value == "" else "not a text", next_step)
            return None
        return None if self._asked(key, value, next_step) else value

    def _asked(self, key: str, value: str, next_step: str) -> bool:
        """Whether a text is a question that was left open, which is then put again."""
        if not value.startswith(ASKED):
            return False
        self.error(key, value.removeprefix(ASKED).strip() or "an open question", next_step)
        return True

    def need(self, key: str, next_step: str) -> str:
        """A text that must be there; an empty one where it is not, which is then noted."""
        if self.content.get(key) is None:
            self.error("", f"no {key}", next_step)
        return self.text(key, next_step) or ""

    def one_of(self, first: str, second: str, next_step: str) -> bool:
        """Whether exactly one of two keys is there, as must be."""
        there = [key for key in (first, second) if key in self.content]
        if len(there) != 1 and not self.misspelt:  # a key that is misspelt is told of once
            what = f"neither {first} nor {second}" if not there else f"both {first} and {second}"
            self.error(there[0] if there else "", what, next_step)
        return len(there) == 1

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, or one; `()` where the key is absent."""
        value = self.content.get(key, [])
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(one, str | int) and str(one).strip() for one in value):
            self.error(key, "not a list of texts", f'write {key} = ["…"]')
            return ()
        texts = tuple(str(one) for one in value)
        return () if any(self._asked(key, one, f'write {key} = ["…"]') for one in texts) else texts

    def table(self, key: str, example: str) -> dict[str, str]:
        """Texts by text; empty where the key is absent."""
        value = self.content.get(key, {})
        if not isinstance(value, dict) or not all(isinstance(one, str | int) for one in value.values()):
            self.error(key, f"not a table of {key}", f"write {key} = {{ {example} }}")
            return {}
        return {str(name): str(one) for name, one in value.items()}

    def number(self, key: str, default: int, most: int, next_step: str) -> int:
        """A whole number from 1 to `most`."""
        value = self.content.get(key, default)
        if isinstance(value, str) and self._asked(key, value, next_step):
            return default
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
            self.error(key, f"not a {key}: {value!r}", next_step)
            return default
        return value

    def flag(self, key: str) -> bool:
        """True or false; false where the key is absent."""
        value = self.content.get(key, False)
        if isinstance(value, bool):
            return value
        if not (isinstance(value, str) and self._asked(key, value, f"write {key} = true or {key} = false")):
            self.error(key, "neither true nor false", f"write {key} = true or {key} = false")
        return False

    def section(self, name: str, *, needed: bool = True) -> Section:
        """A section inside this one; an empty one where it is absent, which is noted where it is needed."""
        found = self.content.get(name, {})
        if not isinstance(found, dict):
            self.error(name, f"{name} is not a section", f"write [{name}] on a line of its own")
            return Section(name, {}, self.problems)
        if not found and needed:
            self.error("", f"no section [{name}]", f"add [{name}] as `sverka map FILE` drafts it")
        return Section(name, found, self.problems)


def line_of(text: str, section: str, key: str) -> int | None:
    """The line on which a key of a section stands, else the section's; `None` where neither is found."""
    inside, head = not section, None
    for number, line in enumerate(text.splitlines(), 1):
        if found := re.match(r"\s*\[([^\]]+)\]", line):
            if not section and found[1].strip() == key:
                return number
            inside = found[1].strip() == section
            head = number if inside else head
        elif section and head is None and re.match(rf"\s*{section}\s*=", line):
            head = number
        if inside and key and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
            return number
    return head
