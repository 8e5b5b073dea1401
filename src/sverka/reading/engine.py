"""The stream of reading: document → sentences → quantities → frames → resolved frames → claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sverka.model.claims import Claim, Reading, Unread
from sverka.reading.assertions import find_assertions
from sverka.reading.claiming import main_period, make_claim, merged
from sverka.reading.discourse import State
from sverka.reading.document import Document
from sverka.reading.frames import Frame, make_frame
from sverka.reading.lexicon import Lexicon, load_lexicon
from sverka.reading.placing import document_reporter, find_places
from sverka.reading.quantities import Quantity, find_quantities
from sverka.reading.resolve import Resolved, carried, resolve
from sverka.reading.sentences import Sentence, read_sentences
from sverka.reading.timewords import TimeFrame, read_times
from sverka.reading.view import make_views

_SILENT = frozenset({"rank", "bare", "count"})
NO_UNIT = "a number without a unit, and nothing to inherit one from"


@dataclass(frozen=True, slots=True)
class Context:
    """What the whole text is read under."""

    document: Document
    lang: str
    reporter: str | None
    published_month: int | None


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """What one sentence gave."""

    resolved: tuple[Resolved, ...]
    unread: tuple[tuple[Quantity, str], ...]


def read(document: Document, *, date: str | None, lang: str | None, reporter: str | None) -> Reading:
    """All that a document says of foreign trade."""
    language = lang or document.lang
    lexicon = load_lexicon(language)
    sentences = read_sentences(document, lexicon)
    published = date or document.published
    spoken_of = document_reporter(sentences, language) or reporter
    context = Context(document, language, spoken_of, _month(published))
    claims, unread = _claims(context, sentences)
    return Reading(
        source=document.source,
        text=document.given,
        lang=language,
        published=published,
        reporter=spoken_of,
        title=document.title,
        claims=claims,
        assertions=find_assertions(document, sentences, language, spoken_of),
        unread=unread,
        main_period=main_period(claims, published),
    )


def _month(published: str | None) -> int | None:
    if published is None:
        return None
    parts = published.split("-")
    return int(parts[0]) * 12 + (int(parts[1]) - 1 if len(parts) > 1 else 11)


def _claims(context: Context, sentences: Sequence[Sentence]) -> tuple[tuple[Claim, ...], tuple[Unread, ...]]:
    state = State()
    claims: list[Claim] = []
    unread: list[Unread] = []
    for sentence in sentences:
        reading = read_sentence(sentence, state, context)
        claims.extend(make_claim(r, context.document, r.frame.view.quantity.hedge) for r in reading.resolved)
        unread.extend(_unread(sentence, quantity, reason, context.document) for quantity, reason in reading.unread)
        state = _after(state, sentence, reading, context)
    return merged(claims), tuple(unread)


def _after(state: State, sentence: Sentence, reading: SentenceReading, context: Context) -> State:
    state = carried(state, reading.resolved, sentence.index, sentence.block.kind == "headline")
    return replace(state, year_hint=_year_hint(sentence, state, context))


def _year_hint(sentence: Sentence, state: State, context: Context) -> int | None:
    """The year that months without one are of: the last one said, unless it is that of publication or unknown."""
    for time in read_times(sentence, context.lang):
        said = time.group("y") or ""
        if said.isdigit() and not time.is_base:
            return int(said)
    return state.year_hint


def _unread(sentence: Sentence, quantity: Quantity, reason: str, document: Document) -> Unread:
    tokens = sentence.tokens
    start, end = document.span(tokens[quantity.first].start, tokens[quantity.last - 1].end)
    return Unread(start, end, document.given[start:end], reason)


def read_sentence(sentence: Sentence, state: State, context: Context) -> SentenceReading:
    """The figures of one sentence, read left to right, each knowing the one before it."""
    times = read_times(sentence, context.lang)
    quantities = find_quantities(sentence, times, context.lang)
    places = find_places(sentence, context.lang, frozenset({context.reporter} if context.reporter else ()))
    quantities = _with_units(sentence, quantities, state)
    resolved: list[Resolved] = []
    unread: list[tuple[Quantity, str]] = []
    before: Resolved | None = None
    for view in make_views(sentence, quantities, times, context.lang):
        frame = make_frame(view, places, context.reporter, before.kind if before else None)
        outcome = _outcome(frame, state, before, context)
        if isinstance(outcome, Resolved):
            resolved.append(outcome)
            before = outcome
        elif view.quantity.kind != "rank":
            unread.append((view.quantity, outcome))
    return SentenceReading(tuple(resolved), tuple(unread))


def _outcome(frame: Frame, state: State, before: Resolved | None, context: Context) -> Resolved | str:
    if frame.trap is not None:
        return frame.trap
    if frame.view.quantity.kind == "bare":
        return NO_UNIT
    spoken = before.value("period") if before else state.spoken
    time = TimeFrame(context.published_month, state.year_hint, spoken if spoken is not None else state.spoken)  # type: ignore[arg-type]
    return resolve(frame, state, before, time, context.reporter)


def _with_units(sentence: Sentence, quantities: tuple[Quantity, ...], state: State) -> tuple[Quantity, ...]:
    """Numbers without a unit take that of the number before them, where they stand as its equals."""
    known: list[Quantity] = []
    for quantity in quantities:
        known.append(_inherit(sentence, quantity, known, state))
    return tuple(known)


def _inherit(sentence: Sentence, quantity: Quantity, known: Sequence[Quantity], state: State) -> Quantity:
    if quantity.kind != "bare":
        return quantity
    source = next((q for q in reversed(known) if q.kind in ("money", "mass", "quantity", "percent")), None)
    if source is None:
        return quantity
    if quantity.scaled or source.kind == "percent" or _equal_standing(sentence, quantity):
        scale = 1.0
        if not quantity.scaled and source.scaled and source.printed:
            scale = source.value / float(source.printed)
        return replace(quantity, kind=source.kind, unit=source.unit, value=quantity.value * scale,
                       ambiguous_unit=source.ambiguous_unit, scaled=quantity.scaled or source.scaled)
    return quantity


def _equal_standing(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a bare number stands where a figure stands: after "from", «против», a dash, in brackets."""
    return sentence.low(quantity.first - 1) in ("from", "to", "against", "против", "—", "–", "(", "с", "до", "или", "or")
