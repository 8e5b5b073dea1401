"""What a report says, before it is known how it looks: sections of entries, for text, Markdown and HTML alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from sverka.checking.quotes import plain_quote
from sverka.checking.wording import in_language
from sverka.model.claims import Assertion, Claim, Reading, SlotFill, Unread
from sverka.model.findings import AssertionFinding, Bound, Conflict, Finding, Note, Reconciliation, SenseNote, Verdict
from sverka.model.interval import Interval
from sverka.writing.numbers import range_text
from sverka.writing.proofs import Prose, quote_of
from sverka.writing.recorded import record_lines
from sverka.writing.slices import place_name

if TYPE_CHECKING:
    from sverka.checking.weighing import Weighed

Tone = Literal["", "good", "doubtful", "bad"]
TONES: Mapping[Verdict, Tone] = {
    Verdict.HOLDS: "good",
    Verdict.NEARLY_HOLDS: "good",
    Verdict.HOLDS_OTHERWISE: "doubtful",
    Verdict.FAILS: "bad",
    Verdict.CONFLICTS: "bad",
    Verdict.UNSURE: "doubtful",
    Verdict.NOT_COVERED: "doubtful",
}
_LONGEST_QUOTE = 90


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing said: a sentence with its label, a short remark, and the quieter lines that belong to it."""

    text: str
    label: str = ""
    remark: str = ""
    tone: Tone = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Entries under a title."""

    title: str
    entries: tuple[Entry, ...]


def document_facts(reading: Reading, prose: Prose) -> str:
    """Source, date and reporter of a text on one line."""
    parts = [reading.source, reading.published, reading.reporter and place_name(reading.reporter, prose.ui)]
    return " · ".join(part for part in parts if part)


def claims_section(reading: Reading, prose: Prose, *, explain: bool = False) -> Section:
    """The claims of a text as read; with `explain`, how each slot was filled."""
    entries = tuple(claim_entry(claim, reading, prose, explain=explain) for claim in reading.claims)
    return Section(prose.words.count("n_claims", len(entries)), entries)


def claim_entry(claim: Claim, reading: Reading, prose: Prose, *, explain: bool = False) -> Entry:
    """What a claim says, its words, its measure, and the interval that readers admit."""
    lines = [where_said(claim, reading, prose), *_asked(claim, prose)]
    if explain:
        lines += [slot_line(fill, prose) for fill in claim.slots]
    return Entry(prose.claim(claim), claim.id, lines=tuple(line for line in lines if line))


def _asked(claim: Claim, prose: Prose) -> list[str]:
    if claim.measure is None:
        return [in_language(claim.measure_reason or "", prose.ui)]
    if claim.interval == Interval(None, None):
        return [str(claim.measure)]
    wide = claim.interval_wide
    interval = range_text(claim.interval.low, claim.interval.high, claim.unit, prose.ui)
    widest = range_text(wide.low, wide.high, claim.unit, prose.ui)
    return [str(claim.measure), prose.words.say("admits", interval=interval, wide=widest)]


def slot_line(fill: SlotFill, prose: Prose) -> str:
    """Which words filled a slot, where they stand, by which rule, and how sure it is."""
    quote = prose.words.say("unmeasured", quote=shortened(fill.text)) if fill.text else ""
    told = (in_language(fill.origin, prose.ui), in_language(fill.rule, prose.ui))
    parts = [f"{fill.slot} = {fill.value}", quote, *told, f"{fill.confidence:.2f}"]
    return " · ".join(part for part in parts if part)


def where_said(claim: Claim, reading: Reading, prose: Prose) -> str:
    """The words of each mention with the line that they stand on; for a statement of a file, its source."""
    said = [quote_at(mention.text, mention.start, reading.text, prose) for mention in claim.mentions]
    return " · ".join(said) or (claim.source or "")


def quote_at(quote: str, start: int, text: str, prose: Prose) -> str:
    """A quote with the number of its line."""
    return prose.words.say("quote_at", quote=shortened(quote), line=text.count("\n", 0, start) + 1)


def shortened(text: str) -> str:
    """A quote on one line, not too long."""
    flat = plain_quote(text)
    return flat if len(flat) <= _LONGEST_QUOTE else flat[: _LONGEST_QUOTE - 1] + "…"


def findings_section(findings: Sequence[Finding], prose: Prose, title: str | None = None) -> Section:
    """Each claim with its verdict; the title counts the verdicts."""
    shared = Counter(finding.reason for finding in findings)
    entries = tuple(finding_entry(finding, prose, alone=shared[finding.reason] == 1) for finding in findings)
    return Section(title or _counted(findings, prose), entries)


def _counted(findings: Sequence[Finding], prose: Prose) -> str:
    """How many figures there are, and of each verdict: `4 figures: 2 holds, 1 fails, 1 not covered`."""
    counts = Counter(finding.verdict for finding in findings)
    total = prose.words.count("n_claims", len(findings))
    told = ", ".join(f"{verdict_word(one, prose)} {counts[one]}" for one in Verdict if counts[one])
    return f"{total}: {told}" if told else total


def finding_entry(finding: Finding, prose: Prose, *, alone: bool = True) -> Entry:
    """What a claim says, its verdict, why, and what the other statements leave possible.

    A reason why it is not covered that others share (not `alone`) is told once, in the notes.
    """
    claim = finding.claim
    lines = [prose.words.say("unmeasured", quote=shortened(quote_of(claim))) if claim.mentions else claim.source or ""]
    if alone or finding.verdict is not Verdict.NOT_COVERED:
        lines.append(finding.reason)
    lines += record_lines(finding, prose)
    lines += [prose.words.say("others_leave", range=prose.span(bound)) for bound in finding.bounds]
    said = tuple(line for line in lines if line)
    return Entry(prose.claim(claim), claim.id, verdict_text(finding, prose), TONES[finding.verdict], said)


def verdict_text(finding: Finding, prose: Prose) -> str:
    """The verdict in the language of the reader."""
    return verdict_word(finding.verdict, prose)


def verdict_word(verdict: Verdict, prose: Prose) -> str:
    """A verdict in the language of the reader."""
    return prose.words.say(f"verdict_{verdict.name.lower()}")


def notes_section(notes: Iterable[Note], prose: Prose) -> Section:
    """Notes on a document as a whole; why a single claim is not covered stands with the claim."""
    kept = (note for note in notes if note.kind != "coverage" or len(note.claims) > 1)
    return Section(prose.words.say("notes"), tuple(Entry(note.text) for note in kept))


def assertions_section(
    assertions: Iterable[Assertion], prose: Prose, found: Iterable[AssertionFinding] = ()
) -> Section:
    """What is said of trade without a figure; with `found`, what the records say of it."""
    by_id = {one.assertion.id: one for one in found}
    entries = tuple(_held_entry(item, by_id.get(item.id), prose) for item in assertions)
    return Section(prose.words.say("without_figures"), entries)


def _held_entry(item: Assertion, found: AssertionFinding | None, prose: Prose) -> Entry:
    entry = _assertion_entry(item, prose)
    if found is None or item.kind == "plan":
        return entry
    lines = (found.reason,) if found.reason else ()
    return replace(entry, remark=verdict_word(found.verdict, prose), tone=TONES[found.verdict], lines=lines)


def _assertion_entry(item: Assertion, prose: Prose) -> Entry:
    hs = f" (HS {', '.join(item.hs)})" if item.hs else ""
    text = prose.words.say(f"assertion_{item.kind}", label=item.label + hs)
    partners = ", ".join(place_name(partner, prose.ui) for partner in item.partners)
    if partners and item.kind == "supplies":
        text += f" → {partners}"
    elif partners and item.kind == "key_partner":
        text += f" ({partners})"
    unheld = item.kind == "supplies" and not item.covered
    return Entry(text, item.id, lines=(in_language(item.reason, prose.ui),) if unheld and item.reason else ())


def unread_section(unread: Iterable[Unread], text: str, prose: Prose) -> Section:
    """Figures that were seen and not understood."""
    entries = tuple(
        Entry(f"{quote_at(item.text, item.start, text, prose)}: {in_language(item.reason, prose.ui)}")
        for item in unread
    )
    return Section(prose.words.say("left_unread"), entries)


def statements_section(weighed: Weighed, prose: Prose) -> Section:
    """The statements that are weighed, what each is taken to admit, and the periods taken for those that name none."""
    from sverka.reconciling.resolving import stated_interval

    entries = []
    for claim in weighed.claims:
        quote = prose.words.say("unmeasured", quote=shortened(quote_of(claim))) if claim.mentions else claim.source
        stated = stated_interval(claim, weighed.exact)
        span = range_text(stated.low, stated.high, claim.unit, prose.ui)
        taken = prose.words.say("weighed_as", range=span) if claim.measure and stated != Interval(None, None) else ""
        entries.append(Entry(prose.claim(claim), claim.id, lines=tuple(line for line in (quote, taken) if line)))
    for period in dict.fromkeys(weighed.assumed.values()):
        ids = ", ".join(name for name, assumed in weighed.assumed.items() if assumed == period)
        entries.append(Entry(prose.words.say("taken_period", claims=ids, period=period)))
    return Section(prose.words.count("n_statements", len(weighed.claims)), tuple(entries))


def implied_sections(result: Reconciliation, prose: Prose, *, always: bool = True) -> tuple[Section, ...]:
    """What one reconciliation finds without being asked; `always` says so where nothing follows."""
    follows = tuple(bound_entry(bound, prose) for bound in result.consequences)
    if not follows and always:
        follows = (Entry(prose.words.say("nothing_follows")),)
    limits = tuple(Entry(in_language(limit.text, prose.ui)) for limit in result.limits)
    idle = tuple(Entry(prose.idle(entry), entry.claim) for entry in result.idle)
    return (
        Section(prose.words.say("conflicts_heading"), conflict_entries(result.conflicts, prose)),
        Section(prose.words.say("follows"), follows),
        Section(prose.words.say("binds_nothing"), idle),
        Section(prose.words.say("limits"), limits),
        Section(prose.words.say("senses"), sense_entries(result.senses, prose)),
    )


def sense_entries(notes: Iterable[SenseNote], prose: Prose) -> tuple[Entry, ...]:
    """What other senses of the words change, senses with one effect together."""
    alike: dict[tuple[str, tuple[str, ...]], list[SenseNote]] = {}
    for note in notes:
        alike.setdefault((note.term, tuple(prose.sense_effects(note))), []).append(note)
    return tuple(Entry(prose.sense_title(same), lines=effects) for (_, effects), same in alike.items())


def bounds_section(bounds: Iterable[Bound], prose: Prose) -> Section:
    """The bounds that were asked for."""
    return Section(prose.words.say("asked"), tuple(bound_entry(bound, prose) for bound in bounds))


def bound_entry(bound: Bound, prose: Prose) -> Entry:
    """Bounds in a sentence, with their proof."""
    return Entry(
        prose.bound(bound),
        lines=tuple(line for line in (prose.proof(bound), in_language(bound.note or "", prose.ui)) if line),
    )


def conflict_entries(conflicts: Iterable[Conflict], prose: Prose) -> tuple[Entry, ...]:
    """What cannot all be true, why, and the least change to each statement."""
    return tuple(Entry(prose.conflict(conflict), tone="bad", lines=_mending(conflict, prose)) for conflict in conflicts)


def _mending(conflict: Conflict, prose: Prose) -> tuple[str, ...]:
    lines = [prose.arithmetic(conflict.arithmetic)]
    if conflict.corrections:
        changes = "; ".join(prose.correction(correction) for correction in conflict.corrections)
        lines.append(prose.words.say("corrections", changes=changes))
    if conflict.resolved_by:
        lines.append(prose.resolved_by(conflict.resolved_by))
    return tuple(line for line in lines if line)
