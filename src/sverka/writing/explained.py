"""The whole derivation of one finding: its words and rules, its intervals, its period, its verdict and its proofs."""

from __future__ import annotations

from sverka.checking.findings import Checked
from sverka.model.claims import Reading
from sverka.model.errors import UsageError
from sverka.model.findings import Finding
from sverka.writing.proofs import Prose
from sverka.writing.recorded import derivation
from sverka.writing.report import Entry, Section, bound_entry, claim_entry, conflict_entries, verdict_text
from sverka.writing.terminal import Screen
from sverka.writing.text import show

_MOST_LISTED = 12
_NO_TEXT = Reading("", "", "en", None, None, None)


def explained_text(checked: Checked, claim_id: str, prose: Prose, screen: Screen) -> str:
    """Everything that led to the finding of one claim; `UsageError` where there is no such claim."""
    finding, reading = _found(checked, claim_id)
    read = claim_entry(finding.claim, reading, prose, explain=True)
    show([Section(prose.words.say("explain_read"), (read,))], screen)
    show([Section(prose.words.say("explain_found"), tuple(_finding_entries(finding, prose)))], screen)
    conflicts = conflict_entries(finding.conflicts, prose)
    show([Section(prose.words.say("conflicts_heading"), conflicts), _resting(checked, claim_id, prose)], screen)
    return screen.text()


def _finding_entries(finding: Finding, prose: Prose) -> list[Entry]:
    entries = [Entry(f"{verdict_text(finding, prose)}: {finding.reason}")]
    entries += [Entry(text, lines=lines) for text, lines in derivation(finding, prose)]
    if finding.period_assumed:
        words = prose.words.say("taken_period", claims=finding.claim.id, period=finding.period_assumed)
        entries.append(Entry(words))
    for bound in finding.bounds:
        left = prose.words.say("others_leave", range=prose.span(bound))
        entries.append(Entry(left, lines=(prose.proof(bound),)))
    return entries


def _resting(checked: Checked, claim_id: str, prose: Prose) -> Section:
    """The consequences that rest on the claim, or why it binds nothing."""
    result = checked.weighed.reconciliation
    entries = [bound_entry(bound, prose) for bound in result.consequences if claim_id in bound.uses]
    idle = [entry for entry in result.idle if entry.claim == claim_id]
    entries += [Entry(f"{prose.words.say('binds_nothing')}: {prose.idle(entry)}") for entry in idle]
    return Section(prose.words.say("explain_uses"), tuple(entries))


def _found(checked: Checked, claim_id: str) -> tuple[Finding, Reading]:
    pairs = [(finding, document.reading) for document in checked.documents for finding in document.findings]
    pairs += [(finding, _NO_TEXT) for finding in checked.statements]
    for finding, reading in pairs:
        if finding.claim.id == claim_id:
            return finding, reading
    ids = [finding.claim.id for finding, _ in pairs]
    known = ", ".join(ids) if len(ids) <= _MOST_LISTED else f"{ids[0]} … {ids[-1]}"
    known = known or "none"
    raise UsageError("no such claim", f"--explain {claim_id!r}", f"the claims are {known}")
