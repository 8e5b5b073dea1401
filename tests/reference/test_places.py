"""Places: what a name stands for, at which time, in which sense, and how it is found."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sverka.model.errors import UsageError
from sverka.model.period import Period
from sverka.reference.places import (
    all_countries,
    all_places,
    describe_place,
    get_place,
    members,
    memberships,
    memberships_of,
    place_names,
    places_called,
    require_place,
    search_places,
    senses,
)

GROUPS = sorted(place.id for place in all_places() if place.kind == "group")


@pytest.mark.parametrize(
    ("group", "period", "count"),
    [
        ("eu", "2003", 15),
        ("eu", "2004", 25),
        ("eu", "2006", 25),
        ("eu", "2007", 27),
        ("eu", "2013", 28),
        ("eu", "2019-12", 28),
        ("eu", "2020-01", 28),
        ("eu", "2020-12", 27),
        ("euro-area", "2022", 19),
        ("euro-area", "2023", 20),
        ("euro-area", "2026", 21),
        ("brics", "2010-11", 4),
        ("brics", "2011", 5),
        ("brics", "2023", 5),
        ("brics", "2024", 9),
        ("brics", "2025", 10),
        ("sco", "2016", 6),
        ("sco", "2017", 8),
        ("sco", "2023", 9),
        ("sco", "2024", 10),
        ("asean", "1998", 9),
        ("asean", "2024", 10),
        ("asean", "2025", 11),
        ("cis", "2008", 12),
        ("cis", "2009", 11),
        ("cis", "2017", 11),
        ("cis", "2018", 10),
        ("eaeu", "2015", 5),
        ("eaeu", "2015-07", 4),
        ("g7", "2023", 7),
        ("g8", "2013", 8),
        ("g20", "2023", 19),
        ("mercosur", "2013", 5),
        ("mercosur", "2020", 4),
        ("mercosur", "2024", 5),
        ("gcc", "2020", 6),
        ("arab-league", "2020", 22),
        ("african-union", "2020", 55),
        ("african-union", "2015", 54),
        ("opec", "2018", 15),
        ("opec", "2019", 14),
        ("opec", "2023", 13),
        ("opec", "2024", 12),
        ("opec", "2026-05", 11),
        ("apec", "2020", 21),
        ("efta", "1994", 7),
        ("efta", "2020", 4),
        ("eea", "2013", 31),
        ("eea", "2021", 30),
        ("oecd", "2021", 38),
        ("cptpp", "2024", 12),
    ],
)
def test_members_by_date(group: str, period: str, count: int) -> None:
    assert len(members(group, Period.parse(period))) == count


def test_georgia_and_ukraine_leave_the_cis_on_their_days() -> None:
    assert "GE" in members("cis", Period.parse("2009-07"))
    assert "GE" not in members("cis", Period.parse("2009-08"))
    assert "UA" in members("cis", Period.parse("2018-04"))
    assert "UA" not in members("cis", Period.parse("2018-05"))


def test_buryatia_changes_its_district() -> None:
    assert "RU-BU" in members("siberian-federal-district", Period.parse("2018-10"))
    assert "RU-BU" in members("far-eastern-federal-district", Period.parse("2018-11"))
    assert "RU-TOM" in members("siberian-federal-district")


def test_a_country_and_a_region_are_themselves() -> None:
    assert members("CN") == {"CN"}
    assert members("RU-TOM", Period.year(2022)) == {"RU-TOM"}


def test_complements() -> None:
    for period in ("2003", "2019", "2021"):
        when = Period.parse(period)
        assert members("non-eu", when) == all_countries() - members("eu", when)
        assert members("far-abroad", when) | members("near-abroad", when) | {"RU"} == all_countries()
    assert members("non-us") == all_countries() - {"US"}
    assert members("friendly-countries").isdisjoint(members("unfriendly-countries"))
    assert members("developed-countries") | members("developing-countries") | {"AQ"} == all_countries()


def test_a_group_is_taken_in_its_first_or_last_composition_when_it_did_not_exist() -> None:
    assert members("eaeu", Period.year(2012)) == {"BY", "KZ", "RU"}
    assert members("g8", Period.year(2020)) == members("g8", Period.year(2013))
    assert members("nafta") == {"CA", "MX", "US"}
    assert members("unfriendly-countries", Period.year(2021)) == members(
        "unfriendly-countries", Period.parse("2022-03")
    )


def test_the_list_of_unfriendly_countries_grows() -> None:
    first, second, third = (members("unfriendly-countries", Period.parse(p)) for p in ("2022-03", "2022-08", "2022-11"))
    assert second - first == {"BS", "GG", "IM"}
    assert {"BM", "KY", "TC"} <= third - second
    assert {"RS", "TR", "GE", "MD"}.isdisjoint(third)


def test_other_senses() -> None:
    assert members("central-asia", sense="with-mongolia") == members("central-asia") | {"MN"}
    assert members("eu", Period.year(2022), "eu-28") == members("eu", Period.year(2022)) | {"GB"}
    assert members("eu", Period.year(2010), "eu-27") == members("eu")
    assert members("brics", Period.year(2025), "before-enlargement") == {"BR", "CN", "IN", "RU", "ZA"}
    assert members("cis", Period.year(2020), "with-ukraine") - members("cis", Period.year(2020)) == {"UA"}
    assert members("CN", sense="with-hong-kong") == {"CN", "HK"}
    assert "EG" in members("middle-east", sense="with-egypt")
    assert members("DE", sense="plain") == {"DE"}


def test_senses_tell_their_difference() -> None:
    plain, *others = senses("asia")
    assert plain.is_plain
    assert (plain.added, plain.removed) == (frozenset(), frozenset())
    assert [sense.distance for sense in others] == sorted(sense.distance for sense in others)
    turkey = next(sense for sense in others if sense.id == "without-turkey")
    assert not turkey.added
    assert (set(turkey.removed), turkey.distance) == ({"TR"}, 1)
    assert [sense.id for sense in senses("VN")] == ["plain"]
    assert senses("atlantis") == ()


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(GROUPS), st.integers(1950, 2035), st.data())
def test_senses_add_up(group: str, year: int, data: st.DataObject) -> None:
    when = Period.year(year)
    sense = data.draw(st.sampled_from(senses(group, when)))
    assert members(group, when, sense.id) == (members(group, when) | sense.added) - sense.removed
    assert members(group, when) <= all_countries() or all("-" in code for code in members(group, when))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(GROUPS), st.integers(1950, 2035))
def test_memberships_explain_the_members(group: str, year: int) -> None:
    named: set[str] = set()
    for row in memberships(group):
        named |= set().union(*(members(row.member, Period.year(y)) for y in range(1950, 2036, 5)), members(row.member))
    assert members(group, Period.year(year)) <= named or get_place(group).group_kind == "complement"  # type: ignore[union-attr]


def test_unknown_places_and_senses_are_told_with_what_is_near() -> None:
    assert get_place("ZZ") is None
    with pytest.raises(UsageError, match="did you mean KZ"):
        require_place("Kazahstan")
    with pytest.raises(UsageError, match="sverka places"):
        members("xqzzxwqq")
    with pytest.raises(UsageError, match="with-mongolia"):
        members("central-asia", sense="with-atlantis")
    with pytest.raises(UsageError, match="out of range"):
        members("eu", Period.of(0, 1, 0, 12))


def test_an_alias_is_the_group() -> None:
    assert get_place("caucasus") == get_place("south-caucasus")
    assert members("transcaucasia") == {"AM", "AZ", "GE"}


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("китай", "CN"),
        ("КНР", "CN"),
        ("Central Asia", "central-asia"),
        ("central-asia", "central-asia"),
        ("ЕС", "eu"),
        ("cn", "CN"),
        ("CHN", "CN"),
        ("156", "CN"),
        ("соединенные штаты", "US"),
        ("Кыргызстан", "KG"),
        ("ru-tom", "RU-TOM"),
        ("Томская область", "RU-TOM"),
        ("томич", "RU-TOM"),
        ("дальнее зарубежье", "far-abroad"),
        ("страны персидского залива", "gcc"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("ivory coast", "CI"),
        ("Кот-д’Ивуар", "CI"),
        ("кот-д'ивуар", "CI"),
        ("Казхстан", "KZ"),
        ("germny", "DE"),
        ("Средняя Азия", "central-asia"),
    ],
)
def test_search(text: str, first: str) -> None:
    assert search_places(text)[0].id == first


def test_search_finds_what_contains_the_words_and_nothing_for_nothing() -> None:
    assert {"RU-TOM"} == {place.id for place in search_places("томск")}
    assert {"AU-SA", "ZA", "south-asia"} & {place.id for place in search_places("south a")}
    assert search_places("") == search_places("  ") == search_places("x" * 5000) == ()
    assert [place.id for place in search_places("US")] == ["US"]
    assert [place.id for place in places_called("Америка")] == ["americas", "US"]


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["ru", "en"]), st.data())
def test_every_name_is_found(lang: str, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(place_names(lang)))
    assert name.id in {place.id for place in places_called(name.text)}
    assert name.id in {place.id for place in places_called(name.text.upper().replace("Ё", "Е"))}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_search_takes_any_text(text: str) -> None:
    assert len(search_places(text)) <= 20


def test_names_for_the_reader() -> None:
    russian = {(name.text, name.id, name.form) for name in place_names("ru")}
    english = {(name.text, name.id, name.form) for name in place_names("en")}
    assert {
        ("Китай", "CN", "name"),
        ("китайский", "CN", "adjective"),
        ("Пекин", "CN", "city"),
        ("томич", "RU-TOM", "demonym"),
        ("Томск", "RU-TOM", "city"),
        ("томский", "RU-TOM", "adjective"),
        ("Кузбасс", "RU-KEM", "name"),
        ("азиатский", "asia", "adjective"),
        ("среднеазиатский", "central-asia", "adjective"),
        ("Беларусь", "BY", "name"),
        ("Молдова", "MD", "name"),
    } <= russian
    assert {
        ("UK", "GB", "name"),
        ("Britain", "GB", "name"),
        ("Turkey", "TR", "name"),
        ("Czech Republic", "CZ", "name"),
        ("Chinese", "CN", "adjective"),
        ("Beijing", "CN", "city"),
        ("Xinjiang", "CN-XJ", "name"),
        ("Gulf states", "gcc", "name"),
    } <= english
    with pytest.raises(ValueError, match="no names in the language"):
        place_names("de")


def test_a_description_has_all_for_the_screen() -> None:
    group = describe_place("eu", Period.year(2019))
    assert len(group.members) == 28
    assert any(row.member == "GB" and row.until == "2020-01-31" and row.source for row in group.memberships)
    country = describe_place("KG")
    assert {"eaeu", "cis", "central-asia", "asia"} <= {row.group for row in country.belongs_to}
    assert country.memberships == ()
    assert {name.text for name in country.names} >= {"Киргизия", "Kyrgyzstan"}
    assert ("opec", "2026-04-30") in {(row.group, row.until) for row in memberships_of("AE")}
