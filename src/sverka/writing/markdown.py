"""Findings as Markdown: readable as it is, and safe to publish, since nothing of a page is taken for markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sverka.checking.findings import Checked, CheckedDocument
from sverka.writing.assisted_objects import assist_section
from sverka.writing.handed_objects import rejected_section, second_reader_section
from sverka.writing.proofs import Prose
from sverka.writing.report import (
    Entry,
    Section,
    assertions_section,
    document_facts,
    findings_section,
    implied_sections,
    notes_section,
    unread_section,
)
from sverka.writing.terminal import clean

_MARKUP = re.compile(r"([\\`*_\[\]<>|~#&!])")


def checked_markdown(checked: Checked, prose: Prose) -> str:
    """What `check --format md` prints."""
    lines: list[str] = []
    for document in checked.documents:
        lines += _document(document, prose)
    others = findings_section(checked.statements, prose, prose.words.say("other_statements"))
    lines += _sections(
        [others, *implied_sections(checked.weighed.reconciliation, prose, always=not checked.with_records)]
    )
    return "\n".join(lines).strip("\n") + "\n"


def escaped(text: str) -> str:
    """Text in which nothing is markup: special characters escaped, control characters replaced.

    >>> escaped("<b>*x*</b>")
    '\\\\<b\\\\>\\\\*x\\\\*\\\\</b\\\\>'
    """
    return _MARKUP.sub(r"\\\1", clean(text))


def _document(document: CheckedDocument, prose: Prose) -> Iterator[str]:
    reading = document.reading
    yield f"# {escaped(reading.title or reading.source)}"
    yield ""
    yield escaped(document_facts(reading, prose))
    yield ""
    yield from _sections(
        [
            findings_section(document.findings, prose),
            notes_section(document.notes, prose),
            assist_section(reading, prose),
            second_reader_section(reading, prose),
            rejected_section(reading, prose),
            assertions_section(reading.assertions, prose, document.assertions),
            unread_section(reading.unread, reading.text, prose),
        ]
    )


def _sections(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        if not section.entries:
            continue
        yield f"## {escaped(section.title)}"
        yield ""
        for entry in section.entries:
            yield from _entry(entry)
        yield ""


def _entry(entry: Entry) -> Iterator[str]:
    label = f"**{escaped(entry.label)}** " if entry.label else ""
    remark = f": **{escaped(entry.remark)}**" if entry.remark else ""
    yield f"- {label}{escaped(entry.text)}{remark}"
    for line in entry.lines:
        yield f"  - {escaped(line)}"
