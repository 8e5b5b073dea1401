"""Questions worth a sentence: partners, goods and periods drawn by chance, kept where enough trade was recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from parana_truth import Cut, Question, Records, partner_rows
from parana_words import names

YEARS = range(2020, 2026)
LEAST_USD, LEAST_TONNES = 3e6, 2000.0
# Whose composition changed within the years of the records is asked of the years before only.
UNTIL = {"mercosur": 2023, "brics": 2023, "asean": 2024, "eu": 2025}
SINCE = {"eu": 2021}
MOST_RANK = 6
_LENGTHS = (12, 12, 12, 12, 3, 3, 6, 8, 1)


def _months(rng: Random, first_year: int, last_year: int, *, whole_year: bool) -> tuple[int, int]:
    year = rng.randint(first_year, last_year)
    length = 12 if whole_year else rng.choice(_LENGTHS)
    starts = {12: 1, 8: 1, 6: 2, 3: 4, 1: 12}[length]
    start = year * 12 + (rng.randrange(starts) * length if length != 8 else 0)
    return start, start + length - 1


def _span(partner: str, growing: bool) -> tuple[int, int]:
    first = max(SINCE.get(partner, YEARS[0]), YEARS[0]) + growing
    return first, UNTIL.get(partner, YEARS[-1])


def _partner(rng: Random, flow: str, *, groups: bool = True) -> str:
    if groups and rng.random() < 0.25:
        return rng.choice(sorted(names()["group"]))
    known = sorted(names()["partner"])
    return rng.choice(["AR", "PY", "ID", "UY", "CL", "CN", *known] if flow == "import" else ["CN", "CN", "NL", *known])


def _goods(rng: Random, *, heading: bool = False) -> str:
    goods = names()["goods"]
    return rng.choice([one for one in sorted(goods) if not heading or _is_heading(goods[one]["codes"])])


def _is_heading(codes: list[str]) -> bool:
    return len(codes) == 1 and len(codes[0]) == 4


def cut_of(rng: Random, kind: str) -> tuple[Cut, str]:
    """A cut by chance, and the name of its goods."""
    flow = rng.choice(("export", "export", "export", "import", "turnover"))
    if kind in ("rank_goods", "share_goods"):
        flow = rng.choice(("export", "export", "import")) if kind == "share_goods" else "export"
    if kind in ("tonnes", "growth_tonnes") or (kind == "rank_partner" and flow == "turnover"):
        flow = rng.choice(("export", "export", "import"))
    partner = _partner(rng, flow, groups=not kind.startswith("rank")) if rng.random() < 0.6 else ""
    goods = _goods(rng) if flow != "turnover" and rng.random() < 0.5 else ""
    if kind == "tonnes" and not goods:
        goods = _goods(rng)
    if kind in ("share_partner", "rank_partner") and not partner:
        partner = _partner(rng, flow, groups=kind == "share_partner")
    if kind in ("share_goods", "rank_goods") and not goods:
        goods = _goods(rng, heading=kind == "rank_goods")
    if kind == "rank_goods":
        partner = ""
    if kind == "balance":
        goods = ""
    growing = kind.startswith("growth") or kind in ("times", "change")
    months = _months(rng, *_span(partner, growing), whole_year=kind == "growth_since")
    codes = tuple(names()["goods"][goods]["codes"]) if goods else ()
    return Cut(flow, partner, codes, *months), goods


def question_of(rng: Random, kind: str, cut: Cut) -> Question | None:
    """The question that a kind of statement asks of a cut; `None` where it has none."""
    made: dict[str, Callable[[], Question | None]] = {
        "level": lambda: Question("level", cut),
        "tonnes": lambda: Question("level", cut, unit="t"),
        "share_partner": lambda: Question("share", cut, replace(cut, partner="")),
        "share_goods": lambda: Question("share", cut, replace(cut, goods=())),
        "growth": lambda: Question("growth", cut),
        "times": lambda: Question("growth", cut),
        "growth_since": lambda: _since(rng, cut),
        "growth_tonnes": lambda: Question("growth", cut, unit="kg"),
        "change": lambda: Question("change", cut),
        "balance": lambda: Question("balance", cut),
        "rank_partner": lambda: Question(kind, replace(cut, partner=""), member=cut.partner),
        "rank_goods": lambda: Question(kind, replace(cut, goods=()), member=cut.goods[0]),
    }
    return made[kind]()


def _since(rng: Random, cut: Cut) -> Question | None:
    """A growth since a year that is more than one year back."""
    year, earliest = cut.first // 12, SINCE.get(cut.partner, YEARS[0])
    if year - earliest < 2:
        return None
    base = rng.randint(earliest, year - 2) * 12
    return Question("growth", cut, base=(base, base + 11))


def is_telling(records: Records, kind: str, question: Question) -> float | None:
    """The answer, where a newspaper would print it: enough trade, a growth or a share that is neither tiny nor all."""
    if not _enough(records, question):
        return None
    value = records.value(question)
    if value is None:
        return None
    if kind == "times":
        return value if 80 <= value <= 900 else None
    limits = {
        "share": (1.0, 92.0),
        "growth": (2.0, 180.0),
        "rank_partner": (1, MOST_RANK),
        "rank_goods": (1, MOST_RANK),
    }
    low, high = limits.get(question.kind, (LEAST_USD if question.unit == "usd" else LEAST_TONNES, float("inf")))
    return value if low <= abs(value) <= high else None


def _enough(records: Records, question: Question) -> bool:
    cuts = [question.cut]
    if question.kind in ("growth", "change"):
        first, last = question.base or (question.cut.first - 12, question.cut.last - 12)
        cuts.append(question.cut.at(first, last))
    if question.kind == "balance":
        cuts = [replace(question.cut, flow=flow) for flow in ("export", "import")]
    return all(records.amount(cut) >= (LEAST_USD if question.kind != "balance" else 1e5) for cut in cuts)


def known_partner(code: str) -> str | None:
    """The ISO code of a partner that the sentences can name."""
    iso = next((row["iso"] for row in partner_rows() if row["code"] == code), None)
    return iso if iso in names()["partner"] else None


def ranked_cut(rng: Random, records: Records, kind: str, cut: Cut) -> Cut:
    """The cut with one of its largest partners or goods in place of one drawn by chance, so that ranks are small."""
    if kind != "rank_partner":
        return cut
    largest = [known_partner(code) for code in records.largest(replace(cut, partner=""), "code", MOST_RANK)]
    nameable = [one for one in largest if one]
    return replace(cut, partner=rng.choice(nameable)) if nameable else cut
