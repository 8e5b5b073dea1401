"""Findings as ClaimReview of schema.org: one review for each claim.

Every property stands in the vocabulary of schema.org itself. What was said and what was recorded are `PropertyValue`s:
the claim is `about` the one (`value`, `minValue` and `maxValue` of the interval, the measure), the review about the
other (`value`, the definition of the source).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from sverka.checking.findings import Checked
from sverka.model.claims import Claim, Reading
from sverka.model.findings import Figure, Finding, Verdict
from sverka.model.plurals import counted
from sverka.writing.found_objects import figure_object
from sverka.writing.objects import Object, plain_number
from sverka.writing.proofs import Prose, quote_of
from sverka.writing.report import verdict_text
from sverka.writing.slices import place_name

CONTEXT = "https://schema.org"


def claimreview_object(
    checked: Checked,
    prose: Prose,
    version: str,
    *,
    url: str | None = None,
    published: str | None = None,
    author: str = "Sverka",
) -> list[Object]:
    """What `check --format claimreview` prints: a review of each claim of the documents, then of the statements; none
    of a claim that is unsure, for what was not understood is not to be reviewed.

    `url` is the page on which the reviews will stand, `published` the day of their publication (`2023-05-25`),
    `author` the organisation that publishes them; Sverka knows none of these by itself and leaves out the page and the
    day where it is not told. `version` is that of Sverka.
    """
    about = {
        "author": {"@type": "Organization", "name": author},
        "creditText": f"Sverka {version}",
        **_known(datePublished=published),
    }
    return [
        {**_review(finding, appearance, prose), **about, **_address(url, finding)}
        for finding, appearance in _findings(checked)
    ]


def _findings(checked: Checked) -> Iterator[tuple[Finding, Object]]:
    for document in checked.documents:
        for finding in document.findings:
            if finding.verdict is not Verdict.UNSURE:
                yield finding, _appearance(document.reading)
    for finding in checked.statements:
        cited = _known(name=finding.claim.source, datePublished=finding.claim.published)
        yield finding, {"@type": "CreativeWork", **cited}


def _review(finding: Finding, appearance: Object, prose: Prose) -> Object:
    return {
        "@context": CONTEXT,
        "@type": "ClaimReview",
        "identifier": finding.claim.id,
        "claimReviewed": _summary(finding.claim, prose),
        "inLanguage": prose.ui,
        "reviewRating": _rating(finding, prose),
        "reviewBody": finding.reason,
        "itemReviewed": _item(finding.claim, appearance, prose),
        **({} if finding.figure is None else {"about": _recorded(finding.figure)}),
    }


def _summary(claim: Claim, prose: Prose) -> str:
    """What the claim says in a sentence that stands alone: whose trade, the question, the number with its hedge."""
    if claim.reporter is None or claim.reporter != prose.reporter:
        return prose.claim(claim)
    return f"{place_name(claim.reporter, prose.ui)}: {prose.claim(claim)}"


def _rating(finding: Finding, prose: Prose) -> Object:
    """The verdict as a rating; one that cannot be given a number has its words alone."""
    table = _ratings()
    value = table["ratings"].get(str(finding.verdict))
    scale = {"bestRating": table["scale"]["best"], "worstRating": table["scale"]["worst"]}
    return {
        "@type": "Rating",
        **({} if value is None else {"ratingValue": value, **scale}),
        "alternateName": verdict_text(finding, prose),
        "ratingExplanation": finding.reason,
    }


@cache
def _ratings() -> dict[str, dict[str, int]]:
    return tomllib.loads(files("sverka.writing").joinpath("ratings.toml").read_text(encoding="utf-8"))


def _item(claim: Claim, appearance: Object, prose: Prose) -> Object:
    """The claim: its words, where it appears, and what it says as a number."""
    return {
        "@type": "Claim",
        "text": quote_of(claim),
        "name": prose.claim(claim),
        "appearance": appearance,
        **({} if claim.value is None else {"about": _stated(claim)}),
    }


def _stated(claim: Claim) -> Object:
    """The stated value with the interval that it admits; an open end is left out."""
    return {
        "@type": "PropertyValue",
        "propertyID": "stated",
        **_known(
            name=None if claim.measure is None else str(claim.measure),
            value=plain_number(claim.value),
            minValue=plain_number(claim.interval.low),
            maxValue=plain_number(claim.interval.high),
        ),
        "unitText": claim.unit,
    }


def _recorded(figure: Figure) -> Object:
    """The recorded value with the definition of its source."""
    told = figure_object(figure)
    return {
        "@type": "PropertyValue",
        "propertyID": "recorded",
        **_known(name=figure.measure or None),
        "value": told["value"],
        "unitText": figure.unit,
        **_known(measurementTechnique=figure.definition or None),
        "description": f"{figure.source}, version {figure.version}, {counted(figure.rows, 'row')}",
    }


def _appearance(reading: Reading) -> Object:
    """The work that says it: its address where it is a page, else its name."""
    address = reading.source if urlsplit(reading.source).scheme in ("http", "https") else None
    name = None if address else reading.source
    known = _known(url=address, name=name, headline=reading.title, datePublished=reading.published)
    return {"@type": "CreativeWork", **known, "inLanguage": reading.lang}


def _address(url: str | None, finding: Finding) -> Object:
    """The page with the place of one finding on it, as the HTML report names it."""
    return {} if url is None else {"url": f"{url.partition('#')[0]}#f-{finding.claim.id}"}


def _known(**fields: object) -> Object:
    """The fields that are known."""
    return {name: value for name, value in fields.items() if value is not None}
