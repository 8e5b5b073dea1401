"""UN Comtrade's preview: what is asked, and how the answer is written down."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from fetching_server import Clock, Server, Site, plain

from sverka.model.errors import InputError, UsageError
from sverka.recording.fetching import Fetched, Net, fetch
from sverka.recording.fetching.catalog import Asked, preview_of, wanted

API = "/public/v1/preview/C/A/HS"
Ask = Callable[..., list[Fetched]]


def row(partner: int, value: str, **more: object) -> str:
    """A row as the API writes it, the value to its last digit."""
    fields = {"typeCode": "C", "refYear": 2022, "reporterCode": 76, "reporterISO": "BRA", "flowCode": "X"}
    fields |= {"partnerCode": partner, "cmdCode": "TOTAL", "isAggregate": True, "netWgt": None, **more}
    return json.dumps(fields)[:-1] + f', "primaryValue": {value}}}'


def answer(*rows: str) -> Callable[[Site], None]:
    body = f'{{"elapsedTime": "0.1 secs", "count": {len(rows)}, "data": [{",".join(rows)}], "error": ""}}'
    return plain(200, body.encode(), Content_Type="application/json; charset=utf-8")


@pytest.fixture
def ask(server: Server, net: Net, tmp_path: Path) -> Ask:
    """`ask(partner=("CN",))`: fetch Brazil's exports of 2022, unless other things are named."""

    def run(**asked: tuple[object, ...]) -> list[Fetched]:
        whole = Asked(**{"reporter": ("BR",), "year": (2022,), "flow": ("export",)} | asked)  # type: ignore[arg-type]
        return [fetch(one, tmp_path, net) for one in wanted("comtrade", whole, server.base)]

    return run


def queries(server: Server) -> list[dict[str, str]]:
    return [{name: value[0] for name, value in parse_qs(urlsplit(one.path).query).items()} for one in server.asked]


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_rows_are_written_in_the_columns_of_comtrade(server: Server, ask: Ask) -> None:
    server.on(API, answer(row(0, "334136038220.123"), row(156, "8.9427754E+10", partnerDesc='Китай, "КНР"')))
    found = ask()[0]
    assert found.path.name == "comtrade_BR_2022_export_TOTAL.csv"
    first, second = table(found.path)
    assert tuple(first) == preview_of().columns
    assert (first["primaryValue"], first["netWgt"], first["isAggregate"]) == ("334136038220.123", "", "true")
    assert (second["primaryValue"], second["partnerDesc"]) == ("89427754000", 'Китай, "КНР"')
    assert not found.cut


def test_only_totals_over_procedures_modes_and_second_partners_are_asked_for(server: Server, ask: Ask) -> None:
    server.on(API, answer(row(0, "1")))
    ask()
    assert queries(server) == [
        {
            "reporterCode": "76",
            "period": "2022",
            "flowCode": "X",
            "cmdCode": "TOTAL",
            "maxRecords": "500",
            "customsCode": "C00",
            "motCode": "0",
            "partner2Code": "0",
            "includeDesc": "true",
        }
    ]


def test_each_partner_is_a_question_of_its_own_in_one_file(server: Server, ask: Ask, clock: Clock) -> None:
    server.on(API, answer(row(842, "1")), answer(row(0, "2")))
    found = ask(partner=("US", "world"), commodity=("AG2",))
    assert [one.path.name for one in found] == ["comtrade_BR_2022_export_AG2-p842-p0.csv"]
    assert [one["partnerCode"] for one in queries(server)] == ["842", "0"]
    assert [one["primaryValue"] for one in table(found[0].path)] == ["1", "2"]
    assert clock.slept == [2.0]


@pytest.mark.parametrize(("place", "code"), [("IN", "699"), ("FR", "251"), ("AF", "4"), ("DE", "276")])
def test_countries_are_asked_for_by_the_codes_of_comtrade(server: Server, ask: Ask, place: str, code: str) -> None:
    server.on(API, answer(row(0, "1")))
    ask(reporter=(place,))
    assert queries(server)[0]["reporterCode"] == code


def test_as_many_rows_as_the_api_gives_are_taken_for_cut(server: Server, ask: Ask) -> None:
    server.on(API, answer(*[row(156, "1")] * 500))
    assert ask()[0].cut
    server.on(API, answer(*[row(156, "1")] * 499))
    assert not ask()[0].cut


def test_the_same_rows_again_are_unchanged(server: Server, ask: Ask) -> None:
    server.on(API, answer(row(0, "1")))
    assert [ask()[0].outcome, ask()[0].outcome] == ["fetched", "unchanged"]
    server.on(API, answer(row(0, "2")))
    assert ask()[0].outcome == "fetched"


def test_columns_that_the_api_has_added_are_kept(server: Server, ask: Ask) -> None:
    server.on(API, answer(row(0, "1", newColumn="x"), row(4, "1")))
    rows = table(ask()[0].path)
    assert list(rows[0])[-1] == "newColumn"
    assert [one["newColumn"] for one in rows] == ["x", ""]


@pytest.mark.parametrize(
    ("reply", "word"),
    [
        (answer(), "no such rows"),
        (plain(200, b'{"data": [], "error": "Invalid period"}'), "refuses: Invalid period"),
        (plain(200, b"<html>down"), "not JSON"),
        (plain(200, b'{"data": [{"primaryValue": NaN}]}'), "not JSON"),
        (plain(200, b"[" * 200_000), "not JSON"),
        (plain(200, b'{"data": [1]}'), "no rows"),
        (plain(200, b"[]"), "no rows"),
        (plain(400, b'{"statusCode": 400}'), "400 Bad Request"),
        (plain(401, b"{}"), "401 Unauthorized"),
        (plain(200, b" " * 16_000_001), "16,000,000 bytes"),
    ],
)
def test_answers_without_rows_leave_no_file(
    server: Server, ask: Ask, tmp_path: Path, reply: Callable[[Site], None], word: str
) -> None:
    server.on(API, reply)
    with pytest.raises(InputError, match=word) as caught:
        ask()
    assert caught.value.next_step
    assert list(tmp_path.iterdir()) == []


def test_a_number_beyond_reason_is_not_written_out(server: Server, ask: Ask) -> None:
    server.on(API, answer(row(0, "1e999999999")))
    assert table(ask()[0].path)[0]["primaryValue"] == "1E+999999999"


def test_a_broken_answer_is_asked_for_again(server: Server, ask: Ask, clock: Clock) -> None:
    short = lambda site: site.say(200, b'{"data', {}, 900)  # noqa: E731
    server.on(API, plain(429, b"{}", Retry_After="3"), short, answer(row(0, "1")))
    assert ask()[0].size > 0
    assert 3.0 in clock.slept


@pytest.mark.parametrize(
    ("source", "asked", "word"),
    [
        ("comtrade", Asked(year=(2022,)), "--reporter is missing"),
        ("comtrade", Asked(reporter=("BR",)), "--year is missing"),
        ("comtrade", Asked(reporter=("asia",), year=(2022,)), "not a country"),
        ("comtrade", Asked(reporter=("BR-PR",), year=(2022,)), "not a country"),
        ("comtrade", Asked(reporter=("../x",), year=(2022,)), "unknown place"),
        ("comtrade", Asked(reporter=("BR",), year=(2022,), commodity=("AG3",)), "not a commodity"),
        ("comtrade", Asked(reporter=("BR",), year=(2022,), commodity=("27&x=1",)), "not a commodity"),
        ("comtrade", Asked(reporter=("BR",), year=(2022,), partner=("Mars",)), "unknown place"),
        ("baci", Asked(edition=("HS92",)), "--release is missing"),
        ("baci", Asked(edition=("HS88",), release=("202401b",)), "no such edition"),
        ("baci", Asked(edition=("HS92",), release=("../../x",)), "not a release"),
        ("baci", Asked(edition=("HS92",), release=("202413",)), "not a release"),
        ("baci", Asked(edition=("HS92",), release=("202401",), year=(2022,)), "does not take --year"),
        ("comext", Asked(period=("2024-13",)), "not a period"),
        ("comext", Asked(period=("2024-1",)), "not a period"),
        ("comexstat-state", Asked(), "--year is missing"),
        ("fts", Asked(), "cannot be fetched"),
    ],
)
def test_what_cannot_be_asked_for_is_a_matter_of_usage(source: str, asked: Asked, word: str) -> None:
    with pytest.raises(UsageError, match=word) as caught:
        wanted(source, asked)
    assert caught.value.next_step


def test_a_name_fits_the_disk_however_much_is_asked_for() -> None:
    places = ("CN", "US", "DE", "FR", "IN", "JP", "KR", "AR", "CL", "MX", "NL", "ES", "IT", "GB", "CA", "PY", "UY")
    asked = Asked(reporter=("BR",), year=(2022,), flow=("export",), partner=places * 2, commodity=("AG2",))
    names = [wanted("comtrade", replace(asked, partner=some))[0].name for some in (asked.partner, (*places[:-1], "VE"))]
    assert all(len(name) <= 120 for name in names)
    assert names[0] != names[1]
