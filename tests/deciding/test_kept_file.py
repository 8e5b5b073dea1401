"""The file of decisions: what is kept is read again, and what is damaged, foreign or hostile is told in one line."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sverka.claims_in import read_claims_file
from sverka.claims_in.entries import MAX_BYTES
from sverka.deciding.kept_file import decisions_text, read_decisions
from sverka.deciding.records import Decision, Decisions, beside, digest_of
from sverka.model.errors import InputError
from sverka.writing.schemas import schema_text

CLAIM = {"measure": "level(export[;; 2023], USD)", "value": 7, "unit": "USD"}
GOOD: dict[str, Any] = {
    "form": "sverka decisions 1",
    "source": "a.txt",
    "text": "sha256:0",
    "origin": "person",
    "claims": [{"quote": "7 dollars", "occurrence": 2, "decided": "chosen", **CLAIM}],
    "dismissed": [{"quote": "5 %", "occurrence": 1}],
}
kept = st.builds(
    Decision,
    st.text(min_size=1, max_size=20).filter(str.strip),
    st.none() | st.integers(1, 9),
    st.sampled_from(["kept", "chosen", "edited"]),
    st.just(CLAIM),
)
dismissed = st.builds(Decision, st.just("5 %"), st.integers(1, 9), st.just("dismissed"), st.just({}))
lists = st.builds(lambda some, more: (*some, *more), st.lists(kept, max_size=4), st.lists(dismissed, max_size=3))


@given(st.builds(Decisions, st.text(max_size=20), st.text(max_size=20), lists, lists))
def test_what_is_kept_is_read_again(decisions: Decisions) -> None:
    text = decisions_text(decisions).encode("utf-8", "surrogatepass")
    assert read_decisions(text, "f") == decisions
    jsonschema.validate(json.loads(text), json.loads(schema_text("decisions")))


def test_it_is_a_claims_file() -> None:
    file = read_claims_file(json.dumps(GOOD).encode(), "f")
    assert file.decided
    assert [(entry.words, entry.dismissed, entry.origin) for entry in file.entries] == [
        ("7 dollars", False, "person"),
        ("5 %", True, "given"),
    ]
    other = {name: value for name, value in GOOD.items() if name != "form"}
    assert not read_claims_file(json.dumps(other).encode(), "f").decided


BAD: dict[str, bytes] = {
    "truncated": json.dumps(GOOD).encode()[:-20],
    "empty": b"",
    "not UTF-8": json.dumps(GOOD).encode("utf-16"),
    "nested": b'{"form": ' + b"[" * 100_000,
    "no number": json.dumps({**GOOD, "claims": [{"quote": "7", "value": float("nan")}]}).encode(),
    "huge": b'{"form": "' + b"x" * MAX_BYTES + b'"}',
    "a claims file": json.dumps({"claims": []}).encode(),
    "a list": b"[]",
    "newer": json.dumps({**GOOD, "form": "sverka decisions 2"}).encode(),
    **{
        f"{name} {value!r}": json.dumps({**GOOD, name: value}).encode()
        for name, value in (
            ("form", None),
            ("source", 5),
            ("text", None),
            ("claims", {}),
            ("claims", [5]),
            ("claims", [{"occurrence": 1}]),
            ("claims", [{"quote": " "}]),
            ("claims", [{"quote": "7", "occurrence": 0}]),
            ("claims", [{"quote": "7", "occurrence": True}]),
            ("claims", [{"quote": "7", "decided": "dismissed"}]),
            ("claims", [{"quote": "7", "decided": ["kept"]}]),
            ("claims", [{"quote": "7" * 5000}]),
            ("dismissed", "5 %"),
            ("dismissed", [{"quote": "5 %"}] * 10_001),
            ("earlier", []),
        )
    },
}


@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
def test_what_is_no_file_of_decisions_is_refused(data: bytes) -> None:
    with pytest.raises(InputError) as told:
        read_decisions(data, "f.json")
    assert told.value.where == "f.json"
    assert told.value.next_step


def test_fields_that_are_not_known_are_passed_over_or_kept_with_their_claim() -> None:
    more = {**GOOD, "more": 1, "claims": [{**GOOD["claims"][0], "note": "ask Anna"}]}
    found = read_decisions(json.dumps(more).encode(), "f")
    assert found.made[0].fields["note"] == "ask Anna"
    assert '"note": "ask Anna"' in decisions_text(found)


def test_a_text_that_changed_makes_all_decisions_earlier_ones() -> None:
    found = read_decisions(json.dumps(GOOD).encode(), "f")
    assert found.of_text("sha256:0") is found
    now = found.of_text(digest_of("another"))
    assert (now.made, now.earlier) == ((), found.made)
    assert now.of_text("sha256:0").earlier == found.made


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("a.txt", "a.txt.sverka.json"),
        ("x/a.html", "x/a.html.sverka.json"),
        ("-", None),
        ("http://a/b", None),
        ("HTTPS://a/b", None),
        ("https.txt", "https.txt.sverka.json"),
    ],
)
def test_where_decisions_are_kept(source: str, place: str | None) -> None:
    assert beside(source) == place
