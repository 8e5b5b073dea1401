"""CEPII BACI: recognised by its six columns, units, missing quantities, codes, editions."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sverka.recording.areas import CODES, area_name, un_areas
from sverka.recording.source import Asked
from sverka.recording.sources.baci import BACI, MISSING
from sverka.recording.tables_io import read_table
from sverka.reference.places import get_place

from .running import header_of, run_carefully, run_plan

FILE = "BACI_HS92_Y2020_V202401b.csv"
HEADER = "t,i,j,k,v,q\n"
ROW = "2020,76,156,120100,1234.567,2500.25\n"


def test_the_six_columns_and_no_others_are_recognised() -> None:
    assert BACI.recognise(header_of(HEADER, FILE))
    assert BACI.recognise(header_of('"v","q","k","j","i","T"\n', FILE))
    assert not BACI.recognise(header_of("t,i,j,k,v\n", FILE))
    assert not BACI.recognise(header_of("t,i,j,k,v,q,x\n", FILE))
    assert not BACI.recognise(header_of("t,i,j,k,v,v\n", FILE))
    assert BACI.two_sided


def test_a_row_is_in_dollars_and_kilograms() -> None:
    assert run_plan(BACI, HEADER + ROW, FILE) == [
        {
            "flow": "export",
            "frequency": "A",
            "classification": "HS1992",
            "currency": "USD",
            "valuation": "FOB",
            "year": 2020,
            "reporter": "BR",
            "partner": "CN",
            "commodity": "120100",
            "primary_value": Decimal("1234567.00"),
            "net_weight_kg": Decimal("2500250.000"),
        }
    ]


@pytest.mark.parametrize("missing", ["", "NA", "           NA", "   ", "NA  "])
def test_a_missing_quantity_is_null(missing: str) -> None:
    text = HEADER + f"2020,76,156,120100,      0.043,{missing}\n" + ROW
    careful, refused = run_carefully(BACI, text, FILE)
    assert refused == {}
    assert [row["net_weight_kg"] for row in careful] == [None, Decimal("2500250.000")]
    assert careful[0]["primary_value"] == Decimal("43.00")
    if missing in ("", *MISSING):
        assert run_plan(BACI, text, FILE) == careful


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2020,76,156,2010,1,1", "k: must be 6 digits"),
        ("2020,76,156,1201AA,1,1", "k: must be 6 digits"),
        ("2020,76,156,-12010,1,1", "k: must be 6 digits"),
        ("2020,76,156,,1,1", "k: empty"),
        ("2020,,156,120100,1,1", "i: empty"),
        ("2020,0,156,120100,1,1", "i: not a code"),
        ("2020,76,1000,120100,1,1", "j: not a code"),
        ("2020,76,-5,120100,1,1", "j: not a code"),
        ("2020,76,156,120100,,1", "v: empty"),
        ("2020,76,156,120100,-1,1", "v: below 0"),
        ("2020,76,156,120100,1,12x", "q: not a number"),
        ("2020,76,156,120100,1,N/B", "q: not a number"),
        ("2020,76,156,120100,1,-3", "q: below 0"),
        ("20,76,156,120100,1,1", "t: not a year"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_column(row: str, reason: str) -> None:
    text = HEADER + ROW + row + "\n"
    assert len(run_plan(BACI, text, FILE)) == 1
    rows, refused = run_carefully(BACI, text, FILE)
    assert len(rows) == 1
    assert list(refused) == [3]
    assert refused[3].startswith(reason)


def test_leading_zeros_and_the_code_of_unspecified_goods_are_kept() -> None:
    rows = run_plan(BACI, HEADER + "2020,842,699,010121,1,1\n2020,757,490,9999AA,1,1\n", FILE)
    assert [(row["reporter"], row["partner"], row["commodity"]) for row in rows] == [
        ("US", "IN", "010121"),
        ("CH", "m490", "9999AA"),
    ]


@pytest.mark.parametrize(
    ("name", "classification"),
    [
        ("BACI_HS92_Y1995_V202401b.csv", "HS1992"),
        ("BACI_HS96_Y2020_V202401b.csv", "HS1996"),
        ("BACI_HS02_Y2020_V202401b.csv", "HS2002"),
        ("BACI_HS07_Y2020_V202401b.csv", "HS2007"),
        ("BACI_HS12_Y2020_V202401b.csv", "HS2012"),
        ("BACI_HS17_Y2020_V202401b.csv", "HS2017"),
        ("baci_hs22_v202501.zip/BACI_HS22_Y2023_V202501.csv", "HS2022"),
    ],
)
def test_the_edition_is_told_by_the_name_of_the_file(name: str, classification: str) -> None:
    plan = BACI.plan(header_of(HEADER + ROW, name), Asked())
    assert (plan.fixed["classification"], plan.notes) == (classification, ())


@pytest.mark.parametrize("name", ["baci.csv", "BACI_HS99_Y2020.csv", "BACI_HS12_HS17.csv", "BACI_HS1992.csv"])
def test_a_name_that_does_not_tell_the_edition_is_noted(name: str) -> None:
    plan = BACI.plan(header_of(HEADER + ROW, name), Asked())
    assert plan.fixed["classification"] == "HS"
    assert "does not tell the edition" in plan.notes[0]


def test_areas_are_places_or_named_own_codes() -> None:
    areas = un_areas()
    assert len(areas) == CODES
    assert {areas[code] for code in (840, 841, 842)} == {"US"}
    assert (areas[250], areas[251], areas[381], areas[579], areas[757]) == ("FR", "FR", "IT", "NO", "CH")
    for row in read_table("un_areas.csv"):
        found = areas[int(row["code"])]
        assert (get_place(found) is not None) == (row["kind"] in ("country", "total"))
        assert area_name(found) == (None if row["id"] else row["name"])


def test_monaco_has_no_code_of_its_own_where_492_is_the_rest_of_the_european_union() -> None:
    assert un_areas()[492] == "m492"
    assert "MC" not in un_areas()
