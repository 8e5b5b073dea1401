"""The questions of a walk: which claims are asked about, in which order, and what an answer makes of the decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sverka.checking.findings import CheckedDocument
from sverka.deciding.measures_written import written_claim
from sverka.deciding.options import Asker, Option, options_of
from sverka.deciding.records import Decision, Decisions
from sverka.deciding.stating import Stater, Words, decided
from sverka.deciding.walk import Choice
from sverka.model.findings import Finding, Verdict

Which = Literal["unsure", "all", "again"]
PERSON = "person"


@dataclass(frozen=True, slots=True)
class Question:
    """A claim to be decided: its finding, its words, its own reading with its figure, what else it may state.

    `earlier` is what was decided of it before; its own reading then is the first of the alternatives.
    """

    finding: Finding
    words: Words
    own: Option
    options: tuple[Option, ...]
    earlier: Decision | None = None


def questions_of(
    document: CheckedDocument, which: Which, decisions: Decisions, stater: Stater, asker: Asker
) -> tuple[Question, ...]:
    """The questions on a document, those that are unsure first, else in the order of the text.

    `unsure` asks about unsure claims and about those decided before the text changed, `all` about every claim that is
    not decided, `again` about those that are.
    """
    before = (*decisions.made, *decisions.earlier) if which == "again" else decisions.earlier
    asked = []
    for finding in document.findings:
        words = stater.words(finding.claim)
        if words is None or finding.claim.value is None or finding.claim.origin == PERSON:
            continue
        earlier = _earlier(finding, before, stater)
        if earlier is not None or which == "all" or (which == "unsure" and finding.verdict is Verdict.UNSURE):
            own = asker.answered(Option(finding.claim), finding.period_assumed)
            options = options_of(finding, document.reading, asker)
            if earlier is not None and earlier.manner != "kept" and finding.claim.measure is not None:
                options = (own, *options)
            asked.append(Question(finding, words, own, options, earlier))
    return tuple(sorted(asked, key=lambda one: one.finding.verdict is not Verdict.UNSURE))


def _earlier(finding: Finding, before: Sequence[Decision], stater: Stater) -> Decision | None:
    for decision in before:
        place = stater.place(decision)
        if place is not None and stater.touches(finding.claim, place):
            return decision
    return None


def lost(decisions: Decisions, questions: Sequence[Question]) -> tuple[Decision, ...]:
    """What was decided before the text changed and cannot be asked again: its words no longer state a figure."""
    offered = [one.earlier for one in questions]
    return tuple(one for one in decisions.earlier if one not in offered)


def after(decisions: Decisions, questions: Sequence[Question], choices: Sequence[Choice | None]) -> Decisions:
    """The decisions after a walk so far: each question that is answered takes the place of what was decided of it."""
    answered = [(one, choice) for one, choice in zip(questions, choices, strict=True) if choice is not None]
    gone = [one.earlier for one, _ in answered if one.earlier is not None]
    new = [decision_of(one, choice) for one, choice in answered]
    places = {(one.quote, one.occurrence) for one in new}
    made = [one for one in decisions.made if one not in gone and (one.quote, one.occurrence) not in places] + new
    made.sort(key=lambda one: one.manner == "dismissed")  # as the file lists them
    return replace(decisions, made=tuple(made), earlier=tuple(one for one in decisions.earlier if one not in gone))


def decision_of(question: Question, choice: Choice) -> Decision:
    """The decision that an answer is."""
    claim, words = question.finding.claim, question.words
    match choice.kind:
        case "dismiss":
            return decided(words, "dismissed")
        case "pick":
            taken = question.options[choice.number].claim
            return decided(words, "kept" if taken == claim else "chosen", replace(taken, id=claim.id))
        case "write":
            return decided(words, "edited", written_claim(claim, choice.measure).claim)
        case "keep":
            return _kept(question)


def _kept(question: Question) -> Decision:
    """What is kept: the earlier decision where there is one, else the claim as it was read."""
    earlier, claim = question.earlier, question.finding.claim
    if earlier is None:
        return decided(question.words, "kept", claim)
    fields = {**earlier.fields, "id": claim.id} if earlier.fields else {}
    return replace(earlier, fields=fields)
