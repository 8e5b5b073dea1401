"""How checking's sentences about records name numbers, measures, places and goods in the language of the reader."""

from __future__ import annotations

from dataclasses import dataclass

from sverka.checking.wording import Ui
from sverka.measuring.answers import Remark
from sverka.model.measures import Measure
from sverka.writing.measures import measure_name
from sverka.writing.numbers import quantity_text
from sverka.writing.remarks import remark_text
from sverka.writing.scopes import remark_label
from sverka.writing.slices import goods_name, place_in_sentence


@dataclass(frozen=True, slots=True)
class ScreenTeller:
    """Names as screens and reports write them; see `sverka.checking.telling.Teller`."""

    ui: Ui

    def quantity(self, value: float, unit: str) -> str:
        """A number with its unit: `8.18 billion US dollars`."""
        return quantity_text(value, unit, self.ui)

    def measure(self, measure: Measure) -> str:
        """A measure as a noun phrase."""
        return measure_name(measure, self.ui)

    def remark(self, remark: Remark) -> str:
        """What is to be known of an answer."""
        return remark_text(remark, self.ui)

    def scope(self, remark: Remark) -> str:
        """What the records hold: `HS 01–24`."""
        return remark_label(remark, self.ui)

    def place(self, code: str) -> str:
        """A place by name."""
        return place_in_sentence(code, self.ui)

    def goods(self, code: str) -> str:
        """Goods by name."""
        return goods_name(code, self.ui)
