"""The words of a profile: names, periods, numbers of columns, notes, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from sverka.checking.wording import Phrasebook, Ui, phrasebook
from sverka.measuring.answers import Remark
from sverka.measuring.profile_records import Profile, Row
from sverka.model.period import Period
from sverka.model.slices import Flow
from sverka.writing.numbers import counted, fixed_text, number_text
from sverka.writing.remarks import percent_text, remark_key, remark_text
from sverka.writing.retold import retold
from sverka.writing.scopes import scope_label, scope_text
from sverka.writing.terminal import clean

DASH = "—"
MANIFOLD = 900.0
"""A growth from which on, in per cent, "so many times as much" is told instead."""
_SCALES = (
    (1e12, 1e9, "billion", 1),
    (1e11, 1e9, "billion", 2),
    (1e8, 1e6, "million", 1),
    (1e7, 1e6, "million", 2),
    (1e5, 1e3, "thousand", 1),
)
"""From which largest value on, what values are divided by, the word for it, and the decimals."""


@dataclass(frozen=True)
class Wording:
    """How one profile is worded."""

    profile: Profile
    ui: Ui

    @cached_property
    def words(self) -> Phrasebook:
        """The messages of screens."""
        return phrasebook("sverka.writing", self.ui)

    def say(self, key: str, **values: object) -> str:
        """A message of profiles."""
        return self.words.say(f"show_{key}", **values)

    @cached_property
    def scale(self) -> tuple[float, str, int]:
        """What values of money are divided by, the word for it, and decimals: one for all, by the largest total."""
        return _scale(abs(one.level.value or 0) for one in self.profile.totals)

    @cached_property
    def weight_scale(self) -> tuple[float, str, int]:
        """The same for tonnes."""
        return _scale(abs(one.level.value or 0) for one in self.profile.weights)

    @property
    def money_unit(self) -> str:
        """The unit of columns of money: `USD million`, `млн долл. США`."""
        currency = self.words.messages.get(f"show_money_{self.profile.currency}", self.profile.currency)
        word = self.scale[1]
        return self.say("money", scale=self.say(f"scale_{word}"), currency=currency) if word else currency

    @property
    def titled_unit(self) -> str:
        """The unit for a title, after what the totals are totals of: `HS 01–24, USD million`."""
        return self.say("of_scope", what=self.label, scope=self.money_unit) if self.label else self.money_unit

    @cached_property
    def label(self) -> str:
        """What narrow records hold, as a label takes it; nothing for all trade."""
        return scope_label(self.profile.extent, self.ui)

    def scoped(self, what: str) -> str:
        """A word for a total, with what it is a total of: `exports, HS 01–24`."""
        return self.say("of_scope", what=what, scope=self.label) if self.label else what

    @property
    def weight_unit(self) -> str:
        """The unit of weights: `thousand t`."""
        word = self.weight_scale[1]
        return f"{self.say(f'scale_{word}')} {self.words.say('unit_t')}" if word else self.words.say("unit_t")

    def money(self, value: float | None, *, signed: bool = False) -> str:
        """A value in the unit of columns."""
        factor, _, decimals = self.scale
        return DASH if value is None else fixed_text(value / factor, self.ui, decimals, signed=signed)

    def weight(self, value: float | None, *, signed: bool = False) -> str:
        """A weight in the unit of weights."""
        factor, word, decimals = self.weight_scale
        return DASH if value is None else fixed_text(value / factor, self.ui, decimals if word else 1, signed=signed)

    def percent(self, value: float | None) -> str:
        """A share, without its sign."""
        return DASH if value is None else fixed_text(value, self.ui)

    def points(self, value: float | None) -> str:
        """A contribution."""
        return DASH if value is None else fixed_text(value, self.ui, signed=True)

    def growth(self, row: Row) -> str:
        """The growth of a row: per cent, `×12.3` where it is manifold, `new` from nothing."""
        value = row.growth.value
        if value is None:
            return self.say("new") if row.before.value == 0 and row.level.value else DASH
        return self.manifold(value) if value >= MANIFOLD else fixed_text(value, self.ui, signed=True)

    def manifold(self, percent: float) -> str:
        """A growth as the number of times that it multiplies: 1,100 % is `×12.0`."""
        return f"×{fixed_text(percent / 100 + 1, self.ui)}"

    def flow(self, flow: Flow | str) -> str:
        """The word for a flow, or for the balance."""
        return self.say("balance") if flow == "balance" else self.words.say(f"flow_{flow}")

    def flows(self, flows: Sequence[str]) -> str:
        """Flows joined: `exports and imports`."""
        return f" {self.words.say('and')} ".join(self.flow(flow) for flow in flows)

    def name(self, kind: str, code: str) -> str:
        """The name of a row by the kind of its table, free of what could command a terminal."""
        return clean(self.goods(code) if kind.startswith("goods") else self.place(code))

    def place(self, code: str) -> str:
        """The name of a partner, group or reporter; of an own code what its source or the loaded file calls it."""
        from sverka.recording.areas import area_name
        from sverka.reference.places import get_place

        place = get_place(code)
        area = retold(area_name(code) or "", self.ui, "areas")
        return place.name(self.ui) if place else area or self.profile.names.get(code) or code

    def goods(self, code: str) -> str:
        """The title of HS goods; where a heading has none, that of its chapter, said to be so."""
        from sverka.reference.goods import hs_title

        title = hs_title(code, self.ui)
        if title:
            return title
        chapter = hs_title(code[:2], self.ui)
        return self.say("within", title=chapter) if chapter else DASH

    def period(self, period: Period) -> str:
        """A period for a heading of a column: `2025`, `Q1 2025`, `Jan–Oct 2025`."""
        (year, month), (last_year, last) = divmod(period.first_month, 12), divmod(period.last_month, 12)
        months = self.say("months").split("|")
        if period.is_year:
            return f"{year}"
        if period.months == 1:
            return f"{months[month]} {year}"
        if period.months == 3 and month % 3 == 0:
            ordinal = self.words.say("ordinals").split("|")[month // 3] if self.ui == "ru" else str(month // 3 + 1)
            return self.say("quarter", number=ordinal, year=year)
        if month == 0 and last == 11:
            return f"{year}–{last_year}"
        if year == last_year:
            return f"{months[month]}–{months[last]} {year}"
        return f"{months[month]} {year} – {months[last]} {last_year}"

    def periods(self, periods: Iterable[Period]) -> str:
        """Periods, one after another."""
        return ", ".join(self.period(period) for period in periods)

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes as sentences; what is the same for both flows is said once."""
        grouped: dict[tuple[str, tuple[tuple[str, str], ...]], list[str]] = {}
        for remark in self.profile.notes:
            rest = tuple((key, value) for key, value in remark.values.items() if key != "flow")
            grouped.setdefault((remark.kind, rest), []).append(remark.values.get("flow", ""))
        return tuple(self._note(Remark(kind, dict(rest)), flows) for (kind, rest), flows in grouped.items())

    def _note(self, remark: Remark, flows: list[str]) -> str:
        if remark.kind == "scope":
            key = "note_scope_period" if "period" in remark.values else "note_scope"
            return self.say(key, **{**remark.values, "scope": scope_text(remark.values, self.ui)})
        if remark.kind in ("quarantine", "contested"):
            told = remark_text(remark, self.ui)
            return f"{told[0].upper()}{told[1:]}."
        values: dict[str, str] = {}
        for key, text in remark.values.items():
            if key == "rows":
                values[key] = number_text(int(text), self.ui, 0)
            elif key in ("declared", "parts"):
                values[key] = f"{number_text(float(text), self.ui)} {remark.values['unit']}"
            elif key in ("base", "asked", "period"):
                values[key] = self.period(Period.parse(text))
            else:
                values[key] = text
        if "of" in remark.values:
            values["of_rows"] = counted("n_of_rows", int(remark.values["of"]), self.ui)
        if "period" in remark.values:
            values["code"] = remark.values["period"]
        if "parts" in remark.values:
            parts, declared = (float(remark.values[name]) for name in ("parts", "declared"))
            values["percent"] = percent_text(parts, declared, self.ui)
        return self.say(remark_key(remark, "note_"), flows=self.flows([flow for flow in flows if flow]), **values)


def _scale(values: Iterable[float]) -> tuple[float, str, int]:
    largest = max(values, default=0.0)
    for least, factor, word, decimals in _SCALES:
        if largest >= least:
            return factor, word, decimals
    return 1.0, "", 0
