"""The words of a brief in one language: names, periods, numbers with their hedges, in the forms that sentences need."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, cast

from sverka.checking.wording import Ui, plural_form
from sverka.measuring.answers import Answer
from sverka.model.measures import Count, Rank
from sverka.model.period import Period
from sverka.reference.goods import get_goods, goods_names
from sverka.reference.places import place_names
from sverka.reference.units import resolve_currency
from sverka.writing.brief.facts import Word
from sverka.writing.brief.records import Stated
from sverka.writing.brief.scope import SCOPE_BLANKS, Scope
from sverka.writing.russian import Case, in_sentence, inflected
from sverka.writing.slices import period_text, place_in_sentence

SPACE = "\u00a0"
MOST_NAMES = 3
"""How many names of goods are tried."""
_CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")


@cache
def tables(ui: Ui) -> Mapping[str, Any]:
    """The tables of a language."""
    return tomllib.loads(files("sverka.writing.brief").joinpath(f"{ui}.toml").read_text(encoding="utf-8"))


@cache
def scoped_tables(ui: Ui) -> Mapping[str, Any]:
    """The ways of putting facts of a narrow extract, where they differ."""
    return tomllib.loads(files("sverka.writing.brief").joinpath(f"{ui}_scope.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Words:
    """The words of one brief: whose it is, of which period, compared with which."""

    ui: Ui
    reporter: str
    name: str
    period: Period
    base: Period
    scope: Scope | None = None

    @property
    def thousands(self) -> bool:
        """Whether thousands are counted as millions are."""
        return self.ui == "ru"

    def ways(self, key: str) -> tuple[str, ...]:
        """The ways of putting a fact, the preferred one first."""
        said = tables(self.ui)["say"]
        scoped = scoped_tables(self.ui)["say"].get(key) if self.scope is not None else None
        return tuple(scoped or said[key])

    def heading(self, key: str, **values: str) -> str:
        """A heading or a label."""
        return str(tables(self.ui)["heading"][key]).format(**values)

    def blank(self, name: str, form: str, word: Word | None, alternative: int) -> str | None:
        """What fills a blank that is no figure; `None` where this language has no such form."""
        if name in ("in", "base", "base_in"):
            return self._period(name)
        if name == "when":
            return period_text(self.period, self.ui).strip().split(" ", 1)[1]
        if name == "others":
            return str(tables(self.ui)["others"]["year" if self.period.is_year else "months"])
        if name in ("reporter", "name"):
            return self._reporter(name, form)
        if name in SCOPE_BLANKS:
            return None if self.scope is None else self.scope.told(name, form, word.value if word else "")
        return None if word is None else self._word(name, form, word, alternative)

    def _period(self, name: str) -> str:
        if name == "in":
            return period_text(self.period, self.ui).strip()
        told = period_text(self.base, self.ui).strip()
        if name == "base_in":
            return told
        # Without its preposition; after Russian «к» a year keeps its form, other periods would not.
        if self.ui == "ru" and not self.base.is_year:
            return "тому же периоду годом ранее"
        return told.split(" ", 1)[1]

    def _reporter(self, name: str, form: str) -> str:
        told = place_in_sentence(self.reporter, self.ui)
        if name == "name":
            return self.name
        if form == "whose":
            return f"{told}’" if told.endswith("s") else f"{told}’s"
        return inflected(told, cast(Case, form)) if form in _CASES and self.ui == "ru" else told

    def _word(self, name: str, form: str, word: Word, alternative: int) -> str | None:
        table = tables(self.ui)
        if name in ("role", "roles"):
            return str(table[name][word.value])
        case = cast(Case, form if form in _CASES else "nomn")
        if word.kind == "flow":
            return self._cased(str(table["flow"][word.value]), case)
        if word.kind == "period":
            return period_text(Period.parse(word.value), self.ui).strip()
        if word.kind == "place":
            return self._cased(self.place(word.value, alternative), case)
        if word.kind == "goods":
            names = goods_called(word.value, self.ui)
            return self._goods(names[alternative], case) if alternative < len(names) else None
        return word.value

    def _goods(self, name: str, case: Case) -> str:
        forms = tables(self.ui).get("goods_forms", {}).get(name)
        if forms is None or case not in ("gent", "accs"):
            return self._cased(name, case)
        return str(forms).split("|")[case == "accs"]

    def place(self, place_id: str, alternative: int = 0) -> str:
        """The name of a place inside a sentence; its last name where it has fewer than `alternative`."""
        names = places_called(place_id, self.ui)
        return names[min(alternative, len(names) - 1)]

    def _cased(self, name: str, case: Case) -> str:
        return inflected(name, case) if self.ui == "ru" else name

    def figure(self, answer: Answer, stated: Stated, form: str) -> str | None:
        """A figure as it is put; `None` where the form does not take its hedge or its kind."""
        table = tables(self.ui)
        if form == "bare" and stated.hedge not in ("exact", "about"):
            return None
        if isinstance(answer.measure, Rank):
            return self._rank(stated, form)
        if isinstance(answer.measure, Count):
            return self._count(stated, answer.measure, form)
        number = self._number(stated, form)
        if number is None:
            return None
        told = table["hedge_on"] if form == "on" and not stated.times else table["hedge"]
        return cast(str, told[stated.hedge]).format(number=number)

    def _rank(self, stated: Stated, form: str) -> str | None:
        told = tables(self.ui)["ordinal" if form in ("ordinal", "lower") else "rank"].get(stated.number)
        return str(told).lower() if told is not None and form == "lower" else cast("str | None", told)

    def _number(self, stated: Stated, form: str) -> str | None:
        if stated.times != (form in ("times", "fold")):
            return None
        if stated.fraction:
            return self._fraction(stated, form)
        if stated.times:
            return self._times(stated, form)
        if stated.unit == "%":
            return self.decimal(stated.printed) + (f"{SPACE}%" if self.ui == "ru" else "%")
        return self._money(stated)

    def _fraction(self, stated: Stated, form: str) -> str | None:
        if form == "number":
            return None
        forms = str(tables(self.ui)["fraction"][stated.number]).split("|")
        return forms[-1] if stated.hedge in ("about", "more_than") else forms[0]

    def _times(self, stated: Stated, form: str) -> str | None:
        told = tables(self.ui)["times"].get(form)
        if told is None:
            return None
        number = self.decimal(stated.printed)
        forms = str(told).split("|")
        return forms[self._plural(stated.printed) if len(forms) > 1 else 0].format(number=number)

    def _plural(self, printed: str) -> int:
        """Which form a number takes; a broken one takes that of two."""
        return 1 if "." in printed else plural_form(int(printed))

    def decimal(self, printed: str) -> str:
        """A plain number in the language's figures, thousands apart."""
        whole, dot, rest = printed.partition(".")
        grouped = f"{Decimal(whole):,}"
        if self.ui == "ru":
            return grouped.replace(",", SPACE) + (f",{rest}" if dot else "")
        return grouped + dot + rest

    def _money(self, stated: Stated) -> str:
        table = tables(self.ui)
        scale = stated.number.partition(" ")[2]
        number = self.decimal(stated.printed)
        if scale:
            number = f"{number}{SPACE if self.ui == 'ru' else ' '}{table['scale'][scale]}"
        told = table["money"] if resolve_currency(stated.unit, self.reporter) == stated.unit else table["exact_money"]
        forms = str(told.get(stated.unit, told["other"])).split("|")
        # Thousands and millions are followed by one form, a plain number by that of its own.
        form = forms[0] if scale or len(forms) == 1 else forms[1 + self._plural(stated.printed)]
        return form.format(number=number, unit=stated.unit)

    def _count(self, stated: Stated, measure: Count, form: str) -> str:
        number = int(stated.value)
        if self.ui == "en":
            return f"{number} {'country' if number == 1 else 'countries'}"
        words = ("страны", "стран", "стран") if form == "gent" else ("страну", "страны", "стран")
        return f"{number}{SPACE}{words[plural_form(number)]}"


@cache
def goods_called(goods_id: str, ui: Ui) -> tuple[str, ...]:
    """The names of goods inside a sentence: the title, then others that texts use."""
    goods = get_goods(goods_id)
    if goods is None:
        return ()
    title = goods.name_ru if ui == "ru" else goods.name_en
    others = [one.text for one in goods_names(ui) if one.id == goods_id and one.form == "name"]
    names = dict.fromkeys(_lowered(name) for name in (title, *sorted(others, key=len, reverse=True)))
    return tuple(names)[:MOST_NAMES]


@cache
def places_called(place_id: str, ui: Ui) -> tuple[str, ...]:
    """The names of a place inside a sentence: the usual one first."""
    usual = str(tables(ui)["place"].get(place_id) or place_in_sentence(place_id, ui))
    others = sorted(_names_by_place(ui).get(place_id, ()), key=len, reverse=True)
    return tuple(dict.fromkeys((usual, *(in_sentence(one) if ui == "ru" else one for one in others))))[:MOST_NAMES]


@cache
def _names_by_place(ui: Ui) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for one in place_names(ui):
        if one.form == "name":
            found.setdefault(one.id, []).append(one.text)
    return {place: tuple(names) for place, names in found.items()}


def _lowered(name: str) -> str:
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
