"""Nothing crashes: absent reporters, empty cubes, zero denominators, falls of more than all, thousands of claims."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sverka
from sverka.checking.findings import check_readings
from sverka.measuring.book import Book, open_book
from sverka.model.claims import Claim, Products, Reading
from sverka.model.findings import Finding, Verdict
from sverka.reference.formulate import formulate
from sverka.reference.hedges import stated_intervals

Find = Callable[..., Finding]

ODD = (
    "In 2022 exports of Kiribati came to $5 mln.",
    "In 2022 exports of Tomsk Oblast to the G8 came to $5 mln.",
    "In 1985 exports of Tomsk Oblast to the EU came to $5 mln.",
    "In 2022 exports of Tomsk Oblast fell by 140 %.",
    "In 2022 exports of Tomsk Oblast to Antarctica rose tenfold.",
    "In 2022 exports of Tomsk Oblast to China were 300 % of all exports.",
    "In 2022 exports of Tomsk Oblast came to $0.",
    "In 2022 exports of Tomsk Oblast came to -$5 mln.",
    "In 2022 exports of Tomsk Oblast came to $99999999999999999999 bn.",
    "In 0001 exports of Tomsk Oblast came to $5 mln.",
    "In 9999 exports of Tomsk Oblast came to $5 mln.",
    "In 2022 Tomsk Oblast was the 900th largest buyer of exports of Tomsk Oblast.",
    "В 2022 году экспорт Томской области в никуда вырос в 0 раз.",
)


@pytest.mark.parametrize("text", ODD)
def test_odd_claims_get_a_verdict(text: str, world: Book) -> None:
    for finding in sverka.check(text, book=world, date="2023-05-25").documents[0].findings:
        assert isinstance(finding.verdict, Verdict)
        assert finding.reason


def test_an_empty_book_answers_nothing(make_book: Callable[..., Path]) -> None:
    with open_book(make_book([])) as book:
        checked = sverka.check("In 2022 exports of Tomsk Oblast came to $500 mln.", book=book)
    (finding,) = checked.documents[0].findings
    assert finding.verdict == "not covered"
    assert "no records" in finding.reason


def test_growth_from_nothing_and_shares_of_nothing_are_not_covered(make_book: Callable[..., Path]) -> None:
    rows = [
        {
            "reporter": "RU-TOM",
            "year": year,
            "flow": "export",
            "partner": partner,
            "commodity": "27",
            "primary_value": v,
        }
        for year, partner, v in ((2021, "CN", 0.0), (2022, "CN", 0.0), (2021, "KZ", 0.0), (2022, "KZ", 0.0))
    ]
    text = "In 2022 exports of Tomsk Oblast rose by 5 %. In 2022 China took 60 % of the exports of Tomsk Oblast."
    with open_book(make_book(rows)) as book:
        checked = sverka.check(text, book=book)
    assert [str(one.verdict) for one in checked.documents[0].findings] == ["not covered", "not covered"]


def test_ten_thousand_claims_take_one_scan(world: Book) -> None:
    """Each of ten thousand questions has a finding, one cube is built, and the work does not grow as a square."""
    claims = [_claim(at) for at in range(10_000)]
    seconds = []
    for few in (claims[:1_000], claims):
        reading = Reading("many.txt", "", "en", "2023-05-25", "RU-TOM", None, tuple(few))
        started = time.thread_time()
        checked = check_readings([reading], book=world)
        seconds.append(time.thread_time() - started)
        assert len(checked.documents[0].findings) == len(few)
    assert seconds[1] < 40 * seconds[0], seconds


def _claim(at: int) -> Claim:
    partners, goods = ("CN", "HK", "KZ", "UZ", "MN", "TR", "IR", "DE"), ("2709", "4407", "8544", "1001", None)
    value = 1_000_000.0 * (at + 1)
    narrow, wide = stated_intervals(value, "USD", "exact", str(at + 1))
    code = goods[at // 8 % 5]
    claim = Claim(
        f"c{at + 1}",
        "level",
        value,
        "USD",
        flow=("export", "import", "turnover")[at // 40 % 3],
        reporter="RU-TOM",
        partners=(partners[at % 8],),
        products=Products(code, (code[:2],), code) if code else None,
        period=("2021", "2022", "2022-Q1", "2021-07")[at // 120 % 4],
        interval=narrow,
        interval_wide=wide,
        printed=str(at + 1),
    )
    return replace(claim, measure=formulate(claim)[0])


@settings(max_examples=40)
@given(
    kind=st.sampled_from(["level", "share", "growth", "balance", "rank", "count", "comparison"]),
    value=st.floats(-1e15, 1e15, allow_nan=False),
    flow=st.sampled_from(["export", "import", "turnover", None]),
    partners=st.lists(st.sampled_from(["CN", "asia", "eu", "g8", "KZ", "mars", "AQ"]), max_size=2, unique=True),
    goods=st.sampled_from([None, "2709", "food", "mystery-goods", "services", "01-24"]),
    period=st.sampled_from([None, "2022", "2021", "2022-04", "1950", "2022-01/2023-04"]),
    of=st.sampled_from([None, "export", "turnover", "production"]),
    reporter=st.sampled_from(["RU-TOM", "KZ", "ZZ-NOPE", None]),
)
def test_any_claim_gets_a_finding(world: Book, **fields: Any) -> None:
    claim = _any_claim(**fields)
    reading = Reading("any.txt", "", "en", "2023-05-25", None, None, (claim,))
    (finding,) = check_readings([reading], book=world).documents[0].findings
    assert finding.verdict in Verdict
    assert finding.fit <= finding.tried
    assert (finding.figure is not None) == (finding.verdict not in (Verdict.NOT_COVERED, Verdict.CONFLICTS))


def _any_claim(**fields: Any) -> Claim:
    unit = {"level": "USD", "balance": "USD", "comparison": "USD", "rank": "rank", "count": "countries"}
    name = unit.get(fields["kind"], "%")
    goods = fields.pop("goods")
    fields["partners"] = tuple(fields["partners"])
    products = None if goods is None else Products(goods, (), goods)
    narrow, wide = stated_intervals(fields["value"], name, "exact", "")
    claim = Claim("c1", unit=name, products=products, interval=narrow, interval_wide=wide, **fields)
    return replace(claim, measure=formulate(claim)[0])
