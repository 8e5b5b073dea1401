"""Texts: read, and made into a request for an assistant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka import __version__
from sverka.checking.wording import Ui, in_language
from sverka.serving.desk import Desk
from sverka.serving.fields import Fields
from sverka.serving.given import Given, Page, bytes_page, checked_given
from sverka.serving.recorded import checked_reporter
from sverka.writing.objects import Object, plain_number, reading_object

if TYPE_CHECKING:
    from sverka.model.claims import Claim, Reading

SOURCE = "text"
"""How a text that came with a request is called."""
LANGUAGES = ("ru", "en")


def given_of(fields: Fields) -> Given:
    """What is said with a text: `date`, `lang`, `reporter`."""
    whose, lang = fields.name("reporter"), fields.choice("lang", LANGUAGES)
    return checked_given(fields.name("date"), lang, whose and checked_reporter(whose), mark="")


def given_beside(desk: Desk, fields: Fields) -> Given:
    """The same of a text that is held against the book, where there is one."""
    given = given_of(fields)
    with desk.book_if_any() as book:
        return given.beside(book)


def page_of(fields: Fields, given: Given) -> Page:
    """The text of a request as read."""
    return bytes_page(text_bytes(fields), SOURCE, given)


def text_bytes(fields: Fields) -> bytes:
    """The text of a request; half characters, which no text has, become question marks."""
    return fields.need_text("text").encode("utf-8", "replace")


def prompt_for(desk: Desk, fields: Fields) -> Object:
    """The request that an assistant answers: the rules of reading, the ids in the text, what the book covers."""
    from sverka.reading.document import load_document
    from sverka.recording.coverage import coverage
    from sverka.writing.prompting import known_of, prompt_text

    given = given_of(fields)
    document = load_document(text_bytes(fields), SOURCE)
    held = coverage(desk.snapshot()) if desk.has_book else None
    recorded = frozenset(one.reporter for one in held or ())
    about = known_of(document, date=given.date, lang=given.lang, reporter=given.reporter, recorded=recorded)
    return {"prompt": prompt_text(document, about, held)}


def read_text(desk: Desk, fields: Fields) -> Object:
    """The claims of a text, by the rules alone: no record is asked."""
    reading = page_of(fields, given_of(fields)).reading
    return reading_object(reading, __version__) if fields.flag("details") else short_reading(reading, desk.ui)


def short_reading(reading: Reading, ui: Ui) -> Object:
    """The claims, each by its words and its measure; assertions; what was left unread."""
    from sverka.serving.short.findings import unread_lines

    told: Object = {
        "lang": reading.lang,
        "reporter": reading.reporter,
        "main_period": reading.main_period,
        "claims": [_claim(claim, reading.reporter) for claim in reading.claims],
        "assertions": [f"{one.kind}: {one.label}" for one in reading.assertions],
        "unread": unread_lines([(one.text, in_language(one.reason, ui)) for one in reading.unread]),
    }
    return {name: value for name, value in told.items() if value or name == "claims"}


def _claim(claim: Claim, reporter: str | None) -> Object:
    """A claim in the form in which claims are handed over, so that it can be handed back as it is."""
    quote = {"quote": claim.mentions[0].text} if claim.mentions else {}
    measured = {"measure": str(claim.measure)} if claim.measure else {"measure": None, "why": claim.measure_reason}
    whose = {"reporter": claim.reporter} if claim.reporter and claim.reporter != reporter else {}
    high = {} if claim.value_hi is None else {"value_hi": plain_number(claim.value_hi)}
    hedge = {} if claim.hedge == "exact" else {"hedge": claim.hedge}
    return {
        "id": claim.id,
        **quote,
        **measured,
        "value": plain_number(claim.value),
        **high,
        "unit": claim.unit,
        **hedge,
        **whose,
    }
