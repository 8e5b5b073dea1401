"""Findings: what becomes of each claim, held against the records and weighed against the other statements."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sverka.checking.bounding import Bounding
from sverka.checking.gaps import gap_reason
from sverka.checking.notes import document_notes, limit_notes
from sverka.checking.weighing import Weighed, gather, weigh
from sverka.checking.wording import Phrasebook, Ui, in_language, phrasebook
from sverka.model.claims import Claim, Reading
from sverka.model.findings import AssertionFinding, Finding, Note, Verdict

if TYPE_CHECKING:
    from sverka.checking.against import Held
    from sverka.checking.telling import Teller
    from sverka.measuring.book import Book
    from sverka.measuring.building import Tick

SECONDS_FOR_BOUNDS = 1.0


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """One document with a finding for each of its claims and assertions, in order, and notes on the whole."""

    reading: Reading
    findings: tuple[Finding, ...]
    notes: tuple[Note, ...]
    assertions: tuple[AssertionFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """Documents and statements weighed together, with their findings.

    `figures` are what the records say around claims that they do not answer, as the bounds use them; `with_records`
    says whether there was a book.
    """

    documents: tuple[CheckedDocument, ...]
    statements: tuple[Finding, ...]
    weighed: Weighed
    figures: tuple[Claim, ...] = ()
    with_records: bool = False

    @property
    def has_failures(self) -> bool:
        """Whether a claim fails, or statements conflict: what `--strict` answers with exit code 1."""
        every = [*self.statements, *(finding for document in self.documents for finding in document.findings)]
        return any(finding.verdict in (Verdict.FAILS, Verdict.CONFLICTS) for finding in every)


def check_readings(
    readings: Sequence[Reading],
    statements: Sequence[Claim] = (),
    *,
    book: Book | None = None,
    exact: bool = False,
    date: str | None = None,
    ui: Ui = "en",
    teller: Teller | None = None,
    tick: Tick | None = None,
    seconds: float = SECONDS_FOR_BOUNDS,
    clock: Callable[[], float] = time.thread_time,
) -> Checked:
    """Findings for every claim of the readings and statements; reasons are worded in the language `ui`. `date` is when
    statements were published that do not say so.

    With a `book` each claim is held against its records, and the book's own statements on the same reporters and
    periods are weighed too; `teller` says how its sentences name numbers and measures. What the other statements and
    the records imply for each claim without a record is sought for so many `seconds`; the claims that are left are
    named in a note of kind `limit`.
    """
    words = phrasebook("sverka.checking", ui)
    every = _with_standing(readings, statements, book)
    weighed = (weigh if book is None else gather)(readings, every, exact=exact, date=date)
    held = _held(weighed, book, words, teller, tick)
    bounding = Bounding(weighed, held.figures, _answered(held)) if held else Bounding(weighed)
    stop = clock() + seconds
    left: list[str] = []
    found = {
        claim.id: _finding(claim, _Weighing(weighed, words, bounding, held), clock() < stop, left)
        for claim in weighed.claims
    }
    documents = tuple(_document(reading, found, weighed, words, held, set(left)) for reading in weighed.readings)
    told = tuple(found[claim.id] for claim in weighed.statements)
    if held is None:
        return Checked(documents, told, weighed)
    return Checked(documents, told, bounding.beside_records(held.answers), held.figures, with_records=True)


@dataclass(frozen=True, slots=True)
class _Weighing:
    """What a finding is made from."""

    weighed: Weighed
    words: Phrasebook
    bounding: Bounding
    held: Held | None


def _with_standing(readings: Sequence[Reading], statements: Sequence[Claim], book: Book | None) -> Sequence[Claim]:
    if book is None:
        return statements
    from sverka.checking.standing import standing_statements

    return (*statements, *standing_statements(book, readings, statements))


def _held(
    weighed: Weighed, book: Book | None, words: Phrasebook, teller: Teller | None, tick: Tick | None
) -> Held | None:
    if book is None:
        return None
    from sverka.checking.against import hold
    from sverka.checking.ledger import Ledger
    from sverka.checking.telling import PlainTeller

    return hold(weighed, Ledger(book, tick), words, teller or PlainTeller())


def _answered(held: Held) -> frozenset[str]:
    """The claims that the records answer: what they say stands in their place."""
    return frozenset(name for name, finding in held.findings.items() if finding.figure is not None)


def _document(
    reading: Reading,
    found: Mapping[str, Finding],
    weighed: Weighed,
    words: Phrasebook,
    held: Held | None,
    left: Set[str],
) -> CheckedDocument:
    findings = tuple(found[claim.id] for claim in reading.claims)
    mine = [claim.id for claim in reading.claims if claim.id in left]
    notes = (
        *document_notes(reading, findings, weighed, words),
        *(held.notes.get(reading.source, ()) if held else ()),
        *limit_notes(mine, words),
    )
    assertions = tuple(held.assertions[item.id] for item in reading.assertions) if held else ()
    return CheckedDocument(reading, findings, notes, assertions)


def _finding(claim: Claim, weighing: _Weighing, in_time: bool, left: list[str]) -> Finding:
    """The finding by the records where they answer, else by what the statements imply together."""
    by_records = weighing.held.findings.get(claim.id) if weighing.held else None
    if by_records is not None and by_records.verdict is not Verdict.NOT_COVERED:
        return by_records
    bounding, words = weighing.bounding, weighing.words
    period = weighing.weighed.assumed.get(claim.id)
    is_statement = not claim.mentions
    conflicts = bounding.conflicts_of(claim)
    if conflicts:
        others = dict.fromkeys(other for conflict in conflicts for other in conflict.claims if other != claim.id)
        reason = words.say("conflicts", others=", ".join(others))
        return Finding(claim, Verdict.CONFLICTS, reason, conflicts=conflicts, period_assumed=period)
    doubted = bounding.doubted_with(claim)
    if doubted:
        reason = words.say("unsure_together", others=", ".join(doubted))
        return Finding(claim, Verdict.UNSURE, reason, period_assumed=period, sure=False)
    if not in_time and not is_statement:
        left.append(claim.id)
    bounds = bounding.bounds_of(claim) if in_time and not is_statement else ()
    if by_records is not None:
        return replace(by_records, bounds=bounds, period_assumed=period)
    reason = not_covered_reason(claim, period, words)
    return Finding(claim, Verdict.NOT_COVERED, reason, bounds=bounds, period_assumed=period)


def not_covered_reason(claim: Claim, assumed: str | None, words: Phrasebook) -> str:
    """Why no record answers a claim: it is no question to records, none are published, or no book was given."""
    if claim.measure is None:
        return words.say("not_measurable", reason=in_language(claim.measure_reason or "", words.ui))
    gap = gap_reason(claim.reporter, claim.period or assumed, words.ui)
    return gap or words.say("no_book")
