"""`--ask`: a person goes through the claims of a text; each answer is kept at once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, cast

from sverka.checking.findings import Checked
from sverka.cli.asking_keys import Keys, keys_of_input
from sverka.cli.asking_screen import Shown, help_text, question_text, told_text, written_text
from sverka.cli.decided import Deciding, held, load, need_room, place_of, say, store, tell, words
from sverka.cli.failures import error_line
from sverka.cli.inputs import Given, Page
from sverka.cli.settings import screen_width, settings
from sverka.deciding.measures_written import measure_line, written_claim
from sverka.deciding.options import Asker, Option
from sverka.deciding.questions import Question, Which, after, decision_of, lost, questions_of
from sverka.deciding.records import DISMISSED, MANNERS, Decisions, digest_of
from sverka.deciding.stating import Stater
from sverka.deciding.walk import Choice, State, action_of, begun, step, written
from sverka.model.errors import InputError, UsageError
from sverka.writing.proofs import Prose

if TYPE_CHECKING:
    from sverka.measuring.book import Book

_QUOTES = 3


@dataclass(frozen=True, slots=True)
class Run:
    """What a walk is made for: the options, what was said of the text, how it is checked, the records."""

    deciding: Deciding
    given: Given
    check: Callable[[Sequence[Page]], Checked]
    book: Book | None = None
    exact: bool = False


def asked_page(page: Page, run: Run) -> Page:
    """The page with what a person decides of its claims; it is kept answer by answer."""
    name = place_of(page.document.source, run.deciding)
    if name is None:
        raise UsageError("an address has no place beside it for decisions", "--ask", "name a file: --decisions FILE")
    digest = digest_of(page.document.given)
    kept = load(name) or Decisions(PurePath(page.document.source).name, digest)
    base = kept.of_text(digest)
    need_room(name)
    which = cast(Which, run.deciding.ask)
    start = page if which == "again" else held(page, base, name, run.given)[0]
    asker = _asker(run)
    questions, shown = _questions(start, base, run, asker, name)
    for line in _before(base, questions, which, page.document.source):
        say(line)
    decisions = _Walk(questions, base, shown, asker, run.given).gone_through() if questions else base
    if questions:
        say(_told(decisions, base, name))
    decided, refused = held(page, decisions, name, run.given)
    tell(refused, len(decisions.made), name, used=not questions)
    return decided


def _questions(page: Page, base: Decisions, run: Run, asker: Asker, name: str) -> tuple[tuple[Question, ...], Shown]:
    """What is asked of a page, and what its screens are made from."""
    checked = run.check([page])
    document, which = checked.documents[0], cast(Which, run.deciding.ask)
    found = questions_of(document, which, base, Stater(page.document), asker)
    prose = Prose.about(checked.weighed.claims, settings().ui, checked.weighed.reporter)
    shown = Shown(page.document, document.reading, prose, screen_width(), name, run.book is not None, which == "again")
    return found, shown


def _asker(run: Run) -> Asker:
    if run.book is None:
        return Asker()
    from sverka.checking.ledger import Ledger

    return Asker(Ledger(run.book), run.exact)


def _before(base: Decisions, questions: Sequence[Question], which: Which, source: str) -> list[str]:
    """What is to be known before the first question."""
    gone = lost(base, questions)
    told = []
    if gone:
        quotes = ", ".join(f"“{one.quote}”" for one in gone[:_QUOTES]) + (" …" if len(gone) > _QUOTES else "")
        told.append(words().say("lost", quotes=quotes))
    if not questions:
        key = {"unsure": "nothing_unsure", "all": "nothing_left", "again": "nothing_decided"}[which]
        told.append(words().say(key, source=source))
    return told


def _told(decisions: Decisions, base: Decisions, name: str) -> str:
    """How many decisions there are now, by their manner."""
    counts = {manner: sum(one.manner == manner for one in decisions.made) for manner in (*MANNERS, *DISMISSED)}
    told = [words().say(f"count_{manner}", number=number) for manner, number in counts.items() if number]
    if not told:
        return words().say("decided_nothing")
    return words().say("decided", counts=", ".join(told), file=name)


class _Walk:
    """One walk: shows the questions, takes the keys, keeps the answers."""

    def __init__(
        self, questions: tuple[Question, ...], base: Decisions, shown: Shown, asker: Asker, given: Given
    ) -> None:
        self._questions = questions
        self._base = base
        self._shown = shown
        self._asker = asker
        self._given = given
        self._keys: Keys = keys_of_input()

    def gone_through(self) -> Decisions:
        """The decisions once the walk has ended, by its end, by `q`, or because no more keys come."""
        state = begun(tuple(len(one.options) for one in self._questions))
        kept = self._base
        show = True
        while not state.done:
            if show:
                self._show(state)
            try:
                state = self._next(state)
            except EOFError:
                break
            now = after(self._base, self._questions, state.choices)
            if now != kept:
                store(now, self._shown.file)
                kept = now
            show = self._tell(state)
        return kept

    def _next(self, state: State) -> State:
        """The state after the next key, and after the measure that it asked for."""
        key = self._key()
        state = step(state, key)
        if state.told != "edit":
            return state
        line = self._measure(self._questions[state.at])
        return written(state, line) if line else state

    def _key(self) -> str:
        _print(words().say("prompt"), end="")
        try:
            return self._keys.key()
        finally:
            _print("")

    def _show(self, state: State) -> None:
        if state.is_over:
            _print(told_text([words().say("over", total=len(self._questions))], self._shown), end="")
        else:
            _print("\n" + question_text(self._questions[state.at], state, self._shown), end="")

    def _tell(self, state: State) -> bool:
        """Tell what the last key brought; whether the question is to be shown again."""
        if state.told == "help":
            _print(help_text(self._shown), end="")
        elif state.told in ("unknown", "no past"):
            key = "unknown_key" if state.told == "unknown" else "no_past"
            _print(told_text([words().say(key)], self._shown), end="")
        return state.told in ("", "edit")

    def _measure(self, question: Question) -> str | None:
        """The measure that a person writes for a question, once it can be read and is accepted; none otherwise."""
        given = measure_line(question.finding.claim)
        while True:
            _print(told_text([words().say("write_measure"), given], self._shown), end="")
            line = self._keys.line(given)
            if not line.strip():
                return None
            taken = self._accepted(question, line)
            if taken is not None:
                return line if taken else None
            given = line

    def _accepted(self, question: Question, line: str) -> bool | None:
        """Whether a line is accepted; `None` where it is to be written again."""
        try:
            made = written_claim(question.finding.claim, line)
            self._need_taken(question, line)
        except InputError as error:
            _print(told_text([error_line(error, settings().ui)], self._shown), end="")
            return None
        option = self._asker.answered(Option(made.claim), question.finding.period_assumed)
        _print(written_text(made, option, self._shown), end="")
        action = action_of(self._key())
        return None if action == "edit" else action == "keep"

    def _need_taken(self, question: Question, line: str) -> None:
        """Raise for a measure that the text does not bear out, such as one of a year to come."""
        alone = replace(self._base, made=(decision_of(question, Choice("write", measure=line)),))
        _, refused = held(Page(self._shown.document, self._shown.reading), alone, self._shown.file, self._given)
        for one in refused:
            raise InputError(one.what, "", one.advice)


def _print(text: str, end: str = "\n") -> None:
    print(text, end=end, file=sys.stderr, flush=True)
