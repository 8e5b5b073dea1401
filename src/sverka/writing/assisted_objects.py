"""What is told of a model that read a text: which, where, how many of its claims were taken, or why there are none."""

from __future__ import annotations

from sverka.model.claims import Assisted, Reading
from sverka.writing.objects import Object
from sverka.writing.proofs import Prose
from sverka.writing.report import Entry, Section
from sverka.writing.retold import retold


def assist_object(reading: Reading, prose: Prose) -> Object:
    """How a model was asked; nothing where none was."""
    told = reading.assisted
    if told is None:
        return {}
    found = {
        "model": told.model,
        "host": told.host,
        "cached": told.cached,
        "seconds": told.seconds,
        "claims": told.claims,
        "rejected": told.rejected,
    }
    return {"assist": {**found, **({"note": note_text(told, prose)} if told.note else {})}}


def note_text(told: Assisted, prose: Prose) -> str:
    """What went wrong and what to do, in the language of the reader."""
    return ": ".join(retold(part, prose.ui, "errors", "reasons") for part in told.note or () if part)


def assist_sentence(told: Assisted, prose: Prose) -> str:
    """In a sentence how a model was asked."""
    named = {"model": told.model, "host": told.host}
    if told.note:
        return prose.words.say("assist_failed", why=note_text(told, prose), **named)
    key = "assist_cached" if told.cached else "assist_done"
    return prose.words.say(key, claims=told.claims, rejected=told.rejected, **named)


def assist_section(reading: Reading, prose: Prose) -> Section:
    """How a model was asked, as a part of a report."""
    told = reading.assisted
    entries = (Entry(assist_sentence(told, prose)),) if told else ()
    return Section(prose.words.say("assist_title"), entries)
