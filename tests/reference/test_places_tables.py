"""The tables of places: every code, date and name in them keeps the rules that the rest relies on."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from sverka.reference.places import all_countries, all_places, get_place, members, memberships, place_names, senses
from sverka.reference.places_data import country_rows, dated_members, definitions, group_rows, region_rows, sense_rows
from sverka.reference.tables_io import read_table

AMBIGUOUS_RU = {
    "Америка",
    "Виктория",
    "Микронезия",
    "Москва",
    "конголезец",
    "конголезский",
    "третьи страны",
    "центральноафриканский",
}
AMBIGUOUS_EN = {"America", "Congolese", "Georgia", "Micronesia", "Moscow", "Victoria", "Washington"}
GROUPS_OF_THE_CORPUS = [
    "central-asia",
    "asia",
    "cis",
    "eu",
    "europe",
    "africa",
    "gcc",
    "asean",
    "brics",
    "g8",
    "middle-east",
    "north-america",
    "far-abroad",
    "developed-countries",
    "developing-countries",
    "non-eu",
    "non-us",
    "ural-federal-district",
]


def _terms(definition: str) -> list[str]:
    return [term.removeprefix("-") for term in definition.split("+")]


def test_codes_are_well_formed_and_unique() -> None:
    ids = [place.id for place in all_places()]
    tables = (*country_rows(), *region_rows(), *group_rows())
    assert len(ids) == len(set(ids)) == len(tables)
    forms = {"country": r"[A-Z]{2}", "region": r"[A-Z]{2}-[A-Z0-9]{1,3}", "group": r"[a-z][a-z0-9]*(-[a-z0-9]+)*"}
    assert [place.id for place in all_places() if not re.fullmatch(forms[place.kind], place.id)] == []


def test_there_are_249_countries_of_iso_and_kosovo() -> None:
    assert len(all_countries()) == 250
    assert {"TW", "HK", "EH", "PS", "XK", "AQ"} <= all_countries()
    alpha3 = Counter(row["alpha3"] for row in country_rows())
    numeric = Counter(row["m49"] for row in country_rows() if row["m49"])
    assert all(len(code) == 3 and code.isupper() and count == 1 for code, count in alpha3.items())
    assert all(len(code) == 3 and code.isdigit() and count == 1 for code, count in numeric.items())
    assert len(numeric) == 249


@pytest.mark.parametrize(
    ("code", "alpha3", "m49", "name_ru"),
    [
        ("CN", "CHN", "156", "Китай"),
        ("RU", "RUS", "643", "Россия"),
        ("US", "USA", "840", "США"),
        ("KR", "KOR", "410", "Южная Корея"),
        ("CH", "CHE", "756", "Швейцария"),
        ("AT", "AUT", "040", "Австрия"),
        ("AU", "AUS", "036", "Австралия"),
        ("SI", "SVN", "705", "Словения"),
        ("SK", "SVK", "703", "Словакия"),
        ("NE", "NER", "562", "Нигер"),
        ("NG", "NGA", "566", "Нигерия"),
    ],
)
def test_codes_of_some_countries(code: str, alpha3: str, m49: str, name_ru: str) -> None:
    place = get_place(code)
    assert place is not None
    assert (place.alpha3, place.m49, place.name_ru) == (alpha3, m49, name_ru)


def test_the_federal_subjects_of_iso_are_all_there_and_each_in_one_district_today() -> None:
    subjects = {row["id"] for row in region_rows() if row["parent"] == "RU" and "invented" not in row["source"]}
    districts = [place.id for place in all_places() if place.group_kind == "district"]
    found = Counter(code for district in districts for code in members(district))
    assert len(subjects) == 83
    assert len(districts) == 8
    assert subjects == {code for code in found if code.startswith("RU-")}
    assert set(found.values()) == {1}


def test_the_invented_region_is_in_no_group_and_has_no_name_that_is_a_common_word() -> None:
    invented = [row for row in region_rows() if "invented" in row["source"]]
    assert [row["id"] for row in invented] == ["RU-SMP"]
    assert [place.id for place in all_places() if place.kind == "group" and "RU-SMP" in members(place.id)] == []
    names = [name.text for lang in ("en", "ru") for name in place_names(lang) if name.id == "RU-SMP"]
    assert names == ["Sample Oblast", "Образцовая область"]


def test_every_region_belongs_to_a_country() -> None:
    assert [row["id"] for row in region_rows() if row["parent"] not in all_countries()] == []
    assert [row["id"] for row in region_rows() if not row["id"].startswith(row["parent"] + "-")] == []
    sizes = Counter(row["parent"] for row in region_rows())
    wanted = {
        "US": 51,
        "BR": 27,
        "CN": 31,
        "CA": 13,
        "AU": 8,
        "IN": 36,
        "DE": 16,
        "JP": 47,
        "KZ": 20,
        "BY": 7,
        "UA": 27,
    }
    assert {country: sizes[country] for country in wanted} == wanted


def test_every_member_of_every_group_exists() -> None:
    unknown = [row for rows in dated_members().values() for row in rows if get_place(row.member) is None]
    undefined = [(group, t) for group, text in definitions().items() for t in _terms(text) if get_place(t) is None]
    assert unknown == []
    assert undefined == []
    assert [group for group in dated_members() if get_place(group) is None] == []


def test_every_group_has_members() -> None:
    groups = [place.id for place in all_places() if place.kind == "group"]
    assert [group for group in groups if not members(group)] == []
    assert set(GROUPS_OF_THE_CORPUS) <= set(groups)


def test_memberships_have_whole_dates_in_order_that_do_not_overlap() -> None:
    for group, rows in dated_members().items():
        spans = sorted(
            (row.member, date.fromisoformat(row.since or ""), date.fromisoformat(row.until or "9999-12-31"))
            for row in rows
        )
        assert all(since <= until for _, since, until in spans), group
        pairs = pairwise(spans)
        assert [a for a, b in pairs if a[0] == b[0] and b[1] <= a[2]] == [], group


def test_every_row_has_a_source() -> None:
    for table in ("countries", "regions", "groups", "membership", "senses"):
        assert [row for row in read_table(f"places/{table}.csv") if not row["source"].strip()] == [], table


def test_each_country_is_in_one_subregion_of_m49() -> None:
    tops = ("africa", "americas", "asia", "europe", "oceania")
    leaves = {row["subregion"] for row in country_rows() if row["subregion"]}
    assert len(leaves) == 22
    for level in (tops, tuple(leaves)):
        found = Counter(code for region in level for code in members(region))
        assert set(found) == all_countries() - {"AQ"}
        assert set(found.values()) == {1}


@pytest.mark.parametrize(
    ("code", "region"),
    [
        ("TR", "western-asia"),
        ("GE", "western-asia"),
        ("CY", "western-asia"),
        ("MN", "east-asia"),
        ("IR", "south-asia"),
        ("RU", "eastern-europe"),
        ("EG", "northern-africa"),
        ("SD", "northern-africa"),
        ("MX", "central-america"),
        ("EE", "northern-europe"),
    ],
)
def test_m49_puts_the_disputed_ones_where_it_does(code: str, region: str) -> None:
    assert code in members(region)


def test_senses_are_sound() -> None:
    for place, rows in sense_rows().items():
        assert get_place(place) is not None, place
        assert [row.distance for row in rows].count(0) == 1, place
        assert rows[0].distance == 0
        assert rows[0].definition == "", place
        assert len({row.id for row in rows}) == len(rows), place
        assert all(get_place(term) is not None for row in rows[1:] for term in _terms(row.definition)), place
        assert all(row.name_en and row.name_ru and row.source for row in rows), place


def test_every_sense_but_the_plain_one_differs_from_it_at_some_time() -> None:
    from sverka.model.period import Period

    times = [None, *(Period.year(year) for year in (2000, 2005, 2010, 2014, 2019, 2022, 2025))]
    for place in sense_rows():
        seen = [senses(place, when) for when in times]
        assert all(not row.added and not row.removed for rows in seen for row in rows if row.is_plain)
        idle = [
            row.id
            for n, row in enumerate(seen[0])
            if not row.is_plain and not any(s[n].added or s[n].removed for s in seen)
        ]
        assert idle == [], place


@pytest.mark.parametrize(("lang", "ambiguous"), [("ru", AMBIGUOUS_RU), ("en", AMBIGUOUS_EN)])
def test_names_are_of_one_place_save_the_listed_ones(lang: str, ambiguous: set[str]) -> None:
    ids: dict[str, set[str]] = {}
    for name in place_names(lang):
        ids.setdefault(name.text, set()).add(name.id)
    assert {text for text, found in ids.items() if len(found) > 1} == ambiguous


@pytest.mark.parametrize(("lang", "alien"), [("ru", r"[A-Za-z]"), ("en", r"[А-Яа-яЁё]")])
def test_names_are_in_the_letters_of_their_language(lang: str, alien: str) -> None:
    latin = {"G7", "G8", "G20", "USMCA", "CPTPP", "RCEP"}
    assert [name.text for name in place_names(lang) if re.search(alien, name.text) and name.text not in latin] == []


def test_russian_adjectives_are_in_dictionary_form() -> None:
    wrong = [n.text for n in place_names("ru") if n.form == "adjective" and not n.text.endswith(("ий", "ый", "ой"))]
    assert wrong == []
    assert [n.text for n in place_names("ru") if n.form in ("adjective", "demonym") and n.text[:1].isupper()] == []


def test_names_are_clean_text() -> None:
    for lang in ("ru", "en"):
        bad = [name for name in place_names(lang) if name.text != name.text.strip() or not name.text.isprintable()]
        assert bad == []


def test_memberships_of_a_group_are_in_order_of_joining() -> None:
    rows = memberships("eu")
    assert [row.since for row in rows] == sorted(row.since or "" for row in rows)
    assert {row.member for row in rows if row.until} == {"GB"}
