"""The strict round trip: a brief is read as anybody would read it, and must give back exactly what it was made of."""

from __future__ import annotations

import sverka
from sverka.measuring.book import Cube
from sverka.model.claims import Claim, Mention
from sverka.writing.brief.markdown import brief_markdown
from sverka.writing.brief.page import brief_page
from sverka.writing.brief.plain import plain_spans
from sverka.writing.brief.records import Brief

READ_ON = "2026-06-15"
FORMS = ("md", "text", "html")


def text_of(brief: Brief, form: str) -> str:
    """The brief as a file of some form holds it."""
    if form == "md":
        return brief_markdown(brief)
    return brief_page(brief) if form == "html" else plain_spans(brief.blocks)[0]


def assert_reads_back(brief: Brief, cube: Cube, form: str = "md", date: str | None = READ_ON) -> None:
    """One mention for each figure, in order, of its measure, in an interval that holds the recorded value; no more."""
    assert_text_reads_back(text_of(brief, form), brief, cube, date)


def assert_text_reads_back(text: str, brief: Brief, cube: Cube, date: str | None = READ_ON) -> None:
    """The same of a text that the brief may have been changed into."""
    reading = sverka.read(text, date=date, reporter=brief.reporter)
    assert reading.unread == ()
    assert reading.assertions == ()
    said: list[tuple[Mention, Claim]] = sorted(
        ((mention, claim) for claim in reading.claims for mention in claim.mentions), key=lambda one: one[0].start
    )
    figures = list(brief.figures)
    assert [str(claim.measure) for _, claim in said] == [figure.measure for figure in figures]
    for (mention, claim), figure in zip(said, figures, strict=True):
        assert claim.measure is not None
        assert claim.reporter == brief.reporter
        recorded = cube.measure(str(claim.measure)).value
        assert recorded is not None
        assert recorded in claim.interval, f"{figure.text}: {claim.measure} is {recorded}, read as {claim.interval}"
        assert claim.hedge == mention.hedge == figure.stated.hedge
    assert {str(claim.measure) for claim in reading.claims} == {figure.measure for figure in figures}


def assert_spans(brief: Brief) -> None:
    """In the plain text, each claim is read where its figure stands."""
    text, spans = plain_spans(brief.blocks)
    reading = sverka.read(text, date=READ_ON, reporter=brief.reporter)
    mentions = sorted((mention.start, mention.end) for claim in reading.claims for mention in claim.mentions)
    figures = [
        (start + figure.start, start + figure.end)
        for sentence, (start, _) in zip(brief.sentences, spans, strict=True)
        for figure in sentence.figures
    ]
    assert len(mentions) == len(figures)
    assert all(a < d and c < b for (a, b), (c, d) in zip(mentions, figures, strict=True))
