"""`sverka check --assist`, as a user runs it: what is sent, what is taken, what is told when the model is no help."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from sverka.claims_in.entries import DECISIONS
from sverka.deciding.records import digest_of
from sverka.writing.schemas import schema_text

from ..cli.conftest import Ran
from .conftest import BAD, GOOD, KEY, OTHER, TEXT
from .model_server import (
    Behaviour,
    ModelServer,
    breaks_off,
    claims,
    drips_body,
    drips_headers,
    endless,
    hangs,
    refuses,
    says,
    sends,
)

Check = Callable[..., Ran]
Run = Callable[..., Ran]


def answer(ran: Ran) -> dict[str, Any]:
    assert ran.code == 0, ran.err
    told: dict[str, Any] = json.loads(ran.out)
    jsonschema.validate(told, json.loads(schema_text("check")))
    return told


def without_seconds(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told["assist"].items() if name != "seconds"}


def test_claims_of_the_model_stand_first_and_are_its_own(check: Check, server: ModelServer) -> None:
    server.will(claims({**OTHER, "origin": "person", "id": "mine", "source": "else.txt"}, GOOD, BAD))
    ran = check("--format", "json")
    told = answer(ran)
    assert [(one["id"], one.get("origin"), one.get("agrees")) for one in told["claims"]] == [
        ("c1", "model m", False),
        ("c2", "model m", True),
        ("c3", None, None),
    ]
    assert without_seconds(told) == {
        "model": "m",
        "host": server.host,
        "cached": False,
        "claims": 2,
        "rejected": 1,
    }
    assert [(one["claim"], one["quote"]) for one in told["rejected"]] == [("3", "$8 billion")]


def test_the_same_as_prompt_and_claims(check: Check, run: Run, server: ModelServer, text: str, tmp_path: Path) -> None:
    prompt = run("prompt", text, "--date", "2024-03-01", "--quiet").out
    server.will(claims(GOOD, OTHER))
    told = answer(check("--format", "json"))
    assert server.heard[0].words == [prompt.removesuffix("\n")] or server.heard[0].words == [prompt]
    (tmp_path / "a.json").write_text(json.dumps({"origin": "model m", "claims": [GOOD, OTHER]}), encoding="utf-8")
    by_hand = run("check", text, "--date", "2024-03-01", "--claims", str(tmp_path / "a.json"), "--format", "json")
    told.pop("assist")
    assert told == json.loads(by_hand.out)


def test_what_is_sent(check: Check, server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVERKA_ASSIST_KEY", f" {KEY}\n")
    server.will(claims(GOOD))
    ran = check()
    (heard,) = server.heard
    assert heard.path == "/v1/chat/completions"
    assert heard.headers["Authorization"] == f"Bearer {KEY}"
    assert set(heard.body) == {"model", "messages", "stream", "temperature", "response_format"}
    assert heard.body["response_format"]["json_schema"]["schema"]["required"] == ["origin", "claims"]
    assert KEY not in ran.out + ran.err


def test_it_is_said_before_it_leaves_even_quietly(check: Check, server: ModelServer) -> None:
    server.will(claims(GOOD))
    ran = check("--quiet")
    characters = len(server.heard[0].words[0])
    assert ran.err.startswith(f"sverka: sending {characters} characters to {server.host} (model m) about ")
    assert ran.err.count("\n") == 1


def test_nothing_leaves_without_the_option(run: Run, server: ModelServer, text: str, cache: Path) -> None:
    ran = run("check", text, "--date", "2024-03-01", "--format", "json")
    assert (server.heard, cache.exists(), "assist" in json.loads(ran.out)) == ([], False, False)


def test_what_was_refused_is_asked_about_once(check: Check, server: ModelServer) -> None:
    server.will(claims(GOOD, BAD), claims(GOOD, OTHER))
    told = answer(check("--format", "json"))
    assert (told["assist"]["claims"], told["assist"]["rejected"], len(server.heard)) == (2, 0, 2)
    asked, echo, mend = server.heard[1].words
    assert asked == server.heard[0].words[0]
    assert json.loads(echo)["claims"] == [GOOD, BAD]
    assert "claim 2 '$8 billion': the quote does not stand in the text: copy the figure's words" in mend


@pytest.mark.parametrize(
    "second", [refuses(500), claims(BAD), says("sorry"), hangs], ids=["error", "bad", "prose", "hang"]
)
def test_a_worse_second_answer_loses_nothing(check: Check, server: ModelServer, second: Behaviour) -> None:
    server.will(claims(GOOD, BAD), second)
    told = answer(check("--format", "json", "--assist-timeout", "1.5"))
    assert (told["assist"]["claims"], told["assist"]["rejected"]) == (1, 1)


def test_an_answer_is_kept_by_text_model_and_host(check: Check, run: Run, server: ModelServer, cache: Path) -> None:
    server.will(claims(GOOD))
    first, second = (answer(check("--format", "json")) for _ in range(2))
    assert (first["assist"]["cached"], second["assist"]["cached"], len(server.heard)) == (False, True, 1)
    assert first["claims"] == second["claims"]
    (kept,) = cache.iterdir()
    assert kept.stat().st_mode & 0o077 == 0
    check("--assist-model", "other")
    check("--assist-fresh")
    assert [heard.body["model"] for heard in server.heard] == ["m", "other", "m"]
    for path in cache.iterdir():
        path.write_bytes(b'{"claims": [{"quote": "made up"}')
    assert answer(check("--format", "json"))["assist"]["cached"] is False
    assert answer(check("--format", "json"))["assist"]["cached"] is True


def test_the_key_is_not_kept(check: Check, server: ModelServer, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVERKA_ASSIST_KEY", KEY)
    server.will(claims(GOOD))
    check()
    assert all(KEY.encode() not in path.read_bytes() and KEY not in path.name for path in cache.iterdir())


UNHELPFUL: dict[str, tuple[Behaviour, str]] = {
    "prose": (says("The exports of Kenya were large."), "no JSON with claims in it"),
    "nothing": (says(""), "the model says nothing"),
    "broken": (says('{"claims": [{"quote": "$7.1'), "broken JSON in line 1"),
    "wrong schema": (says({"claims": [{"text": "a", "number": 1}]}), "the claim could not be taken"),
    "another text": (claims(BAD, {**BAD, "quote": "12 % of Peru"}), "none of 2 claims could be taken"),
    "a list of lists": (says([[[1]]]), "no JSON with claims in it"),
    "deep": (says("[" * 100_000), "nested too deep"),
    "too many": (says({"claims": [GOOD] * 10_001}), "more than 10000 claims"),
    "no completion": (sends(200, '{"claims": []}'), "the answer is none of chat completions"),
    "no JSON": (sends(200, "<html>"), "the answer is none of chat completions"),
    "no choices": (sends(200, '{"choices": []}'), "the answer is none of chat completions"),
    "compressed": (sends(200, b"\x1f\x8b", Content_Encoding="gzip"), "a compressed answer"),
    "endless": (endless, "an answer of more than 5 MB"),
    "cut": (breaks_off, "the connection broke off (RemoteProtocolError)"),
    "unauthorised": (refuses(401, "bad key"), "the server wants a key"),
    "no model": (refuses(404, "model 'm' not found"), "the server answers 404 (model 'm' not found)"),
    "an error": (refuses(500, "a\x1b[31m\nb"), "the server answers 500 (a [31m b)"),
    "busy": (refuses(429, "slow down", Retry_After="60"), "the server answers 429 (slow down)"),
    "a redirect": (
        sends(307, "", Location="http://10.0.0.1/v1/chat/completions"),
        "the server redirects to http://10.0.0.1/v1/chat/completions",
    ),
}


@pytest.mark.parametrize("name", UNHELPFUL)
def test_what_does_not_help_is_one_line_and_the_rules_stand(
    check: Check, run: Run, server: ModelServer, text: str, name: str, cache: Path
) -> None:
    behaviour, why = UNHELPFUL[name]
    server.will(behaviour)
    ran = check("--format", "json", "--assist-timeout", "5")
    told = answer(ran)
    assert why in told["assist"]["note"]
    lines = [line for line in ran.err.splitlines() if "was no help" in line]
    assert len(lines) == 1
    assert why in lines[0]
    plain = json.loads(run("check", text, "--date", "2024-03-01", "--format", "json").out)
    assert told["claims"] == plain["claims"]
    assert not cache.exists()
    assert all(line.isprintable() for line in ran.err.splitlines())


@pytest.mark.parametrize("behaviour", [hangs, drips_headers, drips_body], ids=lambda one: one.__name__)
def test_a_slow_server_is_left_after_the_time_given(check: Check, server: ModelServer, behaviour: Behaviour) -> None:
    server.will(behaviour)
    told = answer(check("--format", "json", "--assist-timeout", "1"))
    assert "does not answer in time" in told["assist"]["note"]
    assert told["assist"]["seconds"] < 3


def test_a_server_that_is_down(check: Check, server: ModelServer) -> None:
    server.over.set()
    server.shutdown()
    server.server_close()
    told = answer(check("--format", "json"))
    assert told["assist"]["note"] == "the server cannot be reached: check that it runs, and its address"


@pytest.mark.parametrize("status", [400, 422])
def test_a_server_that_takes_no_schema(check: Check, server: ModelServer, status: int) -> None:
    server.will(refuses(status), refuses(status), claims(GOOD))
    assert answer(check("--format", "json"))["assist"]["claims"] == 1
    assert [sorted(set(one.body) - {"model", "messages", "stream"}) for one in server.heard] == [
        ["response_format", "temperature"],
        ["response_format"],
        ["temperature"],
    ]


def test_a_busy_server_is_asked_once_more(check: Check, server: ModelServer) -> None:
    server.will(refuses(503, Retry_After="0"), claims(GOOD))
    assert answer(check("--format", "json"))["assist"]["claims"] == 1
    server.will(refuses(503, Retry_After="0"))
    check("--assist-fresh")
    assert len(server.heard) == 4


def test_a_server_says_nothing_of_the_key(check: Check, server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVERKA_ASSIST_KEY", KEY)
    server.will(refuses(500, f"the key {KEY[:12]}… is wrong"))
    ran = check()
    assert "the server answers 500:" in ran.out
    assert KEY[:8] not in ran.out + ran.err


def test_no_redirect_is_followed(check: Check, server: ModelServer) -> None:
    server.will(sends(307, "", Location="/v1/elsewhere"), claims(GOOD))
    check()
    assert len(server.heard) == 1


def test_another_host_is_asked_by_the_proxy_and_said_to_be_unprotected(
    run: Run, server: ModelServer, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://{server.host}")
    monkeypatch.setenv("NO_PROXY", "")
    server.will(claims(GOOD))
    ran = run("check", text, "--assist", "http://model.example/v1", "--assist-model", "m", "--format", "json")
    assert json.loads(ran.out)["assist"]["claims"] == 1
    assert server.heard[0].path == "http://model.example/v1/chat/completions"
    assert "to model.example, unprotected (http) (model m)" in ran.err


def test_the_proxy_is_not_asked_for_this_machine(
    check: Check, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:1")
    server.will(claims(GOOD))
    assert answer(check("--format", "json"))["assist"]["claims"] == 1


USAGE = {
    "no model": (("--assist", "http://localhost/v1"), {}, "--assist-model is missing"),
    "no server": (("--assist-model", "m"), {}, "--assist is missing"),
    "fresh alone": (("--assist-fresh",), {}, "--assist is missing"),
    "no address": (("--assist", "localhost:11434", "--assist-model", "m"), {}, "not the address of a server"),
    "a file": (("--assist", "file:///etc/passwd", "--assist-model", "m"), {}, "not the address of a server"),
    "a password": (("--assist", "https://u:pw@h/v1", "--assist-model", "m"), {}, "a password in the address"),
    "a key in the clear": (
        ("--assist", "http://example.org/v1", "--assist-model", "m"),
        {"SVERKA_ASSIST_KEY": KEY},
        "SVERKA_ASSIST_KEY is set, and is not sent unprotected",
    ),
    "a key of lines": (
        ("--assist", "https://example.org/v1", "--assist-model", "m"),
        {"SVERKA_ASSIST_KEY": "a\nX-Evil: 1"},
        "a key that cannot be sent",
    ),
    "a model of lines": (("--assist", "http://localhost/v1", "--assist-model", "a\nb"), {}, "not the name of a model"),
    "claims too": (
        ("--assist", "http://localhost/v1", "--assist-model", "m", "--claims", "c.json"),
        {},
        "two ways at once",
    ),
}


@pytest.mark.parametrize("name", USAGE)
def test_what_cannot_be_asked(run: Run, text: str, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    options, environment, why = USAGE[name]
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    ran = run("check", text, *options)
    assert (ran.code, ran.out) == (2, "")
    assert why in ran.err
    assert "pw@" not in ran.err
    assert KEY not in ran.err
    assert "Evil" not in ran.err


def test_several_texts_each_by_itself_and_together(
    check: Check, run: Run, server: ModelServer, tmp_path: Path, text: str
) -> None:
    (tmp_path / "u.txt").write_text(TEXT.replace("7.1", "7.2"), encoding="utf-8")
    server.will(claims(GOOD), claims({**GOOD, "quote": "$7.2 billion", "value": 7.2e9}))
    lines = check(str(tmp_path / "u.txt"), "--each", "--format", "json").out.splitlines()
    assert [json.loads(line)["assist"]["claims"] for line in lines] == [1, 1]
    together = json.loads(check(str(tmp_path / "u.txt"), "--format", "json").out)
    assert [one["assist"]["cached"] for one in together["documents"]] == [True, True]
    assert len(server.heard) == 2


def test_a_server_that_fails_again_and_again_is_left_alone(check: Check, server: ModelServer, tmp_path: Path) -> None:
    paths = [tmp_path / f"{at}.txt" for at in range(4)]
    for path in paths:
        path.write_text(TEXT, encoding="utf-8")
    server.will(refuses(500))
    told = answer(check(*map(str, paths), "--format", "json"))
    notes = [one["assist"]["note"] for one in told["documents"]]
    assert [note.startswith("it is not asked again") for note in notes] == [False] * 3 + [True] * 2
    assert len(server.heard) == 3


def test_what_a_person_decided_stands_above(check: Check, server: ModelServer, text: str, tmp_path: Path) -> None:
    decided = {"quote": "5 %", "occurrence": 1, "decided": "chosen", **OTHER}
    head = {"form": DECISIONS, "source": "t.txt", "text": digest_of(TEXT), "origin": "person"}
    file = tmp_path / "d.json"
    file.write_text(json.dumps({**head, "claims": [decided], "dismissed": []}), encoding="utf-8")
    server.will(claims(GOOD, {**OTHER, "measure": "growth(import[CN;; 2023])"}, BAD))
    told = answer(check("--format", "json", "--decisions", str(file)))
    assert [(one.get("origin"), one["measure"], one.get("agrees")) for one in told["claims"]][:2] == [
        ("model m", "level(export[;; 2023], USD)", True),
        ("person", "growth(import[UG;; 2023])", False),
    ]
    assert (told["assist"]["claims"], len(told["rejected"])) == (2, 1)


@pytest.mark.parametrize("form", ["text", "md", "html", "csv", "claimreview"])
def test_every_form_takes_them(check: Check, server: ModelServer, form: str) -> None:
    server.will(claims(OTHER, BAD))
    ran = check("--format", form)
    assert ran.code == 0
    if form in ("text", "md", "html"):
        assert "Read by a model" in ran.out
        assert "claims taken 1, refused 1" in ran.out
        assert "Sverka reads otherwise" in ran.out


def test_messages_stand_in_both_languages(check: Check, server: ModelServer) -> None:
    server.will(refuses(404, "no m"))
    ran = check("--ui", "ru")
    assert re.search(r"на 127\.0\.0\.1:\d+ отправляется запрос о тексте .* \(модель m\), знаков: \d+\n", ran.err)
    assert "сервер отвечает 404 (no m): проверьте адрес и имя модели); в силе чтение самой «Сверки»" in ran.err
    assert "Прочитано моделью" in ran.out


def test_a_text_too_long_is_not_sent(
    check: Check, server: ModelServer, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sverka.assisting.reading.MOST_CHARACTERS", 5000)
    told = answer(check("--format", "json"))
    assert told["assist"]["note"].startswith("the request would be of more than 5000 characters")
    assert server.heard == []


def test_ctrl_c_leaves_all_as_it_was(
    check: Check, server: ModelServer, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: Any) -> None:
        if server.heard:
            raise KeyboardInterrupt

    server.will(hangs)
    monkeypatch.setattr("sverka.assisting.wire.EACH_WAIT_S", 0.05)
    monkeypatch.setattr("sverka.cli.booking.Progress.tick", interrupted)
    ran = check()
    assert (ran.code, ran.out, cache.exists(), len(server.heard)) == (130, "", False, 1)


def test_a_cache_that_cannot_be_written_changes_nothing(
    check: Check, server: ModelServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("SVERKA_CACHE", str(tmp_path / "file"))
    server.will(claims(GOOD))
    assert answer(check("--format", "json"))["assist"]["claims"] == 1
