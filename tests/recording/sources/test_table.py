"""Tables by a mapping: places in any spelling, periods, amounts, what is quarantined, the SITC table of the 1990s."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sverka.model.errors import InputError
from sverka.model.grammar import is_partner_name
from sverka.recording.columns import COLUMNS
from sverka.recording.source import Asked, Plan, Source
from sverka.recording.sources.table import TABLE
from sverka.reference.places import all_countries, get_place

from .running import header_of, run_carefully, run_file, separator_of

HEADER = "Region;Country;Flow;Month;HS2;Value;Mass;Quantity;Unit\n"
ROW = "Wales;France;E;2023-04;22;1,5;2,5;7;l\n"


def mapping(**told: object) -> dict[str, object]:
    content: dict[str, object] = {
        "source": "hmrc",
        "decimal": ",",
        "reporter": {"value": "GB"},
        "partner": {"column": "Country"},
        "flow": {"column": "Flow", "export": ["E"], "import": ["I"]},
        "period": {"column": "Month", "form": "YYYY-MM"},
        "commodity": {"column": "HS2", "classification": "HS2017"},
        "primary_value": {"column": "Value", "currency": "GBP", "valuation": "FOB"},
    }
    return content | told


def mapped(content: dict[str, object]) -> Source:
    """The source with a mapping already given, for the runs that take none."""

    def plan(header: Any, asked: Asked) -> Plan:
        return TABLE.plan(header, Asked(asked.flow, content))

    return Source("table", TABLE.recognise, plan)


def run(text: str, **told: object) -> list[dict[str, Any]]:
    header = header_of(text, "hmrc.csv")
    plan = TABLE.plan(header, Asked(mapping=mapping(**told)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        path.write_text(text, encoding="utf-8")
        return run_file(plan, header, path, separator_of(text))


def one(row: str, **told: object) -> dict[str, Any]:
    [found] = run(HEADER + row, **told)
    return found


def reason(row: str, **told: object) -> str:
    assert run(HEADER + row, **told) == []
    rows, reasons = run_carefully(mapped(mapping(**told)), HEADER + row, "hmrc.csv")
    assert rows == []
    return reasons[2]


def test_a_row_by_its_mapping() -> None:
    found = one(
        ROW,
        net_weight={"column": "Mass", "unit": "t"},
        quantity={"column": "Quantity", "unit_column": "Unit"},
        about={"title": "HMRC"},
    )
    assert found == {
        "source": "hmrc",
        "reporter": "GB",
        "partner": "FR",
        "flow": "export",
        "frequency": "M",
        "year": 2023,
        "month": 4,
        "classification": "HS2017",
        "commodity": "22",
        "currency": "GBP",
        "valuation": "FOB",
        "primary_value": Decimal("1.50"),
        "net_weight_kg": Decimal("2500.000"),
        "quantity": Decimal("7.000"),
        "quantity_unit": "l",
    }
    assert set(found) <= {column.name for column in COLUMNS}


def test_a_table_is_never_taken_for_one() -> None:
    assert not TABLE.recognise(header_of(HEADER, "hmrc.csv"))


def test_without_a_mapping_it_is_asked_for() -> None:
    with pytest.raises(InputError, match="sverka map"):
        TABLE.plan(header_of(HEADER, "hmrc.csv"), Asked())


def test_a_column_that_is_not_there_is_named_with_the_nearest() -> None:
    with pytest.raises(InputError, match=r"partner\.column.*did you mean 'Country'"):
        run(HEADER + ROW, partner={"column": "Countries"})


@pytest.mark.parametrize(
    ("said", "partner"),
    [
        ("France", "FR"),
        ("FRANCE ", "FR"),
        ("fra", "FR"),
        ("FR", "FR"),
        ("250", "FR"),
        ("Франция", "FR"),
        ("Côte d’Ivoire", "CI"),
        ("Korea, Republic of", "KR"),
        ("Объединённые Арабские Эмираты", "AE"),
        ("4", "AF"),
        ("World", "world"),
        ("Всего", "world"),
    ],
)
def test_partners_are_recognised_however_they_are_written(said: str, partner: str) -> None:
    assert one(ROW.replace("France", said))["partner"] == partner


def test_codes_of_the_mapping_come_first() -> None:
    codes = {"column": "Country", "codes": {"Burma-Land": "MM", "France": "x1"}}
    assert one(ROW.replace("France", "burma land"), partner=codes)["partner"] == "MM"
    assert one(ROW, partner=codes)["partner"] == "x1"


def test_unknown_partners_are_kept_apart_under_own_codes() -> None:
    found = [one(ROW.replace("France", said))["partner"] for said in ("Atlantis", " ATLANTIS", "Lemuria", "")]
    assert found[0] == found[1]
    assert len(set(found)) == 3
    assert all(is_partner_name(partner) and get_place(partner) is None for partner in found)


def test_regions_are_recognised_as_reporters_and_countries_go_before_them() -> None:
    reporter = {"column": "Region"}
    known = get_place("GB-WLS")
    assert one(ROW.replace("Wales", "Томская область"), reporter=reporter)["reporter"] == "RU-TOM"
    assert one(ROW.replace("Wales", "Georgia"), reporter=reporter)["reporter"] == "GE"
    assert one(ROW.replace("Wales", "BR-PR"), reporter=reporter)["reporter"] == "BR-PR"
    assert known is None or one(ROW, reporter=reporter)["reporter"] == "GB-WLS"


@pytest.mark.parametrize(
    ("form", "said", "told"),
    [
        ("YYYY", "2023", ("A", 2023, None)),
        ("YYYY-MM", "2023/4", ("M", 2023, 4)),
        ("YYYYMM", "202304", ("M", 2023, 4)),
        ("MM/YYYY", "04.2023", ("M", 2023, 4)),
        ("YYYY-Qn", "2023Q3", ("Q", 2023, 7)),
        ("Qn YYYY", "Q1 2023", ("Q", 2023, 1)),
        ("YYYY-MM-DD", "2023-04-30 00:00:00", ("M", 2023, 4)),
        ("DD.MM.YYYY", "30.04.2023", ("M", 2023, 4)),
    ],
)
def test_forms_of_periods(form: str, said: str, told: tuple[str, int, int | None]) -> None:
    found = one(ROW.replace("2023-04", said), period={"column": "Month", "form": form})
    assert (found["frequency"], found["year"], found.get("month")) == told
    assert f"form {form}" in reason(ROW.replace("2023-04", "soon"), period={"column": "Month", "form": form})


@pytest.mark.parametrize(
    ("value", "told"), [("1999", ("A", 1999, None)), ("2023-Q2", ("Q", 2023, 4)), ("2023-11", ("M", 2023, 11))]
)
def test_one_period_for_all_rows(value: str, told: tuple[str, int, int | None]) -> None:
    found = one(ROW, period={"value": value})
    month = found.get("month")
    assert (found["frequency"], int(found["year"]), month and int(month)) == told


def test_columns_of_year_and_month() -> None:
    text = "Year;Month;Country;Flow;HS2;Value\n2023;4;France;E;22;1\n2023;13;France;E;22;1\n23;1;France;E;22;1\n"
    period = {"year": "Year", "month": "Month"}
    rows, reasons = run_carefully(mapped(mapping(period=period)), text, "hmrc.csv")
    assert [(found["year"], found["month"], found["partner"]) for found in rows] == [(2023, 4, "FR")]
    assert ["month" in reasons[3], "year" in reasons[4]] == [True, True]
    assert [found["month"] for found in run(text, period=period)] == [4]


def test_goods() -> None:
    assert one(ROW.replace(";22;", ";Total;"))["commodity"] == "TOTAL"
    assert one(ROW.replace(";22;", ";0207.12;"))["commodity"] == "020712"
    assert "leading zero" in reason(ROW.replace(";22;", ";207;"))
    sitc = {"column": "HS2", "classification": "SITC2"}
    assert one(ROW.replace(";22;", ";207;"), commodity=sitc)["commodity"] == "207"
    assert "not a code of goods" in reason(ROW.replace(";22;", ";7;"), commodity=sitc)
    assert one(ROW, commodity={"value": "TOTAL", "classification": "none"})["commodity"] == "TOTAL"


def test_scaled_values_keep_their_digits_and_bad_ones_are_told() -> None:
    money = {"column": "Value", "currency": "GBP", "scale": 1000, "valuation": "FOB"}
    assert one(ROW.replace("1,5", "1234,56789"), primary_value=money)["primary_value"] == Decimal("1234567.89")
    assert reason(ROW.replace("1,5", "n/a"), primary_value=money).startswith("Value")
    assert reason(ROW.replace("1,5", "-2"), primary_value=money).startswith("Value")
    assert reason(ROW.replace("1,5", ""), primary_value=money).startswith("Value")


def test_a_currency_by_column() -> None:
    money = {"column": "Value", "currency_column": "Unit", "valuation": "FOB"}
    assert one(ROW.replace(";l", ";usd"), primary_value=money)["currency"] == "USD"
    assert "ISO 4217" in reason(ROW, primary_value=money)


def test_the_decimal_mark_is_told_from_the_rows_where_the_mapping_is_silent() -> None:
    content = mapping()
    del content["decimal"]
    assert TABLE.plan(header_of(HEADER + ROW, "hmrc.csv"), Asked(mapping=content)).decimal == ","


def test_an_unknown_flow_is_quarantined() -> None:
    assert one(ROW.replace(";E;", "; i ;"))["flow"] == "import"
    assert reason(ROW.replace(";E;", ";T;")).startswith("Flow")


def test_hostile_names_are_only_names() -> None:
    text = "Cou\"n'try;Flow;Month;HS2;Value\nO'Brien;E;2023-04;22;1\n"
    partner = {"column": "Cou\"n'try", "codes": {"O'Brien": "IE"}}
    plan = TABLE.plan(
        header_of(text.replace('"', '""'), "hmrc.csv"), Asked(mapping=mapping(partner={"column": "Flow"}))
    )
    assert "partner" in plan.select
    flow = {"column": "Flow", "export": ["E'; DROP"], "import": ["E"]}
    [found] = run(text.replace('"n', "n"), partner={"column": "Coun'try", "codes": partner["codes"]}, flow=flow)
    assert (found["partner"], found["flow"]) == ("IE", "import")


def test_the_world_trade_of_the_1990s_loads(shared: Path) -> None:
    path = shared / "data" / "sitc-world-1998-2000" / "trade.csv"
    if not path.is_file():
        pytest.skip("the folder `shared` has no data")
    content = {
        "source": "sitc-world",
        "reporter": {"column": "country"},
        "partner": {"value": "world"},
        "flow": {"value": "export"},
        "period": {"value": "1999"},
        "commodity": {"column": "product", "classification": "SITC2"},
        "primary_value": {"column": "value", "currency": "USD", "scale": 1000, "valuation": "FOB"},
    }
    with path.open(encoding="utf-8") as file:
        header = header_of("".join(next(file) for _ in range(5)), "trade.csv")
    rows = run_file(TABLE.plan(header, Asked(mapping=content)), header, path, ",")
    assert len(rows) == 124_336
    reporters = {row["reporter"] for row in rows}
    assert len(reporters) == 226
    assert len(reporters & all_countries()) > 200
    assert len({row["commodity"] for row in rows}) == 785
    afghan = [row for row in rows if row["reporter"] == "AF" and row["commodity"] == "0011"]
    assert [row["primary_value"] for row in afghan] == [Decimal("30068000.00")]
