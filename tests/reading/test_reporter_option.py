"""The reporter that a user gives is told from the one that a text speaks of."""

from __future__ import annotations

from sverka.model.claims import SlotFill
from sverka.reading import read_text


def _slot(text: str, reporter: str) -> tuple[str | None, SlotFill]:
    claim = read_text(text, date="2024-02-01", reporter=reporter).claims[0]
    return claim.reporter, next(slot for slot in claim.slots if slot.slot == "reporter")


def test_a_given_reporter_is_said_to_be_given() -> None:
    """Where the text does not say whose trade it is, the slot names the option, not the text."""
    reporter, slot = _slot("Exports to China rose 12 % in 2023.", "BR-PR")
    assert (reporter, slot.origin, slot.rule) == ("BR-PR", "option", "the reporter given with the command")


def test_the_text_goes_before_what_is_given() -> None:
    """Who the text speaks of is the reporter, whatever was given."""
    reporter, slot = _slot("Norway's exports to China rose 12 % in 2023. Exports to Japan fell 3 %.", "BR-PR")
    assert reporter == "NO"
    assert slot.origin != "option"


def test_partners_of_a_list_do_not_speak() -> None:
    """ "To Chad and Sudan": the second is traded with as the first is, however often it is said."""
    text = "Exports to Chad and Sudan fell by 4.9% in 2024. " * 5
    assert {claim.reporter for claim in read_text(text, reporter="TR").claims} == {"TR"}
    own = "Exports to Chad fell by 4.9% in 2024, and Sudan's exports rose by 3%. " * 5
    assert "SD" in {claim.reporter for claim in read_text(own, reporter="TR").claims}
