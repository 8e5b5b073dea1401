"""A reading or its findings as one self-contained HTML page that loads nothing.

The text stands in the middle with its figures marked, beside each paragraph what was found of the figures in it; on a
phone and in print the findings stand below. A figure that records answer has a chart. Everything that comes from a
source is escaped; the only scripts are those of the charts, named by their hashes in the policy of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from sverka.checking.findings import Checked
from sverka.checking.wording import Ui
from sverka.model.claims import Reading
from sverka.reading.document import Block, Document
from sverka.writing.assisted_objects import assist_section
from sverka.writing.chart_page import Scripts, page_charts
from sverka.writing.charts import checked_charts
from sverka.writing.handed_objects import rejected_section, second_reader_section
from sverka.writing.marks import Mark, marked_text, marks_by_block, text_marks
from sverka.writing.proofs import Prose
from sverka.writing.report import (
    Entry,
    Section,
    assertions_section,
    claims_section,
    document_facts,
    findings_section,
    implied_sections,
    notes_section,
    unread_section,
)
from sverka.writing.safe_html import attribute, text_node

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_NO_SCRIPTS = Scripts()
_NO_FIGURES: Mapping[str, str] = {}


def reading_page(document: Document, reading: Reading, ui: Ui) -> str:
    """What `read --format html` prints."""
    prose = Prose.about(reading.claims, ui, reading.reporter)
    found = claims_section(reading, prose)
    rest = [assertions_section(reading.assertions, prose), unread_section(reading.unread, reading.text, prose)]
    body = [*article(document, reading, found, prose), *(html for section in rest for html in section_html(section))]
    return page(reading.title or reading.source, body, ui)


def checked_page(documents: Sequence[Document], checked: Checked, prose: Prose) -> str:
    """What `check --format html` prints: each document with its findings, then what they imply together."""
    body: list[str] = []
    figures, scripts = page_charts(checked_charts(checked, prose))
    for source, found in zip(documents, checked.documents, strict=True):
        reading = found.reading
        told, notes = findings_section(found.findings, prose), notes_section(found.notes, prose)
        body += article(source, reading, told, prose, notes, figures)
        body += section_html(assist_section(reading, prose))
        body += section_html(second_reader_section(reading, prose))
        body += section_html(rejected_section(reading, prose))
        body += section_html(assertions_section(reading.assertions, prose, found.assertions))
        body += section_html(unread_section(reading.unread, reading.text, prose))
    others = findings_section(checked.statements, prose, prose.words.say("other_statements"))
    body += section_html(others, linked=False, figures=figures)
    for section in implied_sections(checked.weighed.reconciliation, prose, always=not checked.with_records):
        body += section_html(section)
    titles = [found.reading.title or found.reading.source for found in checked.documents]
    return page(" · ".join(titles) or "Sverka", body, prose.ui, scripts)


def page(title: str, body: Iterable[str], ui: Ui, scripts: Scripts = _NO_SCRIPTS) -> str:
    """A whole page around its body, `scripts` at its end."""
    policy = "; ".join(part for part in (_POLICY, scripts.policy) if part)
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{ui}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta http-equiv="Content-Security-Policy" content="{attribute(policy)}">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{text_node(title)} · Sverka</title>",
            f"<style>\n{_style()}</style>",
            "</head>",
            "<body>",
            "<main>",
            *body,
            "</main>",
            *([scripts.html.rstrip("\n")] if scripts.html else []),
            "</body>",
            "</html>",
            "",
        ]
    )


def article(
    document: Document,
    reading: Reading,
    found: Section,
    prose: Prose,
    notes: Section | None = None,
    figures: Mapping[str, str] = _NO_FIGURES,
) -> Iterator[str]:
    """The text, a row for each of its blocks: on one side the words, on the other what was found of them.

    `notes` on the whole stand below it; `figures` are the charts, by the ids of their claims.
    """
    entries = {entry.label: entry for entry in found.entries}
    tones = {label: entry.tone for label, entry in entries.items()}
    marks = marks_by_block(document.blocks, text_marks(document, reading, tones))
    homes = _homes(document.blocks, marks)
    yield f'<article lang="{attribute(reading.lang)}">'
    yield f'<p class="facts" lang="{prose.ui}">{text_node(document_facts(reading, prose))}</p>'
    yield f'<p class="count" lang="{prose.ui}">{text_node(found.title)}</p>'
    for block, inside, names in zip(document.blocks, marks, homes, strict=True):
        here = [entries[name] for name in names if name in entries]
        yield from _row(
            document, block, inside, [note_html(entry, figures.get(entry.label, "")) for entry in here], prose
        )
    if notes is not None:
        yield f'<div class="notes" lang="{prose.ui}">'
        yield from section_html(notes)
        yield "</div>"
    yield "</article>"


def _row(document: Document, block: Block, inside: Sequence[Mark], notes: Sequence[str], prose: Prose) -> Iterator[str]:
    repeated = " repeat" if block.repeat_of is not None else ""
    tag = "h2" if block.kind == "headline" else "p"
    words = marked_text(document.text, block.start, block.end, inside)
    yield f'<div class="row {attribute(block.kind)}{repeated}">'
    yield f"<{tag}>{words}</{tag}>"
    if notes:
        yield f'<aside lang="{prose.ui}">'
        yield from notes
        yield "</aside>"
    yield "</div>"


def _homes(blocks: Sequence[Block], marks: Sequence[Sequence[Mark]]) -> list[list[str]]:
    """For each block the claims that are told beside it: those that it says itself, headlines and repeats last."""
    homes: list[list[str]] = [[] for _ in blocks]
    told: set[str] = set()
    last = [block.kind == "headline" or block.repeat_of is not None for block in blocks]
    for number in sorted(range(len(blocks)), key=lambda one: (last[one], one)):
        for mark in marks[number]:
            if mark.is_claim and mark.name not in told:
                told.add(mark.name)
                homes[number].append(mark.name)
    return homes


def note_html(entry: Entry, figure: str = "") -> str:
    """What was found of one figure, with the way back to its words and its chart, where it has one."""
    name = attribute(entry.label)
    remark = f' <strong class="verdict {entry.tone}">{text_node(entry.remark)}</strong>' if entry.remark else ""
    lines = "".join(f"<p>{text_node(line)}</p>" for line in entry.lines)
    head = f'<a class="label" href="#{name}">{text_node(entry.label)}</a>'
    told = f"<p>{head} {text_node(entry.text)}{remark}</p>{lines}{figure}"
    return f'<div class="note {entry.tone}" id="f-{name}">{told}</div>'


def section_html(
    section: Section, kind: str = "", *, linked: bool = True, figures: Mapping[str, str] = _NO_FIGURES
) -> list[str]:
    """A section of the report, nothing where it has no entries; `linked` labels lead to the words of the text."""
    if not section.entries:
        return []
    items = [_item(entry, figures.get(entry.label, ""), linked=linked) for entry in section.entries]
    opening = f'<section class="{kind}">' if kind else "<section>"
    return [opening, f"<h2>{text_node(section.title)}</h2>", "<ul>", *items, "</ul>", "</section>"]


def _item(entry: Entry, figure: str, *, linked: bool) -> str:
    way = f' href="#{attribute(entry.label)}"' if linked else ""
    label = f'<a class="label"{way}>{text_node(entry.label)}</a> ' if entry.label else ""
    remark = f' <strong class="verdict {entry.tone}">{text_node(entry.remark)}</strong>' if entry.remark else ""
    lines = "".join(f"<p>{text_node(line)}</p>" for line in entry.lines)
    opening = f'<li class="{entry.tone}">' if entry.tone else "<li>"
    return f"{opening}{label}{text_node(entry.text)}{remark}{lines}{figure}</li>"


@cache
def _style() -> str:
    return files("sverka.writing").joinpath("page.css").read_text(encoding="utf-8")
