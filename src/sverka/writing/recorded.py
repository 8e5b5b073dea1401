"""What the records say of a claim, in lines: where the figure is from, the nearest senses, likely causes, caveats."""

from __future__ import annotations

from collections.abc import Iterator

from sverka.checking.wording import in_language
from sverka.model.findings import Alternative, Figure, Finding, SenseUse, Verdict
from sverka.reference.told_units import as_told
from sverka.writing.numbers import counted, number_text, quantity_text
from sverka.writing.proofs import Prose
from sverka.writing.slices import goods_name, place_in_sentence

_MISSES = (Verdict.FAILS, Verdict.HOLDS_OTHERWISE)
MOST_SENSES = 2
_CARRIED = ("flow", "partners", "goods", "period", "of")
_ELSEWHERE = ("earlier sentence", "headline")


def record_lines(finding: Finding, prose: Prose) -> list[str]:
    """The quieter lines below a verdict from records; nothing where none answered."""
    if finding.figure is None:
        return []
    lines = [source_line(finding.figure, prose)]
    if finding.verdict in (*_MISSES, Verdict.UNSURE):
        lines += carried_lines(finding, prose)
    if finding.verdict in _MISSES:
        lines += nearest_lines(finding, prose, MOST_SENSES)
        lines += [prose.words.say("cause", text=cause.text) for cause in finding.causes]
    return lines


def carried_lines(finding: Finding, prose: Prose) -> list[str]:
    """What of the claim stands elsewhere in the text: `goods = soya-beans (headline)`."""
    told = [
        f"{fill.slot} = {fill.value} ({in_language(fill.origin, prose.ui)})"
        for fill in finding.claim.slots
        if fill.slot in _CARRIED and fill.origin in _ELSEWHERE
    ]
    return [prose.words.say("carried_from", slots=", ".join(told))] if told else []


def source_line(figure: Figure, prose: Prose) -> str:
    """The measure that was asked, how many rows it sums, of which source and version, and of what extract."""
    rows = counted("n_rows", figure.rows, prose.ui)
    where = prose.words.say("of_version", source=figure.source, version=figure.version)
    if figure.scope:
        where = prose.words.say("of_scope", where=where, scope=figure.scope)
    return f"{figure.measure} · {rows} · {where}"


def nearest_lines(finding: Finding, prose: Prose, most: int) -> list[str]:
    """The senses, other than the one taken, whose value comes nearest to what is stated."""
    others = [one for one in finding.alternatives if one.senses and one.senses != finding.interpretation]
    if not others:
        return []
    told = "; ".join(alternative_text(one, finding, prose) for one in others[:most])
    return [prose.words.say("nearest_senses", senses=told)]


def alternative_text(one: Alternative, finding: Finding, prose: Prose) -> str:
    """A sense with its value: `“Asia” without Turkey: 55.1 %`."""
    value = quantity_text(as_told(finding.claim, one.value), finding.claim.unit, prose.ui)
    return f"{senses_text(one.senses, prose)} — {value}"


def senses_text(senses: tuple[SenseUse, ...], prose: Prose) -> str:
    """Senses by name, each with the term that it is of."""
    return ", ".join(sense_text(one, prose) for one in senses)


def sense_text(one: SenseUse, prose: Prose) -> str:
    """One term in one sense."""
    name = one.name(prose.ui)
    if one.kind == "partners":
        return f"{prose.words.say('unmeasured', quote=place_in_sentence(one.term, prose.ui))} ({name})"
    if one.kind == "goods":
        return f"{prose.words.say('unmeasured', quote=goods_name(one.term, prose.ui))} ({name})"
    return name


def derivation(finding: Finding, prose: Prose) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The whole of how the records were asked: question, figure, parts, definition, query, senses, causes."""
    figure, words = finding.figure, prose.words
    if finding.asked is not None:
        yield words.say("explain_asked", measure=str(finding.asked)), ()
    if figure is None:
        return
    yield words.say("explain_figure", value=_exact(figure.value, figure.unit, prose)), tuple(_parts(figure, prose))
    yield words.say("explain_definition"), (figure.definition,)
    yield words.say("explain_query"), (figure.query,)
    yield (
        words.say("explain_tried", tried=finding.tried, fit=finding.fit),
        tuple(_tried_lines(finding, prose)),
    )
    if finding.readings:
        yield words.say("explain_readings"), tuple(_reading_lines(finding, prose))
    for cause in finding.causes:
        yield words.say("cause", text=cause.text), ()
    if finding.caveats:
        yield words.say("explain_caveats"), finding.caveats
    if finding.history:
        unit = figure.unit
        line = "; ".join(f"{period} {quantity_text(value, unit, prose.ui)}" for period, value in finding.history)
        yield words.say("explain_history"), (line,)


_UNIT_OF_PARTS = {"rank": "", "countries": "", "products": "", "%": "", "ratio": "", "pp": "%"}
"""Units of figures whose parts have another, or one that the figure does not tell."""


def _parts(figure: Figure, prose: Prose) -> Iterator[str]:
    words = prose.words
    unit = _UNIT_OF_PARTS.get(figure.unit, figure.unit)
    for key in ("numerator", "denominator", "base"):
        value = getattr(figure, key)
        if value is not None:
            own = {"numerator": unit.partition("/")[0], "denominator": unit.partition("/")[2]} if "/" in unit else {}
            yield words.say(f"explain_{key}", value=_exact(value, own.get(key, unit), prose))
    yield source_line(figure, prose)
    yield from figure.notes


def _tried_lines(finding: Finding, prose: Prose) -> Iterator[str]:
    for one in finding.alternatives:
        name = senses_text(one.senses, prose) if one.senses else prose.words.say("explain_plain")
        value = quantity_text(as_told(finding.claim, one.value), finding.claim.unit, prose.ui)
        mark = prose.words.say("explain_fits" if one.fits else "explain_fits_not")
        yield f"{name}: {value} ({mark}) · {one.measure}"


def _reading_lines(finding: Finding, prose: Prose) -> Iterator[str]:
    """What the sentence may ask: each question, the slots that it fills otherwise, the figure, the verdict."""
    for one in finding.readings:
        changed = ", ".join(f"{fill.slot} = {fill.value}" for fill in one.changes) or prose.words.say("explain_own")
        value = (
            "—" if one.value is None else quantity_text(as_told(finding.claim, one.value), finding.claim.unit, prose.ui)
        )
        verdict = "" if one.verdict is None else f" · {prose.words.say(f'verdict_{one.verdict.name.lower()}')}"
        yield f"{changed}: {value}{verdict} · {one.measure}"


def _exact(value: float, unit: str, prose: Prose) -> str:
    decimals = 0 if abs(value) >= 1000 else 4
    name = {"%": " %", "ratio": "", "rank": ""}.get(unit, f" {unit}" if unit else "")
    return f"{number_text(value, prose.ui, decimals)}{name}"
