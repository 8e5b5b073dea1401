"""Readings: what fails on one reading of several is unsure, and what can be read in one way alone still fails."""

from __future__ import annotations

import json
from typing import cast

import pytest

import sverka
from sverka.checking.findings import check_readings
from sverka.checking.ledger import Ledger, Question
from sverka.checking.readings.chance import chance_of_fit, is_beyond_chance, is_far
from sverka.checking.readings.doubt import Refuted, doubt_of
from sverka.checking.readings.firm import Firmness
from sverka.checking.readings.plausible import plausible
from sverka.checking.wording import Ui
from sverka.claims_in import Text, read_claims_file, take_claims
from sverka.measuring.answers import Answer
from sverka.measuring.book import Book
from sverka.model.claims import Claim
from sverka.model.findings import Conflict, Reconciliation
from sverka.model.interval import Interval
from sverka.reading import read_document
from sverka.reading.document import load_document
from sverka.writing.proofs import Prose
from sverka.writing.recorded import derivation

MAY_BE_MEANT_OTHERWISE = (
    # The goods of the sentence before are carried, or all are meant.
    ("Томская область в 2022 году вывозила нефть. Китай заплатил 300 млн долларов.", 0, "export[CN;; 2022]"),
    # The period of the heading, or one named behind the figures.
    (
        "Exports of Tomsk Oblast in 2021\n\nChina took $280 mln, Kazakhstan $60 mln, as the governor said of 2022.",
        1,
        "export[KZ;; 2022]",
    ),
    # The good named just before, or all exports.
    (
        "In 2022 exports of Tomsk Oblast to Kazakhstan, traders say, came to $60 mln. Wood was bought by Germany. "
        "It was 500 mln dollars of exports.",
        1,
        "export[;; 2022]",
    ),
)
SAYS_ALL = (
    "In 2022 exports of Tomsk Oblast to Kazakhstan came to $80 mln. China took $300 mln.",
    "In 2022 exports of Tomsk Oblast came to $900 mln. China took $300 mln of them.",
    "In 2021 exports of Tomsk Oblast came to $475 mln. In 2022 exports of Tomsk Oblast came to $700 mln.",
)


# A wider word may be short for goods named before it, and only for such as it holds.
SHORT_FOR = (
    ("In 2022 Tomsk Oblast sold pork to Mongolia. Its exports of meat to China came to $14 mln.", "pork", True),
    ("In 2022 Tomsk Oblast sold wood to Mongolia. Its exports of meat to China came to $14 mln.", "wood", False),
    ("In 2022 exports of meat of Tomsk Oblast to China came to $14 mln. Pork came later.", "pork", False),
)


@pytest.mark.parametrize(("text", "goods", "may_be"), SHORT_FOR)
def test_a_wider_word_may_be_short_for_goods_named_before(text: str, goods: str, may_be: bool) -> None:
    reading = sverka.read(text, date="2023-05-25")
    (claim,) = [one for one in reading.claims if one.value == 14_000_000]
    assert claim.products is not None
    assert claim.products.group == "meat"
    found = {fill.value for other in plausible(claim, reading) for fill in other.changes if fill.slot == "goods"}
    assert (goods in found) is may_be


@pytest.mark.parametrize("text", SAYS_ALL)
def test_what_its_own_words_say_is_not_doubted(text: str, world: Book) -> None:
    found = sverka.check(text, book=world, date="2023-05-25").documents[0].findings
    wrong = [finding for finding in found if finding.verdict == "fails"]
    assert [finding.sure for finding in wrong] == [True]


@pytest.mark.parametrize(("text", "at", "part"), MAY_BE_MEANT_OTHERWISE)
def test_a_reading_that_holds_accuses_nobody(text: str, at: int, part: str, world: Book) -> None:
    checked = sverka.check(text, book=world, date="2023-05-25")
    finding = checked.documents[0].findings[at]
    assert (finding.verdict, finding.sure, checked.has_failures) == ("unsure", False, False)
    own, other = finding.readings[:2]
    assert (own.verdict, own.changes, other.verdict) == ("fails", (), "holds")
    assert part in str(other.measure)
    assert other.changes
    assert finding.tried > len(finding.readings) - 1


@pytest.mark.parametrize(
    ("ui", "heading", "own"), [("en", "readings:", "as it was read"), ("ru", "прочтения:", "как прочитано")]
)
def test_the_derivation_tells_each_reading_with_its_figure(ui: Ui, heading: str, own: str, world: Book) -> None:
    text, at, _ = MAY_BE_MEANT_OTHERWISE[0]
    finding = sverka.check(text, book=world, date="2023-05-25", ui=ui).documents[0].findings[at]
    told = {head: lines for head, lines in derivation(finding, Prose(ui, {})) if head.startswith(heading)}
    (lines,) = told.values()
    assert len(lines) == len(finding.readings)
    assert lines[0].startswith(own)
    assert all(str(reading.measure) in line for reading, line in zip(finding.readings, lines, strict=True))


@pytest.mark.parametrize(
    ("text", "firm_alone", "firm_beside_records"),
    [
        ("In 2022 70 % of the exports of Tomsk Oblast went to China.", True, True),
        ("Exports of Tomsk Oblast rose by 12 % to $29 mln in 2022, against $20 mln in 2021.", True, False),
    ],
)
def test_which_claims_are_firm(text: str, firm_alone: bool, firm_beside_records: bool) -> None:
    reading = sverka.read(text, date="2023-05-25")
    for with_records, firm in ((False, firm_alone), (True, firm_beside_records)):
        firmness = Firmness([reading], with_records=with_records)
        assert all(firmness.is_firm(claim.id) for claim in reading.claims) is firm


def test_a_conflict_of_what_can_be_read_otherwise_is_doubtful() -> None:
    text = "Exports of Tomsk Oblast rose by 12 % to $29 mln in 2022, against $20 mln in 2021."
    reading = sverka.read(text, date="2023-05-25")
    conflict = Conflict((reading.claims[0].id, "s1"))
    result = Reconciliation(conflicts=(conflict,), corrections=(("s1",),))
    told = Firmness([reading], with_records=True).told(result)
    assert (told.conflicts, told.doubtful, told.corrections) == ((), (conflict,), ())
    assert Firmness([reading], with_records=False).told(result).conflicts == (conflict,)


def test_a_conflict_of_what_says_all_is_told() -> None:
    said = "In 2022 {} % of the exports of Tomsk Oblast went to {}."
    text = f"{said.format(70, 'China')} {said.format(60, 'Germany')}"
    verdicts = [finding.verdict for finding in sverka.check(text, date="2023-05-25").documents[0].findings]
    assert verdicts == ["conflicts", "conflicts"]


def _claim(value: float, unit: str, low: float, high: float, kind: str = "level") -> Claim:
    return Claim("c1", kind, value, unit, interval=Interval(low, high), interval_wide=Interval(low, high))  # type: ignore[arg-type]


def test_a_sharp_figure_fits_by_chance_seldom_and_a_blunt_one_often() -> None:
    sharp = _claim(4.94e9, "USD", 4.935e9, 4.945e9)
    blunt = _claim(33.3, "%", 30.3, 36.3, "share")
    assert chance_of_fit(sharp) < 0.001
    assert chance_of_fit(blunt) > 0.05
    assert is_beyond_chance(sharp, 100)
    assert is_beyond_chance(blunt, 3)
    assert not is_beyond_chance(blunt, 10)


def test_large_growths_fit_by_chance_less_often_than_small_ones() -> None:
    fourfold, doubled = _claim(300, "%", 250, 350, "growth"), _claim(100, "%", 50, 150, "growth")
    small = _claim(5, "%", 4.5, 5.5, "growth")
    assert chance_of_fit(small) < chance_of_fit(fourfold) < chance_of_fit(doubled) < 0.5
    assert is_beyond_chance(fourfold, 5)
    assert not is_beyond_chance(doubled, 3)


@pytest.mark.parametrize(
    ("claim", "value", "far"),
    [
        (_claim(100, "USD", 99, 101), 160, False),
        (_claim(100, "USD", 99, 101), 300, True),
        (_claim(100, "USD", 99, 101), 30, True),
        (_claim(-64, "%", -65, -63, "growth"), -91, False),
        (_claim(400, "%", 390, 410, "growth"), -31, True),
        (_claim(20, "%", 19, 21, "growth"), -5, False),
        (_claim(-5, "USD", -6, -4, "balance"), 8, False),
    ],
)
def test_how_far_is_too_far(claim: Claim, value: float, far: bool) -> None:
    assert is_far(claim, value) is far


def test_what_is_said_beside_the_number_is_not_varied() -> None:
    text = (
        "В 2022 году экспорт Томской области в Китай составил 300 млн долларов. Казахстан и Германия торговали меньше."
    )
    reading = sverka.read(text, date="2023-05-25")
    changed = {fill.slot for other in plausible(reading.claims[0], reading) for fill in other.changes}
    assert not changed & {"partners", "flow"}


def test_what_is_named_later_fills_nothing_before() -> None:
    text = "Tomsk Oblast shipped goods for $500 mln in 2022. Germany bought sawn timber."
    reading = sverka.read(text, date="2023-05-25")
    changed = {fill.slot for other in plausible(reading.claims[0], reading) for fill in other.changes}
    assert not changed & {"partners", "goods"}


def test_a_figure_far_off_is_doubted_with_its_own_reading_where_no_other_is_answered() -> None:
    class Empty:
        """Records that answer nothing."""

        def answer(self, question: Question) -> Answer:
            return Answer(question.measure, None, "")

    text = "Wood was bought by China: 36 mln dollars. In 2022 exports of Tomsk Oblast to Peru came to $196 mln."
    reading = sverka.read(text, date="2024-01-01")
    claim = next(one for one in reading.claims if one.partners == ("PE",))
    assert claim.measure is not None
    question = Question(claim.measure, "RU-TOM")
    doubt = doubt_of(Refuted(claim, question, 1e6, reading), cast(Ledger, Empty()))
    assert (doubt.kind, [one.measure for one in doubt.readings]) == ("far", [claim.measure])
    assert doubt_of(Refuted(claim, question, 1.8e8, reading), cast(Ledger, Empty())).readings == ()


HANDED, _, MEANT = MAY_BE_MEANT_OTHERWISE[0]
"""A text that Sverka reads wrongly, and what it means, which holds."""


@pytest.mark.parametrize(("origin", "verdicts", "sure"), [("model m", ["holds", "fails"], False), ("person", [], True)])
def test_a_model_s_claim_that_holds_has_sverka_s_own_reading_beside_it(
    origin: str, verdicts: list[str], sure: bool, world: Book
) -> None:
    entry = {"quote": "300 млн долларов", "measure": f"level({MEANT}, USD)", "value": 300_000_000, "unit": "USD"}
    file = read_claims_file(json.dumps({"origin": origin, "claims": [entry]}).encode(), "claims.json")
    document = load_document(HANDED.encode(), "text")
    text = Text(document, read_document(document, date="2023-05-25"))
    (handed,) = take_claims([file], [text], published="2023-05-25")
    finding = check_readings([handed.reading], book=world, date="2023-05-25").documents[0].findings[0]
    assert (finding.verdict, finding.sure) == ("holds", sure)
    assert [one.verdict for one in finding.readings] == verdicts
