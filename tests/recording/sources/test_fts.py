"""Russian customs: the header styles, codes and names, scales, what is kept under own codes, what is quarantined."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from sverka.model.errors import InputError
from sverka.model.grammar import is_partner_name
from sverka.recording.source import Asked
from sverka.recording.sources.fts import FTS
from sverka.recording.tables_io import read_table
from sverka.reference.places import all_countries, get_place
from sverka.reference.places_data import region_rows
from sverka.reference.units import unit_kind

from .running import header_of, run_carefully, run_plan

FIELDS = "NAPR;PERIOD;STRANA;TNVED;EDIZM;STOIM;NETTO;KOL;REGION;REGION_S\n"
TOMSK = "69000 - ТОМСКАЯ ОБЛАСТЬ;06 - СИБИРСКИЙ ФЕДЕРАЛЬНЫЙ ОКРУГ"
RUSSIAN = (
    "Направление;Период;Страна;Код ТН ВЭД;Ед. изм.;Стоимость, тыс. долл. США;Вес нетто, т;Количество;"
    "Регион;Федеральный округ\n"
)
ENGLISH = "DIRECTION,PERIOD,COUNTRY,HS,UM,VALUE,NETWEIGHT,QUANTITY,REGION,REGION_S\n"


def row(**told: str) -> str:
    """A row in the style of field names, changed where told."""
    values = {
        "napr": "ЭК",
        "period": "04/2021",
        "strana": "CN",
        "tnved": "4407111500",
        "edizm": "М3",
        "stoim": "1234,56",
        "netto": "1000,5",
        "kol": "12,5",
        "region": "69000 - ТОМСКАЯ ОБЛАСТЬ",
        "region_s": "06 - СИБИРСКИЙ ФЕДЕРАЛЬНЫЙ ОКРУГ",
    }
    return ";".join((values | told).values()) + "\n"


def one(**told: str) -> dict[str, Any]:
    found = run_plan(FTS, FIELDS + row(**told), "fts.csv")
    assert len(found) == 1
    assert run_carefully(FTS, FIELDS + row(**told), "fts.csv") == (found, {})
    return found[0]


def reason(**told: str) -> str:
    """Why a row is quarantined; the fast way must have dropped it too."""
    assert run_plan(FTS, FIELDS + row(**told), "fts.csv") == []
    rows, reasons = run_carefully(FTS, FIELDS + row(**told), "fts.csv")
    assert rows == []
    return reasons[2]


def test_the_style_of_field_names() -> None:
    found = one()
    assert found == {
        "classification": "TNVED",
        "currency": "USD",
        "flow": "export",
        "frequency": "M",
        "year": 2021,
        "month": 4,
        "valuation": "FOB",
        "reporter": "RU-TOM",
        "partner": "CN",
        "commodity": "4407111500",
        "primary_value": Decimal("1234.56"),
        "net_weight_kg": Decimal("1000.500"),
        "quantity": Decimal("12.500"),
        "quantity_unit": "m3",
    }


def test_the_russian_style_counts_thousands_and_tonnes_to_the_last_digit() -> None:
    text = RUSSIAN + f"Импорт;01.2020;КОРЕЯ, РЕСПУБЛИКА;8703231940;ШТ;12,34567;1,2345678;3;{TOMSK}\n"
    [found] = run_plan(FTS, text, "fts.csv")
    assert (found["flow"], found["valuation"], found["partner"]) == ("import", "CIF", "KR")
    assert (found["primary_value"], found["net_weight_kg"]) == (Decimal("12345.67"), Decimal("1234.568"))
    assert (found["quantity"], found["quantity_unit"]) == (3, "pcs")
    assert "thousands of US dollars" in FTS.plan(header_of(text, "fts.csv"), Asked()).notes[0]


def test_a_unit_without_a_comma_before_it_is_seen() -> None:
    header = header_of("Направление;Период;Страна;ТН ВЭД;Стоимость тыс. долл. США;Нетто кг\n", "fts.csv")
    assert FTS.recognise(header)
    [found] = run_plan(FTS, ";".join(header.columns) + "\nЭК;2021;США;27;1,5;7\n", "fts.csv")
    assert (found["primary_value"], found["net_weight_kg"], found["partner"]) == (1500, 7, "US")


def test_the_english_style() -> None:
    text = ENGLISH + (
        "EXP,01/2015,IR,4407109100,MTQ,517346,1850969,3861,33000 - KIROV REGION,04-VOLGA FEDERAL DISTRICT\n"
        'IMP,01/2015,DE,8542399019,PCE  NMB,3042,1,461,"45000 - MOSCOW, THE CAPITAL OF RUSSIAN FEDERATION",01\n'
        "IMP,01/2015,LI,8708291000,,7826,1899,0,46000 - MOSCOW REGION,01-CENTRAL FEDERAL DISTRICT\n"
    )
    kirov, moscow, region = run_plan(FTS, text, "fts.csv")
    assert (kirov["reporter"], kirov["quantity_unit"], kirov["quantity"]) == ("RU-KIR", "m3", 3861)
    assert (moscow["reporter"], moscow["quantity_unit"]) == ("RU-MOW", "pcs")
    assert (region["reporter"], region["quantity"], region["quantity_unit"]) == ("RU-MOS", None, None)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_any_separator_and_a_decimal_dot(separator: str) -> None:
    text = (FIELDS + row(stoim="1234.56", netto="1", kol="2")).replace(";", separator)
    [found] = run_plan(FTS, text, "fts.csv")
    assert found["primary_value"] == Decimal("1234.56")


def test_only_these_files_are_recognised() -> None:
    assert FTS.recognise(header_of(FIELDS, "fts.csv"))
    assert FTS.recognise(header_of(FIELDS.lower(), "fts.csv"))
    assert FTS.recognise(header_of(ENGLISH, "fts.csv"))
    assert not FTS.recognise(header_of("period,country,hs,value,direction\n", "other.csv"))
    assert not FTS.recognise(header_of("REPORTER,PARTNER,PRODUCT_NC,FLOW,PERIOD,VALUE_EUR\n", "full.dat"))


def test_values_that_are_not_dollars_are_refused() -> None:
    header = header_of("Направление;Период;Страна;ТН ВЭД;Стоимость, тыс. руб.;Нетто\n", "fts.csv")
    with pytest.raises(InputError, match="not in US dollars"):
        FTS.plan(header, Asked())


@pytest.mark.parametrize(
    ("said", "flow"),
    [
        ("ИМ", "import"),
        ("эк", "export"),
        ("Импорт", "import"),
        ("ЭКСПОРТ", "export"),
        ("IM", "import"),
        ("EX", "export"),
    ],
)
def test_flows(said: str, flow: str) -> None:
    assert one(napr=said)["flow"] == flow


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("12/2020", ("M", 2020, 12)),
        ("1/2020", ("M", 2020, 1)),
        ("03.2021", ("M", 2021, 3)),
        ("2021-03", ("M", 2021, 3)),
        ("2021-03-01", ("M", 2021, 3)),
        ("01.03.2021", ("M", 2021, 3)),
        ("2019", ("A", 2019, None)),
    ],
)
def test_periods(said: str, told: tuple[str, int, int | None]) -> None:
    found = one(period=said)
    assert (found["frequency"], found["year"], found["month"]) == told


@pytest.mark.parametrize("said", ["13/2021", "00/2021", "2021-1Q", "4/21", "апрель 2021", "20211"])
def test_what_is_no_period_is_quarantined(said: str) -> None:
    assert "not a month" in reason(period=said)


@pytest.mark.parametrize(
    ("said", "partner"),
    [
        ("КИТАЙ", "CN"),
        ("Кот-д’Ивуар", "CI"),
        ("КОТ Д'ИВУАР", "CI"),
        ("Объединённые Арабские  Эмираты", "AE"),
        ("СОЕДИНЕННЫЕ ШТАТЫ", "US"),
        ("ИРАН (ИСЛАМСКАЯ РЕСПУБЛИКА)", "IR"),
        ("156", "CN"),
        ("AB", "fab"),
        ("ЮЖНАЯ ОСЕТИЯ", "fos"),
        ("EU", "feu"),
        ("000", "f000"),
        ("", "f000"),
        ("Q7", "fq7"),
        ("ВСЕГО", "world"),
    ],
)
def test_partners(said: str, partner: str) -> None:
    assert one(strana=said)["partner"] == partner


def test_an_unknown_name_is_one_partner_however_it_is_written() -> None:
    found = {one(strana=said)["partner"] for said in ("АТЛАНТИДА", " Атлантида ", "атлантида")}
    assert len(found) == 1
    assert is_partner_name(found.pop())


@pytest.mark.parametrize(
    ("said", "reporter"),
    [
        ("71100 - ХАНТЫ-МАНСИЙСКИЙ АВТОНОМНЫЙ ОКРУГ - ЮГРА", "RU-KHM"),
        ("71140", "RU-YAN"),
        ("71000 - ТЮМЕНСКАЯ ОБЛАСТЬ", "RU-TYU"),
        ("11100 - НЕНЕЦКИЙ АВТОНОМНЫЙ ОКРУГ", "RU-NEN"),
        ("01000 - АЛТАЙСКИЙ КРАЙ", "RU-ALT"),
        ("1000 - АЛТАЙСКИЙ КРАЙ", "RU-ALT"),
        ("Республика Саха (Якутия)", "RU-SA"),
        ("Г. САНКТ-ПЕТЕРБУРГ", "RU-SPE"),
        ("99999 - ТОМСКАЯ ОБЛАСТЬ", "RU-TOM"),
        ("67000 - Г. СЕВАСТОПОЛЬ", "RU-67"),
        ("39000 - НОВАЯ ОБЛАСТЬ", "RU-39"),
        ("ВСЕГО", "RU"),
        ("", "RU-00"),
    ],
)
def test_regions(said: str, reporter: str) -> None:
    assert one(region=said)["reporter"] == reporter


def test_a_region_of_no_code_and_no_known_name_has_a_code_of_its_own() -> None:
    assert is_partner_name(one(region="Лукоморье")["reporter"])
    assert one(region="Лукоморье")["reporter"] == one(region="ЛУКОМОРЬЕ")["reporter"] != one(region="Буян")["reporter"]


def test_a_file_without_regions_is_russia() -> None:
    text = "NAPR;PERIOD;STRANA;TNVED;STOIM;NETTO\nИМ;01/2021;DE;8703231940;5;1\n"
    [found] = run_plan(FTS, text, "fts.csv")
    assert found["reporter"] == "RU"


@pytest.mark.parametrize("said", ["СИБИРСКИЙ ФЕДЕРАЛЬНЫЙ ОКРУГ", "Сибирский ФО", "06-SIBERIAN FEDERAL DISTRICT"])
def test_a_total_of_a_federal_district_is_not_summed_with_its_regions(said: str) -> None:
    assert "federal district" in reason(region=said)


@pytest.mark.parametrize(
    ("said", "goods"), [("27", "27"), ("0207129000", "0207129000"), ("4407 11 1500", "4407111500")]
)
def test_goods(said: str, goods: str) -> None:
    assert one(tnved=said)["commodity"] == goods
    assert one(tnved="ВСЕГО")["commodity"] == "TOTAL"


def test_a_lost_zero_is_told_and_not_guessed() -> None:
    assert "leading zero" in reason(tnved="2071290")
    rows, _ = run_carefully(FTS, FIELDS + row(tnved="207129000"), "fts.csv")
    assert [one["commodity"] for one in rows] == ["0207129000"]
    assert "not a code" in reason(tnved="44ХХ")
    assert "not a code" in reason(tnved="440711150012")


@pytest.mark.parametrize(
    ("said", "unit", "quantity"),
    [
        ("1000 ШТ", "pcs", "12500"),
        ("796", "pcs", "12.5"),
        ("ПАР", "pairs", "12.5"),
        ("Л", "l", "12.5"),
        ("Л 100% СПИРТА", "l of pure alcohol", "12.5"),
        ("055", "m2", "12.5"),
    ],
)
def test_units(said: str, unit: str, quantity: str) -> None:
    found = one(edizm=said)
    assert (found["quantity_unit"], found["quantity"]) == (unit, Decimal(quantity))


def test_unknown_units_are_never_one_unit() -> None:
    assert one(edizm="БОЧ")["quantity_unit"] != one(edizm="МЕШ")["quantity_unit"]


def test_bad_rows_have_a_reason_and_good_ones_stay() -> None:
    text = FIELDS + row() + row(napr="ТР") + row(stoim="нет") + row(stoim="-5,1") + row(stoim="") + row(netto="")
    rows, reasons = run_carefully(FTS, text, "fts.csv")
    assert [found["net_weight_kg"] for found in rows] == [Decimal("1000.500"), None]
    assert [reasons[line].partition(":")[0] for line in (3, 4, 5, 6)] == ["NAPR", "STOIM", "STOIM", "STOIM"]
    assert len(reasons) == 4


def test_a_bad_number_in_thousands_is_quarantined() -> None:
    text = RUSSIAN + f"ИМ;01.2020;DE;8703;ШТ;много;1;3;{TOMSK}\nИМ;01.2020;DE;8703;ШТ;1;много;3;{TOMSK}\n"
    rows, reasons = run_carefully(FTS, text, "fts.csv")
    assert rows == run_plan(FTS, text, "fts.csv") == []
    assert ["Стоимость" in reasons[2], "Вес нетто" in reasons[3]] == [True, True]


def test_every_region_of_the_table_of_places_has_an_okato_code() -> None:
    rows = read_table("fts_regions.csv")
    known = {region["id"] for region in region_rows() if region["parent"] == "RU"}
    assert known <= {found["id"] for found in rows}
    assert len({found["okato"] for found in rows}) == len(rows)
    assert all(is_partner_name(found["id"]) for found in rows)


def test_the_tables_of_partners_and_units_hold_together() -> None:
    for found in read_table("fts_countries.csv"):
        assert found["id"] in all_countries() or found["id"] == "world" or get_place(found["id"]) is None
        assert is_partner_name(found["id"])
        assert found["source"]
    named = {found["unit"] for found in read_table("fts_units.csv")}
    assert {"kg", "t", "pcs", "l", "m2", "m3", "m", "pairs", "heads", "MWh"} <= {
        unit for unit in named if unit_kind(unit)
    }


def test_older_field_names_are_known() -> None:
    text = "napr\tperiod\tnastranapr\ttnved\tedizm\tStoim\tnetto\tkol\tRegion\tRegion_s\n" + "\t".join(
        ("ЭК", "2016-04-01", "CN", "4407111500", "М3", "10,5", "7", "0", "69000 - ТОМСКАЯ ОБЛАСТЬ", "06 - СФО")
    )
    assert FTS.recognise(header_of(text, "x.tsv"))
    [found] = run_plan(FTS, text + "\n", "x.tsv")
    assert (found["reporter"], found["partner"], found["year"], found["month"]) == ("RU-TOM", "CN", 2016, 4)
    assert found["primary_value"] == Decimal("10.50")


def test_what_is_kept_secret_is_kept() -> None:
    assert one(tnved="XXXXXXXXXX", strana="NNN") | {"commodity": "", "partner": ""} == one() | {
        "commodity": "",
        "partner": "",
    }
    assert one(tnved="XXXXXXXXXX")["commodity"] == "XXXXXXXXXX"
    assert one(tnved="27XXXXXXXX")["commodity"] == "27XXXXXXXX"
    assert one(strana="NNN")["partner"] == "f000"
    assert "ТН ВЭД" in reason(tnved="XX27XXXXXX")
    assert "ТН ВЭД" in reason(tnved="XXXXXXXXXXXX")
