"""Claims that were handed over and those that Sverka read: joined into the claims of one text, none of them twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sverka.claims_in.second import second_readings
from sverka.model.claims import Claim, Mention, Reading, Unread

Span = tuple[int, int]
DISMISSED = "a person said that this is no claim"


@dataclass(frozen=True, slots=True)
class Given:
    """A claim that was handed over with the place of its number in the text as given; none where it has no text."""

    claim: Claim
    span: Span | None


def joined(reading: Reading, given: Sequence[Given], dismissed: Sequence[Span], *, decided: bool) -> Reading:
    """A reading with claims that were handed over in the place of its own, those that it lacks after them.

    Where a person `decided` of the reading's own claims, these keep their names, their order and all their mentions.
    """
    second, rest = second_readings([one.span for one in given], reading.claims)
    _, rest = second_readings(dismissed, rest)
    claims = [one.claim for one in given]
    claims = [_said_as(claim, second.get(at)) for at, claim in enumerate(claims)] if decided else claims
    taken = {claim.id for claim in claims if claim.id}
    others = [one if decided and one.id not in taken else replace(one, id="") for one in rest]
    named = list(_numbered([*claims, *others]))
    pairs = [(named[at].id, read) for at, own in second.items() if (read := _own_reading(own, reading))]
    pairs += [
        (one.id, read)
        for one, before in zip(named[len(claims) :], rest, strict=True)
        if before.origin and (read := reading.second_of(before.id))
    ]
    if decided:
        places = [_place(one, second.get(at), reading) for at, one in enumerate(given)]
        places += [float(reading.claims.index(one)) for one in rest]
        named = [claim for _, claim in sorted(zip(places, named, strict=True), key=lambda pair: pair[0])]
    marked = [*(one.span for one in given if one.span), *dismissed]
    return replace(reading, claims=tuple(named), second=tuple(pairs), unread=_unread(reading, marked, dismissed))


def _said_as(claim: Claim, own: Claim | None) -> Claim:
    """A claim with all the places where the text says the figure; the first that it was handed over with is one."""
    if own is None or len(own.mentions) < 2 or not claim.mentions:
        return claim
    others = [one for one in own.mentions if not _touch(one.start, one.end, claim.mentions)]
    return replace(claim, mentions=(*claim.mentions, *others))


def _touch(start: int, end: int, mentions: Sequence[Mention]) -> bool:
    return any(start < one.end and one.start < end for one in mentions)


def _own_reading(own: Claim, reading: Reading) -> Claim | None:
    """Sverka's own claim of a figure, also where another's stood in its place."""
    return own if own.origin is None else reading.second_of(own.id)


def _place(given: Given, own: Claim | None, reading: Reading) -> float:
    """Where a claim stands among those of the reading: in the place of its own, else before the next in the text."""
    if own is not None:
        return float(reading.claims.index(own))
    start = given.span[0] if given.span else 0
    later = (at for at, one in enumerate(reading.claims) if one.mentions and one.mentions[0].start > start)
    return next(later, len(reading.claims)) - 0.5


def _unread(reading: Reading, marked: Sequence[Span], dismissed: Sequence[Span]) -> tuple[Unread, ...]:
    """The figures that were left unread and are no claims now, and those of which a person said that they are none."""
    kept = [one for one in reading.unread if not any(one.start < end and start < one.end for start, end in marked)]
    said = [Unread(start, end, reading.text[start:end], DISMISSED) for start, end in dismissed]
    return tuple(sorted([*kept, *said], key=lambda one: one.start)) if said else tuple(kept)


def _numbered(claims: Sequence[Claim]) -> Iterator[Claim]:
    """The claims with ids: their own, else the next free `c1`, `c2`, …."""
    taken = {claim.id for claim in claims}
    free = (name for name in (f"c{at}" for at in range(1, 2 * len(claims) + 2)) if name not in taken)
    for claim in claims:
        yield claim if claim.id else replace(claim, id=next(free))
