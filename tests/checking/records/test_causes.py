"""Likely causes of a miss: each slip made on purpose, and none named where the arithmetic does not fit."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sverka.model.findings import Finding

Find = Callable[..., Finding]

SLIPS = (
    ("scale", "In 2022 exports of Tomsk Oblast came to $500 bn.", 0),
    ("scale", "In 2022 exports of Tomsk Oblast to Kazakhstan came to $600 mln.", 0),
    ("transposed", "In 2022 exports of Tomsk Oblast to Germany came to $52 mln.", 0),
    ("other_flow", "In 2022 Germany took 40 % of the exports of Tomsk Oblast.", 0),
    ("other_flow", "In 2022 imports of Tomsk Oblast came to $500 mln.", 0),
    ("sign", "In 2022 Tomsk Oblast ran a trade deficit of $300 mln.", 0),
    ("neighbour", "In 2022 exports of Tomsk Oblast to Kazakhstan came to $60 mln, to Germany to $60 mln.", 1),
    ("later_base", "In 2022 exports of Tomsk Oblast rose by 5.0 %.", 0),
    ("index", "In 2022 exports of Tomsk Oblast rose by 105.3 %.", 0),
    ("points", "In 2022 exports of Tomsk Oblast to Mongolia rose by 1.7 %.", 0),
    ("weight", "In 2022 exports of Tomsk Oblast to China came to $800 mln.", 0),
    ("other_year", "In 2022 exports of Tomsk Oblast came to $475 mln.", 0),
    ("month_for_year", "In 2022 exports of Tomsk Oblast came to $41.7 mln.", 0),
    ("year_for_month", "In April 2022 exports of Tomsk Oblast came to $500 mln.", 0),
)


@pytest.mark.parametrize(("kind", "text", "at"), SLIPS)
def test_a_slip_that_fits_is_named(kind: str, text: str, at: int, find: Find) -> None:
    finding = find(text, at=at)
    assert finding.verdict == "fails"
    assert kind in [cause.kind for cause in finding.causes]
    assert all(cause.text for cause in finding.causes)


@pytest.mark.parametrize(
    "text",
    [
        "In 2022 exports of Tomsk Oblast came to $771 mln.",
        "In 2022 China took 87 % of the exports of Tomsk Oblast.",
    ],
)
def test_no_cause_is_invented(text: str, find: Find) -> None:
    finding = find(text)
    assert (finding.verdict, finding.causes) == ("fails", ())


def test_a_claim_that_holds_has_no_cause(find: Find) -> None:
    assert find("In 2022 exports of Tomsk Oblast came to $500 mln.").causes == ()
