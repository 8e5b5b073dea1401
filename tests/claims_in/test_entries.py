"""Claims files in every form in which people and models write them, and those that are none."""

from __future__ import annotations

import json

import pytest

from sverka.claims_in import read_claims_file
from sverka.model.errors import InputError

ONE = '{"quote": "$5 bn", "measure": "level(export)", "value": 5e9, "unit": "USD"}'
TWO = ONE.replace("5", "6")
BOTH = f"[{ONE}, {TWO}]"
ANSWER = f'{{"claims": {BOTH}}}'
FORMS = {
    "an object": ANSWER,
    "a list": BOTH,
    "a byte-order mark": "\ufeff" + ANSWER,
    "JSON Lines": f"{ONE}\n\n{TWO}\n",
    "a fence": f"Here:\n```json\n{ANSWER}\n```\nDone.",
    "prose": "I read {this} as [two]. " + ANSWER + " Ask more!",
    "an example before the answer": 'As {"claims": []}: ' + ANSWER,
    "documents": f'{{"documents": [{{"source": "a", "claims": [{ONE}]}}, {{"source": "b", "claims": [{TWO}]}}]}}',
    "lines with what could not be read": '{"source": "x", "error": "gone"}\n' + ANSWER,
}


@pytest.mark.parametrize("form", FORMS)
def test_claims_are_found_in_every_form(form: str) -> None:
    file = read_claims_file(FORMS[form].encode(), "c")
    assert [entry.fields["quote"] for entry in file.entries] == ["$5 bn", "$6 bn"]
    assert [entry.number for entry in file.entries] == [1, 2]
    assert file.rejected == ()


HALVES = {
    r"a\ud800b": "a\ufffdb",
    r"a\uDFFF": "a\ufffd",
    r"\ud83d\ude00 \ud83d": "\U0001f600 \ufffd",
    r"\ude00\ud83d": "\ufffd\ufffd",
    r"\\ud800": r"\ud800",
    r"\\\ud800": "\\\ufffd",
    r"\u0416\n\u00e9": "Ж\né",
}


@pytest.mark.parametrize("escaped", HALVES)
def test_half_a_letter_is_replaced(escaped: str) -> None:
    file = read_claims_file(f'{{"claims": [{{"quote": "{escaped}", "measure": "m", "value": 1}}]}}'.encode(), "c")
    assert file.entries[0].fields["quote"] == HALVES[escaped]


@pytest.mark.parametrize("cut", [1, 10, 40])
def test_of_an_answer_that_breaks_off_the_whole_claims_are_taken(cut: int) -> None:
    answer = f'{{"origin": "model m", "claims": [{ONE}, {TWO[:-cut]}'
    file = read_claims_file(answer.encode(), "c")
    assert [entry.fields["quote"] for entry in file.entries] == ["$5 bn"]
    assert file.entries[0].origin == "model m"
    assert "breaks off" in file.rejected[0].what


BROKEN = {
    "": "an empty claims file",
    "   \n": "an empty claims file",
    "no claims here": "no JSON with claims",
    "{": "broken JSON in line 1, column 2",
    '{"answer": 5}': "no JSON with claims",
    "[" * 100_000: "nested too deep|broken JSON",
    '{"claims": []}': "",
    '{"claims": 7}': "no claims in it",
    json.dumps({"claims": [{"quote": "x"}] * 10_001}): "more than 10000 claims",
}


@pytest.mark.parametrize("text", BROKEN, ids=lambda text: text[:20])
def test_what_is_no_claims_file_is_told_in_one_line(text: str) -> None:
    if not BROKEN[text]:
        assert read_claims_file(text.encode(), "c").entries == ()
        return
    with pytest.raises(InputError, match=BROKEN[text]) as failure:
        read_claims_file(text.encode(), "c.json")
    assert "\n" not in str(failure.value)
    assert failure.value.next_step


def test_size_and_encoding_are_bounded() -> None:
    with pytest.raises(InputError, match="5 MB"):
        read_claims_file(b" " * 5_000_001, "c")
    with pytest.raises(InputError, match="not UTF-8"):
        read_claims_file(b"\xff\xfe{}", "c")


def test_a_claim_too_deep_is_refused_alone() -> None:
    deep: object = 1
    for _ in range(30):
        deep = [deep]
    file = read_claims_file(json.dumps({"claims": [{"quote": "x", "why": deep}, json.loads(ONE)]}).encode(), "c")
    assert len(file.entries) == 1
    assert "deep" in file.rejected[0].what


def test_brackets_without_end_are_passed_in_time() -> None:
    with pytest.raises(InputError):
        read_claims_file(b'{"a": ' * 200_000, "c")
