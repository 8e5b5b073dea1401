"""Hostile texts: sentences of trade with absurd figures, odd characters, pages and tables that are bombs."""

from __future__ import annotations

import random
from collections.abc import Callable

Dice = random.Random

NUMBERS = (
    "0", "-0", "1", "-5", "100", "101", "0.0000001", "999999999999", "1" * 40, "9" * 400, "1e309", "1,2,3", "1.2.3.4",
    "12,", ".5", "00012", "1 000 000 000 000 000", "½", "²", "Ⅻ", "٣٤٥", "①", "a third", "half", "two thirds", "треть",
    "половина", "hundred " * 160, "million " * 12, "миллион " * 12, "one hundred and five", "сто двадцать " * 20,
    "tenfold", "в 0 раз", "десятки", "dozens", "from 5 to 3", "5-7", "5–7–9", "от 5 до", "NaN", "inf", "1_000",
    "12 345,678.90", "-100", "-150", "1000000", "двух третей", "полтора", "zero", "ноль", "twenty-five hundred",
    "1st", "22nd", "third", "первое", "nine tenths", "1/0", "3/4", "7/0",
)  # fmt: skip
UNITS = (
    "%", "per cent", "percentage points", "п. п.", "$", "dollars", "mln dollars", "bn euros", "млрд рублей", "тонн",
    "tonnes", "kg", "million tonnes", "times", "раза", "countries", "стран", "places", "штук", "m3", "баррелей",
    "yuan", "hours", "people", "", "pieces", "th USD", "trillion zlotys", "reais", "R$",
)  # fmt: skip
SUBJECTS = (
    "Exports", "Imports", "Trade turnover", "The balance", "Exports to China", "Imports from Germany",
    "Wheat exports", "Exports of Tomsk Oblast to Asia", "Экспорт", "Импорт", "Товарооборот", "Сальдо",
    "Экспорт в Китай", "The share of Asia in exports", "Доля Китая в экспорте", "Supplies of timber to China",
    "Half of exports", "The rest", "Another third", "Others", "China", "Китай", "It", "They", "Exports excluding oil",
    "Non-CIS exports", "Both", "Each", "The same", "Pork imports", "Exports of IT services",
    "China, Germany and Kazakhstan", "Остальное", "Ещё треть",
)  # fmt: skip
VERBS = (
    "came to", "rose by", "fell by", "rose to", "fell from", "was", "amounted to", "doubled to", "accounted for",
    "grew from", "exceeded", "did not reach", "ranked", "составил", "вырос на", "сократился на", "вырос до",
    "упал с", "пришлось", "занял", "превысил", "выросли в", "is expected to reach", "took", "fell short of", "equalled",
    "made up", "remained at", "was revised from", "tripled", "halved", "переместился с", "moved up from", "—", ":",
)  # fmt: skip
TIMES = (
    "in 2022", "in 2023", "in 0000", "in 9999", "in 99999", "in January 2022", "in the first 13 months of 2022",
    "in the fourth quarter of 2022", "from 2030 to 1990", "in 1991-2023", "за 2022 год", "в январе 2022 года",
    "за 0 месяцев 2022 года", "в 2022 году против 2022 года", "year on year", "за год", "in the last 10000 years",
    "since 1", "by 2050", "in Q9 2022", "in 2022/23", "a year earlier", "годом ранее", "in February 30, 2022",
    "on 31 June 2022", "in the first half", "in December", "last month", "вчера", "в XX веке", "",
    "compared with 2021", "against $5 in 2021", "за январь-январь 2022 года", "from December to January",
)  # fmt: skip
HEDGES = (
    "", "almost", "more than", "about", "less than", "at least", "up to", "nearly", "почти", "более", "около", "свыше",
    "no more than", "exactly", "between", "roughly almost about", "не менее", "до",
)  # fmt: skip
JOINTS = (
    ". ", ", ", "; ", ", including ", " (", ") ", "\n", "\n\n", " and ", ", of which ", " — ", ": ", "\r\n", ", а ",
    " и ", ", в том числе ", ", respectively. ", "… ", "! ", "\n- ", "\n1. ",
)  # fmt: skip
ODD = (
    "\x00", "\x1b[31m", "\u202e", "\u202d\u2066", "\u200b", "\ufeff", "\u2028", "\u0085", "\U000e0001", "\U0001f4b0",
    "\ufffd", "\uffff", "e\u0301" * 20, "\u0e33", "ﷺ", "İ", "ß", "ŉ", "ǅ", "Σς", "\u1e9e", "fi", "\u3000", "\xad",
    "\x7f", "«" * 50, "\"" * 51, "(" * 300, "[" * 300, "„“”‚‘’", "&#x110000;", "&#0;", "&amp;" * 40, "](", "![](",
    "```", "<!--", "%s %d {0} {x} \\N{DASH} \\x00", "'; DROP TABLE", "${HOME}", "\t" * 30, "\\" * 30, "a" * 3000,
    "ж" * 3000,
)  # fmt: skip
PLACES = (
    "Tomsk Oblast", "Томская область", "China", "Asia", "Paraná", "the EU", "Kosovo", "Atlantis", "СНГ", "Georgia",
    "the region", "Sample Oblast",
)  # fmt: skip


def phrase(dice: Dice) -> str:
    """One statement of trade, with figures that may be absurd."""
    amount = f"{dice.choice(HEDGES)} {dice.choice(NUMBERS)} {dice.choice(UNITS)}"
    parts = [dice.choice(SUBJECTS), dice.choice(VERBS), amount, dice.choice(TIMES)]
    if dice.random() < 0.15:
        parts.insert(dice.randrange(4), f"of {dice.choice(PLACES)}")
    if dice.random() < 0.1:
        parts.insert(dice.randrange(4), dice.choice(ODD))
    if dice.random() < 0.1:
        dice.shuffle(parts)
    return " ".join(parts)


def article(dice: Dice) -> str:
    """Statements one after the other, joined in all ways."""
    number = dice.choice((1, 2, 3, 5, 8, 13))
    text = "".join(phrase(dice) + dice.choice(JOINTS) for _ in range(number))
    return f"{dice.choice(PLACES)} {dice.choice(TIMES)}\n\n{text}" if dice.random() < 0.4 else text


def table(dice: Dice) -> str:
    """A table in Markdown, HTML or by tabs, with heads that may be of time, places, or nothing."""
    heads = [
        dice.choice((*PLACES, "2021", "2022", "January", "Share, %", "USD mln", "", "Export", "Всего"))
        for _ in range(dice.randint(1, 6))
    ]
    rows = [[dice.choice((*NUMBERS, *PLACES, "", "02", "wheat")) for _ in heads] for _ in range(dice.randint(0, 8))]
    form = dice.choice(("md", "html", "tab"))
    if form == "tab":
        return "\n".join("\t".join(row) for row in [heads, *rows])
    if form == "md":
        lines = [f"| {' | '.join(row)} |" for row in [heads, ["---"] * len(heads), *rows]]
        return f"{phrase(dice)}\n\n" + "\n".join(lines)
    span = dice.choice(("", ' colspan="999999999"', ' rowspan="-1"', ' colspan="x"'))
    cells = "".join("<tr>" + "".join(f"<td{span}>{cell}</td>" for cell in row) + "</tr>" for row in [heads, *rows])
    return f"<html><body><p>{phrase(dice)}</p><table>{cells}</table></body></html>"


def page(dice: Dice) -> str:
    """HTML that is deep, broken, or full of references."""
    inner = article(dice)
    wrap: tuple[Callable[[str], str], ...] = (
        lambda text: "<div>" * 3000 + text,
        lambda text: "<p>" + text.replace(" ", "<b>"),
        lambda text: f"<article><h1>{text}</h1><p>{text}</p></article>",
        lambda text: f"<script>{text}</script><style>{text}</style><p>{text}",
        lambda text: f"<meta charset=utf-7><title>{text}</title>{text}",
        lambda text: "<!DOCTYPE html [<!ENTITY a '&b;&b;'><!ENTITY b '&a;'>]>" + f"<p>&a;{text}</p>",
        lambda text: "<table>" * 200 + text,
        lambda text: f"<p a='{'x' * 5000}>{text}",
        lambda text: "".join(f"&#{ord(letter)};" for letter in text),
        lambda text: f"<ul>{''.join(f'<li>{part}' for part in text.split('. '))}</ul>",
        lambda text: f"<meta property='article:published_time' content='2022-13-45T99:99'><body>{text}",
        lambda text: f"<time datetime='{text}'>{text}</time><p>{text}</p>",
        lambda text: f"<script type='application/ld+json'>{{\"datePublished\": {text!r}}}</script><p>{text}</p>",
        lambda text: f"<svg><text>{text}</text></svg><math>{text}</math><template>{text}</template>",
        lambda text: f"<p>{text}<![CDATA[{text}]]><? {text} ?>",
    )
    return "<html><body>" + dice.choice(wrap)(inner)


def many(dice: Dice) -> str:
    """One phrase, or one figure, a great many times."""
    what = dice.choice((phrase(dice) + ". ", dice.choice(NUMBERS)[:12] + " % ", dice.choice(PLACES) + ", ", "$5 mln, "))
    return what * min(dice.choice((50, 300, 1500)), 60_000 // max(1, len(what)))


def text(dice: Dice) -> str:
    """A hostile text of any kind, with odd characters put in now and then."""
    made = dice.choices((article, table, page, many), (12, 3, 3, 1))[0](dice)
    for _ in range(dice.choice((0, 0, 0, 1, 3))):
        at = dice.randint(0, len(made))
        made = made[:at] + dice.choice(ODD) + made[at:]
    return made


def encoded(dice: Dice, made: str) -> bytes:
    """The text as bytes of some encoding, at times not quite of it."""
    how = dice.choices(("utf-8", "utf-16", "cp1251", "cut", "noise", "surrogate", "utf-8-sig"), (20, 1, 1, 1, 1, 1, 1))[
        0
    ]
    data = made.encode("utf-8", "surrogatepass")
    if how in ("utf-16", "cp1251", "utf-8-sig"):
        return made.encode(how, "replace")
    at = dice.randint(0, len(data))
    if how == "cut":
        return data[:at]
    if how == "noise":
        return data[:at] + dice.randbytes(dice.randint(1, 40)) + data[at:]
    return data[:at] + b"\xed\xa0\x80" + data[at:] if how == "surrogate" else data
