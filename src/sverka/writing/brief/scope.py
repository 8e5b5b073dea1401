"""What a narrow extract holds, in the forms that the sentences of a brief need."""

from __future__ import annotations

from dataclasses import dataclass

from sverka.checking.wording import Ui
from sverka.measuring.extent import Extent
from sverka.model.slices import Members
from sverka.reference.extents import codes_text, extent_goods, known_extent
from sverka.writing.russian import Case, from_where, inflected, to_where, with_whom
from sverka.writing.scopes import scope_name, scope_text
from sverka.writing.slices import listed, place_in_sentence, with_partners

SCOPE_BLANKS = frozenset({"whole", "codes", "there", "of_trade", "of_goods", "scope", "held"})
"""Blanks that only sentences on a narrow extract have."""
_WAYS = {"export": to_where, "import": from_where, "turnover": with_whom}
_ENGLISH = {"export": "to", "import": "from", "turnover": "with"}
_FLOWS_EN = {"export": "exports", "import": "imports", "turnover": "trade turnover"}
_FLOWS_RU = {"export": "экспорт", "import": "импорт", "turnover": "товарооборот"}


@dataclass(frozen=True, slots=True)
class Scope:
    """A narrow extract in one language.

    Sentences name it so that the reader reads the goods and partners that the extract holds.
    """

    extent: Extent
    ui: Ui

    @property
    def goods(self) -> Members:
        """The goods of the measures on all that is held."""
        return Members.of(*extent_goods(self.extent.goods))

    @property
    def partners(self) -> Members:
        """The only partners that are held."""
        return Members.of(*self.extent.partners)

    def told(self, name: str, form: str, flow: str) -> str:
        """What fills a blank: `whole` of a flow, its `codes`, `there` with partners, `of_trade`, `of_goods`."""
        match name:
            case "whole":
                return self._whole(flow, form)
            case "codes":
                return f" ({codes_text(self.extent.goods, self.ui)})" if known_extent(self.extent.goods) else ""
            case "there":
                return self._there(flow)
            case "of_trade":
                return self._of_trade()
            case "of_goods":
                joint = " of" if self.ui == "en" else ""
                return f"{joint} {self._named('gent')}" if self.extent.goods else ""
            case "held":
                return scope_text(self.extent.values(), self.ui)
            case _:
                return scope_name(self.extent, self.ui)

    def _whole(self, flow: str, form: str) -> str:
        """`exports of food and agricultural goods to Portugal`, without partners for the form `bare`."""
        there = "" if form == "bare" else self._there(flow)
        if self.ui == "ru":
            word = inflected(_FLOWS_RU[flow], _case(form))
            return word + (f" {self._named('gent')}" if self.extent.goods else "") + there
        joint = "in" if flow == "turnover" else "of"
        named = f" {joint} {self._named('nomn')}" if self.extent.goods else ""
        return _FLOWS_EN[flow] + named + there

    def _there(self, flow: str) -> str:
        """The only partners with the preposition of a flow and a space before it; nothing where there are others."""
        if not self.extent.partners:
            return ""
        places = [place_in_sentence(one, self.ui) for one in self.extent.partners]
        if self.ui == "ru":
            return " " + listed([_WAYS[flow](one) for one in places], "ru")
        return f" {_ENGLISH[flow]} {listed(places, 'en')}"

    def _of_trade(self) -> str:
        """What a balance is of: ` in food and agricultural goods with Portugal`."""
        partners = with_partners(Members.of(*self.extent.partners), self.ui)
        if self.ui == "ru":
            return (f" {self._named('ablt')}" if self.extent.goods else "") + partners
        return (f" in {self._named('nomn')}" if self.extent.goods else "") + (partners and f" in trade{partners}")

    def _named(self, case: str) -> str:
        """The goods by the name of a known part, else by codes."""
        known = known_extent(self.extent.goods)
        if known is not None:
            return {"gent": known.gent_ru, "ablt": known.ablt_ru}[case] if self.ui == "ru" else known.name_en
        codes = codes_text(self.extent.goods, self.ui)
        if self.ui == "ru":
            return f"{'товаров' if case == 'gent' else 'товарами'} {codes}"
        return codes


def _case(form: str) -> Case:
    return "gent" if form == "gent" else "loct" if form == "loct" else "datv" if form == "datv" else "nomn"
