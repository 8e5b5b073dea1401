"""Statements beside records: bounds from figures, the standing book, assertions, caveats and notes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sverka
from sverka.checking.findings import Checked
from sverka.measuring.book import Book, open_book
from sverka.model.findings import Finding
from sverka.recording.beside import load_beside

Find = Callable[..., Finding]


def check(book: Book, text: str, **given: Any) -> Checked:
    return sverka.check(text, book=book, date="2023-05-25", **{"reporter": "RU-OMS", **given})


def test_a_year_not_recorded_gets_bounds_from_the_year_before(world: Book) -> None:
    text = "Exports of Omsk Oblast grew by 10 % in 2024. Exports of Omsk Oblast came to $560 mln in 2024."
    checked = check(world, text.replace("2024", "2023"))
    level = next(one for one in checked.documents[0].findings if one.claim.kind == "level")
    assert level.verdict == "not covered"
    (bound,) = level.bounds
    # 500 in 2022 and a growth of 9 to 11 %, which is what a tenth loosely admits
    assert (bound.low.value, bound.high.value) == (pytest.approx(545e6), pytest.approx(555e6))
    assert any(name.startswith("f") for name in bound.uses)


def test_a_claim_against_recorded_totals_conflicts(world: Book) -> None:
    """No row with Japan is recorded, but a part is never larger than the whole."""
    checked = check(world, "Exports of Omsk Oblast to Japan came to $900 mln in 2022.")
    (finding,) = checked.documents[0].findings
    assert finding.verdict == "conflicts"
    assert finding.claim.id in finding.conflicts[0].claims


def test_totals_of_an_extract_bound_nothing_else(find: Find) -> None:
    finding = find("Exports of Tomsk Oblast to Japan came to $900 mln in 2022.")
    assert (finding.verdict, finding.bounds) == ("not covered", ())


def test_an_extract_is_noted_with_its_chapters(world: Book) -> None:
    checked = check(world, "In 2022 exports of Tomsk Oblast came to $500 mln.", reporter="RU-TOM")
    (note,) = [note for note in checked.documents[0].notes if note.kind == "scope"]
    assert "HS 10, 27, 30, 44, 84–85" in note.text
    whole = check(world, "In 2022 exports of Omsk Oblast came to $500 mln.")
    assert not [note for note in whole.documents[0].notes if note.kind == "scope"]


def test_a_refuted_claim_makes_no_conflict(world: Book) -> None:
    text = "In 2022 exports of Tomsk Oblast came to $900 mln. Exports to Asia came to $475 mln in 2022, 95 % of them."
    checked = check(world, text, reporter="RU-TOM")
    verdicts = [str(finding.verdict) for finding in checked.documents[0].findings]
    assert verdicts[:2] == ["fails", "holds"]
    assert "conflicts" not in verdicts


def test_caveats_say_whose_trade_the_source_counts(find: Find) -> None:
    finding = find("In 2022 exports of Tomsk Oblast came to $700 mln.")
    assert any("registered for tax" in caveat for caveat in finding.caveats)
    assert find("In 2022 exports of Tomsk Oblast came to $500 mln.").caveats == ()


STANDING = """source,published,kind,flow,partners,goods,period,base,hedge,value,unit,of,reporter
Agency,2022-03-01,level,export,,,2020,,exact,450000000,USD,,RU-TOM
"""


def test_the_standing_book_is_consulted_by_reporter_and_year(
    make_book: Callable[..., Path], tomsk: list[dict[str, Any]], tmp_path: Path
) -> None:
    folder = make_book(tomsk)
    file = tmp_path / "said.csv"
    file.write_text(STANDING, encoding="utf-8")
    load_beside(folder, "statements", [file])
    with open_book(folder) as book:
        checked = check(book, "Exports of Tomsk Oblast came to $380 mln in 2020.", reporter="RU-TOM")
        (finding,) = checked.documents[0].findings
        assert (finding.verdict, finding.conflicts[0].claims) == ("conflicts", ("c1", "b1"))
        assert checked.statements[0].claim.source == "Agency"
        other = check(book, "Exports of Tomsk Oblast came to $380 mln in 2019.", reporter="RU-TOM")
        assert other.statements == ()


@pytest.mark.parametrize(
    ("text", "verdict", "told"),
    [
        ("In 2022 Tomsk Oblast traded for $700 mln. It supplies cables to Central Asia.", "holds", "Kazakhstan"),
        ("In 2022 Tomsk Oblast traded for $700 mln. It supplies cables to Germany.", "fails", "2022"),
        ("In 2022 Tomsk Oblast traded for $700 mln. China is a key partner.", "holds", "number 1"),
        ("In 2022 Tomsk Oblast traded for $700 mln. It supplies cars to China.", "not covered", "not zero"),
    ],
)
def test_assertions_are_held_against_records(text: str, verdict: str, told: str, world: Book) -> None:
    checked = check(world, text, reporter="RU-TOM")
    (found,) = checked.documents[0].assertions
    assert (found.verdict, told in found.reason) == (verdict, True), found.reason
    assert bool(found.figures) == (verdict == "holds")
