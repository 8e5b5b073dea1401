"""Signs of changes, and figures that go on with what stands before them: differences, shares, headings, rows.

Beside each phrase stands what must be read, as measures with their stated values; the phrases that look alike and mean
something else are among them.
"""

from __future__ import annotations

import pytest

from sverka.reading import read_text

PUBLISHED = "2024-05-15"
Read = list[tuple[str, float]]

SIGNS: dict[str, Read] = {
    "Импорт зерна в 2023 году снизился на 45,8 % и составил более 330 млн долл.": [
        ("growth(import[; grain; 2023])", -45.8),
        ("level(import[; grain; 2023], USD)", 330e6),
    ],
    "Импорт зерна в 2023 году вырос на 45,8 % и составил менее 330 млн долл.": [
        ("growth(import[; grain; 2023])", 45.8),
        ("level(import[; grain; 2023], USD)", 330e6),
    ],
    "Imports of grain fell 45.8% in 2023 and came to more than $330 million.": [
        ("growth(import[; grain; 2023])", -45.8),
        ("level(import[; grain; 2023], USD)", 330e6),
    ],
    "Imports of grain grew 45.8% and were less than $330 million in 2023.": [
        ("growth(import[; grain; 2023])", 45.8),
        ("level(import[; grain; 2023], USD)", 330e6),
    ],
    "Импорт зерна в 2023 году был на 45,8 % (на 200 млн долл.) меньше, чем в 2022 году.": [
        ("growth(import[; grain; 2023])", -45.8),
        ("change(import[; grain; 2023], USD)", -200e6),
    ],
    "Импорт снизился на 12 % и оказался больше экспорта на 3 млрд долл. в 2023 году.": [
        ("growth(import[;; 2023])", -12.0),
        ("balance([;; 2023], USD)", -3e9),
    ],
    "In 2023 exports fell 12% to more than $3 billion.": [
        ("growth(export[;; 2023])", -12.0),
        ("level(export[;; 2023], USD)", 3e9),
    ],
    "In June 2023 exports were 34.7% below the 656,483 tonnes of June 2022.": [
        ("growth(export[;; 2023-06], kg)", -34.7),
        ("level(export[;; 2022-06], t)", 656483.0),
    ],
    "Exports in 2023 were 23% more than the $5 billion of 2022.": [
        ("growth(export[;; 2023])", 23.0),
        ("level(export[;; 2022], USD)", 5e9),
    ],
}
DIFFERENCES: dict[str, Read] = {
    "In 2023, exports to China rose by $2.3 billion, and those to Vietnam by $310 million.": [
        ("change(export[CN;; 2023], USD)", 2.3e9),
        ("change(export[VN;; 2023], USD)", 310e6),
    ],
    "В 2023 году экспорт в Китай вырос на 2,3 млрд долл., во Вьетнам — на 310 млн.": [
        ("change(export[CN;; 2023], USD)", 2.3e9),
        ("change(export[VN;; 2023], USD)", 310e6),
    ],
    "В 2023 году экспорт в Китай сократился на 5 %, во Вьетнам — на 310 млн долл.": [
        ("growth(export[CN;; 2023])", -5.0),
        ("change(export[VN;; 2023], USD)", -310e6),
    ],
    "In 2023 exports to China fell most, by $3.2 billion, followed by those to Japan, by $1.1 billion.": [
        ("change(export[CN;; 2023], USD)", -3.2e9),
        ("change(export[JP;; 2023], USD)", -1.1e9),
    ],
    "В 2023 году больше всего вырос экспорт в Китай — на 3,2 млрд долл.": [("change(export[CN;; 2023], USD)", 3.2e9)],
    "In 2023 exports to China rose to $3.2 billion, and those to Vietnam to $310 million.": [
        ("level(export[CN;; 2023], USD)", 3.2e9),
        ("level(export[VN;; 2023], USD)", 310e6),
    ],
    "В 2023 году экспорт в Китай вырос на 2,3 млрд долл., во Вьетнам вывезли товаров на 310 млн долл.": [
        ("", 2.3e9),
        ("level(export[VN;; 2023], USD)", 310e6),
    ],
    "Exports rose in 2023, helped by $3 billion of soya beans.": [("level(export[; soya-beans; 2023], USD)", 3e9)],
    "Sales to China grew in 2023, followed by $310 million of sales to Vietnam.": [
        ("level(export[VN;; 2023], USD)", 310e6),
    ],
    "В 2023 году вырос экспорт сои, на 3 млрд долл. её купил Китай.": [
        ("level(export[CN; soya-beans; 2023], USD)", 3e9),
    ],
    "In 2023 exports fell by $2.3 billion and imports by 5%.": [
        ("change(export[;; 2023], USD)", -2.3e9),
        ("growth(import[;; 2023])", -5.0),
    ],
}
HEADINGS: dict[str, Read] = {
    "Increase in exports to China in 2023: $3.2 billion": [("change(export[CN;; 2023], USD)", 3.2e9)],
    "Increase in exports to China in 2023\t$3.2 billion": [("change(export[CN;; 2023], USD)", 3.2e9)],
    "Export growth in 2023: $3.2 billion": [("change(export[;; 2023], USD)", 3.2e9)],
    "Growth in exports in 2023: to China $3.2 billion, to Japan $1.1 billion.": [
        ("change(export[CN;; 2023], USD)", 3.2e9),
        ("change(export[JP;; 2023], USD)", 1.1e9),
    ],
    "Прирост экспорта в Китай в 2023 году: 3,2 млрд долл.": [("change(export[CN;; 2023], USD)", 3.2e9)],
    "Снижение импорта зерна в 2023 году — 200 млн долл.": [("change(import[; grain; 2023], USD)", -200e6)],
    "Drop in exports of soya beans of $3 billion in 2023": [("change(export[; soya-beans; 2023], USD)", -3e9)],
    "Падение экспорта сои в 2023 году на 300 млн долл.": [("change(export[; soya-beans; 2023], USD)", -300e6)],
    "Growth in exports of soya beans to $3 billion in 2023": [("level(export[; soya-beans; 2023], USD)", 3e9)],
    "Падение экспорта сои до 300 млн долл. в 2023 году": [("level(export[; soya-beans; 2023], USD)", 300e6)],
    "Growth in exports in 2023: exports to China were $3 billion.": [("level(export[CN;; 2023], USD)", 3e9)],
    "Exports to China in 2023: $3.2 billion": [("level(export[CN;; 2023], USD)", 3.2e9)],
    "После роста экспорта в 2023 году — 3 млрд долл.": [("level(export[;; 2023], USD)", 3e9)],
    "Рост экспорта в 2023 году: вывезено на 3 млрд долл.": [("level(export[;; 2023], USD)", 3e9)],
    "Increase in exports to China in 2023: 3.2%": [("growth(export[CN;; 2023])", 3.2)],
}
CARRIED: dict[str, Read] = {
    "In 2023 imports came to $2.0 billion. Exports of sugar were up 37.1%, at $1.73 billion.": [
        ("level(import[;; 2023], USD)", 2e9),
        ("growth(export[; sugar; 2023])", 37.1),
        ("level(export[; sugar; 2023], USD)", 1.73e9),
    ],
    "Exports of soya beans rose 5% in 2023. Imports rose 3%, to $2 billion.": [
        ("growth(export[; soya-beans; 2023])", 5.0),
        ("growth(import[;; 2023])", 3.0),
        ("level(import[;; 2023], USD)", 2e9),
    ],
    "In 2023 imports of grain came to $330 million, or 25.5% of all imports, 45.8% less than a year earlier.": [
        ("level(import[; grain; 2023], USD)", 330e6),
        ("share(import[; grain; 2023], import[;; 2023])", 25.5),
        ("growth(import[; grain; 2023])", -45.8),
    ],
    "Импорт зерна в 2023 году составил 330 млн долл. (25,5 % всего импорта), что на 45,8 % меньше, чем годом ранее.": [
        ("level(import[; grain; 2023], USD)", 330e6),
        ("share(import[; grain; 2023], import[;; 2023])", 25.5),
        ("growth(import[; grain; 2023])", -45.8),
    ],
    "Импорт зерна в 2023 году составил 330 млн долл., или 25,5 % всего импорта, на 45,8 % меньше, чем годом ранее.": [
        ("level(import[; grain; 2023], USD)", 330e6),
        ("share(import[; grain; 2023], import[;; 2023])", 25.5),
        ("growth(import[; grain; 2023])", -45.8),
    ],
    "Imports of grain came to $330 million in 2023, 25.5% of all imports, a fall of 45.8%.": [
        ("level(import[; grain; 2023], USD)", 330e6),
        ("share(import[; grain; 2023], import[;; 2023])", 25.5),
        ("growth(import[; grain; 2023])", -45.8),
    ],
    "In 2023 imports of grain came to $330 million, or 25.5% of all imports, which fell 45.8%.": [
        ("level(import[; grain; 2023], USD)", 330e6),
        ("share(import[; grain; 2023], import[;; 2023])", 25.5),
        ("growth(import[;; 2023])", -45.8),
    ],
    "In 2023 grain imports were $330 million, or 25.5% of all imports, while imports of fish fell 45.8%.": [
        ("level(import[; grain; 2023], USD)", 330e6),
        ("share(import[; grain; 2023], import[;; 2023])", 25.5),
        ("growth(import[; fish; 2023])", -45.8),
    ],
}
WHOLES: dict[str, Read] = {
    "In exports in 2023 China came first with $1.8 billion, Japan came second with $847 million (4.2%).": [
        ("rank(CN, export[;; 2023])", 1.0),
        ("level(export[CN;; 2023], USD)", 1.8e9),
        ("rank(JP, export[;; 2023])", 2.0),
        ("level(export[JP;; 2023], USD)", 847e6),
        ("share(export[JP;; 2023], export[;; 2023])", 4.2),
    ],
    "Exports to Asia in 2023 came to $8 billion; China took $4 billion (50%) of that.": [
        ("level(export[asia;; 2023], USD)", 8e9),
        ("level(export[CN;; 2023], USD)", 4e9),
        ("share(export[CN;; 2023], export[asia;; 2023])", 50.0),
    ],
    "Exports of meat in 2023 came to $8 billion, of which beef was $4 billion (50%).": [
        ("level(export[; meat; 2023], USD)", 8e9),
        ("level(export[; beef; 2023], USD)", 4e9),
        ("share(export[; beef; 2023], export[; meat; 2023])", 50.0),
    ],
    "Exports of beef in 2023 came to $4 billion, exports of soya beans to $8 billion (30%).": [
        ("level(export[; beef; 2023], USD)", 4e9),
        ("level(export[; soya-beans; 2023], USD)", 8e9),
        ("share(export[; soya-beans; 2023], export[;; 2023])", 30.0),
    ],
    "В 2023 году экспорт в Азию составил 8 млрд долл., из них в Китай — 4 млрд долл. (50 %).": [
        ("level(export[asia;; 2023], USD)", 8e9),
        ("level(export[CN;; 2023], USD)", 4e9),
        ("share(export[CN;; 2023], export[asia;; 2023])", 50.0),
    ],
}
WHOLES["По экспорту в 2023 году Китай был первым — 1,8 млрд долл., Япония — второй с 847 млн долл. (4,2 %)."] = [
    ("rank(CN, export[;; 2023])", 1.0),
    ("level(export[CN;; 2023], USD)", 1.8e9),
    ("level(export[JP;; 2023], USD)", 847e6),
    ("share(export[JP;; 2023], export[;; 2023])", 4.2),
]
HEDGES = {
    "Imports of grain in 2023\tmore than $330 million": "more_than",
    "In 2023 less than $330 million of grain was imported.": "less_than",
    "Импорт зерна в 2023\tболее 330 млн долл.": "more_than",
    "Imports of grain in 2023\t$330 million": "exact",
}


@pytest.mark.parametrize(("text", "wanted"), [*SIGNS.items(), *DIFFERENCES.items(), *HEADINGS.items()])
def test_a_change_is_told_from_a_level_with_its_sign(text: str, wanted: Read) -> None:
    _check(text, wanted)


@pytest.mark.parametrize(("text", "wanted"), [*CARRIED.items(), *WHOLES.items()])
def test_a_figure_goes_on_with_what_it_is_said_of(text: str, wanted: Read) -> None:
    _check(text, wanted)


def _check(text: str, wanted: Read) -> None:
    """All claims of the text in order; no measure in the table leaves it open."""
    claims = read_text(text, date=PUBLISHED, reporter="BR").claims
    assert [claim.value for claim in claims] == pytest.approx([value for _, value in wanted])
    found = [str(claim.measure) if measure else "" for claim, (measure, _) in zip(claims, wanted, strict=True)]
    assert found == [measure for measure, _ in wanted]


@pytest.mark.parametrize(("text", "hedge"), HEDGES.items())
def test_a_year_before_a_hedge_is_no_number_compared(text: str, hedge: str) -> None:
    (claim,) = read_text(text, date=PUBLISHED, reporter="BR").claims
    assert claim.hedge == hedge


def test_a_noun_of_trade_supplies_nothing_by_itself() -> None:
    assert not read_text("Exports of soya beans in January–August 2023\t$5.14 billion", date=PUBLISHED).assertions
    said = read_text("Brazil exports soya beans and coffee to China.", date=PUBLISHED, reporter="BR").assertions
    assert [one.kind for one in said] == ["supplies", "supplies"]


@pytest.mark.parametrize(("words", "value"), [("two hundred and five", 205e6), ("fifteen hundred", 1500e6)])
def test_a_hundred_stands_once_in_a_number(words: str, value: float) -> None:
    """ "Hundred hundred" is no number, and so often said its value would be none either."""
    found = read_text(f"Exports came to {words} million dollars in 2022.", date=PUBLISHED).claims
    assert [claim.value for claim in found] == [value]
    for claim in read_text(
        f"Exports came to {'hundred ' * 155}{words} million dollars in 2022.", date=PUBLISHED
    ).claims:
        assert claim.value in (100e6, 105e6, 115e6, 15e8, 2e8)
