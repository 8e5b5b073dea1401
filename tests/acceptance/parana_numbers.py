"""Numbers as texts print them, hedges, and what a stated number admits, worked out anew from the rules of hedges."""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random

HEDGES = ("about", "almost", "more_than", "less_than")
_WORDS = {
    ("en", "about"): ("about", "around", "roughly", "some"),
    ("en", "almost"): ("almost", "nearly", "just under"),
    ("en", "more_than"): ("more than", "over"),
    ("en", "less_than"): ("less than", "under"),
    ("en", "at_least"): ("at least", "no less than"),
    ("en", "at_most"): ("no more than", "at most"),
    ("ru", "about"): ("около", "примерно", "порядка"),
    ("ru", "almost"): ("почти",),
    ("ru", "more_than"): ("более", "свыше"),
    ("ru", "less_than"): ("менее",),
    ("ru", "at_least"): ("не менее",),
    ("ru", "at_most"): ("не более",),
}
_MONEY = {
    "en": ("${x}{s}", "${x} {w}", "US$ {x} {w}", "US${x}{s}", "{x} {w} dollars", "USD {x} {w}"),
    "ru": ("{x} {w} долл.", "{x} {w} долларов", "${x} {w}", "{x} {w} долларов США", "{x} {w} долл. США"),
}
_SCALES = {
    "en": ((1e9, "bn", "billion"), (1e6, "m", "million"), (1e3, "k", "thousand")),
    "ru": ((1e9, "", "млрд"), (1e6, "", "млн"), (1e3, "", "тыс.")),
}
_PERCENT = {"en": ("{x}%", "{x} percent", "{x} per cent"), "ru": ("{x} %", "{x}%", "{x} {w}")}


@dataclass(frozen=True)
class Printed:
    """A number as printed: its digits, its value in the measure's unit, the words around it, the hedge."""

    digits: str
    value: float
    scale: float
    text: str
    hedge: str = "exact"
    hedge_words: str = ""

    @property
    def plain(self) -> str:
        """The figure with its hedge before it."""
        return f"{self.hedge_words} {self.text}".strip()


def hedge_words(rng: Random, lang: str, hedge: str) -> str:
    """Words of a hedge, empty for none."""
    return rng.choice(_WORDS[lang, hedge]) if hedge != "exact" else ""


def significant(value: float, digits: int) -> tuple[float, int]:
    """A value rounded to so many significant digits, and how many decimals that prints."""
    if value == 0:
        return 0.0, 0
    decimals = digits - 1 - math.floor(math.log10(abs(value)))
    return round(value, decimals), max(decimals, 0)


def grain(digits: str) -> float:
    """The unit of the last non-zero digit of a printed number."""
    plain = digits.replace(",", "")
    if "." in plain:
        return 10.0 ** -len(plain.rstrip("0").partition(".")[2])
    return 10.0 ** (len(plain) - len(plain.rstrip("0")))


def granularity(digits: str) -> float:
    """The unit of the last printed decimal; of an integer's last non-zero digit, its second digit at the coarsest."""
    plain = digits.replace(",", "")
    if "." in plain:
        return 10.0 ** -len(plain.partition(".")[2])
    return min(grain(digits), 10.0 ** max(len(plain) - 2, 0))


def admits(printed: Printed, value: float, *, loosely: bool = False) -> bool:
    """Whether a number as printed admits a value: surely where it must hold, at all (`loosely`) where it must fail.

    Between the two lies what a reader may take either way; no statement of the trial stands there.
    """
    if value * printed.value < 0:
        return False
    value, said = abs(value) / printed.scale, abs(printed.value) / printed.scale
    unit = granularity(printed.digits)
    if printed.hedge in ("more_than", "at_least"):
        return value > said
    if printed.hedge in ("less_than", "at_most"):
        return value < said + (unit if loosely else 0)
    if printed.hedge == "exact":
        return abs(value - said) <= unit * (1.001 if loosely else 0.5)
    reach = max(0.35 * said, 6 * unit) if loosely else 0.5 * unit
    above = reach if printed.hedge == "about" else (unit if loosely else 0)
    return said - reach <= value <= said + above


def _scaled(lang: str, value: float, digits: int) -> tuple[str, float, str, str]:
    """Digits, scale, and the short and long word of the scale."""
    for scale, short, word in _SCALES[lang]:
        if abs(value) >= scale * 0.9995:
            shown, decimals = significant(abs(value) / scale, digits)
            return f"{shown:.{decimals}f}", scale, short, word
    return f"{round(abs(value))}", 1.0, "", ""


def _local(lang: str, digits: str) -> str:
    return digits.replace(".", ",") if lang == "ru" else digits


def money(rng: Random, lang: str, value: float, digits: int) -> Printed:
    """An amount of dollars, unhedged."""
    shown, scale, short, word = _scaled(lang, value, digits)
    form = rng.choice(_MONEY[lang]) if short != "k" else "${x} {w}"
    text = form.format(x=_local(lang, shown), s=short, w=word)
    return Printed(shown, float(shown) * scale, scale, text)


def tonnes(rng: Random, lang: str, value: float, digits: int) -> Printed:
    """An amount of tonnes, unhedged."""
    shown, scale, _, word = _scaled(lang, value, digits)
    if lang == "en" and scale <= 1e3:
        whole = round(significant(abs(value), digits)[0])
        return Printed(str(whole), float(whole), 1.0, f"{whole:,} {rng.choice(('tonnes', 'tons'))}")
    unit = rng.choice(("tonnes", "metric tons") if lang == "en" else ("тонн", "т"))
    return Printed(shown, float(shown) * scale, scale, " ".join(f"{_local(lang, shown)} {word} {unit}".split()))


def percent(rng: Random, lang: str, value: float, digits: int) -> Printed:
    """A percentage, unhedged, with one decimal at most; the sign is left to the words."""
    decimals = min(significant(abs(value), digits)[1], 1)
    digits_ = f"{abs(value):.{decimals}f}"
    form = rng.choice(_PERCENT[lang])
    text = form.format(x=_local(lang, digits_), w=_percent_word(digits_))
    return Printed(digits_, math.copysign(float(digits_), value), 1.0, text)


def _percent_word(digits: str) -> str:
    """The Russian word behind a printed percentage."""
    if "." in digits:
        return "процента"
    last, tens = int(digits) % 10, int(digits) % 100
    if last == 1 and tens != 11:
        return "процент"
    return "процента" if last in (2, 3, 4) and tens not in (12, 13, 14) else "процентов"


def times(rng: Random, lang: str, growth: float, digits: int) -> Printed:
    """A growth of many per cent as a multiple with one decimal: growth in per cent, scale of a hundred."""
    shown = f"{growth / 100 + 1:.1f}"
    return Printed(shown, (float(shown) - 1) * 100, 100.0, _local(lang, shown))
