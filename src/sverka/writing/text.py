"""Answers as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sverka.model.claims import Reading
from sverka.model.findings import AssertionFinding
from sverka.writing.assisted_objects import assist_section
from sverka.writing.handed_objects import rejected_section, second_reader_section
from sverka.writing.proofs import Prose
from sverka.writing.report import (
    Entry,
    Section,
    assertions_section,
    bounds_section,
    claims_section,
    document_facts,
    findings_section,
    implied_sections,
    notes_section,
    statements_section,
    unread_section,
)
from sverka.writing.terminal import Screen

if TYPE_CHECKING:
    from sverka.checking.findings import Checked
    from sverka.checking.weighing import Weighed

COLORS = {"good": "green", "doubtful": "yellow", "bad": "red", "": None}
_INDENT, _LABEL = 2, 5


def reading_text(reading: Reading, screen: Screen, *, explain: bool = False) -> str:
    """What `read` prints."""
    prose = Prose.about(reading.claims, screen.ui, reading.reporter)
    show_document(reading, prose, screen)
    show([claims_section(reading, prose, explain=explain), *_rest(reading, prose)], screen)
    return screen.text()


def bounds_text(weighed: Weighed, prose: Prose, screen: Screen, *, asked: bool, told: Sequence[str] = ()) -> str:
    """What `bounds` prints; the bounds themselves only where measures were `asked` for, and what else is `told`."""
    bounds = weighed.reconciliation.bounds if asked else ()
    sections = [statements_section(weighed, prose), bounds_section(bounds, prose)]
    show([*sections, *implied_sections(weighed.reconciliation, prose)], screen)
    for at, line in enumerate(told):
        if at == 0:
            screen.blank()
        screen.say(line, style="yellow", hang=2)
    return screen.text()


def checked_text(checked: Checked, prose: Prose, screen: Screen) -> str:
    """What `check` prints."""
    for document in checked.documents:
        show_document(document.reading, prose, screen)
        show([findings_section(document.findings, prose), notes_section(document.notes, prose)], screen)
        show(_handed(document.reading, prose), screen)
        show(_rest(document.reading, prose, document.assertions), screen)
    others = findings_section(checked.statements, prose, prose.words.say("other_statements"))
    show([others, *implied_sections(checked.weighed.reconciliation, prose, always=not checked.with_records)], screen)
    return screen.text()


def _handed(reading: Reading, prose: Prose) -> list[Section]:
    return [
        assist_section(reading, prose),
        second_reader_section(reading, prose),
        rejected_section(reading, prose),
    ]


def _rest(reading: Reading, prose: Prose, found: Iterable[AssertionFinding] = ()) -> list[Section]:
    unread = unread_section(reading.unread, reading.text, prose)
    return [assertions_section(reading.assertions, prose, found), unread]


def show_document(reading: Reading, prose: Prose, screen: Screen) -> None:
    """The head of a document."""
    screen.blank()
    if reading.title:
        screen.say(reading.title, style="bold")
    screen.say(document_facts(reading, prose), style="dim")


def show(sections: Iterable[Section], screen: Screen) -> None:
    """Sections with something in them; a count of no figures is said too."""
    for section in sections:
        if section.entries or section.title[:1].isdigit():
            screen.heading(section.title)
            for entry in section.entries:
                show_entry(entry, screen)


def show_entry(entry: Entry, screen: Screen) -> None:
    """One entry; a bullet where it has no label."""
    color = COLORS[entry.tone]
    label = entry.label or "•"
    width = _LABEL if entry.label else 2
    screen.item(label, entry.text, indent=_INDENT, width=width, remark=entry.remark, style=color)
    for line in entry.lines:
        screen.say(line, indent=_INDENT + max(width, len(label) + 1), style="dim")
