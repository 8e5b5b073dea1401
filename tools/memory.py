"""How much memory this process has taken at most."""

from __future__ import annotations

import resource
from pathlib import Path

KILOBYTES_PER_MB = 1024
STATUS = Path("/proc/self/status")


def peak_mb() -> int:
    """The peak of resident memory, in MB.

    Linux tells it of this very program; `getrusage` there still counts what the parent held when it started it.
    """
    if STATUS.exists():
        line = next(line for line in STATUS.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) // KILOBYTES_PER_MB
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // KILOBYTES_PER_MB
