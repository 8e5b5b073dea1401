"""Notes on a document as a whole: what its headline dropped, what is said twice, what was assumed, what is covered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sverka.checking.quotes import plain_quote
from sverka.checking.readings.plausible import PERSON
from sverka.checking.weighing import Weighed
from sverka.checking.wording import Phrasebook, in_language
from sverka.model.claims import Claim, Mention, Reading
from sverka.model.findings import Finding, Note

_TOP = "headline"
MOST_IDS = 6
"""How many ids of claims a note lists."""


def document_notes(
    reading: Reading, findings: Sequence[Finding], weighed: Weighed, words: Phrasebook
) -> tuple[Note, ...]:
    """Every note on one document, the gravest first."""
    return (
        *handed_over(reading, words),
        *headline_hedges(reading.claims, words),
        *headline_numbers(reading.claims, words),
        *said_again(reading.claims, words),
        *repeats(reading.claims, weighed.claims, words),
        *assumed_periods(findings, words),
        *coverage(findings, words),
        *shared_caveats(findings, words),
        *uncovered_assertions(reading, words),
    )


def handed_over(reading: Reading, words: Phrasebook) -> Iterator[Note]:
    """Of claims that were handed over: what their names were taken for, and which figures of trade they lack."""
    if reading.notes:
        yield Note("resolved", words.say("resolved", names=", ".join(reading.notes)))
    lacking = tuple(claim.id for claim in reading.claims if claim.origin is None)
    # A person who decides leaves to Sverka what is left.
    others = any(claim.origin not in (None, PERSON) for claim in reading.claims)
    if others and lacking:
        yield Note("not_given", words.say("not_given", claims=_few(lacking)), lacking)


def headline_hedges(claims: Iterable[Claim], words: Phrasebook) -> Iterator[Note]:
    """A headline that gives a figure bare where the text hedges it."""
    for claim in claims:
        pair = _dropped_hedge(claim)
        if pair:
            top, body = (plain_quote(mention.text) for mention in pair)
            yield Note("headline_hedge", words.say("headline_hedge", headline=top, body=body), (claim.id,))


def _dropped_hedge(claim: Claim) -> tuple[Mention, Mention] | None:
    """The bare mention of a headline and the hedged one of the text."""
    top = next((mention for mention in claim.mentions if mention.block == _TOP and mention.hedge == "exact"), None)
    body = next((mention for mention in claim.mentions if mention.block != _TOP and mention.hedge != "exact"), None)
    return (top, body) if top and body else None


def headline_numbers(claims: Sequence[Claim], words: Phrasebook) -> Iterator[Note]:
    """A headline that gives another number than the text for the same question."""
    for top in claims:
        if not _only_in_headline(top):
            continue
        for body in claims:
            if not _only_in_headline(body) and body.mentions and _question(top) == _question(body):
                text = words.say("headline_number", headline=_quote(top), body=_quote(body))
                yield Note("headline_number", text, (top.id, body.id))


def said_again(claims: Iterable[Claim], words: Phrasebook) -> Iterator[Note]:
    """Figures that the document itself says more than once, those aside whose headline drops the hedge."""
    for claim in claims:
        if len(claim.mentions) > 1 and not _dropped_hedge(claim):
            quotes = ", ".join(words.say("quoted", quote=plain_quote(mention.text)) for mention in claim.mentions)
            yield Note("said_again", words.say("said_again", claim=claim.id, quotes=quotes), (claim.id,))


def repeats(own: Sequence[Claim], every: Sequence[Claim], words: Phrasebook) -> Iterator[Note]:
    """Figures of the document that another document or statement gives alike."""
    told: set[str] = set()
    alike: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for claim in every:
        alike[_says(claim)].append(claim.id)
    for claim in own:
        ids = tuple(alike[_says(claim)]) if claim.measure is not None else ()
        if len(ids) > 1 and claim.id not in told:
            told.update(ids)
            yield Note("repeated", words.say("repeated", claims=", ".join(ids)), ids)


def assumed_periods(findings: Iterable[Finding], words: Phrasebook) -> Iterator[Note]:
    """Which period was taken for the claims that name none."""
    taken = _grouped((finding.period_assumed, finding.claim.id) for finding in findings if finding.period_assumed)
    for period, ids in taken.items():
        yield Note("assumed_period", words.say("assumed_period", claims=", ".join(ids), period=period), tuple(ids))


def coverage(findings: Iterable[Finding], words: Phrasebook) -> Iterator[Note]:
    """Which claims no records cover, by reason."""
    for reason, ids in _grouped((f.reason, f.claim.id) for f in findings if f.verdict == "not covered").items():
        yield Note("coverage", words.say("coverage", claims=", ".join(ids), reason=reason), tuple(ids))


def shared_caveats(findings: Iterable[Finding], words: Phrasebook) -> Iterator[Note]:
    """What the source's definition leaves open, once for all the claims that miss or hold only otherwise."""
    for caveat, ids in _grouped((caveat, f.claim.id) for f in findings for caveat in f.caveats).items():
        yield Note("caveat", words.say("caveat", claims=_few(ids), caveat=caveat), tuple(ids))


def _few(ids: Sequence[str]) -> str:
    """Ids in a sentence: of many the first and the last."""
    return ", ".join(ids) if len(ids) <= MOST_IDS else f"{', '.join(ids[:3])} … {ids[-1]}"


def uncovered_assertions(reading: Reading, words: Phrasebook) -> Iterator[Note]:
    """Which supplies customs records cannot hold, by reason."""
    open_ones = [item for item in reading.assertions if not item.covered and item.kind == "supplies"]
    labels = {item.id: item.label for item in open_ones}
    for reason, ids in _grouped((item.reason or "", item.id) for item in open_ones).items():
        text = words.say(
            "services", labels=", ".join(labels[name] for name in ids), reason=in_language(reason, words.ui)
        )
        yield Note("services", text, tuple(ids))


def limit_notes(left: Sequence[str], words: Phrasebook) -> tuple[Note, ...]:
    """Claims for which time did not suffice."""
    return (Note("limit", words.say("limit", claims=", ".join(left)), tuple(left)),) if left else ()


def _grouped(pairs: Iterable[tuple[str | None, str]]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for key, name in pairs:
        groups[key or ""].append(name)
    return groups


def _only_in_headline(claim: Claim) -> bool:
    return bool(claim.mentions) and all(mention.block == _TOP for mention in claim.mentions)


def _question(claim: Claim) -> tuple[object, ...]:
    """What a claim asks, its period aside: a headline seldom names one."""
    return (claim.kind, claim.flow, claim.reporter, claim.partners, claim.products, claim.of, claim.unit, claim.aspect)


def _says(claim: Claim) -> tuple[object, ...]:
    return (str(claim.measure), claim.reporter, claim.value, claim.unit)


def _quote(claim: Claim) -> str:
    return plain_quote(claim.mentions[0].text)
