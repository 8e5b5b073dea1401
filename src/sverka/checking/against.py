"""All claims of a weighing against one book: a finding for each, for the assertions too, and what is to be noted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sverka.checking.answered import unanswered
from sverka.checking.assertions import AssertionExaminer
from sverka.checking.assumed import main_period_of, year_before
from sverka.checking.holding import Examiner, Said
from sverka.checking.known import known_figures
from sverka.checking.ledger import Ledger, Question
from sverka.checking.reasons import Reasons
from sverka.checking.senses.combining import MOST
from sverka.checking.telling import Teller
from sverka.checking.weighing import Weighed
from sverka.checking.wording import Phrasebook
from sverka.model.claims import Claim, Reading
from sverka.model.findings import AssertionFinding, Finding, Note, Verdict
from sverka.model.measures import Measure

MOST_QUESTIONS = 40_000
"""How many interpretations are tried in all: of very many claims each gets fewer, down to the plain and a few near."""
FEWEST = 4
MOST_CHARTED = 300


@dataclass(frozen=True, slots=True)
class Held:
    """What the records say of every claim and assertion, by id; notes by source of the document."""

    findings: Mapping[str, Finding]
    assertions: Mapping[str, AssertionFinding]
    figures: tuple[Claim, ...]
    notes: Mapping[str, tuple[Note, ...]] = field(default_factory=dict)
    ledger: Ledger | None = None

    def answers(self, measure: Measure, reporter: str | None) -> bool:
        """Whether the records answer a measure, so that nothing need be concluded of it."""
        if self.ledger is None or reporter is None:
            return False
        return not unanswered(self.ledger.answer(Question(measure, reporter)))


def hold(weighed: Weighed, ledger: Ledger, words: Phrasebook, teller: Teller) -> Held:
    """Every claim of a weighing held against the records."""
    reasons = Reasons(words, teller)
    count = len(weighed.claims)
    most = max(FEWEST, min(MOST, MOST_QUESTIONS // max(1, count)))
    examiner = Examiner(ledger, reasons, weighed.exact, most, charted=count <= MOST_CHARTED)
    findings = {said.claim.id: examiner.finding(said) for said in _said(weighed)}
    open_ones = [claim for claim in weighed.claims if findings[claim.id].verdict is Verdict.NOT_COVERED]
    figures = _figures(open_ones, weighed, ledger)
    judge = AssertionExaminer(ledger, reasons)
    assertions = {
        item.id: judge.finding(item, main_period_of(reading) or year_before(reading.published))
        for reading in weighed.readings
        for item in reading.assertions
    }
    notes = {reading.source: tuple(_notes(reading, findings, weighed, ledger, reasons)) for reading in weighed.readings}
    return Held(findings, assertions, figures, notes, ledger)


def _figures(open_ones: Sequence[Claim], weighed: Weighed, ledger: Ledger) -> tuple[Claim, ...]:
    """What is recorded around the claims that no record answers, then around the others on the same reporters."""
    about = {claim.reporter for claim in open_ones if claim.measure is not None}
    open_ids = {claim.id for claim in open_ones}
    beside = [claim for claim in weighed.claims if claim.reporter in about and claim.id not in open_ids]
    if not about:
        return ()
    taken = (claim.id for claim in weighed.claims)
    return known_figures((*open_ones, *beside), weighed.assumed, ledger, taken)


def _said(weighed: Weighed) -> Iterator[Said]:
    """Each claim with what its text gives around it."""
    for reading in weighed.readings:
        claims = reading.claims
        for at, claim in enumerate(claims):
            beside = (*claims[max(0, at - 1) : at], *claims[at + 1 : at + 2])
            yield Said(claim, weighed.assumed.get(claim.id), reading.published, reading, beside)
    for claim in weighed.statements:
        yield Said(claim, weighed.assumed.get(claim.id), claim.published)


def _notes(
    reading: Reading, findings: Mapping[str, Finding], weighed: Weighed, ledger: Ledger, reasons: Reasons
) -> Iterator[Note]:
    """What the claims of a document were held against, and what of it may be an extract."""
    answered = [findings[claim.id] for claim in reading.claims if findings[claim.id].figure is not None]
    sources = dict.fromkeys(finding.figure.source for finding in answered if finding.figure)
    if sources:
        ids = tuple(finding.claim.id for finding in answered)
        text = reasons.words.say("coverage_sources", sources=", ".join(sources), version=ledger.book.version)
        yield Note("records", text, ids)
    yield from _scopes(answered, ledger, reasons)
    standing = _standing(weighed, reading)
    if standing:
        yield Note("standing", reasons.words.say("standing_statements", ids=", ".join(standing)), standing)


def _scopes(answered: Sequence[Finding], ledger: Ledger, reasons: Reasons) -> Iterator[Note]:
    """A note for each narrow extract, with the claims that rest on figures of it."""
    told: dict[tuple[str, str], list[str]] = {}
    for finding in answered:
        reporter = finding.claim.reporter or ""
        for text in finding.figure.scopes if finding.figure else ():
            told.setdefault((reporter, text), []).append(finding.claim.id)
    for (reporter, scope), ids in told.items():
        text = reasons.words.say("coverage_scope", reporter=reasons.teller.place(reporter), scope=scope)
        yield Note("scope", text, tuple(ids))


def _standing(weighed: Weighed, reading: Reading) -> tuple[str, ...]:
    """The statements of the book that speak of the reporters of a document."""
    spoken = {claim.reporter for claim in reading.claims}
    return tuple(one.id for one in weighed.statements if one.id.startswith("b") and one.reporter in spoken)
