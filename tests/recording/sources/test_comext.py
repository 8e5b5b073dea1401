"""Eurostat Comext: the headers of different years, codes of areas, whole years, secret goods, what is quarantined."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from sverka.model.grammar import is_partner_name
from sverka.recording.sources.comext import COMEXT
from sverka.recording.tables_io import read_table
from sverka.reference.places import all_countries, get_place
from sverka.reference.units import unit_kind

from .running import header_of, run_carefully, run_plan

FILE = "full_v2_202402.dat"
HEADER = (
    "REPORTER,PARTNER,TRADE_TYPE,PRODUCT_NC,PRODUCT_SITC,PRODUCT_CPA21,PRODUCT_CPA22,PRODUCT_BEC,PRODUCT_BEC5,"
    "PRODUCT_SECTION,FLOW,STAT_PROCEDURE,SUPPL_UNIT,PERIOD,VALUE_EUR,VALUE_NAC,QUANTITY_KG,QUANTITY_SUPPL_UNIT\n"
)
OLD_HEADER = (
    "DECLARANT,DECLARANT_ISO,PARTNER,PARTNER_ISO,TRADE_TYPE,PRODUCT_NC,PRODUCT_SITC,PRODUCT_cpa2002,PRODUCT_cpa2008,"
    "PRODUCT_CPA2_1,PRODUCT_BEC,PRODUCT_SECTION,FLOW,STAT_REGIME,SUPP_UNIT,PERIOD,VALUE_IN_EUROS,QUANTITY_IN_KG,"
    "SUP_QUANTITY\n"
)


def row(**told: str) -> str:
    values = {
        "reporter": "AT",
        "partner": "US",
        "trade": "E",
        "goods": "22042106",
        "sitc": "11217",
        "cpa21": "1102",
        "cpa22": "1102",
        "bec": "122",
        "bec5": "111200",
        "section": "04",
        "flow": "2",
        "procedure": "1",
        "unit": "L",
        "period": "202402",
        "value": "4739.5",
        "national": "4739",
        "kg": "2000",
        "quantity": "1500",
    }
    return ",".join((values | told).values()) + "\n"


def one(**told: str) -> dict[str, Any]:
    found = run_plan(COMEXT, HEADER + row(**told), FILE)
    assert len(found) == 1
    assert run_carefully(COMEXT, HEADER + row(**told), FILE) == (found, {})
    return found[0]


def reason(**told: str) -> str:
    assert run_plan(COMEXT, HEADER + row(**told), FILE) == []
    rows, reasons = run_carefully(COMEXT, HEADER + row(**told), FILE)
    assert rows == []
    return reasons[2]


def test_a_row_of_today() -> None:
    assert one() == {
        "currency": "EUR",
        "valuation": "statistical",
        "flow": "export",
        "frequency": "M",
        "year": 2024,
        "month": 2,
        "classification": "CN2024",
        "reporter": "AT",
        "partner": "US",
        "commodity": "22042106",
        "primary_value": Decimal("4739.50"),
        "net_weight_kg": Decimal("2000.000"),
        "quantity": Decimal("1500.000"),
        "quantity_unit": "l",
        "detail": "procedure=1;trade=E",
        "aggregate": None,
    }


def test_a_row_of_2001() -> None:
    text = OLD_HEADER + "001,FR,0003,NL,I,99RRR100,00151,0122,0143,.....,111,01,1,1,A,200101,2580,600,1\n"
    [found] = run_plan(COMEXT, text, "full200101.dat")
    assert (found["reporter"], found["partner"], found["flow"]) == ("FR", "NL", "import")
    assert (found["classification"], found["commodity"]) == ("CN2001", "99RRR100")
    assert (found["primary_value"], found["net_weight_kg"]) == (2580, 600)


def test_only_these_files_are_recognised() -> None:
    assert COMEXT.recognise(header_of(HEADER, FILE))
    assert COMEXT.recognise(header_of(OLD_HEADER, FILE))
    assert COMEXT.recognise(header_of("REPORTER,PARTNER,PRODUCT_NC,FLOW,PERIOD,VALUE_EUR\n", FILE))
    assert not COMEXT.recognise(header_of("REPORTER,PARTNER,PRODUCT_NC,FLOW,PERIOD\n", FILE))
    assert not COMEXT.recognise(header_of("DATAFLOW,reporter,partner,product,flow,TIME_PERIOD,OBS_VALUE\n", FILE))


def test_a_short_file_has_neither_detail_nor_weight() -> None:
    text = "REPORTER,PARTNER,PRODUCT_NC,FLOW,PERIOD,VALUE_EUR\nDE,CN,01020304,1,200401,1000\n"
    [found] = run_plan(COMEXT, text, FILE)
    assert not {"detail", "net_weight_kg", "quantity"} & set(found)


def test_month_52_is_the_whole_year() -> None:
    found = one(period="202352")
    assert (found["frequency"], found["year"], found["month"]) == ("A", 2023, None)


@pytest.mark.parametrize(
    ("code", "area"),
    [
        ("GR", "GR"),
        ("EL", "GR"),
        ("UK", "GB"),
        ("XS", "RS"),
        ("XK", "XK"),
        ("XI", "exi"),
        ("XC", "exc"),
        ("QP", "eqp"),
        ("QZ", "eqz"),
        ("ZZ", "ezz"),
        ("AA", "eaa"),
        ("WORLD", "world"),
        ("EXT_EU27_2020", "exeu27"),
    ],
)
def test_areas(code: str, area: str) -> None:
    assert one(partner=code)["partner"] == area
    assert one(reporter=code)["reporter"] == area


def test_groups_of_partners_are_totals() -> None:
    assert one(partner="EXT_EU27_2020")["aggregate"] == "partners"
    assert one(partner="XI")["aggregate"] is None


@pytest.mark.parametrize("code", ["U", "us", "0400", "U*", "*U", "Ux", "U S", "Я1", "EU99"])
def test_what_is_no_code_of_an_area_is_quarantined(code: str) -> None:
    assert "not a code of a country" in reason(partner=code)


def test_secret_goods_and_totals_are_kept() -> None:
    assert [one(goods=code)["commodity"] for code in ("27SSSSSS", "TOTAL", "27", "99RRR100")] == [
        "27SSSSSS",
        "TOTAL",
        "27",
        "99RRR100",
    ]
    assert "leading zero" in reason(goods="20421")


def test_the_lost_zero_of_a_whole_code_is_put_back() -> None:
    assert run_plan(COMEXT, HEADER + row(goods="2042106"), FILE) == []
    rows, _ = run_carefully(COMEXT, HEADER + row(goods="2042106"), FILE)
    assert [one["commodity"] for one in rows] == ["02042106"]


def test_what_is_no_code_of_goods_is_quarantined() -> None:
    assert "not a code of goods" in reason(goods="2204 2106")


def test_goods_without_a_supplementary_unit_have_no_quantity() -> None:
    found = one(unit="NO_SU", quantity="0")
    assert (found["quantity"], found["quantity_unit"]) == (None, None)
    assert one(unit="1000_L")["quantity_unit"] == "1000 l"
    assert one(unit="FOO")["quantity_unit"] != one(unit="BAR")["quantity_unit"]


@pytest.mark.parametrize(
    ("told", "column"),
    [
        ({"flow": "3"}, "FLOW"),
        ({"flow": "X"}, "FLOW"),
        ({"period": "202413"}, "PERIOD"),
        ({"period": "20241"}, "PERIOD"),
        ({"value": "-1"}, "VALUE_EUR"),
        ({"value": ":"}, "VALUE_EUR"),
        ({"value": ""}, "VALUE_EUR"),
        ({"kg": "5x"}, "QUANTITY_KG"),
        ({"reporter": ""}, "REPORTER"),
    ],
)
def test_bad_rows(told: dict[str, str], column: str) -> None:
    assert reason(**told).startswith(column)


def test_the_tables_hold_together() -> None:
    rows = read_table("comext_areas.csv")
    assert len({found["code"] for found in rows}) == len(rows)
    for found in rows:
        assert found["id"] in all_countries() or found["id"] == "world" or get_place(found["id"]) is None
        assert is_partner_name(found["id"])
        assert len(found["id"]) <= 7
    named = {found["unit"] for found in read_table("comext_units.csv")}
    assert {"pcs", "pairs", "l", "m", "m2", "m3", "MWh"} <= {unit for unit in named if unit_kind(unit)}


def test_a_year_of_four_digits_is_the_whole_year() -> None:
    assert one(period="2023") == one(period="202352")
