"""Numbers as a reader of either language writes them: decimal mark, thousands, per cent, millions of a currency."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from math import floor, log10

from sverka.checking.wording import Ui, phrasebook
from sverka.reference.units import TIMES, price_parts

NARROW_SPACE = "\u202f"
MINUS = "\u2212"
COUNTED_IN_NAME = ("countries", "products")
"""Units of counts whose measure names them already: "number of partner countries"."""
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def number_text(value: float, ui: Ui, decimals: int = 2) -> str:
    """A plain number with at most so many decimals.

    >>> number_text(54.16666, "en"), number_text(-26.8, "ru"), number_text(12345, "en")
    ('54.17', '−26,8', '12,345')
    """
    shown = f"{abs(value):,.{decimals}f}"
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    if ui == "ru":
        shown = shown.replace(",", NARROW_SPACE).replace(".", ",")
    return (MINUS if value < 0 and shown.strip("0,.") else "") + shown


def telling_decimals(value: float, decimals: int = 2) -> int:
    """As many decimals as keep a number from being written as nothing, with two digits of it.

    >>> telling_decimals(54.16666), telling_decimals(2.22e-5)
    (2, 6)
    """
    hidden = value and abs(value) < 10.0**-decimals
    return 1 - floor(log10(abs(value))) if hidden else decimals


def fixed_text(value: float, ui: Ui, decimals: int = 1, *, signed: bool = False) -> str:
    """A number for a column: always so many decimals; `signed` shows a plus too, and no sign where it rounds to zero.

    >>> fixed_text(1234.25, "en"), fixed_text(0.04, "en", signed=True), fixed_text(3, "ru", signed=True)
    ('1,234.3', '0.0', '+3,0')
    """
    # Halves go up, as in printed statistics; the decimal text keeps 6.25 from becoming 6.2.
    shown = f"{Decimal(repr(abs(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,f}"
    sign = (MINUS if value < 0 else "+" if signed else "") if shown.strip("0,.") else ""
    if ui == "ru":
        shown = shown.replace(",", NARROW_SPACE).replace(".", ",")
    return sign + shown


def quantity_text(value: float, unit: str, ui: Ui, decimals: int = 2) -> str:
    """A number with its unit.

    >>> quantity_text(60, "%", "en"), quantity_text(289640000, "USD", "en"), quantity_text(9.6e6, "t", "en")
    ('60 %', '289.64 million US dollars', '9.6 million tonnes')
    >>> [quantity_text(value, "times", "ru").split() for value in (2.7, 5)]
    [['2,7', 'раза'], ['5', 'раз']]
    """
    if unit == "%":
        return number_text(value, ui, decimals) + percent_sign(ui)
    if unit in (*COUNTED_IN_NAME, "rank", "ratio", "1", ""):
        return number_text(value, ui, max(decimals, 4 if unit != "rank" else 0))
    if unit == TIMES:
        whole = int(abs(value)) if float(value).is_integer() else None
        noun = phrasebook("sverka.writing", ui).noun("n_times", 2 if whole is None else whole)
        return f"{number_text(value, ui, decimals)}{_gap(ui)}{noun}"
    return f"{_scaled(value, ui, decimals)}{_gap(ui)}{unit_text(unit, ui)}"


def counted(key: str, number: int, ui: Ui) -> str:
    """A number with its noun in the form that goes with it; `key` names the forms in the table of words.

    >>> counted("n_rows", 1, "en"), counted("n_rows", 1234, "en")
    ('1 row', '1,234 rows')
    >>> counted("n_rows", 21, "ru").split()
    ['21', 'строка']
    """
    return f"{number_text(number, ui, 0)}{_gap(ui)}{phrasebook('sverka.writing', ui).noun(key, number)}"


def range_text(low: float | None, high: float | None, unit: str, ui: Ui, decimals: int = 2) -> str:
    """Between two ends, either of which may be absent: `at least 27.27 %`, `от 27,27 до 98,18 %`."""
    words = phrasebook("sverka.writing", ui)
    if low is None and high is None:
        return words.say("range_open")
    if low is None or high is None:
        end = (low if high is None else high) or 0.0
        text = quantity_text(end, unit, ui, telling_decimals(end, decimals))
        return words.say("range_low" if high is None else "range_high", end=text)
    first, last = (quantity_text(end, unit, ui, telling_decimals(end, decimals)) for end in (low, high))
    if first == last:
        return words.say("range_point", end=last)
    tail = _common_tail(first, last, ui)
    return words.say("range_both", low=first[: len(first) - len(tail)], high=last)


def percent_sign(ui: Ui) -> str:
    """The sign with the space that goes before it."""
    return f"{NARROW_SPACE}%" if ui == "ru" else " %"


def unit_text(unit: str, ui: Ui) -> str:
    """A unit in words, after a number, a price with what it is for; an unknown one stands as it is."""
    words = phrasebook("sverka.writing", ui).messages
    price = price_parts(unit)
    if price is None:
        return words.get(f"unit_{unit}", unit)
    currency, measured_in = price
    template = words.get(f"per_{measured_in}", words["per_other"])
    return template.format(currency=unit_text(currency, ui), unit=unit_text(measured_in, ui))


def _scaled(value: float, ui: Ui, decimals: int) -> str:
    for factor, name in _SCALES:
        if abs(value) >= factor:
            scale = phrasebook("sverka.writing", ui).say(f"scale_{name}")
            return f"{number_text(value / factor, ui, max(decimals, 2))}{_gap(ui)}{scale}"
    return number_text(value, ui, decimals)


def _gap(ui: Ui) -> str:
    return "\u00a0" if ui == "ru" else " "


def _common_tail(first: str, last: str, ui: Ui) -> str:
    """The unit that two quantities share, so that it is said once."""
    at = min(
        (place for place in (first.find(_gap(ui)), first.find(NARROW_SPACE + "%")) if place > 0), default=len(first)
    )
    return first[at:] if last.endswith(first[at:]) and first[at:] else ""
