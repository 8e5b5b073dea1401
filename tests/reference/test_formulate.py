"""From a claim's fields to the measure that it states, or to the reason why there is none."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sverka.model.claims import CLAIM_KINDS, WHOLES, Claim, Products
from sverka.model.grammar import is_goods_name, parse_measure
from sverka.reference.formulate import formulate
from sverka.reference.goods import find_goods
from sverka.reference.slugs import slug

GOLD = Path(__file__).resolve().parents[1] / "gold"
WHEAT = Products("wheat", ("10",), "wheat")
GRAIN = Products("grain", ("10",), "grain")


def claim(kind: str, unit: str, **fields: Any) -> Claim:
    return Claim("c1", kind, 1.0, unit, **fields)  # type: ignore[arg-type]


def text_of(said: Claim) -> str:
    measure, reason = formulate(said)
    assert reason is None, reason
    return str(measure)


@pytest.mark.parametrize(
    ("said", "measure"),
    [
        (claim("level", "USD", flow="export", period="2022"), "level(export[;; 2022], USD)"),
        (claim("level", "t", flow="export", partners=("EG", "TR"), products=WHEAT), "level(export[EG+TR; wheat], t)"),
        (
            claim("level", "m3", flow="export", products=Products("timber", ("44",), "timber")),
            "level(export[; timber], m3)",
        ),
        (claim("level", "GWh", flow="import"), "level(import, GWh)"),
        (
            claim("share", "%", flow="turnover", partners=("MN", "CN"), of="turnover", period="2022"),
            "share(turnover[CN+MN;; 2022], turnover[;; 2022])",
        ),
        (claim("share", "%", flow="export", of="turnover"), "share(export, turnover)"),
        (claim("share", "%", partners=("asia",), of="export"), "share(export[asia], export)"),
        (
            claim("share", "%", flow="export", partners=("EG",), products=WHEAT, of="export", of_products=WHEAT),
            "share(export[EG; wheat], export[; wheat])",
        ),
        (
            claim("share", "%", flow="export", products=WHEAT, of="export", of_products=GRAIN, of_partners=("asia",)),
            "share(export[; wheat], export[asia; grain])",
        ),
        (
            claim("share", "%", flow="export", partners=("CN",), of="export", aspect="volume"),
            "share(export[CN], export, kg)",
        ),
        (
            claim("growth", "%", flow="export", partners=("central-asia",), period="2022", base="2021"),
            "growth(export[central-asia;; 2022])",
        ),
        (claim("growth", "%", flow="export", period="2022", base="2019"), "growth(export[;; 2022], 2019)"),
        (claim("growth", "%", flow="export", period="2022", aspect="volume"), "growth(export[;; 2022], kg)"),
        (claim("comparison", "t", flow="import", period="2015", base="2014"), "change(import[;; 2015], t)"),
        (
            claim("comparison", "pp", flow="export", partners=("CN",), of="export", period="2023"),
            "change(share(export[CN;; 2023], export[;; 2023]))",
        ),
        (
            claim("comparison", "pp", flow="export", of="turnover", period="2023", base="2019", aspect="volume"),
            "change(share(export[;; 2023], turnover[;; 2023], kg), 2019)",
        ),
        (
            claim("level", "USD/t", flow="export", products=WHEAT, period="2023"),
            "unit_value(export[; wheat; 2023], USD/t)",
        ),
        (
            claim("level", "EUR/m3", flow="import", partners=("CN",), aspect="unit price"),
            "unit_value(import[CN], EUR/m3)",
        ),
        (claim("level", "USD/kg", flow="export", aspect="an average"), "unit_value(export, USD/kg)"),
        (claim("balance", "USD", partners=("CN",), period="2023"), "balance([CN;; 2023], USD)"),
        (claim("balance", "USD", aspect="surplus"), "balance([], USD)"),
        (claim("rank", "rank", flow="export", partners=("CN",), period="2023"), "rank(CN, export[;; 2023])"),
        (claim("rank", "rank", flow="export", partners=("KZ",), products=WHEAT), "rank(KZ, export[; wheat])"),
        (claim("rank", "rank", flow="export", products=WHEAT, aspect="goods"), "rank(wheat, export)"),
        (claim("count", "countries", flow="export", period="2022-Q1"), "count(partners, export[;; 2022-Q1])"),
        (claim("count", "products", flow="export"), "count(goods@4, export)"),
        (claim("level", "USD", flow="export", partners=("world",)), "level(export, USD)"),
        (claim("level", "USD", flow="export", products=Products("Дикоросы")), "level(export[; dikorosy], USD)"),
        (
            claim("level", "USD", flow="export", products=Products("oil and coal", (), "palm-oil+coal")),
            "level(export[; coal+palm-oil], USD)",
        ),
        (claim("level", "USD", flow="export", products=Products("x", (), "72-83")), "level(export[; 72-83], USD)"),
    ],
)
def test_what_a_claim_states(said: Claim, measure: str) -> None:
    assert text_of(said) == measure


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (claim("level", "m3", products=WHEAT), "the flow is not said"),
        (claim("level", "USD/t"), "the flow is not said"),
        (claim("level", "USD/t", flow="turnover"), "not of both"),
        (claim("level", "USD/t", flow="export", aspect="a company"), "a company"),
        (claim("level", "USD/day", flow="export"), "price"),
        (claim("growth", "USD/t", flow="export"), "in per cent"),
        (claim("level", "companies", flow="export"), "not counted in"),
        (claim("share", "%", flow="export", of="production"), "of output"),
        (claim("share", "%", flow="export", of="other"), "outside"),
        (claim("share", "%", flow="export"), "whole of the share"),
        (claim("share", "%", flow="export", of="export"), "not told from the whole"),
        (claim("share", "%", flow="turnover", of="export"), "cannot be a part"),
        (
            claim("share", "%", flow="export", of="export", products=Products("services", (), "services")),
            "not services",
        ),
        (claim("growth", "%", flow="export", aspect="number of exporters"), "number of exporters"),
        (claim("growth", "%", aspect="deficit"), "deficit"),
        (claim("comparison", "pp", flow="export"), "points"),
        (claim("comparison", "pp", flow="export", of="export"), "not told from the whole"),
        (claim("comparison", "pp", flow="export", partners=("CN",), of="production"), "of output"),
        (claim("comparison", "USD", aspect="surplus"), "surplus"),
        (claim("rank", "rank", flow="export"), "other reporters"),
        (claim("rank", "rank", flow="export", products=WHEAT), "other reporters"),
        (claim("rank", "rank", flow="turnover", partners=("asean",)), "single country"),
        (claim("rank", "rank", flow="export", partners=("CN", "IN")), "single country"),
        (claim("count", "companies", flow="export"), "do not count companies"),
        (claim("level", "USD", flow="export", partners=("Азия",)), "neither a country code"),
        (claim("level", "USD", flow="export", period="once"), "not a period"),
        (claim("level", "USD", flow="export", products=Products("!?")), "no name"),
    ],
)
def test_why_there_is_no_measure(said: Claim, reason: str) -> None:
    measure, why = formulate(said)
    assert measure is None
    assert why is not None
    assert reason in why


def gold_claims() -> list[Claim]:
    found = []
    for file in sorted(GOLD.glob("*_dev.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            found += [gold_claim(fields) for fields in json.loads(line)["claims"]]
    return found


def gold_products(fields: dict[str, Any] | None) -> Products | None:
    if not fields:
        return None
    goods = find_goods(fields["label"])
    return Products(fields["label"], tuple(fields.get("hs") or ()), goods.id if goods else None)


def gold_claim(fields: dict[str, Any]) -> Claim:
    names = ("flow", "period", "base", "of", "aspect")
    return Claim(
        "c1",
        fields["kind"],
        fields["value"],
        fields["unit"],
        partners=tuple(fields["partners"]),
        products=gold_products(fields.get("products")),
        of_partners=tuple(fields.get("of_partners") or ()),
        of_products=gold_products(fields.get("of_products")),
        **{name: fields.get(name) for name in names},
    )


def test_every_claim_of_the_annotated_corpus_has_a_measure_that_reads_back_or_a_reason() -> None:
    claims = gold_claims()
    stated = [formulate(said) for said in claims]
    assert all((measure is None) is bool(reason) for measure, reason in stated)
    assert all(parse_measure(str(measure)) == measure for measure, _ in stated if measure)
    assert sum(measure is not None for measure, _ in stated) > 0.75 * len(claims)


UNITS = st.sampled_from(["%", "pp", "USD", "t", "m3", "bbl/d", "countries", "products", "rank", "USD/t", ""])
GOODS = st.none() | st.builds(
    Products, st.text(max_size=12), st.just(()), st.sampled_from([None, "wheat", "72-83", "x+y"])
)
PARTNERS = st.lists(st.sampled_from(["CN", "MN", "asia", "non-eu", "RU-TOM", "world", "Азия"]), max_size=3).map(tuple)
CLAIMS = st.builds(
    Claim,
    id=st.just("c1"),
    kind=st.sampled_from(CLAIM_KINDS),
    value=st.just(1.0),
    unit=UNITS,
    flow=st.sampled_from([None, "export", "import", "turnover"]),
    partners=PARTNERS,
    products=GOODS,
    period=st.sampled_from([None, "2022", "2022-Q1", "2022-01/2022-06", "soon"]),
    base=st.sampled_from([None, "2021", "2019"]),
    of=st.none() | st.sampled_from(WHOLES),
    of_partners=PARTNERS,
    of_products=GOODS,
    aspect=st.sampled_from([None, "volume", "deficit", "goods", "unit price"]),
)


@given(CLAIMS)
def test_any_claim_has_either_a_measure_that_reads_back_or_a_reason(said: Claim) -> None:
    measure, reason = formulate(said)
    assert (measure is None) is bool(reason)
    if measure is not None:
        assert parse_measure(str(measure)) == measure


def test_an_unsaid_period_stays_unsaid() -> None:
    said = claim("growth", "%", flow="export")
    assert text_of(said) == "growth(export)"
    assert text_of(replace(said, base="2021")) == "growth(export, 2021)"


@given(st.text(max_size=80))
def test_a_slug_is_empty_or_a_name_of_goods(label: str) -> None:
    assert not slug(label) or is_goods_name(slug(label))
