"""How much work one reconciliation may be."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Where to stop; when a limit is reached the result's notes say so.

    `cells` bounds each linear program, `targets` the questions asked by default, `seconds` the search for conflicts and
    again the default questions. `clock` tells the seconds: processor time of this thread, so that a busy machine gives
    the same answer, later.
    """

    cells: int = 20_000
    conflicts: int = 200
    hitting_sets: int = 2_000
    corrections: int = 64
    targets: int = 60
    consequences: int = 7
    seconds: float = 2.0
    clock: Callable[[], float] = time.thread_time
