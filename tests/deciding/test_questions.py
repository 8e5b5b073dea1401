"""What is asked, what an answer makes of the decisions, and measures that a person writes."""

from __future__ import annotations

import pytest

import sverka
from sverka.claims_in import Text, read_claims_file, take_claims
from sverka.deciding.kept_file import decisions_text
from sverka.deciding.measures_written import measure_line, written_claim
from sverka.deciding.options import MOST, Asker
from sverka.deciding.questions import Question, after, questions_of
from sverka.deciding.records import Decisions
from sverka.deciding.stating import Stater
from sverka.deciding.walk import Choice
from sverka.model.claims import Claim
from sverka.model.errors import InputError
from sverka.reading import read_document
from sverka.reading.document import load_document

TEXT = (
    "In 2023 exports of Kenya came to $7.1 billion, almost 8 % more than in 2022. Tea brought $1.4 billion. "
    "Uganda took about 12 % of exports; imports were $18-19 billion, the deficit $11 billion. "
    "Half of the imports came from Asia.\n"
)
DOCUMENT = load_document(TEXT.encode(), "kenya.txt")
READING = read_document(DOCUMENT, date="2024-03-01")
EMPTY = Decisions("kenya.txt", "sha256:0")


def questions() -> tuple[Question, ...]:
    checked = sverka.check(TEXT, date="2024-03-01").documents[0]
    return questions_of(checked, "all", EMPTY, Stater(DOCUMENT), Asker())


def taken(decisions: Decisions) -> dict[str, Claim]:
    """The claims after decisions, as the file has them."""
    file = read_claims_file(decisions_text(decisions).encode(), "f")
    (text,) = take_claims([file], [Text(DOCUMENT, READING)], published="2024-03-01")
    assert text.reading.rejected == ()
    return {claim.id: claim for claim in text.reading.claims}


def test_every_claim_kept_as_it_was_read_is_what_was_read() -> None:
    asked = questions()
    assert len(asked) == len(READING.claims) >= 6
    found = taken(after(EMPTY, asked, [Choice("keep")] * len(asked)))
    assert list(found) == [claim.id for claim in READING.claims]
    for own in READING.claims:
        mine = found[own.id]
        assert mine.origin == "person"
        assert (mine.measure, mine.interval, mine.interval_wide) == (own.measure, own.interval, own.interval_wide)
        assert (mine.value, mine.value_hi, mine.unit, mine.hedge) == (own.value, own.value_hi, own.unit, own.hedge)


def test_every_alternative_is_taken_as_it_was_offered() -> None:
    for at, question in enumerate(questions()):
        assert len(question.options) <= MOST
        for number, option in enumerate(question.options):
            choices = [Choice("pick", number) if at == k else None for k in range(len(questions()))]
            found = taken(after(EMPTY, questions(), choices))[question.finding.claim.id]
            assert (found.measure, found.reporter) == (option.claim.measure, option.claim.reporter)


def test_what_is_dismissed_is_gone_and_the_rest_keeps_its_names() -> None:
    asked = questions()
    found = taken(after(EMPTY, asked, [Choice("dismiss"), *[None] * (len(asked) - 1)]))
    assert list(found) == [claim.id for claim in READING.claims][1:]


def test_an_answer_to_what_was_decided_takes_its_place() -> None:
    asked = questions()
    first = after(EMPTY, asked, [Choice("keep")] * len(asked))
    checked = sverka.check(TEXT, date="2024-03-01").documents[0]
    again = questions_of(checked, "again", first, Stater(DOCUMENT), Asker())
    assert [one.earlier for one in again] == list(first.made)
    assert after(first, again, [None] * len(again)) == first
    kept = after(first, again, [Choice("keep")] * len(again))
    assert sorted(map(str, kept.made)) == sorted(map(str, first.made))
    assert len(after(first, again, [Choice("dismiss")] * len(again)).made) == len(first.made)


LEVEL = Claim("c1", "level", 7e9, "USD", flow="export", reporter="KE")
SHARE = Claim("c2", "share", 12.0, "%", flow="export", reporter="KE")
WRITTEN = (
    (LEVEL, "level(export[China; tea; 2023])", "KE: level(export[CN; tea; 2023], USD)"),
    (LEVEL, "UG: level(import[;; 2023], USD)", "UG: level(import[;; 2023], USD)"),
    (LEVEL, "Uganda: balance([;; 2023], USD)", "UG: balance([;; 2023], USD)"),
    (LEVEL, "change(export[;; 2023], USD)", "KE: change(export[;; 2023], USD)"),
    (SHARE, "share(export[UG;; 2023], export[;; 2023])", "KE: share(export[UG;; 2023], export[;; 2023])"),
    (SHARE, "growth(export[UG;; 2023])", "KE: growth(export[UG;; 2023])"),
)
REFUSED = (
    (LEVEL, "", "no measure"),
    (LEVEL, "KE:", "cannot be read"),
    (LEVEL, "exports to Uganda", "cannot be read"),
    (LEVEL, "Narnia: level(export)", "unknown place 'Narnia'"),
    (LEVEL, "level(export[; unobtainium; 2023])", "unobtainium"),
    (LEVEL, "level(export[;; 2023], EUR)", "the measure is in EUR, the figure is in USD"),
    (LEVEL, "share(export[UG], export)", "the figure is in USD, a share is not"),
    (LEVEL, "growth(export[UG])", "the figure is in USD, a growth is not"),
    (SHARE, "level(export[UG;; 2023])", "the figure is in %, a level is not"),
    (SHARE, "rank(UG, export)", "the figure is in %, a rank is not"),
)


@pytest.mark.parametrize(("claim", "line", "told"), WRITTEN)
def test_a_measure_is_written_with_names_and_whose_trade(claim: Claim, line: str, told: str) -> None:
    made = written_claim(claim, line).claim
    assert measure_line(made) == told
    assert written_claim(claim, told).claim == made


@pytest.mark.parametrize(("claim", "line", "what"), REFUSED)
def test_a_measure_that_cannot_be_is_refused_with_what_to_write(claim: Claim, line: str, what: str) -> None:
    with pytest.raises(InputError) as refused:
        written_claim(claim, line)
    assert what in refused.value.what
    assert refused.value.next_step
