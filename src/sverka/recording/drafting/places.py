"""The sections of a draft that say whose trade it is, with whom, and in which direction."""

from __future__ import annotations

import re

from sverka.recording.columns import WORLD
from sverka.recording.drafting.columns import Column
from sverka.recording.drafting.facts import Facts
from sverka.recording.drafting.roles import LEAST_PLACES
from sverka.recording.drafting.telling import both_flows, flow_told, places_told
from sverka.recording.drafting.toml import ask, flat, line, quoted, seen, table, texts
from sverka.recording.drafting.words import flow_in, place_of

SHOWN_UNKNOWN = 4
_NUMBER = re.compile(r"\d{1,4}(?:\.0)?")
CODE = 3
FEW_NAMES = 3
LEAST_BESIDE = 0.5
"""So large a share of a column must be places for it to be of a table of its own."""
_TOTALS = 'totals = ["Total"], or totals = [] where there is none'
_WHOSE = "whose trade is it: a country such as GB, or a region such as RU-TOM?"


def reporter_section(facts: Facts) -> list[str]:
    """The reporter: a column, the user's word, or a question with what the title names."""
    head = "[reporter]  # whose trade it is"
    column, wish = facts.roles.reporter, facts.wishes.reporter
    if column is not None:
        held = {place_of(text) for text in column.told}
        if is_bare(column) and (wish is None or wish in held):
            return [head, *_whose_numbers(column)]
        if wish is None or wish in held:
            return [head, line("column", quoted(column.name), f"holds {seen(column.told)}"), *_codes(column)]
        inside = all(place and place.startswith(f"{wish}-") for place in held)
        if column.named("reporter") and not inside and not _are_regions(column):
            return [
                head,
                ask(
                    "value",
                    f"the column {flat(column.name)} says {seen(column.told)}: whose trade is it?",
                    quoted("KZ"),
                ),
            ]
    if wish is not None:
        return [head, line("value", quoted(wish), "given by --reporter")]
    named = [place for place in places_told(facts.found.above) if place != WORLD]
    hint = f" The title names {', '.join(named[:3])}." if named else ""
    return [head, ask("value", _WHOSE + hint, quoted(named[0] if named else "GB"))]


def _are_regions(column: Column) -> bool:
    return any("-" in (place_of(text) or "") for text in column.told)


def _codes(column: Column, known: tuple[str, ...] = ()) -> list[str]:
    unknown = [text for text in column.told if place_of(text) is None and text not in known][:SHOWN_UNKNOWN]
    return (
        [f"# codes = {table(dict.fromkeys((flat(text) for text in unknown), '…'))}  # not recognised"]
        if unknown
        else []
    )


def is_bare(column: Column) -> bool:
    """Whether a column tells places by bare numbers, of a system that its name does not say.

    Offices number countries in ways of their own, which look like UN M49.
    """
    return bool(column.told) and all(map(_NUMBER.fullmatch, column.told)) and not column.named("area system")


def _whose_numbers(column: Column) -> list[str]:
    name = flat(column.name)
    question = (
        f"the column {name} holds bare numbers ({seen(column.told)}): codes of UN M49, which are those of ISO 3166-1"
    )
    own = table(dict.fromkeys(column.told[:2], "…"))
    todo = f"of M49 or ISO write column = {quoted(name)}; of a list of its own that, and codes = {own} for each"
    return [ask("column", f"{question}, or of a list of the country's own?", todo=todo)]


def _worlds(facts: Facts, column: Column, totals: tuple[str, ...]) -> list[str]:
    """Names that are of all partners, as codes; else those that are not recognised, for the user to settle."""
    worlds = facts.partner_worlds
    if not worlds:
        return _codes(column, (*totals, *facts.partner_doubts))
    return [f"codes = {table(worlds)}  # all partners together"]


def _totals(facts: Facts) -> list[str]:
    """Totals of others, and a question where a name may be of one."""
    totals, doubts = facts.partner_totals, facts.partner_doubts
    if not doubts:
        return [line("totals", texts(totals), "totals of others, kept apart")] if totals else []
    question = f"{seen(doubts)} may be a total: of which other rows?"
    todo = (
        f"of some of them: totals = {flat(texts([*totals, *doubts[:1]]), 60)}; of all: "
        f'totals = {flat(texts(totals), 40)} and codes = {{ {flat(quoted(doubts[0]))} = "world" }}; '
        f"of none: totals = {flat(texts(totals), 40)}"
    )
    return [ask("totals", question, todo=todo)]


def partner_section(facts: Facts) -> list[str]:
    """The partner: a column, the heads, all partners together, or a question where the title names one."""
    head = "[partner]  # the other country; a name that is not recognised keeps a code of its own"
    totals = facts.partner_totals
    totals_line = _totals(facts)
    if "partner" in facts.wide.keys:
        return [head, *totals_line] if totals else []
    column = facts.roles.partner
    if column is None:
        titles = [place for place in places_told(facts.found.above) if place not in (WORLD, facts.wishes.reporter)]
        if titles and (facts.wishes.reporter or facts.roles.reporter):
            question = f"the title names {', '.join(titles[:3])}: is that the partner of all rows, or is it world?"
            return [head, ask("value", question, quoted(titles[0]))]
        return [head, line("value", quoted(WORLD), "no column of partners: all of them together")]
    if (other := _beside(facts, column)) is not None:
        question = (
            f"{flat(column.name)} and {flat(other.name)} both name places, each with amounts of its own behind it"
        )
        todo = "part the two tables into files, then draft again"
        return [head, ask("column", f"{question}: are they two tables side by side?", todo=todo)]
    if (asked := _unknown(facts, column)) is not None:
        totals_line = [ask("totals", asked, texts(column.told[:1]), todo=f"write such as {_TOTALS}")]
    told = [line("column", quoted(column.name), f"holds {seen(column.told)}"), *_worlds(facts, column, totals)]
    lines = [head, *(_whose_numbers(column) if is_bare(column) else told), *totals_line]
    if all(column.values):
        return lines
    if facts.blank(column):
        return [*lines, line("blank", quoted(WORLD), "rows with an empty cell are what the others add up to")]
    question = "what does an empty cell mean: world, or x0 for a partner that is not stated?"
    return [*lines, ask("blank", question, quoted(WORLD))]


def _beside(facts: Facts, partner: Column) -> Column | None:
    """A column that nothing reads, of places too, with amounts between it and the partners and others behind it."""
    amounts = [column.at for column in facts.amounts]
    for other in facts.roles.left:
        first, last = sorted((partner.at, other.at))
        of_unit = other.named("unit column") or other.named("measure column")
        # Codes of two letters are of units as often: kg, NO.
        names = any(len(text) > CODE for text in other.told)
        alike = names and not other.numeric and not of_unit and other.places >= LEAST_BESIDE
        if alike and any(first < at < last for at in amounts) and any(at > last for at in amounts):
            return other
    return None


def _unknown(facts: Facts, column: Column) -> str | None:
    """A question on totals where hardly any partner is known by name: a total would be added to its parts."""
    whole = any(place_of(text) == WORLD for text in column.told)
    told = whole or is_bare(column) or facts.partner_totals or facts.partner_doubts or facts.partner_worlds
    if told or len(column.told) < FEW_NAMES or column.places >= LEAST_PLACES:
        return None
    return f"the column {flat(column.name)} says {seen(column.told)}, hardly any of which is known: which are totals?"


def flow_section(facts: Facts) -> list[str]:
    """The flow: the heads, a column with the texts of each, what a title says, the user's word, or a question."""
    head = "[flow]  # exports and imports as the reporter sees them"
    if "flow" in facts.wide.keys:
        return []
    column, wish = facts.roles.flow or facts.unread_flow, facts.wishes.flow
    if column is not None:
        return [head, line("column", quoted(column.name), f"holds {seen(column.told)}"), *_words(column)]
    own = {flow for one in facts.values if (flow := flow_in(one.name))}
    if len(own) == 1:
        return [head, line("value", quoted(own.pop()), "told by the head of the values")]
    if wish is not None:
        return [head, line("value", quoted(wish), "given by --flow")]
    told = None if both_flows(facts.texts) else flow_told(facts.texts)
    if told is not None:
        return [head, line("value", quoted(told[0]), f"told by “{flat(told[1], 60)}”")]
    question = "are all rows exports, or imports? or name a column with the texts that mean each"
    return [head, ask("value", question, quoted("export"))]


def _words(column: Column) -> list[str]:
    lines = []
    for flow in ("export", "import"):
        words = [text for text, meant in column.flows.items() if meant == flow]
        lines.append(line(flow, texts(words)) if words else f"{flow} = []  # no text of the column means it")
    other = [text for text, meant in column.flows.items() if meant is None]
    if not any(column.flows.values()):
        example = texts(column.told[:1])
        return [
            ask("export", f"which texts mean exports: {seen(column.told)}?", example),
            ask("import", f"which texts mean imports: {seen(column.told)}?", texts(column.told[1:2])),
        ]
    return [*lines, *([f"# neither: {seen(other)}"] if other else [])]
