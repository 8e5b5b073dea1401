"""The page on measures as text: the kinds, with examples that are parsed as they are printed."""

from __future__ import annotations

import typing

from reference_pages.markdown import docstring, page, table
from sverka.model.grammar import parse_measure
from sverka.model.measures import Measure

EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    "level": (
        ("level(export[CN; 27; 2023], USD)", "exports of mineral fuels to China in 2023, in dollars"),
        ("level(import[asia+-CN;; 2023-Q1], t)", "imports from Asia without China in the first quarter, in tonnes"),
    ),
    "share": (
        ("share(turnover[central-asia], turnover)", "the share of Central Asia in turnover"),
        ("share(export[; 72-73], export, kg)", "the share of iron, steel and their articles in exports by weight"),
    ),
    "growth": (
        ("growth(export[central-asia;; 2022])", "how much exports to Central Asia grew in 2022"),
        ("growth(import[;; 2023-01/2023-08], 2021-01/2021-08)", "the growth of imports over the same months of 2021"),
    ),
    "change": (
        ("change(export[;; 2023], USD)", "by how many dollars exports changed in 2023"),
        ("change(export[KZ;; 2023], USD, 2021)", "the same for Kazakhstan, from 2021"),
    ),
    "change of a share": (
        ("change(share(export[CN;; 2023], export[;; 2023]))", "by how many points China's share of exports changed"),
        ("change(share(export[; 72-73; 2023], export[;; 2023], kg), 2019)", "the same of weight, from 2019"),
    ),
    "ratio": (
        ("ratio(export, import)", "how many times exports are imports"),
        (
            "ratio(export[; 1005; 2025-01/2025-09], export[; 1005; 2024-01/2024-09])",
            "how many times exports of maize of nine months are those of the year before",
        ),
    ),
    "unit_value": (
        ("unit_value(export[; 1005; 2023], USD/t)", "what a tonne of maize was exported for in 2023, in dollars"),
        ("unit_value(import[CN; 4407; 2023], EUR/m3)", "what a cubic metre of sawn wood from China came to, in euros"),
    ),
    "balance": (
        ("balance([CN;; 2023], USD)", "exports less imports with China in 2023, in dollars"),
        ("balance([])", "the balance of all trade"),
    ),
    "rank": (
        ("rank(CN, export[;; 2023])", "China's place among the buyers of 2023"),
        ("rank(KZ, export[central-asia;; 2023])", "Kazakhstan's place among the buyers of Central Asia"),
        ("rank(1201, export[;; 2023])", "the place of soya beans among the headings exported"),
        (
            "rank(soya-beans, export[; maize+poultry-meat+soya-beans; 2023])",
            "their place among these three groups of goods",
        ),
        ("rank(asean, export[CN+asean+eu;; 2023])", "the place of ASEAN beside the European Union and China"),
    ),
    "count": (
        ("count(partners, export[;; 2023])", "to how many countries exports went in 2023"),
        ("count(goods@4, import[KZ;; 2023])", "how many four-digit headings came from Kazakhstan"),
    ),
}

FORMS: dict[str, str] = {
    "level": "level(slice[, UNIT])",
    "share": "share(part, whole[, UNIT])",
    "growth": "growth(slice[, BASE][, UNIT])",
    "change": "change(slice[, UNIT][, BASE])",
    "change of a share": "change(share(part, whole[, UNIT])[, BASE])",
    "ratio": "ratio(a, b[, UNIT])",
    "unit_value": "unit_value(slice[, PRICE])",
    "balance": "balance([partners; goods; period][, UNIT])",
    "rank": "rank(MEMBER, slice[, UNIT])",
    "count": "count(DIMENSION, slice)",
}

SLICES = """
A **slice** is `flow[partners; goods; period]`.

- *flow*: `export`, `import` or `turnover` (their sum).
- *partners*: codes of ISO 3166-1 alpha-2 (`CN`), of ISO 3166-2 (`RU-TOM`), or [groups](places.md) (`central-asia`).
- *goods*: HS codes of 2 to 10 digits (`27`, `0207`), ranges of equal length (`72-73`), or [groups](goods.md).
- *period*: `2023`, `2023-Q1`, `2023-04` or `2023-01/2023-08`.

`+` joins members; a member that begins with `-` is excluded (`asia+-CN`). Trailing parts may be left out, and an
empty part means everything: `export[;; 2023]`.

UNIT is an ISO 4217 code, `kg`, `t` or a quantity unit; PRICE is a currency for one of the latter (`USD/t`). BASE is a
period; left out, the same period a year earlier. DIMENSION is `partners` or `goods@N` with N digits of the HS. A rank
goes by value, descending; 1 is the largest.

Spaces are free on the way in. On the way out each measure has one text, and reading that text back gives the same
measure. An error names the column, and what was expected there.
"""


def _section(kind: str, promise: str) -> str:
    rows = [(f"`{parse_measure(text)}`", words) for text, words in EXAMPLES[kind]]
    return f"## {kind}\n\n`{FORMS[kind]}`\n\n{promise}\n\n{table(['measure', 'asks'], rows)}"


def reference_page() -> str:
    """The page, every example in its canonical form."""
    classes = zip(FORMS, typing.get_args(Measure), strict=True)
    return page("Measures as text", SLICES, *(_section(kind, docstring(one)) for kind, one in classes))
