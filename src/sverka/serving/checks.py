"""Texts and claims held against the book."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING

from sverka import __version__
from sverka.claims_in import Text, read_claims_file, take_claims
from sverka.claims_in.fields import is_claim_id
from sverka.model.claims import Claim, Reading
from sverka.model.findings import Verdict
from sverka.serving.desk import Desk
from sverka.serving.fields import Fields, wrong
from sverka.serving.given import Given, statement_reporter
from sverka.serving.recorded import nothing_recorded, recorded_spans
from sverka.serving.texts import given_beside, page_of
from sverka.writing.objects import Object
from sverka.writing.proofs import Prose

if TYPE_CHECKING:
    from sverka.checking.findings import Checked
    from sverka.measuring.book import Book

CLAIMS = "claims"
STATEMENTS = "with"
UNNAMED = "model unnamed"
"""Who made claims that do not say it."""
MOST_COVERS = 12
"""How many lines tell what is recorded instead."""
_MOST_ID = 40


def check_text(desk: Desk, fields: Fields) -> Object:
    """A finding for each figure that the reader finds in a text."""
    given = given_beside(desk, fields)
    readings = [page_of(fields, given).reading]
    return _answer(desk, fields, readings, given, {}, quoted=True)


def check_claims(desk: Desk, fields: Fields) -> Object:
    """A finding for each claim that was handed over, under the id that it came with."""
    given = given_beside(desk, fields)
    readings, names = handed_readings(fields, given)
    return _answer(desk, fields, readings, given, names, quoted=False)


def handed_readings(fields: Fields, given: Given) -> tuple[list[Reading], Mapping[str, object]]:
    """The claims of a request, held against its text where one came with them; and the ids that were replaced."""
    claims = fields.raw(CLAIMS)
    if not claims or not isinstance(claims, list | str | dict):
        wrong("no claims", CLAIMS, 'write "claims": [{"id": "c1", "measure": …, "value": …, "unit": …}]')
    named, names = _named(claims)
    texts = []
    if fields.has("text"):
        page = page_of(fields, given)
        texts = [Text(page.document, page.reading)]
    origin = claims.get("origin", UNNAMED) if isinstance(claims, dict) else UNNAMED
    content = named if isinstance(named, str) else json.dumps({"origin": origin, "claims": named})
    file = read_claims_file(content.encode("utf-8", "replace"), CLAIMS)
    taken = take_claims([file], texts, published=given.date, reporter=given.reporter)
    return [text.reading for text in taken], names


def _named(claims: object) -> tuple[object, Mapping[str, object]]:
    """The claims with ids that Sverka can use, and what each replaced id was: a number, or one of Sverka's own."""
    if isinstance(claims, dict):
        claims = claims.get(CLAIMS, [claims])
    if not isinstance(claims, list):
        return claims, {}
    used = {str(one["id"]) for one in claims if isinstance(one, dict) and is_claim_id(one.get("id"))}
    names: dict[str, object] = {}
    for at, one in enumerate(claims, 1):
        given = one.get("id") if isinstance(one, dict) else None
        if isinstance(given, str | int) and not is_claim_id(given):
            name = next(name for name in _free_names(given, at) if name not in used)
            used.add(name)
            names[name] = given
    renamed = iter(names)
    return [_renamed(one, renamed) for one in claims], names


def _renamed(claim: object, names: Iterator[str]) -> object:
    if not isinstance(claim, dict) or not isinstance(claim.get("id"), str | int) or is_claim_id(claim["id"]):
        return claim
    return {**claim, "id": next(names)}


def _free_names(given: object, at: int) -> Iterator[str]:
    """Ids for a claim that came with one that cannot be used: as like it as can be."""
    like, plain = f"c{str(given)[: _MOST_ID - 1]}", f"c{at}"
    if is_claim_id(like):
        yield like
    yield plain
    yield from (f"{plain}-{turn}" for turn in count(2))


def statements_of(fields: Fields, reporter: str | None) -> tuple[Claim, ...]:
    """Further statements that came as the text of a CSV file."""
    text = fields.text(STATEMENTS)
    if text is None:
        return ()
    from sverka.recording.statements import read_statements

    return tuple(read_statements(text.encode("utf-8", "replace"), source=STATEMENTS, reporter=reporter, first_id=1))


def _answer(
    desk: Desk,
    fields: Fields,
    readings: Sequence[Reading],
    given: Given,
    names: Mapping[str, object],
    *,
    quoted: bool,
) -> Object:
    statements = statements_of(fields, statement_reporter(given, readings))
    with desk.book_if_any() as book:
        checked = _checked(desk, readings, statements, given, book)
        prose = Prose.about((*checked.weighed.claims, *checked.figures), desk.ui, checked.weighed.reporter)
        told = _told(checked, prose, fields, book, names, quoted=quoted)
    return told if book is not None else {**told, "no_book": no_book_line(desk)}


def _checked(
    desk: Desk, readings: Sequence[Reading], statements: Sequence[Claim], given: Given, book: Book | None
) -> Checked:
    from sverka.checking.findings import check_readings

    if book is None:
        return check_readings(readings, statements, date=given.date, ui=desk.ui)
    from sverka.writing.teller import ScreenTeller

    teller = ScreenTeller(desk.ui)
    return check_readings(readings, statements, book=book, date=given.date, ui=desk.ui, teller=teller)


def _told(
    checked: Checked, prose: Prose, fields: Fields, book: Book | None, names: Mapping[str, object], *, quoted: bool
) -> Object:
    if fields.flag("details"):
        from sverka.writing.found_objects import checked_object

        told = checked_object(checked, prose, __version__)
        for claim in told["claims"]:
            claim["id"] = names.get(claim["id"], claim["id"])
        return {**told, "ids": dict(names)} if names else told
    from sverka.serving.short.findings import short_checked

    covers = [] if book is None else _covers(checked, book)
    snapshot = None if book is None else book.snapshot
    told = short_checked(checked, prose, lambda _: snapshot.date if snapshot else None, names=names, quoted=quoted)
    return {**told, "covers": covers} if covers else told


def _covers(checked: Checked, book: Book) -> list[str]:
    """What the book holds of those whose claims it does not cover; whose trade it holds where it is none of theirs."""
    findings = checked.documents[0].findings
    missed = [one.claim.reporter for one in findings if one.verdict == Verdict.NOT_COVERED and one.claim.measure]
    told: dict[str, None] = {}
    for who in dict.fromkeys(filter(None, missed)):
        cube = book.cube(who)
        spans = recorded_spans(cube) if cube.series else [nothing_recorded(book, cube, None, None).next_step]
        told |= dict.fromkeys(f"{who}: {span}" if cube.series else span for span in spans)
    return list(told)[:MOST_COVERS]


def no_book_line(desk: Desk) -> str:
    """That nothing was held against records, and how a book is made."""
    from sverka.checking.wording import phrasebook

    return phrasebook("sverka.serving", desk.ui).say("no_book", path=desk.path)
