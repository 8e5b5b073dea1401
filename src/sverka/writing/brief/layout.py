"""Where the sentences of a brief stand, by its style: points to be spoken, a press release, a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sverka.writing.brief.facts import Fact, Topic
from sverka.writing.brief.phrasing import Phraser
from sverka.writing.brief.proofing import Draft, DraftBlock
from sverka.writing.brief.records import Asked, BlockKind, Sentence
from sverka.writing.brief.rows import row_facts

TOPICS: tuple[Topic, ...] = ("totals", "drivers", "partners", "goods", "records")


def laid_out(facts: Sequence[Fact], phraser: Phraser, asked: Asked) -> list[DraftBlock]:
    """The blocks of a brief in the making."""
    body, notes = [one for one in facts if one.topic != "lacking"], [one for one in facts if one.topic == "lacking"]
    makers = {"talking-points": _points, "press": _press, "table": _table}
    blocks = list(makers[asked.style](body, phraser, asked))
    if notes:
        blocks += [_heading("lacking", phraser), *(_block("note", [one], phraser) for one in notes)]
    return blocks


def _draft(fact: Fact, phraser: Phraser) -> Draft:
    return Draft(fact.key, phraser.sentences(fact))


def _block(kind: BlockKind, facts: Sequence[Fact], phraser: Phraser) -> DraftBlock:
    return DraftBlock(kind, [_draft(fact, phraser) for fact in facts])


def _fixed(kind: BlockKind, text: str) -> DraftBlock:
    return DraftBlock(kind, [Draft("heading", (Sentence(text),))])


def _heading(topic: str, phraser: Phraser) -> DraftBlock:
    return _fixed("heading", phraser.words.heading(topic))


def _title(phraser: Phraser) -> DraftBlock:
    words = phraser.words
    if words.scope is not None:
        told = {name: words.blank(name, "", None, 0) or "" for name in ("in", "scope", "of_trade", "codes")}
        told |= {"name": words.name, "whose": words.blank("reporter", "gent", None, 0) or ""}
        title = words.heading("of_scope", **told)
        title = title[:1].upper() + title[1:]
        return _fixed("headline", title)
    when = words.blank("in", "", None, 0) or ""
    return _fixed("headline", words.heading("of_it", name=words.name, **{"in": when}))


def _points(facts: Sequence[Fact], phraser: Phraser, asked: Asked) -> Iterator[DraftBlock]:
    yield _title(phraser)
    for topic in TOPICS:
        own = [fact for fact in facts if fact.topic == topic]
        if own and asked.length == "full":
            yield _heading(topic, phraser)
        yield from (_block("item", [fact], phraser) for fact in own)


def _press(facts: Sequence[Fact], phraser: Phraser, asked: Asked) -> Iterator[DraftBlock]:
    headline = _headline(facts, phraser)
    yield headline or _title(phraser)
    if asked.length == "short":
        yield _block("paragraph", [fact for fact in facts if fact.topic == "totals"], phraser)
        yield _block("paragraph", [fact for fact in facts if fact.topic != "totals"], phraser)
        return
    for topic in TOPICS:
        for own in _paragraphs([fact for fact in facts if fact.topic == topic]):
            yield _block("paragraph", own, phraser)


def _paragraphs(facts: Sequence[Fact]) -> Iterator[list[Fact]]:
    """A paragraph for each flow of a topic; the totals stand together, and so do records."""
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        apart = fact.topic in ("drivers", "partners", "goods")
        groups.setdefault(fact.words["flow"].value if apart else "", []).append(fact)
    return iter(groups.values())


def _headline(facts: Sequence[Fact], phraser: Phraser) -> DraftBlock | None:
    """The growth of exports, or of what flow there is; its level where nothing is compared."""
    totals = [fact for fact in facts if fact.topic == "totals" and "flow" in fact.words]
    exports = [fact for fact in totals if fact.words["flow"].value == "export"]
    for fact in (*exports, *totals):
        way = fact.key.rpartition(".")[2]
        way = way if "growth" in fact.figures else "level"
        told = Fact(f"headline.{way}", "totals", fact.figures, fact.words)
        draft = _draft(told, phraser)
        if draft.ways:
            return DraftBlock("headline", [draft])
    return None


def _table(facts: Sequence[Fact], phraser: Phraser, asked: Asked) -> Iterator[DraftBlock]:
    yield _title(phraser)
    lead = [fact for fact in facts if fact.topic == "totals"][:1]
    yield _block("paragraph", lead, phraser)
    told = [fact for fact in facts if fact.topic in ("drivers", "records")]
    rest = [fact for fact in facts if fact not in lead and fact not in told]
    scope = phraser.words.scope
    rows = row_facts(rest) if scope is None else row_facts(rest, scope.goods, scope.partners)
    yield from (_block("row", [row], phraser) for row in rows)
    yield from (_block("paragraph", own, phraser) for own in _paragraphs(told))
