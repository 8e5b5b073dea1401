"""UN Comtrade: bulk and API headers, totals beside parts, flows, periods, valuation, units."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from sverka.recording.lookup_sql import own_name
from sverka.recording.source import Asked
from sverka.recording.sources.comtrade import COMTRADE
from sverka.recording.tables_io import read_table
from sverka.reference.units import unit_kind

from .running import header_of, run_carefully, run_plan

COLUMNS = (
    "typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,reporterDesc,flowCode,flowDesc,"
    "partnerCode,partnerISO,partnerDesc,partner2Code,partner2ISO,partner2Desc,classificationCode,"
    "classificationSearchCode,isOriginalClassification,cmdCode,cmdDesc,aggrLevel,isLeaf,customsCode,customsDesc,"
    "mosCode,motCode,motDesc,qtyUnitCode,qtyUnitAbbr,qty,isQtyEstimated,altQtyUnitCode,altQtyUnitAbbr,altQty,"
    "isAltQtyEstimated,netWgt,isNetWgtEstimated,grossWgt,isGrossWgtEstimated,cifvalue,fobvalue,primaryValue,"
    "legacyEstimationFlag,isReported,isAggregate"
).split(",")
USUAL = {
    "typeCode": "C",
    "freqCode": "A",
    "refPeriodId": "20230101",
    "refYear": "2023",
    "refMonth": "52",
    "period": "2023",
    "reporterCode": "398",
    "flowCode": "X",
    "partnerCode": "156",
    "partner2Code": "0",
    "classificationCode": "H6",
    "cmdCode": "1001",
    "cmdDesc": '"Wheat and meslin, whatever"',
    "customsCode": "C00",
    "mosCode": "0",
    "motCode": "0",
    "qtyUnitCode": "8",
    "qty": "5000.5",
    "netWgt": "5000.5",
    "fobvalue": "26672.171",
    "primaryValue": "26672.171",
}


def table(*rows: dict[str, str], columns: list[str] = COLUMNS) -> str:
    lines = [",".join(columns), *(",".join((USUAL | row).get(name, "") for name in columns) for row in rows)]
    return "\n".join(lines) + "\n"


def only(**row: str) -> dict[str, Any]:
    [found] = run_plan(COMTRADE, table(row), "comtrade.csv")
    return found


def test_bulk_and_api_headers_are_recognised_in_any_case() -> None:
    assert COMTRADE.recognise(header_of(table({}), "x.csv"))
    assert COMTRADE.recognise(header_of(table({}).replace("primaryValue", "PrimaryValue"), "x.csv"))
    assert COMTRADE.recognise(header_of(table({}, columns=[one[0].upper() + one[1:] for one in COLUMNS]), "x.csv"))
    assert not COMTRADE.recognise(header_of("t,i,j,k,v,q\n", "x.csv"))
    assert not COMTRADE.recognise(header_of(table({}).replace("primaryValue", "value"), "x.csv"))


def test_a_row_is_read_whole_from_codes_alone() -> None:
    assert only() == {
        "currency": "USD",
        "flow": "export",
        "frequency": "A",
        "year": 2023,
        "month": None,
        "classification": "HS2022",
        "valuation": "FOB",
        "reporter": "KZ",
        "partner": "CN",
        "commodity": "1001",
        "primary_value": Decimal("26672.17"),
        "net_weight_kg": Decimal("5000.500"),
        "quantity": Decimal("5000.500"),
        "quantity_unit": "kg",
        "detail": None,
        "aggregate": None,
    }
    assert COMTRADE.plan(header_of(table({}), "x.csv"), Asked()).hierarchical


def test_a_month_is_a_month() -> None:
    row = only(freqCode="M", period="202304", refMonth="4")
    assert (row["frequency"], row["year"], row["month"]) == ("M", 2023, 4)


def test_declared_totals_have_their_names() -> None:
    row = only(partnerCode="0", cmdCode="TOTAL", netWgt="0", qtyUnitCode="-1", qty="0")
    assert (row["partner"], row["commodity"]) == ("world", "TOTAL")
    assert (row["net_weight_kg"], row["quantity"], row["quantity_unit"]) == (None, None, None)


def test_codes_that_differ_from_m49_and_areas_that_are_no_country() -> None:
    assert only(reporterCode="842")["reporter"] == "US"
    assert [only(partnerCode=code)["partner"] for code in ("251", "490", "837", "97")] == ["FR", "m490", "m837", "m97"]


def test_cuts_that_are_not_totals_make_the_detail() -> None:
    assert only(motCode="1000")["detail"] == "mode=1000"
    row = only(customsCode="C04", motCode="2100", partner2Code="276", mosCode="1")
    assert row["detail"] == "customs=C04;mode=2100;partner2=276;supply=1"
    assert only(customsCode="", motCode="", partner2Code="", mosCode="")["detail"] is None


@pytest.mark.parametrize(
    ("code", "flow", "aggregate"),
    [
        ("M", "import", None),
        ("X", "export", None),
        ("RX", "export", "of which re-exports"),
        ("DX", "export", "of which domestic exports"),
        ("RM", "import", "of which re-imports"),
        ("FM", "import", "of which foreign imports"),
        ("MIP", "import", "of which imports for inward processing"),
        ("XOP", "export", "of which exports for outward processing"),
    ],
)
def test_flows_that_are_parts_of_others_are_told_as_such(code: str, flow: str, aggregate: str | None) -> None:
    row = only(flowCode=code)
    assert (row["flow"], row["aggregate"]) == (flow, aggregate)


@pytest.mark.parametrize(
    ("flow", "cif", "fob", "value", "valuation"),
    [
        ("X", "", "10", "10", "FOB"),
        ("X", "", "", "10", "FOB"),
        ("M", "11", "10", "11", "CIF"),
        ("M", "11", "", "11", "CIF"),
        ("M", "", "", "10", "CIF"),
        ("M", "", "10", "10", "FOB"),
        ("M", "0", "10", "10", "FOB"),
        ("M", "", "9", "10", "CIF"),
        ("RM", "", "10", "10", "FOB"),
    ],
)
def test_valuation_goes_by_what_the_primary_value_is(flow: str, cif: str, fob: str, value: str, valuation: str) -> None:
    assert only(flowCode=flow, cifvalue=cif, fobvalue=fob, primaryValue=value)["valuation"] == valuation


def test_imports_are_cif_where_the_file_has_no_column_to_tell_otherwise() -> None:
    columns = [name for name in COLUMNS if name not in ("cifvalue", "fobvalue")]
    [row] = run_plan(COMTRADE, table({"flowCode": "M"}, columns=columns), "x.csv")
    assert row["valuation"] == "CIF"


def test_classifications_stand_side_by_side() -> None:
    rows = [{"classificationCode": "S4", "cmdCode": "041"}, {"classificationCode": "H5"}, {"classificationCode": "B5"}]
    found = run_plan(COMTRADE, table(*rows), "x.csv")
    assert [row["classification"] for row in found] == ["SITC4", "HS2017", "BEC5"]


def test_units_come_from_the_code_or_else_the_abbreviation() -> None:
    assert only(qtyUnitCode="5", qty="7")["quantity_unit"] == "pcs"
    assert only(qtyUnitCode="77", qty="7")["quantity_unit"] == "unit 77"
    columns = [name for name in COLUMNS if name != "qtyUnitCode"]
    rows = [{"qtyUnitAbbr": "m³"}, {"qtyUnitAbbr": "N/A"}, {"qtyUnitAbbr": "furlong"}]
    found = run_plan(COMTRADE, table(*rows, columns=columns), "x.csv")
    assert [(row["quantity_unit"], row["quantity"]) for row in found] == [
        ("m3", Decimal("5000.500")),
        (None, None),
        ("furlong", Decimal("5000.500")),
    ]


def test_the_first_units_are_those_that_claims_use() -> None:
    units = {row["code"]: row["unit"] for row in read_table("un_quantity_units.csv")}
    known = [code for code, unit in units.items() if unit and unit_kind(unit) is not None]
    assert known == ["2", "3", "4", "5", "6", "7", "8", "12", "19", "21", "22", "24"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"cmdCode": "101"}, "cmdCode: an HS code has 2, 4 or 6 digits"),
        ({"cmdCode": "10121"}, "cmdCode: an HS code has 2, 4 or 6 digits"),
        ({"cmdCode": ""}, "cmdCode: empty"),
        ({"reporterCode": "0"}, "reporterCode: not a code"),
        ({"reporterCode": "KAZ"}, "reporterCode: not a whole number"),
        ({"partnerCode": "-1"}, "partnerCode: not a code"),
        ({"flowCode": "Q"}, "flowCode: not a known flow"),
        ({"classificationCode": "EB10"}, "classificationCode: not a known"),
        ({"typeCode": "S"}, "typeCode: not trade in goods"),
        ({"freqCode": "M"}, "freqCode: does not go with the period"),
        ({"period": "202313", "freqCode": "M"}, "period: neither"),
        ({"period": "1023"}, "period: neither"),
        ({"primaryValue": "-1"}, "primaryValue: below 0"),
        ({"primaryValue": ""}, "primaryValue: empty"),
        ({"netWgt": "-1"}, "netWgt: below 0"),
        ({"qty": "-1"}, "qty: below 0"),
        ({"qty": "some"}, "qty: not a number"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_column(change: dict[str, str], reason: str) -> None:
    text = table({}, change)
    assert len(run_plan(COMTRADE, text, "x.csv")) == 1
    rows, refused = run_carefully(COMTRADE, text, "x.csv")
    assert len(rows) == 1
    assert list(refused) == [3]
    assert refused[3].startswith(reason)


def test_a_quantity_of_minus_one_in_no_unit_is_none() -> None:
    assert only(qtyUnitCode="-1", qty="-1")["quantity"] is None


def test_both_ways_give_the_same_rows() -> None:
    text = table({}, {"flowCode": "RX", "motCode": "1000"}, {"partnerCode": "0", "cmdCode": "TOTAL", "cmdDesc": ""})
    fast = run_plan(COMTRADE, text, "x.csv")
    careful, refused = run_carefully(COMTRADE, text, "x.csv")
    assert refused == {}
    assert fast == careful
    assert len(fast) == 3


def test_codes_with_letters_are_kept() -> None:
    assert only(cmdCode="9999AA")["commodity"] == "9999AA"


UNTIL_2022 = (
    "Classification,Year,Period,Period Desc.,Aggregate Level,Is Leaf Code,Trade Flow Code,Trade Flow,Reporter Code,"
    "Reporter,Reporter ISO,Partner Code,Partner,Partner ISO,Commodity Code,Commodity,Qty Unit Code,Qty Unit,Qty,"
    "Netweight (kg),Trade Value (US$),Flag"
)
ROW_UNTIL_2022 = (
    "H5,2019,2019,2019,4,0,2,Export,398,Kazakhstan,KAZ,410,Rep. of Korea,KOR,2709,Oil,8,Kilograms,600,600,180,0"
)


@pytest.mark.parametrize(
    "header",
    [
        UNTIL_2022,
        UNTIL_2022.replace(" ", ".").replace("(", ".").replace(")", ".").replace("$", "."),
        UNTIL_2022.lower().replace(" (us$)", "_usd").replace(" (kg)", "_kg").replace(" ", "_").replace(".", ""),
        UNTIL_2022.replace("Trade Value (US$)", "TradeValueUS").replace("Trade Flow", "TradeFlow"),
        UNTIL_2022.replace("Reporter Code", "a").replace("Partner Code", "b").replace("Trade Flow Code", "c"),
        UNTIL_2022.replace("Reporter Code,", "a,").replace("Reporter ISO", "b").replace("Partner ISO", "c"),
        UNTIL_2022.replace(",Period,", ",a,"),
    ],
    ids=["as downloaded", "R", "snake case", "without spaces", "ISO codes", "names", "year"],
)
def test_downloads_until_2022_under_any_spelling_of_their_columns(header: str) -> None:
    [row] = run_plan(COMTRADE, f"{header}\n{ROW_UNTIL_2022}\n", "comtrade.csv")
    assert (row["reporter"], row["partner"], row["flow"], row["year"], row["month"]) == (
        "KZ",
        "KR",
        "export",
        2019,
        None,
    )
    assert (row["classification"], row["commodity"], row["primary_value"]) == ("HS2017", "2709", 180)
    assert (row["net_weight_kg"], row["quantity_unit"], row["valuation"]) == (600, "kg", "FOB")


@pytest.mark.parametrize(
    "columns",
    [
        "refYear,reporterISO,partnerISO,flowDesc,cmdCode,primaryValue",
        "refYear,refMonth,reporterDesc,partnerDesc,flowCode,cmdCode,primaryValue",
        "period,reporterCode,partnerDesc,flowCode,cmdCode,primaryValue,isAggregate",
    ],
)
def test_any_selection_that_suffices_is_read(columns: str) -> None:
    values = {
        "refYear": "2023",
        "refMonth": "52",
        "period": "2023",
        "reporterISO": "KAZ",
        "reporterDesc": "Kazakhstan",
        "reporterCode": "398",
        "partnerISO": "W00",
        "partnerDesc": "World",
        "flowDesc": "Export",
        "flowCode": "X",
        "cmdCode": "TOTAL",
        "primaryValue": "7",
        "isAggregate": "true",
    }
    text = f"{columns}\n{','.join(values[name] for name in columns.split(','))}\n"
    [row] = run_plan(COMTRADE, text, "selection.csv")
    assert (row["reporter"], row["partner"], row["flow"], row["year"], row["month"]) == (
        "KZ",
        "world",
        "export",
        2023,
        None,
    )
    assert row["classification"] == "unstated"


@pytest.mark.parametrize(
    "columns",
    [
        "refYear,reporterISO,flowDesc,cmdCode,primaryValue",
        "refYear,reporterISO,partnerISO,cmdCode,primaryValue",
        "refYear,reporterISO,partnerISO,flowDesc,cmdDesc,primaryValue",
        "reporterISO,partnerISO,flowDesc,cmdCode,primaryValue",
        "Year,Reporter,Partner,Trade Flow,Commodity Code,Trade Value",
    ],
)
def test_a_selection_that_does_not_suffice_is_not(columns: str) -> None:
    assert not COMTRADE.recognise(header_of(columns + "\n", "x.csv"))


def test_months_may_be_told_by_year_and_month() -> None:
    columns = "refYear,refMonth,reporterISO,partnerDesc,flowCode,cmdCode,primaryValue"
    text = f"{columns}\n2023,4,KAZ,Atlantis,X,27,7\n2023,13,KAZ,China,X,27,7\n2023,52,KAZ,China,X,27,7\n"
    rows, reasons = run_carefully(COMTRADE, text, "x.csv")
    assert [(row["frequency"], row["month"], row["partner"]) for row in rows] == [
        ("M", 4, own_name("Atlantis")),
        ("A", None, "CN"),
    ]
    assert list(reasons) == [3]
    assert run_plan(COMTRADE, text, "x.csv") == rows


def test_states_of_another_territory_are_not_those_of_today() -> None:
    assert [only(partnerCode=code)["partner"] for code in ("280", "736", "230", "886")] == [
        "m280",
        "m736",
        "m230",
        "m886",
    ]
