"""Names of countries as agencies write them: known spellings, spellings by rule, near misses, former states."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import pytest

from sverka.recording.lookup_sql import folded
from sverka.recording.naming import country_codes, country_names, place_lookup, place_sql, word_set, word_set_sql
from sverka.recording.tables_io import read_table
from sverka.reference.places import get_place

AS_AGENCIES_WRITE = {
    "UN Comtrade": "Rep. of Korea=KR; Bosnia Herzegovina=BA; Lao People's Dem. Rep.=LA; TFYR of Macedonia=MK; USA=US",
    "UN Comtrade since 2022": "Türkiye=TR; Dominican Rep.=DO; China, Macao SAR=MO; N. Mariana Isds=MP",
    "World Bank": "Egypt, Arab Rep.=EG; Venezuela, RB=VE; Congo, Dem. Rep.=CD; Congo, Rep.=CG; Lao PDR=LA",
    "US Census Bureau": "Korea, South=KR; Burma=MM; Congo (Kinshasa)=CD; Falkland Islands(Islas Malvinas)=FK",
    "IMF": "China, P.R.: Hong Kong=HK; Serbia, Republic of=RS; Yemen, Republic of=YE; Türkiye, Republic of=TR",
    "Eurostat": "Germany (incl. German Democratic Republic 'DD' from 1991)=DE; Ireland (Eire)=IE; Türkiye=TR; "
    "Italy (incl. San Marino 'SM' -> 1993)=IT; Spain (incl. Canary Islands 'XB' from 1997)=ES; Northern Ireland=exi",
    "WTO": "Chinese Taipei=TW; Macao, China=MO; Saudi Arabia, Kingdom of=SA; Moldova, Republic of=MD",
    "Comex Stat": "Alemanha=DE; Estados Unidos=US; Coreia do Sul=KR; Países Baixos (Holanda)=NL; Arábia Saudita=SA",
    "ФТС": "КОРЕЯ, РЕСПУБЛИКА=KR; СОЕДИНЕННЫЕ ШТАТЫ=US; ЭСВАТИНИ=SZ; АБХАЗИЯ=fab; НИДЕРЛАНДЫ (ГОЛЛАНДИЯ)=NL",
}
BY_RULE = (
    "EGYPT ARAB REP=EG; Republic of Korea=KR; korea, dem. people's rep. of=KP; Saint Vincent & the Grenadines=VC; "
    "ST VINCENT AND GRENADINES=VC; Cote d’Ivoire=CI; CÔTE D'IVOIRE=CI; Antigua & Barbuda=AG; Gambia The=GM; "
    "The Bahamas=BS; Sao Tome & Principe=ST; Marshall Is.=MH; Turks & Caicos Isds.=TC; Curacao=CW; Reunion=RE; "
    "Tanzania (United Rep. of)=TZ; Rep of Moldova=MD; Guinea Bissau=GW; Islamic Republic of Iran=IR"
)
NEAR_MISSES = (
    "Niger=NE; Nigeria=NG; Guinea=GN; Guinea-Bissau=GW; Equatorial Guinea=GQ; Papua New Guinea=PG; Congo=CG; "
    "Congo, Rep. of=CG; Dem. Rep. of the Congo=CD; Korea, North=KP; Korea, South=KR; Dominica=DM; Dominican Rep.=DO; "
    "Ireland=IE; Iceland=IS; Virgin Islands, British=VG; Virgin Islands (U.S.)=VI; Samoa=WS; American Samoa=AS; "
    "Georgia=GE; Jersey=JE; New Jersey=; Macao=MO; Macau=MO; Micronesia, Fed. Sts.=FM; Sudan=SD; South Sudan=SS; "
    "Austria=AT; Australia=AU; Slovakia=SK; Slovenia=SI; Mauritania=MR; Mauritius=MU; Mali=ML; Malawi=MW; "
    "Northern Ireland=exi; South Georgia=GS; Virgin Islands=; Asia=; Korea of the Republic of Guinea="
)
NO_MORE = (
    "USSR=m810; Fmr USSR=m810; СССР=m810; Yugoslavia=m890; Serbia and Montenegro=m891; Serbia & Montenegro=m891; "
    "Netherlands Antilles=m530; Neth. Antilles (...2010)=m530; Belgium-Luxembourg=m58; Sudan (before 2012)=m736; "
    "Sudan (...2011)=m736; Fmr Sudan=m736; Germany FR=m280; Fmr Fed. Rep. of Germany=m280; Czechoslovakia=m200; "
    "Other Asia, nes=m490; Areas, nes=m899; German Democratic Republic=m278"
)


def pairs(text: str) -> list[tuple[str, str]]:
    return [(name.strip(), place) for name, _, place in (one.rpartition("=") for one in text.split("; "))]


@pytest.fixture(scope="module")
def found() -> Mapping[str, str | None]:
    """What the engine finds for every name of this page."""
    every = [*AS_AGENCIES_WRITE.values(), BY_RULE, NEAR_MISSES, NO_MORE]
    texts = [name for one in every for name, _ in pairs(one)]
    places = place_lookup("t", {**country_names(), **country_codes()})
    with duckdb.connect() as engine:
        for name, values in places.lists.items():
            engine.execute(f"SET VARIABLE {name} = ?::VARCHAR[]", [list(values)])
        rows = engine.execute(f"SELECT n, {place_sql(places, 'n')} FROM (SELECT unnest(?) AS n)", [texts]).fetchall()
    return dict(rows)


@pytest.mark.parametrize("agency", AS_AGENCIES_WRITE)
def test_spellings_of_agencies_are_known(agency: str, found: Mapping[str, str | None]) -> None:
    assert [(name, found[name]) for name, _ in pairs(AS_AGENCIES_WRITE[agency])] == pairs(AS_AGENCIES_WRITE[agency])


@pytest.mark.parametrize("names", [BY_RULE, NEAR_MISSES, NO_MORE], ids=["by rule", "near misses", "no more"])
def test_spellings_by_rule_and_their_near_misses(names: str, found: Mapping[str, str | None]) -> None:
    assert [(name, found[name] or "") for name, _ in pairs(names)] == pairs(names)


def test_the_engine_and_the_program_make_one_set_of_words_of_every_name() -> None:
    names = [
        *country_names(),
        "O’Higgins  & Co.",
        "(incl. x) y",
        "Ñandú, The",
        "  ",
        "St.-Pierre/Miquelon",
        "Ёлка, о-ва",
    ]
    with duckdb.connect() as engine:
        rows = engine.execute(f"SELECT n, {word_set_sql('n')} FROM (SELECT unnest(?) AS n)", [names]).fetchall()
    assert dict(rows) == {name: word_set(name) for name in names}


def test_no_set_of_words_is_of_two_places_but_where_both_are_spelled_out() -> None:
    sets: dict[str, set[str]] = {}
    for name, place in country_names().items():
        sets.setdefault(word_set(name), set()).add(place)
    shared = {words for words, ids in sets.items() if len(ids) > 1}
    # The state until 1990 and today's; an island of the United States, and both as one customs area.
    assert shared == {"federal germany republic", "puerto rico states united"}


def test_rows_of_the_tables_hold_together() -> None:
    rows = read_table("agency_names.csv")
    assert len({folded(row["name"]) for row in rows}) == len(rows)
    own = {row["id"] for row in (*rows, *read_table("agency_codes.csv"))} - {"world"}
    assert all(get_place(place) or place[0] in "mef" for place in own)
    assert all(row["source"] for row in rows)


def test_codes_are_known_with_and_without_zeros() -> None:
    codes = country_codes()
    asked = ("8", "008", "CHN", "cn".upper(), "0", "W00", "842", "490", "SUN", "EL", "UK")
    assert [codes.get(code) for code in asked] == [
        "AL",
        "AL",
        "CN",
        "CN",
        "world",
        "world",
        "US",
        "m490",
        "m810",
        "GR",
        "GB",
    ]
