"""A parsed TOML text by sections, each of which knows its place, so that errors point at the line and the key."""

from __future__ import annotations

import re
from collections.abc import Mapping as Content
from datetime import date
from difflib import get_close_matches

from sverka.model.errors import InputError


class Section:
    """One table of the mapping with its place in the text, so that what is wrong can be pointed at."""

    def __init__(self, name: str, content: Content[str, object], text: str, file: str) -> None:
        self.name = name
        self.content = content
        self._text = text
        self._file = file

    def error(self, key: str, what: str, next_step: str) -> InputError:
        """An error at a key of the section, or at the section itself for an empty key."""
        line = line_of(self._text, self.name, key)
        place = f"[{self.name}] {key}".strip() if self.name else key
        where = ", ".join(part for part in (self._file, f"line {line}" if line else "", place) if part)
        return InputError(what, where, next_step)

    def only(self, *keys: str) -> None:
        """Refuse keys that mean nothing here."""
        for key in self.content:
            if key not in keys:
                near = get_close_matches(key, keys, 1)
                advice = f"did you mean {near[0]}?" if near else f"there may be {', '.join(keys)}"
                raise self.error(key, f"unknown key {key!r}", advice)

    def text(self, key: str, next_step: str) -> str | None:
        """A text that is not empty; `None` where the key is absent."""
        value = self.content.get(key)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, date):
            value = value.isoformat()
        if not isinstance(value, str) or not value.strip():
            raise self.error(key, "an empty text" if value == "" else "not a text", next_step)
        return value

    def need(self, key: str, next_step: str) -> str:
        """A text that must be there."""
        value = self.text(key, next_step)
        if value is None:
            raise self.error("", f"no {key}", next_step)
        return value

    def one_of(self, first: str, second: str, next_step: str) -> None:
        """Exactly one of two keys must be there."""
        there = [key for key in (first, second) if key in self.content]
        if len(there) != 1:
            what = f"neither {first} nor {second}" if not there else f"both {first} and {second}"
            raise self.error(there[0] if there else "", what, next_step)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, or one; `()` where the key is absent."""
        value = self.content.get(key, [])
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(one, str | int) and str(one).strip() for one in value):
            raise self.error(key, "not a list of texts", f'write {key} = ["…"]')
        return tuple(str(one) for one in value)

    def flag(self, key: str) -> bool:
        """True or false; false where the key is absent."""
        value = self.content.get(key, False)
        if not isinstance(value, bool):
            raise self.error(key, "neither true nor false", f"write {key} = true or {key} = false")
        return value

    def section(self, name: str, *, needed: bool = True) -> Section:
        """A section inside this one; an empty one where it is absent and not needed."""
        found = self.content.get(name, {})
        if not isinstance(found, dict):
            raise self.error(name, f"{name} is not a section", f"write [{name}] on a line of its own")
        if not found and needed:
            raise self.error("", f"no section [{name}]", f"add [{name}] as `sverka map FILE` drafts it")
        return Section(name, found, self._text, self._file)


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
