"""ClaimReview is what schema.org defines: types, properties, and the rating of each verdict."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sverka.checking.findings import Checked
from sverka.model.findings import Verdict
from sverka.writing.claimreview import claimreview_object
from sverka.writing.proofs import Prose

TABLE = Path(__file__).with_name("schema_org.csv")
THINGS = {"ClaimReview", "Claim", "CreativeWork", "Rating", "PropertyValue", "Organization"}


def definition() -> dict[tuple[str, str], set[str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return {(row["type"], row["property"]): set(row["expected"].split("|")) for row in csv.DictReader(lines)}


def fits(value: Any, expected: set[str]) -> bool:
    if isinstance(value, dict):
        return value["@type"] in expected or ("Thing" in expected and value["@type"] in THINGS)
    if isinstance(value, bool) or value is None:
        return False
    if isinstance(value, int | float):
        return "Number" in expected
    if expected == {"Date"}:
        return date.fromisoformat(value).isoformat() == value
    if expected == {"URL"}:
        return value.startswith("https://")
    return bool({"Text", "URL"} & expected)


def faults(node: dict[str, Any]) -> list[str]:
    """Each property that schema.org does not give the type, or whose value is not of a type that it expects."""
    known, found = definition(), []
    for name, value in node.items():
        if name in ("@context", "@type"):
            continue
        expected = known.get((node["@type"], name))
        if expected is None or not fits(value, expected):
            found.append(f"{node['@type']}.{name}: {value!r}")
        if isinstance(value, dict):
            found += faults(value)
    return found


@pytest.fixture
def prose(checked: Checked) -> Prose:
    return Prose.about(checked.weighed.claims, "en", "RU-TOM")


def test_there_is_a_review_for_each_claim_in_the_vocabulary_of_schema_org(checked: Checked, prose: Prose) -> None:
    reviews = claimreview_object(checked, prose, "1.0", url="https://example.org/a#b", published="2024-02-02")
    assert [review["identifier"] for review in reviews] == [claim.id for claim in checked.weighed.claims]
    assert [fault for review in reviews for fault in faults(review)] == []
    assert {review["@context"] for review in reviews} == {"https://schema.org"}
    assert reviews[0]["url"] == "https://example.org/a#f-c1"
    assert json.loads(json.dumps(reviews, allow_nan=False)) == reviews


def test_what_schema_org_does_not_define_is_found(checked: Checked, prose: Prose) -> None:
    review = claimreview_object(checked, prose, "1.0")[0]
    assert faults({**review, "interval": [1, 2]}) == ["ClaimReview.interval: [1, 2]"]
    assert faults({**review, "reviewRating": 5}) == ["ClaimReview.reviewRating: 5"]


def test_interval_value_and_definition_are_plain_properties(checked: Checked, prose: Prose) -> None:
    review = claimreview_object(checked, prose, "1.0")[0]
    stated, recorded = review["itemReviewed"]["about"], review["about"]
    assert (stated["value"], stated["minValue"], stated["maxValue"]) == (1.25e9, 1.245e9, 1.255e9)
    assert stated["name"] == "level(export[CN;; 2023], USD)"
    assert (recorded["value"], recorded["unitText"]) == (1.19e9, "USD")
    assert recorded["measurementTechnique"] == "Exports FOB <b>"
    assert review["claimReviewed"] == f"Tomsk Oblast: {prose.claim(checked.weighed.claims[0])}"
    assert review["itemReviewed"]["text"] == "to $1.25 bn"
    assert "url" not in review
    assert "datePublished" not in review


@pytest.mark.parametrize(
    ("verdict", "rating"),
    [
        (Verdict.HOLDS, 5),
        (Verdict.NEARLY_HOLDS, 4),
        (Verdict.HOLDS_OTHERWISE, 3),
        (Verdict.CONFLICTS, 2),
        (Verdict.FAILS, 1),
        (Verdict.NOT_COVERED, None),
    ],
)
def test_the_rating_of_a_verdict(checked: Checked, prose: Prose, verdict: Verdict, rating: int | None) -> None:
    document = checked.documents[0]
    changed = replace(document, findings=(replace(document.findings[0], verdict=verdict),))
    review = claimreview_object(replace(checked, documents=(changed,)), prose, "1.0")[0]
    shown = review["reviewRating"]
    assert shown.get("ratingValue") == rating
    assert ("bestRating" in shown) == (rating is not None)
    assert shown["alternateName"] == verdict.value


def test_a_claim_of_a_file_appears_in_its_source(checked: Checked, prose: Prose) -> None:
    finding = checked.documents[0].findings[0]
    cited = replace(finding, claim=replace(finding.claim, id="s1", source="A report", published="2024-01-01"))
    review = claimreview_object(replace(checked, documents=(), statements=(cited,)), prose, "1.0")[0]
    assert review["itemReviewed"]["appearance"] == {
        "@type": "CreativeWork",
        "name": "A report",
        "datePublished": "2024-01-01",
    }
    assert faults(review) == []


def test_a_page_appears_by_its_address(checked: Checked, prose: Prose) -> None:
    document = checked.documents[0]
    paged = replace(document, reading=replace(document.reading, source="https://example.org/news"))
    review = claimreview_object(replace(checked, documents=(paged,)), prose, "1.0")[0]
    assert review["itemReviewed"]["appearance"]["url"] == "https://example.org/news"
    assert faults(review) == []
