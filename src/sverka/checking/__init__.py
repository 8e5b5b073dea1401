"""Checking: claims against records and against one another → findings."""

from __future__ import annotations

from sverka.checking.findings import Checked, CheckedDocument, check_readings
from sverka.checking.weighing import Weighed, weigh

__all__ = ["Checked", "CheckedDocument", "Weighed", "check_readings", "weigh"]
