"""The numbers printed in `docs/reconciling.md` are what the code gives."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reconciling.md"
ROW = re.compile(r"^\| (.*) \|$", re.MULTILINE)


def rows(*heads: str) -> list[list[str]]:
    """The rows of every table with these heads, marks of code taken off."""
    found: list[list[str]] = []
    inside = False
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        match = ROW.match(line)
        cells = [cell.strip().strip("`") for cell in match[1].split(" | ")] if match else []
        if not cells:
            inside = False
        elif cells == list(heads):
            inside = True
        elif inside and not set(line) <= set("|- "):
            found.append(cells)
    return found


@pytest.fixture
def statements(say):
    table = rows("id", "statement", "measure", "value")
    assert [row[0] for row in table] == list("abcde")
    return [say(name, measure, float(value)) for name, _, measure, value in table]


def test_the_bounds_of_the_example(statements, weigh):
    table = rows("measure", "least", "greatest", "computed as")
    assert len(table) == 4
    found = weigh(*statements[:4], ask=[row[0] for row in table], exact=True).bounds
    for bound, (measure, least, greatest, computed) in zip(found, table, strict=True):
        assert str(bound.measure) == measure
        assert (f"{bound.low.value:.6g}", f"{bound.high.value:.6g}") == (least, greatest)
        assert computed in (bound.low.arithmetic, bound.high.arithmetic)


def test_the_growth_is_idle(statements, weigh):
    (idle,) = weigh(*statements[:4], exact=True).idle
    assert idle.claim == "d"
    assert f"Statement d binds nothing: {idle.reason}." in PAGE.read_text(encoding="utf-8")


def test_the_conflict_of_the_example(statements, weigh):
    (conflict,) = weigh(*statements, exact=True).conflicts
    printed = [[c.claim, f"{c.stated.low:.6g}", f"{c.to:.6g}"] for c in conflict.corrections]
    assert printed == rows("id", "from", "to")
    assert f"`{conflict.arithmetic}`" in PAGE.read_text(encoding="utf-8")


def test_another_sense_removes_the_bound_on_exports(statements, weigh):
    (note,) = weigh(*statements[:4], ask=["share(export, turnover)"], exact=True).senses
    assert note.effect.startswith("share(export, turnover) is 0…100 %")
