"""Statements that are true only in another sense of a word: what is said, and what was meant and counted."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from parana_choice import cut_of
from parana_truth import SOYA_COMPLEX, Cut, Question

OTHERWISE = ("trade", "hong kong", "soya", "asia", "asia share", "tonnage")
Special = tuple[str, Cut, str, Question, Question, str]


def _cut(rng: Random, flow: str, partner: str, goods: tuple[str, ...], name: str) -> tuple[Cut, str]:
    months, _ = cut_of(rng, "level")
    return Cut(flow, partner, goods, months.first, months.last), name


def otherwise(rng: Random, sense: str) -> Special:
    """Kind, cut, goods, the question that is read, the question that was meant, and the sense that it was meant in."""
    if sense == "trade":
        drawn, _ = cut_of(rng, "share_partner")
        cut, goods = replace(drawn, flow="turnover", goods=()), ""
        asked = Question("level", cut)
        return "level", cut, goods, asked, Question("level", replace(cut, flow="export")), sense
    if sense == "hong kong":
        cut, goods = _cut(rng, "export", "CN", (), "")
        return "level", cut, goods, Question("level", cut), Question("level", replace(cut, partner="CN+HK")), sense
    if sense == "soya":
        cut, goods = _cut(rng, "export", "", ("1201",), "soybeans")
        return "level", cut, goods, Question("level", cut), Question("level", replace(cut, goods=SOYA_COMPLEX)), sense
    if sense == "asia":
        cut, goods = _cut(rng, "export", "asia", (), "")
        meant = replace(cut, partner="asia+-middle-east")
        return "level", cut, goods, Question("level", cut), Question("level", meant), sense
    if sense == "asia share":
        cut, goods = _cut(rng, "export", "asia", (), "")
        whole = replace(cut, partner="")
        meant = replace(cut, partner="asia+-middle-east")
        return "share_partner", cut, goods, Question("share", cut, whole), Question("share", meant, whole), sense
    cut, goods = cut_of(rng, "growth")
    while not cut.goods:
        cut, goods = cut_of(rng, "growth")
    return "growth", cut, goods, Question("growth", cut), Question("growth", cut, unit="kg"), sense
