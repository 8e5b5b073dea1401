"""A brief as Markdown: each figure links to its measure by a reference at the end, which no reader sees as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from sverka.writing.brief.records import CELL, Block, Brief, Figure, Sentence
from sverka.writing.brief.words import tables
from sverka.writing.objects import plain_number
from sverka.writing.terminal import clean

_MARKUP = re.compile(r"([\\`*_\[\]<>|~#&!])")
_BEFORE = {"headline": "# ", "heading": "## ", "item": "- ", "note": "- ", "row": "| ", "paragraph": ""}


def brief_markdown(brief: Brief) -> str:
    """The brief, then a line on the source, then the measure of each figure."""
    numbers = figure_numbers(brief)
    lines: list[str] = []
    before: Block | None = None
    for block in brief.blocks:
        lines += _apart(brief, before, block)
        lines.append(_line(block, numbers))
        before = block
    lines += ["", source_line(brief), ""]
    told = {figure.measure: figure for figure in brief.figures}
    lines += [f"[{numbers[measure]}]: {measure_link(brief, figure)}" for measure, figure in told.items()]
    return "\n".join(lines) + "\n"


def figure_numbers(brief: Brief) -> dict[str, int]:
    """A number for each measure, in the order in which they come."""
    return {measure: at for at, measure in enumerate(dict.fromkeys(figure.measure for figure in brief.figures), 1)}


def measure_link(brief: Brief, figure: Figure) -> str:
    """The target that stands for a measure, and its text and exact value as the title."""
    asked = {"m": figure.measure, "reporter": brief.reporter, "version": brief.version}
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in asked.items())
    return f'<sverka:measure?{query}> "{exact_text(figure)}"'


def exact_text(figure: Figure) -> str:
    """A measure with its exact value: `level(export[CN;; 2023], USD) = 8178754221 USD`."""
    answer = figure.answer
    return f"{figure.measure} = {plain_number(answer.value)} {answer.unit}"


def source_line(brief: Brief) -> str:
    """Whose records these are; the number of the version is code, which is no text."""
    return _escaped(tables(brief.asked.lang)["heading"]["source"].format(source=brief.source, version="\0")).replace(
        "\\`\ufffd\\`", f"`{brief.version}`"
    )


def _apart(brief: Brief, before: Block | None, block: Block) -> Iterator[str]:
    """Empty lines, and the head of a table before its first row."""
    alike = before is not None and before.kind == block.kind and block.kind in ("item", "note", "row")
    if before is not None and not alike:
        yield ""
    if block.kind == "row" and not alike:
        heading = tables(brief.asked.lang)["heading"]
        yield f"| {heading['indicator']} | {heading['value']} |"
        yield "| --- | ---: |"


def _line(block: Block, numbers: dict[str, int]) -> str:
    text = " ".join(_sentence(sentence, numbers) for sentence in block.sentences)
    return f"{_BEFORE[block.kind]}{text}{' |' if block.kind == 'row' else ''}"


def _sentence(sentence: Sentence, numbers: dict[str, int]) -> str:
    parts = pieces(sentence)
    return "".join(
        _escaped(text) if figure is None else f"[{_escaped(text)}][{numbers[figure.measure]}]" for text, figure in parts
    ).replace(CELL, " | ")


def pieces(sentence: Sentence) -> list[tuple[str, Figure | None]]:
    """A sentence cut at its figures."""
    parts: list[tuple[str, Figure | None]] = []
    at = 0
    for figure in sentence.figures:
        parts += [(sentence.text[at : figure.start], None), (sentence.text[figure.start : figure.end], figure)]
        at = figure.end
    return [*parts, (sentence.text[at:], None)]


def _escaped(text: str) -> str:
    """Text in which nothing is markup; spaces at its ends and the mark of a cell are kept."""
    cells: Sequence[str] = text.split(CELL)
    return CELL.join(_MARKUP.sub(r"\\\1", _kept(cell)) for cell in cells)


def _kept(text: str) -> str:
    lead, trail = len(text) - len(text.lstrip(" ")), len(text) - len(text.rstrip(" "))
    return " " * lead + clean(text) + " " * trail if text.strip(" ") else text
