"""Findings in few characters: verdict, what was recorded, what was asked, and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from sverka.checking.findings import Checked, CheckedDocument
from sverka.checking.wording import in_language
from sverka.model.findings import Finding, Verdict
from sverka.serving.failing import by_field
from sverka.serving.short.figures import Definitions, release, short_number
from sverka.writing.handed_objects import error_text
from sverka.writing.objects import Object
from sverka.writing.proofs import Prose
from sverka.writing.recorded import sense_text

_TOLD_ELSEWHERE = frozenset({"coverage", "not_given", "records", "scope"})
"""Kinds of notes that each claim's own line says."""
MOST_UNREAD, MOST_WORDS, MOST_CAUSES = 20, 100, 2
_ACCUSING = (Verdict.FAILS, Verdict.HOLDS_OTHERWISE, Verdict.NEARLY_HOLDS)


def short_checked(
    checked: Checked,
    prose: Prose,
    dates: Callable[[str], str | None],
    *,
    names: Mapping[str, object] | None = None,
    quoted: bool = False,
) -> Object:
    """One document's findings in order; `names` are the ids of claims as they were given, where these could not be
    used, `quoted` tells the words of each claim; `dates` gives the day of a version of the book.
    """
    document = checked.documents[0]
    lines = _Lines(prose, dates, names or {}, quoted, document.reading.reporter)
    given = [one for one in document.findings if one.claim.origin or quoted]
    others = [] if quoted else [one for one in document.findings if not one.claim.origin]
    told: Object = {
        "verdicts": dict(Counter(str(one.verdict) for one in given)),
        **({"reporter": document.reading.reporter} if document.reading.reporter else {}),
        "claims": [lines.line(one) for one in given],
    }
    lines.quoted = True
    told |= {"others": [lines.line(one) for one in others]} if others else {}
    told |= _rest(document, checked, lines)
    if lines.definitions.told():
        told["definitions"] = lines.definitions.told()
    return told


class _Lines:
    """Makes a line of each finding, and collects the definitions that these name."""

    def __init__(
        self,
        prose: Prose,
        dates: Callable[[str], str | None],
        names: Mapping[str, object],
        quoted: bool,
        reporter: str | None,
    ) -> None:
        self.names = names
        self.quoted = quoted
        self.definitions = Definitions(prose.ui)
        self.prose = prose
        self._dates, self._reporter = dates, reporter
        replaced = "|".join(map(re.escape, names))
        self._replaced = re.compile(rf"(?<![\w.-])(?:{replaced})(?![\w-])") if replaced else None

    def line(self, one: Finding) -> Object:
        """The verdict on one claim."""
        claim = one.claim
        line: Object = {"id": self.names.get(claim.id, claim.id), "verdict": str(one.verdict)}
        if self.quoted and claim.mentions:
            line["quote"] = _cut(claim.mentions[0].text)
        if claim.reporter and claim.reporter != self._reporter:
            line["reporter"] = claim.reporter
        line["reason"] = self.words(one.reason)
        line |= self._recorded(one)
        if one.interpretation:
            line["senses"] = [sense_text(use, self.prose) for use in one.interpretation]
        if one.verdict in _ACCUSING and one.causes:
            line["causes"] = [cause.text for cause in one.causes[:MOST_CAUSES]]
        bound = next((self.prose.span(bound) for bound in one.bounds), "")
        return {**line, **({"bounds": bound} if bound else {})}

    def words(self, text: str) -> str:
        """A sentence with fields for options, and with the ids of claims as they were given."""
        told = by_field(text)
        return self._replaced.sub(lambda found: str(self.names[found[0]]), told) if self._replaced else told

    def note(self, text: str) -> str:
        """A note in which what a definition says already is left to that."""
        return self.words(self.definitions.referred(text))

    def _recorded(self, one: Finding) -> Object:
        figure = one.figure
        if figure is None:
            return {"recorded": None, "asked": str(one.asked or one.claim.measure or "") or None}
        line: Object = {
            "recorded": short_number(figure.value, figure.unit),
            "unit": figure.unit,
            "asked": figure.measure,
            "release": release(figure.source, figure.version, self._dates(figure.version)),
            "definition": self.definitions.name(figure.definition),
        }
        return {**line, **({"scope": figure.scope} if figure.scope else {})}


def _cut(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= MOST_WORDS else flat[: MOST_WORDS - 1] + "…"


def _rest(document: CheckedDocument, checked: Checked, lines: _Lines) -> Object:
    """What was refused, what is said without a figure, conflicts, notes, and how much was left unread."""
    reading, prose = document.reading, lines.prose
    told: Object = {
        "refused": [
            {"claim": lines.names.get(one.claim, one.claim), "error": by_field(error_text(one, prose))}
            for one in reading.rejected
        ],
        "assertions": [
            {"label": one.assertion.label, "verdict": str(one.verdict), "reason": lines.words(one.reason)}
            for one in document.assertions
        ],
        "conflicts": [lines.words(prose.conflict(one)) for one in checked.weighed.reconciliation.conflicts],
        "notes": [lines.note(text) for text in _notes(document)],
        "unread": unread_lines([(one.text, in_language(one.reason, prose.ui)) for one in reading.unread]),
    }
    return {name: value for name, value in told.items() if value}


def _notes(document: CheckedDocument) -> list[str]:
    """The notes that the lines of claims do not say themselves; of what extract a figure is, its `scope` says."""
    scopes = {scope for one in document.findings if one.figure for scope in one.figure.scopes}
    told = (note.text for note in document.notes if note.kind not in _TOLD_ELSEWHERE)
    return list(dict.fromkeys(text for text in told if not any(scope in text for scope in scopes)))


def unread_lines(unread: Sequence[tuple[str, str]]) -> list[str]:
    """Figures that were left unread, each with the reason; of very many the first, and how many more."""
    lines = [f"{_cut(words)}: {reason}" for words, reason in unread[:MOST_UNREAD]]
    return [*lines, *([f"… +{len(unread) - MOST_UNREAD}"] if len(unread) > MOST_UNREAD else [])]
