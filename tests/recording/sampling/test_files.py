"""The files: the same from a seed, of the right size, and true to their forms."""

from __future__ import annotations

import csv
import hashlib
import re
import tracemalloc
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sverka.recording.sampling import write_sample
from sverka.recording.sampling.chance import drawn, key_of, mixed
from sverka.recording.sampling.customs import write_customs_file
from sverka.recording.sampling.planning import Slot, customs_files, plan_rows
from sverka.recording.sampling.rows import Source
from sverka.recording.sampling.tally import SlotTally
from sverka.recording.sampling.world import deck, partners
from sverka.reference.goods import get_goods
from sverka.reference.places import get_place

GOLDEN = "0acd1c1968e8da4e8d8236a9df9e3f7c1eae6df00cc4a1a2e606b3aea2f8aa95"
HEADER = "NAPR PERIOD STRANA TNVED EDIZM STOIM NETTO KOL REGION REGION_S".split()


def digest(folder: Path) -> str:
    """The SHA-256 over all files of a sample, with their names."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*.csv")):
        found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def test_the_generator_is_splitmix64() -> None:
    # The first three numbers of the seed 1234567, as published with the reference implementation.
    step, found = 0x9E3779B97F4A7C15, []
    for position in range(1, 4):
        found.append(mixed(1234567 + position * step))
    assert found == [6457827717110365317, 3203168211198807973, 9817491932198370423]
    assert drawn(1234567, 1) == found[1]
    assert len({key_of(seed, "rows", flow) for seed in range(50) for flow in ("export", "import")}) == 100


def test_the_files_of_a_seed_never_change(tiny: Any) -> None:
    """Whoever changes what is written changes this as well, and says so in the change log."""
    assert digest(tiny.folder) == GOLDEN


def test_another_seed_gives_other_files_and_the_same_seed_the_same(tiny: Any, tmp_path: Path) -> None:
    write_sample(tmp_path / "again", 1_000, 1)
    write_sample(tmp_path / "other", 1_000, 2)
    assert (tmp_path / "again" / "key.toml").read_bytes() == (tiny.folder / "key.toml").read_bytes()
    assert digest(tmp_path / "again") == digest(tiny.folder) != digest(tmp_path / "other")


@pytest.mark.parametrize("rows", [1_000, 1_001, 4_321, 20_000, 1_000_000, 33_333_333])
def test_the_customs_files_are_planned_to_have_as_many_rows_as_were_asked_for(rows: int) -> None:
    slots = [slot for slots in plan_rows(rows).values() for slot in slots]
    assert sum(slot.rows + slot.late for slot in slots) == rows
    assert min(slot.rows for slot in slots) > 0


def test_the_files_have_as_many_rows_as_were_asked_for(tiny: Any, sample: Any) -> None:
    for one, rows in ((tiny, 1_000), (sample, 8_000)):
        assert sum(len(one.lines(entry)) - 1 for entry in one.files()) == rows


def test_customs_files_are_true_to_form(sample: Any) -> None:
    separators, ends = set(), set()
    for entry in sample.files():
        data = (sample.folder / entry["file"]).read_bytes()
        with pytest.raises(UnicodeDecodeError):
            data.decode("utf-8")
        lines = sample.lines(entry)
        assert lines[0].split(entry["separator"]) == HEADER
        separators.add(entry["separator"])
        ends.add(b"\r\n" in data)
        spoilt = {planted["line"] for planted in sample.key["planted"] if planted["file"] == entry["file"]}
        for number, line in enumerate(lines[1:], start=2):
            if number not in spoilt:
                assert_sound(line.split(entry["separator"]))
    assert separators == {"\t", ";"}
    assert ends == {True, False}


def assert_sound(fields: list[str]) -> None:
    """A row as the customs write it."""
    flow, period, partner, goods, unit, dollars, kilograms, quantity, region, district = fields
    assert flow in ("ЭК", "ИМ")
    assert re.fullmatch(r"(0[1-9]|1[0-2])/20(19|2[0-4])", period)
    assert re.fullmatch(r"[A-Z]{2}", partner)
    assert re.fullmatch(r"\d{10}", goods)
    assert unit in ("", "ШТ", "М3", "М2", "Л", "ПАР")
    assert re.fullmatch(r"\d+,\d\d", dollars)
    assert re.fullmatch(r"\d+,\d{3}", kilograms)
    assert re.fullmatch(r"\d+,\d{3}" if unit else "0", quantity)
    assert (region, district) == ("59000 - ОБРАЗЦОВАЯ ОБЛАСТЬ", "00 - ОБРАЗЦОВЫЙ ФЕДЕРАЛЬНЫЙ ОКРУГ")


def test_months_are_complete_and_the_last_year_is_not(sample: Any) -> None:
    months = {record.month for entry in sample.files(1) for record in sample.records(entry)}
    assert months == set(range(2019 * 12, 2024 * 12 + 8))


def test_partners_and_goods_are_real_and_most_of_the_trade_is_of_a_few(sample: Any) -> None:
    assert [one.id for one in partners() if (place := get_place(one.id)) is None or place.kind != "country"] == []
    records = [one for one in sample.recorded(2) if one.flow == "export" and one.month // 12 == 2023]
    chapters = {record.goods[:2] for record in records}
    assert [chapter for chapter in chapters if get_goods(chapter) is None] == []
    values: Counter[str] = Counter()
    for record in records:
        values[record.partner] += int(record.dollars)
    largest = [partner for partner, _ in values.most_common(4)]
    assert largest[0] == "CN"
    assert {"CN", "KZ"} <= set(largest)
    assert sum(value for _, value in values.most_common(6)) > 0.6 * sum(values.values())
    assert len(values) > 40


def test_exports_are_larger_than_imports_every_year(sample: Any) -> None:
    totals = {(one["flow"], one["year"]): int(one["cents"]) for one in sample.key["totals"] if one["after_load"] == 2}
    assert {year for _, year in totals} == set(range(2019, 2025))
    assert all(totals["export", year] > totals["import", year] for _, year in totals)


def test_weights_and_quantities_go_with_values(sample: Any) -> None:
    """Crude oil costs what oil costs, and a lorry of 5 t is not weighed in grams."""
    for record in sample.recorded(2):
        price = record.dollars / record.kilograms
        if record.goods.startswith("2709"):
            assert Decimal("0.2") < price < Decimal("0.8")
        if record.goods.startswith("870422"):
            assert record.quantity % 1 == 0
            assert 1_000 < record.kilograms / record.quantity < 4_000


def test_restated_months_come_whole_and_changed(sample: Any) -> None:
    first = {
        (one.flow, one.month, one.partner, one.goods) for entry in sample.files(1) for one in sample.records(entry)
    }
    (entry,) = sample.files(2)
    again = {(one.flow, one.month, one.partner, one.goods) for one in sample.records(entry)}
    months = {key[1] for key in again}
    assert months == {2023 * 12 + 1, 2023 * 12 + 2, 2023 * 12 + 3}
    assert {key for key in first if key[1] in months} <= again
    assert len(again) > len({key for key in first if key[1] in months})
    restated = {(one["flow"], one["period"]): one for one in sample.key["restated"]}
    assert len(restated) == 6
    assert all(one["cents_before"] != one["cents_after"] for one in restated.values())


def test_the_office_file_is_sdmx_and_about_two_per_cent_apart(sample: Any) -> None:
    path = sample.folder / "sdmx_annual.csv"
    with path.open(encoding="ascii", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == next(one["rows"] for one in sample.key["files"] if one["source"] == "sdmx")
    assert {(row["REF_AREA"], row["FREQ"], row["UNIT_MEASURE"], row["UNIT_MULT"]) for row in rows} == {
        ("RU-SMP", "A", "USD", "3")
    }
    assert {row["TIME_PERIOD"] for row in rows} == {"2019", "2020", "2021", "2022", "2023"}
    keys = Counter((r["TRADE_FLOW"], r["TIME_PERIOD"], r["COUNTERPART_AREA"], r["COMMODITY"]) for r in rows)
    assert max(keys.values()) == 1
    customs = {(t["flow"], t["year"]): int(t["cents"]) for t in sample.key["totals"] if t["after_load"] == 2}
    for told in sample.key["declared"]:
        flow, year = told["flow"], str(told["year"])
        own = [
            row
            for row in rows
            if row["TRADE_FLOW"] == {"export": "X", "import": "M"}[flow] and row["TIME_PERIOD"] == year
        ]
        world = next(r for r in own if r["COUNTERPART_AREA"] == "W1" and r["COMMODITY"] == "_T")
        parts = sum(int(row["OBS_VALUE"]) * 1000 for row in own if row["COUNTERPART_AREA"] != "W1")
        assert (told["world_usd"], told["parts_usd"]) == (int(world["OBS_VALUE"]) * 1000, parts)
        assert 0.8 < parts / told["world_usd"] < 1
        ratio = told["world_usd"] * 100 / customs[flow, told["year"]]
        assert 1.01 < (ratio if flow == "export" else 2 - ratio) < 1.03


def test_memory_does_not_grow_with_rows(tmp_path: Path) -> None:
    pairs = deck("export", 1, 100)
    source = Source(pairs, pairs.weight, 1)
    file = customs_files()[0]

    def peak(rows: int) -> int:
        tallies: list[SlotTally] = []
        tracemalloc.start()
        write_customs_file(
            tmp_path / f"{rows}", file, [Slot("export", file.first, rows)], {"export": source}, tallies.append
        )
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    small, large = peak(5_000), peak(40_000)
    assert (tmp_path / "40000").stat().st_size > 4_000_000
    assert large < small + 500_000
