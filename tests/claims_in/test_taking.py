"""Claims that were handed over: what is taken, as what, and each way in which one is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sverka.claims_in import Text, read_claims_file, take_claims
from sverka.claims_in.second import differing_slots
from sverka.model.claims import Claim, Reading
from sverka.model.errors import InputError
from sverka.reading import read_document
from sverka.reading.document import load_document
from sverka.writing.objects import reading_object

ARTICLE = """Exports of Paraná in 2023

In 2023 exports of Paraná came to $25.2 billion. China took almost 43 % of exports, and soya was worth $6.1 billion.
In January exports reached $1.9 billion. Imports fell by a third, and imports from Argentina were $1.9 billion.
Sales of pork came to «1,2 – 1,4» billion dollars. It was sold to 175 countries, and trade with Chile rose 2.5-fold.
"""
TOTAL: dict[str, Any] = {
    "quote": "$25.2 billion",
    "measure": "level(export[;; 2023], USD)",
    "value": 25.2e9,
    "unit": "USD",
}
SHARE: dict[str, Any] = {
    "quote": "almost 43 %",
    "kind": "share",
    "flow": "export",
    "of": "export",
    "partners": ["CN"],
    "period": "2023",
    "value": 43,
    "unit": "%",
}


def text_of(words: str = ARTICLE, source: str = "a.txt") -> Text:
    document = load_document(words.encode(), source)
    return Text(document, read_document(document, date="2024-02-01"))


def taken(*claims: Any, words: str = ARTICLE) -> Reading:
    file = read_claims_file(json.dumps({"claims": claims}).encode(), "c.json")
    return take_claims([file], [text_of(words)])[0].reading


def given(reading: Reading) -> list[Claim]:
    return [claim for claim in reading.claims if claim.origin]


def refused(claim: Any) -> tuple[str, str]:
    """What is wrong with one claim, and what to write; a good one beside it goes on."""
    reading = taken(TOTAL, claim)
    assert len(given(reading)) == 1
    [rejected] = reading.rejected
    assert rejected.number == 2
    return rejected.what, rejected.advice


TAKEN = [
    (TOTAL, "level(export[;; 2023], USD)"),
    (SHARE, "share(export[CN;; 2023], export[;; 2023])"),
    ({**SHARE, "partners": ["China"]}, "share(export[CN;; 2023], export[;; 2023])"),
    ({**SHARE, "quote": "Almost 43%"}, "share(export[CN;; 2023], export[;; 2023])"),
    ({**TOTAL, "measure": "level(export[;;2023])"}, "level(export[;; 2023], USD)"),
    ({**SHARE, "quote": "almost 43\u00a0%"}, "share(export[CN;; 2023], export[;; 2023])"),
    (
        {"quote": '"1,2—1,4" billion dollars', "measure": "level(export[;pork;2023], USD)", "value": 1.2e9}
        | {"value_hi": 1.4e9, "unit": "USD"},
        "level(export[; pork; 2023], USD)",
    ),
    (
        {"quote": "by a third", "measure": "growth(import[;;2023])", "value": -33.3, "unit": "per cent"},
        "growth(import[;; 2023])",
    ),
    (
        {"quote": "2.5-fold", "measure": "growth(turnover[chile;;2023])", "value": 150, "unit": "%"},
        "growth(turnover[CL;; 2023])",
    ),
    (
        {"quote": "175 countries", "measure": "count(partners, export[;;2023])", "value": 175, "unit": "countries"},
        "count(partners, export[;; 2023])",
    ),
    (
        {"quote": "$1.9 billion", "occurrence": 2, "kind": "level", "flow": "import", "partners": ["AR"], "of": None}
        | {"period": "2023", "value": 1.9e9, "unit": "USD"},
        "level(import[AR;; 2023], USD)",
    ),
]


@pytest.mark.parametrize(("claim", "measure"), TAKEN)
def test_a_claim_that_the_text_bears_out_is_used_as_given(claim: Any, measure: str) -> None:
    reading = taken(claim)
    assert reading.rejected == ()
    [one] = given(reading)
    assert (str(one.measure), one.value, one.id, one.origin) == (measure, claim["value"], "c1", "given")
    assert one is reading.claims[0]
    assert all(ARTICLE[mention.start : mention.end] == mention.text for mention in one.mentions)


REFUSED = [
    ({**TOTAL, "quote": "$9 billion"}, "does not stand in the text", "copy"),
    ({**TOTAL, "quote": "5.2 billion"}, "does not stand in the text", "copy"),
    ({**TOTAL, "quote": "$1.9 billion", "value": 1.9e9}, "stands 2 times", '"occurrence": 1 to 2'),
    ({**TOTAL, "quote": "$1.9 billion", "value": 1.9e9, "occurrence": 3}, "occurrence 3", "1 to 2"),
    ({**TOTAL, "occurrence": 0}, "occurrence is no whole number", "1, 2"),
    (
        {**TOTAL, "value": 25.2},
        "the value is 25.2 USD, the number in the quote 25200000000 USD",
        "the value of the quote",
    ),
    ({**TOTAL, "unit": "EUR"}, "its measure is in USD, its unit is EUR", "measure's unit"),
    (
        {**TOTAL, "unit": "EUR", "measure": "level(export[;; 2023])"},
        "the number in the quote 25200000000 USD",
        "the value of the quote",
    ),
    ({**TOTAL, "quote": "exports of Paraná came"}, "no number", "quote the words"),
    ({**TOTAL, "value": "25.2"}, "value is no finite number", "in digits"),
    ({**TOTAL, "value": True}, "value is no finite number", "in digits"),
    ({**TOTAL, "value": float("nan")}, "value is no finite number", "in digits"),
    ({**TOTAL, "value": int("9" * 400)}, "value is no finite number", "in digits"),
    ({**TOTAL, "value": None}, "the value is not said", "3500000000"),
    ({**TOTAL, "unit": "billion USD"}, "unknown unit", "unscaled"),
    ({**TOTAL, "measure": "level(exports[;; 2023], USD)"}, "cannot be read, column 7", "export, import or turnover"),
    ({**TOTAL, "measure": "level(export[; beaf; 2023], USD)"}, "unknown goods 'beaf'", "beef"),
    ({**TOTAL, "measure": "level(export[atlantis;; 2023], USD)"}, "unknown place 'atlantis'", "did you mean"),
    ({**TOTAL, "measure": None}, "neither measure nor kind", "level"),
    ({**TOTAL, "measure": "level(export[;; 2025], USD)"}, "period 2025 comes after", "plan"),
    ({**TOTAL, "period": "2022"}, "its measure has the period 2023, its field period is 2022", "leave the field out"),
    ({**TOTAL, "reporter": "Narnia"}, "unknown place 'Narnia'", ""),
    ({**TOTAL, "hedge": "roughly"}, "unknown hedge", "about"),
    ({**TOTAL, "origin": "the devil\n"}, "unknown origin", "model NAME"),
    ({**TOTAL, "id": "s1"}, "an id that cannot be used", "own"),
    ({**TOTAL, "value": -25.2e9}, "the value of a level is below zero", "without a sign"),
    ({**SHARE, "period": "last year"}, "is no period", "2023-Q1"),
    ({**SHARE, "partners": 7}, "partners is no list of ids", "CN"),
    ("$25.2 billion", "a claim that is no object", "quote"),
    ({"figure": 1}, "without the fields of a claim", "sverka schema claims"),
    ({**TOTAL, "why": "x" * 5000}, "why of more than", "shorten"),
    ({**TOTAL, "quote": ""}, "a claim without its quote", "quote"),
]


@pytest.mark.parametrize(("claim", "what", "advice"), REFUSED, ids=lambda one: one if isinstance(one, str) else "")
def test_a_claim_is_refused_with_what_to_write(claim: Any, what: str, advice: str) -> None:
    told, next_step = refused(claim)
    assert what in told
    assert advice in next_step


def test_a_plan_may_be_of_a_period_to_come_and_has_no_measure() -> None:
    [one] = given(taken({**TOTAL, "measure": "level(export[;; 2025], USD)", "aspect": "plan"}))
    assert one.measure is None
    assert one.measure_reason


@pytest.mark.parametrize("value", [1.2e9, 1.3e9, 1.4e9])
def test_of_a_range_both_ends_are_taken(value: float) -> None:
    words = "In 2023 exports of pork came to 1.2-1.4 billion dollars."
    claim = {"quote": "1.2-1.4 billion", "measure": "level(export[;pork;2023], USD)", "value": value, "unit": "USD"}
    [one] = given(taken(claim, words=words))
    assert (one.value, one.value_hi) == (1.2e9, 1.4e9)


def test_names_in_a_measure_become_ids() -> None:
    measure = "level(export[United States+CN; Sawn timber; 2023], USD)"
    [one] = given(taken({**TOTAL, "measure": measure}))
    assert str(one.measure) == "level(export[CN+US; sawn-timber; 2023], USD)"


def test_names_of_regions_with_their_country() -> None:
    [one] = given(taken({**TOTAL, "reporter": "Brazil's Parana"}))
    assert one.reporter == "BR-PR"


def test_figures_that_the_claims_lack_come_after_them_in_sverkas_reading() -> None:
    reading = taken({**SHARE, "id": "mine", "origin": "model m"})
    own = text_of().reading.claims
    assert [claim.id for claim in reading.claims][:3] == ["mine", "c1", "c2"]
    assert len(reading.claims) == len(own)
    assert reading.claims[0].origin == "model m"
    assert not any(claim.origin for claim in reading.claims[1:])


def test_two_readers_are_compared_slot_by_slot() -> None:
    reading = taken(SHARE, {**TOTAL, "measure": "level(import[;; 2022], USD)"})
    pairs = [(claim, reading.second_of(claim.id)) for claim in given(reading)]
    told = [differing_slots(claim, own, reading.main_period) for claim, own in pairs if own]
    assert told == [(), ("flow", "period")]


@pytest.mark.parametrize(
    "words", [ARTICLE, f"<p>{ARTICLE.replace('almost', '<i>almost</i>')}</p>"], ids=["text", "html"]
)
def test_what_read_prints_is_taken_back_as_it_was(words: str) -> None:
    text = text_of(words)
    file = read_claims_file(json.dumps(reading_object(text.reading, "1")).encode(), "r.json")
    [back] = take_claims([file], [text])
    assert back.reading.rejected == ()
    assert [str(claim.measure) for claim in back.reading.claims] == [str(one.measure) for one in text.reading.claims]
    assert all(back.reading.second_of(claim.id) for claim in back.reading.claims)


def test_claims_of_another_text_end_in_an_error_that_names_each() -> None:
    with pytest.raises(InputError, match="none of 2 claims") as failure:
        taken(TOTAL, SHARE, words="Imports of Kenya rose 5 % in 2023.")
    assert [one.what for one in failure.value.others] == ["the quote does not stand in the text"] * 2


def test_claims_find_their_text_by_source_or_by_their_words() -> None:
    other = text_of("In 2023 exports of Kenya came to $7.1 billion.", "b/k.txt")
    lines = [
        {"source": "k.txt", **TOTAL, "quote": "$7.1 billion", "value": 7.1e9},
        TOTAL,
        {"source": "lost.txt", **SHARE},
    ]
    file = read_claims_file("\n".join(map(json.dumps, lines)).encode(), "c.jsonl")
    first, second = take_claims([file], [text_of(), other])
    assert [claim.value for claim in given(first.reading)] == [25.2e9]
    assert [claim.value for claim in given(second.reading)] == [7.1e9]
    assert [one.what for one in first.reading.rejected] == ["no text 'lost.txt' was given"]


def test_claims_without_a_text_are_of_their_quotes() -> None:
    file = read_claims_file(json.dumps({"claims": [TOTAL, {**SHARE, "quote": None}]}).encode(), "c.json")
    [text] = take_claims([file], [], published="2024-02-01", reporter="BR-PR")
    assert [(claim.reporter, len(claim.mentions)) for claim in text.reading.claims] == [("BR-PR", 1), ("BR-PR", 0)]
    assert text.reading.text == "$25.2 billion\n"


def test_ten_thousand_claims_are_taken_in_seconds() -> None:
    reading = taken(*[TOTAL] * 10_000)
    assert len(given(reading)) == 10_000


def test_what_names_were_taken_for_is_told_of_taken_claims_alone() -> None:
    share = {**SHARE, "partners": ["China"], "unit": "per cent"}
    reading = taken(share, {**TOTAL, "reporter": "Brazil's Parana"}, {**TOTAL, "reporter": "Chile", "quote": "$9 bn"})
    assert reading.notes == ("China → CN", "per cent → %", "Brazil's Parana → BR-PR")
    assert taken(TOTAL).notes == ()


PAGE = """<html><head><title>Exports of Kenya grew</title></head><body><article><h1>Exports of Kenya grew</h1>
<p class="lead">In 2023 exports of Kenya came to $7.1 billion.</p>
<p>In 2023 exports of Kenya came to $7.1 billion. Imports rose by 5 %, exports to Uganda by 5 %.</p>
</article></body></html>
"""


def test_what_a_page_says_again_does_not_make_a_quote_ambiguous() -> None:
    total = {**TOTAL, "quote": "$7.1 billion", "value": 7.1e9}
    growth = {"quote": "5 %", "occurrence": 2, "measure": "growth(export[UG;; 2023])", "value": 5, "unit": "%"}
    text = text_of(PAGE)
    assert any(block.repeat_of is not None for block in text.document.blocks)
    reading = taken(total, growth, words=PAGE)
    assert reading.rejected == ()
    assert [one.what for one in taken(total, {**growth, "occurrence": None}, words=PAGE).rejected] == [
        "the quote stands 2 times in the text"
    ]
