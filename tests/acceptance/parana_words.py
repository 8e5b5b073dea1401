"""The slots of a sentence filled in: names in their cases, periods, verbs that agree."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from parana_truth import Cut

HERE = Path(__file__).parent
EN_MONTHS = "January February March April May June July August September October November December".split()
RU_MONTHS = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()
RU_IN_MONTHS = "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре".split()
EN_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
RU_ORDINALS = ("перв", "втор", "трет", "четвёрт", "пят", "шест", "седьм", "восьм", "девят", "десят")
RU_CASES = ("nom", "gen", "dat", "to", "from", "ins")
RU_HEADS = {
    "экспортные поставки": ("экспортных поставок", "экспортных поставках", "экспортные поставки", "pl"),
    "поставки": ("поставок", "поставках", "поставки", "pl"),
    "экспорт": ("экспорта", "экспорте", "экспорт", "m"),
    "вывоз": ("вывоза", "вывозе", "вывоз", "m"),
    "импорт": ("импорта", "импорте", "импорт", "m"),
    "ввоз": ("ввоза", "ввозе", "ввоз", "m"),
    "товарооборот": ("товарооборота", "товарообороте", "товарооборот", "m"),
    "внешнеторговый оборот": ("внешнеторгового оборота", "внешнеторговом обороте", "внешнеторговый оборот", "m"),
    "внешняя торговля": ("внешней торговли", "внешней торговле", "внешнюю торговлю", "f"),
    "торговля": ("торговли", "торговле", "торговлю", "f"),
}
_ENDINGS = {"m": "", "f": "а", "n": "о", "pl": "и"}
_REFLEXIVE = {"m": "ся", "f": "ась", "n": "ось", "pl": "ись"}
_ODD = {
    "вышел": {"f": "вышла", "n": "вышло", "pl": "вышли"},
    "оценён": {"f": "оценена", "n": "оценено", "pl": "оценены"},
    "принёс": {"f": "принесла", "n": "принесло", "pl": "принесли"},
}


@cache
def names() -> dict[str, Any]:
    """Names of partners, groups and goods."""
    return tomllib.loads((HERE / "parana_names.toml").read_text(encoding="utf-8"))


@cache
def patterns(lang: str) -> dict[str, list[dict[str, Any]]]:
    """The sentence patterns of a language, by kind."""
    return tomllib.loads((HERE / f"parana_patterns_{lang}.toml").read_text(encoding="utf-8"))


def place(partner: str) -> dict[str, Any]:
    """The names of a partner or group."""
    known: dict[str, Any] = names()["partner"].get(partner) or names()["group"][partner]
    return known


def agreed(verb: str, gender: str) -> str:
    """A Russian past tense in the gender of its subject: «составил», «составила», «составили»."""
    if gender == "m":
        return verb
    if verb in _ODD:
        return _ODD[verb][gender]
    if verb.endswith("ся"):
        return verb[:-2] + _REFLEXIVE[gender]
    return verb + ("" if verb.endswith("л") else "л") + _ENDINGS[gender]


@dataclass(frozen=True)
class Telling:
    """How a statement is set: the reporter's names, whether it is in a sentence before, how the period is said."""

    reporter: str
    period: str
    lead: str
    date: str
    named: bool


def _english_months(cut: Cut) -> tuple[str, ...]:
    year, month = divmod(cut.first, 12)
    length = cut.last - cut.first + 1
    if length == 12:
        return (str(year), f"the year {year}")
    if length == 3:
        return (f"the {EN_ORDINALS[month // 3]} quarter of {year}", f"Q{month // 3 + 1} {year}")
    if length == 6:
        return (f"the {'first' if month == 0 else 'second'} half of {year}",)
    if length == 1:
        return (f"{EN_MONTHS[month]} {year}",)
    return (f"January-{EN_MONTHS[cut.last % 12]} {year}", f"the first {_number_word(length)} months of {year}")


def _number_word(number: int) -> str:
    return "one two three four five six seven eight nine ten eleven".split()[number - 1]


def _russian_months(cut: Cut) -> tuple[tuple[str, str], ...]:
    """Pairs: behind «в», behind «за»; an empty one is not said."""
    year, month = divmod(cut.first, 12)
    length = cut.last - cut.first + 1
    quarter = month // 3
    if length == 12:
        return ((f"{year} году", f"{year} год"),)
    if length == 3:
        roman = ("I", "II", "III", "IV")[quarter]
        ordinal = RU_ORDINALS[quarter]
        at, over = (f"{ordinal}ьем", f"{ordinal}ий") if quarter == 2 else (f"{ordinal}ом", f"{ordinal}ый")
        over = "второй" if quarter == 1 else over
        return ((f"{at} квартале {year} года", f"{over} квартал {year} года"), (f"{roman} квартале {year} года", ""))
    if length == 6:
        half = "перв" if month == 0 else "втор"
        return ((f"{half}ом полугодии {year} года", f"{half}ое полугодие {year} года"),)
    if length == 1:
        return ((f"{RU_IN_MONTHS[month]} {year} года", f"{RU_MONTHS[month]} {year} года"),)
    end = cut.last % 12
    months = "восемь" if length == 8 else str(length)
    return (
        (f"январе–{RU_IN_MONTHS[end]} {year} года", f"январь–{RU_MONTHS[end]} {year} года"),
        ("", f"{months} месяцев {year} года"),
    )


def period_words(rng: Random, lang: str, cut: Cut) -> str:
    """The period with its preposition: "in 2023", «в 2023 году», «за 2023 год»."""
    if lang == "en":
        return f"in {rng.choice(_english_months(cut))}"
    at, over = rng.choice(_russian_months(cut))
    choices = [f"{_in(at)} {at}"] if at else []
    return rng.choice([*choices, f"за {over}"] if over else choices)


def over_words(rng: Random, lang: str, cut: Cut) -> str:
    """The period that results are of: "for 2023", «за 2023 год»."""
    if lang == "en":
        return f"for {rng.choice(_english_months(cut))}"
    return f"за {_russian_months(cut)[0][1]}"


def _in(word: str) -> str:
    return "во" if word.startswith(("втор", "II ")) else "в"


def fill(lang: str, pattern: str, slots: Mapping[str, str], genders: Mapping[str, str]) -> str:
    """The sentence of a pattern, its first letter capital, no space or stop doubled."""

    def slot(match: re.Match[str]) -> str:
        name = match[1]
        if ":" in name:
            whose, verb = name.split(":")
            return agreed(slots.get(verb, verb), genders[whose])
        return slots[name]

    text = re.sub(r"\{([^{}]+)\}", slot, pattern)
    text = re.sub(r"\ba (?=(?:about|around|almost|over|8|11|18)\b)", "an ", " ".join(text.split()))
    text = re.sub(r"\bв (?=вв|вн|вывозе\b)", lambda m: "во " if text[m.end() :].startswith("вв") else "в ", text)
    text = re.sub(r"\.{2,}", ".", text).replace(" ,", ",").replace(".:", ":").replace("долл.»", "долл.»")
    return capital(text)


def capital(text: str) -> str:
    """The text with its first letter a capital one."""
    at = next((k for k, letter in enumerate(text) if letter.isalnum() or letter == "$"), 0)
    return text[:at] + text[at].upper() + text[at + 1 :]


def chosen(rng: Random, lang: str, kind: str, cut: Cut, fits: Callable[[str], bool] = lambda text: True) -> str:
    """A pattern of a kind for a cut: of its flow, for a partner or goods where the cut has them."""
    texts = [
        text
        for row in patterns(lang)[kind]
        if row.get("flow", cut.flow) == cut.flow
        and ("p" not in row.get("has", "") or cut.partner)
        and ("g" not in row.get("has", "") or cut.goods)
        for text in row["texts"]
        if fits(text)
    ]
    return rng.choice(texts)
