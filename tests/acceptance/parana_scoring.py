"""What the program makes of statements: what it reads in the marked figure, and its verdict."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from parana_statements import Statement
from parana_unanswerable import Unanswerable

import sverka
from sverka.model.claims import Claim, Reading
from sverka.model.grammar import parse_measure
from sverka.model.measures import Measure
from sverka.model.slices import Members, Slice
from sverka.reference.goods import get_goods

REPORTER = "BR-PR"
SAID_NOTHING = ("not covered", "unread")


@dataclass(frozen=True)
class Outcome:
    """What came of one statement: the verdict, or `unread`; whether that is right; why not."""

    text: str
    wanted: str
    found: str
    right: bool
    detail: str


def _codes(members: Members) -> Members:
    """Goods by name in HS codes."""
    found: list[str] = []
    for name in members.include:
        goods = get_goods(name)
        for code in goods.hs if goods else (name,):
            first, _, last = code.partition("-")
            alike = last and len(first) == len(last) <= 4
            found += [str(one).zfill(len(first)) for one in range(int(first), int(last) + 1)] if alike else [code]
    return Members(tuple(found), members.exclude)


def in_codes(measure: Measure) -> Measure:
    """The measure with its goods in HS codes, so that one question has one text."""
    changed: dict[str, Any] = {}
    for name in ("cut", "part", "whole", "among"):
        cut = getattr(measure, name, None)
        if isinstance(cut, Slice):
            changed[name] = replace(cut, goods=_codes(cut.goods))
    if isinstance(getattr(measure, "goods", None), Members):
        changed["goods"] = _codes(measure.goods)  # type: ignore[union-attr]
    member = getattr(measure, "member", "")
    goods = get_goods(member) if member else None
    if goods is not None:
        changed["member"] = "+".join(goods.hs)
    return replace(measure, **changed)


def read(text: str, lang: str, date: str, reporter: str | None) -> Reading:
    """The text as the program reads it."""
    return sverka.read(text, date=date, lang=lang, reporter=reporter)


def claim_at(reading: Reading, start: int, end: int) -> Claim | None:
    """The claim whose mention covers a span."""
    for claim in reading.claims:
        if any(mention.start < end and start < mention.end for mention in claim.mentions):
            return claim
    return None


def misread(statement: Statement) -> str:
    """What the reader makes of the figure that it does not say; empty where it is read rightly."""
    reading = read(statement.text, statement.lang, statement.date, statement.reporter)
    claim = claim_at(reading, statement.start, statement.end)
    if claim is None:
        return "unread: " + "; ".join(f"{one.text}: {one.reason}" for one in reading.unread)
    if len(reading.claims) > 1:
        return "more claims: " + "; ".join(f"{one.mentions[0].text}: {one.measure}" for one in reading.claims)
    if claim.measure is None:
        return f"no measure: {claim.measure_reason}"
    wanted, found = in_codes(parse_measure(statement.measure)), in_codes(claim.measure)
    if str(found) != str(wanted) or claim.reporter != REPORTER:
        return f"{claim.reporter} {found} instead of {wanted}"
    if abs((claim.value or 0) - statement.value) > 1e-6 * max(1.0, abs(statement.value)):
        return f"{claim.value} instead of {statement.value}"
    return "" if claim.hedge == statement.hedge else f"{claim.hedge} instead of {statement.hedge}"


def verdict(text: str, lang: str, date: str, reporter: str | None, span: tuple[int, int] | None, book: Any) -> str:
    """The verdict on the figure at a span, or on any figure; `unread` where there is none."""
    from sverka.checking.findings import check_readings

    reading = read(text, lang, date, reporter)
    checked = check_readings([reading], book=book)
    verdicts = [
        str(finding.verdict)
        for finding in checked.documents[0].findings
        if span is None or claim_at(replace(reading, claims=(finding.claim,)), *span)
    ]
    return next((one for one in verdicts if one not in SAID_NOTHING), verdicts[0] if verdicts else "unread")


def judged(statement: Statement, book: Any) -> Outcome:
    """The verdict on one statement; also why it was misread, where it was."""
    span = (statement.start, statement.end)
    found = verdict(statement.text, statement.lang, statement.date, statement.reporter, span, book)
    right = found == statement.verdict
    return Outcome(statement.text, statement.verdict, found, right, "" if right else misread(statement))


def abstained(one: Unanswerable, book: Any) -> Outcome:
    """The verdict on what cannot be answered: any but `not covered` is wrong."""
    found = verdict(one.text, one.lang, one.date, one.reporter, None, book)
    return Outcome(one.text, "not covered", found, found in SAID_NOTHING, one.about)
