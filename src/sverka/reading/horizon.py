"""How far the data of a text reach: the last month of the year of publication that it has figures for.

"So far this year" and «с начала года» end there. Months together ("in January–September") tell it before
single months, which may be those of a price or a strike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sverka.reading.periods import Expression, TimeFrame
from sverka.reading.sentences import Sentence
from sverka.reading.timewords import read_times

_TELLING = frozenset(
    {"first months", "month range", "through month", "code", "half", "quarter", "first quarters", "year to date"}
)
_MONTHS = frozenset({"month", "months to month", "span to month", "named quarter", "part of month"})


def data_end(sentences: Sequence[Sentence], lang: str, frame: TimeFrame) -> int | None:
    """The last month, counted as in `Period`, that the text has data for in the twelve before its publication."""
    if frame.published_month is None:
        return None
    told = [
        (period.months > 1, period.last_month)
        for time in _times(sentences, lang)
        if (period := time.resolve(frame)) is not None
        and frame.published_month - 12 < period.last_month <= frame.published_month - (time.rule == "month")
    ]
    return max(told)[1] if told else None


def _times(sentences: Sequence[Sentence], lang: str) -> Iterator[Expression]:
    for sentence in sentences:
        for time in read_times(sentence, lang):
            named = time.rule in _TELLING and (time.rule != "year to date" or time.group("m2"))
            if (named or time.rule in _MONTHS) and not time.is_base:
                yield time
