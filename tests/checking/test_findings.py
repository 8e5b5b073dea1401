"""Findings on claims without records."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sverka.checking import check_readings, weigh
from sverka.checking.gaps import gap_reason, record_gaps
from sverka.checking.joint import number_jointly
from sverka.model.claims import Assertion, Claim, Mention, Reading
from sverka.model.findings import Verdict
from sverka.model.grammar import parse_measure

MakeClaim = Callable[..., Claim]
MakeReading = Callable[..., Reading]


SHARES = (
    ("c1", "share(turnover[central-asia], turnover)", 45),
    ("c2", "share(turnover[CN+MN], turnover)", 33.3333333333),
    ("c3", "share(export[asia], export)", 60),
)


def test_conflicting_claims_name_one_another(claim: MakeClaim, reading: MakeReading) -> None:
    text = reading(*(claim(*share) for share in SHARES))
    checked = check_readings([text], [claim("s1", "share(export[;; 2022], turnover[;; 2022])", 80)])
    (document,) = checked.documents
    assert [finding.verdict for finding in document.findings] == [Verdict.CONFLICTS] * 3
    assert document.findings[0].reason == "cannot be true together with c2, c3, s1"
    assert checked.statements[0].verdict is Verdict.CONFLICTS
    assert checked.has_failures


def test_what_cannot_be_checked_is_bound_by_the_others(claim: MakeClaim, reading: MakeReading) -> None:
    checked = check_readings([reading(*(claim(*share) for share in SHARES))])
    first = checked.documents[0].findings[0]
    assert first.verdict is Verdict.NOT_COVERED
    assert first.period_assumed == "2022"
    (bound,) = first.bounds
    assert bound.high.value == pytest.approx(100 - 33.3333333333)
    assert bound.uses == ("c2",)
    assert not checked.has_failures


def test_the_reason_is_the_gap_in_the_records(claim: MakeClaim, reading: MakeReading) -> None:
    (finding,) = check_readings([reading(claim(*SHARES[0]))]).documents[0].findings
    assert "stopped publishing regional statistics" in finding.reason


@pytest.mark.parametrize(
    ("measure", "fields", "reason"),
    [
        ("share(export, turnover)", {"reporter": "BR-PR"}, "no book of records was given"),
        (None, {"measure_reason": "it is of prices"}, "customs records cannot answer it: it is of prices"),
    ],
)
def test_other_reasons(
    claim: MakeClaim, reading: MakeReading, measure: str | None, fields: dict[str, str], reason: str
) -> None:
    (finding,) = check_readings([reading(claim("c1", measure, 60, **fields))]).documents[0].findings
    assert finding.reason == reason


def test_gaps_know_reporters_and_periods() -> None:
    assert gap_reason("RU-TOM", "2022", "en")
    assert gap_reason("RU", "2022-03", "ru")
    assert gap_reason("RU-TOM", "2022-01", "en") is None
    assert gap_reason("US", "2022", "en") is None
    assert gap_reason("RU", "soon", "en") is None
    assert all(gap.source for gap in record_gaps())


def test_a_headline_that_drops_the_hedge_is_noted(claim: MakeClaim, reading: MakeReading) -> None:
    mentions = (Mention(0, 2, "60%", "headline"), Mention(9, 20, "almost\n60%", "body", "almost"))
    said = claim("c1", "share(export[asia], export)", 60, hedge="almost", mentions=mentions)
    notes = check_readings([reading(said)]).documents[0].notes
    assert notes[0].kind == "headline_hedge"
    assert notes[0].text == "the headline says “60%” where the text says “almost 60%”: the hedge is dropped"
    kept = claim("c1", "share(export[asia], export)", 60, mentions=(mentions[1], mentions[1]))
    assert "headline_hedge" not in [note.kind for note in check_readings([reading(kept)]).documents[0].notes]


def test_a_figure_said_twice_is_noted(claim: MakeClaim, reading: MakeReading) -> None:
    twice = (Mention(0, 3, "60%", "headline"), Mention(9, 19, "60 percent"))
    notes = check_readings([reading(claim("c1", "share(export[asia], export)", 60, mentions=twice))]).documents[0].notes
    assert notes[0].text == "c1 is said more than once: “60%”, “60 percent”"


def test_a_headline_with_another_number_is_noted(claim: MakeClaim, reading: MakeReading) -> None:
    top = claim("c1", "share(export[asia], export)", 70, mentions=(Mention(0, 3, "70%", "headline"),), period=None)
    body = claim("c2", "share(export[asia;; 2022], export[;; 2022])", 60, mentions=(Mention(9, 12, "60%"),))
    other = claim("c3", "share(export[CN], export)", 20, mentions=(Mention(20, 23, "20%"),), partners=("CN",))
    notes = check_readings([reading(top, body, other)]).documents[0].notes
    assert [note.claims for note in notes if note.kind == "headline_number"] == [("c1", "c2")]


def test_repeats_in_another_document_are_noted_once(claim: MakeClaim, reading: MakeReading) -> None:
    texts = [reading(claim(*SHARES[0])), reading(claim(*SHARES[0]), source="b.txt")]
    checked = check_readings(texts)
    repeated = [note for document in checked.documents for note in document.notes if note.kind == "repeated"]
    assert {note.claims for note in repeated} == {("c1", "d2.c1")}


def test_services_are_noted_with_the_reason(reading: MakeReading) -> None:
    tours = Assertion("a1", "supplies", "tours", covered=False, reason="customs records hold goods, not services")
    (note,) = check_readings([reading(assertions=(tours,))], ui="ru").documents[0].notes
    assert note.kind == "services"
    assert "нет услуг" in note.text


def test_ids_are_unique_among_documents(claim: MakeClaim, reading: MakeReading) -> None:
    plan = Assertion("a1", "plan", "peace")
    texts = number_jointly([reading(claim(*SHARES[0]), assertions=(plan,)) for _ in range(3)])
    assert [text.claims[0].id for text in texts] == ["c1", "d2.c1", "d3.c1"]
    assert [text.assertions[0].id for text in texts] == ["a1", "d2.a1", "d3.a1"]


def test_measures_are_asked_of_the_reporter_of_most_claims(claim: MakeClaim, reading: MakeReading) -> None:
    text = reading(*(claim(*share) for share in SHARES))
    weighed = weigh([text], measures=[parse_measure("share(export, turnover)")], exact=True)
    (bound,) = weighed.reconciliation.bounds
    assert bound.reporter == weighed.reporter == "RU-TOM"
    assert bound.high.value == pytest.approx(54.1666667)
    assert "share(export, turnover)" in [str(one.measure) for one in weigh([text]).reconciliation.bounds]


def test_a_growth_alone_binds_nothing(claim: MakeClaim, reading: MakeReading) -> None:
    growth = claim("c4", "growth(export[central-asia;; 2022])", 18, period="2022", base="2021")
    weighed = weigh([reading(*(claim(*share) for share in SHARES), growth)], exact=True)
    assert [idle.claim for idle in weighed.reconciliation.idle] == ["c4"]


def test_time_that_does_not_suffice_is_said(claim: MakeClaim, reading: MakeReading) -> None:
    ticks = iter(range(100))
    checked = check_readings([reading(*(claim(*share) for share in SHARES))], seconds=2.0, clock=lambda: next(ticks))
    document = checked.documents[0]
    assert [bool(finding.bounds) for finding in document.findings] == [True, False, False]
    assert [note.claims for note in document.notes if note.kind == "limit"] == [("c2", "c3")]
