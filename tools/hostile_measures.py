"""Hostile measures: of the grammar and beside it, with absurd codes, periods, groups and depths."""

from __future__ import annotations

import random

Dice = random.Random

PERIODS = (
    "2022", "2023", "2022-01", "2022-Q1", "2022-01/2022-08", "0000", "0001", "9999", "9999-12", "0000-01", "2022-13",
    "2022-Q5", "2022-00", "2023/2021", "2022-08/2022-01", "1000/9999", "2022-01-01", "20222", "-1", "٢٠٢٢", "2022/",
    "/2022", "", "2022-Q1/2022-Q3", "0000-01/9999-12", "2022-1", "２０２２",
)  # fmt: skip
PARTNERS = (
    "CN", "KZ", "asia", "eu", "asia+-CN", "-CN", "CN+-CN", "-CN+-KZ", "world", "XX", "zz", "m490", "x1a2b3c", "CN+CN",
    "eu+-eu", "RU-SMP", "RU", "central-asia", "кит", "A" * 300, "+", "-", "CN+", "+CN", "cn", "c\x00n", "all",
    "RU-TOM", "EU", "asia+-asia", "+".join(["CN"] * 300), "x1é", "x'y", 'x"y', "_X", "S19", "AA-BBBBBBBBBBBB",
)  # fmt: skip
GOODS = (
    "02", "0207", "72-73", "01-97", "00", "99", "9999", "9999999999", "99999999999", "2", "73-72", "pork", "timber",
    "oil", "-02", "02+-02", "02+-0207", "020", "TOTAL", "other", "0" * 50, "00-99", "0000000000", "½½", "٠٢",
    "02-0207", "nothing", "1-2", "+".join(f"{n:02}" for n in range(1, 98)), "machinery", "-timber", "services", "02+",
    "02--03", "01-02-03", "9999AA",
)  # fmt: skip
UNITS = (
    "USD",
    "EUR",
    "RUB",
    "kg",
    "t",
    "m3",
    "pcs",
    "XXX",
    "usd",
    "",
    "%",
    "l",
    "bbl",
    "U" * 200,
    "ZZZ",
    "1",
    "USDX",
    "€",
)
SOUND = {
    "period": (
        "2022",
        "2023",
        "2022-01",
        "2022-Q1",
        "2022-01/2022-08",
        "2021/2023",
        "2019-11/2024-02",
        "1000/9999",
        "0001",
        "2024",
    ),
    "partners": (
        "CN",
        "KZ",
        "asia",
        "eu",
        "asia+-CN",
        "-CN",
        "CN+KZ+DE",
        "central-asia",
        "world",
        "m490",
        "CN+-CN",
        "-CN+-KZ",
        "eu+-eu",
    ),
    "goods": (
        "02",
        "0207",
        "72-73",
        "01-97",
        "pork",
        "timber",
        "oil",
        "-02",
        "02+-0207",
        "4403",
        "27+-2709",
        "2709009009",
        "machinery",
        "02+-02",
    ),
}
"""Names that the grammar and the tables know."""
FLOWS = ("export", "import", "turnover", "exports", "", "EXPORT", "reexport", "export\n", "balance")
DIMENSIONS = (
    "partners",
    "goods@2",
    "goods@4",
    "goods@6",
    "goods@10",
    "goods@0",
    "goods@3",
    "goods@99",
    "goods@-1",
    "goods@",
    "months",
)
SALT = ("(", ")", "[", "]", ";", ",", "+", "-", " ", "\x00", "\n", "'", '"', "@", "/", "é", "²", "\u202e", "%", "\\")


def cut(dice: Dice) -> str:
    """A slice."""

    def part(kind: str, odd: tuple[str, ...], share: float) -> str:
        if dice.random() > share:
            return ""
        return dice.choice(SOUND[kind] if dice.random() < 0.93 else odd)

    parts = [part("partners", PARTNERS, 0.5), part("goods", GOODS, 0.5), part("period", PERIODS, 0.8)]
    flow = dice.choices(FLOWS, (60, 40, 20, 1, 1, 1, 1, 1, 1))[0]
    return flow if dice.random() < 0.1 else f"{flow}[{'; '.join(parts[: dice.choice((3, 3, 3, 3, 2, 1))])}]"


def measure(dice: Dice) -> str:
    """A measure, at times spoilt."""
    one, other = cut(dice), cut(dice)
    unit = dice.choice(UNITS[:7] if dice.random() < 0.9 else UNITS)
    tail = f", {unit}" if dice.random() < 0.4 else ""
    base = f", {dice.choice(SOUND['period'])}" if dice.random() < 0.4 else ""
    made = dice.choice(
        (
            f"level({one}{tail})",
            f"share({one}, {other}{tail})",
            f"share({one}, {one.split('[')[0]}{tail})",
            f"growth({one}{base}{tail})",
            f"change({one}, {unit}{base})",
            f"ratio({one}, {other})",
            f"change(share({one}, {other}{tail}){base})",
            f"unit_value({one}{dice.choice(('', ', USD/t', ', EUR/kg', ', RUB/m3', tail))})",
            f"rank({dice.choice(GOODS[:6])}, export[; {'+'.join(dice.choices(GOODS[:6], k=3))}; 2023])",
            f"balance([{'; '.join(one.partition('[')[2].rstrip(']').split('; '))}]{tail})",
            f"rank({dice.choice((*PARTNERS[:6], *GOODS[:6]))}, {one}{tail})",
            f"count({dice.choice(DIMENSIONS[:5])}, {one})",
        )
    )
    for _ in range(dice.choices((0, 1, 4), (20, 2, 1))[0]):
        at = dice.randint(0, len(made))
        made = made[:at] + dice.choice(SALT) + made[at + dice.randint(0, 1) :]
    return dice.choice(("level(" * 2000 + made, made * 400, "")) if dice.random() < 0.01 else made
