"""SDMX-CSV: concepts of several offices, labels, periods, multipliers, totals; only values in a currency are read."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from sverka.model.errors import InputError
from sverka.model.grammar import is_partner_name
from sverka.recording.lookup_sql import own_name
from sverka.recording.source import Asked
from sverka.recording.sources.sdmx import SDMX
from sverka.recording.tables_io import read_table
from sverka.reference.places import all_countries
from sverka.reference.units import get_currency

from .running import header_of, run_carefully, run_plan

EUROSTAT = "DATAFLOW,LAST UPDATE,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE\n"
PACIFIC = (
    "DATAFLOW,FREQ,REF_AREA,TRADE_FLOW,COMMODITY,COUNTERPART_AREA,TRANSFORMATION,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,"
    "UNIT_MULT,OBS_STATUS\n"
)
PLAIN = "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REPORTER,PARTNER,FLOW,CURRENCY,UNIT_MULT,ADJUSTMENT,TIME_PERIOD,OBS_VALUE\n"


def plain(**told: str) -> str:
    values = {
        "structure": "dataflow",
        "id": "X:TRADE(1.0)",
        "action": "I",
        "freq": "M",
        "reporter": "DE",
        "partner": "CHN",
        "flow": "X",
        "currency": "USD",
        "mult": "6",
        "adjustment": "N",
        "period": "2023-04",
        "value": "12.3456789",
    }
    return ",".join((values | told).values()) + "\n"


def one(**told: str) -> dict[str, Any]:
    found = run_plan(SDMX, PLAIN + plain(**told), "trade.csv")
    assert len(found) == 1
    assert run_carefully(SDMX, PLAIN + plain(**told), "trade.csv") == (found, {})
    return found[0]


def reason(**told: str) -> str:
    assert run_plan(SDMX, PLAIN + plain(**told), "trade.csv") == []
    rows, reasons = run_carefully(SDMX, PLAIN + plain(**told), "trade.csv")
    assert rows == []
    return reasons[2]


def test_a_plain_file_of_version_2() -> None:
    assert one() == {
        "commodity": "TOTAL",
        "classification": "unstated",
        "flow": "export",
        "frequency": "M",
        "year": 2023,
        "month": 4,
        "currency": "USD",
        "valuation": "unstated",
        "reporter": "DE",
        "partner": "CN",
        "primary_value": Decimal("12345678.90"),
        "aggregate": None,
    }


def test_eurostat_values_weights_and_quantities_are_read() -> None:
    text = EUROSTAT + (
        "ESTAT:DS-045409(1.0),15/09/26 11:00:00,A,DE,VN,030462,1,QUANTITY_IN_100KG,2024,90212.63\n"
        "ESTAT:DS-045409(1.0),15/09/26 11:00:00,A,DE,VN,030462,1,SUPPLEMENTARY_QUANTITY,2024,7\n"
        "ESTAT:DS-045409(1.0),15/09/26 11:00:00,A,DE,VN,030462,1,UNIT_VALUE_INDEX,2024,101\n"
        "ESTAT:DS-045409(1.0),15/09/26 11:00:00,A,DE,VN,030462,1,VALUE_IN_EUROS,2024,32313884\n"
        "ESTAT:DS-045409(1.0),15/09/26 11:00:00,M,EL,WORLD,TOTAL,2,VALUE_IN_EUROS,2024-01,7\n"
        "ESTAT:DS-045409(1.0),15/09/26 11:00:00,M,DE,EXT_EU27_2020,030462,2,VALUE_IN_EUROS,2024-01,7\n"
    )
    rows, reasons = run_carefully(SDMX, text, "estat.csv")
    assert list(reasons) == [4]
    assert "value of trade" in reasons[4]
    weight, quantity, year, greece, group = rows
    assert (weight["primary_value"], weight["net_weight_kg"], weight["quantity"]) == (0, Decimal("9021263.000"), None)
    assert (weight["currency"], weight["classification"]) == (year["currency"], year["classification"])
    assert (quantity["primary_value"], quantity["quantity"], quantity["quantity_unit"]) == (0, 7, "unit of 030462")
    assert (year["flow"], year["partner"], year["commodity"], year["primary_value"]) == (
        "import",
        "VN",
        "030462",
        32313884,
    )
    assert (year["classification"], year["currency"], year["valuation"]) == ("CN2024", "EUR", "statistical")
    assert (greece["reporter"], greece["partner"], greece["commodity"]) == ("GR", "world", "TOTAL")
    assert group["aggregate"] == "partners"
    assert is_partner_name(group["partner"])


def test_pacific_thousands_of_a_local_currency() -> None:
    text = PACIFIC + (
        "SPC:DF_IMTS(4.0),M,WS,X,_T,_T,N,2022-03,10.5,WST,3,\n"
        "SPC:DF_IMTS(4.0),M,WS,M,01,NZ,_Z,2022-03,7,WST,3,\n"
        "SPC:DF_IMTS(4.0),M,WS,B,_T,_T,N,2022-03,3,WST,3,\n"
        "SPC:DF_IMTS(4.0),M,WS,X,_T,_T,G1M,2022-03,3,PT,,\n"
    )
    rows, reasons = run_carefully(SDMX, text, "imts.csv")
    total, part = rows
    assert (total["partner"], total["commodity"], total["primary_value"]) == ("world", "TOTAL", 10500)
    assert (part["flow"], part["currency"], part["commodity"]) == ("import", "WST", "01")
    assert (reasons[4].partition(":")[0], reasons[5].partition(":")[0]) == ("TRADE_FLOW", "TRANSFORMATION")


def test_an_indicator_tells_flow_valuation_and_currency() -> None:
    text = "DATAFLOW,FREQ,REF_AREA,INDICATOR,COUNTERPART_AREA,UNIT_MULT,TIME_PERIOD,OBS_VALUE\n" + (
        "IMF:DOT(1.0),Q,US,TMG_CIF_USD,CN,6,2023-Q2,1.5\n"
        "IMF:DOT(1.0),Q,US,TXG_FOB_USD,W00,6,2023-Q2,2\n"
        "IMF:DOT(1.0),Q,US,TBG_USD,CN,6,2023-Q2,3\n"
    )
    rows, reasons = run_carefully(SDMX, text, "dot.csv")
    assert [(r["flow"], r["valuation"], r["currency"]) for r in rows] == [
        ("import", "CIF", "USD"),
        ("export", "FOB", "USD"),
    ]
    assert [(r["frequency"], r["month"], r["primary_value"]) for r in rows] == [("Q", 4, 1500000), ("Q", 4, 2000000)]
    assert list(reasons) == [4]


def test_labels_beside_codes() -> None:
    text = (
        "DATAFLOW,FREQ: Frequency,REPORTER: Reporter,PARTNER: Partner,FLOW: Flow,CURRENCY: Currency,"
        "TIME_PERIOD: Time,OBS_VALUE\n"
        + ('"X:TRADE(1.0): Trade",A: Annual,DE: Germany,US: United States,M: Imports,EUR: Euro,2023,5.5\n')
    )
    [found] = run_plan(SDMX, text, "both.csv")
    assert (found["reporter"], found["partner"], found["flow"], found["currency"]) == ("DE", "US", "import", "EUR")
    assert found["primary_value"] == Decimal("5.50")


def test_labels_alone_are_read_as_names() -> None:
    text = EUROSTAT + (
        'ESTAT:DS-045409(1.0),x,Annual,Greece,"China, P.R.: Mainland",3915,EXPORT,Value in euros,2023M02,5\n'
        "ESTAT:DS-045409(1.0),x,Annual,Ireland (Eire),Atlantis,3915,IMPORT,Value in euros,2023-02,6\n"
        'ESTAT:DS-045409(1.0),x,Annual,"European Union - 27 countries (AT, BE)",World,39,IMPORT,VALUE_IN_EUROS,2023,7\n'
    )
    rows, reasons = run_carefully(SDMX, text, "labels.csv")
    assert reasons == {}
    assert [(r["reporter"], r["partner"], r["flow"], r["month"]) for r in rows] == [
        ("GR", "CN", "export", 2),
        ("IE", own_name("Atlantis"), "import", 2),
        ("eu", "world", "import", None),
    ]
    assert run_plan(SDMX, text, "labels.csv") == rows


def test_goods_told_by_labels_alone_are_refused() -> None:
    text = EUROSTAT + "ESTAT:DS-045409(1.0),x,A,DE,CN,Food and live animals,2,VALUE_IN_EUROS,2023,5\n"
    with pytest.raises(InputError, match="labels, not by codes"):
        run_plan(SDMX, text, "labels.csv")
    mixed = EUROSTAT + "".join(
        f"ESTAT:DS-045409(1.0),x,A,DE,CN,{goods},2,VALUE_IN_EUROS,2023,5\n" for goods in ("0101", "Horses and asses")
    )
    rows, reasons = run_carefully(SDMX, mixed, "labels.csv")
    assert ([row["commodity"] for row in rows], list(reasons.values())) == (["0101"], ["product: not a code of goods"])


def test_the_union_reports_as_the_group() -> None:
    assert [one(reporter=code)["reporter"] for code in ("EU27_2020", "EU", "EU28")] == ["eu", "eu", "seu28"]


def test_only_sdmx_csv_is_recognised() -> None:
    for header in (EUROSTAT, PACIFIC, PLAIN):
        assert SDMX.recognise(header_of(header, "trade.csv"))
    assert not SDMX.recognise(header_of("REPORTER,PARTNER,PRODUCT_NC,FLOW,PERIOD,VALUE_EUR\n", "full.dat"))
    assert not SDMX.recognise(header_of("DATAFLOW,FREQ,REF_AREA,TIME_PERIOD,OBS_VALUE\n", "gdp.csv"))


def test_a_flow_that_nothing_tells_is_asked_for() -> None:
    text = "DATAFLOW,REF_AREA,MEASURE,CURRENCY,TIME_PERIOD,OBS_VALUE\nX,DE,VALUE,EUR,2023,1\n"
    [found] = run_plan(SDMX, text, "trade.csv", flow="import")
    assert found["flow"] == "import"
    with pytest.raises(InputError, match="--flow"):
        run_plan(SDMX, text, "trade.csv")


def test_a_flow_said_by_the_user_is_not_put_in_place_of_a_balance() -> None:
    rows = run_plan(SDMX, PLAIN + plain(flow="B") + plain(), "trade.csv", flow="import")
    assert [found["flow"] for found in rows] == ["export"]


def test_a_file_without_currency_is_refused() -> None:
    header = header_of("DATAFLOW,REF_AREA,FLOW,TIME_PERIOD,OBS_VALUE\n", "trade.csv")
    with pytest.raises(InputError, match="currency"):
        SDMX.plan(header, Asked())


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("2023", ("A", 2023, None)),
        ("2023-A1", ("A", 2023, None)),
        ("2023-Q1", ("Q", 2023, 1)),
        ("2023-Q4", ("Q", 2023, 10)),
        ("2023-12", ("M", 2023, 12)),
        ("2023-M04", ("M", 2023, 4)),
    ],
)
def test_periods(said: str, told: tuple[str, int, int | None]) -> None:
    found = one(period=said)
    assert (found["frequency"], found["year"], found["month"]) == told


@pytest.mark.parametrize("said", ["2023-S1", "2023-W05", "2023-13", "2023-12-31", "23"])
def test_other_periods_are_quarantined(said: str) -> None:
    assert reason(period=said).startswith("TIME_PERIOD")


@pytest.mark.parametrize(
    ("power", "value"), [("0", "12.35"), ("", "12.35"), ("3", "12345.68"), ("9", "12345678900.00")]
)
def test_multipliers(power: str, value: str) -> None:
    assert one(mult=power)["primary_value"] == Decimal(value)


def test_a_large_value_keeps_its_digits() -> None:
    assert one(value="123456.789", mult="6")["primary_value"] == Decimal("123456789000.00")
    assert one(value="1.5E3", mult="0")["primary_value"] == 1500


@pytest.mark.parametrize(
    ("code", "area"),
    [
        ("US", "US"),
        ("usa", "US"),
        ("840", "US"),
        ("76", "BR"),
        ("EL", "GR"),
        ("W00", "world"),
        ("_T", "world"),
        ("A5", "sa5"),
    ],
)
def test_areas(code: str, area: str) -> None:
    assert one(partner=code)["partner"] == area


def test_long_codes_of_areas_stay_apart() -> None:
    found = [one(partner=code)["partner"] for code in ("EU27_2020", "EU27_2007", "EU28_2013")]
    assert len(set(found)) == 3
    assert all(is_partner_name(partner) for partner in found)


@pytest.mark.parametrize(
    ("told", "column"),
    [
        ({"adjustment": "Y"}, "ADJUSTMENT"),
        ({"adjustment": "SA"}, "ADJUSTMENT"),
        ({"action": "D"}, "ACTION"),
        ({"currency": "KG"}, "CURRENCY"),
        ({"currency": ""}, "CURRENCY"),
        ({"flow": "B"}, "FLOW"),
        ({"mult": "x"}, "UNIT_MULT"),
        ({"value": "NaN"}, "OBS_VALUE"),
        ({"value": "-1"}, "OBS_VALUE"),
        ({"value": ""}, "OBS_VALUE"),
        ({"reporter": ""}, "REPORTER"),
    ],
)
def test_bad_rows(told: dict[str, str], column: str) -> None:
    assert reason(**told).startswith(column)


def test_the_tables_hold_together() -> None:
    assert all(found["id"] in all_countries() | {"world", ""} for found in read_table("sdmx_areas.csv"))
    assert all(get_currency(found["currency"]) for found in read_table("sdmx_measures.csv") if found["currency"])
    assert {found["flow"] for found in read_table("sdmx_flows.csv")} == {"export", "import"}
