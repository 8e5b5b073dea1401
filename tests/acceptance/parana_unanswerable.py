"""Statements that the records of Paraná cannot answer: other reporters, years, goods and things than they hold."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from random import Random

from parana_numbers import money, percent, tonnes
from parana_words import names

TEXTS = tomllib.loads((Path(__file__).parent / "parana_unanswerable.toml").read_text(encoding="utf-8"))
OTHER_YEARS = (2011, 2014, 2016, 2017, 2018, 2019)
PARTNERS = ("CN", "JP", "NL", "MX", "DE", "AE", "KR")


@dataclass(frozen=True)
class Unanswerable:
    """A text whose figure the book does not hold, and why."""

    text: str
    lang: str
    date: str
    reporter: str | None
    about: str


def unanswerable(seed: int, count: int = 100) -> list[Unanswerable]:
    """So many such statements, half in English, half in Russian; each reason comes as often as any other."""
    rng = Random(seed)
    found = []
    for at in range(count):
        lang = ("en", "ru")[at % 2]
        reasons = list(TEXTS[lang])
        about = reasons[(at // 2) % len(reasons)]
        pattern = rng.choice(TEXTS[lang][about]["texts"])
        # whose trade it is may be given beside the text as well: it must not make another's figure the state's
        reporter = "BR-PR" if rng.random() < 0.5 else None
        found.append(Unanswerable(_filled(rng, lang, pattern), lang, "2026-02-10", reporter, about))
    return found


def _filled(rng: Random, lang: str, pattern: str) -> str:
    partner = names()["partner"][rng.choice(PARTNERS)]
    slots = {
        "year": str(rng.randint(2020, 2025)),
        "other": str(rng.choice(OTHER_YEARS)),
        "n": money(rng, lang, rng.uniform(5e6, 9e9), 3).text,
        "t": tonnes(rng, lang, rng.uniform(5e3, 4e6), 3).text,
        "p": percent(rng, lang, rng.uniform(2, 60), 3).text,
        "P": partner["en"],
        "Pg": partner["ru"][1],
        "tp": partner["ru"][3],
    }
    text = pattern.format(**slots)
    return (text[0].upper() + text[1:]).replace("..", ".")
