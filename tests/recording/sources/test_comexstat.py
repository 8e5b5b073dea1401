"""Comex Stat: both bases, the flow by the file's name, codes, editions, and what cannot be read."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sverka.model.errors import InputError
from sverka.recording.areas import CODES, area_name, comexstat_countries
from sverka.recording.source import Asked
from sverka.recording.sources.comexstat import MUNICIPAL, STATE
from sverka.recording.tables_io import read_table
from sverka.reference.places import get_place
from sverka.reference.units import unit_kind

from .running import header_of, run_carefully, run_file, run_plan

MUN = '"CO_ANO";"CO_MES";"SH4";"CO_PAIS";"SG_UF_MUN";"CO_MUN";"KG_LIQUIDO";"VL_FOB"\n'
MUN_ROW = '"2023";"05";"1201";"160";"PR";"4118204";1000;520\n'
NCM = '"CO_ANO";"CO_MES";"CO_NCM";"CO_UNID";"CO_PAIS";"SG_UF_NCM";"CO_VIA";"CO_URF";"QT_ESTAT";"KG_LIQUIDO";"VL_FOB"\n'
NCM_ROW = '"2023";"01";"01012100";"11";"063";"RS";"04";"1010101";12;5400;98000\n'


def municipal(rows: str, name: str = "EXP_2023_MUN.csv") -> list[dict[str, Any]]:
    return run_plan(MUNICIPAL, MUN + rows, name)


def test_each_base_knows_its_own_header() -> None:
    state, towns = header_of(NCM + NCM_ROW, "EXP_2023.csv"), header_of(MUN + MUN_ROW, "EXP_2023_MUN.csv")
    assert (STATE.recognise(state), STATE.recognise(towns)) == (True, False)
    assert (MUNICIPAL.recognise(state), MUNICIPAL.recognise(towns)) == (False, True)
    assert MUNICIPAL.recognise(header_of(MUN.replace('"', "").lower() + MUN_ROW, "x.csv"))


def test_a_municipal_row_is_read_whole() -> None:
    assert municipal(MUN_ROW) == [
        {
            "flow": "export",
            "frequency": "M",
            "currency": "USD",
            "valuation": "FOB",
            "classification": "HS2022",
            "year": 2023,
            "month": 5,
            "reporter": "BR-PR",
            "partner": "CN",
            "commodity": "1201",
            "primary_value": Decimal("520.00"),
            "net_weight_kg": Decimal("1000.000"),
            "detail": "municipality=4118204",
        }
    ]


def test_a_state_row_keeps_unit_mode_and_customs() -> None:
    [row] = run_plan(STATE, NCM + NCM_ROW, "EXP_2023.csv")
    assert (row["reporter"], row["partner"], row["commodity"]) == ("BR-RS", "AR", "01012100")
    assert (row["quantity"], row["quantity_unit"]) == (Decimal("12.000"), "pcs")
    assert (row["detail"], row["classification"]) == ("mode=04;customs=1010101", "NCM2022")


def test_imports_are_fob_and_freight_stays_out() -> None:
    header = NCM.replace('"VL_FOB"', '"VL_FOB";"VL_FRETE";"VL_SEGURO"')
    [row] = run_plan(STATE, header + NCM_ROW.replace(";98000", ";98000;700;9"), "IMP_2023.csv")
    assert (row["flow"], row["valuation"], row["primary_value"]) == ("import", "FOB", Decimal("98000.00"))


@pytest.mark.parametrize(
    ("name", "flow"),
    [
        ("EXP_2023_MUN.csv", "export"),
        ("IMP_MUN_PR_2020_2025.csv", "import"),
        ("imp2019.csv", "import"),
        ("EXPORTACAO-2020.csv", "export"),
        ("EXP_ALL.zip/IMP_2020.csv", "import"),
        ("C:\\IMP\\exp_2020.csv", "export"),
    ],
)
def test_the_flow_is_told_by_the_name_of_the_file(name: str, flow: str) -> None:
    header = header_of(MUN + MUN_ROW, name)
    assert MUNICIPAL.plan(header, Asked()).fixed["flow"] == flow
    other = MUNICIPAL.plan(header, Asked(flow="import" if flow == "export" else "export"))
    assert other.fixed["flow"] == flow
    assert "set aside" in other.notes[0]


@pytest.mark.parametrize("name", ["2023.csv", "SIMPLES.csv", "EXP_IMP_2023.csv", "import_export.csv", "experience.csv"])
def test_a_name_that_does_not_tell_the_flow_asks_for_it(name: str) -> None:
    header = header_of(MUN + MUN_ROW, name)
    with pytest.raises(InputError, match="--flow export or --flow import"):
        MUNICIPAL.plan(header, Asked())
    assert MUNICIPAL.plan(header, Asked(flow="import")).fixed["flow"] == "import"


@pytest.mark.parametrize(
    ("year", "month", "edition"),
    [
        (1989, 1, ""),
        (1997, 1, "1996"),
        (2002, 1, "2002"),
        (2006, 12, "2002"),
        (2007, 1, "2007"),
        (2012, 1, "2012"),
        (2016, 12, "2012"),
        (2017, 1, "2017"),
        (2022, 3, "2017"),
        (2022, 4, "2022"),
        (2025, 12, "2022"),
    ],
)
def test_the_edition_goes_by_the_month(year: int, month: int, edition: str) -> None:
    [town] = municipal(f"{year};{month};1201;160;PR;4118204;1;1\n")
    [state] = run_plan(STATE, NCM + f"{year};{month};12010090;10;160;PR;01;1;1;1;1\n", "EXP.csv")
    assert (town["classification"], state["classification"]) == (f"HS{edition}", f"NCM{edition}")


def test_codes_of_no_country_and_of_no_state_are_kept() -> None:
    rows = "2023;1;2710;990;ND;9999999;1;5\n2023;1;2710;777;EX;;1;7\n"
    assert [(row["reporter"], row["partner"], row["detail"]) for row in municipal(rows)] == [
        ("BR-ND", "b990", "municipality=9999999"),
        ("BR-EX", "b777", None),
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2023;1;10;845;PR;1;1;5", "SH4: must be 4 digits"),
        ("2023;1;01O1;845;PR;1;1;5", "SH4: must be 4 digits"),
        ("2023;13;0101;845;PR;1;1;5", "CO_MES: not a month"),
        ("2023;0;0101;845;PR;1;1;5", "CO_MES: not a month"),
        ("23;1;0101;845;PR;1;1;5", "CO_ANO: not 1989 to 2100"),
        ("2023;1;0101;1000;PR;1;1;5", "CO_PAIS: not a code"),
        ("2023;1;0101;-2;PR;1;1;5", "CO_PAIS: not a code"),
        ("2023;1;0101;BR;PR;1;1;5", "CO_PAIS: not a whole number"),
        ("2023;1;0101;845;Paraná;1;1;5", "SG_UF_MUN: not a code"),
        ("2023;1;0101;845;PR;1;1;-5", "VL_FOB: below 0"),
        ("2023;1;0101;845;PR;1;-1;5", "KG_LIQUIDO: below 0"),
        ("2023;1;0101;845;PR;1;1;", "VL_FOB: empty"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_column(row: str, reason: str) -> None:
    text = MUN + MUN_ROW + row + "\n"
    assert len(run_plan(MUNICIPAL, text, "EXP.csv")) == 1
    rows, refused = run_carefully(MUNICIPAL, text, "EXP.csv")
    assert len(rows) == 1
    assert list(refused) == [3]
    assert refused[3].startswith(reason)


def test_a_short_ncm_code_is_refused_unless_it_lost_its_zero() -> None:
    rows, _ = run_carefully(STATE, NCM + NCM_ROW.replace('"01012100"', "1012100"), "EXP.csv")
    assert [row["commodity"] for row in rows] == ["01012100"]
    _, refused = run_carefully(STATE, NCM + NCM_ROW.replace('"01012100"', "101210"), "EXP.csv")
    assert refused[2].startswith("CO_NCM: must be 8 digits")


def test_both_ways_give_the_same_rows() -> None:
    text = NCM + NCM_ROW + '"2021";"12";"99999999";"24";"999";"CB";"";"";;;0\n'
    fast = run_plan(STATE, text, "IMP_2021.csv")
    careful, refused = run_carefully(STATE, text, "IMP_2021.csv")
    assert refused == {}
    assert fast == careful
    assert (fast[1]["detail"], fast[1]["net_weight_kg"], fast[1]["quantity_unit"]) == (None, None, "kg gross")


def test_an_extract_without_the_finer_columns_is_read() -> None:
    [row] = run_plan(STATE, "CO_ANO;CO_MES;CO_NCM;CO_PAIS;SG_UF_NCM;VL_FOB\n2020;1;01012100;023;PR;5\n", "EXP.csv")
    assert (row["partner"], "detail" in row, "quantity" in row, "net_weight_kg" in row) == ("DE", False, False, False)


def test_countries_are_known_places_and_the_others_have_names() -> None:
    countries = comexstat_countries()
    assert len(countries) == CODES
    for row in read_table("comexstat_countries.csv"):
        found = countries[int(row["code"])]
        place = get_place(found)
        if row["id"]:
            assert place is not None
            assert place.kind == "country"
        else:
            assert (found, place) == (f"b{row['code']}", None)
            assert area_name(found) == row["name_en"] != ""


def test_units_of_the_table_are_those_that_claims_use_where_there_are_any() -> None:
    kinds = {row["unit"]: unit_kind(row["unit"]) for row in read_table("comexstat_units.csv")}
    assert [unit for unit, kind in kinds.items() if kind is None] == [
        "1000 pcs",
        "carats",
        "12 pcs",
        "g",
        "10^9 IU",
        "kg gross",
    ]


@pytest.fixture(scope="module")
def parana(shared: Path) -> Path:
    folder = shared / "data" / "comexstat-parana"
    if not folder.is_dir():
        pytest.skip("the records of Paraná are not in the folder `shared`")
    return folder


def test_exports_of_parana_come_to_the_published_totals(parana: Path) -> None:
    rows = real_rows(parana / "EXP_MUN_PR_2020_2025.csv")
    assert len(rows) == 160_676
    totals: dict[object, Decimal] = {}
    for row in rows:
        totals[row["year"]] = totals.get(row["year"], Decimal(0)) + row["primary_value"]
    assert (totals[2020], totals[2023]) == (12_187_367_929, 20_037_870_308)
    china = sum(row["primary_value"] for row in rows if row["year"] == 2023 and row["partner"] == "CN")
    assert china == 8_178_163_776


@pytest.mark.parametrize("name", ["EXP_MUN_PR_2020_2025.csv", "IMP_MUN_PR_2020_2025.csv"])
def test_every_partner_of_parana_is_a_country(parana: Path, name: str) -> None:
    unknown = {row["partner"] for row in real_rows(parana / name) if get_place(row["partner"]) is None}
    assert {area_name(code) for code in unknown} <= {
        "Not defined",
        "Provisions for ships and aircraft",
        "To be designated",
    }


def real_rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        header = header_of("".join(file.readline() for _ in range(3)), path.name)
    return run_file(MUNICIPAL.plan(header, Asked()), header, path, ";")
