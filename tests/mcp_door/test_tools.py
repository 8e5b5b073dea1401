"""Every tool and resource, asked by the client of the SDK, which holds each answer against its schema."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sverka.cli.main import main
from sverka.measuring.book import open_book
from sverka.serving.desk import Desk

Ask = Callable[..., Any]
TEXT = "Exports of Sample Oblast came to $2.73 bn in 2023. China took almost 41% of exports. Imports rose by 15%."
TOOLS = {
    *("prompt_for", "read_text", "check_text", "check_claims", "measure", "profile", "bounds", "brief"),
    *("find_place", "find_goods", "book_status"),
}
TO_CHINA = "level(export[CN;; 2023], USD)"
TEN = [
    ("level(export[;; 2023], USD)", 2.73e9, "USD"),
    ("level(import[;; 2023], USD)", 9.9e8, "USD"),
    ("share(export[CN;; 2023], export[;; 2023])", 41, "%"),
    ("share(export[asia;; 2023], export[;; 2023])", 60, "%"),
    ("growth(export[;; 2023])", -4.8, "%"),
    ("growth(import[; 84; 2023])", 15, "%"),
    ("balance([;; 2023], USD)", 1.6e9, "USD"),
    ("rank(CN, export[;; 2023])", 1, "rank"),
    ("level(export[; 44; 2023], t)", 2e6, "t"),
    ("level(export[;; 2015], USD)", 1e9, "USD"),
]


def ten_claims() -> list[dict[str, Any]]:
    return [{"id": f"k{at}", "measure": m, "value": v, "unit": u} for at, (m, v, u) in enumerate(TEN, 1)]


def test_the_list_of_tools_is_whole_and_short(sample_book: Path, talk: Callable[..., Any]) -> None:
    listed = talk(Desk(sample_book), lambda client: client.list_tools())
    assert {tool.name for tool in listed.tools} == TOOLS
    assert len(listed.model_dump_json(by_alias=True, exclude_none=True)) <= 9000
    for tool in listed.tools:
        assert tool.description
        assert tool.output_schema["type"] == "object"
        assert tool.annotations.read_only_hint


def test_every_page_can_be_read(sample_book: Path, talk: Callable[..., Any]) -> None:
    async def pages(client: Any) -> dict[str, str]:
        listed = await client.list_resources()
        return {one.uri: (await client.read_resource(one.uri)).contents[0].text for one in listed.resources}

    found = talk(Desk(sample_book), pages)
    for uri, words in {
        "sverka://measures": ("level(export[CN; 27; 2023], USD)", "`rank(CN, export[;; 2023])`", "asia+-CN"),
        "sverka://rules": ("# What is a claim", "# Rules", "**Whole and part.**"),
        "sverka://verdicts": ("`holds otherwise`", "`not covered`"),
        "sverka://definitions": ("fts: ", "registered for tax", "import CIF USD"),
    }.items():
        assert all(word in found[uri] for word in words), found[uri]


def test_a_figure_has_its_release_definition_and_unit(ask: Ask, sample_book: Path) -> None:
    told = ask("measure", reporter="RU-SMP", measures=[TO_CHINA, "share(export[China;; 2023], export[;; 2023])"]).told
    with open_book(sample_book) as book:
        value = book.cube("RU-SMP").measure(TO_CHINA).value
    first, second = told["figures"]
    assert (first["value"], first["unit"]) == (value, "USD")
    assert first["release"].startswith("fts v1 2")
    assert "registered for tax" in told["definitions"][first["definition"]]
    assert second["measure"] == "share(export[CN;; 2023], export[;; 2023])"


def test_details_give_what_the_command_prints(ask: Ask, sample_book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["measure", TO_CHINA, "--reporter", "RU-SMP", "--book", str(sample_book), "--format", "json"])
    printed = json.loads(capsys.readouterr().out)
    assert ask("measure", reporter="RU-SMP", measures=[TO_CHINA], details=True).told["figures"] == printed
    assert main(["show", "RU-SMP", "--book", str(sample_book), "--format", "json"]) == 0
    assert ask("profile", reporter="RU-SMP", details=True).told == json.loads(capsys.readouterr().out)
    main(["book", "--book", str(sample_book), "--format", "json"])
    assert ask("book_status", details=True).told == json.loads(capsys.readouterr().out)


def test_ten_claims_are_judged_in_few_characters(ask: Ask) -> None:
    answer = ask("check_claims", claims=ten_claims(), reporter="RU-SMP")
    assert len(answer.text) <= 3500, len(answer.text)
    claims = {one["id"]: one for one in answer.told["claims"]}
    assert list(claims) == [f"k{at}" for at in range(1, 11)]
    assert claims["k1"]["verdict"] == "holds"
    assert claims["k2"]["verdict"] == "fails"
    assert claims["k10"] == {
        "id": "k10",
        "verdict": "not covered",
        "reason": claims["k10"]["reason"],
        "recorded": None,
        "asked": "level(export[;; 2015], USD)",
    }
    assert "2019-01" in claims["k10"]["reason"]
    for name in ("k1", "k2", "k3", "k5"):
        assert claims[name]["recorded"] is not None
        assert claims[name]["release"].startswith("fts v1 ")
        assert answer.told["definitions"][claims[name]["definition"]]


def test_claims_keep_any_id_and_bad_ones_are_refused_alone(ask: Ask) -> None:
    plain = {"measure": TO_CHINA, "value": 1e9, "unit": "USD"}
    claims = [
        {**plain, "id": 7},
        {**plain, "id": "s1"},
        {**plain, "id": "my claim"},
        {**plain, "id": "odd", "measure": "level(export[; 0201; 2023"},
        {**plain, "id": "goods", "measure": "level(export[; cheeze; 2023], USD)"},
        {"id": "empty", "measure": TO_CHINA},
        "no claim",
    ]
    told = ask("check_claims", claims=claims, reporter="RU-SMP").told
    assert [one["id"] for one in told["claims"]] == [7, "s1", "my claim"]
    refused = {one["claim"]: one["error"] for one in told["refused"]}
    assert "did you mean cheese" in refused["goods"]
    assert "write there" in refused["odd"]
    assert 'write "value"' in refused["empty"]
    assert len(told["refused"]) == 4


def test_the_period_of_a_claim_stands_for_that_of_its_measure(ask: Ask) -> None:
    claims = [
        {"id": "a", "measure": "level(export[CN], USD)", "value": 1e9, "unit": "USD", "period": "2021"},
        *({"id": f"b{at}x", "measure": TO_CHINA, "value": 1e9 + at, "unit": "USD"} for at in range(3)),
    ]
    told = ask("check_claims", claims=claims, reporter="RU-SMP").told
    assert told["claims"][0]["asked"] == "level(export[CN;; 2021], USD)"


def test_claims_of_a_text_are_held_against_it(ask: Ask) -> None:
    claims = [
        {"id": "x", "quote": "almost 41%", "measure": "share(export[CN;; 2023], export[;; 2023])", "value": 41},
        {"id": "y", "quote": "a third", "measure": "growth(export[;; 2023])", "value": 33, "unit": "%"},
    ]
    told = ask("check_claims", claims=claims, text=TEXT, date="2024-02-01", reporter="RU-SMP").told
    assert [one["id"] for one in told["claims"]] == ["x"]
    assert "the quote does not stand in the text" in told["refused"][0]["error"]
    assert [one["quote"] for one in told["others"]] == ["came to $2.73 bn", "by 15%"] or told["others"]


def test_an_answer_to_the_request_is_taken_whole(ask: Ask) -> None:
    answer = {"origin": "model small-1", "claims": ten_claims()[:2]}
    told = ask("check_claims", claims=answer, reporter="RU-SMP", details=True).told
    assert [one["origin"] for one in told["claims"]] == ["model small-1"] * 2


def test_a_text_is_checked_in_one_go(ask: Ask) -> None:
    told = ask("check_text", text=TEXT, date="2024-02-01", reporter="RU-SMP").told
    assert told["claims"][0]["verdict"] == "holds"
    assert sum(told["verdicts"].values()) == len(told["claims"]) == 3
    assert "claims" in ask("check_text", text=TEXT, details=True).told


def test_what_was_read_can_be_handed_back(ask: Ask) -> None:
    read = ask("read_text", text=TEXT, date="2024-02-01", reporter="RU-SMP").told
    told = ask("check_claims", claims=read["claims"], text=TEXT, date="2024-02-01", reporter="RU-SMP").told
    assert "refused" not in told
    assert [one["id"] for one in told["claims"]] == [one["id"] for one in read["claims"]]


def test_a_request_for_an_assistant_says_what_the_book_covers(ask: Ask) -> None:
    prompt = ask("prompt_for", text=TEXT, date="2024-02-01", reporter="RU-SMP").told["prompt"]
    assert "RU-SMP Sample Oblast: export, 2019-01 to 2024-08 by months" in prompt
    assert "[1] Exports of Sample Oblast" in prompt


def test_profile_and_brief_are_short_and_say_whose_they_are(ask: Ask) -> None:
    profile, brief = ask("profile", reporter="RU-SMP", period="2023"), ask("brief", reporter="RU-SMP", period="2023")
    assert len(profile.text) <= 4500
    assert profile.told["totals"]["export"]["value"] == pytest.approx(2.73e9, rel=0.05)
    assert profile.told["export"]["partners"][0]["code"] == "CN"
    for told in (profile.told, brief.told):
        assert told["release"].startswith("fts v1 ")
        assert "registered for tax" in told["definition"]
    assert "2023" in brief.told["text"]
    assert "экспорт" in ask("brief", reporter="RU-SMP", period="2023", lang="ru").told["text"].lower()


def test_bounds_follow_from_statements(ask: Ask) -> None:
    claims = [
        {"id": "a", "measure": "level(export[;; 2031], USD)", "value": 100, "unit": "USD"},
        {"id": "b", "measure": "share(export[CN;; 2031], export[;; 2031])", "value": 30, "unit": "%"},
    ]
    told = ask("bounds", claims=claims, measures=[TO_CHINA.replace("2023", "2031")], reporter="RU-SMP").told
    (bound,) = told["bounds"]
    assert bound["low"] < 30 < bound["high"]
    assert "why" in bound


def test_names_of_places_and_goods(ask: Ask) -> None:
    assert ask("find_place", name="central asia").told["places"][0]["members"] == "KG+KZ+TJ+TM+UZ"
    assert [one["id"] for one in ask("find_place", name="Georgia").told["places"]] == ["GE", "US-GA"]
    assert ask("find_goods", name="beef").told["goods"][0]["hs"] == ["0201-0202"]
    assert ask("find_goods", name="beef", ui="ru").told["goods"][0]["name"] == "Говядина"


def test_the_book_says_what_it_holds(ask: Ask) -> None:
    told = ask("book_status", reporter="RU-SMP").told
    assert [(one["flow"], one["first"], one["last"]) for one in told["holdings"]] == [
        ("export", "2019-01", "2024-08"),
        ("import", "2019-01", "2024-08"),
    ]
