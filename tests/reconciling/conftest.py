"""A small world of names, and claims in one line."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from sverka.model.claims import Claim
from sverka.model.grammar import parse_measure
from sverka.model.interval import Interval
from sverka.model.period import Period
from sverka.reconciling import reconcile

GROUPS = {
    "asia": frozenset(["CN", "MN", "KZ", "UZ", "KG", "TJ", "TM", "JP", "IN"]),
    "central-asia": frozenset(["KZ", "UZ", "KG", "TJ", "TM"]),
    "europe": frozenset(["DE", "FR", "IT", "PL"]),
    "nobody": frozenset(),
}
SENSES = {("central-asia", "with-mongolia"): GROUPS["central-asia"] | {"MN"}}
GOODS = {"food": ((1 * 10**8, 25 * 10**8),), "fuels": ((27 * 10**8, 28 * 10**8),)}


@dataclass(frozen=True)
class Toy:
    """Countries are themselves, a few groups and product groups are known, one group has two senses."""

    senses_of: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=lambda: SENSES)

    def partners(self, name: str, when: Period, sense: str | None = None) -> frozenset[str] | None:
        if sense:
            return self.senses_of[name, sense]
        return frozenset({name}) if name[0].isupper() else GROUPS.get(name)

    def goods(self, name: str) -> tuple[tuple[int, int], ...] | None:
        if not name[0].isdigit():
            return GOODS.get(name)
        first, _, last = name.partition("-")
        scale = 10 ** (10 - len(first))
        return ((int(first) * scale, (int(last or first) + 1) * scale),)

    def senses(self, name: str) -> tuple[str, ...]:
        return tuple(sense for term, sense in self.senses_of if term == name)


@pytest.fixture(scope="session")
def toy() -> Toy:
    return Toy()


def said(
    name: str, measure: str, low: float | None, high: float | None = None, *, unit: str = "%", **other: Any
) -> Claim:
    """A claim of a measure: a point, or from `low` to `high` (`...` is an open end)."""
    ends = Interval(low, low) if high is None else Interval(None if low is ... else low, None if high is ... else high)
    fields = {"kind": "share", "value": ends.low if ends.low == ends.high else None, "reporter": "XX"} | other
    return Claim(name, unit=unit, measure=parse_measure(measure), interval=ends, interval_wide=ends, **fields)


@pytest.fixture(scope="session")
def say() -> Callable[..., Claim]:
    return said


@pytest.fixture(scope="session")
def weigh(toy: Toy) -> Callable[..., Any]:
    """`weigh(claim, …, ask=["share(export, turnover)"], year="2022")`: everything undated is of that year."""

    def run(*claims: Claim, ask: tuple[str, ...] | list[str] = (), year: str | None = "2022", **options: Any) -> Any:
        assumed = {claim.id: year for claim in claims} if year else {}
        targets = [(parse_measure(text), None) for text in ask]
        return reconcile(claims, targets=targets, assumed=assumed, target_period=year, meaning=toy, **options)

    return run


OPERATORS: dict[type[ast.AST], Callable[..., float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.USub: operator.neg,
}


def computed(node: Any) -> float:
    """The value of a parsed formula."""
    match node:
        case ast.Expression():
            return computed(node.body)
        case ast.Constant():
            return float(node.value)
        case ast.UnaryOp():
            return OPERATORS[type(node.op)](computed(node.operand))
        case ast.BinOp():
            return OPERATORS[type(node.op)](computed(node.left), computed(node.right))
    raise AssertionError(f"not arithmetic: {ast.dump(node)}")


@pytest.fixture(scope="session")
def compute() -> Callable[[str], float]:
    """The value of a formula as printed."""
    return lambda text: computed(ast.parse(text.replace("−", "-").replace("×", "*"), mode="eval"))
