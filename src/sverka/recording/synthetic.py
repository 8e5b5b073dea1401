"""Which records are invented: told by the reporter, so that no file or option can take the mark away."""

from __future__ import annotations

from functools import cache

from sverka.recording.tables_io import read_table


@cache
def synthetic_reporters() -> frozenset[str]:
    """The reporters that do not exist."""
    return frozenset(row["reporter"] for row in read_table("synthetic.csv"))


def is_synthetic(reporter: str) -> bool:
    """Whether a reporter is invented, and with it all that is recorded of it; wherever its figures are shown, that is
    to be said.

    >>> is_synthetic("RU-SMP"), is_synthetic("RU-TOM")
    (True, False)
    """
    return reporter in synthetic_reporters()
