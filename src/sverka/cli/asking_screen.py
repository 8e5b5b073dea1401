"""What a walk shows: each question with its sentence, what was read, the alternatives with their figures, the keys."""

from __future__ import annotations

import textwrap
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from sverka.checking.wording import Phrasebook, in_language, phrasebook
from sverka.claims_in.second import differing_slots
from sverka.deciding.measures_written import Written, measure_line, written_claim
from sverka.deciding.options import Option
from sverka.deciding.questions import Question
from sverka.deciding.walk import ON_A_PAGE, State, on_page, pages
from sverka.model.claims import Claim, Reading, SlotFill
from sverka.model.errors import InputError
from sverka.reading.document import Document
from sverka.reference.told_units import as_told
from sverka.writing.measures import measure_name
from sverka.writing.proofs import Prose
from sverka.writing.recorded import senses_text
from sverka.writing.report import shortened, verdict_text, verdict_word
from sverka.writing.slices import place_in_sentence
from sverka.writing.terminal import Screen, clean

_HELP = ("keep", "number", "edit", "dismiss", "skip", "undo", "quit")
_FILLS = {"goods": "products"}
_ELSEWHERE = 160
"""So much of a sentence is shown from which only a slot was filled."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What screens are made from: the text, its words, how wide they may be, where the decisions are kept."""

    document: Document
    reading: Reading
    prose: Prose
    width: int
    file: str
    with_records: bool = False
    again: bool = False

    @property
    def words(self) -> Phrasebook:
        """The messages of these screens."""
        return phrasebook("sverka.cli", self.prose.ui)

    def screen(self) -> Screen:
        """An empty screen."""
        return Screen(self.prose.ui, self.width)


def question_text(question: Question, state: State, shown: Shown) -> str:
    """One question, whole."""
    screen, claim = shown.screen(), question.finding.claim
    total = len(state.alternatives)
    start = claim.mentions[0].start
    line = shown.reading.text.count("\n", 0, start) + 1
    verdict = verdict_text(question.finding, shown.prose)
    screen.say(shown.words.say("position", number=state.at + 1, total=total, line=line, verdict=verdict))
    screen.blank()
    for sentence in sentences(question, shown):
        screen.say(sentence, indent=2)
    screen.blank()
    _own(question, shown, screen)
    screen.blank()
    _alternatives(question, state, shown, screen)
    screen.blank()
    screen.say(_keys(state, shown))
    return fitted(screen)


def fitted(screen: Screen) -> str:
    """The lines of a screen, those that no blank lets it break broken at its width."""
    wrapped = (textwrap.wrap(line, screen.width, subsequent_indent="    ") for line in screen.lines)
    lines = [
        part
        for line, parts in zip(screen.lines, wrapped, strict=True)
        for part in (parts if len(line) > screen.width else [line])
    ]
    return "\n".join(lines).strip("\n") + "\n"


def sentences(question: Question, shown: Shown) -> list[str]:
    """The sentence of a figure with the figure between > and <, and before it that from which a slot was filled."""
    span = question.words.span
    found = _passages(question.finding.claim, span, shown)
    told = []
    for start, end in found:
        text = shown.document.text
        if start <= span[0] < end:
            told.append(f"{text[start : span[0]]}>{text[span[0] : span[1]]}<{text[span[1] : max(end, span[1])]}")
        else:
            told.append(textwrap.shorten(text[start:end], _ELSEWHERE, placeholder=" …"))
    return told


def _passages(claim: Claim, span: tuple[int, int], shown: Shown) -> list[tuple[int, int]]:
    """The places of the sentence of a figure, and of the nearest one before it that fills one of its slots."""
    every = [(_in_text(one.start, shown.document), _in_text(one.end, shown.document)) for one in shown.reading.passages]
    own = next((one for one in every if one[0] <= span[0] < one[1]), None)
    if own is None:
        return [_around(span, shown.document)]
    fills = [_in_text(fill.start, shown.document) for fill in claim.slots if fill.start is not None]
    before = [one for one in every if one[1] <= own[0] and any(one[0] <= start < one[1] for start in fills)]
    return [*before[-1:], own]


def _around(span: tuple[int, int], document: Document) -> tuple[int, int]:
    """The line around a place that is in no sentence."""
    start = document.text.rfind("\n", 0, span[0]) + 1
    end = document.text.find("\n", span[1])
    return start, len(document.text) if end < 0 else end


def _in_text(offset: int, document: Document) -> int:
    return offset if document.origin is None else bisect_left(document.origin, offset)


def _own(question: Question, shown: Shown, screen: Screen) -> None:
    """What was read, as a sentence and as a measure, and what the records answer."""
    claim = question.finding.claim
    screen.say(shown.words.say("read_as", claim=shown.prose.claim(claim)))
    if claim.measure is None:
        reason = in_language(claim.measure_reason or "", shown.prose.ui)
        screen.say(shown.words.say("no_measure", reason=reason), indent=2)
    else:
        screen.say(measure_line(claim), indent=2, hang=2)
        screen.say(_figure(question, shown), indent=2, hang=2)
    if question.earlier is not None:
        key = "earlier_again" if shown.again else "earlier_claim"
        screen.say(shown.words.say(key, claim=_earlier(question, shown)))


def _earlier(question: Question, shown: Shown) -> str:
    """What was decided before, as a sentence where it can be read still."""
    assert question.earlier is not None
    fields = question.earlier.fields
    measure, reporter = fields.get("measure"), fields.get("reporter") or question.finding.claim.reporter
    if question.earlier.manner == "dismissed":
        return shown.words.say("earlier_none")
    if not isinstance(measure, str):
        return clean(str(fields.get("kind", "")))
    try:
        return shown.prose.claim(written_claim(question.finding.claim, f"{reporter}: {measure}").claim)
    except InputError:
        return clean(measure)


def _figure(question: Question, shown: Shown) -> str:
    own = question.own
    if own.value is None or own.verdict is None:
        return question.finding.reason or shown.words.say("no_figure")
    return shown.words.say("figure", value=_value(own, shown), verdict=verdict_word(own.verdict, shown.prose))


def _value(option: Option, shown: Shown) -> str:
    return shown.prose.amount(as_told(option.claim, option.value or 0.0), option.claim.unit)


def _alternatives(question: Question, state: State, shown: Shown, screen: Screen) -> None:
    if not question.options:
        screen.say(shown.words.say("no_alternatives"))
        return
    screen.say(shown.words.say("alternatives"))
    first = state.page * ON_A_PAGE
    for number, option in enumerate(question.options[first : first + on_page(state)], 1):
        _alternative(str(number), option, question.finding.claim, shown, screen)
    if pages(state) > 1:
        left = len(question.options) - on_page(state)
        screen.say(shown.words.say("more", left=left, total=len(question.options)), indent=2)


def _alternative(label: str, option: Option, own: Claim, shown: Shown, screen: Screen) -> None:
    """One alternative: its question in words, the figure, what differs."""
    claim = option.claim
    assert claim.measure is not None
    name = measure_name(claim.measure, shown.prose.ui)
    if claim.reporter and claim.reporter != own.reporter:
        name += f" ({place_in_sentence(claim.reporter, shown.prose.ui)})"
    screen.item(label, name, indent=2, width=3, remark=_short_figure(option, shown))
    differs = _differs(option, own, shown)
    if differs:
        screen.say(differs, indent=5, hang=2)


def _short_figure(option: Option, shown: Shown) -> str:
    if option.value is None or option.verdict is None:
        return shown.words.say("no_figure") if shown.with_records else ""
    verdict = verdict_word(option.verdict, shown.prose)
    return shown.words.say("short_figure", value=_value(option, shown), verdict=verdict)


def _differs(option: Option, own: Claim, shown: Shown) -> str:
    if option.claim == own:
        return shown.words.say("as_read")
    if option.senses:
        return shown.words.say("in_sense", senses=senses_text(option.senses, shown.prose))
    fills = {_FILLS.get(fill.slot, fill.slot): fill for fill in option.changes}
    slots = [_slot(name, fills.get(name), shown) for name in differing_slots(option.claim, own)]
    return shown.words.say("differs", slots=", ".join(slots)) if slots else ""


def _slot(name: str, fill: SlotFill | None, shown: Shown) -> str:
    slot = shown.prose.words.say(f"slot_{name}")
    return shown.words.say("slot_from", slot=slot, words=shortened(fill.text)) if fill and fill.text else slot


def _keys(state: State, shown: Shown) -> str:
    count = on_page(state)
    numbers = "" if not count else shown.words.say("keys_number" if count == 1 else "keys_numbers", last=count)
    # A key and what it does stay on one line.
    told = shown.words.say("keys", numbers=numbers).split(" · ")
    return " · ".join(one.replace(" ", "\u00a0") for one in told)


def written_text(written: Written, option: Option, shown: Shown) -> str:
    """A measure that was written, in words, with what the records answer to it."""
    screen = shown.screen()
    screen.say(shown.words.say("written", claim=shown.prose.claim(written.claim)))
    screen.say(measure_line(written.claim), indent=2, hang=2)
    if written.notes:
        screen.say(shown.words.say("names_taken", names=", ".join(written.notes)), indent=2, hang=2)
    if option.value is not None and option.verdict is not None:
        verdict = verdict_word(option.verdict, shown.prose)
        screen.say(shown.words.say("figure", value=_value(option, shown), verdict=verdict), indent=2, hang=2)
    else:
        screen.say(shown.words.say("no_figure"), indent=2)
    screen.say(shown.words.say("take_it"))
    return fitted(screen)


def help_text(shown: Shown) -> str:
    """What each key does."""
    return told_text([shown.words.say(f"help_{key}", file=shown.file) for key in _HELP], shown)


def told_text(lines: Sequence[str], shown: Shown) -> str:
    """Sentences, each from a new line."""
    screen = shown.screen()
    for line in lines:
        screen.say(line, hang=2)
    return fitted(screen)
