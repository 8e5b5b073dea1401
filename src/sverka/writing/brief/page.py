"""A brief as one self-contained HTML page; each figure leads to its measure at the foot."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from sverka.writing.brief.markdown import exact_text, figure_numbers, pieces
from sverka.writing.brief.records import CELL, Block, BlockKind, Brief, Sentence
from sverka.writing.brief.words import tables
from sverka.writing.html import page
from sverka.writing.safe_html import attribute, text_node


def brief_page(brief: Brief) -> str:
    """The page: the text, then in its foot the source and the measures, which no reader takes for text."""
    headline = next((one.text for block in brief.blocks if block.kind == "headline" for one in block.sentences), "")
    return page(headline or brief.name, _body(brief), brief.asked.lang)


def _body(brief: Brief) -> Iterator[str]:
    numbers = figure_numbers(brief)
    heading = tables(brief.asked.lang)["heading"]
    yield f'<article class="brief" lang="{brief.asked.lang}">'
    for kind, blocks in groupby(brief.blocks, key=lambda block: block.kind):
        yield from _blocks(kind, list(blocks), numbers, heading)
    yield "</article>"
    yield from _foot(brief, numbers, heading)


def _blocks(kind: BlockKind, blocks: list[Block], numbers: dict[str, int], heading: dict[str, str]) -> Iterator[str]:
    """Blocks of one kind that follow one another, in the column that a text has on these pages."""
    told = [" ".join(_sentence(one, numbers) for one in block.sentences) for block in blocks]
    if kind == "row":
        head = f"<th>{text_node(heading['indicator'])}</th><th>{text_node(heading['value'])}</th>"
        rows = ("<tr><td>" + row.replace(CELL, "</td><td>") + "</td></tr>" for row in told)
        yield from ("<table>", f"<thead><tr>{head}</tr></thead>", "<tbody>", *rows, "</tbody>", "</table>")
    elif kind in ("item", "note"):
        yield from ('<div class="row">', "<ul>", *(f"<li>{one}</li>" for one in told), "</ul>", "</div>")
    else:
        tag, name = ("p" if kind == "paragraph" else "h2"), ("row headline" if kind == "headline" else "row")
        yield from (f'<div class="{name}"><{tag}>{one}</{tag}></div>' for one in told)


def _sentence(sentence: Sentence, numbers: dict[str, int]) -> str:
    return "".join(
        text_node(text)
        if figure is None
        else f'<a class="said" href="#m{numbers[figure.measure]}" title="{attribute(exact_text(figure))}">'
        f"{text_node(text)}</a>"
        for text, figure in pieces(sentence)
    )


def _foot(brief: Brief, numbers: dict[str, int], heading: dict[str, str]) -> Iterator[str]:
    told = {figure.measure: figure for figure in brief.figures}
    yield "<footer><section>"
    yield f"<p>{text_node(heading['source'].format(source=brief.source, version=brief.version).replace('`', ''))}</p>"
    yield f"<p>{text_node(brief.definition)}</p>"
    yield f"<h2>{text_node(heading['measures'])}</h2>"
    yield "<ol>"
    for measure, figure in told.items():
        yield f'<li id="m{numbers[measure]}"><code>{text_node(exact_text(figure))}</code></li>'
    yield "</ol></section></footer>"
