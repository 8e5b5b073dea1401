"""Periods left unsaid: which period a claim without one is taken to be of.

The rule: the document's main period (the one that most of its dated claims have, bases aside), else the last full
year before the date of publication. The rows of statements files that have one source are a document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sverka.model.claims import Claim, Reading
from sverka.model.measures import measure_slices
from sverka.model.period import Period


def main_period(claims: Iterable[Claim], published: str | None) -> str | None:
    """The period that most dated claims have; of equals the later; without dated claims the year before publication.

    A figure quoted for comparison, of the period that another figure is measured from, does not count.

    >>> main_period([], "2023-05-25")
    '2022'
    """
    dated = [claim for claim in claims if claim.period]
    bases = {base for claim in dated for base in (claim.base, claim.base_alt) if base}
    counts = Counter(str(claim.period) for claim in dated if claim.period not in bases)
    counts = counts or Counter(str(claim.period) for claim in dated)
    if counts:
        return max(counts, key=lambda period: (counts[period], _last_month(period), period))
    return year_before(published)


def year_before(published: str | None) -> str | None:
    """The last full year before a date, `None` when the date is not known."""
    year = (published or "")[:4]
    return str(int(year) - 1) if year.isdecimal() and int(year) > 1 else None


def assume_periods(
    readings: Sequence[Reading], statements: Sequence[Claim], date: str | None = None
) -> Mapping[str, str]:
    """By claim id, the period taken for each claim whose measure leaves its period unsaid.

    The rows of statements files that have one source are a document like any other: their main period, else the last
    full year before the row was published. A row without either goes by the main period of the texts that it is weighed
    with, else by `date`, on which it is taken to have been published.
    """
    taken: dict[str, str] = {}
    for reading in readings:
        _take(taken, reading.claims, main_period_of(reading))
    beside = joint_period(readings) or year_before(date)
    sources: dict[str | None, list[Claim]] = {}
    for statement in statements:
        sources.setdefault(statement.source, []).append(statement)
    for statement in statements:
        own = main_period(sources[statement.source], statement.published)
        _take(taken, (statement,), own or beside)
    return taken


def main_period_of(reading: Reading) -> str | None:
    """The main period of one document."""
    return reading.main_period or main_period(reading.claims, reading.published)


def joint_period(readings: Sequence[Reading]) -> str | None:
    """The main period of several documents: the one that most of them have, of equals the first's."""
    periods = [period for reading in readings if (period := main_period_of(reading))]
    return Counter(periods).most_common(1)[0][0] if periods else None


def leaves_period_unsaid(claim: Claim) -> bool:
    """Whether a claim has a measure in which some slice has no period."""
    if claim.measure is None:
        return False
    return any(part.period is None for part in measure_slices(claim.measure))


def _take(taken: dict[str, str], claims: Iterable[Claim], period: str | None) -> None:
    if period:
        taken.update((claim.id, period) for claim in claims if leaves_period_unsaid(claim))


def _last_month(period: str) -> int:
    try:
        return Period.parse(period).last_month
    except ValueError:
        return 0
