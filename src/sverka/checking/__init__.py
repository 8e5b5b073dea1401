"""Checking: claims against records and against one another → findings.

The names are loaded when they are first used, so that commands that only need a message stay quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sverka.checking.findings import Checked, CheckedDocument, check_readings
    from sverka.checking.weighing import Weighed, weigh

__all__ = ["Checked", "CheckedDocument", "Weighed", "check_readings", "weigh"]

_HOMES = {
    "Checked": "findings",
    "CheckedDocument": "findings",
    "Weighed": "weighing",
    "check_readings": "findings",
    "weigh": "weighing",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
