"""Where the words of a quote stand in a text, however blanks, quotation marks and dashes are written in either."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from sverka.model.errors import InputError
from sverka.reading.document import Document

_SAME = {
    **dict.fromkeys("“”„‟«»″\u201c", '"'),
    **dict.fromkeys("‘’‚‛′`", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
}
_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_JOINERS = ".,"
_CLOSE = frozenset("-%")
"""What a blank before is of no account: "43 %" is "43%"."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Folded:
    """A text with its blanks and marks made equal; `at[i]` is where its character `i` stands in the text."""

    text: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The span of the text that a stretch of the folded one stands for."""
        return self.at[start], self.at[end - 1] + 1


def folded(text: str) -> Folded:
    """A text folded.

    >>> folded("«1,2  –\\u00a01,4» Млн").text, folded("43 %").text
    ('"1,2-1,4" млн', '43%')
    """
    kept: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if char in _DROPPED:
            continue
        low = char.lower()
        one = " " if char.isspace() else _SAME.get(char, low if len(low) == 1 else char)
        if one == " " and kept and kept[-1] in " -":
            continue
        if one in _CLOSE and kept and kept[-1] == " ":
            kept.pop()
            places.pop()
        kept.append(one)
        places.append(place)
    return Folded("".join(kept), tuple(places))


class Quotes:
    """The quotes of one document; spans count characters of `Document.text`."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._folded = folded(document.text)
        aside = sorted(
            (block.start, block.end)
            for block in document.blocks
            if block.kind == "furniture" or block.repeat_of is not None
        )
        self._aside_from = [start for start, _ in aside]
        self._aside_to = list(accumulate((end for _, end in aside), max))
        self._known: dict[str, list[Span]] = {}

    def places(self, quote: str) -> list[Span]:
        """Every place where the words stand, whole words and whole numbers alone: those of the article in order, then
        those of furniture and of what is said again.
        """
        if quote not in self._known:
            self._known[quote] = sorted(self._everywhere(quote), key=self._is_aside)
        return self._known[quote]

    def _is_aside(self, span: Span) -> bool:
        before = bisect_right(self._aside_from, span[0])
        return before > 0 and span[0] < self._aside_to[before - 1]

    def _everywhere(self, quote: str) -> list[Span]:
        words = folded(quote).text.strip()
        if not words:
            return []
        found, at = [], self._folded.text.find(words)
        while at >= 0:
            if _is_whole(self._folded.text, at, at + len(words)):
                found.append(self._folded.span(at, at + len(words)))
            at = self._folded.text.find(words, at + 1)
        return found

    def place(self, quote: str, occurrence: int | None) -> Span:
        """The place of a quote; `InputError` where it does not stand in the text, or which one is meant is not said.

        One that stands once in the article is that one, however often a page repeats it around.
        """
        places = self.places(quote)
        article = [span for span in places if not self._is_aside(span)]
        if occurrence is None and len(article) == 1:
            return article[0]
        if not places:
            raise InputError("the quote does not stand in the text", "", "copy the figure's words from the text")
        if occurrence is None and len(places) > 1:
            what = f"the quote stands {len(places)} times in the text"
            raise InputError(what, "", f'write "occurrence": 1 to {len(places)}, or quote more words')
        if occurrence is not None and occurrence > len(places):
            what = f"occurrence {occurrence} of a quote that stands {len(places)} times"
            raise InputError(what, "", f"count from 1 to {len(places)}")
        return places[(occurrence or 1) - 1]


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a stretch cuts no word and no number: "5 bn" is not in "2.5 bn"."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if text[start].isalnum() and before[-1:].isalnum():
        return False
    if text[start].isdigit() and before[-1:] in _JOINERS and before[:1].isdigit():
        return False
    if text[end - 1].isalnum() and after[:1].isalnum():
        return False
    return not (text[end - 1].isdigit() and after[:1] in _JOINERS and after[1:].isdigit())
