"""Buyers told from their own side, goods carried from the first figure, takers of an amount named before."""

from __future__ import annotations

import pytest

from sverka.reading import read_text

OPENING = "Marta's day starts before six. The barn is cold. Her dog sleeps on. "

CASES = (
    (
        "Paraná exported meat worth $4 bn in 2024. The Dutch went the other way: their beef purchases fell by 7%.",
        "growth(export[NL; beef; 2024])",
    ),
    (
        "Paraná's exports came to $18 bn in 2024. The Chileans closed the year with purchases from Paraná 8% lower.",
        "growth(export[CL;; 2024])",
    ),
    (
        "Экспорт Параны в 2024 году составил 18 млрд долларов. Чилийцы закончили год с закупками у Параны на 8 % ниже.",
        "growth(export[CL;; 2024])",
    ),
    (
        "Экспорт Параны в 2024 году составил 18 млрд долларов. Голландцы пошли другим путём: их закупки говядины упали"
        " на 7 %.",
        "growth(export[NL; beef; 2024])",
    ),
    ("Paraná's exports came to $18 bn in 2024. Its purchases from Chile fell by 8%.", "growth(import[CL;; 2024])"),
    ("Paraná's imports came to $2 bn in 2024; purchases from Chile fell by 8%.", "growth(import[CL;; 2024])"),
    (
        "Paraná's food exports to the EU were $2 bn in 2024. Paraná sold $79 mn of fruit juice to the world,"
        " and Japan drank, or perhaps just stored, 41% of it.",
        "share(export[JP; juices; 2024], export[; juices; 2024])",
    ),
    (
        "In 2024 Paraná exported oilseeds. Of the year's bean money, Turkey put up a tenth.",
        "share(export[TR; soya-beans; 2024], export[; soya-beans; 2024])",
    ),
    (
        OPENING + "In 2024 Peru bought eggs worth $15 mn from Paraná. Ghana came next with $9 mn.",
        "level(export[GH; eggs; 2024], USD)",
    ),
    (
        OPENING + "In 2024 Paraná's exports came to $18 bn. Egg exports were $30 mn. Ghana paid $900 mn.",
        "level(export[GH;; 2024], USD)",
    ),
    (
        OPENING + "In 2024 Peru bought eggs worth $15 mn from Paraná. All exports were $18 bn. Ghana paid $900 mn.",
        "level(export[GH;; 2024], USD)",
    ),
    (
        "In 2024 Paraná's exports to the EU were $2.3 bn. That gives you 12 percent of the state's food exports.",
        "share(export[eu; food; 2024], export[; food; 2024])",
    ),
    (
        "В 2024 году экспорт Параны в ЕС составил 2,3 млрд долларов. Это 12 процентов экспорта штата.",
        "share(export[eu;; 2024], export[;; 2024])",
    ),
    (
        "In 2024 Paraná's exports to the EU were $2.3 bn. That year Japan took 3 percent of the state's exports.",
        "share(export[JP;; 2024], export[;; 2024])",
    ),
    (
        "In 2024 Paraná's exports were $18 bn. Egypt, a keen buyer of wheat, spent $90 mn on our goods.",
        "level(export[EG;; 2024], USD)",
    ),
    (
        "In 2024 Paraná's exports were $18 bn. Egypt, a keen buyer of our wheat, paid $90 mn.",
        "level(export[EG; wheat; 2024], USD)",
    ),
)


@pytest.mark.parametrize(("text", "measure"), CASES)
def test_the_last_figure_is_of_whom_and_what_the_text_speaks_of(text: str, measure: str) -> None:
    """Another's purchases from the region are its exports; its own are imports; goods last until all are spoken of."""
    claims = read_text(text, date="2025-06-01", reporter="BR-PR").claims
    assert str(claims[-1].measure) == measure
