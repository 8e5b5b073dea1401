"""What titles, notes, names of sheets and of files tell of a whole table: flow, period, unit, classification."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sverka.recording.columns import WORLD
from sverka.recording.drafting.signs import Place
from sverka.recording.drafting.spans import is_other_year, is_up_to_date, period_amid
from sverka.recording.drafting.words import Unit, flow_in, place_of, says, unit_in, years_in

_SYSTEMS = re.compile(
    # CN by itself is China as often as the nomenclature.
    r"\b(?:(HS|TNVED|NAICS|NCM|CN(?=\s?-?(?:(?:19|20)\d\d|8\b|codes?\b|product)))(?:\s?-?((?:19|20)\d\d))?|"
    r"(SITC|BEC)(?:\s?-?(?:Rev\.? ?)?(\d))?)(?![a-z])",
    re.I,
)
_MAX_WORDS = 6


def flow_told(texts: Iterable[str]) -> tuple[str, str] | None:
    """The flow of the first text that names one alone, and that text; `None` where texts name both."""
    found = [(flow, text) for text in texts if (flow := flow_in(text.replace("_", " ").replace("-", " "))) is not None]
    return found[0] if found and len({flow for flow, _ in found}) == 1 else None


def both_flows(texts: Iterable[str]) -> bool:
    """Whether a text speaks of exports and imports together."""
    return any(says("turnover", text) or (says("export", text) and says("import", text)) for text in texts)


def period_told(texts: Sequence[str]) -> tuple[str, str] | None:
    """The one period that the first text with a year names, and that text; `None` for parts of a year, or several."""
    for text in texts:
        if years_in(text.replace("_", " ")):
            period = period_amid(text)
            return (period, text) if period else None
    return None


def year_told(texts: Sequence[str]) -> str | None:
    """The one year that the texts name; none where it may begin in another month than January."""
    if any(is_other_year(text) or is_up_to_date(text) for text in texts if years_in(text)):
        return None
    years = {year for text in texts for year in years_in(text)}
    return years.pop() if len(years) == 1 else None


def unit_told(titles: Iterable[str], names: Iterable[str] = ()) -> tuple[Unit, str] | None:
    """The unit of the first title, else name of a sheet or file, that names one, and that text."""
    told: list[tuple[str, Place]] = [*((text, "title") for text in titles), *((text, "name") for text in names)]
    for text, place in told:
        unit = unit_in(text, place)
        if unit.currency or unit.weight:
            return unit, text
    return None


def scale_told(titles: Iterable[str]) -> tuple[int, str] | None:
    """The scale of the first title that says one of money or of nothing, and that text."""
    told = ((unit_in(text, "title"), text) for text in titles)
    return next(((unit.scale, text) for unit, text in told if unit.scale is not None and unit.weight is None), None)


def system_told(texts: Iterable[str]) -> str | None:
    """The classification of goods that a text names, with its edition where that is said."""
    for text in texts:
        if re.search(r"ТН\s?ВЭД", text, re.IGNORECASE):
            return "TNVED"
        if found := _SYSTEMS.search(text.replace("_", " ")):
            return (found[1] or found[3]).upper() + (found[2] or found[4] or "")
    return None


def places_told(texts: Iterable[str]) -> tuple[str, ...]:
    """The countries that titles name, by their names in full."""
    found: dict[str, None] = {}
    for text in texts:
        words = re.findall(r"[\w’'-]+", text)
        for size in range(min(_MAX_WORDS, len(words)), 0, -1):
            for at in range(len(words) - size + 1):
                place = place_of(" ".join(words[at : at + size])) if len(words[at]) > 3 else None
                if place and place != WORLD:
                    found[place] = None
    return tuple(found)
