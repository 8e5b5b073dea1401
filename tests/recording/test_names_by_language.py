"""Names of countries and of totals in other languages than English and Russian."""

from __future__ import annotations

from pathlib import Path

import pytest

from sverka.recording.columns import WORLD
from sverka.recording.drafting import Wishes, draft_of_file
from sverka.recording.drafting.words import place_of
from sverka.recording.naming import country_codes, country_names, region_names, word_set
from sverka.recording.tables_io import read_table

KNOWN = {
    "US": (
        "Estados Unidos",
        "EE.UU.",
        "États-Unis",
        "Vereinigte Staaten",
        "ABD",
        "AQSh",
        "АҚШ",
        "美国",
        "美國",
        "Stati Uniti",
    ),
    "CN": ("China", "Chine", "Çin", "Xitoy", "Қытай", "中国", "中國", "Cina"),
    "DE": ("Alemania", "Alemanha", "Allemagne", "Deutschland", "Almanya", "Germaniya", "Германия", "德国"),
    "RU": ("Rusia", "Rússia", "Russie", "Russische Föderation", "Rusya", "Rossiya", "Ресей", "俄罗斯"),
    "KR": ("Corea del Sur", "Coreia do Sul", "Corée du Sud", "Südkorea", "Güney Kore", "Janubiy Koreya", "韩国"),
    WORLD: (
        "Mundo",
        "Monde",
        "Welt",
        "Dünya",
        "Toplam",
        "Insgesamt",
        "Jami",
        "Барлығы",
        "合计",
        "总计",
        "Total general",
    ),
}
UNKNOWN = (
    "Ruritania",
    "Alemaña del Este Nueva",
    "Estados",
    "Unidos",
    "Vereinigte",
    "国",
    "Toplama",
    "Jamila",
    "Weltmeister",
)


@pytest.mark.parametrize(("name", "place"), [(name, place) for place, names in KNOWN.items() for name in names])
def test_names_are_known_in_other_languages(name: str, place: str) -> None:
    assert place_of(name) == place
    assert place_of(name.upper() if name.isascii() else name) == place


@pytest.mark.parametrize("name", UNKNOWN)
def test_near_misses_are_no_places(name: str) -> None:
    assert place_of(name) is None


def test_no_name_is_of_another_place_in_any_table() -> None:
    before = {
        key: place
        for entries in (region_names(), country_codes())
        for name, place in entries.items()
        for key in (name.casefold(), word_set(name))
    }
    rows = read_table("names_by_language.csv")
    assert [row for row in rows if country_names()[row["name"]] != row["id"]] == []
    clash = [
        row
        for row in rows
        for key in (row["name"].casefold(), word_set(row["name"]))
        if key and before.get(key, row["id"]) != row["id"]
    ]
    assert clash == []
    assert all(row["source"] for row in rows)


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        ("Ülke;Yıl;İhracat (USD)", ("Toplam;2023;30", "Almanya;2023;20", "ABD;2023;10")),
        ("País;Año;Exportaciones (USD)", ("Total general;2023;30", "Alemania;2023;20", "EE.UU.;2023;10")),
        ("国家;年份;出口 (USD)", ("合计;2023;30", "德国;2023;20", "美国;2023;10")),
    ],
)
def test_drafts_know_partners_and_totals(tmp_path: Path, head: str, rows: tuple[str, ...]) -> None:
    (tmp_path / "x.csv").write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    draft = draft_of_file(tmp_path / "x.csv", Wishes("KZ", "export"))
    assert "hierarchical = true" in draft
    assert f'column = "{head.split(";", maxsplit=1)[0]}"' in draft
    assert "# codes" not in draft
