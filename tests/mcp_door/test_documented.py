"""The conversation that the documentation shows is what the server says."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "assistants.md"
BLOCK = re.compile(r"^```mcp\n(?P<name>\w+) (?P<asked>\{.*?)\n\n(?P<told>.*?)^```$", re.MULTILINE | re.DOTALL)
DAY = re.compile(r"\d{4}-\d\d-\d\d$")
SHOWN = [(one["name"], one["asked"], one["told"]) for one in BLOCK.finditer(PAGE.read_text(encoding="utf-8"))]


def undated(value: Any) -> Any:
    """The same without the day of the load, which is that of the test."""
    if isinstance(value, dict):
        return {name: DAY.sub("DAY", one) if name == "release" else undated(one) for name, one in value.items()}
    return [undated(one) for one in value] if isinstance(value, list) else value


def test_the_page_shows_conversations() -> None:
    assert len(SHOWN) == 2


@pytest.mark.parametrize(("name", "asked", "told"), SHOWN)
def test_what_is_shown_is_what_is_said(ask: Callable[..., Any], name: str, asked: str, told: str) -> None:
    assert undated(json.loads(told)) == undated(ask(name, **json.loads(asked)).told)
