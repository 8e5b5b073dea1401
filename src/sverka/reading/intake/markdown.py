"""Markdown: headings, items and rows by its marks; link targets, code and markup are left out of the text.

Line by line, after CommonMark 0.31 and the tables of GitHub Flavored Markdown; paragraphs are lines, as news texts have
them, unless the text is wrapped at a column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sverka.reading.document import Document
from sverka.reading.intake.charrefs import CHARREF, unescaped
from sverka.reading.intake.html_meta import iso_date
from sverka.reading.intake.limits import check_counts, check_text_length
from sverka.reading.intake.mapped import MappedText
from sverka.reading.intake.pieces import Hint, Piece, trimmed
from sverka.reading.intake.plain import join_wrapped
from sverka.reading.intake.roles import blocks_of, language_of, looks_like_headline, title_of, within_article
from sverka.reading.intake.tabular import tables_of

_LINE = re.compile(r"[^\n\r]+")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+")
_HEADING_END = re.compile(r"[ \t]+#+[ \t]*\Z")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*\Z")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})\Z")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\Z")
_ITEM = re.compile(r"[ \t]*(?:[-*+•–]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_QUOTE = re.compile(r" {0,3}(?:>[ \t]?)+")
_DEFINITION = re.compile(r" {0,3}\[[^\[\]]{1,300}\]:[ \t]*\S")
_CODE_INDENT = re.compile(r"(?: {4}|\t)")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(?:[^\n]*\n){0,200}?---[ \t]*(?:\r?\n|\Z)")
_FRONT_DATE = re.compile(r"^(?:date|published|pubdate):[ \t]*[\"']?([\d./-]{8,10})", re.MULTILINE | re.IGNORECASE)
_INLINE = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<code>(?<!`)(?P<ticks>`{1,8})(?!`)[^\n\r]{1,1000}?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<image>!\[[^\[\]\n\r]{0,500}\](?:\([^()\n\r]{0,1000}(?:\([^()\n\r]{0,200}\)[^()\n\r]{0,200})?\)|\[[^\[\]\n\r]{0,300}\])?)"
    r"|(?P<note>\[\^[^\[\]\s]{1,50}\])"
    r"|(?P<target>\](?:\([^()\n\r]{0,1000}(?:\([^()\n\r]{0,200}\)[^()\n\r]{0,200})?\)|\[[^\[\]\n\r]{0,300}\]))"
    r"|(?P<bracket>\[(?=[^\[\]\n\r]{1,500}\][\[(]))"
    r"|(?P<auto><(?:https?|mailto|ftp):[^<>\s]{1,1000}>)"
    r"|(?P<tag></?[A-Za-z][A-Za-z0-9-]{0,20}(?:\s[^<>\n\r]{0,500})?/?>|<!--[^\n\r]{0,2000}?-->)"
    r"|(?P<url>\bhttps?://[^\s<>()\[\]]{1,1000}|\bwww\.[^\s<>()\[\]]{1,1000})"
    rf"|(?P<reference>{CHARREF})"
    r"|(?P<emphasis>\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|~~)"
    r"|(?P<cell>[ \t]*\|[ \t]*)"
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line's place in the source, what is left of it without its marks, and what these say."""

    start: int
    end: int
    hint: Hint = ""
    is_verbatim: bool = False


def markdown_document(given: str, source: str, encoding: str) -> Document:
    """A document of Markdown; `text` is without marks, and `Document.span` leads back to the source."""
    check_text_length(given, source)
    mapped = MappedText()
    pieces: list[Piece] = []
    for line in _lines(given):
        piece = _write(given, line, mapped)
        if piece:
            pieces.append(piece)
    text = mapped.text()
    check_text_length(text, source)
    check_counts(source, blocks=len(pieces))
    lines = join_wrapped(text, trimmed(text, pieces))
    tables = tables_of(text, lines)
    blocks = blocks_of(text, lines)
    front = _FRONT_MATTER.match(given)
    dated = _FRONT_DATE.search(front.group()) if front else None
    return Document(
        source=source,
        given=given,
        text=text,
        origin=mapped.origin,
        blocks=blocks,
        lang=language_of(text, blocks),
        title=title_of(text, blocks),
        published=iso_date(dated.group(1)) if dated else None,
        encoding=encoding,
        origin_end=mapped.origin_end,
        tables=within_article(tables, blocks),
    )


def _lines(given: str) -> Iterator[_Line]:
    front = _FRONT_MATTER.match(given)
    body_start = front.end() if front else 0
    if front:
        yield from (_Line(*found.span(), "furniture", True) for found in _LINE.finditer(given, 0, body_start))
    fence, in_list, in_table = "", False, False
    found_lines = list(_LINE.finditer(given, body_start))
    for at, found in enumerate(found_lines):
        line = found.group()
        mark = _FENCE.match(line)
        if fence or mark:
            yield _Line(*found.span(), "furniture", True)
            fence = _fence_after(fence, mark, line)
        else:
            after = (
                found_lines[at + 1].group() if at + 1 < len(found_lines) and _is_next(given, found_lines, at) else ""
            )
            blank_before = at == 0 or not _is_next(given, found_lines, at - 1)
            in_table = "|" in line and (_is_rule_of_table(line) or (in_table and not blank_before))
            in_list = _ITEM.match(line) is not None or (in_list and _CODE_INDENT.match(line) is not None)
            if in_table and not _is_rule_of_table(line):
                yield _Line(*found.span(), "row")
            else:
                yield _line(line, found.start(), after, is_code_place=blank_before and not in_list)


def _is_next(given: str, lines: list[re.Match[str]], at: int) -> bool:
    """Whether no blank line stands after this one."""
    return given.count("\n", lines[at].end(), lines[at + 1].start()) <= 1


def _fence_after(fence: str, mark: re.Match[str] | None, line: str) -> str:
    if not fence:
        return mark.group(1) if mark else ""
    closes = mark is not None and mark.group(1).startswith(fence) and not line[mark.end() :].strip()
    return "" if closes else fence


def _is_rule_of_table(line: str) -> bool:
    return "|" in line and _TABLE_RULE.match(line) is not None


def _line(line: str, start: int, after: str, *, is_code_place: bool) -> _Line:
    """A line outside of fences: its marks cut off and turned into a hint."""
    end = start + len(line)
    if _RULE.match(line) or _UNDERLINE.match(line) or _is_rule_of_table(line):
        return _Line(start, start)
    if _DEFINITION.match(line) or (_CODE_INDENT.match(line) and is_code_place):
        return _Line(start, end, "furniture", True)
    quote = _QUOTE.match(line)
    inner = quote.end() if quote else 0
    if heading := _HEADING.match(line, inner):
        tail = _HEADING_END.search(line)
        end = start + tail.start() if tail and tail.start() >= heading.end() else end
        return _Line(start + heading.end(), end, "title" if len(heading.group(1)) == 1 else "heading")
    if item := _ITEM.match(line, inner):
        return _Line(start + item.end(), end, "item")
    if line.strip().startswith("|") or ("|" in line and "|" in after and _TABLE_RULE.match(after)):
        return _Line(start + inner, end, "row")
    underlined = _UNDERLINE.match(after) is not None and looks_like_headline(line.strip())
    return _Line(start + inner, end, "title" if underlined and "=" in after else "heading" if underlined else "")


def _write(given: str, line: _Line, mapped: MappedText) -> Piece | None:
    """Add a line to the text without its inline marks; `None` for a blank line."""
    words = given[line.start : line.end]
    start = line.start + len(words) - len(words.lstrip())
    end = line.start + len(words.rstrip())
    if start >= end:
        return None
    if mapped.length:
        _break_before(given, start, mapped)
    piece = Piece(mapped.length, mapped.length, line.hint)
    if line.is_verbatim:
        mapped.copy(given[start:end], start)
    else:
        _write_inline(given, start, end, line.hint == "row", mapped)
    piece.end = mapped.length
    return piece


def _break_before(given: str, start: int, mapped: MappedText) -> None:
    """One newline, two where a blank line stands in the source."""
    last = mapped.origin_end[-1]
    mapped.put("\n\n" if given.count("\n", last, start) > 1 else "\n", start, start)


def _write_inline(given: str, start: int, end: int, is_row: bool, mapped: MappedText) -> None:
    at = start
    for found in _INLINE.finditer(given, start, end):
        if found.lastgroup == "cell" and not is_row:
            continue
        mapped.copy(given[at : found.start()], at)
        at = found.end()
        if found["escape"]:
            mapped.copy(found.group()[1], found.start() + 1)
        elif found["reference"]:
            mapped.put(unescaped(found.group()), *found.span())
        elif found["cell"] and start < found.start() and found.end() < end:
            mapped.put("\t", *found.span())
    mapped.copy(given[at:end], at)
