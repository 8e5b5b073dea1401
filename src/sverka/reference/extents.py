"""Parts of the Harmonized System that files come cut to: which chapters, and what they are called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from sverka.reference.goods import all_chapters, hs_ranges, hs_title
from sverka.reference.tables_io import read_table

FILLED = 2 / 3
"""Which part of its chapters makes chapters a known part of the HS: small trade has no row in a few of them."""
_RESERVED = 77
"""The chapter that the HS keeps free: a run goes on across it."""


@dataclass(frozen=True, slots=True)
class KnownExtent:
    """A part of the HS by its range of chapters, with the goods of measures that its name is read as."""

    hs: str
    goods: tuple[str, ...]
    name_en: str
    name_ru: str
    gent_ru: str
    ablt_ru: str
    source: str

    @property
    def chapters(self) -> frozenset[int]:
        """The chapters of the HS in it."""
        low, _, high = self.hs.partition("-")
        return frozenset(number for code in all_chapters() if int(low) <= (number := int(code)) <= int(high or low))


@cache
def known_extents() -> tuple[KnownExtent, ...]:
    """Every known part, the narrowest first."""
    rows = [_known(**row) for row in read_table("goods/extents.csv")]
    return tuple(sorted(rows, key=lambda one: (len(one.chapters), one.hs)))


def _known(goods: str, **told: str) -> KnownExtent:
    return KnownExtent(goods=tuple(goods.split("+")) if goods else (), **told)


def extent_of_chapters(chapters: Iterable[int]) -> KnownExtent | None:
    """The narrowest known part that chapters lie in, and mostly fill; `None` where they fill none.

    >>> extent_of_chapters(range(1, 25)).hs, extent_of_chapters(range(2, 23)).hs, extent_of_chapters([2, 10, 12])
    ('01-24', '01-24', None)
    """
    held = frozenset(chapters)
    return next(
        (one for one in known_extents() if held <= one.chapters and len(held) >= FILLED * len(one.chapters)), None
    )


def chapter_codes(chapters: Iterable[int]) -> tuple[str, ...]:
    """Chapters as codes and ranges of codes: those of a known part as its range, else run by run.

    >>> chapter_codes([1, 2, 3, 41, 50, 51]), chapter_codes(range(1, 25)), chapter_codes([76, 78])
    (('01-03', '41', '50-51'), ('01-24',), ('76-78',))
    """
    held = sorted(set(chapters))
    known = extent_of_chapters(held)
    return (known.hs,) if known is not None else tuple(_runs(held))


def _runs(numbers: Iterable[int]) -> list[str]:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and (number == runs[-1][1] + 1 or (runs[-1][1], number) == (_RESERVED - 1, _RESERVED + 1)):
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return [f"{low:02d}" if low == high else f"{low:02d}-{high:02d}" for low, high in runs]


def known_extent(codes: tuple[str, ...]) -> KnownExtent | None:
    """The known part that codes name, if they name one alone.

    >>> known_extent(("01-24",)).name_en, known_extent(("01-24", "41"))
    ('food and agricultural goods', None)
    """
    return next((one for one in known_extents() if codes == (one.hs,)), None)


def extent_name(codes: tuple[str, ...], lang: str) -> str | None:
    """What goods of such codes are called, without the codes: a known part by its name, one code by its title.

    >>> extent_name(("01-24",), "ru"), extent_name(("2709",), "en"), extent_name(("02", "10"), "en")
    ('продовольствие и сельхозтовары', 'crude petroleum', None)
    """
    known = known_extent(codes)
    if known is not None:
        return known.name_ru if lang == "ru" else known.name_en
    title = hs_title(codes[0], lang) if len(codes) == 1 else None
    return None if title is None else title[:1].lower() + title[1:]


def extent_goods(codes: tuple[str, ...]) -> tuple[str, ...]:
    """The goods of measures that stand for codes: those that their name is read as, else the codes.

    >>> extent_goods(("01-24",)), extent_goods(("02", "27"))
    (('agricultural-goods', 'food'), ('02', '27'))
    """
    known = known_extent(codes)
    return known.goods if known is not None and known.goods else codes


def codes_text(codes: Iterable[str], lang: str) -> str:
    """Codes as they are printed: `HS 01–24, 41`, in Russian `ТН ВЭД 01–24, 41`."""
    return ("ТН ВЭД " if lang == "ru" else "HS ") + ", ".join(code.replace("-", "–") for code in codes)


def code_spans(codes: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """The half-open ranges of ten-digit codes that codes cover, in order and apart."""
    merged: list[tuple[int, int]] = []
    for low, high in sorted(span for code in codes for span in hs_ranges(code) or ()):
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return tuple(merged)
