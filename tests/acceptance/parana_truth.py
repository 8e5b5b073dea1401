"""What the raw files record, by SQL of its own: nothing here uses the program that is on trial."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import duckdb

HERE = Path(__file__).parent
FLOWS = ("export", "import", "turnover")
SOYA_COMPLEX = ("1201", "1507", "2304")
_FILES = {"export": "EXP_MUN_PR_2020_2025.csv", "import": "IMP_MUN_PR_2020_2025.csv"}
_COLUMNS = (
    "CO_ANO INT, CO_MES INT, SH4 TEXT, CO_PAIS TEXT, SG_UF_MUN TEXT, CO_MUN TEXT, KG_LIQUIDO BIGINT, VL_FOB BIGINT"
)


@dataclass(frozen=True)
class Cut:
    """A part of the state's trade; empty partners or goods are all; months count `year * 12 + month - 1`."""

    flow: str
    partner: str
    goods: tuple[str, ...]
    first: int
    last: int

    def at(self, first: int, last: int) -> Cut:
        """The same cut of another time."""
        return replace(self, first=first, last=last)


@dataclass(frozen=True)
class Question:
    """A question with one number for an answer; `whole` is that of a share, `base` the months that a growth is from."""

    kind: str
    cut: Cut
    whole: Cut | None = None
    base: tuple[int, int] | None = None
    unit: str = "usd"
    member: str = ""


@cache
def partner_rows() -> tuple[dict[str, str], ...]:
    """The agency's own partner codes, with ISO codes and the groups that a partner was in from 2021 to 2023."""
    with (HERE / "parana_partners.csv").open(encoding="utf-8") as file:
        return tuple(csv.DictReader(file))


@cache
def codes_of(partner: str) -> tuple[str, ...]:
    """The agency's codes of an ISO code, a group, several joined by `+`; `-` leaves out: `asia+-middle-east`."""
    found: set[str] = set()
    for name in partner.split("+"):
        plain = name.removeprefix("-")
        codes = {row["code"] for row in partner_rows() if row["iso"] == plain or plain in row["groups"].split()}
        found = found - codes if name.startswith("-") else found | codes
    return tuple(sorted(found))


class Records:
    """The two files of raw rows, in a table of an SQL engine."""

    def __init__(self, folder: Path) -> None:
        self._known: dict[tuple[Cut, str], float] = {}
        self._db = duckdb.connect()
        self._db.execute("CREATE TABLE t (flow TEXT, month INT, sh4 TEXT, code TEXT, usd BIGINT, kg BIGINT)")
        for flow, name in _FILES.items():
            names = ", ".join(f"'{column.split()[0]}': '{column.split()[1]}'" for column in _COLUMNS.split(", "))
            rows = f"read_csv('{folder / name}', delim = ';', header = true, columns = {{{names}}})"
            self._db.execute(
                f"INSERT INTO t SELECT '{flow}', CO_ANO * 12 + CO_MES - 1, SH4, CO_PAIS, sum(VL_FOB), sum(KG_LIQUIDO) "
                f"FROM {rows} GROUP BY ALL"
            )

    def close(self) -> None:
        """Let go of the engine."""
        self._db.close()

    def amount(self, cut: Cut, unit: str = "usd") -> float:
        """A sum in dollars (`usd`), tonnes (`t`) or kilograms (`kg`)."""
        if (cut, unit) not in self._known:
            self._known[cut, unit] = self._sum(cut, unit)
        return self._known[cut, unit]

    def _sum(self, cut: Cut, unit: str) -> float:
        column = "usd" if unit == "usd" else "kg"
        (found,) = self._db.execute(f"SELECT coalesce(sum({column}), 0) FROM t WHERE {_where(cut)}").fetchone() or (0,)
        return float(found) / (1000 if unit == "t" else 1)

    def rank(self, question: Question) -> int:
        """The place of a partner among partners, or of a heading among headings; 0 where it has no trade."""
        column = "code" if question.kind == "rank_partner" else "sh4"
        wanted = codes_of(question.member)[0] if question.kind == "rank_partner" else question.member
        unit = "usd" if question.unit == "usd" else "kg"
        rows = self._db.execute(
            f"SELECT {column} FROM t WHERE {_where(question.cut)} GROUP BY 1 ORDER BY sum({unit}) DESC"
        ).fetchall()
        return next((place for place, (name,) in enumerate(rows, 1) if name == wanted), 0)

    def largest(self, cut: Cut, column: str, count: int) -> list[str]:
        """The agency's codes of the largest partners (`code`) or headings (`sh4`) of a cut, in order."""
        rows = self._db.execute(
            f"SELECT {column} FROM t WHERE {_where(cut)} GROUP BY 1 ORDER BY sum(usd) DESC LIMIT {count}"
        ).fetchall()
        return [name for (name,) in rows]

    def value(self, question: Question) -> float | None:
        """The answer, in per cent for shares and growths; `None` where a denominator is zero."""
        if question.kind.startswith("rank"):
            return float(self.rank(question)) or None
        if question.kind == "balance":
            flows = [self.amount(replace(question.cut, flow=flow), question.unit) for flow in ("export", "import")]
            return flows[0] - flows[1]
        part = self.amount(question.cut, question.unit)
        if question.whole is not None:
            return _percent(part, self.amount(question.whole, question.unit))
        if question.kind not in ("growth", "change"):
            return part
        before = self.amount(question.cut.at(*(question.base or year_earlier(question.cut))), question.unit)
        grown = _percent(part, before)
        return part - before if question.kind == "change" else None if grown is None else grown - 100


def year_earlier(cut: Cut) -> tuple[int, int]:
    """The same months of the year before."""
    return cut.first - 12, cut.last - 12


def _percent(part: float, whole: float) -> float | None:
    return 100 * part / whole if whole else None


def _where(cut: Cut) -> str:
    parts = [f"month BETWEEN {cut.first} AND {cut.last}"]
    if cut.flow != "turnover":
        parts.append(f"flow = '{cut.flow}'")
    if cut.partner:
        parts.append(f"code IN ({', '.join(repr(code) for code in codes_of(cut.partner))})")
    if cut.goods:
        parts.append("(" + " OR ".join(f"sh4 LIKE '{code}%'" for code in cut.goods) + ")")
    return " AND ".join(parts)


def _period(first: int, last: int) -> str:
    year, month = divmod(first, 12)
    if month == 0 and last - first == 11:
        return str(year)
    if last - first == 2 and month % 3 == 0:
        return f"{year}-Q{month // 3 + 1}"
    start = f"{year}-{month + 1:02d}"
    return start if first == last else f"{start}/{last // 12}-{last % 12 + 1:02d}"


def _slice(cut: Cut) -> str:
    return f"{cut.flow}[{cut.partner}; {'+'.join(cut.goods)}; {_period(cut.first, cut.last)}]"


def measure_text(question: Question) -> str:
    """The question in the grammar of measures."""
    cut, weight = question.cut, "" if question.unit == "usd" else ", kg"
    base = f", {_period(*question.base)}" if question.base else ""
    if question.kind == "level":
        return f"level({_slice(cut)}, {'USD' if question.unit == 'usd' else 't'})"
    if question.kind == "share":
        return f"share({_slice(cut)}, {_slice(question.whole or cut)}{weight})"
    if question.kind == "growth":
        return f"growth({_slice(cut)}{base}{weight})"
    if question.kind == "change":
        return f"change({_slice(cut)}, USD{base})"
    if question.kind == "balance":
        return f"balance([{cut.partner}; {'+'.join(cut.goods)}; {_period(cut.first, cut.last)}], USD)"
    return f"rank({question.member}, {_slice(cut)}{weight})"


def other_senses(question: Question) -> list[Question]:
    """The same question under other senses of its words: what a falsified number must not happen to fit."""
    found = [replace(question, unit="kg")] if question.kind in ("share", "growth") or "rank" in question.kind else []
    if question.kind != "balance":
        found += [_with(question, "flow", flow) for flow in FLOWS if flow != question.cut.flow]
    for partner in _other_partners(question.cut.partner):
        found.append(_with(question, "partner", partner))
    found += _other_times(question)
    for goods in _other_goods(question.cut.goods):
        found.append(_with(question, "goods", goods))
    return found


def _other_partners(partner: str) -> list[str]:
    if partner == "CN":
        return ["CN+HK", "CN+HK+MO", "CN+HK+MO+TW"]
    if partner == "asia":
        return ["asia+-middle-east", "asia+-TR", "asia+-middle-east+-TR", "asia+-middle-east+-TR+-GE+-AZ+-AM+-CY"]
    if partner == "middle-east":
        return ["middle-east+-IR", "middle-east+TR", "middle-east+EG", "middle-east+TR+EG", "middle-east+AF"]
    return []


def _other_times(question: Question) -> list[Question]:
    """The same months of the years beside; a change from the months just before."""
    cut, found = question.cut, []
    for shift in (-12, 12):
        moved = {"first": cut.first + shift, "last": cut.last + shift}
        whole = replace(question.whole, **moved) if question.whole else None
        found.append(replace(question, cut=replace(cut, **moved), whole=whole))
    if question.kind in ("growth", "change"):
        length = cut.last - cut.first + 1
        found.append(replace(question, base=(cut.first - length, cut.last - length)))
    return found


def _other_goods(goods: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The whole chapter, and what else the goods' name may take in or leave out."""
    found = [(goods[0][:2],)] if goods and len(goods[0]) == 4 else []
    wider = {
        "0207": "1602",
        "0203": "1602",
        "02": "1602",
        "0201": "1602",
        "0901": "2101",
        "0407": "0408",
        "1107": "1102",
    }
    found += [(*goods, wider[goods[0]])] if goods and goods[0] in wider else []
    if goods == ("1201",):
        found += [SOYA_COMPLEX, ("1201", "2304"), ("1201", "1507")]
    if goods == ("02",):
        found += [("0201", "0202", "0203", "0204", "0207"), ("0201", "0202", "0203", "0204", "0205", "0207", "0208")]
    if goods == ("10",):
        found += [("10", "11"), ("1001", "1003", "1004", "1005"), ("10", "1201")]
    return found


def _with(question: Question, field: str, value: object) -> Question:
    """The question with one field of its cut changed, and of its whole where the whole has the same."""
    old = getattr(question.cut, field)
    whole = question.whole
    if whole is not None and getattr(whole, field) == old:
        whole = replace(whole, **{field: value})  # type: ignore[arg-type]
    return replace(question, cut=replace(question.cut, **{field: value}), whole=whole)  # type: ignore[arg-type]
