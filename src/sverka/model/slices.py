"""Slices: cuts of one reporter's trade, partners × goods × flow × period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sverka.model.period import Period


class Flow(StrEnum):
    """The direction of trade; turnover is exports plus imports."""

    EXPORT = "export"
    IMPORT = "import"
    TURNOVER = "turnover"


@dataclass(frozen=True, slots=True)
class Members:
    """A set named by its members: `include` joined, less `exclude`; an empty `include` means all.

    Both are kept sorted and free of repeats, so equal sets of names are equal values.

    >>> str(Members.of("MN", "CN", exclude=["HK"]))
    'CN+MN+-HK'
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "include", tuple(sorted(set(self.include))))
        object.__setattr__(self, "exclude", tuple(sorted(set(self.exclude))))

    @classmethod
    def of(cls, *include: str, exclude: Iterable[str] = ()) -> Members:
        """Members by name."""
        return cls(include, tuple(exclude))

    @property
    def is_all(self) -> bool:
        """Whether nothing is named, so that everything is meant."""
        return not self.include and not self.exclude

    def __str__(self) -> str:
        return "+".join([*self.include, *(f"-{name}" for name in self.exclude)])


ALL = Members()


@dataclass(frozen=True, slots=True)
class Slice:
    """A cut of one reporter's trade: flow, partners, goods and period; `None` is a period left unsaid.

    The reporter stands beside a measure, not in it: a measure is asked of one reporter's cube.

    >>> str(Slice(Flow.EXPORT, Members.of("CN"), ALL, Period.year(2023)))
    'export[CN;; 2023]'
    """

    flow: Flow
    partners: Members = ALL
    goods: Members = ALL
    period: Period | None = None

    def __str__(self) -> str:
        return f"{self.flow}{cut_text(self.partners, self.goods, self.period)}"


def cut_text(partners: Members, goods: Members, period: Period | None) -> str:
    """The bracketed part of a slice, `[CN; 27; 2023]`; empty when nothing is cut."""
    parts = [str(partners), str(goods), str(period) if period else ""]
    while parts and not parts[-1]:
        parts.pop()
    if not parts:
        return ""
    return "[" + parts[0] + "".join(f"; {part}" if part else ";" for part in parts[1:]) + "]"
