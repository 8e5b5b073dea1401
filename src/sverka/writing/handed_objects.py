"""What is told of claims that were handed over: how Sverka's own reading compares, and which were not taken."""

from __future__ import annotations

from sverka.claims_in.second import differing_slots
from sverka.model.claims import Claim, Reading, Rejected
from sverka.writing.objects import Object
from sverka.writing.proofs import Prose
from sverka.writing.report import Entry, Section
from sverka.writing.retold import retold


def second_reader_object(claim: Claim, reading: Reading) -> Object:
    """Whether Sverka's own reading of a figure agrees with a claim that was handed over, and in which slots it differs;
    null where it has none.
    """
    if claim.origin is None:
        return {}
    own = reading.second_of(claim.id)
    differs = () if own is None else differing_slots(claim, own, reading.main_period)
    return {"agrees": None if own is None else not differs, "differs": list(differs)}


def rejected_object(reading: Reading, prose: Prose) -> Object:
    """The claims that were not taken, each with what is wrong and what to write instead."""
    if not reading.rejected:
        return {}
    told = [
        {"claim": one.claim, "number": one.number, "quote": one.quote, "error": error_text(one, prose)}
        for one in reading.rejected
    ]
    return {"rejected": told}


def error_text(one: Rejected, prose: Prose) -> str:
    """What is wrong with a claim and what to write instead, in the language of the reader."""
    return ": ".join(retold(part, prose.ui, "errors", "reasons") for part in (one.what, one.advice))


def rejected_section(reading: Reading, prose: Prose) -> Section:
    """The claims that were not taken."""
    entries = tuple(_entry(one, prose) for one in reading.rejected)
    return Section(prose.words.say("rejected_claims"), entries)


def _entry(one: Rejected, prose: Prose) -> Entry:
    named = one.file if one.number is None else prose.words.say("rejected_claim", number=one.number, file=one.file)
    quoted = prose.words.say("rejected_quote", quote=one.quote) if one.quote else ""
    return Entry(named + quoted, lines=(error_text(one, prose),))


def differing_entry(claim: Claim, reading: Reading, prose: Prose) -> str | None:
    """A line on how Sverka reads a figure that was handed over, where it reads it otherwise."""
    own = reading.second_of(claim.id) if claim.origin else None
    if own is None:
        return None
    differs = differing_slots(claim, own, reading.main_period)
    if not differs:
        return None
    measure = str(own.measure) if own.measure else own.measure_reason or ""
    return prose.words.say(
        "second_reader", measure=measure, slots=", ".join(prose.words.say(f"slot_{slot}") for slot in differs)
    )


def second_reader_section(reading: Reading, prose: Prose) -> Section:
    """The claims that Sverka reads otherwise than they were handed over."""
    told = ((claim.id, differing_entry(claim, reading, prose)) for claim in reading.claims)
    return Section(prose.words.say("second_readings"), tuple(Entry(line, id_) for id_, line in told if line))
