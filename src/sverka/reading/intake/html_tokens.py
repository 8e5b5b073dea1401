"""A tolerant, linear tokenizer of HTML: tags, text between them, and the content that is no text of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sverka.reading.intake.charrefs import unescaped
from sverka.reading.intake.tables_io import read_table

_QUOTED_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)((?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+)>")
_PLAIN_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)([^>]*+)>")
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++)))?+")
_MAX_ATTRIBUTES_CHARS = 20_000
_DROPPED_UNCLOSED = frozenset({"script", "style"})


@dataclass(frozen=True, slots=True)
class Token:
    """Source from `start` to `end`: text (`name` empty), a tag, or an element with raw content (`content` its span)."""

    start: int
    end: int
    name: str = ""
    is_end: bool = False
    attributes: str = ""
    content: tuple[int, int] | None = None


@cache
def element_roles() -> dict[str, str]:
    """What each element means for the text; see the head of `tables/elements.csv`."""
    return {row["element"]: row["role"] for row in read_table("elements.csv")}


def attributes_of(raw: str) -> dict[str, str]:
    """Attributes of a tag, names in lower case, values decoded; of repeated names the first counts, as in browsers.

    >>> attributes_of(' CONTENT="A &amp; B" hidden')
    {'content': 'A & B', 'hidden': ''}
    """
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(raw[:_MAX_ATTRIBUTES_CHARS]):
        value = match.group(2) or match.group(3) or match.group(4) or ""
        found.setdefault(match.group(1).lower(), _decoded(value))
    return found


def _decoded(value: str) -> str:
    return re.sub(r"&[#\w]{1,32};", lambda match: unescaped(match.group()), value) if "&" in value else value


class _Scanner:
    """Where the next token ends. What cannot end is remembered, so that nothing is searched for in vain twice."""

    def __init__(self, given: str) -> None:
        self.given = given
        self.last_end = given.rfind(">")
        self.tag = _QUOTED_TAG
        self.unclosed: set[str] = set()

    def markup(self, at: int) -> Token | None:
        """The token that begins with the `<` at this place, `None` if that is a mere sign."""
        if self.given.startswith("<!--", at):
            return Token(at, self._after("-->", at + 2), "!")
        after = self.given[at + 1 : at + 2]
        if not (after.isascii() and after.isalpha()) and after not in {"/", "!", "?"}:
            return None
        if at > self.last_end:
            return Token(at, len(self.given), "!")
        if after in {"!", "?"}:
            return Token(at, self._after(">", at), "!")
        match = self.tag.match(self.given, at)
        if match is None and self.tag is _QUOTED_TAG:
            match = _PLAIN_TAG.match(self.given, at)
            self.tag = _PLAIN_TAG if match else self.tag
        if match is None:
            return None
        name = match.group(2).lower()
        tag = Token(at, match.end(), name, bool(match.group(1)), match.group(3))
        is_raw = (
            not tag.is_end and element_roles().get(name) == "raw" and not (name == "svg" and tag.attributes[-1:] == "/")
        )
        return self._with_content(tag) if is_raw else tag

    def _after(self, mark: str, start: int) -> int:
        found = self.given.find(mark, start)
        return found + len(mark) if found >= 0 else len(self.given)

    def _with_content(self, tag: Token) -> Token:
        close = (
            None
            if tag.name in self.unclosed
            else re.compile(rf"</{tag.name}(?=[\s/>])", re.I).search(self.given, tag.end)
        )
        if close is None:
            self.unclosed.add(tag.name)
            end = len(self.given) if tag.name in _DROPPED_UNCLOSED else tag.end
            return Token(tag.start, end, tag.name, False, tag.attributes, (end, end))
        end = self._after(">", close.start())
        return Token(tag.start, end, tag.name, False, tag.attributes, (tag.end, close.start()))


def tokens(given: str) -> Iterator[Token]:
    """Tokens of a page in order, covering all of it, in time linear in its length.

    >>> [(token.name, token.is_end) for token in tokens("<p>2 < 3</p>")]
    [('p', False), ('', False), ('', False), ('p', True)]
    """
    scanner = _Scanner(given)
    at = 0
    while at < len(given):
        opening = given.find("<", at)
        markup = scanner.markup(opening) if opening >= 0 else None
        if opening < 0:
            yield Token(at, len(given))
            return
        text_end = opening if markup else opening + 1
        if text_end > at:
            yield Token(at, text_end)
        if markup:
            yield markup
        at = markup.end if markup else text_end
