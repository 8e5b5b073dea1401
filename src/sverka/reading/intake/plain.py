"""Plain text: lines, wrapped paragraphs, bullets."""

from __future__ import annotations

import re
from itertools import pairwise

from sverka.reading.intake.pieces import Piece, trimmed

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_BULLET = re.compile(r"(?:[-*•–·▪●‣◦■►✓➤]|\d{1,2}[.)]|[a-zа-я]\))[ \t\xa0]+(?=\S)")
_SENTENCE_INSIDE = re.compile(r"[.!?…][»\"”)]?\s+[«\"“(]?[A-ZА-ЯЁ]")
_RULE = re.compile(r"(?=[-+|=:\s]*[-=])(?=[^|+]*[|+])[-+|=:\s]+")
_CLOSERS = "»\"”'’)]"
_STOPS = ".!?…:;"
_MIN_WRAPPED_CHARS = 45
_MAX_WRAPPED_CHARS = 120


def plain_pieces(text: str) -> list[Piece]:
    """Lines of the text without their white space and bullets, wrapped lines of one paragraph joined.

    >>> text = "Trade\\n- exports: $5 bn"
    >>> [(text[p.start:p.end], p.hint) for p in plain_pieces(text)]
    [('Trade', ''), ('exports: $5 bn', 'item')]
    """
    lines = trimmed(text, (Piece(*found.span()) for found in _LINE.finditer(text)))
    joined = join_wrapped(text, lines)
    for line in joined:
        _mark(text, line)
    for before, after in pairwise(joined):
        _mark_piped(text, before, after)
    return [line for line in joined if not _RULE.fullmatch(text, line.start, line.end)]


def join_wrapped(text: str, lines: list[Piece]) -> list[Piece]:
    """Lines of one paragraph made one where the text is wrapped at a column; pieces that have a hint are left alone."""
    width = _wrap_width(text, lines)
    return _unwrapped(text, lines, width) if width else lines


def _mark(text: str, line: Piece) -> None:
    """Set an item's bullet aside; a paragraph of several sentences after a dash is speech, not an item."""
    head = text[line.start : line.end]
    bullet = _BULLET.match(head)
    if bullet and not (head[0] in "-–" and _SENTENCE_INSIDE.search(head)):
        line.start += bullet.end()
        line.hint = "item"
    elif "\t" in head or (head.count("|") >= 2 and head[0] == head[-1] == "|"):
        line.hint = "row"


def _mark_piped(text: str, before: Piece, after: Piece) -> None:
    """Two lines with as many pipes each, or a rule between head and row, are rows of a table."""
    counts = {text.count("|", line.start, line.end) for line in (before, after)}
    if (
        len(counts) == 1
        and counts != {0}
        and _adjacent(text, before, after)
        and not {before.hint, after.hint} - {"", "row"}
    ):
        before.hint = after.hint = "row"


def _wrap_width(text: str, lines: list[Piece]) -> int:
    """The column at which lines are wrapped, 0 if they are not: most breaks then fall inside a sentence."""
    if len(lines) < 3:
        return 0
    width = max(line.end - line.start for line in lines)
    if not _MIN_WRAPPED_CHARS <= width <= _MAX_WRAPPED_CHARS:
        return 0
    pairs = [pair for pair in pairwise(lines) if _adjacent(text, *pair)]
    broken = sum(_breaks_sentence(text, *pair) for pair in pairs)
    return width if broken >= 2 and broken * 4 >= len(pairs) else 0


def _adjacent(text: str, before: Piece, after: Piece) -> bool:
    """No blank line between the two; a form feed or the like counts as one."""
    return text.count("\n", before.end, after.start) <= 1


def _breaks_sentence(text: str, before: Piece, after: Piece) -> bool:
    return text[before.end - 1] not in _STOPS and text[after.start].islower()


def _unwrapped(text: str, lines: list[Piece], width: int) -> list[Piece]:
    """Join a line to the one before if that one was full: the next word would not have fitted."""
    joined = [lines[0]]
    lengths = [line.end - line.start for line in lines]
    for length, (before, after) in zip(lengths, pairwise(lines), strict=False):
        word = text[after.start : after.end].split(None, 1)[0]
        full = length + 1 + len(word) > width - 4
        is_marked = bool(after.hint) or before.hint not in {"", "item"} or _BULLET.match(text, after.start) is not None
        if full and not is_marked and _adjacent(text, before, after):
            joined[-1].end = after.end
        else:
            joined.append(after)
    return joined


def is_sentence_end(line: str) -> bool:
    """Whether a line ends as running text does.

    >>> is_sentence_end("Exports rose."), is_sentence_end("Exports rise")
    (True, False)
    """
    bare = line.rstrip(_CLOSERS + " \xa0")
    return bare.endswith((".", "!", "?", "…"))
