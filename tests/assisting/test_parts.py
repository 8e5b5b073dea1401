"""The parts of asking: addresses, keys, names, forms of answers, what is kept and for how long."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from hypothesis import strategies as st

from sverka.assisting import Cache, Net, cache_folder, checked_key, checked_model, server_of
from sverka.assisting.cache import answer_name
from sverka.assisting.chat import Chat, Message
from sverka.assisting.judging import TAKEN, judged
from sverka.assisting.wire import Reply, ServerError
from sverka.claims_in import Text
from sverka.model.errors import InputError, UsageError
from sverka.reading import read_document
from sverka.reading.document import load_document
from sverka.writing.claims_schema import claims_schema

from .conftest import GOOD, OTHER, TEXT

ADDRESSES = {
    "http://localhost:11434/v1": ("http://localhost:11434/v1/chat/completions", "localhost:11434", True),
    "http://localhost:11434/v1/": ("http://localhost:11434/v1/chat/completions", "localhost:11434", True),
    "http://localhost:8080": ("http://localhost:8080/v1/chat/completions", "localhost:8080", True),
    "http://LOCALHOST.": ("http://LOCALHOST./v1/chat/completions", "localhost.", True),
    "http://[::1]:80/api": ("http://[::1]:80/api/chat/completions", "[::1]", True),
    "http://127.8.9.1/x/chat/completions": ("http://127.8.9.1/x/chat/completions", "127.8.9.1", True),
    "https://h.example/v1?api-version=2": ("https://h.example/v1/chat/completions?api-version=2", "h.example", False),
    "https://localhost.evil.example/v1": (
        "https://localhost.evil.example/v1/chat/completions",
        "localhost.evil.example",
        False,
    ),
    "https://пример.example/v1": ("https://пример.example/v1/chat/completions", "xn--e1afmkfd.example", False),
}


@pytest.mark.parametrize("url", ADDRESSES)
def test_addresses(url: str) -> None:
    server = server_of(url, has_key=True)
    assert (server.endpoint, server.host, server.is_loopback) == ADDRESSES[url]


@pytest.mark.parametrize(
    "url",
    ["", "x", "localhost:1", "ftp://h/v1", "http://", "http://h:99999/v1", "https://a..b/v1", "https://h/v1#x", "https://h/\x07"],
)  # fmt: skip
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(UsageError, match="not the address of a server"):
        server_of(url, has_key=False)


@pytest.mark.parametrize("host", ["example.org", "10.0.0.1", "192.168.1.2:8080", "localhost.example", "[fd00::1]"])
def test_a_key_is_not_sent_in_the_clear(host: str) -> None:
    assert not server_of(f"http://{host}/v1", has_key=False).is_protected
    with pytest.raises(UsageError, match="is not sent unprotected"):
        server_of(f"http://{host}/v1", has_key=True)


@pytest.mark.parametrize(("given", "found"), [(None, None), ("", None), (" \n", None), (" sk-1\n", "sk-1")])
def test_keys(given: str | None, found: str | None) -> None:
    assert checked_key(given) == found


@pytest.mark.parametrize("key", ["a b", "a\nb", "ключ", "x" * 5000])
def test_a_key_that_cannot_be_sent_is_not_shown(key: str) -> None:
    with pytest.raises(UsageError) as failure:
        checked_key(key)
    assert key not in str(failure.value)


@pytest.mark.parametrize("name", ["", " ", "a\tb", "x" * 80, "a\u202eb"])
def test_what_is_no_name_of_a_model(name: str) -> None:
    with pytest.raises(UsageError, match="not the name of a model"):
        checked_model(name)


def test_a_model_fills_what_the_schema_has_save_id_and_origin() -> None:
    fields = claims_schema()["$defs"]["claim"]["properties"]
    assert set(fields) - {"id", "origin"} == TAKEN


@pytest.mark.parametrize(
    ("environment", "platform", "folder"),
    [
        ({"SVERKA_CACHE": "/s", "XDG_CACHE_HOME": "/x"}, "linux", "/s/assist"),
        ({"XDG_CACHE_HOME": "/x", "HOME": "/h"}, "linux", "/x/sverka/assist"),
        ({"HOME": "/h"}, "linux", "/h/.cache/sverka/assist"),
        ({"HOME": "/h"}, "darwin", "/h/Library/Caches/sverka/assist"),
        ({"LOCALAPPDATA": "/l"}, "win32", "/l/sverka/assist"),
    ],
)
def test_where_answers_are_kept(environment: dict[str, str], platform: str, folder: str) -> None:
    assert cache_folder(environment, platform).as_posix() == folder


def test_what_an_answer_is_kept_under() -> None:
    names = {answer_name(*asked) for asked in (("r", "m", "h"), ("q", "m", "h"), ("r", "n", "h"), ("r", "m", "i"))}
    assert len(names) == 4
    assert answer_name("\ud800", "m", "h")


def test_the_oldest_answers_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sverka.assisting.cache.MOST_FILES", 3)
    monkeypatch.setattr("sverka.assisting.cache.MOST_BYTES", 100)
    (tmp_path / "mine.txt").write_text("not Sverka's")
    cache = Cache(tmp_path)
    for at in range(5):
        cache.put(str(at), "x" * 10)
        os.utime(tmp_path / f"{at}.answer", ns=(at, at))
    assert [cache.get(str(at)) is not None for at in range(5)] == [False, False, True, True, True]
    cache.put("large", "x" * 95)
    assert [cache.get(name) is not None for name in ("2", "3", "4", "large")] == [False, False, False, True]
    assert (tmp_path / "mine.txt").exists()


def test_what_cannot_be_read_is_not_there(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    (tmp_path / "a.answer").write_bytes(b"\xff")
    (tmp_path / "b.answer").mkdir()
    assert [cache.get(name) for name in ("a", "b", "c")] == [None, None, None]


class Script:
    """A network that gives replies in order, and a clock that only sleep moves."""

    def __init__(self, *replies: Reply) -> None:
        self.replies = list(replies)
        self.time = 0.0
        self.left: list[float] = []

    def post(self, server: object, sent: bytes, key: str | None, seconds: float, waits: Callable[[], None]) -> Reply:
        self.left.append(seconds)
        return self.replies.pop(0)

    def sleep(self, seconds: float) -> None:
        self.time += seconds

    def chat(self) -> Chat:
        net = Net(self.post, lambda: self.time, self.sleep)
        return Chat(server_of("http://localhost/v1", has_key=False), "m", None, net, {}, lambda: None)


def completion(content: object, **more: Any) -> Reply:
    return Reply(200, json.dumps({"choices": [{"message": {"content": content, **more}}]}).encode())


CONTENTS: dict[str, tuple[object, str | None]] = {
    "text": ("a", "a"),
    "parts": ([{"type": "text", "text": "a"}, {"type": "image"}, {"type": "text", "text": "b"}], "ab"),
    "nothing": (None, None),
    "blank": (" \n", None),
    "a number": (5, None),
    "parts without text": ([{"type": "text"}], None),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_the_words_of_an_answer(name: str) -> None:
    content, words = CONTENTS[name]
    chat = Script(completion(content, refusal="no")).chat()
    if words is None:
        with pytest.raises(InputError, match=r"the model says nothing|none of chat completions"):
            chat.answer([Message("user", "x")], 10.0)
    else:
        assert chat.answer([Message("user", "x")], 10.0) == words


WAITS = {"": 2.0, "3": 3.0, "10": 10.0, "Thu, 01 Jan 1970 00:00:30 GMT": 2.0, "x": 2.0, "11": None, "99999999999": 2.0}


@pytest.mark.parametrize("asked", WAITS)
@pytest.mark.parametrize("status", [429, 503])
def test_how_long_a_busy_server_is_waited_for(status: int, asked: str) -> None:
    script = Script(Reply(status, b"", asked), completion("a"))
    chat, pause = script.chat(), WAITS[asked]
    if pause is None:
        with pytest.raises(ServerError, match=f"the server answers {status}"):
            chat.answer([Message("user", "x")], 60.0)
        return
    assert chat.answer([Message("user", "x")], 60.0) == "a"
    assert (script.time, script.left) == (pause, [60.0, 60.0 - pause])


def test_no_wait_goes_beyond_the_time_given() -> None:
    script = Script(Reply(429, b"", "5"), completion("a"))
    with pytest.raises(ServerError, match="429"):
        script.chat().answer([Message("user", "x")], 5.5)
    assert script.time == 0


@pytest.mark.parametrize("status", [404, 409, 500, 502])
def test_what_is_no_matter_of_form_is_not_asked_otherwise(status: int) -> None:
    script = Script(Reply(status, b"{}"))
    with pytest.raises(ServerError, match=f"the server answers {status}$|the server answers {status}:"):
        script.chat().answer([Message("user", "x")], 10.0)
    assert len(script.left) == 1


def test_the_way_that_a_server_took_is_taken_again() -> None:
    script = Script(Reply(400, b""), completion("a"), completion("b"))
    chat = script.chat()
    assert [chat.answer([Message("user", "x")], 10.0) for _ in range(2)] == ["a", "b"]
    assert script.replies == []


def test_the_query_of_a_redirect_is_not_shown() -> None:
    script = Script(Reply(302, b"", "", "https://h.example/login?token=secret"))
    with pytest.raises(ServerError, match=r"redirects to https://h.example/login:") as failure:
        script.chat().answer([Message("user", "x")], 10.0)
    assert "secret" not in str(failure.value)


@pytest.fixture(scope="module")
def text() -> Text:
    document = load_document(TEXT.encode(), "t.txt")
    return Text(document, read_document(document, date="2024-03-01"))


def test_what_is_said_again_is_said_once(text: Text) -> None:
    found = judged(json.dumps({"claims": [GOOD, OTHER, {**GOOD, "id": "again"}, GOOD]}), text, "m")
    assert (found.taken, found.refused) == (2, 0)
    assert [claim.value for claim in found.text.reading.claims if claim.origin] == [7.1e9, 5]


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from([*GOOD.values()]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(sorted(TAKEN)) | st.text(), inner),
    max_leaves=12,
)
ENTRIES = st.fixed_dictionaries({}, optional={name: JUNK | st.just(GOOD.get(name)) for name in sorted(TAKEN)})


@hypothesis.given(
    st.lists(ENTRIES | JUNK, max_size=4), st.integers(0, 40), st.sampled_from(["", "prose ", "```json\n"])
)
def test_any_answer_is_judged(text: Text, items: list[Any], cut: int, before: str) -> None:
    answer = before + json.dumps({"claims": items})
    found = judged(answer[: len(answer) - cut], text, "m")
    made = [claim for claim in found.text.reading.claims if claim.origin]
    assert found.taken == len(made)
    assert {claim.origin for claim in made} <= {"model m"}
    assert all(one.text in TEXT for claim in made for one in claim.mentions)
    assert {claim.mentions[0].start for claim in text.reading.claims} <= {
        one.start for claim in found.text.reading.claims for one in claim.mentions
    }


@hypothesis.given(
    st.binary(max_size=200) | JUNK.map(lambda value: json.dumps({"choices": [{"message": value}]}).encode())
)
def test_any_reply_is_words_or_an_error_in_words(body: bytes) -> None:
    try:
        told = Script(Reply(200, body)).chat().answer([Message("user", "x")], 10.0)
    except InputError as error:
        told = str(error)
    assert told.strip()


def test_of_many_refused_claims_a_hundred_are_told(text: Text) -> None:
    found = judged(json.dumps({"claims": [GOOD, *[{**GOOD, "quote": f"none {at}"} for at in range(300)]]}), text, "m")
    assert (found.taken, found.refused, len(found.text.reading.rejected)) == (1, 300, 100)
