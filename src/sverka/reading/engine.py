"""The stream of reading: document → sentences → quantities → frames → resolved frames → claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sverka.model.claims import Claim, Reading, Unread
from sverka.model.period import Period
from sverka.reading.apart import told_apart
from sverka.reading.assertions import find_assertions
from sverka.reading.backfilling import with_later_periods
from sverka.reading.cell_heads import HeadReader
from sverka.reading.cells import TableReader
from sverka.reading.claiming import main_period, make_claim
from sverka.reading.discourse import State
from sverka.reading.distribution import dated_apart, distributed
from sverka.reading.document import Document, Table
from sverka.reading.frames import Frame, make_frame, with_partner, with_time
from sverka.reading.horizon import data_end
from sverka.reading.inheriting import with_units
from sverka.reading.kinds import OFF_TOPIC, PLAN
from sverka.reading.labels import announced, kept, labelled
from sverka.reading.lexicon import load_lexicon
from sverka.reading.merging import merged
from sverka.reading.naming import named_in, passages_of
from sverka.reading.periods import TimeFrame
from sverka.reading.placing import find_places
from sverka.reading.possessives import goods_named
from sverka.reading.quantities import find_quantities
from sverka.reading.quantity import Quantity
from sverka.reading.quoting import quoting_words
from sverka.reading.rebasing import with_quoted_bases, with_volumes
from sverka.reading.reporting import document_reporter
from sverka.reading.resolve import carried, resolve
from sverka.reading.resolve_places import SPOKEN_OF
from sverka.reading.resolved import Resolved
from sverka.reading.sentences import Sentence, read_sentences
from sverka.reading.short_goods import with_short_goods
from sverka.reading.ties import level_named, tied
from sverka.reading.timewords import read_times
from sverka.reading.topics import at_new_block, gone_on, leads_in, open_topics, opened_by, year_hint
from sverka.reading.undated import with_default_periods
from sverka.reading.view import make_views
from sverka.reference.fiscal import fiscal_year
from sverka.reference.seasons import season_start

TOO_LONG = "rows of a table too long to be read as a text; load it as records"
MAX_QUOTED = 80
GIVEN = "the reporter given with the command"
MONTHS_OF_A_YEAR = 12
NO_UNIT = "a number without a unit, and nothing to inherit one from"


@dataclass(frozen=True, slots=True)
class Context:
    """What the whole text is read under."""

    document: Document
    lang: str
    reporter: str | None
    published_month: int | None
    year_hint: int | None = None
    data_end: int | None = None

    def time(self, spoken: object = None) -> TimeFrame:
        """From where relative periods are counted."""
        known = spoken if isinstance(spoken, Period) else None
        return TimeFrame(
            self.published_month, self.year_hint, known, fiscal=fiscal_year(self.reporter), data_end=self.data_end
        )


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """What one sentence gave."""

    resolved: tuple[Resolved, ...]
    unread: tuple[tuple[Quantity, str], ...]


def read(
    document: Document,
    *,
    date: str | None,
    lang: str | None,
    reporter: str | None,
    recorded: frozenset[str] = frozenset(),
) -> Reading:
    """All that a document says of foreign trade."""
    language = lang or document.lang
    lexicon = load_lexicon(language)
    sentences = with_short_goods(read_sentences(document, lexicon), language)
    published = date or document.published
    spoken_of = document_reporter(sentences, language, reporter, recorded)
    month = _month(published)
    context = Context(document, language, spoken_of, month, year_hint(sentences, language, month))
    context = replace(context, data_end=data_end(sentences, language, context.time()))
    claims, unread = _claims(context, sentences, HeadReader(document, lexicon, _likely(context)))
    if reporter is not None and document_reporter(sentences, language, "", recorded) == "":
        claims = tuple(_by_option(claim) for claim in claims)
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
        passages=passages_of(sentences, document),
        named=named_in(sentences, document, language, spoken_of, context.time()),
    )


def _by_option(claim: Claim) -> Claim:
    """A claim whose reporter the text does not tell: its slot says that it was given, not read."""
    slots = (
        replace(slot, origin="option", rule=GIVEN) if slot.slot == "reporter" and slot.rule == SPOKEN_OF else slot
        for slot in claim.slots
    )
    return replace(claim, slots=tuple(slots))


def _month(published: str | None) -> int | None:
    if published is None:
        return None
    parts = published.split("-")
    return int(parts[0]) * 12 + (int(parts[1]) - 1 if len(parts) > 1 else 11)


def _likely(context: Context) -> frozenset[str]:
    return frozenset({context.reporter} if context.reporter else ())


def _claims(
    context: Context, sentences: Sequence[Sentence], heads: HeadReader
) -> tuple[tuple[Claim, ...], tuple[Unread, ...]]:
    state = open_topics(sentences, context.lang, context.reporter)
    found: list[Resolved] = []
    told: list[Resolved] = []
    unread: list[Unread] = []
    tables = list(context.document.tables)
    block = None
    for sentence in sentences:
        while tables and tables[0].start < sentence.start:
            _read_table(tables.pop(0), heads, state, context, told, unread)
        places = find_places(sentence, context.lang, _likely(context))
        if sentence.block is not block:
            state, block = at_new_block(state, is_item=sentence.block.kind == "item"), sentence.block
            state = labelled(state, sentence, places, context.reporter)
        else:
            state = kept(gone_on(state), places, context.reporter)
        reading = read_sentence(sentence, state, context)
        found.extend(reading.resolved)
        unread.extend(_unread(sentence, quantity, reason, context.document) for quantity, reason in reading.unread)
        state = _after(state, sentence, reading, context)
        state = state if reading.resolved else announced(state, sentence, places, context.reporter)
        state = replace(state, named=goods_named(sentence, context.lang) or state.named)
    for table in tables:
        _read_table(table, heads, state, context, told, unread)
    dated = with_volumes(with_default_periods(with_quoted_bases(with_later_periods(found)), context.published_month))
    claims = [make_claim(resolved, context.document) for resolved in (*dated, *told)]
    return told_apart(merged(claims, context.document.given)), tuple(unread)


def _read_table(
    table: Table, heads: HeadReader, state: State, context: Context, told: list[Resolved], unread: list[Unread]
) -> None:
    """Read the cells of a table, each under the discourse before the table, which goes on behind it."""
    reader, state = TableReader(table, heads, context.lang, context.reporter), at_new_block(state, is_item=False)
    for cell in reader.read():
        outcome = cell.frame if isinstance(cell.frame, str) else _outcome(cell.frame, state, None, None, context)
        if isinstance(outcome, Resolved):
            told.extend(tied((reader.completed(outcome, cell, state, context.published_month),), state))
        elif cell.trades:
            unread.append(_unread(cell.sentence, cell.quantity, outcome, context.document))
    if table.cut is not None:
        start, end = context.document.span(*table.cut)
        unread.append(Unread(start, end, context.document.given[start : start + MAX_QUOTED].strip(), TOO_LONG))


def _after(state: State, sentence: Sentence, reading: SentenceReading, context: Context) -> State:
    """The discourse after a sentence: what its figures leave open, else what its words open or close."""
    if reading.resolved:
        following = carried(state, reading.resolved, sentence.block.kind == "headline")
        leads = leads_in(sentence, following.period)
        following = replace(following, block_period=state.block_period or following.period, period_leads=leads)
        return replace(following, off_topic=None, level=level_named(reading.resolved, state))
    reasons = [reason for _, reason in reading.unread if reason in OFF_TOPIC]
    if reasons:
        return replace(state, off_topic=reasons[0])
    opened = opened_by(sentence, state, context.lang, context.time(state.spoken))
    foretold = any(reason == PLAN for _, reason in reading.unread)
    return replace(opened, period=state.period) if foretold else opened


def _unread(sentence: Sentence, quantity: Quantity, reason: str, document: Document) -> Unread:
    tokens = sentence.tokens
    start, end = document.span(tokens[quantity.first].start, tokens[quantity.last - 1].end)
    return Unread(start, end, document.given[start:end], reason)


def read_sentence(sentence: Sentence, state: State, context: Context) -> SentenceReading:
    """The figures of one sentence, read left to right, each knowing the one before it."""
    times = read_times(sentence, context.lang)
    quantities = find_quantities(sentence, times, context.lang)
    places = find_places(sentence, context.lang, _likely(context))
    quantities = with_units(sentence, quantities, state, times)
    resolved: list[Resolved] = []
    unread: list[tuple[Quantity, str]] = []
    paired, dated = distributed(sentence, places, quantities), dated_apart(sentence, times, quantities)
    before: Resolved | None = None
    trapped: str | None = None
    for view in make_views(sentence, quantities, times, context.lang):
        inherited, carried_kind = (before.kind, None) if before else (None, state.kind)
        frame = make_frame(view, places, context.reporter, inherited, carried_kind)
        frame = with_partner(frame, paired.get(view.quantity.core_first))
        frame = with_time(frame, dated.get(view.quantity.core_first))
        outcome = _outcome(frame, state, before, trapped, context)
        if isinstance(outcome, Resolved):
            resolved.append(outcome)
            before, trapped = outcome, None
        elif view.quantity.kind != "rank":
            unread.append((view.quantity, outcome))
            trapped = outcome if outcome in (PLAN, *OFF_TOPIC) else None
    return SentenceReading(tied(resolved, state), tuple(unread))


def _outcome(
    frame: Frame, state: State, before: Resolved | None, trapped: str | None, context: Context
) -> Resolved | str:
    if frame.trap is not None:
        return frame.trap
    quoted = trapped in OFF_TOPIC and quoting_words(frame.view.sentence, frame.view.quantity) is not None
    if trapped is not None and (quoted or not _has_predicate(frame)):
        return trapped
    if frame.view.quantity.kind == "bare":
        return NO_UNIT
    spoken = before.value("period") if before else None
    time = context.time(spoken or state.spoken)
    main = state.topic_period.value if state.topic_period is not None else None
    time = replace(time, main=main if isinstance(main, Period) else None, base=state.base)
    time = replace(time, season=_season(frame, state, context.reporter))
    resolved = resolve(frame, state, before, time, context.reporter)
    if isinstance(resolved, str):
        return resolved
    turnover = resolved.value("flow") == "turnover" and not _names_foreign_trade(frame)
    if state.off_topic is not None and turnover and not resolved.value("partners"):
        return state.off_topic
    period = resolved.value("period")
    if (
        isinstance(period, Period)
        and context.published_month is not None
        and period.first_month + (period.months >= MONTHS_OF_A_YEAR) > context.published_month
    ):
        return PLAN
    return resolved


def _season(frame: Frame, state: State, reporter: str | None) -> int | None:
    """The first month of the season of the goods that a figure is of, where the country spoken of grows them."""
    sentence = frame.view.sentence
    seasons = {t.first for t in sentence.of_role("time") if t.value == "C"}
    named = next((t.value for t in sentence.of_role("goods", "goods_adjective") if t.last in seasons), None)
    near = named or next((str(c.value) for c in frame.goods if c.near), None)  # «в кофейном сезоне»
    goods = near or next((str(filled.value) for filled in (state.goods, state.topic_goods) if filled is not None), None)
    owner = next((str(c.value) for c in frame.reporter if c.near), reporter)
    return None if goods is None else season_start(goods.split("+"), owner)


def _names_foreign_trade(frame: Frame) -> bool:
    """Whether the sentence has a word for trade between countries, which a shop's turnover is never called."""
    flows = frame.view.sentence.of_role("flow_noun")
    return any(frame.view.sentence.low(term.first).startswith(("товарооб", "внешн")) for term in flows)


def _has_predicate(frame: Frame) -> bool:
    """Whether a number has a verb of its own since the number before it."""
    view = frame.view
    return any(
        view.left <= t.first < view.quantity.first for t in view.sentence.of_role("change", "level", "flow_verb")
    )
