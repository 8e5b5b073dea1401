"""What else a claim may state, to choose from: other readings of its sentence, other senses of its words, with figures.

Those that hold come first. Without records they stand without figures, the nearest first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sverka.checking.answered import unanswered
from sverka.checking.judging import Fit, judged
from sverka.checking.ledger import Ledger, Question
from sverka.checking.readings.plausible import plausible
from sverka.claims_in.measured import slots_of
from sverka.claims_in.taking import periods_to_come
from sverka.model.claims import Claim, Reading, SlotFill
from sverka.model.errors import UsageError
from sverka.model.findings import Finding, SenseUse, Verdict
from sverka.model.grammar import parse_measure
from sverka.model.measures import Measure
from sverka.model.period import Period
from sverka.reconciling.resolving import LeftOutError, dated

MOST = 20
_TRIED = 120
_SAID_BY_MEASURE = frozenset({"partners", "goods", "flow", "period", "base", "aspect", "whole"})
_VERDICTS = {Fit.HOLDS: Verdict.HOLDS, Fit.NEARLY: Verdict.NEARLY_HOLDS, Fit.OFF: Verdict.FAILS}
_ORDER = {Verdict.HOLDS: 0, Verdict.NEARLY_HOLDS: 1, Verdict.FAILS: 2}


@dataclass(frozen=True, slots=True)
class Option:
    """A claim as it may be taken, what differs from the claim as it was read, and what the records answer to it.

    `changes` are slots filled otherwise, `senses` words taken otherwise; `value` and `verdict` are `None` where no
    record answers.
    """

    claim: Claim
    changes: tuple[SlotFill, ...] = ()
    senses: tuple[SenseUse, ...] = ()
    value: float | None = None
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks the records, where there are some, what becomes of a claim."""

    ledger: Ledger | None = None
    exact: bool = False

    def answered(self, option: Option, assumed: str | None) -> Option:
        """An option with what the records answer to its measure; `assumed` is the period of one that names none."""
        claim = option.claim
        if self.ledger is None or claim.measure is None or claim.reporter is None or claim.value is None:
            return option
        try:
            measure = dated(claim.measure, Period.parse(assumed) if assumed else None)
        except LeftOutError:
            return option
        answer = self.ledger.answer(Question(measure, claim.reporter))
        if answer.value is None or unanswered(answer):
            return option
        fit = judged(claim, measure, answer.value, exact=self.exact).fit
        return replace(option, value=answer.value, verdict=_VERDICTS[fit])


def options_of(finding: Finding, reading: Reading, asker: Asker) -> tuple[Option, ...]:
    """What else a claim may state, at most twenty."""
    own = (finding.claim.reporter, str(finding.claim.measure))
    found: dict[tuple[str | None, str], Option] = {}
    for option in (*_read_otherwise(finding, reading), *_in_senses(finding)):
        key = (option.claim.reporter, str(option.claim.measure))
        if key != own and key not in found and not _is_to_come(option.claim, reading.published):
            found[key] = asker.answered(option, finding.period_assumed)
    ordered = sorted(found.values(), key=lambda one: 3 if one.verdict is None else _ORDER[one.verdict])
    return tuple(ordered[:MOST])


def _is_to_come(claim: Claim, published: str | None) -> bool:
    """Whether a period of the measure had not begun when the text was published: nobody could state it."""
    slots = slots_of(claim.measure) if claim.measure is not None else {}
    return bool(periods_to_come(replace(claim, period=slots.get("period"), base=slots.get("base")), published))


def _read_otherwise(finding: Finding, reading: Reading) -> Iterator[Option]:
    if finding.claim.measure is not None:
        for other in plausible(finding.claim, reading, _TRIED):
            yield Option(replace(other.claim, measure=other.measure), other.changes)


def _in_senses(finding: Finding) -> Iterator[Option]:
    """The senses that a measure can say: not those of another source, another currency or a partner's records."""
    for other in finding.alternatives:
        if other.senses and all(use.kind in _SAID_BY_MEASURE for use in other.senses) and _is_text(other.measure):
            yield Option(replace(finding.claim, measure=other.measure), senses=other.senses)


def _is_text(measure: Measure) -> bool:
    try:
        return parse_measure(str(measure)) == measure
    except UsageError:
        return False
