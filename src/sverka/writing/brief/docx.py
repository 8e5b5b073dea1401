"""A brief as a Word document, with a table of the measures at its end."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from sverka.model.errors import UsageError
from sverka.writing.brief.markdown import figure_numbers
from sverka.writing.brief.records import CELL, Block, Brief
from sverka.writing.brief.words import tables
from sverka.writing.objects import plain_number
from sverka.writing.terminal import clean

_STYLES = {"headline": "Title", "heading": "Heading 1", "item": "List Bullet", "note": "List Bullet"}


def brief_docx(brief: Brief) -> bytes:
    """The document; `UsageError` where the optional library is not installed."""
    try:
        import docx
    except ImportError:
        raise UsageError("docx needs an extra", "--format docx", "pip install sverka[docx]") from None
    document = docx.Document()
    heading = tables(brief.asked.lang)["heading"]
    rows = [block for block in brief.blocks if block.kind == "row"]
    for block in brief.blocks:
        if block.kind != "row":
            document.add_paragraph(_text(block), style=_STYLES.get(block.kind))
        elif block is rows[0]:
            cells = [tuple(_text(row).split(CELL, 1)) for row in rows]
            _table(document, (heading["indicator"], heading["value"]), cells)
    document.add_paragraph(heading["source"].format(source=brief.source, version=brief.version).replace("`", ""))
    document.add_heading(heading["measures"], level=1)
    _measures(document, brief, heading)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _text(block: Block) -> str:
    return " ".join(CELL.join(clean(cell) for cell in one.text.split(CELL)) for one in block.sentences)


def _measures(document: Any, brief: Brief, heading: dict[str, str]) -> None:
    told = {figure.measure: figure for figure in brief.figures}
    rows = [
        (
            str(number),
            told[measure].text,
            measure,
            f"{plain_number(told[measure].answer.value)} {told[measure].answer.unit}",
        )
        for measure, number in figure_numbers(brief).items()
    ]
    _table(document, ("", heading["value"], heading["measure"], heading["exact"]), rows)


def _table(document: Any, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    table = document.add_table(rows=1, cols=len(head), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        cell.text = text
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
