"""Findings: what becomes of each claim, weighed against the others and against what is known of the records."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sverka.checking.gaps import gap_reason
from sverka.checking.notes import document_notes, limit_notes
from sverka.checking.weighing import Weighed, weigh
from sverka.checking.wording import Phrasebook, Ui, in_language, phrasebook
from sverka.model.claims import Claim, Reading
from sverka.model.findings import Bound, Finding, Note, Verdict

SECONDS_FOR_BOUNDS = 1.0


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """One document with a finding for each of its claims, in order, and notes on the whole."""

    reading: Reading
    findings: tuple[Finding, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """Documents and statements weighed together, with their findings."""

    documents: tuple[CheckedDocument, ...]
    statements: tuple[Finding, ...]
    weighed: Weighed

    @property
    def has_failures(self) -> bool:
        """Whether a claim fails, or statements conflict: what `--strict` answers with exit code 1."""
        every = [*self.statements, *(finding for document in self.documents for finding in document.findings)]
        return any(finding.verdict in (Verdict.FAILS, Verdict.CONFLICTS) for finding in every)


def check_readings(
    readings: Sequence[Reading],
    statements: Sequence[Claim] = (),
    *,
    exact: bool = False,
    ui: Ui = "en",
    seconds: float = SECONDS_FOR_BOUNDS,
    clock: Callable[[], float] = time.thread_time,
) -> Checked:
    """Findings for every claim of the readings and statements; reasons are worded in the language `ui`.

    What the other statements imply for each claim is sought for so many `seconds`; the claims that are left are named
    in a note of kind `limit`.
    """
    stop = clock() + seconds
    weighed = weigh(readings, statements, exact=exact)
    words = phrasebook("sverka.checking", ui)
    documents = []
    for reading in weighed.readings:
        left: list[str] = []
        findings = []
        for claim in reading.claims:
            in_time = clock() < stop
            if not in_time:
                left.append(claim.id)
            findings.append(_finding(claim, weighed, words, bounded=in_time))
        notes = (*document_notes(reading, findings, weighed, words), *limit_notes(left, words))
        documents.append(CheckedDocument(reading, tuple(findings), notes))
    held = tuple(_finding(claim, weighed, words, bounded=False) for claim in weighed.statements)
    return Checked(tuple(documents), held, weighed)


def _finding(claim: Claim, weighed: Weighed, words: Phrasebook, *, bounded: bool) -> Finding:
    conflicts = tuple(conflict for conflict in weighed.reconciliation.conflicts if claim.id in conflict.claims)
    period = weighed.assumed.get(claim.id)
    if conflicts:
        others = dict.fromkeys(other for conflict in conflicts for other in conflict.claims if other != claim.id)
        reason = words.say("conflicts", others=", ".join(others))
        return Finding(claim, Verdict.CONFLICTS, reason, conflicts=conflicts, period_assumed=period)
    bounds = bounds_by_others(claim, weighed) if bounded else ()
    reason = not_covered_reason(claim, period, words)
    return Finding(claim, Verdict.NOT_COVERED, reason, bounds=bounds, period_assumed=period)


def not_covered_reason(claim: Claim, assumed: str | None, words: Phrasebook) -> str:
    """Why no record answers a claim: it is no question to records, none are published, or no book was given."""
    if claim.measure is None:
        return words.say("not_measurable", reason=in_language(claim.measure_reason or "", words.ui))
    gap = gap_reason(claim.reporter, claim.period or assumed, words.ui)
    return gap or words.say("no_book")


def bounds_by_others(claim: Claim, weighed: Weighed) -> tuple[Bound, ...]:
    """What the other statements imply for a claim's own measure, where they bind it."""
    if claim.measure is None:
        return ()
    from sverka.reconciling import Limits, reconcile

    bound_alone = Limits(targets=0, consequences=0, seconds=0.0)
    result = reconcile(
        tuple(other for other in weighed.claims if other.id != claim.id),
        targets=((claim.measure, claim.reporter),),
        assumed=weighed.assumed,
        target_period=weighed.assumed.get(claim.id),
        exact=weighed.exact,
        limits=bound_alone,
    )
    return tuple(bound for bound in result.bounds if bound.uses)
