"""Look-ups inside the engine: every key is found, nothing else is, and names are folded as Python folds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import duckdb
from hypothesis import given
from hypothesis import strategies as st

from sverka.recording.lookup_sql import (
    Lookup,
    folded,
    folded_sql,
    is_pair,
    lookup,
    own_name,
    own_name_sql,
    pair_list,
    pair_sql,
)
from sverka.recording.period_sql import bad_month_sql, month_sql, year_sql
from sverka.recording.source import literal
from sverka.reference.places import all_countries, place_names


def engine(lists: Mapping[str, Iterable[str]]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config={"autoinstall_known_extensions": "false"})
    for name, values in lists.items():
        connection.execute(f"SET VARIABLE {name} = [{', '.join(map(literal, values))}]::VARCHAR[]")
    return connection


def asked(found: Lookup, keys: list[str]) -> list[str | None]:
    """What the engine finds for each key."""
    rows = engine(found.lists).execute(f"SELECT {found.sql('k')} FROM (SELECT unnest(?) AS k)", [keys]).fetchall()
    return [row[0] for row in rows]


@given(
    st.dictionaries(
        st.text(st.characters(exclude_characters="\x00 ", codec="utf-8"), min_size=1), st.text("ab", min_size=1)
    )
)
def test_every_key_is_found_and_no_other(entries: dict[str, str]) -> None:
    others = [key + "?" for key in entries if key + "?" not in entries]
    found = asked(lookup("t", entries), [*entries, *others, ""])
    assert found == [*entries.values(), *[None for _ in others], None]


def test_thousands_of_names_find_their_places() -> None:
    entries = {folded(name.text): name.id for lang in ("ru", "en") for name in place_names(lang)}
    assert len(entries) > 3000
    assert asked(lookup("t", entries), list(entries)) == list(entries.values())


def test_the_engine_folds_as_python_does() -> None:
    texts = [name.text for lang in ("ru", "en") for name in place_names(lang)]
    texts += ["Ёлка", "a–b", "A\u00a0 b", "Côte d`Ivoire", "Coˆte dʼIvoire", " ÅLAND ", "", " - "]
    rows = engine({}).execute(f"SELECT t, {folded_sql('t')} FROM (SELECT unnest(?) AS t)", [texts]).fetchall()
    assert [(text, told) for text, told in rows if told != folded(text)] == []


def test_own_codes_of_names_are_the_same_in_both() -> None:
    [(told,)] = engine({}).execute(f"SELECT {own_name_sql(folded_sql(literal(' Atlantis-Nova ')))}").fetchall()
    assert told == own_name("ATLANTIS NOVA")


def test_pairs_by_position() -> None:
    connection = engine({"pairs": pair_list({"EL": "GR"}, "e")})
    codes = [*sorted(all_countries()), "EL", "QZ", "X9", "ZZ", "A0"]
    rows = connection.execute(f"SELECT {pair_sql('pairs', 'c')}, {is_pair('c')} FROM (SELECT unnest(?) AS c)", [codes])
    assert rows.fetchall() == [
        *((code, True) for code in sorted(all_countries())),
        *((code, True) for code in ("GR", "eqz", "ex9", "ezz", "ea0")),
    ]


@given(st.text("0123456789/.-QM ", max_size=12))
def test_a_text_that_is_no_period_is_always_called_bad(text: str) -> None:
    period = literal(text)
    query = f"SELECT {year_sql(period)}, {month_sql(period)}, {bad_month_sql(period)}"
    [(year, month, bad)] = engine({}).execute(query).fetchall()
    assert bad or (1900 <= year <= 2100 and (month is None or 1 <= month <= 12))
