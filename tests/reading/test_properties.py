"""What holds for every text: spans quote their words, intervals nest, measures go round, what is written is read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sverka.model.claims import Reading
from sverka.model.grammar import parse_measure
from sverka.reading import read_text

COUNTRIES_EN = {"China": "CN", "Germany": "DE", "India": "IN", "Turkey": "TR", "Kazakhstan": "KZ", "Japan": "JP"}
COUNTRIES_RU = {"Китай": "CN", "Германию": "DE", "Индию": "IN", "Турцию": "TR", "Казахстан": "KZ", "Японию": "JP"}
PIECES = [
    "In 2023 exports rose 12.5 % to $4.2 bn. ",
    "Экспорт вырос на 18% до 5,3 млрд долларов. ",
    "Доля Китая — почти 45%. ",
    "Ещё треть — Монголия. ",
    "Imports fell by a fifth, ",
    "a surplus of €1.1 bn against 0.9 bn a year earlier; ",
    "(–3 %, 901 т) ",
    "Последние новости\n",
    "25.05.2023 в 14:00 ",
    "«Мы поставляем кабели, светотехнику и IT-решения». ",
    "\n\n",
    "— ",
    "\x1b[31m",
    "<b>10 %</b> ",
    "𝟛𝟛 % exports ",
    "½ of exports ",
    "ё́ ",
]


def _holds(reading: Reading, text: str) -> None:
    spans = [m for item in (*reading.claims, *reading.assertions) for m in item.mentions]
    for span in (*spans, *reading.unread):
        assert text[span.start : span.end] == span.text
        assert span.text.strip()
    for claim in reading.claims:
        assert claim.mentions
        assert claim.measure is None or parse_measure(str(claim.measure)) == claim.measure
        assert (claim.measure is None) == (claim.measure_reason is not None)
        for end in ("low", "high"):
            narrow, wide = getattr(claim.interval, end), getattr(claim.interval_wide, end)
            assert wide is None or (narrow is not None and (narrow >= wide if end == "low" else narrow <= wide))
    assert [claim.id for claim in reading.claims] == [f"c{k}" for k in range(1, len(reading.claims) + 1)]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12), st.sampled_from(["2023-05-25", None]))
@settings(max_examples=60, deadline=None)
def test_any_page_of_known_pieces(pieces: list[str], date: str | None) -> None:
    """Pieces of news in any order, with markup and control characters among them."""
    text = "Новости торговли. " + "".join(pieces)
    _holds(read_text(text, date=date), text)


@given(st.text(min_size=1, max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text(noise: str) -> None:
    """Any characters around a sentence of trade."""
    text = ("Exports to China rose 12 % in 2023. " + noise.replace("\x00", "")).encode("utf-8", "ignore").decode()
    try:
        reading = read_text(text, date="2024-01-15")
    except ValueError:  # an InputError: too many control characters to be a text
        return
    _holds(reading, text.removeprefix("\ufeff"))


@given(
    st.sampled_from(sorted(COUNTRIES_EN)),
    st.integers(min_value=11, max_value=989),
    st.sampled_from([("rose", 1), ("fell", -1), ("increased", 1), ("declined", -1)]),
    st.integers(min_value=2005, max_value=2022),
)
@settings(max_examples=50, deadline=None)
def test_english_growth_and_level_are_read_back(country: str, tenths: int, verb: tuple[str, int], year: int) -> None:
    """ "Exports to X rose a % to $b bn in Y" gives a growth and a level."""
    text = f"Brazil's exports to {country} {verb[0]} {tenths / 10} % to ${tenths / 10 + 1:.1f} bn in {year}."
    claims = {claim.kind: claim for claim in read_text(text, date="2023-06-01").claims}
    growth, level = claims["growth"], claims["level"]
    assert (growth.value, growth.partners) == (pytest.approx(verb[1] * tenths / 10), (COUNTRIES_EN[country],))
    assert level.value == pytest.approx((tenths / 10 + 1) * 1e9, rel=1e-3)
    assert {growth.period, level.period} == {str(year)}
    assert (growth.reporter, growth.base) == ("BR", str(year - 1))


@given(
    st.sampled_from(sorted(COUNTRIES_RU)),
    st.integers(min_value=11, max_value=989),
    st.sampled_from([("вырос", 1), ("сократился", -1), ("увеличился", 1), ("упал", -1)]),
    st.integers(min_value=2005, max_value=2022),
)
@settings(max_examples=50, deadline=None)
def test_russian_growth_and_level_are_read_back(country: str, tenths: int, verb: tuple[str, int], year: int) -> None:
    """«Экспорт в X в Y году вырос на a % до b млн долларов» даёт прирост и уровень."""
    number = str(tenths / 10).replace(".", ",")
    text = f"Экспорт Омской области в {country} в {year} году {verb[0]} на {number}%, до {number} млн долларов."
    claims = {claim.kind: claim for claim in read_text(text, date="2023-06-01").claims}
    growth, level = claims["growth"], claims["level"]
    assert (growth.value, growth.partners) == (pytest.approx(verb[1] * tenths / 10), (COUNTRIES_RU[country],))
    assert level.value == pytest.approx(tenths / 10 * 1e6)
    assert level.hedge == "exact"
    assert {growth.period, level.period} == {str(year)}
    assert (growth.reporter, growth.base) == ("RU-OMS", str(year - 1))
